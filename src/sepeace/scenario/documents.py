"""How a scenario is told in the machine output: its readings and its changes.

They stand here and not in ``documents/``, which is a later room: assumptions and changes tell themselves
by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.scenario.vocabulary import KINDS, READINGS, SIDES
from sepeace.shapes import Day, Document, Sparse, one_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings(Document):
    """Where historians disagree, and the reading taken."""

    motive: Annotated[str, one_of(READINGS["motive"])] = "sincere"
    """Why Soviet feelers were sent."""
    strength: Annotated[str, one_of(READINGS["strength"])] = "document"
    """How Hitler's refusal to settle from weakness is understood."""
    initiative: Annotated[str, one_of(READINGS["initiative"])] = "mastny"
    """Who mostly began, named after the historians who argue it."""
    frontier: Annotated[str, one_of(READINGS["frontier"])] = "1941"
    """The old frontier that a Soviet offer names once the Dnieper is out of reach."""
    disputed: Annotated[str, one_of(READINGS["disputed"])] = "by_grade"
    """Whether contacts of doubtful evidence before a branch take place."""
    numbers: Annotated[str, one_of(READINGS["numbers"])] = "posterior"
    """Whether each campaign draws its parameters, weighed by the record or not, or all keep the defaults."""
    valuation: Annotated[str, one_of(READINGS["valuation"])] = "wandering"
    """Whether leaders value the war by a drift that wanders, as they learn it, or as if it stood still."""
    hopes: Annotated[str, one_of(READINGS["hopes"])] = "map"
    """Whether a leader reads the other's hopes partly off the map, or knows the other's belief."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeValues(Sparse):
    """What a change says beside its date. Which keys are there depends on its kind."""

    answer: str | None = None
    """How the receiver of a contact answers."""
    cancel: bool | None = None
    """Whether it is taken out."""
    clauses: tuple[str, ...] | None = None
    """What else it offers."""
    happens: bool | None = None
    """Whether a contact takes place."""
    interception: float | None = None
    """Chance a month that a message of a channel is read."""
    latency: float | None = None
    """Months that a message takes."""
    leak: float | None = None
    """Chance a month that a channel leaks."""
    level: float | None = None
    """Of a policy, as a multiple of the recorded one; of a landing, as a share of the recorded divisions."""
    line: str | None = None
    """The line that a contact offers."""
    open: bool | None = None
    """Whether a channel is open."""
    outcome: str | None = None
    """Of an operation, in words."""
    passes_on: float | None = None
    """Chance that a message is passed up to the leader."""
    profile: str | None = None
    """Of a leader."""
    scale: float | None = None
    """Factor on a parameter."""
    score: float | None = None
    """Of an operation, from the attacker's side."""
    set: float | None = None
    """New value of a parameter, in its unit."""
    side: Annotated[str, one_of(SIDES)] | None = None
    """Whose parameter."""
    through: str | None = None
    """The channel of a contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDocument(Document):
    """One departure from the recorded war."""

    kind: Annotated[str, one_of(KINDS)]
    """What sort of thing is changed."""
    target: str
    """Its id in the record, or the name of the leader, policy or parameter."""
    start: Day | None
    """The new date, or the day from which the change holds; null where none is given."""
    until: Day | None
    """First day on which it no longer holds; null for the end of the war."""
    values: ChangeValues
    """What it is changed to."""
