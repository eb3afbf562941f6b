"""Figure 5, phase diagram: where a window opens as one or two things vary, and where the record stands.

One thing varied gives two curves with their intervals, two things two maps on one scale of colour. The chance
of a settlement stands beside that of a window: the one does not follow from the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.errors import BadValue, takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.chances.phase_maps import maps
from sepeace.figures.chances.phase_parts import (
    LOOKS,
    axis_words,
    fit_title,
    least_top,
    marks,
    share_scale,
    ticks,
    upright,
    value_words,
)
from sepeace.figures.places import Floats
from sepeace.scenario.checks.leaders import refuse_for_class

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.documents.sweep import Axis
    from sepeace.runs.sweep import Sweep

BOX = (0.085, 0.262, 0.885, 0.523)
MAP_BOX = (0.13, 0.262, 0.795, 0.535)
MOST_AXES = 2
COMMON = "What is varied is the same in every campaign of a point; {others}. Luck is the same at every point."
OTHERS = {
    "posterior": "other numbers are drawn as weighed",
    "prior": "other numbers go on being drawn",
    "default": "other numbers stay at their defaults",
    "varied": "other numbers are drawn or at their defaults, as the axis says",
}
"""Of numbers that are not varied, by the reading of numbers in force."""
CURVES = (
    "Curves join the points that were run; bands are the 95% interval of each point alone: doubt that comes "
    "from the number of campaigns."
)
PLACES = (
    "A mark is a reading that was run, the line through it its 95% interval: doubt that comes from the "
    "number of campaigns."
)
MAPS = (
    "A field is a pair of values that was run.{lines} Both maps have one scale of colour: a window may open "
    "often and a settlement be rare."
)
LINES = " Lines join equal chances."
MISSING = "Hatched: what is supposed arose in no campaign."


@takes(("sepeace.runs.sweep", "Sweep"))
def phase(sweep: Sweep, ax: Axes | None = None) -> Figure:
    """The chances of a window and of a settlement over what a sweep varied.

    Args:
        sweep: over one or two axes; three have a table and no figure.
        ax: draw into the place of these axes; for two axes it is cut in three. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Sweep``, or one over three axes.

    >>> grid = sp.sweep("historical", {"ideology.germany": (0.0, 0.1, 2)}, campaigns=20)
    >>> sp.figures.title(sp.figures.phase(grid)) != ""
    True
    """
    refuse_for_class(sweep.scenario, "figure")
    if len(sweep.axes) > MOST_AXES:
        raise BadValue(
            "a phase diagram has one or two axes", given=len(sweep.axes), allowed="a smaller sweep"
        )
    if len(sweep.axes) == 1:
        figure, ax = style.stage(ax, BOX)
        _curves(ax, sweep)
        reading = PLACES if sweep.axes[0].labels else CURVES
    else:
        figure, ax = style.stage(ax, MAP_BOX)
        reading = MAPS.format(lines=LINES if maps(ax, sweep) else "")
        if None in sweep.column("window"):
            reading += f" {MISSING}"
    from sepeace.record import load

    style.head(figure, ax, _title(sweep), _under(sweep), 44.0)
    style.warn(figure, sweep.banner)
    fit_title(figure)
    numbers = "varied" if "numbers" in sweep.disputes else sweep.scenario.assumptions.numbers
    common = COMMON.format(others=OTHERS[numbers])
    style.foot(figure, f"{reading} {common}", bearers.caption(load().ruler()))
    return figure


# --- words ----------------------------------------------------------------------------------------------


def _title(sweep: Sweep) -> str:
    names = " and ".join(axis.name for axis in sweep.axes)
    verb = "vary" if len(sweep.axes) > 1 else "varies"
    return f"{wording.drawable(sweep.scenario.title)}: chances as {names} {verb}"


def _under(sweep: Sweep) -> str:
    told = wording.made(sweep.campaigns, sweep.seed, sweep.luck, sweep.window_days).replace(
        "campaigns", f"campaigns at each of {sweep.size:,} points", 1
    )
    lines = [f"{told}.", f"Readings: {wording.under(sweep.scenario.assumptions, sweep.disputes)}."]
    outside = [
        f"{axis.name} {value_words(axis, value)} ({name})"
        for axis in sweep.axes
        for value, name in marks(axis)
        if not axis.holds(value)
    ]
    if outside:
        lines.append(f"Outside the figure: {', '.join(outside)}.")
    return "\n".join(lines)


# --- one thing varied -----------------------------------------------------------------------------------


def _curves(ax: Axes, sweep: Sweep) -> None:
    (axis,) = sweep.axes
    highest = 0.0
    for name, look in LOOKS.items():
        middle, low, high = (np.array(sweep.column(f"{name}{end}"), float) for end in ("", "_low", "_high"))
        highest = max(highest, float(np.nanmax(high, initial=0.0)))
        _curve(ax, axis, middle, (low, high), name, look)
    top = least_top(highest)
    style.plain(ax)
    share_scale(ax, axis.low, axis.high, 0.5 if axis.labels else 0.02 * (axis.high - axis.low), top)
    ticks(ax.xaxis, axis, 9)
    ax.set_ylabel("share of campaigns", fontsize=style.SIZE)
    ax.set_xlabel(axis_words(axis, 100), fontsize=style.SMALL, linespacing=1.3)
    if top >= 0.5:
        ax.axhline(0.5, color=style.PALE, linewidth=1.2, linestyle=(0, (1, 3)), zorder=1, gid="half")
    if not axis.labels:
        _named_lines(ax, axis)
    style.key(ax, (0.0, 1.055), 2, handlelength=3.2)


def _curve(
    ax: Axes, axis: Axis, middle: Floats, ends: tuple[Floats, Floats], name: str, look: dict[str, Any]
) -> None:
    colour = look["color"]
    drawn = {key: look[key] for key in ("label", "color", "linestyle", "marker", "markerfacecolor")}
    if axis.labels:  # nothing lies between two readings
        ax.vlines(axis.values, *ends, color=colour, linewidth=1.8, zorder=3, gid=f"band-{name}")
        drawn["linestyle"] = "none"
    else:
        shade = {"edgecolor": colour, "hatch": look["hatch"], "gid": f"band-{name}"}
        style.between(ax, axis.values, *ends, look["light"], **shade)
    drawn |= {"linewidth": 2.6, "markersize": 7.5, "markeredgewidth": 1.8, "zorder": 4, "clip_on": False}
    ax.plot(axis.values, middle, markevery=max(1, len(middle) // 40), gid=name, **drawn)


def _named_lines(ax: Axes, axis: Axis) -> None:
    """An upright line at the reference, named above it, and one at what the scenario sets, named along it."""
    for place, name in marks(axis):
        if not axis.holds(place):
            continue
        share = (place - axis.low) / (axis.high - axis.low)
        words = f"{name}: {value_words(axis, place)}"
        if place == axis.reference:
            upright(ax, place, share, words)
        else:
            ax.axvline(place, color=style.INK, linewidth=1.8, linestyle=":", zorder=3, gid="own")
            _along(ax, place, words, left=share > 0.5)


def _along(ax: Axes, place: float, words: str, left: bool) -> None:
    """Words upright beside a line, inside the axes, so that they never meet those above."""
    look: dict[str, Any] = {"xycoords": style.ABOVE, "fontsize": style.SMALL, "rotation": 90, "va": "top"}
    look |= {"ha": "right" if left else "left", "path_effects": style.halo(4.0), "zorder": 7}
    style.words(ax, words, (place, 0.97), (-4 if left else 4, 0), gid="own-name", **look)
