"""What a map is made of: the ground, named lines, fronts, sites, towns, and the key beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.figures import style, wording
from sepeace.figures.maps import fronts
from sepeace.figures.maps.labels import Sheet
from sepeace.figures.maps.land import on_map, theatre
from sepeace.figures.maps.sites import Place, Site, capitals, middle_of, sites, towns
from sepeace.figures.maps.told import Told, front_on, recorded
from sepeace.figures.places import Floats
from sepeace.record import load
from sepeace.ruler import NamedLine

if TYPE_CHECKING:
    from matplotlib.axes import Axes

VIEW = (-1440.0, 1400.0, -1330.0, 1290.0)
"""West, east, south and north of the map, in kilometres from its middle."""
SCALE_KM, SIDE_DEGREES = 500.0, 1.0
"""Length of the bar of the scale; longest side of a coast that is drawn straight."""
HEADS = {
    (True, True): "Front on",
    (True, False): "Front on; thin and grey: as recorded",
    (False, True): "Black: the front of the day",
    (False, False): "Black: the front of the day; thin, broken: as recorded",
}
"""What stands above the fronts in the key, by whether there are days and whether it is the record."""
SEA, LAND, SHORE, RIVER = "#d9e4ea", "#fbfaf6", "#8d9aa0", "#a9bfca"
LINE = "#a04a00"
LETTERS = "abcdef"
STROKES: tuple[tuple[str, Any, str], ...] = (
    (style.INK, "-", "o"),
    (style.SOVIET, (0, (7, 2)), "s"),
    ("#00735a", (0, (7, 2, 1.5, 2)), "^"),
    ("#8c2d04", (0, (2.5, 1.5)), "D"),
    ("#882255", (0, (1, 1.2)), "v"),
)
"""Colour, dashes and mark of each day's front."""
LINE_STROKES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (8, 2, 1, 2)), (0, (3, 1.5)), "-")
"""Dashes of the named lines, from west to east."""
LETTER_AT = (0.62, 0.7, 0.83, 0.68, 0.42, 0.3)
"""Where on its length each named line has its letter."""
NUMBER_SIZE, TOWN_SIZE, KEY_SIZE = 9.0, 9.5, 9.6
KEY_MARK, KEY_LINE, KEY_WORDS = 0.018, (0.047, 0.14), 0.153
"""Where a row of the key has its mark or letter, the ends of its line, and its words, in parts of the key's
width. The mark stands before the line, so that it hides no dash."""
FAR_FROM = 32.0
"""A name further from its point than so many points of type has a leader."""


def ground(ax: Axes) -> None:
    """Sea, land, lakes and rivers in the frame of the map."""
    from matplotlib.collections import LineCollection
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    shown = theatre()
    ax.set_facecolor(SEA)
    for rings, face, order in ((shown.land, LAND, 0.5), (shown.lakes, SEA, 0.7)):
        path = Path.make_compound_path(*(Path(on_map(*ring.T), closed=False) for ring in map_closed(rings)))
        ax.add_patch(PathPatch(path, facecolor=face, edgecolor=SHORE, linewidth=0.7, zorder=order))
    rivers = [on_map(*line.T) for line in shown.rivers]
    ax.add_collection(LineCollection(rivers, colors=RIVER, linewidths=0.8, zorder=0.6))
    west, east, south, north = VIEW
    ax.set_xlim(west, east)
    ax.set_ylim(south, north)
    ax.set_aspect("equal", adjustable="box", anchor="NW")
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_color(style.PALE)


def map_closed(rings: Iterable[Floats]) -> Iterable[Floats]:
    """Rings in degrees with their first point once more at the end, and points on each long side.

    A parallel is curved on the map: a long straight side would cut through it.
    """
    for ring in rings:
        whole = np.vstack([ring, ring[:1]])
        long = np.max(np.abs(np.diff(whole, axis=0)), axis=1)
        pieces = np.maximum(1, np.ceil(long / SIDE_DEGREES)).astype(int)
        even = np.concatenate([*(n + np.arange(k) / k for n, k in enumerate(pieces)), [len(pieces)]])
        yield np.column_stack([np.interp(even, np.arange(len(whole)), whole[:, axis]) for axis in (0, 1)])


def named_lines(ax: Axes, lines: Sequence[tuple[NamedLine, Floats]], stressed: Sequence[str]) -> None:
    """Lines that could be offered or asked for, each with a letter; those beside a settlement are heavier."""
    for number, (named, at) in enumerate(lines):
        heavy = named.id in stressed
        look = {"color": LINE, "linestyle": LINE_STROKES[number], "linewidth": 3.2 if heavy else 1.4}
        ax.plot(*at.T, zorder=2.0, gid=f"line-{named.id}", **look)
        letter(ax, LETTERS[number], tuple(middle_of(at, LETTER_AT[number])))


def letter(ax: Axes, text: str, at: tuple[float, ...], **look: Any) -> None:
    """A letter in a small white disc."""
    box = {"boxstyle": "circle,pad=0.16", "facecolor": "white", "edgecolor": LINE, "linewidth": 1.0}
    usual: dict[str, Any] = {"fontsize": NUMBER_SIZE, "color": LINE, "weight": "bold", "zorder": 4.0}
    ax.text(at[0], at[1], text, ha="center", va="center", bbox=box, **{**usual, **look})


def day_front(ax: Axes, told: Told, day: date, stroke: tuple[str, Any, str]) -> None:
    """The front of a day: its three marks, and the line between them."""
    colour, dashes, mark = stroke
    km = told.on(day)
    if not told.recorded:
        beside = fronts.line(front_on(*recorded(load()), day))
        ax.plot(*beside.T, color="#7d7d7d", linestyle=dashes, linewidth=1.0, zorder=2.5, gid="recorded")
    look = {"color": colour, "linestyle": dashes, "path_effects": style.halo(4.0)}
    ax.plot(*fronts.line(km).T, linewidth=2.4, zorder=3.0, gid=f"front-{day.isoformat()}", **look)
    if told.low is not None and told.high is not None:
        for track, low, high in zip(
            fronts.tracks(),
            front_on(told.days, told.low, day),
            front_on(told.days, told.high, day),
            strict=True,
        ):
            ax.plot(*track.between(low, high).T, color=colour, linewidth=5.0, alpha=0.45, zorder=3.1)
    ax.plot(*fronts.marks(km).T, **style.point(mark, 6.8, colour, clip_on=True, zorder=5.2))


def site_marks(ax: Axes, shown: Sequence[Site], inside: str = "black") -> None:
    """The sites of crimes, a square each, black or hollow."""
    if shown:
        at = np.array([site.at for site in shown])
        rim = "white" if inside == "black" else "black"
        look = {"clip_on": True, "zorder": 5.0, "markeredgecolor": rim}
        ax.plot(*at.T, gid="sites", **style.point("s", 6.0 if inside == "black" else 5.0, inside, **look))


def names(ax: Axes, shown: Sequence[Site], busy: Floats, taken: Floats) -> None:
    """Numbers of the sites, names of towns and of the channels' capitals, each where it covers least.

    Args:
        busy: points of what is drawn, on the map, of shape (points, 2).
        taken: places of marks, of the same shape: no name stands on one.
    """
    frame = style.in_points(ax, np.reshape(VIEW, (2, 2)).T)
    sheet = Sheet(low=frame[0] + 2.0, high=frame[1] - 2.0, drawn=style.in_points(ax, busy))
    named = [*towns(), *_inside(capitals())]
    marks = np.array([*(one.at for one in shown), *(one.at for one in named)])
    for at in style.in_points(ax, np.vstack([marks, taken])):
        sheet.keep(at, np.array([4.0, 4.0]))
    scale = style.in_points(ax, np.array([[0.0, 0.0], [1.0, 1.0]]))
    per_km = scale[1] - scale[0]

    def put(at: Floats, text: str, size: float, **look: Any) -> None:
        point = style.in_points(ax, at[None, :])[0]
        offset = sheet.put(point, text, size) - point
        away = offset / per_km
        if float(np.hypot(*offset)) > FAR_FROM:
            ax.plot(*np.array([at, at + away]).T, color=style.PALE, linewidth=0.8, zorder=2.9)
        usual: dict[str, Any] = {"fontsize": size, "ha": "center", "va": "center", "zorder": 6.0}
        across, up = at + away
        ax.text(across, up, text, path_effects=style.halo(2.4), clip_on=True, **{**usual, **look})

    for site in shown:
        put(site.at, str(site.number), NUMBER_SIZE, weight="bold", color="black", gid=f"site-{site.number}")
    for capital in _inside(capitals()):
        ax.plot(*capital.at, **style.point("D", 6.0, "white", clip_on=True, markeredgecolor=style.INK))
        put(capital.at, capital.name, TOWN_SIZE, style="italic", color=style.INK, gid="capital")
    for town in towns():
        ax.plot(*town.at, **style.point("o", 3.4, style.PALE, clip_on=True, markeredgewidth=0.6, zorder=4.5))
        put(town.at, town.name, TOWN_SIZE, color="#3c3c3c", gid="town")
    _arrows(ax)
    _scale(ax)


def _scale(ax: Axes) -> None:
    """A bar of 500 kilometres in the lower left corner."""
    west, _, south, _ = VIEW
    across, up = west + 70.0, south + 60.0
    ax.plot([across, across + SCALE_KM], [up, up], color=style.INK, linewidth=2.2, zorder=6.0)
    words = f"{SCALE_KM:.0f} km"
    look: dict[str, Any] = {
        "fontsize": TOWN_SIZE,
        "ha": "center",
        "va": "bottom",
        "path_effects": style.halo(2.4),
    }
    ax.text(across + 0.5 * SCALE_KM, up + 20.0, words, zorder=6.0, **look)


def _inside(places: Iterable[Place]) -> list[Place]:
    west, east, south, north = VIEW
    return [one for one in places if west < one.at[0] < east and south < one.at[1] < north]


def _arrows(ax: Axes) -> None:
    """Capitals off the map, each an arrow at the edge towards it."""
    west, east, south, north = VIEW
    inside = {one.name for one in _inside(capitals())}
    for capital in capitals():
        if capital.name in inside:
            continue
        # Where the way from the middle of the map to the capital meets the frame.
        reach = min(
            edge / away
            for edge, away in zip((west, east, south, north), np.repeat(capital.at, 2), strict=True)
            if edge * away > 0.0
        )
        tip = 0.985 * reach * capital.at
        look: dict[str, Any] = {"arrowstyle": "-|>", "color": style.INK, "linewidth": 1.4}
        ax.annotate(
            capital.name,
            tuple(tip),
            tuple(0.9 * tip),
            ha="center",
            va="center",
            fontsize=TOWN_SIZE,
            style="italic",
            path_effects=style.halo(2.4),
            arrowprops=look,
            zorder=6.0,
            gid="capital",
        )


def busy_points(lines: Iterable[Floats]) -> Floats:
    """Points along lines some ten kilometres apart, for names to keep away from."""
    found = []
    for line in lines:
        way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
        even = np.arange(0.0, way[-1], 12.0)
        found.append(np.column_stack([np.interp(even, way, line[:, axis]) for axis in (0, 1)]))
    return np.vstack(found) if found else np.empty((0, 2))


# --- the key ----------------------------------------------------------------------------------------------


def key_rows(ax: Axes, days: Sequence[date], told: Told, lines: Sequence[tuple[NamedLine, Floats]]) -> float:
    """Fronts and lines, from the top of the key down; the height that is left, in rows counted from the
    top."""
    row = heading(ax, 0.0, HEADS[bool(days), told.recorded])
    for number, day in enumerate(days):
        colour, dashes, mark = STROKES[number]
        across, high = 0.5 * (number % 2), row + number // 2
        _sample(ax, across, high, color=colour, linestyle=dashes, linewidth=2.4)
        ax.plot([across + KEY_MARK], [high], gid="key-mark", **style.point(mark, 8.5, colour))
        _in_key(ax, across, high, wording.day(day))
    row += (len(days) + 1) // 2
    if lines:
        row = heading(ax, row + 0.25, "Lines that could be offered or asked for")
    for number, (named, _) in enumerate(lines):
        across, high = 0.5 * (number % 2), row + number // 2
        _sample(ax, across, high, color=LINE, linestyle=LINE_STROKES[number], linewidth=1.6)
        letter(ax, LETTERS[number], (across + KEY_MARK, high), fontsize=8.0, gid="key-mark")
        name = style.short(named.title) if "–" in style.short(named.title) else named.title
        _in_key(ax, across, high, name)
    row += (len(lines) + 1) // 2
    ax.plot([KEY_MARK], [row], **style.point("D", 6.0, "white", markeredgecolor=style.INK))
    _in_key(ax, 0.0, row, "Capital of a channel (an arrow: off the map)")
    return row + 1.25


def _sample(ax: Axes, across: float, high: float, **look: Any) -> None:
    """A piece of a line in the key, with nothing on it."""
    ax.plot([across + end for end in KEY_LINE], [high] * 2, gid="key-line", **look)


def _in_key(ax: Axes, across: float, high: float, text: str) -> None:
    """What a row of the key means."""
    ax.text(across + KEY_WORDS, high, text, va="center", fontsize=KEY_SIZE, color=style.INK, gid="key-words")


def heading(ax: Axes, row: float, text: str) -> float:
    """A heading of the key; the row after it."""
    ax.text(0.0, row, text, va="center", fontsize=KEY_SIZE, weight="bold", color=style.INK)
    return row + 1.0


def site_rows(ax: Axes, row: float) -> None:
    """What each number of a site means, from a row of the key on."""
    row = heading(ax, row, "Crimes that the record's calendar names, with a place")
    look: dict[str, Any] = {"va": "center", "fontsize": KEY_SIZE - 0.3, "color": style.INK}
    for number, site in enumerate(sites()):
        high = row + 0.97 * number
        ax.text(0.045, high, str(site.number), ha="right", weight="bold", **look)
        ax.text(0.065, high, site.month, **look)
        ax.text(0.235, high, f"{site.place}: {site.told}", gid="site-row", **look)


def key_axes(ax: Axes, rows: float) -> None:
    """Axes without a frame that are counted in rows from the top down."""
    ax.set_xlim(0.0, 1.0)
    ax.set_ylim(rows, -0.5)
    ax.axis("off")
