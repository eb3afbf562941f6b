"""Bluffing and belief: indifference of both players, pure corners, and Bayes' rule in odds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.errors import BadValue
from sepeace.model.signals import leverage_equilibrium, update

INSIDE = st.floats(0.01, 0.99)


@given(INSIDE, st.floats(0.1, 2.0), INSIDE, st.floats(0.1, 2.0), INSIDE)
def test_mixed_equilibrium_leaves_both_indifferent(prior, loss, payment_share, gain, cost_share):
    payment, cost = payment_share * loss, cost_share * gain
    bluff, concede, posterior = leverage_equilibrium(prior, loss, payment, gain, cost)
    if prior * loss >= payment:
        assert (bluff, concede, posterior) == (1.0, 1.0, prior)
        return
    assert 0.0 <= bluff <= 1.0 + 1e-12
    # The third party: loss avoided = payment. The sender: expected gain = cost. The belief: Bayes.
    assert posterior * loss == pytest.approx(payment, rel=1e-12)
    assert concede * gain == pytest.approx(cost, rel=1e-12)
    assert prior / (prior + (1.0 - prior) * bluff) == pytest.approx(posterior, rel=1e-10)


def test_bluffing_rises_with_the_prior_not_with_the_gain():
    low, high = leverage_equilibrium([0.05, 0.2], 1.0, 0.3, 0.5, 0.1).bluff_rate
    assert low < high
    assert leverage_equilibrium(0.2, 1.0, 0.3, 5.0, 0.1).bluff_rate == high


def test_mixed_meets_pure_without_a_step():
    edge = leverage_equilibrium([0.3 - 1e-12, 0.3], 1.0, 0.3, 0.5, 0.5)
    assert edge.bluff_rate[0] == pytest.approx(edge.bluff_rate[1], abs=1e-10)
    assert edge.posterior[0] == pytest.approx(edge.posterior[1], abs=1e-10)


def test_nobody_bluffs_for_nothing():
    assert leverage_equilibrium(0.2, 1.0, 1.0, 0.5, 0.1) == (0.0, 0.0, 1.0)
    assert leverage_equilibrium(0.2, 1.0, 0.3, 0.5, 0.6) == (0.0, 1.0, 1.0)
    assert leverage_equilibrium(1.0, 1.0, 0.3, 0.5, 0.1) == (1.0, 1.0, 1.0)


@given(st.floats(0.0, 1.0), st.floats(0.01, 10.0), st.floats(0.01, 10.0))
def test_news_multiplies_odds_in_any_order(prior, first, second):
    one = update(update(prior, first), second)
    assert one == pytest.approx(update(update(prior, second), first), abs=1e-12)
    assert one == pytest.approx(update(prior, first * second), abs=1e-12)
    assert update(prior, 1.0) == pytest.approx(prior, abs=1e-15)


def test_certainties_stay():
    assert update([0.0, 1.0], 5.0).tolist() == [0.0, 1.0]
    assert update(0.4, 0.0) == 0.0


@pytest.mark.parametrize("arguments", [(1.1, 1.0), (0.5, -1.0), (1.0, 0.0), (0.5, "x")])
def test_update_refuses_what_has_no_meaning(arguments):
    with pytest.raises(BadValue):
        update(*arguments)


@pytest.mark.parametrize("place", range(4))
def test_leverage_refuses_zero_where_it_has_no_meaning(place):
    arguments = [0.2, 1.0, 0.3, 0.5, 0.1]
    arguments[place] = 0.0
    with pytest.raises(BadValue):
        leverage_equilibrium(*arguments)


def test_leverage_refuses_a_negative_cost():
    with pytest.raises(BadValue, match="cost"):
        leverage_equilibrium(0.2, 1.0, 0.3, 0.5, -0.1)
