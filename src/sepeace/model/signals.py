"""What a message tells, and when it pays to send one that is not meant.

Sources: Bayes' rule; the mixed equilibrium of a two-type signalling game with a cost of sending.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sepeace.errors import BadValue
from sepeace.kernel.leaders import signals as equations
from sepeace.model.arrays import FloatOrArray, not_negative, positive, spread, spread_parts, unit


class LeverageEquilibrium(NamedTuple):
    """Equilibrium of bluffing for concessions: three chances, ``bluff_rate``, ``concession_rate`` and
    ``posterior``.

    >>> sp.model.signals.leverage_equilibrium(0.2, 1.0, 0.4, 0.5, 0.1)._fields
    ('bluff_rate', 'concession_rate', 'posterior')
    """

    bluff_rate: FloatOrArray
    concession_rate: FloatOrArray
    posterior: FloatOrArray


def leverage_equilibrium(
    prior: ArrayLike, loss: ArrayLike, payment: ArrayLike, gain: ArrayLike, cost: ArrayLike
) -> LeverageEquilibrium:
    """How often a sender who is not serious writes, and how often the third party pays.

    ``prior``: chance in (0, 1] that the sender is serious and so always writes. ``loss``: what the third
    party loses by ignoring a serious message; ``payment``: what conceding costs it; ``gain`` and ``cost``:
    what a concession brings and a message costs the sender. All but ``cost`` above 0. While prior <
    payment/loss the bluff rate is prior (loss - payment)/((1 - prior) payment), the concession rate cost/gain
    and the posterior payment/loss: bluffing rises with the prior, not with the gain. Outside that range the
    equilibrium is pure (nobody or everybody bluffs). Arguments broadcast; BadValue else. Source: two-type
    signalling game with a cost of sending (H2).

    >>> found = sp.model.signals.leverage_equilibrium(prior=0.2, loss=1.0, payment=0.4, gain=0.5, cost=0.1)
    >>> round(found.bluff_rate, 3), found.concession_rate, found.posterior
    (0.375, 0.2, 0.4)
    """
    return spread_parts(
        equations.leverage_equilibrium,
        LeverageEquilibrium,
        3,
        positive("prior", unit("prior", prior)),
        positive("loss", loss),
        positive("payment", payment),
        positive("gain", gain),
        not_negative("cost", cost),
    )


def update(prior: ArrayLike, likelihood_ratio: ArrayLike) -> FloatOrArray:
    """Chance of a claim after news ``likelihood_ratio`` times as likely if it is true as if not.

    Prior in [0, 1], ratio of at least 0; BadValue for other input, and for news that a certainty
    (prior 1) holds impossible (ratio 0). Arguments broadcast. Source: Bayes' rule in odds (H1, H5).

    >>> round(sp.model.signals.update(prior=0.2, likelihood_ratio=3.0), 3)
    0.429
    """
    chances = unit("prior", prior)
    ratios = not_negative("likelihood_ratio", likelihood_ratio)
    if bool((np.any(chances >= 1.0)) and np.any(ratios <= 0.0)):
        raise BadValue("news held impossible by a prior of 1", given=likelihood_ratio, allowed="above 0")
    return spread(equations.update, chances, ratios)
