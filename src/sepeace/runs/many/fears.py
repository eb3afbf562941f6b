"""How sound were the Allies' fears? What the West believes beside the model's own chance of a settlement.

The danger on a day is the share of the campaigns still at war that sign within six months of it. Beside it
stands what the West believes on that day, from its own news in each campaign, and from the news of the record
alone. The two are not the same question: a belief has no date by which the peace is to come. So their heights
are told and what is compared is when each is highest. A lot of campaigns drawn anew gives the interval.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

import numpy as np

from sepeace.documents.origin import Provenance
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import provenance_of
from sepeace.quantities import DAYS_PER_MONTH
from sepeace.runs.many.western_weeks import (
    DAYS,
    WEEKS,
    Floats,
    Truths,
    WesternAnswer,
    WesternWeeks,
    WesternWorld,
    western_weeks,
)
from sepeace.runs.where_from import STRENGTHS
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.shapes import Document, narrowed
from sepeace.stats.estimates import Estimate, mean, share
from sepeace.wording.assumed import Luck

AHEAD = 6.0 * DAYS_PER_MONTH
"""Days within which a settlement counts as near."""
HELD = date(1945, 5, 1)
"""The war of the recorded news is held to the record until then."""
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
LOTS, REPLICATES = 100, 400
"""Lots of campaigns that are drawn anew, and how often."""
LEAST = 0.05
"""Months in which a smaller share of the campaigns is at war do not count: they speak for too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Believed(Document):
    """What the West believes on one day, over campaigns at war: quantiles and mean; None where none is."""

    day: date
    q05: float | None
    q25: float | None
    q50: float | None
    q75: float | None
    q95: float | None
    mean: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FearMonth(Document):
    """One day under one reading.

    Attributes:
        believed: from the news of each campaign.
        danger: share of the campaigns at war that sign within six months.
        before_peace, before_none: mean belief in those that sign within six months, and in the others.
    """

    believed: Believed
    danger: Estimate
    before_peace: Estimate
    before_none: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag(Document):
    """Months from the peak of the danger to that of the mean belief; interval by lots drawn anew."""

    months: int
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fear(Document):
    """One reading of strength.

    Attributes:
        months: one for each day of ``Fears.days`` on which enough campaigns are at war.
        peak_danger, peak_own: the days on which danger and mean belief are highest.
        lag_own, lag_recorded: how much later belief is highest, from each campaign's news and the recorded.
    """

    strength: str
    months: tuple[FearMonth, ...]
    peak_danger: date
    peak_own: date
    lag_own: Lag
    lag_recorded: Lag


@dataclass(frozen=True, slots=True, kw_only=True)
class FearsDocument(Document):
    """What stands in a file of the result; fields as in ``Fears``, ``scenario`` by name."""

    scenario: str
    seed: int
    campaigns: int
    luck: Luck
    provenance: Provenance
    plain: tuple[str, str, str]
    days: tuple[date, ...]
    recorded: tuple[Believed, ...]
    peak_recorded: date
    readings: tuple[Fear, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Fears(WesternAnswer):
    """Western belief beside the model's own danger.

    Attributes:
        provenance: version, hashes and libraries.
        scenario, seed, campaigns, luck: of each world; only the reading of strength differs.
        days: first Sundays of the months.
        recorded: what the West believes from the recorded news alone, in a war held to the record.
        peak_recorded: the day on which its mean is highest.
        readings: one for each reading of strength.

    >>> found = sp.fears("historical", campaigns=4)
    >>> [row.strength for row in found.readings], len(found.recorded)
    (['document', 'prospect', 'rational'], 46)
    >>> len(found.plain), found.identity == found.identity, found.document.seed, found.to_json()["campaigns"]
    (3, True, 1, 4)
    >>> found.one_line.startswith("historical: 4 campaigns")
    True
    """

    recorded: tuple[Believed, ...]
    peak_recorded: date
    readings: tuple[Fear, ...]

    @property
    def one_line(self) -> str:
        """What was run, and how much later the fear is highest than the danger."""
        lags = ", ".join(f"{row.strength} {row.lag_own.months:+d}" for row in self.readings)
        return f"{self.run}, fear after danger in months: {lags}"

    @property
    def document(self) -> FearsDocument:
        """All of it but the scenario's own description."""
        return narrowed(self, FearsDocument, scenario=self.scenario.name)

    @property
    def plain(self) -> tuple[str, str, str]:
        """The answer in three sentences that anyone can repeat."""
        peaks, own = (
            ", ".join(f"{row.strength} {day(row):%Y-%m}" for row in self.readings)
            for day in (attrgetter("peak_danger"), attrgetter("peak_own"))
        )
        lags = [(row.strength, row.lag_recorded) for row in self.readings]
        later = ", ".join(f"{name} {lag.months} ({lag.low:.0f} to {lag.high:.0f})" for name, lag in lags)
        fear = max(one.mean or 0.0 for one in self.recorded)
        place = self.days.index(self.peak_recorded)
        then = ", ".join(f"{row.strength} {_told(row, place)}" for row in self.readings)
        return (
            f"In the model a settlement within six months is likeliest in: {peaks}; the West believes most "
            f"in one in {self.peak_recorded:%Y-%m} from the recorded news, and from that of each campaign "
            f"in: {own}.",
            f"From the recorded news the fear is highest so many months after the danger: {later}.",
            f"In {self.peak_recorded:%Y-%m} the mean belief from the recorded news is {100.0 * fear:.1f} per "
            f"cent, and the share that signs within six months, in per cent: {then}.",
        )


def _told(row: Fear, place: int) -> str:
    """The danger of one month, in per cent."""
    return f"{100.0 * row.months[place].danger.value:.1f}" if place < len(row.months) else "unknown"


def fears(
    scenario: Given = "historical",
    campaigns: int = 2_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
    cluster: str | None = None,
) -> Fears:
    """Run a war under each reading of strength and hold what the West believes against the danger.

    Four worlds of ``campaigns`` campaigns each. Arguments as for ``batch``.

    Raises:
        BadValue: a number out of range, or branch without a branch date.

    >>> len(sp.fears(campaigns=4).days)
    46
    """
    scenario = accepted(scenario)
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, cluster=cluster
    ).settled(scenario)
    worlds = [
        WesternWorld(scenario=scenario.with_assumptions(strength=name), given=str(options.given))
        for name in STRENGTHS
    ]
    held = WesternWorld(scenario=replace(scenario, branch=HELD, changes=()), given=str(Luck.BRANCH))
    *seen, recorded = western_weeks([*worlds, held], options, progress)
    means = _mean(recorded.belief, recorded.at_war)
    return Fears(
        scenario=scenario,
        seed=options.seed,
        campaigns=options.campaigns,
        luck=options.luck(scenario),
        provenance=provenance_of(scenario, options.seed),
        recorded=tuple(_believed(recorded, place) for place in range(len(DAYS))),
        peak_recorded=DAYS[int(np.nanargmax(means))],
        readings=tuple(
            _fear(name, one, recorded, options.seed) for name, one in zip(STRENGTHS, seen, strict=True)
        ),
    )


def signs_soon(seen: WesternWeeks) -> Truths:
    """(campaigns, months): at war on that Sunday and signed within six months of it."""
    days = 7.0 * np.array(WEEKS)
    signed = seen.rows["signed"][:, None]
    soon = seen.rows["settled"][:, None] & (signed >= days) & (signed < days + AHEAD)
    return np.asarray(soon & seen.at_war)


def _fear(name: str, seen: WesternWeeks, recorded: WesternWeeks, seed: int) -> Fear:
    at_war, soon = seen.at_war, signs_soon(seen)
    enough = at_war.mean(axis=0) >= LEAST
    own = np.where(enough, _mean(seen.belief, at_war), np.nan)
    months = tuple(
        FearMonth(
            believed=_believed(seen, place),
            danger=share(int(soon[:, place].sum()), int(at_war[:, place].sum())),
            before_peace=mean(seen.belief[soon[:, place], place]),
            before_none=mean(seen.belief[(at_war & ~soon)[:, place], place]),
        )
        for place in range(int(enough.sum()))
    )
    danger = np.where(enough, _mean(soon, at_war), np.nan)
    return Fear(
        strength=name,
        months=months,
        peak_danger=DAYS[int(np.nanargmax(danger))],
        peak_own=DAYS[int(np.nanargmax(own))],
        lag_own=lag(seen.belief, at_war, soon, at_war, seed),
        lag_recorded=lag(recorded.belief, recorded.at_war, soon, at_war, seed),
    )


def lag(belief: Floats, believing: Truths, soon: Truths, at_war: Truths, seed: int) -> Lag:
    """How much later the mean belief is highest than the share that signs soon, in months.

    Args:
        belief, believing: (campaigns, months) what is believed, and where it counts.
        soon, at_war: (campaigns, months) who signs soon of whom; the same campaigns, by number.
        seed: of the lots drawn anew.
    """
    enough = (at_war.mean(axis=0) >= LEAST) & (believing.mean(axis=0) >= LEAST)
    lots = np.arange(len(belief)) % LOTS
    tables = [np.where(believing, belief, 0.0), believing, soon, at_war]
    sums = np.zeros((4, min(LOTS, len(belief)), belief.shape[1]))
    for table, kept in zip(tables, sums, strict=True):
        np.add.at(kept, lots, table)
    weights = np.ones((1 + REPLICATES, sums.shape[1]))
    generator = np.random.default_rng([seed, 7])
    weights[1:] = generator.multinomial(
        sums.shape[1], np.full(sums.shape[1], 1.0 / sums.shape[1]), REPLICATES
    )
    found = [_peaks_apart(np.tensordot(one, sums, (0, 1)), enough) for one in weights]
    low, high = np.quantile(found[1:], (0.025, 0.975))
    return Lag(months=found[0], low=float(low), high=float(high))


def _peaks_apart(sums: Floats, enough: Truths) -> int:
    """Months between the peaks of two ratios; rows are those of ``tables`` in ``lag``."""
    belief, believing, soon, at_war = sums
    fear, danger = (
        np.where(enough & (below > 0.0), above / np.maximum(below, 1.0), -1.0)
        for above, below in ((belief, believing), (soon, at_war))
    )
    return int(np.argmax(fear)) - int(np.argmax(danger))


def _mean(values: Floats | Truths, counted: Truths) -> Floats:
    """Mean over the campaigns that count, month by month; not a number of none."""
    total, below = np.where(counted, values, 0.0).sum(axis=0), counted.sum(axis=0)
    return np.asarray(np.divide(total, below, out=np.full(len(below), np.nan), where=below > 0))


def _believed(seen: WesternWeeks, place: int) -> Believed:
    """What is believed on one of the days."""
    values = seen.belief[seen.at_war[:, place], place]
    if not len(values):
        nothing = dict.fromkeys(("q05", "q25", "q50", "q75", "q95", "mean"))
        return Believed(day=DAYS[place], **nothing)
    q05, q25, q50, q75, q95 = (float(value) for value in np.quantile(values, LEVELS))
    return Believed(day=DAYS[place], q05=q05, q25=q25, q50=q50, q75=q75, q95=q95, mean=float(values.mean()))
