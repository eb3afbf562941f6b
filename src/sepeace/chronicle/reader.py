"""The reader: from a campaign's log to a chronicle of dated sentences with reasons.

Every row becomes an Event. Rows are put in order of time, and what the last week still wrote after the war
had ended is left out. Events of ``chronicle.positions`` say at each quarter and at the branch where both
sides stand and what keeps their lines apart, and what follows a signature; one of ``chronicle.premises``
whether Stalin takes up the demand for unconditional surrender.
"""

from __future__ import annotations

from collections.abc import Mapping

from sepeace.chronicle import wording
from sepeace.chronicle.battles import as_recorded
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.event import Event, EventNumbers
from sepeace.chronicle.facts import FACTS
from sepeace.chronicle.positions import standing
from sepeace.chronicle.premises import taken_up
from sepeace.chronicle.sentences import SENTENCES
from sepeace.kernel import slots
from sepeace.kernel.fields import State
from sepeace.kernel.world import Entry, Log
from sepeace.quantities import date_of
from sepeace.scenario.plan import Plan
from sepeace.wording.said import said

SEEN_IN_THE_WEST = ("USSR", "Germany")
_OTHERS = ("Japan", "Romania", "Finland", "Italy")


def read(plan: Plan, log: Log, state: State) -> tuple[Event, ...]:
    """The chronicle of a campaign.

    Args:
        plan: what the campaign ran on.
        log: its full log, from any clock.
        state: its final state.

    Returns:
        events in order of time; a parent always comes before its children.
    """
    book = Book(plan, log, state)
    told = in_order(book.rows)
    entries: list[tuple[float, int, Entry | Event]] = [(row.time, 0, row) for row in told]
    entries += [*standing(book), *taken_up(book)]
    entries.sort(key=lambda entry: entry[:2])
    index = {id(row): place for place, (_, _, row) in enumerate(entries)}
    return tuple(
        row if isinstance(row, Event) else event_of(book, row, _told_parent(book, row, index))
        for _, _, row in entries
    )


def in_order(rows: list[Entry]) -> list[Entry]:
    """Rows in order of time, without what was written for days after the end of the war."""
    ends = [row.time for row in rows if row.kind == slots.K_WAR_END]
    last = min(ends) if ends else slots.NEVER
    return sorted((row for row in rows if row.time <= last), key=lambda row: row.time)


def _told_parent(book: Book, row: Entry, index: Mapping[int, int]) -> int | None:
    parent = book.parent(row)
    while parent is not None and id(parent) not in index:
        parent = book.parent(parent)
    return None if parent is None else index[id(parent)]


def event_of(book: Book, row: Entry, parent: int | None = None) -> Event:
    """One row as an event; ``parent`` is the index of the event that led here, in the same chronicle."""
    name, facts_of = FACTS[row.kind]
    sentence = SENTENCES[row.kind, row.cause]
    facts = facts_of(book, row)
    shut = book.shut(row)
    return Event(
        date=date_of(row.time),
        day=row.time,
        kind=name,
        pair="main" if row.pair == slots.MAIN else None,
        who=who(book, row),
        where="" if shut else book.place(row),
        text=sentence.text.format_map(facts) + shut,
        because=sentence.because.format_map(facts),
        parent=parent,
        numbers=EventNumbers({"first": row.first, "second": row.second}),
        as_recorded=row.kind in _BATTLES and as_recorded(book, row),
    )


_BATTLES = (slots.K_OPERATION, slots.K_OPERATION_END)
_BY_THE_WEST = (slots.K_INTERCEPTED, slots.K_WEST_HEARS, slots.K_LANDING_SET, slots.K_BEATEN_BACK)


def who(book: Book, row: Entry) -> str:
    """Whose doing an event is."""
    if row.kind == slots.K_EVENT:
        actor = book.events[row.ref].actor
        if actor in SEEN_IN_THE_WEST:
            return wording.SIDES[slots.SOVIET if actor == "USSR" else slots.GERMANY]
        return "" if actor in _OTHERS else said("the West")
    if row.kind in _BATTLES:
        if not book.operation(row).east:
            return said("the West")
        return wording.SIDES[row.side]
    if row.kind == slots.K_WAR_END:
        return ""
    if row.kind in _BY_THE_WEST:
        return said("the West")
    if row.side in (slots.GERMANY, slots.SOVIET):
        return wording.SIDES[row.side]
    return said("mediators") if row.side == 2 else ""
