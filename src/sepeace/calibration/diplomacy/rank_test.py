"""Simulation-based calibration: reports made up from wars whose numbers are known, and their ranks.

A war of the pool is taken for the truth. A share of its feelers leaves a report with a grade, and false
reports are added at the rate that the grades of the record stand for. The sets are weighed by these reports,
in wars that are held to them, and the rank of the truth is noted. Over many wars the ranks are even if the
weights are a posterior (Talts and others 2018). Ranks of parameters alone cannot fail: an unchanged prior has
even ranks too. So the log likelihood is ranked as well, as Poisson numbers would have it in a war that knows
nothing of the reports, and there a prior handed back does fail (Modrak and others 2025).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.held_wars import LUCKS, run_held
from sepeace.calibration.diplomacy.likelihood import Array
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.weighing import weigh, weigh_as_poisson
from sepeace.scenario.tables.reports import COMPLETENESS, Report, Reports

WARS, SEED = 200, 7
COVERED = (0.05, 0.95)
"""A central interval of 90%."""
LIKELIHOOD = "log likelihood"
FEAR = "fear + ideology"
EXPECTED = "expected feelers"
QUANTITIES = ("feeler_rate", FEAR, EXPECTED, LIKELIHOOD)
"""What is ranked."""
WEIGHTS = POSTERIOR, PRIOR = "posterior", "prior"
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


@dataclass(frozen=True, kw_only=True)
class RankedWars:
    """Ranks of the truth over wars that were made up.

    Attributes:
        ranks: (weights, quantities, wars), in the order of ``WEIGHTS`` and ``QUANTITIES``.
    """

    ranks: Array

    def by_weights(self) -> dict[str, tuple[Ranks, ...]]:
        """Those of each quantity, by what the sets were weighed with."""
        return {
            name: tuple(Ranks(quantity=what, ranks=row) for what, row in zip(QUANTITIES, rows, strict=True))
            for name, rows in zip(WEIGHTS, self.ranks, strict=True)
        }


def rank(
    pool: WarPool,
    record: Reports,
    wars: int = WARS,
    lucks: int = LUCKS,
    seed: int = SEED,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> RankedWars:
    """Ranks of each quantity over many wars of the pool, among sets that are weighed and that are not.

    The truth is one of the sets that are weighed, as likely to be any as its weight says. Its first war made
    the reports, so what is ranked is taken from the second, which knows nothing of them.

    Args:
        pool: of two wars a set at least; its sets are weighed.
        record: gives the grades, and the usual number that they stand for.
        lucks: wars of each set that are held to the reports.
        progress: called with the campaigns done since it was called last.

    Returns:
        By ``WEIGHTS``: with the second of them the sets are handed back as they were drawn.
    """
    random = np.random.default_rng(seed)
    lasting = np.flatnonzero(~pool.settled[:, 0])
    chosen = random.choice(lasting, wars, replace=len(lasting) < wars)
    other = pool.with_lucks(slice(1, 2))
    values = {
        QUANTITIES[0]: pool.numbers[QUANTITIES[0]],
        FEAR: pool.fear_and_ideology,
        EXPECTED: other.expected.sum(axis=(1, 2, 3)),
    }
    ranks = np.empty((len(WEIGHTS), len(QUANTITIES), wars))
    for number, truth in enumerate(chosen.tolist()):
        reports = made_up(pool.sent[truth, 0], record, random)
        weights = weigh(run_held(pool, reports, lucks, workers, progress)).weights
        lasted = replace(other, settled=np.zeros_like(other.settled))
        values[LIKELIHOOD] = weigh_as_poisson(lasted, reports).log_likelihood
        for place, one in enumerate((weights, np.full(pool.sets, 1.0 / pool.sets))):
            for quantity, name in enumerate(QUANTITIES):
                ranks[place, quantity, number] = _below(values[name], truth, one, random)
    return RankedWars(ranks=ranks)


def _below(values: Array, truth: int, weights: Array, random: np.random.Generator) -> float:
    """Share of the weights below the truth, and of those beside it anything between nothing and all."""
    own = values[truth]
    return float(weights[values < own].sum() + random.random() * weights[values == own].sum())


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
