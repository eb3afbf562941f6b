"""What a side learns about the drift of the war from the way the front has moved.

Belief: a normal distribution of the drift (front a month). Ignored: news that does not move the front,
and doubt about the volatility. Source: normal conjugate updating; with a wandering drift, the
discrete-time form of the Kalman-Bucy filter.
"""

from __future__ import annotations

from typing import NamedTuple

from numpy.typing import ArrayLike

from sepeace.kernel.leaders import beliefs as equations
from sepeace.model.arrays import FloatOrArray, not_negative, numbers, positive, spread_parts


class Belief(NamedTuple):
    """A normal belief about the drift: ``mean`` and standard deviation ``sd``, front a month.

    >>> sp.model.beliefs.learn(0.0, 0.02, 0.06, change=0.0, months=1.0).mean
    0.0
    """

    mean: FloatOrArray
    sd: FloatOrArray


def learn(
    mean: ArrayLike,
    sd: ArrayLike,
    volatility: ArrayLike,
    change: ArrayLike,
    months: ArrayLike,
    drift_diffusion: ArrayLike = 0.0,
) -> Belief:
    """Belief after a front of the given volatility has moved by ``change`` in ``months``.

    ``mean`` and ``sd``: of the belief before, front a month. Without ``drift_diffusion``: precisions 1/sd^2
    and months/volatility^2 add up, and only the two ends count, so an interval may be cut at will. With it
    (front a month, a square root of a month) the result is the belief about the drift at the end of the
    interval, given its two ends. Arguments broadcast; sd, months and drift_diffusion of at least 0,
    volatility above 0, else BadValue. Source: normal conjugate updating; Kalman and Bucy 1961 (E4b).

    >>> mean, sd = sp.model.beliefs.learn(0.0, 0.02, volatility=0.06, change=0.05, months=1.0)
    >>> round(mean, 4), round(sd, 4)
    (0.005, 0.019)
    """
    return spread_parts(
        equations.learn,
        Belief,
        2,
        numbers("mean", mean),
        not_negative("sd", sd),
        positive("volatility", volatility),
        numbers("change", change),
        not_negative("months", months),
        not_negative("drift_diffusion", drift_diffusion),
    )
