"""Places for words beside what they name: on a scale at the margin, and beside points of a path."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
HERE, UNDER, CROSSED, ON_A_POINT, ON_A_NAME = 0.08, 0.05, 2.0, 8.0, 1_000.0
"""What costs a name how much, where a point of the drawing under it costs one: a point of type of distance
from its own point, a point of the drawing under its leader, a leader or another named point crossed by its
leader, another named point under it, another name under it."""
NEAR = np.array([2.5, 2.5])
"""How near a leader comes to what it touches, in points of type."""
ROUNDS = 3
"""Times each name is placed anew, with all others where they stand."""
GAPS = (6.0, 11.0, 17.0, 24.0, 33.0, 43.0, 55.0, 70.0, 88.0)
"""Room between a point and its name, from ring to ring, in points of type."""


def spread(places: Sequence[float], sizes: Sequence[float], low: float, high: float) -> list[float]:
    """Middles for labels that belong at rising `places`: none overlaps another, and together they move least.

    Args:
        places: where each label belongs, rising.
        sizes: how high each is, with the room around it.
        low, high: the ends of the scale; no label reaches beyond one of them, if all have room between.

    Returns:
        Where each label's middle goes, in the same order.
    """
    # Take the sizes away: then labels that must not overlap are numbers that must not fall, and the nearest
    # rising numbers come from pooling neighbours that fall.
    starts = np.concatenate(([0.0], np.cumsum(sizes)[:-1])) + 0.5 * np.asarray(sizes, dtype=float)
    pools: list[list[float]] = []
    for wanted in np.asarray(places, dtype=float) - starts:
        pools.append([float(wanted)])
        while len(pools) > 1 and np.mean(pools[-2]) > np.mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    flat = np.concatenate([np.full(len(pool), np.mean(pool)) for pool in pools])
    return [float(place) for place in np.clip(flat, low, max(low, high - float(np.sum(sizes)))) + starts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Where names may go: all lengths in points of type.

    low, high: the lower left and the upper right corner of the frame no name leaves.
    taken: points that are drawn already, a row each (across, up).
    """

    low: Floats
    high: Floats
    taken: Floats


def beside(points: Floats, size: tuple[float, float], room: Room) -> Floats:
    """For each point the middle of a name beside it that covers no other name and little of the drawing.

    Args:
        points: the points to name, in points of type, a row each (across, up).
        size: width and height of a name.
        room: frame and drawing.

    Returns:
        The middles, a row each. A point whose frame has no room for a name keeps its name upon itself.
    """
    half = 0.5 * np.asarray(size, dtype=float)
    tries = [_tries(number, points, half, room) for number in range(len(points))]
    chosen: dict[int, int] = {}
    for number in list(range(len(points))) * ROUNDS:
        others = [tries[other] for other in chosen if other != number]
        picks = [pick for other, pick in chosen.items() if other != number]
        names = np.array([found.spots[pick] for found, pick in zip(others, picks, strict=True)])
        lines = [found.leaders[pick][:-2] for found, pick in zip(others, picks, strict=True)]
        own = tries[number]
        costs = own.costs
        if lines:
            every, leaders = own.leaders[:, :-2].reshape(-1, 2), np.concatenate(lines)
            crossed = _within(names, every, half) + _within(leaders, every, NEAR)
            costs = costs + ON_A_NAME * _within(names, own.spots, 2.0 * half + 1.0)
            costs = costs + CROSSED * (
                _within(leaders, own.spots, half) + crossed.reshape(len(own.spots), -1).sum(axis=1)
            )
        chosen[number] = int(np.argmin(costs))
    return np.array([tries[number].spots[chosen[number]] for number in range(len(points))]).reshape(-1, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tries:
    """Middles that a name may have, the leader of each, and what each costs beside the drawing alone."""

    spots: Floats
    leaders: Floats
    costs: Floats


def _tries(number: int, points: Floats, half: Floats, room: Room) -> _Tries:
    point, others = points[number], np.delete(points, number, axis=0)
    spots = _around(point, half)
    inside = np.all((spots - half >= room.low) & (spots + half <= room.high), axis=1)
    spots = spots[inside] if bool(np.any(inside)) else point[None, :]
    leaders = np.array([_leader(spot, point, half) for spot in spots])
    # The last places of a leader are on its own point.
    way = leaders[:, :-2].reshape(-1, 2)
    under = UNDER * _within(room.taken, way, NEAR) + CROSSED * _within(others, way, 2.0 * NEAR)
    costs = HERE * np.hypot(*(spots - point).T) + _within(room.taken, spots, half + 2.0)
    costs += ON_A_POINT * _within(others, spots, half + 2.0) + under.reshape(len(spots), -1).sum(axis=1)
    return _Tries(spots=spots, leaders=leaders, costs=np.asarray(costs, dtype=float))


def _around(point: Floats, half: Floats) -> Floats:
    """Middles in rings around a point, the near ones first."""
    turns = np.arange(0.0, 2.0 * np.pi, np.pi / 16.0)
    ring = np.column_stack((np.cos(turns), np.sin(turns)))
    return np.vstack([point + ring * (half + gap) for gap in GAPS])


def _leader(spot: Floats, point: Floats, half: Floats) -> Floats:
    """Places along the line from a name's edge to its point."""
    way = point - spot
    out = float(np.min(half / np.maximum(np.abs(way), 1e-9)))
    return np.asarray(spot + np.linspace(min(out, 1.0), 1.0, 12)[:, None] * way, dtype=float)


def _within(points: Floats, spots: Floats, half: Floats) -> Floats:
    """For each of the spots how many of the points lie in the box around it."""
    if not len(points):
        return np.zeros(len(spots))
    (across, up), (here, height) = points.T, spots.T
    near = np.abs(across - here[:, None]) < half[0]
    near &= np.abs(up - height[:, None]) < half[1]
    return np.asarray(np.count_nonzero(near, axis=1), dtype=float)
