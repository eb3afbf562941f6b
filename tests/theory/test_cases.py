"""The known answers, one test each, and the report that carries them.

A red case here means an equation no longer gives what its closed form gives.
"""

import json
import math

import pytest

from sepeace.documents.checks.case import Case
from sepeace.validation import check as module
from sepeace.validation.case import compare
from sepeace.validation.check import check, not_covered

REPORT = check()


@pytest.mark.parametrize("case", REPORT.cases, ids=lambda case: case.id)
def test_case(case):
    assert case.ok, f"expected {case.expected!r}, got {case.got!r}"


def test_report_is_whole():
    ids = [case.id for case in REPORT.cases]
    assert REPORT.ok
    assert len(ids) == len(set(ids)) >= 240
    for family in (
        "A1",
        "B4",
        "C2",
        "C8",
        "C9",
        "D1",
        "E4b",
        "E5b",
        "F2",
        "F3_R0.8",
        "G2",
        "H2",
        "I4",
        "K2",
        "K6",
    ):
        assert any(case_id.startswith(family) for case_id in ids), family


def test_tolerances_are_those_of_nine_digits_unless_explained():
    for entry in module._data()["cases"]:
        if "tolerance_because" in entry:
            continue
        for expected, tolerance in entry["expected"].values():
            assert tolerance == pytest.approx(
                0.51 * 10.0 ** (math.floor(math.log10(abs(expected))) - 8), rel=0.01
            )


def test_every_recipe_is_used():
    assert {entry["recipe"] for entry in module._data()["cases"]} == set(module.RECIPES)


def test_what_is_not_covered_has_a_reason():
    covered = {entry["id"] for entry in module._data()["cases"]}
    for name, reason in not_covered().items():
        part_of = any(case_id.split(".")[0].split("_")[0] == name for case_id in covered)
        assert reason and (name not in covered or reason.startswith("in part"))
        assert reason.startswith("in part") == part_of, name


def test_json_is_strict_and_has_the_promised_keys():
    odd = compare("odd", 1.0, math.nan, 0.1)
    answer = json.loads(json.dumps(check(hindcast=[odd], claims=[]).to_json(), allow_nan=False))
    assert set(answer) == {"cases", "hindcast", "claims", "placebos", "as_it_fell", "ok"}
    assert set(answer["cases"][0]) == {"id", "expected", "got", "tolerance", "ok"}
    assert answer["hindcast"] == [{"id": "odd", "expected": 1.0, "got": None, "tolerance": 0.1, "ok": False}]
    assert answer["ok"] is False


def test_a_wrong_number_fails_and_a_right_one_passes():
    assert not compare("x", 1.0, 1.0 + 2e-9, 1e-9).ok
    assert compare("x", 1.0, 1.0 + 0.5e-9, 1e-9).ok
    assert not compare("x", 1.0, math.inf, math.inf).ok


def test_hindcast_counts():
    good = Case(id="good", expected=1.0, got=1.0, tolerance=0.0, ok=True)
    assert check(hindcast=[good], claims=[]).ok
    assert check(hindcast=[good], claims=[]).hindcast == (good,)


def test_a_broken_equation_is_seen(monkeypatch):
    """Red if check() compared something with itself: drop the cost of war and many cases must fail."""
    from sepeace.kernel.leaders import bargaining

    monkeypatch.setattr(bargaining, "war_value", lambda chance, months, cost: chance)
    failed = {case.id.split(".")[0] for case in check(claims=[]).cases if not case.ok}
    assert {"C7", "C8", "C9", "K4", "K6", "B5"} <= failed
    assert "C2" not in failed
