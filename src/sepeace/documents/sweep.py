"""`sweep --json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from sepeace.documents.batch import Given
from sepeace.documents.origin import Origin
from sepeace.scenario.documents import Told
from sepeace.shapes import Amount, Count, Hash, IntervalList, Said, Seed, Share, one_of


class Axis(TypedDict):
    """One thing that is varied."""

    name: Said
    """As typed after --vary."""
    kind: Annotated[str, one_of(("parameter", "operation"))]
    """What sort of thing it is."""
    title: Said
    """What it is, in words."""
    unit: Said
    """Of the values; 1 for a plain number."""
    values: Annotated[list[float], Field(min_length=2)]
    """Equally spaced and rising."""
    reference: float
    """The value that holds where neither the sweep nor the scenario sets one."""
    origin: Annotated[str, one_of(("recorded", "default", "assumed"))]
    """Where the reference comes from."""
    own: float | None
    """The value that the scenario itself sets, and that holds without the sweep; null where it sets none."""
    drawn: bool
    """Whether each campaign draws its own value where it is not varied."""


class Chance(TypedDict):
    """A share of campaigns."""

    probability: Share | None
    """Share of the campaigns that count; null where none does."""
    ci95: IntervalList
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns); two nulls where none counts."""


class ChanceOfWindow(Chance):
    """A share of campaigns with a window, and how long the windows are."""

    median_days: Amount | None
    """Median of the days open in all, over the campaigns that have a window; null where none has."""


class Point(TypedDict):
    """What became of the campaigns at one point."""

    values: Annotated[list[float], Field(min_length=1, max_length=2)]
    """One for each axis, in their order."""
    window: ChanceOfWindow
    """A window that stayed open for a day or more."""
    settlement: Chance
    """A settlement between Germany and the Soviet Union."""
    failed: Count
    """Campaigns that ended in a number that is not finite."""
    antecedent_arose: Share
    """Share of campaigns in which what is supposed was possible."""


class SweepCore(Told):
    """A scenario at each point of a grid."""

    schema: Literal[1]
    """Of this format."""
    scenario: Said
    """Its name."""
    digest: Hash
    """Of the scenario as handed in."""
    version: Said
    """Of the program."""
    seed: Seed
    """Shared by all points."""
    campaigns: Count
    """At each point."""
    given: Given
    """What luck was held to."""
    axes: Annotated[list[Axis], Field(min_length=1, max_length=2)]
    """What is varied."""
    points: list[Point]
    """The last axis runs fastest."""


class SweepDocument(SweepCore, Origin):
    """A scenario at each point of a grid, and what it takes to run it again."""
