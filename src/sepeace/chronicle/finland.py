"""The fields of the sentences on Finland: terms, refusals, her yes and the signature."""

from __future__ import annotations

from sepeace.chronicle import wording
from sepeace.chronicle.campaign_index import Book
from sepeace.kernel.world import Entry
from sepeace.quantities import date_of
from sepeace.record.finland import FinnishRow
from sepeace.scenario.tables.finland import LEFT
from sepeace.wording.said import said


def row_of(book: Book, row: Entry) -> FinnishRow | None:
    """The row of the record that an event means; None where none stands."""
    return book.finnish.get(row.ref)


def terms(book: Book, row: Entry) -> dict[str, str]:
    """Soviet terms that begin to stand, or that she has not taken."""
    own = row_of(book, row)
    line, offer = wording.hundredths(row.first), wording.hundredths(row.second)
    return {
        "what": "" if own is None else own.what,
        "answer": "" if own is None else own.answer,
        "since": "" if own is None else wording.when(own.date),
        "source": book.record.contact(LEFT).source if own is None else own.source,
        "line": line,
        "offer": offer,
        "apart": said(
            "the least she would have taken was {line}, and they would have left her {offer}"
        ).format(line=line, offer=offer),
    }


def after_peace(book: Book, day: float) -> str:
    """What the model has of her once Germany and the Soviet Union have signed."""
    state = book.state
    if state.finland_signed <= day:
        signed = wording.day_words(state.finland_signed)
        return said("Finland had left the war on {day}.").format(day=signed)
    if state.finland_yes <= day:
        yes = wording.day_words(state.finland_yes)
        return said("Finland had accepted Soviet terms on {day}; her signature is not followed.").format(
            day=yes
        )
    return said("Finland is still at war then; what becomes of her is not followed.")


def peace(book: Book, row: Entry) -> dict[str, str]:
    """She accepts, or signs; who bears it follows the signature, as events of their own."""
    parent = book.parent(row)
    yes = date_of(parent.time if parent is not None else row.time)
    return {**terms(book, row), "yes": wording.when(yes)}
