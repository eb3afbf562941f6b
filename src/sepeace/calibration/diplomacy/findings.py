"""What the reports say under one choice of readings: of the numbers, of the war, and how much hangs on what.

Nothing here is a fit: weights of sets that were drawn from the prior. Where they leave a number as it was,
that is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import numpy as np

from sepeace.calibration.diplomacy.counting import (
    ForetoldWars,
    foretelling,
    interval,
    more,
    numbers_reported,
)
from sepeace.calibration.diplomacy.held_wars import HeldWars
from sepeace.calibration.diplomacy.hindcast import TESTED, TRAINING
from sepeace.calibration.diplomacy.likelihood import Array, shares
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.weighing import (
    WeighedSets,
    information,
    noise,
    weigh,
    weigh_as_poisson,
    without_each,
)
from sepeace.documents.checks.calibrate import ExpectedReports, Findings, Learned, SumOfFears, WithoutReport
from sepeace.scenario.tables.counting import HALF_YEARS
from sepeace.scenario.tables.reports import COMPLETENESS, SIDES, Reports

NOTHING = 0.02
"""Nats below which the record is said to say nothing of a number."""
SUM = "fear.germany + ideology.germany"
"""The two add up in every line: only their sum can be learned of."""
FIFTHS = 5
PERIODS = (TRAINING, TESTED)
"""Half-years until June 1943, and after."""


def findings(pool: WarPool, held: HeldWars, found: Reports) -> tuple[Findings, WeighedSets]:
    """Weigh sets by their wars that were held to the reports and say what came of it; the weights too.

    Args:
        pool: wars of the same sets that were held to nothing: what the weights foretell is looked up there.
    """
    weighed = weigh(held)
    readings, later = dict(pool.readings), foretelling(pool, held, weighed)
    window = weighed.mean(pool.window.mean(axis=1))
    told = Findings(
        strength=readings["strength"],
        motive=readings["motive"],
        initiative=readings["initiative"],
        sets=pool.sets,
        lucks=held.logs.shape[1],
        effective=weighed.effective,
        log_evidence=weighed.log_evidence,
        log_evidence_se=evidence_error(weighed),
        completeness=weighed.completeness,
        learned=learned(pool, weighed.weights),
        in_all=float(np.sum(weighed.weights * np.log(np.maximum(weighed.weights * pool.sets, 1e-300)))),
        window_prior=float(pool.window.mean()),
        window=window,
        settlement_prior=float(pool.settled.mean()),
        settlement=weighed.mean(pool.settled.mean(axis=1)),
        fears=_fears(pool, weighed.weights),
        expected=_expected(pool, found, later, [(cell,) for cell in found.cells]),
        periods=_expected(pool, found, later, PERIODS),
        left_out=_left_out(pool, found, weighed.log_evidence, window),
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


def _left_out(pool: WarPool, found: Reports, log_evidence: float, window: float) -> tuple[WithoutReport, ...]:
    """What changes without each report, as if feelers came in Poisson numbers."""
    windows, completeness = pool.window.mean(axis=1), shares(count=5)
    every = weigh_as_poisson(pool, found, completeness)
    return tuple(
        WithoutReport(
            report=report,
            log_evidence=log_evidence + one.log_evidence - every.log_evidence,
            window=float(np.clip(window + one.mean(windows) - every.mean(windows), 0.0, 1.0)),
        )
        for report, one in without_each(pool, found, completeness)
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
    pool: WarPool, found: Reports, later: ForetoldWars, spans: Iterable[tuple[int, ...]]
) -> tuple[ExpectedReports, ...]:
    """Real reports of each side in some half-years that the weighed wars let expect, and those there are."""
    even, rows = sum(COMPLETENESS) / 2.0, []
    for cells, (name, side) in product(spans, SIDES.items()):
        feelers = pool.expected[:, :, side, list(cells)].sum(axis=-1)
        chances = later.numbers(side, cells)
        reported = [chance for cell in cells for chance in found.chances(side, cell)]
        low, high = interval(chances)
        rows.append(
            ExpectedReports(
                side=name,
                first=HALF_YEARS[cells[0]].isoformat(),
                last=HALF_YEARS[cells[-1]].isoformat(),
                reported=sum(reported),
                prior=float(feelers[~pool.settled].mean() * even),
                mean=later.mean(side, cells),
                low=low,
                high=high,
                more=more(chances, numbers_reported(reported)),
            )
        )
    return tuple(rows)
