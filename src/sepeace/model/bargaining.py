"""What war is worth to each side, what each would settle for, and why the two do not meet.

Shares of the stake: x goes to Germany, the side that wins at front 1, and 1 - x to the Soviet Union.
Ignored here: who knows what of the other, and whether anybody keeps a settlement; both enter as terms.
Sources: Fearon 1995 (range between war values, optimism, commitment), Powell 2006 (shifting power),
Goemans 2000 (the fate of leaders) for the terms; first passage for the chances.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from sepeace.errors import BadValue
from sepeace.kernel.leaders import bargaining as equations
from sepeace.kernel.leaders import wandering
from sepeace.model.arrays import (
    FloatOrArray,
    Floats,
    common_shape,
    not_negative,
    numbers,
    plain,
    positive,
    spread,
    spread_parts,
    unit,
)

# The belief integral takes about 3 sd/volatility^2 steps; beyond this the front hardly swings at all.
WIDEST_BELIEF = 10_000.0
# Declared ranges reach 80; far beyond, the closed form means nothing.
FASTEST_DIFFUSION = 1_000_000.0


class Range(NamedTuple):
    """Settlements both sides prefer to war, in shares of the stake: from ``low`` to ``high``; a ``width``
    below 0 is a gap.

    >>> sp.model.bargaining.acceptance_range(0.4, 0.5)._fields
    ('low', 'high', 'width')
    """

    low: FloatOrArray
    high: FloatOrArray
    width: FloatOrArray


class WarTerms(NamedTuple):
    """What a leader expects: ``chance`` to win of the side that wins at front 1, ``months`` of war.

    >>> sp.model.bargaining.war_terms(0.5, 0.0, 0.06).chance
    0.5
    """

    chance: FloatOrArray
    months: FloatOrArray


def war_terms(
    front: ArrayLike,
    drift: ArrayLike,
    volatility: ArrayLike,
    drift_sd: ArrayLike = 0.0,
    drift_diffusion: ArrayLike = 0.0,
) -> WarTerms:
    """(u, E) of a front whose drift is unsure today and, if ``drift_diffusion`` is above 0, wanders.

    The drift is normal, (drift, drift_sd), and then moves by ``drift_diffusion`` a square root of a month.
    With no diffusion the averages over the belief hold to 2e-5 in u and 3e-5 of E; with it they are a closed
    form that holds to .014 in u and 8% of E over the declared ranges (rms .0026 and 2%), see
    ``kernel.leaders.wandering``. Front in [0, 1]; volatility above 0; drift_sd and drift_diffusion at
    least 0, drift_sd at most 10^4 volatility^2, drift_diffusion at most 10^6 volatility^3. Drift a month.
    Arguments broadcast. Raises BadValue for other input. Source: first passage (C2), averaged over a belief
    (E5b).

    >>> u, months = sp.model.bargaining.war_terms(0.5, 0.0, 0.06, drift_sd=0.02, drift_diffusion=0.008)
    >>> round(u, 3), round(months, 1)
    (0.5, 24.9)
    """
    swing, belief, diffusion = _belief(volatility, drift_sd, drift_diffusion)
    return spread_parts(
        _war_terms, WarTerms, 2, unit("front", front), numbers("drift", drift), belief, swing, diffusion
    )


def war_value(
    front: ArrayLike,
    drift: ArrayLike,
    volatility: ArrayLike,
    cost: ArrayLike,
    drift_sd: ArrayLike = 0.0,
    drift_diffusion: ArrayLike = 0.0,
) -> FloatOrArray:
    """W, what fighting on is worth to the side that wins at front 1, in shares of the stake.

    W = u - cost E, with u and E as in ``war_terms``: averaged over a normal belief (drift, drift_sd), never
    taken at its mean, and over a drift that wanders by ``drift_diffusion``. For the other side use 1 - front
    and -drift. Cost in shares a month; the rest as there. May be below 0: then war costs more than it can
    bring. Arguments broadcast. Raises BadValue for other input. Source: C7, C9 and E5b. Where the drift just
    pays for the war, it is worth what is held:

    >>> round(sp.model.bargaining.war_value(0.3, drift=0.004, volatility=0.06, cost=0.004), 12)
    0.3
    """
    swing, belief, diffusion = _belief(volatility, drift_sd, drift_diffusion)
    return spread(
        _war_value,
        unit("front", front),
        numbers("drift", drift),
        belief,
        swing,
        numbers("cost", cost),
        diffusion,
    )


def reservation(
    war_value: ArrayLike,
    ideology: ArrayLike = 0.0,
    strength: ArrayLike = 0.0,
    fear: ArrayLike = 0.0,
    plan: ArrayLike = 0.0,
    aid: ArrayLike = 0.0,
    fate: ArrayLike = 0.0,
) -> FloatOrArray:
    """y, the least share a side takes: ``war_value`` + ideology + strength + fear - plan + aid - fate.

    Germany's line is y itself, the Soviet line 1 - y. All in shares of the stake, any finite number;
    ``plan`` (to renew the war oneself) and ``fate`` (what settling does for the leader) lower the price.
    A y above 1 is more than there is. Arguments broadcast; BadValue for other input. Source: Fearon
    1995, Powell 2006, Goemans 2000 (B4 to B6).

    >>> round(sp.model.bargaining.reservation(0.6, ideology=0.05, plan=0.02), 2)
    0.63
    """
    return spread(
        equations.reservation,
        numbers("war_value", war_value),
        numbers("ideology", ideology),
        numbers("strength", strength),
        numbers("fear", fear),
        numbers("plan", plan),
        numbers("aid", aid),
        numbers("fate", fate),
    )


def acceptance_range(least_germany: ArrayLike, most_soviet: ArrayLike) -> Range:
    """(low, high, width) of the shares both sides accept; nothing is clipped to [0, 1].

    ``least_germany``: the least Germany takes; ``most_soviet``: the most the Soviet side leaves to it.
    Any finite numbers, which broadcast; BadValue for other input. Source: Fearon 1995 (A1, A2).

    >>> low, high, width = sp.model.bargaining.acceptance_range(0.6, [0.5, 0.7])
    >>> width.round(2).tolist()
    [-0.1, 0.1]
    """
    least = numbers("least_germany", least_germany)
    most = numbers("most_soviet", most_soviet)
    shape = common_shape(least, most)
    low, high = np.broadcast_to(least, shape).copy(), np.broadcast_to(most, shape).copy()
    return Range(plain(low), plain(high), plain(np.asarray(high - low)))


def gap_anatomy(
    war_germany: ArrayLike,
    war_soviet: ArrayLike,
    u_germany: ArrayLike,
    u_soviet: ArrayLike,
    cost_germany: ArrayLike,
    cost_soviet: ArrayLike,
    **terms: ArrayLike,
) -> dict[str, FloatOrArray]:
    """Why the lines are apart: x_min - x_max as a sum of named parts, each positive when it parts them.

    ``war_germany``, ``war_soviet``: what war is worth to each. ``u_germany``, ``u_soviet``: Germany's
    chance of victory as each of them sees it. ``cost_germany``, ``cost_soviet``: expected cost of
    fighting on, k E, in shares of the stake. ``terms``: everything else, signed so that positive parts
    the lines (ideology and fear as they are, an own plan of renewal with a minus).

    Parts: ``optimism`` u_germany - u_soviet; ``cost`` -(both costs); ``risk``, what the war values hold
    beyond chance less cost (nothing, unless a side weighs chances by prospect theory); and the terms.
    Their sum is war_germany + war_soviet - 1 + all terms, exactly. Arguments broadcast; BadValue for other
    input. Source: Fearon 1995, as a sum (K6).

    >>> parts = sp.model.bargaining.gap_anatomy(0.6, 0.5, 0.7, 0.4, 0.1, 0.1, ideology=0.05)
    >>> {name: round(part, 2) for name, part in parts.items()}
    {'optimism': 0.3, 'cost': -0.2, 'risk': 0.0, 'ideology': 0.05}
    """
    taken = sorted(set(terms) & {"optimism", "cost", "risk"})
    if taken:
        raise BadValue("a term may not take the name of a part", given=taken[0], allowed="another name")
    names = ("war_germany", "war_soviet", "u_germany", "u_soviet", "cost_germany", "cost_soviet")
    values = (war_germany, war_soviet, u_germany, u_soviet, cost_germany, cost_soviet)
    given = [numbers(name, value) for name, value in zip(names, values, strict=True)]
    further = {name: numbers(name, value) for name, value in terms.items()}
    shape = common_shape(*given, *further.values())
    war_g, war_s, u_g, u_s, cost_g, cost_s = given
    optimism = np.asarray(u_g - u_s)
    cost = np.asarray(-(cost_g + cost_s))
    risk = np.asarray(war_g + war_s - 1.0 - optimism - cost)
    parts = {"optimism": optimism, "cost": cost, "risk": risk, **further}
    return {name: plain(np.broadcast_to(part, shape).copy()) for name, part in parts.items()}


def _belief(
    volatility: ArrayLike, drift_sd: ArrayLike, drift_diffusion: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Volatility, doubt and diffusion of a belief, checked."""
    swing = positive("volatility", volatility)
    belief = not_negative("drift_sd", drift_sd)
    diffusion = not_negative("drift_diffusion", drift_diffusion)
    common_shape(swing, belief, diffusion)
    if bool(np.any(belief > WIDEST_BELIEF * swing * swing)):
        message = "too wide for this volatility"
        raise BadValue(message, given=drift_sd, allowed="at most 10000 volatility^2", key="drift_sd")
    if bool(np.any(diffusion > FASTEST_DIFFUSION * swing**3)):
        message = "too fast for this volatility"
        allowed = "at most 1000000 volatility^3"
        raise BadValue(message, given=drift_diffusion, allowed=allowed, key="drift_diffusion")
    return swing, belief, diffusion


def _war_terms(
    front: float, mean: float, sd: float, volatility: float, diffusion: float
) -> tuple[float, float]:
    width = wandering.width_of(volatility, diffusion)
    return wandering.wandering_terms(front, mean, sd, volatility, diffusion, width)


def _war_value(
    front: float, mean: float, sd: float, volatility: float, cost: float, diffusion: float
) -> float:
    chance, months = _war_terms(front, mean, sd, volatility, diffusion)
    return equations.war_value(chance, months, cost)
