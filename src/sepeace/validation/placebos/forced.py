"""Placebos of one forced victory: the same score where it should settle nothing.

A decisive success of the German attack at Kursk is set beside the same score in October 1941, when the Soviet
side had far more to lose and the German side far more to hope for, and beside the same score in the smallest
operations of either side. Every pair of worlds shares its luck, and is held to the record until its branch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from sepeace.documents.checks.placebos import (
    Contrast,
    DifferenceEstimate,
    Forced,
    ShareEstimate,
    Trial,
    Verdict,
)
from sepeace.errors import BadValue
from sepeace.execution.chunks import ChunkResult
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool, run_tasks, tasks_of
from sepeace.outcomes.totals import Cells
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.record.types import Operation
from sepeace.runs.compare import baseline_of
from sepeace.scenario.changes import OperationChange
from sepeace.scenario.library import load
from sepeace.stats.estimates import newcombe_paired, share
from sepeace.validation.placebos.exact import forced, what_if

KURSK = "germany_wins_at_kursk"
DAYS = 365.0
"""Twelve months from the branch."""
OCTOBER_1941 = ("typhoon", "typhoon_moscow")
"""The two operations under way in October 1941: to the 20th, and from the 21st."""
WINTER_ENDS = date(1942, 7, 1)
"""First day that a settlement of October 1941 is not looked for: twelve months would take in the summer and
autumn of 1942, in which the war without the victory has windows of its own."""
BY_JUNE = "settlement_by_june"
EACH_SIDE = 3
"""So many of the smallest operations of either side."""
SETTLES, NOTHING = 0.05, 0.02
"""In October 1941 the victory should move the chance of a settlement by 30 June 1942 by less than the first,
either way: the difference of pairs is judged, not a level that the war without it may break by itself. In a
small operation both differences to the end should be smaller than the second. Whole intervals decide."""


def kursk_score() -> float:
    """The score that the shipped what-if forces on the attack at Kursk."""
    (change,) = load(KURSK).changes_of(OperationChange)
    assert change.score is not None
    return change.score


def small_operations() -> tuple[Operation, ...]:
    """The smallest operations of either side by the mean strength of both armies, none inside another."""
    rows = [row for row in load_record().operations if row.nested_in is None]
    chosen = []
    for side in ("germany", "soviet"):
        chosen += sorted((row for row in rows if row.attacker == side), key=_size)[:EACH_SIDE]
    return tuple(chosen)


def trials() -> tuple[tuple[Trial, Operation], ...]:
    """What is forced, in order: kind and operation."""
    record = load_record()
    rows = [(Trial.KURSK, record.operation("citadel"))]
    rows += [(Trial.OCTOBER_1941, record.operation(name)) for name in OCTOBER_1941]
    return (*rows, *((Trial.SMALL, row) for row in small_operations()))


def forced_once(
    options: RunOptions, pool: WorkerPool, count: Count, only: Iterable[str] | None = None
) -> tuple[Forced, ...]:
    """Every trial.

    Args:
        count: told of campaigns as they are done; those of the options for each trial.
        only: ids of operations, in place of all.
    """
    wanted = None if only is None else set(only)
    return tuple(
        _trial(kind, row, options, pool, count)
        for kind, row in trials()
        if wanted is None or row.id in wanted
    )


@dataclass(slots=True)
class _Pairs:
    """Windows and settlements of both worlds, within twelve months and ever."""

    last: float
    cells: dict[str, Cells]

    def add(self, _: int, part: ChunkResult) -> None:
        """Count the pairs of a chunk in which the score could be forced."""
        without, forced_ = (world.rows for world in part.worlds)
        fine = without["antecedent_arose"] & forced_["antecedent_arose"]
        fine &= ~without["failed"] & ~forced_["failed"]
        without, forced_ = without[fine], forced_[fine]
        for name, flag, day in (("window", "window", "first_window"), ("settlement", "settled", "signed")):
            soon = [rows[flag] & (rows[day] < self.last) for rows in (without, forced_)]
            self.cells[name].add(*soon)
            self.cells[f"{name}_ever"].add(without[flag], forced_[flag])
        june = day_of(WINTER_ENDS)
        by_june = [rows["settled"] & (rows["signed"] < june) for rows in (without, forced_)]
        self.cells[BY_JUNE].add(*by_june)


def _trial(kind: Trial, row: Operation, options: RunOptions, pool: WorkerPool, count: Count) -> Forced:
    """Force one operation to Kursk's score."""
    score = kursk_score()
    scenario = what_if(row.start, [forced(row.id, score)])
    names = ("window", "settlement", "window_ever", "settlement_ever", BY_JUNE)
    pairs = _Pairs(day_of(row.start) + DAYS, {name: Cells() for name in names})
    tasks = tasks_of((baseline_of(scenario), scenario), options, lean=True)
    run_tasks(tasks, pool, pairs.add, count)
    counted = pairs.cells["window"].n
    if not counted:
        message = "the score could be forced in no campaign"
        raise BadValue(message, given=options.campaigns, allowed="more campaigns", key=row.id)
    found = {name: _contrast(cells) for name, cells in pairs.cells.items()}
    verdict, by_june = _verdict(kind, found), found.pop(BY_JUNE)
    return Forced(
        kind=kind,
        operation=row.id,
        attacker=row.attacker,
        size=_size(row),
        recorded=row.score,
        score=score,
        branch=row.start,
        campaigns=options.campaigns,
        counted=counted,
        settlement_by_june=by_june if kind == Trial.OCTOBER_1941 else None,
        verdict=verdict,
        **found,
    )


def _verdict(kind: Trial, found: dict[str, Contrast]) -> Verdict | None:
    """Whether whole intervals lie where they should, or where they should not, or neither."""
    if kind == Trial.KURSK:
        return None
    if kind == Trial.OCTOBER_1941:
        names, bound = [BY_JUNE], SETTLES
    else:
        names, bound = ["window_ever", "settlement_ever"], NOTHING
    differences = [found[name].difference.ci95 for name in names]
    if all(low > -bound and high < bound for low, high in differences):
        return Verdict.AS_HOPED
    outside = any(low >= bound or high <= -bound for low, high in differences)
    return Verdict.NOT_AS_HOPED if outside else Verdict.UNDECIDED


def _contrast(cells: Cells) -> Contrast:
    without, forced_ = (share(k, cells.n) for k in (cells.without, cells.with_change))
    difference = newcombe_paired(*cells.table())
    return Contrast(
        without=ShareEstimate(estimate=without.value, ci95=without.ci95),
        forced=ShareEstimate(estimate=forced_.value, ci95=forced_.ci95),
        difference=DifferenceEstimate(estimate=difference.value, ci95=difference.ci95),
    )


def _size(row: Operation) -> float:
    """Mean strength of both armies, millions."""
    return float(np.mean([row.attacker_strength, row.defender_strength])) / 1e6
