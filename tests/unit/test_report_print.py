"""The report on paper: what the style says about page breaks."""

import re
from importlib import resources

import pytest


@pytest.fixture(scope="module")
def rules():
    """Selectors of the print style with the rules that hold for each."""
    style = resources.files("sepeace.report").joinpath("page.css").read_text(encoding="utf-8")
    inside = style[style.index("@media print") :]
    inside = re.sub(r"/\*.*?\*/", "", inside[inside.index("{") + 1 : inside.rindex("}")], flags=re.DOTALL)
    found = {}
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", inside):
        for selector in re.split(r",\s*(?![^()]*\))", selectors):
            found.setdefault(selector.strip(), "")
            found[selector.strip()] += body
    return found


# Red when a figure, a row of a table or an event of the story may be cut by the end of a page.
@pytest.mark.parametrize("name", ["figure", "tr", ".answer", ".story li", "dd", "li", "details:not([open])"])
def test_what_belongs_together_is_not_cut(rules, name):
    assert "break-inside: avoid" in rules[name]


# Red when a heading may stand alone at the foot of a page, or a lead-in apart from what it leads in to.
@pytest.mark.parametrize(
    "name", ["h2", "h3", "caption", "dt", "p:has(+ figure)", "p:has(+ .table)", "p:has(+ ul)"]
)
def test_what_leads_in_stays_with_what_follows(rules, name):
    assert "break-after: avoid" in rules[name]


# Red when a lead-in may be cut itself: then its first line stands alone under its heading.
def test_a_lead_in_is_whole(rules):
    assert "break-inside: avoid" in rules["p:has(+ .table)"]


# Red when a long table must stay whole (it would leave its page empty) or loses its head on the next page.
def test_short_tables_stay_whole_and_long_ones_repeat_their_head(rules):
    (short,) = (name for name in rules if name.startswith(".table:not(:has("))
    assert "break-inside: avoid" in rules[short]
    assert "tr:nth-child(16)" in short and "th:nth-child(5)" in short
    assert ".table" in rules and "break-inside" not in rules[".table"]
    assert "table-header-group" in rules["thead"]


# Red when the last page holds a folded line and nothing else.
def test_what_stays_folded_at_the_end_takes_no_page(rules):
    assert "display: none" in rules["#made details:not([open])"]
    assert "break-before: avoid" in rules["#made dl + p"]
