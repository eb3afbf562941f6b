"""The pack: every sheet is there in every language, whole, printable, and needs nothing but itself."""

import re
from itertools import pairwise

import pytest

from sepeace.classroom.pack import SHEETS, pack, questionnaire, sheet_file
from sepeace.classroom.texts import languages, texts
from sepeace.errors import BadValue, CannotWrite, UnknownName
from sepeace.wording.outcomes import Rung
from tests.sheets import Sheet

EVERY = [pytest.param(language, name, id=f"{language}-{name}") for language in languages() for name in SHEETS]


def test_there_are_two_languages():
    assert languages()[:2] == ("en", "de")


# Red when a sheet is not written, is called otherwise, or differs from what the function for one sheet gives.
@pytest.mark.parametrize("language", languages())
def test_the_folder_holds_every_sheet_and_the_table(language, runs, made, tmp_path):
    written = pack(tmp_path / "pack", language, runs=runs)
    assert [path.name for path in written] == sorted(path.name for path in (tmp_path / "pack").iterdir())
    assert len(written) == len(SHEETS) + 1
    for path, name in zip(written, SHEETS, strict=False):
        assert path.name == sheet_file(language, name)
        assert path.read_bytes() == made[language][name].encode("utf-8")
    assert written[0].name.startswith("01-")


# Red when a file changes from one making to the next: it could then not be kept beside the code.
def test_the_pack_is_made_the_same_twice(runs, tmp_path):
    one, other = (pack(tmp_path / name, "de", runs=runs) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@pytest.mark.parametrize("language, name", EVERY)
def test_a_sheet_is_well_formed_and_says_its_language(language, name, made, pages):
    page = pages[language][name]
    assert made[language][name].startswith("<!DOCTYPE html>")
    assert page.found("html") == [{"lang": language}]
    assert page.open == [] and page.strayed == []
    for tag in ("title", "h1", "main", "header", "footer"):
        assert len(page.found(tag)) == 1, tag
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


# Red when a reader of headings falls over a step that is left out.
@pytest.mark.parametrize("language, name", EVERY)
def test_headings_stand_in_order(language, name, pages):
    levels = [int(tag[1]) for tag, _ in pages[language][name].tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("language, name", EVERY)
def test_tables_have_captions_and_headings(language, name, pages):
    page = pages[language][name]
    assert all(table["caption"].strip() for table in page.tables)
    assert len(page.tables) == len(page.found("caption"))
    assert all(attrs.get("scope") in ("row", "col") for attrs in page.found("th"))
    assert len(page.found("thead")) == len(page.tables)
    regions = [attrs for attrs in page.found("div") if "table" in attrs.get("class", "").split()]
    assert all(attrs["role"] == "region" and attrs["tabindex"] == "0" for attrs in regions)
    labels = [attrs["aria-label"] for attrs in regions]
    assert all(labels) and len(labels) == len(set(labels)) == len(page.tables)
    assert all(
        row[0] and (row is not table["rows"][0] or all(row)) for table in page.tables for row in table["rows"]
    )


# Red when a sheet asks for anything from outside, runs anything, or leads out of its folder.
@pytest.mark.parametrize("language, name", EVERY)
def test_nothing_is_fetched_and_nothing_is_executed(language, name, made, pages):
    page, text = pages[language][name], made[language][name]
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "iframe", "img", "object", "form"})
    for _, attrs in page.tags:
        assert not [one for one in attrs if one.startswith("on") or one in ("src", "action")]
    assert "url(" not in text and "@import" not in text and "://" not in text
    files = {sheet_file(language, one) for one in SHEETS}
    assert {attrs["href"] for attrs in page.found("a")} <= files


# Red when a text is in a file and on no sheet, or a name in braces is left standing.
@pytest.mark.parametrize("language, name", EVERY)
def test_every_text_reaches_the_sheet(language, name, pages):
    shown = pages[language][name].text
    found = texts(language, name)
    assert found["title"] in shown
    for block in found["block"]:
        for text in strings(block):
            for part in re.split(r"\{\w+\}|\*\*", text):
                assert " ".join(part.split()) in shown, part
    assert not re.search(r"\{\w+\}", shown)


NO_TEXT = ("kind", "of")
"""Keys of a block that choose something."""


def strings(content):
    """All texts of a block; what chooses is none."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from () if key in NO_TEXT else strings(value)
    elif isinstance(content, list):
        for one in content:
            yield from strings(one)


# Red when the minutes of a plan leave a gap, overlap, or do not fill the lesson.
@pytest.mark.parametrize("language", languages())
def test_the_minutes_of_the_plans_work_out(language):
    plans = [block for block in texts(language, "plans")["block"] if block["kind"] == "minutes"]
    (short,) = (block for block in texts(language, "at_a_glance")["block"] if block["kind"] == "minutes")
    for block, length in zip([*plans, short], (45, 60, 90, 45), strict=True):
        spans = [tuple(map(int, row[0].split("-"))) for row in block["rows"]]
        assert spans[0][0] == 0 and spans[-1][1] == length
        assert all(before[1] == after[0] for before, after in pairwise(spans))
        assert all(start < end for start, end in spans)


PART = r"\d+(?:[½¼⅓⅕⅔])?|[½¼⅓⅕⅔]"
SUM = re.compile(rf"({PART}) × ({PART})(?: min)? *(?:\+ ({PART})(?: × ({PART}))?(?: min)? )?= ({PART})")
FRACTIONS = {"½": 1 / 2, "¼": 1 / 4, "⅓": 1 / 3, "⅕": 1 / 5, "⅔": 2 / 3}


# Red when the minutes or the paper of a size of class are added up wrongly.
@pytest.mark.parametrize("language", languages())
def test_the_sums_of_the_sizes_are_right(language):
    def value(text):
        return (
            sum(FRACTIONS.get(one) or int(one) for one in re.findall(r"\d+|[½¼⅓⅕⅔]", text)) if text else None
        )

    text = " ".join(strings(texts(language, "sizes")["block"]))
    found = [[value(part) for part in match.groups()] for match in SUM.finditer(text)]
    assert len(found) == 25 == text.count(" = ")
    for one, other, more, times, result in found:
        assert one * other + (more or 0) * (1 if times is None else times) == pytest.approx(result)


# Red when the questionnaire asks for other things in another language.
def test_the_questionnaire_asks_for_steps_and_statements():
    asked = questionnaire("en")
    assert [one.id for one in asked[: len(Rung)]] == list(Rung)
    assert len([one for one in asked if one.statement]) == 8
    assert [one.id for one in asked] == [one.id for one in questionnaire("de")]


@pytest.mark.parametrize("language", languages())
def test_the_sheet_asks_each_question_before_and_after(language, pages):
    page = pages[language]["prediction"]
    asked = [attrs["data-question"] for _, attrs in page.tags if "data-question" in attrs]
    assert sorted(asked) == sorted(2 * [one.id for one in questionnaire(language)])


# Red when a class is told less than whom the murder struck, who did it, and what the forgery is.
@pytest.mark.parametrize(
    "language, words",
    [
        (
            "en",
            "murder of the Jews|prisoners of war|starved and shot|atients|Roma|Romanian forces|collaborators",
        ),
        (
            "de",
            "Mord an den Juden|Kriegsgefangene|verhungern|Patient|Roma|rumänische Truppen|Kollaborateure",
        ),
    ],
)
def test_the_crimes_are_named(language, words, pages):
    for word in words.split("|"):
        assert word in pages[language]["rationale"].text
    for name in ("at_a_glance", "rationale"):
        assert {"en": "antisemitic forgery", "de": "antisemitische Fälschung"}[language] in pages[language][
            name
        ].text


# Red when ideology is set to zero on a sheet that does not first say what that asks.
@pytest.mark.parametrize("language", languages())
def test_the_sentences_stand_before_ideology_is_set_to_zero(language, made, runs):
    said = {"en": "in this run the murders stay", "de": "in diesem Lauf bleiben die Morde"}[language]
    text = made[language]["debrief"]
    places = [text.index(f'<section data-run="{number}">') for number in range(1, len(runs.runs) + 1)]
    for start in places:
        assert start < text.index(said, start) < text.index('data-table="ideology"', start)
    for name in ("at_a_glance", "rationale"):
        assert said.lower() in Sheet(made[language][name]).text.lower()


@pytest.mark.parametrize(
    "what, mistake",
    [
        ({"language": "fr"}, UnknownName),
        ({"what_ifs": ("uranus_fails",)}, BadValue),
        ({"what_ifs": ()}, BadValue),
        ({"what_ifs": ("germany_wins_at_kursk", "mtsensk_as_source_criticism")}, BadValue),
        ({"what_ifs": ("germany_wins_at_kursk", "no_such")}, UnknownName),
    ],
)
def test_what_cannot_be_made_is_refused(what, mistake, tmp_path, monkeypatch):
    monkeypatch.setattr("sepeace.classroom.lesson_runs.compare", lambda *_, **__: None)
    with pytest.raises(mistake):
        pack(tmp_path / "pack", campaigns=1, **what)
    assert not (tmp_path / "pack").exists()


def test_a_file_is_no_folder(runs, tmp_path):
    (tmp_path / "pack").write_text("x")
    with pytest.raises(CannotWrite, match="a folder is needed"):
        pack(tmp_path / "pack", runs=runs)
