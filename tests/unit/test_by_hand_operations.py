"""How an operation is decided, counted and ended, and when sectors left idle are attacked; by hand."""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import slots
from sepeace.kernel.battlefield import operations
from sepeace.kernel.draws import streams
from tests.hands import G, S, at_war, ground, notes, numbers, paper

DAY = 700.0


def table(**given: object):
    """Two operations of the centre, the second a part of the first where ``op_first`` says so."""
    rows = {
        "operations": 2,
        "op_number": [7, 8],
        "op_first": [0, 1],
        "op_side": [G, S],
        "op_east": [1, 1],
        "op_start": [DAY, DAY + 10.0],
        "op_end": [DAY + 20.0, DAY + 30.0],
        "op_forced": [0, 0],
        "op_forced_score": [1.5, 1.5],
        "op_recorded": [0.5, 1.0],
        "op_ratio": [math.log(0.5), math.log(2.0)],
        "op_edge": [0.0, 0.0],
        "op_acts": [[0, 1, 0], [0, 1, 1]],
        "op_seen": [[0, 1, 0], [0, 1, 0]],
        "op_value": [0.5, 0.5],
        "start_order": [0, 1],
        "end_order": [0, 1],
        "luck": slots.FREE,
    }
    rows |= given
    weeks = int(DAY / 7.0) + 20
    every = list(range(int(str(rows["operations"]))))  # as if both were under way all the time
    rows |= {"span": weeks, "week_ops": every * (weeks + 1)}
    rows["week_first"] = [len(every) * week for week in range(weeks + 2)]
    return ground(**rows)


# No luck beyond the mean: b0 is .25 and all else 0, and nothing of the record's surprise is structure.
BARE = {
    "score_sd": 0.0,
    "structure_weight": 0.0,
    "supply_reach": 0.0,
    "feasible_ratio": 0.6,
    "feasible_lag": 300.0,
}


# Red when a change is overruled, a record replaced, or a battle in the West drawn.
@pytest.mark.parametrize(
    ("given", "strength", "cause", "state", "score"),
    [
        ({}, [3.0, 6.0], slots.C_DRAWN, slots.ACTIVE, 0.25),
        ({"held_until": DAY + 1.0}, [3.0, 6.0], slots.C_RECORDED, slots.ACTIVE, 0.5),
        ({"luck": slots.RECORDED}, [3.0, 6.0], slots.C_RECORDED, slots.ACTIVE, 0.5),
        ({"op_east": [0, 1]}, [3.0, 6.0], slots.C_RECORDED, slots.ACTIVE, 0.5),
        ({"op_east": [0, 1], "op_forced": [2, 0]}, [3.0, 6.0], slots.C_CHANGE, slots.CANCELLED, 0.5),
        ({"op_forced": [1, 0]}, [3.0, 6.0], slots.C_FORCED, slots.ACTIVE, 1.5),
        ({"op_forced": [2, 0]}, [3.0, 6.0], slots.C_CHANGE, slots.CANCELLED, 0.5),
        ({}, [1.5, 6.0], slots.C_RATIO, slots.CANCELLED, 0.5),
        ({"op_forced": [1, 0]}, [1.5, 6.0], slots.C_RATIO, slots.CANCELLED, 0.5),
    ],
)
def test_how_an_operation_is_decided(given, strength, cause, state, score):
    s = at_war(strength=strength, score_base=0.25)
    found = operations.decide(s, numbers(**BARE), table(**given), 0, DAY)
    assert (found, s.operation[0], s.score[0]) == (cause, state, pytest.approx(score))


# Red when a part of an operation is decided for itself, unless the first part is before the branch.
@pytest.mark.parametrize(
    ("first", "held", "state", "score"),
    [
        (slots.ACTIVE, 0.0, slots.ACTIVE, -0.7),
        (slots.CANCELLED, 0.0, slots.CANCELLED, -0.7),
        (slots.PENDING, 0.0, slots.ACTIVE, 0.25),
        (slots.ACTIVE, DAY + 1.0, slots.ACTIVE, 0.25),
    ],
)
def test_a_part_follows_the_first(first, held, state, score):
    w = table(op_first=[0, 0], op_side=[G, G], op_ratio=[math.log(0.5)] * 2, held_until=held)
    s = at_war(operation=[first, 0], score=[-0.7, 0.0], score_base=0.25)
    operations.decide(s, numbers(**BARE), w, 1, DAY + 10.0)
    assert (s.operation[1], s.score[1]) == (state, pytest.approx(score))


# Red when a battle called off leaves no sector idle, one that a change calls off counts as impossible, or a
# forced score that could not be fought counts as one that was.
@pytest.mark.parametrize(
    ("state", "cause", "forced", "counts"),
    [
        (slots.ACTIVE, slots.C_DRAWN, 0, (1, 0, [0, 0, 0], 1)),
        (slots.CANCELLED, slots.C_RATIO, 0, (0, 1, [0, 1, 1], 1)),
        (slots.CANCELLED, slots.C_RATIO, 1, (0, 1, [0, 1, 1], 0)),
        (slots.CANCELLED, slots.C_CHANGE, 2, (0, 0, [0, 1, 1], 1)),
    ],
)
def test_what_is_counted_of_operations(state, cause, forced, counts):
    s = at_war(operation=[0, state])
    operations.tally(s, table(op_forced=[0, forced]), 1, cause)
    assert (s.feasible, s.cancelled, s.idle, s.antecedent) == counts


# A battle of 20 days and value .5 at a German 2.0 adds .05 a day; a fortune of .8 fades meanwhile.
# Red when the fortune of the days before is not brought forward, or the battle flows on after its end.
def test_a_battle_begins_and_ends():
    s, log, p = at_war(fortune=0.8, fortune_day=DAY - 90.0), paper(), numbers(fortune_half_life=90.0)
    w = table(operations=1, op_recorded=[2.0], luck=slots.RECORDED)
    operations.begin_operation(s, p, w, log, DAY)
    assert (s.fortune, s.fortune_day) == (pytest.approx(0.4), DAY)
    assert s.fortune_rate == pytest.approx(0.05) and s.due[slots.OPERATION_START] == slots.NEVER
    operations.end_operation(s, p, w, log, DAY + 20.0)
    kept = 0.5 ** (20.0 / 90.0)
    assert s.fortune == pytest.approx(0.4 * kept + 0.05 * 90.0 / math.log(2.0) * (1.0 - kept))
    assert (s.fortune_rate, s.operation[0]) == (0.0, slots.OVER)
    begun, ended = notes(s, log)
    assert (begun.kind, begun.first, begun.side) == (slots.K_OPERATION, 2.0, G)
    assert (ended.kind, ended.parent, ended.second) == (slots.K_OPERATION_END, 0, s.fortune)


# Red when the clock does not go on to the next operation.
def test_the_next_operation_is_awaited():
    s, w, p = at_war(), table(luck=slots.RECORDED), numbers()
    operations.begin_operation(s, p, w, paper(), DAY)
    assert s.due[slots.OPERATION_START] == DAY + 10.0 and s.next_start == 1
    operations.end_operation(s, p, w, paper(), DAY + 20.0)
    assert s.due[slots.OPERATION_END] == DAY + 30.0 and s.next_end == 1


# An offensive worth -.6 over 30 days ends on day 10 of 20: -.02 a day until then, nothing after.
# Red when it flows on, or the days before its end are not counted.
def test_an_offensive_that_ends_between_two_dates():
    s, p = at_war(fortune=0.0, fortune_day=DAY, fortune_rate=-0.02), numbers(fortune_half_life=90.0)
    s.offensive_start, s.offensive_end = [DAY - 20.0, 0.0, 0.0], [DAY + 10.0, 0.0, 0.0]
    s.offensive_value = [-0.6, 0.0, 0.0]
    operations.bring_fortune(s, p, table(operations=0), DAY + 20.0)
    half = 0.5 ** (10.0 / 90.0)
    assert s.fortune == pytest.approx(-0.02 * 90.0 / math.log(2.0) * (1.0 - half) * half)
    assert s.fortune_rate == 0.0


# At a branch what is under way in the East is decided anew, and in the West what a change scores.
# Red when a battle that is over, ahead, or in the West and not scored is.
@pytest.mark.parametrize(("forced", "western"), [(0, 0.5), (1, 1.5)])
def test_the_branch_decides_anew_what_is_under_way(forced, western):
    w = table(
        operations=4,
        op_east=[1, 0, 1, 1],
        op_side=[G] * 4,
        op_first=[0, 1, 2, 3],
        op_number=[1, 2, 3, 4],
        op_start=[DAY - 9.0] * 4,
        op_end=[DAY + 9.0] * 4,
        op_forced=[1, forced, 1, 1],
        op_forced_score=[1.5] * 4,
        op_recorded=[0.5] * 4,
        op_seen=[[0, 1, 0]] * 4,
        op_acts=[[0, 1, 0]] * 4,
        op_value=[0.5] * 4,
        held_until=DAY,
    )
    states = [slots.ACTIVE, slots.ACTIVE, slots.OVER, slots.PENDING]
    s, log = at_war(operation=states, score=[0.5] * 4, feasible=1), paper()
    operations.redraw(s, numbers(**BARE), w, log, DAY)
    assert (s.score[:4], s.operation[:4], s.feasible) == ([1.5, western, 0.5, 0.5], states, 1)
    assert [row.ref for row in notes(s, log)] == [0, 1][: 1 + forced]


# --- slots of offensives


def slot(everywhere: int, following: float, **given: object):
    s = at_war(idle=[0, 1, 0], strength=[3.0, 3.0], **given)
    w = table(
        operations=0,
        offensives=2,
        offensive_day=[DAY, following],
        offensive_all=[everywhere, 1],
        record_end=1416.0,
    )
    operations.offensives(s, numbers(offensive_days=63.0), w, paper(), DAY)
    return s


# Red when a busy sector is attacked, an idle one is not, or stays idle.
def test_idle_sectors_are_attacked():
    s = slot(0, DAY + 30.0)
    assert s.offensive_end == [0.0, DAY + 63.0, 0.0] and s.offensive_start == [0.0, DAY, 0.0]
    assert s.idle == [0, 0, 0] and s.due[slots.OFFENSIVE] == DAY + 30.0 and s.fortune_rate != 0.0


# Red when offensives of two slots of all sectors overlap.
@pytest.mark.parametrize(("following", "length"), [(60.0, 60.0), (90.0, 63.0)])
def test_where_all_attack_an_offensive_ends_at_the_next_slot(following, length):
    assert slot(1, DAY + following).offensive_end == [DAY + length] * 3


# Red when the luck of two sectors is one, or shared between slots.
def test_each_sector_and_slot_has_its_own_luck(monkeypatch):
    asked = []

    def four(s, w, stream, index):
        asked.append((stream, index))
        return 0.5, 0.5, 0.5, 0.5

    monkeypatch.setattr(streams, "four", four)
    for number in range(2):
        for sector in range(3):
            operations.offensive(at_war(), numbers(), table(), paper(), DAY, number, sector, 60.0)
    assert len(set(asked)) == 6 and {stream for stream, _ in asked} == {streams.OFFENSIVE_SCORE}
