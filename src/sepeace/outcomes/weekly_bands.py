"""Weekly histograms of a batch, behind its bands and its anatomy, and a sample of feelers.

A chunk hands over the bins that are not empty. All are whole numbers, so chunks add up in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks.records import Record, tally_record
from sepeace.kernel import slots, weekly
from sepeace.kernel.world import Log

VARIABLES = weekly.WEEK.names[: weekly.VARIABLES]
"""Banded variables, in the order of the histograms."""
RANGES = dict(zip(VARIABLES, weekly.BANDS, strict=True))
"""Range of each banded variable; values beyond it count in the last bin."""
SMALL = ("terms", "at_war", "open", "open_without_strength")
FEELERS_KEPT = 500
"""Feelers of this many campaigns are kept one by one, for figures."""

_TOLD = ("time", "side", "cause", "channel")
Feeler = tuple[int, float, int, int, int]
"""Campaign, day, side, stream, channel."""


@dataclass(slots=True)
class Filled:
    """A chunk's tally: where it counted something.

    Attributes:
        places: places of the bins that are not empty, in the order of (week, variable, bin).
        counts: what stands in them.
        sums: the other tables of the tally, whole.
        feelers: feelers of the campaigns that are kept one by one.
    """

    places: NDArray[np.int32]
    counts: NDArray[np.int32]
    sums: dict[str, NDArray[np.int64]]
    feelers: list[Feeler] = field(default_factory=list)


def filled(record: Record, feelers: list[Feeler]) -> Filled:
    """What a tally holds."""
    flat = record["counts"][0].reshape(-1)
    places = np.flatnonzero(flat != 0).astype(np.int32)
    return Filled(
        places=places,
        counts=flat[places].astype(np.int32),
        sums={name: record[name][0].copy() for name in SMALL},
        feelers=feelers,
    )


@dataclass(slots=True)
class Weekly:
    """The tally of a batch, as chunks are added to it."""

    record: Record = field(default_factory=tally_record)
    feelers: list[Feeler] = field(default_factory=list)

    def add(self, part: Filled) -> None:
        """Add a chunk."""
        flat = self.record["counts"][0].reshape(-1)
        flat[part.places] += part.counts
        for name in SMALL:
            self.record[name][0] += part.sums[name]
        self.feelers = sorted(self.feelers + part.feelers) if part.feelers else self.feelers

    @property
    def counts(self) -> NDArray[np.int64]:
        """Campaigns by week, variable and bin."""
        table: NDArray[np.int64] = self.record["counts"][0]
        return table

    @property
    def at_war(self) -> NDArray[np.int64]:
        """Campaigns still at war in each week."""
        table: NDArray[np.int64] = self.record["at_war"][0]
        return table


def quantiles(
    counts: NDArray[np.int64] | NDArray[np.float64], ends: tuple[float, float], levels: Iterable[float]
) -> list[NDArray[np.float64]]:
    """Quantiles of histograms of equal bins, inside a bin by straight line: of each level one for each row.

    Args:
        counts: (rows, bins), something in each row.   ends: of the first bin and of the last.
        levels: between 0 and 1, neither included.

    >>> import numpy as np
    >>> from sepeace.outcomes.weekly_bands import quantiles
    >>> quantiles(np.array([[0, 4, 4, 0]]), (0.0, 8.0), (0.25, 0.5))
    [array([3.]), array([4.])]
    """
    rows, bins = counts.shape
    edges, every = np.linspace(*ends, bins + 1), np.arange(rows)
    sums = np.zeros((rows, bins + 1))
    sums[:, 1:] = np.cumsum(counts, axis=1) / counts.sum(axis=1, keepdims=True)
    found = []
    for level in levels:
        upper = (sums < level).sum(axis=1)
        below, above = sums[every, upper - 1], sums[every, upper]
        part = (level - below) / (above - below)
        found.append(edges[upper - 1] + part * (edges[upper] - edges[upper - 1]))
    return found


def quantiles_of(counts: Sequence[int], ends: tuple[float, float], levels: Sequence[float]) -> list[float]:
    """The same of one histogram, in plain numbers: to the last bit what ``quantiles`` gives.

    Args:
        counts: by bin, something in one of them.   levels: in rising order.

    >>> from sepeace.outcomes.weekly_bands import quantiles_of
    >>> quantiles_of([0, 4, 4, 0], (0.0, 8.0), (0.25, 0.5))
    [3.0, 4.0]
    """
    (low, high), bins, total = ends, len(counts), sum(counts)
    width = (high - low) / bins
    found: list[float] = []
    counted, below, place = 0, 0.0, 0
    for count in counts:
        counted += count
        above = counted / total
        left, right = place * width + low, high if place + 1 == bins else (place + 1) * width + low
        while len(found) < len(levels) and levels[len(found)] <= above:
            found.append(left + (levels[len(found)] - below) / (above - below) * (right - left))
        below, place = above, place + 1
    return found


def feelers_of(log: Log | Record, events: int, campaign: int) -> list[Feeler]:
    """The feelers in the log of one campaign, of either clock."""
    if isinstance(log, Log):
        kept = (row for row in log.rows[:events] if row.kind == slots.K_SENT)
        rows = [(row.time, row.side, row.cause, row.channel) for row in kept]
    else:
        sent = log["rows"][0, :events]
        sent = sent[sent["kind"] == slots.K_SENT]
        rows = list(zip(*(sent[name].tolist() for name in _TOLD), strict=True))
    return [(campaign, day, side, cause - slots.C_SERIOUS, channel) for day, side, cause, channel in rows]
