"""`compare --all --json`: several what-ifs, each beside the war without its change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sepeace.documents.batch import Sentences
from sepeace.documents.compare import NumbersOfPair, ProfileOfPair, RungOfPair, UnderReading
from sepeace.documents.origin import Provenance, WindowDays
from sepeace.scenario.documents import Readings
from sepeace.shapes import (
    Amount,
    Count,
    Day,
    DifferenceInterval,
    Document,
    Ends,
    Hash,
    Interval,
    Keywords,
    Numbered,
    Said,
    Seed,
    Share,
    one_of,
)
from sepeace.wording.assumed import Luck
from sepeace.wording.outcomes import Counted, Rung

SUMMED = (Counted.WINDOW, Rung.LONG_WINDOW, Rung.SETTLEMENT)
"""Steps that are added up over the what-ifs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RungAmongAll(RungOfPair):
    """One step of one what-if, read beside all steps of all the others."""

    ci95_all: DifferenceInterval
    """Its interval, wide enough that those of all what-ifs and rungs hold at once (Bonferroni, 95%)."""
    shown_all: bool
    """Whether the interval `ci95_all` keeps clear of 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWhatIf(Document):
    """One what-if beside the war without its change."""

    scenario: Said
    """Its name."""
    title: Said
    """What is supposed, in a few words."""
    digest: Hash
    """Of the world with the change."""
    branch: Day
    """The day on which its worlds may first differ."""
    nats: Amount | None
    """How improbable what is supposed is, as `show` reckons it; null where the model has no chance for it."""
    antecedent_arose: Share
    """Share of campaigns in which what is supposed was possible, and that were not over before the branch."""
    failed: Count
    """Campaigns of the world with the change that ended in a number that is not finite."""
    readings: Readings
    """The readings in force."""
    by_hand: tuple[Said, ...]
    """Parameters that are set and terms that are switched off, in words; empty where all is as shipped."""
    ladder: tuple[RungAmongAll, ...]
    """From a wish to a signature, step by step, as `compare` has it. The steps are not nested."""
    numbers: tuple[NumbersOfPair, ...]
    """What the headline is under the run's own numbers, then under the other choices of them."""
    by_reading: tuple[UnderReading, ...]
    """The windows under each reading of strength; empty where that was not asked for."""
    profiles: tuple[ProfileOfPair, ...] = ()
    """Both profiles, each also with none and with all of Hitler's premium; empty where Hitler leads."""
    notes: tuple[Said, ...] = ()
    """What has to be said beside the answer: who bears a policy, what a profile is not."""
    bears: tuple[Said, ...] = ()
    """Who bears what is supposed, beside those who bear any settlement; empty where none are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SumCheck(Document):
    """One step over all what-ifs: what their differences add up to, and what they do war by war."""

    step: Annotated[str, one_of(SUMMED)]
    """`window` is one of `window_days` or more in all."""
    campaigns: Count
    """Those that count with at least one what-if."""
    sum_of_differences: float
    """Of all what-ifs; no chance of anything, since they are not equally likely and exclude one another."""
    ci95: Ends
    """Its 95% interval (those of the differences, squared and added with their correlations)."""
    sum_of_gains: Amount
    """Sum over the what-ifs of the share with the step where the war without the change has it not."""
    any: Share
    """Share of campaigns in which at least one what-if has the step where the war without it has not."""
    any_ci95: Interval
    """Its 95% interval."""
    none: Share
    """None of these: share of campaigns in which not one of them does; 1 less `any`."""
    none_ci95: Interval
    """Its 95% interval."""
    taken_away: Share
    """Share of campaigns in which at least one what-if has not the step where the war without it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareAllDocument(Numbered):
    """Several what-ifs, each beside the war without its change, all with the same luck."""

    seed: Seed
    """Shared by all worlds."""
    campaigns: Count
    """Of each world."""
    given: Luck
    """What luck was held to."""
    window_days: WindowDays
    """Days open in all from which a window counts; 1 where nothing else was asked for."""
    together: Count
    """How many intervals `ci95_all` are to hold at once: what-ifs times rungs."""
    what_ifs: Annotated[tuple[ComparedWhatIf, ...], Keywords({"minItems": 1})]
    """In the order of their branches, then of their names; that is no order of merit."""
    sums: tuple[SumCheck, ...]
    """The check against adding up: windows, windows of 28 days, settlements."""
    plain: Sentences
    """What the what-ifs do together, in three sentences."""
    provenance: Provenance
    """What made the result; its digest is of the digests of all what-ifs, in their order."""
