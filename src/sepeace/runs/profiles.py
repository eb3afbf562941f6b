"""Both profiles beside each other, each without any of Hitler's premium and with all of it.

No source measures a profile, and one number of it decides nearly everything. So a world with another leader
never stands alone: the same luck is run with the other profile, and with the premium at both ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sepeace.documents.batch import ProfileRow
from sepeace.documents.compare import ProfileOfPair
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool, tasks_of
from sepeace.outcomes.rungs import Ladder
from sepeace.runs.numbers import LONG, SIGNED, WINDOW, asked, ladder_of
from sepeace.scenario.changes import LeaderChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import PREMIUM
from sepeace.scenario.tables.departures import PROFILE_OF, profile_in
from sepeace.scenario.vocabulary import PROFILES
from sepeace.wording.assumed import PREMIUMS

AT: dict[str, float] = {"none": 0.0, "full": 1.0}
"""Values of a profile's premium beside its own, as a multiple of Hitler's."""
NO_PREMIUM = "rational"
"""The reading of strength under which Hitler himself asks for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileVariant:
    """A scenario with one profile and one premium.

    Attributes:
        profile: by name.
        premium: own, as the scenario has it; none, or full.
        scenario: with that profile in it.
        settings: the premium, as set by hand; empty for its own.
    """

    profile: str
    premium: str
    scenario: Scenario
    settings: dict[str, float]

    @property
    def name(self) -> str:
        """What its chunks are called."""
        return f"{self.profile}, premium {self.premium}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderProfile:
    """What becomes of a world with one profile and one premium.

    Attributes:
        with_change: the ladder of that world.
        without: that of the world without the change, or None.
    """

    profile: str
    premium: str
    with_change: Ladder
    without: Ladder | None = None

    @property
    def pair_row(self) -> ProfileOfPair:
        """A row of ``profiles`` in ``compare --json``."""
        one, other = self.without, self.with_change
        assert one is not None, "one world has no row of two"
        return ProfileOfPair(
            profile=self.profile,
            premium=self.premium,
            campaigns=other.n,
            baseline=one.share(WINDOW).known,
            counterfactual=other.share(WINDOW).known,
            counterfactual_ci95=other.share(WINDOW).known_ci95,
            counterfactual_28_days=other.share(LONG).known,
            counterfactual_settlement=other.share(SIGNED).known,
        )

    @property
    def alone_row(self) -> ProfileRow:
        """A row of ``profiles`` in ``batch --json``."""
        other = self.with_change
        return ProfileRow(
            profile=self.profile,
            premium=self.premium,
            campaigns=other.n,
            window=other.share(WINDOW).known,
            window_ci95=other.share(WINDOW).known_ci95,
            window_28_days=other.share(LONG).known,
            settlement=other.share(SIGNED).known,
        )


def variants(scenario: Scenario) -> tuple[ProfileVariant, ...]:
    """What stands beside a scenario with another leader, itself among it; nothing where there is none.

    A profile that cannot lead on that day is left out, and so are other premiums under a reading without one.
    """
    if profile_in(scenario.changes) is None:
        return ()
    document = scenario.assumptions.strength == "document"
    found = []
    for profile in PROFILES:
        there = led_by(scenario, profile)
        if any(one.start > PROFILE_OF[profile].last for one in there.changes_of(LeaderChange)):
            continue
        for premium in ("own", *AT) if document else ("own",):
            settings = at_premium(profile, premium)
            found.append(ProfileVariant(profile=profile, premium=premium, scenario=there, settings=settings))
    return tuple(found)


def led_by(scenario: Scenario, profile: str) -> Scenario:
    """A scenario with one profile wherever it puts another in Hitler's place."""
    changes = tuple(
        replace(change, profile=profile) if isinstance(change, LeaderChange) else change
        for change in scenario.changes
    )
    return replace(scenario, changes=changes)


def at_premium(profile: str, premium: str) -> dict[str, float]:
    """What sets a profile's premium by hand; empty for its own."""
    return {f"{profile}_{PREMIUM}": AT[premium]} if premium in AT else {}


def is_own(variant: ProfileVariant, scenario: Scenario) -> bool:
    """Whether a variant is the scenario itself."""
    return variant.premium == "own" and variant.profile == profile_in(scenario.changes)


def under_profiles(
    world: Scenario, options: RunOptions, pool: WorkerPool, own: Ladder
) -> tuple[UnderProfile, ...]:
    """A world alone with each profile and premium.

    Args:
        options: of the run that this stands beside.   own: the ladder of that run.
    """
    fewer, rows = replace(options, campaigns=asked(options.campaigns)), []
    for one in variants(world):
        found = own
        if not is_own(one, world):
            again = tasks_of((one.scenario.with_assumptions(one.settings),), fewer, lean=True)
            found = ladder_of(again, pool, Count(0))
        rows.append(UnderProfile(profile=one.profile, premium=one.premium, with_change=found))
    return tuple(rows)


def in_statement(rows: tuple[UnderProfile, ...]) -> str:
    """The exact form: how often the terms met with each profile and premium."""
    told = []
    for row in rows:
        if row.with_change.n:
            share = f"{row.with_change.share(WINDOW).value:.1%}"
            who = f"with {PROFILE_OF[row.profile].title} " if row.premium == "own" else ""
            told.append(f"{who}{PREMIUMS[row.premium]} {share}".replace("  ", " "))
    return (
        f"Another leader is judgement: the terms met {', '.join(told)}. Nobody here is a rescuer."
        if told
        else ""
    )
