"""After a signature: held or broken, by whom and when; who bears it, by line and by day. By hand."""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import pytest

from sepeace.chronicle.reader import read
from sepeace.chronicle.who_bears import (
    DATED,
    DEPORTED,
    FINNISH,
    deportations,
    finnish_bearers,
    line_at,
    who_bears,
)
from sepeace.documents.batch import After
from sepeace.figures.bearers import FINLAND_AFTER, SHORT, after_sentence
from sepeace.kernel import slots
from sepeace.outcomes.outcome_rows import OUTCOME
from sepeace.outcomes.totals import Totals
from sepeace.quantities import EPOCH, day_of
from sepeace.record import load as record
from sepeace.runs.batch import batch
from sepeace.runs.summary import after
from sepeace.scenario.library import load
from tests.campaigns import planned, ran

RULER = record().ruler()
LINES = [line.id for line in RULER.named_lines]
JEWS = "The Jews of Europe"


def rows(*settled):
    """Outcomes of campaigns: day of signing, share, broken by, after days, of the settled; and one apart."""
    made = np.zeros(len(settled) + 1, OUTCOME)
    made["antecedent_arose"] = True
    made["broken_by"] = -1
    for row, (signed, share, side, days) in zip(made, settled, strict=False):
        row["settled"], row["signed"], row["share"], row["broken_by"] = True, signed, share, side
        row["followed_until"], row["ending"] = signed + days, 3 if side >= 0 else 2
    return made


def summed(*settled):
    """What they add up to."""
    totals = Totals()
    totals.add(rows(*settled))
    return after(totals)


# Red when a broken settlement is counted as held, under the wrong side, or with days of one that held.
def test_held_and_broken_are_counted_by_side_and_time():
    found = summed(
        (700, 0.40, -1, 1096),
        (720, 0.42, 0, 487),
        (740, 0.44, 0, 609),
        (760, 0.46, 1, 913),
        (780, 0.48, -1, 1096),
    )
    assert (found.settlements, found.held) == (5, 0.4)
    assert (found.broken_by_germany, found.broken_by_soviet) == (0.4, 0.2)
    assert found.median_months == pytest.approx(609 / (365.25 / 12.0))
    assert found.share == pytest.approx(0.44)
    assert found.ci95[0] < 0.4 < found.ci95[1]


def test_without_a_settlement_nothing_is_said_to_have_held():
    found = summed()
    assert (found.settlements, found.held, found.ci95, found.median_months) == (0, None, (None, None), None)
    assert (found.share, found.bears, found.broken_by_germany) == (None, (), None)


# Red when what bears a settlement is told of another day or line than the middle one's.
def test_the_middle_settlement_says_who_bears_it():
    signed = int(day_of(date(1942, 6, 10)))
    found = summed((signed, 0.66, -1, 1096), (signed, 0.66, -1, 1096), (signed + 600, 0.31, -1, 1096))
    told = {row.group: row.text for row in found.bears}
    assert told["The people behind the line"].startswith("Behind it between 55 million")
    assert "Belzec" in told[JEWS] and "Lvov" in told and "Minsk" not in told
    assert all(row.source for row in found.bears)


# --- who was alive, by day and line


def test_every_day_and_line_has_its_bearers():
    for week in range(203):
        day = EPOCH + timedelta(days=7 * week)
        for line in (None, *LINES):
            groups = [row.group for row in who_bears(day, line)]
            assert len(groups) == len(set(groups)), (day, line)
            assert {"Prisoners of war", "Forced labourers", "The war in the West"} <= set(groups)
            assert {JEWS, "The prisoners of the camps"} & set(groups)
            assert ("Leningrad and Moscow" in groups) == (
                line == "arkhangelsk_astrakhan" and day >= date(1941, 10, 7)
            )


# Red when a murder is told before its day, or people are told as alive whom the record has as murdered.
@pytest.mark.parametrize(
    ("day", "word", "not_yet"),
    [
        (date(1941, 12, 8), "some 400,000 in the ghetto of Warsaw", "Belzec"),
        (date(1942, 3, 17), "Belzec", "Treblinka"),
        (date(1942, 7, 22), "Treblinka", "Most of the Jews of Poland are dead"),
        (date(1943, 1, 1), "298,000", "Lublin district have been emptied"),
        (date(1943, 11, 3), "Lublin district have been emptied", "Auschwitz"),
        (date(1944, 5, 15), "Auschwitz", "in August"),
    ],
)
def test_the_calendar_of_the_murders(day, word, not_yet):
    before = " ".join(row.text for row in who_bears(day - timedelta(days=1), None) if row.group == JEWS)
    told = " ".join(row.text for row in who_bears(day, None) if row.group == JEWS)
    assert word in told and not_yet not in told and word not in before.replace("298,000 are left", "")


@pytest.mark.parametrize(
    ("city", "behind"),
    [
        ("Lvov", {"frontier_1914", "frontier_1938", "dnieper", "brest_litovsk", "arkhangelsk_astrakhan"}),
        ("Minsk", {"dnieper", "arkhangelsk_astrakhan"}),
        ("Bialystok, Vilnius and Kaunas", set(LINES[2:])),
        ("Warsaw and Lodz", {"frontier_1914"}),
    ],
)
def test_which_cities_lie_behind_which_line(city, behind):
    day = date(1942, 6, 1)
    assert {line for line in LINES if city in {row.group for row in who_bears(day, line)}} == behind
    assert city not in {row.group for row in who_bears(day, None)}


# Red when a ghetto is told as it was before the murders of that day, or goes on after its end.
@pytest.mark.parametrize(
    ("city", "day", "word", "gone"),
    [
        ("Lvov", date(1942, 3, 15), "More than 100,000", "Belzec"),
        ("Lvov", date(1942, 3, 16), "Belzec", "100,000"),
        ("Lvov", date(1942, 10, 2), "About half of those", "100,000"),
        ("Lvov", date(1943, 3, 1), "some 20,000", "About half"),
        ("Lvov", date(1943, 6, 24), "Janowska", "some 20,000"),
        ("Minsk", date(1941, 11, 6), "60,000", "November"),
        ("Minsk", date(1942, 7, 27), "tens of thousands are alive", "8,600"),
        ("Minsk", date(1942, 10, 2), "8,600", "tens of thousands"),
        ("Bialystok, Vilnius and Kaunas", date(1943, 2, 4), "more than 40,000", "Treblinka"),
        ("Bialystok, Vilnius and Kaunas", date(1943, 8, 15), "some 30,000 are alive", "emptied"),
        ("Bialystok, Vilnius and Kaunas", date(1943, 8, 16), "emptied", "some 30,000"),
        ("Kaunas", date(1943, 9, 24), "concentration camp", "Vilnius"),
    ],
)
def test_a_ghetto_is_told_as_it_stood_on_the_day(city, day, word, gone):
    (row,) = (row for row in who_bears(day, "arkhangelsk_astrakhan") if row.group == city)
    assert word in row.text and gone not in row.text


@pytest.mark.parametrize(
    ("city", "end"),
    [("Lvov", date(1943, 11, 20)), ("Minsk", date(1943, 10, 23)), ("Kaunas", date(1944, 7, 13))],
)
def test_a_ghetto_that_is_no_more_is_not_told(city, end):
    for day, told in ((end - timedelta(days=1), True), (end, False)):
        assert (city in {row.group for row in who_bears(day, "arkhangelsk_astrakhan")}) == told


# Red when a Finnish peace of some day names another group of people less, or twice.
def test_every_day_has_those_who_bear_a_finnish_peace():
    groups = list(dict.fromkeys(row.group for row in FINNISH))
    assert len(groups) == 6
    for day in range(int(day_of(date(1945, 10, 1)))):
        assert [row.group for row in finnish_bearers(EPOCH + timedelta(days=day))] == groups, day


# Red when a peace of 1941 is charged with what came after it, or one of 1944 not with what was done by then.
def test_a_finnish_peace_is_told_as_it_stood_on_the_day():
    early = {row.group: row.text for row in finnish_bearers(date(1941, 9, 8))}
    late = {row.group: row.text for row in finnish_bearers(date(1944, 9, 19))}
    karelia, leningrad = early["The people of East Karelia"], early["The people of Leningrad"]
    assert "only where it takes the army back" in karelia and "have died" not in karelia
    assert "would not have opened that ring" in leningrad
    assert "burnt it as it went" not in early["Lapland"] and "burnt it as it went" in late["Lapland"]
    assert "the most in the winter that is ahead" in early["Soviet prisoners in Finnish hands"]
    assert "over 4,000 have died" in late["The people of East Karelia"]
    assert "were handed to Germany" in late["Those handed over"]
    assert "were handed to Germany" not in early["Those handed over"]


# Red when the lines that a row names are not those that the record draws east of the city.
def test_the_record_draws_the_lines_so():
    cities = {"Lvov": (49.84, 24.03), "Minsk": (53.90, 27.57)}
    for city, (lat, lon) in cities.items():
        named = next(set(row.lines) for row in DATED if row.group == city)
        for line in record().lines:
            if line.id not in LINES or line.id == "arkhangelsk_astrakhan":
                continue
            points = sorted((point.lat, point.lon) for point in line.points)
            lats, lons = zip(*points, strict=True)
            assert (lon < float(np.interp(lat, lats, lons))) == (line.id in named), (city, line.id)


def test_a_share_is_at_the_easternmost_line_that_it_reaches():
    assert line_at(RULER, 0.29) is None
    assert line_at(RULER, RULER.line("dnieper").share) == "dnieper"
    assert line_at(RULER, RULER.line("dnieper").share - 0.02) == "frontier_1938"
    assert line_at(RULER, 1.2) == "arkhangelsk_astrakhan"


# Red when a people is told as deported before its day, or the Soviet side's own is left out.
def test_what_the_soviet_side_did_is_told():
    early, late = deportations(date(1941, 8, 28)), deportations(date(1945, 1, 1))
    assert "there followed the Germans of the Volga, the Karachai" in early.text
    assert "there followed" not in late.text and "the Turks of Meskhetia" in late.text
    assert set(DEPORTED) == {row.id for row in record().events if row.id.endswith("_deported")}
    middle = deportations(date(1944, 1, 1))
    before, after_ = middle.text.split("there followed")
    assert "Kalmyks" in before and "Chechens" in after_ and "Kalmyks" not in after_


def test_the_rows_have_sources_and_say_what_they_rest_on():
    for row in (*DATED, *FINNISH):
        assert row.source and row.basis in ("seen", "own knowledge")
        assert set(row.lines) <= set(LINES)
        assert row.until is None or EPOCH <= row.start < row.until
        assert not re.search(r"\b0\b|\b(resettle|evacuat|liquidat|solution|pacif)", row.text), row.text
        assert len(row.text) < 420


# --- told


# Red when a settlement is told without those who bear it, or not who broke it and when.
def test_the_chronicle_tells_what_comes_after_a_signature():
    plan_ = planned("stockholm_meeting_held_1943", (("strength", "rational"), ("renewal_rate.germany", 0.05)))
    endings = set()
    for campaign in range(40):
        state, log = ran(plan_, 1, campaign)
        told = read(plan_, log, state)
        groups = [event for event in told if event.kind == "who_bears"]
        signed = [event for event in told if event.kind == "signing"]
        assert (
            bool(groups) == bool(signed) == (state.ending in (slots.SETTLEMENT_HELD, slots.SETTLEMENT_BROKEN))
        )
        for event in groups:
            assert event.date == signed[0].date and "recorded war" in event.because
        if not signed or state.ending in endings:
            continue
        endings.add(state.ending)
        line = line_at(RULER, state.share[0])
        assert len(groups) == len(who_bears(signed[0].date, line)) > 5
        (later,) = [event for event in told if event.text.startswith("After the signature")]
        assert "German divisions" in later.text and "over some 90 days" in later.text
        assert "by the model's reckoning to" in later.text
        if state.ending == slots.SETTLEMENT_BROKEN:
            (broken,) = [event for event in told if event.kind == "renewal"]
            assert f"of {signed[0].date.day} {signed[0].date:%B %Y}" in broken.text
            assert re.search(r"the chance was \d\.\d per cent a month", broken.because)
    assert endings == {slots.SETTLEMENT_HELD, slots.SETTLEMENT_BROKEN}


# Red when a peace of the two main enemies says nothing of Finland, or puts her elsewhere than she is by then.
@pytest.mark.parametrize(
    ("signed", "yes", "told"),
    [
        (500.0, 479.0, "Finland had left the war on 4 November 1942."),
        (
            700.0,
            679.0,
            "Finland had accepted Soviet terms on 2 May 1943; her signature is not followed.",
        ),
        (slots.NEVER, slots.NEVER, "Finland is still at war then; what becomes of her is not followed."),
    ],
)
def test_what_the_model_has_of_finland_is_told_with_a_peace(signed, yes, told):
    settings = (("strength", "rational"), ("plan.germany", 0.0))
    plan_ = planned("stockholm_meeting_held_1943", settings)
    for campaign in range(30):
        state, log = ran(plan_, 1, campaign)
        if state.signed[0] < slots.NEVER:
            break
    state.signed[0] = day = 690.0
    for row in log.rows[: state.events]:
        if row.kind == slots.K_SIGNED:
            row.time = day
    state.finland_signed, state.finland_yes = signed, yes
    later = [event for event in read(plan_, log, state) if event.text.startswith("After the signature")]
    assert len(later) == 1 and told in later[0].text


# Red when the end of the western war is told on another day than the one from which the whole hazard counts.
def test_the_war_in_the_west_ends_when_the_hazard_says():
    settings = (("strength", "rational"), ("renewal_rate.germany", 0.0), ("renewal_rate.soviet", 0.0))
    plan_ = planned("stockholm_meeting_held_1943", (*settings, ("west_prolonged", 3.0)))
    for campaign in range(12):
        state, log = ran(plan_, 1, campaign)
        ends = [event for event in read(plan_, log, state) if "war in the West ends here" in event.text]
        if state.ending == slots.SETTLEMENT_HELD and ends:
            expected = day_of(date(1945, 5, 8)) + 3.0 * 365.25 / 12.0
            assert ends[0].day == pytest.approx(expected)
            return
    pytest.fail("no settlement outlives the war in the West")


def sentence(**given):
    numbers = {
        "settlements": 21,
        "held": 0.62,
        "ci95": (0.41, 0.79),
        "broken_by_germany": 0.24,
        "broken_by_soviet": 0.14,
        "median_months": 19.4,
        "share": 0.4,
        "bears": (),
    }
    return after_sentence(After(**{**numbers, **given}))


def test_the_sentence_of_what_came_after():
    told = sentence()
    assert told.startswith("21 were signed. Of these 62% [41%, 79%] held for the three years")
    assert "the German side broke 24%, the Soviet side 14%, after 19 months" in told
    kept = sentence(held=1.0, broken_by_germany=0.0, broken_by_soviet=0.0, median_months=None)
    assert "held for the three years that are followed; none was broken. Finland" in kept
    assert kept.endswith(FINLAND_AFTER) and told.endswith(FINLAND_AFTER)
    assert sentence(settlements=0, held=None, ci95=(None, None)) == "None was signed."


# Red when the report of a war without settlements names nobody, or one with them not those of its day.
def test_the_report_tells_who_was_alive():
    from sepeace import report

    none = report.html(batch(load("historical"), 4, seed=1, workers=1))
    assert "Were one signed on" in none and "298,000" in none
    settings = {"strength": "rational", "plan.germany": 0.0}
    some = batch(load("stockholm_meeting_held_1943").with_assumptions(settings), 12, seed=1, workers=1)
    assert some.summary().settlement.value > 0.0
    page = report.html(some)
    assert "Were one signed on" not in page and "Who bears the middle one" in page
    assert all(row.text in page.replace("&#39;", "'") for row in some.document.after.bears)


def test_a_batch_says_what_came_after(capsys):
    from sepeace.cli.app import main

    with pytest.raises(SystemExit) as done:
        main(["batch", "historical", "-n", "4", "--quiet"])
    assert not done.value.code
    told = capsys.readouterr().out
    assert "After a signature. None was signed here." in told and SHORT in re.sub(r"\s+", " ", told)
