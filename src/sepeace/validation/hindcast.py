"""The war as recorded, run through the model: what must come back, and what the model says about it.

Luck is held to the record and every number keeps its default. The first three cases test the code:
path, strengths and the model's own rule for the end of the war. The others are readings of the
document that the leaders' equations should give back; some of the dates served to choose the
numbers, so they are no validation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sepeace.chronicle.named_lines import named
from sepeace.clocks.campaigns import run_traced
from sepeace.documents.checks.case import Case
from sepeace.kernel import terms, weekly
from sepeace.kernel.slots import SOVIET
from sepeace.quantities import day_of
from sepeace.record import load
from sepeace.scenario.library import historical
from sepeace.scenario.plan import Plan, plan
from sepeace.validation.case import compare

STRONG = (date(1941, 7, 20), date(1941, 8, 17), date(1941, 9, 28), date(1942, 7, 26), date(1942, 8, 30))
WEAK = (date(1942, 11, 8), date(1942, 12, 20), date(1943, 4, 4), date(1943, 9, 26), date(1944, 9, 24))
"""Dates on which the document has Hitler speak from strength or of weakness; from 1943 on held out."""
OFFERS = (
    (date(1941, 10, 1), date(1941, 10, 31), "brest_litovsk"),
    (date(1942, 2, 1), date(1942, 12, 31), "dnieper"),
    (date(1943, 4, 1), date(1943, 4, 30), "frontier_1941"),
    (date(1943, 9, 1), date(1943, 9, 30), "frontier_1914"),
)
"""What the Soviet side is reported to have offered, and when, as far as the reports date it: the easternmost
named line within its reach on some Sunday of that time."""
BEFORE_STALINGRAD = (date(1941, 7, 6), date(1942, 6, 28))
AFTER_STALINGRAD = (date(1943, 2, 28), date(1943, 12, 26))
"""Weeks in which more than strength, and in which strength is asked to keep the lines apart with nothing but
what the news of the record adds to western aid. By strength alone they are kept apart in two thirds of the
weeks of 1943: the fear in the West that the source document also tells of does the rest."""
NEARLY_ALL = 0.1
"""So many of the weeks of 1943 may be shut by more than strength (judgement): without the premium the lines
lie within a few hundredths of each other all year, so a week more or less says nothing."""
END_MIDDLE, END_DAYS = date(1945, 5, 2), 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedWar:
    """The recorded war as the model runs it: plan, weekly values and the day on which it ended."""

    plan: Plan
    weeks: list[list[float]]
    ended: float

    def on(self, when: date, column: int) -> float:
        """A weekly value, a column of ``kernel.weekly``, on the Sunday at or before a day."""
        return self.weeks[int(day_of(when) // 7.0)][column]


def run_recorded() -> RecordedWar:
    """Run the historical war with its own luck."""
    made = plan(historical(), luck="recorded")
    (war,) = run_traced(made, 1)
    return RecordedWar(plan=made, weeks=war.weeks.tolist(), ended=float(war.state["ended"][0]))


def hindcast() -> tuple[Case, ...]:
    """Cases for ``check``: expected and got are numbers, or 1 for a statement that must hold."""
    war = run_recorded()
    return (*_path(war), *_fortune(war), *_offers(war), *_shut(war))


def _path(war: RecordedWar) -> list[Case]:
    world = war.plan.world
    km = max(
        abs(row[weekly.FRONT_NORTH + s] - world.path[s][week])
        for week, row in enumerate(war.weeks)
        for s in range(3)
    )
    men = max(
        abs(row[weekly.AXIS_STRENGTH + s] - world.force[s][week])
        for week, row in enumerate(war.weeks)
        for s in range(2)
    )
    return [
        compare("recorded.front_km_off", 0.0, km, 0.0),
        compare("recorded.strength_millions_off", 0.0, men, 0.0),
        compare("recorded.end_day", day_of(END_MIDDLE), war.ended, END_DAYS),
    ]


def _holds(name: str, holds: bool) -> Case:
    return compare(name, 1.0, 1.0 if holds else 0.0, 0.0)


def _fortune(war: RecordedWar) -> list[Case]:
    threshold = war.plan.parameters(1, 0)[0].strength_threshold
    rows = [_holds(f"fortune.strong.{day}", war.on(day, weekly.FORTUNE) > threshold) for day in STRONG]
    return rows + [_holds(f"fortune.weak.{day}", war.on(day, weekly.FORTUNE) < threshold) for day in WEAK]


def _offers(war: RecordedWar) -> list[Case]:
    ruler = load().ruler()
    rows = []
    for first, last, expected in OFFERS:
        days = [first + timedelta(days=days) for days in range(0, (last - first).days + 1, 7)]
        offered = set()
        for day in days:
            offered.add(named(ruler, SOVIET, war.on(day, weekly.MOST_SOVIET)).line)
        rows.append(_holds(f"offer.{first:%Y-%m}.{expected}", expected in offered))
    return rows


def without_premium(war: RecordedWar, first: date, last: date) -> list[float]:
    """By how far the lines lie apart without the strength term, week by week; below 0 they have met."""
    premium = weekly.FIRST_TERM + terms.STRENGTH
    rows = war.weeks[int(day_of(first) // 7.0) : int(day_of(last) // 7.0) + 1]
    return [row[weekly.LEAST_GERMANY] - row[premium] - row[weekly.MOST_SOVIET] for row in rows]


def fear_in_the_west(war: RecordedWar, first: date, last: date) -> list[float]:
    """What the news of the record adds to the term of aid, week by week: a share of the stake."""
    aid = weekly.FIRST_TERM + terms.AID
    rows = war.weeks[int(day_of(first) // 7.0) : int(day_of(last) // 7.0) + 1]
    return [row[aid] - war.weeks[0][aid] for row in rows]


def _shut(war: RecordedWar) -> list[Case]:
    open_weeks = sum(row[weekly.LEAST_GERMANY] <= row[weekly.MOST_SOVIET] for row in war.weeks)
    late, early = without_premium(war, *AFTER_STALINGRAD), without_premium(war, *BEFORE_STALINGRAD)
    calm = zip(late, fear_in_the_west(war, *AFTER_STALINGRAD), strict=True)
    alone = sum(gap - fear <= 0.0 for gap, fear in calm) / len(late)
    not_alone = sum(gap > 0.0 for gap in early) / len(early)
    return [
        compare("window.open_weeks", 0.0, float(open_weeks), 0.0),
        compare("window.weeks_of_1943_shut_by_strength_and_western_fear", 1.0, alone, NEARLY_ALL),
        compare("window.weeks_of_1941_42_shut_by_more", 1.0, not_alone, 0.0),
    ]
