"""Both ends of every range, in small: docs/range_ends.py runs the whole of it."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sepeace.clocks import clock_choice
from sepeace.errors import BadValue
from sepeace.model.parameters import PARAMETERS, find
from sepeace.stats.estimates import wilson
from sepeace.validation.range_ends import (
    MOST_DAYS,
    MOST_GERMAN,
    End,
    Recorded,
    ends,
    of_the_battlefield,
    recorded,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "range-ends.md"
FEW = 80


def at(key, value):
    """The parameter with a range that ends at a value."""
    row = find(*key.split("."))
    low, high = min(value, row.quantity.value), max(value, row.quantity.value)
    return replace(row, quantity=replace(row.quantity, low=low, high=high))


# Red when a number leaks into the recorded war: one of the leaders into the front, or one of the battlefield
# into what does not depart from the record.
@pytest.mark.parametrize("row", PARAMETERS, ids=lambda row: row.key)
def test_the_recorded_war_comes_back_at_both_ends(row):
    for value in (row.quantity.low, row.quantity.high):
        found = recorded(row.key, value)
        if not row.strays:
            assert found is not None and found.comes_back
        elif row.name == "replacements":
            assert found.front_km == 0.0 and found.days == 0.0 and found.strength_millions > 0.1
        else:
            assert found.front_km == found.strength_millions == 0.0 and 0.0 < abs(found.days) < 14.0


# Red when an end makes the war that happened a piece of luck; few campaigns, so only what is surely outside.
def test_no_end_of_the_battlefield_is_surely_out_of_bounds():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    for end in ends(of_the_battlefield(), FEW):
        assert end.failed == 0
        assert wilson(round(end.german * FEW), FEW).ci95[0] <= MOST_GERMAN, (end.key, end.value)
        assert end.median_days is not None and abs(end.median_days) <= MOST_DAYS, (end.key, end.value)


# Red when the check would let through what it is there for: ends at which Germany wins the war that it lost.
@pytest.mark.parametrize(
    ("key", "value"), [("replacements", 0.5), ("collapse_line", 0.7), ("least_strength.soviet", 2.25)]
)
def test_the_check_sees_an_end_that_is_nonsense(key, value):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    found = next(end for end in ends([at(key, value)], FEW) if end.value == value)
    assert found.german > 0.2 and not found.free_ok and not found.ok


# Red when a bound is read the wrong way, or a war that strays counts as explained.
def test_what_counts_as_within_bounds():
    back = Recorded(front_km=0.0, strength_millions=0.0, days=0.0)
    fine = End(
        key="score_sd", end="low", value=0.5, recorded=back, campaigns=100, failed=0,
        german=0.1, soviet=0.9, settled=0.0, median_days=-182.0,
    )  # fmt: skip
    assert fine.ok
    for change in ({"german": 0.101}, {"median_days": 183.0}, {"median_days": None}, {"failed": 1}):
        assert not replace(fine, **change).ok
    strays = replace(back, strength_millions=0.2)
    assert not replace(fine, recorded=strays).ok
    assert replace(fine, key="replacements", recorded=strays).ok
    assert not replace(fine, key="replacements", recorded=replace(strays, front_km=1.0)).ok
    assert not replace(fine, key="berlin_line", recorded=replace(back, days=15.0)).ok
    with pytest.raises(BadValue, match="too few campaigns"):
        ends(campaigns=0)


def test_the_battlefield_comes_first_in_the_table():
    keys = [row.key for row in of_the_battlefield()]
    assert {"score_base", "ground_floor", "least_strength.soviet", "released_share"} <= set(keys)
    assert not {"belief_volatility", "ideology.germany", "feeler_rate"} & set(keys)


# Red when a range was changed and the page not written anew: run docs/range_ends.py.
def test_the_page_has_the_ends_of_the_table():
    rows = re.findall(r"^\| `([a-z_.]+)` \| ([\d.]+) \| .*%.* \| (yes|NO) \|$", PAGE.read_text("utf-8"), re.M)
    expected = [
        (row.key, f"{value:g}", "yes")
        for row in of_the_battlefield()
        for value in (row.quantity.low, row.quantity.high)
    ]
    assert rows == expected
