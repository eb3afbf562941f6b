"""Reported feelers by hand: which are real, where they leave, and what each draw counts.

All right values are sums on paper. Two German reports and a Soviet one stand in the second span; the usual
numbers are .5 and .8, and six in ten feelers leave a report.
"""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import campaign, slots
from sepeace.kernel.diplomacy import feelers, reported
from sepeace.kernel.draws import philox, streams
from tests.hands import MONTH, NEVER, RULES, G, S, at_war, draws_are, ground, numbers, paper

SERIOUS, LEVERAGE, LEADER, SUBORDINATE, MEDIATOR = range(5)
DAY, CELL, SHARE = 200.0, 1, 0.6
NOTHING = -NEVER


def world(**given):
    """A world that is held to three reports of the second span."""
    held = {
        "reports": 3,
        "reports_until": 400.0,
        "report_cells": 3,
        "report_side": [G, G, S],
        "report_cell": [CELL, CELL, CELL],
        "report_chance": [1.0, 0.4, 0.5],
        "report_usual": [0.5, 0.8],
        "cell_end": [182.0, 364.0, *[NEVER] * (slots.CELLS - 2)],
    }
    return ground(**{**held, **given})


def state(german=(0.0, 0.0), soviet=(0.0, 0.0), **given):
    """A state in the second span, in which so many feelers of leader and officials, and of Moscow's two
    streams, were to be expected."""
    s = at_war(cell=CELL, report_share=SHARE, **given)
    for its, values in (((LEADER, SUBORDINATE), german), ((SERIOUS, LEVERAGE), soviet)):
        for stream, value in zip(its, values, strict=True):
            s.expected[stream][CELL] = value
    return s


# --- which are real


# Red when a chance is not set off: a real one counts g r / u over its chance, and a false one
# 1 - g over the other. With the place of the real one in L that is 1 - g + g r L / u, whatever is drawn.
@pytest.mark.parametrize(("drawn", "real"), [(0.01, (True, True, True)), (0.999, (True, False, False))])
def test_each_report_counts_one_less_its_grade_and_what_is_to_be_expected(monkeypatch, drawn, real):
    draws_are(monkeypatch, drawn)
    s, w = state(), world()
    assert reported.choose(s, state(german=(1.0, 0.5), soviet=(2.0, 0.4)), w, CELL) == sum(real)
    assert [s.report_waits[number] == 1 for number in range(3)] == list(real)
    likely = (1.0 * 0.6 * 1.5 / 0.5, 0.4 * 0.6 * 1.5 / 0.5, 0.5 * 0.6 * 2.4 / 0.8)  # 1.8, .72, .9
    counted = math.exp(s.report_log)
    for one, length in zip(real, (1.5, 1.5, 2.4), strict=True):
        counted *= length if one else 1.0
    assert counted == pytest.approx(
        math.prod(value + 1.0 - g for value, g in zip(likely, (1.0, 0.4, 0.5), strict=True))
    )


# Red when reports of another span are drawn, or what was passed in the span before is kept.
def test_only_the_span_s_own_reports_are_drawn(monkeypatch):
    draws_are(monkeypatch, 0.01)
    s = state(report_passed=[0.3, 0.2])
    assert reported.choose(s, state(german=(9.0, 9.0)), world(report_cell=[0, 2, 3]), CELL) == 0
    assert (s.report_log, s.report_passed) == (0.0, [0.0, 0.0])


# Red when a war that lets expect nothing can have a documented feeler, or cannot have a rumour.
def test_where_nothing_is_to_be_expected_a_documented_report_is_impossible(monkeypatch):
    draws_are(monkeypatch, 0.01)
    s = state()
    assert reported.choose(s, state(), world(), CELL) == 0 and s.report_log == NOTHING
    s = state()
    assert reported.choose(s, state(), world(report_chance=[0.1, 0.4, 0.5]), CELL) == 0
    assert math.exp(s.report_log) == pytest.approx(0.9 * 0.6 * 0.5)


# --- where they leave


# Red when a place is drawn in all of the span rather than in what is left, or of the other side.
def test_places_are_drawn_in_what_is_still_to_be_expected(monkeypatch):
    draws_are(monkeypatch, 0.25, 0.9)  # together
    s = state(report_waits=[1, 1, 1, *[0] * 61], report_passed=[0.5, 0.4])
    reported.set_out(s, state(german=(1.0, 0.5), soviet=(2.0, 0.4)), world(), CELL, 3)
    assert s.report_at[:3] == pytest.approx([0.5 + 0.25 * 1.0, 0.5 + 0.25 * 1.0, 0.4 + 0.25 * 2.0])
    draws_are(monkeypatch, 0.5, 0.1)  # one alone: the second of three
    reported.set_out(s, state(german=(1.0, 0.5), soviet=(2.0, 0.4)), world(), CELL, 3)
    assert s.report_at[:3] == pytest.approx([0.0, 0.5 + 0.5 * 1.0, 0.0])


# Red when a report has a place where nothing is left to be expected of its side.
def test_without_room_it_cannot_leave(monkeypatch):
    draws_are(monkeypatch, 0.25, 0.9)
    s = state(report_waits=[1, 0, 0, *[0] * 61], report_passed=[1.5, 0.0])
    reported.set_out(s, state(german=(1.0, 0.5)), world(), CELL, 1)
    assert s.report_log == NOTHING and not any(s.report_at)


# The second German one leaves at 1.1 of 1.5, .5 having passed; Moscow's has 1.8 of 2.0 left then.
# Red when the chance that the others were to come later is left out, or of the part that has passed.
def test_the_first_to_leave_counts_the_room_over_the_chance_that_it_was_the_first():
    end = state(german=(1.0, 0.5), soviet=(2.0, 0.4))
    s = state(
        german=(0.6, 0.5), soviet=(0.5, 0.1), report_waits=[1, 1, 1, *[0] * 61], report_passed=[0.5, 0.4]
    )
    s.report_last, s.report_left[1] = 1, DAY
    reported.set_off(s, end, world(), CELL, 3)
    others = (1.5 - 1.1) / 1.0 * (2.4 - 0.6) / 2.0
    assert s.report_log == pytest.approx(math.log(1.0 / (0.8 * others + 0.2 / 3.0)))
    assert s.report_passed == pytest.approx([1.1, 0.6]) and s.report_waits[:3] == [1, 0, 1]


# Red when a war counts in which a reported feeler never left, or one counts that is lost already.
@pytest.mark.parametrize("given", [{}, {"report_log": NOTHING}])
def test_what_never_left_counts_nothing(given):
    s = state(report_waits=[1, *[0] * 63], **given)
    if given:
        s.report_left[0] = DAY
    reported.set_off(s, state(german=(1.0, 0.5)), world(), CELL, 1)
    assert s.report_log == NOTHING


# Red when the place of one that has left is lost: its luck runs on in a war with a change.
def test_the_place_of_one_that_has_left_is_kept(monkeypatch):
    s, end = state(german=(0.6, 0.0), report_waits=[1, 1, *[0] * 62]), state(german=(1.0, 0.5))
    s.report_at[:3] = [0.6, 0.9, 0.0]
    s.report_last, s.report_left[0] = 0, DAY
    reported.set_off(s, end, world(), CELL, 2)
    assert s.report_at[:3] == [0.6, 0.0, 0.0]
    draws_are(monkeypatch, 0.5, 0.9)
    reported.set_out(s, end, world(), CELL, 1)
    assert s.report_at[:2] == pytest.approx([0.6, 0.6 + 0.5 * 0.9])


# --- when they leave


# Red when a run stops at a feeler that nobody waits for, or goes on after one that is waited for.
@pytest.mark.parametrize(("waits", "seen"), [(1, [10.0]), (0, [10.0, 20.0])])
def test_a_run_stops_at_one_that_is_waited_for(monkeypatch, waits, seen):
    s, found = state(report_waits=[waits, *[0] * 63]), []
    s.due[slots.REPORT], s.due[slots.HORIZON] = 10.0, 20.0

    def handle(s, p, w, log, slot):
        found.append(s.due[slot])
        s.due[slot], s.report_next = NEVER, 1

    monkeypatch.setattr(campaign, "handle", handle)
    campaign.run_on(s, [None], world(), paper(), 50.0)
    assert found == seen


# Red when tries at the luck of a campaign share their draws, or one's first draws are no longer a campaign's.
def test_each_try_at_the_luck_of_a_campaign_has_draws_of_its_own():
    w = world(luck=slots.FREE)
    tries = [streams.four(state(attempt=n), w, streams.THRESHOLD, 5) for n in range(3)]
    assert tries[0] == philox.uniforms(1, 0, streams.THRESHOLD, 5)
    assert len({one for four in tries for one in four}) == 12


# Red when the day is that of another side's rate, or of the next place and not of the first.
def test_one_leaves_once_so_many_were_to_be_expected():
    s = state(german=(0.2, 0.1), soviet=(0.4, 0.0), report_at=[0.5, 0.4, 0.9, *[0.0] * 61])
    s.sending = [0.1, 0.15, 0.05, 0.15, 9.0]
    feelers.arm_reports(s, world(), DAY)
    assert s.due[slots.REPORT] == pytest.approx(DAY + (0.4 - 0.3) / 0.2 * MONTH, abs=1e-5)
    assert s.report_next == 1
    s.report_left[1] = DAY
    feelers.arm_reports(s, world(), DAY)
    assert (s.due[slots.REPORT], s.report_next) == (pytest.approx(DAY + 1.0 * MONTH, abs=1e-5), 0)
    feelers.arm_reports(s, world(report_cell=[0, 2, 2]), DAY)
    assert s.due[slots.REPORT] == NEVER


# Red when nobody writes for a side whose rate is nothing, or a place that was passed waits.
def test_without_a_rate_nobody_leaves_and_a_place_passed_leaves_at_once():
    s = state(german=(0.9, 0.0), report_at=[0.5, 0.0, 0.5, *[0.0] * 61])
    s.sending = [0.0, 0.0, 0.3, 0.0, 0.0]
    feelers.arm_reports(s, world(), DAY)
    assert (s.due[slots.REPORT], s.report_next) == (DAY, 0)


# --- what leaves no report


# Red when feelers are dropped after the half-years that are read, or mediators' proposals are.
def test_feelers_without_a_report_come_at_what_is_left_of_their_rate(monkeypatch):
    s, w = state(), world()
    draws_are(monkeypatch, 0.59)
    assert feelers.left_report(s, w, DAY, 0, LEADER, 3)
    assert not feelers.left_report(s, w, 400.0, 0, LEADER, 3)
    assert not feelers.left_report(s, w, DAY, 0, MEDIATOR, 3)
    assert not feelers.left_report(s, ground(), DAY, 0, LEADER, 3)
    draws_are(monkeypatch, 0.61)
    assert not feelers.left_report(s, w, DAY, 0, LEADER, 3)


# Red when a feeler that is dropped takes up a road, or its stream keeps the threshold that it crossed.
def test_what_would_have_left_a_report_was_never_sent(monkeypatch):
    draws_are(monkeypatch, 0.1)
    s, w, log = state(willing=[[0.9, 0.9]], hazard=[[9.0] * 5]), world(), paper()
    feelers.survey(s, w, DAY)
    for stream in (LEADER, SERIOUS, SUBORDINATE):
        feelers.fire(s, numbers(**RULES), w, log, DAY, 0, stream)
        assert (s.events, s.hazard[0][stream]) == (0, 0.0) and not any(s.message[0])


# --- one leaves


# Red when streams are taken in another measure than their rates, or it is no feeler like any other.
@pytest.mark.parametrize(("which", "stream"), [(0.2, LEADER), (0.3, SUBORDINATE)])
def test_it_leaves_by_a_stream_of_its_side_as_any_other(monkeypatch, which, stream):
    draws_are(monkeypatch, which)
    s, w, log = state(willing=[[0.9, 0.9]], hazard=[[0.3] * 5]), world(), paper()
    feelers.survey(s, w, DAY)
    s.sending, s.rate_since, s.report_next = [0.4, 0.0, 0.1, 0.3, 0.0], [[DAY] * 5], 1
    s.expected[LEADER][CELL], s.now = 0.25, DAY
    reported.leaves(s, numbers(**RULES), w, log, DAY)
    (row,) = log.rows[: s.events]
    assert (row.kind, row.side, row.cause) == (slots.K_SENT, G, slots.C_SERIOUS + stream)
    assert (s.report_left[1], s.report_last) == (DAY, 1) and s.hazard[0] == [0.3] * 5
    assert s.written[stream][CELL] == 1 and sum(s.message[0]) > 0


# Red when a war counts in which nobody could send what was reported.
def test_without_a_road_it_does_not_leave(monkeypatch):
    draws_are(monkeypatch, 0.2)
    s, w, log = state(), world(ch_side=[[[0, 0, 1]] * 3]), paper()
    feelers.survey(s, w, DAY)
    s.sending, s.rate_since, s.report_at = [0.0, 0.0, 0.4, 0.0, 0.0], [[DAY] * 5], [0.3] * 64
    reported.leaves(s, numbers(**RULES), w, log, DAY)
    assert (s.report_left[0], s.report_at[0], s.events) == (0.0, 0.0, 0)


# --- leave


# Red when an official who has leave is counted with those who write unasked, or leave is asked once more.
@pytest.mark.parametrize(("who", "kinds"), [(0.1, (slots.K_URGED, slots.K_SENT)), (0.9, (slots.K_SENT,))])
def test_an_official_who_asks_has_leave(monkeypatch, who, kinds):
    draws_are(monkeypatch, 0.99, who)
    asks = {"people": 2, "pe_number": [1, 2], "pe_start": [0.0, 0.0], "pe_end": [NEVER, NEVER]}
    asks |= {"pe_weight": [1.0, 1.0], "pe_asks": [0, 1], "pe_writes": [1, 0], "pe_receives": [0, 0]}
    asks |= {"pe_tells": [0, 0], "pe_ministry": [0, 0], "pe_road": [[1] * 3] * 2}
    s, w, log = state(willing=[[0.9, 0.9]]), world(**asks), paper()
    feelers.survey(s, w, DAY)
    s.sending, s.rate_since = [0.0, 0.0, 0.0, 0.3, 0.0], [[DAY] * 5]
    reported.leaves(s, numbers(**RULES), w, log, DAY)
    assert tuple(row.kind for row in log.rows[: s.events]) == kinds
    assert s.report_left[0] == DAY
