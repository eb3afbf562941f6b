"""What the reports say under one choice of readings: of the numbers, of the war, and how much hangs on what.

Nothing here is a fit: weights of sets that were drawn from the prior. Where they leave a number as it was,
that is said.
"""

from __future__ import annotations

import numpy as np

from sepeace.calibration.diplomacy.likelihood import Array, log_mean, shares
from sepeace.calibration.diplomacy.pool import Pool
from sepeace.calibration.diplomacy.reports import Reports
from sepeace.calibration.diplomacy.weighing import Weighed, information, weigh
from sepeace.documents.calibrate import Findings, Learned, LeftOut

NOTHING = 0.02
"""Nats below which the record is said to say nothing of a number."""
SUM = "fear.germany + ideology.germany"
"""The two add up in every line: only their sum can be learned of."""


def findings(pool: Pool, found: Reports) -> Findings:
    """Weigh a pool and say what came of it."""
    weighed = weigh(pool, found)
    halves = [pool.with_lucks(slice(None, pool.lucks // 2)), pool.with_lucks(slice(pool.lucks // 2, None))]
    fresh = [_fresh(*pair, found) for pair in ((halves[0], halves[1]), (halves[1], halves[0]))]
    readings = dict(pool.readings)
    return Findings(
        strength=readings["strength"],
        motive=readings["motive"],
        initiative=readings["initiative"],
        sets=pool.sets,
        lucks=pool.lucks,
        effective=weighed.effective,
        log_evidence=weighed.log_evidence,
        log_evidence_se=evidence_error(weighed),
        completeness=weighed.mean_completeness,
        learned=learned(pool, weighed.weights),
        in_all=float(np.sum(weighed.weights * np.log(np.maximum(weighed.weights * pool.sets, 1e-300)))),
        window_prior=float(pool.window.mean()),
        window=float(np.mean([one[0] for one in fresh])),
        settlement_prior=float(pool.settled.mean()),
        settlement=float(np.mean([one[1] for one in fresh])),
        left_out=tuple(_without(pool, found, row.id) for row in found.rows),
    )


def evidence_error(weighed: Weighed) -> float:
    """Standard error of the log of the mean likelihood, by the delta method."""
    return float(np.sqrt(max(1.0 / weighed.effective - 1.0 / len(weighed.weights), 0.0)))


def learned(pool: Pool, weights: Array) -> tuple[Learned, ...]:
    """Numbers by what the weights say of them, most first; fear and ideology as their sum too."""
    rows = [_learned(key, row, pool.chances[key], weights) for key, row in pool.numbers.items()]
    both = pool.numbers["fear.germany"] + pool.numbers["ideology.germany"]
    order = np.argsort(both, kind="stable")
    chances = np.empty(len(both))
    chances[order] = (np.arange(len(both)) + 0.5) / len(both)
    rows.append(_learned(SUM, both, chances, weights))
    return tuple(sorted(rows, key=lambda row: (-row.information, row.key)))


def _learned(key: str, values: Array, chances: Array, weights: Array) -> Learned:
    mean, spread = float(values.mean()), float(values.std())
    shifted = float(weights @ values)
    after = float(np.sqrt(max(weights @ np.square(values - shifted), 0.0)))
    told = information(chances, weights)
    return Learned(
        key=key,
        information=told,
        shift=(shifted - mean) / spread if spread > 0.0 else 0.0,
        ratio=after / spread if spread > 0.0 else 1.0,
        says_nothing=told < NOTHING,
    )


def _fresh(weighing: Pool, judged: Pool, found: Reports) -> tuple[float, float]:
    """Chances of a window and of a settlement in lucks that the weights do not know."""
    weighed = weigh(weighing, found)
    return weighed.mean(judged.window.mean(axis=1)), weighed.mean(judged.settled.mean(axis=1))


def _without(pool: Pool, found: Reports, report: str) -> LeftOut:
    weighed = weigh(pool, found.without(report), shares(count=5))
    window = weighed.mean(pool.window.mean(axis=1))
    return LeftOut(report=report, log_evidence=float(log_mean(weighed.log_likelihood, 0)), window=window)
