"""When, and on which side, a front that drifts and swings leaves the stretch between 0 and 1.

The front is Brownian motion with a drift (front a month) and a volatility (front a square root of a
month); 0 is one side beaten, 1 the other. Formulas: Karlin and Taylor, A Second Course in Stochastic
Processes, chapter 15. Symbols: mu drift, sigma volatility, a = 2 mu/sigma^2, u chance, E months.
"""

import math

from sepeace.kernel.elementary import exp, expm1
from sepeace.kernel.mark import kernel

FAR = 745.2  # exp of less than its negative is 0


@kernel
def chance_to_win(front: float, drift: float, volatility: float) -> float:
    """u, the chance to reach 1 before 0. At or beyond a barrier: 0 or 1. Volatility must be positive."""
    if front <= 0.0:
        return 0.0
    if front >= 1.0:
        return 1.0
    a = 2.0 * (drift / volatility) / volatility
    if -1e-3 < a < 1e-3:
        # Series in a: the quotient below loses digits where both differences vanish.
        g = front * (1.0 - front)
        return front + g * a * (0.5 + a * ((1.0 - 2.0 * front) / 12.0 - a * g / 24.0))
    if a > 0.0:
        return expm1(-a * front) / expm1(-a)
    return exp(a * (1.0 - front)) * expm1(a * front) / expm1(a)


@kernel
def expected_months(front: float, drift: float, volatility: float) -> float:
    """E, the expected months until 0 or 1 is reached. 0 at or beyond a barrier."""
    if front <= 0.0 or front >= 1.0:
        return 0.0
    if front > 0.5:
        # Mirrored, so that the difference u - f below is taken between small numbers.
        front = 1.0 - front
        drift = -drift
    a = 2.0 * (drift / volatility) / volatility
    if -1e-3 < a < 1e-3:
        g = front * (1.0 - front)
        return g * (1.0 + a * ((1.0 - 2.0 * front) / 6.0 - a * g / 12.0)) / volatility / volatility
    return (chance_to_win(front, drift, volatility) - front) / drift


@kernel
def touch_probability(start: float, end: float, barrier: float, months: float, volatility: float) -> float:
    """Chance that a path from ``start`` to ``end`` touched ``barrier`` on the way (Brownian bridge).

    1 when the ends lie on different sides of the barrier or on it; the drift does not matter.
    """
    product = (barrier - start) * (barrier - end)
    if product <= 0.0:
        return 1.0
    spread = volatility * volatility * months
    if spread <= 0.0:
        return 0.0
    exponent = 2.0 * product / spread
    return exp(-exponent) if exponent < FAR else 0.0


@kernel
def crossing_months(
    start: float,
    end: float,
    barrier: float,
    months: float,
    volatility: float,
    normal: float,
    uniform: float,
) -> float:
    """First months at which a path from ``start`` to ``end`` touches ``barrier``, given that it does.

    With t the time of the touch, t/(months - t) is inverse Gaussian with mean
    |start - barrier|/|end - barrier| and shape (start - barrier)^2/(volatility^2 months); drawn from
    one ``normal`` and one ``uniform`` number (Michael, Schucany and Haas 1976), with both of their
    roots written so that nothing is divided by the distance of the end. Without volatility: the
    straight line.
    """
    near = abs(start - barrier)
    far = abs(end - barrier)
    if near <= 0.0 or months <= 0.0:
        return 0.0
    swing = normal * normal * volatility * volatility * months / (2.0 * near)
    root = far + swing + math.sqrt(swing * (swing + 2.0 * far))
    if uniform * (far + root) <= root:
        return months * near / (near + root)
    return months * near * root / (near * root + far * far)
