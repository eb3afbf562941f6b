"""Wars with and without a change, and reports of those without: what luck as it fell is tried on.

The front before the change is the record's, and every score is as it fell, in both wars; who writes when is
free, and the same luck in both. Of a feeler of the war without the change only a report is known, or nothing,
with a range of days in place of a day, and beside reports of feelers that there never were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.likelihood import Array
from sepeace.calibration.diplomacy.pool import SEED, STREAMS_OF, by_side, plan_of
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.records import Record
from sepeace.kernel.slots import C_SERIOUS, CELLS, K_SENT, MAIN, NEVER
from sepeace.kernel.world import World
from sepeace.quantities import day_of
from sepeace.record import load as record
from sepeace.scenario.library import load
from sepeace.scenario.plan import Plan
from sepeace.scenario.recorded_weeks import WAR_END
from sepeace.scenario.tables.counting import fill_counting
from sepeace.scenario.tables.reports import COMPLETENESS, Report, Reports, counts, fill_reports

HALF_YEAR = 365.25 / 2.0
FIRST_WAR = 1 << 20
"""Number of the first campaign of which reports are made: none of those that are weighed has its luck."""
Whole = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A change whose wars are foretold, under one reading.

    Attributes:
        name: of the what-if.
        strength: the reading.
        branch: last Sunday before the change.
        ends: last days of the spans in which feelers are counted; the branch is one of them.
    """

    name: str
    strength: str
    branch: float
    ends: tuple[float, ...]

    @property
    def before(self) -> int:
        """Spans that lie before the branch."""
        return self.ends.index(self.branch) + 1

    def plan(self, changed: bool) -> Plan:
        """The war with the change or without it."""
        scenario = load(self.name) if changed else None
        made = plan_of({"strength": self.strength}, 1, scenario)
        made.world.cell_end = list(self.ends)
        return made

    def span_of(self, day: float) -> int:
        """The span that a day lies in."""
        return next(cell for cell, end in enumerate(self.ends) if day < end)


def change(name: str, strength: str) -> Change:
    """A change under a reading: spans are half-years, one of them cut at the branch, the last ones in one."""
    branch = 7.0 * np.floor(day_of(load(name).branch or date(1941, 6, 22)) / 7.0)
    world = plan_of({}, 1).world
    fill_counting(world)
    every = sorted({branch, *world.cell_end[: CELLS - 1]})
    if len(every) >= CELLS:
        every = every[: CELLS - 1]
    every += [NEVER] * (CELLS - len(every))
    return Change(name=name, strength=strength, branch=float(branch), ends=tuple(map(float, every)))


@dataclass(frozen=True, kw_only=True)
class TrueWars:
    """Wars of which one is told by reports alone.

    Attributes:
        numbers: of their campaigns.
        truth: (wars,), feelers of both sides from the branch on, with the change.
    """

    numbers: Whole
    truth: Whole


def true_wars(asked: Change, wars: int) -> TrueWars:
    """So many wars; one that was settled without the change is none that was recorded."""
    states = [
        CampaignRunner(plan=asked.plan(changed), lean=True).run(SEED, FIRST_WAR, 2 * wars)
        for changed in (False, True)
    ]
    lasting = np.flatnonzero(states[0]["signed"][:, MAIN] >= NEVER)[:wars]
    return TrueWars(numbers=FIRST_WAR + lasting, truth=sent(states[1])[lasting, asked.before :].sum(axis=1))


def sent(states: Record) -> Whole:
    """(wars, CELLS): feelers that were sent in each span, of both sides."""
    return np.asarray(by_side(states, "written").sum(axis=1))


class Reporter:
    """Makes up reports of wars without the change, graded and dated as those of the record are."""

    def __init__(self, asked: Change, like: Reports) -> None:
        self._asked, self._like = asked, like
        self._runner = CampaignRunner(plan=asked.plan(changed=False), events=True)
        self._widths = [max(1.0, (row.end - row.start).days) for row in record().contacts if counts(row)]
        self._last = day_of(WAR_END)

    def told(self, war: int, random: np.random.Generator) -> Reports:
        """Reports of one war, each in the span of the middle of its days."""
        share = random.uniform(*COMPLETENESS)
        grades, true, false = self._like.by_grade()
        found = []
        for side, days in enumerate(self._feelers(war)):
            real = days[random.random(len(days)) < share]
            rate = self._like.usual[side] * self._last / HALF_YEAR * false.sum() / true.sum()
            made = random.uniform(0.0, self._last, random.poisson(rate))
            for when, shares in ((real, true), (made, false)):
                widths = random.choice(self._widths, len(when))
                middles = np.clip(when + widths * (0.5 - random.random(len(when))), 0.0, self._last)
                chances = random.choice(grades, len(when), p=shares / shares.sum())
                found += [(side, middle, chance) for middle, chance in zip(middles, chances, strict=True)]
        rows = (
            Report(id=f"{place}", side=side, cell=self._asked.span_of(middle), chance=float(chance))
            for place, (side, middle, chance) in enumerate(found)
        )
        return Reports(rows=tuple(rows), cells=tuple(range(CELLS)), usual=self._like.usual)

    def _feelers(self, war: int) -> list[Array]:
        """Days on which each side sent one."""
        events = self._runner.trace(SEED, war).events
        sent = events[events["kind"] == K_SENT]
        return [
            np.asarray(sent["time"][np.isin(sent["cause"] - C_SERIOUS, streams)]) for streams in STREAMS_OF
        ]


def held_to(
    made: Plan, found: Reports, fill: Callable[[World, Reports], None] = fill_reports
) -> CampaignRunner:
    """What runs wars of a plan that are held to some reports, or to places: see ``fill_places``."""
    asked = replace(made, world=replace(made.world))
    fill(asked.world, found)
    return CampaignRunner(plan=asked, lean=True)
