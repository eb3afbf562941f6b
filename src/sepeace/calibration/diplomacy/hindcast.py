"""Reports after June 1943, foretold from those before: the model beside two plain ways to foretell.

The plain ways are one constant rate of a side, learned from its own earlier reports with a vague prior, and the
mean of the whole record, which knows what was to come and is no forecast. Some three reports, weighted by their
grades, are foretold: a good score shows little, a bad one something.
"""

from __future__ import annotations

import numpy as np

from sepeace.calibration.diplomacy.likelihood import NOTHING, Array, by_share
from sepeace.calibration.diplomacy.pool import Pool
from sepeace.calibration.diplomacy.reports import Reports
from sepeace.calibration.diplomacy.weighing import Weighed, normed, weigh
from sepeace.documents.calibrate import Foretold, Hindcast
from sepeace.kernel.slots import CELLS
from sepeace.scenario.tables.counting import HALF_YEARS

TRAINING = tuple(range(4))
"""Half-years until 30 June 1943."""
TESTED = tuple(range(4, CELLS))
SIDES = ("germany", "soviet")
RATES = np.geomspace(0.01, 12.0, 400)
"""Real reports a half-year at which a constant rate is averaged over, by the prior of Jeffreys."""
INTERVAL = (0.05, 0.95)


def hindcast(pool: Pool, found: Reports) -> Hindcast:
    """Foretell the later reports of each side in each half-year, one step of learning for all."""
    weighed = weigh(pool, found.within(TRAINING))
    joint = _joint(pool, found, weighed)
    rows = []
    for cell in TESTED:
        for side in range(2):
            rows.append(_row(pool, found, weighed, joint, side, cell))
    tested = found.within(TESTED)
    return Hindcast(
        strength=dict(pool.readings)["strength"],
        effective=weighed.effective,
        tested=sum(row.chance for row in tested.rows),
        rows=tuple(rows),
    )


def _joint(pool: Pool, found: Reports, weighed: Weighed) -> Array:
    """(sets, lucks, shares), weights of single wars and shares by what was reported until then."""
    logs = by_share(pool.expected, found.within(TRAINING), weighed.completeness)
    logs[pool.settled] = -np.inf
    return normed(logs)


def _row(pool: Pool, found: Reports, weighed: Weighed, joint: Array, side: int, cell: int) -> Foretold:
    only = _only(found, side, cell)
    rate = pool.expected[..., side, cell, None] * weighed.completeness
    own = np.zeros_like(pool.expected)
    own[..., side, cell] = pool.expected[..., side, cell]
    score = float(np.log(np.sum(joint * np.exp(by_share(own, only, weighed.completeness)))))
    low, high = _interval(rate, joint, found, side)
    return Foretold(
        side=SIDES[side],
        start=HALF_YEARS[cell].isoformat(),
        reported=found.weight(side, cell),
        mean=float(np.sum(joint * rate)),
        low=low,
        high=high,
        log_score=score,
        constant=_constant(found, side, cell),
        usual=float(_at(np.array([found.usual[side]]), only, found.usual[side])[0]),
    )


def _only(found: Reports, side: int, cell: int) -> Reports:
    rows = tuple(row for row in found.rows if row.side == side and row.cell == cell)
    return Reports(rows=rows, cells=(cell,), usual=found.usual)


def _at(rates: Array, only: Reports, usual: float) -> Array:
    """Log likelihood of the reports of one side and half-year at rates of real reports."""
    logs = -rates
    for row in only.rows:
        logs = logs + np.log(np.maximum((1.0 - row.chance) + row.chance * rates / usual, NOTHING))
    return np.asarray(logs)


def _constant(found: Reports, side: int, cell: int) -> float:
    """Log score of one constant rate, learned from the same side until June 1943."""
    usual = found.usual[side]
    earlier = sum(_at(RATES, _only(found, side, one), usual) for one in TRAINING)
    learned = normed(np.asarray(earlier) + 0.5 * np.log(RATES))
    return float(np.log(learned @ np.exp(_at(RATES, _only(found, side, cell), usual))))


def _interval(rate: Array, joint: Array, found: Reports, side: int) -> tuple[float, float]:
    """Quantiles of how many real reports there are, a Poisson number at each rate."""
    counts = np.arange(40)
    grid = np.linspace(0.0, float(rate.max()) + 1e-9, 400)
    mass = np.bincount(np.minimum(np.searchsorted(grid, rate.ravel()), 399), joint.ravel(), 400)
    logs = counts[None, :] * np.log(np.maximum(grid[:, None], NOTHING)) - grid[:, None]
    factorials = np.concatenate([[0.0], np.cumsum(np.log(counts[1:]))])
    chance = mass @ np.exp(logs - factorials)
    ends = np.cumsum(chance / chance.sum())
    return tuple(float(np.searchsorted(ends, one)) for one in INTERVAL)  # type: ignore[return-value]


