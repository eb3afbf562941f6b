"""How results show themselves: one line, HTML for a notebook; and when two of them are the same."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import sepeace as sp
from sepeace.display import Displayed, Identified
from sepeace.errors import BadValue

KURSK = "germany_wins_at_kursk"


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """One of each kind, of a scenario whose title and name would break a page or a line."""
    odd = replace(sp.load(KURSK), name="a_very_long_name_" * 12, title="<script>alert(1)</script> & co")
    folder = tmp_path_factory.mktemp("audited") / "out"
    sp.batch(KURSK, 6, results=folder)
    return {
        "Scenario": odd,
        "Run": sp.run(odd),
        "Beside": sp.beside(odd),
        "Batch": sp.batch(odd, 6),
        "Comparison": sp.compare(odd, 6, split=False),
        "Comparisons": sp.compare_many([odd, "uranus_fails"], 2, readings=False),
        "Fears": sp.fears(odd, 2),
        "Leverage": sp.leverage(odd, 2),
        "Sweep": sp.sweep(odd, {"citadel": (-1, 2, 15)}, 2),
        "Sensitivity": sp.sensitivity(odd, ["cost_oil"], points=16, campaigns=2, budget=False),
        "Inversion": sp.invert(odd, 0.5, by="citadel", campaigns=6),
        "Audit": sp.audit(folder, sample=2),
    }


PAIRED = ("Comparison", "Comparisons")
WEST = ("Fears", "Leverage")
KINDS = ("Scenario", "Run", "Beside", "Batch", *PAIRED, *WEST, "Sweep", "Sensitivity", "Inversion", "Audit")
DRAWN = ("Batch", *PAIRED, *WEST, "Sweep", "Sensitivity", "Inversion")


class Page(HTMLParser):
    """What stands on a page: tags, whether each is closed, and what is fetched."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.met: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.met.append(tag)
        self.fetched += [value for name, value in attrs if name in ("src", "href")]
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


# Red when a new kind of result is public and shows all its rows, or a repr fills more than a line.
@pytest.mark.parametrize("kind", KINDS)
def test_a_repr_is_one_short_line(results, kind):
    line = repr(results[kind])
    assert line.startswith(f"<{kind} ") and line.endswith(">") and "\n" not in line and len(line) < 120


def test_every_public_result_is_displayed():
    classes = [getattr(sp, name) for name in KINDS]
    assert all(issubclass(one, Displayed) for one in classes)
    assert repr(sp.batch(KURSK, 6)).startswith(f"<Batch {KURSK}: 6 campaigns, seed 1, branch, window ")


# Red when a title is not escaped, something is fetched, a figure lacks its caption or a tag is left open.
@pytest.mark.parametrize("kind", KINDS)
def test_a_notebook_shows_html_that_stands_alone(results, kind):
    text = results[kind]._repr_html_()
    page = Page(text)
    assert not page.open and "script" not in page.met
    assert all(source.startswith("data:image/png;base64,") for source in page.fetched)
    assert len(page.fetched) == (kind in DRAWN)
    if kind in ("Scenario", "Run", "Beside", "Batch", *PAIRED, "Sweep"):
        assert "&lt;script&gt;" in text
    if kind in DRAWN:
        caption = re.search(r"<figcaption>(.*)</figcaption>", text, re.DOTALL)[1]
        assert "occupied" in caption or "murdered" in caption or "west of" in caption


def test_a_long_table_says_that_it_goes_on(results):
    assert "3 more" in results["Sweep"]._repr_html_()


def test_what_is_no_result_is_refused():
    with pytest.raises(BadValue, match="a notebook shows results"):
        sp.report.notebook([1, 2])


# Red when the baseline of a comparison is said to be fought anew from the first day of the war.
def test_a_baseline_says_until_when_it_is_held_to_the_record(results):
    assert "as recorded until 5 July 1943" in results["Comparison"].baseline._repr_html_()


# Red when a sweep over readings or over three things breaks the page of a notebook.
@pytest.mark.parametrize(
    ("vary", "says", "drawn"),
    [
        ({"strength": {"all"}}, "rational", True),
        ({"citadel": [-1, 0, 2], "strength": ["document", "rational"]}, "document", True),
        ({"citadel": (-1, 2, 2), "cost_oil": {0.003, 0.005}, "ideology.germany": {0.0, 0.1}}, "0.003", False),
    ],
)
def test_a_sweep_over_anything_has_a_page(vary, says, drawn):
    shown = sp.sweep(KURSK, vary, 2)._repr_html_()
    assert says in shown and ("<img" in shown) == drawn


# Red when equality looks at rows, or forgets the seed, the size, the luck, the scenario or the model.
def test_equality_is_that_of_what_was_asked():
    one = sp.batch(KURSK, 6)
    same = sp.batch(sp.load(KURSK), 6, workers=2, keep_outcomes=False)
    assert one == same and hash(one) == hash(same) and len({one, same}) == 1
    others = [
        sp.batch(KURSK, 6, seed=2),
        sp.batch(KURSK, 7),
        sp.batch(KURSK, 6, given="free"),
        sp.batch("historical", 6),
        replace(one, provenance=replace(one.provenance, model_hash="0" * 16)),
        sp.run(KURSK),
        one.identity,
    ]
    assert all(one != other for other in others)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("Scenario", "Audit")])
def test_each_kind_has_an_identity_of_its_own(results, kind):
    one = results[kind]
    assert isinstance(one, Identified) and hash(one) == hash(replace(one)) and one == replace(one)
    assert all((one == other) == (kind == name) for name, other in results.items())


# Red when what else was asked, beside the campaigns, does not count.
def test_results_of_other_questions_differ():
    grid, other = (sp.sweep(KURSK, {"citadel": (-1, high, 2)}, 2) for high in (1, 2))
    assert grid != other
    asked, twice = (sp.invert(KURSK, target, by="citadel", campaigns=6) for target in (0.4, 0.5))
    assert asked != twice
