"""The unit of work: a run of campaign numbers in one world or in two that share their luck.

A chunk's size depends on the number of campaigns alone, never on who does the work, so results are the same
whoever counts. Inside a chunk campaigns go in blocks; each block is run by the compiled clock if it is at
hand, else by the plain one. Both write the same states.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice, records
from sepeace.clocks.campaigns import CampaignRunner, begun_together
from sepeace.clocks.compiled import Compiled
from sepeace.clocks.records import Record
from sepeace.kernel import pairing, slots
from sepeace.kernel.diplomacy.finland import leaves_on
from sepeace.kernel.fields import State
from sepeace.kernel.leaders.western_track import tape_west
from sepeace.kernel.world import Log
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
        window_days: days open in all from which a window counts.
        weekly: whether to keep weekly histograms and feelers.
        split: for two worlds, whether to trace the difference to its channels.
        lean: whether outcomes alone are asked for: no weeks, links, numbers of events or fingerprints.
    """

    scenarios: tuple[Scenario, ...]
    given: str
    seed: int
    first: int
    count: int
    window_days: int = 1
    weekly: bool = True
    split: bool = False
    lean: bool = False


@dataclass(slots=True)
class WorldResult:
    """What a chunk found in one world: its rows of outcomes, and its weekly histograms if they were kept."""

    rows: NDArray[np.void]
    weekly: Filled | None = None


@dataclass(slots=True)
class ChunkResult:
    """What a chunk gives back.

    Attributes:
        worlds: one for each scenario of the task.
        links: for two worlds, where each pair parts and what that does to the lines (columns of
            ``kernel.pairing``); the day is infinite where it never parts. Else, or in a lean task, empty.
        split: by pair, set of channels taken from the first world (as bits), and window or settlement:
            whether there was one in the second world then; empty if not asked for.
    """

    worlds: list[WorldResult]
    links: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, pairing.LINKS)))
    split: NDArray[np.bool_] = field(default_factory=lambda: np.zeros((0, SETS, 2), np.bool_))


def chunks(campaigns: int) -> list[tuple[int, int]]:
    """(first, count) of each chunk; how large they are depends on the number of campaigns alone.

    The smallest size, doubled as often as it takes: so the chunks of a larger run are whole chunks of a
    smaller one put together, and what a smaller one kept is not run again.
    """
    size = SMALLEST_CHUNK
    while size * CHUNKS < campaigns and 2 * size <= LARGEST_CHUNK:
        size *= 2
    return [(first, min(size, campaigns - first)) for first in range(0, campaigns, size)]


@lru_cache(maxsize=8)
def planned(scenario: Scenario, given: str) -> Plan:
    """The plan of a scenario, made once a process."""
    return plan(scenario, given)


@lru_cache(maxsize=8)
def packed_world(scenario: Scenario, given: str) -> Record:
    """Its world for the compiled clock."""
    return records.pack(planned(scenario, given).world)


@dataclass(slots=True)
class _WorldAtWork:
    """One world of a chunk: what runs its campaigns, and the feelers found so far.

    Attributes:
        mixed: the same world for leaders who see the other one through some channels.
    """

    runner: CampaignRunner
    mixed: CampaignRunner
    feelers: list[Feeler] = field(default_factory=list)


def _at_work(scenario: Scenario, task: Task) -> _WorldAtWork:
    made, world = planned(scenario, task.given), partial(packed_world, scenario, task.given)
    paired, feelers = len(task.scenarios) == 2 and not task.lean, task.weekly and task.first < FEELERS_KEPT
    runner = CampaignRunner(
        plan=made,
        world=world,
        events=paired or feelers,
        weeks=paired or task.weekly,
        lean=task.lean,
        tally=records.tally_record() if task.weekly else None,
    )
    return _WorldAtWork(runner, CampaignRunner(plan=made, world=world))


def run_chunk(task: Task, progress: Callable[[int], None] | None = None) -> ChunkResult:
    """Run the campaigns of one chunk in every world of the task.

    Args:
        progress: called with the campaigns done since the last call.
    """
    desks = [_at_work(scenario, task) for scenario in task.scenarios]
    paired = len(desks) == 2 and not task.lean
    rows = [np.zeros(task.count, OUTCOME) for _ in desks]
    links = np.zeros((task.count if paired else 0, pairing.LINKS))
    split = np.zeros((task.count if task.split else 0, SETS, 2), np.bool_)
    done = 0
    while done < task.count:
        clock = clock_choice.current()
        first = task.first + done
        size = min(BLOCK if clock is not None else PLAIN_BLOCK, task.count - done)
        here = slice(done, done + size)
        begun = begun_together([desk.runner for desk in desks], task.seed, first, size)
        block = Block(begun, links[here], split[here], first)
        if clock is not None:
            _compiled_block(clock, desks, block, task)
        else:
            _plain_block(desks, block, task)
        for found, states in zip(rows, block.states, strict=True):
            found[here] = outcomes(states, task.lean, task.window_days)
        done += size
        if progress is not None:
            progress(size)
    if len(rows) == 2:  # in a pair the antecedent arose only if it did so in both worlds
        rows[1]["antecedent_arose"] &= rows[0]["antecedent_arose"]
        rows[0]["antecedent_arose"] = rows[1]["antecedent_arose"]
    worlds = [
        WorldResult(found, None if desk.runner.tally is None else filled(desk.runner.tally, desk.feelers))
        for found, desk in zip(rows, desks, strict=True)
    ]
    return ChunkResult(worlds, links, split)


@dataclass(slots=True)
class Block:
    """Campaigns between two looks at the clock, and room for what becomes of them: see ``ChunkResult``."""

    states: list[Record]
    links: NDArray[np.float64]
    split: NDArray[np.bool_]
    first: int


def _compiled_block(clock: Compiled, desks: list[_WorldAtWork], block: Block, task: Task) -> None:
    """Run a block on the compiled clock; campaigns whose feelers are kept one by one, for their logs."""
    sides = [desk.runner.side() for desk in desks]
    seed, days = records.signed(task.seed), float(task.window_days)
    size = 1 if task.weekly and block.first < FEELERS_KEPT else len(block.states[0])
    for start in range(0, len(block.states[0]), size):
        here = slice(start, start + size)
        states = [every[here] for every in block.states]
        first = block.first + start
        if task.split:
            room, log = records.states(2), desks[1].mixed.side().log
            clock.split(*states, room, block.links[here], block.split[here], first, seed, *sides, log, days)
        elif len(desks) == 2:
            clock.pair(*states, block.links[here], first, seed, *sides, days)
        else:
            clock.count(states[0], first, seed, sides[0])
        if task.weekly and first < FEELERS_KEPT:
            for desk, ended, world in zip(desks, states, sides, strict=True):
                desk.feelers += feelers_of(world.log, int(ended["events"][0]), first)
    _name_never(block.links)


def _plain_block(desks: list[_WorldAtWork], block: Block, task: Task) -> None:
    """Run a block on the plain clock."""
    for index in range(len(block.states[0])):
        campaign = block.first + index
        ended: list[tuple[State, Log]] = []
        begun = block.states[-1][index : index + 1].copy()
        for desk, states in zip(desks, block.states, strict=True):
            state, log = desk.runner.one_plain(task.seed, campaign, states[index : index + 1])
            states[index] = records.record_of(state)[0]
            if task.weekly and campaign < FEELERS_KEPT:
                desk.feelers += feelers_of(log, state.events, campaign)
            ended.append((state, log))
        if len(block.links):
            worlds = [desk.runner.plan.world for desk in desks]
            found = [0.0] * pairing.LINKS
            pairing.part(*ended[0], worlds[0], *ended[1], worlds[1], task.window_days, found)
            block.links[index] = found
        if task.split:
            block.split[index, 0] = _reached(ended[1][0], task)
            mixed = desks[1].mixed
            log, first, own = mixed.log(), ended[0][1].west, ended[1][1].west
            log.their, log.taped = ended[0][1].own, 1
            log.finland = leaves_on(ended[1][0], ended[0][0])
            for taken in range(1, SETS):
                log.taken = taken
                tape_west(first, own, log.tape, taken >= slots.WEST_CHANNEL)
                block.split[index, taken] = _reached(mixed.one_plain(task.seed, campaign, begun)[0], task)
    _name_never(block.links)


def _name_never(links: NDArray[np.float64]) -> None:
    """Pairs that never part do so on a day that is infinite."""
    days = links[:, pairing.PARTED_ON]
    days[days >= slots.NEVER] = np.inf


def _reached(state: State, task: Task) -> tuple[bool, bool]:
    """Whether a campaign had a window that counts, and a settlement."""
    return state.window_days[0] >= task.window_days, state.signed[0] < slots.NEVER
