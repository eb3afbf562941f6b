"""Figure 4, anatomy: what kept the two lines apart, week by week, and what stopped the attempts.

The gap x_min - x_max is an exact sum of named terms. Terms above zero push the lines apart, terms below draw
them together; the mean over campaigns is drawn, so the parts still add up.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.series import Series, anatomy_of, ruler_of
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.wording.gap import TERMS, Term
from sepeace.wording.outcomes import BARRIERS, Barrier

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.runs.batch import Batch

BOX = (0.085, 0.222, 0.9, 0.635)
SHARES = ("gap", "open", "open_without_strength", "at_war")
NOTHING = 1e-9
HOW_TO_READ = (
    "Parts above zero pushed the lines apart, parts below drew them together; at every moment they add up "
    "to the gap (black line). In a campaign whose gap is below zero a window is open. Drawn are means over "
    "the campaigns at war."
)


@takes(("sepeace.runs.batch", "Batch"))
def anatomy(batch: Batch, ax: Axes | None = None) -> Figure:
    """Terms of the gap over time, and the barriers.

    Args:
        batch: the campaigns.
        ax: draw into the place of these axes, which is cut in two. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Batch``.

    >>> batch = sp.batch("historical", campaigns=20)
    >>> sp.figures.title(sp.figures.anatomy(batch)) != ""
    True
    """
    refuse_for_class(batch.scenario, "figure")
    figure, ax = style.stage(ax, BOX)
    series = anatomy_of(batch)
    main, side = style.split(ax, (0.625, 0.375), 0.025, across=True)
    shown = {name: part for name, part in series.items() if name not in SHARES and _matters(part)}
    days = [style.number(day) for day in series["gap"].days]
    _stack(main, days, shown)
    look: dict[str, Any] = {"color": style.INK, "linewidth": 2.8, "path_effects": style.halo(5.0)}
    main.plot(days, series["gap"].values, zorder=5, label="gap between the lines", gid="gap", **look)
    main.axhline(0.0, color=style.INK, linewidth=1.2, zorder=4)
    first, last = date(1941, 6, 1), series["gap"].days[-1]
    style.plain(main)
    main.set_xlim(style.number(first), style.number(last + timedelta(days=20)))
    style.years(main, first, last)
    main.set_ylabel("share of the stake", fontsize=style.SIZE)
    if batch.scenario.branch is not None:
        branch = style.number(batch.scenario.branch)
        main.axvline(branch, color=style.INK, linewidth=1.6, linestyle="-.", zorder=4)
    keys, bars = style.split(side, (0.53, 0.47), 0.09)
    _keys(keys, main)
    _bars(bars, batch.summary().barriers.shares())
    under = wording.under_title(batch)
    style.head(figure, main, f"{wording.world(batch)}: what kept the lines apart", under)
    style.warn(figure, batch.banner)
    style.foot(figure, HOW_TO_READ, bearers.caption(ruler_of(batch)))
    return figure


def _matters(part: Series) -> bool:
    return bool(np.nanmax(np.abs(part.values)) > NOTHING)


def _stack(ax: Axes, days: list[float], shown: dict[str, Series]) -> None:
    """Stack what is above zero upwards and what is below downwards; a term may change sides in time."""
    above = np.zeros(len(days))
    below = np.zeros(len(days))
    for place, name in enumerate(Term):
        if name not in shown:
            continue
        look: dict[str, Any] = {"edgecolor": "white", "linewidth": 0.4, "zorder": 2}
        look["facecolor"] = style.SHADES[place % len(style.SHADES)]
        look["hatch"] = style.HATCHES[place % len(style.HATCHES)]
        up, down = np.maximum(shown[name].values, 0.0), np.minimum(shown[name].values, 0.0)
        label = TERMS[name]
        ax.fill_between(days, above, above + up, label=label, gid=f"term-{name}", **look)
        ax.fill_between(days, below, below + down, **look)
        above, below = above + up, below + down


def _keys(ax: Axes, main: Axes) -> None:
    ax.set_axis_off()
    handles, labels = main.get_legend_handles_labels()
    look: dict[str, Any] = {"handlelength": 1.8, "handleheight": 1.1, "labelspacing": 0.45}
    style.key(ax, (0.0, 1.04), handles=handles, labels=labels, loc="upper left", **look)


def _bars(ax: Axes, barriers: dict[Barrier, float]) -> None:
    style.plain(ax)
    names = list(barriers)
    shares = [100.0 * barriers[name] for name in names]
    ax.barh(range(len(names)), shares, color="#9ab7d3", edgecolor=style.INK, hatch="//", linewidth=0.8)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    top = max([*shares, 1.0])
    ax.set_xlim(0.0, top * 1.02)
    for place, name in enumerate(names):
        text = f"{BARRIERS[name]}  {wording.percent(barriers[name])}"
        look: dict[str, Any] = {"path_effects": style.halo(4.0), "annotation_clip": False}
        style.words(ax, text, (0.0, place), (4, 0), gid=f"barrier-{name}", **look)
    ax.set_xticks([])
    ax.spines["bottom"].set_visible(False)
    title = "what stopped the furthest attempt,\n% of campaigns without a settlement"
    ax.set_title(title, loc="left", fontsize=style.SMALL, pad=4)
