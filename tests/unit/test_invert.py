"""The smallest change that opens a window: the levers, what is refused, the search itself."""

import math
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

import sepeace
from sepeace.errors import BadScenario, BadValue, Contradiction, UnknownName
from sepeace.inverse.inversion import WINDOW, Answer, Point
from sepeace.inverse.invert import checked_target, invert
from sepeace.inverse.levers import REFUSED, lever_of, levers_of
from sepeace.inverse.response import Reached
from sepeace.runs.axes import at
from sepeace.scenario.changes import EventChange
from sepeace.stats.estimates import wilson
from tests.inversions import Model

KURSK = "germany_wins_at_kursk"
N = 400


@pytest.fixture(scope="module")
def kursk():
    return sepeace.load(KURSK)


@pytest.fixture
def model(monkeypatch):
    """The model with a known answer stands for the campaigns."""
    made = Model(N)
    monkeypatch.setattr("sepeace.inverse.invert.run_many", made)
    return made


@pytest.mark.parametrize("target", [0, 1, 0.0, 1.0, -0.1, 1.01, math.nan, math.inf, True, "0.5", None])
# Red when a target that is no probability, or that cannot be looked for, is taken.
def test_targets_are_probabilities_between_0_and_1(target):
    with pytest.raises(BadValue) as caught:
        checked_target(target)
    assert caught.value.key == "target"
    assert (target in (0, 1)) == (caught.value.reason != "the target is a probability") or target is True


# --- levers -----------------------------------------------------------------------------------------------

BAD = [
    ({}, BadValue, None, None),
    ({"citadel": None, "cost_oil": None, "cost_food": None}, BadValue, None, None),
    (["citadel", "citadel"], Contradiction, "citadel", None),
    (["fear", "fear.germany"], Contradiction, "fear.germany", None),
    ("cost_oyl", UnknownName, "cost_oyl", "cost_oil"),
    ("citadell", UnknownName, "citadell", "citadel"),
    ("second_frnt", UnknownName, "second_frnt", "second_front"),
    ("strength", BadValue, "strength", None),
    ("switches_off", BadValue, "switches_off", None),
    ("katyn", BadValue, "katyn", None),
    ("torch", Contradiction, "torch", None),
    ("moscow_counter", Contradiction, "moscow_counter", None),
    ("cost_loss", BadValue, "cost_loss", None),
    ({"citadel": (2, -1)}, BadValue, "citadel", None),
    ({"citadel": (0, 2)}, BadValue, "citadel", None),
    ({"citadel": (-9, 2)}, BadValue, "citadel", None),
    ({"citadel": (-1, math.nan)}, BadValue, "citadel", None),
    ({"citadel": (-1, 10**400)}, BadValue, "citadel", None),
    ({"citadel": (-1, 1, 3)}, BadValue, "citadel", None),
    ({"citadel": ("-1", 1)}, BadValue, "citadel", None),
    ({"cost_oil": (0.002, 5.0)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.004, math.nextafter(0.004, 1))}, BadValue, "cost_oil", None),
    ({"second_front": (-0.5, 100)}, BadValue, "second_front", None),
    ({"second_front": (-400, 100)}, BadValue, "second_front", None),
    ({"second_front": (-100, 1e9)}, BadValue, "second_front", None),
    (7, BadValue, None, None),
    ([7], BadValue, None, None),
    ({7: None}, BadValue, "7", None),
]


@pytest.mark.parametrize(("by", "kind", "key", "near"), BAD, ids=[str(row[0])[:50] for row in BAD])
# Red when one of these is searched, or fails with another error than the user's own mistake.
def test_what_cannot_be_a_lever_is_refused(kursk, model, by, kind, key, near):
    with pytest.raises(kind) as caught:
        invert(kursk, 0.5, by=by, campaigns=N)
    assert (caught.value.key, caught.value.nearest) == (key, near)
    assert model.asked == 0


WORDS = ("occupation", "policy", "leader", "Hitler", "stalin", "War of extermination", "leader.germany")
AIMS = (
    "soviet_fear_scale",
    "soviet_fear_start",
    "ideology",
    "ideology.germany",
    "plan.soviet",
    "fate_weight",
)


@pytest.mark.parametrize("name", [*WORDS, *AIMS, "policy=occupation"])
# Red when a leader, a war aim or the rule over the occupied can be dialled, by whatever name.
def test_leaders_aims_and_occupation_are_no_levers(kursk, name):
    with pytest.raises(BadValue) as caught:
        lever_of(kursk, name)
    assert "no lever" in caught.value.reason


# Red when a parameter of claim D21 is added and may be searched.
def test_every_parameter_of_the_occupation_is_refused():
    from sepeace.model.parameters import PARAMETERS

    assert {row.name for row in PARAMETERS if row.claim == "D21"} <= set(REFUSED)


# Red when a lever that the scenario has is not asked for, or a scenario without one is asked nothing.
def test_without_a_name_the_scenario_says_what_is_asked():
    def asked(name):
        return [lever.name for lever in levers_of(sepeace.load(name), None)[0]]

    assert asked(KURSK) == asked("citadel_in_may") == ["citadel"]
    assert asked("uranus_fails") == ["uranus"] and asked("second_front_in_1943") == ["second_front"]
    usual = ["strength_premium", "fear.germany", "cost_food", "cost_oil"]
    assert asked("historical") == usual
    assert asked("stockholm_meeting_held_1943") == ["citadel", "second_front", *usual]


# Red when a lever begins elsewhere than at the record, or its source is lost.
def test_a_lever_has_its_recorded_value_unit_range_and_source(kursk):
    score = lever_of(kursk, "citadel")
    assert (score.recorded, score.low, score.high, score.asked, score.axis.unit) == (
        -0.5,
        -2.5,
        3,
        2,
        "score",
    )
    assert "first coding -0.5, second -0.5" in score.source and "Krivosheev" in score.source
    number = lever_of(kursk, "strength_premium")
    assert (number.low, number.recorded, number.high, number.source) == (0.2, 0.4, 0.6, "judgement")
    landing = lever_of(kursk, "second_front")
    assert (landing.low, landing.recorded, landing.high, landing.axis.unit) == (-337, 0, 365, "days")
    assert "1944-06-06" in landing.source and landing.shown(-337.0) == "-337 (1943-07-05)"
    assumed = lever_of(kursk.with_assumptions(strength_premium=0.7), "strength_premium")
    assert (assumed.recorded, assumed.high, assumed.width) == (0.7, 0.7, pytest.approx(0.4))
    for lever in (score, number, landing):
        assert {lever.low, lever.recorded, lever.high} <= set(lever.grid) and list(lever.grid) == sorted(
            lever.grid
        )


# Red when a landing on its recorded date is no longer the record, or a moved event keeps its old date.
def test_an_event_is_moved_by_days_and_not_at_all_by_none(kursk):
    axis = lever_of(kursk, "second_front").axis
    assert at(kursk, (axis,), (0.0,)) == kursk
    (change,) = at(kursk, (axis,), (-31.0,)).changes_of(EventChange)
    assert (change.target, change.start) == ("second_front", date(1944, 5, 6))
    moved = sepeace.load("second_front_in_1943")
    back = at(moved, (lever_of(moved, "second_front").axis,), (0.0,))
    assert [c.target for c in back.changes_of(EventChange)] == [
        c.target for c in moved.changes_of(EventChange) if c.target != "second_front"
    ]
    with pytest.raises(Contradiction, match="cancels this event"):
        lever_of(moved, "trident")
    with pytest.raises(BadScenario, match="no branch"):
        lever_of(sepeace.load("historical"), "second_front")
    with pytest.raises(BadScenario, match="no branch"):
        lever_of(sepeace.load("historical"), "citadel")


# --- the search -------------------------------------------------------------------------------------------


# Red when the needed value is not where the chance is reached, or what is said beside it is of another value.
def test_one_lever_of_a_known_model(kursk, model):
    found = invert(kursk, 0.5, campaigns=N)
    (answer,) = found.answers
    assert answer.needed == pytest.approx(1.25, abs=0.02) and answer.reached.direction == "up"
    low, high = answer.reached.ci95
    assert low < 1.25 < high and high - low == pytest.approx(2 * 1.96 * 3.5 * 0.5 / N**0.5, rel=0.25)
    assert answer.probability.value == pytest.approx(0.5, abs=0.01)
    assert answer.share == pytest.approx(1.75 / 5.5, abs=0.005)
    assert answer.best.value == 3.0 and answer.recorded.value == 0.0 and not answer.further
    # The score's mean is -.04 and its spread .797, so that 1.25 lies 1.62 spreads above it: 5.3%, 4.2 bits.
    assert 4.0 < answer.bits < 4.5 and "Upper tail" in answer.because
    told = found.to_json()
    (lever,) = told["levers"]
    assert lever["needed"] == answer.needed and not lever["none_in_range"] and lever["asked"] == 2.0
    assert WINDOW in told["statement"] and "strength document" in told["statement"]
    assert "optimal" not in told["statement"] and lever["campaigns_to_tell"] is None


# Red when the needed value is one between two that were run, or the run one on the near side of it: what is
# said to be needed has to do it, alone and along the frontier.
@pytest.mark.parametrize("target", [0.113, 0.3, 0.497, 0.5, 0.71])
def test_what_is_needed_does_it(kursk, model, target):
    model.bend = 2.0
    found = invert(kursk, target, by=["citadel", "strength_premium"], campaigns=N)
    late = invert(kursk.baseline(), target, by="second_front", campaigns=N)
    answers = [*found.answers, *late.answers, *(row.answer for row in found.frontier)]
    moved = [answer for answer in answers if answer.needed is not None]
    assert len(moved) >= 5 and found.smallest.probability >= target
    for answer in moved:
        assert answer.probability.value >= target
        assert answer.needed in [point.value for point in answer.points]
        near = sorted((answer.lever.recorded, answer.needed))
        between = [point for point in answer.points if near[0] < point.value < near[1]]
        assert all(point.chance.value < target for point in between)
        ends = answer.reached.ci95
        assert (ends[0] is None or ends[0] <= answer.needed) and (ends[1] is None or answer.needed <= ends[1])
        told = answer.document
        assert told.needed == answer.needed and told.probability >= target


# Red when a value rounded away from the record is rounded towards it, or leaves the range.
def test_values_are_rounded_away_from_the_record(kursk):
    score, landing = lever_of(kursk, "citadel"), lever_of(kursk, "second_front")
    assert [score.rounded(1.23411, way) for way in ("up", "down", "")] == [1.235, 1.234, 1.234]
    assert [score.rounded(1.234, way) for way in ("up", "down")] == [1.234, 1.234]
    assert [landing.rounded(-100.4, way) for way in ("up", "down")] == [-100.0, -101.0]
    food = lever_of(kursk, "cost_food")
    assert food.shown(food.rounded(0.0101912, "up")) == "0.010192"  # as told it still does it
    assert score.rounded(2.99999, "up") == 3.0 and landing.rounded(-337.0, "down") == -337.0


# Red when a date is told that is no whole day, or the search goes up alone.
def test_a_date_is_a_whole_day_and_may_be_earlier(kursk, model):
    (answer,) = invert(kursk.baseline(), 0.5, by="second_front", campaigns=N).answers
    assert (answer.needed, answer.reached.direction) == (pytest.approx(-200, abs=2), "down")
    assert all(point.value == round(point.value) for point in answer.points)


# Red when a lever that is not enough gets a value, or its greatest chance is not said.
def test_none_in_range_says_the_most(kursk, model):
    found = invert(kursk.baseline(), 0.9, by={"cost_oil": None}, campaigns=N)
    (answer,) = found.answers
    assert answer.needed is None and answer.share is None and answer.probability is None
    assert answer.best.value == 0.008 and answer.best.chance.value == pytest.approx(0.25)
    assert "none in range 0.002 to 0.008" in found.statement and answer.more is None
    lever = found.to_json()["levers"][0]
    assert lever["none_in_range"] and lever["needed"] is None and lever["ci95"] == [None, None]


# Red when what is reached as it is gets a change, or an answer on the edge is given without a word.
def test_nothing_is_to_be_changed_where_it_is_reached(kursk, model):
    held = kursk.with_assumptions(strength_premium=0.2)
    (answer,) = invert(held, 0.3, campaigns=N).answers
    assert (answer.needed, answer.reached.direction, answer.share) == (-0.5, "none", 0.0)
    assert answer.more is None
    found = invert(held, 0.5, campaigns=N)
    assert "the smallest change is none" in found.statement
    assert found.answers[0].more > N and "campaigns would tell" in found.statement


MORE = [
    # target; chance as it is, at the needed value; interval of the needed value; resamples with none; more?
    (0.5, (10, 100), (50, 100), (1.0, 1.5), 0.0, False),
    (0.5, (45, 100), (50, 100), (1.0, 1.5), 0.0, True),  # as it is may be enough already
    (0.5, (10, 100), (50, 100), (None, 1.5), 0.0, True),
    (0.5, (10, 100), (50, 100), (1.0, None), 0.0, True),
    (0.5, (10, 100), (50, 100), (1.0, 1.5), 0.03, True),
    (0.5, (10, 100), (50, 100), (-0.5, 2.3), 0.0, True),  # half of the range
    (0.5, (0, 0), (0, 0), (1.0, 1.5), 0.0, False),
]


@pytest.mark.parametrize(("target", "now", "there", "ends", "none", "open_"), MORE)
# Red when one of the reasons for which campaigns cannot tell is no longer looked at: each row has one alone.
def test_when_more_campaigns_are_needed(kursk, target, now, there, ends, none, open_):
    answer = Answer(
        lever=lever_of(kursk, "citadel"),
        target=target,
        reached=Reached(value=1.2, ci95=ends, direction="up", none_share=none),
        points=(Point(value=-0.5, chance=wilson(*now)), Point(value=1.2, chance=wilson(*there))),
    )
    assert (answer.more is not None) == open_ and (answer.more or 1_000) > 100


# Red when the frontier, or its nearest point in shares of the declared ranges, is not that of the model.
def test_two_levers_of_a_known_model(kursk, model):
    found = invert(kursk, 0.5, by=["citadel", "strength_premium"], campaigns=N)
    assert [answer.lever.name for answer in found.answers] == ["citadel", "strength_premium"]
    for row in found.frontier:
        rest = 0.5 - (row.value + 0.5) / 3.5
        if 0.03 < rest < 0.48:
            assert row.answer.needed == pytest.approx(0.4 - 0.4 * rest, abs=0.004), row.value
        assert rest > -0.01 or row.answer.needed == 0.4
        assert rest < 0.51 or row.answer.needed is None
    places = [row.value for row in found.frontier]
    kinds = [(row.answer.needed is None, row.answer.reached.direction) for row in found.frontier]
    for one, two in pairwise(range(len(kinds))):
        assert kinds[one] == kinds[two] or places[two] - places[one] < 0.25  # turns are placed
    slope = np.array([5.5 / 3.5, 1.0])
    wanted = 0.5 * slope / (slope @ slope)
    assert found.smallest.shares == pytest.approx(wanted * (1, -1), abs=0.015)
    assert found.smallest.distance == pytest.approx(float(np.hypot(*wanted)), abs=0.002)
    assert "a convention, and judgement" in found.statement
    told = found.to_json()
    assert len(told["frontier"]) == len(found.frontier) and told["smallest"]["values"][0] < 1.2


# Red when campaigns in which the antecedent did not arise are counted as campaigns without a window.
def test_campaigns_that_do_not_count_are_left_out(kursk, monkeypatch):
    monkeypatch.setattr("sepeace.inverse.invert.run_many", Model(N, left_out=100))
    (answer,) = invert(kursk, 0.5, campaigns=N).answers
    assert {point.chance.n for point in answer.points} == {N - 100}
    monkeypatch.setattr("sepeace.inverse.invert.run_many", Model(N, left_out=N))
    found = invert(kursk, 0.5, campaigns=N)
    assert found.answers[0].needed is None and "no campaign counts" in found.statement
    assert found.to_json()["levers"][0]["best"]["probability"] is None


# Red when progress runs past its end or stops short of it.
def test_progress_ends_at_its_end(kursk, model):
    seen = []
    invert(kursk, 0.5, campaigns=N, progress=lambda done, total: seen.append((done, total)))
    assert all(done <= total for done, total in seen) and seen[-1][0] == seen[-1][1]


# Red when the chance told is not that of a batch of the same campaigns, or hangs on the number of workers.
def test_the_chance_at_a_value_is_that_of_a_batch(kursk):
    found = invert(kursk, 0.5, by={"strength_premium": (0.0, 0.4)}, campaigns=4)
    (answer,) = found.answers
    point = answer.points[0]
    batch = sepeace.batch(kursk.with_assumptions(strength_premium=0.0), campaigns=4)
    assert point.value == 0.0 and point.chance == batch.summary().window
    again = invert(kursk, 0.5, by={"strength_premium": (0.0, 0.4)}, campaigns=4, workers=2)
    assert again.to_json() == found.to_json()


def test_what_is_handed_in_is_not_changed(kursk, model):
    before = replace(kursk)
    invert(kursk, 0.5, by=["citadel"], campaigns=N)
    assert kursk == before
