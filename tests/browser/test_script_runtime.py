"""The runtime does with numbers, days and orders what Python does, to the last digit."""

from __future__ import annotations

import math
import struct
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sepeace.browser.script.page_script import own_script
from tests.scripts import asked

FORMATS = ("+.2f", ".0f", ".1f", ".2f", ".3f", ",.1f", "+,.0f", "g", ".2g", ".1g", ".1%", ".0%")
BATCH = settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""One process of node for each example, which holds many numbers."""
TIES = [k / 2**j for j in range(1, 12) for k in (-513, -7, -5, -3, -1, 1, 3, 5, 7, 9, 11, 1001, 65_535)]
HARD = [
    *(0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 1e15, 1e16, 1.5e16, 1e21, 1e22, 1e-4, 9.9999e-5, 1e-5, 5e-324, 1e308),
    *(0.045, 1.005, 2.675, 999_999.5, 9_999_995.0, 0.99999949999, 123_456_789.125, 2.0**53, 2.0**63),
]
numbers = st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=300, max_size=300)
near = st.lists(st.floats(-2000.0, 2000.0), min_size=300, max_size=300)


def bits(value: float) -> str:
    return "nan" if math.isnan(value) else struct.pack(">d", value).hex()


def parts(spec: str) -> list[object]:
    """A format as the translator hands it to the runtime."""
    kind = spec[-1]
    places = spec.partition(".")[2][:-1]
    return ["+" if "+" in spec else "", "," in spec, int(places) if places else 6, kind]


WRITE = """
const from = (hex) => hex === "nan" ? NaN : Buffer.from(hex, "hex").readDoubleBE(0);
return given.numbers.map(from).map(
  (x) => [...given.formats.map((one) => api.format(x, ...one)), api.repr(x)]);
"""


def written(place, values):
    formats = [parts(spec) for spec in FORMATS]
    given_ = {"numbers": [bits(value) for value in values], "formats": formats}
    return asked(place, own_script("runtime.js"), WRITE, surface="$", **given_)


# Red when a number is written otherwise than by Python: a tie that goes up, a sign before nothing.
@BATCH
@given(numbers, near)
def test_numbers_are_written_as_python_writes_them(tmp_path_factory, some, others):
    values = [*HARD, *TIES, *some, *others, *(round(8.0 * x) / 8.0 for x in others)]
    for value, own in zip(values, written(tmp_path_factory.mktemp("n"), values), strict=True):
        assert own == [*(format(value, spec) for spec in FORMATS), repr(value)], value


RECKON = """
const from = (hex) => hex === "nan" ? NaN : Buffer.from(hex, "hex").readDoubleBE(0);
const bits = (x) => {
  const b = Buffer.alloc(8);
  b.writeDoubleBE(x);
  return Number.isNaN(x) ? "nan" : b.toString("hex");
};
const attempt = (make) => { try { return make(); } catch (error) { return error.name; } };
return given.pairs.map(([one, two]) => {
  const a = from(one), b = from(two);
  const made = [() => api.round(a), () => api.int(a), () => api.whole(a, Math.floor),
    () => api.whole(a, Math.ceil), () => api.mod(a, b), () => api.floordiv(a, b), () => api.div(a, b),
    () => api.max([a, b]), () => api.min([a, b])];
  return made.map(attempt).map((x) => typeof x === "number" ? bits(x) : x);
});
"""


def attempt(make):
    try:
        return bits(float(make()))
    except (ValueError, OverflowError, ZeroDivisionError) as error:
        return "ValueError" if isinstance(error, OverflowError) else type(error).__name__


def reckoned(a, b):
    makes = (
        lambda: round(a),
        lambda: int(a),
        lambda: math.floor(a),
        lambda: math.ceil(a),
        lambda: a % b,
        lambda: a // b,
        lambda: a / b,
        lambda: max(a, b),
        lambda: min(a, b),
    )
    return [attempt(make) for make in makes]


finite = st.floats(-1e9, 1e9).map(lambda x: round(x, 3))


# Red when rounding, floors, remainders or the greater of two are off by a bit, or no error is raised.
@BATCH
@given(st.lists(st.tuples(finite, finite), min_size=300, max_size=300))
def test_numbers_are_reckoned_as_python_reckons_them(tmp_path_factory, some):
    values = [float("nan"), float("inf"), *HARD[:5], *TIES]
    pairs = [
        *some,
        *((a, b) for a in values for b in (1.0, -0.25, 7.0, 0.0)),
        (5.0, 0.1),
        (-5.0, 0.1),
        (1.0, 0.1),
    ]
    given_ = {"pairs": [[bits(a), bits(b)] for a, b in pairs]}
    found = asked(tmp_path_factory.mktemp("r"), own_script("runtime.js"), RECKON, surface="$", **given_)
    for (a, b), own in zip(pairs, found, strict=True):
        assert own == reckoned(a, b), (a, b)


# Red when a product of whole numbers, or its root, is rounded before it need be.
@BATCH
@given(st.lists(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), min_size=100, max_size=100))
def test_whole_numbers_of_any_size_are_exact(tmp_path_factory, rows):
    work = """return given.rows.map((row) => { const p = row.reduce((a, b) => api.times(a, b));
      return [String(p), api.root(p), api.eq(p, 0), api.power(row[0] % 50, row[1] % 20).toString()]; });"""
    found = asked(tmp_path_factory.mktemp("w"), own_script("runtime.js"), work, surface="$", rows=rows)
    for row, own in zip(rows, found, strict=True):
        product = math.prod(row)
        assert own == [str(product), math.sqrt(product), product == 0, str((row[0] % 50) ** (row[1] % 20))]


# Red when a day of any year, with leap years and ends of months, is named or counted otherwise.
@BATCH
@given(st.lists(st.dates(), min_size=300, max_size=300))
def test_days_are_pythons(tmp_path_factory, some):
    some += [date(1941, 6, 22), date(1944, 2, 29), date(1900, 2, 28), date(2000, 2, 29), date.min, date.max]
    some += [date(1941, 1, 1) + timedelta(days=k) for k in range(0, 1830, 13)]
    work = """return given.days.map((n) => { const day = new api.Day(n);
      return [day.year, day.month, day.day, day.isoformat(), api.month(day),
        api.day(day.year, day.month, day.day).ordinal]; });"""
    ordinals = [day.toordinal() for day in some]
    found = asked(tmp_path_factory.mktemp("d"), own_script("runtime.js"), work, surface="$", days=ordinals)
    for day, own in zip(some, found, strict=True):
        expected = [day.year, day.month, day.day, day.isoformat(), f"{day:%B}", day.toordinal()]
        assert own == expected


scalars = st.one_of(st.integers(-3, 3), st.floats(-2.0, 2.0).map(lambda x: round(x, 1)), st.booleans())
rows_ = st.lists(st.tuples(scalars, st.text("abBé ", max_size=3)), min_size=0, max_size=12)


# Red when rows are put into another order, equal ones change places, or a slice takes others.
@BATCH
@given(st.lists(st.tuples(rows_, st.integers(-14, 14), st.integers(-14, 14)), min_size=60, max_size=60))
def test_orders_and_slices_are_pythons(tmp_path_factory, cases):
    work = """return given.cases.map(([rows, a, b]) => [
      api.sorted(rows, null, false), api.sorted(rows, (row) => row[1], false),
      api.sorted(rows, (row) => row[1], true), api.slice(rows, a, b, null), api.slice(rows, a, b, -2),
      api.slice(rows, null, null, b === 0 ? 1 : b), rows.map((one) => api.has(one, rows.slice(0, 2))),
      new api.Bag(rows).size]);"""
    found = asked(tmp_path_factory.mktemp("o"), own_script("runtime.js"), work, surface="$", cases=cases)
    for (rows, a, b), own in zip(cases, found, strict=True):
        expected = [
            sorted(rows),
            sorted(rows, key=lambda row: row[1]),
            sorted(rows, key=lambda row: row[1], reverse=True),
            rows[a:b],
            rows[a:b:-2],
            rows[:: b or 1],
            [one in rows[:2] for one in rows],
            len(set(rows)),
        ]
        assert [plain(one) for one in expected] == own


def plain(value):
    return [plain(one) for one in value] if isinstance(value, list | tuple) else value


# Red when a template that Python would not fill is filled, or one that it fills is not.
@pytest.mark.parametrize("template", ("{a} {{b}} {a}", "plain", "{{}}", "{a}{b}"))
def test_templates_are_filled_as_python_fills_them(tmp_path, template):
    facts = {"a": "x{b}", "b": "y"}
    work = "return api.fill(given.template, api.table(given.facts));"
    found = asked(tmp_path, own_script("runtime.js"), work, surface="$", template=template, facts=facts)
    assert found == template.format_map(facts)


# Red when a field that is missing, or a brace that stands alone, is passed over in silence.
def test_templates_that_do_not_fit_are_refused(tmp_path):
    work = """return given.templates.map((one) => {
      try { return api.fill(one, api.table({ a: "x", n: 1 })); } catch (error) { return error.name; } });"""
    templates = ["{b}", "{a", "a}", "{n}"]
    found = asked(tmp_path, own_script("runtime.js"), work, surface="$", templates=templates)
    assert found == ["KeyError", "ValueError", "ValueError", "TypeError"]
