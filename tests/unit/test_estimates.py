"""Intervals from counts: worked examples from print, exact edges, and the mistakes that are refused."""

import math
import re
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepeace.errors import BadValue
from sepeace.stats.estimates import (
    Z80,
    Z95,
    about,
    finite,
    newcombe_paired,
    rounded_up,
    share,
    simultaneous,
    wilson,
)

COUNTS = st.integers(0, 300)


def test_wilson_published_example():
    """81 of 263: .2553 to .3662 (Newcombe 1998, Statistics in Medicine 17: 857-872, table I)."""
    estimate = wilson(81, 263)
    assert estimate.ci95 == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert (estimate.value, estimate.n, estimate.method) == (81 / 263, 263, "wilson")


def test_wilson_edges_are_exact():
    assert wilson(0, 10).ci95[0] == 0.0
    assert wilson(10, 10).ci95[1] == 1.0
    # At k = 0 the score equation gives z^2/(n + z^2).
    assert wilson(0, 10).ci95[1] == pytest.approx(
        1.959963984540054**2 / (10 + 1.959963984540054**2), abs=1e-15
    )


def test_no_campaigns_say_nothing():
    assert math.isnan(wilson(0, 0).value)
    assert wilson(0, 0).ci95 == (0.0, 1.0)
    assert math.isnan(newcombe_paired(0, 0, 0, 0).value)
    assert newcombe_paired(0, 0, 0, 0).ci95 == (-1.0, 1.0)


@given(COUNTS, COUNTS)
def test_wilson_ends_solve_the_score_equation(k, more):
    """Red for a wrong quantile or a missing term: |p - x| = z sqrt(x (1 - x)/n) at both ends."""
    n = k + more
    if n == 0:
        return
    p = k / n
    for end in wilson(k, n).ci95:
        assert (p - end) ** 2 == pytest.approx(1.959963984540054**2 * end * (1.0 - end) / n, abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Altman, Machin, Bryant and Gardner 2000, Statistics with Confidence, chapter 6.
        ((14, 5, 0, 22), 0.011, 0.226),
        # Fagerland, Lydersen and Laake 2014, airway data of Bentur and others.
        ((1, 1, 7, 12), -0.507, -0.026),
    ],
)
def test_newcombe_published_examples(counts, low, high):
    """Printed to three decimals; red when phi is not corrected or the two distances change places."""
    estimate = newcombe_paired(*counts)
    assert estimate.ci95 == pytest.approx((low, high), abs=5.1e-4)


def test_newcombe_edges():
    assert newcombe_paired(0, 10, 0, 0).ci95[1] == 1.0
    assert newcombe_paired(0, 0, 10, 0).ci95[0] == -1.0
    assert newcombe_paired(0, 10, 0, 0).value == 1.0
    none = newcombe_paired(0, 0, 0, 10)
    # Both chances 0: the interval reaches from minus to plus Wilson's upper end.
    assert none.ci95 == pytest.approx((-wilson(0, 10).ci95[1], wilson(0, 10).ci95[1]), abs=1e-15)


def test_agreement_narrows_the_interval():
    """Same margins (30 and 20 of 100): shared luck must help."""
    together = newcombe_paired(20, 10, 0, 70)
    apart = newcombe_paired(6, 24, 14, 56)
    assert together.value == apart.value == pytest.approx(0.1)
    width = [e.ci95[1] - e.ci95[0] for e in (together, apart)]
    assert width[0] < 0.8 * width[1]
    assert together.ci95[0] > 0.0 > apart.ci95[0]


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_newcombe_mirrors_and_contains_its_value(both, only_a, only_b, neither):
    a = newcombe_paired(both, only_a, only_b, neither)
    b = newcombe_paired(both, only_b, only_a, neither)
    if a.n == 0:
        return
    assert a.value == -b.value
    assert a.ci95 == pytest.approx((-b.ci95[1], -b.ci95[0]), abs=1e-12)
    assert -1.0 - 1e-12 <= a.ci95[0] <= a.value <= a.ci95[1] <= 1.0 + 1e-12


@pytest.mark.parametrize("counts", [(-1, 2), (3, 2), (1.0, 2), (True, 2), ("1", 2), (1, None)])
def test_wilson_refuses_other_counts(counts):
    with pytest.raises(BadValue):
        wilson(*counts)


@pytest.mark.parametrize("place", range(4))
def test_newcombe_refuses_other_counts(place):
    counts = [1, 2, 3, 4]
    counts[place] = -1
    with pytest.raises(BadValue, match="not a count"):
        newcombe_paired(*counts)


# Red when a quantile is mistyped, or stands a second time somewhere else, with fewer digits.
def test_normal_quantiles_stand_in_one_place():
    assert pytest.approx(NormalDist().inv_cdf(0.975), rel=1e-14) == Z95
    assert pytest.approx(NormalDist().inv_cdf(0.8), rel=1e-14) == Z80
    package = Path(__file__).resolve().parents[2] / "src" / "sepeace"
    digits = re.compile(r"\b(?:1\.9599|1\.96\b|0\.8416)")
    assert [path.name for path in package.rglob("*.py") if digits.search(path.read_text("utf-8"))] == [
        "estimates.py"
    ]


# Red when a number of campaigns is rounded down, or keeps a third digit.
@pytest.mark.parametrize(
    ("number", "up"),
    [(0.0, 0), (7.2, 8), (10.0, 10), (99.1, 100), (101.0, 110), (7849.0, 7900), (2e6, 2_000_000)],
)
def test_numbers_of_campaigns_are_rounded_up_to_two_digits(number, up):
    assert rounded_up(number) == up


# Red when odds keep digits that nobody knows, or are rounded up.
def test_odds_have_two_digits():
    assert [about(x) for x in (10.4, 44.5, 995.1, 573_421.0, 2.0**40)] == [
        10,
        44,
        1000,
        570_000,
        1_100_000_000_000,
    ]


# Red when the guard or a search rounds for itself again: both ask the one function.
def test_guard_and_search_round_alike(monkeypatch):
    from sepeace.inverse import response
    from sepeace.outcomes import detectability
    from sepeace.outcomes.totals import Cells

    for module in (detectability, response):
        monkeypatch.setattr(module, "rounded_up", lambda number: -1)
    assert detectability.needed(Cells(both=1, only_with=6, only_without=4, neither=89)) == -1
    assert response.campaigns_to_tell(0.4, 0.5, 10) == -1


# Red when nan or infinity gets into a document, or a number of numpy's does.
def test_only_finite_numbers_get_into_documents():
    assert [finite(value) for value in (math.nan, math.inf, -math.inf, 0.5)] == [None, None, None, 0.5]
    assert type(finite(np.float64(0.5))) is float


# --- shares of few ----------------------------------------------------------------------------------------


# Red when a tail is not 2.5%, or the exact interval takes Wilson's place where it is not needed.
@pytest.mark.parametrize(("k", "n"), [(0, 10), (1, 400), (4, 2000), (3, 4), (9, 10), (399, 400), (0, 10**7)])
def test_shares_of_few_leave_two_and_a_half_percent_on_either_side(k, n):
    from scipy.stats import binom

    low, high = share(k, n).ci95
    assert share(k, n).method == "clopper_pearson" and share(k, n).value == k / n
    assert low == 0.0 if k == 0 else binom.sf(k - 1, n, low) == pytest.approx(0.025, rel=1e-6)
    assert high == 1.0 if k == n else binom.cdf(k, n, high) == pytest.approx(0.025, rel=1e-6)


def test_shares_of_more_are_wilsons():
    assert share(5, 400) == wilson(5, 400) and share(395, 400) == wilson(395, 400)
    assert share(0, 0).ci95 == (0.0, 1.0)


# Red when the rule gives way to Wilson's interval too soon: alone it covers .844 of the time near none.
@pytest.mark.parametrize("n", [50, 400, 1000])
def test_shares_cover_the_truth_nearly_as_often_as_they_say(n):
    from scipy.stats import binom

    counts = np.arange(n + 1)
    ends = {made: np.array([made(k, n).ci95 for k in range(n + 1)]) for made in (share, wilson)}
    worst = dict.fromkeys(ends, 1.0)
    for p in np.linspace(0.05, 30.0, 1500) / n:
        chances = binom.pmf(counts, n, p)
        for made, found in ends.items():
            inside = (found[:, 0] <= p) & (p <= found[:, 1])
            worst[made] = min(worst[made], float(chances[inside].sum()))
    assert worst[wilson] < 0.85 and worst[share] > 0.925


# Red when intervals that are to hold all at once are no wider, or are widened for another number of them.
def test_intervals_that_hold_together_leave_a_share_of_the_error_each():
    from scipy.stats import binom, norm

    assert simultaneous(1) == Z95 and simultaneous(7) == pytest.approx(norm.isf(0.025 / 7), rel=1e-12)
    low, high = share(3, 2000, together=7).ci95
    assert binom.sf(2, 2000, low) == pytest.approx(0.025 / 7, rel=1e-6)
    assert binom.cdf(3, 2000, high) == pytest.approx(0.025 / 7, rel=1e-6)
    wide, narrow = newcombe_paired(20, 10, 5, 65, z=simultaneous(3)), newcombe_paired(20, 10, 5, 65)
    assert wide.ci95[0] < narrow.ci95[0] < narrow.ci95[1] < wide.ci95[1]
