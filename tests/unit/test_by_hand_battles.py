"""Battles by hand: offensives without a record, when an attack is off, and the fortune of arms.

All right values are sums on paper.
"""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import slots
from sepeace.kernel.battlefield import front, operations
from tests.hands import MONTH, G, S, at_war, draws_are, ground, notes, numbers, paper

WEEK = 7.0 / MONTH  # months: .229979...
DAY = 6.0 * MONTH

# --- offensives without a record

# Equal strength (3 each), no lead, six months into the war: log ratio 0, German edge 1 - 6/24 = .75. With b0
# .5 and b2 .8 Germany's mean is 1.1, the Soviet one -.1. In a sector of .42 of the front: Axis losses .04 a
# month of 1.26 million for two months = .1008; Soviet losses 2.5 + 4 = 6.5 times that in the first half-year.
OFFENSIVE = {
    "score_sd": 0.75,
    "supply_reach": 0.1,
    "offensive_km": 60.0,
    "offensive_km_per_score": 40.0,
    "offensive_late_km": 150.0,
    "offensive_late_km_per_score": 60.0,
    "offensive_loss": 0.04,
}


def attack(t: float = DAY, sector: int = 1, **given: object):
    s = at_war(
        **{"strength": [3.0, 3.0], "score_base": 0.5, "force_advantage": 0.6, "quality_trend": 0.8, **given}
    )
    log = paper()
    operations.offensive(s, numbers(**OFFENSIVE), ground(record_end=1416.0), log, t, 0, sector, 2.0 * MONTH)
    return s, notes(s, log, slots.K_OFFENSIVE)[0]


# Red when the two sides' losses are swapped, or share, length or exchange is another.
def test_what_an_offensive_costs():
    s, _ = attack()
    assert s.offensive_loss[1] == pytest.approx([0.1008, 0.6552])


# Thirty months in, 24 after the sixth: 2.5 + 4/e.
def test_the_exchange_falls():
    s, row = attack(30.0 * MONTH)
    assert row.side == S  # edge -.25: Germany's mean is .3, the Soviet one .7
    assert s.offensive_loss[1] == pytest.approx([0.1008, 0.1008 * (2.5 + 4.0 / math.e)])
    assert s.offensive_km[1] == pytest.approx(-(60.0 + 40.0 * 0.7))


# Red when the weaker side attacks, ground has the wrong sign, or a lead helps whoever has it.
@pytest.mark.parametrize(
    ("deviation", "side", "score", "km"),
    [
        (0.0, G, 1.1, 60.0 + 40.0 * 1.1),
        (
            500.0,
            G,
            0.6,
            60.0 + 40.0 * 0.6,
        ),  # 500 km ahead: .1 x 5 less for Germany, as much more for the other
        (700.0, S, 0.6, -(60.0 + 40.0 * 0.6)),
    ],
)
def test_who_attacks_and_how_far(deviation, side, score, km):
    s, row = attack(deviation=[0.0, deviation, 0.0])
    assert (row.side, row.first) == (side, pytest.approx(score))
    assert s.offensive_km[1] == pytest.approx(km)
    # Engaged: .42 of six million over 4 = .63 of a full battle.
    assert s.offensive_value[1] == pytest.approx((1 if side == G else -1) * score * 0.63)


# Red when strength counts for the weaker side: ln 2 more for Germany, as much less for the Soviet side.
def test_strength_counts_for_the_stronger_side():
    _, row = attack(strength=[6.0, 3.0])
    assert row.first == pytest.approx(1.1 + 0.6 * math.log(2.0)) and row.side == G
    _, row = attack(strength=[3.0, 24.0])
    assert row.first == pytest.approx(-0.1 + 0.6 * math.log(8.0)) and row.side == S


# Red when luck is not s times a normal draw, or passes the ends of the scale. N(.975) = 1.959964.
@pytest.mark.parametrize(("chance", "score"), [(0.975, 1.1 + 0.75 * 1.959963984540054), (1e-9, -2.5)])
def test_luck_of_an_offensive(monkeypatch, chance, score):
    draws_are(monkeypatch, chance)
    assert attack()[1].first == pytest.approx(score)


# Red when ground after the record ends is that of before.
def test_ground_after_the_record_ends():
    s, row = attack(1500.0)
    assert row.side == S
    assert s.offensive_km[1] == pytest.approx(-(150.0 + 60.0 * row.first))


# Red when an offensive's losses or ground go to the wrong side or sector, or are not shared by days.
def test_an_offensive_is_laid_by_days():
    s = at_war(
        offensive_start=[0.0, 10.0, 0.0],
        offensive_end=[0.0, 30.0, 0.0],
        offensive_km=[0.0, 80.0, 0.0],
        offensive_loss=[[0.0, 0.0], [0.1, 0.6], [0.0, 0.0]],
        carried_km=[5.0, 0.0, 0.0],
        carried_loss=[0.01, 0.02],
    )
    front.offensive_step(s, 7.0, 14.0)  # four of its twenty days
    assert s.deviation == pytest.approx([5.0, 16.0, 0.0])
    assert s.loss_change == pytest.approx([0.01 + 0.02, 0.02 + 0.12])
    assert s.carried_km == [0.0, 0.0, 0.0] and s.carried_loss == [0.0, 0.0]


# Red when what a replaced offensive still had to lay since Sunday is lost, or given to the other side.
def test_a_replaced_offensive_leaves_its_rest():
    s = at_war(
        weeks=3,
        offensive_start=[0.0, 10.0, 0.0],
        offensive_end=[0.0, 30.0, 0.0],
        offensive_km=[0.0, 80.0, 0.0],
        offensive_loss=[[0.0, 0.0], [0.1, 0.6], [0.0, 0.0]],
    )
    operations.carry_over(s, 1)  # since day 21: 9 days of 20
    assert s.carried_km == pytest.approx([0.0, 36.0, 0.0])
    assert s.carried_loss == pytest.approx([0.045, 0.27])


# --- scores and fortune


# Its record: equal forces and an edge of 1, so b0 + b2 = 1.3 was to be expected, and it went 2.0. Now Germany
# is stronger by a log ratio of ln 2, the edge is .75, it stands 200 km ahead: .5 + .6 ln 2 + .6 - .2 is
# expected. With w = .6 it takes .6 of the .7 by which the record surprised, and sqrt(1 - .36) = .8 of luck.
# Red when luck has another size, the surprise is taken from the new mean, or a score passes the scale's ends.
@pytest.mark.parametrize(
    ("chance", "score"),
    [
        (0.5, 0.9 + 0.6 * math.log(2.0) + 0.6 * 0.7),
        (0.975, 0.9 + 0.6 * math.log(2.0) + 0.6 * 0.7 + 0.8 * 0.75 * 1.959963984540054),
        (1e-14, -2.5),
        (1.0 - 1e-14, 3.0),
    ],
)
def test_a_score_is_drawn_around_its_mean(monkeypatch, chance, score):
    draws_are(monkeypatch, chance)
    w = ground(
        op_side=[G],
        op_start=[DAY],
        op_number=[7],
        op_ratio=[0.0],
        op_edge=[1.0],
        op_recorded=[2.0],
        op_seen=[[0, 1, 0]],
    )
    s = at_war(strength=[6.0, 3.0], score_base=0.5, force_advantage=0.6, quality_trend=0.8)
    s.deviation = [0.0, 200.0, 0.0]
    p = numbers(score_sd=0.75, structure_weight=0.6, supply_reach=0.1)
    assert operations.draw_score(s, p, w, 0, DAY) == pytest.approx(score)


# Red when the edge is not gone after two years, or is the same for both.
@pytest.mark.parametrize(("months", "right"), [(0, 1.0), (6, 0.75), (24, 0.0), (36, -0.5)])
def test_the_german_edge(months, right):
    assert operations.edge(months * MONTH, G) == pytest.approx(right)
    assert operations.edge(months * MONTH, S) == pytest.approx(-right)


# Red when the lead of a Soviet attacker is that of the German side, or sectors not fought in count.
def test_the_lead_of_an_attacker():
    w = ground(op_seen=[[1, 0, 1], [1, 0, 1], [0, 0, 0]], op_side=[G, S, G])
    s = at_war(deviation=[100.0, 999.0, 40.0])
    assert [operations.lead(s, w, o) for o in range(3)] == [70.0, -70.0, 0.0]


# Red when an attack is called off for the wrong side's weakness, or for being too far ahead.
@pytest.mark.parametrize(
    ("side", "strength", "deviation", "reason"),
    [
        (G, [3.0, 6.0], 0.0, slots.C_NONE),
        (G, [1.9, 6.0], 0.0, slots.C_NONE),  # .63 of the recorded ratio
        (G, [1.7, 6.0], 0.0, slots.C_RATIO),  # .57
        (S, [1.7, 6.0], 0.0, slots.C_NONE),
        (S, [3.0, 3.5], 0.0, slots.C_RATIO),  # .58
        (G, [3.0, 6.0], -310.0, slots.C_LAG),
        (G, [3.0, 6.0], 310.0, slots.C_NONE),
        (S, [3.0, 6.0], 310.0, slots.C_LAG),
        (S, [3.0, 6.0], -310.0, slots.C_NONE),
    ],
)
def test_when_an_attack_is_off(side, strength, deviation, reason):
    w = ground(
        op_forced=[0],
        op_start=[10.0],
        op_side=[side],
        op_seen=[[0, 1, 0]],
        op_ratio=[math.log(0.5) if side == G else math.log(2.0)],
    )
    s = at_war(strength=strength, deviation=[0.0, deviation, 0.0])
    p = numbers(feasible_ratio=0.6, feasible_lag=300.0)
    assert operations.prevented(s, p, w, 0) == reason


# Red when fortune is remembered for another time, or what flows in is not.
def test_fortune_fades_by_halves():
    p = numbers(fortune_half_life=90.0)
    assert operations.faded(p, 0.8, 0.0, 180.0) == pytest.approx(0.2)
    # A steady flow of .01 a day for 90 days: half of its level of .01 x 90/ln 2.
    assert operations.faded(p, 0.0, 0.01, 90.0) == pytest.approx(0.45 / math.log(2.0))
    assert operations.faded(p, 0.8, 0.01, 0.0) == 0.8


# Red when a Soviet success adds to German fortune, or a battle not fought or over adds at all.
def test_what_battles_add_to_fortune():
    w = ground(
        operations=4,
        op_side=[G, S, G, S],
        op_value=[0.5, 0.8, 1.0, 1.0],
        op_start=[0.0] * 4,
        op_end=[10.0, 20.0, 10.0, 10.0],
    )
    s = at_war(
        operation=[slots.ACTIVE, slots.ACTIVE, slots.CANCELLED, slots.OVER], score=[2.0, 1.0, 2.0, 2.0]
    )
    s.offensive_start, s.offensive_end, s.offensive_value = (
        [0.0, 5.0, 0.0],
        [0.0, 25.0, 0.0],
        [9.0, -0.6, 9.0],
    )
    operations.flow(s, w, 6.0)
    assert s.fortune_rate == pytest.approx(2.0 * 0.5 / 10 - 1.0 * 0.8 / 20 - 0.6 / 20)
