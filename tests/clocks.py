"""The three clocks side by side: the same campaign on each, compared to the last bit."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product
from typing import TypeVar

import numpy as np
import pytest

from sepeace.clocks import clock_choice, compiled, records, tables
from sepeace.clocks.plain import run_plain
from sepeace.clocks.simpy_clock import run_simpy
from sepeace.clocks.storage import full_log, state_bytes
from sepeace.kernel.fields import State
from sepeace.kernel.world import Entry, Log
from sepeace.scenario.library import load
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.vocabulary import Setting
from tests.campaigns import MOTIVES, SHIPPED, STRENGTHS, bits

INITIATIVES = ("mastny", "martin", "fleischhauer")
DISPUTED = ("by_grade", "out", "in")
NUMBERS = ("prior", "default")
READINGS = tuple(product(STRENGTHS, MOTIVES, INITIATIVES, DISPUTED, NUMBERS))
"""Every reading that a campaign can hear of; which old frontier is named changes words alone."""
T = TypeVar("T")
NAMES = ("strength", "motive", "initiative", "disputed", "numbers")
STEP = int(os.environ.get("CLOCKS_STEP", "33"))
"""Thirty of the thousand campaigns of each scenario, in as many readings; `make prove` runs them all."""
WHOLE = STEP == 1 or bool(os.environ.get("CI"))
"""Whether what compiles or runs for half a minute is tried too: `.ci/run` and `make prove` do."""


def sampled(rows: Sequence[T], share: int) -> Sequence[T]:
    """One in ``share`` of some cases; `make prove` runs them all."""
    return rows if STEP == 1 else rows[::share]


def reading(number: int) -> tuple[tuple[str, Setting], ...]:
    """One of the readings; 35 steps on is another in every respect, so that few campaigns see them all."""
    return tuple(zip(NAMES, READINGS[35 * number % len(READINGS)], strict=True))


@cache
def clock() -> compiled.Compiled:
    """The compiled clock, made once a process."""
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    return clock_choice.load()


def desk(made: Plan) -> tables.ClockSide:
    """A plan as the compiled clock takes it, with a log that keeps everything."""
    return tables.side(tables.packed(made), records.log_record(True, True), records.tally_record())


def run_compiled(
    side: tables.ClockSide, seed: int, campaign: int, on: compiled.Compiled | None = None
) -> tuple[records.Record, list[tuple[object, ...]], bytes]:
    """One campaign of the compiled clock: its state, its events, its weekly values as bytes."""
    state = records.states(1)
    (on or clock()).count(state, campaign, records.signed(seed), side)
    rows = side.log["rows"][0, : int(state["events"][0])]
    weeks = np.ascontiguousarray(side.log["weeks"][0, : int(state["known"][0])])
    return state, [tuple(row) for row in rows.tolist()], weeks.tobytes()


def told(state: State, log: Log) -> list[tuple[object, ...]]:
    """The events of the plain clock or of SimPy's, field by field."""
    names = records.dtype_of(Entry).names or ()
    return [tuple(getattr(row, name) for name in names) for row in log.rows[: state.events]]


def assert_equal_clocks(made: Plan, side: tables.ClockSide, seed: int, campaign: int) -> None:
    """Equal logs and equal final states in all three."""
    state, log = run_plain(made, seed, campaign, full_log())
    assert state.failed == 0 and state.events <= len(log.rows)
    rows, weeks = told(state, log), bits(log.weeks[: state.known])
    record, its_rows, its_weeks = run_compiled(side, seed, campaign)
    assert state_bytes(state) == record.tobytes(), campaign
    assert repr(rows) == repr(its_rows) and weeks == its_weeks, campaign
    other, other_log = run_simpy(made, seed, campaign, full_log())
    assert state_bytes(other) == record.tobytes(), campaign
    assert repr(told(other, other_log)) == repr(rows), campaign
    assert bits(other_log.weeks[: other.known]) == weeks, campaign


def thousand(name: str, part: int, parts: int) -> None:
    """One piece of a thousand campaigns of a scenario, or every STEP-th; a new reading every ten."""
    each = 1000 // parts
    for campaign in range(part * each + -part * each % STEP, (part + 1) * each, STEP):
        assert_equal_clocks(read_in(name, campaign), side_of(name, campaign), 1, campaign)


def read_in(name: str, campaign: int) -> Plan:
    """The plan of a scenario under the reading that a campaign of the thousand has."""
    return _read_in(name, campaign // 10 + 36 * SHIPPED.index(name))


def side_of(name: str, campaign: int) -> tables.ClockSide:
    """The same for the compiled clock."""
    return _side_of(name, campaign // 10 + 36 * SHIPPED.index(name))


@lru_cache(maxsize=2)
def _side_of(name: str, number: int) -> tables.ClockSide:
    return desk(_read_in(name, number))


@lru_cache(maxsize=2)
def _read_in(name: str, number: int) -> Plan:
    return plan(load(name).with_assumptions(dict(reading(number))))
