"""Lanchester's laws of attrition in closed form, until one side has nothing left.

Each law gives (own, enemy) after a time. ``own_rate`` is the rate at which own forces destroy the
enemy's, ``enemy_rate`` the reverse. Square: losses go as the enemy's numbers. Linear: as the product.
Logarithmic: as one's own numbers. Which of them fits a war is not settled (Lucas and Turkes 2004 find
none consistently good); they are limiting cases, not findings. Fighting stops when a side is gone.
"""

import math

from sepeace.kernel.elementary import exp, expm1, natural_log
from sepeace.kernel.mark import kernel


@kernel
def square_law(
    own: float, enemy: float, own_rate: float, enemy_rate: float, time: float
) -> tuple[float, float]:
    """own' = -enemy_rate enemy, enemy' = -own_rate own."""
    if own <= 0.0 or enemy <= 0.0:
        return own, enemy
    if own_rate <= 0.0:
        return max(own - enemy_rate * enemy * time, 0.0), enemy
    if enemy_rate <= 0.0:
        return own, max(enemy - own_rate * own * time, 0.0)
    own_root = math.sqrt(own_rate)
    enemy_root = math.sqrt(enemy_rate)
    x = own_root * own
    y = enemy_root * enemy
    pace = own_root * enemy_root
    if x == y:
        fade = exp(-pace * time)
        return own * fade, enemy * fade
    # Sum and difference of the scaled forces shrink and grow exponentially.
    total = x + y
    lead = abs(x - y)
    if 2.0 * pace * time >= natural_log(total / lead):
        left = math.sqrt(total) * math.sqrt(lead)
        if x > y:
            return left / own_root, 0.0
        return 0.0, left / enemy_root
    shrunk = total * exp(-pace * time)
    grown = (x - y) * exp(pace * time)
    return 0.5 * (shrunk + grown) / own_root, 0.5 * (shrunk - grown) / enemy_root


@kernel
def linear_law(
    own: float, enemy: float, own_rate: float, enemy_rate: float, time: float
) -> tuple[float, float]:
    """own' = -enemy_rate own enemy, enemy' = -own_rate own enemy."""
    x = own_rate * own
    y = enemy_rate * enemy
    lead = abs(x - y)
    reach = time
    if lead * time > 0.0:
        reach = -expm1(-lead * time) / lead
    fade = exp(-lead * time)
    if x >= y:
        left = 1.0 / (1.0 + y * reach)
        return own * left, enemy * fade * left
    left = 1.0 / (1.0 + x * reach)
    return own * fade * left, enemy * left


@kernel
def logarithmic_law(
    own: float, enemy: float, own_rate: float, enemy_rate: float, time: float
) -> tuple[float, float]:
    """own' = -enemy_rate own, enemy' = -own_rate enemy."""
    return own * exp(-enemy_rate * time), enemy * exp(-own_rate * time)
