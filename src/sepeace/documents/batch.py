"""`batch --json`, and each world of a comparison."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from sepeace.documents.origin import Provenance, WindowDays
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.documents import ChangeDocument, Readings
from sepeace.scenario.vocabulary import PROFILES, READINGS
from sepeace.shapes import Amount, Count, Day, Document, Hash, Interval, Numbered, Said, Seed, Share, one_of
from sepeace.wording.assumed import Luck
from sepeace.wording.outcomes import Barrier, Ending, Rung

Numbers = Annotated[str, one_of(READINGS["numbers"])]
"""How campaigns come by their numbers: weighed by the record, from the ranges, or all at their defaults."""
Sentences = tuple[Said, Said, Said]
"""Three sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance(Document):
    """A share of campaigns."""

    probability: Share | None
    """Share of the campaigns that count; null where none does."""
    ci95: Interval
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns); two nulls where none counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(Chance):
    """A settlement between Germany and the Soviet Union."""

    median_date: Day | None
    """Median day of signing over the campaigns that have one; null where none has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window(Chance):
    """A window: the German line did not lie above the Soviet one for `window_days` or more in all."""

    median_days: Amount | None
    """Median of the days open in all, over the campaigns that have a window; null where none has."""
    median_first_date: Day | None
    """Median first day of the first window over those campaigns; null where none has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts(Document):
    """Mean number of feelers a campaign, by sender."""

    soviet: Amount
    """Soviet feelers, those for leverage among them."""
    german: Amount
    """German feelers, those of officials among them."""
    mediated: Amount
    """Feelers that mediators began."""
    share_soviet: Share | None
    """soviet / (soviet + german); null where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings(Document):
    """How campaigns ended: shares that add up to 1, or are all 0 where no campaign counts."""

    soviet_victory: Share
    """The Soviet Union won, without a settlement before."""
    german_victory: Share
    """Germany won, without a settlement before."""
    settlement_held: Share
    """A settlement was signed and held."""
    settlement_broken: Share
    """A settlement was signed and broken, whatever came later."""
    undecided: Share
    """Neither had won when the time that is followed was over."""

    def shares(self) -> dict[Ending, float]:
        """Each ending with its share."""
        return {ending: getattr(self, ending) for ending in Ending if ending != Ending.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class BearerRow(Document):
    """People on whom a settlement falls, and what stood before them by the day of signing."""

    group: Said
    """Who."""
    text: Said
    """Who was alive by that day and in whose hands, in the recorded war."""
    source: Said
    """Where that is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class After(Document):
    """What came after the signatures: shares of the settlements, which are followed for 36 months."""

    settlements: Count
    """How many were signed; all that follows is of these."""
    held: Share | None
    """Share that both sides kept; null where none was signed."""
    ci95: Interval
    """Its 95% interval (Wilson; Clopper and Pearson below five)."""
    broken_by_germany: Share | None
    """Share that the German side broke by renewing the war."""
    broken_by_soviet: Share | None
    """Share that the Soviet side broke."""
    median_months: Amount | None
    """Median months from signing to renewal, over those that were broken; null where none was."""
    share: float | None
    """Germany's share in the middle settlement, cut to a thousandth; null where none was signed."""
    bears: tuple[BearerRow, ...]
    """Who bears the middle settlement, by its line and the median day of signing; empty without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Barriers(Document):
    """Of the campaigns without a settlement, what stopped the attempt that got furthest.

    Shares that add up to 1, or are all 0 if every campaign settled.
    """

    no_contact: Share
    """Nothing was sent."""
    gatekeeper: Share
    """Sent, but never passed up to the leader."""
    strength: Share
    """Refused, not meant, or talks ended apart; without the strength term the lines would have met."""
    terms: Share
    """The same, and they would not have met without it either."""
    exposure: Share
    """Talks came out, and were not taken up again."""
    pre_empted: Share
    """The talks of another contact were under way."""
    walked_out: Share
    """Refused, or talks ended, although the lines met."""
    war_ended: Share
    """Under way when the war ended."""

    def shares(self) -> dict[Barrier, float]:
        """Each barrier with its share."""
        return {barrier: getattr(self, barrier) for barrier in Barrier}


@dataclass(frozen=True, slots=True, kw_only=True)
class FinnishYear(Document):
    """A year in which Finland signs in some campaigns."""

    year: Count
    """The year."""
    share: Share
    """Share of all campaigns that count in which she signs in it."""
    median_date: Day
    """Median day of these signatures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finland(Document):
    """The Finnish-Soviet pair."""

    settled: Share | None = None
    """Share of campaigns in which Finland signed; null where the pair is taken out."""
    ci95: Interval = (None, None)
    """Its 95% interval; two nulls where the pair is taken out, or none counts."""
    median_date: Day | None = None
    """Median day of that; null without any. Signatures come years apart: it may lie where hardly one is."""
    half_date: Day | None = None
    """The day by which half of all campaigns that count have seen her sign; null where fewer do."""
    years: tuple[FinnishYear, ...] = ()
    """The years in which she signs, by date."""
    bears_on: Day | None = None
    """`half_date`, or where that is null the median day of the commonest year; null without any signature."""
    bears: tuple[BearerRow, ...] = ()
    """Who bears a signature of that day; empty without any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RungShare(Document):
    """One step of the way from a wish to a signature: a share of all campaigns that count."""

    rung: Rung
    """The step."""
    value: Share
    """Share that reaches it."""
    ci95: Interval
    """Its 95% interval."""
    ci95_all_rungs: Interval
    """Its interval, wide enough that those of all rungs hold at once (Bonferroni, 95%)."""
    given_above: Share | None
    """Of the campaigns that reach the rung above, the share that reaches this one; null where none does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersRow(Document):
    """The same world under one choice of numbers: shares of campaigns."""

    numbers: Numbers
    """`prior`: drawn anew in each campaign. `default`: the middle value of each, in every campaign."""
    campaigns: Count
    """That count; under other numbers than the run's own, 2,000 at most."""
    window: Share | None
    """With a window; null where no campaign counts."""
    window_ci95: Interval
    """Its 95% interval."""
    window_28_days: Share | None
    """With windows of 28 days or more in all."""
    settlement: Share | None
    """With a settlement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileRow(Document):
    """The same world with one profile in Hitler's place: shares of campaigns."""

    profile: Annotated[str, one_of(PROFILES)]
    """The profile."""
    premium: Annotated[str, one_of(("own", "none", "full"))]
    """`own`: its own share of Hitler's premium; `none` and `full`: nothing of it, and all of it."""
    campaigns: Count
    """That count; but for the run's own, 2,000 at most."""
    window: Share | None
    """With a window; null where no campaign counts."""
    window_ci95: Interval
    """Its 95% interval."""
    window_28_days: Share | None
    """With windows of 28 days or more in all."""
    settlement: Share | None
    """With a settlement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorldSummary(Numbered):
    """What became of the campaigns of one world.

    Counted are campaigns that did not fail and in which the antecedent arose.
    """

    scenario: Said
    """Its name."""
    banner: Said | None = None
    """A warning that stands above all that is said of the scenario; null where there is none."""
    digest: Hash
    """16 hex digits of all that can affect a run: branch, assumptions, changes and the record."""
    version: Said
    """Of the program."""
    seed: Seed
    """The same seed gives the same campaigns."""
    campaigns: Count
    """How many ran."""
    failed: Count
    """How many ended in a number that is not finite; they are never counted as an outcome."""
    antecedent_arose: Share
    """Share of campaigns in which what is supposed was possible, and that were not over before the branch."""
    given: Luck
    """What luck was held to: `branch` holds the war to the record until it, `as_it_fell` luck beyond."""
    window_days: WindowDays
    """Days open in all from which a window counts; 1 where nothing else was asked for."""
    readings: Readings
    """The readings in force."""
    by_hand: tuple[Said, ...]
    """Parameters that are set and terms that are switched off, in words; empty where all is as shipped."""
    settlement: Settlement
    """A settlement between Germany and the Soviet Union."""
    window: Window
    """A window that was open for `window_days` or more in all, in stretches of a day or more."""
    contacts: Contacts
    """Mean number of feelers a campaign, by sender."""
    endings: Endings
    """How campaigns ended; shares."""
    after: After
    """What came after the signatures, and who bears the middle one."""
    barriers: Barriers
    """What stood in the way of the campaigns without a settlement; shares."""
    finland: Finland = field(default_factory=Finland)
    """Whether and when Finland left the war by a settlement of her own."""
    ladder: tuple[RungShare, ...]
    """From a wish to a signature, step by step; empty where no campaign counts. The steps are not nested."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchDocument(WorldSummary):
    """What became of many campaigns of one scenario, and what it takes to run them again."""

    numbers: tuple[NumbersRow, ...]
    """What the headline is under the run's own numbers, then under the other choices of them."""
    profiles: tuple[ProfileRow, ...]
    """Both profiles, each also with none and with all of Hitler's premium; empty where Hitler leads."""
    notes: tuple[Said, ...]
    """What has to be said beside the answer: whether what is supposed came about, who bears a policy."""
    plain: Sentences
    """The answer in three sentences: what happens, how far it goes, what it hangs on."""
    branch: Day | None
    """The day on which the worlds may first differ; null for the recorded war."""
    assumptions: Assumptions
    """What holds in both worlds."""
    changes: tuple[ChangeDocument, ...]
    """What holds in this world alone, in the order of the file."""
    provenance: Provenance
    """What made the result."""
