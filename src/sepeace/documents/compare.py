"""`compare --json`, and what `report --json` prints beside the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.documents.batch import Numbers, Sentences, WorldSummary
from sepeace.documents.origin import Provenance, WindowDays
from sepeace.kernel import pairing
from sepeace.scenario.vocabulary import PROFILES, READINGS
from sepeace.shapes import (
    Count,
    Day,
    DifferenceInterval,
    Document,
    Ends,
    Interval,
    Numbered,
    Said,
    Seed,
    Share,
    ShareDifference,
    one_of,
)
from sepeace.wording.gap import Way
from sepeace.wording.outcomes import Rung

Strength = Annotated[str, one_of(READINGS["strength"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedDifference(Document):
    """Counterfactual less baseline, over pairs of campaigns."""

    estimate: ShareDifference
    """Difference of the shares."""
    ci95: DifferenceInterval
    """Its 95% interval (Newcombe, paired)."""
    shown: bool
    """Whether the interval keeps clear of 0."""
    needed: Count | None
    """Campaigns that would show it, roughly; null if it is shown, if less would have been, or if unsaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences(Document):
    """Counterfactual less baseline, over pairs of campaigns."""

    settlement: PairedDifference
    """Share of campaigns with a settlement."""
    window: PairedDifference
    """Share of campaigns with a window."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitShares(Document):
    """What of a difference comes by each way; the parts add up to it. Null where nothing was traced."""

    ground: float | None
    """Where the front stands."""
    losses: float | None
    """What the war costs either side."""
    belief: float | None
    """What either side believes of how the war will go."""
    strength: float | None
    """How strong or weak the leaders feel."""
    west: float | None
    """What they hear of the West."""
    other: float | None
    """All other ways: calendar, channels of contact, the end of the war."""

    def parts(self) -> dict[Way, float | None]:
        """The part by each way."""
        return {way: getattr(self, way) for way in Way}


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitEnds(Document):
    """The 95% intervals of the parts of a difference; null where nothing was traced."""

    ground: Ends | None
    """Of the part by the ground."""
    losses: Ends | None
    """Of the part by the losses."""
    belief: Ends | None
    """Of the part by the belief."""
    strength: Ends | None
    """Of the part by the strength."""
    west: Ends | None
    """Of the part by the West."""
    other: Ends | None
    """Of the part by other ways."""

    def parts(self) -> dict[Way, Ends | None]:
        """The interval by each way."""
        return {way: getattr(self, way) for way in Way}


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalPath(Document):
    """One way from the change to what became of it, counted over pairs of campaigns."""

    window: Annotated[str, one_of(("with_only", "without_only", "both", "neither"))]
    """In which world a window opens."""
    operations: Annotated[str, one_of(("as_without", "called_off", "take_place", "exchanged"))]
    """What becomes of later operations, against the world without the change."""
    term: Annotated[str, one_of(pairing.SHIFT.names)]
    """The term of the gap that shifts most in the week that matters most."""
    direction: Annotated[str, one_of(("nearer", "apart"))]
    """Which way the lines shift then."""
    end: Said
    """What becomes of the attempt that gets furthest: settlement, or a name of the barriers."""
    share: Share
    """Of all pairs."""
    ci95: Ends
    """Its 95% interval (Wilson)."""
    share_of_window: Share
    """Of the pairs with the same `window`."""
    text: Said
    """The chain in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationsKept(Document):
    """The same question with all later operations of the record kept in the calendar of both worlds."""

    window_difference: ShareDifference
    """Counterfactual less baseline."""
    ci95: DifferenceInterval
    """Its 95% interval (Newcombe, paired)."""
    shown: bool
    """Whether the interval keeps clear of 0."""
    needed: Count | None
    """Campaigns that would show it, roughly; null as in `difference`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesMoved(Document):
    """Mean move of the lines over the year after the branch, counterfactual less baseline, in shares."""

    least_germany: float
    """Of the least that Germany takes."""
    most_soviet: float
    """Of the most that the Soviet Union gives."""
    premium: float
    """Of the German premium for settling while fortune is bad; part of `least_germany`."""
    width: float
    """Of the range between the lines; above 0 it widens."""
    width_ci95: Ends
    """Its 95% interval."""
    width_without_premium: float
    """The same if the premium had stayed as it was."""
    width_without_premium_ci95: Ends
    """Its 95% interval."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderReading(Document):
    """The difference of the windows under one reading of strength."""

    strength: Strength
    """The reading."""
    baseline: Share
    """Share of campaigns with a window, without the change."""
    counterfactual: Share
    """The same with it."""
    window_difference: ShareDifference
    """Counterfactual less baseline."""
    ci95: DifferenceInterval
    """Its 95% interval (Newcombe, paired)."""
    shown: bool
    """Whether the interval keeps clear of 0."""
    needed: Count | None
    """Campaigns that would show it, roughly; null if it is shown, if less would have been, or if unsaid."""
    ci95_all_readings: DifferenceInterval
    """Its interval, wide enough that those of all readings hold at once (Bonferroni, 95%)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RungOfPair(Document):
    """One step of the way from a wish to a signature: shares of all campaigns that count, in both worlds."""

    rung: Rung
    """The step."""
    baseline: Share
    """Share that reaches it without the change."""
    counterfactual: Share
    """Share that reaches it with the change."""
    difference: ShareDifference
    """Counterfactual less baseline."""
    ci95: DifferenceInterval
    """Its 95% interval (Newcombe, paired)."""
    ci95_all_rungs: DifferenceInterval
    """Its interval, wide enough that those of all rungs hold at once (Bonferroni, 95%)."""
    shown: bool
    """Whether the interval `ci95` keeps clear of 0."""
    needed: Count | None
    """Campaigns that would show it, roughly; null as in `difference`."""
    baseline_given_above: Share | None
    """Of the campaigns that reach the rung above, the share that reaches this one; null where none does."""
    counterfactual_given_above: Share | None
    """The same with the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersOfPair(Document):
    """The same worlds under one choice of numbers: shares of campaigns."""

    numbers: Numbers
    """`prior`: drawn anew in each campaign. `default`: the middle value of each, in every campaign."""
    campaigns: Count
    """That count; under other numbers than the run's own, 2,000 at most."""
    baseline: Share | None
    """With a window, without the change; null where no campaign counts."""
    baseline_ci95: Interval
    """Its 95% interval."""
    counterfactual: Share | None
    """The same with the change."""
    counterfactual_ci95: Interval
    """Its 95% interval."""
    baseline_28_days: Share | None
    """With windows of 28 days or more in all, without the change."""
    counterfactual_28_days: Share | None
    """The same with the change."""
    baseline_settlement: Share | None
    """With a settlement, without the change."""
    counterfactual_settlement: Share | None
    """The same with the change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileOfPair(Document):
    """The same worlds with one profile in Hitler's place: shares of campaigns."""

    profile: Annotated[str, one_of(PROFILES)]
    """The profile."""
    premium: Annotated[str, one_of(("own", "none", "full"))]
    """`own`: its own share of Hitler's premium; `none` and `full`: nothing of it, and all of it."""
    campaigns: Count
    """That count; but for the run's own, 2,000 at most."""
    baseline: Share | None
    """With a window, while Hitler leads; null where no campaign counts."""
    counterfactual: Share | None
    """The same with the profile."""
    counterfactual_ci95: Interval
    """Its 95% interval."""
    counterfactual_28_days: Share | None
    """With windows of 28 days or more in all."""
    counterfactual_settlement: Share | None
    """With a settlement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing(Document):
    """How closely the two worlds are paired."""

    correlation: ShareDifference | None
    """Of their windows over campaigns; null where one world has none, or only such."""
    first_divergence: Day | None
    """Earliest day over campaigns on which any event or weekly value differs; null if none does."""
    share_never: Share
    """Share of campaigns in which nothing ever differs."""
    identical_before_branch: bool
    """Whether no campaign differs before the branch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CausationBounds(Document):
    """A chance of causation: bounds that hold without further assumption, and a coupling."""

    low: Share
    """Lowest it can be."""
    high: Share
    """Highest it can be; 0 to 1 where there is nothing to judge by."""
    ci95: Ends
    """The lowest and the highest that the intervals of both shares leave open."""
    shared_luck: Share | None
    """What the pairs say if luck is shared as they share it; null where no campaign bears on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareDocument(Numbered):
    """A what-if beside the recorded war, campaign by campaign with the same luck."""

    scenario: Said
    """The what-if."""
    banner: Said | None = None
    """A warning that stands above all that is said of the what-if; null where there is none."""
    seed: Seed
    """Shared by both worlds."""
    campaigns: Count
    """Of each world."""
    window_days: WindowDays
    """Days open in all from which a window counts; 1 where nothing else was asked for."""
    baseline: WorldSummary
    """The recorded war, with the scenario's branch and assumptions."""
    counterfactual: WorldSummary
    """The world with the change."""
    difference: Differences
    """Counterfactual less baseline; campaigns in which the antecedent did not arise are left out of both."""
    split: SplitShares
    """How the change reached the windows: parts of their difference."""
    split_ci95: SplitEnds
    """Intervals of those parts."""
    settlement_split: SplitShares
    """How the change reached the settlements: parts of their difference."""
    settlement_split_ci95: SplitEnds
    """Intervals of those parts."""
    operations_kept: OperationsKept | None
    """The difference without operations that are called off; null where nothing was traced."""
    moved: LinesMoved | None
    """How far the lines move; null where no week is left to follow."""
    chains: tuple[CausalPath, ...]
    """The commonest ways from the change to what became of it, those of a kind of window together."""
    by_reading: tuple[UnderReading, ...]
    """The same question under each reading of strength; empty where nothing was traced."""
    pairing: Pairing
    """How closely the worlds are paired."""
    necessity: CausationBounds
    """Of the change, for a window: whether it would not have opened without it."""
    sufficiency: CausationBounds
    """Of the change, for a window: whether it would open with it where it did not without."""
    ladder: tuple[RungOfPair, ...]
    """From a wish to a signature, step by step. The steps are not nested."""
    numbers: tuple[NumbersOfPair, ...]
    """What the headline is under the run's own numbers, then under the other choices of them."""
    profiles: tuple[ProfileOfPair, ...]
    """Both profiles, each also with none and with all of Hitler's premium; empty where Hitler leads."""
    notes: tuple[Said, ...]
    """What has to be said beside the answer: whether what is supposed came about, who bears a policy."""
    plain: Sentences
    """The answer in three sentences: what happens, how far it goes, what it hangs on."""
    statement: Said
    """What the runs support, or that they show no difference and about how many campaigns would."""
    bears: tuple[Said, ...] = ()
    """Who bears what is supposed, beside those who bear any settlement; empty where none are named."""
    provenance: Provenance
    """What made the result; the digest is that of the world with the change."""
