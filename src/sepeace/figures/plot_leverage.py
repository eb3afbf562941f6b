"""Does leverage pay? What leaks and unmeant feelers bring Moscow in the West: belief, aid, the landing.

All are differences of pairs: the same campaigns with and without one thing. Above, belief by date; below, aid
and landing when its day is fixed, and how that hangs on what a Soviet feeler says to the West.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.series import ruler_under
from sepeace.runs.many.leverage import MOTIVES, Without
from sepeace.scenario.checks.leaders import refuse_for_class

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.runs.many.leverage import Gain, Leverage
    from sepeace.stats.estimates import Estimate

BOX = (0.1, 0.275, 0.87, 0.535)
COLOURS = dict(zip(MOTIVES, ("#0b3c6f", "#4d9fd6", "#c46200", "#7a7a7a"), strict=True))
DASHES: dict[str, Any] = dict(zip(MOTIVES, ("-", "--", "-", (0, (1, 1.2))), strict=True))
MARKS = {Without.LEAKS: "o", Without.UNMEANT: "s", Without.MOTIVE: "^"}
NAMES = {
    Without.LEAKS: "beside: no leaks",
    Without.UNMEANT: "beside: no feigned feelers",
    Without.MOTIVE: "beside: motive sincere",
}
LEAST_PAIRS = 0.05
"""Part of the pairs that is at war in both worlds in a month that is drawn."""
HOW_TO_READ = (
    "Differences of the same campaigns with and without one thing, with 95% intervals; those at war in both "
    "worlds count. Above: what the West believes of a separate peace, with leaks less without. Below, on the "
    "day on which the landing's day is fixed: aid in hundredths of the stake, and days by which the landing "
    "comes earlier. Right: motive leverage, where every feeler is feigned, meant for the West alone; 1 is a "
    "West that sees through them."
)


@takes(("sepeace.runs.many.leverage", "Leverage"))
def leverage(leverage: Leverage, ax: Axes | None = None) -> Figure:
    """What leaks and unmeant feelers bring in the West, motive by motive.

    Args:
        leverage: as ``sp.leverage`` gives it.
        ax: draw into the place of these axes, which is cut in four. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Leverage``.

    >>> sp.figures.title(sp.figures.leverage(sp.leverage(campaigns=4)))
    'The war as it was: does leverage pay?'
    """
    refuse_for_class(leverage.scenario, "figure")
    figure, ax = style.stage(ax, BOX)
    above, below = style.split(ax, (0.5, 0.5), 0.17)
    aid, landing, news = style.split(below, (1.0, 1.0, 0.9), 0.1, across=True)
    _belief(above, leverage)
    _dots(aid, leverage, lambda row: row.aid, 100.0, "aid, hundredths of the stake")
    _dots(landing, leverage, lambda row: row.landing, 1.0, "days by which the landing comes earlier")
    aid.set_yticks(range(len(MOTIVES)), [motive.replace("_", "\n") for motive in MOTIVES])
    landing.set_yticks(range(len(MOTIVES)), [""] * len(MOTIVES))
    _news(news, leverage)
    if style.own(figure):
        _key(aid)
    scenario = leverage.scenario
    told = wording.made(leverage.campaigns, leverage.seed, leverage.luck)
    under = f"{told}, in each world.\nReadings: {wording.under(scenario.assumptions, ('motive',))}."
    style.head(figure, above, f"{wording.drawable(scenario.title)}: does leverage pay?", under, 30.0)
    style.warn(figure, scenario.banner or None)
    style.foot(figure, HOW_TO_READ, bearers.caption(ruler_under(scenario.assumptions)))
    return figure


def _belief(ax: Axes, found: Leverage) -> None:
    """Difference of belief by month, with leaks less without, a line a motive."""
    for motive in MOTIVES:
        rows = found.gain(motive, Without.LEAKS).by_month
        drawn = [
            (style.number(day), row)
            for day, row in zip(found.days, rows, strict=True)
            if row.n >= max(2.0, LEAST_PAIRS * found.campaigns)
        ]
        days = [day for day, _ in drawn]
        low, high = ([100.0 * row.ci95[end] for _, row in drawn] for end in (0, 1))
        style.between(ax, days, low, high, COLOURS[motive], alpha=0.18)
        look: dict[str, Any] = {"color": COLOURS[motive], "linestyle": DASHES[motive], "linewidth": 2.4}
        label = motive.replace("_", " ")
        ax.plot(days, [100.0 * row.value for _, row in drawn], label=label, gid=f"belief-{motive}", **look)
    style.plain(ax)
    ax.axhline(0.0, **style.DOTTED)
    first, last = date(1941, 6, 1), found.days[-1]
    ax.set_xlim(style.number(first), style.number(last))
    style.years(ax, first, last)
    ax.set_ylabel("belief: points that\nleaks bring", fontsize=style.SMALL)
    style.key(ax, (0.0, 1.0), len(MOTIVES))


def _dots(ax: Axes, found: Leverage, value: Callable[[Gain], Estimate], unit: float, name: str) -> None:
    """One measure: a row a motive, a mark for each thing that is taken away."""
    places = dict(zip(Without, (-0.24, 0.0, 0.24), strict=True))
    for row in found.gains:
        estimate, up = value(row), MOTIVES.index(row.motive) + places[row.without]
        if estimate.n < 2:
            continue
        colour = COLOURS[row.motive]
        ax.plot([unit * end for end in estimate.ci95], [up, up], color=colour, linewidth=2.2)
        look = style.point(MARKS[row.without], 8.0, colour, gid=f"{row.motive}-{row.without}", zorder=5)
        ax.plot([unit * estimate.value], [up], **look)
    style.plain(ax)
    ax.axvline(0.0, color=style.PALE, linewidth=1.0, zorder=1)
    ax.set_ylim(len(MOTIVES) - 0.5, -0.5)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(name, fontsize=style.TINY)


def _news(ax: Axes, found: Leverage) -> None:
    """Days of the landing that unmeant feelers bring, over what a feeler says to the West."""
    rows = [row for row in found.by_news if row.landing.n >= 2]
    across = [row.news for row in rows]
    colour = COLOURS["leverage"]
    low, high = ([row.landing.ci95[end] for row in rows] for end in (0, 1))
    style.between(ax, across, low, high, colour, alpha=0.25)
    look: dict[str, Any] = {"color": colour, "marker": "s", "linewidth": 2.2, "gid": "by-news"}
    ax.plot(across, [row.landing.value for row in rows], **look)
    style.plain(ax)
    ax.axhline(0.0, color=style.PALE, linewidth=1.0, zorder=1)
    ax.set_xlabel("odds of a separate peace after one\nfeeler: a multiple", fontsize=style.TINY)
    ax.set_title("days of landing by feigned feelers", fontsize=style.TINY, loc="left", pad=4)


def _key(ax: Axes) -> None:
    """What the marks of the panels below mean."""
    handles = [
        ax.plot([], [], label=NAMES[one], **{**style.point(MARKS[one], 8.0, style.INK)})[0] for one in Without
    ]
    style.key(ax, (0.0, 1.0), len(handles), handles=handles, fontsize=style.TINY)
