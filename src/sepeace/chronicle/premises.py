"""What the record tells of one event and rests on another, where a war has come so far without that other.

The terms of an approach, the answer to it, and a word of Stalin's that takes up a demand: what each rests on
stands in ``data/event_roles.csv``. It may be missing because a scenario takes it out, puts it later or has it
beaten back, or because the West of a campaign never came to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sepeace.chronicle import wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.event import Event, EventNumbers
from sepeace.chronicle.sentences import NOTHING_TO_TAKE_UP, RESTS, TAKEN_UP
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import date_of, day_of
from sepeace.record.types import Contact
from sepeace.scenario.recorded_events import TAKES_UP
from sepeace.scenario.tables.western import happens_on
from sepeace.scenario.vocabulary import FORMULA, LANDING, rests_on
from sepeace.wording.said import said

TERMS, ANSWER = rests_on("terms_rest_on"), rests_on("answer_rests_on")
"""Approaches, each with an event without which its terms, or the answer to it, are void."""
AFTER = 1
"""Rank among the rows of its day."""


def stands(book: Book, event: str, day: float) -> bool:
    """Whether an event has taken place by a day of a campaign, and has not been undone."""
    when = happens_on(event, book.record, book.plan.scenario)
    if when is None or day_of(when) > day:
        return False
    undone = [row for row in book.rows if row.time <= day and _undoes(row, event)]
    return not undone


def _undoes(row: Entry, event: str) -> bool:
    if event == FORMULA:
        return row.kind == slots.K_EVENT and row.cause == slots.E_NO_FORMULA
    return event == LANDING and row.kind == slots.K_BEATEN_BACK


def missing(book: Book, row: Entry, rests: tuple[tuple[str, str], ...], contact: Contact) -> list[str]:
    """The names of the events on which something of an approach rests, and that have not taken place."""
    needed = [event for name, event in rests if name == contact.id]
    return [book.record.event(event).name for event in needed if not stands(book, event, row.time)]


def words(book: Book, row: Entry, contact: Contact, terms: str, answer: str) -> tuple[str, str]:
    """The terms of an approach and the answer to it: the record's, where what they rest on stands."""
    no_terms = missing(book, row, TERMS, contact) if terms else []
    no_answer = missing(book, row, ANSWER, contact) if answer else []
    if no_terms and no_terms == no_answer:
        return _void(said("Its terms and the answer to it in the record rest"), no_terms), ""
    return (
        _void(said("Its terms in the record rest"), no_terms) if no_terms else terms,
        _void(said("The answer to it in the record rests"), no_answer) if no_answer else answer,
    )


def _void(what: str, events: list[str]) -> str:
    return said(RESTS).format(rests=what, events="; ".join(events))


def taken_up(book: Book) -> Iterator[tuple[float, int, Event]]:
    """Words that take up what stands, in a war that is no longer the record's: day, rank, event.

    While it is, they stand in the log. After a settlement nobody knows of any.
    """
    told = {row.ref for row in book.rows if row.kind == slots.K_EVENT}
    signed = [row.time for row in book.rows if row.kind == slots.K_SIGNED and row.pair == slots.MAIN]
    for name, event in TAKES_UP:
        one, day = book.record.event(name), day_of(book.record.event(name).date)
        if one.number in told or day > min([book.state.ended, *signed]):
            continue
        called = book.record.event(event).name
        facts = {"name": wording.capital(one.name), "source": one.source, "event": called}
        sentence = TAKEN_UP if stands(book, event, day) else NOTHING_TO_TAKE_UP
        yield (
            day,
            AFTER,
            Event(
                date=date_of(day),
                day=day,
                kind="event",
                pair=None,
                who=wording.SIDES[slots.SOVIET],
                where="",
                text=sentence.text.format_map(facts),
                because=sentence.because.format_map(facts),
                parent=None,
                numbers=EventNumbers({}),
            ),
        )
