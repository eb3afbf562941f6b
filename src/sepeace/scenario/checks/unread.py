"""Parameters that nothing reads under a scenario's assumptions, each with the reason why.

What is read depends on other numbers as well: a factor of something that is 0 all the war acts on nothing.
Whatever may raise that other number counts: a reading, a value set by hand, a dated change, or that it is
varied beside the first.
"""

from __future__ import annotations

from collections.abc import Collection

from sepeace.model.parameters import Parameter
from sepeace.quantities import EPOCH, day_of
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import ONLY_UNDER, SWITCHED_OFF, WORDS_ONLY, cuts, sources_on

SHARE, RATE, EXTRA = ("leverage_share",), ("leverage_rate",), ("leverage_postponement",)
RENEWAL = ("renewal_rate.germany", "renewal_rate.soviet")
ONLY_WITH: dict[str, tuple[tuple[str, ...], ...]] = {
    "leverage_rate": (SHARE,),
    "leverage_postponement": (SHARE, RATE),
    "postponement_days": (SHARE, RATE, EXTRA),
    "leverage_leak": (SHARE, RATE),
    "fate_settled.germany": (("fate_weight",),),
    "fate_settled.soviet": (("fate_weight",),),
    "oil_need": (("cost_oil",),),
    "soviet_fear_start": (("soviet_fear_scale",),),
    "soviet_fear_growth": (("soviet_fear_scale",),),
    "aid_per_belief": (("western_belief",),),
    "western_belief": (("aid_per_belief",),),
    "strength_threshold": (("strength_premium",),),
    "strength_slope": (("strength_premium",),),
    "expectation_months": (("expectation_noise",),),
    "refusal_fading": (("refusal_lesson",),),
    "trust_level": (("trust_rate",),),
    "renewal_after": (RENEWAL,),
    "renewal_in_west": (RENEWAL,),
    "west_prolonged": (RENEWAL,),
}
"""What a parameter acts through: of each group one number at least must not be 0 all the war. Where one acts
through the next, the whole chain stands here."""
ONLY_WITHOUT = {
    "gate_after_refusal": "gatekeepers",
    "gate_days": "gatekeepers",
    "fortune_half_life": "recent_operations",
}
"""Parameters of what a switch takes out of the world, and so of no number of theirs."""


def unused(row: Parameter, scenario: Scenario, varied: Collection[str] = ()) -> str | None:
    """Why nothing in the model reads a parameter under these assumptions, or None.

    Args:
        varied: keys of parameters that are given other values at the same time.
    """
    assumptions = scenario.assumptions
    if row.name in WORDS_ONLY:
        return "it changes named lines and offers in words only"
    only = ONLY_UNDER.get(row.name)
    if only is not None and getattr(assumptions, only[0]) != only[1]:
        return f"only the reading {only[0]} = {only[1]} uses it"
    if ONLY_WITHOUT.get(row.name) in assumptions.switches:
        return f"the switch {ONLY_WITHOUT[row.name]} takes out what it belongs to"
    for group in ONLY_WITH.get(row.key, ()):
        if all(_nothing(key, scenario, varied) for key in group):
            verb = "is" if len(group) == 1 else "are"
            return f"it acts through {' and '.join(group)} alone, which {verb} 0 all the war"
    return _premium_instead(row, scenario)


def taken_out(row: Parameter, scenario: Scenario) -> str | None:
    """The switch that takes a parameter out, save where a dated change sets it; or None."""
    return next((name for name in scenario.assumptions.switches if row.key in SWITCHED_OFF[name]), None)


def _premium_instead(row: Parameter, scenario: Scenario) -> str | None:
    """Hitler's own fate is weighed where his claim to strength is not: what he risks is counted once."""
    if row.key != "fate_settled.germany" or scenario.assumptions.strength == "rational":
        return None
    if scenario.assumptions.strength == "prospect":
        return "the reading strength = prospect does not use it"
    if 0.0 in _all_war("strength_premium", scenario):  # its range, where it is varied, does not reach 0
        return None
    return "the reading strength = document uses it only while strength_premium is 0"


def _nothing(key: str, scenario: Scenario, varied: Collection[str]) -> bool:
    """Whether a number is 0 from the first day to the last."""
    return key not in varied and not any(_all_war(key, scenario))


def _all_war(key: str, scenario: Scenario) -> list[float]:
    """A parameter's value in each epoch; the factor of its own value where each campaign draws one."""
    changes, drawn = scenario.changes, scenario.assumptions.numbers == "prior"
    days = (day_of(EPOCH), *cuts(scenario.assumptions, changes))
    return [sources_on(scenario.assumptions, changes, day, drawn)[key][1] for day in days]
