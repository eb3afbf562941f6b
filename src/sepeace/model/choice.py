"""Willingness, and the worth of a gamble to somebody who counts from a reference point.

Sources: logistic choice; cumulative prospect theory with the median estimates of Tversky and Kahneman
1992 (curvature .88, loss aversion 2.25, weighting .61 for gains and .69 for losses).
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from sepeace.kernel import choice as equations
from sepeace.model.arrays import FloatOrArray, numbers, positive, spread, unit


def willingness(gain: ArrayLike, noise: ArrayLike) -> FloatOrArray:
    """Chance to prefer talking when it promises ``gain`` more than fighting (shares of the stake).

    1/(1 + exp(-gain/noise)), noise above 0 in the same unit. One half at indifference: this is
    willingness to talk, not acceptance of terms. Raises BadValue for other input.
    """
    return spread(equations.willingness, numbers("gain", gain), positive("noise", noise))


def certainty_equivalent(chance: ArrayLike, reference: ArrayLike) -> FloatOrArray:
    """Sure share held equal to winning everything with ``chance`` and else nothing.

    ``reference`` is the share counted as neither gain nor loss. Both in [0, 1], else BadValue. With a
    high reference the result lies above ``chance`` when the chance is low (a gambler for what was
    lost) and below it when the chance is high; most of that comes from the weighting of chances.
    """
    return spread(equations.certainty_equivalent, unit("chance", chance), unit("reference", reference))
