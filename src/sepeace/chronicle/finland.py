"""The fields of the sentences on Finland: terms, refusals, her yes and the signature."""

from __future__ import annotations

from sepeace.chronicle import wording
from sepeace.chronicle.campaign_index import Book
from sepeace.kernel.world import Entry
from sepeace.quantities import date_of
from sepeace.record.finland import FinnishRow
from sepeace.scenario.tables.finland import LEFT


def row_of(book: Book, row: Entry) -> FinnishRow | None:
    """The row of the record that an event means; None where none stands."""
    return book.finnish.get(row.ref)


def terms(book: Book, row: Entry) -> dict[str, str]:
    """Soviet terms that begin to stand, or that she has not taken."""
    own = row_of(book, row)
    line, offer = f"{row.first:.2f}", f"{row.second:.2f}"
    return {
        "what": "" if own is None else own.what,
        "answer": "" if own is None else own.answer,
        "since": "" if own is None else wording.when(own.date),
        "source": book.record.contact(LEFT).source if own is None else own.source,
        "line": line,
        "offer": offer,
        "apart": f"the least she would have taken was {line}, and they would have left her {offer}",
    }


def after_peace(book: Book, day: float) -> str:
    """What the model has of her once Germany and the Soviet Union have signed."""
    state = book.state
    if state.finland_signed <= day:
        return f"Finland had left the war on {wording.day_words(state.finland_signed)}."
    if state.finland_yes <= day:
        yes = wording.day_words(state.finland_yes)
        return f"Finland had accepted Soviet terms on {yes}; her signature is not followed."
    return "Finland is still at war then; what becomes of her is not followed."


def peace(book: Book, row: Entry) -> dict[str, str]:
    """She accepts, or signs; who bears it follows the signature, as events of their own."""
    parent = book.parent(row)
    yes = date_of(parent.time if parent is not None else row.time)
    return {**terms(book, row), "yes": wording.when(yes)}
