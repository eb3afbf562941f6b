"""When, and on which side, a front that drifts and swings reaches a barrier.

The front is a fraction of the way from 0 (one side beaten) to 1 (the other): Brownian motion with a
drift (front a month) and a volatility (front a square root of a month). Ignored: seasons, reserves,
anything that makes the drift depend on the place. Source: Karlin and Taylor, A Second Course in
Stochastic Processes (1981), chapter 15.
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from sepeace.kernel.battlefield import first_passage as equations
from sepeace.model.arrays import FloatOrArray, not_negative, numbers, positive, spread, unit


def chance_to_win(front: ArrayLike, drift: ArrayLike, volatility: ArrayLike) -> FloatOrArray:
    """u, the chance that the front reaches 1 before 0.

    u = (1 - exp(-a f))/(1 - exp(-a)) with a = 2 drift/volatility^2, and u = f without drift. Takes a front in
    [0, 1], any drift a month, a volatility above 0; arguments broadcast. Returns a chance in [0, 1]. Raises
    BadValue for other input. Source: Karlin and Taylor 1981, chapter 15 (C2).

    >>> sp.model.first_passage.chance_to_win([0.25, 0.5], drift=0.0, volatility=0.06).tolist()
    [0.25, 0.5]
    """
    return spread(
        equations.chance_to_win,
        unit("front", front),
        numbers("drift", drift),
        positive("volatility", volatility),
    )


def expected_months(front: ArrayLike, drift: ArrayLike, volatility: ArrayLike) -> FloatOrArray:
    """E, the expected months until the front reaches 0 or 1.

    E = (u - f)/drift, and f (1 - f)/volatility^2 without drift. Arguments, errors and source as in
    ``chance_to_win`` (C2).

    >>> round(sp.model.first_passage.expected_months(0.5, drift=0.0, volatility=0.06), 1)
    69.4
    """
    return spread(
        equations.expected_months,
        unit("front", front),
        numbers("drift", drift),
        positive("volatility", volatility),
    )


def touch_probability(
    start: ArrayLike, end: ArrayLike, barrier: ArrayLike, months: ArrayLike, volatility: ArrayLike
) -> FloatOrArray:
    """Chance that a front seen at ``start`` and, ``months`` later, at ``end`` touched ``barrier`` between.

    exp(-2 (b - start)(b - end)/(volatility^2 months)), the Brownian bridge; 1 when the ends lie on
    different sides of the barrier or on it. Any real start, end and barrier; months of at least 0,
    volatility above 0. The drift drops out once both ends are known. Arguments broadcast;
    BadValue for other input. Source: Karlin and Taylor 1981, chapter 15 (C5).

    >>> sp.model.first_passage.touch_probability(0.4, 0.7, barrier=0.6, months=1.0, volatility=0.06)
    1.0
    """
    return spread(
        equations.touch_probability,
        numbers("start", start),
        numbers("end", end),
        numbers("barrier", barrier),
        not_negative("months", months),
        positive("volatility", volatility),
    )
