"""Figure 3, willingness: how far each leader is willing to talk against where the front stands.

Willingness is to talk, not to sign. The path joins medians week by week; a dot stands each quarter, with a
bar for the middle half of the campaigns. Start, branch and end have marks of their own,
the half-years are named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.places import Floats
from sepeace.figures.series import Band, Series, anatomy_of, bands_of, last_day, mean_front, ruler_of
from sepeace.scenario.checks.leaders import refuse_for_class

if TYPE_CHECKING:
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.ruler import Ruler
    from sepeace.runs.batch import Batch

BOX = (0.08, 0.25, 0.9, 0.55)
STEP = 13
"""Weeks between two dots of a path."""
HALF = 0.5
"""The path ends with the last week in which this share of the campaigns is at war."""
NAMED_MONTHS = (6, 12)
NAME = (53.0, 12.5)
"""Width and height of a name beside a point, in points of type."""
HEADS_APART = 62.0
"""Way along a path between two arrow heads, in points of type."""
ROOM = 0.17
"""Room for dates to the right of the path, as a share of the way from Berlin to the easternmost line."""
HOW_TO_READ = (
    "Each path joins the campaigns' medians week by week, until half of the campaigns have ended; a dot "
    "stands each quarter, its bar holds the middle half of the campaigns. At one half a leader is as likely "
    "to talk as not. Willing to talk is not willing to sign."
)


@takes(("sepeace.runs.batch", "Batch"))
def willingness(batch: Batch, ax: Axes | None = None) -> Figure:
    """Willingness of both leaders against the front of the day.

    Args:
        batch: the campaigns.
        ax: draw into the place of these axes, which is cut in two. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Batch``.

    >>> batch = sp.batch("historical", campaigns=20)
    >>> sp.figures.title(sp.figures.willingness(batch)) != ""
    True
    """
    refuse_for_class(batch.scenario, "figure")
    figure, ax = style.stage(ax, BOX)
    ruler = ruler_of(batch)
    at_war = anatomy_of(batch)["at_war"]
    bands = bands_of(batch, last_day(at_war.days, at_war.values, HALF))
    front = mean_front(bands)
    panels = style.split(ax, (1.0, 1.0), 0.07, across=True)
    sides = (
        ("willingness_germany", "German leadership model", style.GERMANY),
        ("willingness_soviet", "Soviet leadership model", style.SOVIET),
    )
    for panel, (variable, name, colour) in zip(panels, sides, strict=True):
        _frame(panel, ruler, front)
        _path(panel, front, bands[variable], colour)
        _ends(panel, front, bands[variable], colour, batch.scenario.branch)
        _names(panel, front, bands[variable], colour)
        look: dict[str, Any] = {"loc": "left" if style.own(figure) else "right", "pad": 12}
        panel.set_title(name, fontsize=style.SIZE, color=colour, weight="bold", **look)
    panels[0].set_ylabel("willingness to talk", fontsize=style.SIZE)
    panels[1].set_yticklabels([])
    if style.own(figure):
        _key(panels[0])
    under = wording.under_title(batch)
    title = f"{wording.world(batch)}: willingness and the front"
    style.head(figure, panels[0], title, under, 30.0)
    style.warn(figure, batch.banner)
    style.foot(figure, HOW_TO_READ, bearers.caption(ruler))
    return figure


def _path(ax: Axes, front: Series, band: Band, colour: str) -> None:
    """The path week by week; dots and bars by quarter; heads show which way time runs."""
    chosen = slice(None, None, STEP)
    across, pale = front.values[chosen], style.LIGHT[colour]
    ax.vlines(across, band.q25[chosen], band.q75[chosen], color=pale, linewidth=3.0, alpha=0.8, zorder=2)
    ax.plot(
        front.values, band.q50, color=colour, linewidth=2.0, zorder=3, gid="path", solid_joinstyle="round"
    )
    ax.plot(across, band.q50[chosen], "o", markersize=4.5, color=colour, zorder=4)
    _heads(ax, style.in_points(ax, np.column_stack((front.values, band.q50))), colour)


def _way(path: Floats) -> Floats:
    """How far along a path each of its weeks lies."""
    return np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))))


def _along(path: Floats, way: Floats, at: Floats) -> Floats:
    """Places at given distances along a path, a row each."""
    return np.column_stack([np.interp(at, way, path[:, axis]) for axis in (0, 1)])


def _heads(ax: Axes, path: Floats, colour: str) -> None:
    """Arrow heads at equal distances along the path."""
    way = _way(path)
    for at in np.arange(0.5 * HEADS_APART, way[-1] - 12.0, HEADS_APART):
        # Before and behind the head by a few points: a single week may run against the drift.
        tail, tip = _along(path, way, np.array([at - 5.0, at + 5.0]))
        if float(np.hypot(*(tip - tail))) < 5.0:
            continue
        tip, tail = ax.transData.inverted().transform(np.array([tip, tail]) * ax.figure.dpi / 72.0)
        head = {"arrowstyle": "-|>", "color": colour, "linewidth": 0, "mutation_scale": 15}
        ax.annotate("", tuple(tip), tuple(tail), arrowprops=head, zorder=5)


def _ends(ax: Axes, front: Series, band: Band, colour: str, branch: date | None) -> None:
    """Marks of their own for the first week, the branch and the last week."""
    rim: dict[str, Any] = {"markeredgecolor": style.INK, "markeredgewidth": 1.4, "zorder": 6}
    marks: list[tuple[int, str, str, float, str]] = [(0, "start", "o", 10.0, "white")]
    if branch is not None and front.days[0] <= branch <= front.days[-1]:
        week = next(place for place, day in enumerate(front.days) if day >= branch)
        marks.append((week, "worlds may part", "D", 9.5, "white"))
    marks.append((len(front.days) - 1, "end", "s", 9.5, style.INK))
    for week, name, shape, size, fill in marks:
        day = branch if name == "worlds may part" and branch is not None else front.days[week]
        look = style.point(shape, size, colour, markerfacecolor=fill, clip_on=True, **rim)
        look |= {"label": f"{name}: {wording.day(day)}", "gid": name.replace(" ", "-")}
        ax.plot(front.values[week], band.q50[week], **look)


def _key(ax: Axes) -> None:
    """What the marks mean, above both panels."""
    handles, labels = ax.get_legend_handles_labels()
    style.key(ax, (0.0, 1.1), 3, handles=handles, labels=labels, handletextpad=0.2)


def _names(ax: Axes, front: Series, band: Band, colour: str) -> None:
    """Month and year beside the start, the half-years and the end, where least of the drawing is covered."""
    last = len(front.days) - 1
    quarters = range(0, last, STEP)
    # A half-year just before the end would name the same spot twice.
    named = [week for week in quarters if front.days[week].month in NAMED_MONTHS and last - week > STEP // 2]
    named = sorted({0, *named, last})
    at = np.column_stack((front.values, band.q50))
    ax.plot(*at[named].T, "o", markersize=7.5, color=colour, zorder=4)
    path = style.in_points(ax, at)
    way = _way(path)
    taken = _along(path, way, np.arange(0.0, way[-1], 3.0))
    style.date_labels(ax, at[named], [front.days[week] for week in named], NAME, taken, 2.0)


def _frame(ax: Axes, ruler: Ruler, front: Series) -> None:
    style.plain(ax)
    low, high = min(float(front.values.min()) - 0.03, -0.02), float(front.values.max()) + ROOM
    ax.set_xlim(low, high)
    ax.set_ylim(-0.13, 1.13)
    ax.set_yticks([0.0, 0.25, 0.5, 0.75, 1.0])
    marks = [mark for mark in (0.0, 400.0, 800.0, 1200.0) if ruler.front_of_km(1, mark) <= high - ROOM + 0.06]
    ax.set_xticks([0.0, *(ruler.front_of_km(1, mark) for mark in marks)])
    ax.set_xticklabels(["Berlin", "June 1941\nfrontier", *(f"{mark:,.0f} km" for mark in marks[1:])])
    ax.set_xlabel("mean front, as km of the centre east of the June 1941 frontier", fontsize=style.SMALL)
    ax.axhline(0.5, **style.DOTTED)
    ax.axvline(ruler.frontier_front, **style.DOTTED)
