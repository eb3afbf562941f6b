"""The placebos of `check --json`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.documents.checks.case import Case
from sepeace.shapes import (
    Amount,
    Count,
    Day,
    DifferenceInterval,
    Document,
    Hash,
    Name,
    Said,
    Seed,
    Share,
    ShareDifference,
    one_of,
)

ShareEnds = tuple[Share, Share]
"""Low and high end of an interval of a share that was counted."""


class Trial(Name):
    """Which operation is forced: Kursk, one of October 1941, or one of the smallest of its side."""

    KURSK = "kursk"
    OCTOBER_1941 = "october_1941"
    SMALL = "small"


class Verdict(Name):
    """Whether a placebo shows what it should; undecided where more campaigns are needed."""

    AS_HOPED = "as_hoped"
    NOT_AS_HOPED = "not_as_hoped"
    UNDECIDED = "undecided"


class ThingChanged(Name):
    """What is changed in every world: nothing, a message of the West, or a number."""

    AS_IT_IS = "as_it_is"
    MESSAGE = "message"
    NUMBER = "number"


class HeadlineWorld(Name):
    """The recorded war, or the war from Kursk on without and with a German victory."""

    HISTORICAL = "historical"
    KURSK_WITHOUT = "kursk_without"
    KURSK_WITH = "kursk_with"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareEstimate(Document):
    """A share of campaigns."""

    estimate: Share
    """The share."""
    ci95: ShareEnds
    """Low and high end of its 95% interval (Wilson; Clopper and Pearson below five campaigns)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceEstimate(Document):
    """The difference of two shares of the same campaigns."""

    estimate: ShareDifference
    """The difference, forced less without."""
    ci95: DifferenceInterval
    """Low and high end of its 95% interval (Newcombe, paired)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast(Document):
    """The chance of one thing without and with the forced score."""

    without: ShareEstimate
    """Without the forced score."""
    forced: ShareEstimate
    """With it."""
    difference: DifferenceEstimate
    """With it less without it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forced(Document):
    """One operation forced to Kursk's score."""

    kind: Trial
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
    branch: Day
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
    verdict: Verdict | None
    """Whether it shows what a placebo should; null for Kursk, which is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSpread(Document):
    """The chance of one thing under the recorded order of scores, and over permuted ones."""

    recorded: Share
    """Under the recorded order."""
    ci95: ShareEnds
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
    as_many_ci95: ShareEnds
    """Its interval: of the recorded chance, and of so few orders, both at 95%."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledOff(Document):
    """Operations that had become impossible, mean of a campaign."""

    recorded: Amount
    """Under the recorded order."""
    mean: Amount
    """Over permuted orders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing(Document):
    """How much hangs on one operation."""

    operation: Said
    """The operation's id in the record."""
    correlation: ShareDifference
    """Over orders, of its score with the chance of a window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders(Document):
    """The recorded scores dealt out anew, with the strength term or without it."""

    strength: bool
    """Whether the strength term is in."""
    permutations: Count
    """How many orders."""
    campaigns: Count
    """Of each permuted order."""
    recorded_campaigns: Count
    """Of the recorded order."""
    window: OrderSpread
    """Of a window."""
    settlement: OrderSpread
    """Of a settlement."""
    called_off: CalledOff
    """Operations called off."""
    bearing: tuple[Bearing, ...]
    """Operations that take part, those on which most hangs first."""
    windows: tuple[Count, ...]
    """Campaigns with a window, by order."""
    settlements: tuple[Count, ...]
    """Campaigns with a settlement, by order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareMoved(Document):
    """A share of campaigns, and how far it moves."""

    estimate: Share
    """The share."""
    ci95: ShareEnds
    """Its 95% interval."""
    change: ShareDifference
    """Against the worlds as they are."""
    change_ci95: DifferenceInterval
    """Its 95% interval (Newcombe, paired)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOnWorld(Document):
    """One world with one thing changed."""

    world: HeadlineWorld
    """The recorded war, or the war from Kursk on without and with a German victory."""
    window: ShareMoved
    """Campaigns with a window of a day or more."""
    settlement: ShareMoved
    """Campaigns with a settlement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOn(Document):
    """One message of the West left out, or one number at an end of its range, in every world."""

    kind: ThingChanged
    """What is changed; as_it_is is what the others are set beside."""
    name: Said
    """The message in words, or the key of the number."""
    value: float | None
    """What the number is held at; null otherwise."""
    worlds: tuple[HangsOnWorld, ...]
    """What becomes of each world."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placebos(Document):
    """Changes that ought to do nothing, or little."""

    seed: Seed
    """Of all of them."""
    exact: tuple[Case, ...]
    """What must change nothing: how many campaigns come out equal, or the largest difference."""
    forced: tuple[Forced, ...] = ()
    """Kursk's score forced on single operations; empty without --placebos."""
    orders: tuple[Orders, ...] = ()
    """The recorded scores in other orders; empty without --placebos."""
    hangs_on: tuple[HangsOn, ...] = ()
    """What the headline hangs on; empty without --placebos."""

    @property
    def ok(self) -> bool:
        """Whether every exact answer is the right one; a chance is a finding, and never fails."""
        return all(case.ok for case in self.exact)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacebosRecord(Placebos):
    """What the page on placebos tells."""

    version: Said
    """Of the program."""
    model_hash: Hash
    """Of the model when they were run."""
    campaigns: Count
    """Pairs of worlds for each forced operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HangsOnRecord(Document):
    """What the page on what the headline hangs on tells."""

    version: Said
    """Of the program."""
    model_hash: Hash
    """Of the model when it was run."""
    seed: Seed
    """Of all worlds."""
    campaigns: Count
    """Of each world."""
    rows: tuple[HangsOn, ...]
    """One thing changed in every world, each."""
