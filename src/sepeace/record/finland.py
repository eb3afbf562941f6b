"""The rows of the record on Finland: what was proposed, asked and refused, and where her own front stood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from sepeace.record.parse import Text
from sepeace.record.types import Confidence, Grade

FinnishRole = Literal["terms", "surrender", "pledge", "demand", "told"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FinnishRow:
    """One dated step between Finland, the Soviet Union and others.

    `role` says what the model makes of it. Soviet `terms` stand from `date` to `until`: `border` is the share
    on Finland's own ruler (0 occupied, .5 the border of 1940, .6 that of 1939, .75 the line of December 1941,
    1 a Greater Finland), and `concession`, `price` (by the 300 million dollars), `expected`, `petsamo`,
    `porkkala`, `army` and `hanko` say how much of each clause they hold. A demand for `surrender` has no
    clauses. A `pledge` shuts the road while it holds. A `demand` is what Finland asked. The rest is told.
    `presupposes` names an operation without which the step would not have come about.

    `number` is its address, `id` its name; `sender`, `receiver`, `what` and `answer` tell it in words;
    `grade` and `source` say what it rests on, `confidence` how sure the row is, `notes` the rest.

    >>> first = next(row for row in sp.record.load().finland if row.role == "terms")
    >>> first.date, first.border
    (datetime.date(1941, 8, 18), 0.5)
    """

    number: int
    id: str
    date: Date
    until: Date
    role: FinnishRole
    sender: str
    receiver: str
    what: str
    border: float | None
    concession: float | None
    price: float | None
    expected: float | None
    petsamo: float | None
    porkkala: float | None
    army: float | None
    hanko: float | None
    presupposes: str | None
    answer: str
    grade: Grade
    source: str
    confidence: Confidence
    notes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FinnishFront:
    """Where Finland's own front stood on a day, as a share on her ruler; straight lines join the days.

    `presupposes` names the operation that moved it there.

    >>> sp.record.load().finland_front[0].share
    0.5
    """

    date: Date
    share: float
    place: str
    presupposes: str | None
    source: str
    confidence: Confidence
