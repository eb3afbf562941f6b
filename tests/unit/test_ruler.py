"""The ruler: kilometres, fronts, shares and named lines."""

from dataclasses import FrozenInstanceError, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.record import load
from sepeace.ruler import BASKET_WEIGHTS, Basket, build

RULER = load().ruler()
SECTOR = st.sampled_from((0, 1, 2))
# Sizes a front can have: from beyond Berlin to the end of the track.
FRONT = st.floats(-0.07, 1.0)
SHARE = st.floats(0.0, 1.0)


def test_distance_to_the_line_is_near_the_expected():
    for found, expected in zip(RULER.km_to_line, (1440, 1700, 1920), strict=True):
        assert abs(found - expected) <= 40


@given(SECTOR, st.floats(-555, 1900), st.floats(-555, 1900))
def test_a_kilometre_further_east_is_a_front_further_east(sector, one, other):
    west, east = sorted((one, other))
    assert RULER.front_of_km(sector, west) <= RULER.front_of_km(sector, east)


@given(FRONT, FRONT)
def test_further_east_is_never_less(one, other):
    west, east = sorted((one, other))
    assert RULER.share_of_front(west) <= RULER.share_of_front(east)
    assert RULER.grain_share(west) <= RULER.grain_share(east)


def test_people_are_between_low_and_high():
    for line in RULER.named_lines:
        middle, low, high = line.people
        assert 0.0 <= low <= middle <= high <= 195.0
        assert middle == pytest.approx(195.0 * line.population_west_share)


@given(SHARE)
def test_a_share_lies_between_the_lines_beside_it(share):
    west, east = RULER.beside(share)
    shares = [line.share for line in RULER.named_lines]
    assert (west is None) == (share < min(shares)) and (east is None) == (share >= max(shares))
    assert west is None or west.share <= share
    assert east is None or east.share > share
    if west is not None and east is not None:
        assert RULER.named_lines.index(east) == RULER.named_lines.index(west) + 1


def test_the_frontier_is_one_point_from_both_sides():
    for sector in range(3):
        assert RULER.front_of_km(sector, 0.0) == RULER.frontier_front
        assert RULER.front_of_km(sector, -1e-9) == pytest.approx(RULER.frontier_front, abs=1e-11)
        assert RULER.front_of_km(sector, 1e-9) == pytest.approx(RULER.frontier_front, abs=1e-11)
    at = RULER.frontier_front
    assert RULER.share_of_front(at) == RULER.frontier_share
    assert RULER.share_of_front(at - 1e-9) == pytest.approx(RULER.frontier_share, abs=1e-8)
    assert RULER.share_of_front(at + 1e-9) == pytest.approx(RULER.frontier_share, abs=1e-8)
    assert RULER.grain_share(at) == 0.0


def test_berlin_is_zero_and_the_line_is_one():
    for sector in range(3):
        assert RULER.front_of_km(sector, -RULER.km_to_berlin[sector]) == pytest.approx(0.0, abs=1e-15)
        assert RULER.front_of_km(sector, RULER.km_to_line[sector]) == pytest.approx(1.0)
    assert RULER.mean_front(RULER.km_to_line) == pytest.approx(1.0)
    assert RULER.share_of_front(0.0) == 0.0
    assert RULER.share_of_front(1.0) == 1.0


def test_beyond_the_ends_shares_hold_still():
    assert RULER.share_of_front(-0.06) == 0.0
    assert RULER.share_of_front(1.2) == 1.0


def test_west_of_the_frontier_the_share_is_in_proportion():
    assert RULER.share_of_front(0.13) == pytest.approx(RULER.frontier_share / 2)


def test_named_lines_stand_in_their_order_near_the_figures():
    expected = {
        "frontier_1914": 0.30,
        "frontier_1941": 0.35,
        "frontier_1938": 0.42,
        "dnieper": 0.54,
        "brest_litovsk": 0.65,
        "arkhangelsk_astrakhan": 1.0,
    }
    assert [line.id for line in RULER.named_lines] == list(expected)
    for line in RULER.named_lines:
        assert line.share == pytest.approx(expected[line.id], abs=0.01)
        assert RULER.share_of_front(line.front) == pytest.approx(line.share, abs=1e-12)
        assert line.population_low <= line.population_west_share <= line.population_high
        assert RULER.line(line.id) is line


def test_an_unknown_line_is_a_key_error():
    with pytest.raises(KeyError):
        RULER.line("urals")


def test_knot_tables_have_one_length_and_rise():
    tables = (RULER.knots_front, RULER.knots_share, RULER.knots_basket, RULER.knots_grain)
    assert {len(table) for table in tables} == {len(RULER.knots_front)}
    assert all(a < b for a, b in pairwise(RULER.knots_front))
    for table in tables:
        assert all(a <= b for a, b in pairwise(table))
    for front, share, grain in zip(RULER.knots_front, RULER.knots_share, RULER.knots_grain, strict=True):
        assert RULER.share_of_front(front) == share
        assert RULER.grain_share(front) == grain


@given(st.floats(0.05, 0.95))
def test_another_share_at_the_frontier_keeps_the_order(share):
    other = RULER.with_frontier_share(share)
    assert other.share_of_front(other.frontier_front) == pytest.approx(share)
    assert [line.id for line in other.named_lines] == [line.id for line in RULER.named_lines]
    shares = [line.share for line in other.named_lines]
    assert shares == sorted(shares)
    for line, before in zip(other.named_lines, RULER.named_lines, strict=True):
        assert other.share_of_front(before.front) == pytest.approx(line.share, abs=1e-9)
    back = other.with_frontier_share(RULER.frontier_share)
    for line, before in zip(back.named_lines, RULER.named_lines, strict=True):
        assert line.share == pytest.approx(before.share, abs=1e-9)


@pytest.mark.parametrize("bad", [0.0, 1.0, -0.1, float("nan")])
def test_a_share_at_the_frontier_lies_between_nought_and_one(bad):
    with pytest.raises(ValueError, match="between 0 and 1"):
        RULER.with_frontier_share(bad)


def test_weights_add_up():
    assert sum(RULER.weights) == pytest.approx(1.0)
    assert sum(BASKET_WEIGHTS.values()) == pytest.approx(1.0)


def test_a_dated_front_with_less_behind_it_is_lifted():
    plain = Basket(
        population=0.5, population_low=0.4, population_high=0.6, grain=0.5, coal=0.5, iron=0.5, oil=0.5
    )
    poor = replace(plain, population=0.1, population_low=0.1, population_high=0.1, grain=0.1)
    end = replace(plain, population=1.0, population_low=1.0, population_high=1.0, grain=1.0)
    made = build(
        km_to_line=(1000.0, 1000.0, 1000.0),
        dated_fronts=((0.6, poor), (0.5, plain), (0.5, poor)),
        line_baskets=(),
        end=end,
    )
    assert made.knots_front == (0.0, 0.26, 0.5, 0.6, 1.0)
    assert made.knots_share[3] == made.knots_share[2]
    assert made.knots_grain == (0.0, 0.0, 0.5, 0.5, 1.0)


def test_a_ruler_is_frozen():
    with pytest.raises(FrozenInstanceError):
        RULER.frontier_share = 0.5
