"""The table of claims: its names exist, and every switch takes out its own part and no other."""

from __future__ import annotations

import importlib.util
import json
import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from sepeace.errors import BadValue, UnknownName
from sepeace.kernel.fields import TERMS
from sepeace.model.parameters import PARAMETER_NAMES, find
from sepeace.scenario import settings
from sepeace.scenario.vocabulary import READINGS, SWITCHES
from sepeace.validation import switch_checks as module
from sepeace.validation.check import check
from sepeace.validation.claims import ACTS_THROUGH, MARKS, claims, read, setting, turned_by
from sepeace.validation.observables import OFFERS, WORDS
from tests.campaigns import outcome, planned, same, told

PROJECT = Path(__file__).resolve().parents[2]
TEXT = files("sepeace").joinpath("data", "claims.toml").read_text(encoding="utf-8")
turned = cache(module.switched)
NONE_OF = f"0 of {len(module.CAMPAIGNS)}"


def row_of(switch):
    return next(row for row in turned() if row.switch == switch)


# --- the table


# Red when a claim is left out, told twice or out of order, or when every one is said to be carried whole.
def test_every_claim_is_told_once():
    ids, last = [row.id for row in claims()], 23
    wanted = [f"D{number}" for number in range(1, last + 1)]
    assert ids == wanted, f"not D1 to D{last}: a new one moves `last`"
    marks = {row.carried for row in claims()}
    assert {"yes", "partly"} <= marks <= {"yes", "partly", "no"}
    for row in claims():
        assert (row.carried == "no") == (not row.term), row.id
        assert row.carried != "no" or "not in this version" in row.model


# Red when a switch is added without a claim, or stands under two.
def test_every_switch_stands_in_one_row():
    named = [name for row in claims() for name in row.switches]
    assert sorted(named) == sorted(SWITCHES) == sorted(settings.SWITCHED_OFF)
    checked = [row.switch for row in turned() if row.switch is not None]
    assert sorted(checked) == sorted(SWITCHES)


# Red when a claim that is carried has no row in the check, or one that is not carried has.
def test_every_carried_claim_is_checked():
    ways = {row.id: row.switches or row.turn for row in claims() if row.carried != "no"}
    assert all(ways.values()) and {row.id for row in turned()} == set(ways)
    for name, found in ways.items():
        assert tuple(row.switch or row.turn for row in turned() if row.id == name) == found
    for row in claims():
        assert row.switches or set(row.readings) <= set(turned_by(row))


# Red when a term, reading, parameter or kind of event is renamed, or a test that a claim rests on goes.
def test_the_names_of_the_table_exist():
    code = "\n".join(path.read_text("utf-8") for path in (PROJECT / "tests").rglob("test_*.py"))
    tests = set(re.findall(r"^def (test_\w+)\(", code, re.MULTILINE))
    for row in claims():
        assert set(row.switches) <= set(SWITCHES) and set(row.readings) <= set(READINGS)
        assert set(row.term) <= {*TERMS, "fortune", *PARAMETER_NAMES, *MARKS} == set(ACTS_THROUGH)
        assert set(re.findall(r"`(\w+)`", row.model)) <= set(PARAMETER_NAMES)
        assert set(turned_by(row)) <= {*PARAMETER_NAMES, *READINGS}
        assert row.test in tests, f"{row.id} rests on {row.test}"


# Red when a name that does not exist passes, or the message does not say where and which.
@pytest.mark.parametrize(
    ("old", "new", "key", "near"),
    [
        ('"recent_operations"]', '"recent_operation"]', "D1.switches", "recent_operations"),
        ('"frontier"]', '"frontiers"]', "D13.readings", "frontier"),
        ('"cost_oil"]', '"cost_of_oil"]', "D5.term", "cost_oil"),
        ('"cap_margin=', '"cap_margins=', "D7.turn", "cap_margin"),
        ('"broken_off"', '"broken_of"', "D16.term", "broken_off"),
        ("`west_credence`", "`west_credense`", "D6.model", "west_credence"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_at_its_place(old, new, key, near):
    with pytest.raises(UnknownName) as refused:
        read(TEXT.replace(old, new))
    assert (refused.value.file, refused.value.key, refused.value.nearest) == ("claims.toml", key, near)


# Red when a misspelt key is silently dropped, or a switch has no term to be held against.
@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('switches = ["oil"]', 'switch = ["oil"]', "D5"),
        ('term = ["cost_loss", "cost_food"]', 'term = ["cost_loss"]', "D8"),
        ('turn = ["cap_margin=0.1"]', "", "D7"),
        ('switches = ["walk_outs"]', 'switches = ["walk_outs"]\nturn = ["walkout_hazard=0"]', "D16"),
    ],
)
def test_a_row_that_is_not_whole_is_refused(old, new, key):
    with pytest.raises(BadValue) as refused:
        read(TEXT.replace(old, new))
    assert refused.value.key == key


# --- what a switch does


# Red when a switch leaves its part in, takes another's with it, or changes nothing anywhere.
@pytest.mark.parametrize("switch", SWITCHES)
def test_switching_one_off_takes_out_its_own_part_and_no_other(switch):
    row = row_of(switch)
    assert row.ok, row.got
    words = f"{row.term} changed;" if row.term in module.SUMS else f"{row.term} gone;"
    assert row.got.startswith(words)
    assert row.got.endswith(f"{NONE_OF} campaigns come out otherwise") == (row.term in WORDS)


# Red when the judge would pass a switch that does nothing, takes two terms, or takes the wrong one.
@pytest.mark.parametrize(
    ("switch", "does", "said"),
    [
        ("ideology", {}, f"nothing gone; {NONE_OF}"),
        ("ideology", {"fear.germany": 0.0}, "fear_germany gone"),
        (
            "ideology",
            {"ideology.germany": 0.0, "ideology.soviet": 0.0, "soviet_fear_scale": 0.0},
            "ideology, fear_soviet gone",
        ),
        ("oil", {}, f"nothing gone; {NONE_OF}"),
        ("oil", {"cost_oil": 0.0, "cost_divisions": 0.0}, "cost_oil, cost_divisions gone"),
        ("leverage", {"leverage_rate": 0.001}, "nothing gone"),
    ],
)
def test_a_broken_switch_is_seen(switch, does, said, monkeypatch):
    monkeypatch.setitem(settings.SWITCHED_OFF, switch, does)
    usual, off = module._campaigns({}), module._campaigns({"switches_off": (switch,)})
    row = module.judge("D0", row_of(switch).term, switch, usual, off)
    assert not row.ok and row.got.startswith(said), row.got


# Red when a switch that changes nothing passes because its term is 0 either way.
def test_a_switch_without_any_effect_fails():
    usual = module._campaigns({})
    for row in turned():
        if row.switch is not None:
            assert not module.judge(row.id, row.term, row.switch, usual, usual).ok
        else:
            assert not module.judge_turn(row.id, row.term, row.turn, usual, usual).ok


# Red when a reading or parameter that stands for a claim no longer turns what it should, or words decide.
@pytest.mark.parametrize(("claim", "turn"), [(row.id, turn) for row in claims() for turn in row.turn])
def test_what_stands_for_a_switch_turns_its_claim(claim, turn):
    row = next(row for row in turned() if (row.id, row.turn) == (claim, turn))
    assert row.ok, row.got
    assert row.got.startswith(f"{row.term} changed; ")
    assert row.got.endswith(f"{NONE_OF} campaigns come out otherwise") == (row.term == OFFERS)


# Red when the judge would pass a setting that moves another term than its claim's, or words that decide.
@pytest.mark.parametrize(
    ("term", "turn"),
    [
        ("cap", "feeler_rate=0"),
        ("recorded_contact", "motive=leverage"),
        ("fear_soviet", "disputed=out"),
        ("sent_mediated", "frontier=1914"),
        (OFFERS, "feeler_rate=0"),
    ],
)
def test_a_setting_that_turns_another_term_is_seen(term, turn):
    usual, there = module._campaigns({}), module._campaigns(dict([setting(turn)]))
    assert not module.judge_turn("D0", term, turn, usual, there).ok


# Red when a parameter that stands for a claim no longer moves anything.
@pytest.mark.parametrize(
    ("claim", "key", "value"),
    [
        ("D2", "feeler_rate", 0.0),
        ("D7", "cap_margin", 0.01),
        ("D16", "walkout_hazard", 0.5),
        ("D16", "walkout_gap", 0.01),
    ],
)
def test_a_claim_without_a_switch_turns_by_its_parameter(claim, key, value):
    row = next(row for row in claims() if row.id == claim)
    assert key in turned_by(row) or row.switches
    assert find(key).claim == claim
    base = tuple({**module.LIVELY, "strength": "rational"}.items())
    pairs = (
        (told(planned("germany_wins_at_kursk", base), 3, n), told(planned(*turn(base, key, value)), 3, n))
        for n in range(40)  # talks are rare
    )
    assert any(not same((outcome(a[0]), a[2]), (outcome(b[0]), b[2])) for a, b in pairs)


def turn(base, key, value):
    return "germany_wins_at_kursk", (*base, (key, value))


# --- where it is told


# Red when the check forgets the claims, or passes although one of them fails.
def test_the_check_has_the_claims():
    content = json.loads(json.dumps(check(hindcast=[], claims=turned()).to_json()))
    assert content["ok"] is True and len(content["claims"]) == len(turned()) > len(SWITCHES)
    for row in content["claims"]:
        assert set(row) == {"id", "term", "switch", "turn", "ok", "got"}
        assert (row["switch"] is None) != (row["turn"] is None)
    bad = [replace(row, ok=row.switch != "oil") for row in turned()]
    assert not check(hindcast=[], claims=bad).ok


# Red when the command leaves the section out, as JSON or in print.
def test_the_command_tells_the_claims(capsys, monkeypatch):
    from sepeace.cli.app import main

    report = check(hindcast=[], claims=turned())
    monkeypatch.setattr("sepeace.validation.check.check", lambda: report)
    with pytest.raises(SystemExit) as left:
        main(["check", "--json"])
    assert not left.value.code
    assert json.loads(capsys.readouterr().out)["claims"] == [row.to_json() for row in turned()]
    with pytest.raises(SystemExit):
        main(["check"])
    printed = capsys.readouterr().out
    assert f"{len(turned())} of {len(turned())} hold" in printed
    assert all(re.search(rf"\b{name} off\b", printed) for name in SWITCHES)
    assert all(row.turn in printed for row in turned() if row.turn)


# Red when the page leaves a claim out, or says another way to take it out than the table.
def test_the_page_has_every_row():
    spec = importlib.util.spec_from_file_location("hooks", PROJECT / "docs" / "hooks.py")
    assert spec and spec.loader
    hooks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hooks)
    page = (PROJECT / "docs" / "explanation" / "claims.md").read_text("utf-8")
    lines = hooks.on_page_markdown(page).splitlines()
    for row in claims():
        (line,) = [line for line in lines if line.startswith(f"| {row.id}. ")]
        assert all(f"`{name}`" in line for name in (*row.term, *row.switches, *row.readings)), row.id
        assert all(f"`{name}`" in line for name in turned_by(row)), row.id
        assert line.endswith(f"| {row.carried} |")
