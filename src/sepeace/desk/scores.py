"""Forecasts held against what was true: Brier's score, means of a class, calibration.

Scores are against one simulated war's own truth, and say nothing of history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)
"""Ends of the classes of a calibration table; the last one is closed on both sides."""


def brier(forecasts: Sequence[float], true: Sequence[bool]) -> float:
    """Brier's score: the mean squared distance between probabilities and what was true (1) or not (0).

    0 is best, 1 worst; always saying one half gives .25 (Brier 1950).

    >>> from sepeace.desk.scores import brier
    >>> brier([0.5, 0.5], [True, False])
    0.25
    """
    total = 0.0
    for one, came in zip(forecasts, true, strict=True):
        miss = one - (1.0 if came else 0.0)
        total += miss * miss
    return total / max(len(true), 1)


def mean_forecast(forecasts: Sequence[Sequence[float]]) -> list[float]:
    """The mean of several readers' forecasts, date by date."""
    return (
        [mean([one[place] for one in forecasts]) for place in range(len(forecasts[0]))] if forecasts else []
    )


def mean(values: Sequence[float]) -> float:
    """The mean, added up in order, so that it is the same in every Python and on the page."""
    total = 0.0
    for one in values:
        total += one
    return total / len(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationRow:
    """Forecasts of one class.

    Attributes:
        low, high: ends of the class.
        n: how many there were.
        mean: their mean.
        came: the share of them in which it was true.
    """

    low: float
    high: float
    n: int
    mean: float
    came: float


def calibration(forecasts: Sequence[float], true: Sequence[bool]) -> list[CalibrationRow]:
    """For each class of probabilities how often it was true; classes without a forecast are left out."""
    found = []
    for place in range(len(EDGES) - 1):
        low, high = EDGES[place], EDGES[place + 1]
        last = place == len(EDGES) - 2
        own = [
            (one, came)
            for one, came in zip(forecasts, true, strict=True)
            if low <= one and (one < high or (last and one <= high))
        ]
        n = len(own)
        if n > 0:
            said = mean([one for one, _ in own])
            came_true = sum(1 for _, came in own if came) / n
            found.append(CalibrationRow(low=low, high=high, n=n, mean=said, came=came_true))
    return found
