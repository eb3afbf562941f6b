"""Another leader and other policies by hand: what they do to the lines, to who writes, to supplies.

All right values are sums on paper. As in the sums of the lines, war is worth .52 to Hitler and .52 to Stalin,
so without any other term the lines stand at .52 and .48; fear of a second attack counts with .9 after a year.
"""

from __future__ import annotations

import math

import pytest

from sepeace.clocks.storage import empty_log
from sepeace.kernel import calendar, slots
from sepeace.kernel.battlefield import front
from sepeace.kernel.diplomacy import feelers
from sepeace.kernel.fields import TERMS
from sepeace.kernel.leaders import judgement, profiles
from sepeace.record import load
from sepeace.scenario import recorded_weeks
from tests.hands import MONTH, NEVER, RULES, G, S, at_war, ground, notes, numbers, paper

YEAR, DAY = 365.25, 300.0
OFF = {
    "ideology": [0.08, 0.0],
    "fear": [0.0, 0.0],
    "plan": [0.06, 0.0],
    "fate_weight": 0.0,
    "fate_settled": [0.0, 0.9],
    "soviet_fear_scale": 0.2,
    "soviet_fear_start": 0.8,
    "soviet_fear_growth": 0.1,
    "aid_per_belief": 0.0,
    "strength_premium": 0.4,
    "strength_threshold": 0.35,
    "strength_slope": 0.25,
    "cap_margin": 1.0,
    "goering_premium": 0.5,
    "goering_distrust": 0.03,
    "plotters_premium": 0.25,
    "plotters_ideology": 0.5,
    "plotters_plan": 0.25,
    "plotters_west_first": 6.0,
    "plotters_distrust": 0.04,
}
HITLER = ([0.52 + 0.2 + 0.08 - 0.06, 0.48 - 0.18], 0.2, 0.08, 0.18, -0.06, 0.0)


def lines(who: int, since: float = DAY, t: float = YEAR, reading: int = slots.DOCUMENT, **given: object):
    """Both lines and the terms by name; fortune stands at the threshold, where half a premium is asked."""
    s = at_war(chance=[0.6, 0.3], months=[20.0, 30.0], cost=[0.004, 0.006], fortune=0.35)
    w = ground(reading=reading, profile=who, profile_day=since)
    judgement.draw_lines(s, numbers(**{**OFF, **given}), w, empty_log(), t, 0)
    assert sum(s.term) == pytest.approx(s.line[0][G] - s.line[0][S], abs=1e-12)
    return s.line[0], dict(zip(TERMS, s.term, strict=True))


# Red when a factor is left out, acts on another term, or the distrust is no term of its own.
@pytest.mark.parametrize(
    ("who", "found", "strength", "ideology", "fear", "plan", "distrust"),
    [
        (slots.HITLER, *HITLER),
        # half of the premium; a distrust of .03
        (slots.GOERING, [0.52 + 0.1 + 0.08 - 0.06, 0.48 - 0.18 - 0.03], 0.1, 0.08, 0.18, -0.06, 0.03),
        # a quarter of the premium, half of the ideology, a quarter of the plan: .045 of it is lost, and of
        # the .2 that a second attack would take .155 are left
        (
            slots.PLOTTERS,
            [0.52 + 0.05 + 0.04 - 0.015, 0.48 - 0.9 * 0.155 - 0.04],
            *(0.05, 0.04, 0.9 * 0.155, -0.015, 0.04),
        ),
    ],
)
def test_each_profile_by_its_numbers(who, found, strength, ideology, fear, plan, distrust):
    both, terms = lines(who)
    assert both == pytest.approx(found)
    assert terms["strength"] == pytest.approx(strength) and terms["ideology"] == pytest.approx(ideology)
    assert terms["fear_soviet"] == pytest.approx(fear) and terms["plan"] == pytest.approx(plan)
    assert terms["distrust"] == pytest.approx(distrust)


# Red when a profile acts before its day, or not on it.
@pytest.mark.parametrize("who", [slots.GOERING, slots.PLOTTERS])
def test_a_profile_acts_from_its_day_on(who):
    assert lines(who, since=YEAR + 1.0) == lines(slots.HITLER)
    assert lines(who, since=YEAR)[0] != lines(slots.HITLER)[0]


# The trap: less of a plan by itself raises what Germany asks, and only the Soviet fear lowered with it gives
# that back. Red when the fear stays as it was, or falls by more than what the plan lost.
def test_less_of_a_plan_raises_both_lines():
    usual = {"plotters_premium": 1.0, "plotters_ideology": 1.0, "plotters_distrust": 0.0}
    (least, most), _ = lines(slots.PLOTTERS, **usual, plotters_plan=0.25)
    (before, given), _ = lines(slots.HITLER)
    assert least - before == pytest.approx(0.045)
    assert most - given == pytest.approx(0.9 * 0.045)


def test_fear_never_turns_into_trust():
    """Red when more of a plan is lost than a second attack would take, and the fear goes below 0."""
    both, terms = lines(slots.PLOTTERS, soviet_fear_scale=0.03)
    assert terms["fear_soviet"] == 0.0 and both[S] == pytest.approx(0.48 - 0.04)


# A leader's fear for himself counts only where he asks no premium.
# Red when a successor without any premium is kept from it, or one who asks some is not.
@pytest.mark.parametrize(
    ("who", "given", "fate"),
    [
        (slots.HITLER, {}, 0.0),
        (slots.GOERING, {}, 0.0),
        (slots.GOERING, {"goering_premium": 0.0}, 0.1 * 0.6),
        (slots.PLOTTERS, {"plotters_premium": 0.0}, 0.1 * 0.6),
    ],
)
def test_his_own_survival(who, given, fate):
    _, terms = lines(who, fate_weight=0.1, **given)
    soviet = 0.1 * (0.9 - 0.7)
    assert terms["fate"] == pytest.approx(fate - soviet)


# Red when the plotters' silence stops other streams, holds Goering, or ends at another time.
@pytest.mark.parametrize(
    ("who", "months", "right"),
    [
        (slots.PLOTTERS, -0.1, 0.4 * 0.8),
        (slots.PLOTTERS, 0.0, 0.0),
        (slots.PLOTTERS, 5.9, 0.0),
        (slots.PLOTTERS, 6.1, 0.4 * 0.8),
        (slots.GOERING, 3.0, 0.4 * 0.8),
    ],
)
def test_the_west_first(who, months, right):
    s = at_war(chance=[0.9, 0.3], willing=[[0.8, 0.6]], trust=0.4, weeks=60)
    w = ground(profile=who, profile_day=DAY)
    p, t = numbers(**{**RULES, "plotters_west_first": 6.0}), DAY + months * MONTH
    feelers.survey(s, w, t)
    assert feelers.stream_rate(s, p, w, t, 0, slots.LEADER) == pytest.approx(right)
    assert feelers.stream_rate(s, p, w, t, 0, slots.SUBORDINATE) == pytest.approx(0.1 * 0.7)


# Fear of a second attack counts years; under another rule they pass faster or slower from its day on.
# Red when they do so from the first day, or fear that has grown is taken back.
@pytest.mark.parametrize(("level", "years"), [(0.0, 1.0), (0.5, 1.5), (2.0, 3.0)])
def test_another_rule_over_the_occupied(level, years):
    w = ground(occupation_day=YEAR, occupation_level=level)
    assert profiles.years_of_fear(w, 2.0 * YEAR) == pytest.approx(years)
    assert profiles.years_of_fear(w, 0.5 * YEAR) == pytest.approx(0.5)
    assert profiles.years_of_fear(ground(), 2.0 * YEAR) == 2.0


# .9 million men a month, of which full supplies carry .1 and half of those are missing; a week.
# Red when supplies act on the other side, or on men that are there already.
def test_fewer_supplies_are_fewer_replacements():
    w = ground(
        frontier=0.26, weights=[0.3, 0.4, 0.3], path_front=[[0.36]] * 3, force=[[3.0], [6.0]],
        background=[[0.0], [0.0]], loss=[[0.0], [0.0]], loss_shift=[[0.0], [0.0]], replacements=[0.9],
        force_shift=[0.0], aid_missing=[0.5],
    )  # fmt: skip
    s = at_war(strength=[3.0, 6.0], mean_front=0.36, excess=[0.0, 0.0])
    front.strength_step(s, numbers(aid_weight=0.1, replacements=1.0), w, 0, 1.0)
    assert s.excess == pytest.approx([0.0, -0.1 * 0.5 * 0.9 * 7.0 * 12.0 / 365.25])


# Red when another leader or policy is not noted on its day, or the lines are not drawn anew on it.
@pytest.mark.parametrize(
    ("entry", "kind"), [(slots.E_LEADER, slots.K_LEADER), (slots.E_POLICY, slots.K_POLICY)]
)
def test_the_day_itself(entry, kind):
    s, log = at_war(chance=[0.6, 0.3], months=[20.0, 30.0]), paper()
    w = ground(
        dates=1, date_day=[DAY], date_kind=[entry], date_ref=[1], profile=slots.GOERING, profile_day=DAY
    )
    before = s.line[0][G]
    calendar.dated(s, numbers(), w, log, DAY)
    (row,) = notes(s, log, kind)
    assert (row.time, row.ref, row.cause) == (DAY, 1, slots.C_CHANGE)
    assert s.due[slots.CALENDAR] == NEVER and s.line[0][G] != before


# Shipped in the third quarter of 1942: 660,000 tons in 92 days; promised: 982,000. Of full supplies, the mean
# rate of six quarters from mid-1943 on, that is .42. Red when promises shrink too, or shipments do not count.
def test_half_the_supplies():
    record, since, week = load(), 374.0, 60  # 1 July 1942; the week of 16 August
    usual, half = (recorded_weeks.deliveries(record, level, since) for level in (1.0, 0.5))
    assert half[week] == pytest.approx(0.5 * 660.0 / 982.0)
    assert half[:53] == usual[:53] and half[54:] != usual[54:]
    shipped = ((1500, 92), (1685, 92), (1500, 91), (1600, 91), (1550, 92), (1568, 92))
    full = math.fsum(tons / days for tons, days in shipped) / 6.0
    missing = recorded_weeks.supplies_missing(record, 0.5, since)
    assert missing[week] == pytest.approx(0.5 * (660.0 / 92.0) / full)
    assert missing[:53] == [0.0] * 53 and missing[-1] == 0.0
    assert recorded_weeks.supplies_missing(record, 2.0, since)[week] == pytest.approx(-2.0 * missing[week])
