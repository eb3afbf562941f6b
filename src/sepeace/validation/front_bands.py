"""Whether bands of the front hold what they say, with the doubt of the recorded path and without it.

A synthetic war is a campaign that is in no band, on a path that is drawn: through the knots of the record,
and between them by a bridge. A band of 90% should hold its front in nine weeks of ten. Without the doubt it
cannot where the recorded war moved fast. That the doubt has the right size is no finding of this test, for
the paths are drawn from it; that is scored by the knots themselves, each foretold from all others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.records import tally_record
from sepeace.kernel import weekly
from sepeace.kernel.slots import BINS
from sepeace.kernel.slots import SECTORS as COUNT
from sepeace.outcomes.front_doubt import (
    Floats,
    FrontDoubt,
    KnotLeftOut,
    Size,
    front_doubt,
    knots_of,
    left_out,
    widened,
)
from sepeace.outcomes.weekly_bands import quantiles
from sepeace.record import Record, load
from sepeace.scenario.plan import Plan
from sepeace.scenario.recorded_weeks import SECTORS, SPAN

LEVELS = (0.05, 0.95)
WITHIN = (0.86, 0.94)
"""Shares of weeks that a band of 90% may hold."""
CAMPAIGNS, WARS, PATHS = 4_000, 200, 10
"""Campaigns behind the bands, others on which wars are made, and paths drawn for each of these."""
BIN = (weekly.BANDS[weekly.FRONT_NORTH][1] - weekly.BANDS[weekly.FRONT_NORTH][0]) / BINS
"""Bands are exact to a bin, km."""
CLOCKS = ("way", "days")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockScore:
    """How well the knots of a sector are foretold, each from all others, with one clock of the bridge.

    Attributes:
        clock: ``way`` (km of the recorded path) or ``days``.
        size: s, in the unit of the clock.   low, high: its interval of 90%.
        knots: that it was estimated from.
        log_score: sum of log densities at those knots, Student's t of the size from the others.
        covered: share of them within the interval of 90%.
    """

    sector: str
    clock: str
    size: float
    low: float
    high: float
    knots: int
    log_score: float
    covered: float


def clock_scores(record: Record) -> tuple[ClockScore, ...]:
    """Both clocks for each sector, over the knots whose neighbours lie apart."""
    found = []
    for sector in SECTORS:
        rows = [row for row in left_out(knots_of(record, sector)) if row.bridge > 0.0]
        for clock in CLOCKS:
            units = np.array([_unit(row, clock) for row in rows])
            missed = np.array([row.residual for row in rows])
            size = Size(size=float(np.sqrt(np.mean(np.square(missed) / units))), knots=len(rows))
            score, covered = _foretold(missed, units)
            low, high = size.interval()
            found.append(
                ClockScore(
                    sector=sector,
                    clock=clock,
                    size=size.size,
                    low=low,
                    high=high,
                    knots=size.knots,
                    log_score=score,
                    covered=covered,
                )
            )
    return tuple(found)


def _unit(row: KnotLeftOut, clock: str) -> float:
    return row.bridge if clock == "way" else row.days * row.share * (1.0 - row.share)


def _foretold(missed: Floats, units: Floats) -> tuple[float, float]:
    """Log score of each miss by the size from the others, and the share within an interval of 90%."""
    from scipy.stats import t

    ratios = np.square(missed) / units
    freedom = len(missed) - 1
    scale = np.sqrt((ratios.sum() - ratios) / freedom * units)
    logs = t.logpdf(missed / scale, freedom) - np.log(scale)
    return float(logs.sum()), float((np.abs(missed / scale) < t.ppf(LEVELS[1], freedom)).mean())


def drawn_paths(record: Record, doubt: FrontDoubt, count: int, random: np.random.Generator) -> Floats:
    """By how many km drawn paths lie east of the recorded one: (count, weeks, sectors).

    Each path has sizes of its own, as unsure as the record leaves them; the sectors go together.
    """
    values, vectors = np.linalg.eigh(doubt.together)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    steps, lasts = (random.standard_normal((count, SPAN + 1, COUNT)) @ root.T for _ in range(2))
    found = np.zeros((count, SPAN + 1, COUNT))
    for sector, name in enumerate(SECTORS):
        size = doubt.sizes[sector]
        sizes = size.size * np.sqrt(size.knots / random.chisquare(size.knots, count))
        points = knots_of(record, name)
        for before, after in pairwise(points):
            weeks = np.arange(int(np.ceil(before[0] / 7.0)), int(np.ceil(after[0] / 7.0)))
            if len(weeks) == 0:
                continue
            share = (7.0 * weeks - before[0]) / (after[0] - before[0])
            gone = np.sqrt(np.diff(share, prepend=0.0)) * steps[:, weeks, sector]
            walk = np.cumsum(gone, axis=1)
            end = walk[:, -1] + np.sqrt(1.0 - share[-1]) * lasts[:, weeks[-1], sector]
            moved = abs(after[1] - before[1])
            found[:, weeks, sector] = (sizes * np.sqrt(moved))[:, None] * (walk - share * end[:, None])
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Share of the weeks of synthetic wars whose front lies within a band of 90%.

    Attributes:
        world: scenario.   sector: of the front, or all.
        weeks: which: held, before a branch, where the recorded front moved; after it all; still, where it
            did not move; fast, the faster half of the others.
        counted: weeks of wars.
        with_doubt, without: shares.
    """

    world: str
    sector: str
    weeks: str
    counted: int
    with_doubt: float
    without: float


def coverage(
    made: Plan, world: str, campaigns: int = CAMPAIGNS, wars: int = WARS, paths: int = PATHS, seed: int = 1
) -> tuple[Coverage, ...]:
    """Score the bands of a plan on synthetic wars of the same plan."""
    clock_choice.prepare(campaigns + wars, 1)
    record = load()
    doubt = front_doubt(record)
    bands = _bands(made, doubt, campaigns, seed)
    fronts = _fronts(made, range(campaigns, campaigns + wars), seed)
    weeks = min(fronts.shape[1], bands.shape[2])
    random = np.random.default_rng(seed)
    drawn = drawn_paths(record, doubt, wars * paths, random)[:, :weeks]
    true = np.repeat(fronts[:, :weeks], paths, axis=0) + drawn
    low, high = bands[:, 0, None, :weeks] - BIN, bands[:, 1, None, :weeks] + BIN
    held = (true >= low) & (true <= high)
    counts = np.isfinite(true)
    which = groups(record, weeks, made.world.held_until)
    found = []
    for name in (*SECTORS, "all"):
        columns = [sector for sector, one in enumerate(SECTORS) if name in (one, "all")]
        for label, part in which.items():
            kept = (counts & part)[:, :, columns]
            if not kept.any():
                continue
            both = [float(one[:, :, columns][kept].mean()) for one in held]
            found.append(
                Coverage(
                    world=world,
                    sector=name,
                    weeks=label,
                    counted=int(kept.sum()),
                    with_doubt=both[0],
                    without=both[1],
                )
            )
    return tuple(found)


def groups(record: Record, weeks: int, held_until: float = 0.0) -> dict[str, NDArray[np.bool_]]:
    """Weeks by how the recorded front moved in their stretch, each (weeks, sectors)."""
    speed, sundays = np.zeros((weeks, COUNT)), 7.0 * np.arange(weeks)
    for sector, name in enumerate(SECTORS):
        days, km = np.transpose(np.array(knots_of(record, name)))
        place = np.searchsorted(days, sundays, side="right") - 1
        inside = place < len(days) - 1
        speed[inside, sector] = np.abs(np.diff(km) / np.diff(days))[place[inside]]
    after = (sundays >= held_until)[:, None]
    fast = speed > np.median(speed[speed > 0.0])
    return {
        "held": ~after & (speed > 0.0),
        "all": after & (speed >= 0.0),
        "still": after & (speed == 0.0),
        "fast": after & fast,
    }


def _bands(made: Plan, doubt: FrontDoubt, campaigns: int, seed: int) -> Floats:
    """(with doubt and without, low and high, weeks, sectors)."""
    tally = tally_record()
    CampaignRunner(plan=made, weeks=True, tally=tally).run(seed, 0, campaigns)
    counts = tally["counts"][0]
    known = int(np.count_nonzero(tally["at_war"][0]))
    found = np.empty((2, 2, known, COUNT))
    for sector, name in enumerate(SECTORS):
        variable, ends = weekly.FRONT_NORTH + sector, weekly.BANDS[weekly.FRONT_NORTH + sector]
        plain = counts[:known, variable]
        key = f"front_{name}"
        wide = widened(plain, ends, doubt.spread[key][:known], doubt.freedom[key])
        for place, one in enumerate((wide, plain)):
            found[place, :, :, sector] = quantiles(one, ends, LEVELS)
    return found


def _fronts(made: Plan, campaigns: Sequence[int], seed: int) -> Floats:
    """(wars, weeks, sectors), km; nan once a war is over."""
    runner = CampaignRunner(plan=made, weeks=True)
    columns = slice(weekly.FRONT_NORTH, weekly.FRONT_NORTH + COUNT)
    found = np.full((len(campaigns), SPAN + 1, COUNT), np.nan)
    for place, campaign in enumerate(campaigns):
        rows = runner.trace(seed, campaign).weeks[:, columns]
        found[place, : len(rows)] = rows
    return found
