"""`invert --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.documents.origin import Asked, Provenance
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.documents import ChangeDocument, Readings
from sepeace.shapes import (
    Amount,
    Count,
    Day,
    Document,
    Interval,
    Keywords,
    Name,
    Said,
    Seed,
    Share,
    one_of,
)
from sepeace.wording.assumed import Luck
from sepeace.wording.varied import AxisKind

OpenEnds = tuple[float | None, float | None]
"""Low and high end of an interval; null at an end that lies beyond the range."""


class Direction(Name):
    """Which way a value lies from the recorded one; none where it is that."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried(Document):
    """A value that was run, and the chance of a window there."""

    value: float
    """Of the lever, in its unit."""
    probability: Share | None
    """Share of campaigns with a window; null where no campaign counts."""
    ci95: Interval
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverAnswer(Document):
    """One thing that is moved alone, and how far."""

    name: Said
    """As typed after --by."""
    kind: Annotated[AxisKind, one_of((AxisKind.PARAMETER, AxisKind.OPERATION, AxisKind.EVENT))]
    """What sort of thing it is."""
    title: Said
    """What it is, in words."""
    unit: Said
    """Of its values; 1 for a plain number."""
    source: str
    """Where the recorded value comes from."""
    low: float
    """Lower end of the range that is searched."""
    high: float
    """Upper end of it."""
    declared_width: Amount
    """Width of the declared range, by which changes of different levers are compared."""
    recorded: float
    """The value that a change is measured from."""
    origin: Said
    """Whether that is recorded, the default or assumed."""
    drawn: bool
    """Whether each campaign draws its own value where it is not moved."""
    asked: float | None
    """The value that the scenario itself gives; null where it gives none."""
    recorded_probability: Share | None
    """The chance of a window at the recorded value; null where no campaign counts."""
    recorded_probability_ci95: Interval
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns)."""
    needed: float | None
    """That value, in the unit of the lever; null if there is none in range."""
    ci95: OpenEnds
    """Its 95% interval (bootstrap over campaigns); null at an end that lies beyond the range."""
    direction: Direction
    """Which way it lies from the recorded value."""
    share_of_range: float | None
    """The change as a share of the declared range; null if there is none in range."""
    probability: Share | None
    """The chance of a window there, not below the wanted one; null if there is no such value."""
    probability_ci95: Interval
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns)."""
    none_in_range: bool
    """Whether no value of the range is enough."""
    none_share: Share
    """Share of the resamples in which no value of the range is enough."""
    best: Tried
    """Where the chance is greatest of all values that were run."""
    others: tuple[float, ...]
    """Values farther off at which the chance passes the wanted one again."""
    improbability_bits: Amount | None
    """Improbability of an operation's needed score in the model, in bits; null where the model has none."""
    campaigns_to_tell: Count | None
    """Campaigns that would tell, roughly, where these leave it open; null where they do not."""
    points: tuple[Tried, ...]
    """Every value that was run, rising."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontierRow(Document):
    """What the second lever needs where the first has a value."""

    value: float
    """Of the first lever, in its unit."""
    needed: float | None
    """That value, in the unit of the lever; null if there is none in range."""
    ci95: OpenEnds
    """Its 95% interval (bootstrap over campaigns); null at an end that lies beyond the range."""
    direction: Direction
    """Which way it lies from the recorded value."""
    probability: Share | None
    """The chance of a window there, not below the wanted one; null if there is no such value."""
    probability_ci95: Interval
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns)."""
    none_in_range: bool
    """Whether no value of the range is enough."""
    none_share: Share
    """Share of the resamples in which no value of the range is enough."""
    best: Tried
    """Where the chance is greatest of all values that were run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallestChange(Document):
    """The point of the frontier that is nearest to what is recorded."""

    values: tuple[float, float]
    """Of the two levers, each in its unit."""
    shares: tuple[float, float]
    """The two changes as shares of the declared ranges."""
    distance: Amount
    """Length of the change in those shares: a convention."""
    ci95: OpenEnds
    """Of the second value, where the first is as here."""
    probability: Share | None
    """The chance of a window there."""
    probability_ci95: Interval
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InversionFound(Asked):
    """The smallest changes that open a window with a wanted probability."""

    seed: Seed
    """Shared by all values."""
    campaigns: Count
    """At each value."""
    given: Luck
    """What luck was held to."""
    readings: Readings
    """The readings in force."""
    by_hand: tuple[Said, ...]
    """Parameters that are set and terms that are switched off, in words; empty where all is as shipped."""
    target: Share
    """The wanted probability of a window."""
    chosen: Said
    """Why these levers."""
    levers: Annotated[tuple[LeverAnswer, ...], Keywords({"minItems": 1})]
    """Each moved alone."""
    frontier: tuple[FrontierRow, ...]
    """Of two levers, what the second needs over values of the first; else empty."""
    smallest: SmallestChange | None
    """The nearest point of the frontier; null without one, or where none is in range."""
    statement: Said
    """What the runs support."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InvertDocument(InversionFound):
    """The smallest changes that open a window with a wanted probability, and what it takes to ask again."""

    bearers: Said
    """Who would bear a settlement."""
    branch: Day | None
    """The day on which the worlds may first differ; null for the recorded war."""
    assumptions: Assumptions
    """What holds in both worlds."""
    changes: tuple[ChangeDocument, ...]
    """What holds in this world alone, in the order of the file."""
    provenance: Provenance
    """What made the result."""
