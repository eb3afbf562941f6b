"""Whether what a scenario supposes came about: in how many campaigns, and where the front then stood.

A score that a scenario fixes is what the model knows of a battle won. Whether a town fell it never knows, so
what stands here is how far the front got, beside the recorded one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from sepeace.chronicle.sentences import TITLES
from sepeace.chronicle.wording import SECTOR_WORDS, Places, listed, score_words
from sepeace.execution.chunks import planned
from sepeace.kernel import weekly
from sepeace.outcomes.totals import Totals
from sepeace.outcomes.weekly_bands import Weekly, quantiles
from sepeace.record import load
from sepeace.scenario.operations import Fought
from sepeace.scenario.plan import Plan
from sepeace.scenario.scenario import Scenario

LEVELS = (0.05, 0.5, 0.95)
ENOUGH = 20
"""Campaigns at war from which nine in ten of them can be told: one of twenty is beyond either end."""
FRONTS = (weekly.FRONT_NORTH, weekly.FRONT_CENTRE, weekly.FRONT_SOUTH)
NO_TOWN = "A sector's front is no town: the model never knows that one fell or held."


def came_about(scenario: Scenario, luck: str, totals: Totals, weeks: Weekly) -> tuple[str, ...]:
    """What a world says of its own supposition; nothing where it is the recorded war.

    Args:
        luck: what the run is held to.
        totals, weeks: of its campaigns; of the front nothing is said where it did not come about in all of
            them, or few are at war by then.
    """
    if not scenario.changes:
        return ()
    ran = totals.campaigns - totals.failed
    first = _in_how_many(totals.arose, ran, totals.campaigns)
    if totals.arose < ran:
        # The weeks hold every campaign that did not fail, those too in which it did not come about.
        return (first,)
    made = planned(scenario, luck)
    return (first, *(one for row in _forced(made) if (one := _front(made, weeks, row))))


def _in_how_many(arose: int, ran: int, campaigns: int) -> str:
    """In how many of the campaigns that did not fail it came about."""
    if not ran:
        failed = "The one campaign" if campaigns == 1 else "Every campaign"
        return f"{failed} failed, so whether what is supposed came about is not known."
    said = "What is supposed came about in"
    if not arose:
        return f"{said} {f'none of {ran:,} campaigns' if ran > 1 else 'no campaign'}, so none counts."
    if arose == ran:
        return f"{said} {f'all {ran:,} campaigns' if ran > 1 else 'the one campaign'}."
    return f"{said} {arose:,} of {ran:,} campaigns ({_percent(arose / ran)}); the rest stand apart."


def _percent(share: float) -> str:
    """A share between none and all, with as many decimals as tell it from both."""
    told = (f"{share:.{digits}%}" for digits in range(1, 17))
    return next(text for text in told if 0.0 < float(text[:-1]) < 100.0)


def _forced(made: Plan) -> Iterator[Fought]:
    """The battles of the East whose score is fixed."""
    return (row for row in made.operations if row.east and row.forced == 1)


def _front(made: Plan, weeks: Weekly, row: Fought) -> str:
    """Where the front stood on the Sunday after a battle, in each sector that it moves."""
    week, record = math.ceil(row.end / 7.0), load()
    if week >= len(weeks.at_war) or weeks.at_war[week] < ENOUGH:
        return ""
    told = []
    for sector in np.flatnonzero(row.acts).tolist():
        variable = FRONTS[sector]
        found = quantiles(weeks.counts[week : week + 1, variable], weekly.BANDS[variable], LEVELS)
        low, middle, high = (float(values[0]) for values in found)
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
