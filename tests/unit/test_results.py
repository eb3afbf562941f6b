"""Results folders: whatever stops a run, what it leaves is whole, and going on comes to the same files."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest

import sepeace
from sepeace import files
from sepeace.errors import BadResults, CannotWrite
from sepeace.execution.chunks import Task, run_chunk
from sepeace.execution.collect import collector
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool, tasks_of
from sepeace.runs import batch as batches
from sepeace.runs.batch import batch
from sepeace.scenario.library import historical
from sepeace.shapes import Mistake
from sepeace.store import manifest as manifests
from sepeace.store import run_folder
from sepeace.store.identity import RunIdentity
from sepeace.store.manifest import read_manifest
from sepeace.store.parts import run_of
from sepeace.store.read_results import state_of
from sepeace.store.results import open_chunks, run_chunks
from sepeace.store.run_folder import Whole
from sepeace.store.told_scenarios import in_full, scenario_of
from tests.campaigns import quick
from tests.folders import CHUNK, KURSK, SEED, N, content, refused, run, same_batch

BATCH = RunIdentity(kind="batch", campaigns=N)

# --- what a folder holds


# Red when a file is missing, rows are not in the order of campaigns, or the folder's batch is not the run's.
def test_a_folder_holds_the_run(tmp_path, work):
    kept = batch(KURSK, N, seed=SEED, workers=1)
    done = run(tmp_path)
    assert done.rows is None
    same_batch(done, kept)
    parts = [f"part-{index:06d}.parquet" for index in range(N // CHUNK)]
    assert sorted(content(tmp_path)) == sorted(
        [f"{kind}/{part}" for kind in ("outcomes", "bands", "weeks", "feelers") for part in parts]
        + ["manifest.json", "outcomes.parquet", "bands.parquet", "summary.json"]
    )
    joined = pyarrow.parquet.read_table(tmp_path / "outcomes.parquet")
    assert joined["campaign"].to_pylist() == list(range(N))
    assert joined.replace_schema_metadata(None).equals(kept.outcomes)
    bands = pyarrow.parquet.read_table(tmp_path / "bands.parquet")
    assert bands.replace_schema_metadata(None).equals(kept.bands())
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["window"] == kept.to_json()["window"] and summary["assumptions"]["strength"] == "rational"


# Red when an outsider could not tell from the manifest what was run, or make it again.
def test_the_manifest_says_what_the_run_is(straight):
    told = json.loads(straight["manifest.json"])
    made = batches.provenance_of(KURSK, SEED)
    assert (told["schema"], told["kind"], told["finished"]) == (1, "batch", True)
    assert (told["seed"], told["given"], told["campaigns"], told["chunk"]) == (SEED, "branch", N, CHUNK)
    assert (told["version"], told["model_hash"]) == (made.version, made.model_hash)
    assert told["platform"] == made.platform and told["libraries"] == made.libraries
    assert scenario_of(in_full(told["scenarios"])[0], "x") == KURSK
    assert [(part["first"], part["count"]) for part in told["parts"]] == [(0, 4), (4, 4), (8, 4)]
    for listed in (told["files"], *(part["files"] for part in told["parts"])):
        for name, entry in listed.items():
            assert entry["sha256"] == run_folder.entry_of(straight[name]).sha256
            assert entry["bytes"] == len(straight[name])
            if name.endswith(".parquet"):
                assert (
                    entry["rows"]
                    == pyarrow.parquet.read_metadata(pyarrow.BufferReader(straight[name])).num_rows
                )


# Red when the clock, the folder, the workers or the order of arrival leave a mark in a file.
def test_the_same_run_gives_the_same_bytes(tmp_path, work, straight, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 0.0)
    work(backwards=True)
    run(tmp_path / "elsewhere")
    assert content(tmp_path / "elsewhere") == straight


# Red when what a worker process sends back is stored otherwise than what this one makes.
def test_two_workers_write_the_bytes_of_one(tmp_path, monkeypatch):
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    for workers in (1, 2):
        batch(KURSK, 52, seed=SEED, workers=workers, results=tmp_path / str(workers))
    one, two = (content(tmp_path / str(workers)) for workers in (1, 2))
    assert len(one) == 3 * 4 + 4 and one == two


# Red when the joined file is written for any size, or outcomes cannot be read without it.
def test_very_many_outcomes_stay_in_parts(tmp_path, work, straight, monkeypatch):
    monkeypatch.setattr(run_folder, "MOST_ROWS", N)
    done = run(tmp_path)
    assert not (tmp_path / "outcomes.parquet").exists()
    assert done.outcomes["campaign"].to_pylist() == list(range(N))
    (tmp_path / "outcomes" / "part-000001.parquet").write_bytes(b"PAR1")
    with pytest.raises(BadResults, match=r"part-000001\.parquet: this file was cut short or changed"):
        done.outcomes  # noqa: B018
    (tmp_path / "outcomes" / "part-000001.parquet").unlink()
    with pytest.raises(BadResults, match="this part is gone"):
        done.outcomes  # noqa: B018


# Red when rows are gathered in memory although a folder keeps them.
def test_no_rows_are_kept_in_memory(tmp_path, work, monkeypatch):
    made = []
    usual = batches.collector
    monkeypatch.setattr(batches, "collector", lambda *words: made.append(usual(*words)) or made[-1])
    run(tmp_path)
    assert made[0].worlds[0].rows == {} and made[0].worlds[0].totals.campaigns == N


# --- stopping and going on


# Red when a kill at any moment loses a finished part, leaves a wreck, or changes what is reached in the end.
def test_a_run_goes_on_from_wherever_it_was_stopped(tmp_path, work, straight, monkeypatch):
    usual, calls = os.replace, []

    class Killed(BaseException):
        pass

    def stopping(source, target):
        if len(calls) == stop:
            raise Killed
        calls.append(target)
        usual(source, target)

    whole = batch(KURSK, N, seed=SEED, workers=1)
    renames = 1 + 5 * (N // CHUNK) + 1 + 3 + 1
    for stop in range(renames):
        folder = tmp_path / str(stop)
        calls.clear()
        monkeypatch.setattr(files.os, "replace", stopping)
        with pytest.raises(Killed):
            run(folder)
        monkeypatch.setattr(files.os, "replace", usual)
        found = read_manifest(folder)
        parts = 0 if found is None else len(found.parts)
        assert parts == min(max(stop - 1, 0) // 5, N // CHUNK)
        asked = work()
        same_batch(run(folder, resume=True), whole)
        assert len(asked.asked) == N // CHUNK - parts
        assert content(folder) == straight, f"stopped at rename {stop}"


# Red when a part counts as finished before its files are whole: a manifest may only follow its part.
def test_the_manifest_is_written_after_the_part(tmp_path, work, monkeypatch):
    usual = manifests.Manifest.write

    def checked(self, folder):
        for part in self.parts.values():
            for name, entry in part.files.items():
                assert run_folder.entry_of((folder / name).read_bytes(), entry.rows) == entry
        usual(self, folder)

    monkeypatch.setattr(manifests.Manifest, "write", checked)
    run(tmp_path)


# Red when a part is handed on before it is on disk, twice, or not at all.
def test_parts_are_stored_before_they_are_counted(tmp_path, work):
    tasks, seen, told = tasks_of((KURSK,), RunOptions(campaigns=N, seed=SEED)), [], []

    def collect(index, part):
        assert index in read_manifest(tmp_path).parts
        seen.append(index)
        if len(seen) == 2:
            raise ZeroDivisionError

    count = Count(N, lambda done, of: told.append((done, of)))
    with open_chunks(tmp_path, BATCH, tasks, False) as store, pytest.raises(ZeroDivisionError):
        run_chunks(store, tasks, WorkerPool(), collect, count)
    again = work()
    with open_chunks(tmp_path, BATCH, tasks, True) as store:
        count = Count(N, lambda *pair: told.append(pair))
        run_chunks(store, tasks, WorkerPool(), lambda index, part: seen.append(index), count)
    assert seen == [0, 1, 0, 1, 2] and again.asked == [8]
    assert told == [(4, 12), (4, 12), (8, 12), (12, 12)]


# Red when only a stop between two parts is survived: here the process is gone in the midst of them.
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_killed_process_leaves_whole_parts(tmp_path, monkeypatch):
    n = 80  # four parts
    folder, whole = tmp_path / "killed", tmp_path / "whole"
    words = ["batch", "historical", "-n", str(n), "--seed", "3", "--quiet", "-o"]
    root = str(Path(sepeace.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": root, "SEPEACE_CLOCK": "plain"}
    process = subprocess.Popen(
        [sys.executable, "-m", "sepeace", *words, str(folder), "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60.0
    while len(list(folder.glob("outcomes/part-*"))) < 2:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    found = read_manifest(folder)
    assert 1 <= len(found.parts) < 4
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    batch(historical(), n, seed=3, workers=2, results=folder, resume=True)
    batch(historical(), n, seed=3, workers=1, results=whole)
    assert content(folder) == content(whole)


# Red when what a killed process left under temporary names stays for ever, or anything else is swept away.
def test_leftovers_are_swept(tmp_path, work, straight):
    work(stop_after=1)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    for name in (".manifest.77.json", "outcomes/.part-000001.77.parquet", ".outcomes.77.parquet"):
        (tmp_path / name).write_bytes(b"half")
    for name in (".notes", "notes.txt"):
        (tmp_path / name).write_text("mine")
    work()
    run(tmp_path, resume=True)
    assert content(tmp_path) == {**straight, ".notes": b"mine", "notes.txt": b"mine"}


# Red when a part whose file was removed stops the run, or stays away.
@pytest.mark.parametrize("name", ["outcomes/part-000001.parquet", "weeks/part-000001.parquet"])
def test_a_removed_file_is_made_anew(tmp_path, work, straight, name):
    run(tmp_path)
    (tmp_path / name).unlink()
    assert state_of(tmp_path).finished is False
    work(stop_after=0)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, resume=True)
    found = read_manifest(tmp_path)
    assert not found.finished and sorted(found.parts) == [0, 2]
    asked = work()
    again = run(tmp_path, resume=True)
    assert asked.asked == [4]
    same_batch(again, batch(KURSK, N, seed=SEED, workers=1))
    assert content(tmp_path) == straight


def test_a_removed_sum_is_made_anew(tmp_path, work, straight):
    run(tmp_path)
    for name in ("outcomes.parquet", "bands.parquet", "summary.json"):
        (tmp_path / name).unlink()
    run(tmp_path, resume=True)
    assert content(tmp_path) == straight


# Red when a finished run is run again, or a missing, an empty or a half-empty folder is not begun.
def test_resuming_starts_and_ends(tmp_path, work, straight):
    empty = tmp_path / "empty"
    (empty / "outcomes").mkdir(parents=True)
    for folder in (tmp_path / "a" / "missing", empty):
        run(folder, resume=True)
        assert content(folder) == straight
    asked = work()
    done = run(empty, resume=True)
    assert asked.asked == [] and content(empty) == straight
    same_batch(done, batch(KURSK, N, seed=SEED, workers=1))


# Red when parts of this run without a manifest are an obstacle, or parts of another are taken for its own.
def test_a_folder_that_lost_its_manifest(tmp_path, work, straight):
    run(tmp_path)
    (tmp_path / "manifest.json").unlink()
    refused(tmp_path, CannotWrite, "holds parts of this run already", resume=False)
    refused(tmp_path, CannotWrite, "other files and no manifest", seed=8)
    run(tmp_path, resume=True)
    assert content(tmp_path) == straight
    assert run_of(tmp_path / "bands.parquet") == read_manifest(tmp_path).run


# Red when numbers of another machine or library are mixed in without a word.
def test_whoever_goes_on_is_noted(tmp_path, work, monkeypatch):
    work(stop_after=1)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    usual = manifests.provenance_of
    monkeypatch.setattr(manifests, "provenance_of", lambda *w: replace(usual(*w), platform="Another machine"))
    work()
    run(tmp_path, resume=True)
    told = json.loads((tmp_path / "manifest.json").read_text())
    assert [maker["platform"] for maker in told["also_written_with"]] == ["Another machine"]
    assert told["platform"] == usual(KURSK, SEED).platform


# --- campaigns that failed, and tasks of many scenarios


# Red when a campaign that failed is lost, counted, or comes back as something else.
def test_a_failed_campaign_is_stored_as_data(tmp_path, work):
    task = tasks_of((KURSK,), RunOptions(campaigns=N, seed=SEED))[1]
    part = run_chunk(task)
    row = part.worlds[0].rows[2]
    row["failed"], row["failed_at"], row["ending"], row["window_days"] = True, 3, -1, np.nan
    work(other={4: part})
    done = run(tmp_path)
    work(stop_after=0)
    again = run(tmp_path, resume=True)
    assert done.failed == 1 and [row["campaign"] for row in done.failures] == [6]
    assert done.failures[0]["failed_at"] == "operation_end"
    assert repr(again.failures) == repr(done.failures)
    assert again.outcomes.equals(done.outcomes) or str(again.outcomes.to_pylist()) == str(
        done.outcomes.to_pylist()
    )
    assert json.dumps(again.to_json()) == json.dumps(done.to_json())
    assert again.summary().counted == N - 1


OVER = RunIdentity(kind="sweep", campaigns=6, vary={"x": "0.1,0.3"})


def points(levels, campaigns=6):
    """Tasks of several scenarios, as a sweep has them."""
    worlds = [KURSK.with_assumptions({"ideology.germany": level}) for level in levels]
    return [
        Task(scenarios=(world,), given="branch", seed=SEED, first=first, count=3, weekly=False)
        for world in worlds
        for first in range(0, campaigns, 3)
    ]


# Red when a part forgets its scenario, or campaigns of the same number in two scenarios are mixed up.
def test_tasks_of_many_scenarios(tmp_path, work):
    tasks, seen = points((0.1, 0.3)), []
    work(stop_after=3)
    store = open_chunks(tmp_path, OVER, tasks, False)
    with store, pytest.raises(KeyboardInterrupt):
        run_chunks(store, tasks, WorkerPool(), lambda *_: None, Count(12))
    work()
    with open_chunks(tmp_path, OVER, tasks, True) as store:
        run_chunks(
            store, tasks, WorkerPool(), lambda index, part: seen.append((index, part.worlds[0])), Count(12)
        )
        store.finish(Whole(tables={}, documents={"sweep.json": Mistake(error="none", message="none")}))
    assert [index for index, _ in seen] == [0, 1, 2, 3]
    for (_, world), task in zip(seen, tasks, strict=True):
        assert world.weekly is None and world.rows.tobytes() == run_chunk(task).worlds[0].rows.tobytes()
    told = json.loads((tmp_path / "manifest.json").read_text())
    assert [part["scenario"] for part in told["parts"]] == [0, 0, 1, 1]
    full = in_full(told["scenarios"])
    assert [scenario_of(one, "x") for one in full] == [tasks[0].scenarios[0], tasks[2].scenarios[0]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "outcomes", "sweep.json"]
    with pytest.raises(BadResults, match=r"vary\.x 0\.1,0\.3 there, 0\.1,0\.4 asked; choose"):
        open_chunks(tmp_path, replace(OVER, vary={"x": "0.1,0.4"}), points((0.1, 0.4)), True)


# Red when the manifest is written after every one of thousands of parts, or not when the run is stopped.
def test_the_manifest_is_not_written_all_the_time(tmp_path, work, monkeypatch):
    monkeypatch.setattr(run_folder, "PATIENCE", 1e6)
    usual, written = manifests.Manifest.write, []
    monkeypatch.setattr(
        manifests.Manifest,
        "write",
        lambda self, folder: (written.append(len(self.parts)), usual(self, folder)),
    )
    tasks = points((0.1, 0.3))
    found = collector(1, False)
    with open_chunks(tmp_path, OVER, tasks, False) as store:
        run_chunks(store, tasks, WorkerPool(), lambda _, part: found.add(part), Count(12))
    assert written == [0, 1, 4]
    assert len(read_manifest(tmp_path).parts) == 4
    work(stop_after=3)
    monkeypatch.setattr(run_folder, "PATIENCE", 1e6)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "stopped", campaigns=16)
    assert len(read_manifest(tmp_path / "stopped").parts) == 3
