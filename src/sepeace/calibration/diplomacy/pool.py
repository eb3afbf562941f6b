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

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.errors import BadValue
from sepeace.execution.design_points import quantiles
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.slots import CELLS, LEADER, LEVERAGE, NEVER, SERIOUS, SUBORDINATE
from sepeace.model.parameters import find
from sepeace.scenario.library import historical
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.settings import keys_of

Array = NDArray[np.float64]
SETS, LUCKS, SEED = 8_192, 8, 1941
"""Sets of numbers, campaigns of each, and the seed of the batch whose numbers they are."""
BLOCK = 256
"""Sets run at a time by one thread."""
STREAMS_OF = ((LEADER, SUBORDINATE), (SERIOUS, LEVERAGE))
"""Streams of feelers by side, Germany and the Soviet Union."""
ARRAYS = ("expected", "sent", "settled", "window")
ON_THE_RECORD = {"structure_weight": 1.0, "front_noise": 0.0}


@dataclass(frozen=True, kw_only=True)
class Pool:
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
        which, found = np.arange(self.sets), {}
        for place, key in enumerate(keys_of(numbers)):
            # The generator is whole-number arithmetic, which an array of campaigns goes through as one does.
            row = philox.uniforms(self.seed, which, streams.PARAMETER, numbers.address[place])  # type: ignore[arg-type]
            found[key] = np.asarray(row[0])
        return found

    @cached_property
    def numbers(self) -> dict[str, Array]:
        """The numbers that the sets hold, by key, each (sets,)."""
        return {key: quantiles(row[:, None], (find(key),))[:, 0] for key, row in self.chances.items()}

    def first(self, sets: int) -> Pool:
        """The first sets alone."""
        arrays = {name: getattr(self, name)[:sets] for name in ARRAYS}
        return Pool(readings=self.readings, seed=self.seed, **arrays)

    def with_lucks(self, which: slice) -> Pool:
        """Some of the lucks alone."""
        arrays = {name: getattr(self, name)[:, which] for name in ARRAYS}
        return Pool(readings=self.readings, seed=self.seed, **arrays)


def plan_of(readings: dict[str, str], lucks: int = LUCKS) -> Plan:
    """The recorded war with diplomacy free, so many campaigns in a row on the same numbers."""
    made = plan(historical().with_assumptions({"numbers": "prior", **ON_THE_RECORD, **readings}))
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
) -> Pool:
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
    pool = Pool(
        readings=tuple(sorted(readings.items())),
        seed=seed,
        expected=np.empty((sets, lucks, 2, CELLS)),
        sent=np.empty((sets, lucks, 2, CELLS), np.int64),
        settled=np.empty((sets, lucks), np.bool_),
        window=np.empty((sets, lucks), np.bool_),
    )
    blocks = [range(first, min(first + BLOCK, sets)) for first in range(0, sets, BLOCK)]
    shares = [blocks[one::workers] for one in range(workers)]

    stopped = Event()

    def run(share: list[range]) -> None:
        runner = CampaignRunner(plan=made, lean=True)
        for block in share:
            if stopped.is_set():
                return
            _run_block(runner, pool, block)
            if progress is not None:
                progress(len(block) * lucks)

    with ThreadPoolExecutor(workers) as threads:
        try:
            list(threads.map(run, shares))
        except BaseException:
            stopped.set()  # after Ctrl-C the threads end with the sets that they are at
            raise
    return pool


def _run_block(runner: CampaignRunner, pool: Pool, block: range) -> None:
    """Run some sets and write down what came of them."""
    states = runner.run(pool.seed, block.start * pool.lucks, len(block) * pool.lucks)
    place, shape = slice(block.start, block.stop), (len(block), pool.lucks)
    for side, streams_of in enumerate(STREAMS_OF):
        for kept, field in ((pool.expected, "expected"), (pool.sent, "written")):
            found = states[field][:, list(streams_of)].sum(axis=1)
            kept[place, :, side] = found.reshape(*shape, CELLS)
    pool.settled[place] = (states["signed"][:, 0] < NEVER).reshape(shape)
    pool.window[place] = (states["window_days"][:, 0] >= 1.0).reshape(shape)
