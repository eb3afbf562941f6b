"""Counts in words, alone and side by side, held against counts made by hand; no campaign is run."""

import itertools

import pytest

from sepeace.outcomes.detectability import shown
from sepeace.runs.answer.of_100_wars import of_100, two_counts
from sepeace.stats.estimates import newcombe_paired


@pytest.mark.parametrize(
    ("k", "n", "said"),
    [
        (0, 400, "fewer than 1"),  # at most .0092, by 1 - .025^(1/400)
        (0, 100, "fewer than 4"),  # at most .0362
        (0, 10, None),  # at most .31: nothing can be told
        (100, 1000, "about 10"),
        (104, 1000, "about 10"),
        (400, 400, "more than 99"),
        (50, 100, "about 50"),
        (47, 100, "about 47"),  # .37 to .57
        (7, 100, "about 7"),  # .03 to .14
        (3, 1000, "fewer than 1"),  # at most .0087
        (4, 1000, "fewer than 2"),  # at most .0102
        (0, 0, None),
    ],
)
def test_the_interval_chooses_the_words(k, n, said):
    assert of_100(k, n) == said


# Red when a bound is set against a smaller count, or a difference that the table below says is not shown is
# told in the sentence without a word of that.
def test_two_counts_are_told_alike():
    shown = two_counts(230, 300, 219, 300, True)
    assert (shown.with_change, shown.without) == ("about 77", "about 73")
    few = two_counts(21, 1000, 4, 1000, True)
    assert (few.with_change, few.without) == ("about 2.1", "about 0.4")  # not "about 1"
    rare = two_counts(2, 1000, 0, 400, False)
    assert rare.alike and rare.with_change == "fewer than 1"
    wider = two_counts(0, 200, 0, 100, False)
    assert wider.alike and wider.with_change == "fewer than 4"  # at most .018 and .036
    certain = two_counts(100, 100, 399, 400, False)
    assert certain.alike and certain.with_change == "more than 96"
    not_told = two_counts(20, 400, 12, 400, False)
    assert (not_told.with_change, not_told.without, not_told.apart) == ("about 5", "about 3", False)
    assert of_100(33, 200) == "about 17" and of_100(25, 1000) == "about 3"  # halves go up


# Red when a plain count is another number than the share that a table shows beside it: rounded coarsely, or
# pooled over two worlds.
@pytest.mark.parametrize("n", [50, 100, 400, 1_000])
def test_a_plain_count_is_the_nearest_whole_number_to_the_share_in_the_table(n):
    counts = range(0, n + 1, max(1, n // 100))
    for k, k0, differ in itertools.product(counts, counts[::7], (True, False, None)):
        found = two_counts(k, n, k0, n, differ)
        for text, count in ((found.with_change, k), (found.without, k0)):
            share = 100.0 * count / n
            if text is None:
                continue
            word, number = text.rsplit(" ", 1)
            if word == "about":
                assert abs(float(number) - share) <= 0.5, (k, k0, n, text)
            else:
                assert share < float(number) if word == "fewer than" else share > float(number)


# Red when a larger count is heard as the smaller one: a bound beyond the other count, of few or of nearly
# all, shown or not; or when a share that was seen, or was not, is told as 0.0.
@pytest.mark.parametrize(
    ("counts", "differ", "said"),
    [
        ((985, 1000, 995, 1000), True, ("about 98.5", "about 99.5")),
        ((995, 1000, 985, 1000), True, ("about 99.5", "about 98.5")),
        ((0, 300, 5, 300), True, ("fewer than 1.3", "about 1.7")),  # at most .0122
        ((300, 300, 295, 300), True, ("more than 98.7", "about 98.3")),
        ((0, 100, 2, 100), False, ("fewer than 8", "fewer than 8")),  # at most .0704
        ((100, 100, 98, 100), False, ("more than 92", "more than 92")),
        ((3, 1000, 7, 1000), False, ("about 0.3", "about 0.7")),
        ((0, 100, 12, 100), True, ("fewer than 4", "about 12")),
        (
            (0, 100, 1, 100),
            True,
            ("fewer than 6", "fewer than 6"),
        ),  # no count beyond the bound, even in tenths
        ((2, 100, 98, 100), True, ("about 2", "about 98")),
    ],
)
def test_two_counts_are_heard_the_right_way_round(counts, differ, said):
    found = two_counts(*counts, differ)
    assert (found.with_change, found.without) == said


# Red when, anywhere, the words of two counts put the larger one first, differ in form where the runs do not
# tell them apart, or say that nothing, or everything, was about so.
@pytest.mark.parametrize("n", [30, 100, 300, 1_000, 10_000])
def test_no_two_counts_mislead(n):
    ends = [*range(8), n // 100, n // 50, n // 20, n // 10, n // 2]
    for k, k0 in itertools.product(sorted({*ends, *(n - k for k in ends)}), repeat=2):
        seen = shown(newcombe_paired(min(k, k0), max(k - k0, 0), max(k0 - k, 0), n - max(k, k0)))
        for differ in (seen, None, True):
            found = two_counts(k, n, k0, n, differ)
            if not found.told:
                continue
            (word, number), (other, there) = (
                (word, float(number))
                for word, number in (text.rsplit(" ", 1) for text in (found.with_change, found.without))
            )
            assert 0.0 < number < 100.0 and 0.0 < there < 100.0
            assert found.alike or (k != k0 and (k > k0) == (number > there)), (k, k0, found)
            if found.close and max(k, k0) < n / 2:
                assert word == other == "about", (k, k0, found)
