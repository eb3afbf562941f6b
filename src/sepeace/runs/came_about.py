"""Whether what a scenario supposes came about: in how many campaigns, and where the front then stood.

A score that a scenario fixes is what the model knows of a battle won. Whether a town fell it never knows, so
what stands here is how far the front got, beside the recorded one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sepeace.chronicle.sentences import TITLES
from sepeace.chronicle.wording import SECTOR_WORDS, Places, listed, score_words
from sepeace.execution.chunks import planned
from sepeace.kernel import slots, weekly
from sepeace.outcomes.totals import Totals
from sepeace.outcomes.weekly_bands import Weekly
from sepeace.record import load
from sepeace.scenario.operations import Fought
from sepeace.scenario.plan import Plan
from sepeace.scenario.scenario import Scenario

LEVELS = (0.05, 0.5, 0.95)
FRONTS = (weekly.FRONT_NORTH, weekly.FRONT_CENTRE, weekly.FRONT_SOUTH)
NO_TOWN = "A sector's front is no town: the model never knows that one fell or held."


def came_about(scenario: Scenario, luck: str, totals: Totals, weeks: Weekly) -> tuple[str, ...]:
    """What a world says of its own supposition; nothing where it is the recorded war.

    Args:
        luck: what the run is held to.
        totals, weeks: of its campaigns; nothing is said of a front where none is at war by then.
    """
    if not scenario.changes:
        return ()
    made = planned(scenario, luck)
    told = [f"What is supposed came about in {_of(totals.arose, totals.campaigns - totals.failed)}."]
    return (*told, *(one for row in _forced(made) if (one := _front(made, weeks, row))))


def _of(arose: int, ran: int) -> str:
    """In how many campaigns."""
    if arose == ran:
        return f"all {ran:,} campaigns" if ran != 1 else "the one campaign"
    return f"{arose:,} of {ran:,} campaigns ({arose / max(ran, 1):.1%}); the rest stand apart"


def _forced(made: Plan) -> Iterator[Fought]:
    """The battles of the East whose score is fixed."""
    return (row for row in made.operations if row.east and row.forced == 1)


def _front(made: Plan, weeks: Weekly, row: Fought) -> str:
    """Where the front stood on the Sunday after a battle, in each sector that it moves."""
    week, record = math.ceil(row.end / 7.0), load()
    if week >= len(weeks.at_war) or not weeks.at_war[week]:
        return ""
    told = []
    for sector in np.flatnonzero(row.acts).tolist():
        variable = FRONTS[sector]
        low, middle, high = quantiles(weeks.counts[week, variable], *weekly.BANDS[variable])
        recorded = made.world.path[sector][min(week, len(made.world.path[sector]) - 1)]
        told.append(
            f"{Places(record).near(sector, middle)} in {SECTOR_WORDS[sector]} (in nine campaigns of ten "
            f"{_beside(low - recorded, high - recorded)} the recorded front)"
        )
    title, score = TITLES.get(row.id, row.name), score_words(row.forced_score)
    supposed = f"{title}: its outcome is supposed, {score}."
    if not told:
        return supposed
    return f"{supposed} When it was over the front stood, in the median, {listed(told)}. {NO_TOWN}"


def _beside(low: float, high: float) -> str:
    """How far from the recorded front, in kilometres, the east counting above 0."""
    if low >= 0.0:
        return f"{low:.0f} to {high:.0f} km east of"
    if high <= 0.0:
        return f"{-high:.0f} to {-low:.0f} km west of"
    return f"between {-low:.0f} km west and {high:.0f} km east of"


def quantiles(counts: NDArray[np.int64], low: float, high: float) -> tuple[float, float, float]:
    """Those of ``LEVELS`` from a histogram between two ends, inside a bin by straight line."""
    edges = np.linspace(low, high, slots.BINS + 1)
    sums = np.concatenate(([0.0], np.cumsum(counts) / counts.sum()))
    upper = np.searchsorted(sums, LEVELS)
    part = (np.array(LEVELS) - sums[upper - 1]) / (sums[upper] - sums[upper - 1])
    five, half, most = edges[upper - 1] + part * (edges[upper] - edges[upper - 1])
    return float(five), float(half), float(most)
