"""The West by hand: what news does to its belief, when it acts on it, the landing, the formula.

All right values are sums on paper. Belief without news is .05 here: odds of 1 to 19.
"""

from __future__ import annotations

import math
from typing import Any

import pytest

from sepeace.kernel import calendar, slots
from sepeace.kernel.battlefield import divisions
from sepeace.kernel.diplomacy import channels, feelers, landing, talks, west
from sepeace.kernel.leaders import landing_ahead
from tests.hands import MONTH, NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

DAY = 700.0
PRIOR = 0.05
SAYS = {
    "western_belief": PRIOR,
    "belief_fading": 0.15,
    "news_soviet": 1.5,
    "news_leader": 2.0,
    "news_subordinate": 1.1,
    "news_mediator": 0.9,
    "news_exposed": 2.5,
    "news_rumour": 1.6,
    "news_denied": 0.7,
    "news_told": 0.6,
    "landing_pull": 60.0,
    "landing_roof": 36.0,
    "trust_formula": -0.05,
    "trust_landing": 0.25,
    "trust_postponement": -0.1,
}
OWN, RECORD = slots.OWN_NEWS, slots.AS_RECORDED


def says(**given: object):
    return numbers(**{**SAYS, **given})


def believing(belief: float = PRIOR, recorded: float = PRIOR, **given: Any):
    return at_war(**{"west_believes": [belief, recorded], "west_day": [DAY, DAY], **given})


def times(ratio: float, belief: float = PRIOR) -> float:
    """A belief whose odds are multiplied."""
    odds = ratio * belief / (1.0 - belief)
    return odds / (1.0 + odds)


# --- belief


# .15 above the .05 of no news, ten months later: .15 x exp(-1.5) = .0334695 above.
# Red when belief fades to nothing, by another rate, or backwards.
def test_belief_falls_back_without_news():
    s = believing(0.2)
    west.bring_belief(s, says(), DAY + 10.0 * MONTH, OWN)
    assert s.west_believes[OWN] == pytest.approx(0.0834695240, abs=1e-9)
    assert (s.west_day, s.west_believes[RECORD]) == ([DAY + 10.0 * MONTH, DAY], PRIOR)


# Red when a sender's ratio is another's, or the ratio multiplies the belief and not its odds.
@pytest.mark.parametrize(
    ("kind", "ratio"),
    [
        (slots.C_SERIOUS, 1.5),
        (slots.C_LEADER, 2.0),
        (slots.C_SUBORDINATE, 1.1),
        (slots.C_MEDIATOR, 0.9),
        (slots.C_TALKS, 2.5),
        (slots.C_RUMOUR, 1.6),
        (slots.C_DENIED, 0.7),
        (slots.C_TOLD, 0.6),
    ],
)
def test_news_multiplies_the_odds(kind, ratio):
    s = believing()
    west.news(s, says(), DAY, OWN, kind)
    assert s.west_believes[OWN] == pytest.approx(times(ratio)) and s.west_believes[RECORD] == PRIOR


def on_its_way(stream: int):
    """A message on road 1 that leaks tomorrow and is read the day after."""
    s = believing(message=[[0, stream + 1, *[0] * 10]])
    s.message_arrives[0][1], s.message_leaks[0][1], s.message_read[0][1] = DAY + 9.0, DAY + 1.0, DAY + 2.0
    return s


# Red when the West takes what is meant for its ears for less, or hears a message twice.
@pytest.mark.parametrize(
    ("stream", "ratio"),
    [(slots.SERIOUS, 1.5), (slots.LEVERAGE, 1.5), (slots.LEADER, 2.0), (slots.SUBORDINATE, 1.1)],
)
def test_a_message_is_news_once_however_it_is_learnt(stream, ratio):
    s, log, p, w = on_its_way(stream), paper(), says(belief_fading=0.0), ground()
    channels.message(s, p, w, log, DAY + 1.0, 0)
    assert s.west_believes[OWN] == pytest.approx(times(ratio))
    channels.message(s, p, w, log, DAY + 2.0, 0)
    assert s.west_believes[OWN] == pytest.approx(times(ratio)) and s.leaks == [2]
    leaked, read = notes(s, log)
    assert (leaked.kind, read.kind) == (slots.K_LEAKED, slots.K_INTERCEPTED)
    assert (leaked.first, leaked.second) == (PRIOR, pytest.approx(times(ratio)))
    assert read.first == read.second == leaked.second


# Red when a new message on a road passes for one that is known.
def test_a_new_message_is_news_again():
    s = believing(west_knows=[[0, 1, *[0] * 10]])
    feelers.send(s, numbers(), ground(), paper(), DAY, 0, slots.SERIOUS, 1)
    assert s.west_knows == [[0] * 12]


# Red when talks that come out are no news, or their denial is.
def test_talks_that_come_out_are_news():
    s, log = believing(talk=[2]), paper()
    talks.expose(s, says(), ground(), log, DAY, 0)
    assert s.west_believes[OWN] == pytest.approx(times(2.5))
    assert notes(s, log)[0].second == s.west_believes[OWN]


def asked(day: float, side: int, willing: float, stream: int, told_from: float = DAY):
    """A leader is asked, and does not answer."""
    s, log = believing(willing=[[willing, willing]], line=[[0.6, 0.5]]), paper()
    sender = feelers.sender(stream)
    answer = channels.asked(
        s, says(answer_bar=0.5, answer_chance=0.5), ground(told_from=told_from), log, day, 0, 1, side, sender,
        stream, 0.9, 0, -1,
    )  # fmt: skip
    assert not answer
    return s, notes(s, log)


# Red when Moscow tells too early, tells of its own feelers, or of a message it merely leaves lying.
@pytest.mark.parametrize(
    ("day", "side", "willing", "stream", "tells"),
    [
        (DAY, S, 0.2, slots.LEADER, True),
        (DAY, S, 0.2, slots.SUBORDINATE, True),
        (DAY, S, 0.2, slots.MEDIATOR, True),
        (DAY - 0.5, S, 0.2, slots.LEADER, False),
        (DAY, G, 0.2, slots.SERIOUS, False),
        (DAY, S, 0.6, slots.LEADER, False),
    ],
)
def test_moscow_tells_its_allies_of_what_it_refuses(day, side, willing, stream, tells):
    s, rows = asked(day, side, willing, stream)
    kinds = [slots.K_REFUSED] + [slots.K_TOLD_ALLIES] * tells
    assert [row.kind for row in rows] == kinds
    assert s.west_believes[OWN] == pytest.approx(times(0.6) if tells else PRIOR)
    assert not tells or (rows[1].parent == 0 and rows[1].cause == slots.C_TOLD)


# --- news of the record


def heard(held: int, luck: int = slots.FREE):
    s, log = believing(held=held), paper()
    w = ground(luck=luck, news_kind=[0, slots.C_RUMOUR], news_chance=[0.0, 0.85], dates=1, date_day=[DAY])
    w.date_kind, w.date_ref = [slots.E_HEARD], [1]
    calendar.dated(s, says(), w, log, DAY)
    return s, notes(s, log)


# Red when the campaign hears what the record's West heard after it has left the record, or not before.
@pytest.mark.parametrize(
    ("held", "luck", "own"), [(1, slots.FREE, 1.6), (0, slots.FREE, 1.0), (0, slots.RECORDED, 1.6)]
)
def test_recorded_news_is_heard_while_the_war_is_held(monkeypatch, held, luck, own):
    draws_are(monkeypatch, 0.84)
    s, rows = heard(held, luck)
    assert s.west_believes == pytest.approx([times(own), times(1.6)])
    assert [row.ref for row in rows] == ([1] if own > 1.0 else [])
    assert s.line == [[0.0, 0.0]]  # nobody weighs the war anew


# Red when news of a grade comes always, or never.
def test_news_comes_with_the_chance_of_its_grade(monkeypatch):
    draws_are(monkeypatch, 0.86)
    s, rows = heard(1)
    assert s.west_believes == [PRIOR, PRIOR] and rows == []


# Red when the West acts on what it believes today, or on what it believed eight or ten Sundays ago.
def test_the_west_acts_on_what_it_believed_nine_sundays_ago():
    s, p = believing(west_day=[NEVER, NEVER]), says()
    west.begin_west(s, p)
    found = []
    for week in range(1, 15):
        s.weeks = week
        if week == 3:
            s.west_believes = [0.4, 0.2]
        west.west_week(s, says(belief_fading=0.0), 7.0 * week)
        found.append(list(s.heard))
    assert found[:11] == [[PRIOR, PRIOR]] * 11 and found[11:] == [[0.4, 0.2]] * 3


# --- the landing


# 60 days for each quarter above the recorded: .05 above is 12 days, .25 is 60, which the roof holds to 36.
# Red when belief below the recorded puts it off, or the roof is none.
@pytest.mark.parametrize(("own", "days"), [(0.10, 12.0), (0.30, 36.0), (0.05, 0.0), (0.01, 0.0)])
def test_fear_draws_the_landing_forward(own, days):
    assert landing.drawn_forward(at_war(heard=[own, 0.05]), says()) == pytest.approx(days)


def fixed(own: float, due: float = DAY + 180.0, is_open: int = 1):
    s, log = at_war(heard=[own, 0.05]), paper()
    w = ground(landing_due=due, landing_open=is_open, landing_fixed_on=DAY, landing_event=43)
    landing.begin_landing(s, w)
    if s.due[slots.LANDING] == DAY:
        landing.landing(s, says(), w, log, DAY)
    return s, notes(s, log)


# Red when the day is fixed twice, a day that a change fixes is moved, or one that is past.
def test_the_day_of_the_landing_is_fixed_once():
    s, (row,) = fixed(0.10)
    assert (s.due[slots.LANDING], s.landing, s.landing_set) == (DAY + 168.0, DAY + 168.0, 1)
    assert (row.kind, row.cause, row.first) == (slots.K_LANDING_SET, slots.C_EARLIER, pytest.approx(12.0))
    assert fixed(0.05)[1][0].cause == slots.C_AS_PLANNED
    s, rows = fixed(0.30, is_open=0)
    assert s.due[slots.LANDING] == DAY + 180.0 and rows == []
    assert fixed(0.30, due=DAY - 9.0)[0].due[slots.LANDING] == DAY - 9.0
    assert fixed(0.30, due=DAY + 5.0)[0].landing == DAY


def landed(beaten: int, held_until: float = 0.0):
    s, log = at_war(trust=0.5, heard=[PRIOR, PRIOR], landing_set=1), paper()
    w = ground(landing_beaten=beaten, landing_event=43, held_until=held_until)
    landing.landing(s, says(), w, log, DAY)
    return s, notes(s, log)[0], w


# Red when a landing that fails wins trust, or is still to come.
def test_a_landing_that_is_beaten_back_is_a_postponement():
    s, row, _ = landed(0)
    assert (s.landed, s.beaten, row.kind, row.cause) == (1, NEVER, slots.K_EVENT, slots.E_LANDING)
    assert s.trust == pytest.approx(0.75)
    s, row, w = landed(1)
    assert (s.landed, s.beaten, s.postponed, row.kind) == (0, DAY, DAY, slots.K_BEATEN_BACK)
    assert s.trust == pytest.approx(0.4)
    s.months_then = [20.0, 20.0]
    near = landing_ahead.landing_near(s, w, S, DAY + 100.0)
    assert near == pytest.approx(math.exp(-1.15 * 730.0 / MONTH / 20.0))


# Red when a change acts before its branch, or finds the landing come and lets it stand.
def test_a_landing_that_the_branch_finds_come_is_lost_there():
    s, row, w = landed(1, held_until=DAY + 10.0)
    assert (s.landed, row.kind) == (1, slots.K_EVENT) and s.trust == pytest.approx(0.75)
    landing.at_branch(s, says(), w, paper(), DAY + 10.0)
    assert (s.landed, s.beaten) == (0, DAY + 10.0) and s.trust == pytest.approx(0.4)


# The share in the West rises by .001 a week from .300; the landing is 14 days early.
TABLE = [0.3 + 0.001 * week for week in range(120)]


def early(**given: object):
    s = at_war(landed=1, landing=DAY, landing_earlier=14.0, **given)
    return s, ground(
        divisions_west=TABLE, span=119, force=[[3.0] * 120, [6.0] * 120], west_unthreatened=[0.31] * 120
    )


# Red when the path comes as many days late, or before the landing.
def test_an_early_landing_lays_the_path_of_divisions_earlier():
    s, w = early()
    assert divisions.held_west(s, w, 99) == TABLE[99]
    assert divisions.held_west(s, w, 100) == pytest.approx(0.402)
    s.landing_earlier = 3.5
    assert divisions.held_west(s, w, 100) == pytest.approx(0.4005)
    assert divisions.held_west(at_war(landed=1, landing=DAY, beaten=NEVER), w, 100) == TABLE[100]


# .002 more of 3 million, spread over 13 weeks: .006/13 a week, and nothing after.
# Red when strength is not drawn off, or goes on being.
def test_an_early_landing_draws_strength_off():
    s, w = early()
    found = [divisions.drawn_off(s, w, week) for week in (99, 100, 112, 113)]
    assert found == pytest.approx([0.0, 0.006 / 13, 0.006 / 13, 0.0], abs=1e-12)


# Beaten back on the day of the landing: what the table has falls to .310 in 90 days.
# Red when divisions stay in the West, or go east at once.
def test_divisions_go_east_again_where_the_landing_fails():
    s, w = early(beaten=DAY)
    s.landed, s.landing_earlier = 0, 0.0
    assert divisions.held_west(s, w, 100) == pytest.approx(0.4)
    part = 42.0 / 90.0
    assert divisions.held_west(s, w, 106) == pytest.approx(0.406 + part * (0.31 - 0.406))
    assert divisions.held_west(s, w, 113) == pytest.approx(0.31)
    # In strength: .09 of 3 million goes back in 13 weeks, and what would have been drawn off later stays.
    assert divisions.drawn_off(s, w, 100) == pytest.approx(-0.09 * 3.0 / 13.0)


# --- unconditional surrender


def formula(kind: int, cause: float, own: float = 0.02, recorded: float = 0.05, held: int = 0):
    s, log = believing(own, recorded, trust=0.3, held=held), paper()
    w = ground(luck=slots.FREE, dates=1, date_day=[DAY], date_kind=[kind], date_ref=[22])
    calendar.dated(s, says(formula_cause=cause), w, log, DAY)
    return s, notes(s, log)[0].cause


# Own belief .02, recorded .05: feelers as the whole cause leave a chance of .4, as half of it .7.
# Red when the demand hangs on feelers by default, or the wrong way round, or in a war that is held.
@pytest.mark.parametrize(
    ("cause", "chance", "own", "held", "declared"),
    [
        (0.0, 0.99, 0.02, 0, True),
        (1.0, 0.39, 0.02, 0, True),
        (1.0, 0.41, 0.02, 0, False),
        (0.5, 0.69, 0.02, 0, True),
        (0.5, 0.71, 0.02, 0, False),
        (1.0, 0.99, 0.06, 0, True),
        (1.0, 0.99, 0.02, 1, True),
    ],
)
def test_how_far_the_demand_hangs_on_feelers(monkeypatch, cause, chance, own, held, declared):
    draws_are(monkeypatch, chance)
    s, told = formula(slots.E_FORMULA, cause, own, held=held)
    assert told == (slots.E_FORMULA if declared else slots.E_NO_FORMULA)
    assert s.trust == pytest.approx(0.3 if declared else 0.25) and s.no_formula == int(not declared)


# Red when a scenario without the demand leaves Stalin's trust as it is.
def test_a_war_without_the_demand():
    s, told = formula(slots.E_NO_FORMULA, 0.0)
    assert (told, s.no_formula) == (slots.E_NO_FORMULA, 1) and s.trust == pytest.approx(0.25)
