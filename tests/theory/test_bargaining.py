"""War values and lines: the belief integral against a dense reference, and laws that hold everywhere."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate

from sepeace.errors import BadValue
from sepeace.kernel.battlefield.first_passage import chance_to_win, expected_months
from sepeace.kernel.leaders.bargaining import strength_premium, war_terms
from sepeace.model import bargaining

FRONT = st.floats(0.01, 0.99)
MEAN = st.floats(-0.06, 0.08)
SD = st.floats(0.005, 0.03)
SIGMA = st.floats(0.04, 0.08)
COST = st.floats(0.0, 0.02)
SHARE = st.floats(-1.0, 2.0)

# What the documentation states, for u and as a part of E. A wide belief has long steps: the third pair of
# poles leaves 1e-5. Elsewhere 4e-8 of the belief lie beyond 5.5 sd, where E may be some 30 times its mean.
WIDE_ERROR = (2e-5, 3e-5)
FINE_ERROR = (3e-7, 4e-6)
CHANCE_ERROR = WIDE_ERROR[0]


def error_of(front, mean, sd, sigma):
    """The error stated for the rule that such a belief falls under."""
    wide = sd >= math.sqrt(2.0) * math.pi * sigma * sigma and abs(mean) < 5.0 * sd
    return WIDE_ERROR if wide else FINE_ERROR


def dense(front, mean, sd, sigma):
    """u and E by adaptive quadrature over +-9 sd, broken at zero drift; good to about 1e-9."""

    def over(function):
        def weighted(z):
            return function(front, mean + sd * z, sigma) * math.exp(-0.5 * z * z)

        breaks = [z for z in (-5.0, -mean / sd, 0.0, 5.0) if -9.0 < z < 9.0]
        value, _ = integrate.quad(weighted, -9.0, 9.0, points=breaks, epsabs=1e-11, epsrel=1e-11, limit=400)
        return value / math.sqrt(2.0 * math.pi)

    return over(chance_to_win), over(expected_months)


def corners():
    for front in (0.01, 0.03, 0.3, 0.5, 0.97, 0.99):
        for sigma in (0.04, 0.06, 0.08):
            for sd in (0.005, 0.01, 0.02, 0.03):
                for mean in (-0.06, -0.0157, 0.0, 0.031, 0.08):
                    yield front, mean, sd, sigma


def test_belief_integral_over_its_ranges():
    """360 corners of the declared ranges; worst 1.1e-5 in u and 1.9e-5 of E, of wide beliefs."""
    for point in corners():
        u, months = war_terms(*point)
        dense_u, dense_months = dense(*point)
        chance_error, months_error = error_of(*point)
        assert u == pytest.approx(dense_u, abs=chance_error), point
        assert months == pytest.approx(dense_months, rel=months_error), point


@given(FRONT, MEAN, SD, SIGMA)
def test_belief_integral_anywhere_in_its_ranges(front, mean, sd, sigma):
    u, months = war_terms(front, mean, sd, sigma)
    dense_u, dense_months = dense(front, mean, sd, sigma)
    chance_error, months_error = error_of(front, mean, sd, sigma)
    assert u == pytest.approx(dense_u, abs=chance_error)
    assert months == pytest.approx(dense_months, rel=months_error)


@pytest.mark.parametrize("ratio", [0.05, 5.0 * math.pi / 25.0, math.sqrt(2.0) * math.pi])
@pytest.mark.parametrize("front", [0.02, 0.4, 0.9])
def test_no_step_where_the_rule_changes(ratio, front):
    """At sd = .05 sigma^2 five nodes take over, at pi sigma^2 = 5 sd the poles are left alone, and from
    sqrt(2) pi sigma^2 = sd on the steps are long: that one may show as much as the rule's own error."""
    sigma = 0.06
    for mean in (-0.02, 0.0001, 0.03):
        sd = ratio * sigma**2 * (1.0 - 1e-13)
        narrow, wide = war_terms(front, mean, sd, sigma), war_terms(front, mean, sd * (1.0 + 1e-12), sigma)
        chance_error, months_error = WIDE_ERROR if ratio > 1.0 else (1e-6, 1e-6)
        assert narrow[0] == pytest.approx(wide[0], abs=chance_error)
        assert narrow[1] == pytest.approx(wide[1], rel=months_error)


def test_belief_is_not_taken_at_its_mean():
    """Red for the plug-in: the average lies far from the value at the mean drift."""
    u, _ = war_terms(0.26, 0.03, 0.02, 0.06)
    assert abs(u - chance_to_win(0.26, 0.03, 0.06)) > 0.05


def test_certainty_is_the_limit_of_a_narrow_belief():
    u, months = war_terms(0.4, 0.01, 0.0, 0.06)
    assert (u, months) == (chance_to_win(0.4, 0.01, 0.06), expected_months(0.4, 0.01, 0.06))
    near = war_terms(0.4, 0.01, 1e-6, 0.06)
    assert near == pytest.approx((u, months), rel=1e-6)


def test_beyond_a_barrier_the_war_is_over():
    for front, result in ((0.0, (0.0, 0.0)), (-0.2, (0.0, 0.0)), (1.0, (1.0, 0.0)), (1.3, (1.0, 0.0))):
        assert war_terms(front, 0.01, 0.02, 0.06) == result


@given(FRONT, st.floats(-5.0, 5.0), st.floats(0.001, 0.5), st.floats(0.02, 0.5))
def test_belief_integral_is_finite_far_outside_its_ranges(front, mean, sd, sigma):
    u, months = war_terms(front, mean, sd, sigma)
    assert -1e-9 <= u <= 1.0 + 1e-9
    assert 0.0 < months < math.inf


@given(FRONT, MEAN, SD, SIGMA, COST)
def test_sides_swap(front, mean, sd, sigma, cost):
    """f -> 1 - f and mu -> -mu swap the war values: they differ from 1 by both costs only."""
    mine, months = war_terms(front, mean, sd, sigma)
    theirs, same_months = war_terms(1.0 - front, -mean, sd, sigma)
    assert mine + theirs == pytest.approx(1.0, abs=1e-11)
    assert months == pytest.approx(same_months, rel=1e-9)
    value = bargaining.war_value(1.0 - front, -mean, sigma, cost, sd)
    assert value == pytest.approx(1.0 - mine - cost * months, abs=1e-9)


@given(FRONT, MEAN, SD, SIGMA, COST)
def test_weeks_for_months(front, mean, sd, sigma, cost):
    weeks = 4.345
    value = bargaining.war_value(front, mean, sigma, cost, sd)
    again = bargaining.war_value(front, mean / weeks, sigma / math.sqrt(weeks), cost / weeks, sd / weeks)
    assert again == pytest.approx(value, abs=1e-9)


@given(st.floats(0.01, 0.97), MEAN, SD, SIGMA)
def test_chance_rises_with_the_front(front, mean, sd, sigma):
    """Slope of u is at least of the order of its error nowhere in the ranges, so allow that error."""
    assert war_terms(front + 0.02, mean, sd, sigma)[0] >= war_terms(front, mean, sd, sigma)[0] - CHANCE_ERROR


@given(st.floats(0.01, 0.97), st.floats(-0.05, 0.05), SIGMA)
def test_war_value_rises_with_the_front_while_cost_is_below_drift(front, drift, sigma):
    """W = u (1 - k/mu) + k f/mu: rising in f for sure when 0 <= k <= |mu| and mu > 0."""
    drift = abs(drift) + 1e-3
    ahead = bargaining.war_value(front + 0.02, drift, sigma, 0.9 * drift)
    assert ahead > bargaining.war_value(front, drift, sigma, 0.9 * drift)


@given(FRONT, st.floats(-0.05, 0.05), SIGMA, st.floats(0.0005, 0.02))
def test_cost_and_drift_identity(front, drift, sigma, cost):
    """W = u (1 - k/mu) + k f/mu, and W = f where the believed drift equals the cost."""
    assert bargaining.war_value(front, cost, sigma, cost) == pytest.approx(front, abs=1e-12)
    if abs(drift) > 1e-4:
        u = chance_to_win(front, drift, sigma)
        expected = u * (1.0 - cost / drift) + cost * front / drift
        assert bargaining.war_value(front, drift, sigma, cost) == pytest.approx(expected, abs=1e-9)


@given(FRONT, MEAN, SIGMA, COST, COST)
def test_common_beliefs_always_leave_a_range(front, drift, sigma, cost_g, cost_s):
    """Its width is exactly (k_H + k_S) E."""
    least = bargaining.war_value(front, drift, sigma, cost_g)
    most = 1.0 - bargaining.war_value(1.0 - front, -drift, sigma, cost_s)
    width = bargaining.acceptance_range(least, most).width
    assert width == pytest.approx((cost_g + cost_s) * expected_months(front, drift, sigma), abs=1e-11)


@given(SIGMA)
def test_symmetric_optimism_that_closes_the_range_at_mid_front(sigma):
    """m = (k_H + k_S)/2 for any volatility."""
    least = bargaining.war_value(0.5, 0.005, sigma, 0.004)
    most = 1.0 - bargaining.war_value(0.5, 0.005, sigma, 0.006)
    assert bargaining.acceptance_range(least, most).width == pytest.approx(0.0, abs=1e-12)


@given(SHARE, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_range_shrinks_one_for_one_in_ideology(war, ideology, more):
    plain = bargaining.acceptance_range(bargaining.reservation(war, ideology=ideology), 0.8).width
    harder = bargaining.acceptance_range(bargaining.reservation(war, ideology=ideology + more), 0.8).width
    assert plain - harder == pytest.approx(more, abs=1e-14)


@pytest.mark.parametrize(
    ("term", "sign"), [("ideology", 1), ("strength", 1), ("fear", 1), ("plan", -1), ("aid", 1), ("fate", -1)]
)
def test_each_term_of_the_line_has_its_sign(term, sign):
    assert bargaining.reservation(0.4, **{term: 0.25}) == 0.4 + sign * 0.25


def test_nothing_is_clipped():
    assert bargaining.reservation(0.9, ideology=0.5) == 1.4
    assert bargaining.acceptance_range(1.4, -0.2) == (1.4, -0.2, -0.2 - 1.4)
    assert bargaining.war_value(0.1, 0.0, 0.02, 0.05) < -1.0


def test_breaking_a_settlement_moves_both_lines_and_not_the_width():
    """The premium for a feared renewal enters Germany's line as fear, the Soviet line as a plan."""
    for premium in (0.0, 0.48, 2.0):
        least = bargaining.reservation(0.45, fear=premium)
        most = 1.0 - bargaining.reservation(0.35, plan=premium)
        assert bargaining.acceptance_range(least, most).width == pytest.approx(0.2, abs=1e-14)


@given(SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE, SHARE)
def test_gap_anatomy_adds_up(war_g, war_s, u_g, u_s, cost_g, cost_s, ideology, fear):
    parts = bargaining.gap_anatomy(
        war_g, war_s, u_g, u_s, cost_g, cost_s, ideology=ideology, soviet_fear=fear
    )
    least = bargaining.reservation(war_g, ideology=ideology)
    most = 1.0 - bargaining.reservation(war_s, fear=fear)
    assert math.fsum(parts.values()) == pytest.approx(least - most, abs=1e-12)
    assert list(parts) == ["optimism", "cost", "risk", "ideology", "soviet_fear"]


@given(FRONT, MEAN, MEAN, SD, SIGMA, COST, COST)
def test_gap_anatomy_has_no_risk_part_without_prospect_theory(
    front, drift_g, drift_s, sd, sigma, cost_g, cost_s
):
    u_g, months_g = war_terms(front, drift_g, sd, sigma)
    u_s, months_s = war_terms(front, drift_s, sd, sigma)
    war_g = bargaining.war_value(front, drift_g, sigma, cost_g, sd)
    war_s = bargaining.war_value(1.0 - front, -drift_s, sigma, cost_s, sd)
    parts = bargaining.gap_anatomy(war_g, war_s, u_g, u_s, cost_g * months_g, cost_s * months_s)
    assert parts["risk"] == pytest.approx(0.0, abs=1e-9)
    assert parts["optimism"] == u_g - u_s


def test_gap_anatomy_broadcasts():
    parts = bargaining.gap_anatomy([0.5, 0.6], 0.4, 0.7, 0.3, 0.1, [[0.1], [0.2]], ideology=0.1)
    assert all(part.shape == (2, 2) for part in parts.values())
    assert sum(parts.values())[1, 1] == pytest.approx(0.6 + 0.4 - 1.0 + 0.1, abs=1e-15)


@pytest.mark.parametrize("name", ["optimism", "cost", "risk"])
def test_gap_anatomy_refuses_a_term_of_a_parts_name(name):
    with pytest.raises(BadValue, match=name):
        bargaining.gap_anatomy(0.5, 0.4, 0.7, 0.3, 0.1, 0.1, **{name: 0.1})


def test_strength_premium_falls_from_all_to_nothing_with_fortune():
    assert strength_premium(0.4, 0.35, 0.25, 0.35) == 0.2
    assert strength_premium(0.4, 0.35, 0.25, -50.0) == 0.4
    assert strength_premium(0.4, 0.35, 0.25, 50.0) < 1e-80
    assert strength_premium(0.4, 0.35, 0.25, 0.6) == pytest.approx(0.4 / (1.0 + math.e), abs=1e-15)


def test_public_functions_broadcast():
    value = bargaining.war_value(np.array([0.2, 0.4]), 0.01, 0.06, 0.004, [[0.0], [0.02]])
    assert value.shape == (2, 2)
    assert value[1, 0] == bargaining.war_value(0.2, 0.01, 0.06, 0.004, 0.02)
    found = bargaining.acceptance_range([0.2, 0.9], 0.5)
    assert found.low.shape == found.high.shape == found.width.shape == (2,)
    assert isinstance(bargaining.reservation(0.5), float)


@pytest.mark.parametrize(
    "arguments",
    [
        (1.2, 0.0, 0.06, 0.0),
        (0.5, 0.0, 0.0, 0.0),
        (0.5, 0.0, 0.06, math.nan),
        (0.5, 0.0, 0.06, 0.0, -0.01),
        (0.5, 0.0, 0.0001, 0.0, 0.02),
        (0.5, 0.0, [0.06, 0.07], 0.0, [0.01, 0.02, 0.03]),
    ],
)
def test_war_value_refuses_what_has_no_meaning(arguments):
    with pytest.raises(BadValue):
        bargaining.war_value(*arguments)


def test_lines_refuse_what_is_not_finite():
    with pytest.raises(BadValue, match="ideology"):
        bargaining.reservation(0.5, ideology=math.inf)
    with pytest.raises(BadValue, match="most_soviet"):
        bargaining.acceptance_range(0.5, math.nan)
    with pytest.raises(BadValue, match="fear"):
        bargaining.gap_anatomy(0.5, 0.4, 0.7, 0.3, 0.1, 0.1, fear="much")
