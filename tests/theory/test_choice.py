"""Willingness and certainty equivalents: limits, monotony, and what prospect theory must imply."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.errors import BadValue
from sepeace.model.choice import certainty_equivalent, willingness

UNIT = st.floats(0.0, 1.0)


@given(st.floats(-2.0, 2.0), st.floats(0.01, 1.0))
def test_willingness_is_logistic_and_odd(gain, noise):
    here = willingness(gain, noise)
    assert here + willingness(-gain, noise) == pytest.approx(1.0, abs=1e-15)
    if 1e-12 < here < 1.0 - 1e-6:
        assert math.log(here / (1.0 - here)) == pytest.approx(gain / noise, abs=1e-8)


def test_willingness_limits():
    """A step without noise, one half with nothing but noise; one half is not acceptance."""
    assert willingness([0.1, -0.1], 1e-9).tolist() == [1.0, 0.0]
    assert willingness(0.1, 1e9) == pytest.approx(0.5, abs=1e-10)
    assert willingness(0.0, 0.1) == 0.5
    assert willingness([1e300, -1e300], 1e-300).tolist() == [1.0, 0.0]


@given(st.floats(0.0, 0.99), st.floats(0.001, 0.01), UNIT)
def test_certainty_equivalent_rises_with_the_chance(chance, more, reference):
    """Rising, and strictly inside (0, 1) for chances that are."""
    low = certainty_equivalent(chance, reference)
    assert certainty_equivalent(chance + more, reference) > low
    assert -1e-12 <= low <= 1.0


@given(UNIT)
def test_certainty_equivalent_of_certainty_is_itself(reference):
    assert certainty_equivalent(0.0, reference) == pytest.approx(0.0, abs=1e-15)
    assert certainty_equivalent(1.0, reference) == pytest.approx(1.0, abs=1e-15)


@given(st.floats(0.01, 0.99), UNIT)
def test_certainty_equivalent_solves_its_equation(chance, reference):
    """The sure share has the value of the gamble, both counted from the reference."""

    def weight(p, power):
        return p**power / (p**power + (1.0 - p) ** power) ** (1.0 / power)

    def value(z):
        return z**0.88 if z >= 0.0 else -2.25 * (-z) ** 0.88

    gamble = weight(chance, 0.61) * value(1.0 - reference) + weight(1.0 - chance, 0.69) * value(-reference)
    assert value(certainty_equivalent(chance, reference) - reference) == pytest.approx(gamble, abs=1e-12)


def test_high_reference_gambles_when_low_and_settles_when_high():
    assert certainty_equivalent(0.1, 0.8) > 0.1 + 0.1
    assert certainty_equivalent(0.9, 0.8) < 0.9 - 0.1


def test_public_functions_broadcast():
    assert certainty_equivalent([[0.1], [0.5]], [0.2, 0.8]).shape == (2, 2)
    assert isinstance(willingness(np.float64(0.1), 1), float)


@pytest.mark.parametrize("arguments", [(1.1, 0.5), (0.5, 1.1), (-0.1, 0.5), (0.5, math.nan), ("x", 0.5)])
def test_certainty_equivalent_refuses_what_is_no_chance(arguments):
    with pytest.raises(BadValue):
        certainty_equivalent(*arguments)


@pytest.mark.parametrize("arguments", [(0.1, 0.0), (0.1, -1.0), (math.inf, 0.1), (0.1, None)])
def test_willingness_refuses_what_has_no_meaning(arguments):
    with pytest.raises(BadValue):
        willingness(*arguments)
