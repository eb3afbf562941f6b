"""Sentences about the placebos: each condition is tried on both sides."""

import math
from types import SimpleNamespace

import numpy as np
import pytest

from sepeace.validation.placebos import sentences as told


def part(low, high):
    return SimpleNamespace(estimate=(low + high) / 2.0, ci95=(low, high))


def row(kind="small", operation="star", verdict="as_hoped", branch="1943-02-02", **found):
    """A trial; ``window`` and ``settlement`` are intervals of the differences."""
    contrasts = {
        name: SimpleNamespace(
            without=part(*found.get(f"{name}_without", (0.01, 0.02))),
            forced=part(*found.get(f"{name}_forced", (0.01, 0.02))),
            difference=part(*found.get(name, (-0.001, 0.001))),
        )
        for name in ("window", "settlement")
    }
    return SimpleNamespace(kind=kind, operation=operation, verdict=verdict, branch=branch, **contrasts)


KURSK = row("kursk", "citadel", None, "1943-07-05", window=(0.16, 0.18), settlement=(0.0013, 0.0033))


# Red when a larger estimate is enough to be called more: overlapping intervals tell nothing.
@pytest.mark.parametrize(
    ("other", "says", "not_says"),
    [
        ((0.0012, 0.0070), "cannot set it apart from Star: the intervals overlap", "More is added"),
        ((0.0021, 0.0044), "cannot set it apart from Star", "More is added"),
        ((0.0034, 0.0044), "More is added by Star.", "overlap"),
        ((0.0, 0.0012), "None of the others adds as much.", "overlap"),
    ],
)
def test_an_effect_is_larger_only_where_intervals_are_apart(other, says, not_says):
    words = told.kursk([KURSK, row(settlement=other)])
    assert says in words and not_says not in words
    assert "+0.23 points [+0.13, +0.33]" in words
    passes = other[1] < 0.0013
    peace = 'would have brought peace" '
    assert f"{peace}{'passes' if passes else 'does not pass'} them" in words
    assert 'opens the window" passes these placebos' in words


# Red when Kursk is said to open the window though another operation opens it as often, or it opens none.
def test_kursk_must_stand_out_to_pass():
    assert 'window" does not pass' in told.kursk([KURSK, row(window=(0.15, 0.17))])
    nothing = row("kursk", "citadel", None, window=(-0.01, 0.02), settlement=(0.0013, 0.0033))
    assert 'window" does not pass' in told.kursk([nothing, row(window=(-0.2, -0.1))])
    words = told.kursk(
        [KURSK, row(settlement=(0.004, 0.005)), row(operation="uranus", settlement=(-0.1, 0.0))]
    )
    assert "More is added by Star. Less is added by Uranus." in words


def october(operation, verdict, **found):
    """An operation of October 1941; its twelve months are others than its time to June."""
    made = row("october_1941", operation, verdict, **found)
    made.settlement_by_june = made.settlement
    made.settlement = row(settlement=(0.5, 0.6), settlement_forced=(0.7, 0.8)).settlement
    return made


# Red when a verdict is told as another one, a part of nothing as one, or twelve months in place of June.
def test_verdicts_and_parts_are_told():
    words = told.october(october("typhoon", "as_hoped", settlement=(-0.001, 0.002)))
    assert "passes its test" in words and "part in it is open: +0.05 points [-0.10, +0.20]" in words
    words = told.october(october("typhoon", "undecided", settlement=(0.001, 0.002)))
    assert "cannot tell" in words and "own part is +0.15 points [+0.10, +0.20]" in words
    words = told.october(
        october(
            "typhoon_moscow",
            "not_as_hoped",
            settlement=(-0.07, -0.06),
            settlement_without=(0.09, 0.11),
            settlement_forced=(0.03, 0.05),
        )
    )
    assert words == (
        "**Typhoon: the drive on Moscow fails its test.** By 30 June 1942 a settlement comes in 4.0% "
        "[3.0, 5.0] of campaigns with the victory and in 10.0% [9.0, 11.0] of campaigns without it; the "
        "victory's own part is -6.50 points [-7.00, -6.00] (allowed: 5 points either way)."
    )


# Red when years are parted though a chance of one side may be that of the other.
def test_years_are_parted_only_where_intervals_are():
    early = row(branch="1941-11-10", settlement_without=(0.03, 0.05))
    late = row(branch="1942-11-24", settlement_without=(0.003, 0.006))
    words = told.years([late, early])
    assert "at least 3.0% of campaigns where these begin by 1941-11-10" in words
    assert "at most 0.6% where they begin on 1942-11-24 or later" in words
    assert told.years([row(branch="1942-11-24", settlement_without=(0.003, 0.031)), early]) == ""


# Red when one small operation outside its bound, or of which nothing is known, goes unsaid.
def test_small_operations():
    fine = row(window=(-0.001, 0.001))
    words = told.small([KURSK, fine])
    assert "Every small operation stays inside" in words and "none of them can be told from nothing" in words
    words = told.small([fine, row(operation="uranus", window=(0.007, 0.011))])
    assert "keep clear of nothing: Uranus, +0.90 points [+0.70, +1.10]." in words and "Star" not in words
    words = told.small([fine, row(operation="uranus", verdict="not_as_hoped")])
    assert "Not every" in words and "Outside: Uranus." in words and "cannot tell" not in words
    words = told.small([fine, row(operation="uranus", verdict="undecided")])
    assert "Not every" in words and "cannot tell of Uranus" in words and "Outside" not in words


def orders(strength=True, spread=0.07, of_chance=0.026, as_many=(0.02, 0.06), permutations=500, **more):
    found = SimpleNamespace(
        spread=spread,
        spread_of_chance=of_chance,
        low=0.06,
        high=0.29,
        as_many=sum(as_many) / 2.0,
        as_many_ci95=as_many,
    )
    made = {
        "strength": strength,
        "permutations": permutations,
        "campaigns": 200,
        "recorded_campaigns": 10_000,
    }
    return SimpleNamespace(**made, window=found, settlement=found, **{"bearing": [], **more})


# Red when a spread that chance explains is called an effect of the order.
def test_order_matters_where_chance_does_not_explain_it():
    assert "**Order matters.**" in told.matters([orders(), orders(False)])
    alike = orders(spread=0.0263)
    assert "do not show that order matters" in told.matters([alike, alike])
    assert "one of two" in told.matters([alike, orders()])
    few = orders(spread=0.04, permutations=3)
    assert "do not show that order matters" in told.matters([few, few])


# Red when an order is called rare though its doubts reach beyond the bound, or one of four is not looked at.
@pytest.mark.parametrize(
    ("ends", "head", "each"),
    [
        ((0.02, 0.09), "is a rare one.", "(rare)"),
        ((0.02, 0.11), "is open", "(open)"),
        ((0.09, 0.11), "is open", "(open)"),
        ((0.11, 0.2), "is nothing rare", "(not rare)"),
    ],
)
def test_an_order_is_rare_with_its_whole_interval(ends, head, each):
    words = told.rare([orders(as_many=ends), orders(False, as_many=ends)])
    assert head in words.partition("**")[2].partition("**")[0] and words.count(each) == 4
    assert "10,000 campaigns" in words and "200 each" in words
    mixed = told.rare(
        [orders(as_many=ends), orders(False, as_many=(0.05, 0.3 if each == "(rare)" else 0.06))]
    )
    assert "hangs on what is counted" in mixed and mixed.count(each) == 2


# Red when two spreads that so few orders cannot tell apart are said to differ, or a correlation to be weak.
def test_what_the_strength_term_does():
    random = np.random.default_rng(1)
    one, other = random.integers(0, 200, (2, 500)).tolist()
    inside = orders(windows=one)
    assert "is not what makes" in told.term(inside, orders(spread=0.08, windows=other))
    assert "is part of why" in told.term(inside, orders(spread=0.06, windows=other))
    assert "is alike" in told.term(inside, orders(spread=0.072, windows=other))
    assert "so it changes *which* orders" in told.term(inside, orders(windows=other))
    assert "so it changes" not in told.term(inside, orders(windows=one))
    few = [
        orders(spread=0.07 + k / 100, permutations=10, windows=part)
        for k, part in enumerate((one[:9], other[:9]))
    ]
    assert "is alike" in told.term(*few) and "so it changes" not in told.term(*few)


# Red when the largest of many correlations is named though chance alone gives as much.
def test_operations_are_named_beyond_what_chance_gives_the_largest():
    assert told.chance_of_largest(51, 500) == pytest.approx(math.tanh(3.297 / math.sqrt(497)), abs=1e-3)
    random = np.random.default_rng(2)
    scores, windows = random.random((400, 51, 100)), random.random((400, 100))
    largest = [max(abs(np.corrcoef(s, w)[-1, :-1])) for s, w in zip(scores, windows, strict=True)]
    assert np.mean(np.array(largest) > told.chance_of_largest(51, 100)) == pytest.approx(0.05, abs=0.025)
    bearing = [
        SimpleNamespace(operation=name, correlation=r) for name, r in (("uranus", -0.15), ("star", 0.13))
    ]
    bearing += [SimpleNamespace(operation="berlin", correlation=0.0)] * 49
    words = told.bearings([orders(bearing=bearing), orders(bearing=bearing[1:] + bearing[-1:])])
    assert "with the term Uranus (-0.15); without the term none" in words and "Star" not in words


# Red when the interval of a correlation is not Fisher's.
def test_the_interval_of_a_correlation():
    random = np.random.default_rng(3)
    hits = 0
    for _ in range(400):
        one, noise = random.normal(size=(2, 60))
        _, (low, high) = told.correlation(one, 0.6 * one + 0.8 * noise)
        hits += low <= 0.6 <= high
    assert 0.92 <= hits / 400 <= 0.98
