"""The plain clock: the kernel's own loop, as ordinary Python.

Slow and simple. It is what the other clocks are held against, and what runs where nothing is compiled.
"""

from __future__ import annotations

from sepeace.clocks.records import Record, state_of
from sepeace.clocks.storage import empty_log, new_state
from sepeace.kernel.campaign import run_campaign
from sepeace.kernel.fields import State
from sepeace.kernel.world import Log
from sepeace.scenario.plan import Plan


def state_before(seed: int, campaign: int, begun: Record | None = None) -> State:
    """The state of a campaign before it begins: zeros, or as a record has it."""
    if begun is None or (not begun["attempt"][0] and not begun["report_share"][0]):
        return new_state(seed, campaign)
    state = state_of(begun)
    state.seed, state.campaign = seed, campaign
    return state


def run_plain(
    plan: Plan, seed: int, campaign: int, log: Log | None = None, begun: Record | None = None
) -> tuple[State, Log]:
    """Run one campaign to its end.

    Args:
        log: what it writes, of length zero by default.
        begun: its state before it begins, where luck is as it fell; else zeros.

    Returns:
        Its final state and its log.

    Raises:
        ValueError: luck is as it fell, and nobody says how.
    """
    if plan.held is not None and begun is None:
        raise ValueError("luck as it fell begins with a state of its own: see CampaignRunner.begun")
    state = state_before(seed, campaign, begun)
    log = log if log is not None else empty_log()
    run_campaign(state, plan.parameters(seed, campaign), plan.world, log, plan.horizon)
    return state, log
