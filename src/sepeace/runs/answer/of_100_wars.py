"""A count in words: in how many of 100 wars, alone or in two worlds side by side.

The interval chooses the words, "about", "fewer than", "more than" or none at all. A count is the nearest
whole number to the share that tables show; it is told to a tenth only where two would else be misread.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sepeace.chronicle.wording import pointed
from sepeace.outcomes.rungs import Step
from sepeace.runs.numbers import UnderNumbers
from sepeace.stats.estimates import share
from sepeace.wording.said import said

WIDEST = 0.2
"""Width of an interval above which a share cannot be told."""
ABOUT, FEWER, MORE = "about", "fewer than", "more than"


def of_100(k: int, n: int) -> str | None:
    """In how many of 100 wars, in words that the interval allows; None where that cannot be told."""
    found = share(k, n)
    low, high = (100.0 * end for end in found.ci95)
    if not n or high - low > 100.0 * WIDEST:
        return None
    rounded = nearest(found.value)
    if rounded < 1:
        return f"{FEWER} {max(1, math.ceil(high))}"
    if rounded > 99:
        return f"{MORE} {min(99, math.floor(low))}"
    return f"{ABOUT} {rounded}"


def nearest(value: float) -> int:
    """The whole number nearest to 100 times a share; halves go up."""
    return math.floor(100.0 * value + 0.5)


@dataclass(frozen=True, slots=True)
class Both:
    """A share in words: with the change, and without it where there are two worlds.

    ``apart``: whether the runs show that the two worlds differ.
    """

    with_change: str | None
    without: str | None
    paired: bool
    apart: bool = True

    @property
    def alike(self) -> bool:
        """Whether one phrase serves both worlds."""
        return not self.paired or self.with_change == self.without

    @property
    def close(self) -> bool:
        """Whether two counts are told that the runs do not tell apart."""
        return self.told and not self.alike and not self.apart

    @property
    def told(self) -> bool:
        """Whether each count can be told."""
        return self.with_change is not None and (not self.paired or self.without is not None)


def both(row: UnderNumbers, step: Step, differ: bool | None = None) -> Both:
    """A step in words; ``differ``: whether the runs show a difference, None if only the counts can say so."""
    there, without = row.with_change, row.without
    if without is None:
        return Both(with_change=of_100(there.count(step), there.n), without=None, paired=False)
    return two_counts(there.count(step), there.n, without.count(step), without.n, differ)


def two_counts(k: int, n: int, k0: int, n0: int, differ: bool | None) -> Both:
    """Two worlds side by side: no count is set against a bound that a reader would hear the wrong way round.

    Both counts stand in one form where the runs do not tell them apart, and wherever a bound reaches beyond
    the other count: both "about", in tenths, or else one bound that holds for both.

    Args:
        differ: whether the runs show a difference; None if only the counts can say so.
    """
    if differ is None:
        one, other = share(k, n).ci95, share(k0, n0).ci95
        differ = one[0] > other[1] or other[0] > one[1]
    mine, theirs = of_100(k, n), of_100(k0, n0)
    if mine is None or theirs is None:
        return Both(with_change=mine, without=theirs, paired=True)
    words = {_parts(one)[0] for one in (mine, theirs)}
    bounds = words - {ABOUT}
    if len(bounds) == 1 and ABOUT in words and not (differ and _apart(mine, theirs)):
        mine, theirs = _in_tenths(k, n), _in_tenths(k0, n0)
        words = {_parts(one)[0] for one in (mine, theirs)}
    if len(bounds) == 1 and words != {ABOUT} and not (differ and ABOUT in words and _apart(mine, theirs)):
        mine = theirs = _for_both(bounds.pop(), (k, n), (k0, n0))
    return Both(with_change=mine, without=theirs, paired=True, apart=differ)


def in_words(count: str) -> str:
    """A count as a reader gets it."""
    word, number = count.rsplit(" ", 1)
    pattern = said("about {n}")
    if word != ABOUT:
        pattern = said("fewer than {n}") if word == FEWER else said("more than {n}")
    return pattern.format(n=pointed(number))


def _parts(count: str) -> tuple[str, float]:
    """The word and the number of a count."""
    word, number = count.rsplit(" ", 1)
    return word, float(number)


def _apart(mine: str, theirs: str) -> bool:
    """Whether of a bound and a count the bound lies on its own side of the count."""
    (word, bound), (_, count) = sorted((_parts(mine), _parts(theirs)), key=lambda one: one[0] == ABOUT)
    return bound < count if word == FEWER else bound > count


def _in_tenths(k: int, n: int) -> str:
    """In how many of 100 wars, to a tenth; a bound where that would be none of them, or all."""
    found = share(k, n)
    low, high = (1000.0 * end for end in found.ci95)
    tenths = math.floor(1000.0 * found.value + 0.5)
    if tenths < 1:
        return f"{FEWER} {max(1, math.ceil(high)) / 10.0:.1f}"
    if tenths > 999:
        return f"{MORE} {min(999, math.floor(low)) / 10.0:.1f}"
    return f"{ABOUT} {tenths / 10.0:.1f}"


def _for_both(word: str, *counts: tuple[int, int]) -> str:
    """A bound that holds for several counts."""
    ends = [share(*count).ci95 for count in counts]
    if word == FEWER:
        return f"{FEWER} {max(1, math.ceil(100.0 * max(high for _, high in ends)))}"
    return f"{MORE} {min(99, math.floor(100.0 * min(low for low, _ in ends)))}"
