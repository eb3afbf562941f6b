"""How many real reports wars let expect, and how many the record has: chances of each number."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sepeace.calibration.diplomacy.likelihood import Array, by_share
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.reports import Reports
from sepeace.calibration.diplomacy.weighing import normed

MOST = 120
"""Numbers of reports that are told apart."""
PARTS = 2_000
"""Of the range of rates; a rate is taken for the middle of its part."""
INTERVAL = (0.05, 0.95)
"""Ends of an interval of 90%."""


def joint(pool: WarPool, found: Reports, completeness: Array) -> Array:
    """(sets, lucks, shares), weights of single wars and shares of feelers that left a report."""
    logs = by_share(pool.expected, found, completeness)
    logs[pool.settled] = -np.inf
    return normed(logs)


def numbers_of(rates: Array, weights: Array) -> Array:
    """Chances of 0, 1, 2, ... reports: a Poisson number at each rate, the rates weighted."""
    step = (float(rates.max()) + 1e-9) / PARTS
    mass = np.bincount((rates.ravel() / step).astype(np.intp), weights.ravel(), PARTS)
    middles, counts = (np.arange(PARTS) + 0.5) * step, np.arange(MOST)
    factorials = np.concatenate([[0.0], np.cumsum(np.log(counts[1:]))])
    chances = mass @ np.exp(np.log(middles)[:, None] * counts - middles[:, None] - factorials)
    return np.asarray(chances / chances.sum())


def numbers_reported(chances: Sequence[float]) -> Array:
    """Chances of 0, 1, 2, ... real reports, each of them real with its own chance."""
    found = np.zeros(MOST)
    found[0] = 1.0
    for chance in chances:
        found[1:] = found[1:] * (1.0 - chance) + found[:-1] * chance
        found[0] *= 1.0 - chance
    return found


def interval(chances: Array) -> tuple[float, float]:
    """Least and most of the numbers that hold 90%."""
    low, high = (float(np.searchsorted(np.cumsum(chances), end)) for end in INTERVAL)
    return low, high


def more(one: Array, other: Array) -> float:
    """Chance that the first number is above the second, ties by half."""
    below = np.cumsum(other) - other
    return float(one @ (below + 0.5 * other))
