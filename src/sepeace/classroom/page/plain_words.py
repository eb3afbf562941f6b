"""The card of a question in words that a pupil can read: names where the package prints keys.

A key stays beside its name, between backquotes, which the page prints small: who looks things up in the
record needs it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

from sepeace.classroom.texts import FIRST, day, texts
from sepeace.record import load
from sepeace.scenario.tables.departures import POLICY_OF

_DATE = re.compile(r"\b(\d{4}-\d\d-\d\d)\b")
_HINT = re.compile(r' \((?:operation|event) = "\w+", cancel = true\)')
_CONTACT = re.compile(r"Contact (\w+): (.+?) \[")
_BRACKETED = re.compile(r"\[(\w+)\]")
_JOINED = re.compile(r"(?<![`\w])[a-z0-9]+(?:_[a-z0-9]+)+(?![`\w])")
_ALONE = re.compile(r"(?<=\bNo )[a-z]+(?=[;:])|(?<=\bFixed: )[a-z]+(?=,)")
_ROAD = re.compile(r"(?<=, through )\w+")


def in_words(line: str) -> str:
    """A line of a card with names for keys.

    >>> from sepeace.classroom.page.plain_words import in_words
    >>> in_words("Fixed: citadel, decisive success (score 2).")
    'Fixed: Citadel (Kursk defensive) `citadel`, decisive success (score 2).'
    """
    made = _HINT.sub("", line.strip())
    made = _CONTACT.sub(_contact, made)
    made = _BRACKETED.sub(lambda found: _kept(found[1]) or found[0], made)
    made = _ROAD.sub(lambda found: texts(FIRST, "words")["place"].get(found[0], found[0]), made)
    for pattern in (_JOINED, _ALONE):
        made = pattern.sub(lambda found: _named(found[0]), made)
    return _DATE.sub(lambda found: day(FIRST, date.fromisoformat(found[1])), made)


def _contact(found: re.Match[str]) -> str:
    """A contact of which its own title is told next: that is its name."""
    if names().get(found[1]) != found[2]:
        return found[0]
    return f"Contact: {found[2]} `{found[1]}` ["


def _kept(key: str) -> str | None:
    return f"`{key}`" if key in names() else None


def _named(key: str) -> str:
    name = names().get(key)
    return key if name is None else f"{name} `{key}`"


@cache
def names() -> Mapping[str, str]:
    """What keys of the record, of policies and of numbers are called."""
    record, numbers = load(), texts(FIRST, "numbers")
    found = {row.id: row.name for row in record.operations} | {row.id: row.name for row in record.events}
    found |= {row.id: row.name for row in record.western_battles}
    found |= {row.id: row.title for row in record.contacts}
    found |= {name: row.title for name, row in POLICY_OF.items()}
    return found | {key.partition(".")[0]: words for key, words in numbers.items()}
