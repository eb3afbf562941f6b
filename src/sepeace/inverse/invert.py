"""The smallest change that opens a window with a wanted probability: of one lever, of two together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from sepeace.documents.invert import SmallestChange
from sepeace.errors import BadValue
from sepeace.execution.chunks import planned
from sepeace.execution.cluster import worker_pool
from sepeace.execution.many_worlds import run_many
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import provenance_of
from sepeace.execution.workers import Count
from sepeace.inverse.inversion import Answer, Crossing, Inversion
from sepeace.inverse.levers import FIRST, By, Lever, levers_of, refuse_departures
from sepeace.inverse.search import ADDED, PLACES, ROUNDS, Curve, Search
from sepeace.quantities import finite
from sepeace.runs.axes import at
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.scenario import Scenario

MOST = 1_000_000
"""Campaigns at each value: each value keeps a byte of each campaign."""
ACROSS = 8
"""Values of the first lever of two, without the recorded one."""
BETWEEN = 3
"""Values of it that are added where the second begins or ends to be enough."""


def invert(
    scenario: Given,
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
        scenario: as ``load`` gives it, or what ``load`` takes.
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

    >>> found = sp.invert("germany_wins_at_kursk", 0.2, by=["citadel"], campaigns=20)
    >>> needed = found.answers[0].needed
    >>> needed is None or found.answers[0].probability.value >= 0.2
    True
    """
    scenario = accepted(scenario)
    refuse_departures(scenario)
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, cluster=cluster, progress=progress
    )
    target = checked_target(target)
    if options.campaigns > MOST:
        message = "so many campaigns at each value are too many"
        raise BadValue(message, given=options.campaigns, allowed=f"1 to {MOST:,}")
    levers, chosen = levers_of(scenario, by)
    pair = by is not None and len(levers) == 2
    luck = options.luck(_moved(scenario, levers[0]))
    curves = _alone(scenario, levers, pair)
    for curve in curves:
        for end in (curve.lever.low, curve.lever.high):
            planned(curve.world(end), luck)
    plane = (ACROSS + 2 * BETWEEN + 2) * (FIRST + ADDED + PLACES + 1) if pair else 0
    most = options.campaigns * (len(curves) * (FIRST + 2 + PLACES + ROUNDS * ADDED) + plane)
    count = Count(most, progress)
    with worker_pool(options) as pool:
        search = Search(target, options, luck, pool, count, run_many)
        search.follow(curves)
        answers = tuple(search.answer(curve) for curve in curves)
        frontier, smallest = _frontier(search, scenario, curves, answers) if pair else ((), None)
    if progress is not None and count.done < most:
        progress(count.done, count.done)
    return Inversion(
        scenario=scenario,
        seed=options.seed,
        campaigns=options.campaigns,
        luck=luck,
        target=target,
        answers=answers,
        chosen=chosen,
        frontier=frontier,
        smallest=smallest,
        provenance=provenance_of(scenario, options.seed),
    )


def checked_target(target: object) -> float:
    """A probability between 0 and 1, without the two.

    Raises BadValue: anything else, with the reason.
    """
    allowed = "a probability above 0 and below 1, such as 0.5"
    number = finite(target)
    if number is None or not 0.0 <= number <= 1.0:
        raise BadValue("the target is a probability", given=target, allowed=allowed, key="target")
    if number in (0.0, 1.0):
        reason = (
            "a probability of 0 is reached by every war, so there is nothing to look for"
            if number == 0.0
            else "no number of campaigns can show that something always happens"
        )
        raise BadValue(reason, given=target, allowed=allowed, key="target")
    return number


def _moved(scenario: Scenario, lever: Lever) -> Scenario:
    """The scenario with the lever off its recorded value: a what-if, if moving the lever makes it one."""
    return at(scenario, (lever.axis,), (lever.high if lever.high != lever.recorded else lever.low,))


def _alone(scenario: Scenario, levers: Sequence[Lever], pair: bool) -> list[Curve]:
    """One curve a lever; of a pair the other lever is held at its recorded value."""
    if not pair:
        return [Curve(lever, scenario) for lever in levers]
    held = [at(scenario, (lever.axis,), (lever.recorded,)) for lever in levers]
    return [Curve(levers[0], held[1]), Curve(levers[1], held[0])]


# --- two levers ---------------------------------------------------------------------------------------------


def _frontier(
    search: Search, scenario: Scenario, alone: Sequence[Curve], answers: Sequence[Answer]
) -> tuple[tuple[Crossing, ...], SmallestChange | None]:
    """What the second lever needs over values of the first, and the nearest point of all."""
    first, second = (curve.lever for curve in alone)
    across = [v for v in first.grid if v != first.recorded]
    across = [across[round(step * (len(across) - 1) / (ACROSS - 1))] for step in range(ACROSS)]
    found: dict[float, Answer] = {first.recorded: answers[1]}

    def add(values: Sequence[float]) -> None:
        new = [value for value in dict.fromkeys(values) if value not in found]
        curves = [Curve(second, at(scenario, (first.axis,), (value,))) for value in new]
        search.follow(curves, rounds=1)
        found.update({value: search.answer(curve) for value, curve in zip(new, curves, strict=True)})

    add(across)
    add([first.rounded(value) for value in _turns(found)])
    place = _nearest_point(found, first, second, answers[0])
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


def _nearest_point(
    found: dict[float, Answer], first: Lever, second: Lever, alone: Answer
) -> tuple[float, float] | None:
    """The point of the frontier, joined by straight lines, that is nearest to the recorded one."""
    known = [(value, answer.needed) for value, answer in found.items() if answer.needed is not None]
    line = sorted([*known, *([] if alone.needed is None else [(alone.needed, second.recorded)])])
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


def _smallest(rows: Sequence[Crossing], first: Lever, second: Lever, alone: Answer) -> SmallestChange | None:
    """The nearest of the points that were run."""
    made = [
        _point((row.value, row.answer.needed), row.answer, first, second)
        for row in rows
        if row.answer.needed is not None
    ]
    if alone.needed is not None:
        made.append(_point((alone.needed, second.recorded), alone, first, second))
    return min(made, key=lambda point: point.distance, default=None)


def _point(values: tuple[float, float], answer: Answer, first: Lever, second: Lever) -> SmallestChange:
    shares = (
        (values[0] - first.recorded) / first.width,
        (values[1] - second.recorded) / second.width,
    )
    assert answer.probability is not None
    own = answer.lever is second
    return SmallestChange(
        values=values,
        shares=shares,
        distance=math.hypot(*shares),
        ci95=answer.reached.ci95 if own else (second.recorded, second.recorded),
        probability=answer.probability.known,
        probability_ci95=answer.probability.known_ci95,
    )
