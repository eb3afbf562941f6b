"""The worlds behind a table of several what-ifs, each run once, and what their campaigns reached.

Outcomes alone are needed, so worlds are run side by side and what one ran the next takes over. In a folder
each what-if is an ordinary comparison; other readings, which no folder keeps, are run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, zip_longest
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sepeace.errors import BadValue, SepeaceError
from sepeace.execution.chunks import ChunkResult, Task, planned
from sepeace.execution.many_worlds import run_many
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.outcomes.kept_steps import KeptSteps, Pair, empty
from sepeace.runs.compare import baseline_of, comparison, whole_of
from sepeace.runs.numbers import asked, others
from sepeace.runs.pair_tasks import PairTasks
from sepeace.runs.profiles import ProfileVariant, is_own, variants
from sepeace.runs.where_from import STRENGTHS
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import Setting
from sepeace.store.results import open_chunks, run_chunks
from sepeace.store.run_folder import RunFolder

MOST_CAMPAIGNS = 100_000_000
"""Campaigns of all worlds together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPair:
    """A what-if under some assumptions: its two worlds, and how many campaigns of each.

    `variant` is the profile and the premium, of a what-if in which another leads Germany and of those that
    stand beside it.
    """

    under: str
    without: Scenario
    with_change: Scenario
    campaigns: int
    variant: ProfileVariant | None = None


@dataclass(slots=True, kw_only=True)
class ManyPairs:
    """All worlds of a table, each once, and what their campaigns reached.

    Attributes:
        options: with the luck of all worlds.
        readings: whether the other readings of strength are asked for.
        asked: of each what-if the pairs under its own assumptions, other numbers and other readings, and
            with other leaders where one is put in Hitler's place.
        worlds: by digest, with the campaigns that are needed of each; ``kept``: what those reached.
    """

    scenarios: tuple[Scenario, ...]
    options: RunOptions
    readings: bool
    asked: list[list[AskedPair]] = field(init=False, default_factory=list)
    worlds: dict[str, tuple[Scenario, int]] = field(init=False, default_factory=dict)
    kept: dict[str, KeptSteps] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Lay the worlds out. A mistake in a scenario shows here."""
        self.asked = [list(self._rows(scenario)) for scenario in self.scenarios]
        # Under the same assumptions worlds of one branch stand side by side, and go on from what they share.
        for row in filter(None, chain.from_iterable(zip_longest(*self.asked))):
            for world in (row.without, row.with_change):
                before = self.worlds.get(world.digest, (world, 0))[1]
                self.worlds[world.digest] = (world, max(before, row.campaigns))
        every = sum(count for _, count in self.worlds.values())
        if every > MOST_CAMPAIGNS:
            message = "the worlds have too many campaigns together"
            allowed = f"{MOST_CAMPAIGNS:,} campaigns of all worlds"
            raise BadValue(message, given=f"{every:,}", allowed=allowed, key="campaigns")
        self.kept = {name: empty(count) for name, (_, count) in self.worlds.items()}
        for scenario in self.scenarios:
            try:
                planned(scenario, str(self.options.given))
            except SepeaceError as error:
                raise error.located(file=scenario.name) from None

    def _rows(self, scenario: Scenario) -> Iterable[AskedPair]:
        own, n = scenario.assumptions, self.options.campaigns
        usual = baseline_of(scenario)
        beside = variants(scenario)
        itself = next((one for one in beside if is_own(one, scenario)), None)
        yield AskedPair(under=own.numbers, without=usual, with_change=scenario, campaigns=n, variant=itself)
        settings: list[tuple[str, dict[str, Setting], int]] = [
            (numbers, {"numbers": numbers}, asked(n)) for numbers in others(scenario)
        ]
        if self.readings:
            settings += [(name, {"strength": name}, n) for name in STRENGTHS if name != own.strength]
        for under, setting, campaigns in settings:
            without, with_change = (one.with_assumptions(setting) for one in (usual, scenario))
            yield AskedPair(under=under, without=without, with_change=with_change, campaigns=campaigns)
        for other in (one for one in beside if one is not itself):
            without, with_change = (one.with_assumptions(other.settings) for one in (usual, other.scenario))
            yield AskedPair(
                under=other.name,
                without=without,
                with_change=with_change,
                campaigns=asked(n),
                variant=other,
            )

    @property
    def count(self) -> int:
        """Campaigns in all worlds together."""
        return sum(count for _, count in self.worlds.values())

    def add(self, task: Task, part: ChunkResult) -> None:
        """Keep a chunk of a comparison."""
        for scenario, found in zip(task.scenarios, part.worlds, strict=True):
            self.kept[scenario.digest].add(found.rows)

    def run(self, pool: WorkerPool, count: Count, done: frozenset[str] = frozenset()) -> None:
        """Run all worlds but those that are done; see ``run_many``."""
        left = {name: one for name, one in self.worlds.items() if name not in done}
        for campaigns in sorted({most for _, most in left.values()}):
            worlds = [world for world, most in left.values() if most == campaigns]
            kept = [self.kept[world.digest] for world in worlds]
            options = replace(self.options, campaigns=campaigns)
            run_many(worlds, str(self.options.given), options, pool, partial(_keep_rows, kept), count)

    def pair(self, row: AskedPair) -> Pair:
        """What the two worlds of a row reached."""
        without, with_change = (
            self.kept[one.digest].first(row.campaigns) for one in (row.without, row.with_change)
        )
        return without, with_change


def run_in_folders(
    work: ManyPairs, folder: Path, pool: WorkerPool, progress: Progress | None, resume: bool
) -> None:
    """Run each what-if as a comparison with a folder of its own, then what other readings need.

    All folders are opened before anything runs, those first that are there: one that is refused is refused at
    once, and nothing new is made.
    """
    usual = {scenario.name: baseline_of(scenario) for scenario in work.scenarios}
    tasks = [
        PairTasks(usual=usual[one.name], scenario=one, options=work.options, traced=False)
        for one in work.scenarios
    ]
    in_folders = {world.digest for one in tasks for task in one.tasks for world in task.scenarios}
    rest = sum(count for name, (_, count) in work.worlds.items() if name not in in_folders)
    count = Count(sum(one.count for one in tasks) + rest, progress)
    with ExitStack() as held:
        stores = [
            (one, held.enter_context(open_chunks(place, one.identity, one.tasks, resume)))
            for new in (False, True)
            for one in tasks
            if (place := folder / one.scenario.name).exists() != new
        ]
        for one, store in stores:
            assert store is not None
            run_chunks(store, one.tasks, pool, partial(_keep, work, one), count)
            _finish(one, store)
    work.run(pool, count, frozenset(in_folders))


def _keep_rows(kept: Sequence[KeptSteps], place: int, rows: NDArray[np.void]) -> None:
    kept[place].add(rows)


def _keep(work: ManyPairs, pairs: PairTasks, index: int, part: ChunkResult) -> None:
    pairs.add(index, part)
    work.add(pairs.tasks[index], part)


def _finish(pairs: PairTasks, store: RunFolder) -> None:
    """Write the whole of a comparison; what was added up for it is needed no more."""
    try:
        store.finish(whole_of(comparison(pairs, store.folder.absolute())))
    except SepeaceError as error:
        raise error.located(file=pairs.scenario.name) from None
    pairs.found.clear()
