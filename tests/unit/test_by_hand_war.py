"""The war by hand: replacements, losses, ground, and the days on which it ends.

All right values are sums on paper.
"""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import slots
from sepeace.kernel.battlefield import front
from tests.hands import MONTH, NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

WEEK = 7.0 / MONTH  # months: .229979...
DAY = 6.0 * MONTH

# --- people and replacements


# Red when people are lost at another slope, west of the frontier too, or gained east of it.
@pytest.mark.parametrize(
    ("where", "right"), [(0.10, 1.0), (0.26, 1.0), (0.36, 0.895), (0.46, 0.79), (0.76, 0.475)]
)
def test_people_east_of_the_front(where, right):
    # 1 - 1.05 x (front - .26)
    found = front.people(numbers(people_slope=1.05), ground(frontier=0.26), where)
    assert found == pytest.approx(right, abs=1e-12)


def quiet_week(p, w, **given):
    """The strengths a week on, when losses are what the caller says."""
    s = at_war(strength=[3.0, 6.0], **given)
    front.strength_step(s, p, w, 0, 1.0)
    return s


def recorded(mean: float = 0.36, background=(0.0, 0.0)):
    """A record with the front at ``mean`` everywhere and .9 million Soviet replacements a month."""
    return ground(
        frontier=0.26,
        weights=[0.3, 0.4, 0.3],
        path_front=[[mean]] * 3,
        force=[[3.0], [6.0]],
        background=[[background[0]], [background[1]]],
        loss=[[0.0], [0.0]],
        loss_shift=[[0.0], [0.0]],
        replacements=[0.9],
        force_shift=[0.4],
    )


RULES = {
    "people_slope": 1.05,
    "replacements": 1.0,
    "make_good": 0.06,
    "unreplaced": [0.6, 0.45],
    "unreplaced_pocket": 0.9,
    "released_share": 0.0,
}


# Red when replacements do not fall with the people lost, fall on both sides, or come in weeks for months.
def test_replacements_fall_with_the_people_lost():
    s = quiet_week(numbers(**RULES), recorded(), mean_front=0.46)
    assert s.excess == pytest.approx([0.0, 0.9 * (0.79 / 0.895 - 1.0) * WEEK])


# Red when a multiple of replacements is added to the record's, or scales the other side's.
def test_replacements_are_scaled():
    s = quiet_week(numbers(**{**RULES, "replacements": 1.2}), recorded(), mean_front=0.36)
    assert s.excess == pytest.approx([0.0, 0.9 * 0.2 * WEEK])


# Red when a loss is felt by the other side, by another share, or a pocket like other losses.
def test_losses_beyond_the_record_are_felt_in_part():
    s = quiet_week(
        numbers(**RULES), recorded(), mean_front=0.36, loss_change=[0.1, 0.2], pocket_change=[0.01, 0.02]
    )
    assert s.excess == pytest.approx([-(0.06 + 0.009), -(0.09 + 0.018)])
    # The quarter's losses hold both; 13 weeks of what is known.
    assert s.loss_quarter == pytest.approx([13 * 0.11, 13 * 0.22])


# Red when too few men are not made good, or are in weeks for months.
def test_excess_is_made_good():
    s = quiet_week(numbers(**RULES), recorded(), mean_front=0.36, excess=[0.5, -1.0])
    assert s.excess == pytest.approx([0.5 * (1.0 - 0.06 * WEEK), -1.0 * (1.0 - 0.06 * WEEK)])


# Red when fewer or more men in the field lose as many as the record's: sqrt(3 x 6 / (3 x 1.5)) is 2.
def test_everyday_losses_go_with_both_strengths():
    w = recorded(background=(0.02, 0.04))
    w.force = [[3.0], [1.5]]
    s = quiet_week(numbers(**RULES), w, mean_front=0.36)
    assert s.excess == pytest.approx([-0.6 * 0.02, -0.45 * 0.04])


# Red when divisions that a moved landing frees go to the wrong side or in full.
def test_divisions_follow_a_moved_landing():
    s = quiet_week(numbers(**{**RULES, "released_share": 0.5}), recorded(), mean_front=0.36)
    assert s.excess == pytest.approx([0.2, 0.0])


# Red when the quarter is another time than the last 13 weeks, or its first weeks are not scaled up.
def test_losses_of_the_last_quarter():
    s, w = at_war(), ground()
    for week in range(15):
        front.remember(s, w, week, G, 0.01 * (week + 1))
        last = range(max(0, week - 12), week + 1)
        right = sum(0.01 * (one + 1) for one in last) * 13.0 / len(last)
        assert s.loss_quarter[G] == pytest.approx(right)
    assert s.loss_quarter[S] == 0.0


# --- the front


# Red when the two scales of the map are swapped, or kilometres are measured from elsewhere.
def test_kilometres_and_front():
    w = ground(
        frontier=0.26,
        front_per_km_west=[0.26 / 520.0] * 3,
        front_per_km_east=[0.74 / 1480.0] * 3,
        km_per_front_west=[2000.0] * 3,
        km_per_front_east=[2000.0] * 3,
    )
    for km, right in ((-520.0, 0.0), (-260.0, 0.13), (0.0, 0.26), (740.0, 0.63), (1480.0, 1.0)):
        assert front.front_of(w, 1, km) == pytest.approx(right, abs=1e-12)


def alone(side: int, score: float, record: float, state: int = slots.OVER):
    """A state and a world with one battle of twenty days on the centre that costs .2 and .1 million."""
    w = ground(
        operations=1,
        op_side=[side],
        op_east=[1],
        op_start=[0.0],
        op_end=[20.0],
        op_share=[1.0],
        op_acts=[[0, 1, 0]],
        op_recorded=[record],
        op_ground=[250.0],
        op_losses=[[0.2, 0.1]],
        op_engaged=[1.0],
        op_week_km=[[[0.0], [30.0], [0.0]]],
    )
    return at_war(operation=[state], score=[score]), w


GROUND = {"ground_slope": 0.4, "ground_floor": 40.0, "ground_roof": 200.0}
TOLL = {"loss_defender": 0.35, "loss_attacker": 0.15, "pocket_share": 0.25, "pocket_roof": 0.8}


# A quarter of its days, .4 x 250 = 100 km a point of score, one point above the record: 25 km.
# Red when a Soviet attacker moves the front east, floor and roof are swapped, or the record is not taken off.
@pytest.mark.parametrize(
    ("side", "rules", "km"),
    [
        (G, {}, 25.0),
        (S, {}, -25.0),
        (G, {"ground_floor": 120.0}, 30.0),
        (G, {"ground_roof": 80.0}, 20.0),
    ],
)
def test_ground_of_a_battle(side, rules, km):
    s, w = alone(side, 1.5, 0.5)
    front.operation_ground(s, numbers(**{**GROUND, **rules}), w, 0, 0, 5.0, 7.0)
    assert s.deviation == pytest.approx([0.0, km, 0.0])


# Five of the seven days that it has in the week: its 30 km of the record are not gained.
# Red when the ground is gained all the same, or taken off the other way.
@pytest.mark.parametrize(("side", "km"), [(G, -30.0 * 5 / 7), (S, 30.0 * 5 / 7)])
def test_ground_of_a_battle_not_fought(side, km):
    s, w = alone(side, 1.5, 0.5, slots.CANCELLED)
    front.operation_ground(s, numbers(**GROUND), w, 0, 0, 5.0, 7.0)
    assert s.deviation == pytest.approx([0.0, km, 0.0])


# A quarter of its days, one point better than the record: the attacker loses exp(-.15) of his recorded loss,
# the defender exp(.35). Germany's recorded loss is .2, the Soviet .1.
# Red when attacker and defender are swapped, or a win costs more.
@pytest.mark.parametrize(("side", "axis", "soviet"), [(G, -0.15, 0.35), (S, 0.35, -0.15)])
def test_losses_of_a_battle(side, axis, soviet):
    s, w = alone(side, 1.4, 0.4)
    front.operation_losses(s, numbers(**TOLL), w, 0, 5.0)
    right = [0.25 * 0.2 * math.expm1(axis), 0.25 * 0.1 * math.expm1(soviet)]
    assert s.loss_change == pytest.approx(right) and s.pocket_change == [0.0, 0.0]


# From .5 to 1.5: a pocket of .25 of the engaged million, for the defender alone, within .8 of it in all.
# Red when a pocket is the attacker's, is counted where the record has one, or passes the roof.
@pytest.mark.parametrize(
    ("side", "score", "record", "roof", "pocket"),
    [
        (G, 1.5, 0.5, 0.8, [0.0, 0.25]),
        (S, 1.5, 0.5, 0.8, [0.25, 0.0]),
        (G, 1.49, 0.5, 0.8, [0.0, 0.0]),
        (G, 2.0, 1.5, 0.8, [0.0, 0.0]),
        (G, 1.5, 0.5, 0.3, [0.0, 0.3 - 0.1 * math.exp(0.35)]),
    ],
)
def test_pockets(side, score, record, roof, pocket):
    s, w = alone(side, score, record)
    front.operation_losses(s, numbers(**{**TOLL, "pocket_roof": roof}), w, 0, 20.0)
    assert s.pocket_change == pytest.approx(pocket)


# Red when a battle not fought is paid for, by either side.
def test_a_battle_not_fought_costs_nothing():
    s, w = alone(G, 1.5, 0.5, slots.CANCELLED)
    front.operation_losses(s, numbers(**TOLL), w, 0, 5.0)
    assert s.loss_change == pytest.approx([-0.05, -0.025]) and s.pocket_change == [0.0, 0.0]


# --- the end of the war


# Red when the day is not interpolated, or the wrong side is beaten.
@pytest.mark.parametrize(
    ("strength", "centre", "day", "cause"),
    [
        ([3.0, 6.0], 0.4, NEVER, 0),
        ([0.2, 6.0], 0.4, 7.0 + 7.0 * 0.6 / 0.8, slots.C_AXIS_FORCES),  # from 1.0 past .4 to .2
        ([3.0, 1.0], 0.4, 7.0 + 7.0 * 0.5, slots.C_SOVIET_FORCES),  # from 2.0 past 1.5 to 1.0
        ([3.0, 6.0], 0.0, 7.0 + 7.0 * 0.095 / 0.1, slots.C_BERLIN),  # from .1 past .005 to 0
        ([0.2, 1.0], 0.4, 7.0 + 7.0 * 0.5, slots.C_SOVIET_FORCES),  # the first of two
        ([0.0, 1.4], 0.4, 7.0 + 7.0 * 0.6, slots.C_AXIS_FORCES),  # .6 of the week before 5/6 of it
    ],
)
def test_the_day_on_which_the_war_ends(strength, centre, day, cause):
    p = numbers(least_strength=[0.4, 1.5], berlin_line=0.005, front_noise=0.0)
    s = at_war(strength=strength, front=[0.4, centre, 0.4])
    found = front.war_end(s, p, ground(), 1, 7.0, 14.0, 0.1, 1.0, 2.0, 1.0)
    assert found == (pytest.approx(day), cause)


# Red when the clock of collapse starts on Sunday, does not stop, or runs for another time.
def test_the_clock_of_collapse():
    p = numbers(collapse_line=0.78, collapse_weeks=8.0)
    s = at_war(mean_front=0.80)
    front.watch_collapse(s, p, 70.0, 77.0, 0.76)  # crossed half-way
    assert s.due[slots.COLLAPSE] == 73.5 + 56.0
    s.mean_front = 0.79
    front.watch_collapse(s, p, 77.0, 84.0, 0.80)
    assert s.due[slots.COLLAPSE] == 73.5 + 56.0
    s.mean_front = 0.77
    front.watch_collapse(s, p, 84.0, 91.0, 0.79)
    assert s.due[slots.COLLAPSE] == NEVER


# --- the weekly step

MAP = {
    "frontier": 0.26,
    "weights": [0.3, 0.4, 0.3],
    "km_west": [520.0] * 3,
    "km_east": [1480.0] * 3,
    "front_per_km_west": [0.26 / 520.0] * 3,
    "front_per_km_east": [0.74 / 1480.0] * 3,
    "km_per_front_west": [2000.0] * 3,
    "km_per_front_east": [2000.0] * 3,
}


# Record 700 km east of the frontier: .26 + .35 = .61, and 40 km further each .02 more.
# Red when a sector has another's weight, strength is the other side's, or ground beyond the map is kept.
def test_the_front_is_put_in_its_place():
    w = ground(**MAP, path=[[700.0]] * 3, force=[[3.0], [6.0]])
    s = at_war(deviation=[40.0, -80.0, 5000.0], excess=[-0.5, 0.25])
    front.place(s, w, 0)
    assert s.front_km == [740.0, 620.0, 1480.0] and s.deviation == [40.0, -80.0, 780.0]
    assert s.front == pytest.approx([0.63, 0.57, 1.0])
    assert s.mean_front == pytest.approx(0.3 * 0.63 + 0.4 * 0.57 + 0.3)
    assert s.strength == [2.5, 6.25]
    s = at_war(deviation=[-5000.0, 0.0, 0.0])
    front.place(s, w, 0)
    assert (s.front_km[0], s.deviation[0]) == (-650.0, -1350.0)


# Deviations of .05, .00 and -.05 of the front have the mean 0: the first is drawn back by .1 x .05 a month,
# the third forward; two months, 2000 km to one. Noise: .01 x sqrt 2 x 2000 km times normals of 1.96, 0 and 0.
# Red when sectors are driven apart, the pull is of another size, or noise is not as the root of time.
def test_sectors_are_drawn_together_and_shaken(monkeypatch):
    draws_are(monkeypatch, 0.975, 0.5, 0.5, 0.3)
    w = ground(**MAP, path_front=[[0.5]] * 3, luck=slots.FREE)
    s = at_war(front=[0.55, 0.5, 0.45], front_km=[580.0, 480.0, 380.0])
    p = numbers(sector_coupling=0.1, front_noise=0.01)
    assert front.drift_and_noise(s, p, w, 0, 2.0) == 0.3
    shake = 0.01 * math.sqrt(2.0) * 1.959963984540054 * 2000.0
    assert s.deviation == pytest.approx([-20.0 + shake, 0.3 * shake, 20.0 + 0.2 * shake])


# Red when noise of the centre does not reach the south in its part: (.4 - .06)/sqrt(1 - .09).
def test_noise_of_the_centre_reaches_the_south(monkeypatch):
    draws_are(monkeypatch, 0.5, 0.975, 0.5)
    s = at_war(front=[0.5] * 3, front_km=[480.0] * 3)
    w = ground(**MAP, path_front=[[0.5]] * 3, luck=slots.FREE)
    front.drift_and_noise(s, numbers(front_noise=0.01), w, 0, 1.0)
    own, shake = math.sqrt(0.91), 0.01 * 1.959963984540054 * 2000.0
    assert s.deviation == pytest.approx([0.0, own * shake, 0.34 / own * shake])


# Half a week after a branch: half of everyday losses, replacements, making good and divisions moved.
# Red when a week cut short counts in full.
def test_half_a_week():
    w = recorded(background=(0.02, 0.04))
    w.force, w.loss_shift = [[3.0], [1.5]], [[0.1], [0.0]]
    s = at_war(strength=[3.0, 6.0], mean_front=0.46, excess=[0.5, 0.0])
    front.strength_step(s, numbers(**{**RULES, "released_share": 0.5}), w, 0, 0.5)
    german = 0.5 - 0.6 * (0.01 + 0.1) - 0.5 * 0.06 * WEEK / 2 + 0.1
    assert s.excess == pytest.approx([german, -0.45 * 0.02 + 0.9 * (0.79 / 0.895 - 1.0) * WEEK / 2])


# Red when the beaten side is given the victory.
@pytest.mark.parametrize(
    ("cause", "ending"),
    [
        (slots.C_BERLIN, slots.SOVIET_VICTORY),
        (slots.C_AXIS_FORCES, slots.SOVIET_VICTORY),
        (slots.C_SOVIET_FORCES, slots.GERMAN_VICTORY),
        (slots.C_COLLAPSE, slots.GERMAN_VICTORY),
    ],
)
def test_who_is_beaten(cause, ending):
    s, log = at_war(), paper()
    front.end_war(s, ground(operations=0, dates=0), log, DAY, cause)
    (row,) = notes(s, log)
    beaten = G if ending == slots.SOVIET_VICTORY else S
    assert (s.ending, s.ended, row.side, row.second) == (ending, DAY, beaten, s.strength[beaten])
