"""Campaigns for tests: plans made once a process, full logs, and a drive that stops after every event."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sepeace.clocks import clock_choice, records, tables
from sepeace.clocks.plain import run_plain
from sepeace.clocks.records import record_of
from sepeace.clocks.storage import full_log, new_state
from sepeace.kernel import campaign as kernel
from sepeace.kernel import slots
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.world import Entry, Log
from sepeace.outcomes.outcome_rows import as_dict, outcomes
from sepeace.scenario.changes import Change
from sepeace.scenario.checks.record import complete
from sepeace.scenario.library import historical, load, shipped
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import Setting

SHIPPED = shipped()
WHAT_IFS = tuple(name for name in SHIPPED if load(name).changes)
STRENGTHS = ("document", "prospect", "rational")
MOTIVES = ("sincere", "leverage", "breathing_space", "mixed")


@cache
def planned(
    name: str,
    settings: tuple[tuple[str, Setting], ...] = (),
    given: str | None = None,
    luck: str | None = None,
) -> Plan:
    """The plan of a shipped scenario under settings such as (("strength", "rational"),).

    Numbers are drawn from their ranges where nothing else is said: what a test looks for must occur, and
    which campaigns a posterior has hangs on the record.
    """
    return plan(load(name).with_assumptions({"numbers": "prior", **dict(settings)}), given, luck)


@cache
def planned_baseline(name: str, settings: tuple[tuple[str, Setting], ...] = ()) -> Plan:
    """The other world of a shipped what-if: no change, held to the record until the same branch."""
    return plan(load(name).with_assumptions({"numbers": "prior", **dict(settings)}).baseline(), "branch")


def what_if(branch: date | None, *changes: Change, **assumptions: Setting) -> Scenario:
    """A checked scenario of one's own."""
    named = tuple(replace(change, where=f"change[{n}]") for n, change in enumerate(changes, 1))
    scenario = replace(historical(), name="own", branch=branch, changes=named)
    return complete(scenario.with_assumptions(assumptions))


def quick() -> str:
    """The faster clock at hand, as ``SEPEACE_CLOCK`` names it, for tests that look at something else.

    Both give the same bytes, which `tests/trace` proves. A seeded fault runs on the plain clock.
    """
    return "compiled" if clock_choice.at_hand() else "plain"


def ran(plan_: Plan, seed: int, campaign: int) -> tuple[State, Log]:
    """One campaign by the faster clock at hand: final state and whole log, as the plain clock has them."""
    if quick() == "plain":
        return run_plain(plan_, seed, campaign, full_log())
    side = tables.side(tables.packed(plan_), records.log_record(True, True), records.tally_record())
    record = records.states(1)
    clock_choice.load().count(record, campaign, records.signed(seed), side)
    state, log, kept = records.state_of(record), full_log(), side.log[0]
    for there, here in ((kept["own"], log.own), (kept["west"], log.west)):
        for name in there.dtype.names:
            setattr(here, name, there[name].tolist())
    for number, row in enumerate(kept["rows"][: state.events].tolist()):
        log.rows[number] = Entry(*row)
    log.weeks[: state.known] = kept["weeks"][: state.known].tolist()
    return state, log


def told(plan_: Plan, seed: int, campaign: int) -> tuple[State, list[Entry], list[list[float]]]:
    """One campaign: final state, events, weekly values of the weeks reached."""
    state, log = ran(plan_, seed, campaign)
    return state, events(state, log), log.weeks[: state.known]


def events(state: State, log: Log) -> list[Entry]:
    """The rows of a log that were written."""
    assert state.events <= len(log.rows), "the log is too short for this campaign"
    return log.rows[: state.events]


@dataclass(slots=True)
class Step:
    """What stands after one event: its slot, when it was due, and the campaign so far."""

    slot: int
    due: float
    state: State
    parameters: Parameters
    log: Log


def steps(plan_: Plan, seed: int, campaign: int) -> Iterator[Step]:
    """Drive one campaign by hand; the same calls as ``run_campaign``, seen after each event."""
    state, log, rows = new_state(seed, campaign), full_log(), plan_.parameters(seed, campaign)
    kernel.begin(state, rows[0], plan_.world, log, plan_.horizon)
    while state.ending == slots.RUNNING and state.failed == 0:
        slot = kernel.next_slot(state)
        due = state.due[slot]
        if slot == slots.EPOCH:
            state.epoch += 1
        kernel.handle(state, rows[state.epoch], plan_.world, log, slot)
        yield Step(slot, due, state, rows[state.epoch], log)


def outcome(state: State) -> dict[str, Any]:
    """The row of outcomes of one campaign, with its names and dates."""
    return as_dict(outcomes(record_of(state))[0])


def same(one: object, two: object) -> bool:
    """Equal to the last bit: -0.0 differs from 0.0, nan equals nan."""
    return repr(one) == repr(two)


def bits(weeks: list[list[float]]) -> bytes:
    """Weekly values as bytes: what ``same`` sees, many times faster."""
    return array("d", [value for week in weeks for value in week]).tobytes()


def failures(check: Callable[[int], bool], campaigns: range) -> list[int]:
    """Campaigns for which a check fails."""
    return [campaign for campaign in campaigns if not check(campaign)]
