"""Figure 8: what the chance of a window depends on, and who owns the disagreement.

On the left the largest total indices with the first-order ones inside them; a mark below a bar is the total
index of the other outcome. On the right the disagreement budget: one bar an outcome, cut into chance,
parameters, readings and model form.
"""

from __future__ import annotations

import math
import textwrap
from typing import TYPE_CHECKING, Any

from sepeace.errors import UnknownName, takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.chances.phase_parts import LOOKS
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.stats.sobol import SOURCES, Finding

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.model.parameters import Parameter
    from sepeace.stats.sobol import Interval, Nested
    from sepeace.uncertainty.sensitivity import Sensitivity

BOX = (0.262, 0.232, 0.712, 0.585)
PARTS, GAP = (0.98, 1.0), 0.062
MOST_BARS, FEWEST_ROWS = 9, 5
MOST_SCALE = 1.5
"""The scale goes no further for the sake of the end of an interval."""
LABEL_COLUMNS, MOST_LINES = 37, 2
BAR, INNER = 0.58, 0.2
CENTRE, WIDE = 0.13, 0.22
"""Of a bar of the budget, in the room that it has with its labels."""
LEAST_APART = 0.085
"""Between two labels of a bar of the budget, as a share of its height."""
EFFECT_LOOK = {**LOOKS["window"], "label": "the change opens or shuts a window", "color": style.SOVIET}
OUTCOME_LOOKS: dict[str, dict[str, Any]] = {
    **LOOKS,
    "effect": {**EFFECT_LOOK, "light": style.LIGHT[style.SOVIET], "markerfacecolor": style.SOVIET},
}
SOURCE_LOOKS: dict[str, dict[str, Any]] = {
    "chance": {"facecolor": "#ffffff", "hatch": ""},
    "parameters": {"facecolor": "#f0c26a", "hatch": "//"},
    "readings": {"facecolor": "#5b9bd0", "hatch": ".."},
    "form": {"facecolor": "#0b3c6f", "hatch": ""},
}
BUDGET_TITLES = {
    "window": "a window\nopens",
    "settlement": "a settlement\nis signed",
    "effect": "the change\nmatters",
}
SOURCE_NAMES = {"chance": "chance", "parameters": "parameters", "readings": "readings", "form": "model form"}
READING = (
    "Pale bar: total index, the share of the variance that would stay if all parameters but this one were "
    "known. Dark bar in it: first-order index, the share that would go if this one alone were known. Lines: "
    "95% intervals, with an arrow where they go on; an index whose own includes 0 is not drawn. The noise "
    "of chance is taken out."
)
BUDGET_READING = (
    "Right: shares in the disagreement about the outcome, with 95% intervals; forms of the model weigh the "
    "same, and so do readings, by judgement."
)


@takes(("sepeace.uncertainty.sensitivity", "Sensitivity"))
def sensitivity(result: Sensitivity, ax: Axes | None = None, outcome: str = "window") -> Figure:
    """What an outcome depends on, and the disagreement budget where one was made.

    Args:
        result: of ``sepeace.sensitivity``.
        ax: draw into the place of these axes, which is cut in two for the budget. By default a new figure.
            Leave room left of them for names, and below them for the caption.
        outcome: window, settlement or effect: what the bars show.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption.

    Raises:
        UnknownName: an outcome that the result has not.

    >>> found = sp.sensitivity("historical", ["cost_oil"], points=16, campaigns=4, budget=False)
    >>> sp.figures.title(sp.figures.sensitivity(found, outcome="settlement")) != ""
    True
    """
    refuse_for_class(result.scenario, "figure")
    if outcome not in result.outcomes:
        message = "the result has no such outcome"
        raise UnknownName(message, given=outcome, allowed=list(result.outcomes), key="outcome")
    figure, ax = style.stage(ax, BOX)
    panel = ax
    if result.budget is not None:
        panel, right = style.split(ax, PARTS, GAP, across=True)
        _budget(right, result.budget.outcomes, outcome)
    _bars(panel, result, outcome)
    from sepeace.record import load

    style.head(figure, panel, _title(result, outcome), _under(result, outcome), 10.0)
    style.warn(figure, result.banner)
    reading = READING if result.budget is None else f"{READING} {BUDGET_READING}"
    style.foot(figure, reading, bearers.caption(load().ruler()))
    return figure


# --- words ----------------------------------------------------------------------------------------------


def _title(result: Sensitivity, outcome: str) -> str:
    asks = {
        "window": "what the chance of a window depends on",
        "settlement": "what the chance of a settlement depends on",
        "effect": "what its effect depends on",
    }
    return textwrap.shorten(
        f"{wording.drawable(result.scenario.title)}: {asks[outcome]}", 96, placeholder=" ..."
    )


def _under(result: Sensitivity, outcome: str) -> str:
    made = wording.made(result.campaigns, result.seed, result.luck)
    points = f"campaigns at each of {result.asked:,} points"
    varied = "1 parameter" if len(result.parameters) == 1 else f"{len(result.parameters)} parameters"
    lines = [f"{varied} varied; {made.replace('campaigns', points, 1)}."]
    panel = "Readings" if result.budget is None else "Left"
    lines.append(f"{panel}: {wording.under(result.scenario.assumptions)}.")
    found = result.outcomes[outcome]
    if result.state(outcome) == Finding.SHOWN:
        lines.append(
            f"Mean over the points {wording.percent(found.mean)}; noise was "
            f"{wording.percent(found.noise)} of the variance seen."
        )
    return "\n".join(lines)


# --- indices --------------------------------------------------------------------------------------------


def _bars(ax: Axes, result: Sensitivity, outcome: str) -> None:
    """One row a parameter, the largest total on top."""
    style.plain(ax)
    ranked = [row for row in result.ranked(outcome) if row[2].claimed][:MOST_BARS]
    if not ranked:
        ax.set_axis_off()
        told = "\n".join(textwrap.wrap(result.hangs_on(outcome), 40))
        ax.text(0.0, 0.6, told, fontsize=style.SIZE, transform=ax.transAxes, va="center", gid="nothing")
        return
    look = OUTCOME_LOOKS[outcome]
    other = "settlement" if outcome != "settlement" else "window"
    marks = {row.key: total for row, _, total in result.ranked(other) if total.claimed}
    drawn = [marks[row.key] for row, _, _ in ranked if row.key in marks]
    _scale(ax, _highest([total for _, _, total in ranked], drawn))
    for place, (row, first, total) in enumerate(ranked):
        _bar(ax, place, first, total, look)
        if row.key in marks:
            _mark(ax, place, marks[row.key], OUTCOME_LOOKS[other])
    ax.set_ylim(max(len(ranked), FEWEST_ROWS) - 0.4, -0.55)
    ax.set_yticks(range(len(ranked)))
    ax.set_yticklabels([])
    for place, (row, _, _) in enumerate(ranked):
        _name(ax, place, row)
    _legend(ax, outcome, other if marks else None)


def _highest(totals: list[Interval], marks: list[Interval]) -> float:
    """What the scale has to hold: bars and marks, and intervals of bars that do not make specks of them."""
    values = [found.value for found in (*totals, *marks)]
    ends = [found.high for found in totals if math.isfinite(found.high)]
    return max(*values, min(max(ends, default=1.0), max(MOST_SCALE, *values)))


def _bar(ax: Axes, place: int, first: Interval, total: Interval, look: dict[str, Any]) -> None:
    dark, light = look["color"], look["light"]
    width, colours = max(total.value, 0.0), {"facecolor": light, "edgecolor": dark}
    ax.barh(place, width, BAR, linewidth=1.2, zorder=2, gid="total", **colours)
    lines = [(place - 0.25 * (BAR + INNER) - 0.02, total)]
    if first.claimed:
        ax.barh(place, first.value, INNER, facecolor=dark, edgecolor=dark, zorder=3, gid="first")
        lines.append((place, first))
    for height, found in lines:
        _line(ax, height, found, "#ffffff", 3.6, 4.0)
        _line(ax, height, found, style.INK, 1.4, 5.0)


def _mark(ax: Axes, place: int, total: Interval, look: dict[str, Any]) -> None:
    """The total index of the other outcome, below the bar."""
    height = place + 0.5 * BAR + 0.12
    _line(ax, height, total, look["color"], 1.6)
    dot = {**_dot(look), "linestyle": "none", "zorder": 5}
    ax.plot(max(total.value, 0.0), height, clip_on=False, gid="other", **dot)


def _dot(look: dict[str, Any]) -> dict[str, Any]:
    """The mark of an outcome: settings of a line for ``Axes.plot`` and for the key."""
    own = {name: look[name] for name in ("color", "marker", "markerfacecolor")}
    return {**own, "markersize": 7.5, "markeredgewidth": 1.6}


def _line(ax: Axes, height: float, found: Interval, colour: str, width: float, zorder: float = 4.5) -> None:
    """An interval, cut off at 0 and, with an arrow, at the end of the scale; none where it has no ends."""
    if math.isfinite(found.low) and math.isfinite(found.high) and found.high > 0.0:
        top = ax.get_xlim()[1]
        look: dict[str, Any] = {"color": colour, "zorder": zorder}
        if found.high > top:
            ax.plot(top, height, ">", markersize=2.5 + 2.0 * width, clip_on=False, gid="beyond", **look)
        ends = [max(found.low, 0.0), min(found.high, top)]
        look |= {"linewidth": width, "solid_capstyle": "butt", "gid": "interval"}
        ax.plot(ends, [height, height], **look)


def _scale(ax: Axes, highest: float) -> None:
    top = next((end for end in (0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0) if end >= highest), highest)
    ax.set_xlim(0.0, top)
    ax.set_xlabel("share of the variance of the chance", fontsize=style.SMALL)
    ax.grid(axis="x", color=style.FAINT, linewidth=0.6)
    ax.set_axisbelow(True)


def _name(ax: Axes, place: int, row: Parameter) -> None:
    """Name as typed, and below it what it is, in smaller type."""
    from sepeace.uncertainty.narration import title_of

    unit = "" if row.quantity.unit == "1" else f" ({row.quantity.unit})"
    said = textwrap.wrap(f"{title_of(row)}{unit}", LABEL_COLUMNS)
    if len(said) > MOST_LINES:  # better without its unit than cut off
        said = textwrap.wrap(title_of(row), LABEL_COLUMNS, max_lines=MOST_LINES, placeholder=" ...")
    lower = 5.0 * (len(said) - 1)
    at, look = (0.0, place), {"color": style.INK, "ha": "right", "annotation_clip": False}
    look |= {"xycoords": ("axes fraction", "data")}
    name: dict[str, Any] = {"va": "bottom", "fontsize": style.SMALL, "weight": "bold", "gid": "name"}
    style.words(ax, row.key, at, (-9, 1 + lower), **look, **name)
    meaning: dict[str, Any] = {"va": "top", "fontsize": style.TINY - 1.0, "linespacing": 1.1}
    style.words(ax, "\n".join(said), at, (-9, lower), gid="meaning", **look, **meaning)


def _legend(ax: Axes, outcome: str, other: str | None) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    look = OUTCOME_LOOKS[outcome]
    handles: list[Any] = [
        Patch(facecolor=look["light"], edgecolor=look["color"], label=f"{look['label']}: total"),
        Patch(facecolor=look["color"], edgecolor=look["color"], label="first order"),
    ]
    if other is not None:
        mark = OUTCOME_LOOKS[other]
        handles.append(Line2D([], [], label=f"{mark['label']}: total", **_dot(mark)))
    small: dict[str, Any] = {"fontsize": style.TINY, "borderaxespad": 0.2, "columnspacing": 1.2}
    style.key(ax, (1.02, 1.0), len(handles), handles=handles, loc="lower right", **small)


# --- budget ---------------------------------------------------------------------------------------------


def _budget(ax: Axes, outcomes: dict[str, Nested], outcome: str) -> None:
    """A bar for each of two outcomes, cut into its sources."""
    shown = [outcome, "settlement" if outcome != "settlement" else "window"]
    ax.set_xlim(0.0, len(shown))
    ax.set_ylim(0.0, 1.0)
    style.plain(ax)
    ax.spines["bottom"].set_visible(False)
    ax.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0])
    ax.yaxis.set_major_formatter(lambda value, _: f"{100.0 * value:g}%")
    ax.set_xticks([place + CENTRE for place in range(len(shown))])
    ax.set_xticklabels([BUDGET_TITLES[name] for name in shown], fontsize=style.SMALL)
    ax.tick_params(axis="x", length=0)
    ax.set_title("disagreement about whether ...", loc="left", fontsize=style.SMALL, pad=6)
    for place, name in enumerate(shown):
        _stack(ax, place, outcomes[name])


def _stack(ax: Axes, place: int, found: Nested) -> None:
    """One bar with the size of each part, and its interval, beside it."""
    from sepeace.uncertainty.narration import per_cent

    if not found.variance > 0.0:
        ax.text(place + CENTRE, 0.5, "none", ha="center", fontsize=style.SMALL, gid="nothing")
        return
    bottom = 0.0
    middles = []
    for source in SOURCES:
        part = found.shares[source].value
        look = {**SOURCE_LOOKS[source], "edgecolor": style.INK, "linewidth": 1.0, "gid": source}
        ax.bar(place + CENTRE, part, WIDE, bottom=bottom, **look)
        middles.append(bottom + 0.5 * part)
        bottom += part
    heights = style.apart([min(max(middle, 0.04), 0.96) for middle in middles], LEAST_APART)
    over = max(0.0, heights[-1] - 0.97)
    look = {"fontsize": style.TINY - 0.5, "va": "center", "color": style.INK, "annotation_clip": False}
    look |= {"linespacing": 1.1, "arrowprops": style.leader(linewidth=0.8, relpos=(0.0, 0.5))}
    for source, middle, height in zip(SOURCES, middles, heights, strict=True):
        share = found.shares[source]
        ends = f"{per_cent(share.low)} to {per_cent(share.high)}"
        text = f"{SOURCE_NAMES[source]} {per_cent(share.value)}\n{ends}"
        ax.annotate(text, (place + 0.25, middle), (place + 0.31, height - over), gid="share", **look)
