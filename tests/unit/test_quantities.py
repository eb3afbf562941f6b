"""Quantities, dates and the time grid."""

from dataclasses import FrozenInstanceError
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.quantities import (
    DAYS_PER_MONTH,
    EPOCH,
    GRID,
    HORIZON,
    Quantity,
    date_of,
    day_of,
    on_grid,
    parse_date,
)


def test_epoch_and_horizon():
    assert day_of(EPOCH) == 0.0
    assert day_of(date(1941, 6, 21)) == -1.0
    assert day_of(HORIZON) == 1653.0
    assert DAYS_PER_MONTH * 12 == 365.25


@given(st.dates(date(1900, 1, 1), date(2000, 1, 1)), st.floats(0, 0.999999))
def test_dates_and_days_agree(day, part):
    assert date_of(day_of(day) + part) == day


def test_a_day_before_the_epoch_floors_down():
    assert date_of(-0.5) == EPOCH - timedelta(days=1)


@given(st.floats(-2000, 5000), st.floats(0, 2000))
def test_on_the_grid_waiting_ends_exactly_when_due(now, wait):
    now, due = on_grid(now), on_grid(now + wait)
    assert now + (due - now) == due


@given(st.floats(-5000, 5000))
def test_the_grid_moves_nothing_by_more_than_half_a_step_and_holds_still(day):
    assert abs(on_grid(day) - day) <= GRID / 2
    assert on_grid(on_grid(day)) == on_grid(day)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
def test_days_must_be_finite(bad):
    with pytest.raises(ValueError, match="finite"):
        on_grid(bad)
    with pytest.raises(ValueError, match="finite"):
        date_of(bad)


def test_dates_are_read_from_iso_text_or_taken_as_they_are():
    assert parse_date("1943-07-05") == date(1943, 7, 5) == parse_date(date(1943, 7, 5))


@pytest.mark.parametrize("bad", ["5 July 1943", "1943-07", "1943-13-01", "19430705", ""])
def test_other_dates_are_refused(bad):
    with pytest.raises(ValueError):
        parse_date(bad)


def test_a_time_of_day_is_refused():
    with pytest.raises(ValueError, match="time of day"):
        parse_date(datetime(1943, 7, 5, 4, 30))


def test_a_quantity_is_frozen():
    held = Quantity(value=1, low=0, high=2, unit="1", source="judgement")
    with pytest.raises(FrozenInstanceError):
        held.value = 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"value": 3.0}, "outside"),
        ({"low": float("nan")}, "finite"),
        ({"high": float("inf")}, "finite"),
        ({"unit": " "}, "unit"),
        ({"source": ""}, "source"),
    ],
)
def test_a_quantity_needs_range_unit_and_source(change, words):
    fields = {"value": 1.0, "low": 0.0, "high": 2.0, "unit": "1", "source": "judgement"} | change
    with pytest.raises(ValueError, match=words):
        Quantity(**fields)
