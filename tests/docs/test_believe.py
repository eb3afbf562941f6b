"""The page on whether to believe the model: its numbers are those of its file, which is of one piece."""

import json
import re
from pathlib import Path

import pytest

from sepeace.calibration import told, told_tables
from sepeace.calibration.calibrate import choices
from sepeace.calibration.diplomacy import factors
from sepeace.documents.checks.calibrate import Calibrate
from sepeace.documents.writing import read
from sepeace.scenario.tables.reports import reports
from tests.schemas import faults

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "explanation" / "should-you-believe-it.md").read_text("utf-8")
TEXT = (DOCS / "believe.json").read_text("utf-8")
FOUND = read(Calibrate, TEXT)


# Red when the file is no longer what `calibrate --json` prints, or was made of a part of the readings.
def test_the_file_is_what_the_verb_prints():
    assert faults("calibrate", json.loads(TEXT)) == []
    assert [(row.strength, row.motive, row.initiative) for row in FOUND.findings] == list(choices())


# Red when the record has another report, sender or grade than the page was made with.
def test_the_page_is_of_the_reports_of_the_record():
    known = {row.id: row.chance for row in reports().rows}
    assert {row.report: row.chance for row in FOUND.reports} == known
    assert all(f"| `{name}` |" in PAGE for name in known)


# Red when a sentence of the page is typed, or was kept when the numbers moved.
def test_the_sentences_follow_from_the_numbers():
    for line in (*told.plain(FOUND), *told.against(FOUND)):
        assert f"- {line[:1].upper()}{line[1:]}\n" in PAGE
    assert FOUND.sentences[:-1] == tuple(factors.said(FOUND.factors, 1.0)[:-1])
    bound = 1.0 / (1.0 - max(row.settlement_prior for row in FOUND.findings))
    assert f"by a factor of {bound:.1f} at most" in FOUND.sentences[-1]


# Red when a number stands on the page outside what is written from the file, but for years and quoted rules.
def test_no_number_of_the_page_is_typed():
    bare = re.sub(r"<!-- (?:table|words): .*?<!-- end -->", "", PAGE, flags=re.DOTALL)
    bare = re.sub(r"```.*?```|\]\([^)]*\)|\b(?:19|20)\d\d(?:-\d\d)?\b", "", bare, flags=re.DOTALL)
    assert set(re.findall(r"\d+(?:\.\d+)?", bare)) <= {"1"}  # the likelihood has 1 - g in it


# Red when what was learned or foretold is left out of the page, or a posterior of few sets is not marked.
def test_the_tables_stand_in_the_page():
    for make in (
        told_tables.learned,
        told_tables.chances,
        told_tables.factors,
        told_tables.ranks,
        told_tables.foretold,
    ):
        _, rows = make(FOUND)
        assert len(rows) > 1
        for row in rows:
            assert f"| {' | '.join(str(cell) for cell in row)} |" in PAGE
    for row in FOUND.findings:
        assert (row.effective < told_tables.ENOUGH) == (f"{row.effective:,.0f} of {row.sets:,}, few" in PAGE)


# Red when the shares of a finding are not shares, or a part of the file is of another part of the run.
def test_the_file_is_of_one_piece():
    for row in FOUND.findings:
        assert sum(one.weight for one in row.fears) == pytest.approx(1.0, abs=1e-3)
        assert [one.report for one in row.left_out] and 1.0 <= row.effective <= row.sets
        total = sum(one.mean for one in row.expected)
        assert sum(one.mean for one in row.periods) == pytest.approx(total, rel=1e-3)
    assert {row.wars for row in FOUND.ranks} == {len(row.ranks) for row in FOUND.ranks} == {200}
