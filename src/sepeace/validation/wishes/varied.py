"""What makes half-year willingness vary: the battlefield, errors, lessons of refusals, or the numbers.

Variance over campaigns and half-years is that between the means of half-years and that within them (law of
total variance; each half-year has the same weight). Errors, lessons and the spread of numbers are taken out
in all eight sets, and Shapley's rule shares out what they add. With all three out, what lies between
half-years is the recorded war itself, battlefield and calendar, and what lies within them is left over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sepeace.model.counterfactual import shapley
from sepeace.scenario.vocabulary import Setting
from sepeace.shapes import Document
from sepeace.validation.wishes.half_years import Floats

CAUSES: Mapping[str, Mapping[str, Setting]] = {
    "error": {"expectation_noise": 0.0},
    "lessons": {"refusal_lesson": 0.0},
    "numbers": {"numbers": "default"},
}
"""What takes each cause out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts(Document):
    """Variance of one leader's half-year willingness, and whose it is.

    Attributes:
        whole: all of it: battlefield, what is left, and the causes.
        between, within: the two parts of the whole variance.
        battlefield, left: variance between and within half-years with all causes out.
        causes: what each adds, between and within together; below 0 where it takes away.
        causes_between: what each adds to the variance between half-years alone.
    """

    whole: float
    between: float
    within: float
    battlefield: float
    left: float
    causes: Mapping[str, float]
    causes_between: Mapping[str, float]


def worlds() -> list[dict[str, Setting]]:
    """What to assume for every set of causes: that of none first, that of all last, as ``shapley`` counts."""
    found = []
    for members in range(1 << len(CAUSES)):
        settings: dict[str, Setting] = {}
        for number, out in enumerate(CAUSES.values()):
            if not members >> number & 1:
                settings.update(out)
        found.append(settings)
    return found


def parts(means: Sequence[Floats]) -> Parts:
    """Share out the variance.

    Args:
        means: for each of ``worlds`` a table of half-year means, campaigns by half-years; not a number where
            the war was over.
    """
    split = [between_and_within(table) for table in means]
    whole = shapley([between + within for between, within in split])
    between = shapley([between for between, _ in split])
    return Parts(
        whole=sum(split[-1]),
        between=split[-1][0],
        within=split[-1][1],
        battlefield=split[0][0],
        left=split[0][1],
        causes=dict(zip(CAUSES, whole, strict=True)),
        causes_between=dict(zip(CAUSES, between, strict=True)),
    )


def between_and_within(table: Floats) -> tuple[float, float]:
    """Variance between the means of the columns, and the mean variance within them."""
    return float(np.nanmean(table, axis=0).var()), float(np.nanvar(table, axis=0).mean())
