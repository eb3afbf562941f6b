"""How a scenario is told in the machine output: its readings, assumptions and changes."""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from sepeace.scenario.vocabulary import KINDS, READINGS, SIDES, SWITCHES
from sepeace.shapes import IsoDay, Said, one_of


class Readings(TypedDict):
    """Where historians disagree, and the reading taken."""

    motive: Annotated[str, one_of(READINGS["motive"])]
    """Why Soviet feelers were sent."""
    strength: Annotated[str, one_of(READINGS["strength"])]
    """How Hitler's refusal to settle from weakness is understood."""
    initiative: Annotated[str, one_of(READINGS["initiative"])]
    """Who mostly began, named after the historians who argue it."""
    frontier: Annotated[str, one_of(READINGS["frontier"])]
    """The old frontier that a Soviet offer names once the Dnieper is out of reach."""
    disputed: Annotated[str, one_of(READINGS["disputed"])]
    """Whether contacts of doubtful evidence before a branch take place."""
    numbers: Annotated[str, one_of(READINGS["numbers"])]
    """Whether each campaign draws its parameters, or all keep the defaults."""
    valuation: Annotated[str, one_of(READINGS["valuation"])]
    """Whether leaders value the war by a drift that wanders, as they learn it, or as if it stood still."""
    hopes: Annotated[str, one_of(READINGS["hopes"])]
    """Whether a leader reads the other's hopes partly off the map, or knows the other's belief."""


class Told(TypedDict):
    """What is assumed, as it stands beside every result."""

    readings: Readings
    """The readings in force."""
    by_hand: tuple[Said, ...]
    """Parameters that are set and terms that are switched off, in words; empty where all is as shipped."""


class Assumptions(Readings):
    """What holds in both worlds."""

    parameters: list[list[str | float | None]]
    """Parameters set by hand, each as name, side (null without sides) and value in the parameter's unit."""
    switches: list[Annotated[str, one_of(SWITCHES)]]
    """Terms of the model that are taken out."""


class Values(TypedDict, total=False):
    """What a change says beside its date. Which keys are there depends on its kind."""

    outcome: str
    """Of an operation, in words."""
    score: float
    """Of an operation, from the attacker's side."""
    cancel: bool
    """Whether it is taken out."""
    happens: bool
    """Whether a contact takes place."""
    through: str
    """The channel of a contact."""
    line: str
    """The line that a contact offers."""
    clauses: list[str]
    """What else it offers."""
    open: bool
    """Whether a channel is open."""
    leak: float
    """Chance a month that a channel leaks."""
    latency: float
    """Months that a message takes."""
    passes_on: float
    """Chance that a message is passed up to the leader."""
    profile: str
    """Of a leader."""
    level: float
    """Of a policy, as a multiple of the recorded one."""
    set: float
    """New value of a parameter, in its unit."""
    scale: float
    """Factor on a parameter."""
    side: Annotated[str, one_of(SIDES)]
    """Whose parameter."""


class Change(TypedDict):
    """One departure from the recorded war."""

    kind: Annotated[str, one_of(KINDS)]
    """What sort of thing is changed."""
    target: str
    """Its id in the record, or the name of the leader, policy or parameter."""
    start: IsoDay | None
    """The new date, or the day from which the change holds; null where none is given."""
    until: IsoDay | None
    """First day on which it no longer holds; null for the end of the war."""
    values: Values
    """What it is changed to."""
