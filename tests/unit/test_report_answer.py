"""The first section of a report, its glossary, and the report of one world alone."""

import html
import re
from datetime import date

import pytest

import sepeace
from sepeace import report
from sepeace.figures import bearers, wording
from sepeace.report import glossary
from sepeace.report.material import gather
from sepeace.report.page import CONTENTS, OF_TWO_WORLDS
from sepeace.report.rendering import linked
from sepeace.report.worlds import on_day
from tests import reports


class Sections(dict):
    """The words of each section, by its anchor."""

    def __init__(self, text):
        for anchor, part in re.findall(r'<section id="([^"]*)"[^>]*>(.*?)</section>', text, re.DOTALL):
            self[anchor] = " ".join(html.unescape(re.sub(r"<[^>]*>", "", part)).split())


@pytest.fixture(scope="module")
def pair():
    return reports.pair()


@pytest.fixture(scope="module")
def page():
    return Sections(reports.text())


def test_the_report_begins_with_the_plain_answer_the_figure_and_the_ladder(pair, page):
    said = " ".join(page[anchor] for anchor, _ in CONTENTS)
    places = [said.index(sentence) for sentence in pair.plain]
    places += [said.index(text) for text in (bearers.SHORT, "In how many of 100", "What keeps the sides")]
    places += [said.index(text) for text in ("The ladder: share of all", "What it hangs on", pair.statement)]
    assert places == sorted(places) and CONTENTS[0][0] == "answer"
    for row in pair.to_json()["ladder"]:
        assert f"{100.0 * row['counterfactual']:.1f}%" in page["numbers"]
    assert "middle values in every campaign (default)" in page["numbers"]
    assert "28 days or more in all" in page["numbers"]


# Red when a word has no definition, has two, or a link leads nowhere; or one stands in the reader's part
# whose definition stands far behind it.
def test_words_are_defined_once_and_linked():
    text = html.unescape(reports.text())
    links = set(re.findall(r'href="#(word-[a-zA-Z-]+)"', text))
    ids = re.findall(r'<dt id="(word-[a-zA-Z-]+)">', text)
    assert len(ids) == len(set(ids)) and links <= set(ids)
    for word, meaning in glossary.linkable().items():
        if glossary.anchor(word) in ids:
            assert f'<dt id="{glossary.anchor(word)}">{word}</dt><dd>{meaning}' in text
    reader, _ = text.split('<div class="appendix">')
    beside = set(re.findall(r'<dt id="(word-[a-zA-Z-]+)">', reader))
    assert set(re.findall(r'href="#(word-[a-zA-Z-]+)"', reader)) == beside
    assert {"word-window", "word-campaign", "word-reading", "word-feeler"} <= beside


# Red when a word that is used is not explained, or one that is not used is.
def test_words_that_are_used_are_explained_at_the_end():
    body, end = reports.text().split('<section id="more-words"')
    listed = re.findall(r"<dt[^>]*>([^<]*)</dt><dd>[^<]{20,}</dd>", end)
    assert {"barrier", "common random numbers", "interval"} <= set(listed)
    assert listed == sorted(listed) and len(listed) <= 24
    known = {term.word: (term.word, *term.also) for term in glossary.terms()}
    assert all(any(name in body for name in known[word]) for word in listed)
    assert glossary.used("Two feelers, no rungs_at_all") == {"feeler": glossary.used("feeler")["feeler"]}


def test_a_word_is_linked_once_and_only_as_a_word():
    made = linked("Windows & windows: a window, twice windows; mistake and stakes.")
    assert made == (
        'Windows &amp; <a href="#word-window">windows</a>: a window, twice windows; mistake and '
        '<a href="#word-stake">stakes</a>.'
    )
    assert linked("a window", ("window",)) == "a window"


# Red when the recorded war has no report of its own, or one that speaks of a change.
def test_the_recorded_war_has_a_report(tmp_path):
    batch = sepeace.batch(sepeace.load("historical"), campaigns=30, seed=2, workers=1)
    text = report.write(batch, tmp_path / "historical.html").read_text("utf-8")
    made = Sections(text)
    wanted = [name for name, _ in CONTENTS if name not in OF_TWO_WORLDS]
    assert [name for name in made if "words" not in name] == wanted
    assert all(sentence in made["answer"] for sentence in batch.plain)
    assert "The terms meet" in made["two-wars"] or "The terms do not meet" in made["two-wars"]
    assert "with the change" not in made["answer"] + made["outcomes"]
    for row in bearers.BEARERS:
        assert row.group in made["who-bears-it"]


# Red when the gap of two worlds is set side by side on two days, or a sum is of another day than its terms.
def test_the_gap_of_both_worlds_stands_on_one_day(pair, page):
    found = gather(pair)
    both = found.on_one_day
    assert [one.day for one in both] == [found.with_change.nearest.day] * 2
    assert both[1] == found.with_change.nearest
    for one in both:
        assert sum(one.terms.values()) == pytest.approx(one.gap, abs=1e-6)
    assert f"The gap about {wording.day(both[1].day)}, mean over the campaigns at war" in page["why-not"]
    other = found.without.nearest.day
    assert (other != both[1].day) == ("came nearest on another day" in page["why-not"])
    assert on_day(found.without.anatomy, date(1950, 1, 1)) is None
