"""How every figure looks: large type, two colours that differ in grey, line styles and hatches.

Only `matplotlib.figure.Figure` is used: figures may be drawn in several threads, nothing global changes.
A figure's title and caption are texts with known ids, found again by `title` and `caption`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import ArrayLike

from sepeace.errors import takes
from sepeace.figures import places, wording
from sepeace.figures.places import Floats

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 11.2, 8.4
SIZE, SMALL, TINY, LARGE = 13.0, 11.0, 10.0, 16.5
INK, PALE, FAINT = "#1a1a1a", "#6b6b6b", "#c9c9c9"
# Okabe and Ito's orange and blue, darkened: lightness apart enough for a grey print.
GERMANY, SOVIET, FRONT = "#c46200", "#0b3c6f", "#1a1a1a"
LIGHT = {GERMANY: "#f6c88f", SOVIET: "#8fb3d9"}
SHADES = (
    *("#0b3c6f", "#e69f00", "#56b4e9", "#8c2d04", "#f0e442", "#009e73"),
    *("#cc79a7", "#4d4d4d", "#d55e00", "#999999", "#b3cde3", "#332288", "#ddcc77", "#882255"),
)
HATCHES = ("", "//", "..", "\\\\", "xx", "--", "oo", "||", "++", "**", "OO", "-.", "|o", "/.", "-O")
"""A colour and a pattern for each term of the gap, and some to spare."""
OWN_ID, TITLE_ID, UNDER_ID, CAPTION_ID = "figure-own", "figure-title", "figure-readings", "figure-caption"
BANNER_ID = "figure-banner"
UNDER_COLUMNS = 116
MARGIN = 120.0
"""Room for words to the right of axes, in points of type."""
LETTERS_PER_INCH = 12.7
"""Letters of a caption that fit into an inch."""
NARROWEST, MOST_ROOM = 40, 0.6
"""Letters of a line of a caption at least; part of a figure's height that a caption takes at most."""
DOTTED: dict[str, Any] = {"color": PALE, "linewidth": 1.0, "linestyle": (0, (1, 3))}
"""A thin line that orders the drawing and is no part of what it tells."""
_OWED: WeakKeyDictionary[Figure, dict[str, None]] = WeakKeyDictionary()
"""Captions that figures were given, in order."""


def stage(ax: Axes | None, box: tuple[float, float, float, float]) -> tuple[Figure, Axes]:
    """The figure and its axes: those given, or new ones in `box` (left, bottom, width, height)."""
    from matplotlib.figure import Figure

    if ax is None:
        figure = Figure(figsize=(WIDTH, HEIGHT), facecolor="white")
        figure.set_gid(OWN_ID)
        return figure, figure.add_axes(box)
    root = ax.figure.figure  # of a figure inside a figure, the outer one
    assert isinstance(root, Figure)
    return root, ax


def split(ax: Axes, parts: Sequence[float], gap: float, across: bool = False) -> list[Axes]:
    """Cut the place of `ax` into parts, from the top down or from left to right; `ax` keeps the first.

    Args:
        ax: the axes to make room in.
        parts: relative sizes.
        gap: room between two parts, as a share of the whole.
        across: left to right.
    """
    figure = ax.figure
    place = ax.get_position()
    ax.set_in_layout(False)
    room = 1.0 - gap * (len(parts) - 1)
    sizes = [room * part / sum(parts) for part in parts]
    made: list[Axes] = []
    start = 0.0
    for number, size in enumerate(sizes):
        if across:
            box = (place.x0 + place.width * start, place.y0, place.width * size, place.height)
        else:
            bottom = place.y1 - place.height * (start + size)
            box = (place.x0, bottom, place.width, place.height * size)
        start += size + gap
        if number:
            made.append(figure.add_axes(box))
        else:
            ax.set_position(box)
            made.append(ax)
    return made


def margin(panels: Sequence[Axes], points: float = MARGIN) -> float:
    """Make panels narrower on the right, to have room for words there.

    Args:
        panels: axes of one figure.
        points: the room wanted, in points of type; narrow panels give two fifths of their width at most.

    Returns:
        The room made, in points of type.
    """
    for panel in panels:
        place = panel.get_position()
        across = panel.figure.bbox.width * 72.0 / panel.figure.dpi
        points = min(points, 0.4 * place.width * across)
        panel.set_position((place.x0, place.y0, place.width - points / across, place.height))
    return points


def points_high(ax: Axes) -> float:
    """The height of axes in points of type."""
    return float(ax.bbox.height * 72.0 / ax.figure.dpi)


def in_points(ax: Axes, at: Floats) -> Floats:
    """Places on the axes, a row each (across, up), as places in the figure, in points of type."""
    return np.asarray(ax.transData.transform(at) * 72.0 / ax.figure.dpi, dtype=float)


def plain(ax: Axes) -> None:
    """No box, quiet ticks, type that can be read from the back of a room."""
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        ax.spines[side].set_color(PALE)
    ax.tick_params(labelsize=SMALL, colors=INK, length=4)


def head(figure: Figure, ax: Axes, words: str, under: str, pad: float = 8.0) -> None:
    """Title and readings above a figure made here; above axes that were given, the title alone."""
    if own(figure):
        under = "\n".join(under_lines(under))
        figure.text(
            0.02, 0.98, words, fontsize=LARGE, weight="bold", va="top", color=INK, gid=TITLE_ID,
            parse_math=False,
        )  # fmt: skip
        figure.text(0.02, 0.936, under, fontsize=SMALL, va="top", color=INK, gid=UNDER_ID, linespacing=1.35)
        return
    # A dollar sign in a scenario's title is a dollar sign, not the begin of a formula.
    title = ax.set_title(words, loc="left", fontsize=SIZE, weight="bold", color=INK, pad=pad)
    title.set(gid=TITLE_ID, parse_math=False)


def under_lines(under: str) -> list[str]:
    """What stands below a title, broken into its lines."""
    return [part for line in under.splitlines() for part in textwrap.wrap(line, UNDER_COLUMNS)]


def warn(figure: Figure, text: str | None) -> None:
    """A scenario's banner, above the title of a figure made here, or of somebody's own."""
    if not text or banner(figure):
        return
    box = {"facecolor": INK, "edgecolor": INK, "boxstyle": "square,pad=0.12"}
    figure.text(
        0.02, 0.996, wording.drawable(text), fontsize=TINY, weight="bold", va="top", color="white",
        gid=BANNER_ID, parse_math=False, bbox=box, zorder=20,
    )  # fmt: skip


def foot(figure: Figure, reading: str, bearing: str) -> None:
    """The caption along the lower edge: how to read the figure, and who bears a settlement.

    A figure that was not made here, and may hold several pictures, gets who bears it once and no more, and
    its axes make room for it. What a figure was given it is given again when it is written, see ``ensure``.
    """
    text = f"{reading} {bearing}" if own(figure) else bearing
    _OWED.setdefault(figure, {})[text] = None
    ensure(figure)


def ensure(figure: Figure) -> None:
    """Put back each caption that a figure was given and has lost; nothing is written without who bears it."""
    for owed in _OWED.get(figure, ()) if figure.axes else ():
        columns = max(NARROWEST, int(LETTERS_PER_INCH * figure.get_figwidth()))
        text = "\n".join(textwrap.wrap(owed, columns, break_long_words=False, break_on_hyphens=False))
        found = _found(figure, CAPTION_ID)
        if any(one.get_text() == text for one in found):
            for one in found:
                one.set(visible=True, alpha=None, color=INK)
            continue
        if not own(figure):
            _make_room(figure, text.count("\n") + 1)
        figure.text(
            0.02, 0.012, text, fontsize=TINY, va="bottom", color=INK, gid=CAPTION_ID, linespacing=1.25
        )


def _make_room(figure: Figure, lines: int) -> None:
    """Lift the axes of somebody's own figure above so many lines along its lower edge."""
    from matplotlib.layout_engine import ConstrainedLayoutEngine, TightLayoutEngine

    room = min(MOST_ROOM, (lines + 1) * 1.25 * TINY / 72.0 / figure.get_figheight())
    engine = figure.get_layout_engine()
    if isinstance(engine, ConstrainedLayoutEngine):
        engine.set(rect=(0.0, room, 1.0, 1.0 - room))  # left, bottom, width, height
        return
    if isinstance(engine, TightLayoutEngine):
        engine.set(rect=(0.0, room, 1.0, 1.0))  # left, bottom, right, top
        return
    for ax in figure.axes:
        place = ax.get_position()
        if ax.figure is figure and place.y0 < 2.0 * room:
            bottom = room + place.y0 * (1.0 - room)
            ax.set_position((place.x0, bottom, place.width, place.height * (1.0 - room)))


def own(figure: Figure) -> bool:
    """Whether the figure was made here."""
    return figure.get_gid() == OWN_ID


@takes(("matplotlib.figure", "Figure"))
def title(figure: Figure) -> str:
    """The title of a ``figure`` made by this package, or nothing. Raises BadValue for what is no figure.

    >>> sp.figures.title(sp.figures.anatomy(sp.batch("historical", campaigns=20))) != ""
    True
    """
    return " ".join(str(found.get_text()) for found in _found(figure, TITLE_ID))


@takes(("matplotlib.figure", "Figure"))
def caption(figure: Figure) -> str:
    """What a ``figure`` made by this package says besides its title, on one line: readings, then the caption.

    The caption of a figure of a settlement says who bears it. Raises BadValue for what is no figure.

    >>> sp.figures.caption(sp.figures.anatomy(sp.batch("historical", campaigns=20))) != ""
    True
    """
    return " ".join(
        " ".join(str(found.get_text()).split())
        for gid in (UNDER_ID, CAPTION_ID)
        for found in _found(figure, gid)
        if found.get_text()
    )


@takes(("matplotlib.figure", "Figure"))
def banner(figure: Figure) -> str:
    """The warning above a ``figure`` made by this package, or nothing. Raises BadValue for what is no figure.

    >>> sp.figures.banner(sp.figures.anatomy(sp.batch("historical", campaigns=20)))
    ''
    """
    return " ".join(str(found.get_text()) for found in _found(figure, BANNER_ID))


def named(figure: Figure) -> str:
    """Its title, after the warning above it if there is one."""
    return ": ".join(text for text in (banner(figure), title(figure)) if text)


def _found(figure: Figure, gid: str) -> list[Any]:
    def fits(artist: Artist) -> bool:
        return artist.get_gid() == gid

    return list(figure.findobj(fits))


def number(day: date) -> float:
    """The day as a place on a time axis."""
    from matplotlib import dates

    place: Any = dates.date2num
    return float(place(day))


def years(ax: Axes, first: date, last: date, labels: bool = True) -> None:
    """A time axis with a tick each January and July, the year written at January."""
    at = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in (1, 7)]
    at = [day for day in at if first <= day <= last]
    ax.set_xticks([number(day) for day in at])
    names = [f"Jan\n{day.year}" if day.month == 1 else "Jul" for day in at]
    ax.set_xticklabels(names if labels else [""] * len(at))


def halo(width: float = 3.0) -> list[Any]:
    """A white rim that keeps text readable over lines."""
    from matplotlib.patheffects import withStroke

    return [withStroke(linewidth=width, foreground="white")]


ABOVE = "data", "axes fraction"
"""Where words stand that belong to a place across, at a height of the axes."""


def words(ax: Axes, text: str, at: tuple[float, float], offset: tuple[float, float], **look: Any) -> None:
    """Words some points of type away from a place; ``look`` is for ``Axes.annotate``."""
    usual = {"textcoords": "offset points", "fontsize": TINY, "va": "center"}
    ax.annotate(text, at, offset, **{**usual, **look})


def point(marker: str, size: float, colour: str, **look: Any) -> dict[str, Any]:
    """A mark with a white rim over all lines: settings for ``Axes.plot``."""
    usual = {"markeredgecolor": "white", "markeredgewidth": 1.5, "linestyle": "none", "zorder": 7}
    return {"marker": marker, "markersize": size, "color": colour, "clip_on": False, **usual, **look}


def between(ax: Axes, across: ArrayLike, low: ArrayLike, high: ArrayLike, colour: str, **look: Any) -> None:
    """Shade what lies between two lines; ``look`` is for ``Axes.fill_between``."""
    usual = {"facecolor": colour, "alpha": 0.55, "linewidth": 0, "zorder": 2}
    ax.fill_between(across, low, high, **{**usual, **look})


def leader(**look: Any) -> dict[str, Any]:
    """The thin line from words to their place, for ``words``."""
    return {"arrowstyle": "-", "color": PALE, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0, **look}


def key(ax: Axes, at: tuple[float, float], columns: int = 1, **look: Any) -> None:
    """What marks mean, with its corner ``loc`` at a place of the axes; ``look`` is for ``Axes.legend``."""
    usual = {"loc": "lower left", "fontsize": SMALL, "columnspacing": 1.6, "borderaxespad": 0.0}
    ax.legend(bbox_to_anchor=at, ncols=columns, frameon=False, **{**usual, **look})


def apart(places: Sequence[float], least: float) -> list[float]:
    """Heights for labels that belong at rising `places`, moved up where two would stand too close."""
    out: list[float] = []
    for place in places:
        out.append(place if not out or place - out[-1] >= least else out[-1] + least)
    return out


def short(name: str) -> str:
    """A named line without the word that all share."""
    return name.removesuffix(" line").removesuffix(" frontier").replace("-Astrakhan", "–Astrakhan")


def date_labels(
    ax: Axes, at: Floats, days: Sequence[date], size: tuple[float, float], taken: Floats, shrink: float
) -> None:
    """Month and year beside points of a path, each with a thin leader, where least of the drawing is covered.

    Args:
        at: the points, a row each, and their ``days``.
        size: width and height of a label, in points of type.
        taken: what is drawn already, as ``in_points`` has it.
        shrink: room between a leader and its point.
    """
    box = ax.bbox.get_points() * 72.0 / ax.figure.dpi
    room = places.Room(low=box[0] + 2.0, high=box[1] - 1.0, taken=taken)
    line = leader(shrinkB=shrink)
    look: dict[str, Any] = {"ha": "center", "path_effects": halo(), "zorder": 7, "arrowprops": line}
    spots = in_points(ax, at)
    offsets = places.beside(spots, size, room) - spots
    for day, place, offset in zip(days, at.tolist(), offsets.tolist(), strict=True):
        words(ax, f"{wording.MONTHS[day.month - 1][:3]} {day.year}", place, offset, gid="date", **look)
