"""Draws: published answers, ranges, the normal quantile, and moments with a stated false alarm rate."""

import math
import statistics

import numpy as np
import pytest
from scipy.special import ndtri

from sepeace.errors import BadValue
from sepeace.kernel.draws import philox as kernel
from sepeace.model import draws

ONES = 0xFFFFFFFF

# Random123 of Salmon and others, its file of known answers for philox4x32 with 10 rounds.
KNOWN = [
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((ONES,) * 4, (ONES, ONES), (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_philox_gives_the_published_words(counter, key, words):
    assert kernel.philox(*counter, *key) == words


def test_address_fills_counter_and_key_in_order():
    """Red when seed and campaign halves, or stream and index, change places."""
    seed, campaign, stream, index = 0x0123456789ABCDEF, 0xFEDCBA9876543210, 7, 11
    words = kernel.philox(index, stream, 0x76543210, 0xFEDCBA98, 0x89ABCDEF, 0x01234567)
    assert kernel.uniforms(seed, campaign, stream, index) == tuple((w + 0.5) / 2.0**32 for w in words)


def test_extreme_words_stay_inside_the_unit_interval():
    assert 0.0 < (0 + 0.5) * 2.3283064365386963e-10
    assert (ONES + 0.5) * 2.3283064365386963e-10 < 1.0
    assert 2.0**-32 == 2.3283064365386963e-10


def test_neighbouring_addresses_share_nothing():
    base = (1, 2, 3, 4)
    seen = set(kernel.uniforms(*base))
    for place in range(4):
        other = list(base)
        other[place] += 1
        seen |= set(kernel.uniforms(*other))
    assert len(seen) == 20


def test_normal_agrees_with_two_independent_quantiles():
    """AS 241 promises about 1e-16; 1e-15 relative leaves room for the reference's own rounding."""
    tails = 10.0 ** -np.arange(1.0, 300.0, 7.0)
    u = np.concatenate([np.linspace(1e-6, 1.0 - 1e-6, 5001), tails, 1.0 - tails[:2]])
    got = np.array([kernel.normal(float(x)) for x in u])
    assert np.all(np.abs(got - ndtri(u)) <= 2e-15 * np.maximum(np.abs(got), 1.0))
    library = np.array([statistics.NormalDist().inv_cdf(float(x)) for x in u])
    assert np.all(np.abs(got - library) <= 1e-15 * np.maximum(np.abs(got), 1.0))


def test_normal_is_odd():
    assert kernel.normal(0.5) == 0.0
    for u in (0.01, 0.07, 0.075, 0.3, 0.499):
        assert kernel.normal(u) == pytest.approx(-kernel.normal(1.0 - u), abs=1e-14)


def test_exponential_is_minus_the_logarithm():
    assert kernel.exponential(math.exp(-2.5)) == pytest.approx(2.5, abs=1e-15)


def test_moments():
    """Fixed addresses. Bounds are 5 standard errors: one of these 12 fails by chance once in 140,000."""
    n = 10_000
    table = np.array([kernel.uniforms(1, campaign, 5, 0) for campaign in range(n)])
    error = math.sqrt(1.0 / 12.0 / n)
    assert np.all(np.abs(table.mean(axis=0) - 0.5) < 5.0 * error)
    normals = np.array([[kernel.normal(float(u)) for u in row] for row in table])
    assert np.all(np.abs(normals.var(axis=0) - 1.0) < 5.0 * math.sqrt(2.0 / n))
    products = [(normals[:, i] * normals[:, (i + 1) % 4]).mean() for i in range(4)]
    assert np.all(np.abs(products) < 5.0 / math.sqrt(n))


def test_public_uniforms_match_the_kernel_and_broadcast():
    assert draws.uniforms(1, 2, 3, 4) == kernel.uniforms(1, 2, 3, 4)
    spread = draws.uniforms(1, np.arange(3), 3, [[4], [5]])
    assert spread.first.shape == (2, 3)
    assert spread.third[1, 2] == kernel.uniforms(1, 2, 3, 5)[2]
    assert draws.uniforms(2**64 - 1, 2**64 - 1, 2**32 - 1, 2**32 - 1).first == (0x408F276D + 0.5) / 2.0**32


@pytest.mark.parametrize(
    "address",
    [
        (-1, 0, 0, 0),
        (2**64, 0, 0, 0),
        (0, 2**64, 0, 0),
        (0, 0, 2**32, 0),
        (0, 0, 0, 2**32),
        (1.0, 0, 0, 0),
        (True, 0, 0, 0),
        ("1", 0, 0, 0),
        (0, None, 0, 0),
        (0, [0, 1], [0, 1, 2], 0),
    ],
)
def test_public_uniforms_refuse_other_addresses(address):
    with pytest.raises(BadValue):
        draws.uniforms(*address)


# A golden draw says that nothing changed by accident: words are whole numbers, the same on every machine.
GOLDEN = [
    ((1, 0, 1, 0), (2202007772, 576493116, 590055603, 187910919), 0.03182673498727093),
    ((1, 417, 2, 33), (4278744680, 2391749914, 4148748254, 3240375396), 2.6713694987475356),
    ((2, 999_999, 9, 4097), (1163864706, 1061201633, 2709852859, 2383824533), -0.6098416059848253),
    (
        (2**64 - 1, 2**40, 15, 1263075682),
        (3795018105, 1632066763, 2653495730, 2222075780),
        1.193159318680728,
    ),
]


@pytest.mark.parametrize(("address", "words", "normal"), GOLDEN)
def test_golden_draws(address, words, normal):
    numbers = kernel.uniforms(*address)
    assert tuple(int(number * 2.0**32) for number in numbers) == words
    assert kernel.normal(numbers[0]) == pytest.approx(normal, rel=1e-14)
