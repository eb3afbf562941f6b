"""Messages by hand: gates, answers, and what a refusal leaves behind.

All right values are sums on paper; the roads are those of ``tests.hands``: Germany uses all three, the Soviet
side the first two, mediators the last two, at .05 and .15 a month.
"""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import slots
from sepeace.kernel.diplomacy import channels
from sepeace.kernel.leaders import judgement
from tests import hands
from tests.hands import MONTH, NEVER, ROADS, G, S, at_war, draws_are, ground, notes, numbers, paper

SERIOUS, LEVERAGE, LEADER, SUBORDINATE, MEDIATOR = range(5)
DAY = 700.0
LOG2 = math.log(2.0)  # what a median exponential draw is
RULES = {**hands.RULES, "leverage_rate": 1.0}


# --- gates


def let_through(refused, chance: float, gate: float = 0.6) -> bool:
    """Whether the people around Hitler pass a message up to him."""
    w = ground(ch_gate=[[[gate, 0.9]] * ROADS])
    return chance < channels.gate_now(at_war(refused=list(refused)), numbers(**RULES), w, DAY, 1, G)


# Red when the gate is halved by the other side's refusal, by an old one, or not at all.
@pytest.mark.parametrize(
    ("refused", "gate"),
    [
        ((-NEVER, -NEVER), 0.6),
        ((DAY - 10.0, -NEVER), 0.3),
        ((DAY - 119.9, -NEVER), 0.3),
        ((DAY - 120.0, -NEVER), 0.6),
        ((-NEVER, DAY - 10.0), 0.6),
    ],
)
def test_a_leaders_own_refusal_halves_his_gate(refused, gate):
    assert let_through(refused, gate - 0.01) and not let_through(refused, gate + 0.01)


# Red when a road without a keeper has one after a refusal.
def test_where_nobody_keeps_the_gate_all_passes():
    assert let_through((DAY - 1.0, DAY - 1.0), 0.999, gate=1.0)


# Red when the gate of the other leader is asked: Hitler's is .8 here, Stalin's .6.
@pytest.mark.parametrize(
    ("stream", "gate", "side"), [(SERIOUS, 0.8, G), (LEADER, 0.6, S), (MEDIATOR, 0.8, G)]
)
def test_the_receivers_gate_is_asked(monkeypatch, stream, gate, side):
    for chance, kept in ((gate - 0.01, False), (gate + 0.01, True)):
        draws_are(monkeypatch, chance, 0.4, 0.99, 0.4)
        s, log = received(stream)
        rows = notes(s, log, slots.K_FILTERED)
        assert [row.side for row in rows] == ([side] if kept else [])
        assert s.delivered == [0 if kept else 1]
        assert s.best_obstacle[0] == (slots.GATEKEEPER if kept else s.best_obstacle[0])


def received(stream: int, **given: object):
    """A message of a stream has arrived on road 1; both leaders would talk."""
    log, s = paper(), at_war(**{"willing": [[0.9, 0.9]], "line": [[0.5, 0.55]], "weeks": 100, **given})
    s.message_count[0][1] = 1
    channels.arrive(s, numbers(**RULES), ground(), log, DAY, 0, 1, stream, -1)
    return s, log


# Red when a subordinate needs no leave, or asks the Soviet gate for it. Gates .8 and .6; his draw: the third.
@pytest.mark.parametrize(("own", "begun"), [(0.79, True), (0.81, False)])
def test_a_subordinate_passes_his_own_leaders_gate(monkeypatch, own, begun):
    draws_are(monkeypatch, 0.1, 0.1, own, 0.1)
    s, log = received(SUBORDINATE)
    assert (s.talk[0] == 2) is begun
    assert [row.side for row in notes(s, log, slots.K_FILTERED)] == ([] if begun else [G])


# --- answers


# Red when the bar or the chance of an answer is another, or is asked of the sender.
@pytest.mark.parametrize(
    ("willing", "chance", "begun"),
    [
        ([0.1, 0.51], 0.49, True),
        ([0.1, 0.51], 0.50, False),  # he keeps silent
        ([0.9, 0.50], 0.49, False),  # he would rather not talk
    ],
)
def test_a_leader_answers_by_chance_if_he_would_talk(monkeypatch, willing, chance, begun):
    draws_are(monkeypatch, 0.1, chance)
    s, log = received(LEADER, willing=[willing])
    assert (s.talk[0] == 2) is begun
    refused = notes(s, log, slots.K_REFUSED)
    assert len(refused) == (0 if begun else 1)
    # Hitler asked, so he learns, and Stalin's gate grows narrower.
    assert s.lesson[0] == ([0.0, 0.0] if begun else [0.1, 0.0])
    assert s.refused == ([-NEVER, -NEVER] if begun else [-NEVER, DAY])
    if not begun:
        assert (refused[0].first, refused[0].second) == (willing[S], pytest.approx(0.5 - 0.55))
        assert refused[0].cause == (slots.C_SILENT if willing[S] > 0.5 else slots.C_TERMS)


# Who is refused by whom, who learns from it, whose gate grows narrower. The first leader asked refuses.
# Red when a side learns that did not ask in earnest, or a mediator's plea counts as a refusal.
@pytest.mark.parametrize(
    ("stream", "learns", "refuses"),
    [
        (SERIOUS, [0.0, 0.1], [DAY, -NEVER]),
        (LEVERAGE, [0.0, 0.0], [DAY, -NEVER]),  # nothing was asked in earnest
        (LEADER, [0.1, 0.0], [-NEVER, DAY]),
        (SUBORDINATE, [0.0, 0.0], [-NEVER, DAY]),  # Hitler knows nothing of it
        (MEDIATOR, [0.0, 0.0], [-NEVER, -NEVER]),
    ],
)
def test_what_a_refusal_leaves_behind(monkeypatch, stream, learns, refuses):
    draws_are(monkeypatch, 0.1, 0.99)
    s, _ = received(stream)
    assert (s.lesson[0], s.refused, s.talk) == (learns, refuses, [0])
    assert (s.delivered, s.best_stage) == ([1], [slots.DELIVERED])


# Stalin has answered the subordinate, Hitler will not talk: Stalin, who asks by answering, learns if he meant
# it; below .5 x .25 his answers are for the West. Red when the second leader is not asked, or another learns.
def test_a_subordinates_own_leader_may_refuse(monkeypatch):
    for answer, learns in ((0.13, 0.1), (0.12, 0.0)):
        draws_are(monkeypatch, 0.1, answer, 0.1, 0.99)
        s, log = received(SUBORDINATE)
        assert (s.lesson[0], s.refused, s.talk) == ([0.0, learns], [DAY, -NEVER], [0])
        assert [row.side for row in notes(s, log, slots.K_REFUSED)] == [G]


# Hitler has agreed to the mediator, Stalin will not.
def test_both_leaders_must_agree_to_a_mediator(monkeypatch):
    draws_are(monkeypatch, 0.1, 0.1, 0.99, 0.99)
    s, log = received(MEDIATOR)
    assert (s.lesson[0], s.refused, s.talk) == ([0.0, 0.0], [-NEVER, -NEVER], [0])
    assert [row.side for row in notes(s, log, slots.K_REFUSED)] == [S]
    draws_are(monkeypatch, 0.1, 0.1, 0.99, 0.1)
    assert received(MEDIATOR)[0].talk == [2]


# Red when a feeler meant for the West leads to talks.
def test_leverage_leads_to_no_talks(monkeypatch):
    draws_are(monkeypatch, 0.1, 0.1)
    s, log = received(LEVERAGE)
    (row,) = notes(s, log, slots.K_REFUSED)
    assert (s.talk, row.cause, row.first) == ([0], slots.C_INSINCERE, pytest.approx(0.5 - 0.55))
    assert (s.best_stage, s.best_obstacle, s.lesson[0]) == (
        [slots.DELIVERED],
        [slots.WALKED_OUT],
        [0.0, 0.0],
    )


# Red when a refusal does not dampen the wish at once, so that the next feeler comes as if nothing had been.
def test_a_refusal_dampens_the_wish_at_once(monkeypatch):
    draws_are(monkeypatch, 0.1, 0.99)
    s, _ = received(LEADER, chance=[0.5, 0.5], months=[20.0, 20.0], cost=[0.003, 0.003])
    once = s.willing[0][G]
    s.willing = [[0.9, 0.9]]
    channels.arrive(s, numbers(**RULES), ground(), paper(), DAY, 0, 1, LEADER, -1)
    odds = [math.log(one / (1.0 - one)) for one in (once, s.willing[0][G])]
    assert odds[0] - odds[1] == pytest.approx(0.1 / numbers().willingness_noise)


# A quarter of Soviet answers is for the West; the draw that lets him answer (below .5) tells: below .125.
# Red when German answers, or what a Soviet leader wrote in earnest, are taken for one of these.
@pytest.mark.parametrize(
    ("stream", "answer", "own", "hollow"),
    [
        (LEADER, 0.12, 0.4, 1),
        (LEADER, 0.13, 0.0, 0),
        (SERIOUS, 0.0, 0.0, 0),
        (SUBORDINATE, 0.12, 0.4, 1),
        (SUBORDINATE, 0.4, 0.0, 0),  # the second is Hitler's
        (MEDIATOR, 0.0, 0.4, 0),  # the first is Hitler's
        (MEDIATOR, 0.4, 0.12, 1),
    ],
)
def test_soviet_answers_for_the_west(monkeypatch, stream, answer, own, hollow):
    draws_are(monkeypatch, 0.1, answer, 0.1, own)
    s, _ = received(stream, hollow=[1 - hollow])
    assert (s.talk, s.hollow) == ([2], [hollow])


# Red when two talks run at once, or the second message is counted as a refusal to learn from.
def test_a_message_that_meets_talks_is_put_off(monkeypatch):
    draws_are(monkeypatch, 0.1, 0.1)
    s, log = received(LEADER, talk=[1])
    assert s.talk == [1] and [row.cause for row in notes(s, log, slots.K_REFUSED)] == [slots.C_BUSY]
    assert (s.best_obstacle, s.lesson[0]) == ([slots.PRE_EMPTED], [0.0, 0.0])


# Red when the reason of a refusal by Hitler is not told apart: the premium alone, or the terms.
@pytest.mark.parametrize(("premium", "cause"), [(0.2, slots.C_STRENGTH), (0.1, slots.C_TERMS)])
def test_why_hitler_refuses(monkeypatch, premium, cause):
    draws_are(monkeypatch, 0.1, 0.1)
    s, log = received(SERIOUS, willing=[[0.4, 0.9]], line=[[0.7, 0.55]], premium=[premium])
    assert [row.cause for row in notes(s, log, slots.K_REFUSED)] == [cause]


# --- what refusals teach


# Red when the old lesson is not faded to the day before the new one is added, or fades by days.
def test_lessons_add_up_and_fade():
    p, s = numbers(refusal_lesson=0.1, refusal_fading=0.1), at_war()
    judgement.teach(s, p, DAY, 0, S)
    judgement.teach(s, p, DAY + 5.0 * MONTH, 0, S)
    assert s.lesson[0] == pytest.approx([0.0, 0.1 * math.exp(-0.5) + 0.1])
    found = judgement.lesson_now(s, p, DAY + 15.0 * MONTH, 0, S)
    assert found == pytest.approx(0.1 * math.exp(-1.5) + 0.1 * math.exp(-1.0))
    assert judgement.lesson_now(s, p, DAY, 0, G) == 0.0
