"""The wish map: how willing either leader is to talk, over where the front stands and whither he believes it
drifts, with all else as it was on one day of the recorded war.

Full lines join equal willingness by the model's equation, dashed ones by the same equation if leaders read
nothing off the map: then who is winning cancels out, and only how long the war would last is left. The path
is that of the recorded war, a mark a quarter.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.places import Floats
from sepeace.record import load, own_files
from sepeace.validation.wishes import wish
from sepeace.validation.wishes.wish import Wish

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.ruler import Ruler

BOX = (0.1, 0.27, 0.88, 0.525)
DAY = date(1943, 5, 1)
"""The day of the picture in the documentation."""
LEVELS = (0.1, 0.5, 0.9)
FRONTS, DRIFTS = np.linspace(0.01, 0.99, 57), np.linspace(-0.055, 0.06, 57)
QUARTERS = tuple(
    date(year, month, 1)
    for year in range(1941, 1946)
    for month in (1, 4, 7, 10)
    if date(1941, 7, 1) <= date(year, month, 1) <= date(1945, 4, 1)
)
NAMED = (
    date(1941, 7, 1),
    date(1942, 1, 1),
    date(1942, 10, 1),
    date(1943, 7, 1),
    date(1944, 7, 1),
    QUARTERS[-1],
)
NAME = (50.0, 12.0)
"""Width and height of a date beside a mark, in points of type."""
TOWNS = (("Smolensk", "Smolensk"), ("Krasnaya Polyana", "before\nMoscow"))
"""Places of the record's centre that the scale names, and how."""
SHADES = (0.0, 0.3, 0.6, 0.95)
NAMES = {"germany": "German leadership model", "soviet": "Soviet leadership model"}
COLOURS = {"germany": style.GERMANY, "soviet": style.SOVIET}


@takes(("datetime", "date"))
def wish_map(day: date, ax: Axes | None = None) -> Figure:
    """Willingness of both leaders over front and believed drift, with costs and terms as of one day.

    Args:
        day: a day of the recorded war, at default numbers.
        ax: draw into the place of these axes, which is cut in two. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption.

    Raises:
        BadValue: the war was not under way on that day.

    >>> from datetime import date
    >>> sp.figures.title(sp.figures.wish_map(date(1943, 7, 5))) != ""
    True
    """
    figure, ax = style.stage(ax, BOX)
    ruler = load().ruler()
    path = wish.through(QUARTERS)
    panels = style.split(ax, (1.0, 1.0), 0.07, across=True)
    for number, (panel, one) in enumerate(zip(panels, wish.on(day), strict=True)):
        _frame(panel, ruler)
        _contours(panel, one)
        _path(panel, [pair[number] for pair in path], one)
        panel.set_title(
            NAMES[one.side], loc="left", fontsize=style.SIZE, color=COLOURS[one.side], weight="bold", pad=22
        )
    panels[0].set_ylabel("drift he reckons with, front a month\n(above 0: eastward)", fontsize=style.SMALL)
    panels[1].set_yticklabels([])
    _key(panels[1])
    title = f"Who would rather talk, with costs and terms as of {wording.day(day)}"
    style.head(figure, panels[0], title, under(day), 30.0)
    style.foot(figure, how_to_read(day), bearers.caption(ruler))
    return figure


def under(day: date) -> str:
    """What the figure was made of."""
    told = (
        f"The recorded war at default numbers, without error and lessons of refusals, on {wording.day(day)}."
    )
    own = own_files()
    return f"{told} With {', '.join(own)} of one's own." if own else told


def how_to_read(day: date) -> str:
    """The caption's first part."""
    return (
        "Full lines and shading: willing to talk in 10, 50, 90% of cases. Dashed, nothing read off the map: "
        "the same if neither took the front for a sign of what the other hopes for; then who is winning "
        "makes no difference, only how long the war would last. The path has a mark each quarter, full "
        "where on its own day he would rather talk than not: its terms were not those of "
        f"{wording.day(day)}. Willing to talk is not willing to sign."
    )


def _contours(ax: Axes, one: Wish) -> None:
    """Shading and full lines by the model's equation, dashed lines without the map."""
    colour = COLOURS[one.side]
    across, up = np.meshgrid(FRONTS, DRIFTS)
    full, without = one.at(across, up), one.at(across, up, 0.0)
    for low, high, shade in zip((*LEVELS,), (*LEVELS[1:], 1.01), SHADES[1:], strict=True):
        ax.contourf(
            FRONTS, DRIFTS, full, levels=[low, high], colors=[style.LIGHT[colour]], alpha=shade, zorder=1
        )
    widths = [1.3, 2.8, 1.3]
    lines = ax.contour(FRONTS, DRIFTS, full, levels=LEVELS, colors=colour, linewidths=widths, zorder=3)
    lines.set_gid("contour")
    thin: dict[str, Any] = {"colors": style.INK, "linewidths": 0.9, "linestyles": "dashed", "zorder": 2}
    dashed = ax.contour(FRONTS, DRIFTS, without, levels=LEVELS, **thin)
    dashed.set_gid("contour-without-map")
    if float(without.max()) < LEVELS[0]:
        _note(ax, "nothing read off the map:\nbelow 10% throughout")
    _label(ax, lines, (0.95, 0.03), style.SMALL)
    _label(ax, dashed, (0.5, 0.06), style.TINY)
    if one.terms["strength"] > 0.0:
        strong = _at_strength(one).at(across, up)
        spared = ax.contour(
            FRONTS, DRIFTS, strong, levels=LEVELS[1:2], colors=colour, linewidths=1.8, linestyles="dashdot"
        )
        spared.set_gid("contour-strong")
        _label(ax, spared, (0.3, 0.03), style.TINY)


def _label(ax: Axes, drawn: Any, toward: tuple[float, float], size: float) -> None:
    """Write its willingness on each line, where it comes nearest to a place."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    scale = np.array([right - left, high - low])
    spots = []
    for path in drawn.get_paths():
        ways = (path.vertices - np.array([left, low])) / scale
        inside = path.vertices[np.all((ways > 0.04) & (ways < 0.96), axis=1)]
        if len(inside):
            spots.append(tuple(inside[np.argmin(np.hypot(*((inside - toward) / scale).T))]))
    if spots:
        for label in ax.clabel(drawn, fmt=lambda level: f"{100.0 * level:.0f}%", fontsize=size, manual=spots):
            label.set(path_effects=style.halo(), zorder=6)


def _at_strength(one: Wish) -> Wish:
    """The same day if his fortune of arms were so good that he asked no premium."""
    return replace(one, terms={**one.terms, "strength": 0.0})


def _note(ax: Axes, text: str) -> None:
    """A word in the panel's upper left corner."""
    look: dict[str, Any] = {"color": style.INK, "path_effects": style.halo(), "zorder": 7, "gid": "note"}
    style.words(ax, text, (0.03, 0.97), (0, 0), xycoords="axes fraction", va="top", **look)


def _path(ax: Axes, rows: list[Wish], one: Wish) -> None:
    """The recorded way of one leader, a mark each quarter, some of them named."""
    at = np.array([(row.front, row.drift) for row in rows])
    ax.plot(*at.T, color=style.INK, linewidth=1.4, zorder=4, gid="path")
    rim: dict[str, Any] = {"markeredgecolor": style.INK, "clip_on": True}
    for row in rows:
        fill = style.INK if row.willing() > 0.5 else "white"
        ax.plot(row.front, row.drift, "o", color=fill, markersize=6.5, zorder=5, gid="mark", **rim)
    ax.plot(one.front, one.drift, **style.point("*", 17, "white", zorder=6, gid="day", **rim))
    named = [number for number, row in enumerate(rows) if row.day in NAMED]
    days, taken = [rows[number].day for number in named], _between(style.in_points(ax, at))
    style.date_labels(ax, at[named], days, NAME, taken, 3.0)


def _between(spots: Floats) -> Floats:
    """Places along the path, a few points of type apart."""
    parts = [np.linspace(one, other, 12) for one, other in pairwise(spots)]
    return np.concatenate(parts)


def _key(ax: Axes) -> None:
    """What the marks mean, above the right panel."""
    from matplotlib.lines import Line2D

    rim = {"color": style.INK, "markeredgecolor": style.INK, "linewidth": 1.4, "marker": "o"}
    handles = [
        Line2D([], [], color=style.INK, linewidth=2.8),
        Line2D([], [], color=style.INK, linewidth=0.9, linestyle="dashed"),
        Line2D([], [], color=style.GERMANY, linewidth=1.8, linestyle="dashdot"),
        Line2D([], [], markerfacecolor=style.INK, **rim),  # type: ignore[arg-type]
        Line2D([], [], markerfacecolor="white", **{**rim, "marker": "*", "markersize": 13}),  # type: ignore[arg-type]
    ]
    names = (
        "by the equation",
        "nothing read off the map",
        "no premium for strength",
        "recorded path",
        "the day",
    )
    look: dict[str, Any] = {"fontsize": style.TINY, "handletextpad": 0.5, "columnspacing": 1.1}
    style.key(ax, (1.0, 1.135), 5, handles=handles, labels=names, loc="lower right", **look)


def _frame(ax: Axes, ruler: Ruler) -> None:
    """Axes with the towns below, named lines above, and a line at no drift."""
    style.plain(ax)
    ax.set_xlim(0.0, 1.0)
    ax.set_ylim(float(DRIFTS[0]), float(DRIFTS[-1]))
    centre = {row.anchor: row.km for row in load().front if row.sector == "centre"}
    marks = [(0.0, "Berlin"), (ruler.frontier_front, "June 1941\nfrontier")]
    marks += [(ruler.front_of_km(1, centre[anchor]), name) for anchor, name in TOWNS]
    lines = {line.id: line for line in ruler.named_lines}
    marks.append((lines["arkhangelsk_astrakhan"].front, "A–A\nline"))
    ax.set_xticks([place for place, _ in marks])
    ax.set_xticklabels([name for _, name in marks], fontsize=style.TINY)
    ax.set_xlabel("mean front; towns where the centre stood before them", fontsize=style.SMALL)
    ax.axhline(0.0, **style.DOTTED)
    for name, side in (("dnieper", "right"), ("brest_litovsk", "left")):
        line = lines[name]
        ax.axvline(line.front, **style.DOTTED, gid="named-line")
        at, offset = (line.front, 1.0), (-3 if side == "right" else 3, 3)
        style.words(ax, style.short(line.title), at, offset, xycoords=style.ABOVE, ha=side, va="bottom")
