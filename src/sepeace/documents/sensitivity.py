"""`sensitivity --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.documents.origin import Asked, Provenance
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.documents import ChangeDocument, Readings
from sepeace.scenario.vocabulary import READINGS, SWITCHES
from sepeace.shapes import Count, Day, Document, Keywords, Said, Share, ShareDifference, one_of
from sepeace.wording.assumed import Luck

OpenEnds = tuple[float | None, float | None]
"""Low and high end of an interval; null where nothing varied."""
Form = Annotated[str, one_of(("full", *SWITCHES))]


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterIndices(Document):
    """Sobol's indices of a parameter: parts of the variance of a chance over the points."""

    first: float | None
    """The part that goes with this parameter alone; noise can take it below 0. Null where nothing varied."""
    first_ci95: OpenEnds
    """Its 95% interval."""
    total: float | None
    """The part that goes with it alone or together with others; null where nothing varied."""
    total_ci95: OpenEnds
    """Its 95% interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VariedParameter(Document):
    """A parameter that was varied, and what hangs on it."""

    name: Said
    """As typed after --set, with its side where it has one."""
    title: Said
    """What it is, in words."""
    unit: Said
    """Of its values; 1 for a plain number."""
    low: float
    """Lower end of the range over which it was spread."""
    high: float
    """Upper end of it."""
    source: str
    """Where the range comes from."""
    window: ParameterIndices | None
    """For the chance of a window."""
    settlement: ParameterIndices | None
    """For the chance of a settlement."""
    effect: ParameterIndices | None
    """For the effect of the change on windows; null without --effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Document):
    """A parameter that was not varied."""

    name: Said
    """As typed after --set."""
    reason: Said
    """Why it cannot act here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeMeans(Document):
    """A mean over the points, by outcome."""

    window: Share | None
    """Of the chance of a window; null where no campaign counts."""
    settlement: Share | None
    """Of the chance of a settlement; null where no campaign counts."""
    effect: ShareDifference | None = None
    """Of the effect of the change on windows; null without --effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeVariances(Document):
    """A variance over the points, by outcome."""

    window: float | None
    """Of the chance of a window."""
    settlement: float | None
    """Of the chance of a settlement."""
    effect: float | None = None
    """Of the effect of the change on windows; null without --effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeNoise(Document):
    """What of the variance that was seen is noise, by outcome: luck that so few campaigns leave."""

    window: float | None
    """Of the chance of a window; null where nothing varied."""
    settlement: float | None
    """Of the chance of a settlement; null where nothing varied."""
    effect: float | None = None
    """Of the effect of the change on windows; null where nothing varied, and without --effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceShare(Document):
    """The share of one source in the disagreement."""

    share: float | None
    """Of the variance; null where nothing varied."""
    ci95: OpenEnds
    """Its 95% interval."""
    below_0: bool
    """Whether the estimate was below 0, and was set to 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMean(Document):
    """The mean outcome under one form of the model."""

    form: Form
    """The full model, or the mechanism that is taken out."""
    mean: float | None
    """Over readings, parameters and luck."""
    ci95: OpenEnds
    """Its 95% interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingMean(Document):
    """The mean outcome under one reading."""

    dispute: Annotated[str, one_of(READINGS)]
    """What is disputed."""
    reading: Said
    """The reading."""
    mean: float | None
    """Over all else."""
    ci95: OpenEnds
    """Its 95% interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement(Document):
    """What the disagreement about one outcome is made of."""

    chance: SourceShare
    """Luck."""
    parameters: SourceShare
    """The numbers of the model."""
    readings: SourceShare
    """Readings of history."""
    form: SourceShare
    """Forms of the model."""
    mean: float
    """Of the outcome over all."""
    variance: float
    """Of the outcome over all."""
    by_form: tuple[FormMean, ...]
    """Under each form of the model."""
    by_reading: tuple[ReadingMean, ...]
    """Under each reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisagreementBudget(Document):
    """Who owns the disagreement about each outcome."""

    window: Disagreement | None
    """About the chance of a window."""
    settlement: Disagreement | None
    """About the chance of a settlement."""
    effect: Disagreement | None
    """About the effect of the change on windows; null without --effect."""
    forms: tuple[Form, ...]
    """The full model, and each mechanism that is taken out."""
    left_out: tuple[Annotated[str, one_of(SWITCHES)], ...]
    """Mechanisms that change nothing here."""
    readings: Count
    """Combinations of readings."""
    points: Count
    """Draws of the parameters in each cell."""
    lots: Count
    """Lots of luck at each draw."""
    campaigns: Count
    """Of one world."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityDocument(Asked):
    """What the chances of a scenario depend on, and what it takes to ask again."""

    given: Luck
    """What luck was held to."""
    readings: Readings
    """The readings in force."""
    by_hand: tuple[Said, ...]
    """Parameters that are set and terms that are switched off, in words; empty where all is as shipped."""
    points: Count
    """Of each of the two sets of a Sobol design."""
    campaigns: Count
    """At each point, and in each world."""
    uncounted: Share
    """Share of the campaigns in which what is supposed did not arise, or which failed."""
    parameters: Annotated[tuple[VariedParameter, ...], Keywords({"minItems": 1})]
    """Those that were varied."""
    left_out: tuple[LeftOut, ...]
    """Those that cannot act; empty where parameters were named."""
    mean: OutcomeMeans
    """Of each chance over the points."""
    variance: OutcomeVariances
    """Of each chance over the points, noise taken out; not above 0 where noise drowned it."""
    noise: OutcomeNoise
    """The share of noise in the variance that was seen."""
    budget: DisagreementBudget | None
    """Who owns the disagreement; null with --no-budget."""
    statement: Said
    """What the runs support."""
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
