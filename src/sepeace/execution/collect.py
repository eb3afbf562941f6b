"""What a run keeps of its chunks: totals, weekly histograms, and the rows themselves if they are wanted."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sepeace.execution.chunks import ChunkResult
from sepeace.kernel import pairing
from sepeace.outcomes.causal_paths import PathCounts, no_chains
from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.line_shifts import Moves
from sepeace.outcomes.outcome_rows import OUTCOME
from sepeace.outcomes.pathways import SplitSums
from sepeace.outcomes.totals import Cells, FirstDivergence, Totals
from sepeace.outcomes.weekly_bands import Weekly

FAILURES_KEPT = 100


@dataclass(slots=True)
class WorldTotals:
    """One world as chunks are added to it.

    Attributes:
        rows: rows of outcomes by the first campaign of their chunk; empty if they are not kept.
        failures: the first rows of campaigns that failed.
    """

    totals: Totals = field(default_factory=Totals)
    weekly: Weekly = field(default_factory=Weekly)
    rows: dict[int, NDArray[np.void]] = field(default_factory=dict)
    failures: NDArray[np.void] = field(default_factory=lambda: np.zeros(0, OUTCOME))

    def outcomes(self) -> NDArray[np.void]:
        """All rows, in the order of their campaigns."""
        if not self.rows:
            return np.zeros(0, OUTCOME)
        return np.concatenate([self.rows[first] for first in sorted(self.rows)])


@dataclass(slots=True)
class Collector:
    """The worlds of a run, and for two of them their pairs.

    Attributes:
        keep_rows: whether rows of outcomes are kept; if not, memory does not grow with their number.
    """

    worlds: list[WorldTotals]
    keep_rows: bool = True
    split: SplitSums = field(default_factory=SplitSums)
    window: Cells = field(default_factory=Cells)
    settlement: Cells = field(default_factory=Cells)
    ladder: Ladders = field(default_factory=Ladders)
    parting: FirstDivergence = field(default_factory=FirstDivergence)
    chains: PathCounts = field(default_factory=no_chains)
    moves: Moves = field(default_factory=Moves)

    def add(self, part: ChunkResult) -> None:
        """Add a chunk."""
        tables = [world.rows for world in part.worlds]
        if len(tables) == 2:
            # A pair counts where both worlds do: the difference is between shares of the same campaigns.
            arose = tables[0]["antecedent_arose"] & tables[1]["antecedent_arose"]
            fine = arose & ~tables[0]["failed"] & ~tables[1]["failed"]
            self.window.add(tables[0]["window"][fine], tables[1]["window"][fine])
            self.settlement.add(tables[0]["settled"][fine], tables[1]["settled"][fine])
            self.ladder.add(tables[0][fine], tables[1][fine])
            if len(part.links):
                self.parting.add(part.links[fine, pairing.PARTED_ON])
                self.chains.add(part.links[fine], tables[0][fine], tables[1][fine])
                self.moves.add(part.links[fine])
            if len(part.split):
                usual = tables[0][fine]
                self.split.add(part.split[fine], np.stack([usual["window"], usual["settled"]], axis=1))
        for world, found in zip(self.worlds, part.worlds, strict=True):
            world.totals.add(found.rows)
            if found.weekly is not None:
                world.weekly.add(found.weekly)
            failed = found.rows[found.rows["failed"]]
            if len(failed):
                all_failed = np.sort(np.concatenate([world.failures, failed]), order="campaign")
                world.failures = all_failed[:FAILURES_KEPT]
            if self.keep_rows:
                world.rows[int(found.rows["campaign"][0])] = found.rows


def collector(worlds: int, keep_rows: bool = True) -> Collector:
    """A collector of so many worlds that has seen nothing yet."""
    return Collector([WorldTotals() for _ in range(worlds)], keep_rows)
