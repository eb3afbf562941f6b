"""What every handler keeps to, seen in campaigns of several wars; a new slot is held to it by itself.

The slots are found by walking the kernel's table. For each the campaigns below are driven event by event, and
what stands before and after its handler is compared. A slot that none of them reaches is red: add a war to
``WARS`` in which it is. What a handler asks of chance, and whether it has a mirror, is said here once a slot.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import cache
from sys import _getframe
from typing import Any

import pytest

from sepeace.calibration.diplomacy.held_wars import held_plan
from sepeace.clocks.storage import full_log, layout, new_state
from sepeace.kernel import campaign as kernel
from sepeace.kernel import slots
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.fields import PARAMETER_PAIRS, Parameters, State
from sepeace.kernel.world import Entry, World
from sepeace.scenario.tables.reports import reports
from tests.campaigns import planned

WARS = (
    ("historical", (("strength", "rational"), ("motive", "mixed"), ("initiative", "martin"))),
    ("germany_wins_at_kursk", (("strength", "rational"), ("leverage_share", 0.0), ("ideology.germany", 0.0))),
    ("stockholm_meeting_held_1943", (("strength", "rational"), ("renewal_rate.germany", 0.05))),
    ("germany_wins_at_kursk", (("collapse_line", 0.6), ("score_base", 1.4))),
    ("uranus_fails", (("strength", "rational"), ("motive", "mixed"), ("walkout_gap", 0.02))),
    ("historical", (("formula_cause", 1.0), ("news_rumour", 2.0))),
)
HELD = {"strength": "rational", "motive": "mixed"}
"""The last war: one that is held to the reports of the record."""
EARLY = 0.1
"""Of what is to be expected of its side, where a reported feeler leaves."""
CAMPAIGNS, KEPT, AT_ONCE = 8, 12, 100
"""Campaigns of each war; situations kept of each slot; handlings of one slot in one instant at most."""


def slot_names() -> list[str]:
    """The names of all slots, by number, as the kernel's table lists them."""
    names = [name for name in vars(slots) if name.isupper()]
    war = names[names.index("EPOCH") : names.index("PAIR_BASE")]
    pair = [n for n in names[names.index("SERIOUS") : names.index("PAIR_SLOTS")] if n != "STREAMS"]
    return [*war, *(pair * slots.PAIRS)]


NAMES = slot_names()
every_slot = pytest.mark.parametrize("slot", range(slots.SLOTS), ids=NAMES)


@dataclass(slots=True)
class Asked:
    """One draw: its stream and index, and the kernel function that wanted it."""

    stream: int
    index: int
    by: str


@dataclass(slots=True)
class Situation:
    """One event of a campaign.

    Attributes:
        before, after: the campaign before and after it; the same one where no copies were kept.
        rows: what was noted; ``asked``: what was drawn.
        read_only: whether world and parameters stand as they were made.
    """

    slot: int
    before: State
    after: State
    parameters: Parameters
    world: World
    rows: list[Entry]
    asked: list[Asked]
    read_only: bool


def recorder(asked: list[Asked], usual: Callable[..., Any]) -> Callable[..., Any]:
    """``philox.uniforms`` that writes down what it is asked."""

    def uniforms(seed: int, campaign: int, stream: int, index: int) -> tuple[float, float, float, float]:
        names = [_getframe(depth).f_code.co_name for depth in (1, 2)]
        asked.append(Asked(stream, index, names[1] if names[0] == "four" else names[0]))
        return usual(seed, campaign, stream, index)

    return uniforms


def events(war: int, number: int, kept: dict[int, list[Situation]]) -> Iterator[Situation]:
    """Drive one campaign, with copies of what stood before where a slot has not been seen often enough."""
    made = planned(*WARS[war]) if war < len(WARS) else held_plan(HELD, reports(), 2)
    state, log, params = new_state(1, number), full_log(), made.parameters(1, number)
    state.report_at = [EARLY] * slots.REPORTS
    untouched = deepcopy(params)
    kernel.begin(state, params[0], made.world, log, made.horizon)
    world, usual = deepcopy(made.world), philox.uniforms
    asked: list[Asked] = []
    philox.uniforms = recorder(asked, usual)
    try:
        while state.ending == slots.RUNNING and state.failed == 0:
            slot = kernel.next_slot(state)
            if slot == slots.EPOCH:
                state.epoch += 1
            wanted = len(kept.get(slot, ())) < KEPT * (war + 1)
            before = deepcopy(state) if wanted else state
            asked.clear()
            first = state.events
            kernel.handle(state, params[state.epoch], world, log, slot)
            after = deepcopy(state) if wanted else state
            rows = log.rows[first : state.events] if wanted else []
            over = wanted or state.ending != slots.RUNNING
            sound = not over or (world == made.world and params == untouched)
            seen = Situation(slot, before, after, params[state.epoch], made.world, rows, list(asked), sound)
            if wanted:
                kept.setdefault(slot, []).append(seen)
            yield seen
    finally:
        philox.uniforms = usual


@cache
def seen() -> tuple[dict[int, list[Situation]], list[list[tuple[int, list[Asked]]]]]:
    """Situations by slot; and of each campaign the slot of each event with what it drew."""
    kept: dict[int, list[Situation]] = {}
    drawn: list[list[tuple[int, list[Asked]]]] = []
    for war in range(len(WARS) + 1):
        for number in range(CAMPAIGNS):
            drawn.append([])
            for one in events(war, number, kept):
                assert one.read_only, (
                    f"{NAMES[one.slot]} or a slot before it writes into what it may only read"
                )
                drawn[-1].append((one.slot, one.asked))
    return kept, drawn


def situations(slot: int) -> list[Situation]:
    """What was seen of a slot."""
    found = seen()[0].get(slot, [])
    assert found, f"no campaign reaches {NAMES[slot]}: add a war to WARS in which it is due"
    return found


def test_the_table_names_every_slot_once():
    assert len(NAMES) == slots.SLOTS == slots.PAIR_BASE + slots.PAIRS * slots.PAIR_SLOTS
    assert [vars(slots)[name] for name in NAMES[: slots.PAIR_BASE]] == list(range(slots.PAIR_BASE))
    assert [vars(slots)[name] for name in NAMES[slots.PAIR_BASE :]] == list(range(slots.PAIR_SLOTS))


# Red when a handler sets a clock into the past, its own or another's.
@every_slot
def test_nothing_is_due_before_now(slot):
    for one in situations(slot):
        assert one.after.now == one.before.due[slot]
        assert one.after.ending != slots.RUNNING or min(one.after.due) >= one.after.now


# Red when a handler leaves its own slot due for ever: in one instant it is handled a few times at most.
@every_slot
def test_a_handler_moves_its_own_slot_or_ends_the_campaign(slot):
    for one in situations(slot):
        state, log = deepcopy(one.after), full_log()
        for _ in range(AT_ONCE):
            if state.ending != slots.RUNNING or state.due[slot] > one.after.now:
                break
            kernel.handle(state, one.parameters, one.world, log, slot)
        assert state.ending != slots.RUNNING or state.due[slot] > one.after.now


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of nested lists."""
    return (len(value), *shape_of(value[0])) if isinstance(value, list) else ()


def flat(value: Any) -> list[Any]:
    """Every number of nested lists."""
    return [number for part in value for number in flat(part)] if isinstance(value, list) else [value]


# Red when a handler lengthens a list of the state, or puts a fraction where whole numbers are declared, which
# the compiled clock would cut off; ``seen`` is red when one writes into what it may only read.
@every_slot
def test_a_handler_writes_what_is_declared_and_nothing_else(slot):
    for situation in situations(slot):
        for name, whole, shape, _, _ in layout():
            value = getattr(situation.after, name)
            assert shape_of(value) == shape, name
            assert {type(number) for number in flat(value)} <= ({int} if whole else {int, float}), name


# Red when a handler writes a row that tells of no known kind, or of a cause that comes after it.
@every_slot
def test_what_a_handler_notes_can_be_read(slot):
    kinds = {value for name, value in vars(slots).items() if name.startswith("K_")}
    for one in situations(slot):
        for place, row in enumerate(one.rows, one.before.events):
            assert row.kind in kinds and -1 <= row.parent < place
            assert row.pair in (-1, *range(slots.PAIRS)) and row.side in (-1, 0, 1, 2)
            assert row.time <= one.after.now


FEELER = {"THRESHOLD", "CHANNEL_CHOICE", "LATENCY"}
ASKS: dict[str, set[str]] = {
    "BRANCH": {"SCORE"},
    "CALENDAR": {"GRADE", "EXPOSURE_CLOCK", "NEWS", "FORMULA"},
    "OPERATION_START": {"SCORE"},
    "OFFENSIVE": {"OFFENSIVE_SCORE"},
    "FINLAND": {"FINLAND"},
    "FRONT": {"SECTOR_NOISE", "CROSSING", "EXPECTATION"},
    "MESSAGE": {"GATE", "EXPOSURE_CLOCK"},
    "ROUND": {"ROUND_HAZARD", "RENEWAL_CLOCK"},
    "RENEWAL": {"RENEWAL_CLOCK"},
    "REPORT": {"REPORTED", "LATENCY", "PEOPLE"},
    "MEDIATOR": FEELER,
    "LEADER": {*FEELER, "UNREPORTED"},
    **{key: {*FEELER, "UNREPORTED", "PEOPLE"} for key in ("SERIOUS", "LEVERAGE", "SUBORDINATE")},
}
"""The streams of each slot; one that is not named draws nothing."""
TWO_NUMBERS = {"GRADE", "RENEWAL_CLOCK"}
"""Streams of which one block answers two questions, each with a number of its own."""


# Red when a handler draws from a stream that is not its own.
@every_slot
def test_a_handler_draws_from_its_own_streams(slot):
    own = {getattr(streams, name) for name in ASKS.get(NAMES[slot], ())}
    found = {one.stream for drawn in seen()[1] for other, asked in drawn for one in asked if other == slot}
    assert found == own, f"{NAMES[slot]} draws from the streams {sorted(found)}"


# Red when two events of a campaign, or two functions, ask for one address: their answers would hang together.
def test_no_address_is_drawn_twice():
    allowed = {getattr(streams, name) for name in TWO_NUMBERS}
    for drawn in seen()[1]:
        first: dict[tuple[int, int], tuple[int, str]] = {}
        for number, (_, asked) in enumerate(drawn):
            for one in asked:
                who = first.setdefault((one.stream, one.index), (number, one.by))
                assert who == (number, one.by) or one.stream in allowed, (one, who)


# --- the mirror: Germany and the Soviet Union exchanged

MIRRORED = {
    "SERIOUS": "LEADER",
    "LEADER": "SERIOUS",
    **{name: name for name in ("MESSAGE", "ROUND", "EXPOSURE", "RENEWAL")},
}
"""The slot that stands for each when the sides are exchanged."""
ONE_SIDED = {
    **dict.fromkeys(NAMES[: slots.PAIR_BASE], "the battlefield and its record are of one war"),
    "LEVERAGE": "only the Soviet side writes for the West to hear",
    "SUBORDINATE": "only German officials write without leave",
    "MEDIATOR": "a mediator asks Germany first",
}
"""Slots without a mirror, and why."""
OF_NO_SIDE = ("west_believes", "west_day", "west_believed", "heard")
"""What has two places that are no sides."""
TURNED = ("line", "line_past", "chance", "on_map", "share")
"""Shares and chances of Germany: on the other side 1 less them."""


def turned(values: Any, shape: tuple[int, ...], length: int, order: list[int]) -> Any:
    """Nested lists with every axis of a length put into another order."""
    if not shape:
        return values
    parts = [turned(part, shape[1:], length, order) for part in values]
    return [parts[place] for place in order] if shape[0] == length else parts


def less_than_one(value: Any) -> Any:
    """1 less every number."""
    return [less_than_one(part) for part in value] if isinstance(value, list) else 1.0 - value


OTHER, SAME = {0: 1, 1: 0, -1: -1}, {0: 0, 1: 1, -1: -1}
EXCHANGED = [slots.LEADER, slots.LEVERAGE, slots.SERIOUS, slots.SUBORDINATE, slots.MEDIATOR]


def mirror(s: State) -> State:
    """The same campaign with the sides exchanged, as far as pairs of bargainers read it."""
    other = deepcopy(s)
    for name, _, shape, _, _ in layout():
        if name in OF_NO_SIDE:
            continue
        value = turned(getattr(s, name), shape, 2, [1, 0])
        value = turned(value, shape, slots.STREAMS, EXCHANGED)
        setattr(other, name, less_than_one(value) if name in TURNED else value)
    other.open_share = [[soviet, german, rest] for german, soviet, rest in other.open_share]
    other.belief_mean = [-value for value in other.belief_mean]
    other.breaker = [3 - side if side > 0 else 0 for side in s.breaker]
    other.message = [[1 + EXCHANGED[n - 1] if n > 0 else 0 for n in row] for row in s.message]
    base = slots.PAIR_BASE
    for stream, twin in enumerate(EXCHANGED):
        other.due[base + stream] = s.due[base + twin]
    return other


def mirrored_uniforms(usual: Callable[..., Any]) -> Callable[..., Any]:
    """Luck of the mirrored campaign: the other's feelers, ties that fall the other way."""
    named = {value: name for name, value in vars(streams).items() if name.isupper()}

    def uniforms(seed: int, campaign: int, stream: int, index: int) -> tuple[float, float, float, float]:
        if named[stream] in ("THRESHOLD", "CHANNEL_CHOICE"):
            index = EXCHANGED[index // 65536] * 65536 + index % 65536
        first, second, third, fourth = usual(seed, campaign, stream, index)
        if named[stream] in ("ROUND_HAZARD", "RENEWAL_CLOCK"):
            second = 1.0 - second
        return first, second, third, fourth

    return uniforms


def even(one: Situation) -> tuple[State, Parameters, World]:
    """A situation without what only one side has: talks that are not meant, a German premium, officials, and
    that the West takes the one for more than the other, or hears of what the one refuses."""
    s, p = deepcopy(one.before), deepcopy(one.parameters)
    s.hollow, s.premium, p.leverage_share = [0], [0.0], 0.0
    p.news_leader = p.news_soviet
    none = [0] * slots.CHANNELS
    s.message_person, s.message_demand, s.carrier_back = [none], [none[:]], [[0.0] * slots.CHANNELS]
    p.dismissal_share, p.carrier_days = 0.0, 0.0
    return s, p, replace(one.world, people=0, told_from=slots.NEVER)


def exchanged(p: Parameters, w: World) -> tuple[Parameters, World]:
    """What a handler reads, with the sides exchanged."""
    q, other = deepcopy(p), deepcopy(w)
    for name in PARAMETER_PAIRS:
        setattr(q, name, getattr(p, name)[::-1])
    other.ch_gate = [[gates[::-1] for gates in epoch] for epoch in w.ch_gate]
    other.ch_side = [[[b, a, rest] for a, b, rest in epoch] for epoch in w.ch_side]
    return q, other


def noted(row: Entry, sides: dict[int, int]) -> tuple[int, int]:
    """Kind and side of a row; where neither side comes back after an exposure, one of them is named."""
    return row.kind, -1 if row.cause == slots.C_EXPOSURE else sides[row.side]


def one_sided(s: State, slot: int) -> bool:
    """Whether the next message is one that only one side can send."""
    own = {0, 1 + slots.SERIOUS, 1 + slots.LEADER}
    return slot == slots.PAIR_BASE + slots.MESSAGE and not own.issuperset(s.message[slots.MAIN])


# Red when a handler treats one side by another rule than the other, or the order of the code breaks a tie.
@every_slot
def test_exchanging_the_sides_mirrors_what_a_handler_does(slot, monkeypatch):
    assert (NAMES[slot] in MIRRORED) != (NAMES[slot] in ONE_SIDED), "say its mirror, or why it has none"
    if NAMES[slot] in ONE_SIDED:
        return
    twin = vars(slots)[MIRRORED[NAMES[slot]]]
    usual, tried = philox.uniforms, 0
    for one in situations(slot):
        s, p, w = even(one)
        if one_sided(s, slot):
            continue
        other, tried = mirror(s), tried + 1
        q, opposite = exchanged(p, w)
        log, opposite_log = full_log(), full_log()
        kernel.handle_pair(s, p, w, log, s.due[slot], slots.MAIN, slot - slots.PAIR_BASE)
        monkeypatch.setattr(philox, "uniforms", mirrored_uniforms(usual))
        kernel.handle_pair(other, q, opposite, opposite_log, one.before.due[slot], slots.MAIN, twin)
        monkeypatch.setattr(philox, "uniforms", usual)
        told, its = (one_log.rows[one.before.events : s.events] for one_log in (log, opposite_log))
        assert [noted(row, OTHER) for row in told] == [noted(row, SAME) for row in its]
        expected = mirror(s)
        for name, *_ in layout():
            found = flat(getattr(other, name))
            assert found == pytest.approx(flat(getattr(expected, name)), rel=1e-9, abs=1e-9), name
    assert tried, "no situation without what only one side has"
