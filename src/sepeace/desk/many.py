"""Many wars of a desk one after the other: for what is estimated of them, and for choosing some."""

from __future__ import annotations

from collections.abc import Iterator

from sepeace.clocks.campaigns import CampaignTrace, run_traced
from sepeace.clocks.records import state_of
from sepeace.clocks.storage import empty_log
from sepeace.desk.desk_war import DeskWar, desk_war
from sepeace.kernel.fields import State
from sepeace.kernel.world import Log
from sepeace.scenario.plan import Plan


def told_from(trace: CampaignTrace) -> tuple[Log, State]:
    """Log and final state of a traced campaign, as the plain clock has them."""
    log = empty_log()
    log.rows, log.weeks = trace.entries(), trace.weeks.tolist()
    return log, state_of(trace.state)


def desk_wars(made: Plan, seed: int, first: int, count: int) -> Iterator[tuple[Log, State, DeskWar]]:
    """Campaigns ``first`` to ``first + count - 1`` of a plan, each with its desk."""
    for trace in run_traced(made, seed, first, count):
        log, state = told_from(trace)
        yield log, state, desk_war(made, log, state)
