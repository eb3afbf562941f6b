"""Figure 2, outcomes: how far both worlds go from a wish to a signature, how they end, and what happened.

Dots with 95% intervals, not bars: shares near 0 stay readable, and so does how sure they are.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.series import ruler_of
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.stats.estimates import share
from sepeace.wording.outcomes import ENDINGS, RUNGS_DRAWN, Ending, Rung

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.runs.batch import Batch
    from sepeace.runs.compare import Comparison

BOX = (0.175, 0.235, 0.69, 0.535)
HAPPENED = Ending.SOVIET_VICTORY
"""The ending of the war of 1941-45 in the terms of this figure: no settlement, and Germany defeated."""


DOT: dict[str, Any] = {"linestyle": "none", "markersize": 9, "markeredgewidth": 2.0}
WORLDS: dict[str, tuple[float, dict[str, Any], dict[str, Any]]] = {
    "baseline": (
        -0.17,
        {"color": style.SOVIET, "linestyle": (0, (3, 1)), "linewidth": 2.6, "label": "without the change"},
        {"color": style.SOVIET, "marker": "o", "markerfacecolor": "white", **DOT},
    ),
    "counterfactual": (
        0.17,
        {"color": style.GERMANY, "linestyle": "-", "linewidth": 2.6, "label": "with it: the what-if"},
        {"color": style.GERMANY, "marker": "s", "markerfacecolor": style.GERMANY, **DOT},
    ),
}
"""How far below a row either world is drawn; how its line looks, and how its dot."""
HOW_TO_READ = (
    "Dots are shares of all campaigns, lines their 95% intervals: doubt that comes from the number of "
    "campaigns alone. Hollow: the war without the change; filled: the what-if. A leader wants talks whose "
    "willingness is above one half. Steps need not follow one another: terms can meet while nobody talks. "
    "Endings add up to one; an arrow marks what happened."
)
NOTHING_KNOWN = (0.0, 0.0, 1.0)
LABEL_COLUMNS = 21
Row = tuple[str, str, tuple[float, float, float]]
"""Name, words, and share with its interval."""


@takes(("sepeace.runs.compare", "Comparison"))
def outcomes(comparison: Comparison, ax: Axes | None = None) -> Figure:
    """The ladder from a wish to a signature, and the endings, of both worlds.

    Args:
        comparison: two worlds with shared luck.
        ax: draw into the place of these axes, which is cut in two. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Comparison``.

    >>> pair = sp.compare("uranus_fails", campaigns=20, split=False)
    >>> sp.figures.title(sp.figures.outcomes(pair)) != ""
    True
    """
    refuse_for_class(comparison.counterfactual.scenario, "figure")
    figure, ax = style.stage(ax, BOX)
    worlds = (comparison.baseline, comparison.counterfactual)
    left, right = style.split(ax, (0.51, 0.49), 0.41, across=True)
    _panel(left, [_ladder(world) for world in worlds], "share of campaigns")
    _panel(right, [_endings(world) for world in worlds], "share of campaigns")
    side: Any = "left" if style.own(figure) else "center"
    left.set_title("from a wish to a signature", loc=side, fontsize=style.SIZE, pad=10)
    right.set_title("how they ended", loc="left", fontsize=style.SIZE, pad=10)
    _legend(left)
    under = wording.under_title(worlds[1]).replace(".\n", ", in each world.\n", 1)
    style.head(figure, left, f"{wording.world(worlds[1])}: outcomes beside history", under, 60.0)
    style.warn(figure, worlds[1].banner)
    style.foot(figure, HOW_TO_READ, bearers.caption(ruler_of(worlds[1])))
    return figure


def _interval(part: float | None, n: int) -> tuple[float, float, float]:
    """Share with its interval; the share is a count over n."""
    if not n or part is None:
        return NOTHING_KNOWN
    found = share(round(part * n), n)
    return found.value, found.ci95[0], found.ci95[1]


def _ladder(batch: Batch) -> list[Row]:
    """The rungs; without a campaign that counts nothing is known of any."""
    ladder = batch.totals.ladder
    shares = {rung: (found.value, *found.ci95) for rung in Rung if (found := ladder.share(rung)).n}
    return [(rung, text, shares.get(rung, NOTHING_KNOWN)) for rung, text in RUNGS_DRAWN.items()]


def _endings(batch: Batch) -> list[Row]:
    summary = batch.summary()
    return [
        (name, ENDINGS[name], _interval(part, summary.counted))
        for name, part in summary.endings.shares().items()
    ]


def _panel(ax: Axes, worlds: list[list[Row]], across: str) -> None:
    rows = worlds[0]
    for world, name in zip(worlds, WORLDS, strict=True):
        _dots(ax, world, name)
    style.plain(ax)
    ax.set_xlim(-0.02, 1.02)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    ax.set_yticks(range(len(rows)))
    ax.set_yticklabels([_row_name(name, text) for name, text, _ in rows])
    ax.tick_params(axis="y", length=0, labelsize=style.SMALL)
    ax.set_xticks([0.0, 0.25, 0.5, 0.75, 1.0])
    ax.set_xticklabels(["0", "25%", "50%", "75%", "100%"])
    ax.set_xlabel(across, fontsize=style.SMALL)
    ax.grid(axis="y", color=style.FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    beside: dict[str, Any] = {"xycoords": ("axes fraction", "data"), "annotation_clip": False}
    for place, (before, after) in enumerate(zip(*worlds, strict=True)):
        text = f"{wording.percent(before[2][0])} → {wording.percent(after[2][0])}"
        style.words(ax, text, (1.0, place), (6, 0), **beside)


def _dots(ax: Axes, rows: list[Row], world: str) -> None:
    offset, line, dot = WORLDS[world]
    for place, (name, _, (value, low, high)) in enumerate(rows):
        height = place + offset
        ax.plot([low, high], [height, height], clip_on=False, **line)
        ax.plot([value], [height], gid=f"{world}-{name}", zorder=3, clip_on=False, **dot)


def _row_name(name: str, text: str) -> str:
    happened = "\n(as it happened) ▶" if name == HAPPENED else ""
    return textwrap.fill(text, LABEL_COLUMNS) + happened


def _legend(ax: Axes) -> None:
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], **{**dot, **line}) for _, line, dot in WORLDS.values()]
    style.key(ax, (-0.72, 1.09), 2, handles=handles, handlelength=2.6, borderaxespad=0.5)
