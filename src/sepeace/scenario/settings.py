"""From readings, switches, assumptions and dated changes to the parameters in force in each epoch.

A reading or a switch is nothing but a few parameters set to other values, so that every
difference between two readings can be looked up. A parameter set by hand wins over the reading's
value.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields
from datetime import date, timedelta

from sepeace.kernel.draws.sampled import fill, own_numbers
from sepeace.kernel.fields import PARAMETER_PAIRS, Numbers, Parameters
from sepeace.model.parameters import PARAMETERS, Parameter, defaults, find
from sepeace.quantities import HORIZON, day_of
from sepeace.scenario.scenario import Assumptions, Change

MARTIN_TURN = date(1943, 10, 1)
NO_DEMAND_IS_SO_FAR = 1.0e9
"""A gap in shares beyond which no demand lies: nobody walks out over one."""
OFTEN = 0.35
"""German feelers without authority a month where a reading has the initiative German."""

MOTIVES = {
    "sincere": {},
    "mixed": {"leverage_share": 0.25},
    "leverage": {"leverage_share": 1.0},
    "breathing_space": {"plan.soviet": 0.12},
}
INITIATIVES = {"mastny": {}, "martin": {}, "fleischhauer": {"subordinate_rate": OFTEN}}
SWITCHED_OFF = {
    "position": {},
    "recent_operations": {},
    "strength": {"strength_premium": 0.0},
    "ideology": {"ideology.germany": 0.0, "ideology.soviet": 0.0},
    "oil": {"cost_oil": 0.0},
    "two_front": {"cost_divisions": 0.0},
    "recovery_fear": {"fear.germany": 0.0},
    "soviet_losses": {"cost_loss.soviet": 0.0},
    "lost_grain": {"cost_food": 0.0},
    "suspicion": {
        "trust_rate": 0.0,
        "trust_postponement": 0.0,
        "trust_torch": 0.0,
        "trust_italy": 0.0,
        "trust_contact": 0.0,
        "trust_landing": 0.0,
        "trust_deliveries": 0.0,
    },
    "breathing_space": {"plan.germany": 0.0, "plan.soviet": 0.0},
    "leverage": {"leverage_rate": 0.0},
    "renewal": {"renewal_rate.germany": 0.0, "renewal_rate.soviet": 0.0},
    "detours": {},
    "gatekeepers": {},
    "walk_outs": {"walkout_hazard": 0.0, "walkout_gap": NO_DEMAND_IS_SO_FAR},
    "interception": {},
    "allied_reactions": {"aid_per_belief": 0.0},
    "mediators": {},
    "reprisal_war_aims": {"soviet_fear_scale": 0.0},
}
"""What each switch takes out; those without a parameter act on the world: see ``plan``, ``diplomacy``."""

ONLY_UNDER = {
    "reference": ("strength", "prospect"),
    "strength_premium": ("strength", "document"),
    "strength_threshold": ("strength", "document"),
    "strength_slope": ("strength", "document"),
    "map_weight": ("hopes", "map"),
}
"""Parameters that one reading, or one form of the model, uses and the others do not."""
WORDS_ONLY = ("frontier_share",)
"""Parameters that change named lines and offers in words, and nothing that decides."""


Source = tuple[int, float]
"""Where a parameter's value comes from: 0 and the value, or 1 + the number drawn and a factor."""


def drawn_rows() -> tuple[Parameter, ...]:
    """The parameters of which each campaign draws its own value, in the order of ``Numbers``."""
    return tuple(row for row in PARAMETERS if row.drawn)


def drawn_values(numbers: Numbers, seed: int, campaign: int) -> dict[str, float]:
    """One campaign's own value of every parameter that is drawn, by key."""
    own = [0.0] * numbers.drawn
    own_numbers(numbers, seed, campaign, own)
    return {row.key: value for row, value in zip(drawn_rows(), own, strict=False)}


def had_rows(drawn: bool, had: Collection[str] = ()) -> tuple[Parameter, ...]:
    """The parameters of which a campaign has a value of its own: those drawn, if so, and those of ``had``."""
    return tuple(row for row in PARAMETERS if (drawn and row.drawn) or row.key in had)


def base_sources(assumptions: Assumptions, drawn: bool, had: Collection[str] = ()) -> dict[str, Source]:
    """Sources in force throughout: defaults, the campaign's own, readings, settings by hand, switches.

    Args:
        drawn: whether campaigns draw the parameters that are drawn.
        had: keys of more parameters that each campaign has for itself.
    """
    fixed = defaults()
    if assumptions.numbers == "default":
        fixed.update(dict.fromkeys(("score_base_sd", "force_advantage_sd", "quality_trend_sd"), 0.0))
    sources: dict[str, Source] = {key: (0, value) for key, value in fixed.items()}
    sources.update({row.key: (place + 1, 1.0) for place, row in enumerate(had_rows(drawn, had))})
    later = {**MOTIVES[assumptions.motive], **INITIATIVES[assumptions.initiative]}
    later.update({find(name, side).key: value for name, side, value in assumptions.parameters})
    for switch in assumptions.switches:
        later.update(SWITCHED_OFF[switch])
    sources.update({key: (0, value) for key, value in later.items()})
    return sources


def cuts(assumptions: Assumptions, changes: tuple[Change, ...]) -> list[float]:
    """Days on which a parameter or a channel changes, in order, without day 0."""
    days = set()
    if assumptions.initiative == "martin":
        days.add(day_of(MARTIN_TURN))
    for change in changes:
        if change.kind in ("parameter", "channel") and change.start is not None:
            days.add(day_of(change.start))
            if change.until is not None and change.until <= HORIZON:
                days.add(day_of(change.until))
    return sorted(day for day in days if day > 0.0)


def in_force(change: Change, day: float) -> bool:
    """Whether a dated change holds on ``day``."""
    start = day_of(change.start) if change.start is not None else 0.0
    until = day_of(change.until) if change.until is not None else day_of(HORIZON + timedelta(days=1))
    return start <= day < until


def sources_on(
    assumptions: Assumptions,
    changes: tuple[Change, ...],
    day: float,
    drawn: bool,
    had: Collection[str] = (),
) -> dict[str, Source]:
    """Sources of the parameters in force on ``day``."""
    sources = base_sources(assumptions, drawn, had)
    by_hand = {name for name, _, _ in assumptions.parameters}
    if (
        assumptions.initiative == "martin"
        and day >= day_of(MARTIN_TURN)
        and "subordinate_rate" not in by_hand
    ):
        sources["subordinate_rate"] = (0, OFTEN)
    for change in changes:
        if change.kind == "parameter" and in_force(change, day):
            side = change.values.get("side")
            key = find(change.target, None if side is None else str(side)).key
            if "set" in change.values:
                sources[key] = (0, float(str(change.values["set"])))
            else:
                source, value = sources[key]
                sources[key] = (source, value * float(str(change.values["scale"])))
    return sources


def places() -> tuple[str, ...]:
    """Key of each place of a row of ``Numbers``, in the order of ``Parameters``; a pair has two."""
    keys = []
    for field in fields(Parameters):
        if field.name in PARAMETER_PAIRS:
            keys += [f"{field.name}.germany", f"{field.name}.soviet"]
        else:
            keys.append(find(field.name).key)
    return tuple(keys)


def numbers_of(
    assumptions: Assumptions,
    changes: tuple[Change, ...],
    days: tuple[float, ...],
    drawn: bool,
    had: Collection[str] = (),
) -> Numbers:
    """The table from which each campaign fills its parameters, one row for each epoch of ``days``.

    A side without a parameter of its own has 0. Parameters of ``had`` are drawn like those that are drawn
    anyway; that moves no other draw.
    """
    keys, rows = places(), had_rows(drawn, had)
    sources = [sources_on(assumptions, changes, day, drawn, had) for day in days]
    none: Source = (0, 0.0)
    return Numbers(
        places=len(keys),
        drawn=len(rows),
        address=[row.address for row in rows],
        low=[row.quantity.low for row in rows],
        middle=[row.quantity.value for row in rows],
        high=[row.quantity.high for row in rows],
        source=[[table.get(key, none)[0] for key in keys] for table in sources],
        value=[[table.get(key, none)[1] for key in keys] for table in sources],
    )


def parameters_of(numbers: Numbers, seed: int, campaign: int) -> list[Parameters]:
    """The parameters of one campaign, one row for each epoch."""
    own = [0.0] * numbers.drawn
    own_numbers(numbers, seed, campaign, own)
    rows = []
    for epoch in range(len(numbers.value)):
        flat = [0.0] * numbers.places
        fill(numbers, own, epoch, flat)
        rows.append(as_parameters(flat))
    return rows


def as_parameters(flat: list[float]) -> Parameters:
    """The kernel's parameters from a row of single numbers."""
    row: dict[str, float | list[float]] = {}
    left = iter(flat)
    for field in fields(Parameters):
        row[field.name] = [next(left), next(left)] if field.name in PARAMETER_PAIRS else next(left)
    return Parameters(**row)  # type: ignore[arg-type]
