"""The audit finds what was changed in a results folder, even where the checksums were changed with it."""

import json
import shutil
from dataclasses import replace
from datetime import date

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest
import typer

from sepeace.cli.app import guarded
from sepeace.cli.verbs import audit as verb
from sepeace.errors import BadResults, BadValue, SepeaceError
from sepeace.execution.chunks import Task, run_chunk
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool, tasks_of
from sepeace.runs import audit as audits
from sepeace.runs.audit import audit
from sepeace.scenario.changes import ContactChange
from sepeace.scenario.library import load, shipped
from sepeace.shapes import Mistake, json_text
from sepeace.store.identity import RunIdentity, head_of, seal_of
from sepeace.store.manifest import read_manifest
from sepeace.store.parts import entry_of, packed, unpacked
from sepeace.store.results import open_chunks, run_chunks
from sepeace.store.run_folder import Whole
from sepeace.store.told_scenarios import ToldScenario, scenario_of, told_scenario
from tests.campaigns import quick, what_if
from tests.folders import KURSK, SEED, N, content, run

KEYS = "schema banner folder kind scenario finished parts campaigns files checked equal differences ok"
PART = "outcomes/part-000001.parquet"


@pytest.fixture
def folder(finished_folder, tmp_path, monkeypatch):
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    return shutil.copytree(finished_folder, tmp_path / "results")


@pytest.fixture
def sepeace_audit(capsys):
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command()(verb.audit)

    def call(*words):
        status = guarded(typer.main.get_command(app).main, [str(word) for word in words], "sepeace audit")
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def told(folder, change):
    """Change the manifest."""
    content = json.loads((folder / "manifest.json").read_text())
    change(content)
    (folder / "manifest.json").write_text(json.dumps(content))


def rewritten(folder, name, table):
    """Put another table into a file, and into the manifest the checksum that fits it."""
    content = packed(table, read_manifest(folder).run)
    (folder / name).write_bytes(content)
    entry = entry_of(content, table.num_rows).to_json()

    def listed(manifest):
        for files in (manifest["files"], *(part["files"] for part in manifest["parts"])):
            if name in files:
                files[name] = entry

    told(folder, listed)


def changed(folder, name, column, row, value):
    """Change one value of a table, and its checksum with it."""
    table = unpacked((folder / name).read_bytes())
    values = table[column].to_pylist()
    values[row] = value
    place = table.column_names.index(column)
    field = table.schema.field(column)
    rewritten(folder, name, table.set_column(place, field, pyarrow.array(values, field.type)))


def differences(found):
    return [(one.part, one.campaign, one.column, one.stored, one.found) for one in found.differences]


# --- what is right


# Red when an honest folder is accused, the sample is not run, or the folder is touched.
def test_an_honest_folder_passes(folder, monkeypatch):
    before, ran = content(folder), []
    usual = audits.run_tasks

    def counting(tasks, *rest):
        ran.extend((task.first, task.count) for task in tasks)
        usual(tasks, *rest)

    monkeypatch.setattr(audits, "run_tasks", counting)
    found = audit(folder, sample=5, seed=3)
    assert found.ok and found.differences == () and content(folder) == before
    assert (found.parts, found.campaigns, found.files) == (3, N, 3 * 4 + 3)
    assert found.checked == found.equal == sum(count for _, count in ran) == 5
    campaigns = {first + place for first, count in ran for place in range(count)}
    assert len(campaigns) == 5 and campaigns <= set(range(N))
    ran.clear()
    assert audit(folder, sample=5, seed=4).ok
    assert {first + place for first, count in ran for place in range(count)} != campaigns


# Red when neighbours in the sample are run twice or left out, or a sample larger than the folder is refused.
def test_all_campaigns_can_be_run_again(folder, monkeypatch):
    monkeypatch.setattr(audits, "LONGEST_RUN", 3)
    tasks = audits._tasks(read_manifest(folder), [KURSK], 1_000, 1)
    assert [(entry.index, task.first, task.count) for entry, task in tasks] == [
        (part, 4 * part + first, count) for part in range(3) for first, count in ((0, 3), (3, 1))
    ]
    found = audit(folder, sample=1_000)
    assert found.checked == found.equal == N


# Red when an unfinished folder is an error, or what is there of it is not looked at.
def test_an_unfinished_folder_is_audited_as_far_as_it_is(tmp_path, work):
    work(stop_after=2)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    found = audit(tmp_path, sample=4)
    assert found.ok and not found.finished and (found.parts, found.campaigns) == (2, 8)


# Red when the scenario is taken from the shipped file of its name and not from the manifest.
def test_a_scenario_comes_from_the_manifest_alone(folder):
    def renamed(manifest):
        manifest["scenarios"][0].update(name="historical", title="x")
        head = {key: value for key, value in manifest.items() if key not in ("parts", "files")}
        manifest["seal"] = seal_of(head_of(head))

    told(folder, renamed)
    assert audit(folder, sample=3).ok


# Red when a failed campaign, or a number that is no number, is accused of differing from itself.
def test_a_failed_campaign_is_no_difference(tmp_path, work, monkeypatch):
    def failing(task, usual=run_chunk):
        part = usual(task)
        row = part.worlds[0].rows
        third = row["campaign"] == 6
        row["failed"][third], row["failed_at"][third], row["ending"][third] = True, 3, -1
        row["window_days"][third] = np.nan
        return part

    work(other={4: failing(tasks_of((KURSK,), RunOptions(campaigns=N, seed=SEED))[1])})
    run(tmp_path)

    def again(task, progress=None):
        own = task.scenarios[0].assumptions == KURSK.assumptions
        return failing(task) if own else run_chunk(task)  # under other numbers nothing fails

    monkeypatch.setattr("sepeace.execution.workers.run_chunk", again)
    found = audit(tmp_path, sample=N)
    assert found.ok and found.equal == N


# Red when parts of a sweep are run in the scenario of another point, or its parts are an obstacle.
def test_the_points_of_a_sweep_are_audited(tmp_path, work):
    worlds = [KURSK.with_assumptions({"ideology.germany": level}) for level in (0.1, 0.2)]
    tasks = [
        Task(scenarios=(world,), given="branch", seed=SEED, first=0, count=3, weekly=False)
        for world in worlds
    ]
    with open_chunks(tmp_path, RunIdentity(kind="sweep", campaigns=3), tasks, False) as store:
        run_chunks(store, tasks, WorkerPool(), lambda *_: None, Count(6))
        document = Mistake(error="none", message="none")
        store.finish(Whole(tables={"sweep": pyarrow.table({"x": [1]})}, documents={"sweep.json": document}))
    found = audit(tmp_path, sample=6)
    assert (found.ok, found.kind, found.checked, found.equal, found.files) == (True, "sweep", 6, 6, 4)
    told(tmp_path, lambda manifest: manifest["parts"][1].update(scenario=0))
    assert not audit(tmp_path, sample=6).ok
    (tmp_path / "sweep.parquet").write_bytes(b"")
    assert audit(tmp_path, sample=1).differences[0].part == "sweep.parquet"


def by_json(scenario):
    return ToldScenario(**json.loads(json_text(told_scenario(scenario))))


# Red when a scenario loses something on its way through the manifest.
@pytest.mark.parametrize("name", shipped())
def test_every_scenario_comes_back_from_its_description(name):
    settings = {"ideology.germany": 0.25, "feeler_rate": 0.2, "motive": "mixed", "switches_off": ["position"]}
    scenario = load(name).with_assumptions(settings)
    assert scenario_of(by_json(scenario), "x") == scenario


# Red when a list in a change comes back as something else: then the scenario is another.
def test_clauses_come_back(folder):
    change = ContactChange(target="stockholm_june_1943", through="stockholm", clauses=("trade", "transit"))
    scenario = what_if(date(1943, 3, 1), change)
    again = scenario_of(by_json(scenario), "x")
    assert replace(again, name=scenario.name) == scenario
    assert again.changes[0].clauses == ("trade", "transit")


# --- what was changed


# Red when a changed number is found by its checksum alone.
@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("rounds", 99),
        ("signed", date(1944, 1, 1)),
        ("fingerprint", "0" * 16),
        ("share", 0.5),
        ("ending", None),
    ],
)
def test_a_changed_number_is_found_although_the_checksum_fits(folder, column, value):
    stored = unpacked((folder / PART).read_bytes())[column].to_pylist()[2]
    assert stored != value
    changed(folder, PART, column, 2, value)
    found = audit(folder, sample=N)
    assert (PART, 6, column, value, stored) in differences(found)
    assert (found.checked, found.equal, found.ok) == (N, N - 1, False)
    assert all(one.column != "sha256" for one in found.differences)
    rest = [one for one in found.differences if one.part == PART]
    assert len(rest) == 1


# Red when only a sampled campaign's part is looked at: the checksum of every file counts.
def test_a_changed_file_is_found_by_its_checksum(folder):
    for name in ("weeks/part-000002.parquet", "feelers/part-000000.parquet"):
        bytes_ = (folder / name).read_bytes()
        (folder / name).write_bytes(bytes_[:50] + bytes([bytes_[50] ^ 1]) + bytes_[51:])
    (folder / "outcomes.parquet").unlink()
    found = audit(folder, sample=1)
    sums = [row for row in differences(found) if row[2] == "sha256"]
    assert [(name, campaign) for name, campaign, *_ in sums] == [
        ("feelers/part-000000.parquet", None),
        ("weeks/part-000002.parquet", None),
        ("outcomes.parquet", None),
    ]
    assert sums[0][3] == read_manifest(folder).parts[0].files["feelers/part-000000.parquet"].sha256
    assert sums[2][4] is None and sums[0][4] not in (None, sums[0][3])


# Red when the files that most readers open are not held against the parts.
def test_a_changed_sum_is_found_although_the_checksum_fits(folder):
    changed(folder, "outcomes.parquet", "window", 7, None)
    changed(folder, "bands.parquet", "q50", 100, 1e6)
    summary = json.loads((folder / "summary.json").read_text())
    summary["window"]["probability"] = 2.0
    text = json.dumps(summary).encode()
    (folder / "summary.json").write_bytes(text)
    told(folder, lambda manifest: manifest["files"].update({"summary.json": entry_of(text).to_json()}))
    found = differences(audit(folder, sample=1))
    assert [row[:4] for row in found] == [
        ("outcomes.parquet", 7, "window", None),
        ("bands.parquet", None, "q50", 1e6),
        ("summary.json", None, "window.probability", 2.0),
    ]


# Red when histograms may be changed if only the checksums are changed with them.
def test_changed_histograms_are_found_by_the_bands(folder):
    table = unpacked((folder / "bands" / "part-000000.parquet").read_bytes())
    rewritten(folder, "bands/part-000000.parquet", table.slice(0, table.num_rows // 2))
    assert {one.part for one in audit(folder, sample=1).differences} == {"bands.parquet"}


# Red when rows are cut off, doubled or swapped without notice, or a missing row is a traceback.
@pytest.mark.parametrize("rows", [[0, 1, 2], [0, 1, 2, 3, 3], [1, 0, 2, 3], []])
def test_rows_that_are_not_those_of_the_part_are_found(folder, rows):
    rewritten(folder, PART, unpacked((folder / PART).read_bytes()).take(pyarrow.array(rows, "int64")))
    found = audit(folder, sample=N)
    assert (PART, None, "campaign") in [row[:3] for row in differences(found)]
    assert found.equal == N - len({0, 1, 2, 3} - {place for place, row in enumerate(rows) if place == row})


def test_a_column_that_is_gone_or_new_is_found(folder):
    table = unpacked((folder / PART).read_bytes())
    rewritten(folder, PART, table.drop_columns(["leaks"]).append_column("luck", pyarrow.array([1] * 4)))
    columns = {one.column for one in audit(folder, sample=N).differences if one.part == PART}
    assert {"leaks", "luck"} <= columns


# Red when a file that is no table, or no file, ends the audit of the others.
def test_what_cannot_be_read_is_told(folder):
    (folder / PART).write_bytes(b"PAR1")
    (folder / "outcomes" / "part-000002.parquet").unlink()
    (folder / "summary.json").write_text("[")
    found = audit(folder, sample=N)
    assert (found.checked, found.equal) == (N, 4)
    rows = [row[:3] for row in differences(found)]
    assert (PART, None, "sha256") in rows and (PART, None, "file") in rows
    assert ("outcomes/part-000002.parquet", None, "sha256") in rows


# --- what is refused


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda told: told.update(model_hash="0" * 16), "another version of the model"),
        (lambda told: told.update(schema=2), "in another format"),
        (lambda told: told["parts"].clear(), "no part of this run is finished"),
        (lambda told: told["scenarios"][0].update(digest="0" * 16), "changed by hand"),
        (lambda told: told["scenarios"][0].update(branch="1943-07-06"), "changed by hand"),
        (lambda told: told["scenarios"][0]["assumptions"].update(motive="greed"), "no such reading"),
        (lambda told: told["scenarios"][0]["changes"][0].pop("kind"), "not described in full"),
        (lambda told: told["scenarios"][0]["changes"][0].update(target="citadelle"), "citadelle"),
        (lambda told: told.update(given="as_it_likes"), "unknown kind of luck"),
        (lambda told: told.update(seed=-1), "seed must be a whole number"),
        (lambda told: told["parts"][0].update(scenario=1), "the manifest is damaged"),
    ],
)
def test_a_folder_that_cannot_be_audited_is_refused(folder, change, match):
    told(folder, change)
    with pytest.raises(SepeaceError, match=match):
        audit(folder)


# Red when numbers made with another record of the war are held against those of this one.
def test_another_record_is_refused(folder, monkeypatch):
    monkeypatch.setattr("sepeace.scenario.checks.record.baseline_digest", lambda: "0" * 16)
    with pytest.raises(BadResults, match="another record of the war"):
        audit(folder)


def test_what_is_no_results_folder_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    for path, match in (
        (tmp_path / "missing", "there is no such folder"),
        (tmp_path / "file", "this is a file"),
        (tmp_path, r"there is no manifest\.json"),
    ):
        with pytest.raises(BadResults, match=match):
            audit(path)


@pytest.mark.parametrize("wrong", [{"sample": 0}, {"sample": 1.5}, {"seed": -1}, {"seed": 2**64}])
def test_a_sample_out_of_range_is_refused(tmp_path, wrong):
    with pytest.raises(BadValue, match="must be a whole number"):
        audit(tmp_path, **wrong)


# --- the verb


def test_the_verb_says_what_it_found(folder, sepeace_audit):
    status, out, err = sepeace_audit(folder, "--sample", 2)
    assert (status, err) == (0, "")
    assert "3 parts, 12 campaigns; 15 files" in out and "2 campaigns run again, 2 of them equal" in out
    status, out, _ = sepeace_audit(folder, "--sample", 2, "--json")
    assert (status, set(json.loads(out))) == (0, set(KEYS.split()))
    changed(folder, PART, "followed_until", 1, date(1950, 1, 1))
    status, out, _ = sepeace_audit(folder, "--sample", N, "--json")
    found = json.loads(out)
    assert status == 1 and found["ok"] is False
    first = next(row for row in found["differences"] if row["part"] == PART)
    assert (first["campaign"], first["column"], first["stored"]) == (5, "followed_until", "1950-01-01")
    status, out, _ = sepeace_audit(folder, "--sample", N)
    assert status == 1 and "1950-01-01" in out and "Not all is as the model gives it." in out


def test_the_verb_refuses_with_one_line(tmp_path, sepeace_audit):
    status, out, err = sepeace_audit(tmp_path / "missing", "--json")
    assert (status, out) == (2, "") and json.loads(err)["key"] == "RESULTS"
    status, _, err = sepeace_audit(tmp_path, "--sample", "none")
    assert status == 2 and "--sample" in err and err.count("\n") == 1
