"""Stage 1 of calibration: the score equation, fitted and put to a test that could fail.

Two different fits, never to be mixed up. The one on all battles is what the model runs with
(``data/parameters.csv``). The one on battles begun before 1943 is there to be tested: it predicts the codes
of all later ones, beside two baselines that know less. Ground and strengths of 1943-45 are inputs of the
prediction, so only the scores are foretold, not the war.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sepeace.calibration.codes import CODES, EDGES, Scored, scored
from sepeace.calibration.posterior import (
    DRAWS,
    PRIOR_MEAN,
    PRIOR_SD,
    Array,
    Posterior,
    design,
    log_bins,
    posterior,
)
from sepeace.errors import BadValue
from sepeace.quantities import day_of

SPLIT = date(1943, 1, 1)
"""Battles begun before this day train, the others are predicted."""
NAMES = ("score_base", "force_advantage", "quality_trend", "score_sd")
PAIRS = ((0, 1), (0, 2), (1, 2))
HALF_A_BATTLE = 0.5
"""Added to the count of each code, so that a code not seen in training has some chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFit:
    """The score equation as one coding has it.

    Attributes:
        coding: whose scores.
        battles: how many were fitted.
        mean, sd: of score_base, force_advantage, quality_trend, score_sd.
        correlation: of the first three, in the order of ``PAIRS``.
        draws, effective: weighted draws, and how many independent ones they are worth.
    """

    coding: str
    battles: int
    mean: tuple[float, ...]
    sd: tuple[float, ...]
    correlation: tuple[float, ...]
    draws: int
    effective: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """How well one way of predicting did on battles it had not seen.

    Attributes:
        name: equation, success or frequencies.
        rmse: root of the mean squared distance of the mean prediction from the score.
        log_score: mean over battles of the log chance given to the code that came; 0 is perfect.
        behind: log score of the equation less this one, and its standard error over battles; 0, 0 for itself.
    """

    name: str
    rmse: float
    log_score: float
    behind: float
    behind_se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindcast:
    """Codes of 1943-45 predicted from 1941-42.

    Attributes:
        fit: on the training battles alone.
        tested: battles predicted.
        skills: the equation and the baselines.
        covered: share of battles whose code lies in the shortest set of codes that has 90% or more.
        codes_in_set: mean number of codes in those sets, of six.
    """

    coding: str
    fit: ScoreFit
    tested: int
    skills: tuple[Skill, ...]
    covered: float
    codes_in_set: float

    def skill(self, name: str) -> Skill:
        """The skill of that name."""
        return next(row for row in self.skills if row.name == name)


def fit_scores(coding: str = "adopted", count: int = DRAWS) -> ScoreFit:
    """Fit the score equation to every battle of the East.

    Args:
        coding: one of ``codes.CODINGS``.
        count: weighted draws.

    Raises:
        UnknownName: no such coding.
        BadValue: no draws.
    """
    rows = scored(coding)
    return _fit(coding, rows, posterior(rows, count))


def predict_scores(coding: str = "adopted", count: int = DRAWS) -> Hindcast:
    """Fit to battles begun before 1943 and predict the codes of the others. Errors as in ``fit_scores``."""
    rows = scored(coding)
    first = day_of(SPLIT)
    seen, unseen = [r for r in rows if r.day < first], [r for r in rows if r.day >= first]
    found = posterior(seen, count)
    chances = {
        "equation": predictive(found, unseen),
        "success": np.tile(_around_success(seen), (len(unseen), 1)),
        "frequencies": np.tile(_frequencies(seen), (len(unseen), 1)),
    }
    covered, size = coverage(chances["equation"], [row.code for row in unseen])
    return Hindcast(
        coding=coding,
        fit=_fit(coding, seen, found),
        tested=len(unseen),
        skills=skills(chances, unseen),
        covered=covered,
        codes_in_set=size,
    )


def predictive(found: Posterior, rows: Sequence[Scored]) -> Array:
    """Chance of each code for each battle, over the posterior: battles by codes."""
    means, spread, edges = found.draws[:, :3] @ design(rows).T, found.draws[:, 3:], np.array(EDGES)
    table = np.empty((len(rows), len(CODES)))
    for code in range(len(CODES)):
        lower, upper = (edges[code] - means) / spread, (edges[code + 1] - means) / spread
        table[:, code] = found.weights @ np.exp(log_bins(lower, upper))
    return table


def skills(chances: dict[str, Array], rows: Sequence[Scored]) -> tuple[Skill, ...]:
    """Skill of every way of predicting; the first is the equation."""
    codes, scores = np.array([r.code for r in rows]), np.array([r.score for r in rows])
    logs = {name: np.log(table[np.arange(len(rows)), codes]) for name, table in chances.items()}
    means = {name: table @ np.array(CODES) for name, table in chances.items()}
    means["success"] = np.ones(len(rows))  # as a point it says 1; its spread serves the log score alone
    own = logs["equation"]
    told = []
    for name, log in logs.items():
        gap = own - log
        told.append(
            Skill(
                name=name,
                rmse=math.sqrt(float(np.mean((scores - means[name]) ** 2))),
                log_score=float(log.mean()),
                behind=float(gap.mean()),
                behind_se=float(gap.std(ddof=1)) / math.sqrt(len(rows)),
            )
        )
    return tuple(told)


def coverage(chances: Array, codes: Sequence[int]) -> tuple[float, float]:
    """Share of codes in the smallest sets that hold 90% or more, and the mean size of these sets."""
    inside = size = 0
    for row, code in zip(chances, codes, strict=True):
        order = np.argsort(-row, kind="stable")
        needed = int(np.searchsorted(np.cumsum(row[order]), 0.9)) + 1
        inside += code in order[:needed]
        size += needed
    return inside / len(codes), size / len(codes)


def _fit(coding: str, rows: Sequence[Scored], found: Posterior) -> ScoreFit:
    correlation = found.correlation
    return ScoreFit(
        coding=coding,
        battles=len(rows),
        mean=tuple(float(x) for x in found.mean),
        sd=tuple(float(x) for x in found.sd),
        correlation=tuple(float(correlation[pair]) for pair in PAIRS),
        draws=len(found.draws),
        effective=found.effective,
    )


def _frequencies(rows: Sequence[Scored]) -> Array:
    """Training frequencies of the codes."""
    counts = np.bincount([row.code for row in rows], minlength=len(CODES)) + HALF_A_BATTLE
    return np.asarray(counts / counts.sum())


def _around_success(rows: Sequence[Scored]) -> Array:
    """Every attack succeeds, give or take a spread learned in training: the fit with m = 1 and s alone.

    Said without a spread it gives a failure the chance 0, and its log score is minus infinity.
    """
    from scipy.optimize import minimize_scalar

    edges, bins = np.array(EDGES), np.array([row.bin for row in rows])

    def height(log_spread: float) -> float:
        spread = math.exp(log_spread)
        fit = log_bins((bins[:, 0] - 1.0) / spread, (bins[:, 1] - 1.0) / spread).sum()
        return float(-fit + 0.5 * ((log_spread - PRIOR_MEAN[3]) / PRIOR_SD[3]) ** 2)

    spread = math.exp(minimize_scalar(height, bounds=(-3.0, 2.0), method="bounded").x)
    return np.asarray(np.exp(log_bins((edges[:-1] - 1.0) / spread, (edges[1:] - 1.0) / spread)))


def by_points(coding: str = "adopted") -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Ordinary least squares on the codes as if they were points: coefficients with the spread, and sds.

    For comparison alone: nothing is run with it. The spread has no standard deviation here.
    """
    rows = scored(coding)
    table, scores = design(rows), np.array([row.score for row in rows])
    found = np.linalg.lstsq(table, scores, rcond=None)[0]
    if len(rows) <= 3:
        raise BadValue("too few battles", given=len(rows), allowed="4 or more")
    spread = math.sqrt(float(np.sum((scores - table @ found) ** 2)) / (len(rows) - 3))
    sds = spread * np.sqrt(np.diag(np.linalg.inv(table.T @ table)))
    return (*(float(x) for x in found), spread), tuple(float(x) for x in sds)
