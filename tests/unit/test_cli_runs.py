"""The verbs that run campaigns, with few of them: files, machine output, exit statuses."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pyarrow.csv
import pyarrow.parquet
import pytest

import sepeace
from sepeace.cli import demo

FEW = ("-n", "4", "--workers", "1")
KURSK = "germany_wins_at_kursk"
SWEPT = ("sweep", KURSK, "--vary", "citadel=-1:2:2")


def test_a_run_is_told_in_dated_sentences_with_reasons(sepeace_cli):
    status, out, err = sepeace_cli("run", KURSK, "--seed", "3", "--campaign", "2")
    assert (status, err) == (0, "")
    assert "seed 3, campaign 2" in out.splitlines()[0]
    told = [line for line in out.splitlines() if re.match(r"\d{4}-\d\d-\d\d  ", line)]
    assert told and all("(because " in line for line in told)
    assert re.search(r"Ending: .*Fingerprint [0-9a-f]{16}", out)


def test_a_run_as_json_has_the_promised_keys_and_no_empty_reason(sepeace_cli):
    status, out, err = sepeace_cli("run", "historical", "--json")
    content = json.loads(out)
    assert (status, err) == (0, "")
    assert {"schema", "scenario", "seed", "campaign", "fingerprint", "events", "ending"} <= set(content)
    assert all(event["because"] for event in content["events"])


def test_a_run_is_written_as_text_or_json(sepeace_cli, tmp_path):
    text, machine = tmp_path / "run.txt", tmp_path / "run.json"
    _, out, err = sepeace_cli("run", "historical", "-o", str(text))
    assert text.read_text() == out and f"wrote {text}" in err
    _, out, err = sepeace_cli("run", "historical", "--json", "--quiet", "-o", str(machine))
    assert machine.read_text() == out and err == ""


# Red when a battle that went as recorded is told, another one is not, the number left out is wrong, or the
# machine output is shorter too.
def test_a_short_run_leaves_out_battles_that_went_as_recorded(sepeace_cli):
    words = ("run", KURSK, "--campaign", "417")
    whole, short = (sepeace_cli(*words, *more)[1].splitlines() for more in ((), ("--short",)))
    told = sepeace.run(KURSK, campaign=417)
    usual = [event for event in told.events if event.as_recorded]
    assert {event.kind for event in usual} == {"operation", "operation_end"}
    begun = sum(event.kind == "operation" for event in usual)
    assert f"Left out: {begun} battles that went as recorded." in short
    assert len(whole) - len(short) == len(usual) - 2  # and two lines say how many
    both = [line for line in whole if "German attack at Kursk (Citadel)" in line]
    assert set(both) <= set(short)  # a score that is supposed is no record
    assert not any("advance through the Baltic states" in line for line in short)
    assert sepeace_cli(*words, "--short", "--json") == sepeace_cli(*words, "--json")


# Red when a battle of other days, far from where the record has it, of another outcome, or one that is
# supposed counts as recorded, or its words are not the record's.
def test_a_battle_went_as_recorded_in_the_words_of_the_record():
    from sepeace.chronicle import wording

    for name in (KURSK, "citadel_in_may"):
        for event in sepeace.run(name, campaign=417).events:
            if event.kind == "operation_end" and event.as_recorded:
                assert "planned as" not in event.text
                assert "fixes" not in event.because and "moves it here" not in event.because
                if "in the record it is" in event.because:
                    recorded = event.because.partition("in the record it is ")[2].rpartition(" (")[0]
                    assert f"is over: {recorded}." in event.text
                    assert recorded == wording.score_words(event.numbers["first"])


# Red when lines are not broken off a terminal where that is asked, or words are lost with it.
def test_lines_are_broken_where_that_is_asked(sepeace_cli, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "72")
    words = ("run", "historical", "--short")
    plain, broken = (sepeace_cli(*words, *more)[1] for more in ((), ("--lines",)))
    assert max(map(len, plain.splitlines())) > 72 >= max(map(len, broken.splitlines()))
    assert plain.split() == broken.split()
    path = tmp_path / "run.txt"
    sepeace_cli(*words, "--lines", "-o", str(path))
    assert path.read_text() == broken
    beside = sepeace_cli("run", KURSK, "--against", "historical", "--short", "--lines")[1]
    assert max(map(len, beside.splitlines())) <= 72 and "went as recorded." in beside


def test_a_batch_leaves_tables_and_a_summary_and_no_more(sepeace_cli, tmp_path):
    folder = tmp_path / "out"
    status, out, _ = sepeace_cli("batch", "historical", *FEW, "--json", "-o", str(folder))
    assert status == 0
    files = ("bands.parquet", "manifest.json", "outcomes.parquet", "summary.json")
    parts = ("bands", "feelers", "outcomes", "weeks")
    assert {path.name for path in folder.iterdir()} == {*files, *parts}
    assert json.loads(out) == json.loads((folder / "summary.json").read_text())
    assert pyarrow.parquet.read_table(folder / "outcomes.parquet").num_rows == 4


def test_the_same_batch_may_be_resumed_and_another_may_not(sepeace_cli, tmp_path):
    words = ("batch", "historical", *FEW, "--quiet", "-o", str(tmp_path))
    assert sepeace_cli(*words, "--seed", "5")[0] == 0
    first = (tmp_path / "outcomes.parquet").read_bytes()
    status, _, err = sepeace_cli(*words, "--seed", "5")
    assert status == 2 and "--resume" in err
    assert sepeace_cli(*words, "--seed", "5", "--resume")[0] == 0
    assert (tmp_path / "outcomes.parquet").read_bytes() == first
    status, _, err = sepeace_cli(*words, "--seed", "6", "--resume")
    assert status == 2 and "seed 5 there, 6 asked" in err
    (tmp_path / "manifest.json").write_text("[]")
    assert sepeace_cli(*words)[0] == 2


# Red when a table, a row or a cell is lost on the way to CSV, or the audit stumbles over the files.
@pytest.mark.parametrize(
    ("verb", "names"),
    [(("batch", "historical"), ("bands", "outcomes")), (SWEPT, ("sweep",))],
    ids=["batch", "sweep"],
)
def test_tables_are_had_as_csv_too(sepeace_cli, tmp_path, verb, names):
    folder = tmp_path / "out"
    assert sepeace_cli(*verb, *FEW, "--csv", "-o", folder)[0] == 0
    assert sorted(path.stem for path in folder.glob("*.csv")) == list(names)
    for name in names:
        table = pyarrow.parquet.read_table(folder / f"{name}.parquet")
        kept = pyarrow.csv.ConvertOptions(column_types=table.schema, strings_can_be_null=True)
        assert pyarrow.csv.read_csv(folder / f"{name}.csv", convert_options=kept).equals(table)
    assert sepeace_cli("audit", folder, "--sample", "1")[0] == 0
    before = {path: path.read_bytes() for path in folder.glob("*.csv")}
    for path in before:
        path.unlink()
    assert sepeace_cli(*verb, *FEW, "--csv", "--resume", "-o", folder)[0] == 0
    assert {path: path.read_bytes() for path in folder.glob("*.csv")} == before
    status, _, err = sepeace_cli(*verb, *FEW, "--csv")
    assert status == 2 and "--csv with -o DIR" in err


def test_a_comparison_prints_its_statement_and_writes_its_json(sepeace_cli, tmp_path):
    status, out, _ = sepeace_cli("compare", KURSK, *FEW, "-o", str(tmp_path))
    content = json.loads((tmp_path / "compare.json").read_text())
    assert status == 0 and out.startswith(" ".join(content["plain"]))
    assert f"The exact form. {content['statement']}" in out
    assert "without the change" in out and "with the change" in out and "sum over endings" in out


def test_assumptions_hold_in_both_worlds(sepeace_cli):
    words = ("compare", KURSK, *FEW, "--json", "--set", "strength=rational")
    content = json.loads(sepeace_cli(*words)[1])
    assert content["baseline"]["readings"]["strength"] == "rational"
    assert content["counterfactual"]["readings"]["strength"] == "rational"


# Red when a verb takes scores as they fell with another weight of theirs, or leaves with a traceback.
@pytest.mark.parametrize("verb", ["show", "run", "batch", "compare"])
def test_scores_as_they_fell_and_a_weight_of_their_own_are_refused(sepeace_cli, verb):
    words = "--given", "as_it_fell", "--set", "structure_weight=0.5", "--json"
    status, out, err = sepeace_cli(verb, KURSK, *words)
    told = json.loads(err)
    assert (status, out, told["error"]) == (2, "", "Contradiction")
    assert (told["given"], told["key"]) == ("structure_weight = 0.5", "structure_weight")


# Red when a leader who is none passes one verb, or the place in the file is lost.
def test_a_leader_who_is_none_is_refused_by_every_verb(sepeace_cli, tmp_path):
    path = tmp_path / "leader.toml"
    path.write_text('schema = 1\ntitle = "x"\nquestion = "y?"\nbranch = 1943-07-05\nantecedent = "z"\n'
                    '[[change]]\nleader = "germany"\nprofile = "goring"\nfrom = 1943-07-06\n')  # fmt: skip
    for verb in ("show", "run", "batch", "compare"):
        status, _, err = sepeace_cli(verb, str(path), "--json")
        told = json.loads(err)
        assert status == 2 and (told["error"], told["nearest"]) == ("UnknownName", "goering")
        assert (told["file"], told["key"]) == (str(path), "change[1].profile")


def test_a_contact_without_a_road_is_told_with_its_file(sepeace_cli, tmp_path):
    path = tmp_path / "road.toml"
    path.write_text('schema = 1\ntitle = "x"\nquestion = "y?"\nbranch = 1943-07-05\nantecedent = "z"\n'
                    '[[change]]\ncontact = "goebbels_september_1943"\nhappens = true\n')  # fmt: skip
    status, _, err = sepeace_cli("run", str(path), "--json")
    told = json.loads(err)
    assert status == 2 and told["file"] == str(path) and told["key"] == "change[1].through"


def test_the_summary_of_a_folder_is_enough_to_run_the_batch_again(sepeace_cli, tmp_path):
    words = ("batch", KURSK, *FEW, "--set", "ideology.germany=0.15", "--set", "switches_off=two_front")
    assert sepeace_cli(*words, "--quiet", "-o", str(tmp_path))[0] == 0
    found = json.loads((tmp_path / "summary.json").read_text())
    scenario = sepeace.load(found["scenario"])
    assumptions = found["assumptions"]
    settings = {".".join(filter(None, row[:2])): row[2] for row in assumptions.pop("parameters")}
    settings["switches_off"] = assumptions.pop("switches")
    again = scenario.with_assumptions({**assumptions, **settings})
    assert again.digest == found["digest"] == found["provenance"]["digests"]["scenario"]
    assert found["changes"] == json.loads(json.dumps([change.to_json() for change in scenario.changes]))
    assert found["branch"] == scenario.branch.isoformat() and found["given"] == "branch"
    batch = sepeace.batch(again, campaigns=found["campaigns"], seed=found["seed"], given=found["given"])
    assert batch.outcomes == pyarrow.parquet.read_table(tmp_path / "outcomes.parquet")


def test_a_report_is_one_file(sepeace_cli, tmp_path):
    path = tmp_path / "kursk.html"
    assert sepeace_cli("report", KURSK, *FEW, "--quiet", "-o", str(path)) == (0, "", "")
    assert "<html" in path.read_text(encoding="utf-8")[:500]
    assert list(tmp_path.iterdir()) == [path]


# --- the main job -----------------------------------------------------------------------------------


def test_the_main_job_answers_and_leaves_figures_and_a_report(tmp_path, capsys):
    folder = tmp_path / "out"
    with pytest.raises(SystemExit) as left:
        demo.main([*FEW, "-o", str(folder)])
    out = capsys.readouterr().out
    assert not left.value.code
    assert {path.suffix for path in folder.iterdir()} == {".html", ".png", ".svg"}
    assert all(str(path) in out for path in folder.iterdir())
    assert "sum over endings" in out


def test_the_main_job_refuses_a_misspelt_scenario_before_it_runs_any(tmp_path, capsys):
    with pytest.raises(SystemExit) as left:
        demo.main([KURSK, "histrical", "-o", str(tmp_path)])
    assert left.value.code == 2
    assert "did you mean historical?" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_script_only_calls_the_package():
    script = Path(__file__).parents[2] / "run_sim.py"
    environment = {**os.environ, "PYTHONPATH": str(Path(sepeace.__file__).parents[1])}
    words = [sys.executable, str(script), "--help"]
    done = subprocess.run(words, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 0 and "run_sim.py" in done.stdout


def test_the_script_says_how_to_install_what_is_missing(tmp_path):
    script = Path(__file__).parents[2] / "run_sim.py"
    words = [sys.executable, "-I", "-S", str(script)]
    done = subprocess.run(words, capture_output=True, text=True, cwd=tmp_path, timeout=60)
    assert done.returncode == 1
    assert "make demo" in done.stderr and "run_sim.py" in done.stderr and "Traceback" not in done.stderr


# --- limits ------------------------------------------------------------------------------------------


def test_command_line_and_package_have_the_same_limits():
    from sepeace import quantities
    from sepeace.execution import options
    from sepeace.runs import run

    assert options.MOST_CAMPAIGNS == quantities.MOST_CAMPAIGNS
    assert options.LARGEST_SEED == run.LARGEST_SEED == quantities.LARGEST_SEED
    assert run.LARGEST_CAMPAIGN == quantities.LARGEST_CAMPAIGN


def test_the_last_campaign_of_the_last_seed_is_run_and_the_next_is_refused(sepeace_cli):
    words = ("run", "historical", "--seed", str(2**64 - 1), "--campaign")
    assert sepeace_cli(*words, str(2**64 - 1))[0] == 0
    assert sepeace_cli(*words, str(2**64))[0] == 2


# Red when the folder is run again under other options, or its report is another than that of the run itself.
def test_a_report_of_a_folder_is_that_of_its_run(sepeace_cli, tmp_path):
    words = ("historical", *FEW, "--seed", "3", "--set", "strength=rational", "--quiet")
    folder, first, second = tmp_path / "out", tmp_path / "a.html", tmp_path / "b.html"
    assert sepeace_cli("batch", *words, "-o", folder)[0] == 0
    assert sepeace_cli("report", *words, "-o", first)[0] == 0
    status, out, _ = sepeace_cli("report", "--from", folder, "-o", second, "--json")
    assert status == 0 and json.loads(out) == json.loads((folder / "summary.json").read_text())
    assert second.read_bytes() == first.read_bytes()


@pytest.mark.parametrize(
    ("words", "key", "says"),
    [
        ((), None, "SCENARIO or --from DIR"),
        (("historical", "--from", "."), "SCENARIO", "nothing"),
        (("--from", ".", "-n", "10000"), "--campaigns", "nothing"),
        (("--from", ".", "--set", "strength=rational"), "--set", "nothing"),
        (("--from", "nowhere"), "RESULTS", "no such folder"),
        (("--from", "swept"), None, "holds a sweep"),
        (("--from", "kursk"), None, "without the war beside it"),
    ],
)
def test_a_report_is_of_a_scenario_or_of_a_folder(sepeace_cli, tmp_path, monkeypatch, words, key, says):
    monkeypatch.chdir(tmp_path)
    if "swept" in words:
        sepeace_cli(*SWEPT, *FEW, "-o", "swept")
    if "kursk" in words:
        sepeace_cli("batch", KURSK, *FEW, "-o", "kursk")
    status, out, err = sepeace_cli("report", *words, "-o", "a.html", "--json")
    told = json.loads(err.splitlines()[-1])
    assert (status, out, told["key"]) == (2, "", key) and says in told["message"]
    assert not (tmp_path / "a.html").exists()
