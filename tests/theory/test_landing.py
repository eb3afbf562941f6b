"""The landing to come: what share of a drift that begins later counts today, and when a leader expects it."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sepeace.clocks.storage import new_state
from sepeace.kernel.leaders import landing_ahead, wandering
from sepeace.kernel.slots import GERMANY, NEVER, SOVIET
from sepeace.quantities import DAYS_PER_MONTH, day_of
from tests.campaigns import planned
from tests.theory import wandering_war as reference

SIGMA, Q = 0.06, 0.008
WARS = (
    (0.68, -0.001, 0.022, -0.012),  # Stalin in August 1942
    (0.61, -0.012, 0.022, -0.012),  # either in June 1943
    (0.65, 0.020, 0.022, -0.012),  # Hitler in December 1941
    (0.50, -0.009, 0.022, -0.008),  # Stalin in January 1944
    (0.55, 0.045, 0.021, -0.015),  # Hitler in autumn 1941
)
"""Front, believed drift, doubt, and the drift that a landing would add."""
AHEAD = (1.0, 6.0, 19.0)
"""Months to the landing."""


def closed(front, mean, sd):
    """u and E as leaders reckon them."""
    return wandering.wandering_terms(front, mean, sd, SIGMA, Q, wandering.width_of(SIGMA, Q))


def to_come(front, mean, sd, extra, months, count=20_000, step=0.1):
    """By how much a drift that begins in so many months changes u today.

    Wars are simulated until then, without it; whoever still fights is worth what the backward equation gives
    him with the drift less what it gives without. Only the difference is sampled, so its error is small.
    """
    draw = np.random.default_rng(5)
    half = draw.standard_normal(count // 2)
    place, drift = np.full(count, front), mean + sd * np.concatenate((half, -half))
    alive = np.ones(count, bool)
    far = -2.0 / (SIGMA**2 * step)
    for _ in range(round(months / step)):
        noise, luck, before = draw.standard_normal((2, count)), draw.random((2, count)), place
        place = before + drift * step + SIGMA * math.sqrt(step) * noise[0]
        drift = drift + Q * math.sqrt(step) * noise[1]
        # Bridges: a barrier may be touched between the two ends of a step.
        top = np.exp(far * np.maximum(1.0 - before, 0.0) * np.maximum(1.0 - place, 0.0))
        low = np.exp(far * np.maximum(before, 0.0) * np.maximum(place, 0.0))
        alive &= (luck[0] >= top) & (luck[1] >= low)
        place = np.clip(place, 0.0, 1.0)
    u, _ = reference._splines(round(Q / SIGMA**3, 9))
    place, drift = place[alive], drift[alive]

    def worth(more):
        return u.ev(place, np.clip((drift + more) / SIGMA**2, -reference.REACH, reference.REACH))

    gained = worth(extra) - worth(0.0)
    return gained.sum() / count, gained.std() / math.sqrt(count)


def share(front, mean, sd, extra, months):
    """The share as leaders reckon it, once the length of war they reckon with agrees with it."""
    near = 1.0
    for _ in range(40):
        near = math.exp(-landing_ahead.LANDING_PACE * months / closed(front, mean + near * extra, sd)[1])
    return near


@pytest.mark.parametrize("war", WARS)
def test_a_share_of_the_drift_does_what_the_drift_to_come_would_do(war):
    """u within .01, where leaders stood in the recorded war; red with another pace, such as 2.3 for 1.15."""
    front, mean, sd, extra = war
    today = closed(front, mean, sd)[0]
    for months in AHEAD:
        exact, error = to_come(*war, months)
        assert error < 1e-3
        reckoned = closed(front, mean + share(*war, months) * extra, sd)[0] - today
        assert reckoned == pytest.approx(exact, abs=0.01)


def test_a_share_that_knows_no_length_of_war_fails_a_short_one():
    """A half-life of a year does as well in the long wars above; one nearly won shows the difference."""
    front, mean, sd, extra = war = (0.85, 0.03, 0.021, -0.02)
    today, length = closed(front, mean, sd)
    assert length < 9.0
    exact, _ = to_come(*war, 6.0)
    assert closed(front, mean + share(*war, 6.0) * extra, sd)[0] - today == pytest.approx(exact, abs=0.005)
    assert abs(closed(front, mean + 2.0**-0.5 * extra, sd)[0] - today - exact) > 0.02


def test_where_the_share_is_rough():
    """A war nearly won, and a landing that a leader wholly trusts: there u may be .08 off, but not .1."""
    front, mean, sd, extra = war = (0.85, 0.0, 0.021, -0.03)
    exact, _ = to_come(*war, 6.0)
    off = closed(front, mean + share(*war, 6.0) * extra, sd)[0] - closed(front, mean, sd)[0] - exact
    assert 0.03 < abs(off) < 0.1


def test_the_share_by_hand():
    """exp(-1.15 M/E) from Pearl Harbor to the landing; 0 before, 1 after, 0 for a war of no length."""
    w, s = planned("historical").world, new_state(1, 0)
    s.months_then, s.beaten = [20.0, 10.0], NEVER
    april, may = day_of(date(1943, 4, 1)), day_of(date(1943, 7, 1))
    months = (may - april) / DAYS_PER_MONTH
    assert landing_ahead.landing_near(s, w, GERMANY, april) == pytest.approx(math.exp(-1.15 * months / 20.0))
    assert landing_ahead.landing_near(s, w, SOVIET, april) == pytest.approx(math.exp(-1.15 * months / 10.0))
    assert landing_ahead.landing_near(s, w, SOVIET, day_of(date(1941, 12, 10))) == 0.0
    assert landing_ahead.landing_near(s, w, SOVIET, day_of(date(1941, 12, 11))) > 0.0
    s.months_then = [0.0, 0.0]
    assert landing_ahead.landing_near(s, w, SOVIET, april) == 0.0
    s.landed = 1
    assert landing_ahead.landing_near(s, w, SOVIET, april) == 1.0


def expectations(world):
    """What both leaders expect, each week of the war."""
    return np.array(
        [[landing_ahead.expected_landing(world, side, 7.0 * k) for k in range(200)] for side in (0, 1)]
    )


def moved_by(days, known=date(1942, 6, 1)):
    """The recorded world with a landing moved by so many days and known of from a date on."""
    recorded = day_of(date(1944, 6, 6))
    usual = planned("historical").world
    return replace(
        usual, landing_known=day_of(known), landing_day=recorded + days, landing_shift=float(days)
    ), recorded + days


def test_a_landing_moved_by_nothing_changes_nothing():
    assert np.array_equal(expectations(moved_by(0)[0]), expectations(planned("historical").world))


@pytest.mark.parametrize("days", [-600, -200, -30, 30, 200])
def test_a_moved_landing_moves_what_is_expected_but_never_to_before_its_own_day(days):
    """By as many days from the day on which it is known; an earlier one stops at its own day, or stays."""
    world, day = moved_by(days)
    before, after = expectations(planned("historical").world), expectations(world)
    week = int(day_of(date(1942, 6, 1)) // 7) + 1
    assert np.array_equal(after[:, :week], before[:, :week])
    told, now = before[:, week:], after[:, week:]
    if days > 0:
        assert np.array_equal(now, told + days)
    else:
        assert np.all(now <= told) and np.all(now >= np.minimum(told, day))
        assert np.array_equal(now[told + days >= day], (told + days)[told + days >= day])
        # Were it shifted without a stop, Stalin would look back on a landing that has yet to come.
        assert np.any(now != told + days)


def test_a_cancelled_landing_stays_two_years_away():
    known = day_of(date(1943, 12, 12))
    world = replace(planned("historical").world, landing_known=known, landing_day=NEVER)
    for when in (known, known + 100.0, known + 500.0):
        assert landing_ahead.expected_landing(world, SOVIET, when) == when + 730.0
    assert landing_ahead.expected_landing(world, SOVIET, known - 1.0) == day_of(date(1944, 5, 15))
