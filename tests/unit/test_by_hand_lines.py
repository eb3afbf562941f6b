"""The two lines by hand: what each side must have, term by term, and when the window between them is open.

All right values are sums on paper. Germany wins with .6 as Hitler believes and .3 as Stalin does, in 20 and
30 months, at .004 and .006 a month: war is worth .6 - .08 = .52 to Hitler, .7 - .18 = .52 to Stalin.
"""

from __future__ import annotations

import pytest

from sepeace.clocks.storage import empty_log
from sepeace.kernel import slots
from sepeace.kernel.fields import TERMS
from sepeace.kernel.leaders import judgement
from tests.hands import NEVER, G, S, at_war, ground, notes, numbers, paper

YEAR = 365.25
BARE = {
    "ideology": [0.0, 0.0],
    "fear": [0.0, 0.0],
    "plan": [0.0, 0.0],
    "fate_weight": 0.0,
    "fate_settled": [0.0, 0.9],
    "soviet_fear_scale": 0.0,
    "soviet_fear_start": 0.8,
    "soviet_fear_growth": 0.1,
    "aid_per_belief": 0.0,
    "strength_premium": 0.0,
    "strength_threshold": 0.35,
    "strength_slope": 0.25,
    "reference": 0.0,
    "cap_margin": 1.0,
}


def lines(t: float = YEAR, reading: int = slots.DOCUMENT, fortune: float = 0.35, **given: object):
    """Both lines, and the terms of the gap by name, with some numbers given."""
    s = at_war(chance=[0.6, 0.3], months=[20.0, 30.0], cost=[0.004, 0.006], fortune=fortune)
    s.heard = [0.05, 0.9]  # by its own news, and by the record's
    log = empty_log()
    judgement.draw_lines(s, numbers(**{**BARE, **given}), ground(reading=reading), log, t, 0)
    assert sum(s.term) == pytest.approx(s.line[0][G] - s.line[0][S])
    return s.line[0], dict(zip(TERMS, s.term, strict=True))


# Red when cost is added to what war is worth, a chance is taken from the other leader, or a side counts the
# other's months.
def test_lines_without_any_other_term():
    (least, most), terms = lines()
    assert (least, most) == (pytest.approx(0.52), pytest.approx(0.48))
    assert terms["optimism"] == pytest.approx(0.3)
    assert terms["cost"] == pytest.approx(-0.08 - 0.18)


# What raises the price of one side moves its own line by as much; its own plan lowers it.
# Red when a term has another sign, size or side.
@pytest.mark.parametrize(
    ("given", "least", "most", "term", "size"),
    [
        ({"ideology": [0.08, 0.0]}, 0.60, 0.48, "ideology", 0.08),
        ({"ideology": [0.0, 0.05]}, 0.52, 0.43, "ideology", 0.05),
        ({"fear": [0.1, 0.9]}, 0.62, 0.48, "fear_germany", 0.1),
        ({"plan": [0.06, 0.0]}, 0.46, 0.48, "plan", -0.06),
        ({"plan": [0.0, 0.06]}, 0.52, 0.54, "plan", -0.06),
        ({"aid_per_belief": 0.4}, 0.52, 0.46, "aid", 0.02),
        ({"soviet_fear_scale": 0.2}, 0.52, 0.30, "fear_soviet", 0.18),  # .2 x (.8 + .1)
        ({"strength_premium": 0.4}, 0.72, 0.48, "strength", 0.2),  # half of it at the threshold
        ({"cap_margin": 0.02}, 0.52, 0.47, "cap", 0.01),  # the front stands at .45
        ({"cap_margin": 0.04}, 0.52, 0.48, "cap", 0.0),
    ],
)
def test_each_term_moves_its_own_line(given, least, most, term, size):
    found, terms = lines(**given)
    assert found == pytest.approx([least, most])
    assert terms[term] == pytest.approx(size)
    kept = {"optimism": 0.3, "cost": -0.26, **{term: size}}
    assert all(terms[name] == pytest.approx(kept.get(name, 0.0), abs=1e-12) for name in TERMS)


# Red when belief in a second attack grows past certainty.
@pytest.mark.parametrize(("years", "belief"), [(0.0, 0.8), (1.0, 0.9), (2.0, 1.0), (4.0, 1.0)])
def test_belief_in_a_second_attack_grows_to_certainty(years, belief):
    assert lines(years * YEAR, soviet_fear_scale=0.2)[1]["fear_soviet"] == pytest.approx(0.2 * belief)


# Red when the premium rises with fortune, or is asked under another reading. One slope above and below the
# threshold: 1/(1 + e) and e/(1 + e) of it.
def test_the_premium_falls_with_fortune():
    for fortune, part in ((0.60, 0.2689414213699951), (0.10, 0.7310585786300049)):
        assert lines(fortune=fortune, strength_premium=0.4)[1]["strength"] == pytest.approx(0.4 * part)
    for reading in (slots.PROSPECT, slots.RATIONAL):
        assert lines(reading=reading, strength_premium=0.4)[1]["strength"] == 0.0


# With nothing to lose a chance of .6 counts .6^.61/(.6^.61 + .4^.61)^(1/.61); its worth is that to the power
# of 1/.88. Red when it enters the Soviet line or another reading.
def test_prospect_changes_the_german_line_alone():
    up, down = 0.6**0.61, 0.4**0.61
    worth = (up / (up + down) ** (1.0 / 0.61)) ** (1.0 / 0.88)
    found, terms = lines(reading=slots.PROSPECT)
    assert found == pytest.approx([0.52 + worth - 0.6, 0.48])
    assert terms["prospect"] == pytest.approx(worth - 0.6)
    assert lines()[1]["prospect"] == lines(reading=slots.RATIONAL)[1]["prospect"] == 0.0


# What settling does for a leader's own survival: .1 x (0 - .6) for Hitler, .1 x (.9 - .7) for Stalin.
# Red when the term has another sign, or counts beside a premium, which stands for it.
@pytest.mark.parametrize(
    ("reading", "premium", "german"),
    [
        (slots.RATIONAL, 0.4, -0.06),
        (slots.DOCUMENT, 0.0, -0.06),
        (slots.DOCUMENT, 0.4, 0.0),
        (slots.PROSPECT, 0.0, 0.0),
    ],
)
def test_what_a_settlement_does_for_its_leader(reading, premium, german):
    usual, _ = lines(reading=reading, strength_premium=premium)
    found, terms = lines(reading=reading, strength_premium=premium, fate_weight=0.1)
    assert found[G] - usual[G] == pytest.approx(-german)
    assert found[S] - usual[S] == pytest.approx(0.02)
    assert terms["fate"] == pytest.approx(-(german + 0.02))


# --- the window


def watch(since: float, germany: float, soviet: float, t: float, premium: float = 0.0, **given: object):
    s, log = at_war(line=[[germany, soviet]], premium=[premium], window_since=[since]), paper()
    judgement.watch_window(s, ground(**given), log, t, 0)
    return s, notes(s, log, slots.K_WINDOW)


# Red when lines that just meet are no window, one is opened twice, or its first day is moved.
def test_a_window_opens_when_the_lines_meet():
    s, (row,) = watch(NEVER, 0.5, 0.5, 100.0)
    assert s.window_since == [100.0] and row.cause == slots.C_OPENED
    s, rows = watch(100.0, 0.5, 0.6, 107.0)
    assert s.window_since == [100.0] and rows == []
    s, rows = watch(NEVER, 0.51, 0.5, 100.0)
    assert s.window_since == [NEVER] and rows == []


# Red when days before the counting count, less than a day does, or a closing is blamed on the wrong thing.
@pytest.mark.parametrize(
    ("since", "counted", "premium", "cause"),
    [
        (90.0, 10.0, 0.0, slots.C_CLOSED),
        (90.0, 10.0, 0.01, slots.C_CLOSED),
        (90.0, 10.0, 0.03, slots.C_STRENGTH),  # the lines lie .02 apart
        (99.5, 0.0, 0.0, slots.C_CLOSED),
    ],
)
def test_a_window_closes_when_they_part(since, counted, premium, cause):
    s, (row,) = watch(since, 0.52, 0.5, 100.0, premium)
    assert (s.window_since, s.window_days, row.cause) == ([NEVER], [counted], cause)
    assert row.first == 100.0 - since
    assert s.window_first == [since if counted else NEVER]
    s, _ = watch(since, 0.52, 0.5, 100.0, premium, count_from=95.0)
    assert s.window_days == [min(counted, 5.0)] and s.window_first == [95.0 if counted else NEVER]
