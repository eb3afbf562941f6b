"""Where the effect of a change comes from: through which channels, and under which readings.

The battlefield reaches the leaders through the ground, the losses, the belief and the strength (see
``kernel.tracks``). The second world is run once for every set of these channels, with those of the set taken
from the first world, campaign by campaign; Shapley's rule shares the difference out among them. What is left
acts by other ways: the calendar, channels of contact, trust, the end of the war.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sepeace.engine import ready
from sepeace.estimates import Estimate, newcombe_paired
from sepeace.runs.cluster import Hands
from sepeace.runs.collect import Collector, collector
from sepeace.runs.guard import enough, shown
from sepeace.runs.totals import Cells
from sepeace.runs.workers import Count, run_tasks, tasks_of
from sepeace.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sepeace.documents import compare as documents

STRENGTHS = ("document", "prospect", "rational")
SAID_FIRST, WORTH_SAYING = 0.8, 0.05
"""Share of a change of the windows that strength must carry, and that change, for it to be said first."""


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

    def to_json(self) -> documents.UnderReading:
        """The keys of a row of ``by_reading``."""
        ci95 = list(self.window.ci95)
        return {
            "strength": self.strength,
            "window_difference": self.window.value,
            "ci95": ci95,
            "shown": shown(self.window),
            "needed": enough(self.window, self.cells),
        }


def wanted(split: bool | None) -> bool:
    """Whether to trace an effect: as asked, or if the compiled clock is at hand; tracing takes many runs."""
    traced = ready.at_hand() if split is None else split
    if traced and ready.at_hand():
        ready.load()
    return traced


def other_readings(
    usual: Scenario,
    scenario: Scenario,
    given: str,
    campaigns: int,
    seed: int,
    hands: Hands,
    count: Count,
) -> Iterator[Reading]:
    """The same question under the other readings of strength, with the same luck."""
    for strength in STRENGTHS:
        if strength == scenario.assumptions.strength:
            continue
        worlds = tuple(world.with_assumptions(strength=strength) for world in (usual, scenario))
        tasks = tasks_of(worlds, given, campaigns, seed, weekly=False)
        found = collector(2, keep_rows=False)

        def add(_: int, part: Any, found: Collector = found) -> None:
            found.add(part)

        run_tasks(tasks, hands.workers, add, count, hands.pool)
        if found.window.n:
            yield Reading(
                strength=strength, window=newcombe_paired(*found.window.table()), cells=found.window
            )


def carried_by_strength(split: Mapping[str, Estimate] | None, window: Estimate) -> bool:
    """Whether the effect on windows is one of the strength term so far that it must be said first."""
    if split is None or abs(window.value) <= WORTH_SAYING or not shown(window):
        return False
    return split["strength"].value / window.value > SAID_FIRST
