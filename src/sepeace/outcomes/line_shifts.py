"""How far a change moves the two lines, and whether the range between them widens.

A victory may bring the German line down because the premium for settling while fortune is bad falls,
while all else moves both lines up. So the move of the range is told twice, with that premium and without it.
Each pair of campaigns has moves of its own: means over the year after the branch, over weeks in which both
fight. They are summed as whole numbers, which add up the same in any order.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from sepeace.documents.compare import LinesMoved
from sepeace.kernel import pairing
from sepeace.outcomes.detectability import shown
from sepeace.stats.estimates import Z95, Estimate

UNIT = float(1 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShifts:
    """Mean moves over pairs in the year after the branch, in shares: counterfactual less baseline.

    Attributes:
        germany, soviet: of the least that Germany takes, of the most that the Soviet Union gives.
        premium: of the German premium for settling while fortune is bad; it is part of ``germany``.
        width: of the range between the lines; above 0 it widens.
        width_without_premium, germany_without_premium: the same if the premium had stayed as it was.
    """

    germany: Estimate
    soviet: Estimate
    premium: Estimate
    width: Estimate
    width_without_premium: Estimate
    germany_without_premium: Estimate

    @property
    def document(self) -> LinesMoved:
        """The keys of ``moved``."""
        return LinesMoved(
            least_germany=self.germany.value,
            most_soviet=self.soviet.value,
            premium=self.premium.value,
            width=self.width.value,
            width_ci95=self.width.ci95,
            width_without_premium=self.width_without_premium.value,
            width_without_premium_ci95=self.width_without_premium.ci95,
        )

    def sentences(self) -> tuple[str, str]:
        """What the range does, and what it does without the premium's move."""
        return (
            f"In the year after the branch the range between the two lines {move(self.width)}.",
            f"Without the move of the premium that Germany asks while fortune is bad, that range "
            f"{move(self.width_without_premium)}; the German line {line(self.germany_without_premium)}, the "
            f"Soviet one {line(self.soviet)}.",
        )


MOVES = tuple(field.name for field in fields(LineShifts))
"""In the order in which pairs are summed."""


def still(moved: LineShifts) -> str:
    """What the range would do if Germany asked for no more and no less than before, in one short sentence."""
    found = moved.width_without_premium
    start = "If what he asks for on top stayed as it was without the change,"
    if not shown(found):
        return f"{start} these campaigns show no move of the two sides' terms towards each other or apart."
    way = "nearer to each other" if found.value > 0.0 else "further apart"
    low, high = found.ci95
    return (
        f"{start} the two sides' terms would move {way}, by {abs(found.value):.3f} of what they fight "
        f"over, in the year after the change (95% interval {low:+.3f} to {high:+.3f})."
    )


def move(found: Estimate) -> str:
    """What a range does, as far as it is shown."""
    low, high = found.ci95
    interval = f"95% interval {low:+.3f} to {high:+.3f}"
    if not shown(found):
        return f"moves by no more than these campaigns can show ({interval})"
    verb = "widens" if found.value > 0.0 else "narrows"
    return f"{verb} by {abs(found.value):.3f} of the stake on average ({interval})"


def line(found: Estimate) -> str:
    """What a line does, as far as it is shown."""
    if not shown(found):
        return "moves by no more than these campaigns can show"
    return f"moves {'up' if found.value > 0.0 else 'down'} by {abs(found.value):.3f}"


@dataclass(slots=True)
class Moves:
    """Moves added up over pairs.

    Attributes:
        pairs: those in which both worlds fight in a week of that year.
        sums, squares: of ``MOVES``, in units of 2^-20 share and their squares.
    """

    pairs: int = 0
    sums: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(MOVES), np.int64))
    squares: NDArray[np.int64] = field(default_factory=lambda: np.zeros(len(MOVES), np.int64))

    def add(self, links: NDArray[np.float64]) -> None:
        """Count pairs; ``links`` is what ``kernel.pairing.part`` found."""
        rows = links[links[:, pairing.MOVED_WEEKS] > 0]
        columns = [pairing.MOVED_GERMANY, pairing.MOVED_SOVIET, pairing.MOVED_PREMIUM]
        germany, soviet, premium = np.rint(rows[:, columns] * UNIT).astype(np.int64).T
        width = soviet - germany
        moves = np.stack([germany, soviet, premium, width, width + premium, germany - premium])
        self.pairs += len(rows)
        self.sums += moves.sum(axis=1)
        self.squares += (moves * moves).sum(axis=1)

    def moved(self) -> LineShifts | None:
        """The means with their intervals; None where fewer than two pairs have a week of that year left."""
        if self.pairs < 2:
            return None
        return LineShifts(**{name: self._estimate(place) for place, name in enumerate(MOVES)})

    def _estimate(self, place: int) -> Estimate:
        n = self.pairs
        mean = int(self.sums[place]) / (UNIT * n)
        spread = max(int(self.squares[place]) / (UNIT * UNIT * n) - mean * mean, 0.0)
        half = Z95 * math.sqrt(spread / (n - 1))
        return Estimate(value=mean, ci95=(mean - half, mean + half), n=n, method="mean")
