"""What the equations of the second pair say of September 1944, from what was known on 22 June 1944.

The war is held to the record, numbers are drawn, and Finland's line is reckoned every week. Campaigns count
that refuse every Soviet offer which Finland refused while it stood, and whose line lies no higher than what
she asked for herself. Of these: how many accept the Soviet terms of April 1944, as last written, from 1 July
to the end of the year? No row of a later day is read. Ignored: what fronts other than the recorded ones would
have made of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.quantities import DAYS_PER_MONTH, date_of, day_of
from sepeace.record import Record, load
from sepeace.record.finland import FinnishRow
from sepeace.scenario.library import historical
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.tables.finland import fill_finland, offers
from sepeace.scenario.vocabulary import Setting
from sepeace.stats.estimates import wilson

CUT = date(1944, 6, 22)
"""Last day of which a row may be read."""
FIRST, LAST = date(1944, 7, 1), date(1944, 12, 31)
"""Days between which she accepts and signs."""
HELD = date(1945, 3, 1)
"""The battlefield is held to the record until then."""
COLUMNS = ("finland_line", "finland_error", "finland_offer")
NO_TERMS = -1.0
Weeks = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinnishWeeks:
    """What was reckoned: campaigns in rows, Sundays from 22 June 1941 in columns.

    Attributes:
        line: y_F.   error: her error about it, which is added when she decides.
        offer: x_S, below 0 where no terms stand.
        rows: the Soviet terms that were read, in order of time.
        demands: day and share of what Finland asked.
    """

    line: Weeks
    error: Weeks
    offer: Weeks
    rows: tuple[FinnishRow, ...]
    demands: tuple[tuple[date, float], ...]

    @property
    def judged(self) -> Weeks:
        """Her line as she judges it."""
        return self.line + self.error


def known_on(record: Record, day: date) -> Record:
    """The record without Finnish rows of a later day."""
    return replace(
        record,
        finland=tuple(row for row in record.finland if row.date <= day),
        finland_front=tuple(row for row in record.finland_front if row.date <= day),
    )


def held_plan(settings: Mapping[str, Setting], cut: date | None, lucks: int = 0) -> Plan:
    """The recorded war, held to the record, numbers drawn from the prior; Finnish rows up to a day alone.

    Args:
        lucks: so many campaigns in a row have the same numbers, each with an error of its own.
    """
    scenario = replace(historical(), branch=HELD).with_assumptions({"numbers": "prior", **settings})
    made = plan(scenario, "branch")
    if cut is not None:
        fill_finland(made.world, known_on(load(), cut), scenario.assumptions)
    made.world.lucks = lucks
    return made


def reckoned(
    campaigns: int, seed: int = 1, settings: Mapping[str, Setting] | None = None, cut: date | None = CUT
) -> FinnishWeeks:
    """Run campaigns of the recorded war and keep Finland's weeks.

    Args:
        settings: assumptions, as ``with_assumptions`` takes them.
        cut: last day of which Finnish rows are read; None for all.
    """
    return kept_weeks(held_plan(settings or {}, cut), seed, range(campaigns), cut)


def kept_weeks(made: Plan, seed: int, campaigns: range, cut: date | None = CUT) -> FinnishWeeks:
    """Finland's weeks in some campaigns of a ``held_plan`` with the same cut."""
    places = [WEEK_COLUMNS.index(name) for name in COLUMNS]
    runner = CampaignRunner(plan=made, weeks=True)
    weeks = int(day_of(HELD)) // 7
    kept = np.empty((len(campaigns), weeks, len(places)))
    for place, campaign in enumerate(campaigns):
        kept[place] = runner.trace(seed, campaign).weeks[:weeks, places]
    record = load() if cut is None else known_on(load(), cut)
    asked = tuple((row.date, row.border or 0.0) for row in record.finland if row.role == "demand")
    return FinnishWeeks(
        line=kept[:, :, 0],
        error=kept[:, :, 1],
        offer=kept[:, :, 2],
        rows=tuple(offers(record)),
        demands=asked,
    )


def sundays(first: date, last: date) -> slice:
    """The weeks whose Sundays lie in a stretch of days."""
    return slice(-int(-day_of(first) // 7), int(day_of(last) // 7) + 1)


def refusals(found: FinnishWeeks, until: date = CUT) -> list[NDArray[np.bool_]]:
    """For each of the Soviet terms that ran out by a day, the campaigns that refused them throughout."""
    refused: NDArray[np.bool_] = found.judged > found.offer
    rows = [row for row in found.rows if row.until <= until]
    return [np.all(refused[:, sundays(row.date, row.until)], axis=1) for row in rows]


def asked(found: FinnishWeeks) -> NDArray[np.bool_]:
    """The campaigns whose line lies no higher than what Finland asked for, whenever she did."""
    kept = [found.judged[:, int(day_of(day) // 7)] <= share for day, share in found.demands]
    both: NDArray[np.bool_] = np.logical_and.reduce(kept)
    return both


def terms_of(found: FinnishWeeks, row: FinnishRow) -> Weeks:
    """x_S of some Soviet terms, a campaign."""
    return found.offer[:, sundays(row.date, row.until)][:, 0]


def last_terms(found: FinnishWeeks) -> Weeks:
    """x_S of the last Soviet terms that were read, a campaign."""
    return terms_of(found, found.rows[-1])


def accepted(found: FinnishWeeks, terms: Weeks, days: float) -> NDArray[np.int64]:
    """Week in which each campaign first accepts terms between two days, -1 where it does not.

    Args:
        terms: x_S, one for each campaign, or one for each of its weeks.
        days: from her yes to the signature, which must fall within the year too.
    """
    stretch = sundays(FIRST, date_of(day_of(LAST) - days))
    offered = terms[:, None] if terms.ndim == 1 else terms[:, stretch]
    yes = found.judged[:, stretch] <= offered
    return np.where(yes.any(axis=1), stretch.start + yes.argmax(axis=1), -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settles:
    """How many of the campaigns that count settle in the second half of 1944, and when.

    Attributes:
        counted: campaigns that count.   share, low, high: those that settle, with a 95% interval.
        signed: days by which 5, 50 and 95 per cent of these have signed.
    """

    counted: int
    share: float
    low: float
    high: float
    signed: tuple[date, ...]


def settles(found: FinnishWeeks, kept: NDArray[np.bool_], terms: Weeks, days: float = 21.0) -> Settles:
    """What becomes of the campaigns that are kept, under these terms."""
    weeks = accepted(found, terms, days)[kept]
    yes = np.sort(weeks[weeks >= 0])
    chance = wilson(len(yes), len(weeks))
    places = [int(len(yes) * part) for part in (0.05, 0.5, 0.95)] if len(yes) else []
    return Settles(
        counted=len(weeks),
        share=chance.value,
        low=chance.ci95[0],
        high=chance.ci95[1],
        signed=tuple(date_of(7.0 * float(yes[place]) + days) for place in places),
    )


def frozen(found: FinnishWeeks, day: date) -> FinnishWeeks:
    """The same with all that moves her line, save her error, as it stood on a day."""
    line = found.line.copy()
    week = int(day_of(day) // 7)
    line[:, week:] = line[:, week : week + 1]
    return replace(found, line=line)


def constant_hazard(rows: Sequence[FinnishRow], months: float = 6.0) -> float:
    """Chance of a settlement in some months if all that is known is that none came while terms stood.

    Half an event in all those months (the median of Jeffreys' prior for a rate, after none was seen).
    """
    stood = sum((day_of(row.until) - day_of(row.date) + 1.0) / DAYS_PER_MONTH for row in rows)
    return float(1.0 - np.exp(-0.5 * months / stood))


@dataclass(frozen=True, slots=True, kw_only=True)
class Retrodiction:
    """What the second pair says under some settings.

    Attributes:
        settings: the number that was set, such as ``finland_fade = 0``, or what else was done.
        refused: share of campaigns that refuse each of the Soviet terms throughout, by the id of the row.
        all_refused: that refuse them all.   asked: whose line lies no higher than what Finland asked.
        before: settles, of all campaigns.   by_refusals: of those that refuse all.
        by_all: of those that refuse all and lie no higher than what she asked.
    """

    settings: str
    refused: dict[str, float]
    all_refused: float
    asked: float
    before: Settles
    by_refusals: Settles
    by_all: Settles


def retrodiction(settings: str, found: FinnishWeeks, terms: Weeks | None = None) -> Retrodiction:
    """Train on the refusals and the demands, and look at the second half of 1944.

    Args:
        terms: what stands then; by default the last Soviet terms that were read.
    """
    each, demanded = refusals(found), asked(found)
    all_refused: NDArray[np.bool_] = np.logical_and.reduce(each)
    offered = last_terms(found) if terms is None else terms
    return Retrodiction(
        settings=settings,
        refused={row.id: float(part.mean()) for row, part in zip(found.rows, each, strict=False)},
        all_refused=float(all_refused.mean()),
        asked=float(demanded.mean()),
        before=settles(found, np.ones_like(demanded), offered),
        by_refusals=settles(found, all_refused, offered),
        by_all=settles(found, all_refused & demanded, offered),
    )


VARIED: Mapping[str, tuple[float, ...]] = {
    "finland_beaten": (0.0, 0.25),
    "finland_price": (0.05, 0.12),
    "finland_reprisal": (0.0,),
    "finland_fade": (0.0, 1.0),
    "finland_own": (0.0, 0.6),
}
"""Numbers that may carry the result, each set to its ends in all campaigns."""


def carried_by(campaigns: int, seed: int, cut: date | None = CUT) -> Iterator[Retrodiction]:
    """The same with one number at an end of its range."""
    for key, values in VARIED.items():
        for value in values:
            yield retrodiction(f"{key} = {value:g}", reckoned(campaigns, seed, {key: value}, cut))


def brackets(found: FinnishWeeks) -> list[Retrodiction]:
    """What other terms of the second half of 1944 would have done, for weeks that read all rows."""
    april = next(row for row in reversed(found.rows) if row.date <= CUT)
    surrender = next(row for row in found.rows if row.role == "surrender")
    shut = found.offer.copy()
    pledge = next(row for row in load().finland if row.role == "pledge")
    shut[:, sundays(pledge.date, pledge.until - timedelta(days=1))] = NO_TERMS
    return [
        retrodiction("the terms of April stand", found, terms_of(found, april)),
        retrodiction("surrender stands", found, terms_of(found, surrender)),
        retrodiction("terms as they came", found, found.offer),
        retrodiction("terms as they came, and Ryti's letter", found, shut),
    ]


def accepts_1941(found: FinnishWeeks) -> float:
    """Share of campaigns that accept the terms of August to November 1941."""
    return 1.0 - float(refusals(found)[0].mean())
