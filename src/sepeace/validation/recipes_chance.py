"""Limiting cases of choice, hazards, signals, causes and draws, through the public equations alone.

Each recipe takes the settings of a case as keywords and returns named numbers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from sepeace.model import choice, draws, hazards, signals
from sepeace.model.counterfactual import necessity_sufficiency
from sepeace.validation.recipes_war import Values, one, root


def willingness(settle: float, war: float, noise: float) -> Values:
    """Willingness to talk."""
    return {"willingness": one(choice.willingness(settle - war, noise))}


def weights(gain_chances: Sequence[float], loss_chances: Sequence[float]) -> Values:
    """Decision weights, read off gambles that hold only gains or only losses."""
    gain = {f"gain {p}": one(choice.certainty_equivalent(p, 0.0)) ** 0.88 for p in gain_chances}
    loss = {f"loss {p}": (1.0 - one(choice.certainty_equivalent(1.0 - p, 1.0))) ** 0.88 for p in loss_chances}
    return gain | loss


def even_gamble() -> Values:
    """Worth of one half of everything, as a gain and as a loss."""
    return {
        "gain": one(choice.certainty_equivalent(0.5, 0.0)),
        "loss": one(choice.certainty_equivalent(0.5, 1.0)) - 1.0,
    }


def premiums(reference: float, chances: Sequence[float]) -> Values:
    """Certainty equivalent less chance."""
    return {f"chance {p}": one(choice.certainty_equivalent(p, reference)) - p for p in chances}


def strength_threshold(reference: float, cost: float) -> Values:
    """Chance above which a side with this reference meets the other's war value."""
    return {"chance": root(lambda p: one(choice.certainty_equivalent(p, reference)) - p - cost, 0.05, 0.95)}


def constant_rate(rate: float, months: float) -> Values:
    """A constant rate: none, one or more, two or more, and the median wait."""
    none = one(hazards.survival(rate, months))
    mean = -math.log(none)
    return {
        "none": none,
        "some": 1.0 - none,
        "mean": mean,
        "two_or_more": 1.0 - none * (1.0 + mean),
        "median": root(lambda t: one(hazards.survival(rate, t)) - 0.5, 0.0, 1e4),
    }


def changing_rate(rates: Sequence[float], months: Sequence[float]) -> Values:
    """A rate that changes in steps."""
    none = one(hazards.survival(list(rates), list(months)))
    return {"none": none, "exposure": -math.log(none)}


def exponential_rate(start: float, growth: float, months: float) -> Values:
    """A rate that grows or decays, cut into 100,000 steps at their middles."""
    pieces = 100_000
    step = months / pieces
    times = (np.arange(pieces) + 0.5) * step
    none = one(hazards.survival(start * np.exp(growth * times), step))
    return {"none": none, "exposure": -math.log(none)}


def competing(rates: Sequence[float], months: float) -> Values:
    """Rival events: none by then, and the first kind by then."""
    none = one(hazards.survival(list(rates), months))
    return {"none": none, "first_kind": (1.0 - none) * rates[0] / sum(rates)}


def bayes(prior: float, ratios: Sequence[float]) -> Values:
    """Posterior after a row of news."""
    for ratio in ratios:
        prior = one(signals.update(prior, ratio))
    return {"posterior": prior}


def leverage(prior: float, loss: float, payment: float, gain: float, cost: float) -> Values:
    """Equilibrium of bluffing."""
    found = signals.leverage_equilibrium(prior, loss, payment, gain, cost)
    bluff = one(found.bluff_rate)
    return {
        "bluff": bluff,
        "concede": one(found.concession_rate),
        "posterior": one(found.posterior),
        "message": prior + (1.0 - prior) * bluff,
    }


def causes(p_with: float, p_without: float, joint: Sequence[float] | None = None) -> Values:
    """Bounds on necessity and sufficiency."""
    pns, pn, ps = necessity_sufficiency(p_with, p_without, joint)
    return {
        "pns_low": one(pns.low),
        "pns_high": one(pns.high),
        "pn_low": one(pn.low),
        "pn_high": one(pn.high),
        "ps_low": one(ps.low),
        "ps_high": one(ps.high),
    }


def causes_probit(with_change: float, without: float) -> Values:
    """Shared normal noise: the change can only help, so the lower bounds are met."""

    def chance(threshold: float) -> float:
        return 0.5 * (1.0 + math.erf(threshold / math.sqrt(2.0)))

    found = causes(chance(with_change), chance(without))
    return {"with": chance(with_change), "without": chance(without), **found}


def random_words(seed: int, campaign: int, stream: int, index: int) -> Values:
    """The four 32-bit words behind the uniforms of an address."""
    four = draws.uniforms(seed, campaign, stream, index)
    return {f"word {i}": one(uniform) * 2.0**32 - 0.5 for i, uniform in enumerate(four)}
