"""The first section of a report, its glossary, and the report of one world alone."""

import html
import re
from datetime import date

import pytest

import sepeace
from sepeace import report
from sepeace.figures import bearers, wording
from sepeace.report import glossary
from sepeace.report.material import gather, on_day
from sepeace.report.page import CONTENTS
from sepeace.report.rendering import linked

KURSK = "germany_wins_at_kursk"


class Sections(dict):
    """The words of each section, by its anchor."""

    def __init__(self, text):
        for anchor, part in re.findall(r'<section id="([^"]*)"[^>]*>(.*?)</section>', text, re.DOTALL):
            self[anchor] = " ".join(html.unescape(re.sub(r"<[^>]*>", "", part)).split())


@pytest.fixture(scope="module")
def pair():
    return sepeace.compare(sepeace.load(KURSK), campaigns=60, seed=1, workers=1, split=False)


@pytest.fixture(scope="module")
def page(pair):
    return Sections(report.html(pair))


def test_the_report_begins_with_the_plain_answer_the_figure_and_the_ladder(pair, page):
    said = page["answer"]
    places = [said.index(sentence) for sentence in pair.plain]
    places += [said.index(text) for text in ("From a wish to a signature", "What it hangs on")]
    places += [said.index("Eight words"), said.index("The exact form"), said.index(pair.statement)]
    assert places == sorted(places) and CONTENTS[0][0] == "answer"
    for row in pair.to_json()["ladder"]:
        assert f"{100.0 * row['counterfactual']:.1f}%" in said
    assert "middle values in every campaign (default): 28 days or more in all" in said


# Red when a word of the glossary has no definition, or a link leads nowhere.
def test_words_are_defined_and_linked(pair):
    text = report.html(pair)
    for word, meaning in glossary.explained().items():
        assert f'<dt id="word-{word}">{word}</dt><dd>{meaning}' in text
    links = set(re.findall(r'href="#(word-[a-z]+)"', text))
    assert {"word-window", "word-campaign", "word-reading"} <= links
    assert links <= {f"word-{word}" for word in glossary.explained()}


# Red when a word that is used is not explained, one that is not used is, or one is explained twice.
def test_words_that_are_used_are_explained_at_the_end(pair):
    text = report.html(pair)
    body, end = text.split('<footer class="words"')
    listed = re.findall(r"<dt>([^<]*)</dt><dd>[^<]{20,}</dd>", end)
    wanted = {"settlement", "feeler", "ladder", "numbers", "barrier", "common random numbers", "interval"}
    assert wanted <= set(listed) and listed == sorted(listed) and len(listed) <= 24
    assert not set(listed) & set(glossary.explained())
    known = {term.word: (term.word, *term.also) for term in glossary.terms()}
    assert all(any(name in body.lower() for name in known[word]) for word in listed)
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
    anchors = list(made)
    assert anchors == [name for name, _ in CONTENTS if name in anchors] and len(anchors) == 10
    assert all(sentence in made["answer"] for sentence in batch.plain)
    headings = re.findall(r"<h2 [^>]*>(\d+)\.", text)
    assert headings == [str(place) for place in range(1, 11)]
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
