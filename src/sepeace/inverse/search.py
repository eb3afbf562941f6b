"""A search along one lever: which values are run, and where the wanted probability is reached first.

Every value is a batch with the same seed, so luck is common to all values and each campaign is a row of yes
and no. The search starts with values across the whole range and adds more where the target is reached first,
seen from the recorded value, in either direction.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sepeace.documents.invert import Direction
from sepeace.execution.many_worlds import Keep
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.inverse.inversion import Answer, Point
from sepeace.inverse.levers import Lever
from sepeace.inverse.response import LEFT_OUT, Reached, Rows, estimates, reached
from sepeace.outcomes.outcome_rows import counted
from sepeace.runs.axes import OPERATION, at
from sepeace.runs.sweep import crossings
from sepeace.scenario.scenario import Scenario

ROUNDS = 2
"""Times that values are added near the place where the target is reached."""
ADDED = 5
"""Values that one round adds at most."""
PLACES = 3
"""Times that the value at which the curve crosses the target is itself run, to learn whether it does it."""
QUICK = 300
"""Resamples while the search goes on."""

Work = Callable[[Sequence[Scenario], str, RunOptions, WorkerPool, Keep, Count], None]
"""Who runs the worlds: ``many_worlds.run_many``, or what stands for it."""


@dataclass(slots=True)
class Curve:
    """A lever, what else is fixed, and the rows of the values that were run."""

    lever: Lever
    scenario: Scenario
    rows: dict[float, NDArray[np.int8]] = field(default_factory=dict)

    def world(self, value: float) -> Scenario:
        """The scenario with the lever at a value."""
        return at(self.scenario, (self.lever.axis,), (value,))

    @property
    def values(self) -> list[float]:
        """Values that were run, rising."""
        return sorted(self.rows)

    @property
    def matrix(self) -> Rows:
        """One row a campaign, one column a value."""
        return np.stack([self.rows[value] for value in self.values], axis=1)


@dataclass(slots=True)
class Search:
    """Runs values of curves, all that are wanted at once, and counts."""

    target: float
    options: RunOptions
    given: str
    pool: WorkerPool
    count: Count
    work: Work

    def run(self, wanted: Sequence[tuple[Curve, float]]) -> None:
        """Run each value of each curve that was not run yet."""
        new = list(dict.fromkeys((id(c), v) for c, v in wanted if v not in c.rows))
        curves = {id(curve): curve for curve, _ in wanted}
        worlds = [curves[key].world(value) for key, value in new]
        for key, value in new:
            curves[key].rows[value] = np.full(self.options.campaigns, LEFT_OUT, np.int8)

        def keep(place: int, rows: NDArray[np.void]) -> None:
            key, value = new[place]
            good = counted(rows)
            curves[key].rows[value][good["campaign"]] = good["window"]

        self.work(worlds, self.given, self.options, self.pool, keep, self.count)

    def follow(self, curves: Sequence[Curve], rounds: int = ROUNDS) -> None:
        """Run the first values of the curves, then more where the target is reached, then that value."""
        self.run([(curve, value) for curve in curves for value in curve.lever.grid])
        for _ in range(rounds):
            self.run([(curve, value) for curve in curves for value in self._closer(curve)])
        for _ in range(PLACES):
            self.run([(curve, value) for curve in curves for value in self._place(curve)])

    def reached(self, curve: Curve, replicates: int = QUICK) -> Reached:
        """The nearest value of a curve as far as it was run."""
        start = curve.lever.recorded
        return reached(curve.values, curve.matrix, start, self.target, replicates, self.options.seed)

    def _place(self, curve: Curve) -> list[float]:
        """Where the curve crosses the target, rounded away from the recorded value."""
        found = self.reached(curve, 1)
        if found.value is None or found.direction == Direction.NONE:
            return []
        return [curve.lever.rounded(found.value, found.direction)]

    def _closer(self, curve: Curve) -> list[float]:
        """Values that would place the needed one better, or find a peak that lies between two values."""
        lever, values = curve.lever, curve.values
        found = self.reached(curve)
        if found.direction == Direction.NONE and found.value is not None:
            return []
        if found.value is None:
            return self._peak(curve)
        low, high = found.ci95
        left = max((v for v in values if v <= found.value), default=lever.low)
        right = min((v for v in values if v >= found.value), default=lever.high)
        left = min(left, lever.low if low is None else low)
        right = max(right, lever.high if high is None else high)
        gap = (right - left) / (ADDED + 1)
        inner = [lever.rounded(left + gap * (step + 1)) for step in range(ADDED)]
        near = 0.3 * gap
        return [v for v in inner if all(abs(v - other) > near for other in values)]

    def _peak(self, curve: Curve) -> list[float]:
        """Halfway to the neighbours of the greatest chance, unless it stands at an end."""
        shares = [estimate.value for estimate in estimates(curve.matrix)]
        values = curve.values
        if all(math.isnan(share) for share in shares):
            return []
        top = int(np.nanargmax(shares))
        if top in (0, len(values) - 1):
            return []
        return [curve.lever.rounded((values[top] + values[top + step]) / 2.0) for step in (-1, 1)]

    def answer(self, curve: Curve) -> Answer:
        """What is needed of the lever of a curve."""
        lever, values, matrix = curve.lever, curve.values, curve.matrix
        found = reached(values, matrix, lever.recorded, self.target, seed=self.options.seed)
        chances = estimates(matrix)
        points = tuple(Point(value=v, chance=chance) for v, chance in zip(values, chances, strict=True))
        further: tuple[float, ...] = ()
        if found.value is not None:
            found = _at_run(found, _does_it(lever, points, self.target, found.direction))
            low, high = found.ci95
            shares = [None if math.isnan(chance.value) else chance.value for chance in chances]
            further = tuple(
                lever.rounded(value)
                for value in crossings(values, shares, self.target)
                if not (lever.low if low is None else low) <= value <= (lever.high if high is None else high)
            )
        bits, because = _improbable(curve, found.value)
        return Answer(
            lever=lever,
            target=self.target,
            reached=found,
            points=points,
            further=further,
            bits=bits,
            because=because,
        )


def _does_it(lever: Lever, points: Sequence[Point], target: float, direction: str) -> float:
    """The value nearest to the recorded one, of those that were run on that side, whose chance is enough."""
    sign = -1.0 if direction == Direction.DOWN else 1.0
    enough = [point.value for point in points if point.chance.value >= target]
    return min((v for v in enough if sign * (v - lever.recorded) >= 0.0), key=lambda v: sign * v)


def _at_run(found: Reached, run: float) -> Reached:
    """The same with a value that was run and does it, in place of the one read off between two."""
    low, high = found.ci95
    ends = (None if low is None else min(low, run), None if high is None else max(high, run))
    return replace(found, value=run, ci95=ends)


def _improbable(curve: Curve, value: float | None) -> tuple[float | None, str]:
    """Improbability of an operation's needed score in the model, in bits, and where it comes from."""
    axis = curve.lever.axis
    if axis.kind != OPERATION or value is None or value == axis.reference:
        return None, ""
    from sepeace.record import load
    from sepeace.scenario.checks.improbability import improbabilities

    record = load()
    name = record.operation(axis.name).name
    for entry in improbabilities(curve.world(value), record):
        if entry.what.startswith(f"{name} scores "):
            return entry.bits, entry.because
    return None, ""
