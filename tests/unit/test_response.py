"""From rows of yes and no to the nearest value that reaches a chance, its interval, and campaigns to tell."""

import math

import numpy as np
import pytest

from sepeace.inverse.response import (
    LEFT_OUT,
    _interval,
    campaigns_to_tell,
    estimates,
    nearest,
    reached,
    resampled,
)
from sepeace.stats.estimates import wilson

LINES = [
    # shares over 0, 1, 2, 3, 4; reference; nearest value that reaches .5
    ((0.0, 0.2, 0.4, 0.8, 1.0), 0.0, 2.25),
    ((1.0, 0.6, 0.2, 0.0, 0.0), 4.0, 1.25),
    ((1.0, 0.4, 0.1, 0.3, 0.7), 2.0, 1.0 - 1.0 / 6.0),
    ((0.0, 0.9, 0.1, 0.8, 0.0), 2.0, 1.5),
    ((0.0, 0.8, 0.0, 0.8, 0.0), 0.0, 0.625),
    ((0.6, 0.1, 0.5, 0.1, 0.9), 2.0, 2.0),
    ((0.1, 0.2, 0.4, 0.2, 0.1), 0.0, math.nan),
    ((math.nan, math.nan, 0.1, math.nan, 0.9), 2.0, 4.0),
]


@pytest.mark.parametrize(("shares", "reference", "wanted"), LINES)
# Red when only one direction is searched, the farther crossing is taken, or a fall is taken for a reach.
def test_the_nearest_value_that_reaches_the_target(shares, reference, wanted):
    found = nearest([0.0, 1.0, 2.0, 3.0, 4.0], np.array([shares, shares]), reference, 0.5)
    assert found == pytest.approx([wanted] * 2, nan_ok=True)


# Red when the interval is too narrow (campaigns resampled value by value, not as rows) or far too wide.
def test_the_interval_of_a_known_answer_covers_it_as_often_as_it_says():
    random = np.random.default_rng(20)
    values = [0.0, 0.5, 1.0, 1.4, 1.7, 2.0, 2.3, 2.6, 3.0]
    chances = 1.0 / (1.0 + np.exp(-(np.array(values) - 2.1) / 0.4))
    truth = float(nearest(values, chances[None], 0.0, 0.3)[0])
    hits, trials = 0, 200
    for trial in range(trials):
        luck = random.random((250, 1))
        other = random.random((250, len(values)))
        common = random.random((250, 1)) < 0.8  # most campaigns have the same luck throughout
        rows = (np.where(common, luck, other) < chances).astype(np.int8)
        low, high = reached(values, rows, 0.0, 0.3, replicates=300, seed=trial).ci95
        hits += low <= truth <= (math.inf if high is None else high)
    assert 0.91 <= hits / trials <= 0.985


# Red when resamples lose campaigns, or take one that does not count for a no.
def test_resamples_are_those_of_whole_campaigns():
    rows = np.array([[1, 1]] * 30 + [[0, 1]] * 20 + [[0, 0]] * 40 + [[LEFT_OUT, 0]] * 10, np.int8)
    one, two = estimates(rows)
    assert (one.value, one.n, two.value, two.n) == (30 / 90, 90, 0.5, 100)
    assert one.ci95 == wilson(30, 90).ci95
    shares = resampled(rows, 20_000, 3)
    assert shares.mean(axis=0) == pytest.approx([1 / 3, 0.5], abs=0.002)
    assert shares.std(axis=0) == pytest.approx([math.sqrt(2 / 9 / 90), 0.05], rel=0.03)
    assert np.corrcoef(shares.T)[0, 1] > 0.5  # the same campaigns at both values


# Red when the interval is not the middle 95% of the resamples, or those without a value are dropped from it.
def test_the_interval_is_the_middle_of_the_resamples():
    found = np.random.default_rng(1).permutation(np.arange(1000.0))
    assert _interval(found, (500.0, 500.0, 500.0), 0.0) == (25.0, 974.0)
    assert _interval(-found, (-500.0, -500.0, -500.0), 0.0) == (-974.0, -25.0)
    found[found > 970.0] = np.nan
    assert _interval(found, (500.0, 500.0, 500.0), 0.0) == (25.0, None)
    assert _interval(-found, (-500.0, -500.0, -500.0), 0.0) == (None, -25.0)
    assert _interval(found[found < 600.0], (9.0, 500.0, 700.0), 0.0) == (9.0, 700.0)


# Red when resamples without a value are dropped, so that an answer that may be none looks sure.
def test_resamples_without_a_value_lie_beyond_the_range():
    rows = np.zeros((100, 2), np.int8)
    rows[:52, 1] = 1
    found = reached([0.0, 1.0], rows, 0.0, 0.5)
    assert found.value == pytest.approx(0.5 / 0.52) and found.direction == "up"
    assert 0.2 < found.none_share < 0.5
    assert found.ci95[0] is not None and found.ci95[1] is None
    rows[48:] = 0
    found = reached([0.0, 1.0], rows, 0.0, 0.5)
    assert (found.value, found.ci95, found.direction) == (None, (None, None), "none")
    assert 0.5 < found.none_share < 0.8


# Red when the number of campaigns grows as one over the distance instead of its square, or falls short of n.
def test_campaigns_to_tell_grow_with_the_square():
    assert campaigns_to_tell(0.4, 0.5, 10) == 200 and campaigns_to_tell(0.45, 0.5, 10) == 790
    assert campaigns_to_tell(0.1, 0.9, 5_000) > 5_000
    assert campaigns_to_tell(0.0, 0.0001, 50) == 79_000 and campaigns_to_tell(0.5, 0.5, 50) == 20_000


# Red when a handful of campaigns, whose resamples are all alike, give a sharp answer.
def test_few_campaigns_do_not_look_sure():
    found = reached([0.0, 1.0, 2.0], np.array([[0, 1, 1]], np.int8), 0.0, 0.5)
    assert (found.value, found.ci95, found.none_share) == (0.5, (0.0, None), 0.0)
    rows = np.array([[0, 0, 1]] * 25 + [[0, 0, 0]] * 25, np.int8)
    found = reached([0.0, 1.0, 2.0], rows, 0.0, 0.001)
    assert found.ci95[0] == 0.0 and found.value > 1.0
