"""What was true of a war on a date of the desk, as its log decides it."""

from __future__ import annotations

from sepeace.chronicle.campaign_index import Book
from sepeace.kernel import slots
from sepeace.quantities import DAYS_PER_MONTH

AHEAD = 6.0 * DAYS_PER_MONTH
"""Days within which a peace has to be signed; and so many days back a message counts."""
IN_EARNEST = (slots.C_SERIOUS, slots.C_LEADER)
"""Messages that a leadership sends itself and means: not those for the West to hear, nor those of officials
who have no authority, nor a mediator's."""


def signed_soon(book: Book, day: float) -> bool:
    """Whether a separate peace is signed after a day, within six months."""
    return any(row.kind == slots.K_SIGNED and day < row.time <= day + AHEAD for row in book.rows)


def serious(book: Book, day: float) -> bool:
    """Whether in the six months before a day a leadership itself sent the other a message that it meant.

    What was sent before the war parts from the record does not count: what those who wrote then meant nobody
    knows.
    """
    return any(
        row.kind == slots.K_SENT and row.cause in IN_EARNEST and day - AHEAD <= row.time < day
        for row in book.rows
    )


def belief(book: Book, day: float) -> float:
    """What the model has the West believe on a day, from the news of this war without what the desk
    plants."""
    return book.value(day, "western_belief")


def closed(book: Book) -> float:
    """The day on which there is nothing left to ask: a peace is signed, or the war in the East is over."""
    days = [row.time for row in book.rows if row.kind in (slots.K_SIGNED, slots.K_WAR_END)]
    return min(days) if days else slots.NEVER
