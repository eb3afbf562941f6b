"""Chances of events that strike at a rate: contacts, leaks, the renewal of war.

Only the integral of the rate over time matters, so steps may be cut at will.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from sepeace.kernel.diplomacy import hazards as equations
from sepeace.model.arrays import FloatOrArray, common_shape, not_negative, plain, spread


def survival(rates: ArrayLike, durations: ArrayLike) -> FloatOrArray:
    """Chance that nothing happens over pieces of constant rate: exp(-sum of rate times duration).

    ``rates`` a month and ``durations`` in months, both of at least 0, broadcast; the last axis holds the
    pieces and is summed, further axes stay. Two numbers are one piece. Raises BadValue else. Source: the
    survival of a piecewise constant hazard (G1, G2).

    >>> round(sp.model.hazards.survival(rates=[0.1, 0.2], durations=[6.0, 6.0]), 3)
    0.165
    """
    rate = not_negative("rates", rates)
    months = not_negative("durations", durations)
    common_shape(rate, months)
    exposure = np.asarray(rate * months)
    if exposure.ndim:
        exposure = np.asarray(exposure.sum(axis=-1))
    return plain(np.asarray(spread(equations.survival, exposure)))
