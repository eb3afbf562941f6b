"""What-ifs side by side: the difference that each makes, a panel for each rung from a wish to a signature.

A dot is a difference, the thick line its own interval, the thin one that which holds with all the others at
once. Rows stand in the order of their branches and never in that of what they bring about.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.series import ruler_under
from sepeace.wording.outcomes import RUNGS_DRAWN, Rung

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.documents.compare_all import ComparedWhatIf, RungAmongAll
    from sepeace.runs.many.compare_many import Comparisons

LEFT, WIDE = 0.27, 0.70
ROW, HEAD, FOOT = 0.36, 2.0, 2.35
"""Inches: of a row; above the first row, for title, readings and the names of the rungs; below the last."""
LEAST_ROWS = 6
NAME_COLUMNS, RUNG_COLUMNS = 34, 14
GAP = 0.022
INSIDE = 0.8
"""Share of a panel's reach within which its scale is marked."""
LEAST = 0.1
"""Points that a panel reaches on either side at least: no difference is drawn larger than it is."""
ALONE: dict[str, Any] = {"color": style.INK, "linewidth": 3.6, "solid_capstyle": "butt"}
AT_ONCE: dict[str, Any] = {"color": style.PALE, "linewidth": 1.3}
DOT: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 5.0, "markeredgewidth": 1.4}
HOW_TO_READ = (
    "Each row is one what-if beside the war without its change, in the order of the days on which they leave "
    "the record: no order of merit. A dot is the difference in points, campaign by campaign with the same "
    "luck; the thick line is its own 95% interval, the thin one is wide enough that all {together} hold at "
    "once. Filled: the thin line keeps clear of 0. Each panel has its own scale. The differences must not be "
    "added up: the changes are not equally likely. At least one of them opens a window where there was none "
    "in {any} of the campaigns, none of them in {none}."
)

LEADERS = (
    "{title}: no source measures another leader; by who it is and how much of Hitler's premium he asks, "
    "windows open in {low} to {high} of the campaigns."
)


@takes(("sepeace.runs.many.compare_many", "Comparisons"))
def what_ifs(comparisons: Comparisons, ax: Axes | None = None) -> Figure:
    """The difference that each what-if makes, rung by rung.

    Args:
        comparisons: what-ifs that share their luck.
        ax: draw into the place of these axes, which is cut in seven. By default a new figure, as high as its
            rows need. Leave room to the left of them for names and below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but ``Comparisons``.

    >>> found = sp.compare_many(["uranus_fails", "citadel_in_may"], campaigns=20, readings=False)
    >>> sp.figures.title(sp.figures.what_ifs(found))
    '2 what-ifs, each beside the war without its change'
    """
    rows = comparisons.what_ifs
    figure, ax = style.stage(ax, (LEFT, 0.2, WIDE, 0.6))
    if style.own(figure):
        drawn = ROW * max(len(rows), LEAST_ROWS)
        height = HEAD + drawn + FOOT
        figure.set_size_inches(style.WIDTH, height)
        ax.set_position((LEFT, FOOT / height, WIDE, drawn / height))
    panels = style.split(ax, [1.0] * len(Rung), GAP, across=True)
    for place, (panel, rung) in enumerate(zip(panels, Rung, strict=True)):
        _panel(panel, [row.ladder[place] for row in rows])
        title = textwrap.fill(RUNGS_DRAWN[rung], RUNG_COLUMNS)
        panel.set_title(title, loc="center", fontsize=style.TINY, pad=6)
    ax.set_yticks(range(len(rows)), [_name(row.title, f"{row.branch:%Y-%m-%d}") for row in rows])
    ax.tick_params(axis="y", length=0, labelsize=style.TINY)
    panels[len(panels) // 2].set_xlabel(
        "points of campaigns: with the change less without it", fontsize=style.TINY
    )
    _head(figure, ax, comparisons)
    check = comparisons.sums[0]
    reading = HOW_TO_READ.format(
        together=comparisons.together, any=wording.percent(check.any), none=wording.percent(check.none)
    )
    reading += "".join(_leaders(row) for row in rows if row.profiles)
    style.foot(figure, reading, bearers.caption(ruler_under(comparisons.scenarios[0].assumptions)))
    return figure


def _leaders(row: ComparedWhatIf) -> str:
    """What the same what-if shows with either profile and with none or all of Hitler's premium."""
    shares = [one.counterfactual for one in row.profiles if one.counterfactual is not None]
    if not shares:
        return ""
    title, low, high = (
        wording.drawable(row.title),
        wording.percent(min(shares)),
        wording.percent(max(shares)),
    )
    return f" {LEADERS.format(title=title, low=low, high=high)}"


def _panel(ax: Axes, steps: list[RungAmongAll]) -> None:
    """One rung: a row for each what-if, the first at the top."""
    reach = LEAST
    for place, step in enumerate(steps):
        ax.axhline(place, color=style.FAINT, linewidth=0.6, zorder=0)
        alone, at_once = ([100.0 * end for end in ends] for ends in (step.ci95, step.ci95_all))
        reach = max(reach, *map(abs, at_once))
        ax.plot(at_once, [place, place], **AT_ONCE)
        ax.plot(alone, [place, place], **ALONE)
        fill = style.INK if step.shown_all else "white"
        look: dict[str, Any] = {
            "markerfacecolor": fill,
            "markeredgecolor": style.INK,
            "zorder": 4,
            "gid": f"{step.rung}-{place}",
        }
        ax.plot([100.0 * step.difference], [place], **DOT, **look)
    style.plain(ax)
    ax.axvline(0.0, color=style.PALE, linewidth=1.0, zorder=1)
    ax.set_xlim(-1.08 * reach, 1.08 * reach)
    ax.set_ylim(len(steps) - 0.4, -0.6)
    ax.set_yticks([])
    tick = _tick(reach)
    ax.set_xticks([-tick, 0.0, tick], [f"−{tick:g}", "", f"+{tick:g}"])
    ax.tick_params(axis="x", labelsize=style.TINY)


def _tick(reach: float) -> float:
    """The largest of 1, 2, 5 and their tenfolds that leaves its name room inside."""
    sizes = [step * 10.0**power for power in range(-2, 2) for step in (1.0, 2.0, 5.0)]
    return max(size for size in sizes if size <= INSIDE * reach)


def _name(title: str, day: str) -> str:
    """The title and the day of the branch, on two lines or three."""
    return textwrap.fill(f"{wording.drawable(title)}, {day}", NAME_COLUMNS)


def _head(figure: Figure, ax: Axes, comparisons: Comparisons) -> None:
    made = wording.made(comparisons.campaigns, comparisons.seed, comparisons.luck, comparisons.window_days)
    under = f"{made}, in each world.\nReadings: {wording.readings_of_all(comparisons.what_ifs)}."
    words = f"{len(comparisons.what_ifs)} what-ifs, each beside the war without its change"
    style.head(figure, ax, words, under, 60.0)
