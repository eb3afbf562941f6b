"""How far a change moves the two lines, and whether the range between them widens.

A victory may bring the German line down because the premium for settling while fortune is bad falls,
while all else moves both lines up. So the move of the range is told twice, with that premium and without it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sepeace.kernel import tally
from sepeace.kernel.fields import TERMS
from sepeace.runs.weekly import Weekly

if TYPE_CHECKING:
    from sepeace.documents import compare as documents

WEEKS = 52
"""Weeks after the branch over which the lines are followed."""
_STRENGTH = TERMS.index("strength")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Mean move of the lines in the year after the branch, in shares: counterfactual less baseline.

    Attributes:
        germany, soviet: of the least that Germany takes, of the most that the Soviet Union gives.
        premium: of the German premium for settling while fortune is bad; it is part of ``germany``.
    """

    germany: float
    soviet: float
    premium: float

    @property
    def width(self) -> float:
        """Of the range between the lines; above 0 it widens."""
        return self.soviet - self.germany

    @property
    def width_without_premium(self) -> float:
        """The same if the premium had stayed as it was."""
        return self.width + self.premium

    def to_json(self) -> documents.Moved:
        """The keys of ``moved``."""
        return {
            "least_germany": self.germany,
            "most_soviet": self.soviet,
            "premium": self.premium,
            "width": self.width,
            "width_without_premium": self.width_without_premium,
        }

    def sentence(self) -> str:
        """What the range would do without the premium, for a statement that rests on it."""
        verb = "widens" if self.width_without_premium > 0.0 else "narrows"
        german = self.germany - self.premium
        return (
            f"Without that premium the German line moves by {german:+.3f} of the stake and the Soviet one by "
            f"{self.soviet:+.3f}, on average over the year after the branch, and the range between them "
            f"{verb} by {abs(self.width_without_premium):.3f}."
        )


def moved(without: Weekly, with_change: Weekly, branch: float) -> Moved | None:
    """How far the lines move, week by week over campaigns at war; None where no week is left to follow."""
    first = math.ceil(branch / 7.0)
    known = [int(np.count_nonzero(weekly.at_war)) for weekly in (without, with_change)]
    weeks = range(first, min(*known, first + WEEKS))
    if not weeks:
        return None
    worlds = [np.mean([_lines(weekly, week) for week in weeks], axis=0) for weekly in (without, with_change)]
    germany, gap, premium = (float(x) for x in worlds[1] - worlds[0])
    return Moved(germany=germany, soviet=germany - gap, premium=premium)


def _lines(weekly: Weekly, week: int) -> tuple[float, float, float]:
    """Mean German line, gap and premium in a week; the line is read off its histogram, to half a bin."""
    counts = weekly.counts[week, tally.LEAST]
    middles = tally.LOWEST[tally.LEAST] + (np.arange(len(counts)) + 0.5) / tally.PER_UNIT[tally.LEAST]
    sums = weekly.record["terms"][0, week] / tally.UNIT
    at_war = int(weekly.at_war[week])
    return float(counts @ middles) / at_war, float(sums[-1]) / at_war, float(sums[_STRENGTH]) / at_war
