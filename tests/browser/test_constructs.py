"""Each construct of the subset, translated, beside Python itself.

Functions are translated twice: with calls, and with all that can be put in place of its calls.
"""

import math
import struct
from dataclasses import fields, is_dataclass

import numpy as np
import pytest
import wasmtime
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sepeace.browser.translator.binary import PAGE
from sepeace.browser.translator.kinds import record_of
from sepeace.browser.translator.module import translated
from tests.browser import constructs, constructs_in_memory
from tests.browser.constructs_in_memory import Part, Whole
from tests.browser.host import call, instance, kept

WAYS = {"called": {"small": 0, "single": 0}, "put in place": {"small": 500, "single": 500}}
FUNCTIONS = {
    name: function
    for home in (constructs, constructs_in_memory)
    for name, function in vars(home).items()
    if getattr(function, "__module__", "") == home.__name__ and not is_dataclass(function)
}
WHOLES = st.integers(-(10**9), 10**9)
SMALL = st.integers(-40, 40)
REALS = st.floats(width=64)
PLAIN = st.floats(-1e9, 1e9)


@kept
def made(way):
    exported = [one for name, one in FUNCTIONS.items() if name not in ("total_of", "last_weight")]
    return instance(translated(exported, **WAYS[way]))


def both_ways(name, *arguments):
    """What a function gives in either way, by the bits, after Python itself."""
    for way in WAYS:
        store, exports = made(way)
        yield call(store, exports[name], *arguments)


def bits(value):
    if isinstance(value, tuple | list):
        return [bits(one) for one in value]
    return struct.pack("<d", value) if isinstance(value, float) else int(value)


def check(name, *arguments):
    expected = FUNCTIONS[name](*arguments)
    for found in both_ways(name, *arguments):
        assert bits(found) == bits(expected), (name, arguments)


def simple(*names):
    return pytest.mark.parametrize("name", names)


# Red when a quotient or what it leaves is cut towards 0, or a shift or a sign is taken for another.
@simple("floor_by_constants", "floor_by_negative_constants", "negated", "size_of")
@given(n=st.integers(-(2**56), 2**56))
def test_whole_numbers(name, n):
    check(name, n)


# Red when a divisor of either sign is not met, or -1, which a machine trips over.
@given(n=WHOLES, k=WHOLES.filter(bool))
@example(n=-7, k=7)
@example(n=7, k=-1)
def test_division_by_any(n, k):
    check("floor_by_any", n, k)


# Red when a division by 0 stops the module where the compiled clock goes on with 0.
def test_division_by_nothing_gives_nothing():
    assert list(both_ways("floor_by_any", 5, 0)) == [0, 0]


@given(n=WHOLES, k=WHOLES)
def test_bits(n, k):
    check("bits_of", n, k)


@given(n=WHOLES, k=st.integers(0, 30))
def test_shifts(n, k):
    check("shifted", n, k)


# Red when terms are put in another order, or a whole number is not made a float where Python makes it one.
@given(x=PLAIN, y=PLAIN, n=WHOLES)
def test_floats(x, y, n):
    check("sums", x, y)
    check("mixed", x, n)
    check("whole_part", x)
    check("roots", x)
    check("either", n % 10, x)


# Red when the order of arguments is lost: Python keeps the first unless the second goes beyond it.
@simple("larger", "smaller", "compared")
@given(x=REALS, y=REALS)
@example(x=0.0, y=-0.0)
@example(x=-0.0, y=0.0)
@example(x=math.nan, y=1.0)
@example(x=1.0, y=math.nan)
def test_two_floats(name, x, y):
    check(name, x, y)


# Red when a whole number is rounded before it is compared.
@given(n=st.integers(-(2**63), 2**63 - 1), x=REALS)
@example(n=2**53 + 1, x=2.0**53)
@example(n=2**63 - 1, x=2.0**63)
@example(n=-(2**63), x=-(2.0**63))
@example(n=0, x=-0.0)
@example(n=5, x=math.nan)
@example(n=5, x=math.inf)
def test_whole_numbers_beside_floats(n, x):
    check("compared_with_whole", n, x)


@given(x=REALS)
@example(x=5e-324)
@example(x=-0.0)
def test_bits_of_a_float(x):
    check("is_finite", x)
    if not math.isnan(x):
        check("parts_of", x)


# Red when a number that becomes very small is rounded twice; where Python raises, it is infinite as in C.
@given(x=REALS.filter(lambda x: not math.isnan(x)), n=st.integers(-2300, 2300))
@example(x=1.5, n=-1074)
@example(x=1.9999999999999998, n=-1075)
@example(x=5e-324, n=2097)
def test_scaled_floats(x, n):
    try:
        check("scaled", x, n)
    except OverflowError:
        infinite = math.copysign(math.inf, x)
        assert list(both_ways("scaled", x, n)) == [infinite, infinite]


@given(n=st.integers(0, 2**63 - 1))
@example(n=2**63 - 1)
@example(n=(2**31) ** 2 - 1)
def test_whole_roots(n):
    check("root_of", n)


# Red when what Python would not evaluate is, or a value in the middle of a chain is taken twice.
@simple("chained_once", "short_circuit")
@given(n=SMALL)
def test_conditions_with_calls(name, n):
    check_memory(name, n)


@given(x=REALS, y=REALS, z=REALS, n=SMALL, k=SMALL)
@example(x=1.0, y=math.nan, z=2.0, n=7, k=7)
def test_conditions(x, y, z, n, k):
    check("chained", x, y, z)
    check("chained_far", n)
    check("joined", n, k)
    check("joined_in_branches", n, k)
    check("truth_of", n, x)


# Red when a loop's bound is asked again, its name counts on after the loop, or a jump goes to a wrong place.
@simple("triangle", "after_the_loop", "stops", "backwards", "nested", "until")
@given(n=SMALL)
def test_loops(name, n):
    check(name, n)


@given(x=PLAIN, y=PLAIN, n=st.integers(0, 3))
def test_tuples_and_tables(x, y, n):
    for name in ("turned", "unpacked", "handed_on"):
        check(name, x, y)
    check("looked_up", n)
    check("looked_up_real", n)


# Red when arguments are taken in another order, a change of one reaches the caller, or a return goes too far.
@given(x=PLAIN, y=PLAIN, n=SMALL)
@example(x=0.0, y=-0.0, n=0)
@example(x=1.5, y=-0.5, n=7)
def test_calls(x, y, n):
    check("changed_there_alone", n)
    check("signs", x, y)
    check("signs_both_ways", x, y)
    check("in_order", x, y)


def test_calls_of_itself():
    check("recursive", 12)


# Red when an assertion is passed over.
@simple(*range(-1, 12))
def test_assertions_stop_the_module(name):
    try:
        expected = constructs.holds(name)
    except AssertionError:
        for way in WAYS:
            store, exports = made(way)
            with pytest.raises(wasmtime.Trap):
                call(store, exports["holds"], name)
    else:
        assert list(both_ways("holds", name)) == [expected, expected]


# --- memory ---


def new_record():
    parts = [Part(0.5 * n, n, [0.25 * n, 1.0 - n, 2.0 + n]) for n in range(3)]
    grid = [[1.0, 2.0, 4.0], [8.0, 16.0, 32.0]]
    return Whole(5, 0.5, [10, 20, 30, 40], grid, parts[0], parts[1:])


def values(record):
    """A record with all that is in it, as numpy takes it."""
    if isinstance(record, list):
        return [values(one) for one in record]
    if is_dataclass(record):
        return tuple(values(getattr(record, field.name)) for field in fields(record))
    return record


def packed(record):
    row = np.zeros(1, record_of(type(record)))
    for field in fields(record):
        row[field.name][0] = values(getattr(record, field.name))
    return row.tobytes()


def check_memory(name, *arguments):
    record = new_record()
    before = packed(record)
    expected = FUNCTIONS[name](record, *arguments)
    for way in WAYS:
        store, exports = made(way)
        exports["memory"].write(store, before, PAGE)
        found = call(store, exports[name], PAGE, *arguments)
        assert (expected is None and found is None) or bits(found) == bits(expected), (name, arguments)
        after = bytes(exports["memory"].read(store, PAGE, PAGE + len(before)))
        assert after == packed(record), (name, arguments)


# Red when an index from the end misses, a row is copied where it is looked at, or a value is kept elsewhere.
@simple("views", "rows_handed_over", "whole_into_real", "nothing_returned")
@given(n=SMALL)
@settings(max_examples=50)
def test_memory(name, n):
    check_memory(name, n)


@given(n=st.integers(-4, 3))
def test_indices_from_the_end(n):
    check_memory("from_the_end", n)


# Red when a place is found before the call that moves its index; Python calls first.
@simple("index_after_call", "records_handed_over")
def test_memory_alone(name):
    check_memory(name)
