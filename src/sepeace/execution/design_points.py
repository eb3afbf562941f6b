"""Campaigns at points of parameter space: one plan, and at each point other values of the same numbers.

Making a plan takes as long as a hundred campaigns. So one plan is made in which every parameter that is to
be varied counts as drawn by each campaign; at a point the range of each is narrowed to one value, and a draw
from a range of one value is that value. Luck has its own addresses: campaign 17 has the same luck at every
point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice, records
from sepeace.clocks.compiled import Packed, Side, side
from sepeace.clocks.plain import run_plain
from sepeace.clocks.records import Record
from sepeace.kernel import slots
from sepeace.kernel.pairing import LINKS
from sepeace.model.parameters import Parameter
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import SWITCHED_OFF, had_rows, numbers_of
from sepeace.stats.sobol import mixed

Floats = NDArray[np.float64]
WINDOW, SETTLEMENT = 0, 1
UNCOUNTED = -1
"""Outcome of a campaign that does not count: it failed, or what is supposed did not arise."""
WORLD_SWITCHES = frozenset(name for name, taken in SWITCHED_OFF.items() if not taken)
"""Switches that act on the world's tables; the others set parameters and no more."""
ENDS = ("low", "middle", "high")
"""Of the range of a number that campaigns have for themselves."""


def quantiles(chances: Floats, rows: tuple[Parameter, ...]) -> Floats:
    """Values at quantiles of the ranges of parameters, as ``Parameter.at`` has them.

    Args:
        chances: (..., parameters), from 0 to 1.
    """
    low, middle, high = (
        np.array([getattr(row.quantity, end) for row in rows]) for end in ("low", "value", "high")
    )
    below = low + (middle - low) * np.sqrt(2.0 * chances)
    above = high - (high - middle) * np.sqrt(np.maximum(2.0 * (1.0 - chances), 0.0))
    return np.asarray(np.where(chances < 0.5, below, above))


# --- plans ------------------------------------------------------------------------------------------------


def bare(scenario: Scenario) -> Scenario:
    """The scenario without what the world's tables do not depend on: motive, parameters, their switches."""
    switches = tuple(name for name in scenario.assumptions.switches if name in WORLD_SWITCHES)
    assumptions = replace(scenario.assumptions, motive="sincere", parameters=(), switches=switches)
    return replace(scenario, assumptions=assumptions)


@lru_cache(maxsize=8)
def _bare_plan(scenario: Scenario, given: str) -> Plan:
    return plan(scenario, given)


@lru_cache(maxsize=8)
def _bare_world(scenario: Scenario, given: str) -> Record:
    return records.pack(_bare_plan(scenario, given).world)


def plan_at(scenario: Scenario, given: str, had: tuple[str, ...]) -> Plan:
    """A plan in which campaigns have the parameters of ``had`` for themselves, and those that are drawn."""
    made = _bare_plan(bare(scenario), given)
    drawn = scenario.assumptions.numbers == "prior"
    numbers = numbers_of(scenario.assumptions, made.scenario.changes, made.days, drawn, had)
    return replace(made, scenario=replace(made.scenario, assumptions=scenario.assumptions), numbers=numbers)


class Stand:
    """Where one thread runs points of one world: its own copy of the numbers, tables shared with others."""

    def __init__(self, scenario: Scenario, given: str, had: tuple[str, ...]) -> None:
        self.plan = plan_at(scenario, given, had)
        drawn = scenario.assumptions.numbers == "prior"
        keys = [row.key for row in had_rows(drawn, had)]
        self._columns = [keys.index(key) for key in had]
        self._world = (bare(scenario), given)
        self._side: Side | None = None

    def at(self, values: Floats) -> Side:
        """The world at one point, for the compiled clock."""
        if self._side is None:
            numbers = records.pack(self.plan.numbers)
            tables = Packed(
                numbers=numbers,
                world=_bare_world(*self._world),
                epochs=len(self.plan.numbers.value),
                places=self.plan.numbers.places,
                horizon=self.plan.horizon,
            )
            self._side = side(tables, records.log_record(False, False, lean=True), records.tally_record())
        for end in ENDS:
            self._side.numbers[end][0, self._columns] = values
        return self._side

    def plain(self, values: Floats, seed: int, first: int, count: int) -> Record:
        """Final states of campaigns at one point, from the plain clock."""
        ranges: dict[str, Any] = {}
        for end in ENDS:
            ranges[end] = list(getattr(self.plan.numbers, end))
            for column, value in zip(self._columns, values.tolist(), strict=True):
                ranges[end][column] = value
        here = replace(self.plan, numbers=replace(self.plan.numbers, **ranges))
        ended = [run_plain(here, seed, first + index)[0] for index in range(count)]
        return np.concatenate([records.record_of(state) for state in ended])


def states_at(stands: Sequence[Stand], values: Floats, seed: int, first: int, count: int) -> list[Record]:
    """Final states of campaigns at one point, for one world or for two that share their luck."""
    clock = clock_choice.current()
    if clock is None:
        return [stand.plain(values, seed, first, count) for stand in stands]
    sides = [stand.at(values) for stand in stands]
    states = [records.states(count) for _ in stands]
    if len(stands) == 2:
        clock.pair(*states, np.zeros((0, LINKS)), first, records.signed(seed), *sides)
    else:
        clock.count(*states, first, records.signed(seed), *sides)
    return states


def run_at(stands: Sequence[Stand], values: Floats, seed: int, first: int, count: int) -> NDArray[np.int8]:
    """Run campaigns at one point.

    Args:
        stands: one world, or two that share their luck.
        values: one for each key of ``had``.
        seed, first, count: which campaigns.

    Returns:
        (count, worlds, 2): whether there was a window, and a settlement; ``UNCOUNTED`` where it does not
        count.
    """
    return np.stack([_told(states) for states in states_at(stands, values, seed, first, count)], axis=1)


def _told(states: Record) -> NDArray[np.int8]:
    told = np.empty((len(states), 2), np.int8)
    told[:, WINDOW] = states["window_first"][:, slots.MAIN] < slots.NEVER
    told[:, SETTLEMENT] = states["signed"][:, slots.MAIN] < slots.NEVER
    told[(states["failed"] != 0) | (states["antecedent"] == 0)] = UNCOUNTED
    return told


# --- rows of points ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Some rows of a Sobol design: the point of A, the point of B, and A with each input from B in turn.

    Attributes:
        scenarios: one world, or two whose campaigns share their luck.
        had: keys of the parameters that are varied.
        a, b: (rows, parameters), values.
        campaigns: numbers 0 to this less one are run at every point.
    """

    scenarios: tuple[Scenario, ...]
    given: str
    seed: int
    had: tuple[str, ...]
    a: Floats
    b: Floats
    campaigns: int

    @property
    def count(self) -> int:
        """Campaigns in all."""
        return len(self.a) * (len(self.had) + 2) * self.campaigns * len(self.scenarios)


def run_rows(task: Rows, progress: Callable[[int], None] | None = None) -> NDArray[np.int8]:
    """Run the points of some rows.

    Returns:
        (2 + parameters, rows, campaigns, worlds, 2): A, B, then A with each input from B; see ``run_at``.
    """
    stands = [Stand(scenario, task.given, task.had) for scenario in task.scenarios]
    inputs = len(task.had)
    points = np.stack([task.a, task.b, *(mixed(task.a, task.b, which) for which in range(inputs))])
    found = np.empty((*points.shape[:2], task.campaigns, len(stands), 2), np.int8)
    for row in range(points.shape[1]):
        for kind in range(points.shape[0]):
            found[kind, row] = run_at(stands, points[kind, row], task.seed, 0, task.campaigns)
            if progress is not None:
                progress(task.campaigns * len(stands))
    return found
