"""Lanchester's laws of attrition in closed form.

Limiting cases to test against, not findings: no law with constant coefficients fits the battles for
which there are daily figures (Lucas and Turkes 2004). Ignored: replacements, withdrawal, chance.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from numpy.typing import ArrayLike

from sepeace.kernel.battlefield import attrition as equations
from sepeace.model.arrays import FloatOrArray, not_negative, spread_parts


class Forces(NamedTuple):
    """Forces left after a time, in the unit they were given in.

    Attributes:
        own, enemy: floats, or arrays of the shape to which the arguments broadcast.

    >>> sp.model.attrition.square_law(2.0, 1.0, 0.1, 0.1, 10.0).enemy
    0.0
    """

    own: FloatOrArray
    enemy: FloatOrArray


def square_law(
    own: ArrayLike, enemy: ArrayLike, own_rate: ArrayLike, enemy_rate: ArrayLike, time: ArrayLike
) -> Forces:
    """Losses in proportion to the other side's numbers.

    own' = -enemy_rate enemy and enemy' = -own_rate own, so own_rate own^2 - enemy_rate enemy^2 stays.
    ``own_rate`` is the rate at which own forces destroy the enemy's. When a side is gone, fighting
    stops. All arguments of at least 0 (BadValue else); they broadcast. ``time`` in the unit of the rates.
    Source: Lanchester 1916 (D1).

    >>> left = sp.model.attrition.square_law(2.0, 1.0, 0.1, 0.1, 10.0)
    >>> round(left.own, 3), left.enemy
    (1.732, 0.0)
    """
    return _law(equations.square_law, own, enemy, own_rate, enemy_rate, time)


def linear_law(
    own: ArrayLike, enemy: ArrayLike, own_rate: ArrayLike, enemy_rate: ArrayLike, time: ArrayLike
) -> Forces:
    """Losses in proportion to the product of both numbers: own_rate own - enemy_rate enemy stays.

    own' = -enemy_rate own enemy and enemy' = -own_rate own enemy. Arguments as in ``square_law``.
    Source: Lanchester 1916 (D2).

    >>> left = sp.model.attrition.linear_law(2.0, 1.0, 0.1, 0.1, time=10.0)
    >>> round(left.own - left.enemy, 12)
    1.0
    """
    return _law(equations.linear_law, own, enemy, own_rate, enemy_rate, time)


def logarithmic_law(
    own: ArrayLike, enemy: ArrayLike, own_rate: ArrayLike, enemy_rate: ArrayLike, time: ArrayLike
) -> Forces:
    """Losses in proportion to a side's own numbers: own' = -enemy_rate own, enemy' = -own_rate enemy.

    Arguments as in ``square_law``. Source: the third of Lanchester's laws as later writers have it (D3).

    >>> left = sp.model.attrition.logarithmic_law(2.0, 1.0, 0.1, 0.2, time=10.0)
    >>> round(left.own, 3), round(left.enemy, 3)
    (0.271, 0.368)
    """
    return _law(equations.logarithmic_law, own, enemy, own_rate, enemy_rate, time)


def _law(
    law: Callable[..., tuple[float, float]],
    own: ArrayLike,
    enemy: ArrayLike,
    own_rate: ArrayLike,
    enemy_rate: ArrayLike,
    time: ArrayLike,
) -> Forces:
    return spread_parts(
        law,
        Forces,
        2,
        not_negative("own", own),
        not_negative("enemy", enemy),
        not_negative("own_rate", own_rate),
        not_negative("enemy_rate", enemy_rate),
        not_negative("time", time),
    )
