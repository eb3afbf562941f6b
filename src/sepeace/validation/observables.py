"""What is seen of one campaign when a mechanism is taken out or turned: weeks, events, outcome, and more.

Some claims act through things that are neither a weekly value nor a kind of event: talks that a side broke
off, messages that were long under way, the lines that feelers name. ``SEEN`` finds them in a campaign's log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sepeace.clocks.campaigns import run_traced
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.ruler import Ruler
from sepeace.scenario.plan import Plan

EVENTS: Mapping[str, int] = {
    name.removeprefix("K_").lower(): getattr(slots, name) for name in dir(slots) if name.startswith("K_")
}
"""Kinds of events of a campaign's log, by name."""
FEELERS = ("sent_soviet", "sent_leverage", "sent_german", "sent_subordinate", "sent_mediated")
"""Counts of feelers of the outcomes."""
SOON = 7.0
"""Days within which a message is heard of that made no detour."""
HEARD = (slots.K_FILTERED, slots.K_REFUSED, slots.K_ANSWERED)
OFFERS = "offers"


def delayed(rows: list[Entry], plan: Plan) -> tuple[int, ...]:
    """Messages of the two sides that took more than a week, as rows of the log; mediators' do not count."""
    return tuple(
        number
        for number, row in enumerate(rows)
        if row.kind in HEARD
        and row.parent >= 0
        and rows[row.parent].kind == slots.K_SENT
        and rows[row.parent].cause != slots.C_MEDIATOR
        and row.time - rows[row.parent].time > SOON
    )


def broken_off(rows: list[Entry], plan: Plan) -> tuple[int, ...]:
    """Ends of talks that a side walked out of, as rows of the log."""
    walked = (slots.C_HAZARD, slots.C_BEYOND)  # not C_INSINCERE: that side never meant to sign
    return tuple(
        number for number, row in enumerate(rows) if row.kind == slots.K_TALKS_END and row.cause in walked
    )


def offers(rows: list[Entry], plan: Plan) -> tuple[str, ...]:
    """What Soviet feelers offer, in words."""
    from sepeace.chronicle.named_lines import offer

    own = (slots.C_SERIOUS, slots.C_LEVERAGE)
    frontier = plan.scenario.assumptions.frontier
    return tuple(
        offer(_ruler(), row.first, frontier, row.ref == 1)
        for row in rows
        if row.kind == slots.K_SENT and row.cause in own
    )


def locked(lock: int) -> Callable[[list[Entry], Plan], tuple[object, ...]]:
    """Approaches to the West that met one of the locks, as rows of the log."""

    def met(rows: list[Entry], plan: Plan) -> tuple[int, ...]:
        return tuple(
            number
            for number, row in enumerate(rows)
            if row.kind == slots.K_APPROACH
            and row.cause != slots.C_TO_THE_EAST
            and int(row.first) >> lock & 1
        )

    return met


LOCKED: Mapping[str, int] = {
    "met_coalition": slots.COALITION_LOCK,
    "met_regime": slots.REGIME_LOCK,
    "met_formula": slots.FORMULA_LOCK,
}
"""Approaches to the West by the lock that they met."""
SEEN: Mapping[str, Callable[[list[Entry], Plan], tuple[object, ...]]] = {
    "delayed": delayed,
    "broken_off": broken_off,
    OFFERS: offers,
    **{name: locked(lock) for name, lock in LOCKED.items()},
}
"""Things seen in a campaign's log, by name."""
WORDS = (OFFERS, *LOCKED)
"""Of these, what is said and is no cause of anything in the model: to take it out changes nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """What is compared of one campaign.

    Attributes:
        weeks: weekly values of the weeks reached, by name.
        found: events of each kind, feelers of each count of the outcomes, and what ``SEEN`` finds, by name;
            each is empty where there is none.
        parameters: the largest size of each parameter over epochs, a tuple of two for a pair of sides.
        outcome: the row of outcomes, without its hash.
    """

    weeks: dict[str, list[float]]
    found: dict[str, tuple[object, ...]]
    parameters: dict[str, tuple[float, ...]]
    outcome: dict[str, Any]


def observe(made: Plan, seed: int, campaign: int) -> Observed:
    """Run one campaign and keep what is compared."""
    from sepeace.outcomes.outcome_rows import as_dict, outcomes

    (trace,) = run_traced(made, seed, campaign)
    weeks, rows = trace.weeks.tolist(), trace.entries()
    outcome = as_dict(outcomes(trace.state)[0])
    del outcome["fingerprint"]
    found: dict[str, tuple[object, ...]] = {
        name: tuple((row.time, row.cause, row.ref) for row in rows if row.kind == kind)
        for name, kind in EVENTS.items()
    }
    found |= {name: (0,) * outcome[name] for name in FEELERS}
    found |= {name: find(rows, made) for name, find in SEEN.items()}
    return Observed(
        weeks={name: [week[place] for week in weeks] for place, name in enumerate(WEEK_COLUMNS)},
        found=found,
        parameters=_sizes(made, seed, campaign),
        outcome=outcome,
    )


@cache
def _ruler() -> Ruler:
    from sepeace.record import load

    return load().ruler()


def _sizes(made: Plan, seed: int, campaign: int) -> dict[str, tuple[float, ...]]:
    rows = made.parameters(seed, campaign)
    sizes = {}
    for name in type(rows[0]).__slots__:
        values = [getattr(row, name) for row in rows]
        sides = zip(*values, strict=True) if isinstance(values[0], list) else [values]
        sizes[name] = tuple(max(abs(value) for value in side) for side in sides)
    return sizes
