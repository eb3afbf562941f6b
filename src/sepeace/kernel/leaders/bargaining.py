"""What fighting on is worth to each side, and the least each would settle for.

Shares of the stake: x in [0, 1] goes to the side that wins at front 1. Sources: Fearon 1995 for the
range between two war values; the chances and lengths of war come from ``first_passage``.
"""

import math

from sepeace.kernel.battlefield.first_passage import chance_to_win, expected_months
from sepeace.kernel.leaders import averages
from sepeace.kernel.leaders.choice import logistic
from sepeace.kernel.mark import kernel


@kernel
def war_terms(front: float, mean: float, sd: float, volatility: float) -> tuple[float, float]:
    """(u, E) for a front and a normal belief (mean, sd) of the drift; sd 0 means certainty.

    u is the chance to reach 1 before 0, E the expected months of war. At or beyond a barrier the war
    is over: (0, 0) or (1, 0).
    """
    if front <= 0.0:
        return 0.0, 0.0
    if front >= 1.0:
        return 1.0, 0.0
    variance = volatility * volatility
    if sd <= 0.05 * variance:
        if sd <= 0.0:
            return chance_to_win(front, mean, volatility), expected_months(front, mean, volatility)
        return averages.narrow_terms(front, mean, sd, volatility)
    reach = averages.WIDE_SPAN * sd
    if sd >= averages.LONG * math.pi * variance and -reach < mean < reach:
        return averages.wide_terms(front, mean, sd, volatility)
    return averages.fine_terms(front, mean, sd, volatility)


@kernel
def war_value(chance: float, months: float, cost: float) -> float:
    """W = chance - cost months: what fighting on is worth, in shares of the stake."""
    return chance - cost * months


@kernel
def reservation(
    value: float,
    ideology: float,
    strength: float,
    fear: float,
    plan: float,
    aid: float,
    fate: float,
) -> float:
    """y, the least share a side takes: what war is worth to it, and what else weighs on settling.

    Ideology, strength, fear and aid raise the price; its own plan to renew the war and what a
    settlement does for its leader lower it.
    """
    return value + ideology + strength + fear - plan + aid - fate


@kernel
def strength_premium(premium: float, threshold: float, slope: float, fortune: float) -> float:
    """Premium asked for settling while recent fortune is below the threshold (logistic)."""
    return premium * logistic((threshold - fortune) / slope)
