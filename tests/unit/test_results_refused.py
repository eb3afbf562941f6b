"""Results folders that are refused, disks that are full, Ctrl-C, and two writers at once."""

import errno
import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import sepeace
from sepeace import files
from sepeace.errors import BadResults, BadUsage, BadValue, CannotWrite
from sepeace.execution import chunks
from sepeace.runs.batch import batch
from sepeace.store import lock
from sepeace.store.lock import FolderLock
from sepeace.store.parts import entry_of
from tests.folders import KURSK, WORDS, N, content, refused, run

# --- what is refused


# Red when runs are mixed, or the user is not told in what they differ.
@pytest.mark.parametrize(
    ("how", "match"),
    [
        ({"seed": 2}, "another run: seed 9 there, 2 asked"),
        ({"campaigns": 11}, "holds 12 campaigns of this run, more than are asked for.*given: 11"),
        ({"given": "free"}, "another run: given branch there, free asked"),
        (
            {"scenario": KURSK.with_assumptions(strength="document")},
            "strength rational there, document asked",
        ),
        ({"scenario": KURSK.with_assumptions(oil_need=12)}, "oil_need none there, 12.0 asked"),
        ({"scenario": KURSK.baseline(), "given": "branch"}, r"changes\[1\].kind operation there, none asked"),
        ({"seed": 1, "campaigns": 13}, "campaigns 12 there, 13 asked; seed 9 there, 1 asked"),
    ],
)
def test_another_run_is_refused(tmp_path, work, how, match):
    run(tmp_path)
    refused(tmp_path, BadResults, match, **how)
    refused(tmp_path, BadResults, match, **how, resume=False)


# Red when parts of other sizes are taken for those of this run.
def test_a_run_in_other_chunks_is_refused(tmp_path, work, monkeypatch):
    run(tmp_path)
    monkeypatch.setattr(chunks, "SMALLEST_CHUNK", 6)
    refused(tmp_path, BadResults, "another run: its chunks are cut otherwise")


# Red when a folder is gone over a second time without being asked, or a new name is another run.
def test_without_resume_a_folder_that_holds_something_is_refused(tmp_path, work, straight):
    work(stop_after=2)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path)
    refused(
        tmp_path, CannotWrite, "holds 8 of 12 campaigns of this run already; --resume goes on", resume=False
    )
    work()
    run(tmp_path, resume=True)
    refused(tmp_path, CannotWrite, "holds all campaigns of this run already", resume=False)
    run(tmp_path, resume=True, scenario=replace(KURSK, name="other", title="In other words"))
    assert json.loads((tmp_path / "manifest.json").read_text())["scenarios"][0]["name"] == KURSK.name


# Red when a folder of somebody else's files is filled up.
@pytest.mark.parametrize(
    "name", ["notes.txt", "summary.json", "outcomes.parquet", "outcomes/part-000000.parquet"]
)
@pytest.mark.parametrize("resume", [True, False])
def test_a_folder_of_other_files_is_refused(tmp_path, work, name, resume):
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("{}")
    error = refused(tmp_path, CannotWrite, "holds other files and no manifest", resume=resume)
    assert error.given == name


def test_a_file_in_place_of_the_folder_is_refused(tmp_path, work):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite, match="this is a file, and a folder is needed"):
        run(tmp_path / "file")


def test_resuming_needs_a_folder(sepeace_cli):
    with pytest.raises(BadUsage, match="nothing to resume"):
        batch(KURSK, N, resume=True)
    status, _, err = sepeace_cli(*WORDS, "--resume")
    assert status == 2 and "--resume with -o DIR" in err


def rewritten(folder, change):
    told = json.loads((folder / "manifest.json").read_text())
    change(told)
    (folder / "manifest.json").write_text(json.dumps(told))


# Red when a manifest that cannot be trusted is, or is told with a traceback or somebody else's words.
@pytest.mark.parametrize(
    ("change", "match"),
    [
        (lambda told: told.update(schema=2), "in another format; a newer sepeace reads it.*given: 2"),
        (lambda told: told.update(schema=0), "in another format; choose another folder"),
        (lambda told: told.pop("schema"), "not the manifest of a results folder"),
        (lambda told: told.update(model_hash="0" * 16), "another version of the model.*would not mix"),
        (lambda told: told.update(kind="sweep"), "a sweep there, a batch asked"),
        (lambda told: told.pop("parts"), "the manifest is damaged"),
        (lambda told: told.pop("libraries"), "damaged.*libraries"),
        (lambda told: told["parts"][0].pop("count"), "the manifest is damaged"),
        (lambda told: told["parts"][0].update(part=-1), "the manifest is damaged"),
        (lambda told: told["parts"][0].update(part=70), "the manifest is damaged"),
        (lambda told: told["parts"][0].update(first=4), "part 0 in the manifest is no part of this run"),
        (lambda told: told["parts"].append(told["parts"][0]), "the manifest is damaged"),
        (
            lambda told: told["parts"][0]["files"].update({"../x": told["files"]["bands.parquet"]}),
            "lists other",
        ),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(tmp_path, work, change, match):
    run(tmp_path)
    rewritten(tmp_path, change)
    refused(tmp_path, BadResults, match)


@pytest.mark.parametrize("text", [b"", b"not json", b"\xff\xfe", b"[" * 100_000, b'{"schema": 1'])
def test_a_manifest_that_is_not_json_is_refused(tmp_path, work, text):
    run(tmp_path)
    (tmp_path / "manifest.json").write_bytes(text)
    error = refused(tmp_path, BadResults, "not JSON")
    assert error.file == str(tmp_path / "manifest.json")


def test_a_manifest_that_is_a_list_is_refused(tmp_path, work):
    (tmp_path / "manifest.json").write_text("[]")
    refused(tmp_path, BadResults, "not the manifest of a results folder")


# Red when a part that is not as it was written is counted, deleted, or told without saying what to do.
@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b[:99] + b"?" + b[100:]]
)
@pytest.mark.parametrize(
    "name", ["outcomes/part-000001.parquet", "bands/part-000002.parquet", "bands.parquet"]
)
def test_a_damaged_file_is_refused_and_made_again_when_removed(tmp_path, work, straight, name, damage):
    run(tmp_path)
    (tmp_path / name).write_bytes(damage(straight[name]))
    error = refused(
        tmp_path, BadResults, "its checksum is not that in the manifest; remove the file and --resume"
    )
    assert error.file == str(tmp_path / name)
    (tmp_path / name).unlink()
    run(tmp_path, resume=True)
    assert content(tmp_path) == straight


# Red when a part that is no table is counted because its checksum was made to fit.
def test_a_part_that_is_no_table_is_refused(tmp_path, work):
    run(tmp_path)
    name = "outcomes/part-000001.parquet"
    (tmp_path / name).write_bytes(b"PAR1")
    listed = entry_of(b"PAR1", 4).to_json()
    rewritten(tmp_path, lambda told: told["parts"][1]["files"].update({name: listed}))
    refused(tmp_path, BadResults, "part-000001.parquet")


# --- a disk that is full, Ctrl-C, two at once


# Red when a full disk is a traceback, costs finished parts, or does not say that the run can go on.
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("name", ["bands/part-000002.parquet", "outcomes.parquet"])
def test_a_full_disk_costs_no_finished_part(tmp_path, work, straight, monkeypatch, code, name):
    usual = os.replace

    def full(source, target):
        if Path(target) == tmp_path / name:
            raise OSError(code, os.strerror(code))
        usual(source, target)

    monkeypatch.setattr(files.os, "replace", full)
    safe = 8 if "part" in name else 12
    with pytest.raises(CannotWrite) as caught:
        run(tmp_path)
    assert caught.value.file == str(tmp_path / name)
    assert os.strerror(code) in caught.value.message
    assert f"{safe} of 12 campaigns are safe in {tmp_path}" in caught.value.message
    assert "--resume goes on" in caught.value.message
    monkeypatch.setattr(files.os, "replace", usual)
    run(tmp_path, resume=True)
    assert content(tmp_path) == straight


# Red when a run whose workers died does not say that it can go on.
def test_dead_workers_cost_no_finished_part(tmp_path, work, straight):
    work(stop_after=1, reason=BadValue("a worker died", given=7, key="workers"))
    with pytest.raises(BadValue, match=r"workers: a worker died; 4 of 12 campaigns are safe.*given: 7"):
        run(tmp_path)
    work()
    run(tmp_path, resume=True)
    assert content(tmp_path) == straight


# Red when Ctrl-C says that nothing was written, or the command that it names does not go on.
def test_after_ctrl_c_the_command_that_goes_on_is_told(tmp_path, work, sepeace_cli, straight):
    folder = tmp_path / "my results"
    work(stop_after=2)
    status, out, err = sepeace_cli(*WORDS, "-o", folder)
    assert (status, out) == (130, "")
    assert f"8 of 12 campaigns are safe in {folder}" in err and "nothing was written" not in err
    command = shlex.split(err.strip().split("to go on: ")[1])
    asked = work()
    status, out, err = sepeace_cli(*command[1:])
    assert status == 0 and "12 campaigns, seed 9" in out and asked.asked == [8]
    assert content(folder) == straight


# Red when a finished folder is an error, is not told, or prints another summary.
def test_a_finished_folder_is_said_to_be_finished(tmp_path, work, sepeace_cli):
    status, first, err = sepeace_cli(*WORDS, "-o", tmp_path, "--json")
    assert status == 0 and err.startswith(f"wrote {tmp_path}/")
    assert json.loads(first) == json.loads((tmp_path / "summary.json").read_text())
    asked = work()
    status, again, err = sepeace_cli(*WORDS, "-o", tmp_path, "--json", "--resume")
    assert (status, again) == (0, first) and "nothing was run" in err and asked.asked == []
    status, _, err = sepeace_cli(*WORDS, "-o", tmp_path)
    assert status == 2 and "--resume goes on" in err and err.count("\n") == 1


# Red when two processes write into one folder, or a lock outlives its process.
@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_one_process_at_a_time(tmp_path, work, straight):
    program = (
        "import sys, time; from pathlib import Path; from sepeace.store.lock import FolderLock\n"
        f"lock = FolderLock(Path({str(tmp_path)!r})); print('held', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(sepeace.__file__).parents[1])}
    other = subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=subprocess.PIPE)
    try:
        assert other.stdout.readline() == b"held\n"
        error = refused(tmp_path, CannotWrite, f"process {other.pid} is writing into this folder")
        assert error.file == str(tmp_path)
    finally:
        other.kill()
        other.wait()
        other.stdout.close()
    assert (tmp_path / ".lock").exists()
    run(tmp_path)
    assert content(tmp_path) == straight


# Red when the threads of one process may share a folder, or a folder stays locked after an error.
def test_one_run_at_a_time_in_one_process(tmp_path, work):
    with FolderLock(tmp_path):
        refused(tmp_path, CannotWrite, "this process is writing into this folder")
    work(stop_after=1, reason=ZeroDivisionError)
    with pytest.raises(ZeroDivisionError):
        run(tmp_path)
    work()
    run(tmp_path, resume=True)
    assert not (tmp_path / ".lock").exists()


# Red when two may write because one of them locked a file that the other had just removed.
def test_a_lock_on_a_removed_file_does_not_count(tmp_path, monkeypatch):
    usual, taken = lock._take, []

    def late(handle):
        if not taken:
            (tmp_path / ".lock").unlink()
        taken.append(handle)
        usual(handle)

    monkeypatch.setattr(lock, "_take", late)
    with FolderLock(tmp_path):
        assert len(taken) == 2
        assert re.fullmatch(rf"{os.getpid()}\n", (tmp_path / ".lock").read_text())
    assert not (tmp_path / ".lock").exists()


# Red when a manifest that says something else than it did is taken for that of the run.
@pytest.mark.parametrize("key", ["seed", "given", "rows", "chunks", "scenarios", "version", "seal"])
def test_a_manifest_that_was_changed_by_hand_is_refused(key, tmp_path):
    import json

    from sepeace.errors import SepeaceError
    from sepeace.runs.audit import audit
    from sepeace.runs.batch import batch
    from sepeace.scenario.library import historical
    from sepeace.store.manifest import NAME

    folder = tmp_path / "out"
    batch(historical(), campaigns=4, seed=1, results=folder)
    told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    if key == "scenarios":
        told[key][0]["title"] = "Another war"
    elif isinstance(told[key], int):
        told[key] += 1
    else:
        told[key] = "branch" if key == "given" else "0123456789abcdef"
    (folder / NAME).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(SepeaceError):
        audit(folder, sample=1)
    with pytest.raises(BadResults, match="changed by hand"):
        batch(historical(), campaigns=4, seed=1, results=folder, resume=True)
