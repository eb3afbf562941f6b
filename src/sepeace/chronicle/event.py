"""One event of a chronicle: a dated sentence with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sepeace.documents.run import EventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated sentence of a chronicle.

    Attributes:
        date, day: when; ``day`` counts from 22 June 1941.
        kind: what kind of event, such as feeler, refusal, position or lines.
        pair: main for diplomacy between Germany and the Soviet Union, else None.
        who: Germany, Soviet Union, mediators, the West, or nothing.
        where: the place of the channel, or nothing.
        text: what happened, in sentences.
        because: why, as a clause; there always is one. For an event of the record it is the source.
        parent: index, in the same chronicle, of the event that led here, or None.
        numbers: the numbers behind the sentence.
    """

    date: date
    day: float
    kind: str
    pair: str | None
    who: str
    where: str
    text: str
    because: str
    parent: int | None
    numbers: Mapping[str, object]

    @property
    def row(self) -> EventRow:
        """What the machine output has of it."""
        return EventRow(
            date=self.date,
            kind=self.kind,
            who=self.who,
            where=self.where,
            text=self.text,
            because=self.because,
        )
