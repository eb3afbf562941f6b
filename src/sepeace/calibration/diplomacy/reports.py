"""What the record says of feelers: chances that reported ones were real, by side and half-year.

A grade is read as the chance that the contact took place for somebody who expects as many feelers as the
record has on average. Left out is what ``record.counts`` leaves out, the moves of mediators, whose rates were
set from the same contacts, and what came after the war as the model ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sepeace.errors import require_known
from sepeace.kernel.slots import CELLS, GERMANY, SOVIET
from sepeace.record import load
from sepeace.record.counts import is_feeler, sender_of
from sepeace.record.types import Contact
from sepeace.scenario.tables.counting import HALF_YEARS
from sepeace.scenario.vocabulary import READINGS

RECORD_ENDS = date(1945, 4, 28)
"""The day on which the recorded fronts end the war: what was reported later no campaign could have."""
SIDES = {"german": GERMANY, "soviet": SOVIET}
SIDE_NAMES = {code: name for name, code in SIDES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One reported feeler.

    Attributes:
        id: in the record.
        side: who sent it, 0 Germany, 1 Soviet Union.
        cell: half-year of the middle of the days that it is reported of.
        chance: that it was real.
    """

    id: str
    side: int
    cell: int
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """What is reported in some half-years.

    Attributes:
        rows: the reports.
        cells: half-years that are read; what lies in others is not in ``rows``.
        usual: real reports a half-year that the grades were given with in mind, by side: the mean over all
            half-years of the record.
    """

    rows: tuple[Report, ...]
    cells: tuple[int, ...]
    usual: tuple[float, float]

    def chances(self, side: int, cell: int) -> tuple[float, ...]:
        """Chances of the reports of one side in one half-year."""
        return tuple(row.chance for row in self.rows if row.side == side and row.cell == cell)

    def weight(self, side: int, cell: int) -> float:
        """Their sum."""
        return sum(self.chances(side, cell))

    def by_grade(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """Their chances, each once, and how many of each stand for real feelers and how many for none."""
        grades, often = np.unique([row.chance for row in self.rows], return_counts=True)
        return grades, often * grades, often * (1.0 - grades)

    def without(self, identity: str) -> Reports:
        """The same with one report left out; what the grades had in mind stays."""
        rows = tuple(row for row in self.rows if row.id != identity)
        return Reports(rows=rows, cells=self.cells, usual=self.usual)

    def within(self, cells: Iterable[int]) -> Reports:
        """What is reported in some of these half-years."""
        kept = tuple(cells)
        rows = tuple(row for row in self.rows if row.cell in kept)
        return Reports(rows=rows, cells=kept, usual=self.usual)


def reports(
    initiative: str = "mastny",
    contacts: Iterable[Contact] | None = None,
    chance: Callable[[Contact], float] = lambda row: row.chance,
    dated: Callable[[Contact], date] | None = None,
) -> Reports:
    """What the record says, by who it says sent what.

    Args:
        initiative: a reading of that dispute; only ``fleischhauer`` turns senders round.
        contacts: in place of those of the record.
        chance: that a contact took place.
        dated: the day that a contact counts on; by default the middle of the days it is reported of.

    Raises:
        UnknownName: no such reading.
    """
    require_known(initiative, READINGS["initiative"], "there is no such reading of the initiative")
    reading = "fleischhauer" if initiative == "fleischhauer" else "mastny"
    on = middle if dated is None else dated
    rows = tuple(
        Report(id=row.id, side=SIDES[sender], cell=half_year_of(on(row)), chance=chance(row))
        for row in (load().contacts if contacts is None else contacts)
        if (sender := sender_of(row, reading)) in SIDES and counts(row)
    )
    rows = tuple(row for row in rows if row.chance > 0.0)
    found = Reports(rows=rows, cells=tuple(range(CELLS)), usual=(0.0, 0.0))
    weights = [sum(row.chance for row in rows if row.side == side) / CELLS for side in (GERMANY, SOVIET)]
    return Reports(rows=rows, cells=found.cells, usual=(weights[0], weights[1]))


def middle(row: Contact) -> date:
    """The middle of the days that a contact is reported of."""
    return row.start + (row.end - row.start) // 2


def first_day(row: Contact) -> date:
    """The first of them."""
    return row.start


def half_year_of(day: date) -> int:
    """Place in ``HALF_YEARS`` of the half-year of a day; the first weeks of the war go with the first.

    By the calendar: the campaigns' spans end on the Sunday after.
    """
    return max(sum(first <= day for first in HALF_YEARS) - 1, 0)


def counts(row: Contact) -> bool:
    """Whether a contact is a feeler between the two sides that a campaign could have."""
    return is_feeler(row) and row.start <= RECORD_ENDS
