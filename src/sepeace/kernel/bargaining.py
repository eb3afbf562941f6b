"""What fighting on is worth to each side, and the least each would settle for.

Shares of the stake: x in [0, 1] goes to the side that wins at front 1. Sources: Fearon 1995 for the
range between two war values; the chances and lengths of war come from ``first_passage``.

The belief integral. A side is not sure of the drift, so u (chance) and E (months) are averaged over a
normal belief, never taken at its mean. Both have poles at multiples of +-i pi sigma^2, which spoil
Gauss-Hermite rules. Here: the trapezoid rule over +-5.5 standard deviations, with the nearest two pairs
of poles taken out by residue (Trefethen and Weideman 2014), which allows steps of up to
pi sigma^2. Nodes lie half a step off zero drift, so that no node falls where u - f and the drift vanish
together, and exp(-a f), exp(-a) and the normal weights advance by multiplication.
"""

import math

from sepeace.kernel.choice import logistic
from sepeace.kernel.first_passage import chance_to_win, expected_months
from sepeace.kernel.mark import kernel


@kernel
def half_line(
    front: float, mean: float, sd: float, volatility: float, step: float
) -> tuple[float, float, float]:
    """Sums over the nodes of positive drift within 5.5 sd of ``mean``: weight, weight u, weight E.

    Weights are exp(-(drift - mean)^2 / 2 sd^2), not normalised.
    """
    highest = mean + 5.5 * sd
    lowest = mean - 5.5 * sd
    if highest < 0.5 * step:
        return 0.0, 0.0, 0.0
    last = int(highest / step + 0.5)
    half_stride = (step / volatility) / volatility
    near = math.exp(-half_stride * front)
    near_factor = near * near
    far = math.exp(-half_stride)
    far_factor = far * far
    first = 0
    drift = 0.5 * step
    if lowest > drift:
        first = int(lowest / step + 0.5)
        drift = (first + 0.5) * step
        near = math.exp(-(2.0 * first + 1.0) * half_stride * front)
        far = math.exp(-(2.0 * first + 1.0) * half_stride)
    off = (drift - mean) / sd
    pace = step / sd
    weight = math.exp(-0.5 * off * off)
    ratio = math.exp(-pace * (off + 0.5 * pace))
    ratio_factor = math.exp(-pace * pace)
    weights = 0.0
    wins = 0.0
    lengths = 0.0
    for _ in range(last - first):
        share = weight * (1.0 - near) / (1.0 - far)
        weights += weight
        wins += share
        lengths += (share - weight * front) / drift
        near *= near_factor
        far *= far_factor
        weight *= ratio
        ratio *= ratio_factor
        drift += step
    return weights, wins, lengths


@kernel
def pole_terms(front: float, mean: float, sd: float, volatility: float, step: float) -> tuple[float, float]:
    """What the poles of u and E at +-i pi sigma^2 and +-2 i pi sigma^2 take from the trapezoid sums.

    In units of the sums of ``half_line``, to be added to them. Not to be used when pi sigma^2 is
    above 5 sd: there the poles lie beyond the point where the normal weight's own error is least.
    """
    pole = math.pi * volatility * volatility
    reach = pole / sd
    lean = mean / sd
    decay = math.exp(-2.0 * math.pi * pole / step)
    size1 = math.exp(0.5 * (reach * reach - lean * lean)) * decay / (1.0 + decay)
    size2 = math.exp(0.5 * (4.0 * reach * reach - lean * lean)) * decay * decay / (1.0 + decay * decay)
    angle = reach * lean
    turned = angle - 2.0 * math.pi * front
    sin_a = math.sin(angle)
    cos_a = math.cos(angle)
    sin_t = math.sin(turned)
    cos_t = math.cos(turned)
    sine1 = sin_a - sin_t
    cosine1 = cos_a - cos_t
    sine2 = 2.0 * (sin_a * cos_a - sin_t * cos_t)
    cosine2 = 2.0 * (sin_t * sin_t - sin_a * sin_a)
    scale = 2.0 * math.pi * volatility * volatility / step
    wins = -scale * (size1 * sine1 + size2 * sine2)
    lengths = scale * (size1 * cosine1 + 0.5 * size2 * cosine2) / pole
    return wins, lengths


@kernel
def narrow_terms(front: float, mean: float, sd: float, volatility: float) -> tuple[float, float]:
    """u and E averaged over a belief so narrow that five Gauss-Hermite nodes are exact to rounding."""
    inner = 1.355626179974266 * sd
    outer = 2.856970013872806 * sd
    u = (
        0.5333333333333333 * chance_to_win(front, mean, volatility)
        + 0.22207592200561266
        * (chance_to_win(front, mean - inner, volatility) + chance_to_win(front, mean + inner, volatility))
        + 0.011257411327720691
        * (chance_to_win(front, mean - outer, volatility) + chance_to_win(front, mean + outer, volatility))
    )
    months = (
        0.5333333333333333 * expected_months(front, mean, volatility)
        + 0.22207592200561266
        * (
            expected_months(front, mean - inner, volatility)
            + expected_months(front, mean + inner, volatility)
        )
        + 0.011257411327720691
        * (
            expected_months(front, mean - outer, volatility)
            + expected_months(front, mean + outer, volatility)
        )
    )
    return u, months


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
        return narrow_terms(front, mean, sd, volatility)
    pole = math.pi * variance
    step = 0.75 * sd
    if step > pole:
        step = pole
    weights, wins, lengths = half_line(front, mean, sd, volatility, step)
    # Negative drifts are positive ones for the other side: losses are its wins, months are shared.
    other_weights, losses, other_lengths = half_line(1.0 - front, -mean, sd, volatility, step)
    wins += other_weights - losses
    lengths += other_lengths
    weights += other_weights
    if pole < 5.0 * sd:
        more_wins, more_lengths = pole_terms(front, mean, sd, volatility, step)
        wins += more_wins
        lengths += more_lengths
    return wins / weights, lengths / weights


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
