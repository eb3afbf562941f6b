"""Wars with and without a change, and reports of those without: what luck as it fell is tried on.

The front before the change is the record's, and every score is as it fell, in both wars; who writes when is
free, and the same luck in both. Of a feeler of the war without the change only a report is known, or nothing,
with a range of days in place of a day, and beside reports of feelers that there never were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.likelihood import COMPLETENESS, Array
from sepeace.calibration.diplomacy.pool import SEED, STREAMS_OF, by_side, plan_of
from sepeace.calibration.diplomacy.reports import Reports, counts
from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.records import Record
from sepeace.kernel.slots import C_SERIOUS, CELLS, K_SENT, MAIN, NEVER
from sepeace.quantities import day_of
from sepeace.record import load as record
from sepeace.scenario.library import historical, load
from sepeace.scenario.recorded_weeks import WAR_END
from sepeace.scenario.scenario import Scenario

HALF_YEAR = 365.25 / 2.0
KNOTS = CELLS - 1
"""Days within a run at which what was to be expected is read; the last span holds the rest."""
Whole = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Wars:
    """The same wars without a change and with one.

    Attributes:
        branch: last Sunday before the change.
        days: (knots,), from 0 to the end of the war; one of them is the branch.
        expected: (wars, 2, knots), feelers to be expected of each side until then, without the change.
        changed: (wars, 2), all that are to be expected with it.
        truth: (wars,), feelers of both sides from the branch on, with the change.
        settled: (wars,), whether the war without it was settled.
    """

    branch: float
    days: Array
    expected: Array
    changed: Array
    truth: Whole
    settled: NDArray[np.bool_]

    def until(self, which: Whole, side: int, days: Array) -> Array:
        """Feelers to be expected of a side in some wars until some days; (wars, n) or (1, n) of days."""
        days = np.broadcast_to(days, (len(which), days.shape[1]))
        place = np.clip(np.searchsorted(self.days, days, side="right") - 1, 0, len(self.days) - 2)
        low = self.expected[which[:, None], side, place]
        high = self.expected[which[:, None], side, place + 1]
        share = (days - self.days[place]) / (self.days[place + 1] - self.days[place])
        return np.asarray(low + (high - low) * np.clip(share, 0.0, 1.0))


@dataclass(frozen=True, kw_only=True)
class ToldReports:
    """Reports of one war: (n,) each.

    Attributes:
        low, high: first and last day that a feeler may have been sent on.
        side: who is said to have sent it.
        chance: that it was real, for somebody who expects as many as the record has.
    """

    low: Array
    high: Array
    side: Whole
    chance: Array

    def before(self, day: float) -> ToldReports:
        """Those that are dated before a day by the middle of their range."""
        kept = (self.low + self.high) / 2.0 < day
        return ToldReports(
            low=self.low[kept], high=self.high[kept], side=self.side[kept], chance=self.chance[kept]
        )


def run_wars(name: str, strength: str, wars: int, seed: int = SEED) -> Wars:
    """Run the wars of one change under one reading."""
    changed = load(name)
    branch = 7.0 * np.floor(day_of(changed.branch or date(1941, 6, 22)) / 7.0)
    last = 7.0 * np.floor(day_of(WAR_END) / 7.0)
    early = 7.0 * np.round(np.linspace(0.0, branch, KNOTS + 1)[1:] / 7.0)
    late = 7.0 * np.round(np.linspace(branch, last, KNOTS + 2)[1:-1] / 7.0)
    clock_choice.prepare(3 * wars, 1)
    parts = [_run(historical(), strength, ends, wars, seed) for ends in (early, late)]
    with_change = _run(changed, strength, np.array([branch]), wars, seed)
    before, after = (_until(states) for states in parts)
    return Wars(
        branch=branch,
        days=np.concatenate([[0.0], early, late, [last]]),
        expected=np.concatenate(
            [np.zeros((wars, 2, 1)), before[..., :KNOTS], after[..., :KNOTS], after[..., -1:]], axis=2
        ),
        changed=_until(with_change)[..., -1],
        truth=_sent(with_change)[:, 1:].sum(axis=1),
        settled=np.asarray(parts[0]["signed"][:, MAIN] < NEVER),
    )


def _run(scenario: Scenario, strength: str, ends: Array, wars: int, seed: int) -> Record:
    """Final states, with feelers counted in spans that end on some days, and to the end."""
    made = plan_of({"strength": strength}, 1, scenario)
    made.world.cell_end = [*ends.tolist(), *[NEVER] * (CELLS - len(ends))]
    return CampaignRunner(plan=made, lean=True).run(seed, 0, wars)


def _until(states: Record) -> Array:
    """(wars, 2, CELLS): feelers to be expected of each side until the end of each span."""
    return np.asarray(by_side(states, "expected").cumsum(axis=2))


def _sent(states: Record) -> Whole:
    """(wars, CELLS): feelers that were sent in each span, of both sides."""
    return np.asarray(by_side(states, "written").sum(axis=1))


class Reporter:
    """Makes up reports of wars without the change, graded and dated as those of the record are."""

    def __init__(self, strength: str, like: Reports, random: np.random.Generator) -> None:
        self._runner = CampaignRunner(plan=plan_of({"strength": strength}, 1), events=True)
        self._like, self._random = like, random
        self._widths = [max(1.0, (row.end - row.start).days) for row in record().contacts if counts(row)]
        self._last = day_of(WAR_END)

    def told(self, war: int, seed: int = SEED) -> ToldReports:
        """Reports of one war."""
        random, like = self._random, self._like
        share = random.uniform(*COMPLETENESS)
        grades, true, false = like.by_grade()
        found = []
        for side, days in enumerate(self._feelers(war, seed)):
            real = days[random.random(len(days)) < share]
            rate = like.usual[side] * self._last / HALF_YEAR * false.sum() / true.sum()
            made = random.uniform(0.0, self._last, random.poisson(rate))
            found.append((side, real, true / true.sum()))
            found.append((side, made, false / false.sum()))
        days = np.concatenate([row[1] for row in found])
        width = random.choice(self._widths, len(days))
        low = np.maximum(days - width * random.random(len(days)), 0.0)
        return ToldReports(
            low=low,
            high=low + width,
            side=np.concatenate([np.full(len(row[1]), row[0]) for row in found]),
            chance=np.concatenate([random.choice(grades, len(row[1]), p=row[2]) for row in found]),
        )

    def _feelers(self, war: int, seed: int) -> list[Array]:
        """Days on which each side sent one."""
        events = self._runner.trace(seed, war).events
        sent = events[events["kind"] == K_SENT]
        return [
            np.asarray(sent["time"][np.isin(sent["cause"] - C_SERIOUS, streams)]) for streams in STREAMS_OF
        ]


def without(wars: Wars, war: int) -> Wars:
    """The others, of which one is foretold; a war that was settled is none that was recorded."""
    settled = wars.settled.copy()
    settled[war] = True
    return replace(wars, settled=settled)
