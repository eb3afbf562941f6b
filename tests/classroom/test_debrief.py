"""The numbers of the debrief are those that the package gives to anybody who asks for the same runs."""

import re

import pytest

import sepeace
from sepeace.classroom.lesson_runs import LESSON, on_ladder
from sepeace.classroom.texts import count, languages, percent, texts
from sepeace.figures import bearers
from sepeace.record import load
from sepeace.runs.of_100_wars import nearest
from sepeace.wording.outcomes import Rung
from tests.classroom.conftest import CAMPAIGNS, SEED

NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@pytest.fixture(scope="module")
def documents(runs):
    """What the package's own comparison gives, as ``compare --json`` has it, asked for anew."""
    found = []
    for name in LESSON:
        scenario = sepeace.load(name)
        for asked in (scenario, scenario.with_assumptions({"ideology.germany": 0.0})):
            pair = sepeace.compare(asked, campaigns=CAMPAIGNS, seed=SEED, workers=1, split=True)
            found.append(pair.to_json())
    return found


def tables(page, name):
    return [table["rows"][1:] for table in page.tables if table["name"] == name]


def same(language, cell, share):
    """A cell says a share: exactly in brackets, and before them in words that do not contradict it."""
    words, exact = cell.split(" (")
    assert exact == f"{percent(language, share)})".replace("\u00a0", " ")
    said = NUMBER.search(words)
    if said is None:
        assert words == texts(language, "words")["count"]["untold"]
        return
    number = float(said[0].replace(",", "."))
    patterns = texts(language, "words")["count"]
    if words == patterns["about"].format(number=said[0]):
        assert abs(number - 100 * share) <= (0.05 if set(said[0]) & set(".,") else 0.5) + 1e-9
    elif words == patterns["fewer_than"].format(number=said[0]):
        assert 100 * share < number
    else:
        assert words == patterns["more_than"].format(number=said[0]) and 100 * share > number


@pytest.mark.parametrize("language", languages())
def test_the_ladders_are_those_of_the_comparison(language, pages, documents):
    page, words = pages[language]["debrief"], texts(language, "words")
    for name, place in (("ladder", 0), ("ideology", 1)):
        found = tables(page, name)
        assert len(found) == len(LESSON)
        for rows, document in zip(found, documents[place::2], strict=True):
            assert [row[0] for row in rows] == [words["rung"][rung] for rung in Rung]
            for row, step in zip(rows, document["ladder"], strict=True):
                same(language, row[1], step["baseline"])
                same(language, row[2], step["counterfactual"])
                assert row[3] == words["apart"]["yes" if step["shown"] else "no"]
                assert row[4] == words["rung_hangs"][step["rung"]]


@pytest.mark.parametrize("language", languages())
def test_the_readings_are_those_of_the_comparison(language, pages, documents):
    found = tables(pages[language]["debrief"], "readings")
    for rows, document in zip(found, documents[::2], strict=True):
        assert len(rows) == len(document["by_reading"]) == 3
        for row, reading in zip(rows, document["by_reading"], strict=True):
            assert row[0] == texts(language, "words")["strength"][reading["strength"]]
            same(language, row[1], reading["baseline"])
            same(language, row[2], reading["counterfactual"])


# Red when a number stands on the sheet without what it hangs on, or without the run it comes from.
@pytest.mark.parametrize("language", languages())
def test_every_number_says_what_it_hangs_on(language, pages):
    page = pages[language]["debrief"]
    assert f"{CAMPAIGNS}" in page.text and f" {SEED}" in page.text
    for rows in (*tables(page, "ladder"), *tables(page, "ideology")):
        assert all(len(row) == 5 and len(row[4].split()) > 4 for row in rows)


# Red when a settlement is spoken of before it is said who bears it, or a line has nobody behind it.
@pytest.mark.parametrize("language", languages())
def test_who_bears_it_stands_beside_every_run(language, pages, runs):
    page = pages[language]["debrief"]
    bears = texts(language, "words")["answer"]["bears"]
    assert page.text.count(bears) == len(runs.runs) == pages[language]["without_computer"].text.count(bears)
    (rows,) = tables(page, "people")
    for row, line in zip(rows, bearers.behind(load().ruler()), strict=True):
        assert row[0] == texts(language, "words")["line"][line.line.id]
        assert row[1:] == [
            f"{line.low:.0f}–{line.high:.0f}" if line.high >= 0.5 else "–",
            f"{line.poland:.0f}",
            f"{line.elsewhere:.0f}",
        ]
        assert float(row[2]) > 0 and float(row[3]) > 0


# Red when a pupil's check of the own guess asks for what the model itself does not keep.
def test_the_two_checks_hold_in_the_model(documents):
    for document in documents:
        for world in ("baseline", "counterfactual"):
            step = {row["rung"]: row[world] for row in document["ladder"]}
            assert step[Rung.LONG_WINDOW] <= step[Rung.WINDOW]
            assert step[Rung.SETTLEMENT] <= step[Rung.TALKS_BEGUN]


# Red when a bound or a count is lost on its way into another language.
def test_counts_are_told_in_every_language():
    assert count("de", "about 13") == "etwa 13" and count("de", "fewer than 0.4") == "weniger als 0,4"
    assert count("en", "more than 99") == "more than 99" and count("de", None) == "nicht zu sagen"
    assert percent("de", 0.1333) == "13,3\u00a0%" and percent("en", 0.1333) == "13.3%"
    assert nearest(0.1333) == 13


def test_the_note_on_readings_is_told_where_it_is_true(runs):
    run = runs.runs[0]
    found = run.windows_by_reading().values()
    spread = max(row.with_change for row in found) - min(row.with_change for row in found)
    change = max(abs(row.with_change - row.without) for row in found)
    assert run.hangs_on_reading() == (spread > 2 * change)


# Red when a class can read an answer of the model on a sheet that it has before it predicts.
@pytest.mark.parametrize("language", languages())
def test_no_answer_stands_on_a_sheet_that_is_read_before_the_run(language, pages, runs):
    kursk = runs.runs[0]
    steps = [kursk.rung(rung) for rung in Rung] + [on_ladder(kursk.without_ideology, rung) for rung in Rung]
    # 13 is the answer of the thousand wars that the pack is made of; here there are fewer.
    answers = {nearest(share) for step in steps for share in (step.without, step.with_change)} | {13}
    of_100 = re.compile(r"(\d+)\W+(?:of|von) 100\b")
    for name in ("content_note", "brief", "contacts", "prediction"):
        said = {int(number) for number in of_100.findall(pages[language][name].text)}
        assert not said & answers, name
