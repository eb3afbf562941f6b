"""The numbers of the debrief are those that the package gives to anybody who asks for the same runs."""

import re

import pytest

import sepeace
from sepeace.classroom import on_paper
from sepeace.classroom.lesson_runs import LESSON, on_ladder
from sepeace.classroom.texts import count, day, languages, percent, texts
from sepeace.figures import bearers
from sepeace.figures.series import anatomy_of, bands_of
from sepeace.record import load
from sepeace.report.story import KEY_RANKS, two_wars
from sepeace.runs.answer.of_100_wars import nearest
from sepeace.wording.outcomes import Ending, Rung
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


# --- the same on the sheet for a class without a computer, and what it should carry home


# Red when a table for pupils is of another run than the debrief's, or has a number less.
@pytest.mark.parametrize("language", languages())
def test_the_tables_are_those_of_the_debrief(language, pages):
    sheet, debrief = pages[language]["without_computer"], pages[language]["debrief"]
    for name, places in (("ladder", (0, -1)), ("ideology", (0,)), ("readings", (0,))):
        expected = tables(debrief, name)
        assert tables(sheet, name) == [expected[place] for place in places]
    assert tables(sheet, "people") == tables(debrief, "people")


# Red when the table below the drawing is not of the batches, or a share counts before the worlds may part.
def test_the_lines_are_those_of_the_runs(runs):
    found = on_paper.lines("en", runs.runs[0])
    pair = runs.runs[0].comparison
    for world, batch in enumerate((pair.baseline, pair.counterfactual)):
        series = anatomy_of(batch)
        bands = bands_of(batch, series["at_war"].days[-1])
        for row in found.rows:
            days = [f"{one.day} {one:%B %Y}" for one in bands["most_soviet"].days]
            place = days.index(row[0])
            told = [100 * bands[name].q50[place] for name in on_paper.LINES]
            assert [row[1 + world], row[3 + world]] == [f"{value:.0f}" for value in told]
            share = (
                100 * series["open"].values[[*series["open"].days].index(bands["most_soviet"].days[place])]
            )
            early = bands["most_soviet"].days[place] < batch.scenario.branch
            assert row[5 + world] == ("–" if early else f"{share:.0f}")
    at_branch = [float(one.split(",")[0]) for one in found.strips["with"].split()]
    assert min(at_branch) >= found.branch and max(at_branch) <= on_paper.RIGHT + 0.1


# Red when another war is told than in the ready report, or a day has another date or no reason.
def test_the_wars_are_those_of_the_report(pages, runs):
    told = two_wars(runs.runs[0].comparison.counterfactual, runs.runs[0].comparison.baseline)
    for language in languages():
        found = tables(pages[language]["without_computer"], "war")
        assert len(found) == len(told) == 2
        for war, rows in zip(told, found, strict=True):
            for row, event in zip(rows, war.key_days, strict=True):
                assert row[0] == day(language, event.date) and "{" not in row[1] + row[2]
                assert len(row) == 3 and len(row[2].split()) > 2
            assert f" {war.run.campaign}:" in pages[language]["without_computer"].text


# Red when a day that may be told has no sentences: the sheet could not be made of other runs.
@pytest.mark.parametrize("language", languages())
def test_every_kind_of_day_has_sentences(language):
    days = texts(language, "words")["day"]
    kinds = {kind for ranks, _ in KEY_RANKS for kind in ranks}
    sided = {"feeler": [""], "filtered": [""], "refusal": ["", "_by_luck"]}
    for kind in kinds - {"window", "war_end", *sided}:
        assert len(days[kind]) == 2
    ends = {f"end_{one}" for one in Ending if one != Ending.FAILED}
    windows = {f"{one}{how}" for one in ("meet", "part") for how in ("", "_slowly")}
    sides = {*on_paper.SIDES.values(), "third"}
    said = {f"{kind}_{side}{how}" for kind, hows in sided.items() for side in sides for how in hows}
    assert kinds - {"window", "war_end", *sided} | ends | windows | said == set(days)


# Red when what a class should carry home has another number than the runs, or loses what it hangs on.
@pytest.mark.parametrize("language", languages())
def test_what_is_carried_home_has_the_numbers_of_the_runs(language, made, runs):
    (told,) = re.findall(r'<ol class="home">(.*?)</ol>', made[language]["debrief"], re.DOTALL)
    sentences = re.findall("<li>(.*?)</li>", told, re.DOTALL)
    assert len(sentences) == 3
    run, words = runs.runs[0], texts(language, "words")

    def number(said):
        return re.findall(r"[\d.]+", said or "")

    def in_order(text):
        return [
            one.replace(",", ".").rstrip(".") for one in re.findall(r"\d+(?:[.,]\d+)?", text) if one != "100"
        ]

    meets, signed = run.rung(Rung.WINDOW).said, run.rung(Rung.SETTLEMENT).said
    both = [meets.with_change, meets.without, signed.with_change, signed.without]
    assert in_order(sentences[0]) == [one for said in both for one in number(said)]
    calm = run.windows_by_reading()["rational"].said
    assert in_order(sentences[1])[:2] == [*number(calm.with_change), *number(calm.without)]
    which = "on_reading" if run.hangs_on_reading() else "on_guesses"
    assert sentences[1].split("{")[0][:30] == words["home"][which][:30]
    assert sentences[2] == words["home"]["people"].replace("'", "&#39;")
