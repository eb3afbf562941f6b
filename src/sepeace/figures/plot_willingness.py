"""Figure 3, willingness: how far each leader is willing to talk against where the front stands.

Willingness is to talk, not to sign. The path joins medians, quarter by quarter; the bars show the middle half
of the campaigns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sepeace.figures import bearers, style, words
from sepeace.figures.series import Band, Series, anatomy_of, bands_of, mean_front, ruler_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.ruler import Ruler
    from sepeace.runs.batch import Batch

BOX = (0.08, 0.265, 0.895, 0.53)
STEP = 13
"""Weeks between two points of a path."""
NAME_WIDE, NAME_HIGH = 58.0, 15.0
WAYS = ((8, 9), (8, -17), (-62, 9), (-62, -17), (8, 27), (-62, 27), (8, 43), (-62, 43), (8, -36), (-62, -36))
"""Size of a name beside a point and the places to try for it, in points of type."""
HOW_TO_READ = (
    "Each path joins the campaigns' medians every quarter, from June 1941 on; bars hold the middle half of "
    "the campaigns. At one half a leader is as likely to talk as not. Willing to talk is not willing to "
    "sign."
)


def willingness(batch: Batch, ax: Axes | None = None) -> Figure:
    """Willingness of both leaders against the front of the day.

    Args:
        batch: the campaigns.
        ax: draw into the place of these axes, which is cut in two. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The figure, with title, readings and caption.
    """
    figure, ax = style.stage(ax, BOX)
    ruler = ruler_of(batch)
    last = anatomy_of(batch)["at_war"].days[-1]
    bands = bands_of(batch, last)
    front = mean_front(bands)
    panels = style.split(ax, (1.0, 1.0), 0.07, across=True)
    sides = (
        ("willingness_germany", "German leadership model", style.GERMANY, "-", "s"),
        ("willingness_soviet", "Soviet leadership model", style.SOVIET, "--", "o"),
    )
    for panel, (variable, name, colour, stroke, shape) in zip(panels, sides, strict=True):
        _path(panel, front, bands[variable], colour, stroke, shape)
        _frame(panel, ruler, front)
        _names(panel, front, bands[variable])
        panel.set_title(
            name,
            loc="left" if style.own(figure) else "right",
            fontsize=style.SIZE,
            color=colour,
            weight="bold",
            pad=12,
        )
    panels[0].set_ylabel("willingness to talk", fontsize=style.SIZE)
    panels[1].set_yticklabels([])
    content = batch.to_json()
    under = f"{words.made(content)}.\nReadings: {words.readings(content['readings'])}."
    title = f"{words.world(batch)}: willingness and the front"
    style.head(figure, panels[0], title, under)
    style.foot(figure, HOW_TO_READ, bearers.caption(ruler))
    return figure


def _path(ax: Axes, front: Series, band: Band, colour: str, stroke: str, shape: str) -> None:
    chosen = list(range(0, len(front.days), STEP))
    across = front.values[chosen]
    ax.vlines(across, band.q25[chosen], band.q75[chosen], color=style.LIGHT[colour], linewidth=5, zorder=2)
    ax.plot(across, band.q50[chosen], color=colour, linewidth=2.2, linestyle=stroke, zorder=3)
    ax.plot(across, band.q50[chosen], marker=shape, markersize=6, color=colour, linestyle="none", zorder=4)
    _arrows(ax, across, band.q50[chosen], colour)


def _names(ax: Axes, front: Series, band: Band) -> None:
    """Month and year beside the first point, the last, and the last of each year, on a side that is free."""
    chosen = list(range(0, len(front.days), STEP))
    named = [place for place in chosen if place in (0, chosen[-1]) or front.days[place].month == 12]
    taken: list[tuple[float, float]] = []
    floor = ax.bbox.y0 * 72.0 / ax.figure.dpi
    for place in named:
        day, spot = front.days[place], (float(front.values[place]), float(band.q50[place]))
        at = ax.transData.transform(spot) * 72.0 / ax.figure.dpi
        ways = [way for way in WAYS if at[1] + way[1] > floor]
        offset = next((way for way in ways if _free(at[0] + way[0], at[1] + way[1], taken)), ways[0])
        taken.append((at[0] + offset[0], at[1] + offset[1]))
        line = {"arrowstyle": "-", "color": style.PALE, "linewidth": 0.8, "shrinkA": 0, "shrinkB": 3}
        ax.annotate(
            f"{words.MONTHS[day.month - 1][:3]} {day.year}",
            spot,
            offset,
            textcoords="offset points",
            fontsize=style.TINY,
            path_effects=style.halo(),
            zorder=6,
            arrowprops=line if abs(offset[1]) > 18 else None,
        )


def _free(across: float, up: float, taken: list[tuple[float, float]]) -> bool:
    return all(abs(across - x) > NAME_WIDE or abs(up - y) > NAME_HIGH for x, y in taken)


def _arrows(ax: Axes, across: np.ndarray, up: np.ndarray, colour: str) -> None:
    """A head in the middle of every second step, to show which way time runs."""
    for place in range(0, len(across) - 1, 2):
        start = np.array([across[place], up[place]])
        way = np.array([across[place + 1], up[place + 1]]) - start
        if float(np.hypot(way[0], way[1])) < 0.03:
            continue
        ax.annotate(
            "",
            tuple(start + 0.6 * way),
            tuple(start + 0.45 * way),
            arrowprops={"arrowstyle": "-|>", "color": colour, "linewidth": 0, "mutation_scale": 16},
            zorder=5,
        )


def _frame(ax: Axes, ruler: Ruler, front: Series) -> None:
    style.plain(ax)
    low, high = min(float(front.values.min()) - 0.03, -0.02), float(front.values.max()) + 0.1
    ax.set_xlim(low, high)
    ax.set_ylim(-0.03, 1.09)
    ax.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0])
    marks = [mark for mark in (0.0, 400.0, 800.0, 1200.0) if ruler.front_of_km(1, mark) <= high - 0.04]
    ax.set_xticks([0.0, *(ruler.front_of_km(1, mark) for mark in marks)])
    ax.set_xticklabels(["Berlin", "June 1941\nfrontier", *(f"{mark:,.0f} km" for mark in marks[1:])])
    ax.set_xlabel("mean front, as km of the centre east of the June 1941 frontier", fontsize=style.SMALL)
    ax.axhline(0.5, color=style.PALE, linewidth=1.0, linestyle=(0, (1, 3)))
    ax.axvline(ruler.frontier_front, color=style.PALE, linewidth=1.0, linestyle=(0, (1, 3)))
