"""Simulated feelers beside the recorded contacts, by half-year, and how little eight half-years say.

A recorded contact counts with the chance that its evidence gives it. Feelers of a German leader have hardly
anything to be held against: those on record are subordinates', but for what came after Hitler's death.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from sepeace.record import load
from sepeace.record.counts import by_half_year
from sepeace.shapes import Document
from sepeace.validation.wishes.half_years import HALVES, Floats

FEWEST = 2
"""Half-years with contacts from which a correlation is worked out."""
LATE = date(1943, 7, 1)
"""Shares of contacts are counted from this day on."""
SENDERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Soviet": ("soviet", ("soviet", "leverage")),
    "German subordinates": ("german_subordinate", ("subordinate",)),
    "German leader": ("german_leader", ("german_leader",)),
}
"""Who wrote: the key of the record, and the streams that belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written(Document):
    """Recorded feelers of one side and level by half-year: how many, and weighted by their evidence."""

    reported: tuple[int, ...]
    weight: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Document):
    """Feelers of one sender beside the record.

    Attributes:
        correlation: Pearson's, over half-years; None where one of the two never varies, or the record has
            contacts in fewer than two half-years.
        by_chance: the middle 95% of that correlation over all orders of the half-years.
        as_high: share of the orders in which it is at least as high.
        late_recorded, late_simulated: shares of the contacts that come from July 1943 on; None without any.
    """

    sender: str
    correlation: float | None
    by_chance: tuple[float, float] | None
    as_high: float | None
    late_recorded: float | None
    late_simulated: float | None


def recorded() -> dict[str, Written]:
    """Recorded feelers by half-year; the Soviet ones of all levels, the German ones by level."""
    starts = {span.first if place else date(1941, 7, 1): place for place, span in enumerate(HALVES)}
    keys = [key for key, _ in SENDERS.values()]
    reported = {key: [0] * len(HALVES) for key in keys}
    weight = {key: [0.0] * len(HALVES) for key in keys}
    for row in by_half_year(load().contacts):
        if row.sender == "soviet":
            key = "soviet"
        else:
            key = "german_leader" if row.level == "leader" else "german_subordinate"
        reported[key][starts[row.start]] += row.reported
        weight[key][starts[row.start]] += row.weight
    return {key: Written(reported=tuple(reported[key]), weight=tuple(weight[key])) for key in keys}


def matches(feelers: Mapping[str, Sequence[float]]) -> tuple[Match, ...]:
    """Hold feelers, by stream and half-year, against the record."""
    record = recorded()
    found = []
    for sender, (key, streams) in SENDERS.items():
        simulated = np.sum([feelers[stream] for stream in streams], axis=0)
        written = np.array(record[key].weight)
        found.append(match(sender, written, simulated))
    return tuple(found)


def match(sender: str, written: Floats, simulated: Floats) -> Match:
    """Hold one row of eight against another."""
    by_chance = as_high = None
    enough = int(np.count_nonzero(written)) >= FEWEST
    correlation = pearson(written, simulated) if enough else None
    if correlation is not None:
        orders = _standard(written)[_orders(len(written))] @ _standard(simulated)
        low, high = np.quantile(orders, (0.025, 0.975))
        by_chance = (float(low), float(high))
        as_high = float(np.mean(orders >= correlation - 1e-9))
    return Match(
        sender=sender,
        correlation=correlation,
        by_chance=by_chance,
        as_high=as_high,
        late_recorded=_late(written),
        late_simulated=_late(simulated),
    )


def pearson(one: Floats, other: Floats) -> float | None:
    """Pearson's correlation, or None where one of the two never varies."""
    if float(np.ptp(one)) == 0.0 or float(np.ptp(other)) == 0.0:
        return None
    return float(_standard(one) @ _standard(other))


def _standard(row: Floats) -> Floats:
    """Centred, and of length 1: the product of two such rows is their correlation."""
    centred = row - row.mean()
    return np.asarray(centred / math.sqrt(float(centred @ centred)), dtype=float)


@lru_cache(maxsize=1)
def _orders(count: int) -> NDArray[np.int8]:
    """All orders of the half-years, 40,320 for eight."""
    return np.array(list(permutations(range(count))), np.int8)


def _late(row: Floats) -> float | None:
    late = float(sum(value for span, value in zip(HALVES, row, strict=True) if span.first >= LATE))
    return late / float(row.sum()) if row.sum() > 0.0 else None
