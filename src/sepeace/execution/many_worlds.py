"""Campaigns of many worlds that share their luck: what one world ran or reckoned, the next takes over.

Each campaign is run in every world before the next campaign is. Outcomes alone are asked for, and they are
those of each world run alone.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice, records
from sepeace.clocks.campaigns import CampaignRunner, begun_together
from sepeace.clocks.tables import Packed, beside, packed, side
from sepeace.execution.chunks import BLOCK, PLAIN_BLOCK, SMALLEST_CHUNK
from sepeace.execution.design_points import bare_world, plan_at
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool, run_all
from sepeace.outcomes.outcome_rows import OUTCOME, outcomes
from sepeace.scenario.scenario import Scenario
from sepeace.wording.assumed import Luck

MOST_TOGETHER = 32
"""Worlds that are run side by side: the tables of one take most of a megabyte."""
TASKS = 8
"""Parts of the campaigns, at least: what is found does not hang on it."""
LARGEST_TASK = 2_000
"""Campaigns of one task, in each of its worlds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyWorlds:
    """Some campaigns of several worlds.

    Attributes:
        scenarios: the worlds, each run alone.
        first, campaigns: which campaigns, in each world.
        window_days: days open in all from which a window counts.
    """

    scenarios: tuple[Scenario, ...]
    given: str
    seed: int
    first: int
    campaigns: int
    window_days: int = 1

    @property
    def count(self) -> int:
        """Campaigns in all worlds together."""
        return self.campaigns * len(self.scenarios)


Keep = Callable[[int, NDArray[np.void]], None]
"""Takes the place of a world and rows of outcomes: some of its campaigns."""


def run_many(
    worlds: Sequence[Scenario], given: str, options: RunOptions, pool: WorkerPool, keep: Keep, count: Count
) -> None:
    """Run the campaigns of the options in each of many worlds.

    Args:
        given: the luck of all worlds.
        keep: called from this thread; an exception of its own ends the run.
        count: told of campaigns as they are done.
    """
    parts = max(TASKS, 2 * pool.workers)
    size = min(max(-(-options.campaigns // parts), SMALLEST_CHUNK), LARGEST_TASK)
    starts = [
        (start, first)
        for start in range(0, len(worlds), MOST_TOGETHER)
        for first in range(0, options.campaigns, size)
    ]
    tasks = [
        ManyWorlds(
            scenarios=tuple(worlds[start : start + MOST_TOGETHER]),
            given=given,
            seed=options.seed,
            first=first,
            campaigns=min(size, options.campaigns - first),
            window_days=options.window_days,
        )
        for start, first in starts
    ]

    def share(index: int, found: NDArray[np.void]) -> None:
        for place, rows in enumerate(found, starts[index][0]):
            keep(place, rows)

    run_all(tasks, run_worlds, pool, share, count)


def run_worlds(task: ManyWorlds, progress: Callable[[int], None] | None = None) -> NDArray[np.void]:
    """Run the campaigns of a task.

    Args:
        progress: called with the campaigns done since the last call, in all worlds together.

    Returns:
        (worlds, campaigns): rows of outcomes, without events and fingerprints.
    """
    worlds = len(task.scenarios)
    found = np.zeros((task.campaigns, worlds), OUTCOME)
    room, runners, done = None, None, 0
    while done < task.campaigns:
        clock = clock_choice.current()
        size = max(1, (PLAIN_BLOCK if clock is None else BLOCK) // worlds)
        size = min(size, task.campaigns - done)
        if clock is None or task.given == Luck.AS_IT_FELL:
            runners = runners or _runners(task)
        if clock is None:
            states = _plain(runners or (), task.seed, task.first + done, size)
        else:
            room = room or side(_tables(task), records.log_record(False, False, True), records.tally_record())
            states = records.states(size * worlds)
            if runners:
                states = _stack(begun_together(runners, task.seed, task.first + done, size))
            clock.count(states, task.first + done, records.signed(task.seed), room)
        found[done : done + size] = outcomes(states, True, task.window_days).reshape(size, worlds)
        done += size
        if progress is not None:
            progress(size * worlds)
    return found.T


def _runners(task: ManyWorlds) -> list[CampaignRunner]:
    """What runs each world on the plain clock."""
    plans = (plan_at(scenario, task.given, ()) for scenario in task.scenarios)
    return [CampaignRunner(plan=plan, lean=True) for plan in plans]


def _plain(runners: Sequence[CampaignRunner], seed: int, first: int, count: int) -> records.Record:
    """Final states by the plain clock, campaign by campaign."""
    return _stack([runner.plain(seed, first, count) for runner in runners])


def _stack(worlds: Sequence[records.Record]) -> records.Record:
    """Campaigns of several worlds, each campaign in every world in turn."""
    return np.stack(worlds, axis=1).ravel()


_stacking = threading.Lock()


def _tables(task: ManyWorlds) -> Packed:
    """The tables of a task's worlds; threads that need the same wait for the one that makes them."""
    with _stacking:
        return _stacked(task.scenarios, task.given)


@lru_cache(maxsize=2)
def _stacked(scenarios: tuple[Scenario, ...], given: str) -> Packed:
    plans = (plan_at(scenario, given, ()) for scenario in scenarios)
    worlds = (bare_world(scenario, given) for scenario in scenarios)
    return beside([packed(*one) for one in zip(plans, worlds, strict=True)])
