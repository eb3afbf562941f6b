"""The contact sheet: what the record has of each reported contact, in the words of a language.

Which contacts stand there is a rule: all that the record has between the two main enemies before 1944, those
that are held to be forged or fables among them, since judging them is the exercise. Another language brings
a translation of the record's words (``texts/<language>/record.toml``); each says of which words it is one, so
that a translation of a row that has changed is found.

A card of the lesson is read with its end covered. So what gives its grade away stands below the grade, and
terms that only a forgery has are not printed: ``texts/<language>/contacts.toml`` says which words these are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sepeace.classroom.texts import FIRST, span, texts
from sepeace.record import load
from sepeace.record.types import GRADE_CHANCE, GRADES

if TYPE_CHECKING:
    from sepeace.record.types import Contact

UNTIL = date(1944, 1, 1)
IN_THE_LESSON = (
    *("sofia_1941", "mtsensk_1942", "ribbentrop_november_1942", "stockholm_april_1943"),
    *("kirovograd_june_1943", "stockholm_june_1943", "press_denial_june_1943"),
    "german_proposal_september_1943",
)
"""Eight that have every grade among them, so that eight groups have one each."""
TRANSLATED = ("title", "terms", "response", "outcome", "source", "notes")
NOTHING = ("", "None")
PRECISE = ("day", "range")
JUDGING = ("source", "notes")
"""Words of a card from which a part may be taken that belongs below its grade."""
ONLY_IN_A_FORGERY = ("terms", "response")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """One contact as the sheet has it.

    Attributes:
        number: its place on the sheet, by date.
        id: its name in the record.
        when, where, who, grade: in words.
        title, terms, response, outcome, source, notes: the record's words, or their translation; "" if none.
        below: those that give the grade away, on a card of the lesson; "" if none.
    """

    number: int
    id: str
    when: str
    where: str
    who: str
    grade: str
    title: str
    terms: str
    response: str
    outcome: str
    source: str
    notes: str
    below: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeMeaning:
    """A grade of evidence, what it means, and in how many of 100 runs such a contact takes place."""

    name: str
    meaning: str
    of_100: int


def chosen() -> tuple[Contact, ...]:
    """The contacts of the sheet, by date."""
    found = [row for row in load().contacts if row.pair == "main" and row.start < UNTIL]
    return tuple(sorted(found, key=lambda row: (row.start, row.end, row.number)))


def cards(language: str) -> tuple[ContactCard, ...]:
    """The sheet in a language."""
    return tuple(_card(language, number, row) for number, row in enumerate(chosen(), start=1))


def judged_untrue(language: str) -> dict[str, int]:
    """The numbers of the lesson's forgery and of its fable, for teachers: no title says which they are."""
    grade = {row.id: row.grade for row in chosen()}
    shown = {grade[card.id]: card.number for card in cards(language) if card.id in IN_THE_LESSON}
    return {"forgery": shown["forgery_suspected"], "fable": shown["fable"]}


def grades(language: str) -> tuple[GradeMeaning, ...]:
    """What the grades mean, from the firmest to the fables."""
    words = texts(language, "words")
    return tuple(
        GradeMeaning(
            name=words["grade"][grade],
            meaning=words["grade_means"][grade],
            of_100=round(100.0 * GRADE_CHANCE[grade]),
        )
        for grade in GRADES
    )


def fingerprint(row: Contact) -> str:
    """Eight hex digits of the record's words of a contact, which a translation names."""
    told = "\n".join(str(getattr(row, name)) for name in TRANSLATED)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()[:8]


def dated(language: str, row: Contact) -> str:
    """When a contact took place, as every page of the classroom says it."""
    when = span(language, row.start, row.end)
    if row.date_precision.startswith(PRECISE):
        return when
    return str(texts(language, "words")["date"]["roughly"]).format(when=when)


def graded(language: str, grade: str) -> str:
    """The word for a grade of evidence, as every page of the classroom says it."""
    return str(texts(language, "words")["grade"][grade])


def _card(language: str, number: int, row: Contact) -> ContactCard:
    words = texts(language, "words")
    told = recorded(language, row)
    if row.id in IN_THE_LESSON:
        told = _with_the_grade_covered(language, row, told)
    return ContactCard(
        number=number,
        id=row.id,
        when=dated(language, row),
        where=words["place"][row.channel or "none"],
        who=_who(words, row),
        grade=graded(language, row.grade),
        **told,
    )


def known_in(language: str, row: Contact) -> bool:
    """Whether a language has words for a contact."""
    return language == FIRST or row.id in texts(language, "record")["contact"]


def recorded(language: str, row: Contact) -> dict[str, str]:
    """The record's words; in another language their translation, and its citations where none is given."""
    own = {name: getattr(row, name) for name in TRANSLATED}
    if language != FIRST:
        there = texts(language, "record")["contact"][row.id]
        own = {name: there.get(name, "") for name in TRANSLATED} | {"source": there.get("source", row.source)}
    return {name: "" if value in NOTHING else value for name, value in own.items()}


def _with_the_grade_covered(language: str, row: Contact, told: Mapping[str, str]) -> dict[str, str]:
    """The words of a card, those that give its grade away moved to ``below``; only forged terms are lost."""
    given = texts(language, "contacts")["card"].get(row.id, {})
    found, below = dict(told), []
    if "instead_of_terms" in given:
        below.append(given["instead_of_terms"])
        # The whole note says why the papers are held to be forged.
        below.append(found["notes"])
        found |= dict.fromkeys((*ONLY_IN_A_FORGERY, "notes"), "")
    for name in JUDGING:
        part = given.get(name, "")
        # Split at the part, which must be there once.
        before, after = found[name].split(part) if part else (found[name], "")
        found[name] = " ".join(f"{before}{after}".split())
        if part:
            below.append(_sentence(part))
    return found | {"title": given.get("title", told["title"]), "below": " ".join(below)}


def _sentence(part: str) -> str:
    """A part of a sentence as one of its own."""
    plain = part.strip("; ")
    return plain[0].upper() + plain[1:].removesuffix(".") + "."


def _who(words: Mapping[str, Mapping[str, str]], row: Contact) -> str:
    """Who is said to have moved first, as most and as one school of historians read it, and at what level."""
    sender = words["sender"][row.sender]
    if row.sender_fleischhauer is not None:
        other = words["sender"][row.sender_fleischhauer]
        sender = words["sender"]["disputed"].format(sender=sender, other=other)
    return f"{sender}; {words['level'][row.level]}"
