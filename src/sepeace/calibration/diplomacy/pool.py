"""Wars on the recorded front, many sets of numbers and several lucks of each: what they let expect.

The battlefield is the record's: structure decides every battle and the front has no noise. So are the day of
the landing and the day on which Finland leaves, because through the West's fears diplomacy would reach lines
and front, and then no war in the pool would have been fought on the recorded one. What is free is diplomacy:
who writes, what is answered, what is signed.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from threading import Event
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.records import Record
from sepeace.errors import BadValue
from sepeace.execution.design_points import quantiles
from sepeace.kernel.slots import CELLS, LEADER, LEVERAGE, NEVER, SERIOUS, SUBORDINATE
from sepeace.model.parameters import find
from sepeace.runs.drawn import chances_drawn
from sepeace.scenario.library import historical
from sepeace.scenario.luck import SET as AS_THEY_FELL
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.wording.assumed import Luck

Array = NDArray[np.float64]
SETS, LUCKS, SEED = 8_192, 2, 1941
"""Sets of numbers, campaigns of each, and the seed of the batch whose numbers they are."""
BLOCK = 256
"""Sets run at a time by one thread."""
STREAMS_OF = ((LEADER, SUBORDINATE), (SERIOUS, LEVERAGE))
"""Streams of feelers by side, Germany and the Soviet Union."""
ARRAYS = ("expected", "sent", "settled", "window")


@dataclass(frozen=True, kw_only=True)
class WarPool:
    """What came of the wars of one reading.

    Attributes:
        readings: strength, motive and initiative.
        seed: of the batch.
        expected: (sets, lucks, 2, cells), feelers to be expected of each side in each half-year: the integral
            of the rates, without chance in who writes when.
        sent: (sets, lucks, 2, cells), feelers that were sent.
        settled: (sets, lucks), whether a settlement was signed.
        window: (sets, lucks), whether the lines met for a day or more.
    """

    readings: tuple[tuple[str, str], ...]
    seed: int
    expected: Array
    sent: NDArray[np.int64]
    settled: NDArray[np.bool_]
    window: NDArray[np.bool_]

    @property
    def sets(self) -> int:
        """Sets of numbers."""
        return len(self.settled)

    @property
    def lucks(self) -> int:
        """Campaigns of each set."""
        return int(self.settled.shape[1])

    @cached_property
    def chances(self) -> dict[str, Array]:
        """Where the numbers of the sets lie in their priors, by key, each (sets,), even on (0, 1)."""
        numbers = plan_of(dict(self.readings)).numbers
        return dict(chances_drawn(numbers, self.seed, np.arange(self.sets)))

    @cached_property
    def numbers(self) -> dict[str, Array]:
        """The numbers that the sets hold, by key, each (sets,)."""
        return {key: quantiles(row[:, None], (find(key),))[:, 0] for key, row in self.chances.items()}

    @cached_property
    def fear_and_ideology(self) -> Array:
        """(sets,), what the two take off together: only their sum can be learned of."""
        return self.numbers["fear.germany"] + self.numbers["ideology.germany"]

    def first(self, sets: int) -> WarPool:
        """The first sets alone."""
        arrays = {name: getattr(self, name)[:sets] for name in ARRAYS}
        return WarPool(readings=self.readings, seed=self.seed, **arrays)

    def with_lucks(self, which: slice) -> WarPool:
        """Some of the lucks alone."""
        arrays = {name: getattr(self, name)[:, which] for name in ARRAYS}
        return WarPool(readings=self.readings, seed=self.seed, **arrays)


def plan_of(readings: dict[str, str], lucks: int = LUCKS, scenario: Scenario | None = None) -> Plan:
    """The recorded war with diplomacy free, so many campaigns in a row on the same numbers.

    Args:
        scenario: in place of it, another whose scores are as they fell too.
    """
    asked = historical() if scenario is None else scenario
    made = plan(asked.with_assumptions({"numbers": "prior", **AS_THEY_FELL, **readings}), Luck.FREE)
    world = made.world
    world.landing_open, world.finland, world.lucks = 0, 0, lucks
    return made


def run_pool(
    readings: dict[str, str],
    sets: int = SETS,
    lucks: int = LUCKS,
    seed: int = SEED,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> WarPool:
    """Run the wars of one reading.

    Args:
        readings: by dispute; others at their defaults.
        progress: called with the campaigns done since it was called last.

    Raises:
        BadValue: no sets, or no lucks.
    """
    if sets < 1 or lucks < 1:
        raise BadValue("nothing to run", given=(sets, lucks), allowed="a set and a luck of it at least")
    clock_choice.prepare(sets * lucks, workers)
    made = plan_of(readings, lucks)
    pool = WarPool(
        readings=tuple(sorted(readings.items())),
        seed=seed,
        expected=np.empty((sets, lucks, 2, CELLS)),
        sent=np.empty((sets, lucks, 2, CELLS), np.int64),
        settled=np.empty((sets, lucks), np.bool_),
        window=np.empty((sets, lucks), np.bool_),
    )
    run_blocks(made, sets, workers, lambda runner, block: _run_block(runner, pool, block), progress)
    return pool


def run_blocks(
    made: Plan,
    sets: int,
    workers: int,
    run: Callable[[CampaignRunner, range], None],
    progress: Callable[[int], None] | None,
) -> None:
    """Run the campaigns of some sets in blocks, each thread with a runner of its own.

    Args:
        made: whose world says how many campaigns a set has.
        run: runs a block.
        progress: called with the campaigns done since it was called last.
    """

    def thread() -> Callable[[range], None]:
        runner = CampaignRunner(plan=made, lean=True)

        def run_block(block: range) -> None:
            run(runner, block)
            if progress is not None:
                progress(len(block) * made.world.lucks)

        return run_block

    in_blocks(sets, workers, thread)


def in_blocks(sets: int, workers: int, thread: Callable[[], Callable[[range], None]]) -> None:
    """Run some sets in blocks, shared out to threads.

    Args:
        thread: called once in each thread; gives what runs a block there.
    """
    blocks = [range(first, min(first + BLOCK, sets)) for first in range(0, sets, BLOCK)]
    stopped = Event()

    def run(share: list[range]) -> None:
        run_block = thread()
        for block in share:
            if stopped.is_set():
                return
            run_block(block)

    with ThreadPoolExecutor(workers) as threads:
        try:
            list(threads.map(run, [blocks[one::workers] for one in range(workers)]))
        except BaseException:
            stopped.set()  # after Ctrl-C the threads end with the sets that they are at
            raise


def by_side(states: Record, field: str) -> NDArray[Any]:
    """(campaigns, 2, CELLS): what states keep of each stream and span, summed over the streams of a side."""
    return np.stack([states[field][:, list(streams)].sum(axis=1) for streams in STREAMS_OF], axis=1)


def _run_block(runner: CampaignRunner, pool: WarPool, block: range) -> None:
    """Run some sets and write down what came of them."""
    states = runner.run(pool.seed, block.start * pool.lucks, len(block) * pool.lucks)
    place, shape = slice(block.start, block.stop), (len(block), pool.lucks)
    for kept, field in ((pool.expected, "expected"), (pool.sent, "written")):
        kept[place] = by_side(states, field).reshape(*shape, 2, CELLS)
    pool.settled[place] = (states["signed"][:, 0] < NEVER).reshape(shape)
    pool.window[place] = (states["window_days"][:, 0] >= 1.0).reshape(shape)
