"""How well wars fit the reports, for reports that may be false.

A share r of the feelers leaves a report. A report of grade g stands for a real feeler with chance g if the
usual number u of real ones was expected; where the model expects r L of them, the rate of such reports is
that of false ones, 1 - g, and of true ones, g r L / u. The rate of false reports, whatever it is, cancels. A
documented feeler weighs fully, a rumour hardly at all. The share r is not known: it is averaged over, evenly
from ``COMPLETENESS``.

If feelers changed nothing, those of a side in a half-year would be a Poisson number with a mean L that is
known beforehand, and reports would have the likelihood

    exp(-r L) prod_i [(1 - g_i) + g_i r L / u].

They do change things, so this is an approximation, good for differences (``weighing.weigh_as_poisson``); what
counts is reckoned in wars that are held to the reports, see ``held_wars``. Given the number n that was sent
the likelihood is exact (``given_sent``):

    sum_k c_k n (n - 1) ... (n - k + 1) r^k (1 - r)^(n - k),  prod_i [(1 - g_i) + g_i x / u] = sum_k c_k x^k.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sepeace.scenario.tables.reports import COMPLETENESS, Report, Reports

Array = NDArray[np.float64]
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


def given_sent(sent: NDArray[np.int64], completeness: Array, chances: Sequence[float], usual: float) -> Array:
    """Likelihood of the reports of one side in one half-year, given how many feelers it sent.

    Args:
        sent: (n,).
        completeness: (n,), shares of them that leave a report.
        chances: of the reports.

    Returns:
        (n,), up to the constant that ``by_share`` leaves out.
    """
    terms = np.array([1.0])
    for chance in chances:
        terms = np.convolve(terms, [1.0 - chance, chance / usual])
    total, ways = np.zeros(len(sent)), np.ones(len(sent))
    for real, term in enumerate(terms):
        rest = np.maximum(sent - real, 0)
        total += np.where(sent >= real, term * ways * completeness**real * (1.0 - completeness) ** rest, 0.0)
        ways = ways * rest
    return total


def log_mean(logs: Array, axis: int, weights: Array | None = None) -> Array:
    """Logarithm of the mean of exponentials along an axis, without overflow; minus infinity where all are."""
    top = logs.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        found = np.log(np.average(np.exp(logs - top), axis=axis, weights=weights))
    return np.asarray(found + np.squeeze(top, axis))
