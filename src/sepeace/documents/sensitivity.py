"""`sensitivity --json`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from sepeace.documents.batch import Given
from sepeace.documents.origin import Origin
from sepeace.scenario.documents import Told
from sepeace.scenario.scenario import READINGS, SWITCHES
from sepeace.shapes import Count, Hash, Said, Seed, Share, ShareDifference, one_of

Ends = Annotated[list[float | None], Field(min_length=2, max_length=2)]
Form = Annotated[str, one_of(("full", *SWITCHES))]


class Indices(TypedDict):
    """Sobol's indices of a parameter: parts of the variance of a chance over the points."""

    first: float | None
    """The part that goes with this parameter alone; noise can take it below 0. Null where nothing varied."""
    first_ci95: Ends
    """Its 95% interval."""
    total: float | None
    """The part that goes with it alone or together with others; null where nothing varied."""
    total_ci95: Ends
    """Its 95% interval."""


class Parameter(TypedDict):
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
    window: Indices | None
    """For the chance of a window."""
    settlement: Indices | None
    """For the chance of a settlement."""
    effect: Indices | None
    """For the effect of the change on windows; null without --effect."""


class LeftOut(TypedDict):
    """A parameter that was not varied."""

    name: Said
    """As typed after --set."""
    reason: Said
    """Why it cannot act here."""


class Means(TypedDict):
    """A mean over the points, by outcome."""

    window: Share | None
    """Of the chance of a window; null where no campaign counts."""
    settlement: Share | None
    """Of the chance of a settlement; null where no campaign counts."""
    effect: ShareDifference | None
    """Of the effect of the change on windows; null without --effect."""


class Variances(TypedDict):
    """A variance over the points, by outcome."""

    window: float | None
    """Of the chance of a window."""
    settlement: float | None
    """Of the chance of a settlement."""
    effect: float | None
    """Of the effect of the change on windows; null without --effect."""


class Noise(TypedDict):
    """What of the variance that was seen is noise, by outcome: luck that so few campaigns leave."""

    window: float | None
    """Of the chance of a window; null where nothing varied."""
    settlement: float | None
    """Of the chance of a settlement; null where nothing varied."""
    effect: float | None
    """Of the effect of the change on windows; null where nothing varied, and without --effect."""


class Part(TypedDict):
    """The share of one source in the disagreement."""

    share: float | None
    """Of the variance; null where nothing varied."""
    ci95: Ends
    """Its 95% interval."""
    below_0: bool
    """Whether the estimate was below 0, and was set to 0."""


class FormMean(TypedDict):
    """The mean outcome under one form of the model."""

    form: Form
    """The full model, or the mechanism that is taken out."""
    mean: float | None
    """Over readings, parameters and luck."""
    ci95: Ends
    """Its 95% interval."""


class ReadingMean(TypedDict):
    """The mean outcome under one reading."""

    dispute: Annotated[str, one_of(READINGS)]
    """What is disputed."""
    reading: Said
    """The reading."""
    mean: float | None
    """Over all else."""
    ci95: Ends
    """Its 95% interval."""


class Disagreement(TypedDict):
    """What the disagreement about one outcome is made of."""

    chance: Part
    """Luck."""
    parameters: Part
    """The numbers of the model."""
    readings: Part
    """Readings of history."""
    form: Part
    """Forms of the model."""
    mean: float
    """Of the outcome over all."""
    variance: float
    """Of the outcome over all."""
    by_form: list[FormMean]
    """Under each form of the model."""
    by_reading: list[ReadingMean]
    """Under each reading."""


class Budget(TypedDict):
    """Who owns the disagreement about each outcome."""

    window: Disagreement | None
    """About the chance of a window."""
    settlement: Disagreement | None
    """About the chance of a settlement."""
    effect: Disagreement | None
    """About the effect of the change on windows; null without --effect."""
    forms: list[Form]
    """The full model, and each mechanism that is taken out."""
    left_out: list[Annotated[str, one_of(SWITCHES)]]
    """Mechanisms that change nothing here."""
    readings: Count
    """Combinations of readings."""
    points: Count
    """Draws of the parameters in each cell."""
    lots: Count
    """Lots of luck at each draw."""
    campaigns: Count
    """Of one world."""


class SensitivityDocument(Origin, Told):
    """What the chances of a scenario depend on, and what it takes to ask again."""

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
    given: Given
    """What luck was held to."""
    points: Count
    """Of each of the two sets of a Sobol design."""
    campaigns: Count
    """At each point, and in each world."""
    uncounted: Share
    """Share of the campaigns in which what is supposed did not arise, or which failed."""
    parameters: Annotated[list[Parameter], Field(min_length=1)]
    """Those that were varied."""
    left_out: list[LeftOut]
    """Those that cannot act; empty where parameters were named."""
    mean: Means
    """Of each chance over the points."""
    variance: Variances
    """Of each chance over the points, noise taken out; not above 0 where noise drowned it."""
    noise: Noise
    """The share of noise in the variance that was seen."""
    budget: Budget | None
    """Who owns the disagreement; null with --no-budget."""
    statement: Said
    """What the runs support."""
