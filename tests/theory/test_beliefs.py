"""Learning the drift from the front: exact conditioning, cutting of intervals, limits, calibration."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.errors import BadValue
from sepeace.kernel.leaders.beliefs import learn as kernel_learn
from sepeace.model.beliefs import learn

MEAN = st.floats(-0.1, 0.1)
SD = st.floats(0.001, 0.05)
SIGMA = st.floats(0.03, 0.1)
CHANGE = st.floats(-0.5, 0.5)
MONTHS = st.floats(0.01, 48.0)
WANDER = st.floats(0.0, 0.02)


@given(MEAN, SD, SIGMA, CHANGE, MONTHS, WANDER)
def test_update_is_the_conditional_normal(mean, sd, sigma, change, months, wander):
    """Covariances of end drift and movement by integrating min(s, t) numerically, then regression.

    The midpoint rule on n points errs by months^3/(12 n^2) in the double integral: 1e-5 of it here.
    """
    n = 100
    times = (np.arange(n) + 0.5) * months / n
    double = np.minimum.outer(times, times).sum() * (months / n) ** 2
    single = times.sum() * months / n
    var_move = sd**2 * months**2 + wander**2 * double + sigma**2 * months
    covariance = sd**2 * months + wander**2 * single
    var_end = sd**2 + wander**2 * months
    gain = covariance / var_move
    found = learn(mean, sd, sigma, change, months, wander)
    room = 1e-4 * gain * (abs(change) + abs(mean) * months) + 1e-12
    assert found.mean == pytest.approx(mean + gain * (change - mean * months), abs=room)
    variance = var_end - gain * covariance
    assert found.sd**2 == pytest.approx(variance, abs=1e-4 * var_end)


@given(MEAN, SD, SIGMA, CHANGE, CHANGE, MONTHS, MONTHS)
def test_cutting_an_interval_changes_nothing_for_a_fixed_drift(mean, sd, sigma, first, second, early, late):
    """Red when anything but the two ends counts."""
    whole = learn(mean, sd, sigma, first + second, early + late)
    half = learn(mean, sd, sigma, first, early)
    parts = learn(half.mean, half.sd, sigma, second, late)
    assert parts.mean == pytest.approx(whole.mean, abs=1e-12)
    assert parts.sd == pytest.approx(whole.sd, rel=1e-12)


@given(MEAN, SD, SIGMA, CHANGE, MONTHS, st.floats(0.001, 0.02))
def test_cutting_an_interval_of_a_wandering_drift_adds_news(mean, sd, sigma, change, months, wander):
    """The place in the middle is news: the sd may only fall, and never below that of many cuts."""
    whole = learn(mean, sd, sigma, change, months, wander)
    half = learn(mean, sd, sigma, change / 2.0, months / 2.0, wander)
    parts = learn(half.mean, half.sd, sigma, change / 2.0, months / 2.0, wander)
    assert parts.sd <= whole.sd * (1.0 + 1e-12)


def test_averaging_over_the_middle_gives_back_the_whole():
    """Law of total variance: Var(end | both ends) = mean of Var(end | middle too) + variance of its mean.

    The middle is normal given the ends; its mean effect on the belief is linear, measured by two points.
    """
    mean, sd, sigma, months, wander, change = 0.01, 0.02, 0.06, 4.0, 0.01, 0.1
    whole = learn(mean, sd, sigma, change, months, wander)

    def through(middle):
        half = learn(mean, sd, sigma, middle, months / 2.0, wander)
        return learn(half.mean, half.sd, sigma, change - middle, months / 2.0, wander)

    t, q2, v = months / 2.0, wander**2, sd**2
    # Var of the first half, covariance with the whole, var of the whole movement.
    first = v * t**2 + q2 * t**3 / 3.0 + sigma**2 * t
    cross = v * 2.0 * t**2 + q2 * (t**3 / 3.0 + t**3 / 2.0) + sigma**2 * t
    total = v * 4.0 * t**2 + q2 * 8.0 * t**3 / 3.0 + sigma**2 * 2.0 * t
    expected_middle = mean * t + cross / total * (change - mean * months)
    var_middle = first - cross**2 / total
    slope = through(1.0).mean - through(0.0).mean
    assert through(expected_middle).mean == pytest.approx(whole.mean, abs=1e-14)
    assert through(0.0).sd ** 2 + slope**2 * var_middle == pytest.approx(whole.sd**2, rel=1e-12)


def test_no_time_and_no_news_leave_the_prior():
    assert learn(0.01, 0.02, 0.08, 0.0, 0.0) == pytest.approx((0.01, 0.02), abs=1e-18)
    assert learn(0.01, 0.02, 0.08, 0.3, 0.0, 0.01) == pytest.approx((0.01 + 0.3 * 0.02**2 / 0.08**2, 0.02))
    kept = learn(0.01, 0.02, 1e6, 0.3, 12.0)
    assert kept == pytest.approx((0.01, 0.02), rel=1e-9)


def test_expected_movement_confirms_the_mean():
    assert learn(0.01, 0.02, 0.08, 0.12, 12.0).mean == pytest.approx(0.01, abs=1e-17)


def test_certainty_learns_nothing():
    assert learn(0.01, 0.0, 0.08, -0.4, 12.0) == (0.01, 0.0)


def test_wandering_drift_settles_where_news_balances_forgetting():
    """Continuous limit: sd^2 -> diffusion x volatility. Steps of dt err by the order dt q/sigma: 4e-4."""
    sd, step = 0.05, 0.01
    for _ in range(20_000):
        _, sd = kernel_learn(0.0, sd, 0.06, 0.0, step, 0.008)
    assert sd**2 == pytest.approx(0.008 * 0.06, rel=2e-3)


def test_posteriors_are_calibrated():
    """Drift drawn from the prior, path drawn from the drift: squared errors over variance average 1.

    4000 fixed draws; 5 standard errors sqrt(2/n), passed by chance less than once in a million.
    """
    rng = np.random.default_rng(7)
    n, months, steps, wander, sigma = 4000, 6.0, 60, 0.01, 0.06
    step = months / steps
    start = 0.01 + 0.02 * rng.standard_normal(n)
    moves = wander * math.sqrt(step) * rng.standard_normal((n, steps))
    drift = start[:, None] + np.cumsum(moves, axis=1)
    before = np.concatenate([start[:, None], drift[:, :-1]], axis=1)
    change = (0.5 * (before + drift) * step).sum(axis=1) + sigma * math.sqrt(months) * rng.standard_normal(n)
    belief = learn(0.01, 0.02, sigma, change, months, wander)
    z2 = ((drift[:, -1] - belief.mean) / belief.sd) ** 2
    assert z2.mean() == pytest.approx(1.0, abs=5.0 * math.sqrt(2.0 / n))


@pytest.mark.parametrize(
    "arguments",
    [
        (0.01, -0.02, 0.08, 0.1, 1.0),
        (0.01, 0.02, 0.0, 0.1, 1.0),
        (0.01, 0.02, 0.08, math.nan, 1.0),
        (0.01, 0.02, 0.08, 0.1, -1.0),
        (0.01, 0.02, 0.08, 0.1, 1.0, -0.01),
        (math.inf, 0.02, 0.08, 0.1, 1.0),
        ([0.01, 0.02], 0.02, 0.08, [0.1, 0.1, 0.1], 1.0),
    ],
)
def test_learn_refuses_what_has_no_meaning(arguments):
    with pytest.raises(BadValue):
        learn(*arguments)
