"""Simulation-based calibration: reports made up from wars whose numbers are known, and their ranks.

A war of the pool is taken for the truth. A share of its feelers leaves a report with a grade, and false
reports are added at the rate that the grades of the record stand for. The other sets are weighed by these
reports, and the rank of the truth among them is noted. Over many wars the ranks are even if the weights are a
posterior (Talts and others 2018). Ranks of parameters alone cannot fail: an unchanged prior has even ranks
too. So the log likelihood is ranked as well, and there a prior handed back does fail (Modrak and others
2025).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.likelihood import COMPLETENESS, Array
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.reports import Report, Reports
from sepeace.calibration.diplomacy.weighing import normed, weigh

WARS, SEED = 200, 7
COVERED = (0.05, 0.95)
"""A central interval of 90%."""
LIKELIHOOD = "log likelihood"
FEAR = "fear + ideology"
EXPECTED = "expected feelers"
QUANTITIES = ("feeler_rate", FEAR, EXPECTED, LIKELIHOOD)
"""What is ranked."""
POSTERIOR, PRIOR = "posterior", "prior"
COVERAGE, LEAST_P = (0.84, 0.96), 0.005
"""What a test must show to pass: coverage of intervals of 90%, and the least chance of ranks as uneven."""


@dataclass(frozen=True, kw_only=True)
class Ranks:
    """Ranks of the truth.

    Attributes:
        quantity: one of ``QUANTITIES``.
        ranks: (wars,), share of the posterior below the truth, ties by half.
    """

    quantity: str
    ranks: Array

    @property
    def covered(self) -> float:
        """Share of wars whose truth lies in the central interval of 90%."""
        return float(((self.ranks > COVERED[0]) & (self.ranks < COVERED[1])).mean())

    @property
    def p_value(self) -> float:
        """Of the test of Kolmogorov and Smirnov that the ranks are even."""
        from scipy.stats import kstest

        return float(kstest(self.ranks, "uniform").pvalue)


def rank(pool: WarPool, record: Reports, wars: int = WARS, seed: int = SEED) -> dict[str, tuple[Ranks, ...]]:
    """Ranks of each quantity over many wars of the pool, among sets that are weighed and that are not.

    Args:
        record: gives the grades, and the usual number that they stand for.

    Returns:
        By ``POSTERIOR`` and ``PRIOR``: with the second the sets are handed back as they were drawn.
    """
    random = np.random.default_rng(seed)
    lasting = np.argwhere(~pool.settled)
    chosen = lasting[random.choice(len(lasting), wars, replace=len(lasting) < wars)]
    values = {
        QUANTITIES[0]: pool.numbers[QUANTITIES[0]],
        FEAR: pool.fear_and_ideology,
        EXPECTED: pool.expected.mean(axis=1).sum(axis=(1, 2)),
    }
    found: dict[str, dict[str, list[float]]] = {
        name: {quantity: [] for quantity in QUANTITIES} for name in (POSTERIOR, PRIOR)
    }
    for truth, luck in chosen:
        # The luck that made the reports stays among those of the truth: a draw from the posterior of numbers
        # and lucks together has one luck that fits the reports, and the others as they come.
        logs = weigh(pool, made_up(pool.sent[truth, luck], record, random)).log_likelihood
        for name, weights in ((POSTERIOR, logs.copy()), (PRIOR, np.zeros(len(logs)))):
            weights[truth] = -np.inf
            for quantity in QUANTITIES:
                one = logs if quantity == LIKELIHOOD else values[quantity]
                found[name][quantity].append(_below(one, int(truth), normed(weights)))
    return {
        name: tuple(Ranks(quantity=quantity, ranks=np.array(ranks)) for quantity, ranks in rows.items())
        for name, rows in found.items()
    }


def _below(values: Array, truth: int, weights: Array) -> float:
    """Share of the weights below the truth, ties by half."""
    own = values[truth]
    return float(weights[values < own].sum() + 0.5 * weights[values == own].sum())


def made_up(sent: NDArray[np.int64], record: Reports, random: np.random.Generator) -> Reports:
    """Reports of a war in which so many feelers were sent, graded as those of the record are."""
    grades, true, false = record.by_grade()
    completeness = random.uniform(*COMPLETENESS)
    rows = []
    for side in range(2):
        rate = record.usual[side] * false.sum() / true.sum()
        for cell in record.cells:
            real = random.binomial(sent[side, cell], completeness)
            chances = [
                *random.choice(grades, real, p=true / true.sum()),
                *random.choice(grades, random.poisson(rate), p=false / false.sum()),
            ]
            rows += [Report(id=f"{side}.{cell}", side=side, cell=cell, chance=float(one)) for one in chances]
    return Reports(rows=tuple(rows), cells=record.cells, usual=record.usual)
