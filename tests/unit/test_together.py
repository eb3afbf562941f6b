"""What several what-ifs do together, held against tables made by hand; no campaign is run."""

import math

import numpy as np
import pytest

from sepeace.outcomes.kept_steps import Together, counting, empty, ladders_of, together
from sepeace.outcomes.outcome_rows import OUTCOME
from sepeace.outcomes.rungs import reached
from sepeace.runs.answer.plain_together import NEVER_ADD, plain_together
from sepeace.stats.estimates import newcombe_paired, simultaneous
from sepeace.wording.outcomes import Counted, Rung

WINDOW = Counted.WINDOW
# Campaigns 0 to 5: o none, w a window, x failed, - the antecedent did not arise.
USUAL = "owowox"
FIRST, SECOND = "wwoowo", "wowxwo"


def rows_of(told):
    rows = np.zeros(len(told), OUTCOME)
    rows["campaign"] = np.arange(len(told))
    rows["window"] = [one == "w" for one in told]
    rows["window_days"] = np.where(rows["window"], 30.0, 0.0)
    rows["failed"] = [one == "x" for one in told]
    rows["antecedent_arose"] = [one != "-" for one in told]
    return rows


def kept(told):
    made = empty(len(told))
    made.add(rows_of(told))
    return made


PAIRS = [(kept(USUAL), kept(FIRST)), (kept(USUAL), kept(SECOND))]


# Red when a bit is kept at the wrong place, or a campaign under another number.
def test_what_is_kept_is_what_was_reached():
    rows = rows_of("ow-xw")
    rows["rounds"], rows["settled"] = [0, 3, 0, 1, 0], [False, True, False, False, True]
    rows["willing_days_germany"], rows["willing_days_soviet"] = [28, 0, 99, 1, 28], [0, 28, 0, 0, 28]
    rows["feelers_delivered"] = [2, 0, 0, 1, 0]
    made = empty(5)
    made.add(rows[[4, 2, 0]])
    made.add(rows[[1, 3]])
    assert np.array_equal(made.steps, reached(rows))
    assert made.failed == 1 and made.arose == 3 / 4
    assert made.ladder.n == 3 and made.ladder.count(WINDOW) == 2
    assert made.first(2).ladder.n == 2


# Red when a pair counts of which a world failed, or whose war was over before the branch.
def test_a_pair_counts_if_both_worlds_do():
    assert counting(PAIRS[0]).tolist() == [True, True, True, True, True, False]
    assert counting(PAIRS[1]).tolist() == [True, True, True, False, True, False]
    assert not counting((kept("-"), kept("w"))).any()
    # Where what is supposed could not arise in the world with the change, that is told apart: no pair.
    assert not counting((kept("o"), kept("-"))).any()


# Red when the worlds of a pair are exchanged, or campaigns that do not count are among them.
def test_pairs_are_counted_campaign_by_campaign():
    assert ladders_of(PAIRS[0]).cells(WINDOW).table() == (1, 2, 1, 1)
    assert ladders_of(PAIRS[1]).cells(WINDOW).table() == (0, 3, 1, 0)


# Red when a campaign is counted as often as changes act in it, or one that a change takes away is.
def test_each_war_is_counted_once():
    found = together(PAIRS, WINDOW)
    # Opened by the first: 0, 4; by the second: 0, 2, 4 (3 failed). Shut by the first: 3; by the second: 1.
    assert (found.n, found.gained, found.lost) == (5, 3, 2)
    assert found.gains == pytest.approx(2 / 5 + 3 / 4)
    assert found.difference.value == pytest.approx((2 - 1) / 5 + (3 - 1) / 4)
    assert together(PAIRS, Rung.SETTLEMENT).gained == 0


# Red when the sum of the shares is less than the share of their union, which is never so.
def test_the_parts_are_never_less_than_the_whole():
    numbers = np.random.default_rng(1)
    for _ in range(20):
        worlds = ["".join(numbers.choice(list("ow"), size=40)) for _ in range(6)]
        pairs = [(kept(worlds[k]), kept(worlds[k + 1])) for k in range(0, 6, 2)]
        found = together(pairs, WINDOW)
        assert found.gained / found.n <= found.gains + 1e-12
        assert found.gained >= max(together([pair], WINDOW).gained for pair in pairs)


# Red when the interval of a sum is not that of the differences with their correlations.
def test_the_interval_of_a_sum():
    many = (kept(USUAL[:5] * 40), kept(FIRST[:5] * 40))
    alone = newcombe_paired(*ladders_of(many).cells(WINDOW).table())
    assert together([many], WINDOW).difference.ci95 == pytest.approx(alone.ci95)
    twice = together([many, many], WINDOW).difference
    assert twice.value == pytest.approx(2.0 * alone.value)
    assert twice.ci95 == pytest.approx([2.0 * end for end in alone.ci95])
    # Two changes that never act in the same campaign, and never against the record: 1 in the first half, 1 in
    # the second. Their correlation is -1, so the ends lie nearer by what one falls short and the other adds.
    half = (kept("o" * 40), kept("w" * 20 + "o" * 20)), (kept("o" * 40), kept("o" * 20 + "w" * 20))
    one = newcombe_paired(0, 20, 0, 20)
    assert together(half[:1], WINDOW).difference.ci95 == pytest.approx(one.ci95)
    assert together(half, WINDOW).difference.ci95 == pytest.approx((1.0, 1.0))
    # Apart by chance alone: halves crossed, correlation 0, squares add.
    crossed = half[0], (kept("o" * 40), kept("wo" * 20))
    down, up = one.value - one.ci95[0], one.ci95[1] - one.value
    root = math.sqrt(2.0)
    assert together(crossed, WINDOW).difference.ci95 == pytest.approx((1.0 - root * down, 1.0 + root * up))


# Red when another bound than Bonferroni's makes the intervals hold at once, or it is taken of another number.
def test_intervals_that_hold_at_once():
    assert 0.5 * math.erfc(simultaneous(154) / math.sqrt(2.0)) == pytest.approx(0.025 / 154)


def counts(gained, n=1000):
    nothing = newcombe_paired(0, 0, 0, n)
    return Together(n=n, gained=gained, lost=0, gains=gained / n, difference=nothing)


# Red when the two counts of a sentence do not make up 100 wars, or a bound is turned the wrong way round.
@pytest.mark.parametrize(
    ("gained", "in_how_many", "in_how_many_not"),
    [
        (355, "in about 36 of 100 wars", "in about 64"),
        (0, "in fewer than 1 of 100 wars", "in more than 99"),
        (1000, "in more than 99 of 100 wars", "in fewer than 1"),
    ],
)
def test_what_happens_and_what_does_not_make_up_100_wars(gained, in_how_many, in_how_many_not):
    first, second, third = plain_together(22, counts(gained), counts(gained))
    assert first.startswith("In this model 22 changes to the war were tried, one at a time: ")
    for sentence in (first, second):
        assert f"{in_how_many}" in sentence and f"{in_how_many_not}" in sentence
    assert "if only for a day" in first and third == NEVER_ADD and "equally likely" in third
    assert "for 28 days or more in all" in plain_together(22, counts(9), counts(9), 28)[0]


# Red when a share that these runs cannot tell is told.
def test_what_cannot_be_told_is_not():
    first, second, _ = plain_together(2, counts(3, n=10), counts(0, n=10))
    assert "cannot be told from these runs" in first and "in the rest not one does" in first
    assert "cannot be told" in second
