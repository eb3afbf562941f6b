"""Where the effect of a change comes from: through which channels, and under which readings.

The battlefield reaches the leaders through the ground, the losses, the belief and the strength (see
``kernel.battlefield.tracks``), and the West through what it does and is heard to believe (see
``kernel.leaders.western_track``). The second world is run once for every set of these channels, with those of
the set taken from the first world, campaign by campaign; Shapley's rule shares the difference out among them.
What is left acts by other ways: the calendar, channels of contact, the end of the war.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sepeace.clocks import clock_choice
from sepeace.documents.compare import OperationsKept, UnderReading
from sepeace.model.parameters import find
from sepeace.outcomes.detectability import enough, shown
from sepeace.outcomes.totals import Cells
from sepeace.scenario.vocabulary import Setting
from sepeace.shapes import narrowed
from sepeace.stats.estimates import Estimate, newcombe_paired, simultaneous
from sepeace.wording.gap import Way

STRENGTHS = ("document", "prospect", "rational")
SAID_FIRST, WORTH_SAYING = 0.8, 0.05
"""Share of a change of the windows that strength must carry, and that change, for it to be said first."""
KEPT = {"feasible_ratio": 0, "feasible_lag": 1}
"""Rules for calling operations off, and the end of their reach at which almost none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The difference of the windows under one reading of strength.

    Attributes:
        strength: the reading.
        window: the difference, with its paired interval.
        cells: the pairs behind it.
    """

    strength: str
    window: Estimate
    cells: Cells

    def row(self, together: int) -> UnderReading:
        """A row of ``by_reading``, one of so many that are read together."""
        wide = newcombe_paired(*self.cells.table(), z=simultaneous(together))
        return UnderReading(
            strength=self.strength,
            baseline=self.cells.without / self.cells.n,
            counterfactual=self.cells.with_change / self.cells.n,
            window_difference=self.window.value,
            ci95=self.window.ci95,
            shown=shown(self.window),
            needed=enough(self.window, self.cells),
            ci95_all_readings=wide.ci95,
        )


def wanted(split: bool | None) -> bool:
    """Whether to trace an effect: as asked, or by default wherever the model can be compiled.

    That it was compiled before makes no difference: the same command gives the same answer.
    """
    traced = clock_choice.can_compile() and clock_choice.chosen() != "plain" if split is None else split
    if traced and clock_choice.at_hand():
        clock_choice.load()
    return traced


def reading_of(strength: str, cells: Cells) -> Reading:
    """What the pairs show under one reading of strength."""
    return Reading(strength=strength, window=newcombe_paired(*cells.table()), cells=cells)


def none_called_off() -> dict[str, Setting]:
    """Parameters under which no operation of the record is called off, as far as their ranges go."""
    return {name: find(name).bounds[end] for name, end in KEPT.items()}


def operations_kept(cells: Cells) -> OperationsKept:
    """The difference of the windows if no operation of the record were called off in either world."""
    return narrowed(reading_of("document", cells).row(1), OperationsKept)


def carried_by_strength(split: Mapping[Way, Estimate] | None, window: Estimate) -> bool:
    """Whether the effect on windows is one of the strength term so far that it must be said first."""
    if split is None or abs(window.value) <= WORTH_SAYING or not shown(window):
        return False
    return split[Way.STRENGTH].value / window.value > SAID_FIRST
