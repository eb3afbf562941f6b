"""Results folders come back as what they were made from, or are refused with what to do."""

import json
import os
import shutil
from pathlib import Path

import pytest

import sepeace as sp
from sepeace.errors import BadResults, BadValue, SepeaceError
from sepeace.shapes import json_text

KURSK = sp.load("germany_wins_at_kursk").with_assumptions(cost_oil=0.0)
GRID = {"citadel": (-1, 2, 3), "ideology.germany": (0.0, 0.1, 2)}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A batch and a sweep with their folders, which are to be copied and not changed."""
    room = tmp_path_factory.mktemp("made")
    return {
        "batch": (sp.batch(KURSK, 12, seed=5, results=room / "batch"), room / "batch"),
        "sweep": (sp.sweep(KURSK, GRID, 4, seed=5, results=room / "sweep"), room / "sweep"),
    }


@pytest.fixture
def folder(made, tmp_path):
    return Path(shutil.copytree(made["batch"][1], tmp_path / "batch"))


def told(folder, change):
    manifest = json.loads((folder / "manifest.json").read_text())
    change(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest))


# Red when a part is left out, a point is taken for the world that was varied, or the reader for the maker.
@pytest.mark.parametrize(("kind", "file"), [("batch", "summary.json"), ("sweep", "sweep.json")])
def test_it_comes_back_as_it_was(made, kind, file):
    one, folder = made[kind]
    found = sp.read(folder)
    assert found == one and found.scenario == one.scenario and found.provenance == one.provenance
    assert json_text(found.document) + "\n" == (folder / file).read_text(encoding="utf-8")


def test_a_batch_has_its_tables_again(made):
    one, folder = made["batch"]
    found = sp.read(str(folder))
    for name in ("bands", "anatomy", "draws"):
        assert getattr(found, name)().equals(getattr(one, name)())
    assert found.outcomes.equals(one.outcomes) and found.feelers.equals(one.feelers)
    assert found.plain == one.plain and found.failed == one.failed


def test_a_sweep_has_its_table_again(made):
    one, folder = made["sweep"]
    found = sp.read(folder)
    assert found.axes == one.axes and found.table.equals(one.table)


# Red when reading writes, or takes the lock of a folder: another process may read it, or it lies on a stick.
def test_reading_leaves_the_folder_alone(folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for path in (folder, *folder.rglob("*")):
        os.chmod(path, 0o555 if path.is_dir() else 0o444)
    sp.read(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    for path in (folder, *folder.rglob("*")):
        os.chmod(path, 0o755 if path.is_dir() else 0o644)


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (
            lambda told: told.update(model_hash="0" * 16, version="0.1.0"),
            "tag v0.1.0 of the repository reads it",
        ),
        (lambda told: told.update(model_hash="0" * 16), "a checkout between two versions reads it"),
        (
            lambda told: told.update(finished=False),
            "not finished: 12 of 12 campaigns are done; --resume goes on",
        ),
        (lambda told: told.update(seed=6), "changed by hand"),
        (lambda told: told["parts"].clear(), "no part of this run is finished"),
    ],
)
def test_another_state_is_refused_with_what_to_do(folder, change, match):
    told(folder, change)
    with pytest.raises(BadResults, match=match):
        sp.read(folder)


@pytest.mark.parametrize("kind", ["outcomes", "bands", "weeks"])
def test_a_part_that_was_changed_or_is_gone_is_refused(folder, kind):
    part = next((folder / kind).iterdir())
    content = part.read_bytes()
    part.write_bytes(content[:-1])
    with pytest.raises(BadResults, match="cut short or changed"):
        sp.read(folder)
    part.unlink()
    with pytest.raises(BadResults, match="gone; --resume makes it again"):
        sp.read(folder)


@pytest.mark.parametrize("name", ["sweep.json", "sweep.parquet"])
def test_a_sweep_without_its_own_files_is_refused(made, tmp_path, name):
    folder = Path(shutil.copytree(made["sweep"][1], tmp_path / "sweep"))
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    with pytest.raises(BadResults, match="cut short or changed"):
        sp.read(folder)
    (folder / name).unlink()
    with pytest.raises(BadResults, match="this file is gone"):
        sp.read(folder)


def test_what_is_no_results_folder_is_refused(tmp_path):
    for path, kind in ((tmp_path / "missing", BadResults), (tmp_path, BadResults), (3, BadValue)):
        with pytest.raises(kind) as refused:
            sp.read(path)
        assert isinstance(refused.value, SepeaceError)
