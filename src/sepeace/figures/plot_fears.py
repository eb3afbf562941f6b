"""How sound were the Allies' fears? What the West believes, beside the model's own chance of a settlement.

A panel for each reading of strength, both by month. The belief has no date by which the peace is to come; the
danger is that of the next six months. So heights are not one measure; when each is highest is.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.series import ruler_under
from sepeace.scenario.checks.leaders import refuse_for_class

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.runs.many.fears import Fear, Fears

BOX = (0.1, 0.255, 0.87, 0.545)
BELIEF, DANGER = style.SOVIET, style.GERMANY
HOW_TO_READ = (
    "Shaded and blue: what the West believes of a separate peace in campaigns at war, from its news in each "
    "of them; the middle half and nine tenths. Dotted: the same from the recorded news alone, median and "
    "middle half. Orange, with 95% intervals: share of the campaigns at war that sign within six months, the "
    "model's own danger. Triangles mark where the danger and the mean belief are highest. A belief has no "
    "date by which peace is to come, so compare when the lines are high rather than how high."
)


@takes(("sepeace.runs.many.fears", "Fears"))
def fears(fears: Fears, ax: Axes | None = None) -> Figure:
    """What the West believes by date, and the share that signs within six months, by reading of strength.

    Args:
        fears: as ``sp.fears`` gives it.
        ax: draw into the place of these axes, which is cut in three. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but ``Fears``.

    >>> sp.figures.title(sp.figures.fears(sp.fears(campaigns=4)))
    'The war as it was: how sound were the fears of the Allies?'
    """
    refuse_for_class(fears.scenario, "figure")
    figure, ax = style.stage(ax, BOX)
    panels = style.split(ax, [1.0] * len(fears.readings), 0.05)
    first, last = date(1941, 6, 1), fears.days[-1]
    recorded = max(100.0 * (one.q75 or 0.0) for one in fears.recorded)
    highest = max(recorded, *(_highest(row) for row in fears.readings))
    for panel, row in zip(panels, fears.readings, strict=True):
        _believed(panel, row)
        _recorded(panel, fears)
        _danger(panel, row)
        style.plain(panel)
        panel.set_xlim(style.number(first), style.number(last))
        panel.set_ylim(0.0, 1.05 * highest)
        style.years(panel, first, last, labels=panel is panels[-1])
        panel.set_ylabel(f"{row.strength}\n%", fontsize=style.SMALL)
    style.key(panels[0], (0.0, 1.0), 3)
    scenario = fears.scenario
    told = wording.made(fears.campaigns, fears.seed, fears.luck)
    under = f"{told}, in each world.\nReadings: {wording.under(scenario.assumptions, ('strength',))}."
    title = f"{wording.drawable(scenario.title)}: how sound were the fears of the Allies?"
    style.head(figure, panels[0], title, under, 30.0)
    style.warn(figure, scenario.banner or None)
    style.foot(figure, HOW_TO_READ, bearers.caption(ruler_under(scenario.assumptions)))
    return figure


def _highest(row: Fear) -> float:
    """The highest place of a panel, in per cent."""
    beliefs = [one.believed.q95 or 0.0 for one in row.months]
    return 100.0 * max(*beliefs, *(one.danger.value for one in row.months if one.danger.n))


def _believed(ax: Axes, row: Fear) -> None:
    """Bands of belief from each campaign's news, and where its mean is highest."""
    days = [style.number(one.believed.day) for one in row.months]
    rows = [one.believed for one in row.months]
    low, quarter, middle, three, high = (
        [100.0 * float(getattr(one, name) or 0.0) for one in rows]
        for name in ("q05", "q25", "q50", "q75", "q95")
    )
    pale = style.LIGHT[BELIEF]
    style.between(ax, days, low, high, pale, alpha=0.35)
    style.between(ax, days, quarter, three, pale, alpha=0.8)
    look: dict[str, Any] = {"color": BELIEF, "linewidth": 2.4, "zorder": 4}
    ax.plot(days, middle, label="belief, news of each campaign", gid=f"belief-{row.strength}", **look)
    _peak(ax, row.peak_own, BELIEF, f"fear-peak-{row.strength}")


def _recorded(ax: Axes, found: Fears) -> None:
    """What the recorded news alone lets the West believe: median, and middle half between thin lines."""
    days = [style.number(one.day) for one in found.recorded]
    low, values, high = (
        [100.0 * float(getattr(one, name) or 0.0) for one in found.recorded] for name in ("q25", "q50", "q75")
    )
    look: dict[str, Any] = {"color": style.INK, "linewidth": 1.8, "linestyle": ":", "zorder": 5}
    for end in (low, high):
        ax.plot(days, end, label="_none", **{**look, "linewidth": 0.8})
    ax.plot(days, values, label="belief, recorded news", gid="recorded", **look)


def _danger(ax: Axes, row: Fear) -> None:
    """The share that signs within six months, with its interval."""
    days = [style.number(one.believed.day) for one in row.months]
    low, high = ([100.0 * one.danger.ci95[end] for one in row.months] for end in (0, 1))
    ax.vlines(days, low, high, color=DANGER, linewidth=1.6, zorder=5)
    values = [100.0 * one.danger.value for one in row.months]
    look: dict[str, Any] = {"color": DANGER, "linewidth": 2.0, "linestyle": "--", "marker": ".", "zorder": 6}
    ax.plot(days, values, label="sign within six months", gid=f"danger-{row.strength}", **look)
    _peak(ax, row.peak_danger, DANGER, f"danger-peak-{row.strength}")


def _peak(ax: Axes, day: date, colour: str, gid: str) -> None:
    """A triangle over the day on which something is highest."""
    across = ax.get_xaxis_transform()
    ax.plot([style.number(day)], [0.96], transform=across, gid=gid, **style.point("v", 9.0, colour))
