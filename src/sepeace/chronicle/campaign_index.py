"""What the facts of a sentence are looked up in: plan, log, parameters, record, and weekly values by day."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property

from sepeace.chronicle import wording
from sepeace.chronicle.sentences import CHANNELS, MEDIATORS, SHUT
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.kernel import slots
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.world import Entry, Log
from sepeace.quantities import day_of
from sepeace.record import load
from sepeace.record.finland import FinnishRow
from sepeace.record.people import Person
from sepeace.record.types import Channel, Contact, Event
from sepeace.scenario.operations import Fought
from sepeace.scenario.plan import Plan
from sepeace.wording.gap import Term
from sepeace.wording.said import said

CARRIED = (
    *(slots.K_LEAKED, slots.K_INTERCEPTED, slots.K_FILTERED, slots.K_ANOTHER_WAY, slots.K_REFUSED),
    *(slots.K_TOLD_ALLIES, slots.K_ANSWERED, slots.K_ROUND, slots.K_EXPOSED, slots.K_RESUMED),
    slots.K_TALKS_END,
)
"""Kinds of rows on a message under way, or on talks that one led to."""
_REFUSALS = (slots.C_STRENGTH, slots.C_TERMS, slots.C_SILENT)


class Book:
    """One campaign, open for looking things up. Nothing here is changed."""

    def __init__(self, plan: Plan, log: Log, state: State) -> None:
        self.plan = plan
        self.world = plan.world
        self.state = state
        self.rows = log.rows[: state.events]
        self.weeks = [row for row in log.weeks if not math.isnan(row[0])]
        self.record = load()
        self.epochs: list[Parameters] = plan.parameters(state.seed, state.campaign)
        self.ruler = self.record.ruler().with_frontier_share(self.epochs[0].frontier_share)
        self.frontier = plan.scenario.assumptions.frontier
        self.places = wording.Places(self.record)
        self.contacts: Mapping[int, Contact] = {row.number: row for row in self.record.contacts}
        self.finnish: Mapping[int, FinnishRow] = {row.number: row for row in self.record.finland}
        self.events: Mapping[int, Event] = {row.number: row for row in self.record.events}
        self.people: Mapping[int, Person] = {row.number: row for row in self.record.people}

    # --- by day -----------------------------------------------------------------------------------------

    def epoch(self, day: float) -> int:
        """Row of the parameters and channels in force on a day."""
        return sum(1 for start in self.plan.days[1:] if start <= day)

    def parameters(self, day: float) -> Parameters:
        """The parameters in force on a day."""
        return self.epochs[self.epoch(day)]

    def week(self, day: float, before: bool = False) -> list[float]:
        """Values of the last week known on a day; ``before``: of the last one before that day's own step."""
        number = math.ceil(day / 7.0) - 1 if before else math.floor(day / 7.0)
        return self.weeks[max(0, min(number, len(self.weeks) - 1))]

    def value(self, day: float, column: str, before: bool = False) -> float:
        """One column of ``week``."""
        return self.week(day, before)[WEEK_COLUMNS.index(column)]

    def terms(self, day: float) -> dict[Term, float]:
        """The terms of the gap in the last week known on a day."""
        return {term: self.value(day, term) for term in Term}

    # --- by row -----------------------------------------------------------------------------------------

    def parent(self, row: Entry) -> Entry | None:
        """The row that led to this one."""
        return self.rows[row.parent] if 0 <= row.parent < len(self.rows) else None

    def children(self, row: Entry) -> list[Entry]:
        """The rows that this one led to."""
        return self._children.get(id(row), [])

    @cached_property
    def _children(self) -> dict[int, list[Entry]]:
        found: dict[int, list[Entry]] = {}
        for row in self.rows:
            parent = self.parent(row)
            if parent is not None:
                found.setdefault(id(parent), []).append(row)
        return found

    def operation(self, row: Entry) -> Fought:
        """The operation a row is about."""
        return self.plan.operations[row.ref]

    def source(self, operation: Fought) -> str:
        """Source of an operation, or of a western battle."""
        table = self.record.operations if operation.east else self.record.western_battles
        return next(row.source for row in table if row.id == operation.id)

    def channel(self, row: Entry) -> Channel:
        """The channel a row is about."""
        return self.record.channels[row.channel]

    def place(self, row: Entry) -> str:
        """Where a channel is, or nothing."""
        if row.channel < 0:
            return ""
        channel = self.channel(row)
        return CHANNELS.get(channel.id, (channel.place, channel.name))[0]

    def shut(self, row: Entry) -> str:
        """That a road is shut by the day on which something of it is told; nothing where it is open.

        A road that shuts takes no new message. What is under way on it goes on, and so do the talks that it
        led to: where they are held the model does not know.
        """
        if row.channel < 0 or row.kind not in CARRIED:
            return ""
        epoch = self.epoch(row.time)
        if row.time >= self.world.ch_close[epoch][row.channel]:
            since = wording.day_words(self.world.ch_close[epoch][row.channel])
            when = said("has been shut since {day}").format(day=since)
        elif row.time < self.world.ch_open[epoch][row.channel]:
            when = said("is shut by then")
        else:
            return ""
        return said(SHUT).format(place=self.place(row), shut=when)

    def road(self, row: Entry) -> str:
        """What a channel is, in a sentence."""
        channel = self.channel(row)
        return CHANNELS.get(channel.id, (channel.place, channel.name))[1]

    def mediator(self, row: Entry) -> str:
        """The state that mediates on a channel."""
        return MEDIATORS.get(self.channel(row).id, said("A neutral state"))

    def last_refusal(self, day: float, side: int) -> float:
        """Day of a side's last refusal before a day, as its gatekeepers know it."""
        found = -slots.NEVER
        for row in self.rows:
            if row.time >= day:
                continue
            warier = row.kind == slots.K_URGED or (row.kind == slots.K_REFUSED and row.ref != slots.MEDIATOR)
            if warier and row.side == side and row.cause in _REFUSALS:
                found = max(found, row.time)
            elif row.kind == slots.K_RECORDED_CONTACT and row.cause == slots.C_KEPT and row.side in (0, 1):
                contact = self.contacts[row.ref]
                end = day_of(contact.end)
                if self.world.rc_refused_by[row.ref] == side and end < day:
                    found = max(found, end)
        return found
