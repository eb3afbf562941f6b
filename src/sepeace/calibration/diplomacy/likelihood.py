"""How well wars fit the reports: a Poisson likelihood by side and half-year, for reports that may be false.

Feelers of a side in a half-year: Poisson, with the expected number L that the model's rates come to. A
share r of them leaves a report. A report of grade g stands for a real feeler with chance g if the usual
number u of real ones was expected; where the model expects r L of them, the rate of such reports is that of
false ones, 1 - g, and of true ones, g r L / u. So reports have the likelihood

    exp(-r L) prod_i [(1 - g_i) + g_i r L / u]

up to what does not hang on the model: the rate of false reports, whatever it is, cancels. A documented feeler
weighs fully, a rumour hardly at all. A war in which a settlement was signed is none that was recorded. The
share r is not known: it is averaged over, evenly from ``COMPLETENESS``.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.reports import Report, Reports

Array = NDArray[np.float64]
COMPLETENESS = (0.3, 1.0)
"""Least and most of the share of feelers that left a report (judgement)."""
SHARES = 15
"""Midpoints at which that share is averaged over."""
NOTHING = 1e-30
"""A report that a war cannot have had leaves it this much, so that several can be multiplied."""
TOGETHER = 8
"""Reports that share a logarithm: the product of so many stays far from the end of floats."""


def shares(low: float = COMPLETENESS[0], high: float = COMPLETENESS[1], count: int = SHARES) -> Array:
    """Midpoints of equal parts of the range of completeness."""
    return low + (high - low) * (np.arange(count) + 0.5) / count


def by_share(expected: Array, found: Reports, completeness: Sequence[float] | Array) -> Array:
    """Log likelihood at each completeness.

    Args:
        expected: (..., 2, cells), feelers to be expected by side and half-year.

    Returns:
        (..., shares), up to a constant that is the same for all wars.
    """
    r = np.asarray(completeness, float)
    cells = list(found.cells)
    total = expected[..., cells].sum(axis=(-1, -2))
    logs = -total[..., None] * r
    for first in range(0, len(found.rows), TOGETHER):
        product = np.ones_like(logs)
        for row in found.rows[first : first + TOGETHER]:
            product *= one_report(expected, row, found.usual, r)
        logs += np.log(product)
    return np.asarray(logs)


def one_report(expected: Array, row: Report, usual: Sequence[float], completeness: Array) -> Array:
    """What one report multiplies the likelihood by: (..., shares), never quite 0."""
    real = expected[..., row.side, row.cell, None] * (row.chance / usual[row.side]) * completeness
    return np.asarray(np.maximum(real + (1.0 - row.chance), NOTHING))


def log_mean(logs: Array, axis: int, weights: Array | None = None) -> Array:
    """Logarithm of the mean of exponentials along an axis, without overflow; minus infinity where all are."""
    top = logs.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        found = np.log(np.average(np.exp(logs - top), axis=axis, weights=weights))
    return np.asarray(found + np.squeeze(top, axis))
