"""Willingness, and the worth of a gamble to somebody who counts from a reference point.

Sources: logistic choice; cumulative prospect theory with the median estimates of Tversky and Kahneman
1992 (curvature .88, loss aversion 2.25, weighting .61 for gains and .69 for losses).
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from sepeace.errors import BadValue, nearest
from sepeace.kernel.leaders import choice as equations
from sepeace.model.arrays import FloatOrArray, not_negative, numbers, positive, spread, unit

SIDES = ("germany", "soviet")


def willingness(gain: ArrayLike, noise: ArrayLike) -> FloatOrArray:
    """Chance to prefer talking when it promises ``gain`` more than fighting (shares of the stake).

    1/(1 + exp(-gain/noise)), noise above 0 in the same unit. One half at indifference: this is
    willingness to talk, not acceptance of terms. Arguments broadcast. Raises BadValue for other input.
    Source: logistic choice (F1).

    >>> sp.model.choice.willingness([-0.1, 0.0, 0.1], noise=0.05).round(2).tolist()
    [0.12, 0.5, 0.88]
    """
    return spread(equations.willingness, numbers("gain", gain), positive("noise", noise))


def map_chance(front: ArrayLike) -> FloatOrArray:
    """Germany's chance to win as the map alone shows it: sqrt f/(sqrt f + sqrt(1 - f)), front in [0, 1].

    It is what one reckons who expects no drift but knows that fronts turn. Takes any shape. Raises BadValue
    for other input. Source: a fit to first passage under a drift that is unsure and turns, judgement; its
    limits are in McKean 1963.

    >>> round(sp.model.choice.map_chance(0.8), 3)
    0.667
    """
    return spread(equations.map_chance, unit("front", front))


def talk_willingness(
    front: ArrayLike,
    chance: ArrayLike,
    months: ArrayLike,
    own_cost: ArrayLike,
    other_cost: ArrayLike,
    line_terms: ArrayLike,
    map_weight: ArrayLike,
    noise: ArrayLike,
    side: str,
) -> FloatOrArray:
    """w, a leader's willingness to talk away from the table, before error and the lessons of refusals.

    He expects to be offered all but what war is worth to the other, whose hopes he reads in the part
    ``map_weight`` off the map and for the rest lends him his own belief. From that he takes what he must
    have, his own war value and ``line_terms``. What is left, over ``noise``, goes through a logistic:

        gain = +-map_weight (map_chance(front) - chance) + (own_cost + other_cost) months - line_terms

    with + for Germany and - for the Soviet side. At ``map_weight`` 0 his own chance cancels out: two who
    share one belief always have a surplus to divide, whoever is winning (Fearon 1995).

    Args:
        front: in [0, 1].   chance: Germany's chance to win as he believes it, in [0, 1].
        months: of war he expects, at least 0.   own_cost, other_cost: shares of the stake a month.
        line_terms: ideology + strength + fear - plan + aid - fate of his line, shares of the stake.
        map_weight: in [0, 1].   noise: above 0, shares of the stake.
        side: germany or soviet.

    Arguments broadcast. Raises BadValue for other input. Source: logistic choice (F1) and Fearon's range (B4,
    at ``map_weight`` 0).

    >>> asked = sp.model.choice.talk_willingness
    >>> round(asked(0.6, 0.6, 24.0, 0.006, 0.006, 0.2, 0.5, 0.05, "germany"), 2)
    0.78
    """
    if side not in SIDES:
        raise BadValue(
            "no such side", given=side, allowed=SIDES, nearest=nearest(str(side), SIDES), key="side"
        )
    return spread(
        _germany_talks if side == "germany" else _soviet_talks,
        unit("front", front),
        unit("chance", chance),
        not_negative("months", months),
        numbers("own_cost", own_cost),
        numbers("other_cost", other_cost),
        numbers("line_terms", line_terms),
        unit("map_weight", map_weight),
        positive("noise", noise),
    )


def _talks(
    on_map: float,
    other: float,
    months: float,
    own: float,
    cost: float,
    terms: float,
    weight: float,
    noise: float,
) -> float:
    """Willingness of a leader for whom the other wins with chance ``other``, by the map ``on_map``."""
    needed = 1.0 - other - own * months + terms
    return equations.willingness(equations.hoped_offer(other, on_map, months, cost, weight) - needed, noise)


def _germany_talks(front: float, chance: float, *rest: float) -> float:
    return _talks(1.0 - equations.map_chance(front), 1.0 - chance, *rest)


def _soviet_talks(front: float, chance: float, *rest: float) -> float:
    return _talks(equations.map_chance(front), chance, *rest)


def certainty_equivalent(chance: ArrayLike, reference: ArrayLike) -> FloatOrArray:
    """Sure share held equal to winning everything with ``chance`` and else nothing.

    ``reference`` is the share counted as neither gain nor loss. Both in [0, 1] and broadcast, else BadValue.
    With a high reference the result lies above ``chance`` when the chance is low (a gambler for what was
    lost) and below it when the chance is high; most of that comes from the weighting of chances. Source:
    Tversky and Kahneman 1992, median estimates (F3, K2, K3).

    >>> round(sp.model.choice.certainty_equivalent(0.05, reference=0.8), 2)
    0.15
    """
    return spread(equations.certainty_equivalent, unit("chance", chance), unit("reference", reference))
