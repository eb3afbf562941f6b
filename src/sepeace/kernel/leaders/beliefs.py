"""What a side learns about the drift of the war from the way the front has moved.

The belief is a normal distribution of the drift. The true drift may itself wander, as Brownian motion
of ``drift_diffusion`` (front a month, a square root of a month): then old news counts for less. The
update is exact Bayes from the two ends of an interval; without diffusion it depends on nothing else,
so cutting the interval changes nothing.
"""

import math

from sepeace.kernel.mark import kernel

THIRD = 1.0 / 3.0
TWELFTH = 1.0 / 12.0


@kernel
def learn(
    mean: float, sd: float, volatility: float, change: float, months: float, drift_diffusion: float
) -> tuple[float, float]:
    """(mean, sd) of the drift at the end of an interval in which the front moved by ``change``.

    Joint normal of end drift and movement, conditioned; both variances are divided by months and
    the difference of products is multiplied out, so no digits are lost and months may be 0.
    """
    v = sd * sd
    q2 = drift_diffusion * drift_diffusion
    s2 = volatility * volatility
    wander = q2 * months
    certainty = 1.0 / (v * months + wander * months * THIRD + s2)
    gain = (v + 0.5 * wander) * certainty
    left = v * s2 + wander * (s2 + months * (v * THIRD + wander * TWELFTH))
    return mean + gain * (change - mean * months), math.sqrt(left * certainty)
