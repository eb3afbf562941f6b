"""A finished folder goes on to more campaigns: none is run again, none is lost, and the bytes are those of a
run that was large from the start."""

import os

import pytest

import sepeace as sp
from sepeace import files
from sepeace.errors import BadResults, CannotWrite
from sepeace.execution import chunks
from sepeace.runs import audit_files
from sepeace.runs import batch as batches
from sepeace.store import parts, run_folder
from sepeace.store.manifest import read_manifest
from sepeace.store.read_results import KEPT, state_of
from tests import folders
from tests.folders import KURSK, SEED, N, content, run, working

MORE = 22
KNOWN: dict[object, object] = {}
"""Parts with fewer feelers than elsewhere."""


@pytest.fixture
def work(monkeypatch):
    """As everywhere, and more campaigns have larger chunks: 12 three of 4, 22 three of 8; feelers of six."""

    def use(**how):
        made = working(monkeypatch, **how)
        monkeypatch.setattr(folders, "_known", KNOWN)
        monkeypatch.setattr(chunks, "CHUNKS", 3)
        for module in (chunks, parts):
            monkeypatch.setattr(module, "FEELERS_KEPT", 6)
        for module in (batches, audit_files):
            monkeypatch.setattr(module, "under_others", lambda *_: ())
        return made

    use()
    return use


@pytest.fixture
def fresh(tmp_path, work):
    run(tmp_path / "fresh", campaigns=MORE)
    return content(tmp_path / "fresh")


# Red when a campaign is run twice, a weekly count is added wrongly, or an old file stays where it is none.
def test_a_larger_run_goes_on_from_a_finished_one(tmp_path, work, fresh):
    folder = tmp_path / "grown"
    small = run(folder)
    rows = small.outcomes
    (folder / "outcomes.csv").write_text("of the smaller run")
    asked = work()
    grown = run(folder, campaigns=MORE)
    assert asked.asked == [12, 16] and content(folder) == fresh
    assert grown.outcomes.slice(0, N).equals(rows)
    with pytest.raises(BadResults, match="has grown since: it holds 22 campaigns"):
        small.outcomes  # noqa: B018
    assert sp.read(folder) == grown and sp.audit(folder, sample=4).ok
    with pytest.raises(BadResults, match="holds 22 campaigns of this run, more than are asked for"):
        run(folder, resume=True)


# Red when a kill at any moment loses a campaign of the smaller run, or leads to other files.
def test_growing_goes_on_from_wherever_it_was_stopped(tmp_path, work, fresh, monkeypatch):
    class Killed(BaseException):
        pass

    usual, calls, stop, whole = os.replace, [], 0, False

    def stopping(source, target):
        if len(calls) == stop:
            raise Killed
        calls.append(target)
        usual(source, target)

    while not whole:
        folder = tmp_path / str(stop)
        run(folder)
        calls.clear()
        monkeypatch.setattr(files.os, "replace", stopping)
        try:
            run(folder, campaigns=MORE)
            whole = True
        except Killed:
            monkeypatch.setattr(files.os, "replace", usual)
            assert state_of(folder).done >= N, stop
            asked = work()
            run(folder, campaigns=MORE, resume=True)
            assert set(asked.asked) <= {12, 16}, stop
        monkeypatch.setattr(files.os, "replace", usual)
        assert content(folder) == fresh, f"stopped at rename {stop}"
        stop += 1
    assert stop > 20


# Red when a folder that has not finished is taken over without a word, or what it has is not used.
def test_an_unfinished_folder_grows_on_request(tmp_path, work, fresh):
    folder = tmp_path / "grown"
    work(stop_after=1, backwards=True)  # campaigns 8 to 11
    with pytest.raises(KeyboardInterrupt):
        run(folder)
    work(stop_after=1)
    with pytest.raises(CannotWrite, match="holds 4 of 12 campaigns of this run already; --resume"):
        run(folder, campaigns=18)
    with pytest.raises(KeyboardInterrupt):
        run(folder, campaigns=18, resume=True)  # 0 to 7, and 8 to 11 are kept
    assert state_of(folder).done == 12 and (folder / KEPT).is_dir()
    with pytest.raises(BadResults, match="not finished: 12 of 18"):
        sp.read(folder)
    asked = work()
    run(folder, campaigns=MORE, resume=True)
    assert asked.asked == [12, 16]
    assert content(folder) == fresh


# Red when a kept part that was damaged is counted, or one that is gone is not run again.
def test_a_kept_part_is_held_against_its_checksum(tmp_path, work, fresh):
    folder = tmp_path / "grown"
    run(folder)
    work(stop_after=0)
    with pytest.raises(KeyboardInterrupt):
        run(folder, campaigns=MORE)
    (kept,) = read_manifest(folder).kept
    path = folder / KEPT / next(iter(kept.files))
    path.write_bytes(path.read_bytes()[:-1])
    work()
    with pytest.raises(BadResults, match=r"cut short or changed.*of 22 campaigns are safe"):
        run(folder, campaigns=MORE, resume=True)
    path.unlink()
    asked = work()
    run(folder, campaigns=MORE, resume=True)
    assert 8 in asked.asked and content(folder) == fresh


def test_a_disk_without_second_names_takes_copies(tmp_path, work, fresh, monkeypatch):
    def refusing(*_):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refusing)
    run(tmp_path / "grown")
    run(tmp_path / "grown", campaigns=MORE)
    assert content(tmp_path / "grown") == fresh


# Red when joined files of a smaller run stay in a folder that is too large for such.
def test_a_joined_file_that_is_too_large_goes(tmp_path, work, monkeypatch):
    run(tmp_path)
    monkeypatch.setattr(run_folder, "MOST_ROWS", MORE)
    run(tmp_path, campaigns=MORE)
    assert not (tmp_path / "outcomes.parquet").exists() and (tmp_path / "bands.parquet").exists()


# Red when a sweep with more campaigns at each point begins anew.
def test_a_sweep_grows_too(tmp_path, work):
    grid = {"ideology.germany": (0.1, 0.2, 2)}
    for name, sizes in (("fresh", (5,)), ("grown", (3, 5))):
        for size in sizes:
            asked = work()
            sp.sweep(KURSK, grid, size, seed=SEED, results=tmp_path / name)
    assert asked.asked == [3, 3] and content(tmp_path / "grown") == content(tmp_path / "fresh")
