"""The table of parameters: complete, sourced, inside its ranges, and refused with a message beyond them."""

import ast
import csv
import math
from dataclasses import fields, replace
from importlib import resources
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.clocks.plain import run_plain
from sepeace.errors import BadValue, UnknownName
from sepeace.kernel.fields import PARAMETER_PAIRS, Parameters
from sepeace.model import parameters as module
from sepeace.model.parameters import (
    PARAMETER_NAMES,
    PARAMETERS,
    SIDES,
    Parameter,
    defaults,
    find,
    sides_of,
)
from sepeace.scenario.assume import assume
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.checks.parameter_use import NO_LEVER
from sepeace.scenario.library import historical
from sepeace.scenario.plan import plan
from sepeace.scenario.settings import SUPPLIES, as_parameters, places
from sepeace.scenario.vocabulary import PROFILES, READINGS, SWITCHES
from sepeace.validation.wishes.wording import SYMBOLS
from tests.clocks import sampled

every_row = pytest.mark.parametrize("row", PARAMETERS, ids=lambda row: row.key)
ENDS = tuple(product(PARAMETERS, ("document", "prospect", "rational")))


# Red when a row has no unit, meaning or source, or a default outside its range.
@every_row
def test_every_number_has_range_unit_and_source(row):
    quantity = row.quantity
    assert quantity.low <= quantity.value <= quantity.high and quantity.low < quantity.high
    assert quantity.unit and quantity.source and row.meaning
    assert row.side in (None, *SIDES)
    assert not row.claim or row.claim[0] == "D"
    low, high = row.bounds
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
    usual = {row.key for row in PARAMETERS if row.drawn and row.part not in (*PROFILES, SUPPLIES)}
    assert set(plan(historical()).draw(1, 1)) == usual


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
    low, high = row.bounds
    for value in (low, high, row.quantity.value):
        assert row.checked(value) == value
    width = row.quantity.high - row.quantity.low
    for value in (low - width - 1.0, high + width + 1.0, math.nan, math.inf):
        with pytest.raises(BadValue, match="out of reach"):
            row.checked(value)
    for value in (True, "1", None):
        with pytest.raises(BadValue, match="must be a number"):
            row.checked(value)


# Red when a number that the equations divide by, or a chance, can be set where they break down.
@every_row
def test_bounds_keep_to_the_meaning(row):
    low, high = row.bounds
    if row.quantity.unit in ("share", "probability", "months", "days", "millions", "km"):
        assert low >= 0.0
    if row.quantity.unit == "probability":
        assert high <= 1.0
    assert defaults()[row.key] == row.quantity.value


# Red when a value that is let through makes a campaign fail or raise: a logarithm of 0, a share above 1.
@pytest.mark.parametrize(("row", "strength"), sampled(ENDS, 2), ids=lambda one: getattr(one, "key", one))
def test_a_campaign_runs_at_both_ends_of_what_is_let_through(row, strength):
    for value in row.bounds:
        assumptions = assume(Assumptions(), {row.key: value, "strength": strength})
        state, _ = run_plain(plan(replace(historical(), assumptions=assumptions)), 1, 0)
        assert not state.failed


# Red when a change on a date is let through for a number that is read on the first day only.
@pytest.mark.parametrize("name", ["trust_start", "prior_drift", "prior_sd", "score_base", "frontier_share"])
def test_numbers_of_the_first_day_do_not_change(name):
    assert not any(row.dated for row in PARAMETERS if row.name == name)


# --- one row is all that is known of it -------------------------------------------------------------------


# Red when a cell is empty that must not be, or names a switch, a reading, a part or a number that is none.
@every_row
def test_every_column_says_what_it_can_say(row):
    assert row.lever in ("yes", *NO_LEVER)
    machinery = ("battlefield", "words", "cap", "feelers", "talks", "peace", "west", "finland")
    others = (*machinery, *PROFILES, SUPPLIES)
    assert row.part in (*SYMBOLS, *others)
    assert row.switch in ("", *SWITCHES) and (row.off is None or row.switch)
    assert row.reach is None or (row.reach[0] <= row.quantity.low and row.quantity.high <= row.reach[1])
    assert not row.positive or row.bounds[0] > 0.0
    for by in (*row.used_under, *row.set_by):
        assert by.reading in READINGS[by.dispute]
    for by in row.set_by:
        assert row.checked(by.value) != row.quantity.value
    named = {key for group in row.acts_through for key in group} | {one.while_0 for one in row.used_under}
    assert named - {None} <= set(defaults()) - {row.key}
    assert all(one.while_0 is None or find(one.while_0).quantity.low > 0.0 for one in row.used_under)


def test_the_columns_are_the_fields():
    """Red if a column is added that no field reads, or one field is filled from somewhere else."""
    text = resources.files("sepeace.data").joinpath("parameters.csv").read_text(encoding="utf-8")
    columns = set(text.splitlines()[0].split(","))
    split = {"key": {"name", "side"}, "default": {"quantity"}, "low": set(), "high": set(), "unit": set(),
             "source": set()}  # fmt: skip
    told = columns - split.keys() | set().union(*split.values())
    assert told == {field.name for field in fields(Parameter)} and split.keys() <= columns


@pytest.mark.parametrize("form", ["motive=mixed", "motive=mixed: 0.1 since 1943-10-01", "motive: 1"])
def test_a_cell_that_cannot_be_read_is_refused(form):
    cells = next(csv.DictReader(resources.files("sepeace.data").joinpath("parameters.csv").open()))
    with pytest.raises(ValueError, match="cannot be read"):
        module._row({**cells, "set_by": form})


# Red when a number is read again that is said to be read on the first day alone.
@pytest.mark.parametrize("row", [row for row in PARAMETERS if not row.dated], ids=lambda row: row.key)
def test_what_holds_for_the_whole_war_is_read_once(row):
    made = plan(historical().with_assumptions({"initiative": "martin"}))
    later = replace(made, numbers=replace(made.numbers, value=[list(one) for one in made.numbers.value]))
    place = places().index(row.key)
    later.numbers.value[1][place] += 1.0
    assert repr(run_plain(later, 1, 0)) == repr(run_plain(made, 1, 0))


HOMONYMS = {"ideology", "plan", "fear", "reference", "western_belief"}
"""Terms of the gap, the key of a value that others are held against, and what the West believes on a day."""
ABOUT_NUMBERS = {
    "battle.py": "the fit of the scores", "table.py": "the rows that it writes",
    "range_ends.py": "the recorded war without its noise", "half_years.py": "the front held to the record",
    "exact.py": "the same", "hangs_on.py": "whose ends are tried", "levers.py": "the usual ones",
    "varied.py": "causes taken out", "willingness.py": "worlds beside the default one",
    "bargaining.py": "argument of an equation", "beliefs.py": "the same", "choice.py": "the same",
    "material.py": "a sentence on three numbers", "series.py": "the ruler's share",
    "told.py": "the same",
    "where_from.py": "the rules of calling off",
    "leaders.py": "what a policy acts through",
    "drawn.py": "the coefficients of the score, drawn together",
    "finland.py": "what may carry the forecast, each set to its ends",
    "lesson_runs.py": "the German leader's ideology, which a lesson takes out",
    "pool.py": "a sum that comes together", "luck.py": "scores as they fell",
    "rank_test.py": "what is ranked",
}  # fmt: skip
"""Modules that ask a question about a number by its name; what is true of a number stands in its row."""


def literals(path):
    """Names of parameters that stand in a module as texts."""
    texts = {
        node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
    }
    return texts & ({*PARAMETER_NAMES, *defaults()} - HOMONYMS)


# Red when a fact of a parameter is kept in a table beside its row, or a module no longer names any.
def test_no_module_knows_a_parameter_by_name():
    package = Path(module.__file__).parents[1]
    naming = {path.name for path in package.rglob("*.py") if "kernel" not in path.parts and literals(path)}
    assert naming == set(ABOUT_NUMBERS)
