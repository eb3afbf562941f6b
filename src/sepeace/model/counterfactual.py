"""How far a change was needed, and how far it was enough, for an outcome.

What two worlds show about chances only bounds the chance of necessity and sufficiency: the same two
chances fit noise shared between the worlds or not. Source: Tian and Pearl 2000, bounds without
monotonicity. How an effect is shared out among causes: Shapley 1953.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sepeace.errors import BadValue
from sepeace.model.arrays import FloatOrArray, common_shape, numbers, spread_parts, unit

# Room for chances that were rounded or averaged before they came here.
ROUNDING = 1e-9


class Bounds(NamedTuple):
    """Lowest and highest chance the evidence allows: ``low`` and ``high``.

    >>> sp.model.counterfactual.necessity_sufficiency(0.3, 0.0).pn
    Bounds(low=1.0, high=1.0)
    """

    low: FloatOrArray
    high: FloatOrArray


class NecessitySufficiency(NamedTuple):
    """Chances that the change was ``pns``: needed and enough; ``pn``: needed, where both happened; ``ps``:
    enough, where neither did.

    >>> sp.model.counterfactual.necessity_sufficiency(0.3, 0.1)._fields
    ('pns', 'pn', 'ps')
    """

    pns: Bounds
    pn: Bounds
    ps: Bounds


def necessity_sufficiency(
    p_with: ArrayLike, p_without: ArrayLike, joint: ArrayLike | None = None
) -> NecessitySufficiency:
    """Bounds on the chance that a change was necessary, sufficient, or both, for an outcome.

    ``p_with`` and ``p_without``: chance of the outcome when the change is made and when it is not.
    ``joint``: what was observed when nobody intervened, four chances that add to 1: change and outcome,
    change without outcome, outcome without change, neither. Without ``joint`` the change is taken as
    made by lot. Arguments broadcast (the four of ``joint`` on its first axis). Where a
    chance has no cases to speak of, its bounds are 0 and 1. Raises BadValue for chances outside [0, 1]
    and for a ``joint`` that no world with these two chances could show. Source: Tian and Pearl 2000 (I3, I4).

    >>> found = sp.model.counterfactual.necessity_sufficiency(p_with=0.3, p_without=0.1)
    >>> round(found.pn.low, 2), round(found.ps.high, 2)
    (0.67, 0.33)
    """
    made = unit("p_with", p_with)
    unmade = unit("p_without", p_without)
    if joint is None:
        return spread_parts(_by_lot, _bounds, 6, made, unmade)
    table = unit("joint", joint)
    if table.ndim < 1 or table.shape[0] != 4:
        raise BadValue("needs four chances", given=joint, allowed="four chances that add to 1", key="joint")
    common_shape(made, unmade, table[0])
    if bool(np.any(np.abs(table.sum(axis=0) - 1.0) > ROUNDING)):
        raise BadValue("must add to 1", given=joint, allowed="four chances that add to 1", key="joint")
    both, change_only, outcome_only, neither = table
    for name, chance, low, high in (
        ("p_with", made, both, 1.0 - change_only),
        ("p_without", unmade, outcome_only, 1.0 - neither),
    ):
        if bool(np.any((chance < low - ROUNDING) | (chance > high + ROUNDING))):
            raise BadValue(
                f"joint cannot go with this {name}",
                given=joint,
                allowed=f"chances that fit {name}",
                key="joint",
            )
    parts = [numbers("joint", part) for part in table]
    return spread_parts(_with_joint, _bounds, 6, made, unmade, *parts)


def _bounds(*parts: FloatOrArray) -> NecessitySufficiency:
    pns, pn, ps = (Bounds(parts[i], parts[i + 1]) for i in (0, 2, 4))
    return NecessitySufficiency(pns, pn, ps)


def _by_lot(made: float, unmade: float) -> tuple[float, ...]:
    low, high = max(0.0, made - unmade), min(made, 1.0 - unmade)
    return (low, high, *_share(low, high, made), *_share(low, high, 1.0 - unmade))


def _with_joint(
    made: float, unmade: float, both: float, change_only: float, outcome_only: float, neither: float
) -> tuple[float, ...]:
    outcome = both + outcome_only
    low = max(0.0, made - unmade, outcome - unmade, made - outcome)
    high = min(made, 1.0 - unmade, both + neither, made - unmade + change_only + outcome_only)
    return (
        low,
        high,
        *_share(outcome - unmade, 1.0 - unmade - neither, both),
        *_share(made - outcome, made - both, neither),
    )


def _share(low: float, high: float, cases: float) -> tuple[float, float]:
    if cases <= 0.0:
        return 0.0, 1.0
    return min(1.0, max(0.0, low / cases)), max(0.0, min(1.0, high / cases))


def shapley(worth: Sequence[float]) -> tuple[float, ...]:
    """What each of several causes is worth, shared out by Shapley's rule; the shares add up to the whole.

    ``worth`` has the value of every set of causes, 2^n of them: the value of a set stands at the sum of
    2^i over its causes i, that of none at 0. A cause's share is what it adds, averaged over all orders in
    which causes can join. Returns n shares, whose sum is the last value less the first.
    Raises BadValue where the number of values is no power of two, or one is not finite. Source: Shapley 1953.

    >>> sp.model.counterfactual.shapley([0.0, 1.0, 2.0, 4.0])
    (1.5, 2.5)
    """
    values = [float(value) for value in worth]
    n = len(values).bit_length() - 1
    if not values or len(values) != 1 << n:
        raise BadValue("needs a value for every set of causes", given=len(values), allowed="2^n", key="worth")
    if not all(math.isfinite(value) for value in values):
        raise BadValue("must be finite", given=worth, allowed="numbers", key="worth")
    shares = [0.0] * n
    for members in range(1 << n):
        size = members.bit_count()
        for cause in range(n):
            if not members >> cause & 1:
                weight = 1.0 / (n * math.comb(n - 1, size))
                shares[cause] += weight * (values[members | 1 << cause] - values[members])
    return tuple(shares)
