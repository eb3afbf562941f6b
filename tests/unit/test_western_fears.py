"""What leverage brings, how sound the fears were: by hand on made-up campaigns, then on a few real ones."""

import math
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import sepeace as sp
from sepeace.execution.options import RunOptions
from sepeace.outcomes.outcome_rows import NONE, OUTCOME
from sepeace.quantities import EPOCH
from sepeace.runs.many import fears, leverage
from sepeace.runs.many.western_weeks import DAYS, WEEKS, WesternWeeks, WesternWorld, western_weeks
from sepeace.stats.estimates import mean

MONTHS = len(WEEKS)
AFTER = 2_000
"""A day on which no war of these is fought any more."""


def made(heard, aid, earlier, belief=0.1, signed=None):
    """Campaigns by hand: what is acted on, aid, days of landing; the day on which each signs, or none."""
    signed = signed or [NONE] * len(heard)
    rows = np.zeros(len(heard), OUTCOME)
    rows["landing_earlier"] = earlier
    rows["signed"] = signed
    rows["settled"] = rows["signed"] != NONE
    rows["war_ended"] = np.where(rows["settled"], rows["signed"], AFTER)
    days = 7.0 * np.array(WEEKS)
    table = np.where(rows["war_ended"][:, None] >= days, belief, math.nan)
    return WesternWeeks(belief=table, heard=np.array(heard), aid=np.array(aid), rows=rows)


# Red when the spread is divided by n in place of n - 1, or the interval is not 1.96 standard errors.
def test_a_mean_and_its_interval_by_hand():
    found = mean([1.0, 2.0, 6.0])
    half = 1.959963984540054 * math.sqrt(7.0 / 3.0)
    assert found.value == 3.0 and found.ci95 == pytest.approx((3.0 - half, 3.0 + half)) and found.n == 3
    assert mean([4.0]).value == 4.0 and mean([4.0]).ci95 == (-math.inf, math.inf)
    assert mean([]).known is None


def test_months_are_first_sundays():
    assert MONTHS == 46 and all(day.weekday() == 6 and day.day <= 7 for day in DAYS)
    assert (str(DAYS[0]), str(DAYS[-1])) == ("1941-07-06", "1945-04-01")


# Red when a pair counts that is over in one world, the difference is turned round, or pairs are mixed up.
def test_a_gain_is_that_of_pairs_at_war_in_both_worlds():
    own = made([0.3, 0.2, 0.5, math.nan], [0.03, 0.02, 0.05, math.nan], [6.0, 0.0, 30.0, 0.0], 0.2)
    other = made([0.1, 0.1, math.nan, 0.4], [0.01, 0.01, math.nan, 0.04], [2.0, 0.0, 0.0, 0.0], 0.1)
    found = leverage._gain("leverage", leverage.Without.LEAKS, own, other)
    assert (found.belief.n, found.aid.n, found.landing.n) == (2, 2, 2)
    assert found.belief.value == pytest.approx(0.15) and found.aid.value == pytest.approx(0.015)
    assert found.landing.value == 2.0
    assert [one.value for one in found.by_month] == pytest.approx([0.1] * MONTHS)
    assert found.by_month[0].n == 4
    level = leverage._level("leverage", own)
    assert level.belief == pytest.approx(1.0 / 3.0) and level.landing == 12.0
    assert (level.moved.value, level.moved.n) == (2.0 / 3.0, 3)


# Red when the six months are counted from another day, or a campaign counts that has signed already.
def test_who_signs_soon_by_hand():
    month = 12
    day = 7 * WEEKS[month]
    signed = [day - 1, day, day + 182, day + 183, NONE]
    seen = made([0.1] * 5, [0.0] * 5, [0.0] * 5, signed=signed)
    soon, at_war = fears.signs_soon(seen), seen.at_war
    assert at_war[:, month].tolist() == [False, True, True, True, True]
    assert soon[:, month].tolist() == [False, True, True, False, False]
    found = fears._fear("document", seen, seen, 1)
    assert (found.months[month].danger.value, found.months[month].danger.n) == (0.5, 4)


# Red when a lag is turned round, counts months that speak for too few, or takes the first peak for the last.
def test_a_lag_by_hand():
    n = 200
    at_war = np.ones((n, MONTHS), bool)
    soon = np.zeros((n, MONTHS), bool)
    soon[:, 5], soon[: n // 2, 9] = True, True
    belief = np.full((n, MONTHS), 0.1)
    belief[:, 11] = 0.3
    found = fears.lag(belief, at_war, soon, at_war, 1)
    assert (found.months, found.low, found.high) == (6, 6.0, 6.0)
    few = at_war.copy()
    few[4:, 20:] = False
    belief[:, 30] = 0.9
    assert fears.lag(belief, few, soon, few, 1).months == 6
    assert fears.lag(belief, at_war, soon, at_war, 1).months == 25


# Red when belief is told of campaigns whose war is over.
def test_belief_is_that_of_campaigns_at_war():
    day = 7 * WEEKS[20]
    belief = np.array([[0.1], [0.2], [0.3], [0.9]])
    seen = made([0.1] * 4, [0.0] * 4, [0.0] * 4, belief, [NONE, NONE, NONE, day])
    assert fears._believed(seen, 20).mean == pytest.approx(0.375)
    assert fears._believed(seen, 21).mean == pytest.approx(0.2) and fears._believed(seen, 21).q50 == 0.2
    over = made([0.1], [0.0], [0.0], signed=[day])
    assert fears._believed(over, 30).q50 is None


@pytest.fixture(scope="module")
def seen():
    """A few campaigns of six worlds."""
    usual = sp.load("historical")
    told = usual.with_assumptions(motive="leverage")
    held = WesternWorld(scenario=replace(usual, branch=fears.HELD), given="branch")
    worlds = {
        "usual": WesternWorld(scenario=usual, given="free"),
        "from the first day": WesternWorld(scenario=replace(usual, branch=EPOCH), given="free"),
        "leverage": WesternWorld(scenario=told, given="free"),
        "no leaks": WesternWorld(scenario=leverage.without_leaks(told), given="free"),
        "no unmeant": WesternWorld(scenario=leverage.without_unmeant(told), given="free"),
        "held": held,
    }
    found = western_weeks(list(worlds.values()), RunOptions(campaigns=6, workers=1))
    return dict(zip(worlds, found, strict=True))


# Red when a world without leaks leaks, or one without unmeant feelers sends some; both do where they are let.
def test_what_is_taken_away_is_gone(seen):
    assert seen["leverage"].rows["leaks"].sum() > 0 and seen["leverage"].rows["sent_leverage"].sum() > 0
    assert seen["no leaks"].rows["leaks"].sum() == 0 and seen["no leaks"].rows["sent_leverage"].sum() > 0
    assert seen["no unmeant"].rows["sent_leverage"].sum() == 0


# Red when the branch that a change needs alters a free war by itself: no difference would be that of leaks.
def test_a_branch_on_the_first_day_changes_nothing(seen):
    one, other = seen["usual"], seen["from the first day"]
    assert one.rows.tobytes() == other.rows.tobytes()
    assert np.array_equal(one.belief, other.belief, equal_nan=True)


# Red when the held war ends early, or its belief is that of another news than the record's.
def test_the_held_war_has_the_recorded_news(seen):
    held = seen["held"]
    assert held.at_war.all()
    september = DAYS.index(date(1943, 9, 5))
    assert np.median(held.belief[:, september]) > 0.1
    assert (held.rows["landing_earlier"] == 0.0).all()


# Red when the belief that is acted on is not that of nine Sundays before, or aid is not what it is worth.
def test_aid_is_paid_for_what_was_believed_nine_weeks_before(seen):
    usual = seen["usual"]
    rates = sp.batch("historical", campaigns=6).draws()
    rate = np.array(rates.column("aid_per_belief"))
    assert usual.fixed.any()
    assert usual.aid[usual.fixed] == pytest.approx((rate * usual.heard)[usual.fixed], rel=1e-12)


def _line(figure, gid):
    (found,) = (one for one in figure.findobj() if one.get_gid() == gid)
    return found


# Red when a figure draws another number than the result holds.
def test_the_figure_of_leverage_draws_its_numbers():
    found = sp.leverage(campaigns=3)
    figure = sp.figures.leverage(found)
    gain = found.gain("leverage", leverage.Without.LEAKS)
    drawn = _line(figure, "belief-leverage").get_ydata()
    assert drawn[3] == pytest.approx(100.0 * gain.by_month[3].value)
    news = _line(figure, "by-news")
    assert news.get_xdata().tolist() == list(leverage.NEWS)
    assert news.get_ydata().tolist() == [row.landing.value for row in found.by_news]
    assert "does leverage pay" in sp.figures.title(figure) and "motive varied" in sp.figures.caption(figure)


def test_the_figure_of_fears_draws_its_numbers():
    found = sp.fears(campaigns=3)
    figure = sp.figures.fears(found)
    for row in found.readings:
        drawn = _line(figure, f"danger-{row.strength}").get_ydata()
        assert drawn == pytest.approx([100.0 * one.danger.value for one in row.months])
        assert _line(figure, f"belief-{row.strength}").get_ydata()[2] == pytest.approx(
            100.0 * row.months[2].believed.q50
        )
    assert len(found.plain) == 3 and "1943-" in found.plain[0]


@pytest.mark.parametrize("draw", ["leverage", "fears"])
def test_a_figure_of_something_else_is_refused(draw):
    with pytest.raises(sp.SepeaceError, match=f"{draw} takes a"):
        getattr(sp.figures, draw)(1)


def test_an_unknown_number_of_campaigns_is_refused():
    for ask in (sp.leverage, sp.fears):
        with pytest.raises(sp.SepeaceError, match="campaigns"):
            ask(campaigns=0)
