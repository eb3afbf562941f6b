"""Talks by hand: what each side expects, asks and offers, who leaves the table, and what both learn.

All right values are sums on paper. Demands: line plus (or less) a share g_n of the room that a side sees,
g = .6, .42, .294, .2058 in rounds 1 to 4.
"""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import slots
from sepeace.kernel.diplomacy import talks
from sepeace.kernel.leaders import judgement
from tests.campaigns import planned, steps
from tests.hands import NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

ROUND, EXPOSURE = slots.PAIR_BASE + slots.ROUND, slots.PAIR_BASE + slots.EXPOSURE
RULES = {
    "opening_demand": 0.6,
    "concession": 0.7,
    "walkout_gap": 0.05,
    "walkout_hazard": 0.15,
    "expectation_noise": 0.08,
    "round_days": 21.0,
    "round_limit": 8.0,
    "suspension_days": 60.0,
    "refusal_lesson": 0.1,
    "refusal_fading": 0.1,
}
DAY = 700.0  # a Sunday


def at_table(germany: float, soviet: float, **given: object):
    """Talks on road 1 between sides whose lines have long stood where they stand."""
    s = at_war(line=[[germany, soviet]], weeks=100, talk=[2], talk_count=[1], **given)
    s.line_past = [[[germany] * 6, [soviet] * 6]]
    return s


def seen_lines(s, germany: float, soviet: float) -> None:
    """The lines of the last weeks, as the other side knows them."""
    s.line_past = [[[germany] * 6, [soviet] * 6]]


# --- what was a month ago

# With 20 weeks fought it is day 140 on Sunday. A month (30.4375 days) before: day 109.6, and the last Sunday
# then day 105, that of week 15; seen from Wednesday day 112.6 has passed the Sunday of week 16 (day 112).
MONTH_AGO = {0: 15, 1: 15, 2: 15, 3: 16, 4: 16, 5: 16, 6: 16}


# Red when the line is that of the Sunday after or before.
@pytest.mark.parametrize(("weekday", "week"), MONTH_AGO.items())
@pytest.mark.parametrize("side", [G, S])
def test_a_line_a_month_ago_is_that_of_the_last_sunday_before(weekday, week, side):
    s = at_war(weeks=20)
    for of_week in range(15, 21):  # each week's line tells its week, and the side
        for one in (G, S):
            s.line_past[0][one][of_week % 6] = of_week + 0.5 * one
    assert judgement.past_line(s, 140.0 + weekday, 0, side) == week + 0.5 * side


# Red when a line is written in another week's place, before it is drawn, or under the other side.
def test_a_line_a_month_ago_is_the_one_drawn_then():
    lines, days = {0: None}, []
    for step in steps(planned("historical"), 3, 0):
        s = step.state
        if s.ending != slots.RUNNING or step.due > 500.0:
            break
        if lines[0] is None:
            lines[0] = [s.line_past[0][G][0], s.line_past[0][S][0]]
        if step.slot == slots.FRONT:
            lines[round(step.due / 7.0)] = list(s.line[0])
        week = max(0, math.floor((step.due - 365.25 / 12.0) / 7.0))
        found = [judgement.past_line(s, step.due, 0, side) for side in (G, S)]
        assert found == lines[week], step.due
        days.append(step.due % 7.0)
    assert len(lines) > 70 and len({int(day) for day in days}) == 7


# --- what a side expects and sees


# Red when a hopeful error (above 0) makes a side expect less room, or one side's sign is the other's.
def test_a_hopeful_error_moves_the_expected_line_away_from_ones_own():
    p, s = numbers(**RULES), at_table(0.5, 0.55, error=[[2.0, 1.0]])
    seen_lines(s, 0.48, 0.62)
    # Hitler: .62 + .08 x 2 = .78 of the stake is to be had; Stalin: .48 - .08 = .40 would do.
    assert talks.expected_line(s, p, DAY, 0, G) == pytest.approx(0.78)
    assert talks.expected_line(s, p, DAY, 0, S) == pytest.approx(0.40)
    # Room: .78 - .50 = .28 and .55 - .40 = .15.
    assert talks.hopes(s, p, DAY, 0, G) == pytest.approx(0.28)
    assert talks.hopes(s, p, DAY, 0, S) == pytest.approx(0.15)


# Red when a gloomy error leaves room where the side sees none.
def test_a_gloomy_error_takes_the_room_away():
    p, s = numbers(**RULES), at_table(0.5, 0.55, error=[[-1.0, -2.0]])
    # .55 - .08 = .47 lies below .50; .50 + .16 = .66 lies above .55.
    assert talks.hopes(s, p, DAY, 0, G) == pytest.approx(-0.03)
    assert talks.hopes(s, p, DAY, 0, S) == pytest.approx(-0.11)


# --- rounds


def hold(s, p, w, log, count: int) -> list[float]:
    """So many rounds, each on its day; what they bring."""
    found = []
    for n in range(count):
        found.append(talks.meet(s, p, w, log, DAY + 0.5 * n, 0))
    return found


# Lines .50 and .58; Hitler has seen .70 (room .20), Stalin .40 (room .18).
#   round 1  ask .50 + .6    x .20 = .62      offer .58 - .6    x .18 = .472
#   round 2  ask .50 + .42   x .20 = .584     offer .58 - .42   x .18 = .5044
#   round 3  ask .50 + .294  x .20 = .5588    offer .58 - .294  x .18 = .52708
#   round 4  ask .50 + .2058 x .20 = .54116   offer .58 - .2058 x .18 = .542956: signed half-way, at .542058
ROUNDS = [(0.62, 0.472), (0.584, 0.5044), (0.5588, 0.52708), (0.54116, 0.542956)]


# Red when a concession comes a round early or late, is not compounded, or room is taken from the wrong side.
def test_demands_of_the_first_rounds():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.50, 0.58)
    seen_lines(s, 0.40, 0.70)
    found = hold(s, p, w, log, 4)
    rows = notes(s, log, slots.K_ROUND)
    assert [row.ref for row in rows] == [1, 2, 3, 4]
    for row, (ask, offer) in zip(rows, ROUNDS, strict=True):
        assert (row.first, row.second) == pytest.approx((ask, offer), abs=1e-12)
    assert found[:3] == [-NEVER] * 3 and found[3] == pytest.approx(0.542058, abs=1e-12)
    assert s.round_total == [4] and s.due[ROUND] == DAY + 1.0 + 21.0


# Red when a side that sees no room asks for less than its line, or offers more.
def test_a_side_that_sees_no_room_asks_for_its_line():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.50, 0.48)
    hold(s, p, w, log, 1)
    row = notes(s, log, slots.K_ROUND)[0]
    assert (row.first, row.second) == (0.50, 0.48)


# Red when the talks of one war start with the concessions of the talks before.
def test_new_talks_begin_with_the_first_round():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.50, 0.58, rounds=[5], exposed=[1], beyond=[[1, 1]])
    s.talk = [0]
    talks.open_talks(s, p, w, log, DAY, 0, 1, S, 21.0, slots.C_NONE, 0, -1)
    assert (s.talk, s.talk_count, s.rounds, s.exposed, s.beyond) == ([2], [2], [0], [0], [[0, 0]])
    assert s.due[ROUND] == DAY + 21.0 and s.met == [1]
    (row,) = notes(s, log)
    assert (row.kind, row.side, row.channel, row.ref, row.first) == (slots.K_ANSWERED, S, 1, 2, 21.0)
    talks.meet(s, p, w, log, DAY + 21.0, 0)
    assert (notes(s, log)[1].channel, notes(s, log)[1].parent) == (1, s.talk_row[0])


# Red when talks before the branch are counted.
def test_talks_count_from_the_branch():
    p = numbers(**RULES)
    s = at_war(line=[[0.50, 0.58]])
    talks.open_talks(s, p, ground(count_from=DAY + 1.0), paper(), DAY, 0, 1, S, 21.0, slots.C_NONE, 0, -1)
    assert (s.met, s.talk) == ([0], [2])


# --- who leaves

# A median draw (.5) lies above the hazard of .15, so nobody leaves by it. Lines .60 and .50, no room seen on
# either side: ask .60, offer .50; each line lies .10 beyond the other's demand, further than .05.


# Red when a side leaves at its first such round, its third, or stays for ever.
def test_the_second_demand_too_far_off_ends_the_talks():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.60, 0.50)
    hold(s, p, w, log, 1)
    assert s.beyond == [[1, 1]] and s.talk == [2]
    hold(s, p, w, log, 1)
    (end,) = notes(s, log, slots.K_TALKS_END)
    assert end.cause == slots.C_BEYOND and end.ref == 2 and s.talk == [0]


# Red when the count of one side is kept under the other's name, or the gap is not the one allowed.
@pytest.mark.parametrize(
    ("seen_by_germany", "seen_by_soviet", "beyond"),
    [
        # Hitler asks .56 + .6 x .12 = .632, .072 above Stalin's line .56; the offer is .56.
        (0.68, 0.60, [[0, 1]]),
        # Stalin offers .56 - .6 x .12 = .488, .072 below Hitler's line .56; the ask is .56.
        (0.50, 0.44, [[1, 0]]),
        # .56 + .6 x .08 = .608: .048 off is not too far.
        (0.64, 0.48, [[0, 0]]),
    ],
)
def test_who_counts_a_demand_as_too_far(seen_by_germany, seen_by_soviet, beyond):
    p, w = numbers(**RULES), ground()
    s = at_table(0.56, 0.56)
    seen_lines(s, seen_by_soviet, seen_by_germany)
    hold(s, p, w, paper(), 1)
    assert s.beyond == beyond


# Red when a better round does not clear the count.
def test_only_running_rounds_too_far_off_count():
    p, w = numbers(**RULES), ground()
    s = at_table(0.60, 0.50, beyond=[[1, 1]])
    s.line[0] = [0.60, 0.56]  # .04 off
    hold(s, p, w, paper(), 1)
    assert s.beyond == [[0, 0]] and s.talk == [2]


# Red when one side's count is kept under the other's name. Stalin has had enough once before; Hitler has not.
def test_each_side_counts_for_itself():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.60, 0.50, beyond=[[0, 1]])
    hold(s, p, w, log, 1)
    assert s.beyond == [[1, 2]]
    assert [(row.side, row.cause) for row in notes(s, log, slots.K_TALKS_END)] == [(S, slots.C_BEYOND)]


# Red when the walk-out hazard is not the chance a round, or the wrong side leaves.
@pytest.mark.parametrize(
    ("first", "second", "ends", "side"),
    [(0.149, 0.49, True, G), (0.149, 0.51, True, S), (0.151, 0.49, False, None)],
)
def test_somebody_leaves_with_the_hazard_of_a_round(monkeypatch, first, second, ends, side):
    draws_are(monkeypatch, first, second)
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.54, 0.50)
    hold(s, p, w, log, 1)
    found = notes(s, log, slots.K_TALKS_END)
    assert [(row.cause, row.side) for row in found] == ([(slots.C_HAZARD, side)] if ends else [])
    assert (s.due[ROUND] == DAY + 21.0) is not ends


# Red when a tie between two who have had enough is broken by the order of the file.
@pytest.mark.parametrize(("second", "side"), [(0.49, G), (0.51, S)])
def test_who_leaves_of_two_is_drawn(monkeypatch, second, side):
    draws_are(monkeypatch, 0.9, second)
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.60, 0.50, beyond=[[1, 1]])
    hold(s, p, w, log, 1)
    assert notes(s, log, slots.K_TALKS_END)[0].side == side


# Red when talks go on after the last round, or end a round before.
def test_talks_end_after_the_last_round():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.54, 0.50)
    hold(s, p, w, log, 7)
    assert s.talk == [2]
    hold(s, p, w, log, 1)
    (end,) = notes(s, log, slots.K_TALKS_END)
    assert (end.cause, end.ref, end.side, s.talk) == (slots.C_LIMIT, 8, -1, [0])


# --- what they learn


# Red when one side alone learns from failed talks, or the old lesson is not faded first.
def test_both_sides_learn_from_failed_talks():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.60, 0.50, due=[1.0] * slots.SLOTS)
    month = 365.25 / 12.0
    s.lesson, s.lesson_day = [[0.2, 0.0]], [[DAY - 10.0 * month, 0.0]]
    s.premium, s.rounds, s.talk_row = [0.03], [3], [7]
    talks.end_talks(s, p, w, log, DAY, 0, G, slots.C_HAZARD, slots.TERMS)
    (row,) = notes(s, log)
    assert (row.kind, row.side, row.channel, row.cause, row.ref, row.parent) == (
        slots.K_TALKS_END, G, 1, slots.C_HAZARD, 3, 7
    )  # fmt: skip
    assert (row.first, row.second) == (pytest.approx(0.60 - 0.50), 0.03)  # the gap, and the premium in it
    # Ten months at .10 a month leave exp(-1) of .20.
    assert s.lesson[0] == pytest.approx([0.2 * math.exp(-1.0) + 0.1, 0.1])
    assert s.lesson_day == [[DAY, DAY]]
    assert (s.talk, s.due[ROUND], s.due[EXPOSURE]) == ([0], NEVER, NEVER)
    assert (s.best_stage, s.best_obstacle) == ([slots.MET], [slots.TERMS])


# Red when the side that did not mean the talks learns from their end, or the one that did does not.
def test_talks_that_were_not_meant_teach_the_other_side_alone():
    s = at_table(0.60, 0.50, hollow=[1])
    talks.end_talks(s, numbers(**RULES), ground(), paper(), DAY, 0, S, slots.C_HAZARD, slots.TERMS)
    assert s.lesson == [[0.1, 0.0]]


# Red when talks that the Soviet side does not mean are signed, or broken off before the demands meet.
def test_talks_that_were_not_meant_are_broken_off_when_the_demands_meet():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.50, 0.58, hollow=[1])
    seen_lines(s, 0.40, 0.70)
    assert hold(s, p, w, log, 3) == [-NEVER] * 3 and s.talk == [2]
    assert hold(s, p, w, log, 1) == [-NEVER]
    (end,) = notes(s, log, slots.K_TALKS_END)
    assert (end.side, end.cause, end.ref, s.talk) == (S, slots.C_INSINCERE, 4, [0])


# Red when the lesson does not reach the wish to talk at once, or reaches it with the other sign.
def test_failed_talks_dampen_both_wishes_at_once():
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.60, 0.50, chance=[0.5, 0.5], months=[20.0, 20.0], cost=[0.003, 0.003])
    talks.end_talks(s, p, w, log, DAY, 0, G, slots.C_HAZARD, slots.TERMS)
    before, s.talk = list(s.willing[0]), [2]
    talks.end_talks(s, p, w, log, DAY, 0, G, slots.C_HAZARD, slots.TERMS)
    for side in (G, S):
        # A logistic choice of noise tau: .10 less to hope for moves the log odds by .10/tau.
        moved = logit(before[side]) - logit(s.willing[0][side])
        assert moved == pytest.approx(0.1 / p.willingness_noise, rel=1e-9)


def logit(chance: float) -> float:
    return math.log(chance / (1.0 - chance))


# --- what keeps the sides apart


# Red when the premium is blamed where the terms alone are too far apart, or the other way.
@pytest.mark.parametrize(
    ("germany", "premium", "code"),
    [
        (0.50, 0.0, slots.WALKED_OUT),  # no gap
        (0.62, 0.13, slots.STRENGTH),  # .12 apart, .13 of it the premium
        (0.62, 0.12, slots.STRENGTH),
        (0.62, 0.11, slots.TERMS),
    ],
)
def test_what_keeps_the_lines_apart(germany, premium, code):
    assert talks.apart(at_war(line=[[germany, 0.5]], premium=[premium]), 0) == code


# --- coming out


# Red when the pause is not counted from the exposure, or brings the next round forward.
@pytest.mark.parametrize(("next_round", "later"), [(DAY + 5.0, DAY + 60.0), (DAY + 90.0, DAY + 90.0)])
def test_exposed_talks_pause(next_round, later):
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.50, 0.55)
    s.due[ROUND], s.due[EXPOSURE] = next_round, DAY
    talks.expose(s, p, w, log, DAY, 0)
    assert (s.due[ROUND], s.due[EXPOSURE], s.exposed, s.leaks) == (later, NEVER, [1], [1])


# Red when a side comes back to talks in which it sees no room, or stays away although it does.
@pytest.mark.parametrize(
    ("errors", "who"), [([0.0, 0.0], None), ([-1.0, 0.0], G), ([0.0, -1.0], S), ([0.5, -0.5], None)]
)
def test_after_the_pause_a_side_comes_back_if_it_sees_room(errors, who):
    p, w, log = numbers(**RULES), ground(), paper()
    s = at_table(0.50, 0.55, exposed=[1], error=[errors])  # .05 of room, .08 an error
    found = talks.resume(s, p, w, log, DAY, 0)
    assert found is (who is None) and s.exposed == [0]
    ends = [(row.side, row.cause) for row in notes(s, log, slots.K_TALKS_END)]
    assert ends == ([] if who is None else [(who, slots.C_EXPOSURE)])


# Red when talks come out by another hazard than their road's: a median wait is ln 2 over the hazard a month.
def test_talks_come_out_at_the_hazard_of_their_road():
    p, log = numbers(**RULES), paper()
    month = 365.25 / 12.0
    p.leverage_leak = 2.0  # talks not meant come out twice as soon
    for leak, hollow, day in (
        (0.25, 0, DAY + 4.0 * math.log(2.0) * month),
        (0.25, 1, DAY + 2.0 * math.log(2.0) * month),
        (0.0, 1, NEVER),
    ):
        s = at_war(line=[[0.5, 0.55]], hollow=[1 - hollow])
        w = ground(ch_leak=[[9.0, leak, 9.0]])
        talks.open_talks(s, p, w, log, DAY, 0, 1, S, 21.0, slots.C_NONE, hollow, -1)
        assert s.hollow == [hollow]
        assert s.due[EXPOSURE] == pytest.approx(day, abs=1e-5)
