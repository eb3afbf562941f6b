"""The sheets on paper, printed by a browser where there is one: how many pages, on A4 and on Letter."""

import re
from importlib import resources
from itertools import product

import pytest

from tests.chromium import printed

MOST = {
    **{"at_a_glance": 2, "plans": 3, "sizes": 2, "content_note": 1, "brief": 1, "prediction": 2},
    **{"worksheet": 3, "without_computer": 6, "left_out": 1, "alternative": 3, "rubric": 1},
}
"""Pages at most: what the plans and the sizes reckon with, and two for a teacher's glance."""
OWN = {("en", "Letter"), ("de", "A4")}
TIGHT = ("at_a_glance", "brief", "prediction", "alternative", "without_computer")
"""Sheets with little room left, printed on each paper in each language; the others on the usual one alone."""
PRINTED = [
    (*asked, name)
    for asked in product(("en", "de"), ("A4", "Letter"))
    for name in MOST
    if asked in OWN or name in TIGHT
]


# Red when a sheet grows by a page: a class gets it copied, and the plans reckon with that.
@pytest.mark.parametrize("language, paper, name", PRINTED)
def test_a_sheet_has_as_many_pages_as_it_may(language, paper, name, made, usual_font, empty):
    assert 1 <= printed(empty, made[language][name], paper) <= MOST[name]


@pytest.fixture(scope="module")
def style():
    return resources.files("sepeace.classroom").joinpath("pack.css").read_text(encoding="utf-8")


# Red when the printer's own paper is overruled: the same file serves A4 and Letter.
def test_no_paper_is_named(style):
    assert "@page" in style and not re.search(r"(?<!-)\bsize\s*:", style)


# Red when colour carries a meaning: most schools print in black and white.
def test_nothing_is_told_by_colour_alone(style):
    colours = set(re.findall(r"#[0-9a-f]{3,6}\b", style))
    assert colours <= {"#000", "#fff", "#e6e6e6"}


# Red when a row, a card, a box or the lines of an answer may be cut, or a heading stands alone.
@pytest.mark.parametrize("name", [".card", ".box", ".aside", ".writing", "tr", "li"])
def test_what_belongs_together_is_not_cut(style, name):
    printed = style[style.index("@media print") :]
    assert re.search(rf"(?:^|, |\s){re.escape(name)}[,\s][^{{}}]*\{{ break-inside: avoid; \}}", printed)
    assert re.search(r"h2, h3, caption, \.prompt \{ break-after: avoid; \}", printed)
