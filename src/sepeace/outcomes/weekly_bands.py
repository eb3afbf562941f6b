"""Weekly histograms of a batch, behind its bands and its anatomy, and a sample of feelers.

A chunk hands over the bins that are not empty. All are whole numbers, so chunks add up in any order.
"""

from __future__ import annotations

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
