"""A scenario's banner: above every text, in every document, on every figure, in every report.

The walk goes through all verbs that take a scenario and all figures; a new one that it does not know is red.
"""

import csv
import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from runpy import run_path

import pyarrow.parquet
import pytest
from typer.main import get_group

import sepeace as sp
from sepeace.cli.app import app
from sepeace.cli.verbs.figure import SOURCES
from sepeace.display import Displayed
from sepeace.execution.options import RunOptions
from sepeace.report.notebook import FIGURES
from sepeace.scenario.checks.admissibility import card
from sepeace.scenario.timeline import timeline
from sepeace.uncertainty.sensitivity import PlannedSensitivity, planned_sensitivity
from tests.campaigns import quick
from tests.inversions import Model

RUN = PlannedSensitivity.run
EXERCISE = "mtsensk_as_source_criticism"
BANNER = sp.load(EXERCISE).banner
FEW = ("-n", "2", "--workers", "1")
LEAST = ("--points", "16", "-n", "2", "--no-budget", "--parameter", "answer_chance", "--workers", "1")
ONE_LEVER = ("--target", "0.5", "--by", "strength_premium", "-n", "200")
CALLS = {
    "show": (EXERCISE,),
    "run": (EXERCISE,),
    "batch": (EXERCISE, *FEW),
    "compare": (EXERCISE, *FEW, "--no-split"),
    "sweep": (EXERCISE, "--vary", "answer_chance=0.2:0.4:2", *FEW),
    "sensitivity": (EXERCISE, *LEAST),
    "invert": (EXERCISE, *ONE_LEVER),
}
"""Verbs that tell of a scenario, each with a call of few campaigns."""
WRITE = {"figure", "report"}
"""Verbs that write a picture or a page of a scenario."""
REFUSE = {"page", "serve"}
"""Verbs for a class alone: the exercise is none of theirs."""


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """No compiling; the search for the smallest change asks a model with a known answer."""
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    monkeypatch.setattr("sepeace.inverse.invert.run_many", Model(200))
    monkeypatch.setattr(PlannedSensitivity, "run", lambda *_: analysis())


@cache
def analysis():
    """The smallest analysis of the exercise, made once."""
    options = RunOptions(campaigns=2, workers=1)
    return RUN(planned_sensitivity(EXERCISE, options, ["answer_chance"], 16, budget=False))


# Red when a verb takes a scenario and this walk does not know it.
def test_the_walk_knows_every_verb_that_takes_a_scenario():
    takes = {
        name
        for name, verb in get_group(app).commands.items()
        if {"scenario", "scenarios", "source"} & {row.name for row in verb.params}
    }
    assert takes == CALLS.keys() | WRITE | REFUSE


# Red when a text, or a document, is told without the banner, or another scenario's has it.
@pytest.mark.parametrize("verb", CALLS)
def test_every_text_and_document_has_it(verb, sepeace_cli):
    status, out, errors = sepeace_cli(verb, *CALLS[verb])
    assert status == 0, errors
    assert out.startswith(BANNER + "\n")
    status, out, _ = sepeace_cli(verb, *CALLS[verb], "--json")
    assert status == 0 and json.loads(out)["banner"] == BANNER
    if verb in ("show", "run", "batch"):
        words = ("uranus_fails", *CALLS[verb][1:])
        assert BANNER not in sepeace_cli(verb, *words)[1]
        assert json.loads(sepeace_cli(verb, *words, "--json")[1])["banner"] is None


# Red when one war told beside another, in either place, or a file of it, has lost it.
def test_two_worlds_of_one_war_have_it(sepeace_cli, tmp_path):
    for words in ((EXERCISE, "--against", "uranus_fails"), ("uranus_fails", "--against", EXERCISE)):
        assert sepeace_cli("run", *words)[1].startswith(BANNER)
        assert json.loads(sepeace_cli("run", *words, "--json")[1])["banner"] == BANNER
    sepeace_cli("run", EXERCISE, "-o", tmp_path / "war.txt")
    assert (tmp_path / "war.txt").read_text("utf-8").startswith(BANNER)


# Red when the list of what-ifs shows the exercise among the others, or without its banner.
def test_the_list_of_scenarios_has_it(sepeace_cli):
    _, out, _ = sepeace_cli("scenarios")
    table, _, apart = out.partition("Not one of the what-ifs")
    assert EXERCISE not in table and EXERCISE in apart and BANNER in apart
    rows = {row["name"]: row for row in json.loads(sepeace_cli("scenarios", "--json")[1])["scenarios"]}
    assert rows[EXERCISE]["banner"] == BANNER and not rows[EXERCISE]["counted"]
    assert rows["uranus_fails"]["banner"] is None and rows["uranus_fails"]["counted"]


OUTSIDE = {"map", "what_ifs", "calibration"}
"""Figures in which what is not counted has no place."""
FIGURE = {
    "frontier": ("--target", "0.5", "--by", "strength_premium", "--by", "cost_oil", "-n", "200"),
    "phase": ("--vary", "answer_chance=0.2:0.4:2", "-n", "2"),
    "sensitivity": ("--points", "16", "--parameter", "answer_chance", "-n", "2"),
    "wish_map": (),
}


# Red when a figure is drawn, or a file of one is written, without it.
@pytest.mark.parametrize("name", sorted(SOURCES.keys() - OUTSIDE))
def test_every_figure_has_it(name, sepeace_cli, tmp_path):
    path = tmp_path / "figure.svg"
    words = FIGURE.get(name, ("-n", "2"))
    status, out, errors = sepeace_cli("figure", name, EXERCISE, *words, "-o", path, "--json", "--quiet")
    assert status == 0, errors
    assert json.loads(out)["banner"] == BANNER
    assert f'<title id="title">{BANNER}: ' in path.read_text("utf-8")


# Red when a map is drawn of what stands outside maps, or one of another scenario with a banner has lost it.
def test_there_is_no_map_of_it(sepeace_cli, tmp_path):
    status, _, errors = sepeace_cli("figure", "map", EXERCISE, "-n", "2", "-o", tmp_path / "map.svg")
    assert status == 2 and "stands outside tables, sums, maps and lessons" in errors
    other = sp.batch(replace(sp.load("uranus_fails"), banner=BANNER), campaigns=2, workers=1)
    assert sp.figures.banner(sp.figures.map(other)) == BANNER


# Red when a report, its title, or a page of what a folder holds, has lost it.
def test_the_report_and_a_results_folder_have_it(tmp_path):
    pair = sp.compare(EXERCISE, campaigns=2, workers=1, split=False, results=tmp_path / "pair")
    again = sp.read(tmp_path / "pair")
    assert again.banner == BANNER and again.counterfactual.scenario.bears == sp.load(EXERCISE).bears
    assert again.baseline.banner == BANNER and again.document.baseline.banner == BANNER
    assert again.document.bears == sp.load(EXERCISE).bears
    page = sp.report.html(pair)
    assert f"<title>{BANNER}" in page and f'role="note">{BANNER}' in page
    assert page.index(BANNER, page.index("<body>")) < page.index("<h1>")
    assert sp.audit(tmp_path / "pair", sample=1).banner == BANNER


# Red when a table of a folder, in either format, is told without it, or one of another scenario has it.
def test_the_tables_of_a_folder_have_it(sepeace_cli, tmp_path):
    words = ("-n", "2", "--workers", "1", "--csv", "--quiet")
    for name, banner in ((EXERCISE, BANNER), ("uranus_fails", None)):
        folder = tmp_path / name
        status, _, errors = sepeace_cli("batch", name, *words, "-o", folder)
        assert status == 0, errors
        tables = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.parquet"))
        assert {"outcomes.parquet", "bands.parquet", "outcomes/part-000000.parquet"} < {*tables}
        for path in tables:
            found = pyarrow.parquet.read_schema(folder / path).metadata
            assert found.get(b"banner") == (None if banner is None else banner.encode()), path
        for path in ("outcomes.csv", "bands.csv"):
            with (folder / path).open(encoding="utf-8", newline="") as file:
                rows = [*csv.DictReader(file)]
            assert rows and {row.get("banner") for row in rows} == {banner}, path
            assert list(rows[0]) == pyarrow.parquet.read_schema(
                folder / path.replace("csv", "parquet")
            ).names + (["banner"] if banner else [])
        assert sp.audit(folder, sample=1).ok


# Red when a result shows itself without it, in one line or in a notebook.
def test_results_show_themselves_with_it():
    shown: list[Displayed] = [
        sp.load(EXERCISE),
        sp.run(EXERCISE, clock="plain"),
        sp.beside(EXERCISE),
        sp.batch(EXERCISE, campaigns=2, workers=1),
        sp.compare(EXERCISE, campaigns=2, workers=1, split=False),
        analysis(),
    ]
    assert {type(one) for one in shown} < FIGURES.keys()
    for one in shown:
        assert BANNER[:60] in repr(one), type(one)
        assert BANNER in sp.report.notebook(one), type(one)


# Red when a banner that cannot be printed passes, or one that is not text.
@pytest.mark.parametrize(("banner", "reason"), [("a\u202eb", "cannot be printed"), (3, "text is needed")])
def test_a_banner_is_words(banner, reason):
    with pytest.raises(sp.SepeaceError, match=reason):
        sp.run(replace(sp.load(EXERCISE), banner=banner))


# Red when what is invented is told, or reckoned, with the evidence of a contact of the record on
# another day; or a contact on its own day is told as invented.
@pytest.mark.parametrize(("name", "made_up"), [(EXERCISE, True), ("stockholm_meeting_held_1943", False)])
def test_an_invented_meeting_has_no_evidence(name, made_up):
    scenario = sp.load(name)
    (held,) = (event for event in sp.run(scenario).events if event.kind == "meeting")
    told = held.text + held.because
    assert ("An invented meeting, of which no record knows" in held.text) == made_up
    assert ("A contact of the record leads to a meeting" in held.text) == (not made_up)
    assert ("in the record the contact is" in told) == (not made_up) and ("RGASPI" not in told)
    (row,) = (row for row in timeline(scenario) if row.changed)
    assert ("invented" in row.text) == made_up
    parts = card(scenario).improbability
    assert any("took place" in part.what for part in parts) == (not made_up)
    assert any("invented" in part.what for part in parts) == made_up
    if made_up:
        assert [part.nats for part in parts] == [None, None]


# Red when the page of the exercise has its banner below its title, or the list of what-ifs has none.
def test_pages_have_the_banner_first():
    pages = Path(__file__).parents[2] / "docs"
    page = (pages / "what-ifs" / f"{EXERCISE}.md").read_text(encoding="utf-8")
    above, _, below = page.partition("\n# ")
    assert above.startswith(f"<!-- words: banner {EXERCISE} -->") and "words: what_if" in below
    made = run_path(str(pages / "what_ifs_pages.py"))["made"](lambda heads, rows: str(list(rows)))
    assert made[f"banner {EXERCISE}"]() == f"**{BANNER}**" and BANNER in made["what_ifs_apart"]()
    assert BANNER not in made[f"what_if {EXERCISE}"]() and BANNER not in made["what_ifs"]()
    hooks = run_path(str(pages / "hooks.py"))
    assert hooks["_title"](pages / "what-ifs" / f"{EXERCISE}.md") == sp.load(EXERCISE).title
