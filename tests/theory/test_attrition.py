"""Lanchester's laws against numerical integration, their constants, their ends, and swapped sides."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import solve_ivp

from sepeace.errors import BadValue
from sepeace.model.attrition import linear_law, logarithmic_law, square_law

FORCE = st.floats(1.0, 1000.0)
RATE = st.floats(1e-4, 0.1)
TIME = st.floats(0.0, 20.0)

LAWS = {
    square_law: lambda a, b, ra, rb: (-rb * b, -ra * a),
    linear_law: lambda a, b, ra, rb: (-rb * a * b, -ra * a * b),
    logarithmic_law: lambda a, b, ra, rb: (-rb * a, -ra * b),
}


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("rates", [(0.05, 0.06), (0.06, 0.05), (0.05, 0.0), (0.0, 0.05), (0.0, 0.0)])
def test_laws_solve_their_equations(law, rates):
    """Integrated with relative tolerance 1e-10; 1e-7 leaves room for its growth over the time."""
    own_rate, enemy_rate = (r / 1000.0 for r in rates) if law is linear_law else rates
    path = solve_ivp(
        lambda _, y: LAWS[law](y[0], y[1], own_rate, enemy_rate),
        (0.0, 8.0),
        [1000.0, 800.0],
        rtol=1e-10,
        atol=1e-9,
    )
    assert law(1000.0, 800.0, own_rate, enemy_rate, 8.0) == pytest.approx(tuple(path.y[:, -1]), rel=1e-7)


@pytest.mark.parametrize("law", LAWS)
@given(own=FORCE, enemy=FORCE, own_rate=RATE, enemy_rate=RATE, time=TIME)
def test_sides_swap(law, own, enemy, own_rate, enemy_rate, time):
    mine = law(own, enemy, own_rate, enemy_rate, time)
    theirs = law(enemy, own, enemy_rate, own_rate, time)
    assert mine == pytest.approx(theirs[::-1], rel=1e-9, abs=1e-9)
    # Rounding is that of the larger side, scaled by the root of the rates (below 32 here).
    room = 1e-14 * (own + enemy)
    assert 0.0 <= mine.own <= own + room and 0.0 <= mine.enemy <= enemy + room


@given(FORCE, FORCE, RATE, RATE, TIME)
def test_constants_stay(own, enemy, own_rate, enemy_rate, time):
    left = square_law(own, enemy, own_rate, enemy_rate, time)
    scale = own_rate * own**2 + enemy_rate * enemy**2
    before = own_rate * own**2 - enemy_rate * enemy**2
    assert own_rate * left.own**2 - enemy_rate * left.enemy**2 == pytest.approx(before, abs=1e-12 * scale)
    left = linear_law(own, enemy, own_rate, enemy_rate, time)
    before = own_rate * own - enemy_rate * enemy
    assert own_rate * left.own - enemy_rate * left.enemy == pytest.approx(
        before, abs=1e-12 * (own_rate * own + enemy_rate * enemy)
    )


@given(FORCE, FORCE, RATE, RATE, st.floats(0.0, 5.0), st.floats(0.0, 5.0))
def test_cutting_time_changes_nothing(own, enemy, own_rate, enemy_rate, first, second):
    for law in LAWS:
        whole = law(own, enemy, own_rate, enemy_rate, first + second)
        half = law(own, enemy, own_rate, enemy_rate, first)
        parts = law(half.own, half.enemy, own_rate, enemy_rate, second)
        # Near the end of a side, its square is what is known to rounding: allow the root of that.
        assert parts == pytest.approx(whole, rel=1e-6, abs=1e-6 * (own + enemy))


def test_fighting_stops_when_a_side_is_gone():
    end = square_law(1000.0, 800.0, 0.05, 0.06, [24.827179, 24.827180, 1e9])
    assert end.enemy[0] > 0.0 and end.enemy[1] == end.enemy[2] == 0.0
    assert end.own[1] == end.own[2] == pytest.approx(math.sqrt(1000.0**2 - 0.06 / 0.05 * 800.0**2))
    assert square_law(0.0, 800.0, 0.05, 0.06, 10.0) == (0.0, 800.0)
    assert square_law(1000.0, 800.0, 0.0, 0.06, 100.0) == (0.0, 800.0)


def test_equal_sides_fade_together():
    pair = square_law(100.0, 100.0, 0.05, 0.05, 1000.0)
    assert pair.own == pair.enemy == pytest.approx(100.0 * math.exp(-50.0))
    pair = linear_law(100.0, 100.0, 0.01, 0.01, 50.0)
    assert pair.own == pair.enemy == pytest.approx(100.0 / 51.0)


def test_public_functions_broadcast():
    assert logarithmic_law([1.0, 2.0], 1.0, 0.1, 0.1, [[1.0], [2.0]]).own.shape == (2, 2)
    assert isinstance(linear_law(1, 2, 0.1, 0.1, 1).own, float)


@pytest.mark.parametrize("law", LAWS)
@pytest.mark.parametrize("place", range(5))
def test_laws_refuse_negative_numbers(law, place):
    arguments = [1.0, 1.0, 0.1, 0.1, 1.0]
    arguments[place] = -1.0
    with pytest.raises(BadValue, match="negative"):
        law(*arguments)


def test_large_leads_do_not_overflow():
    assert np.isfinite(linear_law(1e6, 1.0, 1.0, 1.0, 1e6)).all()
    assert np.isfinite(square_law(1e6, 1.0, 1.0, 1.0, 1e6)).all()
