"""The Finnish tables of a plan: Soviet terms by date, and what her own front promises Finland.

Her own front is the same in every campaign, so what she learns from it and hopes by it is worked out here
once, week by week, by the rules that serve the leaders: she learns as they learn, and values the war as they
do, at middle values of ``belief_volatility`` and ``drift_diffusion``: no campaign's own, none set by hand.
Where the Soviet attack of June 1944 is not fought, her front stays where it was before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from sepeace.kernel import finnish_terms, slots
from sepeace.kernel.leaders import beliefs, wandering
from sepeace.kernel.world import World
from sepeace.quantities import WEEK_MONTHS, day_of
from sepeace.record import Record
from sepeace.record.finland import FinnishFront, FinnishRow
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.recorded_weeks import MILLION, weekly
from sepeace.scenario.settings import defaults_under

OWN_DRIFT, OWN_DOUBT = 0.01, 0.02
"""What Finland expects of her own front in June 1941, a month, and how unsure she is of it (judgement)."""
CLAUSES = tuple(finnish_terms.FINNISH[place].name for place in finnish_terms.CLAUSES)
"""Columns of the record that hold clauses, in the order of the kernel's table."""
LEFT = "finland_september_1944"
"""The contact by which Finland left the recorded war."""
ANSWER = "break_1944"
"""The row of her recorded answer: once a branch lies after it, she signs as recorded."""


def fill_finland(world: World, record: Record, assumptions: Assumptions) -> None:
    """Set the Finnish tables of a world that has its operations; what she learns is at the middle values."""
    numbers = defaults_under(Assumptions())
    world.finland = 0 if "finland" in assumptions.switches else 1
    numbers_of = {row.id: row.number for row in record.operations}
    place = {number: row for row, number in reversed(list(enumerate(world.op_number)))}

    def operation(name: str | None) -> int:
        return place.get(numbers_of[name], -1) if name is not None else -1

    rows = offers(record)
    world.finn_offers = len(rows)
    world.finn_from = [day_of(row.date) for row in rows]
    world.finn_until = [day_of(row.until) for row in rows]
    world.finn_border = [row.border or 0.0 for row in rows]
    world.finn_clause = [[getattr(row, name) or 0.0 for name in CLAUSES] for row in rows]
    world.finn_surrender = [int(row.role == "surrender") for row in rows]
    world.finn_needs = [operation(row.presupposes) for row in rows]
    world.finn_ref = [row.number for row in rows]
    pledge = next((row for row in record.finland if row.role == "pledge"), None)
    world.finn_shut_from = day_of(pledge.date) if pledge else slots.NEVER
    world.finn_shut_until = day_of(pledge.until) if pledge else slots.NEVER
    world.finn_shut_needs = operation(pledge.presupposes if pledge else None)
    world.finn_left = day_of(record.contact(LEFT).end)
    world.finn_answer = answered(record, world.finn_left)
    world.finn_held, world.finn_kept = soldiers(record, world.finn_left)
    world.finn_warning = day_of(record.event("hungary_occupied").date)
    moved = [row.presupposes for row in record.finland_front if row.presupposes is not None]
    world.finn_front_needs = operation(moved[0] if moved else None)
    rules = (numbers.belief_volatility, numbers.drift_diffusion, world.steady == 1)
    whole = tuple(knots(record.finland_front))
    before = tuple(knots([row for row in record.finland_front if row.presupposes is None]))
    world.finn_own = [list(chances(before, *rules)), list(chances(whole, *rules))]


def offers(record: Record) -> list[FinnishRow]:
    """The Soviet terms of the record, in order of time."""
    return sorted((row for row in record.finland if row.role in ("terms", "surrender")), key=lambda r: r.date)


def answered(record: Record, left: float) -> float:
    """Day of her recorded answer; that of the signature where the record does not have it."""
    return next((day_of(row.date) for row in record.finland if row.id == ANSWER), left)


def soldiers(record: Record, left: float) -> tuple[list[float], list[float]]:
    """Finnish soldiers at every Sunday, in millions: those in the recorded path, and those on top of it.

    The path loses them along a straight line from the last count before she left to the first after it.
    Where she has not left, those of the last count stay: they come on top as fast as the path loses what it
    held on the day she left.
    """
    known = sorted(
        (day_of(row.date), row.finnish / MILLION) for row in record.strengths if row.finnish is not None
    )
    held = weekly(known)
    all_told = weekly([point for point in known if point[0] < left])
    week = int(left // 7.0)
    then = held[week]
    gone = [1.0 - one / then if then > 0.0 else 1.0 for one in held]
    kept = [
        men * share if k > week else 0.0 for k, (men, share) in enumerate(zip(all_told, gone, strict=True))
    ]
    return held, kept


def knots(front: Sequence[FinnishFront]) -> list[tuple[float, float]]:
    """Day and share of each dated point of her front."""
    return [(day_of(row.date), row.share) for row in front]


@lru_cache(maxsize=16)
def chances(
    points: tuple[tuple[float, float], ...], volatility: float, diffusion: float, steady: bool
) -> tuple[float, ...]:
    """u of her own front at every Sunday of a plan: learned from its movements, then first passage."""
    path = weekly(points)
    width = 0.0 if steady else wandering.width_of(volatility, diffusion)
    mean, sd = OWN_DRIFT, OWN_DOUBT
    found = []
    for week, front in enumerate(path):
        if week:
            moved = front - path[week - 1]
            mean, sd = beliefs.learn(mean, sd, volatility, moved, WEEK_MONTHS, diffusion)
        found.append(wandering.wandering_terms(front, mean, sd, volatility, diffusion, width)[0])
    return tuple(found)
