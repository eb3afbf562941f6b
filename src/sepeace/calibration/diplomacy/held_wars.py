"""Wars that are held to the reports, with what each of them counts.

A feeler changes what comes after it: talks shut mouths, a refusal teaches, a courier is away. So a war whose
own feelers are others than those reported says little of what the reported ones would have met. Here the
reported feelers leave, and no other that would have left a report; see ``kernel.diplomacy.reported``. The
mean of what a set's wars count is the likelihood of its numbers, without bias for any number of wars.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.calibration.diplomacy.likelihood import Array
from sepeace.calibration.diplomacy.pool import WarPool, by_side, plan_of, run_blocks
from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.records import states
from sepeace.kernel.slots import CELLS, MAIN, NEVER
from sepeace.scenario.plan import Plan
from sepeace.scenario.tables.reports import COMPLETENESS, Reports, fill_reports

LUCKS = 2
"""Wars of each set: more sets are worth more than more wars of each."""
PARTS, EVENLY = 28, 0.2
"""Parts of the range of completeness that are told apart, and the share of wars drawn evenly from it."""


@dataclass(frozen=True, kw_only=True)
class HeldWars:
    """Wars of one reading that are held to the reports of the first half-years: (sets, lucks) each.

    Attributes:
        logs: logarithm of what each counts; minus infinity for one that is none of which there are these
            reports, or that was settled in these half-years.
        shares: of its feelers that left a report.
        expected: (sets, lucks, 2, cells), feelers to be expected of each side on the way.
        sent: the same, those that were sent.
        signed: day of a settlement, or never.
    """

    logs: Array
    shares: Array
    expected: Array
    sent: NDArray[np.int64]
    signed: Array


def run_held(
    pool: WarPool,
    found: Reports,
    lucks: int = LUCKS,
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> HeldWars:
    """Run wars with the numbers of a pool, held to what is reported.

    Args:
        pool: wars that are held to nothing; they say about how many feelers are to be expected.
        found: reports of the first half-years, as many as are read; later ones are left to chance.
        lucks: wars of each set.
        progress: called with the campaigns done since it was called last.
    """
    clock_choice.prepare(pool.sets * lucks, workers)
    usual = pool.expected[..., list(found.cells)].sum(axis=(-1, -2)).mean(axis=1)
    made, shape = held_plan(dict(pool.readings), found, lucks), (pool.sets, lucks)
    held = HeldWars(
        logs=np.empty(shape),
        shares=np.empty(shape),
        expected=np.empty((*shape, 2, CELLS)),
        sent=np.empty((*shape, 2, CELLS), np.int64),
        signed=np.empty(shape),
    )

    def run(runner: CampaignRunner, block: range) -> None:
        _run_block(runner, held, found, usual, block, pool.seed)

    run_blocks(made, pool.sets, workers, run, progress)
    return held


def held_plan(readings: dict[str, str], found: Reports, lucks: int) -> Plan:
    """The recorded war in which the first half-years are held to what is reported of them."""
    made = plan_of(readings, lucks)
    fill_reports(made.world, found)
    return made


def _run_block(
    runner: CampaignRunner, held: HeldWars, found: Reports, usual: Array, block: range, seed: int
) -> None:
    """Run the wars of some sets and write down what came of them."""
    lucks = held.logs.shape[1]
    place, shape = slice(block.start, block.stop), (len(block), lucks)
    chances = np.random.default_rng([seed, block.start]).random(shape)
    parts = ((np.arange(lucks) + chances) / lucks).ravel()
    drawn, offset = drawn_shares(found, np.repeat(usual[place], lucks), parts)
    campaigns = states(len(parts))
    campaigns["campaign"] = np.arange(block.start * lucks, block.stop * lucks)
    campaigns["report_share"], campaigns["report_log"] = drawn, offset
    runner.held(campaigns, seed)
    for kept, field in ((held.expected, "expected"), (held.sent, "written")):
        kept[place] = by_side(campaigns, field).reshape(*shape, 2, CELLS)
    held.signed[place] = campaigns["signed"][:, MAIN].reshape(shape)
    held.shares[place] = drawn.reshape(shape)
    logs = campaigns["report_log"].reshape(shape)
    held.logs[place] = np.where(logs > -NEVER, logs, -np.inf)


def drawn_shares(found: Reports, usual: Array, chances: Array) -> tuple[Array, Array]:
    """Shares of feelers that left a report, and what a war counts for having its: (wars,) each.

    Most lie about where so many reports would be likely, some evenly.

    Args:
        usual: (wars,), feelers to be expected of the two sides, about.
        chances: (wars,), even on (0, 1).
    """
    low, high = COMPLETENESS
    edges = np.linspace(low, high, PARTS + 1)
    middles = (edges[1:] + edges[:-1]) / 2.0
    logs = sum(row.chance for row in found.rows) * np.log(middles) - middles * usual[:, None]
    likely = np.exp(logs - logs.max(axis=1, keepdims=True))
    masses = EVENLY / PARTS + (1.0 - EVENLY) * likely / likely.sum(axis=1, keepdims=True)
    below = np.concatenate([np.zeros((len(usual), 1)), masses.cumsum(axis=1)], axis=1)
    places = chances * below[:, -1]
    part = np.minimum((below[:, 1:] <= places[:, None]).sum(axis=1), PARTS - 1)
    every = np.arange(len(usual))
    mass = masses[every, part]
    inside = (places - below[every, part]) / mass
    return edges[part] + (edges[1] - edges[0]) * inside, -np.log(mass * PARTS)
