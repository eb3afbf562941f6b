"""The reader's part of a report: its order, its wars, why, who bears it; and names for all that is there."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

import sepeace
from sepeace.documents.compare import Differences, SplitEnds, SplitShares
from sepeace.report import story
from sepeace.report.material import gather
from sepeace.report.page import APPENDIX, READER
from sepeace.report.rendering import rendered
from sepeace.report.why import PLAIN, ways
from sepeace.wording.gap import Way
from tests import reports


@pytest.fixture(scope="module")
def pair():
    return reports.pair()


@pytest.fixture(scope="module")
def material(pair):
    return gather(pair)


@pytest.fixture(scope="module")
def text():
    return reports.text()


class Outline(HTMLParser):
    """Headings with their levels, tables with and without a caption, pictures, in the order of the page."""

    def __init__(self, page):
        super().__init__()
        self.levels, self.rows = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.rows.append((tag, given))


# Red when the reader's part and the appendix change places, or the ladder and the figure, or a part is lost.
def test_the_reader_comes_first_and_method_after(text):
    anchors = re.findall(r'<section id="([^"]*)"', text)
    assert anchors[:3] == ["answer", "words", "ladder"]
    assert anchors == ["answer", "words", *(name for name, _ in (*READER[1:], *APPENDIX)), "more-words"]
    appendix = text.index('<h2 id="appendix">Appendix: method</h2>')
    assert text.index('id="numbers"') < appendix < text.index('<section id="question"')
    answer = text[text.index('id="answer"') : text.index('<section id="words"')]
    found = re.findall(r'class="(answer|short|picture|screen)"', answer)
    assert found == ["answer", "short", "picture", "screen"]


# Red when a heading skips a level, there are two of the first, or a reader cannot skip to the answer.
def test_headings_nest_and_there_is_one_of_the_first(text):
    found = Outline(text)
    assert found.levels.count(1) == 1 and found.levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(found.levels, found.levels[1:], strict=False))
    assert {2, 3, 4} <= set(found.levels)
    first = next(given for tag, given in found.rows if tag == "a")
    assert first["class"] == "skip" and f'id="{first["href"][1:]}"' in text


# Red when a table has no caption or a heading no scope, a picture no words, or a box that scrolls no name or
# cannot be reached by keyboard.
def test_tables_and_pictures_have_names(text):
    rows = Outline(text).rows
    tables = [place for place, (tag, _) in enumerate(rows) if tag == "table"]
    assert len(tables) > 12 and all(rows[place + 1][0] == "caption" for place in tables)
    assert all(given.get("scope") in ("row", "col") for tag, given in rows if tag == "th")
    for _, given in rows:
        if given.get("class") in ("table", "picture"):
            assert given["tabindex"] == "0" and given["role"] == "group" and given["aria-label"]
    pictures = [given["alt"] for tag, given in rows if tag == "img"]
    assert len(pictures) == 5 and all("prisoners of war" in alt for alt in pictures)


# Red when a figure has no table of its own: that of the answer folded on a screen, in the appendix on paper.
def test_every_figure_has_its_table(text):
    captions = " ".join(re.findall(r"<caption>(.*?)</caption>", text))
    assert captions.count("The two windows, with the change:") == 2
    assert captions.count("The two windows, without the change:") == 1
    for said in ("What came of the campaigns", "at each turn of the half-year", "Willingness to talk"):
        assert said in captions
    folded = text[text.index('<details class="screen">') : text.index("</details>")]
    assert "The two windows, with the change" in folded
    style = text[text.index("<style>") : text.index("</style>")]
    screen, printed = style.split("@media print")
    assert ".paper { display: none; }" in screen and ".paper { display: block; }" in printed
    assert re.search(r"\.screen \{ display: none; \}", printed)


# Red when the war that is told as one in which the terms meet has no window, or the other has one.
def test_one_war_has_what_the_headline_says_and_one_has_not(pair, material, text):
    opens, shut = material.wars
    rows = {row["campaign"]: row for row in pair.counterfactual.outcomes.to_pylist()}
    without = {row["campaign"]: row["window"] for row in pair.baseline.outcomes.to_pylist()}
    assert opens.opens and rows[opens.run.campaign]["window"] and not without[opens.run.campaign]
    assert not shut.opens and not rows[shut.run.campaign]["window"] and shut.opens_without is False
    branch = pair.counterfactual.scenario.branch
    kinds = [event.kind for event in opens.run.events if event.date >= branch]
    assert "window" in kinds and "window" in [event.kind for event in opens.key_days]
    told = text[text.index('id="two-wars"') : text.index('<section id="who-bears-it"')]
    for war in (opens, shut):
        assert 2 <= len(war.key_days) <= story.KEY_DAYS
        assert war.key_days[-1].kind == "war_end"
        assert f"war {war.run.campaign}<" in told
        assert list(war.key_days) == sorted(war.key_days, key=lambda event: event.day)
    assert told.count("<time") == sum(len(war.key_days) for war in (opens, shut))


# Red when a war is told at length without its chain, twice with the same sentence, or without its command.
def test_both_wars_are_told_at_length(material, text):
    told = text[text.index('id="at-length"') : text.index('<section id="card"')]
    for war in material.wars:
        assert len(war.events) <= story.TOLD
        assert f"--campaign {war.run.campaign}" in told
        chain = [(step.date, step.text) for step in war.chain]
        assert chain
        for event in war.events:
            assert not any(day == event.date and one.startswith(event.text) for day, one in chain)
    assert told.count("<time") == sum(len(war.chain) + len(war.events) for war in material.wars)


# Red when runs of one kind alone break the page, or the report of one world tells none.
def test_runs_of_one_kind_have_one_war():
    middle = sepeace.load("historical").with_assumptions(numbers="default")
    batch = sepeace.batch(middle, 4, seed=1, workers=1)
    (war,) = story.two_wars(batch)
    assert not war.opens and war.pair is None and war.chain == () and war.opens_without is None
    said = rendered("reader/two-wars.html", report=gather(batch))
    assert "In no war of these runs the terms meet" in said


# Red when a way is told by the wrong share, one that is not shown is told, or one against as one for it.
def test_why_names_the_ways_by_their_shares(pair, material):
    found = pair.document
    window = replace(found.difference.window, estimate=0.10, shown=True)
    parts = dict.fromkeys(Way, 0.0)
    parts |= {Way.STRENGTH: 0.09, Way.LOSSES: 0.02, Way.WEST: 0.02, Way.GROUND: -0.01}
    ends = {way: (value - 0.005, value + 0.005) for way, value in parts.items()}
    ends[Way.WEST] = (-0.01, 0.05)
    made = replace(
        found,
        difference=Differences(window=window, settlement=window),
        split=SplitShares(**parts),
        split_ci95=SplitEnds(**ends),
    )
    told = ways(made)
    assert [(row.way, row.amount) for row in told.by] == [
        (PLAIN[Way.STRENGTH], "about 9 tenths of the difference"),
        (PLAIN[Way.LOSSES], "about 2 tenths of the difference"),
    ]
    assert [row.way for row in told.against] == [PLAIN[Way.GROUND]] and told.more
    said = rendered("reader/why.html", report=replace(material, content=made))
    assert "more often, above all through what the German leader asks" in said and "Against it works" in said
    assert not ways(found).by and set(PLAIN) == set(Way)


# Red when who bears it is not in sight of the answer, or stands behind the method.
def test_who_bears_it_is_in_the_readers_part(text):
    answer = text[text.index('id="answer"') : text.index("<figure")]
    assert sepeace.figures.bearers.SHORT in answer and 'href="#who-bears-it"' in answer
    assert text.index('id="who-bears-it"') < text.index("Appendix: method</h2>")


# Red when pictures make a report too long to mail, or lose the white of the paper.
def test_pictures_are_small_and_their_paper_is_white(text):
    import base64
    import io

    from PIL import Image

    found = [base64.b64decode(one) for one in re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", text)]
    assert len(found) > 3 and len(text) < 1_000_000
    for one in found:
        assert Image.open(io.BytesIO(one)).convert("RGB").getpixel((2, 2)) == (255, 255, 255)
