"""Results folders of comparisons: whatever stops one, it comes to the same files and is read back whole."""

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet
import pytest

import sepeace as sp
from sepeace.errors import BadResults, BadUsage, CannotWrite
from sepeace.execution.options import RunOptions
from sepeace.kernel import pairing
from sepeace.runs.audit import audit
from sepeace.runs.compare import compare
from sepeace.runs.pair_tasks import PairTasks
from sepeace.shapes import json_text
from sepeace.store.manifest import read_manifest
from sepeace.store.parts import chunk_of, entry_of, packed, tables_of, unpacked
from tests import folders
from tests.campaigns import quick
from tests.folders import CHUNK, KURSK, SEED, content, same_batch, working

N = 8
WORDS = ("compare", *folders.WORDS[1:4], "--split", "-n", str(N), "--seed", str(SEED))
RUNS = 6
"""The pairs, two other readings, a war without operations called off, and two other choices of numbers."""
PARTS = RUNS * N // CHUNK


def pair(folder=None, n=N, resume=False, scenario=KURSK, seed=SEED, **more):
    more = {"split": True, **more}
    return compare(scenario, n, seed=seed, workers=1, results=folder, resume=resume, **more)


@pytest.fixture(scope="session")
def finished_pair(tmp_path_factory):
    """The folder of a comparison that nothing stopped, and the same comparison in memory."""
    folder = tmp_path_factory.mktemp("paired")
    with pytest.MonkeyPatch.context() as patch:
        working(patch)
        pair(folder)
        return folder, pair()


@pytest.fixture
def folder(finished_pair, tmp_path, work):
    return Path(shutil.copytree(finished_pair[0], tmp_path / "pair"))


def same_pair(one, two):
    assert one == two and json_text(one.document) == json_text(two.document)
    same_batch(one.baseline, two.baseline)
    same_batch(one.counterfactual, two.counterfactual)


# Red when a world, a table or the machine output is missing, or what is kept of a pair is not what it was.
def test_a_folder_holds_both_worlds_and_their_pairs(finished_pair):
    folder, kept = finished_pair
    text = (json_text(kept.document) + "\n").encode()
    assert (folder / "compare.json").read_bytes() == (folder / "summary.json").read_bytes() == text
    for name, world in (("baseline", kept.baseline), ("counterfactual", kept.counterfactual)):
        for table, made in (("outcomes", world.outcomes), ("bands", world.bands())):
            stored = pyarrow.parquet.read_table(folder / name / f"{table}.parquet")
            assert stored.replace_schema_metadata(None).equals(made)
    pairs = pyarrow.parquet.read_table(folder / "pairs.parquet").to_pylist()
    assert [row["campaign"] for row in pairs] == list(range(N))
    days = [row["parted_on"] for row in pairs if row["parted_on"] is not None]
    assert sp.quantities.date_of(min(days)) == kept.pairing.first_divergence
    # With no pathway taken the second world is the one that was run, with all of them another.
    windows = kept.counterfactual.outcomes["window"].to_pylist()
    assert [row["window_by_set"] & 1 for row in pairs] == windows and any(windows)
    listed = read_manifest(folder)
    names = {name for part in listed.parts.values() for name in part.files} | set(listed.files)
    assert names == set(content(folder)) - {"manifest.json"} and len(listed.parts) == PARTS


# Red when a stop loses what was finished, or what a comparison asks beside is asked again or otherwise.
@pytest.mark.parametrize("stop", [1, 3, PARTS - 1])
def test_a_comparison_goes_on_from_wherever_it_was_stopped(tmp_path, work, finished_pair, stop):
    work(stop_after=stop, backwards=stop == 3)
    with pytest.raises(KeyboardInterrupt):
        pair(tmp_path)
    with pytest.raises(CannotWrite, match=f"holds {CHUNK * stop} of {CHUNK * PARTS} campaigns.*--resume"):
        pair(tmp_path)
    with pytest.raises(BadResults, match="not finished"):
        sp.read(tmp_path)
    asked = work()
    same_pair(pair(tmp_path, resume=True), finished_pair[1])
    assert len(asked.asked) == PARTS - stop and content(tmp_path) == content(finished_pair[0])


# Red when only a stop between two parts is survived: here the process is gone in the midst of them.
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_comparison_goes_on(tmp_path, monkeypatch):
    folder, whole = tmp_path / "killed", tmp_path / "whole"
    words = ["compare", "uranus_fails", "--no-split", "-n", "60", "--quiet", "--workers", "1", "-o", folder]
    environment = {
        **os.environ, "PYTHONPATH": str(Path(sp.__file__).parents[1]), "SEPEACE_CLOCK": "plain"
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "sepeace", *map(str, words)], env=environment, stdout=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 120.0
    while len(list(folder.glob("pairs/part-*"))) < 2:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert 1 <= len(read_manifest(folder).parts) < 6
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    done = [
        compare("uranus_fails", 60, workers=workers, split=False, results=path, resume=True)
        for workers, path in ((2, folder), (1, whole))
    ]
    assert content(folder) == content(whole) and json_text(done[0].document) == json_text(done[1].document)


# Red when a folder is read back as another comparison, or reading it runs campaigns.
def test_it_comes_back_as_it_was(folder, finished_pair, work):
    asked = work()
    found = sp.read(folder)
    same_pair(found, finished_pair[1])
    assert asked.asked == [] and found.baseline.provenance == finished_pair[1].baseline.provenance
    same_pair(pair(folder, resume=True), finished_pair[1])
    assert asked.asked == [] and content(folder) == content(finished_pair[0])


PART = "part-000001.parquet"
BESIDE = "otherwise/counterfactual/outcomes/part-000003.parquet"


@pytest.mark.parametrize("name", [f"pairs/{PART}", f"baseline/weeks/{PART}", BESIDE])
def test_a_damaged_part_is_refused_and_a_missing_one_made_anew(folder, finished_pair, work, name):
    path = folder / name
    path.write_bytes(path.read_bytes()[:-1])
    for refused in (lambda: sp.read(folder), lambda: pair(folder, resume=True)):
        with pytest.raises(BadResults, match="cut short or changed") as caught:
            refused()
        assert caught.value.file == str(path)
    path.unlink()
    with pytest.raises(BadResults, match="gone; --resume makes it again"):
        sp.read(folder)
    asked = work()
    pair(folder, resume=True)
    assert len(asked.asked) == 1 and content(folder) == content(finished_pair[0])


def rewritten(folder, change):
    told = json.loads((folder / "manifest.json").read_text())
    change(told)
    (folder / "manifest.json").write_text(json.dumps(told))


# Red when a pair without its links passes for one, or another model's numbers are read.
@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda told: told["parts"][0]["files"].pop("pairs/part-000000.parquet"), "no part of this run"),
        (lambda told: told["parts"][0].update(scenario=2), "no part of this run"),
        (lambda told: told.update(model_hash="0" * 16, version="0.1.0"), r"tag v0\.1\.0 .* reads it"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(folder, change, match):
    rewritten(folder, change)
    with pytest.raises(BadResults, match=match):
        sp.read(folder)


# Red when runs are mixed, or what differs is told twice or not at all.
@pytest.mark.parametrize(
    ("how", "match"),
    [
        ({"seed": 2}, "another run: seed 9 there, 2 asked; choose"),
        ({"split": False}, "another run: split True there, False asked"),
        (
            {"scenario": KURSK.with_assumptions(motive="leverage")},
            "n: motive sincere there, leverage asked; ",
        ),
        ({"n": N - 1}, "holds 8 campaigns of this run, more than are asked for"),
    ],
)
def test_another_run_is_refused(folder, how, match):
    with pytest.raises(BadResults, match=match):
        pair(folder, resume=True, **how)
    with pytest.raises(BadResults, match="a compare there, a batch asked"):
        sp.batch(KURSK, N, results=folder, resume=True)
    with pytest.raises(BadUsage, match="nothing to resume"):
        pair(resume=True)


def changed(folder, name, column, value):
    """Change the first value of a column, and the checksum with it."""
    table = unpacked((folder / name).read_bytes())
    values = [value, *table[column].to_pylist()[1:]]
    field = table.schema.field(column)
    made = table.set_column(table.column_names.index(column), field, pyarrow.array(values, field.type))
    put(folder, name, packed(made, read_manifest(folder).run), made.num_rows)


def put(folder, name, content_, rows=None):
    def listed(told):
        for files in (told["files"], *(part["files"] for part in told["parts"])):
            if name in files:
                files[name] = entry_of(content_, rows).to_json()

    (folder / name).write_bytes(content_)
    rewritten(folder, listed)


# Red when a world, the links or the sets of pathways are not run again, or an honest folder is accused.
def test_a_comparison_is_audited_in_both_worlds(folder):
    found = audit(folder, sample=1_000)
    assert found.ok and (found.kind, found.scenario) == ("compare", KURSK.name)
    assert (found.parts, found.checked, found.equal) == (PARTS, RUNS * N, RUNS * N)
    changed(folder, f"pairs/{PART}", "gap_second", 9.5)
    changed(folder, "pairs/part-000000.parquet", "settlement_by_set", 4)
    changed(folder, f"counterfactual/outcomes/{PART}", "rounds", 99)
    changed(folder, BESIDE, "leaks", 99)
    told = json.loads((folder / "compare.json").read_text())
    told["by_reading"][0]["window_difference"] = 0.75
    put(folder, "compare.json", json.dumps(told).encode())
    found = audit(folder, sample=1_000)
    rows = {(one.part, one.column, one.stored) for one in found.differences}
    assert not found.ok and found.equal == RUNS * N - 3  # two of the faults are in one campaign
    assert rows >= {
        (f"pairs/{PART}", "gap_second", 9.5),
        ("pairs/part-000000.parquet", "settlement_by_set", 4),
        (f"counterfactual/outcomes/{PART}", "rounds", 99),
        (BESIDE, "leaks", 99),
        ("compare.json", "by_reading[1].window_difference", 0.75),
    }
    assert {"pairs.parquet", "counterfactual/outcomes.parquet"} <= {one.part for one in found.differences}


# Red when a figure or a report cannot be had of a folder, or the tables are not had as CSV.
def test_the_verbs_take_such_a_folder(finished_pair, tmp_path, work, sepeace_cli):
    folder, machine = tmp_path / "out", tmp_path / "one.json"
    status, first, err = sepeace_cli(*WORDS, "-o", folder, "--json")
    assert status == 0 and f"wrote {folder}/" in err and content(folder) == content(finished_pair[0])
    status, again, err = sepeace_cli(*WORDS, "-o", folder, "--json", "--resume", "--csv")
    assert (status, again) == (0, first) and "nothing was run" in err
    assert (folder / "baseline" / "bands.csv").exists() and (folder / "pairs.csv").exists()
    for name, kind in (("outcomes", "png"), ("windows", "svg")):
        assert sepeace_cli("figure", name, folder, "-o", tmp_path / f"{name}.{kind}")[0] == 0
    status, _, err = sepeace_cli("figure", "phase", folder, "-o", tmp_path / "phase.png")
    assert status == 2 and "not drawn of a comparison" in err and "windows" in err
    assert sepeace_cli("report", "--from", folder, "-o", tmp_path / "pair.html", "--json")[1] == first
    assert sepeace_cli(*WORDS, "-o", machine, "--quiet", "--json") == (0, first, "")
    assert machine.read_text() == first
    status, _, err = sepeace_cli(*WORDS, "-o", machine, "--resume")
    assert status == 2 and "--resume with -o DIR" in err


# Red when Ctrl-C does not say how to go on, or the command that it names asks for something else.
def test_after_ctrl_c_the_command_that_goes_on_is_told(tmp_path, work, sepeace_cli, finished_pair):
    work(stop_after=2)
    status, out, err = sepeace_cli(*WORDS, "-o", tmp_path / "out")
    assert (status, out) == (130, "") and "8 of 48 campaigns are safe" in err
    work()
    assert sepeace_cli(*shlex.split(err.strip().split("to go on: ")[1])[1:])[0] == 0
    assert content(tmp_path / "out") == content(finished_pair[0])


# Red when a comparison that grows runs pairs again, or comes to other bytes than one that was large at once.
def test_a_comparison_grows(folder, work, tmp_path, monkeypatch):
    from sepeace.execution import chunks

    monkeypatch.setattr(chunks, "CHUNKS", 2)  # 8 pairs in chunks of 4, 10 in chunks of 8
    fresh = pair(tmp_path / "fresh", 10)
    asked = work(stop_after=2)
    monkeypatch.setattr(chunks, "CHUNKS", 2)
    with pytest.raises(KeyboardInterrupt):
        pair(folder, 10)
    work()
    monkeypatch.setattr(chunks, "CHUNKS", 2)
    same_pair(pair(folder, 10, resume=True), fresh)
    assert asked.asked == [8, 8] and content(folder) == content(tmp_path / "fresh")


# Red when a pair that never parts, or a number that is none, comes back from its part as something else.
def test_what_is_kept_of_pairs_comes_back_to_the_last_digit(work):
    task = PairTasks(
        usual=KURSK.baseline(), scenario=KURSK, options=RunOptions(campaigns=3, seed=SEED), traced=True
    ).tasks[0]
    part = folders.known(task)
    part.links[0, pairing.PARTED_ON], part.links[1, pairing.MOVED_GERMANY] = np.inf, np.nan
    tables = tables_of(task, part)
    again = chunk_of({kind: unpacked(packed(table, "x")) for kind, table in tables.items()})
    assert tables["pairs"]["parted_on"].to_pylist()[0] is None
    assert again.links.tobytes() == part.links.tobytes() and again.split.tobytes() == part.split.tobytes()
    for one, two in zip(again.worlds, part.worlds, strict=True):
        assert one.rows.tobytes() == two.rows.tobytes() and one.weekly.feelers == two.weekly.feelers
