"""Placebos of order: the same victories and defeats, dealt out anew among the operations.

Each army keeps its own scores. A score is the attacker's, so a German success cannot become a Soviet one
without turning into a German defeat; dealt out within a side, every score keeps its meaning and each side its
set of successes and failures, and nothing but their order changes. Only operations that weigh by themselves
take part: one that is nested in another keeps its own score. What does change with the order is which score
falls to a large operation and which to a small one.

Every operation of the East is forced, luck is free from the first day, and the same campaigns run under every
order. All campaigns count: an operation that has become impossible is called off, and is counted as such.
Not ignored but counted in: one that is called off cannot be forced, so few orders are fought out to the last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from sepeace.clocks import clock_choice, records
from sepeace.clocks.campaigns import run_campaigns
from sepeace.clocks.records import Record
from sepeace.documents.checks.placebos import Bearing, CalledOff, Orders, OrderSpread
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.kernel import slots
from sepeace.model.draws import uniforms
from sepeace.scenario.library import historical
from sepeace.scenario.plan import Plan, plan
from sepeace.stats.estimates import share

ORDER_STREAM = 65_536
"""Where the orders are drawn from; the streams of a campaign have small numbers."""
QUANTILES = (0.05, 0.5, 0.95)
TINY = 1e-9
"""Equal chances count as equal, whatever rounding made of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCount:
    """Campaigns under one order: how many had a window, a settlement, and operations called off in all."""

    campaigns: int
    windows: int
    settlements: int
    called_off: int


def summed(
    strength: bool, recorded: OrderCount, permuted: Sequence[OrderCount], bearing: tuple[Bearing, ...]
) -> Orders:
    """What all orders show, with the strength term or without it; the permuted ones have equal sizes."""
    campaigns = permuted[0].campaigns
    return Orders(
        strength=strength,
        permutations=len(permuted),
        campaigns=campaigns,
        recorded_campaigns=recorded.campaigns,
        window=_spread("windows", recorded, permuted),
        settlement=_spread("settlements", recorded, permuted),
        called_off=CalledOff(
            recorded=recorded.called_off / recorded.campaigns,
            mean=float(np.mean([row.called_off for row in permuted])) / campaigns,
        ),
        bearing=bearing,
        windows=tuple(row.windows for row in permuted),
        settlements=tuple(row.settlements for row in permuted),
    )


def _spread(name: str, recorded: OrderCount, permuted: Sequence[OrderCount]) -> OrderSpread:
    """What ``windows`` or ``settlements`` show over orders.

    The spread of chance is what so few campaigns would show if all orders were alike and shared no luck. The
    interval of ``as_many`` holds both doubts: of the recorded chance, and of so few orders.
    """
    campaigns = permuted[0].campaigns
    found = np.array([getattr(row, name) for row in permuted]) / campaigns
    estimate = share(getattr(recorded, name), recorded.campaigns)
    least, many, most = (
        share(int((found >= chance - TINY).sum()), len(found))
        for chance in (estimate.ci95[1], estimate.value, estimate.ci95[0])
    )
    low, middle, high = (float(value) for value in np.quantile(found, QUANTILES))
    return OrderSpread(
        recorded=estimate.value,
        ci95=estimate.ci95,
        mean=float(found.mean()),
        low=low,
        median=middle,
        high=high,
        spread=float(found.std()),
        spread_of_chance=float(np.sqrt(np.mean(found * (1.0 - found)) / campaigns)),
        as_many=many.value,
        as_many_ci95=(least.ci95[0], most.ci95[1]),
    )


def recorded_scores(made: Plan) -> dict[int, float]:
    """The recorded score of every operation of the East, by row of the plan."""
    return {o: row.score for o, row in enumerate(made.operations) if row.east}


def permuted_scores(made: Plan, seed: int, number: int) -> dict[int, float]:
    """The scores of one permutation, by row; the same for the same seed and number, on every machine."""
    scores = recorded_scores(made)
    for attacker in (slots.GERMANY, slots.SOVIET):
        rows = [o for o in scores if made.operations[o].side == attacker and made.operations[o].value > 0.0]
        keys = [made.operations[o].number for o in rows]
        drawn = np.asarray(uniforms(seed, number, ORDER_STREAM, np.array(keys)).first)
        dealt = [scores[rows[place]] for place in np.argsort(drawn, kind="stable")]
        scores.update(zip(rows, dealt, strict=True))
    return scores


def states_under(made: Plan, table: Record, scores: Mapping[int, float], seed: int, n: int) -> Record:
    """Final states of campaigns 0 to ``n`` - 1 with these operations forced.

    The plan itself is made once: only the two columns of its operations that hold forced scores change.

    Args:
        table: the world of the plan as a record.
    """
    kinds, values = list(made.world.op_forced), list(made.world.op_forced_score)
    for o, score in scores.items():
        kinds[o], values[o] = 1, score
    table = table.copy()
    table["op_forced"][0, : len(kinds)] = kinds
    table["op_forced_score"][0, : len(values)] = values
    world = replace(made.world, op_forced=kinds, op_forced_score=values)
    return run_campaigns(replace(made, world=world), seed, 0, n, lambda: table)


def orders(
    permutations: int, campaigns: int, options: RunOptions, pool: WorkerPool, count: Count
) -> tuple[Orders, ...]:
    """The recorded order and so many permuted ones, with the strength term and without it.

    Args:
        campaigns: of each permuted order.
        options: campaigns of the recorded order, and the seed of all.
        count: told of campaigns as they are done.
    """
    clock_choice.prepare(2 * (permutations * campaigns + options.campaigns), pool.workers)
    return tuple(
        _orders(strength, permutations, campaigns, options, pool, count) for strength in (True, False)
    )


def _orders(
    strength: bool, permutations: int, campaigns: int, options: RunOptions, pool: WorkerPool, count: Count
) -> Orders:
    made = plan(historical().with_assumptions(switches_off=[] if strength else ["strength"]))
    table = records.pack(made.world)

    def run(scores: Mapping[int, float], n: int) -> OrderCount:
        found = _counted(states_under(made, table, scores, options.seed, n))
        count.add(n)
        return found

    dealt = [permuted_scores(made, options.seed, number) for number in range(permutations)]
    sizes = [options.campaigns] + [campaigns] * permutations
    recorded, *permuted = _each(run, [recorded_scores(made), *dealt], sizes, pool.workers)
    return summed(strength, recorded, permuted, _bearing(made, dealt, permuted))


def _bearing(
    made: Plan, dealt: Sequence[Mapping[int, float]], permuted: Sequence[OrderCount]
) -> tuple[Bearing, ...]:
    """How the chance of a window goes with the score of each operation, over orders."""
    windows, found = np.array([row.windows for row in permuted]), []
    for o, row in enumerate(made.operations):
        scores = np.array([scores[o] for scores in dealt if o in scores])
        if len(scores) and scores.std() > 0.0 and windows.std() > 0.0:
            together = float(np.corrcoef(scores, windows)[0, 1])
            found.append(Bearing(operation=row.id, correlation=together))
    return tuple(sorted(found, key=lambda one: -abs(one.correlation)))


def _each(
    run: Callable[[Mapping[int, float], int], OrderCount],
    scores: Sequence[Mapping[int, float]],
    sizes: Sequence[int],
    workers: int,
) -> list[OrderCount]:
    """Run every order, in threads: the compiled clock does not hold the interpreter's lock."""
    pool = ThreadPoolExecutor(workers)
    try:
        return list(pool.map(run, scores, sizes))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _counted(states: Record) -> OrderCount:
    """Whole numbers over campaigns; one that failed has neither window nor settlement."""
    fine = states[states["failed"] == 0]
    return OrderCount(
        campaigns=len(states),
        windows=int((fine["window_first"][:, slots.MAIN] < slots.NEVER).sum()),
        settlements=int((fine["signed"][:, slots.MAIN] < slots.NEVER).sum()),
        called_off=int(fine["cancelled"].sum()),
    )
