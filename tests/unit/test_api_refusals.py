"""Whatever a caller of Python hands over, a mistake is a SepeaceError; numbers of numpy are numbers."""

from pathlib import Path

import numpy as np
import pytest

import sepeace as sp
from sepeace.errors import BadValue, SepeaceError
from sepeace.quantities import finite, whole

SCENARIOS = [None, 5, 1.5, b"historical", [], {}, object(), "", "\0", "nobody", Path("/nowhere/x.toml"), sp]
NUMBERS = [None, "3", 1.5, float("nan"), True, [], object(), -1, 10**30, np.float64(3.0), np.bool_(True)]
VERBS = [sp.run, sp.batch, sp.compare, sp.beside, sp.sensitivity]


@pytest.mark.parametrize("wrong", SCENARIOS, ids=lambda value: type(value).__name__)
def test_what_is_no_scenario_is_refused_by_every_function(wrong):
    """Red if an AttributeError or TypeError comes out of a public function."""
    calls = [
        lambda: sp.load(wrong),
        *(lambda verb=verb: verb(wrong) for verb in VERBS),
        lambda: sp.sweep(wrong, {"citadel": (-1.0, 1.0, 2)}),
        lambda: sp.invert(wrong, 0.5),
        lambda: sp.audit(wrong),
    ]
    for call in calls:
        with pytest.raises(SepeaceError):
            call()


@pytest.mark.parametrize("wrong", NUMBERS, ids=lambda value: type(value).__name__)
def test_what_is_no_number_in_range_is_refused(wrong):
    kursk = "germany_wins_at_kursk"
    calls = {
        "seed": lambda: sp.batch(kursk, campaigns=1, seed=wrong),
        "campaigns": lambda: sp.batch(kursk, campaigns=wrong),
        "campaign": lambda: sp.run(kursk, campaign=wrong),
        "sample": lambda: sp.audit(".", sample=wrong),
        "points": lambda: sp.sensitivity(kursk, points=wrong),
        "target": lambda: sp.invert(kursk, wrong, campaigns=1),
        "setting": lambda: sp.load(kursk).with_assumptions(reference=wrong),
        "axis": lambda: sp.sweep(kursk, {"citadel": (wrong, wrong, 2)}, campaigns=1),
    }
    for name, call in calls.items():
        if wrong is None and name == "seed":
            continue
        if name == "campaign" and isinstance(wrong, int) and wrong == 10**30:
            pass
        with pytest.raises(SepeaceError) as caught:
            call()
        assert "must be a whole number in range; given: 3;" not in str(caught.value), name


@pytest.mark.parametrize("wrong", [None, 5, "x", object()], ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("name", sp.figures.__all__)
def test_a_figure_of_something_else_is_refused(name, wrong):
    rest = {"save": ("out.png",), "map_film": ("out.gif",)}.get(name, ())
    with pytest.raises(BadValue, match=f"{name} takes a"):
        getattr(sp.figures, name)(wrong, *rest)


def test_a_report_of_something_else_is_refused():
    from sepeace import report

    for name, rest in (("html", ()), ("write", ("x.html",))):
        with pytest.raises(BadValue, match=f"{name} takes a Comparison or a Batch, not NoneType"):
            getattr(report, name)(None, *rest)


@pytest.mark.parametrize("kind", [np.int64, np.uint64, np.int8, np.uint8])
def test_whole_numbers_of_numpy_are_taken(kind):
    """A seed that numpy drew is the seed of that number, in the results too."""
    found = sp.batch("historical", campaigns=kind(2), seed=kind(3), workers=kind(1))
    assert (found.campaigns, found.seed) == (2, 3) and type(found.seed) is int
    assert found.outcomes.equals(sp.batch("historical", campaigns=2, seed=3).outcomes)
    assert sp.run("historical", seed=kind(3), campaign=kind(1)).campaign == 1


def test_floats_of_numpy_are_taken():
    made = sp.load("historical").with_assumptions(fear=np.float64(0.2))
    assert made == sp.load("historical").with_assumptions(fear=0.2)
    assert finite(np.float32(0.5)) == 0.5 and finite(np.int8(3)) == 3.0
    assert finite(True) is None and finite("1") is None and finite(10**400) is None


def test_a_number_that_is_none_is_told_with_its_type():
    """Red if the message says 3.0 given where 0 to 9 is allowed, and not what is wrong with it."""
    with pytest.raises(BadValue, match=r"seed must be a whole number, not float64; given: 3\.0"):
        whole("seed", np.float64(3.0), 0, 9)
    with pytest.raises(BadValue, match='not str; given: "3"'):
        whole("seed", "3", 0, 9)


def test_a_scenario_is_named_wherever_one_is_taken():
    by_name = sp.batch("germany_wins_at_kursk", campaigns=2, seed=1)
    assert by_name.scenario == sp.load("germany_wins_at_kursk")
    assert sp.beside("germany_wins_at_kursk", "historical", seed=1).one.scenario.changes
