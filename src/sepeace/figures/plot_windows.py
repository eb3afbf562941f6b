"""Figure 1, two windows: the least Germany takes, the most the Soviet Union gives, and where they meet.

Time runs across, the ruler runs up: east is up. A window is counted campaign by campaign; two bands that
overlap are not a window, so the share of campaigns with an open one has a strip of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.errors import takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.marks import contacts
from sepeace.figures.places import spread
from sepeace.figures.series import Band, Series, anatomy_of, bands_of, last_day, mean_front, ruler_of
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.wording.outcomes import of_length

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.ruler import Ruler
    from sepeace.runs.batch import Batch

LEFT, BOTTOM, WIDTH, TOP = 0.1, 0.214, 0.79, 0.824
USUAL_LINES, LINE_HIGH = 3, 0.0255
"""Lines below the title that there is room for, and what each line more takes of the page."""
LEADER = 14.0
"""Points of type between the axes and the names of the lines."""
AFTER = 12.0
"""Days of the time axis after the last week drawn."""
NAME_HIGH = 13.5
"""Points of type from one line of words to the next."""
HOW_TO_READ = (
    "Germany accepts what lies above its band, the Soviet Union what lies below its own: a settlement "
    "exists where the German line lies below the Soviet one. Bands hold the middle half and nine tenths of "
    "the campaigns at war; their width is doubt about the numbers as well as luck."
)
BEFORE_BRANCH = "What stands left of the branch both worlds share: no window there is counted."
SHARED = "#d9d9d9"
ROOM_FOR_WORDS = 0.25
"""Share of the time axis left of the branch from which there is room for words on it."""
ENOUGH = 0.5
"""Share of the campaigns still at war below which the front of the day is not drawn: it is that of few."""


@takes(("sepeace.runs.batch", "Batch"))
def windows(batch: Batch, ax: Axes | None = None) -> Figure:
    """The two windows of a batch.

    Args:
        batch: the campaigns.
        ax: draw into the place of these axes; two strips are cut off below. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Batch``.

    >>> batch = sp.batch("historical", campaigns=20)
    >>> sp.figures.title(sp.figures.windows(batch)) != ""
    True
    """
    refuse_for_class(batch.scenario, "figure")
    under = _under(batch)
    top = TOP - LINE_HIGH * max(0, len(style.under_lines(under)) - USUAL_LINES)
    figure, ax = style.stage(ax, (LEFT, BOTTOM, WIDTH, top - BOTTOM))
    ruler = ruler_of(batch)
    series = anatomy_of(batch)
    last = series["at_war"].days[-1]
    bands = bands_of(batch, last)
    upper, middle, lower = style.split(ax, (0.65, 0.215, 0.135), 0.045)
    margin = style.margin((upper, middle, lower))
    _band(upper, bands["least_germany"], style.GERMANY, "//", "-", "least Germany would accept")
    _band(upper, bands["most_soviet"], style.SOVIET, "..", "--", "most the Soviet Union would cede")
    _front(upper, mean_front(bands), ruler, series["at_war"])
    _overlap(upper, bands["least_germany"], bands["most_soviet"])
    first = date(1941, 6, 1)
    for panel in (upper, middle, lower):
        style.plain(panel)
        panel.set_xlim(style.number(first), style.number(last) + AFTER)
        style.years(panel, first, last, labels=panel is lower)
        _branch(panel, batch.scenario.branch, panel is upper)
        _shared(panel, batch.scenario.branch, panel is lower)
    _heights(upper, bands, batch.scenario.branch)
    _ruler_lines(upper, ruler)
    _kilometres(upper, ruler, margin)
    contacts(middle, batch, last)
    _open_share(lower, series["open"], batch.scenario.branch)
    style.key(upper, (0.0, 1.005), 5, columnspacing=1.1, handlelength=2.0)
    style.head(figure, upper, f"{wording.world(batch)}: the two windows", under, 26.0)
    style.warn(figure, batch.banner)
    shared = f" {BEFORE_BRANCH}" if batch.scenario.branch is not None else ""
    style.foot(figure, HOW_TO_READ + shared, bearers.caption(ruler))
    return figure


def _under(batch: Batch) -> str:
    window, branch = batch.summary().window, batch.scenario.branch
    since = f" from {wording.day(branch)} on" if branch is not None else ""
    made = wording.made(batch.campaigns, batch.seed, batch.luck)
    return (
        f"A window{of_length(batch.window_days)} opens in {wording.percent(window.known)} of the campaigns"
        f"{since} (95% interval {wording.percent_interval(window.known_ci95)}).\n"
        f"Readings: {wording.under(batch.scenario.assumptions)}.\n{made.capitalize()}."
    )


def _ruler_lines(ax: Axes, ruler: Ruler) -> None:
    """The named lines, their names in the margin to the right, each with a leader to its height."""
    low, high = ax.get_ylim()
    names = [
        style.short(line.title).replace("–", "–\n") + f"  {line.share:.2f}" for line in ruler.named_lines
    ]
    line_high = NAME_HIGH / style.points_high(ax) * (high - low)
    sizes = [line_high * (1 + name.count("\n")) for name in names]
    heights = spread([line.share for line in ruler.named_lines], sizes, low, high)
    look: dict[str, Any] = {"va": "center_baseline", "linespacing": 1.1, "annotation_clip": False}
    look |= {"xycoords": ax.get_yaxis_transform(), "color": style.INK, "zorder": 6}
    look["arrowprops"] = style.leader(relpos=(0.0, 0.5))
    for line, name, height in zip(ruler.named_lines, names, heights, strict=True):
        ax.axhline(line.share, **{**style.DOTTED, "linewidth": 0.9, "zorder": 1})
        offset = LEADER, (height - line.share) / (high - low) * style.points_high(ax)
        style.words(ax, name, (1.0, line.share), offset, gid=f"line-{line.id}", **look)


def _band(ax: Axes, band: Band, colour: str, hatch: str, stroke: str, name: str) -> None:
    days = [style.number(day) for day in band.days]
    pale = style.LIGHT[colour]
    style.between(ax, days, band.q05, band.q95, pale, alpha=0.35)
    style.between(ax, days, band.q25, band.q75, pale, edgecolor=colour, hatch=hatch)
    ax.plot(days, band.q50, color=colour, linewidth=2.8, linestyle=stroke, label=name, zorder=4)


def _front(ax: Axes, front: Series, ruler: Ruler, at_war: Series) -> None:
    """The front while at least half of the campaigns are at war."""
    many = last_day(at_war.days, at_war.values, min(ENOUGH, float(np.max(at_war.values))))
    front = Series(
        days=tuple(day for day in front.days if day <= many),
        values=np.array([v for day, v in zip(front.days, front.values, strict=True) if day <= many]),
    )
    shares = [ruler.share_of_front(float(value)) for value in front.values]
    days = [style.number(day) for day in front.days]
    look: dict[str, Any] = {"color": style.FRONT, "linewidth": 2.0, "linestyle": ":", "zorder": 5}
    ax.plot(days, shares, label="front of the day", path_effects=style.halo(4.0), **look)


def _overlap(ax: Axes, least: Band, most: Band) -> None:
    """Shade where the median lines cross: there half of the campaigns or so have an open window."""
    days = [style.number(day) for day in least.days]
    is_open = least.q50 <= most.q50
    look = {"alpha": 0.75, "edgecolor": style.INK, "hatch": "xx", "linewidth": None, "zorder": 3}
    label = "median lines overlap" if bool(np.any(is_open)) else "_none"
    style.between(ax, days, least.q50, most.q50, "#009e73", where=is_open, label=label, **look)


def _branch(ax: Axes, branch: date | None, named: bool) -> None:
    if branch is None:
        return
    ax.axvline(style.number(branch), color=style.INK, linewidth=1.6, linestyle="-.", zorder=3)
    if named:
        late = _late(ax, branch)
        text, place = f"worlds may part\n{wording.day(branch)}", (style.number(branch), 1.0)
        look: dict[str, Any] = {"xycoords": style.ABOVE, "va": "top", "ha": "right" if late else "left"}
        style.words(ax, text, place, (-6 if late else 6, -4), path_effects=style.halo(), zorder=6, **look)


def _shared(ax: Axes, branch: date | None, named: bool) -> None:
    """Shade what both worlds have before they may part, and say in the last strip that it is not counted."""
    if branch is None:
        return
    left, right = ax.get_xlim()
    at = style.number(branch)
    ax.axvspan(left, at, facecolor=SHARED, alpha=0.45, linewidth=0, zorder=0.5, gid="shared")
    if named and (at - left) / (right - left) > ROOM_FOR_WORDS:
        text = "both worlds share this:\nnot counted"
        look: dict[str, Any] = {"xycoords": "axes fraction", "va": "top", "ha": "left", "zorder": 6}
        style.words(ax, text, (0.0, 1.0), (4, -3), path_effects=style.halo(), gid="not-counted", **look)


def _late(ax: Axes, branch: date) -> bool:
    """Whether the branch stands in the right half: then its name stands left of it."""
    return style.number(branch) > float(np.mean(ax.get_xlim()))


def _heights(ax: Axes, bands: dict[str, Band], branch: date | None) -> None:
    least, most = bands["least_germany"], bands["most_soviet"]
    low = min(float(np.min(most.q05)), 0.0)
    high = max(float(np.max(least.q95)), 1.05)
    ax.set_ylim(low - 0.05, high + 0.12)
    ax.set_yticks([tick for tick in np.arange(-1.0, 2.01, 0.25) if low - 0.05 <= tick <= high + 0.12])
    ax.set_ylabel("Germany's share of the stake\n(east is up)", fontsize=style.SIZE)
    ax.axhspan(1.0, high + 1.0, color="#ededed", zorder=0)
    ax.axhspan(low - 1.0, 0.0, color="#ededed", zorder=0)
    place: dict[str, Any] = {"fontsize": style.TINY, "color": style.INK, "style": "italic", "zorder": 6}
    # On the side that the name of the branch leaves free.
    right = branch is not None and not _late(ax, branch)
    place |= {"transform": ax.get_yaxis_transform()}
    above = "above 1: more than there is"
    ax.text(
        0.994 if right else 0.006, high + 0.095, above, va="top", ha="right" if right else "left", **place
    )
    ax.text(0.006, low - 0.03, "below 0: beyond Berlin", va="bottom", **place)


def _kilometres(ax: Axes, ruler: Ruler, margin: float) -> None:
    """Right axis, beyond the names: where the centre would stand if the whole front stood at that share."""
    twin = ax.twinx()
    twin.set_position(ax.get_position())
    twin.set_ylim(ax.get_ylim())
    far = 100.0 * round(ruler.km_to_line[1] / 100.0)
    marks = [-ruler.km_to_berlin[1], 0.0, *np.arange(400.0, far + 1.0, 400.0)]
    twin.set_yticks([ruler.share_of_front(ruler.front_of_km(1, km)) for km in marks])
    names = ["Berlin", *(f"{km:,.0f}" for km in marks[1:])]
    twin.set_yticklabels(names)
    style.plain(twin)
    twin.spines["right"].set_visible(True)
    twin.spines["right"].set_color(style.PALE)
    twin.spines["right"].set_position(("outward", margin))
    twin.spines["right"].set_bounds(twin.get_yticks()[0], twin.get_yticks()[-1])
    twin.set_ylabel("centre of the front,\nkm east of the June 1941 frontier", fontsize=style.SMALL)


def _open_share(ax: Axes, share: Series, branch: date | None) -> None:
    """The share of campaigns with an open window; before the branch, where none counts, without colour."""
    days = [style.number(day) for day in share.days]
    values = 100.0 * share.values
    look: dict[str, Any] = {"edgecolor": style.INK, "linewidth": 0.8, "step": "mid"}
    counted = [branch is None or day >= branch for day in share.days]
    ax.fill_between(days, 0.0, values, where=counted, facecolor="#66c2a4", hatch="xx", **look)
    if branch is not None:
        # One week more, so that no gap is left between the two.
        before = [not now or not earlier for now, earlier in zip(counted, [False, *counted], strict=False)]
        ax.fill_between(days, 0.0, values, where=before, facecolor="white", **look)
    top = max(float(np.max(values)), 1.0) * 1.15
    ax.set_ylim(0.0, top)
    ax.set_ylabel("%", fontsize=style.SMALL, rotation=0, ha="right", va="center")
    text = "window open,\n% of campaigns\nstill at war"
    style.words(ax, text, (1.0, 0.5), (LEADER, 0.0), xycoords="axes fraction", gid="open-share")
