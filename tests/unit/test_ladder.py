"""The ladder, the numbers beside a headline and the plain answer, held against tables made by hand."""

import re
from dataclasses import replace

import numpy as np
import pytest

import sepeace
from sepeace.outcomes.ladder import Ladders, rows_of
from sepeace.outcomes.outcome_rows import OUTCOME
from sepeace.outcomes.rungs import RUNGS, STEPS, Ladder
from sepeace.outcomes.totals import Cells
from sepeace.runs.answer.plain_answer import plain
from sepeace.runs.numbers import UnderNumbers
from sepeace.runs.profiles import UnderProfile
from sepeace.runs.where_from import Reading
from sepeace.wording import outcomes
from sepeace.wording.outcomes import Rung

KURSK = sepeace.load("germany_wins_at_kursk")
# days willing (Germany, Soviet), feelers, rounds, days of windows, settled
WITHOUT = (
    (27.9, 100.0, 0, 0, 0.0, False),
    (28.0, 28.0, 1, 0, 0.0, False),
    (0.0, 300.0, 3, 2, 27.5, False),
    (0.0, 0.0, 0, 1, 28.0, True),
)
WITH = (
    (400.0, 100.0, 2, 1, 1.0, False),
    (28.0, 27.0, 0, 0, 40.0, False),
    (90.0, 300.0, 3, 2, 29.0, True),
    (0.0, 0.0, 0, 0, 0.0, False),
)
# What each world reaches, counted by hand from the rows above, in the order of the rungs.
COUNTS = {"without": (1, 3, 2, 2, 2, 1, 1), "with": (3, 2, 2, 2, 3, 2, 1)}


def rows_from(told):
    rows = np.zeros(len(told), OUTCOME)
    rows["antecedent_arose"] = True
    for row, (germany, soviet, feelers, rounds, days, settled) in zip(rows, told, strict=True):
        row["willing_days_germany"], row["willing_days_soviet"] = germany, soviet
        row["feelers_delivered"], row["rounds"] = feelers, rounds
        row["window"], row["window_days"], row["settled"] = days > 0.0, days, settled
    return rows


def ladder_of(told):
    made = Ladder()
    made.add(rows_from(told))
    return made


# Red when a rung asks for another column, counts from another day, or the order is another.
def test_each_rung_counts_the_campaigns_that_reach_it():
    for world, told in (("without", WITHOUT), ("with", WITH)):
        made = ladder_of(told)
        assert tuple(made.count(rung) for rung in RUNGS) == COUNTS[world]
        assert made.n == 4 and made.share("settlement").value == 0.25


# Red when a share of those above is of all, or of another rung.
def test_a_rung_has_its_share_of_those_that_reached_the_one_above():
    made = ladder_of(WITHOUT)
    by_hand = (None, 1 / 1, 2 / 3, 1 / 2, 2 / 2, 1 / 2, 1 / 1)
    assert [made.given_above(rung) for rung in RUNGS] == list(by_hand)
    assert [Ladder().given_above(rung) for rung in RUNGS] == [None] * 7 and Ladder().shares() == ()


# Red when worlds are exchanged, or pairs are not those of the same campaign.
def test_the_rows_of_a_pair_are_those_of_both_worlds_campaign_by_campaign():
    pairs = Ladders()
    pairs.add(rows_from(WITHOUT), rows_from(WITH))
    assert pairs.cells("german_leader_willing").table() == (1, 2, 0, 1)
    assert pairs.cells("talks_begun").table() == (1, 1, 1, 1)
    rows = {row.rung: row for row in rows_of(pairs, ladder_of(WITHOUT), ladder_of(WITH))}
    assert rows["german_leader_willing"].difference == 0.5
    assert (rows["window_1_day"].baseline, rows["window_1_day"].counterfactual) == (0.5, 0.75)
    for row in rows.values():
        assert row.ci95_all_rungs[0] < row.ci95[0] and row.ci95[1] < row.ci95_all_rungs[1]


def test_tables_and_figures_have_words_for_every_rung():
    assert RUNGS == tuple(Rung) == tuple(outcomes.RUNGS) == tuple(outcomes.RUNGS_DRAWN)


# --- the plain answer


def world(n, windows=0, long=0, talks=0, signed=0):
    made = Ladder(n=n)
    made.counts = [0, 0, 0, talks, windows, long, signed, windows]
    return made


def paired(both, only_with, only_without, neither):
    pairs = Ladders()
    pairs.rungs[STEPS.index("window")] = Cells(both, only_with, only_without, neither)
    return pairs


def said(own, others=(), pairs=None, readings=(), arose=1.0, scenario=KURSK, profiles=()):
    scenario = scenario.with_assumptions(numbers=own.numbers)
    return plain(scenario, (own, *others), arose, pairs, readings, profiles=profiles)


def reading(both, only_with, only_without, neither):
    estimate = sepeace.stats.estimates.newcombe_paired(both, only_with, only_without, neither)
    cells = Cells(both, only_with, only_without, neither)
    return Reading(strength="rational", window=estimate, cells=cells)


def test_a_change_that_opens_windows_is_told_in_three_sentences():
    own = UnderNumbers(
        numbers="prior",
        with_change=world(10_000, windows=1_000, long=420, talks=6_000, signed=60),
        without=world(10_000, windows=40, long=30, talks=5_900, signed=20),
    )
    middle = UnderNumbers(numbers="default", with_change=world(2_000), without=world(2_000))
    pairs = paired(30, 970, 10, 8_990)
    pairs.rungs[RUNGS.index("talks_begun")] = Cells(5_850, 150, 50, 3_950)
    pairs.rungs[RUNGS.index("settlement")] = Cells(10, 50, 10, 9_930)
    first, second, third = said(own, (middle,), pairs)
    assert first == (
        "Germany wins at Kursk: of 100 wars in this model, each with its own guess at what nobody knows, the "
        "terms of both sides meet from 5 July 1943 on, if only for a day, in about 10 with this change, and "
        "in fewer than 1 without it."
    )
    assert second == (
        "The two sides begin to talk in about 60 of 100 wars (without the change about 59), and a peace is "
        "signed in about 0.6 (without the change about 0.2)."
    )
    assert third == (
        "Whether the terms meet hangs on what nobody knows: with middle values for all of it they meet in "
        "fewer than 1 of 100 wars, with the change or without it."
    )


def test_equal_worlds_and_differences_that_are_not_shown_are_said_to_be_so():
    one = world(1_000, windows=200)
    own = UnderNumbers(numbers="prior", with_change=one, without=one)
    equal = said(own, pairs=paired(200, 0, 0, 800))[0]
    assert "in about 20, with this change or without it" in equal
    assert equal.endswith("in no war of these runs does the change decide it.")
    other = replace(own, without=world(1_000, windows=188))
    assert said(other, pairs=paired(170, 30, 18, 782))[0].endswith(
        "in about 20 with this change, and in about 19 without it, which these runs do not tell apart."
    )
    talks = replace(own, with_change=world(1_000, talks=70), without=world(1_000, talks=60))
    told = "about 7 of 100 wars (without the change about 6, which these runs do not tell apart)"
    assert told in said(talks)[1]
    one, other = world(1_000, talks=70, signed=40), world(1_000, talks=60, signed=30)
    assert said(replace(own, with_change=one, without=other))[1] == (
        "The two sides begin to talk in about 7 of 100 wars (without the change about 6), and a peace is "
        "signed in about 4 (without the change about 3); in neither do these runs tell the two worlds apart."
    )
    near = replace(own, without=world(10_000, windows=1_960), with_change=world(10_000, windows=2_040))
    assert said(near, pairs=paired(1_960, 80, 0, 7_960))[0].endswith(
        "without it, a little more often with it."
    )


def test_nothing_against_nothing_and_few_campaigns():
    none = UnderNumbers(numbers="prior", with_change=world(2_000), without=world(2_000))
    assert "in fewer than 1, with this change or without it" in said(none)[0]
    assert said(none)[1].endswith("in fewer than 1, with this change or without it.")
    few = UnderNumbers(
        numbers="prior", with_change=world(10, windows=4, talks=3), without=world(10, windows=1)
    )
    assert said(few)[0].endswith("cannot be told from these runs.")
    assert "a number of wars that cannot be told from these runs" in said(few)[1]


def test_what_is_set_by_hand_is_said_first():
    scenario = KURSK.with_assumptions({"ideology.germany": 0.0})
    own = UnderNumbers(numbers="prior", with_change=world(1_000), without=world(1_000))
    assert said(own, scenario=scenario)[0].startswith(
        "Germany wins at Kursk, with ideology.germany = 0: of 100"
    )


def test_a_reading_that_moves_the_count_much_is_named_in_plain_words():
    own = UnderNumbers(
        numbers="prior", with_change=world(1_000, windows=100), without=world(1_000, windows=5)
    )
    rational = reading(700, 100, 10, 190)
    third = said(own, readings=(rational,))[2]
    assert third.endswith("they would meet in about 80 of 100 wars with the change and about 71 without it.")
    assert "asked for nothing more while he was losing" in third and "rational" not in third
    little = replace(rational, cells=Cells(5, 145, 0, 850))  # 15% against 10%
    assert "German leader" not in said(own, readings=(little,))[2]


# Red when the guesses are said to make little difference beside a premium that decides the count, or where
# nobody asked what the German leader's wish does.
def test_guesses_make_little_difference_only_where_what_the_leader_asks_makes_little_too():
    rare = world(1_000, windows=3)
    own = UnderNumbers(numbers="prior", with_change=rare, without=rare)
    middle = replace(own, numbers="default")
    little, decides = reading(3, 2, 0, 995), reading(260, 330, 10, 400)
    said_so = "make little difference"
    assert said(own, (middle,), readings=(little,))[2].startswith(
        f"Here the guesses at what nobody knows {said_so}"
    )
    third = said(own, (middle,), readings=(decides,))[2]
    assert said_so not in third and "above all on what the German leader asks for while he loses: " in third
    assert third.endswith("in about 59 of 100 wars with the change and about 27 without it.")
    unasked = said(own, (middle,))[2]
    assert said_so not in unasked and "was not varied" in unasked
    untold = UnderNumbers(numbers="prior", with_change=world(10, windows=4), without=world(10, windows=4))
    assert said_so not in said(untold, (replace(untold, numbers="default"),), readings=(little,))[2]
    base = replace(own, with_change=world(1_000, windows=600), without=world(1_000, windows=600))
    assert (
        "German leader"
        in said(base, (replace(base, numbers="default"),), readings=(reading(50, 570, 0, 380),))[2]
    )


# Red when the guesses seem to matter because of two counts that round to the same, with or without a doubt
# that no sentence shows.
def test_counts_that_are_told_alike_are_alike():
    own = UnderNumbers(
        numbers="prior",
        with_change=world(10_000, windows=340),
        without=world(10_000, windows=260),
    )
    same = world(1_000, windows=30)
    middle = UnderNumbers(numbers="default", with_change=same, without=same)
    third = said(own, (middle,), readings=(reading(30, 0, 0, 970),))[2]
    assert third.startswith("Here the guesses at what nobody knows make little difference: ")
    assert third.endswith("in about 3 of 100 wars, with the change or without it.")


# Red when another leader's own share of the premium is told alone, though none or all of it
# decides the count.
def test_what_the_new_leader_asks_is_told_at_both_ends():
    scenario = sepeace.load("hitler_dies_march_1943")
    rare = world(1_000, windows=4)
    own = UnderNumbers(numbers="prior", with_change=rare, without=rare)
    middle = replace(own, numbers="default")

    def beside(profile, **windows):
        return tuple(
            UnderProfile(profile=profile, premium=premium, with_change=world(1_000, windows=count))
            for premium, count in windows.items()
        )

    rows = (*beside("goering", own=4, none=594, full=5), *beside("plotters", own=317, none=754, full=11))
    third = said(own, (middle,), scenario=scenario, profiles=rows, readings=(reading(500, 94, 204, 202),))[2]
    assert "little difference" not in third and "above all on what the German leader asks for" in third
    assert third.endswith(
        "if the new leader asked for nothing more while he was losing, they would meet in about 59 of 100 "
        "wars with the change (Hitler asking for as little: about 70 without it), but in about 1 if he asked "
        "for as much more as Hitler."
    )
    alike = beside("goering", own=4, none=9, full=4)
    third = said(own, (middle,), scenario=scenario, profiles=alike)[2]
    assert "new leader" not in third and third.startswith(
        "Here the guesses at what nobody knows make little difference: "
    )
    # Under a reading without a premium none is varied.
    third = said(own, (middle,), scenario=scenario, profiles=beside("goering", own=4))[2]
    assert "little difference" not in third and "asks for was not varied: with middle values" in third


# Red when counts that move by sixty points, or that few campaigns cannot tell, pass for little difference.
@pytest.mark.parametrize("none", [30, 15, 13])
def test_what_moves_but_cannot_be_told_makes_no_little_difference(none):
    rare = world(50)
    own = UnderNumbers(numbers="prior", with_change=rare, without=rare)
    middle, hitler_dies = replace(own, numbers="default"), sepeace.load("hitler_dies_march_1943")
    ends = {"none": world(50, windows=none), "full": world(50, windows=0 if none == 30 else 13)}
    rows = [UnderProfile(profile="goering", premium=name, with_change=one) for name, one in ends.items()]
    few = replace(reading(none, 0, 0, 50 - none), strength="rational")
    for third in (
        said(own, (middle,), scenario=hitler_dies, profiles=rows)[2],
        said(own, (middle,), readings=(few,))[2],
    ):
        assert "little difference" not in third and "above all" not in third
        assert third.startswith(
            "Here each war's own guesses at what nobody knows do not move the count, and how much what the "
            "German leader asks for moves it cannot be told from these runs: "
        )
        assert "they would meet" not in third
    # A reading without campaigns was not run.
    assert "was not varied" in said(own, (middle,), readings=(replace(few, cells=Cells()),))[2]


def test_one_world_and_wars_in_which_the_change_was_impossible():
    own = UnderNumbers(numbers="prior", with_change=world(1_000, windows=260, talks=640, signed=100))
    first, second, _ = said(own, scenario=sepeace.load("historical"))
    assert first == (
        "The war fought again from 22 June 1941: of 100 wars in this model, each with its own guess at what "
        "nobody knows, the terms of both sides meet, if only for a day, in about 26."
    )
    assert "without" not in second
    assert "only the 62 of 100 wars in which the change could happen" in said(own, arose=0.62)[0]


def test_middle_values_are_told_of_and_other_numbers_set_beside_them():
    scenario = KURSK.with_assumptions(numbers="default")
    own = UnderNumbers(numbers="default", with_change=world(1_000), without=world(1_000))
    other = UnderNumbers(
        numbers="prior", with_change=world(1_000, windows=200), without=world(1_000, windows=20)
    )
    first, _, third = said(own, (other,), scenario=scenario)
    assert "each with middle values for all that nobody knows" in first
    assert third.startswith("Here luck alone makes one war differ from another")
    assert third.endswith("would meet in about 20 of 100 wars with the change and about 2 without it.")


UNEXPLAINED = re.compile(
    r"\b(stake|premium|fortune|branch|campaign|reading|window|channel|interval|default|prior|wilson)s?\b",
    re.I,
)


# Red when a plain answer of a shipped scenario leans on a word that nobody has explained, says more than
# three sentences, or an interval.
@pytest.mark.parametrize("name", sepeace.scenario.library.shipped())
def test_plain_answers_of_every_shipped_scenario_are_plain(name):
    scenario = sepeace.load(name)
    if scenario.changes:
        sentences = sepeace.compare(scenario, campaigns=30, seed=1, workers=1, split=False).plain
    else:
        sentences = sepeace.batch(scenario, campaigns=30, seed=1, workers=1).plain
    assert len(sentences) == 3
    for sentence in sentences:
        assert sentence.endswith(".") and not UNEXPLAINED.search(sentence.replace(scenario.title, ""))
        assert (
            "%" not in sentence and "  " not in sentence and ".." not in sentence and "None" not in sentence
        )


# Red when the rows under other numbers are of other campaigns, or the run's own are not first.
def test_other_numbers_are_those_of_a_run_under_them():
    own = sepeace.compare(KURSK, campaigns=40, seed=4, workers=1, split=False)
    there = sepeace.compare(
        KURSK.with_assumptions(numbers="default"), campaigns=40, seed=4, workers=1, split=False
    )
    assert [row["numbers"] for row in own.to_json()["numbers"]] == ["posterior", "prior", "default"]
    assert [row["numbers"] for row in there.to_json()["numbers"]] == ["default", "posterior", "prior"]
    rows = ({row["numbers"]: row for row in one.to_json()["numbers"]} for one in (own, there))
    assert next(rows) == next(rows)
    told = own.to_json()
    assert told["numbers"][0]["counterfactual"] == told["counterfactual"]["window"]["probability"]
    for row in told["ladder"]:  # red too when the pairs are those of exchanged worlds
        assert row["difference"] == pytest.approx(row["counterfactual"] - row["baseline"], abs=1e-12)
    assert told["ladder"][4]["difference"] == told["difference"]["window"]["estimate"] != 0.0
    assert told["ladder"][6]["difference"] == told["difference"]["settlement"]["estimate"]
    assert told["provenance"]["digests"]["scenario"] == KURSK.digest


def test_a_campaign_says_where_it_comes_from():
    told = sepeace.run(KURSK, seed=3, campaign=2).to_json()
    assert told["provenance"]["digests"]["scenario"] == KURSK.digest and told["provenance"]["seed"] == 3
