"""`batch --json`, and each world of a comparison."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from sepeace.documents.origin import Origin
from sepeace.scenario.documents import Told
from sepeace.scenario.scenario import READINGS
from sepeace.shapes import Amount, Count, Hash, IntervalList, IsoDay, Said, Seed, Share, one_of

LUCK = ("free", "branch", "as_it_fell")
RUNGS = (
    "german_leader_willing",
    "soviet_leader_willing",
    "feeler_delivered",
    "talks_begun",
    "window_1_day",
    "window_28_days",
    "settlement",
)
Rung = Annotated[str, one_of(RUNGS)]
"""A step of the ladder: a leader willing for 28 days in all, a feeler of a side delivered, talks begun, a
window of a day or of 28 days in all, a settlement."""
Numbers = Annotated[str, one_of(READINGS["numbers"])]
"""How campaigns come by their numbers."""
Sentences = Annotated[list[Said], Field(min_length=3, max_length=3)]
"""Three sentences."""
Given = Annotated[str, one_of(LUCK)]
"""What the luck of a run is held to."""


class Chance(TypedDict):
    """A share of campaigns."""

    probability: Share | None
    """Share of the campaigns that count; null where none does."""
    ci95: IntervalList
    """Its 95% interval (Wilson; Clopper and Pearson below five campaigns); two nulls where none counts."""


class Settlement(Chance):
    """A settlement between Germany and the Soviet Union."""

    median_date: IsoDay | None
    """Median day of signing over the campaigns that have one; null where none has."""


class Window(Chance):
    """A window: the German line did not lie above the Soviet one for a day or more."""

    median_days: Amount | None
    """Median of the days open in all, over the campaigns that have a window; null where none has."""
    median_first_date: IsoDay | None
    """Median first day of the first window over those campaigns; null where none has one."""


class Contacts(TypedDict):
    """Mean number of feelers a campaign, by sender."""

    soviet: Amount
    """Soviet feelers, those for leverage among them."""
    german: Amount
    """German feelers, those of officials among them."""
    mediated: Amount
    """Feelers that mediators began."""
    share_soviet: Share | None
    """soviet / (soviet + german); null where there are none."""


class Endings(TypedDict):
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


class Barriers(TypedDict):
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


class Finland(TypedDict):
    """The Finnish-Soviet pair, which this version does not run."""

    settled: Share | None
    """Share of campaigns in which it settled; null in this version."""
    median_date: IsoDay | None
    """Median day of that; null in this version."""


class Step(TypedDict):
    """One step of the way from a wish to a signature: a share of all campaigns that count."""

    rung: Rung
    """The step."""
    value: Share
    """Share that reaches it."""
    ci95: IntervalList
    """Its 95% interval."""
    ci95_all_rungs: IntervalList
    """Its interval, wide enough that those of all rungs hold at once (Bonferroni, 95%)."""
    given_above: Share | None
    """Of the campaigns that reach the rung above, the share that reaches this one; null where none does."""


class UnderNumbers(TypedDict):
    """The same world under one choice of numbers: shares of campaigns."""

    numbers: Numbers
    """`prior`: drawn anew in each campaign. `default`: the middle value of each, in every campaign."""
    campaigns: Count
    """That count; under other numbers than the run's own, 2,000 at most."""
    window: Share | None
    """With a window of a day or more; null where no campaign counts."""
    window_ci95: IntervalList
    """Its 95% interval."""
    window_28_days: Share | None
    """With windows of 28 days or more in all."""
    settlement: Share | None
    """With a settlement."""


class World(Told):
    """What became of the campaigns of one world.

    Counted are campaigns that did not fail and in which the antecedent arose.
    """

    schema: Literal[1]
    """Of this format."""
    scenario: Said
    """Its name."""
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
    given: Given
    """What luck was held to: `branch` holds the war to the record until the branch."""
    settlement: Settlement
    """A settlement between Germany and the Soviet Union."""
    window: Window
    """A window that stayed open for a day or more."""
    contacts: Contacts
    """Mean number of feelers a campaign, by sender."""
    endings: Endings
    """How campaigns ended; shares."""
    barriers: Barriers
    """What stood in the way of the campaigns without a settlement; shares."""
    finland: Finland
    """The Finnish-Soviet pair; null in this version."""
    ladder: list[Step]
    """From a wish to a signature, step by step; empty where no campaign counts. The steps are not nested."""


class Headline(TypedDict):
    """What a headline never stands without."""

    numbers: list[UnderNumbers]
    """What the headline is under the run's own numbers, then under the other choices of them."""
    plain: Sentences
    """The answer in three sentences: what happens, how far it goes, what it hangs on."""


class BatchDocument(World, Headline, Origin):
    """What became of many campaigns of one scenario, and what it takes to run them again."""
