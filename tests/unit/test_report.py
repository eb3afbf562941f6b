"""The report: its sections, its numbers, its words, and that it needs nothing but itself."""

import json
import re
import shlex
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

import sepeace
from sepeace import report
from sepeace.cli.app import main
from sepeace.clocks import clock_choice
from sepeace.documents.compare import Differences, SplitShares
from sepeace.errors import CannotWrite
from sepeace.figures import bearers, wording
from sepeace.model.parameters import PARAMETERS
from sepeace.report import again as commands
from sepeace.report import story
from sepeace.report.material import gather
from sepeace.report.page import APPENDIX, READER
from sepeace.report.rendering import rendered
from sepeace.scenario.checks.admissibility import OPEN_QUESTIONS, card, chance_words
from sepeace.scenario.vocabulary import READINGS
from sepeace.wording.gap import WAY_NOTE, WAYS, Way

KURSK = "germany_wins_at_kursk"
VOID = {"meta", "img", "br", "link", "input", "hr"}


class Page(HTMLParser):
    """Tags with attributes, text by section, and whether every element is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.sections, self.strayed = [], [], {}, []
        self.feed(text)
        self.close()
        self.sections = {name: " ".join(words.split()) for name, words in self.sections.items()}

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop()[0] != tag:
            self.strayed.append(tag)

    def handle_data(self, data):
        inside = [attrs["id"] for tag, attrs in self.open if tag == "section"]
        name = inside[-1] if inside else ""
        self.sections[name] = self.sections.get(name, "") + data

    def found(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture(scope="module")
def pair():
    return sepeace.compare(sepeace.load(KURSK), campaigns=6, seed=1, workers=1)


@pytest.fixture(scope="module")
def text(pair):
    return report.html(pair)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def visible(text):
    """The page without pictures, style and folded JSON."""
    text = re.sub(r'src="data:[^"]*"', "", text)
    return " ".join(re.sub(r"<style>.*?</style>|<pre>\{.*?</pre>", "", text, flags=re.DOTALL).split())


def test_the_page_is_well_formed_and_says_its_language(text, page):
    assert text.startswith("<!DOCTYPE html>")
    assert page.found("html") == [{"lang": "en"}]
    assert page.open == [] and page.strayed == []
    assert len(page.found("title")) == 1 == len(page.found("h1")) == len(page.found("main"))


def test_sections_stand_in_their_order_and_the_contents_lead_to_each(page):
    (first, *reader), appendix = (anchor for anchor, _ in READER), [anchor for anchor, _ in APPENDIX]
    wanted = [first, "words", *reader, *appendix, "more-words"]
    assert [attrs["id"] for attrs in page.found("section")] == wanted
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs in page.found("a"):
        assert attrs["href"].startswith("#") and attrs["href"][1:] in ids
    for attrs in page.found("section"):
        assert attrs["aria-labelledby"] in ids


def test_nothing_is_fetched_and_nothing_is_executed(text, page):
    assert not page.found("script") and not page.found("link") and not page.found("iframe")
    for _, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on")]
        assert attrs.get("src", "data:image/png").startswith("data:image/png")
    assert "url(" not in text and "@import" not in text
    assert "http" not in visible(text)


def test_pictures_have_words_for_those_who_do_not_see_them(page):
    pictures = page.found("img")
    assert len(pictures) == 5 == len(page.found("figcaption"))
    for attrs in pictures:
        assert "prisoners of war" in attrs["alt"] and len(attrs["alt"]) > 200


def test_tables_have_captions_and_headings(page):
    assert len(page.found("table")) == len(page.found("caption")) >= 8
    assert all(attrs.get("scope") in ("row", "col") for attrs in page.found("th"))


def test_the_question_says_what_is_supposed_and_changed(pair, page):
    scenario = pair.counterfactual.scenario
    said = page.sections["question"]
    assert scenario.question in page.sections[""] and scenario.antecedent in page.sections[""]
    assert "5 July 1943" in said
    assert all(source in said for source in scenario.sources)
    assert "recorded" in said and "Citadel" in said


def test_the_statement_of_the_comparison_is_in_the_page(pair, page):
    assert pair.statement in page.sections["exact"]


# Red when a channel, a reading or a chain is left out, or a number stands under another one's name.
def test_causes_are_told_with_intervals_and_chains():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    pair = sepeace.compare(sepeace.load(KURSK), campaigns=200, seed=1, split=True)
    content, sections = pair.to_json(), Page(report.html(pair)).sections
    said = sections["causes"]
    for way, title in WAYS.items():
        told = wording.points(content["split"][way]), wording.points_interval(content["split_ci95"][way])
        assert f"{title}{told[0]} ({told[1]})" in said
    assert content["difference"]["window"]["shown"] and not content["difference"]["settlement"]["shown"]
    assert "widens by" in said and "not shown (" in said
    for row in content["by_reading"]:
        assert f"strength {row['strength']}" in said and wording.points(row["window_difference"]) in said
    for row in content["chains"]:
        assert "; ".join(step for step in row["text"].split("; ") if "window" not in step) in said
    assert WAY_NOTE in said
    apart = sections["method"]
    assert wording.percent(content["necessity"]["shared_luck"]) in apart and "Shapley" in apart
    for name in sections.keys() - {"method", "made", "more-words"}:
        assert not re.search(r"Shapley|\bnats\b|Tian|sufficiency", sections[name]), name


# Red when a comparison that shows nothing, or was not traced, is told to have causes.
def test_nothing_is_said_of_the_causes_of_what_is_not_shown(pair, page):
    assert "not traced" in page.sections["causes"] or "no difference" in page.sections["causes"]
    found = pair.document
    window = replace(found.difference.window, shown=False, needed=4_000)
    unshown = replace(found, difference=Differences(window=window, settlement=window))
    unshown = replace(unshown, split=SplitShares(**dict.fromkeys(Way, 0.01)))
    material = replace(gather(pair), content=unshown)
    assert "no difference" in rendered("appendix/causes.html", report=material)
    assert "4,000 campaigns would show it" in rendered("appendix/exact.html", report=material)


# Red when the card leaves out what is improbable about the supposition, or answers for the reader.
def test_the_card_is_in_the_page(page):
    said = page.sections["card"]
    assert "nats" not in said and "Tetlock and Belkin" in said and "Facts rewritten" in said
    made = card(sepeace.load(KURSK))
    assert chance_words(made.nats) in said
    assert f"{made.nats:.2f} nats" in page.sections["method"]
    assert all(question in said for question in OPEN_QUESTIONS)


def test_readings_stand_beside_every_headline_number(pair, page):
    line = wording.readings(pair.counterfactual.scenario.assumptions.readings())
    for anchor in ("exact", "causes", "outcomes", "why-not", "willingness"):
        assert line in page.sections[anchor]


def numbers(content):
    """Every probability of a summary with the words the report must have for it."""
    window, settlement = content.window, content.settlement
    for found, day in ((window, window.median_first_date), (settlement, settlement.median_date)):
        yield wording.percent(found.probability)
        yield wording.percent_interval(found.ci95)
        yield wording.day(day)
    for group in (content.endings, content.barriers):
        for share in group.shares().values():
            yield wording.percent(share)
    for mean in (content.contacts.soviet, content.contacts.german, content.contacts.mediated):
        yield f"{mean:.2f}"


def test_every_number_of_the_summary_is_in_the_page(pair, text):
    content = pair.document
    shown = visible(text)
    for world in (content.baseline, content.counterfactual):
        for number in numbers(world):
            assert number in shown
    for part in (content.difference.window, content.difference.settlement):
        assert wording.points_interval(part.ci95) in shown
        assert (f"{wording.points(part.estimate)} (" if part.shown else "not shown (") in shown
    for bounds in (content.necessity, content.sufficiency):
        low, high = wording.percent(bounds.low), wording.percent(bounds.high)
        assert (f"between {low} and {high} (bounds" in shown) == content.difference.window.shown
    assert wording.percent(content.pairing.share_never) in shown


def test_the_folded_json_is_what_the_program_gives(pair, page):
    said = page.sections["made"]
    assert json.loads(said[said.index("{") : said.rindex("}") + 1]) == json.loads(json.dumps(pair.to_json()))


def test_who_bears_it_names_every_group_and_every_line(page):
    said = page.sections["who-bears-it"]
    for row in bearers.BEARERS:
        assert row.group in said and row.text in said and row.source in said
    for behind in bearers.behind(sepeace.record.load().ruler()):
        assert behind.line.title in said and (bearers.millions(behind) in said or behind.high < 0.5)
    assert "murder" in said and "computes no victims" in said
    assert {"The Jews of Europe", "The Roma"} <= {row.group for row in bearers.BEARERS}
    assert "shot and gassed as Roma" in said
    assert not re.search(r"(?<![\d.,])0 (?:million|to 0)", said)
    for phrase in ("starved and shot", "left to their murderers", "Romanian forces", "collaborators"):
        assert phrase in said


def test_settlements_are_told_with_the_people_behind_the_lines_beside_them():
    scenario = sepeace.load("uranus_fails").with_assumptions(strength="rational")
    pair = sepeace.compare(scenario, campaigns=8, seed=1, workers=1)
    assert pair.counterfactual.summary().settlement.value > 0.0
    said = Page(report.html(pair)).sections["who-bears-it"]
    assert re.search(r"Settlements signed: \d+\. Their middle line gives Germany a share of 0\.\d\d", said)
    made = Page(report.html(pair)).sections["made"]
    assert "--set strength=rational" in made


def test_events_told_are_few_in_order_and_after_the_branch(pair):
    run = sepeace.run(sepeace.load(KURSK), seed=1, campaign=0)
    told = story.chosen(run)
    assert len(told) <= story.TOLD and list(told) == sorted(told, key=lambda event: event.day)
    assert all(event.date >= run.scenario.branch for event in told)
    assert {"branch", "war_end"} <= {event.kind for event in told}
    assert len(story.chosen(run, 3)) == 3


def test_all_parameters_are_listed_with_range_unit_and_source(page):
    said = page.sections["assumptions"]
    for row in PARAMETERS:
        assert row.key in said and row.meaning in said
    assert page.found("details") and "None is set by hand" in said
    assert all(name in said for name in READINGS)


def test_parameters_set_by_hand_are_named_with_their_default():
    scenario = sepeace.load(KURSK).with_assumptions({"ideology.germany": 0.2, "switches_off": ["strength"]})
    pair = sepeace.compare(scenario, campaigns=2, seed=1, workers=1)
    page = Page(report.html(pair))
    said = page.sections["assumptions"]
    assert "Set by hand" in said and "ideology.germany" in said and "Terms switched off: strength" in said
    assert "--set ideology.germany=0.2" in page.sections["made"]


def test_how_it_was_made_can_be_repeated(pair, page):
    said = page.sections["made"]
    assert f"sepeace report {KURSK} -n 6 --seed 1 -o {KURSK}.html" in said
    for value in (
        sepeace.__version__,
        pair.counterfactual.scenario.digest,
        pair.counterfactual.provenance.model_hash,
    ):
        assert value in said


def again(command, capsys, monkeypatch, folder):
    """What a printed command answers, as JSON, run in a folder of its own; the page is not drawn."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sepeace.report.page.html", lambda comparison, drawn: "page")
    with pytest.raises(SystemExit) as left:
        main([*shlex.split(command)[1:], "--json", "--quiet"])
    printed = capsys.readouterr()
    assert not left.value.code, (command, printed.err)
    return json.loads(printed.out)


def own_file(folder, name):
    """A scenario file that is not shipped and has assumptions of its own."""
    text = (Path(__file__).parents[2] / "scenarios" / f"{KURSK}.toml").read_text("utf-8")
    path = folder / name
    path.write_text(text + '\n[assumptions]\nstrength = "rational"\n', "utf-8")
    return path


HAND = {"ideology.germany": 0.15, "switches_off": ["two_front", "strength"], "disputed": "in"}


@pytest.mark.parametrize("given", ["free", "branch"])
def test_the_command_of_a_shipped_scenario_gives_the_same_report(capsys, monkeypatch, tmp_path, given):
    pair = sepeace.compare(
        sepeace.load(KURSK).with_assumptions(HAND), campaigns=2, seed=9, workers=1, given=given
    )
    answer = again(commands.report(gather(pair)), capsys, monkeypatch, tmp_path)
    assert answer == json.loads(json.dumps(pair.to_json()))
    assert [path.name for path in tmp_path.iterdir()] == [f"{KURSK}.html"]


@pytest.mark.parametrize("name", ["our war.toml", "-o.toml", f"{KURSK}.toml", "Krieg & 'Frieden'.toml"])
def test_the_command_of_a_file_names_the_file_and_all_its_readings(capsys, monkeypatch, tmp_path, name):
    scenario = sepeace.load(own_file(tmp_path, name)).with_assumptions(strength="document", numbers="default")
    if name.startswith(KURSK):
        moved = replace(scenario.changes[0], outcome=None, score=1.5)
        scenario = replace(scenario, changes=(moved,))
        own = tmp_path / name
        own.write_text(own.read_text("utf-8").replace('outcome = "decisive_success"', "score = 1.5"), "utf-8")
    pair = sepeace.compare(scenario, campaigns=2, seed=3, workers=1)
    answer = again(commands.report(gather(pair)), capsys, monkeypatch, tmp_path)
    assert answer == json.loads(json.dumps(pair.to_json()))


def test_the_command_of_the_campaign_tells_the_same_campaign(capsys, monkeypatch, tmp_path):
    scenario = sepeace.load(own_file(tmp_path, "own.toml")).with_assumptions(HAND)
    pair = sepeace.compare(scenario, campaigns=2, seed=4, workers=1, given="free")
    material = gather(pair)
    number = material.wars[0].run.campaign
    told = again(commands.run(material, number), capsys, monkeypatch, tmp_path)
    assert told["campaign"] == number
    assert told["one"]["fingerprint"] == pair.counterfactual.outcomes["fingerprint"][number].as_py()


@pytest.mark.parametrize(("value", "words_for"), [(None, "0.4"), (0.5, "0.5, set by hand")])
def test_limits_name_what_moves_the_front_with_its_values(value, words_for):
    scenario = sepeace.load(KURSK)
    if value is not None:
        scenario = scenario.with_assumptions(ground_slope=value)
    pair = sepeace.compare(scenario, campaigns=1, seed=1, workers=1)
    said = rendered("appendix/limits.html", report=gather(pair))
    assert re.search(rf"ground_slope \([^)]*: {words_for}\)", said)
    assert "ground_floor" in said and "ground_roof" in said and "number about a battle" in said


FORBIDDEN = (
    *(r"\bwinners?\b", r"\bloser\b", r"\bgame\b", r"\bscores? points\b"),
    *(r"\byou are (hitler|stalin)", r"\byou\b", r"\byour\b"),
    *(r"final solution", r"special treatment", r"resettle", r"evacuated to the east", r"bandit", r"pacif"),
    *(r"lebensraum", r"untermensch"),
)


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_winner_no_euphemism_no_reader_addressed_as_a_leader(text, pattern):
    assert not re.search(pattern, visible(text).lower())


def test_the_page_prints_and_is_readable_without_colour(text):
    style = text[text.index("<style>") : text.index("</style>")]
    assert "@page" in style and "@media print" in style and ":focus" in style


def test_a_report_is_written_whole(pair, text, tmp_path):
    path = report.write(pair, tmp_path / "new" / "kursk.html")
    assert path.read_text("utf-8") == text
    assert list((tmp_path / "new").iterdir()) == [path]


@pytest.mark.parametrize("place", [".", "file/kursk.html", "nul\0.html"])
def test_a_report_that_cannot_be_written_is_said(pair, tmp_path, place, monkeypatch):
    (tmp_path / "file").write_text("whole")
    monkeypatch.setattr("sepeace.report.page.html", lambda comparison, drawn: "page")
    with pytest.raises(CannotWrite):
        report.write(pair, tmp_path / place)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_public_names():
    with pytest.raises(AttributeError):
        report.nothing  # noqa: B018
    assert {"html", "write"} <= set(dir(report))
