"""`sweep --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.documents.batch import Chance
from sepeace.documents.origin import Asked, Provenance, WindowDays
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.documents import ChangeDocument, Readings
from sepeace.shapes import Amount, Count, Day, Document, Keywords, Said, Share, one_of
from sepeace.wording.assumed import Luck
from sepeace.wording.varied import AxisKind, ValueOrigin


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis(Document):
    """One thing that is varied."""

    name: Said
    """As typed after --vary."""
    kind: Annotated[AxisKind, one_of((AxisKind.PARAMETER, AxisKind.OPERATION, AxisKind.READING))]
    """What sort of thing it is."""
    title: Said
    """What it is, in words."""
    unit: Said
    """Of the values; 1 for a plain number."""
    values: Annotated[tuple[float, ...], Keywords({"minItems": 2})]
    """Rising; of a reading, places in ``labels``."""
    reference: float
    """The value that holds where neither the sweep nor the scenario sets one."""
    origin: ValueOrigin
    """Where the reference comes from."""
    own: float | None = None
    """The value that the scenario itself sets, and that holds without the sweep; null where it sets none."""
    drawn: bool = False
    """Whether each campaign draws its own value where it is not varied."""
    labels: tuple[Said, ...] = ()
    """The readings of a dispute, from place 0 on; empty for what is a number."""

    def typed(self, value: float) -> float | str:
        """A value as it is typed after --vary: a number, or the name of a reading."""
        return self.labels[int(value)] if self.labels else value

    @property
    def reach(self) -> str:
        """What is varied over, in words."""
        if self.labels:
            return ", ".join(str(self.typed(value)) for value in self.values)
        return f"{self.low:g} to {self.high:g}"

    @property
    def low(self) -> float:
        """The lowest value."""
        return self.values[0]

    @property
    def high(self) -> float:
        """The highest value."""
        return self.values[-1]

    def holds(self, value: float) -> bool:
        """Whether a value lies between the ends."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceOfWindow(Chance):
    """A share of campaigns with a window, and how long the windows are."""

    median_days: Amount | None
    """Median of the days open in all, over the campaigns that have a window; null where none has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepPoint(Document):
    """What became of the campaigns at one point."""

    values: Annotated[tuple[float | str, ...], Keywords({"minItems": 1, "maxItems": 3})]
    """One for each axis, in their order; a reading by its name."""
    window: ChanceOfWindow
    """A window that was open for `window_days` or more in all, in stretches of a day or more."""
    settlement: Chance
    """A settlement between Germany and the Soviet Union."""
    failed: Count
    """Campaigns that ended in a number that is not finite."""
    antecedent_arose: Share
    """Share of campaigns in which what is supposed was possible."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepDocument(Asked):
    """A scenario at each point of a grid, and what it takes to run it again."""

    campaigns: Count
    """At each point."""
    given: Luck
    """What luck was held to."""
    window_days: WindowDays
    """Days open in all from which a window counts; 1 where nothing else was asked for."""
    readings: Readings
    """The readings in force."""
    by_hand: tuple[Said, ...]
    """Parameters that are set and terms that are switched off, in words; empty where all is as shipped."""
    axes: Annotated[tuple[Axis, ...], Keywords({"minItems": 1, "maxItems": 3})]
    """What is varied."""
    points: tuple[SweepPoint, ...]
    """The last axis runs fastest."""
    notes: tuple[Said, ...]
    """What has to be said beside every number of the scenario: who bears a policy, who leads; often empty."""
    branch: Day | None
    """The day on which the worlds may first differ; null for the recorded war."""
    assumptions: Assumptions
    """What holds in both worlds."""
    changes: tuple[ChangeDocument, ...]
    """What holds in this world alone, in the order of the file."""
    provenance: Provenance
    """What made the result."""
