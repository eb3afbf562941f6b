"""The unit of work: a run of campaign numbers in one world or in two that share their luck.

A chunk's size depends on the number of campaigns alone, never on who does the work, so results are the same
whoever counts. Inside a chunk campaigns go in blocks; each block is run by the compiled clock if it is at
hand, else by the plain one. Both write the same states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice, records
from sepeace.clocks.compiled import Compiled, Packed, Side, packed, side
from sepeace.clocks.plain import run_plain
from sepeace.clocks.records import Record
from sepeace.clocks.storage import empty_log, full_log
from sepeace.kernel import pairing, slots
from sepeace.kernel.fields import State
from sepeace.kernel.tally import add_campaign
from sepeace.kernel.world import Log, Tally
from sepeace.outcomes.outcome_rows import OUTCOME, outcomes
from sepeace.outcomes.pathways import SETS
from sepeace.outcomes.weekly_bands import FEELERS_KEPT, Feeler, Filled, feelers_of, filled
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario

CHUNKS = 64
SMALLEST_CHUNK, LARGEST_CHUNK = 25, 20_000
BLOCK, PLAIN_BLOCK = 250, 8
"""Campaigns between two looks at the clock: enough to be fast, few enough to hear an interrupt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One chunk: the worlds to run, how luck is had, and which campaigns.

    Attributes:
        scenarios: one world, or two that are paired campaign by campaign.
        weekly: whether to keep weekly histograms and feelers.
        split: for two worlds, whether to trace the difference to its channels.
        lean: whether outcomes alone are asked for: no weeks, links, numbers of events or fingerprints.
    """

    scenarios: tuple[Scenario, ...]
    given: str
    seed: int
    first: int
    count: int
    weekly: bool = True
    split: bool = False
    lean: bool = False


@dataclass(slots=True)
class World:
    """What a chunk found in one world: its rows of outcomes, and its weekly histograms if they were kept."""

    rows: NDArray[np.void]
    weekly: Filled | None = None


@dataclass(slots=True)
class Part:
    """What a chunk gives back.

    Attributes:
        worlds: one for each scenario of the task.
        links: for two worlds, where each pair parts and what that does to the lines (columns of
            ``kernel.pairing``); the day is infinite where it never parts. Else, or in a lean task, empty.
        split: by pair, set of channels taken from the first world (as bits), and window or settlement:
            whether there was one in the second world then; empty if not asked for.
    """

    worlds: list[World]
    links: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, pairing.LINKS)))
    split: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, SETS, 2), np.bool_))


def chunks(campaigns: int) -> list[tuple[int, int]]:
    """(first, count) of each chunk."""
    size = chunk_size(campaigns)
    return [(first, min(size, campaigns - first)) for first in range(0, campaigns, size)]


def chunk_size(campaigns: int) -> int:
    """Campaigns of a chunk: it depends on their number alone."""
    return max(SMALLEST_CHUNK, min(LARGEST_CHUNK, -(-campaigns // CHUNKS)))


@lru_cache(maxsize=8)
def planned(scenario: Scenario, given: str) -> Plan:
    """The plan of a scenario, made once a process."""
    return plan(scenario, given)


@lru_cache(maxsize=8)
def _packed(scenario: Scenario, given: str) -> Packed:
    """The same for the compiled clock."""
    return packed(planned(scenario, given))


@dataclass(slots=True)
class _Desk:
    """What a chunk works with in one world: plan, logs, tally, and the feelers found so far."""

    scenario: Scenario
    given: str
    rows_kept: bool
    weeks_kept: bool
    lean: bool
    tally: Record = field(default_factory=records.tally_record)
    feelers: list[Feeler] = field(default_factory=list)
    side: Side | None = None
    mixed: Record | None = None
    log: Log | None = None

    def compiled_side(self) -> Side:
        """The plan for the compiled clock; made when it is first asked for."""
        if self.side is None:
            tables = _packed(self.scenario, self.given)
            self.side = side(
                tables, records.log_record(self.rows_kept, self.weeks_kept, self.lean), self.tally
            )
        return self.side

    def mixed_log(self) -> Record:
        """A log for campaigns whose leaders see the other world through some channels."""
        if self.mixed is None:
            self.mixed = records.log_record(False, False)
        return self.mixed

    def plain_log(self) -> Log:
        """A log for the plain clock."""
        if self.log is None:
            self.log = full_log() if self.rows_kept or self.weeks_kept else empty_log()
            self.log.lean = int(self.lean)
        return self.log

    def plain_tally(self) -> Tally:
        """The tally as the plain clock takes it: views of the same numbers."""
        return Tally(**{name: self.tally[name][0] for name in self.tally.dtype.names or ()})


def run_chunk(task: Task, progress: Callable[[int], None] | None = None) -> Part:
    """Run the campaigns of one chunk in every world of the task.

    Args:
        progress: called with the campaigns done since the last call.
    """
    paired = len(task.scenarios) == 2 and not task.lean
    keeps = task.weekly and task.first < FEELERS_KEPT
    desks = [
        _Desk(scenario, task.given, paired or keeps, paired or task.weekly, task.lean)
        for scenario in task.scenarios
    ]
    rows = [np.zeros(task.count, OUTCOME) for _ in desks]
    links = np.zeros((task.count if paired else 0, pairing.LINKS))
    split = np.zeros((task.count if task.split else 0, SETS, 2), np.bool_)
    done = 0
    while done < task.count:
        clock = clock_choice.current()
        first = task.first + done
        size = min(BLOCK if clock is not None else PLAIN_BLOCK, task.count - done)
        here = slice(done, done + size)
        block = Block([records.states(size) for _ in desks], links[here], split[here], first)
        if clock is not None:
            _compiled_block(clock, desks, block, task)
        else:
            _plain_block(desks, block, task)
        for found, states in zip(rows, block.states, strict=True):
            found[here] = outcomes(states, task.lean)
        done += size
        if progress is not None:
            progress(size)
    worlds = [
        World(found, filled(desk.tally, desk.feelers) if task.weekly else None)
        for found, desk in zip(rows, desks, strict=True)
    ]
    return Part(worlds, links, split)


@dataclass(slots=True)
class Block:
    """Campaigns between two looks at the clock, and room for what becomes of them: see ``Part``."""

    states: list[Record]
    links: NDArray[np.float64]
    split: NDArray[np.bool_]
    first: int


def _compiled_block(clock: Compiled, desks: list[_Desk], block: Block, task: Task) -> None:
    """Run a block on the compiled clock; campaigns whose feelers are kept one by one, for their logs."""
    sides = [desk.compiled_side() for desk in desks]
    seed = records.signed(task.seed)
    size = 1 if task.weekly and block.first < FEELERS_KEPT else len(block.states[0])
    for start in range(0, len(block.states[0]), size):
        here = slice(start, start + size)
        states = [every[here] for every in block.states]
        first = block.first + start
        if task.split:
            room, log = records.states(2), desks[1].mixed_log()
            clock.split(*states, room, block.links[here], block.split[here], first, seed, *sides, log)
        elif len(desks) == 2:
            clock.pair(*states, block.links[here], first, seed, *sides)
        else:
            clock.count(states[0], first, seed, sides[0])
        if task.weekly and first < FEELERS_KEPT:
            for desk, ended, world in zip(desks, states, sides, strict=True):
                desk.feelers += feelers_of(world.log, int(ended["events"][0]), first)
    _name_never(block.links)


def _plain_block(desks: list[_Desk], block: Block, task: Task) -> None:
    """Run a block on the plain clock."""
    for index in range(len(block.states[0])):
        campaign = block.first + index
        ended: list[tuple[State, Log]] = []
        for desk, states in zip(desks, block.states, strict=True):
            log = desk.plain_log()
            state, log = run_plain(planned(desk.scenario, desk.given), task.seed, campaign, log)
            states[index] = records.record_of(state)[0]
            if task.weekly and not state.failed:
                add_campaign(desk.plain_tally(), state, log)
            if task.weekly and campaign < FEELERS_KEPT:
                desk.feelers += feelers_of(log, state.events, campaign)
            ended.append((state, log))
        if len(block.links):
            worlds = [planned(desk.scenario, desk.given).world for desk in desks]
            found = [0.0] * pairing.LINKS
            pairing.part(*ended[0], worlds[0], *ended[1], worlds[1], found)
            block.links[index] = found
        if task.split:
            block.split[index, 0] = _reached(ended[1][0])
            made = planned(desks[1].scenario, desks[1].given)
            for taken in range(1, SETS):
                log = empty_log()
                log.taken, log.their = taken, ended[0][1].own
                block.split[index, taken] = _reached(run_plain(made, task.seed, campaign, log)[0])
    _name_never(block.links)


def _name_never(links: NDArray[np.float64]) -> None:
    """Pairs that never part do so on a day that is infinite."""
    days = links[:, pairing.PARTED_ON]
    days[days >= slots.NEVER] = np.inf


def _reached(state: State) -> tuple[bool, bool]:
    """Whether a campaign had a window, and a settlement."""
    return state.window_first[0] < slots.NEVER, state.signed[0] < slots.NEVER
