"""What a page calls: blocks of campaigns in one world or in two, as the compiled clock runs them.

Written in the kernel's subset, to be translated with it; the records below are rooms in the module's
memory. What is done, and in what order, is that of ``clocks.compiled``, so that every byte of states, logs
and tallies comes out the same.
"""

from dataclasses import dataclass
from typing import Annotated

from sepeace.browser.translator.intrinsics import clear, numbers_in, words_in
from sepeace.kernel.campaign import begin, run_on
from sepeace.kernel.draws.sampled import fill, own_numbers
from sepeace.kernel.fields import Numbers, Parameters, Real, Row, State, Whole
from sepeace.kernel.pairing import LINKS, part
from sepeace.kernel.reckoned import pass_on
from sepeace.kernel.slots import EPOCHS, NEVER, NUMBERS
from sepeace.kernel.tally import add_campaign
from sepeace.kernel.world import Log, Tally, World

FOR_EVER = 2.0 * NEVER
NOT_A_NUMBER = float("nan")
DIGEST_START, DIGEST_PRIME = 0xCBF29CE484222325 - (1 << 64), 0x100000001B3
"""Of Fowler, Noll and Vo; the first as the signed number of the same bits."""


@dataclass(slots=True)
class WorldTables:
    """A plan as a page holds it: these bytes are all that a module is told of a world."""

    world: Annotated[World, (), "", "the world"]
    numbers: Annotated[Numbers, (), "", "how a campaign comes by its parameters"]
    epochs: Annotated[Whole, (), "", "rows of numbers"]
    horizon: Annotated[Real, (), "day", "last day of the plan"]


@dataclass(slots=True)
class Side:
    """A world with room for a campaign in it."""

    tables: Annotated[WorldTables, (), "", "the plan"]
    own: Annotated[Row, (NUMBERS,), "", "numbers that the campaign draws for itself"]
    parameters: Annotated[list[Parameters], (EPOCHS,), "", "its parameters by epoch"]
    log: Annotated[Log, (), "", "its log"]
    tally: Annotated[Tally, (), "", "weekly histograms and sums of all campaigns run"]


@dataclass(slots=True)
class Links:
    """Where a pair of campaigns parts, and what that does."""

    found: Annotated[Row, (LINKS,), "", "columns of ``pairing.LINK``"]


def prepare(side: Side, row_room: int, week_room: int, lean: int) -> None:
    """Empty a side's log and tally, and say what the log keeps: rows of events, weeks; lean or not."""
    clear(side.log)
    clear(side.tally)
    side.log.row_room = row_room
    side.log.week_room = week_room
    side.log.lean = lean
    side.log.finland = -1.0
    for week in range(len(side.log.weeks)):
        for column in range(len(side.log.weeks[week])):
            side.log.weeks[week][column] = NOT_A_NUMBER


def draw_numbers(campaign: int, seed: int, side: Side) -> None:
    """Give a campaign its own numbers."""
    own_numbers(side.tables.numbers, side.tables.world, seed, campaign, side.own)
    for epoch in range(side.tables.epochs):
        fill(side.tables.numbers, side.own, epoch, numbers_in(side.parameters[epoch]))


def begin_campaign(state: State, campaign: int, seed: int, side: Side) -> None:
    """Give a campaign its own numbers and set it to the first day of the war."""
    clear(state)
    state.seed = seed
    state.campaign = campaign
    draw_numbers(campaign, seed, side)
    begin(state, side.parameters[0], side.tables.world, side.log, side.tables.horizon)


def finish_campaign(state: State, side: Side) -> None:
    """Run a campaign to its end and count its weeks."""
    run_on(state, side.parameters, side.tables.world, side.log, FOR_EVER)
    if state.failed == 0:
        add_campaign(side.tally, state, side.log)


def run_alone(states: list[State], first: int, seed: int, side: Side) -> None:
    """Run campaigns from number ``first`` on in one world; its log keeps the last."""
    for place in range(len(states)):
        begin_campaign(states[place], first + place, seed, side)
        finish_campaign(states[place], side)


def run_pairs(
    states: list[State],
    others: list[State],
    links: list[Links],
    first: int,
    seed: int,
    side: Side,
    other: Side,
    days: float,
) -> None:
    """Run campaigns from number ``first`` on in two worlds; both logs keep the last.

    What was reckoned in the first world is at hand in the second. ``links`` has a row for each pair or none
    at all; a window counts from so many ``days``.
    """
    for place in range(len(states)):
        campaign = first + place
        begin_campaign(states[place], campaign, seed, side)
        finish_campaign(states[place], side)
        pass_on(side.log, other.log)
        begin_campaign(others[place], campaign, seed, other)
        run_on(others[place], other.parameters, other.tables.world, other.log, other.tables.world.held_until)
        finish_campaign(others[place], other)
        if len(links) > 0:
            part(
                states[place], side.log, side.tables.world, others[place], other.log, other.tables.world,
                days, links[place].found,
            )  # fmt: skip


def digest(states: list[State]) -> int:
    """A number that hangs on every bit of some states: FNV-1a, by words of 64 bits."""
    found = DIGEST_START
    for place in range(len(states)):
        words = words_in(states[place])
        for word in range(len(words)):
            found = (found ^ words[word]) * DIGEST_PRIME
    return found


ENTRIES = (prepare, run_alone, run_pairs, digest)
"""What the module exports, beside its memory."""
