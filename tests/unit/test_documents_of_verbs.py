"""What ``--json`` prints is what its schema says, from real runs and at the edges."""

import json
import math

import pytest

from sepeace.cli.app import main
from sepeace.stats.means import Means
from sepeace.stats.sobol import SOURCES, Interval, Nested
from sepeace.uncertainty.budget import Budget
from tests.campaigns import quick
from tests.folders import working
from tests.inversions import Model
from tests.schemas import faults, read

KURSK = "germany_wins_at_kursk"
FEW = ("-n", "3", "--seed", "2", "--workers", "1")
TOO_LATE = """schema = 1
title = "A meeting after the war"
question = "What if the meeting came when it was too late?"
branch = 1944-12-01
antecedent = "A meeting so late that the war is often over."
sources = ["none"]

[[change]]
contact = "stockholm_september_1943"
happens = true
date = 1944-12-20
"""
UNCHANGED = """schema = 1
title = "Almost nothing is changed"
question = "What if nothing were otherwise while the war lasts?"
branch = 1943-07-05
antecedent = "A channel is kept open when the war is over."
sources = ["none"]

[[change]]
channel = "stockholm"
open = true
from = 1945-12-30
"""
VERBS = [
    ("scenarios", ()),
    ("sensitivity", (KURSK, "--parameter", "cost_oil", "--points", "16", "-n", "2", "--no-budget")),
    ("show", ("historical",)),
    ("show", (KURSK, "--all")),
    ("show", (KURSK, "--set", "cost_oil=0.004", "--set", "prior_drift.soviet=-0.02")),
    ("show", ("stockholm_meeting_held_1943", "--set", "switches_off=oil,leverage")),
    ("record", ()),
    ("record", ("slips",)),
    ("batch", ("historical", *FEW)),
    ("batch", (KURSK, *FEW, "--set", "strength=rational")),
    ("batch", ("uranus_fails", *FEW, "--given", "free", "--set", "numbers=default")),
    ("compare", (KURSK, *FEW, "--no-split")),
    ("compare", ("uranus_fails", *FEW, "--split")),
    ("invert", (KURSK, "--target", "0.9", "--by", "citadel", *FEW)),
    ("invert", ("historical", "--target", "0.99", "--by", "cost_oil=0.002:0.004", "-n", "2")),
    ("report", (KURSK, *FEW, "-o", "page.html")),
    ("run", ("historical", "--campaign", "3")),
    ("run", (KURSK, "--median-luck")),
    ("run", (KURSK, "--against", "historical", "--campaign", "1")),
    ("run", (KURSK, "--against", "uranus_fails", "--median-luck")),
    ("sweep", (KURSK, "--vary", "citadel=-1.5:2:2", *FEW)),
    ("sweep", (KURSK, "--vary", "cost_oil=0.003:0.005:2", "--vary", "citadel=-1:2:2", "-n", "1")),
]


@pytest.fixture
def told(capsys, monkeypatch):
    """Calls a verb with ``--json``; gives its exit status and what it printed, as read."""
    monkeypatch.setenv("SEPEACE_CLOCK", quick())

    def call(*words: str):
        with pytest.raises(SystemExit) as left:
            main([*words, "--json"])
        printed = capsys.readouterr()
        return int(left.value.code or 0), read(printed.out or printed.err)

    return call


# Red when a verb prints a key that is not declared, leaves one out, or gives it another type.
@pytest.mark.parametrize(("verb", "words"), VERBS, ids=[" ".join((verb, *words)) for verb, words in VERBS])
def test_what_a_verb_prints_is_what_its_schema_says(told, verb, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, content = told(verb, *words)
    assert status == 0 and faults(verb, content) == []


# Red when medians, intervals or shares of nothing are written as numbers, or as something else than null.
def test_a_batch_without_a_settlement(told):
    status, content = told("batch", "historical", "-n", "1", "--workers", "1")
    assert status == 0 and content["settlement"]["probability"] == 0.0
    assert content["settlement"]["median_date"] is None
    assert faults("batch", content) == []


# Red when parts of an effect that was not traced are left out, or written as 0.
def test_a_comparison_that_was_not_traced(told):
    content = told("compare", KURSK, "-n", "1", "--workers", "1", "--no-split")[1]
    assert set(content["split"].values()) == set(content["split_ci95"].values()) == {None}
    assert content["by_reading"] == [] and faults("compare", content) == []


# Red when worlds that never part give a day on which they do, or a correlation of what never varies.
@pytest.mark.parametrize("verb", ["compare", "run"])
def test_two_worlds_that_never_part(told, tmp_path, verb):
    path = tmp_path / "unchanged.toml"
    path.write_text(UNCHANGED)
    words = {"compare": ("-n", "2", "--workers", "1", "--no-split"), "run": ("--against", "historical")}[verb]
    status, content = told(verb, str(path), *words)
    assert status == 0 and faults(verb, content) == []
    found = content["pairing"] if verb == "compare" else content
    assert found["first_divergence"] is None


# Red when a frontier, what lies out of range, or campaigns that do not count are told in another shape.
@pytest.mark.parametrize(("target", "left_out"), [("0.5", 0), ("0.99", 0), ("0.5", 40)])
def test_a_search_with_two_levers(told, monkeypatch, target, left_out):
    monkeypatch.setattr("sepeace.inverse.invert.run_many", Model(40, left_out))
    levers = ("--by", "citadel", "--by", "cost_oil", "-n", "40", "--workers", "1")
    status, content = told("invert", KURSK, "--target", target, *levers)
    assert status == 0 and content["frontier"] and faults("invert", content) == []


# Red when shares of a disagreement, or of one in which nothing varied, are told in another shape.
@pytest.mark.parametrize("share", [0.25, math.nan])
def test_a_disagreement_budget(share):
    part = Interval(value=share, low=share, high=share)
    quarter = Interval(value=0.25, low=0.125, high=0.5)
    found = Nested(
        mean=0.5,
        variance=0.25,
        parts=dict.fromkeys(SOURCES, 0.0625),
        shares=dict.fromkeys(SOURCES, part),
        cut=("form",),
    )
    made = Budget(
        forms=("full", "strength"),
        left_out=("oil",),
        readings=2,
        points=8,
        lots=2,
        outcomes={"window": found},
        means={
            "window": Means(
                by_form={"full": quarter, "strength": quarter},
                by_reading={"strength": {"document": quarter, "rational": quarter}},
                mechanisms=None,
                disputes=None,
            )
        },
    )
    budget = read(json.dumps(made.document.to_json(), allow_nan=False))
    assert faults("sensitivity", budget, "DisagreementBudget") == []
    assert budget["effect"] is None and budget["window"]["form"]["below_0"] is True


# Red when a campaign in which nothing could be supposed counts for a share, or null is not allowed for one.
def test_a_batch_in_which_the_antecedent_never_arose(told, tmp_path):
    path = tmp_path / "too_late.toml"
    path.write_text(TOO_LATE)
    for seed in range(50):
        words = ("--given", "free", "-n", "1", "--workers", "1", "--seed", str(seed))
        status, content = told("batch", str(path), *words)
        if content["antecedent_arose"] == 0.0:
            break
    assert status == 0 and content["antecedent_arose"] == 0.0
    assert content["window"]["probability"] is None and content["window"]["ci95"] == [None, None]
    assert content["contacts"]["share_soviet"] is None and sum(content["endings"].values()) == 0.0
    assert faults("batch", content) == []


# Red when a report of failures is no longer of the shape of one that holds; both leave through the same door.
def test_check_and_its_schema(told):
    status, content = told("check")
    assert status == 0 and faults("check", content) == []
    content["cases"][0].update(got=None, ok=False)
    assert faults("check", content) == []


# Red when an audit that finds something tells it in another shape.
def test_an_audit_of_a_good_folder_and_of_a_bad_one(told, tmp_path, monkeypatch):
    working(monkeypatch)
    out = tmp_path / "out"
    assert (
        told("batch", KURSK, "--set", "strength=rational", "-n", "12", "--seed", "9", "-o", str(out))[0] == 0
    )
    assert faults("batch", read((out / "summary.json").read_text())) == []
    status, content = told("audit", str(out), "--sample", "1")
    assert status == 0 and faults("audit", content) == []
    (out / "bands.parquet").write_bytes(b"no table")
    status, content = told("audit", str(out), "--sample", "1")
    assert status == 1 and content["differences"] and faults("audit", content) == []


# Red when times, ratios or what is not at hand are written in another shape.
@pytest.mark.parametrize("at_hand", ["all", "nothing compiled"])
def test_a_benchmark(at_hand):
    from sepeace.bench.measure import Bench, Calls

    compiled = at_hand == "all"
    turns = {"plain_clock": (2.0, 1.0), **({"compiled": (1.0, 1.5)} if compiled else {})}
    made = Bench(
        turns=turns,
        campaigns=dict.fromkeys(turns, 4),
        threads=2,
        floor={"exp": Calls(calls=9.0, ns=3.0)} if compiled else {},
        belief=Calls(calls=4.0, ns=9.0) if compiled else None,
    )
    content = read(json.dumps(made.document.to_json(), allow_nan=False))
    assert faults("bench", content) == []
    assert (content["us_per_campaign"]["compiled"] is None) is not compiled


# Red when the line about compiling has another shape.
def test_warming_up(told, monkeypatch):
    from sepeace.clocks import clock_choice

    monkeypatch.setattr(clock_choice, "can_compile", lambda: True)
    monkeypatch.setattr(clock_choice, "load", lambda: None)
    status, content = told("warm-up")
    assert status == 0 and faults("warm-up", content) == []


MISTAKES = [
    ("batch", "historical", "-n", "abc"),
    ("batch", "historical", "--sed", "3"),
    ("batch", "historical", "--set", "switches_off=oil,oyl"),
    ("compare", "germany_wins_at_kursc"),
    ("scenario",),
    ("show", "no/such/file.toml"),
    ("audit", "no_such_folder"),
    ("sweep", KURSK, "--vary", "citadel=2:1:2"),
]


# Red when a message about the input has another shape than its schema says.
@pytest.mark.parametrize("words", MISTAKES, ids=" ".join)
def test_a_mistake(told, words):
    status, content = told(*words)
    assert status == 2 and faults("error", content) == []


# Red when a fault of our own is told in another shape than a mistake.
def test_a_fault_of_our_own(told, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("two\nlines")

    monkeypatch.setattr("sepeace.scenario.library.headings", broken)
    status, content = told("scenarios")
    assert status == 1 and faults("error", content) == []
