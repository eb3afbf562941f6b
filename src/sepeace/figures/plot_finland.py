"""Figure of the second pair: what Finland would take, what Soviet terms would leave her, when she signs.

Both are shares on Finland's own ruler, each over the campaigns in which she has not yet signed: a campaign is
drawn until her signature, and nothing where hardly one is left. So the first campaigns of the batch are run
once more for their weeks. Her line is drawn without her error, which moves it by some hundredths for months
at a time, so that she may accept where the two only come near.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.errors import BadValue, takes
from sepeace.figures import bearers, style, wording
from sepeace.figures.places import Floats
from sepeace.figures.series import LEAST_AT_WAR, Band, anatomy_of
from sepeace.kernel import weekly
from sepeace.kernel.diplomacy.finland import NO_OFFER, soviet_terms
from sepeace.kernel.slots import NEVER
from sepeace.quantities import date_of, day_of
from sepeace.record import load
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.scenario.plan import plan
from sepeace.scenario.tables.finland import offers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.record.finland import FinnishRow
    from sepeace.runs.batch import Batch

HALF = "the day by which half of all have seen her sign", "no line, since fewer than half of all see her sign"
BOX = (0.1, 0.215, 0.79, 0.55)
ASKED = 200
"""Campaigns that her line, and the bands of the Soviet terms, are made of."""
THICK, THIN = 2.8, 1.1
"""Width of her line, and where she has signed in more than half of the campaigns."""
TOP = 1.2
"""Of her ruler, as drawn."""
RULER = {0.5: "border of 1940", 0.6: "frontier of 1939", 0.75: "line of\nDecember 1941"}
HOW_TO_READ = (
    "Finland accepts Soviet terms that lie at or above her line; her error about it, some .08, is not drawn. "
    "Her line is that of the campaigns in which she still fights: thin once these are fewer than half, it "
    "ends when they are fewer than one in twenty. Boxes are Soviet terms for as long as they stood; those "
    "that she had not accepted by then she refused. Lines are medians, bands shares, of {campaigns} "
    "campaigns, run once more for their weeks, which a batch does not keep. Below: the share of all "
    "campaigns in which she has signed; dash and dot: {half}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StillFighting:
    """Her line in the campaigns in which she has not signed, a week a place.

    Attributes:
        band: quantiles over those campaigns.
        part: which part of all campaigns they are.
    """

    band: Band
    part: Floats

    @property
    def last(self) -> date:
        """The last week that is drawn."""
        return self.band.days[-1]


@takes(("sepeace.runs.batch", "Batch"))
def finland(batch: Batch, ax: Axes | None = None) -> Figure:
    """Finland's line, the Soviet terms by date, and the share of campaigns in which she has signed.

    Args:
        batch: the campaigns.
        ax: draw into the place of these axes; a strip is cut off below. By default a new figure.
            Leave room below them for the caption.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: anything but a ``Batch``, or one in which the pair is taken out.

    >>> batch = sp.batch("historical", campaigns=20)
    >>> sp.figures.title(sp.figures.finland(batch)) != ""
    True
    """
    refuse_for_class(batch.scenario, "figure")
    if "finland" in batch.scenario.assumptions.switches:
        message = "the switch finland takes the second pair out, so there is nothing to draw"
        raise BadValue(message, given="finland", allowed="a batch without that switch", key="switches_off")
    figure, ax = style.stage(ax, BOX)
    last = anatomy_of(batch)["at_war"].days[-1]
    upper, lower = style.split(ax, (0.76, 0.24), 0.05)
    line = still_fighting(batch, last)
    _line(upper, line)
    _terms(upper, batch, line.last)
    first = date(1941, 6, 1)
    for panel in (upper, lower):
        style.plain(panel)
        panel.set_xlim(style.number(first), style.number(last) + 12.0)
        style.years(panel, first, last, labels=panel is lower)
    upper.set_ylim(0.0, TOP)
    upper.set_ylabel("share on Finland's own ruler", fontsize=style.SIZE)
    for share, name in RULER.items():
        upper.axhline(share, **{**style.DOTTED, "linewidth": 0.9, "zorder": 1})
        style.words(
            upper, name, (1.0, share), (6, 0), xycoords=upper.get_yaxis_transform(), gid=f"ruler-{name}"
        )
    _signed(lower, batch, last)
    half = batch.summary().finland.half_date
    _half_day(upper, lower, half)
    _key(upper)
    style.head(figure, upper, f"{wording.world(batch)}: Finland", _under(batch), 44.0)
    style.warn(figure, batch.banner)
    first_of = f"{'the first ' if batch.campaigns > ASKED else ''}{min(batch.campaigns, ASKED)}"
    reading = HOW_TO_READ.format(campaigns=first_of, half=HALF[half is None])
    style.foot(figure, reading, f"{bearers.FINNISH_SHORT} {bearers.NOT_COUNTED}")
    return figure


def _under(batch: Batch) -> str:
    made = wording.made(batch.campaigns, batch.seed, batch.luck)
    return (
        f"{bearers.finland_sentence(batch.summary().finland)}\n"
        f"Readings: {wording.under(batch.scenario.assumptions)}.\n{made.capitalize()}."
    )


def still_fighting(batch: Batch, last: date) -> StillFighting:
    """Her line up to ``last``, or until she has signed in nearly all of some campaigns of the batch."""
    from sepeace.clocks.campaigns import run_traced

    asked = min(batch.campaigns, ASKED)
    weeks = int(day_of(last)) // 7 + 1
    lines = np.full((asked, weeks), np.nan)
    for place, trace in enumerate(run_traced(plan(batch.scenario, batch.luck), batch.seed, 0, asked)):
        signed = float(trace.state["finland_signed"][0])
        known = len(trace.weeks) if signed >= NEVER else math.ceil(signed / 7.0)
        own = trace.weeks[: min(known, weeks), weekly.FINLAND_LINE]
        lines[place, : len(own)] = np.nan if trace.state["failed"][0] else own
    part = np.mean(np.isfinite(lines), axis=0)
    drawn = max(1, int(np.argmax(part < LEAST_AT_WAR)) if np.any(part < LEAST_AT_WAR) else weeks)
    q05, q25, q50, q75, q95 = np.nanquantile(lines[:, :drawn], (0.05, 0.25, 0.5, 0.75, 0.95), axis=0)
    days = tuple(date_of(7.0 * week) for week in range(drawn))
    band = Band(days=days, q05=q05, q25=q25, q50=q50, q75=q75, q95=q95)
    return StillFighting(band=band, part=part[:drawn])


def _line(ax: Axes, line: StillFighting) -> None:
    """What Finland would take, while she fights."""
    band = line.band
    days = [style.number(day) for day in band.days]
    pale = style.LIGHT[style.GERMANY]
    style.between(ax, days, band.q05, band.q95, pale, alpha=0.35)
    style.between(ax, days, band.q25, band.q75, pale, edgecolor=style.GERMANY, hatch="//")
    look: dict[str, Any] = {"color": style.GERMANY, "zorder": 4}
    ax.plot(days, band.q50, linewidth=THIN, gid="finland-line-few", **look)
    many = np.where(line.part >= 0.5, band.q50, np.nan)
    ax.plot(days, many, linewidth=THICK, gid="finland-line", label="least Finland would take", **look)


def _key(ax: Axes) -> None:
    """What lines and bands mean; the bands are told once, in grey, for both sides."""
    from matplotlib.patches import Patch

    handles, labels = ax.get_legend_handles_labels()
    grey: dict[str, Any] = {"facecolor": style.FAINT, "linewidth": 0}
    handles += [Patch(**grey, edgecolor=style.PALE, hatch="//"), Patch(**grey, alpha=0.45)]
    labels += ["middle half of the campaigns", "nine tenths of the campaigns"]
    style.key(ax, (0.0, 1.005), 2, handles=handles, labels=labels, handlelength=2.4)


def worths(batch: Batch, rows: list[FinnishRow]) -> np.ndarray[Any, np.dtype[np.float64]]:
    """x_S of each of the Soviet terms (rows) by each of some campaigns' own numbers (columns)."""
    from sepeace.clocks.storage import new_state

    made, state = plan(batch.scenario, batch.luck), new_state(batch.seed, 0)
    found = np.empty((len(rows), min(batch.campaigns, ASKED)))
    for campaign in range(found.shape[1]):
        epochs = made.parameters(batch.seed, campaign)
        for place, row in enumerate(rows):
            epoch = sum(day <= day_of(row.date) for day in made.days) - 1
            soviet_terms(state, epochs[max(epoch, 0)], made.world, place)
            found[place, campaign] = state.finland_offer
    return found


def _terms(ax: Axes, batch: Batch, last: date) -> None:
    """Soviet terms as boxes over the days on which they stood."""
    rows = offers(load())
    label = "what Soviet terms would leave her"
    for row, worth in zip(rows, worths(batch, rows), strict=True):
        if row.date > last:
            continue  # nobody is left to answer them
        ends = [style.number(row.date), style.number(min(row.until, last))]
        q05, q25, q50, q75, q95 = np.quantile(worth[worth > NO_OFFER], (0.05, 0.25, 0.5, 0.75, 0.95))
        pale = style.LIGHT[style.SOVIET]
        style.between(ax, ends, [q05] * 2, [q95] * 2, pale, alpha=0.5)
        style.between(ax, ends, [q25] * 2, [q75] * 2, pale, edgecolor=style.SOVIET, hatch="..")
        look: dict[str, Any] = {"color": style.SOVIET, "linewidth": 2.8, "linestyle": "--", "zorder": 5}
        ax.plot(ends, [q50] * 2, label=label, gid=f"terms-{row.id}", **look)
        label = "_none"


def _signed(ax: Axes, batch: Batch, last: date) -> None:
    """Share of campaigns in which she has signed by each day."""
    counts = batch.totals.finland_signed[: int(day_of(last)) + 1]
    shares = 100.0 * np.cumsum(counts) / max(batch.totals.counted, 1)
    days = [style.number(date_of(float(day))) for day in range(len(shares))]
    look: dict[str, Any] = {"facecolor": "#66c2a4", "edgecolor": style.INK, "hatch": "xx", "linewidth": 0.8}
    ax.fill_between(days, 0.0, shares, gid="finland-signed", **look)
    ax.set_ylim(0.0, max(float(np.max(shares)), 1.0) * 1.15)
    ax.set_ylabel("%", fontsize=style.SMALL, rotation=0, ha="right", va="center")
    style.words(
        ax, "Finland has\nsigned, % of\ncampaigns", (1.0, 0.5), (6, 0), xycoords="axes fraction", gid="signed"
    )


def _half_day(upper: Axes, lower: Axes, half: date | None) -> None:
    """The day by which half of all campaigns have seen her sign, if they have."""
    if half is None:
        return
    at = style.number(half)
    look: dict[str, Any] = {"color": style.INK, "linewidth": 1.4, "linestyle": "-.", "zorder": 3}
    upper.axvline(at, gid="half-signed", **look)
    lower.axvline(at, **look)
    style.words(
        upper, "half of all\nhave signed", (at, 0.99), (5, 0), xycoords=upper.get_xaxis_transform(), va="top",
        path_effects=style.halo(), gid="half-signed-words",
    )  # fmt: skip
