"""Campaigns at points of parameter space: one plan, and at each point other values of the same numbers.

Making a plan takes as long as a hundred campaigns. So one plan is made in which every parameter that is to
be varied counts as drawn by each campaign; at a point the range of each is narrowed to one value, and a draw
from a range of one value is that value. Luck has its own addresses: campaign 17 has the same luck at every
point.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice, records
from sepeace.clocks.campaigns import CampaignRunner, run_together
from sepeace.clocks.compiled import Compiled
from sepeace.clocks.records import Record
from sepeace.clocks.tables import Packed, beside, side
from sepeace.execution.chunks import BLOCK, packed_world, planned
from sepeace.kernel import slots
from sepeace.model.parameters import Parameter
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.luck import in_force
from sepeace.scenario.plan import Plan
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import SWITCHED_OFF, had_rows, numbers_of
from sepeace.stats.sobol import mixed
from sepeace.wording.assumed import Luck

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
    motive = scenario.assumptions.motive if scenario.assumptions.numbers == "posterior" else "sincere"
    assumptions = replace(scenario.assumptions, motive=motive, parameters=(), switches=switches)
    return replace(scenario, assumptions=assumptions)


def bare_world(scenario: Scenario, given: str) -> Record:
    """Its world for the compiled clock: one record for all scenarios whose tables are the same."""
    return packed_world(bare(scenario), given)


def plan_at(scenario: Scenario, given: str, had: tuple[str, ...]) -> Plan:
    """A plan in which campaigns have the parameters of ``had`` for themselves, and those that are drawn."""
    made = planned(bare(scenario), given)
    assumed = in_force(scenario.assumptions, made.given)
    return _numbered(made, scenario.assumptions, assumed, had)


def _numbered(made: Plan, own: Assumptions, assumed: Assumptions, had: tuple[str, ...]) -> Plan:
    """A bare plan with numbers by its scenario's own assumptions; in force are those of ``assumed``."""
    asked, held = replace(made.scenario, assumptions=own), made.held
    numbers = numbers_of(assumed, asked.changes, made.days, own.drawn, had)
    held = None if held is None else _numbered(held, assumed, assumed, had)
    return replace(made, scenario=asked, numbers=numbers, held=held)


class PointRunner:
    """Runs points of one world on one thread: its own copy of the numbers, tables shared with others."""

    def __init__(self, scenario: Scenario, given: str, had: tuple[str, ...]) -> None:
        shared = partial(bare_world, scenario, given)
        self._runner = CampaignRunner(plan=plan_at(scenario, given, had), world=shared, lean=True)
        drawn = scenario.assumptions.drawn
        keys = [row.key for row in had_rows(drawn, had, scenario.changes)]
        self._columns = [keys.index(key) for key in had]

    def tables(self, points: Floats) -> Packed:
        """The world at many points, see ``at``, as tables for the compiled clock."""
        one = self._runner.tables()
        numbers = np.repeat(one.numbers, len(points))
        for end in ENDS:
            numbers[end][:, self._columns] = points
        return one._replace(
            numbers=numbers, which=np.zeros(len(points), np.int64), goes_on=np.zeros(len(points), np.bool_)
        )

    def at(self, values: Floats) -> CampaignRunner:
        """What runs the world at one point.

        Args:
            values: one for each key of ``had``.
        """
        ranges = {end: list(getattr(self._runner.plan.numbers, end)) for end in ENDS}
        for column, value in zip(self._columns, values.tolist(), strict=True):
            for numbers in ranges.values():
                numbers[column] = value
        self._runner.set_ranges(**ranges)
        return self._runner


def run_at(
    points: Sequence[PointRunner], values: Floats, seed: int, first: int, count: int
) -> NDArray[np.int8]:
    """Run campaigns at one point.

    Args:
        points: one world, or two that share their luck.
        values: one for each key of ``had``.
        seed, first, count: which campaigns.

    Returns:
        (count, worlds, 2): whether there was a window, and a settlement; ``UNCOUNTED`` where it does not
        count.
    """
    states = run_together([point.at(values) for point in points], seed, first, count)
    return np.stack([_windows_and_settlements(world) for world in states], axis=1)


def _windows_and_settlements(states: Record) -> NDArray[np.int8]:
    told = np.empty((len(states), 2), np.int8)
    told[:, WINDOW] = states["window_first"][:, slots.MAIN] < slots.NEVER
    told[:, SETTLEMENT] = states["signed"][:, slots.MAIN] < slots.NEVER
    told[(states["failed"] != 0) | (states["antecedent"] == 0)] = UNCOUNTED
    return told


# --- rows of points ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignRows:
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
        return math.prod(self.shape[:-1])

    @property
    def shape(self) -> tuple[int, ...]:
        """Of what is found: A, B, then A with each input from B; rows; campaigns; worlds; see ``run_at``."""
        return 2 + len(self.had), len(self.a), self.campaigns, len(self.scenarios), 2


def run_rows(task: DesignRows, progress: Callable[[int], None] | None = None) -> NDArray[np.int8]:
    """Run the points of some rows; see ``DesignRows.shape``."""
    runners = [PointRunner(scenario, task.given, task.had) for scenario in task.scenarios]
    inputs = len(task.had)
    points = np.stack([task.a, task.b, *(mixed(task.a, task.b, which) for which in range(inputs))])
    found = np.empty(task.shape, np.int8)
    for row in range(points.shape[1]):
        here = points[:, row]
        clock = clock_choice.current()
        worlds = len(here) * len(runners)
        # Where luck is as it fell it hangs on the numbers of a point.
        alone = clock is None or task.given == Luck.AS_IT_FELL
        beside = None if alone or clock is None else _Beside(clock, runners, here)
        size = task.campaigns if beside is None else max(1, BLOCK // worlds)
        for first in range(0, task.campaigns, size):
            count = min(size, task.campaigns - first)
            if beside is not None:
                found[:, row, first : first + count] = beside.run(task.seed, first, count)
            else:
                for kind, values in enumerate(here):
                    found[kind, row] = run_at(runners, values, task.seed, first, count)
            if progress is not None:
                progress(count * worlds)
    return found


class _Beside:
    """Points of one world, or of two, whose campaigns are run one beside the other by the compiled clock.

    The points come in the order of a row of a design, but for B, which has nothing in common with the others.
    """

    def __init__(self, clock: Compiled, runners: Sequence[PointRunner], points: Floats) -> None:
        self._clock = clock
        self._order = [0, *range(2, len(points)), 1]
        self._worlds = len(runners)
        tables = beside([runner.tables(points[self._order]) for runner in runners])
        self._side = side(tables, records.log_record(False, False, lean=True), records.tally_record())

    def run(self, seed: int, first: int, count: int) -> NDArray[np.int8]:
        """(points, count, worlds, 2): see ``run_at``."""
        states = records.states(count * self._worlds * len(self._order))
        self._clock.count(states, first, records.signed(seed), self._side)
        told = _windows_and_settlements(states).reshape(count, self._worlds, len(self._order), 2)
        return told[:, :, np.argsort(self._order)].transpose(2, 0, 1, 3)
