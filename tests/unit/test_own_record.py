"""`--record DIR`: corrected rows stand in for shipped ones, are named in every result, or refused by line."""

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import pytest

import sepeace as sp
from sepeace.errors import BadUsage, UnknownName
from sepeace.kernel import slots
from sepeace.record import checks as checks_of_rows
from sepeace.record import own
from sepeace.record.background import LineScalars, Lock
from sepeace.record.finland import FinnishRow
from sepeace.record.own import BadRecord
from sepeace.record.parse import read
from sepeace.record.types import Channel, Contact, FrontKnot, Operation, QuarterLoss
from sepeace.scenario.checks import record as checks
from tests.campaigns import quick

SHIPPED = files("sepeace.record").joinpath("data")


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """Writes a file of one's own: the shipped one with some cells changed, by id and column."""
    monkeypatch.setenv(own.VARIABLE, str(tmp_path / "mine"))
    (tmp_path / "mine").mkdir()

    def write(name: str, changes: dict[tuple[str, str], str]) -> Path:
        path = tmp_path / "mine" / name
        table = list(csv.DictReader(io.StringIO(SHIPPED.joinpath(name).read_text(encoding="utf-8"))))
        for row in table:
            for (key, column), value in changes.items():
                if key in (row.get("id"), next(iter(row.values()))):
                    row[column] = value
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.DictWriter(stream, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
        return path

    return write


# Red when the shipped row is read although the user has another, or another file is taken for it.
def test_a_corrected_cell_takes_the_place_of_the_shipped_one(mine):
    mine("operations.csv", {("uranus", "score"): "-1", ("uranus", "end"): "1942-12-01"})
    found = next(row for row in read("operations.csv", Operation) if row.id == "uranus")
    assert (found.score, found.end.isoformat(), found.number) == (-1.0, "1942-12-01", 19)
    assert read("front.csv", FrontKnot) == sp.record.load().front
    assert own.own_files() == ("operations.csv",)


MISTAKES = [
    ("operations.csv", Operation, ("uranus", "number"), "18", "line 20, column number: this says which"),
    ("operations.csv", Operation, ("uranus", "score"), "much", "line 20: this row, column 'score'"),
    (
        "operations.csv",
        Operation,
        ("uranus", "score"),
        "3",
        "line 20, column score: this is out of range",
    ),
    ("operations.csv", Operation, ("uranus", "score"), "nan", "line 20, column score: this is out of"),
    ("operations.csv", Operation, ("uranus", "attacker_strength"), "-5", "out of range"),
    ("operations.csv", Operation, ("uranus", "end"), "1942-11-01", "it ends before it begins"),
    ("operations.csv", Operation, ("uranus", "end"), "1939-11-01", "this day is out of range"),
    ("operations.csv", Operation, ("uranus", "end"), "soon", "a date is written year-month-day"),
    (
        "operations.csv",
        Operation,
        ("uranus", "sectors"),
        "moon",
        "line 20: this row, column 'sectors'",
    ),
    ("contacts.csv", Contact, ("stockholm_june_1943", "channel"), "moon", "no such word here"),
    ("channels.csv", Channel, ("sofia", "leak"), "1.5", "0 to 1"),
    ("losses.csv", QuarterLoss, ("1941Q4", "end"), "1942-01-31", "this says which row it is"),
    ("line_scalars.csv", LineScalars, ("dnieper", "population_percent"), "101", "out of range"),
]


# Red when a cell that no war can have gets through, or the message leaves out the file or the line.
@pytest.mark.parametrize(("name", "make", "cell", "value", "says"), MISTAKES, ids=lambda v: str(v)[:30])
def test_a_cell_that_will_not_do_is_refused_by_line(mine, name, make, cell, value, says):
    path = mine(name, {cell: value})
    with pytest.raises(BadRecord) as found:
        read(name, make)
    assert says in found.value.message and str(path) in found.value.message


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("score,", "scores,", 1), "other columns"),
        (lambda text: text.replace(",", ";"), "other columns|cells where"),
        (lambda text: text[: text.rindex("\n55,") + 1], "54 rows"),
        (lambda text: text + "56,", "2 cells where there are"),
        (lambda text: "", "0 rows"),
        (lambda text: text.replace("Bialystok", "\udcff"), "cannot be read"),
    ],
)
def test_a_file_of_another_shape_is_refused(mine, change, says):
    path = mine("operations.csv", {})
    text = change(path.read_text(encoding="utf-8-sig"))
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(BadRecord, match=says):
        read("operations.csv", Operation)


# Red when a lock is shut by an event that the record does not have, or the message does not name the nearest.
def test_a_lock_needs_an_event_of_the_record(mine):
    path = mine("locks.csv", {("formula", "shut_by"): "unconditional_surender"})
    rows, events = read("locks.csv", Lock), [row.id for row in sp.record.load().events]
    with pytest.raises(UnknownName) as found:
        checks_of_rows.locks(rows, events)
    assert found.value.nearest == "unconditional_surrender"
    assert str(path) in found.value.message and "row formula, column shut_by" in found.value.message
    assert checks_of_rows.locks(rows[:2], events) == rows[:2]


# Red when a row on Finland may end before it begins, or when there may be more terms than there is room for.
def test_rows_on_finland_fit(mine):
    mine("finland.csv", {("keitel_1941", "until"): "1941-08-26"})
    with pytest.raises(BadRecord, match="ends before it begins") as found:
        checks_of_rows.finnish_rows(read("finland.csv", FinnishRow))
    assert "row keitel_1941, column until" in found.value.message
    told = [row.id for row in sp.record.load().finland if row.role == "told"]
    assert sum(row.role in ("terms", "surrender") for row in sp.record.load().finland) == 7
    mine("finland.csv", {(name, "role"): "terms" for name in told[:5]})
    assert len(checks_of_rows.finnish_rows(read("finland.csv", FinnishRow))) == 39
    mine("finland.csv", {(name, "role"): "terms" for name in told[:6]})
    with pytest.raises(BadRecord, match="more Soviet terms than a campaign has room for"):
        checks_of_rows.finnish_rows(read("finland.csv", FinnishRow))
    assert checks_of_rows.FINNISH_OFFERS == slots.FINNISH_OFFERS


def test_a_folder_needs_files_of_the_record(mine, tmp_path, monkeypatch):
    with pytest.raises(BadRecord, match="no file of the record lies here"):
        own.own_files()
    (tmp_path / "mine" / "operation.csv").touch()
    with pytest.raises(UnknownName) as found:
        own.own_files()
    assert found.value.nearest == "operations.csv"
    monkeypatch.setenv(own.VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(BadRecord, match="cannot be read"):
        own.own_files()


# Red when one process mixes two records.
def test_a_record_is_named_before_it_is_read(tmp_path):
    sp.record.load()
    with pytest.raises(BadUsage, match="read already"):
        sp.record.use(tmp_path)
    assert own.folder() is None


# Red when a table of the record can be corrected and the digest stays, so that a folder mixes two records.
@pytest.mark.parametrize("table", [row.name for row in fields(sp.record.Record)])
def test_every_table_is_in_the_digest(table, monkeypatch):
    shipped = sp.record.load()
    shorter = replace(shipped, **{table: getattr(shipped, table)[:-1]})
    monkeypatch.setattr(checks, "load", lambda: shorter)
    assert checks.baseline_digest.__wrapped__() != checks.baseline_digest()


def test_an_empty_path_is_no_folder():
    with pytest.raises(BadUsage, match="names no folder"):
        sp.record.use("")


def program(*words: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(sp.__file__).parents[1]), "SEPEACE_CLOCK": quick()}
    environment.pop(own.VARIABLE, None)
    command = [sys.executable, "-m", "sepeace", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=300)


# Red when a result does not say whose record it is, passes for one of the shipped, or workers use that.
def test_every_output_names_the_files(mine, tmp_path):
    path = mine("operations.csv", {("uranus", "score"): "-1"})
    folder, few = tmp_path / "out", ("-n", "26", "--workers", "2", "--seed", "1")
    done = program("batch", "historical", *few, "--record", path.parent, "-o", folder, "--json")
    assert done.returncode == 0 and "your own: operations.csv" in done.stderr
    told, usual = json.loads(done.stdout), sp.load("historical")
    assert told["by_hand"] == ["operations.csv of one's own"] and told["digest"] != usual.digest
    assert told["provenance"]["record"] == ["operations.csv"] and "operations.csv" in told["plain"][0]
    assert told["provenance"]["digests"]["baseline"] != usual.baseline_digest
    refused = program("audit", folder, "--sample", "2")
    assert refused.returncode == 2 and "--record" in refused.stderr
    assert program("audit", folder, "--sample", "26", "--record", path.parent).returncode == 0
    told = program("report", "--from", folder, "--record", path.parent, "-o", tmp_path / "a.html", "--quiet")
    assert told.returncode == 0 and "operations.csv" in (tmp_path / "a.html").read_text(encoding="utf-8")
    for verb in ("show", "run"):
        assert "operations.csv of " in program(verb, "historical", "--record", path.parent).stdout
    drawn = ("figure", "wish_map", "historical", "--day", "1942-12-01", "-o", tmp_path / "a.svg")
    assert program(*drawn, "--record", path.parent).returncode == 0
    path.write_text("id\n")
    wrong = program("run", "historical", "--record", path.parent, "--json")
    assert (wrong.returncode, wrong.stdout, json.loads(wrong.stderr)["error"]) == (2, "", "BadRecord")
