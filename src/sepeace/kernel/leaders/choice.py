"""How a side weighs a risk, and how a gain becomes willingness to talk.

Willingness is a logistic choice. The certainty equivalent is cumulative prospect theory with the
median estimates of Tversky and Kahneman 1992: curvature .88, loss aversion 2.25, weighting .61 for
gains and .69 for losses. Most of its effect here comes from the weighting of chances, little from
loss aversion.
"""

import math

from sepeace.kernel.elementary import exp, raised
from sepeace.kernel.mark import kernel


@kernel
def logistic(x: float) -> float:
    """1/(1 + exp(-x)), without overflow."""
    if x >= 0.0:
        return 1.0 / (1.0 + exp(-x))
    e = exp(x)
    return e / (1.0 + e)


@kernel
def willingness(gain: float, noise: float) -> float:
    """Chance to prefer talking, for a gain and a noise in shares of the stake; noise above 0."""
    return logistic(gain / noise)


@kernel
def map_chance(front: float) -> float:
    """Chance of the side that wins at front 1, as the map alone shows it: sqrt f/(sqrt f + sqrt(1 - f)).

    So reckons one who expects no drift but is unsure of it and knows that fronts turn: at a doubt of .02 a
    month and the default numbers it is his first passage within .02, from .1 to .9 of the front. It lies
    between the front itself, the chance if no drift ever comes (volatility alone), and I_f(1/6, 1/6), the
    chance if a drift that starts from none is all that moves it (diffusion alone; McKean 1963).
    """
    if front <= 0.0:
        return 0.0
    if front >= 1.0:
        return 1.0
    won = math.sqrt(front)
    return won / (won + math.sqrt(1.0 - front))


@kernel
def hoped_offer(chance: float, on_map: float, months: float, cost: float, map_weight: float) -> float:
    """Share a leader expects to be offered: all but what war is worth to the other, as he reads him.

    ``chance`` is the other's chance by the reader's own belief, ``on_map`` by the map, ``cost`` the other's
    cost a month, ``months`` the length of war that the reader expects.
    """
    hope = chance + map_weight * (on_map - chance)
    return 1.0 - (hope - cost * months)


@kernel
def decision_weight(chance: float, power: float) -> float:
    """Weight a chance carries in a choice; ``power`` is .61 for gains and .69 for losses."""
    up = raised(chance, power)
    return up / raised(up + raised(1.0 - chance, power), 1.0 / power)


@kernel
def certainty_equivalent(chance: float, reference: float) -> float:
    """Sure share held equal to winning all with ``chance`` and nothing else.

    ``reference``, in [0, 1], is the share counted as neither gain nor loss.
    """
    chance = 0.0 if chance < 0.0 else chance  # an average of chances may miss the ends by a rounding
    chance = 1.0 if chance > 1.0 else chance
    hope = decision_weight(chance, 0.61) * raised(1.0 - reference, 0.88)
    dread = 2.25 * decision_weight(1.0 - chance, 0.69) * raised(reference, 0.88)
    value = hope - dread
    if value >= 0.0:
        return reference + raised(value, 1.0 / 0.88)
    return reference - raised(-value / 2.25, 1.0 / 0.88)
