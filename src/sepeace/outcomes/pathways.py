"""The difference between two worlds, shared out among the ways through which it comes.

The second world is run once for every set of channels taken from the first. Each pair of campaigns so has a
share for every channel by Shapley's rule, a whole number of sixtieths; what is left of its difference acts by
other ways. Sums and squares of whole numbers add up the same in any order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sepeace.model.counterfactual import shapley
from sepeace.stats.estimates import Z95, Estimate
from sepeace.wording.gap import Way

WAYS = tuple(Way)
CHANNELS = WAYS[:-1]
"""How battlefield and West reach the leaders, in the order of the kernel's bits; all but the other ways."""
SETS = 1 << len(CHANNELS)
PARTS = math.lcm(*(len(CHANNELS) * math.comb(len(CHANNELS) - 1, size) for size in range(len(CHANNELS))))
"""Shapley's shares of one pair are whole numbers of such parts."""
UNSEEN = 3.0
"""What none of n pairs showed may still be true of 3/n of them (the rule of three, 95%)."""


@cache
def _weights() -> NDArray[np.int64]:
    """Share of each channel, in parts, of an outcome seen with one set of channels taken: set by channel."""
    every = SETS - 1
    rows = [shapley([float(own == every ^ taken) for own in range(SETS)]) for taken in range(SETS)]
    weights: NDArray[np.int64] = np.rint(PARTS * np.array(rows)).astype(np.int64)
    return weights


@dataclass(slots=True)
class SplitSums:
    """Shares of the difference between two worlds, added up over pairs of campaigns.

    Attributes:
        pairs: campaigns counted.
        sums, squares: of the shares in parts, by window or settlement and by way; last, of the whole.
        products: of the shares with the whole.
    """

    pairs: int = 0
    sums: NDArray[np.int64] = field(default_factory=lambda: np.zeros((2, len(WAYS) + 1), np.int64))
    squares: NDArray[np.int64] = field(default_factory=lambda: np.zeros((2, len(WAYS) + 1), np.int64))
    products: NDArray[np.int64] = field(default_factory=lambda: np.zeros((2, len(WAYS) + 1), np.int64))

    def add(self, found: NDArray[np.bool_], without: NDArray[np.bool_]) -> None:
        """Count pairs.

        Args:
            found: by pair, set of channels taken from the first world, and window or settlement.
            without: by pair, and window or settlement: what the first world has.
        """
        seen = found.astype(np.int64)
        through = seen.transpose(0, 2, 1) @ _weights()
        whole = PARTS * (seen[:, 0] - without.astype(np.int64))
        rest = whole - through.sum(axis=2)
        shares = np.concatenate([through, rest[:, :, None], whole[:, :, None]], axis=2)
        self.pairs += len(found)
        self.sums += shares.sum(axis=0)
        self.squares += (shares * shares).sum(axis=0)
        self.products += (shares * whole[:, :, None]).sum(axis=0)

    def shares(self, which: int) -> dict[Way, Estimate]:
        """The part of the difference that comes by each way; they add up to it.

        Args:
            which: 0 for windows, 1 for settlements.
        """
        return {way: self._estimate(which, place) for place, way in enumerate(WAYS)}

    def part(self, which: int, way: Way) -> Estimate:
        """The part of the whole difference that comes by one way: a ratio of means, with its interval.

        Source: the usual linear error of a ratio (Cochran 1977, Sampling Techniques, ch. 6).
        """
        place, n = WAYS.index(way), self.pairs
        own, whole = int(self.sums[which, place]), int(self.sums[which, -1])
        ratio = own / whole
        squares, products, wholes = (
            int(table[which, at])
            for table, at in ((self.squares, place), (self.products, place), (self.squares, -1))
        )
        spread = squares - 2.0 * ratio * products + ratio * ratio * wholes
        half = Z95 * math.sqrt(max(spread, 0.0)) / abs(whole)
        return Estimate(value=ratio, ci95=(ratio - half, ratio + half), n=n, method="ratio")

    def _estimate(self, which: int, place: int) -> Estimate:
        n = self.pairs
        mean = int(self.sums[which, place]) / (PARTS * n)
        spread = max(int(self.squares[which, place]) / (PARTS * PARTS * n) - mean * mean, 0.0)
        half = Z95 * math.sqrt(spread / n) if spread > 0.0 else UNSEEN / n
        return Estimate(value=mean, ci95=(mean - half, mean + half), n=n, method="shapley")
