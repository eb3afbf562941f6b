"""Survival: only the integral of a rate over time counts."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.errors import BadValue
from sepeace.model.hazards import survival

PIECES = st.lists(st.tuples(st.floats(0.0, 1.0), st.floats(0.0, 24.0)), min_size=1, max_size=6)


@given(PIECES)
def test_cutting_and_order_change_nothing(pieces):
    rates, months = [p[0] for p in pieces], [p[1] for p in pieces]
    whole = survival(rates, months)
    halves = survival(rates + rates, [m / 2.0 for m in months + months])
    assert halves == pytest.approx(whole, rel=1e-12)
    assert survival(rates[::-1], months[::-1]) == pytest.approx(whole, rel=1e-12)
    assert whole == pytest.approx(math.prod(math.exp(-r * m) for r, m in pieces), rel=1e-12)


def test_nothing_happens_without_rate_or_time():
    assert survival(0.0, 12.0) == 1.0
    assert survival([], []) == 1.0
    assert survival(0.1, [1.0, 2.0, 3.0]) == pytest.approx(math.exp(-0.6), abs=1e-16)


def test_last_axis_is_summed():
    table = survival([[0.1, 0.2], [0.3, 0.4]], [1.0, 2.0])
    assert table == pytest.approx(np.exp([-0.5, -1.1]), abs=1e-15)
    assert isinstance(survival([0.1], [1.0]), float)


@pytest.mark.parametrize(
    "arguments", [(-0.1, 1.0), (0.1, -1.0), ([0.1, 0.2], [1.0, 2.0, 3.0]), (math.nan, 1.0)]
)
def test_survival_refuses_what_has_no_meaning(arguments):
    with pytest.raises(BadValue):
        survival(*arguments)
