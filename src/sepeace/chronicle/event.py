"""One event of a chronicle: a dated sentence with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sepeace.documents.run import EventRow


class EventNumbers(Mapping[str, float]):
    """Numbers by name: they cannot be changed, have a fixed order and can be hashed."""

    __slots__ = ("_items",)

    def __init__(self, items: Mapping[str, float]) -> None:
        self._items = tuple(sorted(items.items()))

    def __getitem__(self, key: str) -> float:
        return dict(self._items)[key]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(self._items)

    def __repr__(self) -> str:
        return repr(dict(self._items))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated sentence of a chronicle.

    Attributes:
        date, day: when; ``day`` counts days from 22 June 1941.
        kind: what kind of event, such as feeler, refusal, position or lines.
        pair: main for diplomacy between Germany and the Soviet Union, else None.
        who: Germany, Soviet Union, mediators, the West, or nothing.
        where: the place of the channel, or nothing.
        text: what happened, in sentences.
        because: why, as a clause; there always is one. For an event of the record it is the source.
        parent: index, in the same chronicle, of the event that led here, or None.
        numbers: the numbers behind the sentence.
        as_recorded: whether it is a battle on its recorded days, with an outcome that has the record's words.

    >>> first = sp.run("historical").events[0]
    >>> first.date.year, first.text != "", first.because != ""
    (1941, True, True)
    >>> first.row.text == first.text
    True
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
    numbers: EventNumbers
    as_recorded: bool = False

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
