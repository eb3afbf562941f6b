"""What the West believes, week by week, in each campaign of a world, and what two questions on it share.

Kept are the first Sundays of the months, the Sunday on which the landing's day is fixed, and the Sunday whose
belief the West acts on then, nine weeks before. A campaign that is over leaves no number.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks.campaigns import CampaignRunner
from sepeace.display import Identified
from sepeace.documents.origin import Provenance
from sepeace.execution.chunks import planned
from sepeace.execution.cluster import worker_pool
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.workers import Count, run_all
from sepeace.kernel import terms, weekly
from sepeace.kernel.slots import SUNDAYS_KEPT
from sepeace.outcomes.outcome_rows import OUTCOME, outcomes
from sepeace.quantities import date_of, day_of
from sepeace.scenario.scenario import Scenario
from sepeace.stats import estimates
from sepeace.wording.assumed import Luck

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
LARGEST_TASK = 500
"""Campaigns of one task."""
DELAY = SUNDAYS_KEPT - 1
"""Weeks after which the West acts on what it believes."""
AID = weekly.FIRST_TERM + terms.AID


def _first_sundays() -> tuple[int, ...]:
    """Weeks of the first Sundays of the months from July 1941 to April 1945."""
    months = [date(year, month, 1) for year in range(1941, 1946) for month in range(1, 13)]
    asked = [day for day in months if date(1941, 7, 1) <= day <= date(1945, 4, 1)]
    return tuple(-int(-day_of(day) // 7) for day in asked)


WEEKS = _first_sundays()
DAYS = tuple(date_of(7.0 * week) for week in WEEKS)
"""The days of the months: their first Sundays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WesternWorld:
    """A world that is run: its scenario and its luck."""

    scenario: Scenario
    given: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class WesternAnswer(Identified):
    """What an answer to a question on the West holds, whatever was asked.

    Attributes:
        provenance: version, hashes and libraries.
        scenario, seed, campaigns, luck: of every world.
        days: first Sundays of the months.
    """

    scenario: Scenario
    seed: int
    campaigns: int
    luck: Luck
    provenance: Provenance
    days: tuple[date, ...] = DAYS

    @property
    def run(self) -> str:
        """What was run, on part of a line."""
        return f"{self.scenario.name}: {self.campaigns:,} campaigns, seed {self.seed}, {self.luck}"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digest of the scenario, seed, campaigns, luck, hash of the model."""
        asked = self.scenario.digest, self.seed, self.campaigns, self.luck
        return *asked, self.provenance.model_hash

    def to_json(self) -> dict[str, Any]:
        """The keys of a file of it: numbers finite or null, dates ISO."""
        made: dict[str, Any] = finite(self.document.to_json())
        return made


@dataclass(frozen=True, slots=True, kw_only=True)
class WesternWeeks:
    """What was seen of campaigns of one world, a row each, in the order of their numbers.

    Attributes:
        belief: (campaigns, months) what the West believes on the first Sunday of each month, a probability;
            not a number once the war is over.
        heard: what it acts on when the landing's day is fixed; not a number where the war is over by then.
        aid: what it pays then for fighting on, in shares of the stake.
        rows: outcomes, without events and fingerprints.
    """

    belief: Floats
    heard: Floats
    aid: Floats
    rows: NDArray[np.void]

    @property
    def at_war(self) -> Truths:
        """(campaigns, months): whether the war goes on that Sunday, unsettled."""
        days = np.array(WEEKS) * 7
        return np.asarray(np.isfinite(self.belief) & (self.rows["war_ended"][:, None] >= days))

    @property
    def fixed(self) -> Truths:
        """Whether the war went on when the landing's day was fixed."""
        return np.asarray(np.isfinite(self.heard) & np.isfinite(self.aid))


@dataclass(frozen=True, slots=True, kw_only=True)
class WesternTask:
    """Some campaigns of one world."""

    world: WesternWorld
    seed: int
    first: int
    count: int


def run_western(task: WesternTask, progress: Callable[[int], None] | None = None) -> WesternWeeks:
    """Run the campaigns of a task.

    Args:
        progress: called with the campaigns done since the last call.
    """
    made = planned(task.world.scenario, task.world.given)
    decided = int(made.world.landing_fixed_on) // 7
    runner = CampaignRunner(plan=made, weeks=True, lean=False)
    belief = np.full((task.count, len(WEEKS)), np.nan)
    acts = np.full((task.count, 2), np.nan)
    rows = np.zeros(task.count, OUTCOME)
    for place in range(task.count):
        trace = runner.trace(task.seed, task.first + place)
        rows[place] = outcomes(trace.state, lean=True)[0]
        known = [week for week in WEEKS if week < len(trace.weeks)]
        belief[place, : len(known)] = trace.weeks[known, weekly.WESTERN_BELIEF]
        if decided < len(trace.weeks) and rows["war_ended"][place] >= made.world.landing_fixed_on:
            acts[place] = trace.weeks[decided - DELAY, weekly.WESTERN_BELIEF], trace.weeks[decided, AID]
        if progress is not None:
            progress(1)
    return WesternWeeks(belief=belief, heard=acts[:, 0], aid=acts[:, 1], rows=rows)


def western_weeks(
    worlds: Sequence[WesternWorld], options: RunOptions, progress: Progress | None = None
) -> list[WesternWeeks]:
    """What was seen of the campaigns of each world; all worlds share their luck, campaign by campaign.

    Args:
        progress: told of campaigns done, of all worlds together.
    """
    starts = range(0, options.campaigns, LARGEST_TASK)
    for world in worlds:
        planned(world.scenario, world.given)  # a mistake shows before anything starts
    tasks = [
        WesternTask(
            world=world, seed=options.seed, first=first, count=min(LARGEST_TASK, options.campaigns - first)
        )
        for world in worlds
        for first in starts
    ]
    found: dict[int, WesternWeeks] = {}
    with worker_pool(options) as pool:
        count = Count(options.campaigns * len(worlds), progress)
        run_all(tasks, run_western, pool, found.__setitem__, count)
    parts = len(starts)
    return [_joined([found[place * parts + part] for part in range(parts)]) for place in range(len(worlds))]


def finite(value: Any) -> Any:
    """The same plain values with nothing where there is no finite number."""
    if isinstance(value, dict):
        return {key: finite(one) for key, one in value.items()}
    if isinstance(value, list):
        return [finite(one) for one in value]
    return estimates.finite(value) if isinstance(value, float) else value


def _joined(parts: Sequence[WesternWeeks]) -> WesternWeeks:
    names = ("belief", "heard", "aid", "rows")
    return WesternWeeks(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
