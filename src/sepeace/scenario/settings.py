"""From readings, switches, assumptions and dated changes to the parameters in force in each epoch.

A reading or a switch is nothing but a few parameters set to other values, so that every
difference between two readings can be looked up. A parameter set by hand wins over the reading's
value.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date, timedelta

from sepeace.kernel import streams
from sepeace.kernel.draws import uniforms
from sepeace.kernel.fields import PARAMETER_PAIRS, Parameters
from sepeace.model.parameters import PARAMETERS, defaults, find
from sepeace.quantities import HORIZON, day_of
from sepeace.scenario.scenario import Assumptions, Change

MARTIN_TURN = date(1943, 10, 1)
OFTEN = 0.3
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
        "trust_landing": 0.0,
        "trust_deliveries": 0.0,
    },
    "breathing_space": {"plan.germany": 0.0, "plan.soviet": 0.0},
    "leverage": {"leverage_rate": 0.0},
    "renewal": {"renewal_rate.germany": 0.0, "renewal_rate.soviet": 0.0},
    "gatekeepers": {},
    "interception": {},
    "allied_reactions": {"aid_per_belief": 0.0},
    "reprisal_war_aims": {"soviet_fear_scale": 0.0},
}
"""What each switch takes out; those without a parameter act on the world: see ``plan``."""


def drawn_values(seed: int, campaign: int) -> dict[str, float]:
    """One campaign's own value of every parameter that is drawn, each at its own address."""
    values = {}
    for row in PARAMETERS:
        if row.drawn:
            first, _, _, _ = uniforms(seed, campaign, streams.PARAMETER, row.address)
            values[row.key] = row.at(first)
    return values


def base_values(assumptions: Assumptions, own: dict[str, float]) -> dict[str, float]:
    """Parameters in force throughout: defaults, the campaign's own, readings, settings by hand, switches."""
    values = defaults()
    if assumptions.numbers == "default":
        values.update(dict.fromkeys(("score_base_sd", "force_advantage_sd", "quality_trend_sd"), 0.0))
    values.update(own)
    values.update(MOTIVES[assumptions.motive])
    values.update(INITIATIVES[assumptions.initiative])
    for name, side, value in assumptions.parameters:
        values[find(name, side).key] = value
    for switch in assumptions.switches:
        values.update(SWITCHED_OFF[switch])
    return values


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


def values_on(
    assumptions: Assumptions, changes: tuple[Change, ...], day: float, own: dict[str, float]
) -> dict[str, float]:
    """Parameters in force on ``day``, where a campaign has drawn ``own``."""
    values = base_values(assumptions, own)
    by_hand = {name for name, _, _ in assumptions.parameters}
    if (
        assumptions.initiative == "martin"
        and day >= day_of(MARTIN_TURN)
        and "subordinate_rate" not in by_hand
    ):
        values["subordinate_rate"] = OFTEN
    for change in changes:
        if change.kind == "parameter" and in_force(change, day):
            side = change.values.get("side")
            key = find(change.target, None if side is None else str(side)).key
            if "set" in change.values:
                values[key] = float(str(change.values["set"]))
            else:
                values[key] *= float(str(change.values["scale"]))
    return values


def as_parameters(values: dict[str, float]) -> Parameters:
    """The kernel's parameters from values by key; a side without a row of its own has 0."""
    row: dict[str, float | list[float]] = {}
    for field in fields(Parameters):
        name = field.name
        if name in PARAMETER_PAIRS:
            row[name] = [values.get(f"{name}.germany", 0.0), values.get(f"{name}.soviet", 0.0)]
        else:
            row[name] = values[find(name).key]
    return Parameters(**row)  # type: ignore[arg-type]
