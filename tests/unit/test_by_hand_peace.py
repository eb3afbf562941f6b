"""Peace by hand: signing, what is awaited after it, and who breaks it. All right values are sums on paper."""

from __future__ import annotations

import math

import pytest

from sepeace.kernel import slots
from sepeace.kernel.diplomacy import peace
from tests.hands import MONTH, NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

DAY = 700.0


def at_table(**given: object):
    """Talks on road 1 between lines of .50 and .58."""
    return at_war(line=[[0.50, 0.58]], weeks=100, talk=[2], talk_count=[1], **given)


# Red when a side's hazard is left out, the first year counts, or the West's war halves nothing or too much.
@pytest.mark.parametrize(
    ("west_ends", "months"),
    [
        (0.0, 12.0 + math.log(2.0) / 0.05),  # the West is at peace: .02 + .03 a month from the 12th month on
        (1.0e6, 12.0 + math.log(2.0) / 0.0125),  # at war to the end: a quarter of it
        # At war for 8 of the months that count: 8 x .0125 = .1 of ln 2 is used up by then.
        (20.0, 20.0 + (math.log(2.0) - 0.1) / 0.05),
    ],
)
def test_the_day_of_renewal(west_ends, months):
    p = numbers(renewal_after=12.0, renewal_rate=[0.02, 0.03], renewal_in_west=0.25, west_prolonged=0.0)
    w = ground(west_ends=DAY + west_ends * MONTH)
    found = peace.renewal_day(at_war(), p, w, DAY, 0)
    assert found == pytest.approx(min(DAY + months * MONTH, NEVER), abs=1e-5)


# Red when the prolonged war in the West ends with the recorded one.
def test_a_separate_peace_prolongs_the_war_in_the_west():
    p = numbers(renewal_after=12.0, renewal_rate=[0.02, 0.03], renewal_in_west=0.25, west_prolonged=12.0)
    found = peace.renewal_day(at_war(), p, ground(west_ends=DAY + 8.0 * MONTH), DAY, 0)
    assert found == pytest.approx(DAY + (20.0 + (math.log(2.0) - 0.1) / 0.05) * MONTH, abs=1e-5)


# Red when the breaker is not drawn by the two hazards, or the sides are swapped.
@pytest.mark.parametrize(("second", "side"), [(0.39, G), (0.41, S)])
def test_who_breaks_the_peace(monkeypatch, second, side):
    draws_are(monkeypatch, 0.5, second)
    p, w, log = numbers(renewal_rate=[0.02, 0.03]), ground(), paper()
    s = at_war(signed=[DAY], share=[0.5])
    peace.renew(s, p, w, log, DAY + 500.0, 0)
    assert (s.breaker, s.ending, s.ended) == ([1 + side], slots.SETTLEMENT_BROKEN, DAY + 500.0)
    (row,) = notes(s, log)
    assert (row.side, row.first, row.second) == (side, 500.0, 0.5)


# Red when signing leaves clocks of the war running, or the peace is followed for another time than 36 months.
def test_signing_stops_the_war():
    p, w, log = numbers(renewal_rate=[0.0, 0.0]), ground(), paper()
    s = at_table(due=[DAY + 1.0] * slots.SLOTS)
    s.window_since = [DAY - 30.0]
    peace.sign(s, p, w, log, DAY, 0, 0.54)
    assert s.due[slots.HORIZON] == pytest.approx(DAY + 3 * 365.25, abs=1e-5)
    assert [day for slot, day in enumerate(s.due) if slot != slots.HORIZON] == [NEVER] * (slots.SLOTS - 1)
    assert (s.signed, s.share, s.talk, s.window_days) == ([DAY], [0.54], [0], [30.0])
    assert (s.best_stage, s.antecedent) == ([slots.MET + 1], 1)
    assert notes(s, log)[s.talk_row[0]].kind == slots.K_SIGNED


# Red when the renewal of the war is not awaited, or a settlement before the branch counts as one after it.
def test_after_signing_only_renewal_and_the_horizon_are_awaited():
    p = numbers(renewal_after=12.0, renewal_rate=[0.02, 0.03], renewal_in_west=1.0)
    s = at_table()
    peace.sign(s, p, ground(count_from=DAY + 1.0), paper(), DAY, 0, 0.54)
    renewal = s.due[slots.PAIR_BASE + slots.RENEWAL]
    assert renewal == pytest.approx(DAY + (12.0 + math.log(2.0) / 0.05) * MONTH, abs=1e-5)
    assert s.antecedent == 0


# Red when the horizon of a settlement is an undecided war, or the other way.
@pytest.mark.parametrize(("signed", "ending"), [(DAY, slots.SETTLEMENT_HELD), (NEVER, slots.UNDECIDED)])
def test_what_the_horizon_ends(signed, ending):
    s, log = at_war(signed=[signed]), paper()
    peace.horizon(s, ground(), log, DAY + 1000.0)
    (row,) = notes(s, log)
    assert (s.ending, row.kind, row.cause) == (ending, slots.K_WAR_END, slots.C_HORIZON)


# Red when a share outside the window can be signed.
@pytest.mark.parametrize("share", [0.49, 0.59])
def test_no_settlement_outside_the_window(share):
    with pytest.raises(AssertionError):
        peace.sign(at_table(), numbers(), ground(), paper(), DAY, 0, share)
