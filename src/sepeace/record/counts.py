"""Counts of recorded contacts: moves of mediators a month, and feelers by half-year and side.

A count is of what was reported, weighted by its evidence where it says so. The rates of the channels are
these counts; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import Literal

from sepeace.quantities import DAYS_PER_MONTH
from sepeace.record.types import Channel, Contact, Level, Sender

CARRIERS = ("leader", "subordinate", "mediator")
"""Levels of those who may have carried a feeler."""
MOVES = ("documented", "several_reports")
"""Grades of a mediator's move that counts for a rate: one witness or a rumour makes no rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfYear:
    """Feelers of one side in one half-year.

    Args:
        start: 1 January or 1 July; of 1941 too, though the war began on 22 June.
        sender: soviet or german, by the reading asked for.
        level: who carried them; recorded German feelers are those of subordinates.
        reported: how many the record has.
        weight: the sum of the chances that they took place, by grade.
    """

    start: Date
    sender: Literal["soviet", "german"]
    level: Level
    reported: int
    weight: float


def by_half_year(
    contacts: Iterable[Contact], initiative: Literal["mastny", "fleischhauer"] = "mastny"
) -> tuple[HalfYear, ...]:
    """Recorded feelers between Germany and the Soviet Union by half-year, side and level, in order of time.

    Left out are proposals that never left their own side, appeals and newspapers, what neutrals observed,
    and the moves of mediators. A contact counts in the half-year in which it begins. The 22 June of 1941
    to the end of that month counts with the second half of that year.

    Args:
        contacts: rows of the record, of any pair.
        initiative: whose reading says who sent what.
    """
    found: dict[tuple[Date, str, str], list[float]] = {}
    for row in contacts:
        sender = sender_of(row, initiative)
        if sender not in ("soviet", "german") or not is_feeler(row):
            continue
        start = max(_half_year(row.start), Date(1941, 7, 1))
        found.setdefault((start, sender, row.level), []).append(row.chance)
    return tuple(
        HalfYear(
            start=start,
            sender="soviet" if sender == "soviet" else "german",
            level="leader" if level == "leader" else "mediator" if level == "mediator" else "subordinate",
            reported=len(chances),
            weight=sum(chances),
        )
        for (start, sender, level), chances in sorted(found.items())
    )


def is_feeler(row: Contact) -> bool:
    """Whether it is a feeler between the two sides that left its own; no appeal and no neutral's view is."""
    return row.pair == "main" and row.result != "not_sent" and row.level in CARRIERS


def sender_of(row: Contact, initiative: str) -> Sender:
    """Who sent it: ``fleischhauer`` turns some senders round."""
    if initiative == "fleischhauer" and row.sender_fleischhauer is not None:
        return row.sender_fleischhauer
    return row.sender


def _half_year(day: Date) -> Date:
    return Date(day.year, 1 if day.month < 7 else 7, 1)


def months_open(channel: Channel) -> float:
    """How long a road was open, in months."""
    return (channel.closes + timedelta(days=1) - channel.opens).days / DAYS_PER_MONTH


def moves_per_month(channel: Channel, contacts: Iterable[Contact]) -> float:
    """Moves that a mediator made between the two sides on this road, for each month that it was open."""
    moves = [
        row
        for row in contacts
        if row.pair == "main"
        and row.sender == "mediator"
        and row.channel == channel.id
        and row.result != "not_sent"
        and row.grade in MOVES
        and channel.opens <= row.start <= channel.closes
    ]
    return len(moves) / months_open(channel)
