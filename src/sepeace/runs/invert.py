"""The smallest change that opens a window with a wanted probability: a search over one or two levers.

Every value is a batch with the same seed, so luck is common to all values and each campaign is a row of yes
and no. The search starts with values across the whole range and adds more where the target is reached first,
seen from the recorded value, in either direction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sepeace.errors import BadValue
from sepeace.runs.chunks import Part, Task, planned
from sepeace.runs.cluster import Hands, executor
from sepeace.runs.inversion import Answer, Crossing, Inversion, Point, Smallest
from sepeace.runs.levers import FIRST, By, Lever, levers_of
from sepeace.runs.measure import counted
from sepeace.runs.provenance import provenance_of
from sepeace.runs.response import LEFT_OUT, NONE, Reached, Rows, estimates, reached
from sepeace.runs.sweep import crossings
from sepeace.runs.vary import OPERATION, at
from sepeace.runs.workers import Count, Progress, check_run, run_tasks
from sepeace.scenario.plan import given_for
from sepeace.scenario.scenario import Scenario

MOST = 1_000_000
"""Campaigns at each value: each value keeps a byte of each campaign."""
LARGEST_TASK = 2_000
ROUNDS = 2
"""Times that values are added near the place where the target is reached."""
ADDED = 5
"""Values that one round adds at most."""
QUICK = 300
"""Resamples while the search goes on."""
ACROSS = 8
"""Values of the first lever of two, without the recorded one."""
BETWEEN = 3
"""Values of it that are added where the second begins or ends to be enough."""


@dataclass(slots=True)
class _Curve:
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
class _Search:
    """Runs values of curves, all that are wanted at once, and counts."""

    target: float
    campaigns: int
    seed: int
    given: str
    hands: Hands
    count: Count

    def run(self, wanted: Sequence[tuple[_Curve, float]]) -> None:
        """Run each value of each curve that was not run yet."""
        new = list(dict.fromkeys((id(c), v) for c, v in wanted if v not in c.rows))
        curves = {id(curve): curve for curve, _ in wanted}
        firsts = range(0, self.campaigns, LARGEST_TASK)
        tasks = [
            Task(
                scenarios=(curves[key].world(value),),
                given=self.given,
                seed=self.seed,
                first=first,
                count=min(LARGEST_TASK, self.campaigns - first),
                weekly=False,
            )
            for key, value in new
            for first in firsts
        ]
        for key, value in new:
            curves[key].rows[value] = np.full(self.campaigns, LEFT_OUT, np.int8)

        def keep(index: int, part: Part) -> None:
            key, value = new[index // len(firsts)]
            good = counted(part.worlds[0].rows)
            curves[key].rows[value][good["campaign"]] = good["window"]

        run_tasks(tasks, self.hands.workers, keep, self.count, self.hands.pool)

    def follow(self, curves: Sequence[_Curve], rounds: int = ROUNDS) -> None:
        """Run the first values of the curves, then more where the target is reached, then that value."""
        self.run([(curve, value) for curve in curves for value in curve.lever.grid])
        for _ in range(rounds):
            self.run([(curve, value) for curve in curves for value in self._closer(curve)])
        self.run([(curve, value) for curve in curves for value in self._place(curve)])

    def reached(self, curve: _Curve, replicates: int = QUICK) -> Reached:
        """The nearest value of a curve as far as it was run."""
        start = curve.lever.recorded
        return reached(curve.values, curve.matrix, start, self.target, replicates, self.seed)

    def _place(self, curve: _Curve) -> list[float]:
        found = self.reached(curve, 1).value
        return [] if found is None else [curve.lever.rounded(found)]

    def _closer(self, curve: _Curve) -> list[float]:
        """Values that would place the needed one better, or find a peak that lies between two values."""
        lever, values = curve.lever, curve.values
        found = self.reached(curve)
        if found.direction == NONE and found.value is not None:
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

    def _peak(self, curve: _Curve) -> list[float]:
        """Halfway to the neighbours of the greatest chance, unless it stands at an end."""
        shares = [estimate.value for estimate in estimates(curve.matrix)]
        values = curve.values
        if all(math.isnan(share) for share in shares):
            return []
        top = int(np.nanargmax(shares))
        if top in (0, len(values) - 1):
            return []
        return [curve.lever.rounded((values[top] + values[top + step]) / 2.0) for step in (-1, 1)]

    def answer(self, curve: _Curve) -> Answer:
        """What is needed of the lever of a curve."""
        lever, values, matrix = curve.lever, curve.values, curve.matrix
        found = reached(values, matrix, lever.recorded, self.target, seed=self.seed)
        chances = estimates(matrix)
        further: tuple[float, ...] = ()
        if found.value is not None:
            found = _at_run(found, _closest(values, found.value))
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
            points=tuple(Point(value=v, chance=chance) for v, chance in zip(values, chances, strict=True)),
            further=further,
            bits=bits,
            because=because,
        )


def _closest(values: Sequence[float], value: float) -> float:
    return min(values, key=lambda other: (abs(other - value), other))


def _at_run(found: Reached, run: float) -> Reached:
    """The same with the value that was run in place of the one read off between two."""
    low, high = found.ci95
    return Reached(
        value=run,
        ci95=(None if low is None else min(low, run), None if high is None else max(high, run)),
        direction=found.direction,
        none_share=found.none_share,
    )


def _improbable(curve: _Curve, value: float | None) -> tuple[float | None, str]:
    """Improbability of an operation's needed score in the model, in bits, and where it comes from."""
    axis = curve.lever.axis
    if axis.kind != OPERATION or value is None or value == axis.reference:
        return None, ""
    from sepeace.record import load
    from sepeace.scenario.improbability import improbabilities

    record = load()
    name = record.operation(axis.name).name
    for entry in improbabilities(curve.world(value), record):
        if entry.what.startswith(f"{name} scores "):
            return entry.bits, entry.because
    return None, ""


def invert(
    scenario: Scenario,
    target: float,
    by: By | None = None,
    campaigns: int = 2_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
    cluster: str | None = None,
) -> Inversion:
    """The smallest change that opens an acceptance window with a wanted probability.

    Args:
        target: the probability, above 0 and below 1.
        by: one or two levers: names, or names with a range (low, high) or None. A lever is an operation's id
            (its score), a parameter, or the id of an acting event (its date, in days from the recorded one).
            By default the levers that the scenario itself changes, each alone, or a few usual ones.
        campaigns: at each value, 1 to 10^6.
        seed, workers, given, progress, cluster: as for ``batch``; progress counts towards the most that the
            search may take.

    Raises:
        SepeaceError: a target out of range; a lever that is unknown, refused or cannot be moved here; what
            ``batch`` refuses.
    """
    workers = check_run(campaigns, seed, workers)
    target = checked_target(target)
    if campaigns > MOST:
        raise BadValue(
            "so many campaigns at each value are too many", given=campaigns, allowed=f"1 to {MOST:,}"
        )
    levers, chosen = levers_of(scenario, by)
    pair = by is not None and len(levers) == 2
    luck = given_for(_moved(scenario, levers[0]), given)
    curves = _alone(scenario, levers, pair)
    for curve in curves:
        for end in (curve.lever.low, curve.lever.high):
            planned(curve.world(end), luck)
    plane = (ACROSS + 2 * BETWEEN + 2) * (FIRST + ADDED + 2) if pair else 0
    most = campaigns * (len(curves) * (FIRST + 3 + ROUNDS * ADDED) + plane)
    count = Count(most, progress)
    with executor(cluster, workers) as hands:
        search = _Search(target, campaigns, seed, luck, hands, count)
        search.follow(curves)
        answers = tuple(search.answer(curve) for curve in curves)
        frontier, smallest = _frontier(search, scenario, curves, answers) if pair else ((), None)
    if progress is not None and count.done < most:
        progress(count.done, count.done)
    return Inversion(
        scenario=scenario,
        seed=seed,
        campaigns=campaigns,
        luck=luck,
        target=target,
        answers=answers,
        chosen=chosen,
        frontier=frontier,
        smallest=smallest,
        provenance=provenance_of(scenario, seed),
    )


def checked_target(target: object) -> float:
    """A probability between 0 and 1, without the two.

    Raises BadValue: anything else, with the reason.
    """
    allowed = "a probability above 0 and below 1, such as 0.5"
    if isinstance(target, bool) or not isinstance(target, (int, float)):
        raise BadValue("the target is a probability", given=target, allowed=allowed, key="target")
    if not 0 <= target <= 1:
        raise BadValue("the target is a probability", given=target, allowed=allowed, key="target")
    if target in (0, 1):
        reason = (
            "a probability of 0 is reached by every war, so there is nothing to look for"
            if target == 0
            else "no number of campaigns can show that something always happens"
        )
        raise BadValue(reason, given=target, allowed=allowed, key="target")
    return float(target)


def _moved(scenario: Scenario, lever: Lever) -> Scenario:
    """The scenario with the lever off its recorded value: a what-if, if moving the lever makes it one."""
    return at(scenario, (lever.axis,), (lever.high if lever.high != lever.recorded else lever.low,))


def _alone(scenario: Scenario, levers: Sequence[Lever], pair: bool) -> list[_Curve]:
    """One curve a lever; of a pair the other lever is held at its recorded value."""
    if not pair:
        return [_Curve(lever, scenario) for lever in levers]
    held = [at(scenario, (lever.axis,), (lever.recorded,)) for lever in levers]
    return [_Curve(levers[0], held[1]), _Curve(levers[1], held[0])]


# --- two levers ---------------------------------------------------------------------------------------------


def _frontier(
    search: _Search, scenario: Scenario, alone: Sequence[_Curve], answers: Sequence[Answer]
) -> tuple[tuple[Crossing, ...], Smallest | None]:
    """What the second lever needs over values of the first, and the nearest point of all."""
    first, second = (curve.lever for curve in alone)
    across = [v for v in first.grid if v != first.recorded]
    across = [across[round(step * (len(across) - 1) / (ACROSS - 1))] for step in range(ACROSS)]
    found: dict[float, Answer] = {first.recorded: answers[1]}

    def add(values: Sequence[float]) -> None:
        new = [value for value in dict.fromkeys(values) if value not in found]
        curves = [_Curve(second, at(scenario, (first.axis,), (value,))) for value in new]
        search.follow(curves, rounds=1)
        found.update({value: search.answer(curve) for value, curve in zip(new, curves, strict=True)})

    add(across)
    add([first.rounded(value) for value in _turns(found)])
    ends = _ends(answers[0], second)
    place = _nearest_point(found, first, second, ends)
    if place is not None:
        add([first.rounded(place[0])])
    rows = tuple(Crossing(value=value, answer=found[value]) for value in sorted(found))
    return rows, _smallest(rows, first, second, answers[0])


def _turns(found: dict[float, Answer]) -> list[float]:
    """Values between two at which the second lever does otherwise: nothing in range, moved, or not needed."""

    def kind(answer: Answer) -> str:
        return "out of range" if answer.needed is None else answer.reached.direction

    return [
        one + (two - one) * step / (BETWEEN + 1)
        for one, two in pairwise(sorted(found))
        if kind(found[one]) != kind(found[two])
        for step in range(1, BETWEEN + 1)
    ]


def _ends(alone: Answer, second: Lever) -> list[tuple[float, float]]:
    """Where the first lever alone does it."""
    return [] if alone.needed is None else [(alone.needed, second.recorded)]


def _nearest_point(
    found: dict[float, Answer], first: Lever, second: Lever, ends: Sequence[tuple[float, float]]
) -> tuple[float, float] | None:
    """The point of the frontier, joined by straight lines, that is nearest to the recorded one."""
    known = [(value, answer.needed) for value, answer in found.items() if answer.needed is not None]
    line = sorted([*known, *ends])
    if not line:
        return None
    scale = np.array([first.width, second.width])
    points = (np.array(line) - [first.recorded, second.recorded]) / scale
    best = min(points, key=lambda point: float(np.hypot(*point)))
    for one, two in pairwise(points):
        along = two - one
        size = float(along @ along)
        part = min(max(-float(one @ along) / size, 0.0), 1.0) if size > 0.0 else 0.0
        best = min((best, one + part * along), key=lambda point: float(np.hypot(*point)))
    near = best * scale + [first.recorded, second.recorded]
    return float(near[0]), float(near[1])


def _smallest(rows: Sequence[Crossing], first: Lever, second: Lever, alone: Answer) -> Smallest | None:
    """The nearest of the points that were run."""
    made = [
        _point((row.value, row.answer.needed), row.answer, first, second)
        for row in rows
        if row.answer.needed is not None
    ]
    if alone.needed is not None:
        made.append(_point((alone.needed, second.recorded), alone, first, second))
    return min(made, key=lambda point: point.distance, default=None)


def _point(values: tuple[float, float], answer: Answer, first: Lever, second: Lever) -> Smallest:
    shares = (
        (values[0] - first.recorded) / first.width,
        (values[1] - second.recorded) / second.width,
    )
    assert answer.probability is not None
    own = answer.lever is second
    return Smallest(
        values=values,
        shares=shares,
        distance=math.hypot(*shares),
        ci95=answer.reached.ci95 if own else (second.recorded, second.recorded),
        probability=answer.probability,
    )
