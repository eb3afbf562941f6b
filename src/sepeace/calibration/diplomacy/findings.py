"""What the reports say under one choice of readings: of the numbers, of the war, and how much hangs on what.

Nothing here is a fit: weights of sets that were drawn from the prior. Where they leave a number as it was,
that is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import numpy as np

from sepeace.calibration.diplomacy.counting import interval, joint, more, numbers_of, numbers_reported
from sepeace.calibration.diplomacy.hindcast import TESTED, TRAINING
from sepeace.calibration.diplomacy.likelihood import Array, shares
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.reports import SIDES, Reports
from sepeace.calibration.diplomacy.weighing import WeighedSets, information, noise, weigh, without_each
from sepeace.documents.checks.calibrate import ExpectedReports, Findings, Learned, SumOfFears, WithoutReport
from sepeace.scenario.tables.counting import HALF_YEARS

NOTHING = 0.02
"""Nats below which the record is said to say nothing of a number."""
SUM = "fear.germany + ideology.germany"
"""The two add up in every line: only their sum can be learned of."""
FIFTHS = 5
PERIODS = (TRAINING, TESTED)
"""Half-years until June 1943, and after."""


def findings(pool: WarPool, found: Reports) -> tuple[Findings, WeighedSets]:
    """Weigh a pool and say what came of it; the weights too."""
    weighed = weigh(pool, found)
    halves = [pool.with_lucks(slice(None, pool.lucks // 2)), pool.with_lucks(slice(pool.lucks // 2, None))]
    fresh = [_fresh(*pair, found) for pair in ((halves[0], halves[1]), (halves[1], halves[0]))]
    readings, weights = dict(pool.readings), joint(pool, found, weighed.completeness)
    told = Findings(
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
        fears=_fears(pool, weighed.weights),
        expected=_expected(pool, found, weighed, weights, [(cell,) for cell in found.cells]),
        periods=_expected(pool, found, weighed, weights, PERIODS),
        left_out=_left_out(pool, found),
    )
    return told, weighed


def evidence_error(weighed: WeighedSets) -> float:
    """Standard error of the log of the mean likelihood, by the delta method."""
    return float(np.sqrt(max(1.0 / weighed.effective - 1.0 / len(weighed.weights), 0.0)))


def learned(pool: WarPool, weights: Array) -> tuple[Learned, ...]:
    """Numbers by what the weights say of them, most first; fear and ideology as their sum too."""
    rows = [_learned(key, row, pool.chances[key], weights) for key, row in pool.numbers.items()]
    both = pool.fear_and_ideology
    order = np.argsort(both, kind="stable")
    chances = np.empty(len(both))
    chances[order] = (np.arange(len(both)) + 0.5) / len(both)
    rows.append(_learned(SUM, both, chances, weights))
    return tuple(sorted(rows, key=lambda row: (-row.information, row.key)))


def _learned(key: str, values: Array, chances: Array, weights: Array) -> Learned:
    mean, spread = float(values.mean()), float(values.std())
    shifted = float(weights @ values)
    after = float(np.sqrt(max(float(weights @ np.square(values - shifted)), 0.0)))
    told, least = information(chances, weights), max(NOTHING, noise(weights))
    return Learned(
        key=key,
        information=told,
        shift=(shifted - mean) / spread if spread > 0.0 else 0.0,
        ratio=after / spread if spread > 0.0 else 1.0,
        least=least,
        says_nothing=told < least,
    )


def _fresh(weighing: WarPool, judged: WarPool, found: Reports) -> tuple[float, float]:
    """Chances of a window and of a settlement in lucks that the weights do not know."""
    weighed = weigh(weighing, found)
    return weighed.mean(judged.window.mean(axis=1)), weighed.mean(judged.settled.mean(axis=1))


def _left_out(pool: WarPool, found: Reports) -> tuple[WithoutReport, ...]:
    windows = pool.window.mean(axis=1)
    return tuple(
        WithoutReport(report=report, log_evidence=one.log_evidence, window=one.mean(windows))
        for report, one in without_each(pool, found, shares(count=5))
    )


def _fears(pool: WarPool, weights: Array) -> tuple[SumOfFears, ...]:
    """The prior in fifths by fear and ideology together, with the weight and the settlements of each."""
    both = pool.fear_and_ideology
    parts = np.array_split(np.argsort(both, kind="stable"), FIFTHS)
    return tuple(
        SumOfFears(
            low=float(both[part[0]]),
            high=float(both[part[-1]]),
            weight=float(weights[part].sum()),
            settlement=float(pool.settled[part].mean()),
            window=float(pool.window[part].mean()),
        )
        for part in parts
    )


def _expected(
    pool: WarPool, found: Reports, weighed: WeighedSets, weights: Array, spans: Iterable[tuple[int, ...]]
) -> tuple[ExpectedReports, ...]:
    """Real reports of each side in some half-years that the weighed wars let expect, and those there are.

    Args:
        weights: of single wars and completeness, as ``joint`` gives them.
    """
    even = weighed.completeness.mean()
    rows = []
    for cells, (name, side) in product(spans, SIDES.items()):
        feelers = pool.expected[:, :, side, list(cells)].sum(axis=-1)
        rates = feelers[..., None] * weighed.completeness
        chances = numbers_of(rates, weights)
        reported = [chance for cell in cells for chance in found.chances(side, cell)]
        low, high = interval(chances)
        rows.append(
            ExpectedReports(
                side=name,
                first=HALF_YEARS[cells[0]].isoformat(),
                last=HALF_YEARS[cells[-1]].isoformat(),
                reported=sum(reported),
                prior=float(feelers[~pool.settled].mean() * even),
                mean=float(np.sum(weights * rates)),
                low=low,
                high=high,
                more=more(chances, numbers_reported(reported)),
            )
        )
    return tuple(rows)
