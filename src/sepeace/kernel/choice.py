"""How a side weighs a risk, and how a gain becomes willingness to talk.

Willingness is a logistic choice. The certainty equivalent is cumulative prospect theory with the
median estimates of Tversky and Kahneman 1992: curvature .88, loss aversion 2.25, weighting .61 for
gains and .69 for losses. Most of its effect here comes from the weighting of chances, little from
loss aversion.
"""

import math

from sepeace.kernel.mark import kernel


@kernel
def logistic(x: float) -> float:
    """1/(1 + exp(-x)), without overflow."""
    if x >= 0.0:
        return 1.0 / (1.0 + math.exp(-x))
    e = math.exp(x)
    return e / (1.0 + e)


@kernel
def willingness(gain: float, noise: float) -> float:
    """Chance to prefer talking, for a gain and a noise in shares of the stake; noise above 0."""
    return logistic(gain / noise)


@kernel
def decision_weight(chance: float, power: float) -> float:
    """Weight a chance carries in a choice; ``power`` is .61 for gains and .69 for losses."""
    up = math.pow(chance, power)
    return up / math.pow(up + math.pow(1.0 - chance, power), 1.0 / power)


@kernel
def certainty_equivalent(chance: float, reference: float) -> float:
    """Sure share held equal to winning all with ``chance`` and nothing else.

    ``reference``, in [0, 1], is the share counted as neither gain nor loss.
    """
    hope = decision_weight(chance, 0.61) * math.pow(1.0 - reference, 0.88)
    dread = 2.25 * decision_weight(1.0 - chance, 0.69) * math.pow(reference, 0.88)
    value = hope - dread
    if value >= 0.0:
        return reference + math.pow(value, 1.0 / 0.88)
    return reference - math.pow(-value / 2.25, 1.0 / 0.88)
