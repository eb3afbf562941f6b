"""Intervals of paired differences near 0, read beside many others: how often they miss, worked out exactly.

Of a thing that few of many campaigns have, the counts of unlike pairs are Poisson numbers. So the chance that
an interval misses the true difference is a sum over these counts, and no simulation is needed.
"""

import math
from itertools import product

import pytest

from sepeace.stats.estimates import ALPHA, newcombe_paired, simultaneous

CAMPAIGNS = 10_000
ONLY_WITH, ONLY_WITHOUT, BOTH = (0.05, 1.0, 8.0), (0.0, 0.3, 3.0), (0.0, 2.0)
"""Expected numbers of pairs: a thing that none, one or eight of 10,000 campaigns have."""


def chances(mean: float) -> list[float]:
    """Of a Poisson number being 0, 1, and so on as far as it matters."""
    last = int(mean + 10.0 * math.sqrt(mean) + 12.0)
    found = [math.exp(-mean)]
    for k in range(1, last):
        found.append(found[-1] * mean / k)
    return found


def missed(means: tuple[float, float, float], together: int) -> float:
    """Chance that the interval of one of so many differences does not hold the true one."""
    z, true = simultaneous(together), (means[0] - means[1]) / CAMPAIGNS
    found = 0.0
    for counts in product(*(enumerate(chances(mean)) for mean in means)):
        (a, p), (b, q), (c, r) = counts
        if p * q * r < 1e-10:
            continue
        low, high = newcombe_paired(c, a, b, CAMPAIGNS - a - b - c, z=z).ci95
        found += p * q * r if not low <= true <= high else 0.0
    return found


# Red when intervals near 0 are shorter than they say: a normal one, a resampled one, or a wrong quantile.
@pytest.mark.parametrize("together", [1, 154])
def test_each_of_many_intervals_misses_no_more_often_than_it_may(together):
    every = [missed(means, together) for means in product(ONLY_WITH, ONLY_WITHOUT, BOTH)]
    assert max(every) <= ALPHA / together
    assert max(every) > 0.0
