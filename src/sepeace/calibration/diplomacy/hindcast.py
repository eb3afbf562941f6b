"""Reports after June 1943, foretold from those before: the model beside two plain ways to foretell.

The plain ways are one constant rate of a side, learned from its own earlier reports with a vague prior, and
the mean of the whole record, which knows what was to come and is no forecast. Few reports are foretold: a
good score shows little, a bad one something.
"""

from __future__ import annotations

import numpy as np

from sepeace.calibration.diplomacy.counting import interval, joint, numbers_of
from sepeace.calibration.diplomacy.likelihood import Array, by_share
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.reports import SIDE_NAMES, Reports
from sepeace.calibration.diplomacy.weighing import WeighedSets, normed, weigh
from sepeace.documents.checks.calibrate import Foretold, ReportsForetold
from sepeace.kernel.slots import CELLS
from sepeace.scenario.tables.counting import HALF_YEARS

TRAINING = tuple(range(4))
"""Half-years until 30 June 1943."""
TESTED = tuple(range(4, CELLS))
RATES = np.geomspace(0.01, 12.0, 400)
"""Real reports a half-year at which a constant rate is averaged over, by the prior of Jeffreys."""


def hindcast(pool: WarPool, found: Reports) -> ReportsForetold:
    """Foretell the later reports of each side in each half-year, one step of learning for all."""
    weighed = weigh(pool, found.within(TRAINING))
    weights = joint(pool, found.within(TRAINING), weighed.completeness)
    rows = []
    for cell in TESTED:
        for side in range(2):
            rows.append(_row(pool, found, weighed, weights, side, cell))
    tested = found.within(TESTED)
    return ReportsForetold(
        strength=dict(pool.readings)["strength"],
        effective=weighed.effective,
        tested=sum(row.chance for row in tested.rows),
        rows=tuple(rows),
    )


def _row(
    pool: WarPool, found: Reports, weighed: WeighedSets, weights: Array, side: int, cell: int
) -> Foretold:
    only = _only(found, side, cell)
    rate = pool.expected[..., side, cell, None] * weighed.completeness
    own = np.zeros_like(pool.expected)
    own[..., side, cell] = pool.expected[..., side, cell]
    score = float(np.log(np.sum(weights * np.exp(by_share(own, only, weighed.completeness)))))
    low, high = interval(numbers_of(rate, weights))
    return Foretold(
        side=SIDE_NAMES[side],
        half_year=HALF_YEARS[cell].isoformat(),
        reported=found.weight(side, cell),
        mean=float(np.sum(weights * rate)),
        low=low,
        high=high,
        log_score=score,
        constant=_constant(found, side, cell),
        usual=float(_at(np.array([found.usual[side]]), found, side, cell)[0]),
    )


def _only(found: Reports, side: int, cell: int) -> Reports:
    rows = tuple(row for row in found.rows if row.side == side and row.cell == cell)
    return Reports(rows=rows, cells=(cell,), usual=found.usual)


def _at(rates: Array, found: Reports, side: int, cell: int) -> Array:
    """Log likelihood of the reports of one side and half-year at rates of real reports."""
    own = np.zeros((len(rates), 2, CELLS))
    own[:, side, cell] = rates
    return by_share(own, _only(found, side, cell), (1.0,))[:, 0]


def _constant(found: Reports, side: int, cell: int) -> float:
    """Log score of one constant rate, learned from the same side until June 1943."""
    earlier = sum(_at(RATES, found, side, one) for one in TRAINING)
    learned = normed(np.asarray(earlier) + 0.5 * np.log(RATES))
    return float(np.log(learned @ np.exp(_at(RATES, found, side, cell))))
