"""What outcomes add up to: whole numbers that can be added in any order, so that no row need be kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sepeace.outcomes.outcome_rows import BARRIER_CODES, ENDING_CODES, counted
from sepeace.outcomes.rungs import Ladder
from sepeace.quantities import HORIZON, date_of, day_of

LAST_DAY = int(day_of(HORIZON)) + 1200
"""Room for days: three years are followed after a settlement."""
PART_OF_DAY = 16
"""Lengths of windows are counted in sixteenths of a day."""
SHARE_PARTS, SHARE_ROOM = 1000, 2000
"""Germany's share in a settlement is counted in thousandths, from -2 to 2."""
SENDERS = ("sent_soviet", "sent_leverage", "sent_german", "sent_subordinate", "sent_mediated")
MEANS = (
    *SENDERS,
    "delivered",
    "talks",
    "rounds",
    "leaks",
    "operations_fought",
    "operations_cancelled",
    "events",
)


def _days(length: int = LAST_DAY) -> NDArray[np.int64]:
    return np.zeros(length, np.int64)


@dataclass(slots=True)
class Totals:
    """Counts over the campaigns of one world.

    Attributes:
        campaigns, failed, arose: all; those that failed; of the others, those in which the antecedent arose.
        counted: campaigns that did not fail and in which it arose; all that follows is of these.
        settled, windows: campaigns with a settlement, with a window.
        signed, first_window: how many on each day; ``window_length``: by sixteenths of a day.
        endings, barriers: by number; barriers of campaigns without a settlement.
        sums: of the counts in ``MEANS``.
        finland, finland_signed: campaigns in which Finland signed, and how many on each day.
        ladder: how many reached each rung from a wish to a signature.
        broken: settlements broken, by side; ``renewed``: by days from signing to renewed war.
        shares: settlements by Germany's share, in thousandths.
    """

    campaigns: int = 0
    failed: int = 0
    arose: int = 0
    counted: int = 0
    settled: int = 0
    windows: int = 0
    signed: NDArray[np.int64] = field(default_factory=_days)
    first_window: NDArray[np.int64] = field(default_factory=_days)
    window_length: NDArray[np.int64] = field(default_factory=lambda: _days(LAST_DAY * PART_OF_DAY))
    endings: NDArray[np.int64] = field(default_factory=lambda: _days(len(ENDING_CODES)))
    barriers: NDArray[np.int64] = field(default_factory=lambda: _days(len(BARRIER_CODES)))
    sums: NDArray[np.int64] = field(default_factory=lambda: _days(len(MEANS)))
    finland: int = 0
    finland_signed: NDArray[np.int64] = field(default_factory=_days)
    ladder: Ladder = field(default_factory=Ladder)
    broken: NDArray[np.int64] = field(default_factory=lambda: _days(2))
    renewed: NDArray[np.int64] = field(default_factory=_days)
    shares: NDArray[np.int64] = field(default_factory=lambda: _days(2 * SHARE_ROOM))

    def add(self, rows: NDArray[np.void]) -> None:
        """Count rows of outcomes."""
        self.campaigns += len(rows)
        self.failed += int(rows["failed"].sum())
        self.arose += int((rows["antecedent_arose"] & ~rows["failed"]).sum())
        good = counted(rows)
        windows, settled = good[good["window"]], good[good["settled"]]
        apart = good[~good["settled"]]
        self.counted += len(good)
        self.settled += len(settled)
        self.windows += len(windows)
        np.add.at(self.signed, settled["signed"], 1)
        np.add.at(self.first_window, windows["first_window"], 1)
        np.add.at(self.window_length, (windows["window_days"] * PART_OF_DAY).astype(np.int64), 1)
        np.add.at(self.endings, good["ending"], 1)
        np.add.at(self.barriers, apart["barrier"], 1)
        left = good[good["finland_settled"]]
        self.finland += len(left)
        np.add.at(self.finland_signed, left["finland_signed"], 1)
        self.ladder.add(good)
        self._add_settled(settled)
        for index, name in enumerate(MEANS):
            self.sums[index] += int(good[name].sum(dtype=np.int64))

    def _add_settled(self, settled: NDArray[np.void]) -> None:
        """Count who broke which settlements, after how many days, and Germany's shares in all of them."""
        broken = settled[settled["broken_by"] >= 0]
        np.add.at(self.broken, broken["broken_by"], 1)
        np.add.at(self.renewed, broken["followed_until"] - broken["signed"], 1)
        parts = np.floor(settled["share"] * SHARE_PARTS).astype(np.int64) + SHARE_ROOM
        np.add.at(self.shares, np.clip(parts, 0, 2 * SHARE_ROOM - 1), 1)

    def mean(self, name: str) -> float:
        """Mean of a count over campaigns; 0 without any."""
        return float(self.sums[MEANS.index(name)]) / max(self.counted, 1)

    def median_day(self, counts: NDArray[np.int64]) -> date | None:
        """Median date of a histogram of days."""
        place = median(counts)
        return None if place is None else date_of(float(place))

    def median_window_days(self) -> float | None:
        """Median length of the windows of a campaign that has one, to a sixteenth of a day."""
        place = median(self.window_length)
        return None if place is None else place / PART_OF_DAY


def median(counts: NDArray[np.int64]) -> int | None:
    """Place of the middle one, the lower of two; None where nothing was counted."""
    total = int(counts.sum())
    if total == 0:
        return None
    return int(np.searchsorted(np.cumsum(counts), (total - 1) // 2, side="right"))


@dataclass(slots=True)
class Cells:
    """One yes or no in two paired worlds: campaigns with it in both, with the change only, and so on."""

    both: int = 0
    only_with: int = 0
    only_without: int = 0
    neither: int = 0

    def add(self, without: NDArray[np.bool_], with_change: NDArray[np.bool_]) -> None:
        """Count pairs."""
        self.both += int((without & with_change).sum())
        self.only_with += int((~without & with_change).sum())
        self.only_without += int((without & ~with_change).sum())
        self.neither += int((~without & ~with_change).sum())

    @property
    def n(self) -> int:
        """Number of pairs."""
        return self.both + self.only_with + self.only_without + self.neither

    @property
    def with_change(self) -> int:
        """Campaigns that have it in the world with the change."""
        return self.both + self.only_with

    @property
    def without(self) -> int:
        """Campaigns that have it in the world without the change."""
        return self.both + self.only_without

    def table(self) -> tuple[int, int, int, int]:
        """(both, with the change only, without it only, neither)."""
        return self.both, self.only_with, self.only_without, self.neither


@dataclass(slots=True)
class FirstDivergence:
    """When the two worlds of each campaign part.

    Attributes:
        pairs: campaigns compared; ``never``: those in which nothing ever differs.
        first: the earliest day over campaigns, or None.
    """

    pairs: int = 0
    never: int = 0
    first: float | None = None

    def add(self, days: NDArray[np.float64]) -> None:
        """Count pairs; a day that is not finite means that they never part."""
        self.pairs += len(days)
        real = days[np.isfinite(days)]
        self.never += len(days) - len(real)
        if len(real):
            first = float(real.min())
            self.first = first if self.first is None else min(self.first, first)
