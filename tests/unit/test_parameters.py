"""The table of parameters: complete, sourced, inside its ranges, and refused with a message beyond them."""

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.clocks.plain import run_plain
from sepeace.errors import BadValue, UnknownName
from sepeace.kernel.fields import PARAMETER_PAIRS, Parameters
from sepeace.model.parameters import (
    PARAMETER_NAMES,
    PARAMETERS,
    SIDES,
    check,
    defaults,
    find,
    hard_bounds,
    sides_of,
)
from sepeace.scenario.assume import assume
from sepeace.scenario.library import historical
from sepeace.scenario.plan import plan
from sepeace.scenario.scenario import Assumptions
from sepeace.scenario.settings import as_parameters, places

every_row = pytest.mark.parametrize("row", PARAMETERS, ids=lambda row: row.key)


# Red when a row has no unit, meaning or source, or a default outside its range.
@every_row
def test_every_number_has_range_unit_and_source(row):
    quantity = row.quantity
    assert quantity.low <= quantity.value <= quantity.high and quantity.low < quantity.high
    assert quantity.unit and quantity.source and row.meaning
    assert row.side in (None, *SIDES)
    assert not row.claim or row.claim[0] == "D"
    low, high = hard_bounds(row)
    assert low <= quantity.low and quantity.high <= high


# Red when the kernel reads a parameter that the table does not have, or the table has one that nothing reads.
def test_the_table_and_the_kernel_have_the_same_parameters():
    names = {field.name for field in fields(Parameters)}
    assert names == set(PARAMETER_NAMES)
    assert {row.name for row in PARAMETERS if row.side is not None} == set(PARAMETER_PAIRS)
    assert len({row.key for row in PARAMETERS}) == len(PARAMETERS)


# Red when a value lands in another field, or on the other side.
def test_every_value_reaches_its_field():
    values = {row.key: float(number) for number, row in enumerate(PARAMETERS, 1)}
    made = as_parameters([values.get(key, 0.0) for key in places()])
    for row in PARAMETERS:
        found = getattr(made, row.name)
        assert (found if row.side is None else found[SIDES.index(row.side)]) == values[row.key]


# Red when the default is not the median, an end is not the end of the range, or a higher chance gives less.
@every_row
def test_the_median_is_the_default(row):
    low, middle, high = row.quantity.low, row.quantity.value, row.quantity.high
    assert row.at(0.5) == pytest.approx(middle, rel=1e-12)
    assert row.at(0.0) == pytest.approx(low, abs=1e-15) and row.at(1.0) == pytest.approx(high, rel=1e-15)
    values = [row.at(k / 200.0) for k in range(201)]
    assert values == sorted(values) and low <= values[0] and values[-1] <= high


@given(st.floats(2.0**-33, 1.0 - 2.0**-33))
def test_no_draw_leaves_the_range(chance):
    for row in PARAMETERS:
        assert row.quantity.low <= row.at(chance) <= row.quantity.high


# Red when numbers of the battlefield (checked as a set against the record) or readings are drawn one by one.
def test_what_is_drawn():
    drawn = {row.name for row in PARAMETERS if row.drawn}
    assert {"belief_volatility", "strength_premium", "ideology", "feeler_rate", "willingness_noise"} <= drawn
    held = {"score_base", "score_sd", "structure_weight", "front_noise", "collapse_line", "ground_floor"}
    readings = {"leverage_share", "frontier_share", "fate_weight", "cap_margin"}
    assert not drawn & (held | readings)
    assert set(plan(historical()).draw(1, 1)) == {row.key for row in PARAMETERS if row.drawn}


# Red when a new row moves the draw of another: the address must come from the name alone.
def test_a_draw_depends_on_the_name_alone():
    row = find("ideology", "germany")
    assert replace(row, symbol="x", meaning="y").address == row.address
    assert replace(row, name="ideologie").address != row.address


def test_names_and_sides():
    assert sides_of("ideology") == SIDES and sides_of("fear") == ("germany",) and sides_of("reference") == ()
    assert find("fear").key == "fear.germany"
    with pytest.raises(BadValue, match="differs by side"):
        find("ideology")
    with pytest.raises(BadValue, match="no row for this side"):
        find("reference", "germany")
    with pytest.raises(UnknownName, match="did you mean ideology"):
        find("idelogy")


@every_row
def test_values_are_taken_within_their_bounds_and_refused_beyond(row):
    low, high = hard_bounds(row)
    for value in (low, high, row.quantity.value):
        assert check(row.name, row.side, value) == value
    width = row.quantity.high - row.quantity.low
    for value in (low - width - 1.0, high + width + 1.0, math.nan, math.inf):
        with pytest.raises(BadValue, match="out of reach"):
            check(row.name, row.side, value)
    for value in (True, "1", None):
        with pytest.raises(BadValue, match="must be a number"):
            check(row.name, row.side, value)


# Red when a number that the equations divide by, or a chance, can be set where they break down.
@every_row
def test_bounds_keep_to_the_meaning(row):
    low, high = hard_bounds(row)
    if row.quantity.unit in ("share", "probability", "months", "days", "millions", "km"):
        assert low >= 0.0
    if row.quantity.unit == "probability":
        assert high <= 1.0
    assert defaults()[row.key] == row.quantity.value


# Red when a value that is let through makes a campaign fail or raise: a logarithm of 0, a share above 1.
@every_row
@pytest.mark.parametrize("strength", ["document", "prospect", "rational"])
def test_a_campaign_runs_at_both_ends_of_what_is_let_through(row, strength):
    for value in hard_bounds(row):
        assumptions = assume(Assumptions(), {row.key: value, "strength": strength})
        state, _ = run_plain(plan(replace(historical(), assumptions=assumptions)), 1, 0)
        assert not state.failed


# Red when a change on a date is let through for a number that is read on the first day only.
@pytest.mark.parametrize("name", ["trust_start", "prior_drift", "prior_sd", "score_base", "frontier_share"])
def test_numbers_of_the_first_day_do_not_change(name):
    assert not any(row.changes for row in PARAMETERS if row.name == name)
