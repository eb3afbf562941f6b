"""One war on the desk: its dates, its file, and what is told after the last date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sepeace.chronicle.campaign_index import Book
from sepeace.desk import truths
from sepeace.desk.evidence import Item, filed
from sepeace.desk.reading import features
from sepeace.desk.scores import mean
from sepeace.kernel import slots
from sepeace.kernel.fields import State
from sepeace.kernel.world import Log
from sepeace.quantities import day_of
from sepeace.scenario.library import load
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.wording.assumed import Luck

BRANCH = date(1943, 2, 3)
"""The day after the last surrender at Stalingrad: from then on a war of the desk is simulated."""
DATES = (
    *(date(1943, 4, 1), date(1943, 6, 1), date(1943, 8, 1), date(1943, 10, 1), date(1943, 12, 1)),
    *(date(1944, 2, 1), date(1944, 4, 1), date(1944, 6, 1)),
)
"""Dates on which a reader forecasts: every two months, from two months after Stalingrad to the eve of the
landing in France, after which nothing is left for a feeler to press the West for."""
MOTIVE = "mixed"
"""The reading of Moscow's motive: some Soviet feelers are meant, some are for the West to hear."""
NUMBERS = "prior"
"""The numbers of its wars: its own reading is estimated from such wars, each with a guess of its own."""
QUARTER = 91.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskDate:
    """One date of a desk.

    Attributes:
        date, day: when.
        front: km of the three sectors' fronts, and for each how far east of which place it stands.
        signed, serious: what is asked, and was true.
        belief: what the model has the West believe.
        looked_at: what the model's reading looks at.
    """

    date: date
    day: float
    front: list[tuple[float, str]]
    signed: bool
    serious: bool
    belief: float
    looked_at: list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskWar:
    """One war as a desk has it.

    Attributes:
        dates: those of the desk that lie after the branch and before the war is over.
        items: the file, in order of time.
        behind: what was behind each item: a name.
        line: Germany's share in a peace that was signed; None where none was.
    """

    dates: list[DeskDate]
    items: list[Item]
    behind: list[str]
    line: float | None


def desk_scenario(strength: str = "document") -> Scenario:
    """The recorded war up to the desk's branch, and a simulated one from there."""
    asked = load("historical").with_assumptions({"motive": MOTIVE, "strength": strength, "numbers": NUMBERS})
    return replace(asked, branch=BRANCH)


def desk_plan(strength: str = "document") -> Plan:
    """What the wars of a desk run on."""
    return plan(desk_scenario(strength), Luck.BRANCH)


def desk_war(plan: Plan, log: Log, state: State) -> DeskWar:
    """The desk of one campaign of any plan that has a branch.

    Args:
        plan: what the campaign ran on.
        log: its full log, from any clock.
        state: its final state.
    """
    book = Book(plan, log, state)
    parted = [row.time for row in book.rows if row.kind == slots.K_BRANCH]
    start = parted[0] if parted else 0.0
    over = truths.closed(book)
    asked = [one for one in DATES if start < day_of(one) < over]
    found = filed(book, start, day_of(DATES[-1]) if over >= day_of(DATES[-1]) else over + 1.0)
    items = [one for one, _ in found]
    peace = state.signed[slots.MAIN] < slots.NEVER and state.signed[slots.MAIN] <= over
    return DeskWar(
        dates=[_date(book, items, one) for one in asked],
        items=items,
        behind=[one for _, one in found],
        line=state.share[slots.MAIN] if peace else None,
    )


def _date(book: Book, items: list[Item], moment: date) -> DeskDate:
    day = day_of(moment)
    front, before = book.week(day)[:3], book.week(day - QUARTER)[:3]
    return DeskDate(
        date=moment,
        day=day,
        front=[book.places.nearest(sector, front[sector]) for sector in range(slots.SECTORS)],
        signed=truths.signed_soon(book, day),
        serious=truths.serious(book, day),
        belief=truths.belief(book, day),
        looked_at=features(items, day, mean(front), mean(before)),
    )
