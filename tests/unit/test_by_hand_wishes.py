"""What war is worth to the leaders and what they hope for, by hand.

All right values are sums on paper. A front of .36 has the roots .6 and .8, so that the map shows a German
chance of .6/(.6 + .8) = 3/7.
"""

from __future__ import annotations

import math

import pytest

from sepeace.clocks.storage import empty_log
from sepeace.kernel import slots
from sepeace.kernel.leaders import judgement, landing_ahead
from tests.hands import MONTH, NEVER, G, S, at_war, ground, numbers

DAY = 700.0


# --- the landing in France


def near(months_away: float, war: float, **given: object) -> float:
    """How near the landing stands before Stalin's eyes, in a war of ``war`` months still to come."""
    w = ground(
        **{
            "west_enters": 0.0,
            "landing_known": NEVER,
            "expect_knot": [[0.0, 999.0], [0.0, 999.0]],
            "expect_day": [[NEVER, NEVER], [DAY + months_away * MONTH] * 2],
            **given,
        }
    )
    return landing_ahead.landing_near(at_war(months=[0.1, 0.2], months_then=[0.3, war]), w, S, DAY)


# Red when it is the share of a war of another length, or the other leader's. exp(-1.15 x 10/23) = exp(-.5).
def test_the_share_of_the_war_after_the_landing():
    assert near(10.0, 23.0) == pytest.approx(math.exp(-0.5), rel=1e-9)
    assert near(20.0, 23.0) == pytest.approx(math.exp(-1.0), rel=1e-9)
    assert near(10.0, 46.0) == pytest.approx(math.exp(-0.25), rel=1e-9)
    assert near(0.0, 23.0) == near(-3.0, 23.0) == 1.0


# Red when nobody's landing is expected before the West is at war, or one that came is still awaited.
def test_before_the_west_is_at_war_and_after_it_has_landed():
    assert near(10.0, 23.0, west_enters=DAY + 1.0) == 0.0
    w = ground(west_enters=0.0, landing_known=NEVER)
    assert landing_ahead.landing_near(at_war(landed=1, months_then=[9.0, 9.0]), w, G, DAY) == 1.0


# Told: day 900. Moved by so many days, but one brought forward to no day before the landing itself.
# Red when a change is known before its day, one that moves nothing changes something, a landing brought
# forward is put off, or one called off is expected at some date.
@pytest.mark.parametrize(
    ("known", "landing", "shift", "right"),
    [
        (DAY + 1.0, 800.0, -100.0, 900.0),
        (DAY, 800.0, -100.0, 800.0),
        (DAY, 850.0, -100.0, 850.0),
        (DAY, 950.0, -100.0, 900.0),
        (DAY, 1080.0, 0.0, 900.0),
        (DAY, 1080.0, 50.0, 950.0),
        (DAY, NEVER, 0.0, DAY + 730.0),
    ],
)
def test_when_the_landing_is_expected(known, landing, shift, right):
    w = ground(
        landing_known=known,
        landing_day=landing,
        landing_shift=shift,
        expect_knot=[[0.0, 999.0]] * 2,
        expect_day=[[NEVER, NEVER], [900.0, 900.0]],
    )
    assert landing_ahead.expected_landing(w, S, DAY) == right


# --- what war is worth

# A leader who is sure of his drift mu: with a = 2 mu/.06^2 the chance is (1 - exp(-a f))/(1 - exp(-a)), the
# length (chance - f)/mu (Karlin and Taylor).


def sure(drift: float, front: float) -> tuple[float, float]:
    a = 2.0 * drift / 0.06**2
    chance = (1.0 - math.exp(-a * front)) / (1.0 - math.exp(-a))
    return chance, (chance - front) / drift


# The West has landed and is expected to take .03 a month: Hitler believes half of it, Stalin trusts at .4.
# Red when the West helps Germany, one leader takes the other's belief, trust or credence, or another front.
@pytest.mark.parametrize(("landed", "drifts"), [(1, (0.015, -0.028)), (0, (0.03, -0.016))])
def test_chance_and_length_of_a_war_whose_drift_is_known(landed, drifts):
    p = numbers(belief_volatility=0.06, drift_diffusion=0.0, west_drift=0.03, west_credence=0.5)
    s = at_war(belief_mean=[0.03, -0.016], belief_sd=[0.0, 0.0], trust=0.4, landed=landed, mean_front=0.36)
    w = ground(west_enters=0.0 if landed else NEVER)
    judgement.weigh(s, p, w, empty_log(), DAY)
    for side in (G, S):
        chance, months = sure(drifts[side], 0.36)
        assert s.chance[side] == pytest.approx(chance, rel=1e-9)
        assert s.months[side] == pytest.approx(months, rel=1e-9)


# Red when the two leaders share a doubt: a wider belief brings both chances nearer to the front's own.
def test_each_leader_has_his_own_doubt():
    p = numbers(belief_volatility=0.06, drift_diffusion=0.0)
    s = at_war(belief_mean=[0.03, 0.03], belief_sd=[0.0, 0.03], mean_front=0.36)
    judgement.weigh(s, p, ground(west_enters=NEVER), empty_log(), DAY)
    assert s.chance[G] == pytest.approx(sure(0.03, 0.36)[0]) and s.chance[S] < s.chance[G] - 0.03


# --- what a leader hopes for

RULES = {
    "map_weight": 0.25,
    "expectation_noise": 0.08,
    "refusal_lesson": 0.1,
    "refusal_fading": 0.1,
    "willingness_noise": 0.05,
}
# Chances .6 and .3, 20 and 30 months, costs .004 and .006; lines .70 and .52.
STATE = {"chance": [0.6, 0.3], "months": [20.0, 30.0], "cost": [0.004, 0.006], "line": [[0.70, 0.52]]}
# Hitler reads a Soviet hope of 1 - (.75 x .6 + .25 x 3/7) less .006 x 20; what is left of 1 he expects.
HITLER = 0.75 * 0.6 + 0.25 * 3 / 7 + 0.006 * 20.0
# Stalin reads a German hope of .75 x .3 + .25 x 3/7 less .004 x 30.
STALIN = 1.0 - (0.75 * 0.3 + 0.25 * 3 / 7 - 0.004 * 30.0)


def wishes(given: dict[str, float] | None = None, known: int = 0, **state: object) -> list[float]:
    """What each expects beyond what he must have, from how willing it makes him to talk."""
    p = numbers(**{**RULES, **(given or {})})
    s = at_war(**{**STATE, "on_map": 3.0 / 7.0, **state})
    judgement.wish(s, p, ground(known=known), DAY)
    return [0.05 * math.log(one / (1.0 - one)) for one in s.willing[0]]


# Red when a leader lends the other his own cost, months or chance, or reads the map from the other side.
def test_what_each_expects_to_be_offered():
    assert wishes() == pytest.approx([HITLER - 0.70, STALIN - (1.0 - 0.52)], rel=1e-9)


# Red when the weight of the map is taken for that of the belief.
@pytest.mark.parametrize(
    ("weight", "german", "soviet"),
    [(0.0, 0.6, 0.3), (1.0, 3 / 7, 3 / 7), (0.5, 0.3 + 1.5 / 7, 0.15 + 1.5 / 7)],
)
def test_the_weight_of_the_map(weight, german, soviet):
    found = wishes({"map_weight": weight})
    assert found == pytest.approx([german + 0.12 - 0.70, 1.0 - (soviet - 0.12) - 0.48], rel=1e-9)


# Under the form ``known`` Hitler knows that Stalin gives himself .7 in a war of 30 months at .006, and Stalin
# that Hitler gives himself .6 in one of 20 at .004.
# Red when a belief, a length or a cost is the wrong leader's.
def test_leaders_who_know_each_others_beliefs():
    right = [1.0 - (0.7 - 0.18) - 0.70, 1.0 - (0.6 - 0.08) - 0.48]
    assert wishes(known=1) == pytest.approx(right, rel=1e-9)


# Red when an error of hope (above 0) makes a leader less willing, or is not of its size.
def test_hopeful_errors_and_lessons():
    usual = wishes()
    assert wishes(error=[[1.0, -2.0]]) == pytest.approx([usual[G] + 0.08, usual[S] - 0.16], rel=1e-9)
    taught = wishes(lesson=[[0.1, 0.2]], lesson_day=[[DAY, DAY - 10.0 * MONTH]])
    assert taught == pytest.approx([usual[G] - 0.1, usual[S] - 0.2 * math.exp(-1.0)], rel=1e-9)


# Red when the front seen is not the one that the map shows.
@pytest.mark.parametrize(
    ("frozen", "right"), [(0, 3 / 7), (1, math.sqrt(0.26) / (math.sqrt(0.26) + math.sqrt(0.74)))]
)
def test_what_the_map_shows(frozen, right):
    s = at_war(mean_front=0.36)
    judgement.weigh(s, numbers(), ground(front_frozen=frozen, frontier=0.26), empty_log(), DAY)
    assert s.on_map == pytest.approx(right, rel=1e-12)


# Red when the cap on what Stalin can give reads a front that he is not to see: .26 + .02, not .36 + .02.
@pytest.mark.parametrize(("frozen", "most"), [(0, 0.38), (1, 0.28)])
def test_the_cap_reads_the_front_that_is_seen(frozen, most):
    s = at_war(chance=[0.6, 0.6], months=[20.0, 30.0], cost=[0.004, 0.006], mean_front=0.36)
    w = ground(front_frozen=frozen, frontier=0.26, reading=slots.RATIONAL)
    p = numbers(cap_margin=0.02, soviet_fear_scale=0.0, aid_per_belief=0.0, fate_weight=0.0)
    judgement.draw_lines(s, p, w, empty_log(), DAY, 0)
    assert s.line[0][S] == pytest.approx(most) and s.term[10] > 0.0
