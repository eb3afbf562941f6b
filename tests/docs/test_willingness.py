"""The page on willingness: its numbers are those of its file, and its file those of the program."""

import importlib.util
import json
import re
from pathlib import Path

import pytest

from sepeace.clocks import clock_choice
from sepeace.documents.writing import read
from sepeace.figures.plot_wish_map import DAY
from sepeace.model.parameters import PARAMETERS
from sepeace.validation.wishes import sentences, willingness, wish, wording
from sepeace.validation.wishes.half_years import HALVES

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs" / "explanation" / "willingness.md"
FILE = (PROJECT / "docs" / "willingness.json").read_text("utf-8")
RUN = read(willingness.WillingnessRecord, FILE)
FRESH = 200 if clock_choice.at_hand() else 12


@pytest.fixture(scope="module")
def page():
    """The page as it is built."""
    spec = importlib.util.spec_from_file_location("hooks", PROJECT / "docs" / "hooks.py")
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made.on_page_markdown(PAGE.read_text("utf-8"))


def cells(page, start):
    """Cells of each row that begins so."""
    rows = (line for line in page.splitlines() if line.startswith(f"| {start}"))
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in rows]


# Red when a table or a paragraph is typed, or left out.
def test_tables_and_sentences_are_those_of_the_file(page):
    for part in ("fall", "nudges", "known", "dates", "landing", "steady", "matches", "parts"):
        assert getattr(sentences, part)(RUN).strip() in page
    found = RUN.motives["leverage"].halves["soviet"]
    (row,) = [row for row in cells(page, "Stalin | leverage") if "variance" not in row and len(row) == 10]
    assert row[2] == f"{found.q50[0]:.2f} ({found.q25[0]:.2f} to {found.q75[0]:.2f})"
    assert cells(page, "hash of the model")[0][1] == f"`{RUN.model_hash}`"
    for side in ("Hitler", "Stalin"):
        assert len(cells(page, f"{side} | +0.02")) == 1


def test_every_number_of_the_equation_is_named_with_its_claim(page):
    """Parameters that move a leader's wish are in the table, with the claims that the list of them has."""
    heads, rows = wording.symbols(RUN)
    text = json.dumps(rows)
    for key in (
        "map_weight",
        "west_credence",
        "trust_start",
        "aid_per_belief",
        "willingness_noise",
        "fear.germany",
    ):
        row = next(row for row in PARAMETERS if row.key == key)
        assert f"`{key}` {row.quantity.value:g}" in text and f"`{key}`" in page
        mine = next(cells for cells in rows if any(key in told.split("`")[1] for told in cells[3]))
        assert row.claim == "" or row.claim in mine[heads.index("claims")]


def test_the_figure_is_there_with_words_for_who_cannot_see_it():
    source = PAGE.read_text("utf-8")
    words, target = re.search(r"!\[([^\]]{100,})\]\((\S+)\)", source).groups()
    assert "Stalin" in words and (PAGE.parent / target).exists()
    assert (PAGE.parent / target).with_suffix(".png").exists()
    assert "who bears" in (PAGE.parent / target).read_text("utf-8").lower()


# Red when a sentence says more than its numbers bear.
def test_sentences_are_chosen_by_the_numbers():
    other = json.loads(FILE)
    other["fall"], other["fall_by_the_map"] = 0.3, 0.1
    other["worlds"]["known"]["soviet"]["q50"][0] = 0.9
    match = other["motives"]["sincere"]["matches"][0]
    match["correlation"], match["by_chance"] = 0.9, [-0.7, 0.7]
    high = read(willingness.WillingnessRecord, json.dumps(other))
    match["correlation"] = 0.5
    inside = read(willingness.WillingnessRecord, json.dumps(other))
    assert "**It falls with the war.**" in sentences.fall(RUN)
    assert "**It does not fall as it should.**" in sentences.fall(high)
    assert "Only 0.10 of the fall" in sentences.fall(high)
    assert "does not turn him" in sentences.known(high) and "would not talk" in sentences.known(RUN)
    assert "more than chance" in sentences.matches(high).splitlines()[0]
    assert "no more than chance" in sentences.matches(inside).splitlines()[0]


# Red when the file is of another model than the program: the worked days are worked out anew.
def test_the_worked_days_are_the_program_s():
    afresh = [one.worked() for pair in wish.through(willingness.WORKED) for one in pair]
    for one, told in zip(afresh, RUN.worked, strict=True):
        assert (one.day, one.side) == (told.day, told.side)
        for key in ("chance", "months", "surplus", "tide", "gain", "willing", "willing_without_map"):
            assert getattr(told, key) == pytest.approx(getattr(one, key), abs=1e-4), key
    assert [row.willing for row in wish.grid(DAY, RUN.grid[0].fronts, (0.02,))] == [
        pytest.approx(row.willing, abs=1e-4) for row in RUN.grid if row.drift == 0.02
    ]
    assert RUN.halves == tuple(span.name for span in HALVES)
    assert RUN.worked[0].day == willingness.WORKED[0]


# Red when chances drift away from the page; a median of few campaigns is known to a tenth or so.
def test_a_small_fresh_run_agrees_with_the_file():
    room = 4.0 * 0.35 / FRESH**0.5
    found = willingness.by_half_year(willingness.seen(FRESH, 7))
    for side in ("germany", "soviet"):
        told = RUN.motives["sincere"].halves[side].q50
        assert found[side].q50 == pytest.approx(told, abs=room)
