"""The ways to run campaigns that are timed against each other. All run the same plan."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from sepeace.bench import twins
from sepeace.clocks import records
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.compiled import Compiled
from sepeace.clocks.plain import run_plain
from sepeace.clocks.records import Record
from sepeace.clocks.simpy_clock import run_simpy
from sepeace.execution.chunks import BLOCK, Task, run_chunk
from sepeace.execution.collect import collector
from sepeace.outcomes.weekly_bands import FEELERS_KEPT
from sepeace.scenario.plan import Plan

SEED = 1
SLOW, ORDINARY = 12, 60
"""Campaigns of a turn: of the clocks that are not compiled, of the ordinary models."""


@dataclass(slots=True)
class Contestant:
    """One way to run campaigns.

    Attributes:
        run: takes the turn of that number.
        campaigns: in one turn.
        us: microseconds a campaign, turn by turn.
    """

    run: Callable[[int], object]
    campaigns: int
    us: list[float] = field(default_factory=list)

    def turn(self) -> None:
        """Take the next turn, against the clock on the wall."""
        gc.collect()
        begun = time.perf_counter()
        self.run(len(self.us))
        self.us.append(1e6 * (time.perf_counter() - begun) / self.campaigns)


def compiled(clock: Compiled, made: Plan, campaigns: int, threads: int) -> dict[str, Contestant]:
    """The compiled clock: on one thread, on two, on all, and as a batch runs it.

    Every thread runs the same campaigns, so that one thread and several do the same work each.

    Args:
        campaigns: of a turn, for each thread.
        threads: how many are all.
    """
    world = records.pack(made.world)

    def crowd(size: int) -> Contestant:
        def run(_: int) -> None:
            with ThreadPoolExecutor(size) as pool:
                list(pool.map(lambda _: count(clock, made, world, campaigns), range(size)))

        return Contestant(run, size * campaigns)

    def batch(_: int) -> None:
        task = Task(
            scenarios=(made.scenario,), given=made.given, seed=SEED, first=FEELERS_KEPT, count=campaigns
        )
        collector(1).add(run_chunk(task))

    found = {
        "compiled": Contestant(lambda _: count(clock, made, world, campaigns), campaigns),
        "two_threads": crowd(2),
        "compiled_all_threads": crowd(threads),
        "batch": Contestant(batch, campaigns),
    }
    if threads == 2:
        found["compiled_all_threads"] = found.pop("two_threads")
    return found


def count(clock: Compiled, made: Plan, world: Record, campaigns: int) -> int:
    """Run campaigns in blocks, with weekly histograms as a batch keeps them; returns the weeks of war."""
    runner, weeks = CampaignRunner(plan=made, world=lambda: world, weeks=True), 0
    for first in range(0, campaigns, BLOCK):
        size = min(BLOCK, campaigns - first)
        weeks += int(runner.compiled(clock, SEED, FEELERS_KEPT + first, size)["known"].sum())
    return weeks


def ordinary(made: Plan) -> dict[str, Contestant]:
    """The clocks that need no compiler, and the same campaign as ordinary models, where these are at hand.

    Each turn takes the next campaigns.
    """

    def clock(run: Callable[[Plan, int, int], object]) -> Contestant:
        def turn(number: int) -> None:
            for campaign in range(SLOW * number, SLOW * (number + 1)):
                run(made, SEED, FEELERS_KEPT + campaign)

        return Contestant(turn, SLOW)

    found = {
        "simpy_clock": clock(run_simpy),
        "plain_clock": clock(run_plain),
        "natural_simpy": ordinary_model(twins.natural(), [made]),
    }
    mesa = twins.mesa()
    if mesa is not None:
        found["mesa"] = ordinary_model(mesa, [made])
    return found


def ordinary_model(twin: twins.Twin, plans: Sequence[Plan]) -> Contestant:
    """An ordinary model, run on the plans by turns; it is given its parameters beforehand."""
    rows = []
    for place in range(ORDINARY):
        campaign, which = divmod(place, len(plans))
        rows.append((plans[which], plans[which].parameters(SEED, FEELERS_KEPT + campaign)))

    def turn(number: int) -> None:
        for place, (made, parameters) in enumerate(rows):
            twin(made, random.Random(f"{SEED} {number} {place}"), parameters)

    return Contestant(turn, ORDINARY)
