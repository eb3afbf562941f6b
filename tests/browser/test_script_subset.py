"""Each construct that is translated does what Python does; each that is not is refused with its place."""

from __future__ import annotations

import json

import pytest

from sepeace.browser.refusal import OutsideSubset
from sepeace.browser.script import kinds
from sepeace.browser.script.bundle import Bundle
from sepeace.browser.script.compact import compact
from sepeace.browser.script.page_script import own_script
from sepeace.shapes import as_json
from tests import script_refused, script_samples
from tests.scripts import asked, node


@pytest.fixture(autouse=True)
def _tests_are_translated(monkeypatch):
    monkeypatch.setattr(kinds, "HOMES", ["sepeace", "tests"])


def script_of(*functions, short=True):
    """A script whose surface is some functions, and its runtime."""
    bundle = Bundle()
    names = {function.__name__: bundle.function(function) for function in functions}
    text = bundle.text()
    surface = ", ".join(f"{name}: {own}" for name, own in names.items())
    script = (
        f"const samples = (() => {{\n{own_script('runtime.js')}{text}return {{ $, {surface} }};\n}})();\n"
    )
    return compact(script) if short else script


def plain(value):
    """A value of a sample as JSON has it."""
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return as_json(value)


SAY = """
const day = (one) => one !== null && typeof one === "object" && "day" in one ? new api.$.Day(one.day) : one;
return given.calls.map(([name, args]) => {
  try { return api[name](...args.map(day)); } catch (error) { return error.stack; }
});
"""


def as_argument(value):
    return {"day": value.toordinal()} if hasattr(value, "toordinal") else value


# Red when any construct of the subset means something else in JavaScript than in Python.
@pytest.mark.parametrize("short", (True, False))
def test_samples_give_what_python_gives(tmp_path, short):
    functions = [getattr(script_samples, name) for name in script_samples.SAMPLES]
    calls = [(name, args) for name, rows in script_samples.SAMPLES.items() for args in rows]
    given = [(name, [as_argument(one) for one in args]) for name, args in calls]
    said = asked(tmp_path, script_of(*functions, short=short), SAY, surface="samples", calls=given)
    for (name, args), own in zip(calls, said, strict=True):
        expected = plain(getattr(script_samples, name)(*args))
        assert isinstance(own, list | int), f"{name}{args}: {own}"
        rows = zip(expected, own, strict=True) if isinstance(expected, list) else [(expected, own)]
        for place, (one, two) in enumerate(rows):
            assert one == two, f"{name}{args}, place {place}"


# Red when an error of Python's passes for an answer.
def test_errors_stay_errors(tmp_path):
    work = """return given.calls.map(([name, args]) => {
      try { return api[name](...args); } catch (error) { return error.name + ": " + error.message; }
    });"""
    calls = [["raised", [3]], ["floats", [1, 0]], ["sequences", [[1, 2, None]]], ["texts", [None, 1, 1]]]
    functions = [getattr(script_samples, name) for name, _ in calls]
    said = asked(tmp_path, script_of(*functions), work, surface="samples", calls=calls)
    assert said[0] == "ValueError: 3 is too many"
    assert said[1].startswith("ZeroDivisionError")
    assert all(isinstance(one, str) and "Error" in one for one in said)


# Red when something outside the subset is translated in silence, or the refusal does not say where it stands.
@pytest.mark.parametrize("name", sorted(script_refused.REFUSED))
def test_what_is_outside_the_subset_is_refused_with_its_place(name):
    function = getattr(script_refused, name)
    with pytest.raises(OutsideSubset) as found:
        script_of(function)
    error, first = found.value, function.__code__.co_firstlineno
    assert error.function.split(".")[-1] == name
    assert error.file == script_refused.__file__
    assert first <= error.line <= first + 8
    assert script_refused.REFUSED[name] in error.met, error.met
    assert str(error.line) in str(error) and name in str(error)


# Red when one of two lambdas of a line is taken for the other.
def test_two_lambdas_of_one_line_are_refused():
    with pytest.raises(OutsideSubset, match="not to be told from others") as found:
        script_of(script_refused.two_lambdas)
    assert found.value.function == "<lambda>" and found.value.line > 0


# Red when a letter that counts as two in JavaScript gets in, where places in a text would no longer agree.
def test_a_letter_of_two_is_refused():
    with pytest.raises(OutsideSubset, match="counts as two"):
        Bundle().literal("\U0001f600", str)


# Red when blanks that mean something are taken out, or a text is touched.
def test_taking_blanks_out_changes_nothing():
    assert (
        compact('a = "b  // c" ;  // d\n\n\n  return  x + +1 - -y ;\n') == 'a="b  // c";\nreturn x+ +1- -y;\n'
    )
    assert compact("/* all\n of it */ let  a = 1 / 2 ;") == "let a=1/2;"
    for script in ("a = `b`;", "a = /b/;", "f(/b/)"):
        with pytest.raises(ValueError, match="regular expression"):
            compact(script)


# Red when a machine without node fails the tests, or passes over them without saying why.
def test_without_node_the_reason_is_plain(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(pytest.skip.Exception, match="node is not installed"):
        node()


# Red when two functions or constants of one name from different modules become one.
def test_names_do_not_collide():
    from sepeace.chronicle import approaches, contacts, finland, west

    bundle = Bundle()
    functions = (approaches.refused, contacts.refused, west.told, finland.terms)
    assert len({bundle.function(one) for one in functions}) == 4
    assert json.dumps(bundle.classes) == "[]"
