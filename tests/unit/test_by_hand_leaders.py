"""Leaders by hand: what a week teaches them, what war costs, and what they see of another world.

All right values are sums on paper.
"""

from __future__ import annotations

import math

import pytest

from sepeace.clocks.storage import empty_log, new_track
from sepeace.kernel import clockwork, slots
from sepeace.kernel.battlefield import tracks
from sepeace.kernel.leaders import judgement
from tests.hands import MONTH, G, S, at_war, draws_are, ground, numbers

WEEK = 7.0 / MONTH  # months: .229979...
DAY = 6.0 * MONTH

# --- weeks of the leaders


# Red when a week is counted as a quarter of a month: .2299795 months, not .25.
def test_trust_moves_by_weeks():
    p = numbers(trust_rate=0.03, trust_level=0.5, trust_deliveries=0.02)
    for delivered, extra in ((1.0, 0.0), (1.5, 0.01), (9.0, 0.02), (0.0, -0.02)):
        s = at_war(trust=0.3)
        judgement.trust_week(s, p, ground(deliveries=[delivered]), 0)
        assert s.trust == pytest.approx(0.3 + (0.03 * 0.2 + extra) * 7.0 / 30.4375, abs=1e-15)


# A normal belief of mean .03 and variance .0004 sees the front move by .01 in a week T; sigma .06, no
# wandering: gain .0004/(.0004 T + .0036), variance .0004 x .0036/(.0004 T + .0036). Exact Bayes; T 7/30.4375.
# Red when the week has another length, or one leader alone learns.
def test_leaders_learn_by_weeks():
    p = numbers(belief_volatility=0.06, drift_diffusion=0.0)
    s = at_war(belief_mean=[0.03, -0.016], belief_sd=[0.02, 0.01])
    judgement.learn_week(s, p, 0.01)
    for side, mean, variance in ((G, 0.03, 0.0004), (S, -0.016, 0.0001)):
        seen = variance * WEEK + 0.0036
        assert s.belief_mean[side] == pytest.approx(mean + variance / seen * (0.01 - mean * WEEK), rel=1e-12)
        assert s.belief_sd[side] == pytest.approx(math.sqrt(variance * 0.0036 / seen), rel=1e-12)


# With months = WEEK the kept part is exp(-WEEK/3), about .926; N(.975) = 1.959964 for the first, its negative
# for the second. Red when the week is another, or the two sides share a draw.
def test_errors_are_kept_by_weeks(monkeypatch):
    draws_are(monkeypatch, 0.975, 0.025)
    p, s = numbers(expectation_months=3.0), at_war(error=[[1.0, 1.0]])
    kept = math.exp(-7.0 / 30.4375 / 3.0)
    fresh = math.sqrt(1.0 - kept**2) * 1.959963984540054
    judgement.errors_week(s, p, ground(luck=slots.FREE), 5)
    assert s.error[0] == pytest.approx([kept + fresh, kept - fresh], rel=1e-9)
    judgement.errors_week(s, p, ground(luck=slots.FREE), 0)  # the first week remembers nothing
    assert s.error[0] == pytest.approx([1.959963984540054, -1.959963984540054], rel=1e-9)


# A quarter of the force lost costs a quarter of cost_loss, half the oil missing half of cost_oil, and so on.
# Red when a cost is counted for the other side, or oil above the need is a gain.
@pytest.mark.parametrize(("oil", "missing"), [(5.5, 0.5), (11.0, 0.0), (20.0, 0.0)])
def test_costs_of_a_month(oil, missing):
    p = numbers(
        cost_base=0.002,
        cost_loss=[0.004, 0.008],
        cost_oil=0.005,
        oil_need=11.0,
        cost_divisions=0.006,
        cost_food=0.007,
    )
    w = ground(
        oil_supply=[oil],
        divisions_west=[0.3],
        span=0,
        grain_front=[0.26, 0.46, 0.66],
        grain_share=[0.0, 0.4, 1.0],
        front_frozen=0,
    )
    s = at_war(strength=[3.0, 6.0], loss_quarter=[0.75, 3.0], mean_front=0.51)
    judgement.weigh(s, p, w, empty_log(), 0.0)
    # Grain: at .51, a quarter of the way from .4 to 1.
    assert s.cost == pytest.approx([0.002 + 0.001 + 0.0018 + 0.005 * missing, 0.002 + 0.004 + 0.007 * 0.55])


# Red when a step is taken on the wrong side of its day, or lines do not join the knots.
def test_straight_lines_between_knots():
    knots, values = [0.0, 10.0, 10.0, 20.0], [1.0, 2.0, 5.0, 7.0]
    for x, right in ((-1.0, 1.0), (5.0, 1.5), (9.999999, 1.9999999), (10.0, 5.0), (15.0, 6.0), (99.0, 7.0)):
        assert clockwork.interpolate(knots, values, x) == pytest.approx(right)


# --- what leaders see of another world's battlefield


def other_world():
    """A log whose leaders may see another world: front .7, movement .02, losses .1 and .2, fortune .5."""
    log, track = empty_log(), new_track()
    track.known, track.knots = 6, 2
    track.front[5], track.moved[5] = 0.7, 0.02
    track.toll[G][5], track.toll[S][5] = 0.1, 0.2
    track.knot_day[:2], track.knot_fortune[:2] = [30.0, 38.0], [0.9, 0.5]
    log.their = track
    return log


# Red when a channel shows what another should, or shows the other world where it is not asked for.
@pytest.mark.parametrize("taken", [slots.GROUND, slots.LOSSES, slots.BELIEF, slots.STRENGTH_CHANNEL, 0, 15])
def test_each_channel_shows_its_own(taken):
    log, w, p = other_world(), ground(), numbers(fortune_half_life=90.0)
    log.taken = taken
    s = at_war(weeks=5, loss_quarter=[0.6, 2.4], fortune=0.3)

    def pick(channel, theirs, ours):
        return theirs if taken & channel else ours

    assert tracks.front_seen(s, w, log) == pick(slots.GROUND, 0.7, 0.45)
    assert tracks.movement_seen(s, w, log, 0.01) == pick(slots.BELIEF, 0.02, 0.01)
    for side, theirs, ours in ((G, 0.1, 0.2), (S, 0.2, 0.4)):
        assert tracks.toll_seen(s, log, side) == pytest.approx(pick(slots.LOSSES, theirs, ours))
    seen = tracks.fortune_seen(s, p, log, 38.0 + 90.0)
    assert seen == pytest.approx(pick(slots.STRENGTH_CHANNEL, 0.25, 0.3))


# Red when the other world is seen after its war is over.
def test_a_war_that_is_over_is_not_seen():
    log, w = other_world(), ground()
    log.taken = 15
    s = at_war(weeks=6)
    assert tracks.front_seen(s, w, log) == 0.45 and tracks.movement_seen(s, w, log, 0.01) == 0.01


# Red when leaders who are not to see the front move do.
def test_a_frozen_front():
    log, w = other_world(), ground(front_frozen=1, frontier=0.26)
    log.taken = 15
    s = at_war(weeks=5)
    assert tracks.front_seen(s, w, log) == 0.26 and tracks.movement_seen(s, w, log, 0.01) == 0.0


# Red when a week is written in another's place, or under the other side.
def test_what_a_campaign_writes_for_another_world():
    log, p = empty_log(), numbers(fortune_half_life=90.0)
    s = at_war(weeks=5, strength=[2.0, 5.0], loss_quarter=[0.5, 2.0], fortune=0.3, fortune_rate=0.01)
    tracks.keep_track(s, log, 0.02)
    tracks.keep_fortune(s, log, 35.0)
    tracks.hand_over(log.own, log.their)
    tracks.clear(log.own)
    assert (log.own.known, log.own.knots) == (0, 0)
    # Another campaign, in its week 5, sees it, and after ten days the fortune that has flowed in meanwhile.
    log.taken = 15
    other, w = at_war(weeks=5), ground()
    assert tracks.front_seen(other, w, log) == 0.45 and tracks.movement_seen(other, w, log, 0.0) == 0.02
    assert [tracks.toll_seen(other, log, side) for side in (G, S)] == [0.25, 0.4]
    kept = 0.5 ** (10.0 / 90.0)
    right = 0.3 * kept + 0.01 * 90.0 / math.log(2.0) * (1.0 - kept)
    assert tracks.fortune_seen(other, p, log, 45.0) == pytest.approx(right)
