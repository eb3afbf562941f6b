"""Every number of the model that is not in the record: symbol, unit, range, default, source.

A row is one kernel parameter for one side, or for no side in particular. "Judgement" means that nobody
measured it: the range says how far a reasonable reader could go, and it belongs into a sensitivity table.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from sepeace.errors import BadValue, UnknownName, nearest
from sepeace.quantities import Quantity

JUDGEMENT = "judgement"
SIDES = ("germany", "soviet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: ``name`` is what a user types, ``side`` is None where both sides share it."""

    name: str
    symbol: str
    side: str | None
    quantity: Quantity
    meaning: str
    claim: str
    changes: bool = True  # whether a scenario may change it on a date

    @property
    def key(self) -> str:
        """``name`` or ``name.side``, as typed after ``--set``."""
        return self.name if self.side is None else f"{self.name}.{self.side}"


def _row(
    key: str,
    symbol: str,
    default: float,
    low: float,
    high: float,
    unit: str,
    meaning: str,
    claim: str = "",
    source: str = JUDGEMENT,
    changes: bool = True,
) -> Parameter:
    name, _, side = key.partition(".")
    quantity = Quantity(value=default, low=low, high=high, unit=unit, source=source)
    return Parameter(
        name=name,
        symbol=symbol,
        side=side or None,
        quantity=quantity,
        meaning=meaning,
        claim=claim,
        changes=changes,
    )


_FIT = "maximum likelihood on the coded scores of the operations; quality_trend shared by both sides"

_BATTLEFIELD = (
    _row(
        "score_base", "b0", 0.46, 0.1, 0.82, "score", "mean score of an attack at equal strength", "D1", _FIT
    ),
    _row("score_base_sd", "sd b0", 0.18, 0.0, 0.36, "score", "uncertainty of score_base", "D1", _FIT),
    _row(
        "force_advantage",
        "b1",
        0.61,
        0.11,
        1.11,
        "score per log ratio",
        "gain from the force ratio",
        "D1",
        _FIT,
    ),
    _row("force_advantage_sd", "sd b1", 0.25, 0.0, 0.5, "score per log ratio", "its uncertainty", "D1", _FIT),
    _row(
        "quality_trend",
        "b2",
        0.72,
        0.28,
        1.16,
        "score per 2 years",
        "German edge of 1941, lost by 1943",
        "D1",
        _FIT,
    ),
    _row("quality_trend_sd", "sd b2", 0.22, 0.0, 0.44, "score per 2 years", "its uncertainty", "D1", _FIT),
    _row(
        "score_sd",
        "s",
        0.75,
        0.4,
        1.1,
        "score",
        "spread of scores around their mean",
        "D1",
        "residual of the same fit",
    ),
    _row(
        "structure_weight",
        "w",
        0.4,
        0.0,
        0.75,
        "1",
        "share of the recorded surprise that was structure, not luck",
    ),
    _row(
        "supply_reach",
        "b4",
        0.1,
        0.05,
        0.15,
        "score per 100 km",
        "loss of score per 100 km ahead of the recorded line",
    ),
    _row(
        "ground_slope",
        "L slope",
        0.4,
        0.2,
        0.6,
        "1",
        "ground per unit of score, as a share of the recorded ground",
    ),
    _row("ground_floor", "L floor", 40.0, 20.0, 120.0, "km", "least ground per unit of score"),
    _row("ground_roof", "L roof", 200.0, 100.0, 300.0, "km", "most ground per unit of score"),
    _row("sector_coupling", "c", 0.1, 0.05, 0.2, "1/month", "a front is one line: sectors drawn to the mean"),
    _row("front_noise", "sigma0", 0.005, 0.0, 0.01, "front/sqrt(month)", "movement no operation explains"),
    _row("make_good", "kappa", 0.06, 0.03, 0.09, "1/month", "how fast a change of strength is made good"),
    _row("replacements", "R scale", 1.0, 0.5, 1.5, "1", "multiple of the Soviet replacements", "D8"),
    _row("feasible_ratio", "", 0.6, 0.3, 0.9, "1", "an attack needs this share of its recorded force ratio"),
    _row(
        "feasible_lag", "", 300.0, 150.0, 450.0, "km", "an attack is off when its front lies this far behind"
    ),
    _row("loss_defender", "", 0.35, 0.15, 0.55, "1/score", "growth of the defender's losses with the score"),
    _row("loss_attacker", "", 0.15, 0.0, 0.3, "1/score", "fall of the attacker's losses with the score"),
    _row(
        "pocket_share", "", 0.25, 0.1, 0.4, "1", "share of the defender lost in a pocket the record has not"
    ),
    _row("pocket_roof", "", 0.8, 0.5, 1.0, "1", "most of the engaged defender an operation can destroy"),
    _row("unreplaced.germany", "rho", 0.6, 0.3, 0.9, "1", "share of a loss that strength feels", "D8"),
    _row("unreplaced.soviet", "rho", 0.45, 0.22, 0.68, "1", "share of a loss that strength feels", "D8"),
    _row("unreplaced_pocket", "rho pocket", 0.9, 0.45, 1.0, "1", "the same for men lost in a pocket"),
    _row("offensive_km", "", 60.0, 30.0, 90.0, "km", "ground of an offensive without a record, at score 0"),
    _row("offensive_km_per_score", "", 40.0, 20.0, 60.0, "km/score", "and per unit of score"),
    _row("offensive_late_km", "", 150.0, 75.0, 225.0, "km", "the same after the record ends"),
    _row("offensive_late_km_per_score", "", 60.0, 30.0, 90.0, "km/score", "the same after the record ends"),
    _row(
        "offensive_loss", "", 0.04, 0.02, 0.06, "1/month", "Axis loss in it, share of the sector's strength"
    ),
    _row("berlin_line", "", 0.005, 0.0, 0.02, "front", "Germany is beaten when the centre stands here"),
    _row(
        "collapse_line",
        "",
        0.78,
        0.7,
        0.95,
        "front",
        "the Soviet Union is beaten when the mean stays beyond it",
    ),
    _row("collapse_weeks", "", 8.0, 4.0, 16.0, "weeks", "for this long"),
    _row("least_strength.germany", "", 0.4, 0.2, 0.6, "millions", "beaten below this strength in the East"),
    _row("least_strength.soviet", "", 1.5, 0.75, 2.25, "millions", "beaten below this strength"),
    _row(
        "released_share",
        "",
        0.5,
        0.0,
        1.0,
        "1",
        "strength that follows divisions moved west by a moved landing",
        "D9",
    ),
    _row(
        "coding_error",
        "",
        0.25,
        0.1,
        0.5,
        "score",
        "half-width of a coded score's interval; used by posterior luck",
    ),
)

_WAR_VALUE = (
    _row(
        "belief_volatility",
        "sigma",
        0.06,
        0.05,
        0.07,
        "front/sqrt(month)",
        "how noisy leaders think the front is",
        "D1",
    ),
    _row(
        "prior_drift.germany",
        "m0",
        0.03,
        0.02,
        0.05,
        "front/month",
        "drift Hitler expects in June 1941",
        "D1",
    ),
    _row("prior_drift.soviet", "m0", -0.016, -0.025, -0.008, "front/month", "drift Stalin expects", "D1"),
    _row("prior_sd.germany", "s0", 0.02, 0.01, 0.03, "front/month", "how unsure Hitler is of it", "D1"),
    _row("prior_sd.soviet", "s0", 0.01, 0.008, 0.014, "front/month", "how unsure Stalin is of it", "D1"),
    _row(
        "drift_diffusion",
        "q",
        0.008,
        0.004,
        0.01,
        "front/month/sqrt(month)",
        "how fast the drift itself may turn",
        "D1",
    ),
    _row("cost_base", "k0", 0.0022, 0.001, 0.003, "share/month", "cost of any month of war"),
    _row(
        "cost_food", "k_food", 0.007, 0.003, 0.012, "share/month", "cost of lost grain land, all of it", "D8"
    ),
    _row(
        "cost_loss",
        "k_loss",
        0.004,
        0.002,
        0.006,
        "share/month",
        "cost of losing the whole force in a quarter",
        "D8",
    ),
    _row("cost_oil", "k_oil", 0.004, 0.002, 0.008, "share/month", "cost of having no oil at all", "D5"),
    _row("oil_need", "", 11.0, 9.0, 13.0, "Mt/year", "German oil need", "D5"),
    _row(
        "cost_divisions",
        "omega",
        0.006,
        0.002,
        0.01,
        "share/month",
        "cost of having all divisions in the West",
        "D6",
    ),
    _row("west_drift", "", 0.03, 0.01, 0.05, "front/month", "drift a landed West is expected to add", "D9"),
    _row("west_credence", "trust_H", 0.5, 0.25, 0.75, "1", "how far Hitler believes in the landing", "D6"),
)

_LINES = (
    _row("ideology.germany", "iota", 0.08, 0.0, 0.3, "share", "ideological refusal of any settlement", "D4"),
    _row("ideology.soviet", "iota", 0.0, 0.0, 0.3, "share", "the same for the Soviet side"),
    _row(
        "strength_premium",
        "G",
        0.4,
        0.2,
        0.6,
        "share",
        "what settling while fortune is bad costs Hitler",
        "D3",
    ),
    _row("strength_threshold", "g", 0.35, 0.1, 0.6, "fortune", "fortune at which half of it is asked", "D3"),
    _row("strength_slope", "s", 0.25, 0.12, 0.38, "fortune", "how sharp the threshold is", "D3"),
    _row("fortune_half_life", "h", 90.0, 45.0, 180.0, "days", "how long a battle is remembered", "D3"),
    _row(
        "fear.germany", "fear_H", 0.1, 0.0, 0.3, "share", "the Soviets would recover and take it back", "D6"
    ),
    _row("soviet_fear_scale", "c", 0.18, 0.05, 0.3, "share", "what a second German attack would take", "D21"),
    _row("soviet_fear_start", "theta", 0.8, 0.5, 1.0, "probability", "belief in it in June 1941", "D21"),
    _row("soviet_fear_growth", "", 0.1, 0.0, 0.2, "1/year", "its growth with each year of occupation", "D21"),
    _row("plan.germany", "plan_H", 0.0, 0.0, 0.15, "share", "gain Hitler expects from renewing the war"),
    _row(
        "plan.soviet", "plan_S", 0.06, 0.0, 0.15, "share", "gain Stalin expects from renewing the war", "D10"
    ),
    _row("aid_per_belief", "eta", 0.3, 0.1, 0.5, "share", "what the West pays to keep him fighting", "D18"),
    _row(
        "western_belief", "psi", 0.05, 0.01, 0.15, "probability", "western belief in a separate peace", "D18"
    ),
    _row("fate_weight", "phi", 0.0, 0.0, 0.3, "share", "weight of the leader's own survival"),
    _row("fate_settled.germany", "sigma_H", 0.0, 0.0, 1.0, "probability", "his survival after a settlement"),
    _row("fate_settled.soviet", "sigma_S", 0.9, 0.5, 1.0, "probability", "his survival after a settlement"),
    _row("reference", "R", 0.8, 0.6, 0.9, "share", "what Hitler counts as neither gain nor loss"),
    _row(
        "cap_margin",
        "x_cap",
        1.0,
        0.0,
        1.0,
        "front",
        "most he can cede beyond the front of the day; 1 is no cap, .1 a strict one",
        "D7",
    ),
    _row(
        "frontier_share",
        "b",
        0.35,
        0.2,
        0.5,
        "share",
        "Germany's share at the frontier of June 1941",
        "D5",
        changes=False,
    ),
)

_TALKING = (
    _row("willingness_noise", "tau", 0.05, 0.02, 0.1, "share", "noise of the decision to talk", "D1"),
    _row("expectation_noise", "", 0.08, 0.04, 0.12, "share", "error about the other's line"),
    _row("expectation_months", "", 3.0, 1.5, 6.0, "months", "how long such an error lasts"),
    _row("refusal_lesson", "", 0.1, 0.05, 0.15, "share", "what a refusal teaches", "D16"),
    _row("refusal_fading", "", 0.1, 0.05, 0.2, "1/month", "how fast the lesson fades"),
    _row("feeler_rate", "lambda", 0.35, 0.1, 0.5, "1/month", "feelers of a leader wholly willing", "D2"),
    _row(
        "subordinate_rate", "lambda_sub", 0.05, 0.0, 0.5, "1/month", "German feelers without authority", "D15"
    ),
    _row("leverage_share", "m", 0.0, 0.0, 1.0, "1", "share of Soviet feelers meant for the West", "D11"),
    _row(
        "leverage_postponement",
        "",
        2.0,
        0.0,
        4.0,
        "1",
        "extra such feelers for 90 days after a postponement",
        "D11",
    ),
    _row("leverage_leak", "", 3.0, 1.0, 5.0, "1", "how much more they leak", "D11"),
    _row("answer_chance", "", 0.5, 0.3, 1.0, "probability", "a willing leader answers"),
    _row("answer_bar", "", 0.5, 0.3, 0.7, "willingness", "willingness above which he is willing"),
    _row("gate_after_refusal", "", 0.5, 0.2, 1.0, "1", "gatekeepers pass on less after a refusal", "D15"),
    _row("gate_days", "", 120.0, 60.0, 240.0, "days", "for this long", "D15"),
    _row("round_days", "", 21.0, 10.0, 42.0, "days", "time between rounds of talks", "D16"),
    _row("round_limit", "", 8.0, 4.0, 12.0, "rounds", "talks end after this many", "D16"),
    _row("opening_demand", "", 0.6, 0.3, 0.9, "1", "share of the expected range asked for in round one"),
    _row("concession", "", 0.7, 0.5, 0.9, "1", "what remains of it a round later"),
    _row(
        "walkout_gap", "", 0.05, 0.02, 0.1, "share", "a demand this far beyond his line makes him walk", "D16"
    ),
    _row("walkout_hazard", "", 0.15, 0.05, 0.3, "probability/round", "talks fail for other reasons", "D16"),
    _row("suspension_days", "", 60.0, 30.0, 120.0, "days", "pause after talks are exposed", "D17"),
)

_WEST_AND_PEACE = (
    _row("trust_start", "T", 0.3, 0.1, 0.5, "1", "Stalin's trust in the West in June 1941", "D9"),
    _row("trust_level", "", 0.5, 0.3, 0.7, "1", "where it drifts to", "D9"),
    _row("trust_rate", "", 0.03, 0.01, 0.05, "1/month", "how fast", "D9"),
    _row("trust_postponement", "", -0.1, -0.2, -0.03, "1", "a second front put off", "D9"),
    _row("trust_torch", "", 0.03, 0.0, 0.06, "1", "landings in North Africa", "D9"),
    _row("trust_italy", "", 0.02, 0.0, 0.05, "1", "Italian armistice", "D9"),
    _row("trust_landing", "", 0.25, 0.1, 0.4, "1", "the landing in France", "D9"),
    _row("trust_deliveries", "", 0.02, 0.0, 0.04, "1/month", "supplies above or below the promise", "D9"),
    _row("renewal_after", "", 12.0, 6.0, 24.0, "months", "no side is ready to renew the war before", "D10"),
    _row("renewal_rate.germany", "", 0.015, 0.0, 0.05, "1/month", "hazard of renewal after that", "D10"),
    _row("renewal_rate.soviet", "", 0.015, 0.0, 0.05, "1/month", "hazard of renewal after that", "D10"),
    _row("renewal_in_west", "", 0.5, 0.25, 1.0, "1", "multiple of it while the West is at war", "D10"),
    _row("west_prolonged", "", 12.0, 0.0, 24.0, "months", "a separate peace prolongs the war in the West by"),
)

PARAMETERS: tuple[Parameter, ...] = _BATTLEFIELD + _WAR_VALUE + _LINES + _TALKING + _WEST_AND_PEACE
PARAMETER_NAMES: tuple[str, ...] = tuple(dict.fromkeys(row.name for row in PARAMETERS))
CORRELATION = {("b0", "b1"): -0.59, ("b0", "b2"): -0.53, ("b1", "b2"): -0.02}


@cache
def _by_key() -> dict[str, Parameter]:
    return {row.key: row for row in PARAMETERS}


def sides_of(name: str) -> tuple[str, ...]:
    """Sides that have a row of their own for ``name``; empty if it belongs to no side.

    Raises UnknownName with the nearest names for anything else.
    """
    if name not in PARAMETER_NAMES:
        message = "there is no such parameter"
        raise UnknownName(
            message, given=name, allowed=PARAMETER_NAMES, nearest=nearest(name, PARAMETER_NAMES)
        )
    return tuple(row.side for row in PARAMETERS if row.name == name and row.side is not None)


def find(name: str, side: str | None = None) -> Parameter:
    """The row for ``name`` and ``side``; a single-sided parameter may be named without its side."""
    sides = sides_of(name)
    if side is None and len(sides) == 1:
        side = sides[0]
    if side is None and sides:
        raise BadValue(f"{name} differs by side", given=name, allowed=[f"{name}.{s}" for s in sides])
    if side is not None and side not in sides:
        allowed = [f"{name}.{s}" for s in sides] or [name]
        raise BadValue(f"{name} has no row for this side", given=f"{name}.{side}", allowed=allowed)
    return _by_key()[name if side is None else f"{name}.{side}"]


def hard_bounds(row: Parameter) -> tuple[float, float]:
    """The declared range widened by its own width on both sides: beyond it a value is refused.

    A quantity that is a probability, a share or a rate of one sign keeps its natural bound at 0 and 1.
    """
    quantity = row.quantity
    width = quantity.high - quantity.low
    low, high = quantity.low - width, quantity.high + width
    if quantity.low >= 0.0:
        low = max(low, 0.0)
    if quantity.unit in ("probability", "1") and quantity.high <= 1.0:
        high = min(high, 1.0)
    if quantity.high <= 0.0:
        high = min(high, 0.0)
    if row.name in _POSITIVE:
        low = max(low, quantity.low / 4.0)
    return low, high


_POSITIVE = frozenset(
    ("belief_volatility", "prior_sd", "willingness_noise", "strength_slope", "fortune_half_life", "round_days",
     "expectation_months", "oil_need", "score_sd", "drift_diffusion", "collapse_weeks", "round_limit")
)  # fmt: skip


def check(name: str, side: str | None, value: float) -> float:
    """``value`` as a float if this parameter can take it; raises BadValue or UnknownName if not."""
    row = find(name, side)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadValue(f"{row.key} must be a number", given=value, allowed=["a number"])
    low, high = hard_bounds(row)
    if not math.isfinite(value) or not low <= value <= high:
        allowed = [f"{low:g} to {high:g} {row.quantity.unit}"]
        raise BadValue(f"{row.key} is out of reach", given=value, allowed=allowed)
    return float(value)


def defaults() -> dict[str, float]:
    """Default of every row by key."""
    return {row.key: row.quantity.value for row in PARAMETERS}
