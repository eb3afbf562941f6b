"""The generator as the model uses it: each stream uniform, no two streams, campaigns or weeks tied together.

Addresses are fixed, so each test gives the same answer every time. Its false alarm rate says how likely a
good generator was to fail when the addresses were chosen.
"""

import math
from itertools import combinations

import numpy as np
import pytest
from scipy import stats

from sepeace.kernel.draws import philox, streams

ALARM = 1e-6
NUMBERS = {
    name: number
    for name, number in vars(streams).items()
    if name.isupper() and isinstance(number, int) and name != "MEDIAN"
}
CAMPAIGNS = 4000


def sample(stream, index=7, seed=1):
    """Four uniforms a campaign."""
    return np.array([philox.uniforms(seed, campaign, stream, index) for campaign in range(CAMPAIGNS)])


# Red when the words of a block are cut to fewer bits, or one of the four is handed out twice.
@pytest.mark.parametrize("name", NUMBERS)
def test_each_stream_is_uniform(name):
    table = sample(NUMBERS[name])
    for column in table.T:
        counts, _ = np.histogram(column, bins=50, range=(0.0, 1.0))
        assert stats.chisquare(counts).pvalue > ALARM / 4
    fine = np.sort((table.ravel() * 65536.0) % 1.0)  # the low bits of the words
    steps = (np.arange(fine.size) + 0.5) / fine.size
    assert np.abs(fine - steps).max() < math.sqrt(math.log(2.0 / ALARM) / (2.0 * fine.size))


def tied(one, two):
    """Correlation of two samples, in standard errors."""
    return abs(np.corrcoef(one, two)[0, 1]) * math.sqrt(len(one))


def bound(pairs):
    """Standard errors that the largest of so many correlations passes once in 1/ALARM."""
    return -stats.norm.ppf(ALARM / pairs / 2)


# Red when two streams differ by something that the generator does not mix in.
def test_streams_are_not_tied_to_each_other():
    firsts = {name: sample(number)[:, 0] for name, number in NUMBERS.items()}
    pairs = list(combinations(firsts, 2))
    worst = max(tied(firsts[one], firsts[two]) for one, two in pairs)
    assert worst < bound(len(pairs))


# Red when the next week, the next campaign or the next seed continues the one before.
def test_neighbouring_addresses_are_not_tied():
    usual = sample(streams.SECTOR_NOISE, index=100)
    neighbours = {
        "week": sample(streams.SECTOR_NOISE, index=101),
        "far week": sample(streams.SECTOR_NOISE, index=100 + 65536),
        "seed": sample(streams.SECTOR_NOISE, index=100, seed=2),
        "high seed": sample(streams.SECTOR_NOISE, index=100, seed=1 + 2**32),
        "campaign": np.roll(usual, 1, axis=0),
    }
    for name, other in neighbours.items():
        for one in range(4):
            for two in range(4):
                assert tied(usual[:, one], other[:, two]) < bound(80), (name, one, two)


# Red when sums over a campaign have another spread than independent draws: a run through the weeks drifts.
def test_weeks_of_a_campaign_add_up_like_independent_draws():
    weeks, campaigns = 100, 400
    noise = np.array(
        [
            [
                philox.normal(philox.uniforms(1, campaign, streams.SECTOR_NOISE, week)[0])
                for week in range(weeks)
            ]
            for campaign in range(campaigns)
        ]
    )
    ends = noise.sum(axis=1) / math.sqrt(weeks)
    assert stats.kstest(ends, stats.norm.cdf).pvalue > ALARM
    spread = (campaigns - 1) * ends.var(ddof=1)
    assert ALARM / 2 < stats.chi2.cdf(spread, campaigns - 1) < 1.0 - ALARM / 2
