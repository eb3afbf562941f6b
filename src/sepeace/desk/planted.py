"""Rumours that the desk invents: press reports of feelers that nobody sent.

A simulated war has no rumour that nobody wrote, and the record has many. So the desk plants some, as often as
the record has them, in the words in which a leak is reported. They are drawn at addresses of the war's own
number that no kernel code reads, and they touch nothing in the war.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sepeace.chronicle.campaign_index import Book
from sepeace.kernel import slots
from sepeace.kernel.draws.philox import uniforms
from sepeace.quantities import DAYS_PER_MONTH

PLANTED_STREAM = 1001
"""Stream of the desk's own draws; index: week. The kernel's streams end far below."""
PLANTED_RATE = 0.45
"""Planted rumours a month: as often as the record has rumours between the desk's branch and its last date."""
PLANTED_SAYS = ((0.5, "soviet"), (0.7, "leader"), (0.9, "subordinate"), (1.0, "mediator"))
"""Whom a planted rumour has write, by where a draw falls (judgement: the record's rumours are mostly of
Moscow)."""
SENDERS = {"soviet": slots.SOVIET, "leader": slots.GERMANY, "subordinate": slots.GERMANY, "mediator": 2}
"""The side whose roads a message goes by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedRumour:
    """One invented press report.

    Attributes:
        day: when it is printed.
        says: who is said to have written: soviet, leader, subordinate, mediator.
        channel: by which road, as a place among the world's channels.
    """

    day: float
    says: str
    channel: int


def planted(book: Book, start: float, end: float) -> list[PlantedRumour]:
    """All planted rumours of a war from a day to another: at most one a week, on a day of that week."""
    found = []
    week = int(start / 7.0)
    while 7.0 * week < end:
        whether, when, who, where = uniforms(book.state.seed, book.state.campaign, PLANTED_STREAM, week)
        day = 7.0 * week + int(7.0 * when)
        if whether < PLANTED_RATE * 7.0 / DAYS_PER_MONTH and start <= day < end:
            says = next(name for upper, name in PLANTED_SAYS if who < upper)
            roads = open_roads(book, day, SENDERS[says])
            if roads:
                found.append(PlantedRumour(day=day, says=says, channel=roads[int(where * len(roads))]))
        week += 1
    return found


def open_roads(book: Book, day: float, side: int) -> Sequence[int]:
    """Channels by which a side could have sent on a day: what any reader of the press knows of legations."""
    world, epoch, found = book.world, book.epoch(day), []
    for channel in range(world.channels):
        known = world.ch_mediated[channel] > 0.0 if side == 2 else world.ch_side[epoch][channel][side] == 1
        if known and world.ch_open[epoch][channel] <= day < world.ch_close[epoch][channel]:
            found.append(channel)
    return found
