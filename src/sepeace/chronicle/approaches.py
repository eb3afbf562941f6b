"""Germany and the West: the fields of the sentences about approaches and the locks that they met."""

from __future__ import annotations

from sepeace.chronicle import premises, wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.sentences import GRADES
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import date_of
from sepeace.record.background import Lock
from sepeace.record.types import Contact
from sepeace.scenario.tables.approaches import TO_THE_EAST
from sepeace.wording.said import said

NEAR_DAYS = 14
"""The record is named beside the end of a war that ends no longer before it than this."""
NOTHING_SAID = ("", "None", "Unknown", "Unclear", "No answer")


def approach(book: Book, row: Entry) -> dict[str, str]:
    """An approach: what it was, which locks were shut on its day, and what the record has of it."""
    contact = book.contacts[row.ref]
    shut = locks(book, row)
    terms, answer = terms_of(contact), answer_of(contact)
    terms, answer = premises.words(book, row, contact, terms, answer)
    return {
        "title": contact.title,
        "terms": terms,
        "response": answer,
        "locks": named(shut),
        "refused": refused(shut),
        "why": why(book, row, contact),
        "meanings": meanings(book, row, shut),
        "source": contact.source,
        "km": f"{max(row.first, 0.0):.0f}",
    }


def named(shut: list[Lock]) -> str:
    """The locks by their names."""
    return wording.listed([lock.name for lock in shut]) if shut else said("none")


def meanings(book: Book, row: Entry, shut: list[Lock]) -> str:
    """What stands behind the locks, the first time that a campaign tells of them."""
    told = 0
    for one in book.rows:
        if one is row:
            break
        if one.kind == slots.K_APPROACH and one.cause != slots.C_TO_THE_EAST:
            told |= int(one.first)
    return "".join(f" {wording.capital(lock.meaning)}." for lock in shut if not told >> (lock.number - 1) & 1)


def locks(book: Book, row: Entry) -> list[Lock]:
    """The locks that were shut when an approach was made."""
    shut = int(row.first)
    return [lock for bit, lock in enumerate(book.record.locks) if shut >> bit & 1]


def refused(shut: list[Lock]) -> str:
    """What an approach that ended in the surrender of an army was as a settlement."""
    if not shut:
        return said("No lock is shut on that day, and the model has no bargaining with the West")
    return said("As a settlement it is refused; what shuts the door on that day: {locks}").format(
        locks=named(shut)
    )


def why(book: Book, row: Entry, contact: Contact) -> str:
    """Why an approach is told at all: by its grade, and after the record as officials see the war."""
    told = said("it is {grade} ({source})").format(grade=GRADES[contact.grade], source=contact.source)
    if book.world.luck == slots.RECORDED or row.time < book.world.held_until:
        return told
    chance = wording.per_cent(row.second)
    return said("{told}; Moscow gives Germany {chance} to win").format(told=told, chance=chance)


def terms_of(contact: Contact) -> str:
    """A sentence of what a source has of the terms, or nothing."""
    if contact.terms in NOTHING_SAID:
        return ""
    return said(" Terms: {terms}.").format(terms=contact.terms.rstrip("."))


def answer_of(contact: Contact) -> str:
    """A sentence of what a source has of the answer, or nothing."""
    if contact.response in NOTHING_SAID:
        return ""
    return said(" What came of it: {response}.").format(response=contact.response.rstrip("."))


def in_the_record(book: Book, row: Entry) -> str:
    """What the record has of Berlin when the model's war ends there some days before it."""
    contact = book.record.contact(TO_THE_EAST)
    days = (contact.start - date_of(row.time)).days
    if not 0 <= days <= NEAR_DAYS:
        return ""
    return said(" In the record the war went on for some days more: {title} ({day}); {response}.").format(
        title=contact.title, day=wording.when(contact.start), response=contact.response
    )
