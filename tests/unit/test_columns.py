"""Columns are declared once, with place, unit and words; no kernel code writes a place as a number."""

import ast
from pathlib import Path

import pytest

import sepeace.kernel
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.kernel import pairing, slots, terms, weekly
from sepeace.kernel.fields import TERMS
from tests.campaigns import planned, steps

FILES = [
    path for path in sorted(Path(sepeace.kernel.__file__).parent.rglob("*.py")) if path.name != "philox.py"
]
# What is first of its kind: in time, along a path, or the one epoch at the start; and both sides at once.
FIRST = {"knots", "values", "params", "w.loss[side]", "w.start_order", "w.end_order"} | {
    f"w.{name}_day" for name in ("offensive", "date", "epoch")
}


def bare(source: str) -> list[str]:
    """Subscripts with a number in them that says which column is meant."""
    found = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Subscript)]
    return [ast.unparse(node) for node in found if says_which(node) and ast.unparse(node.value) not in FIRST]


def says_which(node: ast.Subscript) -> bool:
    """A bare number; or one that is added or multiplied, unless it leads to a neighbour."""
    place = node.slice
    if isinstance(place, ast.BinOp) and isinstance(place.op, ast.Add | ast.Mult):
        parts = (place.left, place.right)
        return any(isinstance(part, ast.Constant) and part.value != 1 for part in parts)
    return isinstance(place, ast.Constant) and isinstance(place.value, int)


# Red when kernel code says 3 where a column has a name.
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_place_is_written_as_a_number(path):
    assert bare(path.read_text(encoding="utf-8")) == []


def test_the_rule_sees_numbers_and_lets_neighbours_be():
    for fault in ("row[3]", "s.term[0]", "change[2 + side]", "s.line[0][side]", "row[3 * side]"):
        assert bare(fault), fault
    for sound in ("knots[0]", "knots[upper - 1]", "w.week_first[week + 1]", "row[FIRST + term]", "x[w % 6]"):
        assert not bare(sound), sound


# Red when a constant stands for another column than the one of its name, or a column has no words.
@pytest.mark.parametrize(
    ("module", "columns"),
    [(terms, terms.GAP), (weekly, weekly.WEEK[: weekly.FIRST_TERM]), (pairing, pairing.LINK)],
    ids=("gap", "week", "link"),
)
def test_a_name_leads_to_its_column(module, columns):
    for place, column in enumerate(columns):
        assert getattr(module, column.name.upper()) == place
        assert len(column.meaning) > 10 and not column.meaning.endswith(".")
    assert len({column.name for column in columns}) == len(columns)


# Red when a new term has no words for a figure or a sentence, or shares them with another.
def test_every_term_has_words_of_its_own():
    for words in ("name", "label", "clause", "meaning"):
        found = [getattr(term, words) for term in terms.GAP]
        assert all(found) and len(set(found)) == len(found)
    assert (
        TERMS == terms.GAP.names == WEEK_COLUMNS[weekly.FIRST_TERM :] == weekly.SUMS.names[: weekly.GAP_SUM]
    )


# Red when a week's value is written into another column: each is compared with the state behind it.
def test_a_week_holds_what_its_columns_say():
    last = None
    for step in steps(planned("germany_wins_at_kursk"), 1, 17):
        if step.slot == slots.FRONT and step.state.ending == slots.RUNNING:
            last = step
        if last is not None and step.state.weeks > 120:
            break
    s, row = last.state, dict(zip(WEEK_COLUMNS, last.log.weeks[last.state.weeks], strict=True))
    assert [row[f"front_{sector}"] for sector in ("north", "centre", "south")] == s.front_km
    assert [row["axis_strength"], row["soviet_strength"]] == s.strength
    assert [row["least_germany"], row["most_soviet"]] == s.line[slots.MAIN]
    assert [row["willingness_germany"], row["willingness_soviet"]] == s.willing[slots.MAIN]
    assert [row[name] for name in TERMS] == s.term
    assert (row["mean_front"], row["fortune"]) == (s.mean_front, s.fortune)
