"""Quadratic forms of chances that are learnt from lots of luck: means over pairs of different lots.

What a lot shows at a point is the chance there plus an error, and lots are independent of each other. So the
product of what two different lots show, at two points or at one, is on average the product of the chances,
also where a lot has the same luck at all points. Only lots that count are paired. How many pairs that is
differs between points, so each product is divided by its own number of pairs. For means over many points the
pairs are weighted together; values have been taken from their mean before, which makes that harmless.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from sepeace.model.arrays import Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One set of points as some replicates see it.

    Attributes:
        values, counted: (points, lots); values are 0 where they do not count.
        whole: whether all count. Then ``sizes`` and ``enough`` have one column for all points.
        sums, sizes: (replicates, points): sum over the lots that count, and how many they are.
        enough: (replicates, points): whether two different lots count.
        by_lot, weight: (replicates, lots): what each lot adds to the mean over the points, and its weight.
    """

    values: Floats
    counted: Floats
    whole: bool
    sums: Floats
    sizes: Floats
    enough: NDArray[np.bool_]
    by_lot: Floats
    weight: Floats


class Replicates:
    """Some replicates of the bootstrap: how often each point and each lot of luck was drawn."""

    def __init__(self, rows: Floats, lucks: Floats) -> None:
        self.rows, self.lucks, self.squares = rows, lucks, lucks**2
        self.single = lucks.shape[1] == 1

    def forms(self, values: Floats, masks: NDArray[np.bool_]) -> tuple[Floats, Floats, Floats, Floats]:
        """Variance as seen, variance, and numerators of both indices, for each replicate.

        Args:
            values, masks: (2 + inputs, points, lots).
        """
        inputs = len(values) - 2
        one, two = (self._look(values[which], masks[which]) for which in (0, 1))
        squared = self._pairs(one, one)
        both = 0.5 * (self._over(squared, one) + self._over(self._pairs(two, two), two))
        halves = np.stack([one.by_lot, two.by_lot, one.weight, two.weight])
        by_lot, weight = 0.5 * (halves[0] + halves[1]), 0.5 * (halves[2] + halves[3])
        variance = both - self._of_means(by_lot, weight, by_lot, weight)
        with np.errstate(invalid="ignore"):
            shown = 0.5 * sum(self._over((look.sums / look.sizes) ** 2, look) for look in (one, two))
        seen = np.asarray(shown - by_lot.sum(axis=1) ** 2)
        first, total = np.empty((len(self.rows), inputs)), np.empty((len(self.rows), inputs))
        crossed = self._pairs(two, one)
        centred = self._of_means(by_lot, weight, one.by_lot, one.weight)
        for which in range(inputs):
            mixed_one = self._look(values[2 + which], masks[2 + which])
            form = self._over(self._pairs(two, mixed_one) - crossed, one, two, mixed_one)
            centre = self._of_means(by_lot, weight, mixed_one.by_lot, mixed_one.weight) - centred
            first[:, which] = form - centre
            apart = squared - 2.0 * self._pairs(one, mixed_one) + self._pairs(mixed_one, mixed_one)
            total[:, which] = 0.5 * self._over(apart, one, mixed_one)
        return seen, variance, first, total

    def _look(self, values: Floats, mask: NDArray[np.bool_]) -> _Look:
        counted, whole = mask.astype(np.float64), bool(mask.all())
        sums = self.lucks @ values.T
        sizes = self.lucks.sum(axis=1, keepdims=True) if whole else self.lucks @ counted.T
        enough = sizes > 0.0
        if not self.single and not whole:
            enough = sizes**2 > self.squares @ counted.T
        rows = self.rows * enough
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.where(enough, rows / sizes, 0.0) / rows.sum(axis=1, keepdims=True)
        return _Look(
            values=values,
            counted=counted,
            whole=whole,
            sums=sums,
            sizes=sizes,
            enough=enough,
            by_lot=self.lucks * (share @ values),
            weight=self.lucks / sizes if whole else self.lucks * (share @ counted),
        )

    def _pairs(self, one: _Look, two: _Look) -> Floats:
        """The mean product of two points over pairs of different lots, point by point."""
        if self.single:
            return one.sums * two.sums
        own = self.squares @ (one.values * two.values).T
        if one.whole and two.whole:
            alike = self.squares.sum(axis=1, keepdims=True)
        else:
            alike = self.squares @ (one.counted * two.counted).T
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((one.sums * two.sums - own) / (one.sizes * two.sizes - alike))

    def _of_means(self, one: Floats, weight: Floats, two: Floats, other: Floats) -> Floats:
        """The product of two means over points, over pairs of different lots; see ``_Look.by_lot``."""
        whole = one.sum(axis=1) * two.sum(axis=1)
        if self.single:
            return np.asarray(whole)
        return np.asarray((whole - (one * two).sum(axis=1)) / (1.0 - (weight * other).sum(axis=1)))

    def _over(self, values: Floats, *looks: _Look) -> Floats:
        """The mean over the points at which enough lots count."""
        if all(look.whole for look in looks):
            return np.asarray(np.einsum("rp,rp->r", self.rows, values) / self.rows.sum(axis=1))
        enough = np.asarray(reduce(np.logical_and, [look.enough for look in looks]))
        rows = self.rows * enough
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((rows * np.where(enough, values, 0.0)).sum(axis=1) / rows.sum(axis=1))
