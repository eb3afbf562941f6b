"""What a war is worth whose drift wanders: u and E of a front whose drift is unsure today and moves on.

A leader learns by a filter that expects the drift to turn (diffusion q); he values the war by the same
rule. The exact answer solves a backward equation in front and drift. Here it is taken from one steady
integral: the belief is widened by what the drift may wander in the length of such a war, the volatility
by what that adds to the front, and what is left is corrected by polynomials. In units of the volatility,
mu = drift/sigma^2 and k = q/sigma^3; W^2 = 2.294 k^(4/3) is the drift that wandering adds by the end of a
war of no drift, D^2 = 57.111 + mean^2 + sd^2 + W^2, and 2 sqrt(f (1 - f))/D a length of war in closed
form, so that nothing is iterated. Odd and even in the drift and in 2 f - 1: mirrored sides are served
alike, exactly; q = 0 is the steady rule.

Constants: least squares on 800 random wars over the declared ranges (``benchmarks/fit_wandering.py``).
Held against the backward equation: u to .0026 rms and .014 at most, E to 2% rms and 8% at most, on
average to .2%.
"""

import math

from sepeace.kernel.elementary import raised
from sepeace.kernel.leaders.bargaining import war_terms
from sepeace.kernel.mark import kernel

WIDTH, LEAST, DRIFT, SWING = 2.294, 57.111, 0.651, 0.201
PUSH_0, PUSH_1, PUSH_2, PUSH_3, PUSH_4, PUSH_5 = -0.125, -1.403, 0.434, 0.516, 0.18, 0.209
SHRINK_0, SHRINK_1, SHRINK_2, SHRINK_3 = 0.099, -0.407, -0.622, -0.31


@kernel
def width_of(volatility: float, diffusion: float) -> float:
    """W^2 for ``wandering_terms``, which hangs on the numbers alone; 0 if nothing wanders."""
    if diffusion <= 0.0:
        return 0.0
    return WIDTH * raised(diffusion / (volatility * volatility * volatility), 1.3333333333333333)


@kernel
def bounded(x: float) -> float:
    """A correction, kept where (2 + x)/(2 - x) still stands for exp(x); declared ranges reach .9."""
    x = -1.5 if x < -1.5 else x
    return 1.5 if x > 1.5 else x


@kernel
def wandering_terms(
    front: float, mean: float, sd: float, volatility: float, diffusion: float, width: float
) -> tuple[float, float]:
    """(u, E) where the drift is N(mean, sd^2) today and then wanders by ``diffusion``.

    ``width`` is what ``width_of`` gives; 0 means a steady drift.
    """
    if width <= 0.0 or front <= 0.0 or front >= 1.0:
        return war_terms(front, mean, sd, volatility)
    variance = volatility * volatility
    drift = mean / variance
    doubt = sd / variance
    k = diffusion / (variance * volatility)
    size2 = LEAST + drift * drift + doubt * doubt + width
    size = math.sqrt(size2)
    length = 2.0 * math.sqrt(front * (1.0 - front)) / size
    turn = k * k * length
    wide = variance * math.sqrt(doubt * doubt + DRIFT * turn)
    u, months = war_terms(front, mean, wide, volatility * math.sqrt(1.0 + SWING * turn * length))
    part = width / size2
    x = drift / size
    y = 2.0 * front - 1.0
    push = x * (PUSH_0 + PUSH_1 * x * x + PUSH_2 * x * y + PUSH_3 * y * y) + y * (PUSH_4 + PUSH_5 * y * y)
    shrink = SHRINK_0 + SHRINK_1 * x * x + SHRINK_2 * x * y + SHRINK_3 * y * y
    # odds of u times (2 + push)/(2 - push): nearly exp(push), and turned round by turning its sign
    push = bounded(part * push)
    shrink = bounded(part * shrink)
    grown = u * (2.0 + push)
    return grown / (grown + (1.0 - u) * (2.0 - push)), months * (2.0 + shrink) / (2.0 - shrink)
