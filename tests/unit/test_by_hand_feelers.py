"""Feelers by hand: rates of the streams, when one leaves, and its way.

All right values are sums on paper; the roads are those of ``tests.hands``: Germany uses all three, the Soviet
side the first two, mediators the last two, at .05 and .15 a month.
"""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import calendar, clockwork, slots
from sepeace.kernel.diplomacy import channels, feelers
from tests.hands import MEDIATORS, MONTH, NEVER, ROADS, RULES, G, S, at_war, ground, notes, numbers, paper

SERIOUS, LEVERAGE, LEADER, SUBORDINATE, MEDIATOR = range(5)
DAY = 700.0
LOG2 = math.log(2.0)  # what a median exponential draw is


def rate(stream: int, world=None, **given: object) -> float:
    """Feelers a month of one stream when Hitler gives Germany .9 and Stalin .3, willing at .8 and .6."""
    values = {"chance": [0.9, 0.3], "willing": [[0.8, 0.6]], "trust": 0.4, "weeks": 100, **given}
    s, w = at_war(**values), world or ground()
    feelers.survey(s, w, DAY)
    return feelers.stream_rate(s, numbers(**RULES), w, DAY, 0, stream)


# --- rates in a set state


# Red when a factor is left out or another side's is taken.
@pytest.mark.parametrize(
    ("stream", "right"),
    [
        (SERIOUS, 0.4 * 0.75 * 0.6),  # three quarters are meant; Stalin is willing at .6
        (LEVERAGE, 0.4 * 1.25 * 0.25 * 0.6),  # a quarter is not, and comes faster; distrust is 1 - .4
        (LEADER, 0.4 * 0.8),
        (SUBORDINATE, 0.1 * 0.7),  # they see the war as Stalin does: Germany loses with .7
        (MEDIATOR, 0.05 + 0.15),
    ],
)
def test_rates_with_all_roads_free(stream, right):
    assert rate(stream) == pytest.approx(right, rel=1e-12)


# Red when subordinates take their leader's view of the war.
def test_subordinates_write_as_the_other_side_sees_the_war():
    assert rate(SUBORDINATE, chance=[0.0, 0.3]) == rate(SUBORDINATE, chance=[1.0, 0.3])
    assert rate(SUBORDINATE, chance=[0.9, 0.8]) == pytest.approx(0.1 * 0.2)


# Red when a leader writes who would rather not talk, the bar is the other leader's, or stops other streams.
@pytest.mark.parametrize("stream", range(5))
def test_a_leader_who_would_rather_not_talk_does_not_write(stream):
    sides = {LEADER: (0.50, 0.9), SERIOUS: (0.9, 0.50)}
    if stream in sides:
        german, soviet = sides[stream]
        assert rate(stream, willing=[[german, soviet]]) == 0.0
        assert rate(stream, willing=[[german + 0.01, soviet + 0.01]]) > 0.0
    else:
        assert rate(stream, willing=[[0.1, 0.1]]) == rate(stream) > 0.0


# A message is on road 0, so Germany has 2 roads of 3, the Soviet side 1 of 2, the mediators all.
# Red when roads are counted over all sides, or a busy road is free.
@pytest.mark.parametrize(
    ("stream", "part"),
    [(SERIOUS, 1 / 2), (LEVERAGE, 1 / 2), (LEADER, 2 / 3), (SUBORDINATE, 2 / 3), (MEDIATOR, 1.0)],
)
def test_a_busy_road_takes_its_share(stream, part):
    assert rate(stream, message=[[1, *[0] * 11]]) == pytest.approx(part * rate(stream), rel=1e-12)


# Road 1 carries talks: Germany has 2 of 3, mediators the .15 of road 2. Leaders who talk do not write.
# Red when a leader writes while he talks, or his subordinates and mediators fall silent with him.
@pytest.mark.parametrize(
    ("stream", "right"),
    [(SERIOUS, 0.0), (LEVERAGE, 0.0), (LEADER, 0.0), (SUBORDINATE, 0.07 * 2 / 3), (MEDIATOR, 0.15)],
)
def test_talks_take_their_road(stream, right):
    assert rate(stream, talk=[2]) == pytest.approx(right, rel=1e-12)


# Red when a road is open before its first day or on the day after its last.
@pytest.mark.parametrize(
    ("opens", "closes", "free"),
    [(DAY, NEVER, 1.0), (DAY + 0.01, NEVER, 0.5), (0.0, DAY, 0.5), (0.0, DAY + 0.01, 1.0)],
)
def test_a_road_is_open_from_its_first_day_to_its_last(opens, closes, free):
    w = ground(ch_open=[[opens, 0.0, 0.0]], ch_close=[[closes, NEVER, NEVER]])
    assert rate(SERIOUS, w) == pytest.approx(free * 0.18, rel=1e-12)


# Red when the days after a postponement are counted from another day, or raise it by another factor.
@pytest.mark.parametrize(("since", "factor"), [(0.0, 3.0), (89.9, 3.0), (90.0, 1.0), (NEVER, 1.0)])
def test_a_postponement_raises_feelers_meant_for_the_west(since, factor):
    assert rate(LEVERAGE, postponed=DAY - since) == pytest.approx(0.075 * factor, rel=1e-12)
    assert rate(SERIOUS, postponed=DAY - since) == pytest.approx(0.18, rel=1e-12)


# Red when someone writes while contacts are held to the record, under recorded luck, or after a settlement.
@pytest.mark.parametrize("stream", range(5))
def test_nobody_writes_when_nobody_can(stream):
    assert rate(stream, ground(held_until=DAY + 1.0)) == 0.0
    assert rate(stream, ground(luck=slots.RECORDED)) == 0.0
    assert rate(stream, signed=[DAY - 1.0]) == 0.0
    assert rate(stream, ground(held_until=DAY)) > 0.0


# --- when a feeler leaves


# Red when the hazard run up so far is lost, counted twice, or in days.
def test_a_new_rate_moves_the_date_and_keeps_the_hazard():
    p, w = numbers(**RULES), ground()
    s = at_war(chance=[0.9, 0.3], trust=0.4)
    slot = slots.PAIR_BASE + SUBORDINATE
    feelers.survey(s, w, DAY)
    feelers.new_threshold(s, w, 0, SUBORDINATE)  # ln 2
    s.rate_since = [[DAY] * 5]
    feelers.arm_stream(s, p, w, DAY, 0, SUBORDINATE)
    assert s.due[slot] == pytest.approx(DAY + LOG2 / 0.07 * MONTH, abs=1e-5)
    # Four months later .28 of ln 2 is used up, and the rate falls to .02.
    s.chance, later = [0.9, 0.8], DAY + 4.0 * MONTH
    feelers.arm_stream(s, p, w, later, 0, SUBORDINATE)
    assert s.hazard[0][SUBORDINATE] == pytest.approx(0.28)
    assert s.due[slot] == pytest.approx(later + (LOG2 - 0.28) / 0.02 * MONTH, abs=1e-4)
    s.chance = [0.9, 1.0]
    feelers.arm_stream(s, p, w, later, 0, SUBORDINATE)
    assert s.due[slot] == NEVER and s.hazard[0][SUBORDINATE] == pytest.approx(0.28)


# Red when roads are not drawn by their weight: by count for a side, by rate for mediators.
@pytest.mark.parametrize(
    ("side", "chance", "road"),
    [
        (G, 0.33, 0),
        (G, 0.34, 1),
        (G, 0.67, 2),
        (S, 0.49, 0),
        (S, 0.51, 1),
        (MEDIATORS, 0.24, 1),  # .05 of .20
        (MEDIATORS, 0.26, 2),
    ],
)
def test_roads_are_drawn_by_weight(side, chance, road):
    assert feelers.choose_channel(at_war(), ground(), DAY, 0, side, chance) == road


# Red when there is no road and one is found.
def test_without_a_free_road_nothing_is_sent():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_war(message=[[1, 1, 1, *[0] * 9]])
    feelers.fire(s, p, w, log, DAY, 0, LEADER)
    assert notes(s, log) == [] and s.fired[0][LEADER] == 1 and s.sent[0][LEADER] == 0


# Red when a feeler is sent twice by one threshold, the next has no threshold of its own, or the two sides'
# lines are swapped in what is written down.
@pytest.mark.parametrize(
    ("stream", "line", "willing"), [(LEADER, 0.7, 0.2), (SERIOUS, 0.4, 0.9), (MEDIATOR, 0.4, 0.0)]
)
def test_what_a_feeler_leaves_behind(stream, line, willing):
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_war(line=[[0.7, 0.4]], willing=[[0.2, 0.9]], hazard=[[9.0] * 5])
    feelers.fire(s, p, w, log, DAY, 0, stream)
    feelers.fire(s, p, w, log, DAY + 1.0, 0, stream)
    rows = notes(s, log, slots.K_SENT)
    assert [(row.first, row.second, row.cause) for row in rows] == [
        (line, willing, slots.C_SERIOUS + stream)
    ] * 2
    assert len({row.channel for row in rows}) == 2, "a road carries one message"
    assert [s.message_row[0][row.channel] for row in rows] == [0, 1]
    assert [s.message_sent[0][row.channel] for row in rows] == [DAY, DAY + 1.0]
    assert [s.message_count[0][row.channel] for row in rows] == [1, 1]
    assert s.sent[0][stream] == s.fired[0][stream] == 2
    assert (s.threshold[0][stream], s.hazard[0][stream]) == (pytest.approx(LOG2), 0.0)
    assert s.rate_since[0][stream] == DAY + 1.0


# Red when a feeler before the branch counts as one after it.
def test_feelers_count_from_the_branch():
    s = at_war()
    feelers.send(s, numbers(**RULES), ground(count_from=DAY + 1.0), paper(), DAY, 0, LEADER, 0)
    assert s.sent[0][LEADER] == 0 and s.message[0][0] == LEADER + 1


# Red when a stream has no threshold at the beginning, or is not armed with the others.
def test_all_streams_are_armed():
    p, w, s = numbers(**RULES), ground(), at_war(chance=[0.9, 0.3], willing=[[0.8, 0.6]], trust=0.4)
    feelers.begin_streams(s, w)
    feelers.survey(s, w, 0.0)
    feelers.arm(s, p, w, 0.0)
    assert s.threshold[0] == pytest.approx([LOG2] * 5)
    waits = [LOG2 / one * MONTH for one in (0.18, 0.075, 0.32, 0.07, 0.2)]
    assert s.due[slots.PAIR_BASE : slots.PAIR_BASE + 5] == pytest.approx(waits, abs=1e-4)


# Red when a stream that is due waits, or one whose day is past is set into the past.
def test_a_threshold_already_crossed_is_due_at_once():
    p, w, s = numbers(**RULES), ground(), at_war(chance=[0.9, 0.3], threshold=[[0.1] * 5], hazard=[[0.1] * 5])
    feelers.survey(s, w, DAY)
    feelers.arm_stream(s, p, w, DAY, 0, SUBORDINATE)
    assert s.due[slots.PAIR_BASE + SUBORDINATE] == DAY


# A median way takes half of 1.2 months x 2 ln 2; a leak of .3 a month comes after ln 2/.3 months, three times
# as soon for a feeler meant for the West; a reader of .05 after ln 2/.05.
# Red when mean, shape, or one of the hazards is another.
@pytest.mark.parametrize(("stream", "leak"), [(SERIOUS, 0.3), (LEVERAGE, 0.9)])
def test_a_message_under_way(stream, leak):
    w = ground(ch_latency=[[1.2] * ROADS], ch_leak=[[0.3] * ROADS], ch_read=[[0.05] * ROADS])
    s, log = at_war(line=[[0.7, 0.4]], willing=[[0.2, 0.9]]), paper()
    feelers.send(s, numbers(**RULES), w, log, DAY, 0, stream, 1)
    assert s.message[0][1] == stream + 1 and s.sent[0][stream] == 1
    assert s.message_arrives[0][1] == pytest.approx(DAY + 1.2 * LOG2 * MONTH, abs=1e-5)
    assert s.message_leaks[0][1] == pytest.approx(DAY + LOG2 / leak * MONTH, abs=1e-5)
    assert s.message_read[0][1] == pytest.approx(DAY + LOG2 / 0.05 * MONTH, abs=1e-5)
    (row,) = notes(s, log, slots.K_SENT)
    assert (row.side, row.channel, row.first, row.second) == (S, 1, 0.4, 0.9)


# Red when a leak after arrival counts, one before does not, or the message is lost with it.
def test_leaks_count_until_arrival():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_war(willing=[[0.9, 0.9]])
    s.message[0][1], s.message_arrives[0][1] = SERIOUS + 1, DAY + 20.0
    s.message_leaks[0][1], s.message_read[0][1] = DAY + 5.0, DAY + 30.0
    channels.arm_messages(s, w, 0)
    slot = slots.PAIR_BASE + slots.MESSAGE
    assert s.due[slot] == DAY + 5.0
    channels.message(s, p, w, log, DAY + 5.0, 0)
    assert s.leaks == [1] and s.due[slot] == DAY + 20.0 and s.message[0][1] == SERIOUS + 1
    channels.message(s, p, w, log, DAY + 20.0, 0)
    assert s.leaks == [1] and s.due[slot] == NEVER and s.message[0][1] == 0
    # One that would have leaked a day after it arrives.
    s.message[0][0], s.message_arrives[0][0] = SERIOUS + 1, DAY + 20.0
    s.message_leaks[0][0], s.message_read[0][0] = DAY + 21.0, NEVER
    channels.message(s, p, w, log, DAY + 20.0, 0)
    assert s.leaks == [1] and s.message[0][0] == 0


# Red when a message that is read is held back, lost, or read twice.
def test_a_message_that_is_read_goes_on():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_war(willing=[[0.9, 0.9]])
    s.message[0][1], s.message_arrives[0][1], s.message_row[0][1] = LEADER + 1, DAY + 20.0, 4
    s.message_leaks[0][1], s.message_read[0][1] = NEVER, DAY + 5.0
    channels.message(s, p, w, log, DAY + 5.0, 0)
    assert s.leaks == [1] and s.due[slots.PAIR_BASE + slots.MESSAGE] == DAY + 20.0
    (row,) = notes(s, log)
    assert (row.kind, row.side, row.cause, row.parent) == (slots.K_INTERCEPTED, G, LEADER, 4)


# --- dated things


def dated(kind: int, trust: float, ref: int = 0):
    """One entry of the calendar on ``DAY``."""
    w = ground(dates=1, date_day=[DAY], date_kind=[kind], date_ref=[ref])
    p = numbers(
        trust_postponement=-0.1,
        trust_torch=0.03,
        trust_italy=0.02,
        trust_landing=0.25,
        postponement_days=90.0,
    )
    s = at_war(trust=trust, weeks=100)
    calendar.dated(s, p, w, paper(), DAY)
    return s


# Red when an event moves trust by another's step, out of its range, or a postponement is not remembered.
@pytest.mark.parametrize(
    ("kind", "before", "after", "postponed", "landed"),
    [
        (slots.E_TRUST_POSTPONEMENT, 0.3, 0.2, DAY, 0),
        (slots.E_TRUST_POSTPONEMENT, 0.05, 0.0, DAY, 0),
        (slots.E_TRUST_TORCH, 0.3, 0.33, -NEVER, 0),
        (slots.E_TRUST_ITALY, 0.3, 0.32, -NEVER, 0),
        (slots.E_TRUST_CONTACT, 0.3, 0.22, -NEVER, 0),
        (slots.E_LANDING, 0.3, 0.55, -NEVER, 1),
        (slots.E_LANDING, 0.9, 1.0, -NEVER, 1),
        (slots.E_TOLD, 0.3, 0.3, -NEVER, 0),
    ],
)
def test_dated_events_of_the_west(kind, before, after, postponed, landed):
    s = dated(kind, before)
    assert s.trust == pytest.approx(after, abs=1e-12)
    assert (s.postponed, s.landed) == (postponed, landed)
    assert s.due[slots.CALENDAR] == NEVER and s.next_date == 1


# Red when a postponement does not reach the feelers that answer it: (1 - .3 + .1) x 3 for (1 - .3) before.
def test_a_postponement_raises_leverage_from_its_day():
    w, p = ground(), numbers(**RULES)
    s = dated(slots.E_TRUST_POSTPONEMENT, 0.3)
    feelers.survey(s, w, DAY)
    found = feelers.stream_rate(s, p, w, DAY, 0, LEVERAGE)
    assert found == pytest.approx(0.4 * 1.25 * 0.25 * 0.8 * 3.0, rel=1e-12)


# A recorded contact before the branch: who sent it, who refused, whether they met; who learns, whose gate.
# Red when a refusal teaches the one who refused, or talks teach one side alone.
@pytest.mark.parametrize(
    ("sender", "refused_by", "met", "learns", "refused"),
    [
        (G, S, 0, [0.1, 0.0], [-NEVER, DAY]),
        (S, G, 0, [0.0, 0.1], [DAY, -NEVER]),
        (G, -1, 0, [0.0, 0.0], [-NEVER, -NEVER]),
        (G, G, 0, [0.0, 0.0], [DAY, -NEVER]),  # his own side stopped it
        (MEDIATORS, G, 0, [0.0, 0.0], [-NEVER, -NEVER]),
        (S, -1, 1, [0.1, 0.1], [-NEVER, -NEVER]),
        (S, G, 1, [0.1, 0.1], [DAY, -NEVER]),
    ],
)
def test_what_recorded_contacts_teach(sender, refused_by, met, learns, refused):
    table = {"rc_pair": [0], "rc_side": [sender], "rc_refused_by": [refused_by], "rc_talks": [met]}
    for chance, took_place in ((1.0, True), (0.0, False)):
        s = at_war()
        w = ground(rc_chance=[chance], **table)
        calendar.contact_ends(s, numbers(**RULES), w, DAY, 0)
        assert s.lesson[0] == (learns if took_place else [0.0, 0.0])
        assert s.refused == (refused if took_place else [-NEVER, -NEVER])


# Red when officials without authority teach their leader before a branch though not after one, or what
# Moscow meant for the West teaches it anything. Asked of a draw of one half.
def test_what_recorded_contacts_do_not_teach():
    usual = {"rc_pair": [0], "rc_chance": [1.0], "rc_talks": [0], "rc_official": [0]}
    west = {"leverage_share": 0.6, "leverage_rate": 1.0}
    for given, rules, learns in (
        ({"rc_side": [G], "rc_refused_by": [S], "rc_official": [1]}, {}, [0.0, 0.0]),
        ({"rc_side": [S], "rc_refused_by": [G]}, west, [0.0, 0.0]),
        ({"rc_side": [S], "rc_refused_by": [-1], "rc_talks": [1]}, west, [0.1, 0.0]),
        ({"rc_side": [S], "rc_refused_by": [G]}, {**west, "leverage_share": 0.4}, [0.0, 0.1]),
        ({"rc_side": [S], "rc_refused_by": [G]}, {**west, "leverage_rate": 0.0}, [0.0, 0.1]),
    ):
        s = at_war()
        calendar.contact_ends(
            s, numbers(**{**RULES, "leverage_share": 0.0, **rules}), ground(**{**usual, **given}), DAY, 0
        )
        assert s.lesson[0] == learns, given


# Red when the latest attempt that got no further is not the one remembered, or one before the branch counts.
def test_the_furthest_attempt_is_remembered():
    s, w = at_war(), ground(count_from=DAY)
    clockwork.obstacle(s, w, DAY - 1.0, 0, slots.MET, slots.EXPOSED)
    assert (s.best_stage, s.best_obstacle) == ([0], [0])
    clockwork.obstacle(s, w, DAY, 0, slots.DELIVERED, slots.TERMS)
    clockwork.obstacle(s, w, DAY, 0, slots.SENT, slots.GATEKEEPER)
    assert (s.best_stage, s.best_obstacle) == ([slots.DELIVERED], [slots.TERMS])
    clockwork.obstacle(s, w, DAY, 0, slots.DELIVERED, slots.STRENGTH)
    assert (s.best_stage, s.best_obstacle) == ([slots.DELIVERED], [slots.STRENGTH])
