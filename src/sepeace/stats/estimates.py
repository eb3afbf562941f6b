"""Estimates of chances from counts, with intervals that stay sensible at 0 and at all.

Wilson's score interval for one chance (Wilson 1927); where fewer than five campaigns have a thing, or have
it not, that interval is too short, and Clopper and Pearson's exact one takes its place (Biometrika 1934).
For the difference of two chances seen on the same campaigns Newcombe's square-and-add of two Wilson intervals
with corrected correlation (Newcombe 1998, Statistics in Medicine 17: 2635-2650, method 10). Intervals are 95
per cent; of several that are read together each may be widened so that all hold at once (Bonferroni).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

from sepeace.errors import BadValue

Z95 = 1.959963984540054
"""Normal quantile of .975: an error of 5%, either way."""
Z80 = 0.8416212335729143
"""Normal quantile of .8: seen four times in five."""
ALPHA = 0.05
"""Error of an interval, both ways together."""
FEW = 5
"""Campaigns below which Wilson's interval of a share gives way to Clopper and Pearson's."""
_HALVINGS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A number learnt from ``n`` campaigns. ``ci95`` is (low, high); ``value`` is nan when n is 0."""

    value: float
    ci95: tuple[float, float]
    n: int
    method: str

    @property
    def known(self) -> float | None:
        """The value; None where no campaign counts."""
        return self.value if self.n else None

    @property
    def known_ci95(self) -> tuple[float, float] | tuple[None, None]:
        """The interval; two None where no campaign counts."""
        return self.ci95 if self.n else (None, None)


def finite(value: float) -> float | None:
    """A number as a document can hold it: None where it is not finite."""
    return float(value) if math.isfinite(value) else None


def wilson(k: int, n: int) -> Estimate:
    """Chance estimated by ``k`` of ``n``, with Wilson's interval; no campaigns leave (0, 1).

    The interval starts at exactly 0 for k = 0 and ends at exactly 1 for k = n. Raises BadValue unless
    0 <= k <= n are whole numbers.
    """
    k, n = as_count("k", k), as_count("n", n)
    if k > n:
        raise BadValue("more successes than trials", given=k, allowed=f"0 to {n}", key="k")
    value = k / n if n else math.nan
    return Estimate(value=value, ci95=_score_interval(k, n), n=n, method="wilson")


def share(k: int, n: int, together: int = 1) -> Estimate:
    """Chance estimated by ``k`` of ``n``: Wilson's interval, or Clopper and Pearson's where it is too short.

    Args:
        together: intervals that are to hold all at once; each is then one of 1 - 5% / together.

    Raises BadValue as ``wilson`` does.
    """
    found = wilson(k, n)
    if n and min(k, n - k) < FEW:
        interval = _exact_interval(k, n, together)
        return Estimate(value=found.value, ci95=interval, n=n, method="clopper_pearson")
    if together == 1:
        return found
    interval = _score_interval(k, n, simultaneous(together))
    return Estimate(value=found.value, ci95=interval, n=n, method="wilson")


def simultaneous(together: int) -> float:
    """Normal quantile of each of so many two-sided intervals that hold all at once 19 times in 20 or more."""
    return Z95 if together == 1 else NormalDist().inv_cdf(1.0 - 0.5 * ALPHA / together)


def newcombe_paired(both: int, only_a: int, only_b: int, neither: int, z: float = Z95) -> Estimate:
    """Difference of two chances, a minus b, seen on the same campaigns.

    Args:
        z: normal quantile of the interval's ends; 95% by default.

    The counts are of campaigns in which the outcome came in both worlds, only in a, only in b, in
    neither. Luck shared by both worlds narrows the interval. No campaigns leave (-1, 1). Raises
    BadValue unless all are whole numbers of at least 0.
    """
    both, only_a = as_count("both", both), as_count("only_a", only_a)
    only_b, neither = as_count("only_b", only_b), as_count("neither", neither)
    n = both + only_a + only_b + neither
    method = "newcombe_paired"
    if n == 0:
        return Estimate(value=math.nan, ci95=(-1.0, 1.0), n=0, method=method)
    a, b = both + only_a, both + only_b
    low_a, high_a = _score_interval(a, n, z)
    low_b, high_b = _score_interval(b, n, z)
    phi = _correlation(both, only_a, only_b, neither)
    difference = (only_a - only_b) / n
    down = _square_and_add(a / n - low_a, high_b - b / n, phi)
    up = _square_and_add(high_a - a / n, b / n - low_b, phi)
    return Estimate(value=difference, ci95=(difference - down, difference + up), n=n, method=method)


def mean(values: ArrayLike) -> Estimate:
    """Mean of numbers, one a campaign, or of the differences of pairs, with its normal interval.

    The interval is the mean plus and minus 1.96 standard errors; of fewer than two numbers it has no end.

    >>> mean([1.0, 3.0]).value, mean([2.0, 2.0]).ci95, mean([]).known
    (2.0, (2.0, 2.0), None)
    """
    found = [float(value) for value in np.asarray(values, dtype=float)]
    n, method = len(found), "normal_mean"
    if n < 2:
        return Estimate(value=found[0] if n else math.nan, ci95=(-math.inf, math.inf), n=n, method=method)
    middle = math.fsum(found) / n
    error = math.sqrt(math.fsum((value - middle) ** 2 for value in found) / (n - 1) / n)
    return Estimate(value=middle, ci95=(middle - Z95 * error, middle + Z95 * error), n=n, method=method)


def rounded_up(number: float) -> int:
    """A whole number of two digits and noughts, not below ``number``, which is at least 0."""
    size: int = 10 ** max(0, len(str(int(number))) - 2)
    return math.ceil(number / size) * size


def about(number: float) -> int:
    """The whole number of two digits and noughts that is nearest to ``number``, which is at least 10."""
    return int(float(f"{number:.2g}"))


def as_count(name: str, value: int) -> int:
    """A value as a whole number of at least 0. Raises BadValue for anything else."""
    try:
        whole = value.__index__()
    except (AttributeError, TypeError):
        whole = -1
    if isinstance(value, bool) or whole < 0:
        raise BadValue("not a count", given=value, allowed="whole numbers of at least 0", key=name)
    return whole


def _exact_interval(k: int, n: int, together: int) -> tuple[float, float]:
    """Clopper and Pearson's interval for a count near none or near all: neither tail beyond it is 2.5%."""
    if n - k < k:
        low, high = _exact_interval(n - k, n, together)
        return 1.0 - high, 1.0 - low
    error = 0.5 * ALPHA / together
    low = 0.0 if k == 0 else _where(lambda p: 1.0 - _at_most(k - 1, n, p) < error)
    high = 1.0 if k == n else _where(lambda p: _at_most(k, n, p) > error)
    return low, high


def _where(below: Callable[[float], bool]) -> float:
    """The place between 0 and 1 up to which something holds."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        low, high = (middle, high) if below(middle) else (low, middle)
    return low


def _at_most(k: int, n: int, p: float) -> float:
    """Chance of at most ``k`` of ``n``, for a small k."""
    if p >= 1.0:
        return 1.0 if k >= n else 0.0
    term = math.exp(n * math.log1p(-p))
    total = term
    for i in range(k):
        term *= (n - i) / (i + 1) * p / (1.0 - p)
        total += term
    return min(total, 1.0)


def _score_interval(k: int, n: int, z: float = Z95) -> tuple[float, float]:
    if n == 0:
        return 0.0, 1.0
    p = k / n
    z2 = z * z
    middle = (k + 0.5 * z2) / (n + z2)
    half = z * math.sqrt(n * p * (1.0 - p) + 0.25 * z2) / (n + z2)
    # At the ends middle and half cancel exactly; rounding must not show.
    return (0.0 if k == 0 else middle - half, 1.0 if k == n else middle + half)


def _correlation(both: int, only_a: int, only_b: int, neither: int) -> float:
    """Newcombe's phi: a positive one is corrected towards 0 by n/2, so perfect agreement is not trusted."""
    a, not_a = both + only_a, only_b + neither
    b, not_b = both + only_b, only_a + neither
    margins = a * not_a * b * not_b
    if margins == 0:
        return 0.0
    cross: float = both * neither - only_a * only_b
    if cross > 0:
        cross = max(cross - 0.5 * (a + not_a), 0.0)
    return cross / math.sqrt(margins)


def _square_and_add(first: float, second: float, phi: float) -> float:
    return math.sqrt(max(first * first - 2.0 * phi * first * second + second * second, 0.0))
