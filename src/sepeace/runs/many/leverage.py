"""Does leverage pay? What the West believes, pays and does, with and without what it overhears.

Worlds share their luck, so each difference is that of the same campaigns. Counted are those at war in both
worlds when the landing's day is fixed. Three things are taken away: all leaks and intercepted messages; the
feelers that are not meant; the motive itself, for feelers that all are. That the West sees through a feeler
is the limit in which it says nothing: where no Soviet feeler is meant, a West that can tell has a
multiple of 1 for it (`news_soviet`). Ignored: a West that learns with time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

import numpy as np

from sepeace.documents.origin import Provenance
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import provenance_of
from sepeace.quantities import EPOCH
from sepeace.runs.many.western_weeks import (
    Floats,
    Truths,
    WesternAnswer,
    WesternWeeks,
    WesternWorld,
    western_weeks,
)
from sepeace.runs.numbers import of_one_source
from sepeace.scenario.changes import ChannelChange
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.scenario import Scenario
from sepeace.shapes import Document, narrowed
from sepeace.stats.estimates import Estimate, mean, share
from sepeace.wording.assumed import Luck

MOTIVES = ("sincere", "mixed", "leverage", "breathing_space")
UNMEANT = ("mixed", "leverage")
"""Motives under which some feelers are not meant."""
NEWS = (1.0, 1.25, 1.5, 1.75, 2.0)
"""By what a Soviet feeler multiplies the odds, from a West that can tell to one that is quick to believe."""


class Without(StrEnum):
    """What is taken away."""

    LEAKS = "leaks"
    UNMEANT = "unmeant"
    MOTIVE = "motive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain(Document):
    """What one thing brings: means of the differences of pairs, with less without.

    Attributes:
        motive: the reading.   without: what is taken away.
        belief: what the West acts on when it fixes the landing's day, a probability.
        aid: what it pays then for fighting on, in shares of the stake.
        landing: days by which the landing comes earlier.
        by_month: belief on the first Sunday of each month.
    """

    motive: str
    without: Without
    belief: Estimate
    aid: Estimate
    landing: Estimate
    by_month: tuple[Estimate, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AtNews(Document):
    """What feelers that are not meant bring if each multiplies the odds of a separate peace by ``news``."""

    news: float
    belief: Estimate
    landing: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Level(Document):
    """One motive as it is, when the landing is fixed.

    Attributes:
        motive: the reading.
        belief, aid, landing: means of what ``Gain`` has; not a number where nobody fights any more.
        moved: share of the campaigns at war in which the landing comes earlier at all.
    """

    motive: str
    belief: float
    aid: float
    landing: float
    moved: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class LeverageDocument(Document):
    """What stands in a file of the result; fields as in ``Leverage``, ``scenario`` by name."""

    scenario: str
    seed: int
    campaigns: int
    luck: Luck
    provenance: Provenance
    plain: tuple[str, str, str]
    days: tuple[date, ...]
    levels: tuple[Level, ...]
    gains: tuple[Gain, ...]
    by_news: tuple[AtNews, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Leverage(WesternAnswer):
    """Whether leverage pays, motive by motive.

    Attributes:
        provenance: version, hashes and libraries.
        scenario, seed, campaigns, luck: of every world.
        days: first Sundays of the months that ``Gain.by_month`` is about.
        levels: each motive as it is.
        gains: each motive, each thing that is taken away.
        by_news: under the motive ``leverage``, what a Soviet feeler says to the West.

    >>> found = sp.leverage("historical", campaigns=4)
    >>> [row.motive for row in found.levels], len(found.gains), len(found.by_news)
    (['sincere', 'mixed', 'leverage', 'breathing_space'], 9, 5)
    >>> found.gain("leverage", "leaks").landing.n <= 4, len(found.plain)
    (True, 3)
    >>> found.identity == found.identity, found.document.seed, found.to_json()["campaigns"]
    (True, 1, 4)
    >>> found.one_line.startswith("historical: 4 campaigns")
    True
    """

    levels: tuple[Level, ...]
    gains: tuple[Gain, ...]
    by_news: tuple[AtNews, ...]

    @property
    def one_line(self) -> str:
        """What was run, and by how many days leaks move the landing under the motive leverage."""
        gain = self.gain("leverage", Without.UNMEANT)
        return f"{self.run}, unmeant feelers move the landing by {gain.landing.value:.1f} days"

    @property
    def document(self) -> LeverageDocument:
        """All of it but the scenario's own description."""
        return narrowed(self, LeverageDocument, scenario=self.scenario.name)

    @property
    def plain(self) -> tuple[str, str, str]:
        """The answer in three sentences that anyone can repeat."""
        gain = self.gain("leverage", Without.UNMEANT)
        deaf, quick = self.by_news[0], self.by_news[-1]
        return (
            "Where every Soviet feeler is meant for the West to hear, these feelers move what the West "
            "believes of a separate peace, when it fixes the day of the landing, by "
            f"{_told(gain.belief, 100.0)} points.",
            f"They bring {_told(gain.aid, 100.0)} hundredths of the stake in aid, and move the landing "
            f"forward by {_told(gain.landing)} days.",
            f"A West that sees through them moves the landing by {_told(deaf.landing)} days, one that "
            f"doubles the odds of a separate peace at each of them by {_told(quick.landing)}.",
        )

    def gain(self, motive: str, without: Without) -> Gain:
        """One of the gains."""
        return next(row for row in self.gains if (row.motive, row.without) == (motive, without))


def leverage(
    scenario: Given = "historical",
    campaigns: int = 2_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
    cluster: str | None = None,
) -> Leverage:
    """Run a war under each motive, with and without what the West overhears, and say what leverage brings.

    Twenty worlds of ``campaigns`` campaigns each. Arguments as for ``batch``.

    Raises:
        BadValue: a number out of range, or branch without a branch date.

    >>> sp.leverage(campaigns=4).gain("leverage", "leaks").landing.n <= 4
    True
    """
    scenario = accepted(scenario)
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, cluster=cluster
    ).settled(scenario)
    worlds = {**motive_worlds(scenario), **news_worlds(scenario)}
    asked = [WesternWorld(scenario=one, given=str(options.given)) for one in worlds.values()]
    seen = dict(zip(worlds, western_weeks(asked, options, progress), strict=True))
    return Leverage(
        scenario=scenario,
        seed=options.seed,
        campaigns=options.campaigns,
        luck=options.luck(scenario),
        provenance=provenance_of(scenario, options.seed),
        levels=tuple(_level(motive, seen[motive, ""]) for motive in MOTIVES),
        gains=tuple(
            _gain(motive, without, seen[motive, ""], seen[other])
            for without in Without
            for motive in MOTIVES
            if (other := _other(motive, without)) is not None
        ),
        by_news=tuple(_at_news(news, seen["news", f"{news}"], seen["silent", f"{news}"]) for news in NEWS),
    )


def _other(motive: str, without: Without) -> tuple[str, str] | None:
    """The world beside a motive's own, where there is one."""
    if without == Without.MOTIVE:
        return None if motive == MOTIVES[0] else (MOTIVES[0], "")
    return None if without == Without.UNMEANT and motive not in UNMEANT else (motive, str(without))


def motive_worlds(scenario: Scenario) -> dict[tuple[str, str], Scenario]:
    """The war under each motive, as it is and without what is taken away, by motive and that."""
    found = {}
    for motive, own in zip(MOTIVES, of_one_source(scenario, "motive", MOTIVES), strict=True):
        found[motive, ""] = own
        found[motive, str(Without.LEAKS)] = without_leaks(own)
        if motive in UNMEANT:
            found[motive, str(Without.UNMEANT)] = without_unmeant(own)
    return found


def news_worlds(scenario: Scenario) -> dict[tuple[str, str], Scenario]:
    """The war under the motive leverage, with and without its feelers, for each thing a feeler may say."""
    found = {}
    for news in NEWS:
        own = scenario.with_assumptions(motive="leverage", news_soviet=news)
        found["news", f"{news}"] = own
        found["silent", f"{news}"] = without_unmeant(own)
    return found


def without_leaks(scenario: Scenario) -> Scenario:
    """The same war, but nothing leaks and nobody reads along: from the branch, else from the first day."""
    silent = ChannelChange(target="all", leak=0.0, interception=0.0)
    return replace(scenario, branch=scenario.branch or EPOCH, changes=(*scenario.changes, silent))


def without_unmeant(scenario: Scenario) -> Scenario:
    """The same war without feelers that are not meant."""
    off = {*scenario.assumptions.switches, "leverage"}
    return scenario.with_assumptions(switches_off=sorted(off))


def _told(found: Estimate, unit: float = 1.0) -> str:
    """A mean with its interval, in words."""
    if found.n < 2:
        return "an unknown number of"
    value, low, high = (f"{unit * one:.1f}" for one in (found.value, *found.ci95))
    return f"{value} ({low} to {high})"


def _paired(with_it: Floats, without: Floats, both: Truths) -> Estimate:
    """The mean difference over campaigns that count in both worlds."""
    return mean((with_it - without)[both])


def _gain(motive: str, without: Without, own: WesternWeeks, other: WesternWeeks) -> Gain:
    fixed, at_war = own.fixed & other.fixed, own.at_war & other.at_war
    months = range(own.belief.shape[1])
    return Gain(
        motive=motive,
        without=without,
        belief=_paired(own.heard, other.heard, fixed),
        aid=_paired(own.aid, other.aid, fixed),
        landing=_landing(own, other),
        by_month=tuple(_paired(own.belief[:, at], other.belief[:, at], at_war[:, at]) for at in months),
    )


def _landing(own: WesternWeeks, other: WesternWeeks) -> Estimate:
    earlier: Sequence[Floats] = [one.rows["landing_earlier"] for one in (own, other)]
    return _paired(earlier[0], earlier[1], own.fixed & other.fixed)


def _at_news(news: float, own: WesternWeeks, other: WesternWeeks) -> AtNews:
    belief = _paired(own.heard, other.heard, own.fixed & other.fixed)
    return AtNews(news=news, belief=belief, landing=_landing(own, other))


def _level(motive: str, seen: WesternWeeks) -> Level:
    fixed = seen.fixed
    kept = (seen.heard, seen.aid, seen.rows["landing_earlier"])
    belief, aid, landing = (float(np.mean(one[fixed])) if fixed.any() else float("nan") for one in kept)
    earlier = int((seen.rows["landing_earlier"][fixed] > 0.0).sum())
    moved = share(earlier, int(fixed.sum()))
    return Level(motive=motive, belief=belief, aid=aid, landing=landing, moved=moved)
