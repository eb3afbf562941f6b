"""The compiled clock: the kernel's twins, run over blocks of campaigns without the interpreter's lock.

Four functions enter compiled code: one for a block of campaigns, one for a block of pairs, one for pairs
whose difference is traced to its channels, one for campaigns that are held to reports. They are all that is
kept; all they call is inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from types import FunctionType
from typing import Any

import numpy as np

from sepeace.clocks import records
from sepeace.clocks.held import ROOMS, copy_record, go_on, hold
from sepeace.clocks.object_code import bound, object_code
from sepeace.clocks.plain import run_plain
from sepeace.clocks.tables import ClockSide, packed, side
from sepeace.errors import CannotWrite
from sepeace.kernel import slots
from sepeace.kernel.battlefield.tracks import hand_over, is_known
from sepeace.kernel.campaign import begin, run_on
from sepeace.kernel.diplomacy.finland import leaves_on
from sepeace.kernel.draws.sampled import fill, own_numbers
from sepeace.kernel.leaders.replay import lines_part
from sepeace.kernel.leaders.western_track import same_west, tape_west
from sepeace.kernel.pairing import LINKS, part
from sepeace.kernel.reckoned import pass_on
from sepeace.kernel.tally import add_campaign
from sepeace.scenario.plan import Plan

Glue = Callable[..., None]
KEPT = "clock"
"""The name under which the cache has the object code of all entries."""
FOR_EVER = 2.0 * slots.NEVER
SET_ORDER = (0, 2, 8, 10, 1, 3, 9, 11, 4, 6, 12, 14, 5, 7, 13, 15)
FIRST_GROUND_AND_BELIEF = 12
"""Sets of channels of the battlefield, as bits; then the same with the West. Each four agree on ground and
belief, and so on what the war is worth; those from place 12 on have both of the first world."""


def _draw(campaign: int, seed: int, side: Any, place: int) -> None:
    """Give a campaign of a world its own numbers."""
    numbers = side.numbers[place]
    own_numbers(numbers, side.world[side.which[place]], seed, campaign, side.own)
    for epoch in range(side.flat.shape[1]):
        fill(numbers, side.own, epoch, side.flat[place, epoch])


def _begin(state: Any, campaign: int, seed: int, side: Any, place: int) -> None:
    """Give a campaign its own numbers and set it to the first day of the war."""
    state.seed = seed
    state.campaign = campaign
    _draw(campaign, seed, side, place)
    world = side.world[side.which[place]]
    begin(state, side.parameters[place, 0], world, side.log[0], side.horizon)


def _finish(state: Any, side: Any, place: int) -> None:
    """Run a campaign to its end and count it."""
    run_on(state, side.parameters[place], side.world[side.which[place]], side.log[0], FOR_EVER)
    if state.failed == 0:
        add_campaign(side.tally[0], state, side.log[0])


def _count(states: Any, first: int, seed: int, side: Any) -> None:
    """Run a block of campaigns, each in every world in turn; its log keeps the last.

    What was reckoned in one world is at hand in the next, which goes on from the branch where it can.
    """
    worlds = len(side.numbers)
    knots = 0
    for i in range(len(states)):
        campaign = first + i // worlds
        place = i % worlds
        if side.goes_on[place]:
            _draw(campaign, seed, side, place)
            states[i] = side.branch[0]
            side.log[0].own.knots = knots
        else:
            _begin(states[i], campaign, seed, side, place)
            if place + 1 < worlds and side.goes_on[place + 1]:
                world = side.world[side.which[place]]
                run_on(states[i], side.parameters[place], world, side.log[0], world.held_until)
                side.branch[0] = states[i]
                knots = side.log[0].own.knots
        _finish(states[i], side, place)


def _to_branch(state: Any, campaign: int, seed: int, side: Any, other: Any) -> None:
    """Run a campaign of the second world until the branch, with what was reckoned in the first at hand."""
    pass_on(side.log[0], other.log[0])
    _begin(state, campaign, seed, other, 0)
    run_on(state, other.parameters[0], other.world[0], other.log[0], other.world[0].held_until)


def _pair(
    states: Any, others: Any, links: Any, first: int, seed: int, side: Any, other: Any, days: float
) -> None:
    """Run a block of campaigns in two worlds.

    ``links`` says where each pair parts and what that does; it has a row for each pair or none at all. A
    window counts from so many ``days``.
    """
    for i in range(len(states)):
        _count(states[i : i + 1], first + i, seed, side)
        _to_branch(others[i], first + i, seed, side, other)
        _finish(others[i], other, 0)
        if len(links) > 0:
            part(
                states[i], side.log[0], side.world[0], others[i], other.log[0], other.world[0], days, links[i]
            )


def _split(
    states: Any, others: Any, room: Any, links: Any, found: Any, first: int, seed: int, side: Any, other: Any,
    log: Any, days: float,
) -> None:  # fmt: skip
    """Run a block of pairs, and the second world for every set of channels taken from the first.

    ``found[i, m]`` says whether there was a window of so many ``days`` in all, and a settlement, with the
    channels of bits ``m`` taken. All sets share what lies before the branch. ``room`` holds two states: to
    work in, and at the branch; ``log`` is what the sets write.
    """
    for i in range(len(states)):
        _count(states[i : i + 1], first + i, seed, side)
        _to_branch(others[i], first + i, seed, side, other)
        room[1] = others[i]
        branch = other.log[0].own.knots
        hand_over(other.log[0].own, log[0].own)
        _finish(others[i], other, 0)
        log[0].finland = leaves_on(others[i], states[i])
        part(states[i], side.log[0], side.world[0], others[i], other.log[0], other.world[0], days, links[i])
        hand_over(side.log[0].own, log[0].their)
        pass_on(other.log[0], log[0])
        found[i, 0, 0] = others[i].window_days[0] >= days
        found[i, 0, 1] = others[i].signed[0] < slots.NEVER
        known = is_known(others[i], other.log[0].own)
        log[0].taped = 1
        for west in range(2):
            tape_west(side.log[0].west, other.log[0].west, log[0].tape, west == 1)
            if west == 1 and known and same_west(other.log[0].west, log[0].tape):
                for taken in range(slots.WEST_CHANNEL):  # one by one: a copy at once would need an allocator
                    for what in range(2):
                        found[i, slots.WEST_CHANNEL + taken, what] = found[i, taken, what]
                break
            for place in range(1 - west, len(SET_ORDER)):
                if place == FIRST_GROUND_AND_BELIEF:  # then the war is worth what it is in the first world
                    pass_on(side.log[0], log[0])
                taken = SET_ORDER[place] + slots.WEST_CHANNEL * west
                known = _taken(room, found[i], taken, branch, known, other, log[0], days)


def _taken(
    room: Any, found: Any, taken: int, branch: int, known: bool, other: Any, log: Any, days: float
) -> bool:
    """Run the second world from the branch on with a set of channels taken from the first.

    Where its battlefield and the West on the tape are known to the end, lines are drawn on them first: only
    where they meet is the campaign run, and no longer than they do. A tape ends with the campaigns that it is
    of, which may have been settled where this one is not. Returns whether the battlefield is known now.
    """
    log.taken = taken
    log.own.knots = branch
    log.west.knots = 0
    parted = slots.NEVER
    if known and log.tape.weeks >= other.log[0].own.known:
        room[0] = room[1]
        parted = lines_part(room[0], other.parameters[0], other.world[0], log, other.log[0].own)
        log.own.knots = branch
    found[taken, 0] = False
    found[taken, 1] = False
    if parted > 0.0:
        room[0] = room[1]
        run_on(room[0], other.parameters[0], other.world[0], log, parted + 1.0)
        found[taken, 0] = room[0].window_days[0] >= days
        found[taken, 1] = room[0].signed[0] < slots.NEVER
        if not known and is_known(room[0], log.own):
            hand_over(log.own, other.log[0].own)
            return True
    return known


def _held(states: Any, rooms: Any, seed: int, side: Any) -> None:
    """Run campaigns, whose numbers their states say, held to the reports of the world."""
    for i in range(len(states)):
        rooms[0] = states[i]
        _begin(rooms[0], states[i].campaign, seed, side, 0)
        hold(rooms, side.parameters[0], side.world[0], side.log[0])
        states[i] = rooms[0]


class Compiled:
    """The entries into compiled code."""

    def __init__(self, count: Glue, pair: Glue, split: Glue, held: Glue) -> None:
        self.count = count
        self.pair = pair
        self.split = split
        self.held = held


def compile_all(keep: bool = True, **options: Any) -> Compiled:
    """The compiled clock: bound as it lies in the cache, where it is compiled first if need be.

    Args:
        keep: whether to use the cache on disk.
        options: for numba, such as boundscheck=True; they need ``keep`` to be False.

    Raises:
        ImportError: numba is not installed.
    """
    from sepeace.clocks import cache

    if keep and cache.complete():
        cache.touch()
        return Compiled(*bound(cache.kept(KEPT)))
    if keep and cache.damaged():
        cache.clear()
    linked = _linked(**options)
    if linked is None:
        return Compiled(*(entry for entry, _ in _entries(**options)))
    made, code = linked
    if keep:
        with suppress(CannotWrite):
            cache.keep({KEPT: code})
    return made


def _linked(**options: Any) -> tuple[Compiled, bytes] | None:
    """Code that is bound without numba, and the same to be kept; None where that will not do.

    What is compiled is tried: another numba may hand on arguments in another way.
    """
    shut = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "_nrt": False}
    try:
        from sepeace.clocks.linked import Linked

        code = object_code(_entries(**shut, **options, pipeline_class=Linked))
        made = Compiled(*bound(code))
        return (made, code) if _sound(made) else None
    except Exception:  # whatever a numba that we do not know may raise: the usual way is left
        return None


def _sound(made: Compiled) -> bool:
    """Whether the recorded war comes out of each entry as on the plain clock, and alike from all sets."""
    (recorded, one), (_, two), (_, three) = (_recorded_war() for _ in range(3))
    expected = records.record_of(run_plain(recorded, 1, 0)[0]).tobytes()
    alone, states, others, held = (records.states(1) for _ in range(4))
    found, days = np.ones((1, 1 << slots.CHANNEL_COUNT, 2), np.bool_), 1.0
    made.count(alone, 0, 1, one)
    made.pair(states, others, np.zeros((0, LINKS)), 0, 1, one, two, days)
    made.held(held, records.states(ROOMS), 1, one)
    same = all(state.tobytes() == expected for state in (alone, states, others, held))
    made.split(
        states, others, records.states(2), np.zeros((1, LINKS)), found, 0, 1, one, two, three.log, days
    )  # fmt: skip
    window = bool(alone["window_days"][0, 0] >= days), bool(alone["signed"][0, 0] < slots.NEVER)
    return same and bool((found == window).all())


def _recorded_war() -> tuple[Plan, ClockSide]:
    """A plan to compile with and to try what was compiled, and the same for the compiled clock."""
    from sepeace.scenario.library import historical
    from sepeace.scenario.plan import plan

    made = plan(historical())
    return made, side(packed(made), records.log_record(False, False), records.tally_record())


def _entries(**options: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Each entry as a dispatcher of numba's, and arguments of the types that it takes."""
    import numba

    from sepeace.clocks import twins

    names, settings = dict(twins.build(**options)), {**twins.SETTINGS, **options}
    names["copy_room"] = numba.njit(**settings)(_bound(copy_record, names))
    for part_of_run in (_draw, _begin, _finish, _to_branch, _taken, go_on, hold):
        names[part_of_run.__name__] = numba.njit(**settings)(_bound(part_of_run, names))
    entries: tuple[Glue, ...] = (_count, _pair, _split, _held)
    for entry, arguments in zip(entries, _first_arguments(), strict=True):
        names[entry.__name__] = numba.njit(**settings)(_bound(entry, names))
        yield names[entry.__name__], arguments


def _bound(function: Callable[..., Any], names: Any) -> FunctionType:
    """The same code with these names in reach."""
    return FunctionType(function.__code__, {**function.__globals__, **names}, function.__name__)


def _first_arguments() -> Iterator[tuple[Any, ...]]:
    """Arguments of each entry, in the order of ``Compiled``, that run no campaign at all."""
    _, world = _recorded_war()
    none, links, found = (
        records.states(0),
        np.zeros((0, LINKS)),
        np.zeros((0, 1 << slots.CHANNEL_COUNT, 2), np.bool_),
    )
    yield none, 0, 0, world
    yield none, none, links, 0, 0, world, world, 1.0
    yield none, none, records.states(2), links, found, 0, 0, world, world, world.log, 1.0
    yield none, records.states(ROOMS), 0, world
