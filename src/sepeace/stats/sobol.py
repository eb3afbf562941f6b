"""What an outcome depends on: Sobol's indices of a function, with the noise of chance taken out, and the
shares of nested sources in its variance.

A first-order index is the share of the variance of the outcome that would go if one input were known; a total
index is the share that would stay if all inputs but this one were known. Estimators of Saltelli and others
(2010) for the first and of Jansen (1999) for the second, as in ``scipy.stats.sobol_indices``.

Where an outcome is a chance that is learnt from K lots of luck, the same K at every point, what was seen at a
point is the chance plus an error. All numerators are quadratic forms, so over luck the form of the mean is,
on average, the form of the chance plus that of the error; and forms that pair two different lots have no
error of their own. So the mean over all pairs of different lots is right on average, whatever the luck has
in common between points. A lot need not count at every point. Then each product of two points takes the pairs
of different lots of which one counts at the first and the other at the second, and no value is put in the
place of one that does not count: what stands in for it would be made of other lots, and carry their error
into pairs that should have none in common.

Nested sources: each form of a model has readings, each reading has points of parameters, each point has
lots of luck. What is left when a level is averaged away is the share of that level; what two levels do
together counts for the inner one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sepeace.errors import BadValue
from sepeace.model.arrays import Floats, numbers
from sepeace.stats.replications import Replicates

REPLICATES = 500
AT_ONCE = 2**19
"""Bootstrap replicates, and how many numbers of one kind, replicates by points, are worked out together."""
ROUNDING = 1e-13
"""A variance so small beside the mean square is what rounding left."""
FEWEST_USABLE = 0.975
"""An interval needs so large a share of replicates in which there was anything to divide."""
FEWEST_POINTS, MOST_POINTS = 8, 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """An estimate with the ends of its 95% interval, ``value``, ``low`` and ``high``: shares of a variance.
    All three are nan where there is nothing to divide. Source: percentiles of a bootstrap.

    >>> part = sp.stats.sobol.Interval(value=0.4, low=0.1, high=0.7)
    >>> part.claimed
    True
    """

    value: float
    low: float
    high: float

    @property
    def claimed(self) -> bool:
        """Whether the interval lies above 0."""
        return self.low > 0.0


Input = TypeVar("Input")


class Finding(StrEnum):
    """What can be said of an outcome: nothing moved it; noise drowned it; indices.

    >>> sp.stats.sobol.Finding("flat").value
    'flat'
    """

    FLAT = "flat"
    NOISY = "noisy"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indices:
    """Sobol's indices of one outcome, shares of its variance. Source: Saltelli and others 2010, Jansen 1999.

    Attributes:
        mean: of the outcome over all points.
        variance: of the outcome over the points, noise taken out; not above 0 where noise drowned it.
        noise: share of noise in the variance that was seen; nan where nothing varied at all.
        first, total: one for each input.

    >>> found = sp.stats.sobol.sobol(lambda x: x[0] + 2.0 * x[1], [(0, 1), (0, 1)], n=64)
    >>> [round(share.value, 1) for share in found.first]
    [0.2, 0.8]
    >>> found.finding.value, found.ranked(["first", "second"])[0][0]
    ('shown', 'second')
    """

    mean: float
    variance: float
    noise: float
    first: tuple[Interval, ...]
    total: tuple[Interval, ...]

    @property
    def finding(self) -> Finding:
        """What can be said of the outcome."""
        if math.isnan(self.noise):
            return Finding.FLAT
        return Finding.SHOWN if self.variance > 0.0 else Finding.NOISY

    def ranked(self, inputs: Sequence[Input]) -> list[tuple[Input, Interval, Interval]]:
        """Each input with its first and total index, the largest total first; empty if none is shown."""
        if self.finding != Finding.SHOWN:
            return []
        return sorted(zip(inputs, self.first, self.total, strict=True), key=lambda row: -row[2].value)


def design(inputs: int, n: int, seed: int) -> tuple[Floats, Floats]:
    """Two independent sets of points of the unit cube, A and B, each (n, inputs): scrambled Sobol points.

    ``n`` is the number of points of each, ``seed`` that of the scrambling. Source: ``scipy.stats.qmc``.

    Raises:
        BadValue: n is no power of two from 8 to 65,536, or there is no input.

    >>> a, b = sp.stats.sobol.design(inputs=2, n=8, seed=1)
    >>> a.shape, bool((a == b).any())
    ((8, 2), False)
    """
    from scipy.stats import qmc

    if isinstance(n, bool) or not isinstance(n, int) or not FEWEST_POINTS <= n <= MOST_POINTS or n & (n - 1):
        allowed = f"a power of two from {FEWEST_POINTS} to {MOST_POINTS}, such as 256 or 1024"
        raise BadValue("the number of points is no power of two in range", given=n, allowed=allowed, key="n")
    if inputs < 1:
        raise BadValue("there is no input to vary", given=inputs, allowed="one or more", key="ranges")
    chances = qmc.Sobol(2 * inputs, seed=np.random.default_rng(seed)).random(n)
    return chances[:, :inputs], chances[:, inputs:]


def mixed(a: Floats, b: Floats, which: int) -> Floats:
    """The points of A, of shape (points, inputs), with the input at ``which`` taken from B.

    Numbers from 0 to 1; ``a`` and ``b`` are of one shape, see ``design``. Raises IndexError where there is no
    such input. Source: Saltelli and others 2010.

    >>> a, b = sp.stats.sobol.design(inputs=2, n=8, seed=1)
    >>> bool((sp.stats.sobol.mixed(a, b, which=1)[:, 1] == b[:, 1]).all())
    True
    """
    points = a.copy()
    points[:, which] = b[:, which]
    return points


def sobol(
    function: Callable[[Floats], ArrayLike],
    ranges: Sequence[tuple[float, float]],
    n: int = 1024,
    seed: int = 1,
    replicates: int = REPLICATES,
) -> Indices:
    """First-order and total indices of a function of independent inputs, each spread evenly over its range.

    Args:
        function: takes points of shape (inputs, points) and gives one value each, or, where it is noisy,
            an array (lots, points): the same lots of luck at every point.
        ranges: low and high of each input.
        n: points of each of the two sets, a power of two; the function is asked n (inputs + 2) times.
        seed: of the points and of the bootstrap.
        replicates: of the bootstrap.

    Returns:
        Indices with 95% intervals.

    Raises:
        BadValue: ranges or n are no good, or the function gives something else.

    The function takes any shape (inputs, n). Source: Saltelli and others 2010, Jansen 1999; the noise of
    chance is taken out.

    >>> found = sp.stats.sobol.sobol(lambda x: x[0] * x[1], [(0, 1), (0, 1)], n=64)
    >>> found.total[0].value > found.first[0].value
    True
    """
    ends = numbers("ranges", np.asarray(ranges, dtype=np.float64).reshape(-1, 2))
    if not bool((ends[:, 0] < ends[:, 1]).all()):
        raise BadValue("a range runs upwards", given=list(ranges), allowed="low below high", key="ranges")
    a, b = design(len(ends), n, seed)

    def asked(chances: Floats) -> Floats:
        found = np.asarray(function((ends[:, 0] + chances * (ends[:, 1] - ends[:, 0])).T), dtype=np.float64)
        if found.ndim not in (1, 2) or found.shape[-1] != n or not np.isfinite(found).all():
            allowed = f"{n} finite values, or an array (lots, {n})"
            raise BadValue("the function gave something else", given=found.shape, allowed=allowed)
        return np.atleast_2d(found).T

    every = [asked(mixed(a, b, which)) for which in range(len(ends))]
    return indices(asked(a), asked(b), np.stack(every), seed, replicates)


def indices(
    a: NDArray[np.number],
    b: NDArray[np.number],
    ab: NDArray[np.number],
    seed: int = 1,
    replicates: int = REPLICATES,
    counted: NDArray[np.bool_] | None = None,
) -> Indices:
    """Indices from values at the points, with intervals from a bootstrap over points and lots of luck.

    Args:
        a, b: (points, lots) values at the points of A and of B; the same lots of luck at every point.
        ab: (inputs, points, lots) values at the points of A with one input from B.
        seed, replicates: of the bootstrap, which draws rows of points and, apart from them, lots of luck.
            That is on the careful side: points that fill space evenly err less than points drawn by chance.
        counted: (2 + inputs, points, lots), in the order A, B, then the mixed points: which values count.
            By default all. The outcome at a point is then its mean over the lots that count there.

    Raises:
        BadValue: of several lots fewer than two count at some point.

    Source: Saltelli and others 2010, Jansen 1999.

    >>> import numpy as np
    >>> a, b = sp.stats.sobol.design(inputs=1, n=16, seed=1)
    >>> sp.stats.sobol.indices(a, b, np.stack([b])).total[0].claimed
    True
    """
    n, lots = a.shape
    every = np.concatenate([a[None], b[None], ab]).astype(np.float64)
    masks = np.ones(every.shape, np.bool_) if counted is None else counted
    few = int((masks.sum(axis=2) < min(lots, 2)).sum())
    if few:
        message = f"fewer than two lots count at {few:,} of {masks[..., 0].size:,} points"
        raise BadValue(message, allowed="two or more at every point", key="counted")
    used = masks.any(axis=(0, 1))
    every, masks = every[..., used], masks[..., used]
    lots = every.shape[2]
    two_sets = np.where(masks, every, 0.0)[:2].sum(axis=2) / masks[:2].sum(axis=2)
    middle = float(two_sets.mean())
    nothing = ROUNDING * float((every[:2][masks[:2]] ** 2).mean())
    # From their mean, values leave less to rounding, and to which pairs of lots happen to count.
    values = np.where(masks, every - middle, 0.0)

    generator = np.random.default_rng([seed, 1])
    rows = np.vstack([np.ones(n), generator.multinomial(n, np.full(n, 1.0 / n), size=replicates)])
    shares = np.full(lots, 1.0 / lots)
    lucks = np.vstack([np.ones(lots), generator.multinomial(lots, shares, size=replicates)])
    # A replicate that has one lot alone has no pair of different lots.
    lucks[(lucks > 0).sum(axis=1) < min(lots, 2)] = 1.0
    step = max(1, AT_ONCE // n)
    made = [
        Replicates(rows[start : start + step], lucks[start : start + step]).forms(values, masks)
        for start in range(0, replicates + 1, step)
    ]
    seen, variance, first, total = (np.concatenate(parts) for parts in zip(*made, strict=True))
    seen[seen <= nothing] = 0.0
    for form in (variance, first, total):  # else the end of an interval could lie above 0 by rounding alone
        form[np.abs(form) <= nothing] = 0.0
    return Indices(
        mean=middle,
        variance=float(variance[0]),
        noise=1.0 - float(variance[0] / seen[0]) if seen[0] > 0.0 else float("nan"),
        first=tuple(_interval(column, variance) for column in first.T),
        total=tuple(_interval(column, variance) for column in total.T),
    )


def _interval(numerator: Floats, variance: Floats) -> Interval:
    """An index with the middle 95% of its replicates; the first is the estimate."""
    # A replicate can draw too few lots that count anywhere: it has no number then.
    usable = (variance > 0.0) & np.isfinite(numerator)
    if not usable[0]:
        return Interval(value=float("nan"), low=float("nan"), high=float("nan"))
    found = numerator[usable] / variance[usable]
    if usable.mean() < FEWEST_USABLE:
        return Interval(value=float(found[0]), low=float("-inf"), high=float("inf"))
    low, high = np.quantile(found[1:], (0.025, 0.975))
    return Interval(value=float(found[0]), low=float(low), high=float(high))


# --- nested sources ---------------------------------------------------------------------------------------

SOURCES = ("chance", "parameters", "readings", "form")
"""Levels of a nested design, from the inside out."""
FEWEST_NESTED = 3
"""Points of a cell: a replicate draws one fewer, and needs two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nested:
    """Where the variance of an outcome comes from. Source: a balanced nested analysis of variance.

    Attributes:
        mean, variance: of the outcome over everything; the variance is the sum of the four parts.
        parts: variance by source; an estimate below 0 is put at 0.
        shares: of the variance, with intervals; nan where nothing varied.
        cut: sources whose estimate lay below 0.

    >>> import numpy as np
    >>> sorted(sp.stats.sobol.nested(np.random.default_rng(1).normal(size=(1, 2, 4, 3))).shares)
    ['chance', 'form', 'parameters', 'readings']
    """

    mean: float
    variance: float
    parts: dict[str, float]
    shares: dict[str, Interval]
    cut: tuple[str, ...]


def nested(values: ArrayLike, seed: int = 1, replicates: int = REPLICATES) -> Nested:
    """Shares of chance, parameters, readings and form in the variance of an outcome: a balanced nested ANOVA.

    Forms and readings are all there is of them, each with the same weight; points and lots of luck are
    samples, drawn afresh in every cell.

    Args:
        values: (forms, readings, points, lots): 1 or more, 1 or more, 3 or more, 2 or more.
        seed, replicates: of the bootstrap, which draws points anew within each cell, their lots with them,
            one fewer than there are, so that means vary as they should; replicates are moved so that their
            mean is the estimate.

    Raises:
        BadValue: another shape, or values that are not finite.

    Source: a balanced nested analysis of variance.

    >>> import numpy as np
    >>> found = sp.stats.sobol.nested(np.random.default_rng(1).normal(size=(1, 2, 4, 3)))
    >>> round(sum(share.value for share in found.shares.values()), 9)
    1.0
    """
    table = numbers("values", values)
    if table.ndim != 4 or min(table.shape) < 1 or table.shape[2] < FEWEST_NESTED or table.shape[3] < 2:
        allowed = f"(forms, readings, points, lots): 1, 1, {FEWEST_NESTED} and 2 or more"
        raise BadValue("the design has another shape", given=table.shape, allowed=allowed, key="values")
    means, within = table.mean(axis=3), table.var(axis=3, ddof=1)
    points = table.shape[2]
    found = _parts(means, within, np.ones(means.shape), table.shape[3])
    generator = np.random.default_rng([seed, 2])
    again = np.empty((replicates, len(SOURCES)))
    for place in range(replicates):
        drawn = generator.multinomial(points - 1, np.full(points, 1.0 / points), size=means.shape[:2])
        again[place] = _parts(means, within, drawn.astype(np.float64), table.shape[3])
    again += found - again.mean(axis=0)
    whole, wholes = np.maximum(found, 0.0), np.maximum(again, 0.0)
    variance = float(whole.sum())
    with np.errstate(invalid="ignore", divide="ignore"):
        ends = np.quantile(wholes / wholes.sum(axis=1, keepdims=True), (0.025, 0.975), axis=0)
        shares = whole / variance if variance > 0.0 else np.full(len(SOURCES), np.nan)
    return Nested(
        mean=float(table.mean()),
        variance=variance,
        parts=dict(zip(SOURCES, whole.tolist(), strict=True)),
        shares={
            name: Interval(value=float(shares[at]), low=float(ends[0, at]), high=float(ends[1, at]))
            for at, name in enumerate(SOURCES)
        },
        cut=tuple(name for name, part in zip(SOURCES, found, strict=True) if part < 0.0),
    )


def _parts(means: Floats, within: Floats, drawn: Floats, lots: int) -> Floats:
    """Unbiased variance by source, in the order of ``SOURCES``.

    Args:
        means, within: (forms, readings, points): mean and variance over luck at each point.
        drawn: how often each point is in the sample.
    """
    size = drawn.sum(axis=2)
    cell = (drawn * means).sum(axis=2) / size
    spread = (drawn * (means - cell[:, :, None]) ** 2).sum(axis=2) / (size - 1.0)
    chance = float(((drawn * within).sum(axis=2) / size).mean())
    forms, readings = cell.shape
    doubt = float((spread / size).mean())  # variance of the mean of a cell, as points go
    form = cell.mean(axis=1)
    return np.array(
        [
            chance,
            float(spread.mean()) - chance / lots,
            float(cell.var(axis=1).mean()) - doubt * (1.0 - 1.0 / readings),
            float(form.var()) - doubt / readings * (1.0 - 1.0 / forms),
        ]
    )
