"""The placebos of `check --json`."""

from __future__ import annotations

from typing import Annotated

from typing_extensions import TypedDict

from sepeace.documents.case import Case
from sepeace.shapes import (
    Amount,
    Count,
    DifferenceIntervalList,
    IntervalList,
    IsoDay,
    Said,
    Seed,
    Share,
    ShareDifference,
    one_of,
)


class Chance(TypedDict):
    """A share of campaigns."""

    estimate: Share
    """The share."""
    ci95: IntervalList
    """Low and high end of its 95% interval (Wilson; Clopper and Pearson below five campaigns)."""


class Difference(TypedDict):
    """The difference of two shares of the same campaigns."""

    estimate: ShareDifference
    """The difference, forced less without."""
    ci95: DifferenceIntervalList
    """Low and high end of its 95% interval (Newcombe, paired)."""


class Contrast(TypedDict):
    """The chance of one thing without and with the forced score."""

    without: Chance
    """Without the forced score."""
    forced: Chance
    """With it."""
    difference: Difference
    """With it less without it."""


class Forced(TypedDict):
    """One operation forced to Kursk's score."""

    kind: Annotated[str, one_of(("kursk", "october_1941", "small"))]
    """Kursk itself, an operation under way in October 1941, or one of the smallest of its side."""
    operation: Said
    """The operation's id in the record."""
    attacker: Annotated[str, one_of(("germany", "soviet"))]
    """Who attacks."""
    size: Amount
    """Mean strength of both armies, millions of men."""
    recorded: float
    """The score that the record has, from the attacker's side."""
    score: float
    """The score that is forced."""
    branch: IsoDay
    """The day on which the worlds part: the operation's first."""
    campaigns: Count
    """How many pairs ran."""
    counted: Count
    """In how many of them the score could be forced."""
    window: Contrast
    """A window within twelve months of the branch."""
    settlement: Contrast
    """A settlement within twelve months of the branch."""
    window_ever: Contrast
    """A window before the end."""
    settlement_ever: Contrast
    """A settlement before the end."""
    settlement_by_june: Contrast | None
    """A settlement by 30 June 1942, on which the operations of October 1941 are judged; null for others."""
    verdict: Annotated[str | None, one_of(("as_hoped", "not_as_hoped", "undecided", None))]
    """Whether it shows what a placebo should; null for Kursk, which is none."""


class Spread(TypedDict):
    """The chance of one thing under the recorded order of scores, and over permuted ones."""

    recorded: Share
    """Under the recorded order."""
    ci95: IntervalList
    """Low and high end of the 95% interval of that."""
    mean: Share
    """Over permuted orders."""
    low: Share
    """Of permuted orders, 5% lie below."""
    median: Share
    """Half of the permuted orders lie below."""
    high: Share
    """Of permuted orders, 95% lie below."""
    spread: Amount
    """Standard deviation over permuted orders."""
    spread_of_chance: Amount
    """What that would be if all orders were alike and each had campaigns of its own."""
    as_many: Share
    """Share of permuted orders in which the chance is at least that of the recorded one."""
    as_many_ci95: IntervalList
    """Its interval: of the recorded chance, and of so few orders, both at 95%."""


class CalledOff(TypedDict):
    """Operations that had become impossible, mean of a campaign."""

    recorded: Amount
    """Under the recorded order."""
    mean: Amount
    """Over permuted orders."""


class Bearing(TypedDict):
    """How much hangs on one operation."""

    operation: Said
    """The operation's id in the record."""
    correlation: ShareDifference
    """Over orders, of its score with the chance of a window."""


class Orders(TypedDict):
    """The recorded scores dealt out anew, with the strength term or without it."""

    strength: bool
    """Whether the strength term is in."""
    permutations: Count
    """How many orders."""
    campaigns: Count
    """Of each permuted order."""
    recorded_campaigns: Count
    """Of the recorded order."""
    window: Spread
    """Of a window."""
    settlement: Spread
    """Of a settlement."""
    called_off: CalledOff
    """Operations called off."""
    bearing: list[Bearing]
    """Operations that take part, those on which most hangs first."""
    windows: list[Count]
    """Campaigns with a window, by order."""
    settlements: list[Count]
    """Campaigns with a settlement, by order."""


class Moved(TypedDict):
    """A share of campaigns, and how far it moves."""

    estimate: Share
    """The share."""
    ci95: IntervalList
    """Its 95% interval."""
    change: ShareDifference
    """Against the worlds as they are."""
    change_ci95: DifferenceIntervalList
    """Its 95% interval (Newcombe, paired)."""


class HangsOnWorld(TypedDict):
    """One world with one thing changed."""

    world: Annotated[str, one_of(("historical", "kursk_without", "kursk_with"))]
    """The recorded war, or the war from Kursk on without and with a German victory."""
    window: Moved
    """Campaigns with a window of a day or more."""
    settlement: Moved
    """Campaigns with a settlement."""


class HangsOn(TypedDict):
    """One message of the West left out, or one number at an end of its range, in every world."""

    kind: Annotated[str, one_of(("as_it_is", "message", "number"))]
    """What is changed; as_it_is is what the others are set beside."""
    name: Said
    """The message in words, or the key of the number."""
    value: float | None
    """What the number is held at; null otherwise."""
    worlds: list[HangsOnWorld]
    """What becomes of each world."""


class Placebos(TypedDict):
    """Changes that ought to do nothing, or little."""

    seed: Seed
    """Of all of them."""
    exact: list[Case]
    """What must change nothing: how many campaigns come out equal, or the largest difference."""
    forced: list[Forced]
    """Kursk's score forced on single operations; empty without --placebos."""
    orders: list[Orders]
    """The recorded scores in other orders; empty without --placebos."""
    hangs_on: list[HangsOn]
    """What the headline hangs on; empty without --placebos."""
