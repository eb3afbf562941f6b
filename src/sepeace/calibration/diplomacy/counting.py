"""How many real reports wars let expect, and how many the record has: chances of each number."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.held_wars import HeldWars
from sepeace.calibration.diplomacy.likelihood import Array
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.weighing import WeighedSets

MOST = 120
"""Numbers of reports that are told apart."""
INTERVAL = (0.05, 0.95)
"""Ends of an interval of 90%."""


@dataclass(frozen=True, kw_only=True)
class ForetoldWars:
    """Wars that foretell, with their weights and the share of feelers that leaves a report: (wars,) each.

    Attributes:
        expected: (wars, 2, cells), feelers to be expected of each side.
        sent: the same, those that were sent.
    """

    weights: Array
    shares: Array
    expected: Array
    sent: NDArray[np.int64]

    def mean(self, side: int, cells: Sequence[int]) -> float:
        """Mean number of real reports of a side in some half-years."""
        rates = self.expected[:, side, list(cells)].sum(axis=1)
        return float(np.sum(self.weights * self.shares * rates))

    def numbers(self, side: int, cells: Sequence[int]) -> Array:
        """Chances of 0, 1, 2, ... of them: each feeler leaves a report or none."""
        sent = self.sent[:, side, list(cells)].sum(axis=1)
        found = np.zeros(MOST)
        for number in np.unique(sent):
            which = sent == number
            weights, share = self.weights[which], self.shares[which]
            for real in range(min(number, MOST - 1) + 1):
                ways = share**real * (1.0 - share) ** (number - real)
                found[real] += math.comb(int(number), real) * float(weights @ ways)
        return np.asarray(found / found.sum())


def foretelling(pool: WarPool, held: HeldWars, weighed: WeighedSets) -> ForetoldWars:
    """Wars of the weighed sets that the weights do not know, and in which nothing was signed.

    Each has the share of a war of its set that was held to the reports.
    """
    lasting = ~pool.settled
    each = lasting / np.maximum(lasting.sum(axis=1), 1)[:, None]
    weights = (weighed.war_weights[:, :, None] * each[:, None, :]).ravel()
    kept = np.flatnonzero(weights > 0.0)
    which, rest = np.divmod(kept, held.logs.shape[1] * pool.lucks)
    war, luck = np.divmod(rest, pool.lucks)
    return ForetoldWars(
        weights=weights[kept] / weights.sum(),
        shares=held.shares[which, war],
        expected=pool.expected[which, luck],
        sent=pool.sent[which, luck],
    )


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
