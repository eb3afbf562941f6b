"""Names that a scenario may use: readings, forms, switches, outcomes, events that act, kinds of change."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence

from sepeace.files import data_text

FORMS: Mapping[str, tuple[str, ...]] = {
    "valuation": ("wandering", "steady"),
    "hopes": ("map", "known"),
}
"""Forms of the model, no dispute of historians, the default first. `valuation`: whether a leader values the
war by a drift that wanders, as he learns it, or as if it stood still. `hopes`: whether he reads the other's
hopes partly off the map, or knows the other's belief."""

OTHER_FORMS: Mapping[str, tuple[str, str]] = {
    f"{values[1]} {name}": (name, values[1]) for name, values in FORMS.items()
}
"""Names of the forms that are not the usual ones, and the assumption each of them is."""

READINGS: Mapping[str, tuple[str, ...]] = {
    "motive": ("sincere", "leverage", "breathing_space", "mixed"),
    "strength": ("document", "prospect", "rational"),
    "initiative": ("mastny", "martin", "fleischhauer"),
    "frontier": ("1914", "1939", "1941"),
    "disputed": ("by_grade", "out", "in"),
    "numbers": ("posterior", "prior", "default"),
    **FORMS,
}
"""Where historians disagree: the name of the dispute and its readings, the default first,
except `frontier`, whose default is 1941. `numbers` says whether each campaign draws its parameters
from their ranges (the prior) or from sets that the record has weighed (the posterior), or all keep the
defaults."""

SWITCHES = (
    "position",
    "recent_operations",
    "strength",
    "ideology",
    "oil",
    "two_front",
    "recovery_fear",
    "soviet_losses",
    "lost_grain",
    "suspicion",
    "breathing_space",
    "leverage",
    "renewal",
    "detours",
    "gatekeepers",
    "walk_outs",
    "interception",
    "allied_reactions",
    "mediators",
    "reprisal_war_aims",
    "finland",
    "land_offered",
    "own_front",
    "german_reprisal",
    "soviet_intentions",
    "asking_first",
    "dismissal_demand",
    "another_way",
    "punished_carriers",
    "lock_coalition",
    "lock_regime",
    "lock_formula",
    "coalition_hopes",
)
"""Mechanisms of the model that an assumption can take out, each by its own name."""

OUTCOMES: Mapping[str, float] = {
    "disaster": -1.5,
    "failure": -0.5,
    "limited": 0.5,
    "success": 1.0,
    "decisive_success": 2.0,
}
"""Outcome of an operation in words, and the score it stands for, from the attacker's side."""

SCORE_LOW, SCORE_HIGH = -2.5, 3.0
SCORE_ROOFS = {row["operation"]: row for row in csv.DictReader(data_text("score_roofs.csv").splitlines())}
"""Operations that cannot score as much as others, however well they go, by id."""
EVENT_ROLES = tuple(csv.DictReader(data_text("event_roles.csv").splitlines()))
"""What the model makes of events of the record: a role, a name, and the event that it goes with."""


def in_role(role: str) -> tuple[str, ...]:
    """Names in a role, in the order of the table."""
    return tuple(row["name"] for row in EVENT_ROLES if row["role"] == role)


def rests_on(role: str) -> tuple[tuple[str, str], ...]:
    """Names in a role, each with the event that the table has beside it."""
    return tuple((row["name"], row["event"]) for row in EVENT_ROLES if row["role"] == role)


ACTING_EVENTS = in_role("acting")
"""Events that move something in the model, a battle in the West or what is told of a landing; the
others are dates of the record and no more."""

LANDING = "second_front"
"""The event of the landing in France: the one that has a level."""
AGREED, REFUSED = "agreed", "refused"
ANSWERS = (AGREED, REFUSED)
"""How the receiver of a contact answers. Of Finland only the first can be supposed."""
OPEN_LINE = "open"
"""In place of a named line: none is named."""
POLICIES = ("unconditional_surrender", "lend_lease", "occupation")
FORMULA = "unconditional_surrender"
"""The policy that is an event of one day: it is announced or it is not."""
PROFILES = ("goering", "plotters")
"""Who can be put in Hitler's place, in the order of ``kernel.slots``."""
SIDES = ("germany", "soviet")

Setting = str | float | Sequence[str] | Mapping[str, float]
"""What an assumption may be set to: a reading, a number, names of switches, a number for each side."""

KINDS = ("operation", "event", "contact", "channel", "leader", "policy", "parameter")
"""Kinds of change: the key of a file that names the thing."""


def named(readings: Mapping[str, str]) -> list[tuple[str, str]]:
    """Readings worth naming: every dispute of historians, and forms of the model that are not the usual."""
    return [(name, value) for name, value in readings.items() if name not in FORMS or value != FORMS[name][0]]
