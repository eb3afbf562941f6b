"""The phase diagram of two things varied: a map for the chance of a window, one for that of a settlement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.figures import style, wording
from sepeace.figures.chances.phase_parts import LOOKS, OWN, axis_words, least_top, percents, ticks
from sepeace.figures.places import Floats
from sepeace.wording.varied import ORIGINS_IN_FIGURE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sepeace.documents.sweep import Axis
    from sepeace.runs.sweep import Sweep

LEVELS = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9)
"""Shares that a contour may join."""
MOST_CONTOURS = 4
COLOURS = "YlGnBu"
"""Falls in lightness throughout: it reads in grey and to a colour-blind eye; what never happens is pale."""
LEAST_COUNT = 5
"""Campaigns of a point below which a line of equal chance would be noise."""
FEWEST_JOINED = 3
"""Values on each axis from which lines of equal chance mean something."""
MANY_CELLS = 2_500
"""From so many fields on, a drawing holds them as a picture."""
NAME_SIZE = NAME_WIDE, NAME_HIGH = 88.0, 28.0
"""Room that the name beside the star may take, in points of type."""
CONTOUR_SIZE, MARK_SIZE = (30.0, 10.0), (20.0, 20.0)
"""Room of the label on a contour, and of a star or diamond."""
WIDE_APART = 1.5
"""So many times the room that keeps two labels clear of each other is enough."""
Place = tuple[float, float]
Taken = tuple[Place, tuple[float, float]]


def maps(ax: Axes, sweep: Sweep) -> bool:
    """Cut the place of ``ax`` in three and draw both maps of a sweep over two axes, and their scale.

    Returns:
        Whether lines of equal chance were drawn.
    """
    across, up = sweep.axes
    tables = {name: np.array(sweep.grid(name), float).T for name in LOOKS}  # None is not a number
    highest = max(float(np.nanmax(table, initial=0.0)) for table in tables.values())
    top = least_top(highest)
    left, right, bar = style.split(ax, (0.475, 0.475, 0.026), 0.035, across=True)
    for panel, (name, table) in zip((left, right), tables.items(), strict=True):
        mesh = _map(panel, across, up, table, top, name)
        taken = _contours(panel, across, up, table, name, LEAST_COUNT / sweep.campaigns)
        panel.set_title(_panel_title(name, table), loc="left", fontsize=style.SIZE, pad=8)
        panel.set_xlabel(axis_words(across, 50), fontsize=style.SMALL, linespacing=1.3)
        _named_points(panel, across, up, taken)
    left.set_ylabel(axis_words(up, 50), fontsize=style.SMALL, linespacing=1.3)
    right.tick_params(labelleft=False)
    ax.figure.colorbar(mesh, cax=bar)
    percents(bar.yaxis, top)
    bar.tick_params(labelsize=style.SMALL, colors=style.INK)
    bar.set_ylabel("share of campaigns", fontsize=style.SMALL)
    return any("contour" in str(one.get_gid()) for panel in (left, right) for one in panel.collections)


def _panel_title(name: str, table: Floats) -> str:
    label = str(LOOKS[name]["label"])
    if not np.isfinite(table).any():
        return f"{label}: no campaign counts"
    low, high = wording.percent(float(np.nanmin(table))), wording.percent(float(np.nanmax(table)))
    return f"{label}: {low}" if low == high else f"{label}: {low} to {high}"


def _map(ax: Axes, across: Axis, up: Axis, table: Floats, top: float, name: str) -> Any:
    """Fields of colour, each around its pair of values; hatched where no campaign counts."""
    ax.set_facecolor("#d9d9d9")
    ax.patch.set_hatch("xx")
    ax.patch.set_edgecolor(style.PALE)
    look: dict[str, Any] = {"cmap": COLOURS, "vmin": 0.0, "vmax": top, "linewidth": 0}
    look |= {"rasterized": table.size > MANY_CELLS, "gid": f"map-{name}"}
    mesh = ax.pcolormesh(_edges(across), _edges(up), np.ma.masked_invalid(table), **look)
    ax.tick_params(labelsize=style.SMALL, colors=style.INK, length=4)
    ticks(ax.xaxis, across, 5)
    ticks(ax.yaxis, up, 7)
    return mesh


def _edges(axis: Axis) -> Floats:
    """Borders of the fields: halfway between two values, and as far beyond the ends."""
    values = np.array(axis.values)
    half = np.diff(values) / 2.0
    return np.array([values[0] - half[0], *(values[:-1] + half), values[-1] + half[-1]])


def _contours(ax: Axes, across: Axis, up: Axis, table: Floats, name: str, least: float) -> list[Place]:
    """Lines of equal chance, of another stroke for each of the two chances; those that the table has.

    Args:
        least: chances below it are not joined.

    Returns:
        Where their labels stand, in values of the axes.
    """
    finite = table[np.isfinite(table)]
    if finite.size == 0 or min(table.shape) < FEWEST_JOINED or across.labels or up.labels:
        return []
    low, high = max(float(finite.min()), least), float(finite.max())
    levels = [level for level in LEVELS if low < level < high][-MOST_CONTOURS:]
    if not levels:
        return []
    stroke: dict[str, Any] = {"linewidths": 1.8, "linestyles": "solid" if name == "window" else "dashed"}
    shown = np.ma.masked_invalid(table)
    drawn = ax.contour(across.values, up.values, shown, levels=levels, colors=style.INK, **stroke)
    drawn.set_gid(f"contour-{name}")
    drawn.set_path_effects(style.halo(4.0))
    labels = ax.clabel(drawn, fmt=lambda level: f"{100.0 * level:g}%", fontsize=style.TINY, inline_spacing=3)
    for label in labels:
        label.set(path_effects=style.halo(), color=style.INK, weight="bold")
    return [label.get_position() for label in labels]


def _named_points(ax: Axes, across: Axis, up: Axis, taken: list[Place]) -> None:
    """A star at the references, and a diamond where the scenario itself lies, if that is elsewhere.

    Args:
        taken: where labels of contours stand.
    """
    axes = (across, up)
    places = {"reference": (across.reference, up.reference)}
    names = {
        "reference": ",\n".join(dict.fromkeys(ORIGINS_IN_FIGURE[axis.origin] for axis in axes)),
        "own": "\n".join(OWN.rsplit(" ", 1)),
    }
    here = (
        across.reference if across.own is None else across.own,
        up.reference if up.own is None else up.own,
    )
    if here != places["reference"]:
        places["own"] = here
    elif any(axis.own is not None for axis in axes):
        names["reference"] += f",\nand {OWN}"
    inside = {gid: place for gid, place in places.items() if across.holds(place[0]) and up.holds(place[1])}
    labels: list[Taken] = [(place, CONTOUR_SIZE) for place in taken]
    for gid, place in inside.items():
        others = [*labels, *((other, MARK_SIZE) for key, other in inside.items() if key != gid)]
        labels.append((_named_point(ax, place, names[gid], others, gid), NAME_SIZE))


MARKERS = {"reference": ("*", 20), "own": ("D", 11)}
"""Marks and their sizes."""


def _named_point(ax: Axes, place: Place, name: str, taken: list[Taken], gid: str) -> Place:
    """A mark, named on the side that has most room.

    Args:
        taken: where other labels and marks stand, and the room they take.

    Returns:
        Where its name stands.
    """
    ax.plot(*place, **style.point(*MARKERS[gid], style.INK, markeredgewidth=1.6, zorder=6, gid=gid))
    right, above, middle = _side(ax, place, taken)
    look: dict[str, Any] = {"ha": "left" if right > 0 else "right", "va": "bottom" if above > 0 else "top"}
    look |= {"fontsize": style.SMALL, "weight": "bold", "path_effects": style.halo(4.0), "zorder": 7}
    style.words(ax, name, place, (11 * right, above), gid=f"{gid}-name", **look)
    return middle


def _side(ax: Axes, place: Place, taken: list[Taken]) -> tuple[int, float, Place]:
    """Where a name beside a point is inside and farthest from other labels.

    Returns:
        1 for the right or -1 for the left, points above or (negative) below, and where its middle is.
    """
    to_points = 72.0 / ax.figure.dpi
    low, high = (np.array(corner) * to_points for corner in (ax.bbox.min, ax.bbox.max))
    point = ax.transData.transform(place) * to_points
    others = [(ax.transData.transform(other) * to_points, np.array(size)) for other, size in taken]
    best, most = (1, 8.0, place), -np.inf
    for right in (1, -1):
        for above in (8.0, -8.0, 8.0 + NAME_HIGH, -8.0 - NAME_HIGH):
            half = np.array([right * NAME_WIDE, np.copysign(NAME_HIGH, above)]) / 2.0
            middle = point + np.array([11.0 * right, above]) + half
            end = middle + half
            inside = bool(np.all(end >= low) and np.all(end <= high))
            # Two things are clear of each other where half their widths, or half their heights, lie between.
            apart = [
                float(np.max(2.0 * np.abs(middle - other) / (size + NAME_SIZE))) for other, size in others
            ]
            room = min([*apart, WIDE_APART]) - (0.0 if inside else 1000.0)
            if room > most:
                across, up = ax.transData.inverted().transform(middle / to_points)
                best, most = (right, above, (float(across), float(up))), room
    return best
