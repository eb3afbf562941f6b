"""The sentences of a chronicle: what happened, and why, by kind and cause of a log row.

They stand in ``data/sentences.toml``, where anybody can edit them. A template's fields are
filled by ``chronicle.facts`` and ``chronicle.contacts``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sepeace.files import data_text
from sepeace.kernel import slots


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What happened and why, with fields in braces."""

    text: str
    because: str


def by_cause(
    tables: Mapping[str, Mapping[str, Mapping[str, str]]],
) -> Iterator[tuple[tuple[int, int], Sentence]]:
    """Kind and cause of each log row, with its sentence."""
    for kind, sentences in tables.items():
        for causes, told in sentences.items():
            names = causes.split()
            numbers = range(slots.STREAMS) if causes == "any" else [getattr(slots, one) for one in names]
            for cause in numbers:
                yield (getattr(slots, kind), cause), Sentence(**told)


TABLES = tomllib.loads(data_text("sentences.toml"))

SENTENCES: Mapping[tuple[int, int], Sentence] = dict(
    by_cause({name: table for name, table in TABLES.items() if name.startswith("K_")})
)
"""By kind and cause. An event's cause is its calendar entry; that of a leak or an interception the stream."""
POSITION, LINES, AFTER_SIGNING, MAY_RENEW, WEST_ENDS, WHO_BEARS, FINNISH_BEARS = (
    Sentence(**TABLES[name])
    for name in (
        *("POSITION", "LINES", "AFTER_SIGNING", "MAY_RENEW", "WEST_ENDS"),
        *("WHO_BEARS", "FINNISH_BEARS"),
    )
)
TAKEN_UP, NOTHING_TO_TAKE_UP = (Sentence(**TABLES[name]) for name in ("TAKEN_UP", "NOTHING_TO_TAKE_UP"))
RESTS: str = TABLES["RESTS"]["text"]
LEFT: str = TABLES["LEFT"]["text"]
SCALE: str = TABLES["SCALE"]["text"]
SHUT: str = TABLES["SHUT"]["text"]
NOT_COUNTED: str = TABLES["NOT_COUNTED"]["text"]
TITLES: Mapping[str, str] = TABLES["TITLES"]
"""Operations and western battles by their ids in the record."""
CHANNELS: Mapping[str, list[str]] = TABLES["CHANNELS"]
"""Where a channel is, and what it is, by its id."""
MEDIATORS: Mapping[str, str] = TABLES["MEDIATORS"]
GRADES: Mapping[str, str] = TABLES["GRADES"]
CLAUSES: Mapping[str, str] = TABLES["CLAUSES"]
