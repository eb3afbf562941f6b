"""Chunks of campaigns, in this process or in several.

A chunk is a run of campaign numbers; its size depends on the number of campaigns alone, never on
the workers, so results are the same whoever counts. Campaigns of a chunk reuse one log.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, fields
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sepeace.engine.plain import run_plain
from sepeace.engine.storage import full_log
from sepeace.errors import BadValue, SepeaceError
from sepeace.kernel import slots
from sepeace.kernel.fields import State
from sepeace.kernel.world import Entry, Log
from sepeace.quantities import LARGEST_SEED, MOST_CAMPAIGNS, MOST_WORKERS
from sepeace.runs.measure import Tally, outcome
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario

Progress = Callable[[int, int], None]
CHUNKS = 64
SMALL = 24
"""Below this many campaigns starting other processes costs more than it saves."""


@dataclass(slots=True)
class World:
    """Rows and tally of one world over a chunk."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class Part:
    """What a chunk gives back.

    Attributes:
        worlds: one for a batch; baseline and counterfactual for a pair.
        divergence: for a pair, the day of the first event or week that differs, by campaign, or None.
    """

    worlds: list[World]
    divergence: list[float | None] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One chunk: the worlds to run, how luck is had, and which campaigns."""

    scenarios: tuple[Scenario, ...]
    given: str
    seed: int
    first: int
    count: int


def check_run(campaigns: int, seed: int, workers: int | None) -> int:
    """Check the sizes of a run; returns the number of workers.

    Raises BadValue: campaigns outside 1 to 10^7, seed outside 0 to 2^64 - 1, fewer than one worker.
    """
    for name, value, low, high in (
        ("campaigns", campaigns, 1, MOST_CAMPAIGNS),
        ("seed", seed, 0, LARGEST_SEED),
        ("workers", workers if workers is not None else 1, 1, MOST_WORKERS),
    ):
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadValue(f"{name} must be a whole number in range", given=value, allowed=f"{low} to {high}")
    return workers if workers is not None else 1


def chunks(campaigns: int) -> list[tuple[int, int]]:
    """(first, count) of each chunk."""
    size = max(4, min(250, -(-campaigns // CHUNKS)))
    return [(first, min(size, campaigns - first)) for first in range(0, campaigns, size)]


@lru_cache(maxsize=8)
def _plan(scenario: Scenario, given: str) -> Plan:
    return plan(scenario, given)


def run_chunk(task: Task) -> Part:
    """Run the campaigns of one chunk in every world of the task."""
    plans = [_plan(scenario, task.given) for scenario in task.scenarios]
    logs = [full_log() for _ in plans]
    part = Part(worlds=[World() for _ in plans])
    for campaign in range(task.first, task.first + task.count):
        states = []
        for world, made, log in zip(part.worlds, plans, logs, strict=True):
            state, _ = run_plain(made, task.seed, campaign, log)
            world.rows.append(outcome(state, campaign))
            if not state.failed:
                world.tally.add(state, log, campaign)
            states.append(state)
        if len(plans) == 2:
            part.divergence.append(first_difference(states[0], logs[0], states[1], logs[1]))
    return part


_told = attrgetter(*(field.name for field in fields(Entry) if field.name != "parent"))
"""What is compared of an event; its parent is a row number, which an epoch's own row shifts."""


def _events(state: State, log: Log) -> list[Entry]:
    """The events of a campaign, without the rows that only say that parameters change today."""
    return [row for row in log.rows[: min(state.events, len(log.rows))] if row.kind != slots.K_EPOCH]


def first_difference(state: State, log: Log, other: State, other_log: Log) -> float | None:
    """Day of the first event or weekly value in which two campaigns differ, or None."""
    day: float | None = None
    mine, its = _events(state, log), _events(other, other_log)
    for row, other_row in zip(mine, its, strict=False):
        if _told(row) != _told(other_row):
            day = min(row.time, other_row.time)
            break
    else:
        if len(mine) != len(its):
            longer = mine if len(mine) > len(its) else its
            day = longer[min(len(mine), len(its))].time
    known = min(state.known, other.known)
    if day is not None:
        known = min(known, int(day // 7.0) + 1)
    for week in range(known):
        if log.weeks[week] != other_log.weeks[week]:
            return min(7.0 * week, day) if day is not None else 7.0 * week
    return day


def run_all(
    scenarios: tuple[Scenario, ...],
    given: str,
    campaigns: int,
    seed: int,
    workers: int,
    progress: Progress | None,
) -> Part:
    """Run all chunks and put them together in the order of their campaigns."""
    tasks = [
        Task(scenarios=scenarios, given=given, seed=seed, first=first, count=count)
        for first, count in chunks(campaigns)
    ]
    for scenario in scenarios:
        _plan(scenario, given)  # a mistake in the scenario shows here, before any process starts
    done = 0
    parts: list[Part | None] = [None] * len(tasks)
    whole = Part(worlds=[World() for _ in scenarios])

    def keep(index: int, part: Part) -> None:
        nonlocal done
        for world, piece in zip(whole.worlds, part.worlds, strict=True):
            world.tally.take_counts(piece.tally)
        parts[index] = part
        done += tasks[index].count
        if progress is not None:
            progress(done, campaigns)

    if workers == 1 or campaigns < SMALL:
        for index, task in enumerate(tasks):
            keep(index, run_chunk(task))
    else:
        _spread(tasks, min(workers, len(tasks)), keep)
    for part in parts:
        assert part is not None
        whole.divergence += part.divergence
        for world, piece in zip(whole.worlds, part.worlds, strict=True):
            world.rows += piece.rows
            world.tally.take_sums(piece.tally)
    return whole


def _spread(tasks: list[Task], workers: int, keep: Callable[[int, Part], None]) -> None:
    """Run the tasks in processes; an interrupt drops what has not begun."""
    pool = ProcessPoolExecutor(workers)
    try:
        futures: dict[Future[Part], int] = {pool.submit(run_chunk, task): i for i, task in enumerate(tasks)}
        for future in as_completed(futures):
            keep(futures[future], future.result())
    except BrokenProcessPool as error:
        message = "a worker process could not start or died; run with one worker, or guard the main module"
        raise SepeaceError(
            message, given=workers, allowed='workers=1, or if __name__ == "__main__":'
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
