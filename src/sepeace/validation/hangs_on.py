"""What the headline hangs on: one message of the West left out, or one number at an end of its range.

The recorded war, and Kursk with and without a German victory, are run again with one thing changed in every
world: a dated message of the Western Allies that was never sent, or one number held at the lowest or the
highest value worth trying. All runs share their luck, so that a change is told by the same campaigns. Nothing
here is a what-if: a message that is left out may lie before the branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sepeace.execution.collect import collector
from sepeace.execution.workers import Count, run_tasks, tasks_of
from sepeace.model.parameters import PARAMETERS
from sepeace.outcomes.outcome_rows import counted
from sepeace.outcomes.totals import Cells
from sepeace.record import load as load_record
from sepeace.runs.compare import baseline_of
from sepeace.scenario.changes import EventChange
from sepeace.scenario.library import historical, load
from sepeace.scenario.plan import default_given
from sepeace.scenario.scenario import Scenario
from sepeace.stats.estimates import Estimate, newcombe_paired, share

if TYPE_CHECKING:
    from sepeace.documents import placebos as documents

KURSK = "germany_wins_at_kursk"
MESSAGES = (
    (
        "the promise of a second front in 1942, and its postponement of 12 August",
        ("promise_1942", "postponement_1942"),
    ),
    ("the message of 4 June 1943 that there will be no landing that year", ("postponement_1943",)),
    ("the landings in North Africa, 8 November 1942", ("torch",)),
    ("the Axis surrender in Tunisia, 13 May 1943", ("tunisia_surrender",)),
    ("the Italian armistice, 3 September 1943", ("italy_armistice",)),
)
"""What the West said or did on a day and a leader heard of; a promise goes with its postponement."""
NUMBERS = (
    *("plan", "fear", "soviet_fear_scale", "ideology"),
    *("belief_volatility", "strength_premium"),
)
"""Parameters whose ends are tried, each side's by itself."""
WORLDS = ("historical", "kursk_without", "kursk_with")
THINGS = ("window", "settlement")
AS_IT_IS = "as_it_is"
Told = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One thing in one world: its share, and the change against the run in which all is as it is."""

    share: Estimate
    change: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One thing changed in every world.

    Attributes:
        kind: as_it_is, message or number.
        name: of the message in words, or key of the number.
        value: what the number was held at; None for a message.
        cells: by world, then window and settlement.
    """

    kind: str
    name: str
    value: float | None
    cells: dict[str, dict[str, Cell]]

    def to_json(self) -> documents.HangsOn:
        """Plain values."""
        return {
            "kind": self.kind,
            "name": self.name,
            "value": self.value,
            "worlds": [
                {
                    "world": world,
                    "window": _plain(self.cells[world]["window"]),
                    "settlement": _plain(self.cells[world]["settlement"]),
                }
                for world in WORLDS
            ],
        }


def _plain(cell: Cell) -> documents.Moved:
    return {
        "estimate": cell.share.value,
        "ci95": list(cell.share.ci95),
        "change": cell.change.value,
        "change_ci95": list(cell.change.ci95),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One thing that is changed in every world."""

    kind: str
    name: str
    value: float | None = None
    events: tuple[str, ...] = ()

    def of(self, scenario: Scenario) -> Scenario:
        """A scenario with the change; events are left out wherever they lie."""
        if self.value is not None:
            return scenario.with_assumptions({self.name: self.value})
        left_out = (
            EventChange(target=event, cancel=True)
            for event in self.events
            if all(change.target != event for change in scenario.changes)
        )
        return replace(scenario, changes=(*scenario.changes, *left_out))


def variants() -> Iterator[Variant]:
    """All that is tried, the worlds as they are first."""
    yield Variant(kind=AS_IT_IS, name=AS_IT_IS)
    known = {event.id for event in load_record().events}
    for words, events in MESSAGES:
        there = tuple(event for event in events if event in known)
        if there:
            yield Variant(kind="message", name=words, events=there)
    for name in NUMBERS:
        for row in PARAMETERS:
            if row.name == name:
                for end in (row.quantity.low, row.quantity.high):
                    yield Variant(kind="number", name=row.key, value=end)


def trials() -> int:
    """Runs of a campaign for each campaign that is asked for; a pair counts once, as everywhere."""
    return 2 * sum(1 for _ in variants())


def hangs_on(campaigns: int, seed: int, workers: int, count: Count) -> tuple[Row, ...]:
    """Run every variant in every world.

    Args:
        campaigns: of each world under each variant.
        seed, workers, count: as for ``run_tasks``.
    """
    rows: list[Row] = []
    usual: dict[str, Told] = {}
    for variant in variants():
        found = _worlds(variant, campaigns, seed, workers, count)
        usual = usual or found
        cells = {world: _cells(found[world], usual[world]) for world in WORLDS}
        rows.append(Row(kind=variant.kind, name=variant.name, value=variant.value, cells=cells))
    return tuple(rows)


def _worlds(variant: Variant, campaigns: int, seed: int, workers: int, count: Count) -> dict[str, Told]:
    """(campaigns, window, settlement, counts) of each world under a variant."""
    what_if = load(KURSK)
    alone = _rows((variant.of(historical()),), campaigns, seed, workers, count)
    pair = _rows((variant.of(baseline_of(what_if)), variant.of(what_if)), campaigns, seed, workers, count)
    return dict(zip(WORLDS, (*alone, *pair), strict=True))


def _rows(
    scenarios: tuple[Scenario, ...], campaigns: int, seed: int, workers: int, count: Count
) -> list[Told]:
    found = collector(len(scenarios))
    tasks = tasks_of(scenarios, default_given(scenarios[-1]), campaigns, seed, lean=True)
    run_tasks(tasks, workers, lambda _, part: found.add(part), count)
    told = []
    for world in found.worlds:
        rows = world.outcomes()
        fine = np.isin(rows["campaign"], counted(rows)["campaign"])
        told.append(np.stack([rows["window"], rows["settled"], fine], axis=1))
    return told


def _cells(found: Told, usual: Told) -> dict[str, Cell]:
    """Both things in one world, over campaigns that count in both runs."""
    fine = found[:, 2] & usual[:, 2]
    cells = {}
    for place, thing in enumerate(THINGS):
        pairs = Cells()
        pairs.add(usual[fine, place], found[fine, place])
        cells[thing] = Cell(share=share(pairs.with_change, pairs.n), change=newcombe_paired(*pairs.table()))
    return cells
