"""The ladder of two worlds that share their luck, rung by rung; see ``rungs``."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sepeace.documents.compare import RungOfPair
from sepeace.outcomes.detectability import enough, shown
from sepeace.outcomes.rungs import STEPS, Ladder, Step, reached
from sepeace.outcomes.totals import Cells
from sepeace.stats.estimates import newcombe_paired, simultaneous
from sepeace.wording.outcomes import Rung


@dataclass(slots=True)
class Ladders:
    """The steps of two paired worlds: of each the campaigns that reach it in both, with the change only, and
    so on."""

    rungs: list[Cells] = field(default_factory=lambda: [Cells() for _ in STEPS])

    def add(self, without: NDArray[np.void], with_change: NDArray[np.void]) -> None:
        """Count pairs of rows, all of which count."""
        self.add_steps(reached(without), reached(with_change))

    def add_steps(self, without: NDArray[np.bool_], with_change: NDArray[np.bool_]) -> None:
        """Count pairs by what ``reached`` says of them."""
        for place, cells in enumerate(self.rungs):
            cells.add(without[:, place], with_change[:, place])

    def cells(self, step: Step) -> Cells:
        """The pairs of one step."""
        return self.rungs[STEPS.index(step)]


def rows_of(pairs: Ladders, without: Ladder, with_change: Ladder) -> tuple[RungOfPair, ...]:
    """The rows of ``ladder`` in ``compare --json``."""
    rows = []
    for rung in Rung:
        cells = pairs.cells(rung)
        found = newcombe_paired(*cells.table())
        row = RungOfPair(
            rung=rung,
            baseline=without.share(rung).value,
            counterfactual=with_change.share(rung).value,
            difference=found.value,
            ci95=found.ci95,
            ci95_all_rungs=newcombe_paired(*cells.table(), z=simultaneous(len(Rung))).ci95,
            shown=shown(found),
            needed=enough(found, cells),
            baseline_given_above=without.given_above(rung),
            counterfactual_given_above=with_change.given_above(rung),
        )
        rows.append(row)
    return tuple(rows)
