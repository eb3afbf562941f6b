"""Reports after June 1943, foretold from those before: the model beside two plain ways to foretell.

The plain ways are one constant rate of a side, learned from its own earlier reports with a vague prior, and
the mean of the whole record, which knows what was to come and is no forecast. Few reports are foretold: a
good score shows little, a bad one something.
"""

from __future__ import annotations

import numpy as np

from sepeace.calibration.diplomacy.counting import ForetoldWars, interval
from sepeace.calibration.diplomacy.held_wars import HeldWars
from sepeace.calibration.diplomacy.likelihood import NOTHING, Array, by_share, given_sent
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.weighing import normed, weigh
from sepeace.documents.checks.calibrate import Foretold, ReportsForetold
from sepeace.kernel.slots import CELLS
from sepeace.scenario.tables.counting import HALF_YEARS
from sepeace.scenario.tables.reports import SIDE_NAMES, Reports

TRAINING = tuple(range(4))
"""Half-years until 30 June 1943."""
TESTED = tuple(range(4, CELLS))
RATES = np.geomspace(0.01, 12.0, 400)
"""Real reports a half-year at which a constant rate is averaged over, by the prior of Jeffreys."""


def hindcast(pool: WarPool, trained: HeldWars, found: Reports) -> ReportsForetold:
    """Foretell the later reports of each side in each half-year, one step of learning for all.

    Args:
        trained: wars held to the reports of ``TRAINING`` alone.
    """
    weighed = weigh(trained)
    later = ForetoldWars(
        weights=weighed.war_weights.ravel(),
        shares=trained.shares.ravel(),
        expected=trained.expected.reshape(-1, 2, CELLS),
        sent=trained.sent.reshape(-1, 2, CELLS),
    )
    tested = found.within(TESTED)
    return ReportsForetold(
        strength=dict(pool.readings)["strength"],
        effective=weighed.effective,
        tested=sum(row.chance for row in tested.rows),
        rows=tuple(_row(later, found, side, cell) for cell in TESTED for side in range(2)),
    )


def _row(later: ForetoldWars, found: Reports, side: int, cell: int) -> Foretold:
    chances = found.chances(side, cell)
    likely = given_sent(later.sent[:, side, cell], later.shares, chances, found.usual[side])
    low, high = interval(later.numbers(side, (cell,)))
    return Foretold(
        side=SIDE_NAMES[side],
        half_year=HALF_YEARS[cell].isoformat(),
        reported=found.weight(side, cell),
        mean=later.mean(side, (cell,)),
        low=low,
        high=high,
        log_score=float(np.log(max(float(later.weights @ likely), NOTHING))),
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
