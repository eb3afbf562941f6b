"""First passage: differential equations, martingales, mirrors, limits, and paths between known ends."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats

from sepeace.errors import BadValue
from sepeace.kernel.battlefield import first_passage as kernel
from sepeace.kernel.draws.philox import normal, uniforms
from sepeace.model import first_passage

FRONT = st.floats(0.01, 0.99)
DRIFT = st.floats(-0.2, 0.2)
SIGMA = st.floats(0.03, 0.3)


@given(FRONT, DRIFT, SIGMA)
def test_exponential_martingale(front, drift, sigma):
    """exp(-a X) is a martingale: exp(-a f) = u exp(-a) + 1 - u. Compared on the scale of its largest term."""
    a = 2.0 * drift / sigma**2
    if abs(a) > 300.0:
        return
    u = kernel.chance_to_win(front, drift, sigma)
    left, right = math.exp(-a * front), u * math.exp(-a) + 1.0 - u
    assert left == pytest.approx(right, abs=1e-12 * max(1.0, math.exp(-a)))


@given(FRONT, DRIFT, SIGMA)
def test_mean_front_moves_by_drift_times_months(front, drift, sigma):
    """u = f + mu E (optional stopping); E is about (u - f)/mu, so the error is that of u."""
    u = kernel.chance_to_win(front, drift, sigma)
    months = kernel.expected_months(front, drift, sigma)
    assert u == pytest.approx(front + drift * months, abs=1e-12)


@given(FRONT, st.floats(-0.05, 0.05), st.floats(0.05, 0.2))
def test_months_solve_their_equation(front, drift, sigma):
    """sigma^2 E''/2 + mu E' = -1. Centred differences with step h err by h^2 E''''/12 and rounding/h^2."""
    h = 1e-3 * min(front, 1.0 - front) + 1e-4
    below, here, above = (kernel.expected_months(front + d, drift, sigma) for d in (-h, 0.0, h))
    left = 0.5 * sigma**2 * (above - 2.0 * here + below) / h**2 + drift * (above - below) / (2.0 * h)
    a = 2.0 * abs(drift) / sigma**2
    assert left == pytest.approx(
        -1.0, abs=(1.0 + a) ** 3 * h**2 * 10.0 + 1e-13 * here * sigma**2 / h**2 + 1e-5
    )


@given(FRONT, DRIFT, SIGMA)
def test_sides_swap(front, drift, sigma):
    mine = kernel.chance_to_win(front, drift, sigma)
    theirs = kernel.chance_to_win(1.0 - front, -drift, sigma)
    # 1 - front is rounded once; u moves by at most a per unit of front.
    room = 1e-15 * (4.0 + 2.0 * abs(drift) / sigma**2)
    assert mine + theirs == pytest.approx(1.0, abs=room)
    months = kernel.expected_months(front, drift, sigma)
    assert months == pytest.approx(kernel.expected_months(1.0 - front, -drift, sigma), rel=1e-11)


@given(FRONT, DRIFT, SIGMA)
def test_weeks_for_months(front, drift, sigma):
    """A change of the unit of time leaves the chance and scales the length."""
    weeks = 4.345
    u = kernel.chance_to_win(front, drift / weeks, sigma / math.sqrt(weeks))
    assert u == pytest.approx(kernel.chance_to_win(front, drift, sigma), rel=1e-11, abs=1e-300)
    months = kernel.expected_months(front, drift, sigma)
    assert kernel.expected_months(front, drift / weeks, sigma / math.sqrt(weeks)) == pytest.approx(
        weeks * months, rel=1e-10
    )


@pytest.mark.parametrize("front", [1e-6, 0.01, 0.1, 0.5, 0.500001, 0.9, 1.0 - 1e-6])
@pytest.mark.parametrize("sign", [-1.0, 1.0])
def test_no_step_where_the_series_takes_over(front, sign):
    """Red for a shorter series: without its last term u would jump by 3e-12 and E by 2e-8 at mid-front.

    The quotient itself errs by some 1e-16 in u and by 1e-16/a^2, 1e-10 at the most, in E.
    """
    sigma = 0.06
    edge = sign * 0.5e-3 * sigma**2
    for function, room in ((kernel.chance_to_win, 1e-12), (kernel.expected_months, 1e-10)):
        inside = function(front, edge * (1.0 - 1e-13), sigma)
        assert inside == pytest.approx(function(front, edge * (1.0 + 1e-13), sigma), rel=room)


def test_limits_and_no_overflow():
    assert kernel.chance_to_win(0.3, 1e6, 0.05) == 1.0
    assert kernel.chance_to_win(0.3, -1e6, 0.05) == 0.0
    assert kernel.expected_months(0.3, 1e6, 0.05) == pytest.approx(0.7e-6, rel=1e-12)
    assert kernel.expected_months(0.3, -1e6, 0.05) == pytest.approx(0.3e-6, rel=1e-12)
    assert kernel.chance_to_win(0.3, 1.0, 1e-200) == 1.0
    assert 0.0 < kernel.chance_to_win(0.3, -0.3, 0.05) < 1e-70
    for front, chance in ((0.0, 0.0), (1.0, 1.0), (-0.1, 0.0), (1.1, 1.0)):
        assert kernel.chance_to_win(front, 0.01, 0.06) == chance
        assert kernel.expected_months(front, 0.01, 0.06) == 0.0


@given(st.floats(0.01, 0.98), DRIFT, SIGMA)
def test_chance_rises_with_front_and_drift(front, drift, sigma):
    here = kernel.chance_to_win(front, drift, sigma)
    assert kernel.chance_to_win(front + 0.01, drift, sigma) >= here
    assert kernel.chance_to_win(front, drift + 0.01, sigma) >= here
    assert 0.0 <= here <= 1.0


def test_touch_of_both_kinds():
    assert kernel.touch_probability(0.4, 0.7, 0.6, 6.0, 0.08) == 1.0
    assert kernel.touch_probability(0.6, 0.7, 0.6, 6.0, 0.08) == 1.0
    assert kernel.touch_probability(0.4, 0.45, 0.6, 6.0, 0.0) == 0.0
    assert kernel.touch_probability(0.4, 0.45, 0.6, 0.0, 0.08) == 0.0
    # A barrier below is the mirror of one above.
    below = kernel.touch_probability(0.6, 0.55, 0.4, 6.0, 0.08)
    assert below == pytest.approx(kernel.touch_probability(0.4, 0.45, 0.6, 6.0, 0.08), rel=1e-12)


@given(st.floats(0.05, 0.5), st.floats(0.05, 0.5), st.floats(0.5, 12.0), st.floats(0.02, 0.1))
def test_touch_does_not_depend_on_cutting(near, far, months, sigma):
    """No touch in the whole = no touch in both halves, averaged over the middle of the path.

    The middle is normal around the mean of the ends with variance sigma^2 months/4. Quadrature error 1e-9.
    """
    sd = sigma * math.sqrt(months) / 2.0
    middle = 0.5 * (near + far)

    def clear(x):
        first = 1.0 - kernel.touch_probability(-near, -x, 0.0, months / 2.0, sigma)
        second = 1.0 - kernel.touch_probability(-x, -far, 0.0, months / 2.0, sigma)
        return first * second * stats.norm.pdf(x, middle, sd)

    low = max(0.0, middle - 9.0 * sd)
    cut, _ = integrate.quad(clear, low, middle + 9.0 * sd, epsabs=1e-10, limit=200)
    assert 1.0 - cut == pytest.approx(kernel.touch_probability(-near, -far, 0.0, months, sigma), abs=1e-8)


def crossed_by(time, start, end, barrier, months, sigma):
    """Chance that the bridge has touched by ``time``, by averaging over the place it then is at."""
    mean = start + (end - start) * time / months
    sd = sigma * math.sqrt(time * (months - time) / months)

    def touched(x):
        return kernel.touch_probability(start, x, barrier, time, sigma) * stats.norm.pdf(x, mean, sd)

    inside, _ = integrate.quad(touched, mean - 9 * sd, barrier, epsabs=1e-10, limit=200)
    return inside + stats.norm.sf(barrier, mean, sd)


@pytest.mark.parametrize("end", [0.45, 0.5, 0.55, 0.30])
def test_crossing_times_follow_their_law(end):
    """Kolmogorov distance at 15 times of 20,000 addressed draws; 2.23/sqrt(n) is passed by chance 1e-4."""
    start, barrier, months, sigma, n = 0.4, 0.5, 6.0, 0.08, 20_000
    four = [uniforms(1, k, 9, 0) for k in range(n)]
    drawn = np.sort(
        [kernel.crossing_months(start, end, barrier, months, sigma, normal(u[0]), u[1]) for u in four]
    )
    assert drawn[0] > 0.0 and drawn[-1] <= months
    touched = kernel.touch_probability(start, end, barrier, months, sigma)
    for time in np.linspace(0.3, 5.9, 15):
        law = crossed_by(time, start, end, barrier, months, sigma) / touched
        assert np.searchsorted(drawn, time) / n == pytest.approx(law, abs=2.23 / math.sqrt(n))


def test_crossing_without_volatility_is_the_straight_line():
    assert kernel.crossing_months(0.4, 0.7, 0.5, 6.0, 0.0, 1.3, 0.9) == pytest.approx(2.0, abs=1e-14)
    assert kernel.crossing_months(0.5, 0.7, 0.5, 6.0, 0.08, 1.3, 0.9) == 0.0
    assert kernel.crossing_months(0.4, 0.5, 0.5, 6.0, 0.0, 0.0, 0.9) == 6.0


def test_public_functions_broadcast():
    u = first_passage.chance_to_win([0.2, 0.4], [[0.0], [0.01]], 0.08)
    assert u.shape == (2, 2) and u.dtype == np.float64
    assert u[1, 1] == kernel.chance_to_win(0.4, 0.01, 0.08)
    assert isinstance(first_passage.expected_months(0.4, 0, 0.08), float)
    assert first_passage.chance_to_win([], 0.0, 0.08).shape == (0,)
    assert isinstance(first_passage.touch_probability(np.float32(0.5), 2.0, 3, 1, 1.0), float)


@pytest.mark.parametrize(
    "arguments",
    [
        (1.01, 0.0, 0.08),
        (-0.01, 0.0, 0.08),
        (0.5, math.nan, 0.08),
        (0.5, math.inf, 0.08),
        (0.5, 0.0, 0.0),
        (0.5, 0.0, -0.08),
        ("0.5", 0.0, 0.08),
        (True, 0.0, 0.08),
        (None, 0.0, 0.08),
        (0.5j, 0.0, 0.08),
        ([[0.5], [0.4, 0.3]], 0.0, 0.08),
        ([0.5, 0.4], [0.0, 0.0, 0.0], 0.08),
        (10**400, 0.0, 0.08),
    ],
)
@pytest.mark.parametrize("name", ["chance_to_win", "expected_months"])
def test_public_functions_refuse_what_has_no_meaning(name, arguments):
    with pytest.raises(BadValue):
        getattr(first_passage, name)(*arguments)


def test_touch_refuses_negative_months():
    with pytest.raises(BadValue, match="months"):
        first_passage.touch_probability(0.4, 0.45, 0.6, -1.0, 0.08)
