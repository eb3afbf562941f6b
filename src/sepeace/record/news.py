"""What the West learned of a separate peace: one type of row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from sepeace.record.parse import Text
from sepeace.record.types import GRADE_CHANCE, Confidence, Grade

NewsKind = Literal["soviet", "leader", "subordinate", "mediator", "exposed", "rumour", "denied", "told"]
"""What a piece of news says to the West: that Moscow has put out a feeler, that the German leader, German
officials or a mediator have; that talks have come out; a rumour of a separate peace, a denial; that Moscow
has refused and tells its allies so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What the West learned of a separate peace, and when.

    `grade` is that of the West's having heard it, not of what it heard: a rumour that is on file is
    documented. `number` is its address, `id` its name in files. It came on `date`, `kind` says what it said,
    `contact` of which contact it spoke, None for none. `source` names works, `confidence` how sure the row
    is, `notes` the rest.

    >>> tass = next(row for row in sp.record.load().news if row.id == "tass_june_1943")
    >>> tass.kind, tass.chance
    ('denied', 1.0)
    """

    number: int
    id: str
    date: Date
    contact: str | None
    kind: NewsKind
    grade: Grade
    source: str
    confidence: Confidence
    notes: Text

    @property
    def chance(self) -> float:
        """Chance that the West heard it, from the grade."""
        return GRADE_CHANCE[self.grade]
