"""Every sentence of the source document has a home, or a reason why it has none."""

from importlib.resources import files
from pathlib import Path

import pytest

from sepeace.errors import BadValue, UnknownName
from sepeace.record import load
from sepeace.scenario.library import shipped
from sepeace.validation.claim_homes import NONE, homes
from sepeace.validation.document import PAGE, read, sentences

TEXT = files("sepeace").joinpath("data", "document.csv").read_text(encoding="utf-8")
PAGES = Path(__file__).resolve().parents[2] / "docs" / "explanation"


# Red when a sentence is left out or stands out of order, says nothing, or a section of the document has none.
def test_every_sentence_has_its_row():
    rows = sentences()
    assert [row.number for row in rows] == list(range(1, 208))
    assert all(row.says for row in rows)
    assert {row.document_section for row in load().claims} <= {row.section for row in rows}


# Red when a statement or a correction of the document comes from no sentence of it.
def test_every_statement_and_every_slip_comes_from_a_sentence():
    rows = sentences()
    assert {name for row in rows for name in row.statements} == set(homes())
    corrected = {name for row in rows for name in row.slips}
    corrected |= {row.name for row in rows if row.home == "slip"}
    assert corrected == {row.id for row in load().slips}


# Red when what a reader would look for has lost its home: the pact and the West, the press and its denials,
# time of no importance, nobody on his own, Stockholm in 1945, and the question of Kennan.
def test_what_no_statement_has_is_at_home_too():
    found = {(row.home, row.name) for row in sentences() if row.home}
    assert {
        ("contact", "pact_1939"),
        ("contact", "press_denial_june_1943"),
        ("contact", "stockholm_june_1943"),
        ("contact", "stockholm_1945"),
        ("term", "sent_soviet"),
        ("page", "western-fears"),
    } <= found
    (time,) = (row for row in sentences() if "time did not matter" in row.says)
    assert time.home == NONE and time.why.startswith("No term:")


# Red when a page or a scenario that is named is not there.
def test_pages_and_scenarios_that_are_named_exist():
    pages = {row.name for row in sentences() if row.home == PAGE}
    assert pages and all((PAGES / f"{name}.md").exists() for name in pages)
    assert {row.name for row in sentences() if row.home == "scenario"} <= set(shipped())


# Red when a row may name what is not there, or the message does not say which row.
@pytest.mark.parametrize(
    ("old", "new", "error", "key"),
    [
        ("C07,,,,", "C87,,,,", UnknownName, "18"),
        ("contact,stockholm_1945", "contact,stockholm_1954", UnknownName, "196"),
        ("slip,belgium_1914", "slip,belgium_1941", UnknownName, "40"),
        ("C05,,,,", "C05,term,aid,,x", BadValue, "12"),
        ("C05,,,,", ",,,,", BadValue, "12"),
        ("page,western-fears", "none,western-fears", BadValue, "14"),
    ],
)
def test_a_row_that_does_not_hold_is_refused(old, new, error, key):
    assert old in TEXT
    with pytest.raises(error) as refused:
        read(TEXT.replace(old, new))
    assert (refused.value.file, refused.value.key) == ("document.csv", key)
