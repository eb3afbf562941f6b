"""Placebos: changes that ought to do nothing, or nothing like a victory at Kursk.

A counterfactual is only as good as the questions to which the model answers "no". Some answers are exact
and belong to every ``check``; the others are chances with intervals, run when they are asked for. What they
show is reported as it is: a placebo that acts is a finding about the model, not a fault of the program.
"""

from __future__ import annotations

from sepeace.clocks import clock_choice
from sepeace.documents.checks.placebos import Placebos
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.quantities import whole
from sepeace.validation.hangs_on import hangs_on
from sepeace.validation.hangs_on import trials as variants_run
from sepeace.validation.placebos.exact import exact
from sepeace.validation.placebos.forced import forced_once, trials
from sepeace.validation.placebos.orders import orders

CAMPAIGNS, PERMUTATIONS, PER_ORDER = 2_000, 500, 200
MOST_PERMUTATIONS = 100_000


def quick(seed: int = 1) -> Placebos:
    """The placebos with an exact answer alone: a second or two."""
    return Placebos(seed=seed, exact=exact(seed))


def placebos(
    campaigns: int = CAMPAIGNS,
    permutations: int = PERMUTATIONS,
    per_order: int = PER_ORDER,
    seed: int = 1,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Placebos:
    """All placebos. With the compiled clock a minute or so, else many.

    Args:
        campaigns: pairs for each forced operation, and campaigns of the recorded order.
        permutations: other orders of the recorded scores.
        per_order: campaigns for each of these, with the strength term and again without it.
        seed, workers, progress: as for ``batch``.

    Raises:
        BadValue: a size out of range, or so few campaigns that a score could be forced in none.
    """
    options = RunOptions(campaigns=campaigns, seed=seed, workers=workers, progress=progress)
    campaigns, pool = options.campaigns, WorkerPool(workers=options.workers or 1)
    permutations = whole("permutations", permutations, 1, MOST_PERMUTATIONS)
    per_order = whole("per_order", per_order, 1, campaigns)
    total = (len(trials()) + variants_run()) * campaigns + 2 * (permutations * per_order + campaigns)
    clock_choice.prepare(total, pool.workers)
    count = Count(total, progress)
    return Placebos(
        seed=options.seed,
        exact=exact(options.seed),
        forced=forced_once(options, pool, count),
        orders=orders(permutations, per_order, options, pool, count),
        hangs_on=hangs_on(options, pool, count),
    )
