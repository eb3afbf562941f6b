"""Weights of sets of numbers: how well the wars that they lead to fit what is reported.

A set's likelihood is the mean over its lucks and over the unknown completeness. The weights are the posterior
over the sets, whose prior is even, because they were drawn from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sepeace.calibration.diplomacy.held_wars import HeldWars
from sepeace.calibration.diplomacy.likelihood import Array, by_share, log_mean, one_report, shares
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.errors import BadValue
from sepeace.kernel.slots import NEVER
from sepeace.scenario.tables.reports import Reports

BINS = 20
"""Equal parts of the prior between which a parameter's information is reckoned."""
SURE = 4.0
"""Standard deviations; some hundred numbers are looked at, and the tail is a long one."""


@dataclass(frozen=True, kw_only=True)
class WeighedSets:
    """Sets of numbers under some reports.

    Attributes:
        log_likelihood: (sets,), averaged over lucks and completeness.
        war_weights: (sets, lucks) of sum 1, of the single wars it was averaged over, where there are such.
        completeness: share of feelers that left a report, posterior mean.
    """

    log_likelihood: Array
    war_weights: Array
    completeness: float

    @cached_property
    def weights(self) -> Array:
        """(sets,), of sum 1."""
        return normed(self.log_likelihood)

    @property
    def log_evidence(self) -> float:
        """Log of the mean likelihood over the prior."""
        return float(log_mean(self.log_likelihood, 0))

    @property
    def effective(self) -> float:
        """Effective sample size: one over the sum of squared weights."""
        return float(1.0 / np.square(self.weights).sum())

    def mean(self, values: Array) -> float:
        """Weighted mean of something that each set has."""
        return float(self.weights @ values)

    def error(self, values: Array) -> float:
        """Standard error of that mean for how many sets there are."""
        return float(np.sqrt(np.square(self.weights * (values - self.mean(values))).sum()))


def normed(logs: Array) -> Array:
    """Weights of sum 1 from their logarithms."""
    found = np.exp(logs - logs.max())
    return np.asarray(found / found.sum())


def weigh(held: HeldWars, lasting: bool = True) -> WeighedSets:
    """Weigh sets by the wars that were held to the reports.

    Args:
        lasting: whether a war that was settled later counts nothing either.

    Raises:
        BadValue: none of the wars is one of which there are these reports.
    """
    logs = np.where(held.signed < NEVER, -np.inf, held.logs) if lasting else held.logs
    if not np.isfinite(logs).any():
        raise BadValue("no war fits the reports", given=len(logs), allowed="more sets")
    weights = normed(logs)
    return WeighedSets(
        log_likelihood=log_mean(logs, 1),
        war_weights=weights,
        completeness=float((weights * held.shares).sum()),
    )


def weigh_as_poisson(
    pool: WarPool, found: Reports, completeness: Sequence[float] | Array | None = None
) -> WeighedSets:
    """The same by wars that are held to nothing, as if feelers came in Poisson numbers: an approximation.

    Args:
        completeness: shares of feelers that leave a report, each as likely; by default those of
            ``likelihood.shares``.
    """
    r = shares() if completeness is None else np.asarray(completeness, float)
    return _averaged(np.where(pool.settled[..., None], -np.inf, by_share(pool.expected, found, r)), r)


def without_each(
    pool: WarPool, found: Reports, completeness: Sequence[float] | Array
) -> Iterator[tuple[str, WeighedSets]]:
    """The same without each report in turn, by its name: all of them less what that one multiplied."""
    r = np.asarray(completeness, float)
    logs = np.where(pool.settled[..., None], -np.inf, by_share(pool.expected, found, r))
    for row in found.rows:
        yield row.id, _averaged(logs - np.log(one_report(pool.expected, row, found.usual, r)), r)


def _averaged(logs: Array, completeness: Array) -> WeighedSets:
    """Sets by the logarithms of their wars at each completeness: (sets, lucks, shares)."""
    each = log_mean(logs, 1)
    said = normed(log_mean(each, 0)) @ completeness
    return WeighedSets(
        log_likelihood=log_mean(each, 1), war_weights=np.zeros((0, 0)), completeness=float(said)
    )


def information(chances: Array, weights: Array) -> float:
    """Kullback-Leibler divergence of a posterior from its prior, nats, for what is even on (0, 1) a priori.

    In ``BINS`` equal parts, against the sets as they were drawn, less what chance alone gives so many
    effective draws out of so many sets: (BINS - 1) / 2 (1 / effective - 1 / sets).
    """
    places = np.minimum((chances * BINS).astype(int), BINS - 1)
    even, parts = np.bincount(places, minlength=BINS), np.bincount(places, weights, BINS)
    held = even > 0
    ratios = parts[held] / parts.sum() * len(chances) / even[held]
    divergence = float(np.sum(parts[held] / parts.sum() * np.log(np.maximum(ratios, 1e-300))))
    return max(divergence - (BINS - 1) / 2.0 * _scatter(weights), 0.0)


def noise(weights: Array) -> float:
    """Divergence that chance alone hardly passes: ``SURE`` standard deviations, where nothing is learned.

    Twice the divergence over the scatter of the weights is then about chi-squared, with BINS - 1 degrees.
    """
    return SURE * math.sqrt((BINS - 1) / 2.0) * _scatter(weights)


def _scatter(weights: Array) -> float:
    """1 / effective - 1 / sets."""
    return max(float(np.square(weights).sum() / weights.sum() ** 2) - 1.0 / len(weights), 0.0)


def even_slots(weights: Array, slots: int) -> Array:
    """Places of sets, each as often as its weight has it, for ``slots`` equal shares.

    Systematic resampling from the middle of the first share: a set comes as often as its share of the slots,
    rounded up or down.
    """
    ends = np.cumsum(weights / weights.sum())
    return np.minimum(np.searchsorted(ends, (np.arange(slots) + 0.5) / slots), len(weights) - 1)
