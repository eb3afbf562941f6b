"""What each campaign of a world reached, kept one by one, so that many worlds can be put side by side.

A campaign number means the same luck in every world. So it can be asked of one number what the changes do
together: whether at least one of them does a thing, and whether none does. Two bytes a campaign are kept.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.rungs import STEPS, Ladder, Step, reached
from sepeace.outcomes.totals import Cells
from sepeace.stats.estimates import Estimate, newcombe_paired

ARISEN, FAILED = len(STEPS), len(STEPS) + 1
"""Places of the marks after those of the steps: what is supposed arose; the campaign failed."""
PLACES = np.uint16(1) << np.arange(FAILED + 1, dtype=np.uint16)
Marks = NDArray[np.bool_]
Pair = tuple["KeptSteps", "KeptSteps"]
"""The world without the change, and that with it."""


@dataclass(slots=True)
class KeptSteps:
    """The campaigns of one world by their number.

    Attributes:
        marks: a bit for each of ``STEPS``, one that says that the antecedent arose, one for a failure.
    """

    marks: NDArray[np.uint16]

    def add(self, rows: NDArray[np.void]) -> None:
        """Keep rows of outcomes, in any order."""
        told = [reached(rows), rows["antecedent_arose"][:, None], rows["failed"][:, None]]
        self.marks[rows["campaign"]] = np.concatenate(told, axis=1).astype(np.uint16) @ PLACES

    def first(self, campaigns: int) -> KeptSteps:
        """The first campaigns alone."""
        return KeptSteps(self.marks[:campaigns])

    def has(self, place: int) -> Marks:
        """Which campaigns have the mark at a place."""
        return np.asarray(self.marks & PLACES[place], dtype=np.bool_)

    @property
    def steps(self) -> Marks:
        """(campaigns, steps): what each campaign reached, as ``reached`` has it."""
        return np.asarray(self.marks[:, None] & PLACES[: len(STEPS)], dtype=np.bool_)

    @property
    def failed(self) -> int:
        """How many campaigns failed."""
        return int(self.has(FAILED).sum())

    @property
    def arose(self) -> float:
        """Share of the campaigns that did not fail in which what is supposed was possible."""
        sound = ~self.has(FAILED)
        return float((self.has(ARISEN) & sound).sum()) / max(int(sound.sum()), 1)

    @property
    def ladder(self) -> Ladder:
        """How many campaigns that count reached each step."""
        made = Ladder()
        made.add_steps(self.steps[self.has(ARISEN) & ~self.has(FAILED)])
        return made


def empty(campaigns: int) -> KeptSteps:
    """Room for so many campaigns."""
    return KeptSteps(np.zeros(campaigns, np.uint16))


def counting(pair: Pair) -> Marks:
    """Which campaigns count as a pair: neither world failed, and what is supposed could arise in both."""
    without, with_change = pair
    sound = ~without.has(FAILED) & ~with_change.has(FAILED)
    return sound & without.has(ARISEN) & with_change.has(ARISEN)


def ladders_of(pair: Pair) -> Ladders:
    """The steps of two worlds, pair by pair."""
    made, count = Ladders(), counting(pair)
    made.add_steps(pair[0].steps[count], pair[1].steps[count])
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """One step in many pairs of worlds, counted over the numbers of campaigns.

    Attributes:
        n: campaigns in which at least one pair counts.
        gained: of them, those in which at least one change brings about the step where the war without it
            does not reach it; ``lost``: those in which at least one takes it away.
        gains: sum over the pairs of the share with the step only with the change: what would be the chance of
            ``gained`` if no campaign were counted twice.
        difference: sum over the pairs of the differences of shares, with its interval.
    """

    n: int
    gained: int
    lost: int
    gains: float
    difference: Estimate


def together(pairs: Sequence[Pair], step: Step) -> Together:
    """What the changes of many pairs do together to one step.

    Args:
        pairs: of the same campaigns; at least one, in each of which some campaign counts.
    """
    place = STEPS.index(step)
    count = np.stack([counting(pair) for pair in pairs])
    without, with_change = (
        np.stack([pair[world].has(place) for pair in pairs]) & count for world in range(2)
    )
    gained, lost = with_change & ~without, without & ~with_change
    cells = []
    for one, other, which in zip(without, with_change, count, strict=True):
        cells.append(Cells())
        cells[-1].add(one[which], other[which])
    return Together(
        n=int(count.any(axis=0).sum()),
        gained=int(gained.any(axis=0).sum()),
        lost=int(lost.any(axis=0).sum()),
        gains=sum(one.only_with / one.n for one in cells),
        difference=_sum(cells, gained.astype(float) - lost),
    )


def _sum(cells: Sequence[Cells], moved: NDArray[np.float64]) -> Estimate:
    """The sum of paired differences, which share their luck.

    Each end is as far off as those of the single intervals are together, by the correlations of what the
    changes do campaign by campaign (Zou and Donner 2008, Statistics in Medicine 27: 1693-1702). Of one
    difference it is its own interval, of two equal ones twice that.

    Args:
        moved: (pairs, campaigns): 1 where the change brings the step about, -1 where it takes it away.
    """
    found = [newcombe_paired(*one.table()) for one in cells]
    value = sum(one.value for one in found)
    down = np.array([one.value - one.ci95[0] for one in found])
    up = np.array([one.ci95[1] - one.value for one in found])
    r = _correlations(moved)
    low, high = (math.sqrt(max(float(end @ r @ end), 0.0)) for end in (down, up))
    n = min(one.n for one in found)
    return Estimate(value=value, ci95=(value - low, value + high), n=n, method="newcombe_paired, summed")


def _correlations(moved: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of the rows; what never varies goes with nothing but itself."""
    apart = moved - moved.mean(axis=1, keepdims=True)
    size = np.sqrt((apart * apart).sum(axis=1))
    scaled = apart / np.where(size > 0.0, size, 1.0)[:, None]
    made: NDArray[np.float64] = scaled @ scaled.T
    np.fill_diagonal(made, 1.0)
    return made
