"""The chance to win and the length of the war, averaged over what a leader believes of the drift.

A side is not sure of the drift, so u (chance) and E (months) are averaged over a normal belief, never taken
at its mean. Both have poles at multiples of +-i pi sigma^2, which spoil Gauss-Hermite rules. Here: the
trapezoid rule, with the nearest two pairs of poles taken out by residue (Trefethen and Weideman 2014). Nodes
lie half a step off zero drift, so that no node falls where u - f and the drift vanish together, and
exp(-a f), exp(-a) and the normal weights advance by multiplication. Where the belief is wide enough, the step
is sqrt(2) pi sigma^2: then exp(-a) is a constant and all else follows from three exponentials. That rule is
good to 1e-5 in u and 2e-5 of E; narrower beliefs have finer steps and lose less.
"""

import math

from sepeace.kernel.battlefield.first_passage import chance_to_win, expected_months
from sepeace.kernel.elementary import exp, sine_cosine
from sepeace.kernel.mark import kernel

LONG = math.sqrt(2.0)
FAR = exp(-LONG * math.pi)
FAR_FACTOR = exp(-2.0 * LONG * math.pi)
FIRST_POLE = LONG * FAR / (1.0 + FAR)
SECOND_POLE = LONG * FAR * FAR / (1.0 + FAR * FAR)
WIDE_SPAN = 5.0
"""Standard deviations on both sides of the mean that the wide rule covers; 6e-7 of the belief lie beyond."""


@kernel
def node_sums(
    front: float, drift: float, step: float, count: int, near: float, near_factor: float, far: float,
    far_factor: float, weight: float, ratio: float, ratio_factor: float,
) -> tuple[float, float, float]:  # fmt: skip
    """Sums over ``count`` nodes of positive drift, from ``drift`` on: weight, weight u, weight E.

    At the first node ``near`` is exp(-a front), ``far`` is exp(-a), ``weight`` the normal weight and
    ``ratio`` the next node's weight over it; the factors are what these change by from node to node.
    """
    weights = 0.0
    wins = 0.0
    lengths = 0.0
    for _ in range(count):
        won = 1.0 - near
        over = 1.0 - far
        share = weight / (over * drift)
        weights += weight
        wins += share * won * drift
        lengths += share * (won - front * over)
        near *= near_factor
        far *= far_factor
        weight *= ratio
        ratio *= ratio_factor
        drift += step
    return weights, wins, lengths


@kernel
def half_line(
    front: float, mean: float, sd: float, volatility: float, step: float
) -> tuple[float, float, float]:
    """Sums over the nodes of positive drift within 5.5 sd of ``mean``, for any step.

    Weights are exp(-(drift - mean)^2 / 2 sd^2), not normalised.
    """
    highest = mean + 5.5 * sd
    lowest = mean - 5.5 * sd
    if highest < 0.5 * step:
        return 0.0, 0.0, 0.0
    last = int(highest / step + 0.5)
    half_stride = (step / volatility) / volatility
    near = exp(-half_stride * front)
    near_factor = near * near
    far = exp(-half_stride)
    far_factor = far * far
    first = 0
    drift = 0.5 * step
    if lowest > drift:
        first = int(lowest / step + 0.5)
        drift = (first + 0.5) * step
        near = exp(-(2.0 * first + 1.0) * half_stride * front)
        far = exp(-(2.0 * first + 1.0) * half_stride)
    off = (drift - mean) / sd
    pace = step / sd
    weight = exp(-0.5 * off * off)
    ratio = exp(-pace * (off + 0.5 * pace))
    return node_sums(
        front, drift, step, last - first, near, near_factor, far, far_factor, weight, ratio,
        exp(-pace * pace),
    )  # fmt: skip


@kernel
def pole_terms(front: float, mean: float, sd: float, volatility: float, step: float) -> tuple[float, float]:
    """What the poles of u and E at +-i pi sigma^2 and +-2 i pi sigma^2 take from the trapezoid sums.

    In units of the sums of ``half_line``, to be added to them. Not to be used when pi sigma^2 is
    above 5 sd: there the poles lie beyond the point where the normal weight's own error is least.
    """
    pole = math.pi * volatility * volatility
    reach = pole / sd
    lean = mean / sd
    decay = exp(-2.0 * math.pi * pole / step)
    size1 = exp(0.5 * (reach * reach - lean * lean)) * decay / (1.0 + decay)
    size2 = exp(0.5 * (4.0 * reach * reach - lean * lean)) * decay * decay / (1.0 + decay * decay)
    angle = reach * lean
    turned = angle - 2.0 * math.pi * front
    sin_a, cos_a = sine_cosine(angle)
    sin_t, cos_t = sine_cosine(turned)
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
def wide_terms(front: float, mean: float, sd: float, volatility: float) -> tuple[float, float]:
    """u and E for a belief at least sqrt(2) pi sigma^2 wide whose mean lies within 5 sd of zero.

    With steps of sqrt(2) pi sigma^2 the weights follow from exp(reach^2/4) and exp(lean reach/sqrt(2)),
    where reach is pi sigma^2/sd and lean is mean/sd. A factor common to all weights is left out; in its
    units what the two pairs of poles take has the sizes ``grown``^3 and ``grown``^9.
    """
    pole = math.pi * volatility * volatility
    step = LONG * pole
    reach = pole / sd
    lean = mean / sd
    grown = exp(0.25 * reach * reach)
    third = grown * grown * grown
    ninth = third * third * third
    ratio_factor = grown / ninth
    near = exp(-LONG * math.pi * front)
    rest = FAR / near
    weight = exp(reach * lean / LONG)
    other = 1.0 / weight
    weights, wins, lengths = node_sums(
        front, 0.5 * step, step, int((WIDE_SPAN * sd + mean) / step + 0.5), near, near * near, FAR,
        FAR_FACTOR, weight, ratio_factor * weight * weight, ratio_factor,
    )  # fmt: skip
    # Negative drifts are positive ones for the other side: losses are its wins, months are shared.
    other_weights, losses, other_lengths = node_sums(
        1.0 - front, 0.5 * step, step, int((WIDE_SPAN * sd - mean) / step + 0.5), rest, rest * rest, FAR,
        FAR_FACTOR, other, ratio_factor * other * other, ratio_factor,
    )  # fmt: skip
    angle = reach * lean
    turned = angle - 2.0 * math.pi * front
    sin_a, cos_a = sine_cosine(angle)
    sin_t, cos_t = sine_cosine(turned)
    size1 = third * FIRST_POLE
    size2 = ninth * SECOND_POLE
    wins -= size1 * (sin_a - sin_t) + 2.0 * size2 * (sin_a * cos_a - sin_t * cos_t)
    lengths += (size1 * (cos_a - cos_t) + size2 * (sin_t * sin_t - sin_a * sin_a)) / pole
    weights += other_weights
    return (wins + other_weights - losses) / weights, (lengths + other_lengths) / weights


@kernel
def fine_terms(front: float, mean: float, sd: float, volatility: float) -> tuple[float, float]:
    """u and E for any belief: steps of 3/4 sd, or of pi sigma^2 where that is less."""
    pole = math.pi * volatility * volatility
    step = 0.75 * sd
    if step > pole:
        step = pole
    weights, wins, lengths = half_line(front, mean, sd, volatility, step)
    other_weights, losses, other_lengths = half_line(1.0 - front, -mean, sd, volatility, step)
    wins += other_weights - losses
    lengths += other_lengths
    weights += other_weights
    if pole < 5.0 * sd:
        more_wins, more_lengths = pole_terms(front, mean, sd, volatility, step)
        wins += more_wins
        lengths += more_lengths
    return wins / weights, lengths / weights
