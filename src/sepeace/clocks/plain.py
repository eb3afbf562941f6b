"""The plain clock: the kernel's own loop, as ordinary Python.

Slow and simple. It is what the other clocks are held against, and what runs where nothing is compiled.
"""

from __future__ import annotations

from sepeace.clocks.storage import empty_log, new_state
from sepeace.kernel.campaign import run_campaign
from sepeace.kernel.fields import State
from sepeace.kernel.world import Log
from sepeace.scenario.plan import Plan


def run_plain(plan: Plan, seed: int, campaign: int, log: Log | None = None) -> tuple[State, Log]:
    """Run one campaign to its end; returns its final state and its log (of length zero by default)."""
    state = new_state(seed, campaign)
    log = log if log is not None else empty_log()
    run_campaign(state, plan.parameters(seed, campaign), plan.world, log, plan.horizon)
    return state, log
