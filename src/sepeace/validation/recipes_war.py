"""Limiting cases of war, bargaining, attrition and learning, through the public equations alone.

Each recipe takes the settings of a case as keywords and returns named numbers. Where a case asks for
the setting at which something happens, it is found by halving an interval.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import cast

import numpy as np

from sepeace.model import attrition, bargaining, beliefs, first_passage
from sepeace.model.arrays import FloatOrArray

Values = dict[str, float]


def root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where ``function`` changes sign between ``low`` and ``high``, to the last digit."""
    sign = function(low) > 0.0
    for _ in range(200):
        middle = 0.5 * (low + high)
        if middle in (low, high):
            break
        if (function(middle) > 0.0) == sign:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def one(value: FloatOrArray) -> float:
    """The float that a function of the model gives for plain numbers."""
    return cast(float, value)


def static_range(p_a: float, p_b: float, cost_a: float, cost_b: float) -> Values:
    """Range between two war values with a chance, seen by each side, and a cost."""
    least = bargaining.reservation(p_a - cost_a)
    most = 1.0 - one(bargaining.reservation(1.0 - p_b - cost_b))
    low, high, width = (one(part) for part in bargaining.acceptance_range(least, most))
    return {"low": low, "high": high, "width": width, "middle": 0.5 * (low + high)}


def commitment(discount: float, breach: float, war_germany: float, war_soviet: float, shift: float) -> Values:
    """Both lines rise when a settlement may be broken after power has shifted."""

    def least(hazard: float) -> float:
        return one(bargaining.reservation(war_germany, fear=hazard / discount * shift))

    most = 1.0 - one(bargaining.reservation(war_soviet, plan=breach / discount * shift))
    low, high, width = (one(part) for part in bargaining.acceptance_range(least(breach), most))
    return {
        "least": low,
        "most": high,
        "width": width,
        "breach_at_1": root(lambda k: least(k) - 1.0, 0.0, 1.0),
    }


def passage(front: float, drift: float, volatility: float) -> Values:
    """Chance and length of a war."""
    return {
        "u": one(first_passage.chance_to_win(front, drift, volatility)),
        "months": one(first_passage.expected_months(front, drift, volatility)),
    }


def widened(front: float, volatility: float, step: float, shift: float) -> Values:
    """Months a stepwise walk seems to take: both barriers moved out by shift sigma sqrt(step)."""
    out = shift * volatility * math.sqrt(step)
    length = 1.0 + 2.0 * out
    months = first_passage.expected_months((front + out) / length, 0.0, volatility / length)
    return {"months": one(months)}


def bridge(start: float, end: float, barrier: float, months: float, volatility: float) -> Values:
    """Chance that a path between known ends touched a barrier."""
    return {"touch": one(first_passage.touch_probability(start, end, barrier, months, volatility))}


def fate_soviet(
    front: float, drift: float, volatility: float, cost: float, weight: float, settle: float
) -> Values:
    """Soviet line with and without what a settlement does for its leader."""
    win = one(first_passage.chance_to_win(1.0 - front, -drift, volatility))
    war = bargaining.war_value(1.0 - front, -drift, volatility, cost)
    with_fate = one(bargaining.reservation(war, fate=weight * (settle - win)))
    without = one(bargaining.reservation(war))
    return {
        **passage(front, drift, volatility),
        "without": without,
        "with": with_fate,
        "most": 1.0 - with_fate,
    }


def fate_germany(
    front: float, drift: float, volatility: float, cost: float, weight: float, settle: Sequence[float]
) -> Values:
    """German line for several fates of the leader after settling."""
    win = one(first_passage.chance_to_win(front, drift, volatility))
    war = bargaining.war_value(front, drift, volatility, cost)
    lines = {
        f"settle {fate}": one(bargaining.reservation(war, fate=weight * (fate - win))) for fate in settle
    }
    return {**passage(front, drift, volatility), "without": one(bargaining.reservation(war)), **lines}


def _lines(
    front: float, drift_g: float, drift_s: float, volatility: float, cost_g: float, cost_s: float
) -> tuple[float, float, float]:
    least = bargaining.war_value(front, drift_g, volatility, cost_g)
    most = 1.0 - one(bargaining.war_value(1.0 - front, -drift_s, volatility, cost_s))
    low, high, width = bargaining.acceptance_range(least, most)
    return one(low), one(high), one(width)


def war_range(
    front: float, drift_g: float, drift_s: float, volatility: float, cost_g: float, cost_s: float
) -> Values:
    """Range between both war values, and the German drift at which it closes."""
    low, high, width = _lines(front, drift_g, drift_s, volatility, cost_g, cost_s)
    u_g, months_g = passage(front, drift_g, volatility).values()
    u_s, months_s = passage(front, drift_s, volatility).values()
    closes = root(lambda d: _lines(front, d, drift_s, volatility, cost_g, cost_s)[2], drift_s, 0.1)
    return {
        "low": low,
        "high": high,
        "width": width,
        "war_soviet": 1.0 - high,
        "u_germany": u_g,
        "months_germany": months_g,
        "u_soviet": u_s,
        "months_soviet": months_s,
        "closing_drift_germany": closes,
    }


def widths(
    fronts: Sequence[float], drift_g: float, drift_s: float, volatility: float, cost_g: float, cost_s: float
) -> Values:
    """Width of the range at several fronts."""
    least = bargaining.war_value(fronts, drift_g, volatility, cost_g)
    theirs = bargaining.war_value([1.0 - f for f in fronts], -drift_s, volatility, cost_s)
    width = np.atleast_1d(bargaining.acceptance_range(least, 1.0 - theirs).width)
    return {f"front {f}": float(w) for f, w in zip(fronts, width, strict=True)}


def optimism_that_closes(front: float, volatility: float, cost_g: float, cost_s: float) -> Values:
    """Equal and opposite optimism at which the range vanishes."""
    return {"drift": root(lambda m: _lines(front, m, -m, volatility, cost_g, cost_s)[2], 0.0, 0.1)}


def cost_against_drift(front: float, cost: float, volatility: float) -> Values:
    """War value when the drift is 0, half, once and twice the cost rate."""
    return {
        f"drift {times} cost": one(bargaining.war_value(front, times * cost, volatility, cost))
        for times in (0.0, 0.5, 1.0, 2.0)
    }


def jump(front: float, size: float, drift: float, volatility: float) -> Values:
    """What a battle that moves the front does to the chance."""
    before = passage(front, drift, volatility)["u"]
    after = passage(front + size, drift, volatility)["u"]
    return {"before": before, "after": after, "change": after - before}


def anatomy(
    front: float,
    drift_g: float,
    drift_s: float,
    volatility: float,
    cost_g: float,
    cost_s: float,
    ideology: float,
) -> Values:
    """The gap between the lines as a sum of named parts."""
    u_g, months_g = passage(front, drift_g, volatility).values()
    u_s, months_s = passage(front, drift_s, volatility).values()
    war_g = bargaining.war_value(front, drift_g, volatility, cost_g)
    war_s = bargaining.war_value(1.0 - front, -drift_s, volatility, cost_s)
    parts = bargaining.gap_anatomy(
        war_g, war_s, u_g, u_s, cost_g * months_g, cost_s * months_s, ideology=ideology
    )
    values = {name: one(part) for name, part in parts.items()}
    least = one(bargaining.reservation(war_g, ideology=ideology))
    return {**values, "sum": sum(values.values()), "gap": least - (1.0 - one(war_s))}


def battle(
    front: float,
    jump: float,
    drift_g: float,
    drift_s: float,
    volatility: float,
    cost_g: float,
    cost_s: float,
    premium: float,
    ideology: float,
) -> Values:
    """Both lines after a battle has moved the front."""
    low, high, _ = _lines(front + jump, drift_g, drift_s, volatility, cost_g, cost_s)
    least = one(bargaining.reservation(low, ideology=ideology, fear=premium))
    return {"least": least, "most": 1.0 - one(bargaining.reservation(1.0 - high, plan=premium))}


def lanchester_square(own: float, enemy: float, own_rate: float, enemy_rate: float, time: float) -> Values:
    """Forces under the square law, what stays constant, and the end."""
    left, other = (one(part) for part in attrition.square_law(own, enemy, own_rate, enemy_rate, time))
    final = one(attrition.square_law(own, enemy, own_rate, enemy_rate, 1e6).own)
    end = root(lambda t: one(attrition.square_law(own, enemy, own_rate, enemy_rate, t).enemy), 0.0, 1e3)
    constant = own_rate * left * left - enemy_rate * other * other
    return {"own": left, "enemy": other, "constant": constant, "final": final, "end": end}


def lanchester_linear(own: float, enemy: float, own_rate: float, enemy_rate: float, time: float) -> Values:
    """Forces under the linear law, what stays constant, and what is left."""
    left, other = (one(part) for part in attrition.linear_law(own, enemy, own_rate, enemy_rate, time))
    final = one(attrition.linear_law(own, enemy, own_rate, enemy_rate, 1e6).own)
    return {"own": left, "enemy": other, "constant": own_rate * left - enemy_rate * other, "final": final}


def lanchester_logarithmic(
    own: float, enemy: float, own_rate: float, enemy_rate: float, time: float
) -> Values:
    """Forces under the logarithmic law, and what stays constant."""
    left, other = (one(part) for part in attrition.logarithmic_law(own, enemy, own_rate, enemy_rate, time))
    constant = own_rate * math.log(left) - enemy_rate * math.log(other)
    return {"own": left, "enemy": other, "constant": constant}


def learning(mean: float, sd: float, volatility: float, months: float, change: float) -> Values:
    """Belief after a movement of the front, and the months after which half the variance is gone."""
    after = beliefs.learn(mean, sd, volatility, change, months)
    half = root(lambda t: one(beliefs.learn(mean, sd, volatility, 0.0, t).sd) - sd * math.sqrt(0.5), 0.0, 1e4)
    weight = 1.0 - (one(after.sd) / sd) ** 2
    return {"mean": one(after.mean), "sd": one(after.sd), "weight": weight, "half_life": half}


def disagreement(gap: float, sd: float, volatility: float, months: float, target: float) -> Values:
    """What is left of a difference of opinion after both have seen the same front."""

    def left(time: float) -> float:
        high = beliefs.learn(gap, sd, volatility, 0.0, time).mean
        return one(high) - one(beliefs.learn(0.0, sd, volatility, 0.0, time).mean)

    return {"left": left(months), "months_to_target": root(lambda t: left(t) - target, 0.0, 1e4)}


def doubtful_war(front: float, drift: float, drift_sd: float, volatility: float) -> Values:
    """Chance and months averaged over a belief, beside the chance at its mean."""
    at_no_cost = one(bargaining.war_value(front, drift, volatility, 0.0, drift_sd))
    at_cost = one(bargaining.war_value(front, drift, volatility, 1.0, drift_sd))
    return {
        "u": at_no_cost,
        "months": at_no_cost - at_cost,
        "at_mean": passage(front, drift, volatility)["u"],
    }


def aid(low: float, high: float, aid: float) -> Values:
    """What outside aid to the Soviet side does to the range."""

    def after(size: float) -> tuple[float, float]:
        most = 1.0 - one(bargaining.reservation(1.0 - high, aid=size))
        return most, one(bargaining.acceptance_range(low, most).width)

    most, width = after(aid)
    return {"most": most, "width": width, "closes": root(lambda a: after(a)[1], 0.0, 1.0)}
