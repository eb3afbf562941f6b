"""The language of a page: what the package says in English, in the words of ``texts/LANGUAGE/told``.

A word that is missing there is an error when the page is written, and so is a pattern with other fields than
the English one. Scenarios that are not shipped say what their files say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from sepeace.browser.script.tongue import ENGLISH, Tongue, alike, checked, table_at
from sepeace.chronicle import sentences, who_bears
from sepeace.chronicle.sentences import TITLES, Sentence
from sepeace.classroom.texts import FIRST, texts
from sepeace.record import Record, load
from sepeace.record.types import Contact
from sepeace.ruler import Ruler
from sepeace.scenario import shipped
from sepeace.scenario.scenario import Scenario

APART = (
    *("POSITION", "LINES", "AFTER_SIGNING", "MAY_RENEW", "WEST_ENDS", "WHO_BEARS", "FINNISH_BEARS"),
    *("TAKEN_UP", "NOTHING_TO_TAKE_UP"),
)
"""Sentences that stand by themselves."""
PIECES = ("RESTS", "LEFT", "SCALE", "SHUT", "NOT_COUNTED")
"""Texts that go into sentences."""
NAMES = ("CHANNELS", "MEDIATORS", "GRADES", "CLAUSES")
NOTHING = "-"
"""What a contact has where the record says "None"."""
Row = TypeVar("Row")


def told(language: str, name: str) -> Mapping[str, Any]:
    """One file of what is told."""
    return texts(language, f"told/{name}")


@cache
def tongue(language: str) -> Tongue:
    """A language of the page.

    Raises:
        ValueError, KeyError: something of the package has no words in it, or has others.
    """
    if language == FIRST:
        return ENGLISH
    own = told(language, "sentences")
    english = dict(sentences.TABLES)
    patterns = {
        text: {"": words} if isinstance(words, str) else dict(words)
        for text, words in told(language, "patterns").items()
    }
    patterns |= {english[name]["text"]: {"": own[name]["text"]} for name in PIECES}
    for text, words in patterns.items():
        for one in words.values():
            checked(text, one)
    tables: dict[int, Any] = {
        id(table_at(name)): _table(table_at(name), words) for name, words in told(language, "tables").items()
    }
    tables[id(sentences.SENTENCES)] = _sentences(english, own)
    for name in APART:
        tables[id(getattr(sentences, name))] = Sentence(**alike(english[name], own[name]))
    for name in NAMES:
        table = getattr(sentences, name)
        tables[id(table)] = alike(table, own[name])
    tables[id(TITLES)] = alike(TITLES, texts(language, "package")["operations"])
    for name, rows in (("dated", who_bears.DATED), ("finnish_dated", who_bears.FINNISH)):
        tables[id(rows)] = bearers(language, name, rows)
    return Tongue(
        patterns=patterns,
        tables=tables,
        record=lambda record: record_in(language, record),
        ruler=lambda ruler: ruler_in(language, ruler),
        scenario=lambda scenario: scenario_in(language, scenario),
    )


def _table(english: Any, words: Mapping[str, Any]) -> Any:
    """A table of a module; rows stand under ``rows``, and of profiles what is no text stays."""
    if "rows" in words:
        return alike(english, words["rows"])
    if all(isinstance(row, str) for row in english.values()):
        return alike(english, words)
    return {name: replace(row, **_texts(row, words[name])) for name, row in english.items()}


def _texts(row: Any, words: Mapping[str, str]) -> dict[str, str]:
    own = {name for name in row.__dataclass_fields__ if isinstance(getattr(row, name), str)}
    if own != set(words):
        raise ValueError(f"keys differ: {sorted(own ^ set(words))}")
    return {name: checked(getattr(row, name), text) for name, text in words.items()}


def _sentences(english: Mapping[str, Any], own: Mapping[str, Any]) -> dict[tuple[int, int], Sentence]:
    made = {name: alike(table, own[name]) for name, table in english.items() if name.startswith("K_")}
    return dict(sentences.by_cause(made))


# --- the record and the scenarios


def source(language: str, text: str) -> str:
    """Where something is from: titles of works as they stand, what is said of them in a language."""
    if language == FIRST:
        return text
    for english, own in told(language, "sources")["words"]:
        text = text.replace(english, own)
    return dates_in(language, text)


def dates_in(language: str, text: str) -> str:
    """A text with the dates in it as a language writes them."""
    from sepeace.classroom.told_card import in_words

    return in_words(language, text)


def contact_in(language: str, row: Contact) -> Contact:
    """A contact of the record. One that is not the record's own stays as it is."""
    rows = {**told(language, "contacts"), **texts(language, "record")["contact"]}
    own = rows.get(row.id)
    if own is None:
        return row
    found = {name: own.get(name, NOTHING) for name in ("terms", "response") if getattr(row, name)}
    return replace(row, title=own["title"], **found, source=own.get("source") or source(language, row.source))


def record_in(language: str, record: Record) -> Record:
    """The record in the words of a language."""
    events, finland = told(language, "events"), told(language, "finland")
    places = events["place"]

    def sourced(rows: Iterable[Row]) -> tuple[Row, ...]:
        return tuple(replace(row, source=source(language, row.source)) for row in rows)  # type: ignore[type-var, attr-defined]

    def place(anchor: str) -> str:
        found = sorted(
            (anchor.find(city.name), -len(city.name), city.name)
            for city in record.cities
            if city.name in anchor
        )
        return places.get(found[0][2], found[0][2]) if found else anchor

    return replace(
        record,
        operations=sourced(record.operations),
        western_battles=sourced(record.western_battles),
        front=tuple(replace(row, anchor=place(row.anchor)) for row in record.front),
        cities=tuple(replace(row, name=places.get(row.name, row.name)) for row in record.cities),
        contacts=tuple(contact_in(language, row) for row in record.contacts),
        events=tuple(
            replace(row, name=events["event"].get(row.id, row.name)) for row in sourced(record.events)
        ),
        channels=sourced(record.channels),
        news=sourced(record.news),
        finland=tuple(
            replace(row, what=finland[row.id][0], answer=finland[row.id][1]) if row.id in finland else row
            for row in sourced(record.finland)
        ),
        people=tuple(
            replace(row, name=events["person"][row.id][0], office=events["person"][row.id][1])
            if row.id in events["person"]
            else row
            for row in record.people
        ),
        locks=tuple(
            replace(row, **events["lock"][row.id]) if row.id in events["lock"] else row
            for row in record.locks
        ),
    )


def line_in(language: str, line: str, english: str) -> str:
    """A named line, by its id."""
    return english if language == FIRST else str(told(language, "events")["line"][line])


def ruler_in(language: str, ruler: Ruler) -> Ruler:
    """The ruler with its lines in the words of a language."""
    lines = tuple(replace(line, title=line_in(language, line.id, line.title)) for line in ruler.named_lines)
    return replace(ruler, named_lines=lines)


def scenario_in(language: str, scenario: Scenario) -> Scenario:
    """A shipped scenario in the words of a language; one of a reader's own as its file has it."""
    if language == FIRST or scenario.name not in shipped():
        return scenario
    own = told(language, "scenarios")[scenario.name]
    notes = own["sources"]
    return replace(
        scenario,
        title=texts(language, "record")["title"][scenario.name],
        question=own["question"],
        antecedent=own["antecedent"],
        banner=own.get("banner", ""),
        bears=tuple(own.get("bears", ())),
        sources=tuple(
            source(language, with_note(text, note))
            for text, note in zip(scenario.sources, notes, strict=True)
        ),
    )


def with_note(text: str, note: str) -> str:
    """A source with what it is named for in other words: it stands behind the bracket and a colon."""
    if not note:
        return text
    head, colon, _ = text.rpartition("): ")
    if not colon:
        head, _, _ = text.rpartition(": ")
        return f"{head}: {note}"
    return f"{head}): {note}"


def bearers(
    language: str, name: str, rows: Iterable[who_bears.BearerOfADay]
) -> tuple[who_bears.BearerOfADay, ...]:
    """Who bears a settlement of a day, in the words of a language."""
    own = told(language, "bearers")
    return tuple(
        replace(
            row,
            group=words["group"],
            text=words["text"],
            source=source(language, row.source),
            basis=own["basis"][row.basis],
        )
        for row, words in zip(rows, own[name], strict=True)
    )


def shipped_record(language: str) -> Record:
    """The record of the package in the words of a language."""
    return load() if language == FIRST else record_in(language, load())
