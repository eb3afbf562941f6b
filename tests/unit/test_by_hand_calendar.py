"""Meetings that a change brings about, the branch, and how a campaign is closed; right values by hand."""

from __future__ import annotations

import pytest

from sepeace.kernel import calendar, clockwork, slots
from tests.hands import MEDIATORS, MONTH, NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

DAY = 700.0
ROUND = slots.PAIR_BASE + slots.ROUND


def meeting(sender: int, leverage_share: float = 0.0, declined: int = 0, **given: object):
    """A change lets a contact of ``sender`` lead to a meeting on road 1, or has it ``declined``."""
    s, log = at_war(**{"line": [[0.6, 0.5]], "weeks": 100, **given}), paper()
    w = ground(
        dates=2,
        date_day=[DAY, DAY + 9.0],
        date_kind=[slots.E_MEETING, slots.E_TOLD],
        date_ref=[3, 0],
        rc_pair=[0] * 4,
        rc_side=[sender] * 4,
        rc_channel=[1] * 4,
        rc_declined=[0, 0, 0, declined],
    )
    calendar.dated(s, numbers(leverage_share=leverage_share, refusal_lesson=0.1), w, log, DAY)
    return s, log


# Red when the first round waits, the feeler is counted under another stream, or the wrong side answers.
@pytest.mark.parametrize(
    ("sender", "stream", "answers"),
    [(S, slots.SERIOUS, G), (G, slots.LEADER, S), (MEDIATORS, slots.MEDIATOR, G)],
)
def test_a_meeting_begins_talks_at_once(sender, stream, answers):
    s, log = meeting(sender)
    assert (s.talk, s.talk_count, s.met, s.delivered) == ([2], [1], [1], [1])
    assert s.due[ROUND] == DAY and s.sent[0] == [int(one == stream) for one in range(5)]
    held, answered = notes(s, log, slots.K_HELD, slots.K_ANSWERED)
    assert (held.side, held.cause, held.ref) == (sender, slots.C_CHANGE, 3)
    assert (answered.side, answered.channel, answered.parent) == (answers, 1, 0)
    assert s.due[slots.CALENDAR] == DAY + 9.0 and s.antecedent == 1


# Red when a contact that is turned down leads to talks, is not counted, or teaches the wrong side or nobody.
@pytest.mark.parametrize(
    ("sender", "receiver", "hollow_share", "lesson"),
    [
        (S, G, 0.0, [0.0, 0.1]),
        (G, S, 0.0, [0.1, 0.0]),
        (S, G, 1.0, [0.0, 0.0]),
        (MEDIATORS, G, 0.0, [0.0, 0.0]),
    ],
)
def test_a_contact_that_is_turned_down_teaches_its_sender(sender, receiver, hollow_share, lesson):
    s, log = meeting(sender, leverage_share=hollow_share, declined=1)
    assert (s.talk, s.talk_count, s.met, s.delivered, sum(s.sent[0])) == ([0], [0], [0], [1], 1)
    held, refused = notes(s, log, slots.K_HELD, slots.K_REFUSED)
    assert (held.cause, refused.cause, refused.side, refused.parent) == (
        slots.C_SILENT,
        slots.C_CHANGE,
        receiver,
        0,
    )
    assert s.lesson == [lesson] and s.antecedent == 1
    asked = sender != MEDIATORS
    assert [day == DAY for day in s.refused] == [asked and receiver == side for side in range(2)]


# Red when a meeting breaks into other talks, or a campaign in which it was impossible counts.
@pytest.mark.parametrize("given", [{"talk": [1]}, {"message": [[0, 1, *[0] * 10]]}])
def test_a_meeting_needs_a_free_road_and_no_other_talks(given):
    s, log = meeting(S, **given)
    (held,) = notes(s, log, slots.K_HELD)
    assert (held.cause, s.antecedent, s.met, s.sent[0]) == (slots.C_BUSY, 0, [0], [0] * 5)


# Red when a meeting under the motive leverage is always meant, or under another never.
@pytest.mark.parametrize(("share", "chance", "hollow"), [(0.0, 0.0, 0), (0.25, 0.24, 1), (0.25, 0.26, 0)])
def test_whether_a_meeting_is_meant(monkeypatch, share, chance, hollow):
    draws_are(monkeypatch, 0.9, chance)
    assert meeting(S, hollow=[1 - hollow], leverage_share=share)[0].hollow == [hollow]


# Red when a message on another road forbids it.
def test_a_message_elsewhere_forbids_no_meeting():
    assert meeting(S, message=[[1, *[0] * 11]])[0].talk == [2]


# Red when leaders do not weigh the war anew after a date: the lines stay what they were.
def test_leaders_reconsider_after_a_date():
    s, _ = meeting(S)
    assert s.line[0] != [0.6, 0.5] and s.cost[G] > 0.0


# Red when the branch comes again, or contacts stay held.
def test_the_branch_comes_once():
    s, log = at_war(held=1, weeks=100), paper()
    s.due[slots.BRANCH] = DAY
    calendar.branch(s, numbers(), ground(operations=0), log, DAY)
    assert (s.held, s.due[slots.BRANCH]) == (0, NEVER) and s.cost[G] > 0.0
    assert [row.kind for row in notes(s, log, slots.K_BRANCH)] == [slots.K_BRANCH]


# Red when a later epoch is not awaited, or an awaited one is forgotten.
@pytest.mark.parametrize(("epoch", "due"), [(1, DAY + 30.0), (2, NEVER)])
def test_the_next_epoch_is_awaited(epoch, due):
    s, log = at_war(epoch=epoch, weeks=100), paper()
    calendar.epoch(s, numbers(), ground(epochs=2, epoch_day=[DAY, DAY + 30.0]), log, DAY)
    assert s.due[slots.EPOCH] == due and s.cost[G] > 0.0


# --- the end of a campaign


def finish(t: float = DAY, world=None, **given: object):
    s = at_war(due=[5.0] * slots.SLOTS, **given)
    clockwork.finish(s, world or ground(operations=0, dates=0), t, slots.SOVIET_VICTORY)
    return s


# Red when a clock still runs, or a window open at the end is lost.
def test_the_end_of_a_war():
    s = finish(window_since=[DAY - 12.0])
    assert (s.ending, s.ended, s.due) == (slots.SOVIET_VICTORY, DAY, [NEVER] * slots.SLOTS)
    assert (s.window_days, s.window_first, s.window_since) == ([12.0], [DAY - 12.0], [NEVER])


# Red when what was under way is not remembered, or counts after a settlement.
@pytest.mark.parametrize(
    ("given", "stage", "obstacle"),
    [
        ({}, 0, 0),
        ({"message": [[0, 1, *[0] * 10]]}, slots.SENT, slots.WAR_ENDED),
        ({"talk": [1]}, slots.MET, slots.WAR_ENDED),
        ({"talk": [1], "signed": [DAY - 9.0]}, 0, 0),
        ({"message": [[0, 1, *[0] * 10]], "signed": [DAY - 9.0]}, 0, 0),
    ],
)
def test_what_the_end_of_the_war_cut_off(given, stage, obstacle):
    s = finish(**given)
    assert (s.best_stage, s.best_obstacle) == ([stage], [obstacle])


# Red when a war that was over before its change could come counts as one in which it came.
@pytest.mark.parametrize(
    ("world", "state", "arose"),
    [
        ({}, 0, 1),
        ({"count_from": DAY + 1.0}, 0, 0),
        ({"operations": 1, "op_forced": [1]}, slots.PENDING, 0),
        ({"operations": 1, "op_forced": [1]}, slots.OVER, 1),
        ({"operations": 1, "op_forced": [0]}, slots.PENDING, 1),
        ({"dates": 1, "date_kind": [slots.E_MEETING]}, 0, 0),
        ({"dates": 1, "date_kind": [slots.E_TOLD]}, 0, 1),
    ],
)
def test_whether_the_change_came(world, state, arose):
    w = ground(**{"operations": 0, "dates": 0, **world})
    assert finish(world=w, operation=[state]).antecedent == arose


# --- small tools


# Red when two intervals that do not meet overlap, or the shorter of two does not count.
@pytest.mark.parametrize(
    ("two", "length"),
    [((5.0, 9.0), 4.0), ((-5.0, 3.0), 3.0), ((8.0, 20.0), 2.0), ((12.0, 20.0), 0.0), ((-9.0, 20.0), 10.0)],
)
def test_overlap(two, length):
    assert clockwork.overlap(0.0, 10.0, *two) == length


# Red when days are cut to the grid instead of rounded, or what is beyond counting comes all the same.
def test_the_grid():
    tick = 2.0**-20
    assert clockwork.on_grid(3.0 + 0.6 * tick) == 3.0 + tick
    assert clockwork.on_grid(3.0 + 0.4 * tick) == 3.0
    assert clockwork.on_grid(NEVER + 5.0) == clockwork.after(3.0, 1.0e6) == NEVER
    assert clockwork.after(3.0, 2.0) == 3.0 + 2.0 * MONTH


# Red when a row is written past the end of the log, or a row's number is another than its place.
def test_rows_of_the_log():
    s, log = at_war(), paper()
    for n in range(3):
        found = clockwork.note(s, log, DAY + n, 1, 2, 3, 4, 5, 6, 7.0, 8.0, n - 1)
        row = log.rows[n]
        assert found == n and (row.time, row.parent) == (DAY + n, n - 1)
        assert (row.kind, row.pair, row.side, row.channel, row.cause, row.ref) == (1, 2, 3, 4, 5, 6)
        assert (row.first, row.second) == (7.0, 8.0)
    log.row_room = 3
    assert clockwork.note(s, log, DAY, 9, 0, 0, 0, 0, 0, 0.0, 0.0, -1) == 3
    assert s.events == 4 and log.rows[3].kind == 0
