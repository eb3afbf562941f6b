"""What the coded scores say of the score equation: interval-censored likelihood, weak priors, weighted draws.

Unknowns, in this order: b0 (score at equal strength), b1 (per log ratio of forces), b2 (per unit of quality
edge), ln s (spread). A battle of code k has the likelihood Phi((upper - m)/s) - Phi((lower - m)/s) with
m = b0 + b1 ratio + b2 edge. The posterior is found at its peak; draws from a multivariate t around it
(Laplace) are weighted by posterior over proposal, so that means and spreads are those of the posterior.
Draws have addresses (Philox), so a fit gives the same numbers every time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.codes import Scored
from sepeace.errors import BadValue
from sepeace.kernel.draws import philox

Array = NDArray[np.float64]
PRIOR_MEAN = (0.5, 0.5, 0.5, math.log(0.75))
PRIOR_SD = (1.0, 1.0, 1.0, 0.5)
"""Weak and independent, normal (judgement). A score runs from -1.5 to 2, so a sd of 1 for b0, b1 and b2 lets
any of them carry the whole of it; the spread lies between .28 and 2.0 with a chance of 95%."""
FREEDOM = 5
"""Degrees of freedom of the proposal: tails heavier than the posterior's."""
SEED, STREAM = 1, 900
"""Address of the draws: a stream far from those of campaigns."""
DRAWS = 20_000
STEP = 1e-4
"""Of the differences that give the curvature at the peak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Weighted draws.

    Attributes:
        peak: b0, b1, b2, ln s where the posterior is highest.
        draws: rows of b0, b1, b2, s (not its logarithm).
        weights: of the rows, sum 1.
        effective: effective number of draws, 1 / sum of squared weights.
    """

    peak: tuple[float, ...]
    draws: Array
    weights: Array
    effective: float

    @property
    def mean(self) -> Array:
        """Weighted mean of b0, b1, b2, s."""
        return np.asarray(self.weights @ self.draws)

    @property
    def covariance(self) -> Array:
        """Weighted covariance of b0, b1, b2, s."""
        away = self.draws - self.mean
        return np.asarray((away * self.weights[:, None]).T @ away)

    @property
    def sd(self) -> Array:
        """Weighted standard deviations."""
        return np.sqrt(np.diag(self.covariance))

    @property
    def correlation(self) -> Array:
        """Weighted correlations."""
        return np.asarray(self.covariance / np.outer(self.sd, self.sd))


def design(rows: Sequence[Scored]) -> Array:
    """One row a battle: 1, ratio, edge."""
    return np.array([[1.0, row.ratio, row.edge] for row in rows])


def log_likelihood(unknown: Array, rows: Sequence[Scored]) -> Array:
    """Log likelihood of codes at each row of ``unknown`` (b0, b1, b2, ln s)."""
    bins = np.array([row.bin for row in rows])
    means, spread = unknown[:, :3] @ design(rows).T, np.exp(unknown[:, 3:])
    logs = log_bins((bins[:, 0] - means) / spread, (bins[:, 1] - means) / spread)
    return np.asarray(logs.sum(axis=1))


def log_bins(lower: Array, upper: Array) -> Array:
    """log(Phi(upper) - Phi(lower)), also far out in a tail."""
    from scipy.special import log_ndtr

    # Both sides of 0 alike: a bin far to the right is the mirror of one far to the left.
    turned = lower > 0.0
    low, high = np.where(turned, -upper, lower), np.where(turned, -lower, upper)
    top, bottom = log_ndtr(high), log_ndtr(low)
    return np.asarray(top + np.log1p(-np.exp(bottom - top)))


def log_prior(unknown: Array) -> Array:
    """Log density of the priors, without its constant."""
    away = (unknown - np.array(PRIOR_MEAN)) / np.array(PRIOR_SD)
    return np.asarray(-0.5 * (away * away).sum(axis=1))


def log_posterior(unknown: Array, rows: Sequence[Scored]) -> Array:
    """Sum of both."""
    return np.asarray(log_likelihood(unknown, rows) + log_prior(unknown))


def posterior(rows: Sequence[Scored], count: int = DRAWS) -> Posterior:
    """Draws of b0, b1, b2, s given the codes of these battles.

    Raises BadValue for no battles, or no draws.
    """
    if not rows or count < 1:
        raise BadValue("nothing to fit", given=(len(rows), count), allowed="a battle and a draw at least")
    peak = _peak(rows)
    root = np.linalg.cholesky(np.linalg.inv(_curvature(peak, rows)))
    normals = addressed(count)
    shape = (normals[:, 4:] ** 2).sum(axis=1) / FREEDOM
    steps = normals[:, :4] / np.sqrt(shape)[:, None]
    unknown = peak + steps @ root.T
    # Proposal: t with FREEDOM degrees in 4 dimensions; constants cancel.
    proposal = -0.5 * (FREEDOM + 4) * np.log1p((steps * steps).sum(axis=1) / FREEDOM)
    logs = log_posterior(unknown, rows) - proposal
    weights = np.exp(logs - logs.max())
    weights /= weights.sum()
    drawn = unknown.copy()
    drawn[:, 3] = np.exp(unknown[:, 3])
    return Posterior(
        peak=tuple(float(x) for x in peak),
        draws=drawn,
        weights=weights,
        effective=float(1.0 / (weights * weights).sum()),
    )


@lru_cache(maxsize=4)
def addressed(count: int) -> Array:
    """Rows of 4 normals and ``FREEDOM`` more: draw n has campaign number n. Read only."""
    needed = 4 + FREEDOM
    blocks = -(-needed // 4)
    table = np.empty((count, 4 * blocks))
    for number in range(count):
        for block in range(blocks):
            table[number, 4 * block : 4 * block + 4] = [
                philox.normal(one) for one in philox.uniforms(SEED, number, STREAM, block)
            ]
    table.flags.writeable = False
    return table[:, :needed]


def _peak(rows: Sequence[Scored]) -> Array:
    from scipy.optimize import minimize

    def height(point: Array) -> float:
        return -float(log_posterior(point[None, :], rows)[0])

    found = minimize(
        height, np.array(PRIOR_MEAN), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10}
    )
    return np.asarray(found.x)


def _curvature(peak: Array, rows: Sequence[Scored]) -> Array:
    """Minus the second derivatives of the log posterior, by central differences."""
    unit = STEP * np.eye(4)
    made = np.empty((4, 4))
    for i in range(4):
        for j in range(4):
            corners = np.array([peak + a * unit[i] + b * unit[j] for a in (1.0, -1.0) for b in (1.0, -1.0)])
            values = log_posterior(corners, rows)
            made[i, j] = -(values[0] - values[1] - values[2] + values[3]) / (4.0 * STEP * STEP)
    return 0.5 * (made + made.T)
