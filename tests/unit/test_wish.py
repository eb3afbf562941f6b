"""A leader's wish to talk, term by term: by hand, against the kernel, and on days of the recorded war."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.errors import BadValue
from sepeace.kernel import slots
from sepeace.model.bargaining import war_terms
from sepeace.model.beliefs import learn
from sepeace.model.choice import map_chance, talk_willingness
from sepeace.validation.wishes import wish
from tests.campaigns import planned, steps

MAY_1943 = date(1943, 5, 1)
SHARE = st.floats(0.0, 1.0)
COST = st.floats(0.0, 0.02)
TERMS = st.floats(-0.3, 0.8)
MONTHS = st.floats(0.0, 60.0)


@pytest.fixture(scope="module")
def may():
    return wish.on(MAY_1943)


# --- the equation -------------------------------------------------------------------------------------------


# Red when a sign, a cost or the map's weight is lost.
def test_by_hand():
    """At f = .64 the roots are .8 and .6, so g = .8/1.4 = 4/7. With u = 1/2 half of the difference is 1/28.

    Both save .01 x 20 = .2 and have terms of .15: Hitler's gain is .05 + 1/28 = .0857, Stalin's
    .05 - 1/28 = .0143. Over .05 that is 1.7143 and .2857; e^1.7143 = 5.5527, e^.2857 = 1.3307.
    """
    war = (0.64, 0.5, 20.0, 0.006, 0.004, 0.15, 0.5, 0.05)
    assert float(map_chance(0.64)) == pytest.approx(4.0 / 7.0)
    assert talk_willingness(*war, "germany") == pytest.approx(5.5527 / 6.5527, abs=1e-5)
    assert talk_willingness(*war, "soviet") == pytest.approx(1.3307 / 2.3307, abs=1e-5)


@given(SHARE, SHARE, MONTHS, COST, COST, TERMS, SHARE)
def test_the_sides_are_mirrored(front, chance, months, own, other, terms, weight):
    rest = (months, own, other, terms, weight, 0.05)
    here = talk_willingness(front, chance, *rest, "germany")
    there = talk_willingness(1.0 - front, 1.0 - chance, *rest, "soviet")
    assert here == pytest.approx(there, abs=1e-9)


@given(SHARE, SHARE, SHARE, SHARE, MONTHS, COST, COST, TERMS)
def test_without_the_map_his_own_chance_cancels(
    front, other_front, chance, other_chance, months, own, cost, terms
):
    """Fearon: one belief for two leaves the same surplus, whoever is winning and wherever the front is."""
    for side in ("germany", "soviet"):
        one = talk_willingness(front, chance, months, own, cost, terms, 0.0, 0.05, side)
        two = talk_willingness(other_front, other_chance, months, own, cost, terms, 0.0, 0.05, side)
        assert one == pytest.approx(two, abs=1e-9)


@given(SHARE, st.floats(0.0, 0.9), st.floats(0.01, 0.1), st.floats(0.05, 1.0))
def test_the_one_who_gains_would_rather_wait(front, chance, more, weight):
    """With the same map, a better chance makes Hitler less willing and Stalin more; dear terms make both "
    "less."""
    rest = (20.0, 0.005, 0.005, 0.2, weight, 0.05)
    german = [talk_willingness(front, chance + step, *rest, "germany") for step in (0.0, more)]
    soviet = [talk_willingness(front, chance + step, *rest, "soviet") for step in (0.0, more)]
    assert german[1] < german[0] and soviet[1] > soviet[0]
    for side in ("germany", "soviet"):
        base = talk_willingness(front, chance, *rest, side)
        assert talk_willingness(front, chance, 20.0, 0.005, 0.005, 0.2 + more, weight, 0.05, side) < base
        assert talk_willingness(front, chance, 20.0 + 100.0 * more, *rest[1:], side) > base


QUIET = (("expectation_noise", 0.0), ("refusal_lesson", 0.0), ("numbers", "prior"))


def terms_of(s, p, side, day):
    """What a line holds beside the worth of war, added up from the parameters."""
    if side == slots.GERMANY:
        hope = p.coalition_hope * (1.0 - s.chance[0]) if day >= 1166.0 else 0.0  # from 31 August 1944
        return p.ideology[0] + s.premium[0] + p.fear[0] - p.plan[0] + hope
    fear = min(1.0, p.soviet_fear_start + p.soviet_fear_growth * day / 365.25) * p.soviet_fear_scale
    return p.ideology[1] + fear - p.plan[1] + p.aid_per_belief * s.heard[0]


# Red when the public equation and the one that campaigns use part ways.
@pytest.mark.parametrize("hopes", ["map", "known"])
def test_the_public_equation_is_the_campaign_s(hopes):
    plan = planned("historical", (*QUIET, ("hopes", hopes)))
    seen = 0
    for campaign in range(2):
        for step in steps(plan, 3, campaign):
            s, p = step.state, step.parameters
            if step.slot != slots.FRONT or s.ending != slots.RUNNING:
                continue
            for side, name in enumerate(("germany", "soviet")):
                terms = terms_of(s, p, side, step.due)
                if hopes == "map":
                    own, other = s.cost[side], s.cost[1 - side]
                    rest = (s.months[side], own, other, terms, p.map_weight, p.willingness_noise, name)
                    expected = talk_willingness(s.mean_front, s.chance[side], *rest)
                else:
                    chances = s.chance if side == slots.SOVIET else [1.0 - u for u in s.chance]
                    offered = 1.0 - (chances[1 - side] - s.cost[1 - side] * s.months[1 - side])
                    needed = 1.0 - chances[side] - s.cost[side] * s.months[side] + terms
                    expected = 1.0 / (1.0 + math.exp(-(offered - needed) / p.willingness_noise))
                assert s.willing[0][side] == pytest.approx(expected, abs=1e-12)
                seen += 1
    assert seen > 400


# --- days of the recorded war -------------------------------------------------------------------------------


def gain_at(one, front, drift, weight):
    """A leader's expected gain at another front and drift, by the public functions alone."""
    chance, months = war_terms(front, drift, one.volatility, one.doubt, one.diffusion)
    terms = sum(one.terms.values())
    rest = (months, one.own_cost, one.other_cost, terms, weight, one.noise, one.side)
    w = float(talk_willingness(front, chance, *rest))
    return one.noise * math.log(w / (1.0 - w))


# Red when prospects cancel again: the battlefield would move nobody.
def test_one_standard_deviation_of_drift_moves_stalin(may):
    """At least .05 towards talking in May 1943; at map_weight 0 a German tide puts him off: war is "
    "shorter."""
    _, stalin = may
    turned = stalin.drift + stalin.doubt
    by_map, without = (
        gain_at(stalin, stalin.front, turned, weight) - gain_at(stalin, stalin.front, stalin.drift, weight)
        for weight in (0.5, 0.0)
    )
    assert by_map >= 0.05 and without < 0.0
    assert stalin.nudges().doubt == pytest.approx(by_map)
    assert stalin.nudges().doubt_without_map == pytest.approx(without)


def test_an_advance_with_what_it_teaches_moves_stalin(may):
    """.05 of the front in a week, and the drift that it teaches one who expected none: at least .01."""
    _, stalin = may
    taught = learn(0.0, stalin.doubt, stalin.volatility, 0.05, 7.0 / 30.4375, stalin.diffusion).mean
    still = gain_at(stalin, stalin.front, 0.0, 0.5)
    assert 0.0 < taught < stalin.doubt
    assert gain_at(stalin, stalin.front + 0.05, taught, 0.5) - still >= 0.01
    # Ground alone is next to no news: what is left is that the war would be shorter.
    alone = gain_at(stalin, stalin.front + 0.05, 0.0, 0.5) - still
    shorter = gain_at(stalin, stalin.front + 0.05, 0.0, 0.0) - gain_at(stalin, stalin.front, 0.0, 0.0)
    assert shorter < 0.0 and alone == pytest.approx(shorter, abs=0.005)


def test_a_wish_adds_up(may):
    for one in may:
        assert one.gain() == pytest.approx(gain_at(one, one.front, one.drift, one.map_weight))
        assert one.willing() == pytest.approx(1.0 / (1.0 + math.exp(-one.gain() / one.noise)))
        chance, months = war_terms(one.front, one.drift, one.volatility, one.doubt, one.diffusion)
        assert (one.chance, one.months) == pytest.approx((chance, months), rel=1e-12)
        told = one.worked()
        assert told.gain == pytest.approx(
            told.map_weight * told.tide + told.surplus - sum(told.terms.values())
        )


# Red when a day is read from another week, or a later day changes an earlier one.
def test_days_are_read_in_order_from_one_run():
    days = (date(1941, 6, 22), date(1942, 8, 23), MAY_1943)
    assert wish.through(days) == tuple(wish.on(day) for day in days)
    german, soviet = wish.on(date(1941, 6, 22))
    assert (german.learned, soviet.learned) == (0.03, -0.016)  # what they began with
    assert german.near == soviet.near == 0.0 and german.front == pytest.approx(0.26)
    fears = [wish.on(day)[1].terms["fear"] for day in (date(1941, 6, 22), MAY_1943)]
    assert fears[0] == pytest.approx(0.8 * 0.18) and fears[1] > fears[0]


@pytest.mark.parametrize("day", [date(1941, 6, 21), date(1945, 12, 1), "1943-05-01", 1943])
def test_no_wish_outside_the_war(day):
    with pytest.raises(BadValue) as found:
        wish.on(day)
    assert str(day) in str(found.value)


def test_days_must_rise():
    with pytest.raises(BadValue, match="rise"):
        wish.through((MAY_1943, date(1942, 1, 1)))


def test_the_grid_is_the_equation(may):
    rows = wish.grid(MAY_1943, (0.3, 0.6), (0.01,))
    assert [row.side for row in rows] == ["germany", "soviet"]
    for row, one in zip(rows, may, strict=True):
        for front, w in zip(row.fronts, row.willing, strict=True):
            assert math.log(w / (1 - w)) * one.noise == pytest.approx(
                gain_at(one, front, 0.01, 0.5), abs=1e-9
            )
    # With nothing read off the map the picture turned by half a turn is the same.
    stalin = may[1]
    fronts, drifts = np.array([0.2, 0.4, 0.7]), np.array([0.03, -0.01, 0.02])
    assert stalin.at(fronts, drifts, 0.0) == pytest.approx(stalin.at(1.0 - fronts, -drifts, 0.0), abs=1e-9)
    assert not np.allclose(stalin.at(fronts, drifts), stalin.at(1.0 - fronts, -drifts), atol=0.1)
