"""The spans of time in which feelers are counted: half-years, cut at Sundays.

A count by half-years is what the dates of the record can bear. Rates change on Sundays, so a span ends on the
first one on or after 1 January and 1 July; the last spans all that is left of the war.
"""

from __future__ import annotations

import math
from datetime import date

from sepeace.kernel.slots import CELLS, NEVER
from sepeace.kernel.world import World
from sepeace.quantities import day_of

HALF_YEARS = (date(1941, 7, 1), *(date(1942 + half // 2, 1 + 6 * (half % 2), 1) for half in range(CELLS - 1)))
"""First day of each half-year; the first counts from the beginning of the war."""
_ENDS = (*(7.0 * math.ceil(day_of(first) / 7.0) for first in HALF_YEARS[1:]), NEVER)


def fill_counting(world: World) -> None:
    """Where a world's spans end; its campaigns have numbers of their own."""
    world.cell_end = list(_ENDS)
    world.lucks, world.sets, world.set_seed, world.set_campaign = 0, 0, 0, []
    world.reports, world.reports_until, world.report_cells, world.report_usual = 0, 0.0, 0, [0.0, 0.0]
    world.report_side, world.report_cell, world.report_chance = [], [], []


def span_of(day: float) -> int:
    """The span that a day lies in."""
    return next(cell for cell, end in enumerate(_ENDS) if day < end)
