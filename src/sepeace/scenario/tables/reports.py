"""What the record says of feelers: chances that reported ones were real, by side and half-year.

A grade is read as the chance that the contact took place for somebody who expects as many feelers as the
record has on average. Left out is what ``record.counts`` leaves out, the moves of mediators, whose rates were
set from the same contacts, and what came after the war as the model ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sepeace.errors import require_known
from sepeace.kernel.slots import CELLS, GERMANY, NEVER, REPORTS, SOVIET
from sepeace.kernel.world import World
from sepeace.record import load
from sepeace.record.counts import is_feeler, sender_of
from sepeace.record.types import Contact
from sepeace.scenario.changes import ContactChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.counting import HALF_YEARS
from sepeace.scenario.tables.diplomacy import chance_of
from sepeace.scenario.vocabulary import READINGS

RECORD_ENDS = date(1945, 4, 28)
"""The day on which the recorded fronts end the war: what was reported later no campaign could have."""
COMPLETENESS = (0.3, 1.0)
"""Least and most of the share of feelers that left a report (judgement)."""
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


def reports_from_branch(scenario: Scenario) -> Reports:
    """What the record says from a scenario's branch on, by its readings; what began before is replayed."""
    assumed, branch = scenario.assumptions, scenario.branch
    found = reports(assumed.initiative, chance=lambda row: chance_of(row, assumed.disputed))
    begun = {row.id for row in load().contacts if branch is not None and row.start < branch}
    rows = tuple(row for row in found.rows if row.id not in begun)
    return Reports(rows=rows, cells=found.cells, usual=found.usual)


def supposed_elsewise(found: Reports, scenario: Scenario) -> Reports:
    """The same without chance for those contacts of which the scenario says itself what becomes of them."""
    supposed = scenario.changed(ContactChange)
    rows = (replace(row, chance=0.0) if row.id in supposed else row for row in found.rows)
    return replace(found, rows=tuple(rows))


def fill_reports(world: World, found: Reports) -> None:
    """Let the campaigns of a world be held to some reports, each in the half-year that it is reported of.

    Raises:
        ValueError: more reports than there is room for.
    """
    if len(found.rows) > REPORTS:
        raise ValueError(f"room for {REPORTS} reports, not for {len(found.rows)}")
    world.reports, world.report_cells = len(found.rows), len(found.cells)
    world.reports_until = world.cell_end[len(found.cells) - 1] if found.cells else 0.0
    world.report_side = [row.side for row in found.rows]
    world.report_cell = [row.cell for row in found.rows]
    world.report_chance = [row.chance for row in found.rows]
    world.report_usual = list(found.usual)


def fill_places(world: World, found: Reports) -> None:
    """Let campaigns of a world have feelers that leave once as many of a side were to be expected as is said.

    Those reported come first; what room is left is shared between the sides, for feelers of the same kind
    that come after all that is known.
    """
    fill_reports(world, found)
    left = REPORTS - len(found.rows)
    world.report_side += [GERMANY] * (left - left // 2) + [SOVIET] * (left // 2)
    world.report_chance += [1.0] * left
    world.report_cell = [0] * REPORTS
    world.reports, world.report_cells, world.cell_end = REPORTS, 0, [NEVER] * CELLS
