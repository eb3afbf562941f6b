"""Who runs the chunks: threads on the compiled clock, processes on the plain one, or a cluster.

All are ``concurrent.futures`` executors. Chunks come back in any order; what is kept of them is added up in
whole numbers or put in its place by number, so the order never shows.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from typing import Protocol, TypeVar

from sepeace.clocks import clock_choice
from sepeace.errors import SepeaceError
from sepeace.execution.chunks import ChunkResult, Task, chunks, planned, run_chunk
from sepeace.execution.options import Progress, RunOptions
from sepeace.outcomes.pathways import SETS
from sepeace.scenario.scenario import Scenario

Keep = Callable[[int, ChunkResult], None]


class Countable(Protocol):
    """A piece of work that knows how many campaigns it is, as progress counts them."""

    @property
    def count(self) -> int:
        """Campaigns."""


Work = TypeVar("Work", bound=Countable)
Found = TypeVar("Found")
LARGEST_TASK = 2_000
"""Campaigns of one task of a point."""
SMALL = 24
"""Below this many campaigns starting other processes costs more than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerPool:
    """Who does the work of a run.

    Attributes:
        workers: threads or processes here, or threads of the cluster.
        executor: the cluster's, None where there is no cluster.
    """

    workers: int = 1
    executor: futures.Executor | None = None


def tasks_of(
    scenarios: tuple[Scenario, ...], options: RunOptions, split: bool = False, lean: bool = False
) -> list[Task]:
    """The chunks of a run, see ``Task``; the last scenario has the luck where the options leave it open.

    A mistake in a scenario shows here, before anything starts.
    """
    given = options.luck(scenarios[-1])
    for scenario in scenarios:
        planned(scenario, given)
    return [
        Task(
            scenarios=scenarios,
            given=given,
            seed=options.seed,
            first=first,
            count=count,
            window_days=options.window_days,
            weekly=not lean,
            split=split,
            lean=lean,
        )
        for first, count in chunks(options.campaigns)
    ]


def tasks_of_points(worlds: Sequence[Scenario], given: str, options: RunOptions) -> list[Task]:
    """The tasks of many worlds, each run alone, world by world, as a folder keeps them.

    A world is one task unless it has more than ``LARGEST_TASK`` campaigns, so that its plan is made once.
    """
    campaigns = options.campaigns
    return [
        Task(
            scenarios=(world,),
            given=given,
            seed=options.seed,
            first=first,
            count=min(LARGEST_TASK, campaigns - first),
            window_days=options.window_days,
            weekly=False,
        )
        for world in worlds
        for first in range(0, campaigns, LARGEST_TASK)
    ]


@dataclass(slots=True)
class Count:
    """Campaigns done so far, told to whoever wants to know; threads may add at once."""

    total: int
    progress: Progress | None = None
    done: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, more: int) -> None:
        """Count ``more`` campaigns as done."""
        with self.lock:
            self.done += more
            if self.progress is not None and more:
                self.progress(self.done, self.total)


def run_tasks(tasks: Sequence[Task], pool: WorkerPool, keep: Keep, count: Count) -> None:
    """Run chunks and hand each to ``keep`` with its place in ``tasks``, always from this thread.

    Args:
        keep: takes a finished chunk; an exception of its own ends the run.
        count: told of campaigns as they are done.

    Raises:
        SepeaceError: a worker process could not start or died.
    """
    campaigns = sum(task.count * (SETS + 1 if task.split else len(task.scenarios)) for task in tasks)
    run_all(tasks, run_chunk, pool, keep, count, campaigns)


def run_all(
    tasks: Sequence[Work],
    work: Callable[[Work, Callable[[int], None]], Found],
    pool: WorkerPool,
    keep: Callable[[int, Found], None],
    count: Count,
    campaigns: int | None = None,
) -> None:
    """Run pieces of any work, as ``run_tasks`` runs chunks.

    Args:
        work: does one piece; it and the pieces travel to other processes. Its second argument wants to hear
            of campaigns as they are done.
        campaigns: how many there are in all, which decides between the clocks; by default those counted.
    """
    if not tasks:
        return
    campaigns = sum(task.count for task in tasks) if campaigns is None else campaigns
    workers = pool.workers
    if pool.executor is not None:
        _share(pool.executor, work, tasks, 4 * workers, keep, count)
    elif clock_choice.prepare(campaigns, workers):
        _run_threads(tasks, work, min(workers, len(tasks)), keep, count)
    elif workers == 1 or campaigns < SMALL:
        for index, task in enumerate(tasks):
            keep(index, work(task, count.add))
    else:
        with _processes(min(workers, len(tasks))) as processes:
            _share(processes, work, tasks, 2 * workers, keep, count)


class _Stopped(Exception):
    """The run was interrupted; a thread that hears of it drops its chunk."""


def _run_threads(
    tasks: Sequence[Work],
    work: Callable[[Work, Callable[[int], None]], Found],
    workers: int,
    keep: Callable[[int, Found], None],
    count: Count,
) -> None:
    """Run the tasks in threads. While another process compiles, one thread is all the plain clock can use."""
    stop = threading.Event()

    def heard(more: int) -> None:
        if stop.is_set():
            raise _Stopped
        count.add(more)

    def listening(task: Work) -> Found:
        return work(task, heard)

    pool = futures.ThreadPoolExecutor(workers)
    try:
        _share(pool, listening, tasks, workers + 1, keep, Count(0))
    finally:
        stop.set()
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _processes(workers: int) -> Iterator[futures.ProcessPoolExecutor]:
    """Worker processes; an interrupt drops what has not begun."""
    pool = futures.ProcessPoolExecutor(workers, initializer=_follow_the_parent)
    try:
        yield pool
    except BrokenProcessPool as error:
        message = "a worker process could not start or died; run with one worker, or guard the main module"
        raise SepeaceError(
            message, given=workers, allowed='workers=1, or if __name__ == "__main__":'
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _follow_the_parent() -> None:
    """In a worker process: leave when the process that started it is gone, however it went.

    Ctrl-C reaches every process of a terminal; one word of it is enough, and the parent says it.
    """
    signal.signal(signal.SIGINT, lambda *_: os._exit(1))
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_leave_after, args=(parent,), daemon=True).start()


def _leave_after(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def _share(
    pool: futures.Executor,
    work: Callable[..., Found],
    tasks: Sequence[Work],
    ahead: int,
    keep: Callable[[int, Found], None],
    count: Count,
) -> None:
    """Hand out tasks, at most ``ahead`` at a time so that results do not pile up; keep what comes back."""
    left = iter(enumerate(tasks))
    running: dict[futures.Future[Found], int] = {}
    while True:
        while len(running) < ahead and (following := next(left, None)) is not None:
            index, task = following
            running[pool.submit(work, task)] = index
        if not running:
            return
        # A wait without end cannot be interrupted everywhere; an hour can.
        finished, _ = futures.wait(running, timeout=3600.0, return_when=futures.FIRST_COMPLETED)
        # What is whole is kept before a fault in another piece is heard.
        for future in sorted(finished, key=lambda one: one.exception() is not None):
            index = running.pop(future)
            keep(index, future.result())
            count.add(tasks[index].count)
