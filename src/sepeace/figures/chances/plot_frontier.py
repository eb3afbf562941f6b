"""What a window with a wanted probability would take: of one lever a curve, of two a line in a plane."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.errors import require_known, takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.chances.phase_parts import (
    LOOKS,
    axis_words,
    fit_title,
    least_top,
    round_ticks,
    share_scale,
    upright,
)
from sepeace.wording.varied import ORIGINS_IN_FIGURE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.inverse.inversion import Answer, Crossing, Inversion, Point
    from sepeace.inverse.levers import Lever

BOX = (0.09, 0.262, 0.88, 0.523)
PLANE_BOX = (0.13, 0.262, 0.84, 0.523)
LINE, BAND, NEEDED = LOOKS["window"]["color"], LOOKS["window"]["light"], LOOKS["settlement"]["color"]
RUN: dict[str, Any] = {"color": LINE, "marker": "o", "markersize": 6.5, "linewidth": 2.4}
RUN |= {"zorder": 4, "clip_on": False}
"""How values that were run are drawn."""
ONE = (
    "Circles are values that were run, with the 95% interval of each alone. The diamond is the nearest of "
    "them, seen from the upright line, at which a window is at least as likely as wanted; its bar is a 95% "
    "bootstrap interval."
)
TWO = (
    "The line joins the nearest pairs that were run and at which a window is at least as likely as wanted; "
    "the band is the 95% bootstrap interval of the second value. Seen from the star, windows are likelier "
    "beyond the line. The diamond is nearest in shares of the declared ranges: a convention, and judgement."
)
COMMON = (
    "Luck is the same everywhere. A window is an overlap of terms: no peace, no good in itself, no advice."
)


@takes(("sepeace.inverse.inversion", "Inversion"))
def frontier(result: Inversion, ax: Axes | None = None, lever: str | None = None) -> Figure:
    """What a window with the wanted probability would take.

    Args:
        result: of ``invert``. Two levers searched together give their plane, else one lever its curve.
        ax: draw into these axes; by default a new figure. Leave room below them for the caption.
        lever: the name of the lever to draw alone; by default the plane if there is one, else the first.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption.

    Raises:
        UnknownName: no lever of that name was searched.

    >>> found = sp.invert("germany_wins_at_kursk", 0.2, by=["citadel"], campaigns=20)
    >>> sp.figures.title(sp.figures.frontier(found, lever="citadel")) != ""
    True
    """
    plane = bool(result.frontier) and lever is None
    figure, ax = style.stage(ax, PLANE_BOX if plane else BOX)
    if plane:
        _plane(ax, result)
        reading, about = TWO, " and ".join(answer.lever.name for answer in result.answers)
    else:
        answer = _chosen(result, lever)
        _curve(ax, answer)
        reading, about = ONE, answer.lever.name
    from sepeace.record import load

    style.plain(ax)
    ax.set_axisbelow(True)
    style.key(ax, (0.0, 1.055), 3, handlelength=2.6)
    title, share = wording.drawable(result.scenario.title), _percent(result.target)
    head = f"{title}: what a window in {share} of campaigns takes of {about}"
    style.head(figure, ax, head, _under(result), 44.0)
    style.warn(figure, result.banner)
    fit_title(figure)
    style.foot(figure, f"{reading} {COMMON}", bearers.caption(load().ruler()))
    return figure


def _chosen(result: Inversion, lever: str | None) -> Answer:
    names = [answer.lever.name for answer in result.answers]
    if lever is None:
        return result.answers[0]
    return result.answers[names.index(require_known(lever, names, "no such lever was searched"))]


def _percent(share: float) -> str:
    return f"{100.0 * share:g}%"


def _under(result: Inversion) -> str:
    made = wording.made(result.campaigns, result.seed, result.luck).replace(
        "campaigns", "campaigns at each value", 1
    )
    return f"{made}.\nReadings: {wording.under(result.scenario.assumptions)}."


# --- one lever ------------------------------------------------------------------------------------------


def _curve(ax: Axes, answer: Answer) -> None:
    lever, points = answer.lever, [point for point in answer.points if point.chance.n]
    _band(ax, points)
    top = least_top(max([answer.target * 1.1, *(point.chance.ci95[1] for point in points)]))
    share_scale(ax, lever.low, lever.high, 0.02 * (lever.high - lever.low), top)
    round_ticks(ax.xaxis, 9)
    ax.set_ylabel("share of campaigns with a window", fontsize=style.SIZE)
    ax.set_xlabel(axis_words(lever.axis, 100), fontsize=style.SMALL, linespacing=1.3)
    look: dict[str, Any] = {"color": style.INK, "linewidth": 1.6, "linestyle": (0, (1, 2)), "zorder": 3}
    ax.axhline(answer.target, label=f"wanted: {_percent(answer.target)}", gid="target", **look)
    place, origin = lever.recorded, ORIGINS_IN_FIGURE[lever.axis.origin]
    part = (place - lever.low) / (lever.high - lever.low)
    upright(ax, place, part, f"{origin}: {_value(lever, place)}")
    _mark(ax, answer)


def _band(ax: Axes, points: Sequence[Point]) -> None:
    values = [point.value for point in points]
    lows, highs = zip(*(point.chance.ci95 for point in points), strict=True) if points else ((), ())
    style.between(ax, values, lows, highs, BAND, gid="band")
    chances = [point.chance.value for point in points]
    ax.plot(values, chances, label=LOOKS["window"]["label"], gid="window", **RUN)


def _value(lever: Lever, value: float) -> str:
    return lever.shown(value).replace("-", "−", 1) if lever.shown(value)[:1] == "-" else lever.shown(value)


def _mark(ax: Axes, answer: Answer) -> None:
    """The needed value with its interval; without one, the greatest chance in the range."""
    from sepeace.inverse.inversion import ends

    lever = answer.lever
    if answer.needed is None:
        best = answer.best
        place = (best.value, 0.0 if best.chance.n == 0 else best.chance.value)
        said = f"none in range; the most is {_percent(round(place[1], 3))}"
    else:
        place = (answer.needed, answer.at(answer.needed).value)
        if answer.reached.direction == "none":
            said = "reached without a change"
        else:
            said = f"needed: {_value(lever, answer.needed)} {ends(answer).replace('-', '−')}"
            _bar(ax, answer)
    marker = "D" if answer.needed is not None else "X"
    ax.plot(*place, **style.point(marker, 11, NEEDED), label=said, gid="needed")


def _bar(ax: Axes, answer: Answer) -> None:
    low, high = answer.reached.ci95
    left = answer.lever.low if low is None else low
    right = answer.lever.high if high is None else high
    look: dict[str, Any] = {"color": NEEDED, "linewidth": 4.0, "solid_capstyle": "butt", "zorder": 6}
    ax.plot([left, right], [answer.target] * 2, gid="needed-ci95", **look)


# --- two levers -----------------------------------------------------------------------------------------


def _plane(ax: Axes, result: Inversion) -> None:
    first, second = (answer.lever for answer in result.answers)
    round_ticks(ax.xaxis, 9)
    round_ticks(ax.yaxis, 7)
    rooms = [0.02 * (lever.high - lever.low) for lever in (first, second)]
    ax.set_xlim(first.low - rooms[0], first.high + rooms[0])
    ax.set_ylim(second.low - rooms[1], second.high + rooms[1])
    ax.set_xlabel(axis_words(first.axis, 100), fontsize=style.SMALL, linespacing=1.3)
    ax.set_ylabel(axis_words(second.axis, 50), fontsize=style.SMALL, linespacing=1.3)
    ax.grid(color=style.FAINT, linewidth=0.6)
    _frontier_lines(ax, result, second)
    _missing(ax, result.frontier, second)
    if result.smallest is not None and result.smallest.distance > 0.0:
        values = result.smallest.values
        ends = [first.recorded, values[0]], [second.recorded, values[1]]
        ax.plot(*ends, "--", color=NEEDED, linewidth=2.0, zorder=5, gid="change")
        said = "smallest change: " + ", ".join(map(_value, (first, second), values))
        ax.plot(*values, **style.point("D", 13, NEEDED), label=said, gid="smallest")
    origin = " and ".join(dict.fromkeys(ORIGINS_IN_FIGURE[lever.axis.origin] for lever in (first, second)))
    look = style.point("*", 20, style.INK)
    ax.plot(first.recorded, second.recorded, **look, label=origin, gid="reference")


def _frontier_lines(ax: Axes, result: Inversion, second: Lever) -> None:
    """Pieces of the line: those above the recorded value of the second lever, and those below."""
    label: str | None = f"windows in {_percent(result.target)} of campaigns"
    for piece in _pieces(result):
        across = [value for value, *_ in piece]
        lows = [second.low if low is None else low for _, _, low, _ in piece]
        highs = [second.high if high is None else high for _, _, _, high in piece]
        style.between(ax, across, lows, highs, BAND, hatch="//", edgecolor=LINE, gid="band")
        ax.plot(across, [needed for _, needed, _, _ in piece], label=label, gid="frontier", **RUN)
        label = None


Part = tuple[float, float, float | None, float | None]


def _pieces(result: Inversion) -> list[list[Part]]:
    """Runs of neighbouring values of the first lever at which the second is moved in the same direction.

    Where the first lever alone is enough the line ends on the recorded value of the second.
    """
    alone, second = result.answers[0], result.answers[1].lever
    rows: list[tuple[float, str, Part | None]] = []
    for crossing in result.frontier:
        answer, value = crossing.answer, crossing.value
        part = None
        if answer.needed is not None and answer.reached.direction != "none":
            part = (value, answer.needed, *answer.reached.ci95)
        rows.append((value, answer.reached.direction if part else "", part))
    if alone.needed is not None and alone.reached.direction != "none":
        end = (alone.needed, second.recorded, second.recorded, second.recorded)
        rows.append((alone.needed, "end", end))
    rows.sort(key=lambda row: row[0])
    return _joined(rows)


def _joined(rows: Iterable[tuple[float, str, Part | None]]) -> list[list[Part]]:
    pieces: list[list[Part]] = []
    last = ""
    for _, direction, part in rows:
        if part is None:
            last = ""
            continue
        if last and (direction == last or "end" in (direction, last)):
            pieces[-1].append(part)
        else:
            pieces.append([part])
        last = direction
    return pieces


def _missing(ax: Axes, rows: Sequence[Crossing], second: Lever) -> None:
    """Where no value of the second lever is enough, and where none of it is needed."""
    none = [row.value for row in rows if row.answer.needed is None]
    enough = [
        row.value for row in rows if row.answer.needed is not None and row.answer.reached.direction == "none"
    ]
    if none:
        looks = style.point("X", 10, style.PALE, label="none in range", gid="none")
        ax.plot(none, np.full(len(none), second.low), **looks)
    if enough:
        told = {"label": "no change of the second needed", "gid": "enough"}
        looks = style.point("o", 8, "white", markeredgecolor=LINE, **told)
        ax.plot(enough, np.full(len(enough), second.recorded), **looks)
