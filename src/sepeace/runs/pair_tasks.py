"""What a comparison runs: its pairs of campaigns, and the same pairs under other assumptions.

Those others are the other readings of strength, a war in which no operation is called off, other numbers, and
other leaders where one is put in Hitler's place.
All of them are chunks like any others, so a results folder keeps them, goes on with them and has them read
back, and no part of an answer is run twice. Of a pair under other assumptions outcomes alone are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sepeace.documents.compare import OperationsKept
from sepeace.execution.chunks import ChunkResult, Task
from sepeace.execution.collect import Collector, collector
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import tasks_of
from sepeace.runs.numbers import UnderNumbers, asked, others
from sepeace.runs.profiles import UnderProfile, is_own, variants
from sepeace.runs.where_from import STRENGTHS, Reading, none_called_off, operations_kept, reading_of
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import Setting
from sepeace.shapes import narrowed
from sepeace.store.identity import RunIdentity

KIND = "compare"
"""What a manifest says the run is."""
OWN, KEPT = "own assumptions", "no operation called off"


@dataclass(slots=True, kw_only=True)
class PairTasks:
    """The chunks of a comparison, and what has come of them so far.

    Attributes:
        usual, scenario: the war without the change, and the what-if.
        options: with the luck of the scenario.
        traced: whether the difference is traced to its pathways and asked for under other readings.
        keep_rows: whether rows of outcomes are kept.
        tasks: all chunks, in a fixed order.
        found: what came of them, by the assumptions under which they were run.
    """

    usual: Scenario
    scenario: Scenario
    options: RunOptions
    traced: bool
    keep_rows: bool = False
    tasks: list[Task] = field(init=False, default_factory=list)
    found: dict[str, Collector] = field(init=False, default_factory=dict)
    _under: list[str] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Plan the chunks. A mistake in a scenario shows here."""
        chosen = self.scenario.assumptions
        self._plan(OWN, self.options, {})
        if self.traced:
            for strength in STRENGTHS:
                if strength != chosen.strength:
                    self._plan(strength, self.options, {"strength": strength})
            self._plan(KEPT, self.options, none_called_off())
        fewer = replace(self.options, campaigns=asked(self.options.campaigns))
        for numbers in others(self.scenario):
            self._plan(numbers, fewer, {"numbers": numbers})
        for one in variants(self.scenario):
            if not is_own(one, self.scenario):
                self._plan(one.name, fewer, one.settings, one.scenario)

    def _plan(
        self,
        under: str,
        options: RunOptions,
        settings: Mapping[str, Setting],
        scenario: Scenario | None = None,
    ) -> None:
        """Add the pairs under some assumptions, with another scenario if one is given."""
        own = under == OWN
        worlds = (self.usual, scenario or self.scenario)
        if not own:
            worlds = worlds[0].with_assumptions(settings), worlds[1].with_assumptions(settings)
        tasks = tasks_of(worlds, options, split=own and self.traced, lean=not own)
        self.tasks += tasks
        self._under += [under] * len(tasks)
        self.found[under] = collector(2, own and self.keep_rows)

    @property
    def identity(self) -> RunIdentity:
        """What a manifest says of the run beside its tasks."""
        return narrowed(self.options, RunIdentity, kind=KIND, split=self.traced)

    @property
    def count(self) -> int:
        """Pairs in all."""
        return sum(task.count for task in self.tasks)

    def add(self, index: int, part: ChunkResult) -> None:
        """Add the chunk of a task."""
        self.found[self._under[index]].add(part)

    @property
    def pairs(self) -> Collector:
        """The pairs under the scenario's own assumptions."""
        return self.found[OWN]

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The windows under each reading of strength under which a pair counts; none where not traced."""
        own = self.scenario.assumptions.strength
        under = {name: self.found.get(OWN if name == own else name) for name in STRENGTHS if self.traced}
        return tuple(reading_of(name, one.window) for name, one in under.items() if one and one.window.n)

    @property
    def kept(self) -> OperationsKept | None:
        """The windows if no operation were called off; None where not traced, or where no pair counts."""
        found = self.found.get(KEPT)
        return operations_kept(found.window) if found and found.window.n else None

    @property
    def numbers(self) -> tuple[UnderNumbers, ...]:
        """Both worlds under their own numbers, then under others."""
        rows = {self.scenario.assumptions.numbers: OWN, **{name: name for name in others(self.scenario)}}
        ladders = {
            name: [world.totals.ladder for world in self.found[under].worlds] for name, under in rows.items()
        }
        return tuple(
            UnderNumbers(numbers=name, with_change=with_change, without=without)
            for name, (without, with_change) in ladders.items()
        )

    @property
    def profiles(self) -> tuple[UnderProfile, ...]:
        """Both worlds with each profile and premium; none where Hitler leads."""
        rows = []
        for one in variants(self.scenario):
            found = self.found[OWN if is_own(one, self.scenario) else one.name]
            without, with_change = (world.totals.ladder for world in found.worlds)
            rows.append(
                UnderProfile(
                    profile=one.profile, premium=one.premium, with_change=with_change, without=without
                )
            )
        return tuple(rows)
