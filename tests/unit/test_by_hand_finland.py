"""Finland by hand: her line, Soviet terms, her yes, what her leaving moves; all sums on paper."""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import finnish_terms as terms
from sepeace.kernel import slots
from sepeace.kernel.battlefield import finnish_soldiers, front
from sepeace.kernel.diplomacy import finland
from tests.campaigns import planned
from tests.hands import MONTH, NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

WARNED = 1001.0
RULES = {
    "finland_beaten": 0.1,
    "finland_own": 0.4,
    "finland_cost": 0.005,
    "finland_fear": 0.1,
    "finland_reprisal": 0.2,
    "finland_fade": 0.5,
    "finland_coast": 0.435,
    "finland_coast_width": 0.04,
    "finland_warning": 0.04,
    "finland_warning_months": 3.0,
    "finland_concession": 0.05,
    "finland_price": 0.08,
    "finland_expected_sum": 150.0,
    "petsamo": 0.03,
    "porkkala": 0.05,
    "army_cut": 0.03,
    "hanko": 0.02,
    "finland_surrender": 0.15,
    "finland_days": 21.0,
    "finland_freed": 0.15,
    "finland_freed_days": 60.0,
    "expectation_noise": 0.08,
    "expectation_months": 3.0,
}
# Rows of terms: concession, price, expected, Petsamo, Porkkala, army, Hanko.
OFFERS = {
    "finn_offers": 3,
    "finn_from": [0.0, 100.0, 200.0],
    "finn_until": [99.0, 199.0, 299.0],
    "finn_border": [0.5, 0.5, 0.0],
    "finn_clause": [
        [1.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0],
        [0.0, 2.0, 0.0, 1.0, 0.0, 1.0, 1.0],
        [0.0] * 7,
    ],
    "finn_surrender": [0, 0, 1],
    "finn_needs": [-1, -1, -1],
    "finn_ref": [4, 31, 34],
    "finn_front_needs": -1,
    "finn_shut_from": NEVER,
    "finn_shut_until": NEVER,
    "finn_left": 1185.0,
    "finn_warning": WARNED,
}


def world(**given: object):
    return ground(**{"finn_own": [[0.6] * 240, [0.5] * 240], **OFFERS, **given})


def finn(**given: object):
    """A week of war: leaders give Germany .6 and .2 in 20 and 30 months; the north at the coast."""
    usual = {
        "chance": [0.6, 0.2],
        "months": [20.0, 30.0],
        "front": [0.435, 0.4, 0.4],
        "finland_yes": NEVER,
        "finland_signs": NEVER,
        "finland_signed": NEVER,
        "finland_told": -1,
    }
    return at_war(**{**usual, **given})


# Leaders .4, own front .5: u = .6 x .4 + .4 x .5 = .44; beaten .1 x .56; 25 months at .005; fear .1; half of
# the fading half of .2 is left: .15. In all .44 + .056 - .125 + .1 + .15 = .621.
# Red when either belief is taken for the mean, the own weight is turned round, or the fear does not fade.
def test_her_line_is_the_sum_of_its_terms():
    s = finn()
    finland.finnish_line(s, numbers(**RULES), world(), 500.0)
    assert s.finland_term[:6] == pytest.approx([0.44, 0.056, -0.125, 0.1, 0.15, 0.0])
    assert s.finland_line == pytest.approx(0.621)


# Where the attack on her was not fought her front promises her .6: u = .24 + .24.
# Red when the two rows of her own front change places.
def test_her_front_stands_where_nobody_attacks():
    w = world(finn_front_needs=3)
    s = finn()
    finland.finnish_line(s, numbers(**RULES), w, 500.0)
    assert s.finland_term[terms.PROSPECT] == pytest.approx(0.48)
    s.operation[3] = slots.OVER
    finland.finnish_line(s, numbers(**RULES), w, 500.0)
    assert s.finland_term[terms.PROSPECT] == pytest.approx(0.44)


# Far in the east all of .2 is left, far in the west what does not fade: .1. Red when it fades the other way.
@pytest.mark.parametrize(("front", "fear"), [(0.9, 0.2), (0.1, 0.1), (0.435, 0.15)])
def test_the_fear_of_germany_fades_with_her_retreat(front, fear):
    s = finn(front=[front, 0.4, 0.4])
    finland.finnish_line(s, numbers(**RULES), world(), 500.0)
    assert s.finland_term[terms.REPRISAL] == pytest.approx(fear, abs=1e-3)


# .04 on the day, half of it three months later, nothing the day before. Red when it grows or never fades.
@pytest.mark.parametrize(
    ("day", "warning"), [(WARNED - 1.0, 0.0), (WARNED, 0.04), (WARNED + 3.0 * MONTH, 0.02)]
)
def test_the_warning_fades_by_halves(day, warning):
    s = finn()
    finland.finnish_line(s, numbers(**RULES), world(), day)
    assert s.finland_term[terms.WARNING] == pytest.approx(warning)


# .5 + .05 - .5 x .08 x 150/300 = .53; .5 + .02 - .03 - .03 - 2 x .08 = .30. A demand to surrender leaves .15,
# and never more than the terms before it: with damages of .2 those leave .06.
# Red when a clause has the wrong sign or the wrong place.
@pytest.mark.parametrize(
    ("row", "price", "left"), [(0, 0.08, 0.53), (1, 0.08, 0.30), (2, 0.08, 0.15), (2, 0.2, 0.06)]
)
def test_what_soviet_terms_leave_her(row, price, left):
    s, p, w = finn(), numbers(**{**RULES, "finland_price": price}), world()
    finland.soviet_terms(s, p, w, row)
    assert s.finland_offer == pytest.approx(left)
    finland.finnish_line(s, p, w, 500.0)
    assert math.fsum(s.finland_term) == pytest.approx(s.finland_line - s.finland_offer)


# Red when a row stands a day too long, or one whose operation was not fought stands at all.
def test_which_terms_stand():
    s, w = finn(), world(finn_needs=[-1, -1, 5])
    days = (0.0, 99.0, 99.5, 100.0, 199.0, 250.0, 300.0)
    assert [finland.standing_offer(s, w, day) for day in days] == [0, 0, -1, 1, 1, -1, -1]
    s.operation[5] = slots.ACTIVE
    assert finland.standing_offer(s, w, 250.0) == 2


# The error of a week ago keeps exp(-7/91.3); the draw is one standard deviation (chance .8413).
# Red when the memory is another's or the fresh part keeps no unit variance.
def test_her_error_is_an_autoregression(monkeypatch):
    draws_are(monkeypatch, 0.841344746)
    kept = math.exp(-7.0 / (3.0 * MONTH))
    s = finn(finland_error=2.0, weeks=9)
    finland.error_of_finland(s, numbers(**RULES), world())
    assert s.finland_error == pytest.approx(2.0 * kept + math.sqrt(1.0 - kept * kept), abs=1e-6)


def week(line: float, offer: float, t: float = 105.0, error: float = 0.0, **given: object):
    s = finn(finland_line=line, finland_offer=offer, finland_row=2)
    s.finland_term[terms.ERROR] = error
    log = paper()
    finland.considers(s, numbers(**RULES), world(**given), log, t)
    return s, log


# At equality she accepts; her error counts. Red when the sign of the gap or of the error is turned.
@pytest.mark.parametrize(
    ("line", "error", "yes"),
    [(0.31, 0.0, False), (0.30, 0.0, True), (0.34, -0.05, True), (0.29, 0.02, False)],
)
def test_when_she_accepts(line, error, yes):
    s, log = week(line, 0.30, error=error)
    assert (s.finland_yes == 105.0) is yes
    assert (s.finland_signs == 126.0) is yes
    assert len(notes(s, log, slots.K_FINNISH_PEACE)) == int(yes)


# Red when a pledge does not bind, or binds where the attack that it was given against was not fought.
def test_a_pledge_bars_her_for_its_days():
    shut = {"finn_shut_from": 100.0, "finn_shut_until": 110.0, "finn_shut_needs": -1}
    assert week(0.2, 0.3, 105.0, **shut)[0].finland_barred == 1
    assert week(0.2, 0.3, 105.0, **shut)[0].finland_yes == NEVER
    assert week(0.2, 0.3, 110.0, **shut)[0].finland_yes == 110.0
    assert week(0.2, 0.3, 105.0, **{**shut, "finn_shut_needs": 7})[0].finland_yes == 105.0


# Line .621 against terms of .30: fear .1, damages .16 and land .06 do not close .321; at fear .4 it does.
# Red when a term that closes nothing is named, or the smaller of two that do.
@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ({}, slots.C_HOPE),
        ({"finland_fear": 0.4}, slots.C_HOPE),
        ({"finland_fear": 0.4, "finland_own": 0.0, "finland_cost": 0.02}, slots.C_DREAD),
        ({"finland_reprisal": 0.6, "finland_cost": 0.02}, slots.C_REPRISAL),
        ({"finland_price": 0.2, "finland_cost": 0.02}, slots.C_PRICE),
    ],
)
def test_what_decided_a_refusal(given, cause):
    s, p, w = finn(), numbers(**{**RULES, **given}), world()
    finland.finnish_line(s, p, w, 150.0)
    finland.soviet_terms(s, p, w, 1)
    assert finland.deciding_term(s) == cause


# The path loses .2 million from day 1105 to 1228, week by week; the recorded day is 1185, in week 169, when
# it holds .2 x 45/123 = .0732 (Sunday 1183). Red when the record's own day moves anything, when more is taken
# than the path holds, when anything is back at a stroke, or when those freed are not 29/60 of .15 in 29 days.
HELD = [0.2 * min(1.0, max(0.0, (1228.0 - 7.0 * k) / 123.0)) for k in range(240)]
KEPT = [0.2 * (1.0 - held / HELD[169]) if k > 169 else 0.0 for k, held in enumerate(HELD)]


@pytest.mark.parametrize(
    ("signed", "t", "axis", "soviet"),
    [
        (1185.0, 1190.0, 0.0, 0.0),
        (1185.0, 1400.0, 0.0, 0.0),
        (NEVER, 1176.0, 0.0, 0.0),
        (NEVER, 1190.0, 0.2 * (1.0 - 38.0 / 45.0), -0.0125),
        (NEVER, 1218.0, 0.2 * (1.0 - 10.0 / 45.0), -0.0825),
        (NEVER, 1302.0, 0.2, -0.15),
        (1000.0, 1029.0, -0.2, 0.0725),
        (1000.0, 1183.0, -0.2 * 45.0 / 123.0, 0.15),
        (1000.0, 1190.0, -0.2 * 38.0 / 123.0, 0.1375),
        (1000.0, 1302.0, 0.0, 0.0),
        (1200.0, 1197.0, 0.2 * (1.0 - 31.0 / 45.0), -0.03),
        (1200.0, 1302.0, 0.0, 0.0),
    ],
)
def test_what_her_leaving_moves(signed, t, axis, soviet):
    s = finn(finland_signed=signed, excess=[0.3, -0.4], weeks=int(t // 7))
    w = world(finn_held=HELD, finn_kept=KEPT, force=[[3.0] * 240, [6.0] * 240])
    finnish_soldiers.leave(s, numbers(**RULES), w, t)
    assert s.finnish_men == pytest.approx([axis, soviet])
    assert s.strength[G] == pytest.approx(3.3 + axis) and s.strength[S] == pytest.approx(5.6 + soviet)


# Of counts of .3, .2 and 0 million, by hand as above. Red when the table holds her soldiers level after the
# last count, as no path does, or gives back more than the path has lost since.
def test_her_soldiers_by_week_are_those_of_the_path():
    w = planned("historical").world
    assert w.finn_left == 1185.0 and w.finn_answer == 1168.0  # 2 September 1944
    assert [w.finn_held[k] for k in (158, 169, 170, 176)] == pytest.approx(
        [0.2 * 122.0 / 123.0, 0.2 * 45.0 / 123.0, 0.2 * 38.0 / 123.0, 0.0]
    )
    assert [w.finn_kept[k] for k in (169, 170, 176)] == pytest.approx([0.0, 0.2 * 7.0 / 45.0, 0.2])


# She left on day 1000; at the end of the week to 1092 the path holds .2 of hers in the week before and .19 in
# this one. Red when the week's strength is the Axis with last Sunday's soldiers.
def test_a_week_has_its_own_soldiers():
    s = finn(finland_signed=1000.0, weeks=155, finnish_men=[-0.2, 0.15], mean_front=0.4, strength=[3.0, 6.0])
    w = world(finn_held=[0.2] * 156 + [0.19] * 84, finn_kept=[0.0] * 240)
    w.held_until = 1092.0  # held up to that Sunday: nothing but the path and her soldiers is in the sum
    front.advance(s, numbers(**RULES), w, paper(), 1092.0)
    assert s.finnish_men[G] == -0.19
    assert s.strength[G] == pytest.approx(w.force[G][156] + s.excess[G] - 0.19)


# Red when a supposed yes is given twice, or one that comes too late counts as having arisen.
def test_a_supposed_yes_that_comes_too_late():
    s, log = finn(), paper()
    finland.finland_accepts(s, numbers(**RULES), world(), log, 50.0)
    assert (s.finland_yes, s.finland_signs, s.antecedent) == (50.0, 71.0, 1)
    assert s.due[slots.FINLAND] == 71.0
    finland.finland_accepts(s, numbers(**RULES), world(), log, 60.0)
    assert (s.finland_yes, s.antecedent) == (50.0, 0)


# Terms that hang on an attack not fought do not stand. Red when she accepts a share of -1 of nothing.
def test_nothing_can_be_accepted_where_no_terms_stand():
    s, log = finn(antecedent=1), paper()
    finland.finland_accepts(s, numbers(**RULES), world(finn_needs=[5, -1, -1]), log, 50.0)
    assert (s.finland_yes, s.finland_signs, s.antecedent) == (NEVER, NEVER, 0)
    assert not notes(s, log, slots.K_FINNISH_PEACE)


# She said yes on day 98 to terms that run out on day 99. Red when the signature is to others, or to none.
def test_what_she_has_accepted_stands_until_she_signs():
    p, w, log = numbers(**RULES), world(), paper()
    s = finn(finland_row=1)
    finland.finland_accepts(s, p, w, log, 98.0)
    finland.finnish_week(s, p, w, log, 105.0)
    finland.sign_finland(s, w, log, 119.0)
    yes, signed = notes(s, log, slots.K_FINNISH_PEACE)
    assert (yes.ref, signed.ref) == (4, 4)
    assert yes.second == signed.second == s.finland_share == pytest.approx(0.5 + 0.05 - 0.5 * 0.08 * 0.5)


# Her recorded answer is of day 1168, her signature of day 1185. Red when a branch between them forgets it.
@pytest.mark.parametrize(
    ("held", "signs"), [(1160.0, NEVER), (1168.0, NEVER), (1175.0, 1185.0), (1190.0, 1185.0)]
)
def test_a_branch_after_her_answer_leaves_it_as_it_is(held, signs):
    s = finn()
    finland.begin_finland(s, numbers(**RULES), world(held_until=held, finland=1, finn_answer=1168.0), paper())
    assert s.finland_signs == signs
