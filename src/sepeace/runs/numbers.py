"""The same question under other sets of numbers, so that no headline stands alone.

A share of campaigns is first of all a share of sets of numbers: each campaign draws its own. So the same
worlds are run again with every number at its default, or, where the defaults are what was asked for, with
numbers that are drawn; with the same luck, in the first campaigns alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sepeace.documents.batch import NumbersRow
from sepeace.documents.compare import NumbersOfPair
from sepeace.execution.chunks import Task
from sepeace.execution.collect import collector
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool, run_tasks, tasks_of
from sepeace.outcomes.rungs import Ladder
from sepeace.scenario import posteriors
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import READINGS
from sepeace.wording.outcomes import Counted, Rung

SHARE, LEAST, MOST = 4, 500, 2_500
"""Campaigns of each world under other numbers: a quarter, but so many if there are, and no more than so many,
which tell one in a hundred from none."""
WINDOW, LONG, SIGNED = Counted.WINDOW, Rung.LONG_WINDOW, Rung.SETTLEMENT


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderNumbers:
    """What becomes of the worlds under one choice of numbers.

    Attributes:
        numbers: the choice, a reading of ``numbers``.
        with_change: the ladder of the world that is asked about.
        without: that of the world beside it, or None.

    >>> row = sp.batch("historical", campaigns=20).numbers[0]
    >>> row.alone_row.campaigns, row.pair_row.baseline
    (20, None)
    """

    numbers: str
    with_change: Ladder
    without: Ladder | None = None

    @property
    def pair_row(self) -> NumbersOfPair:
        """A row of ``numbers`` in ``compare --json``."""
        one, other = Ladder() if self.without is None else self.without, self.with_change
        return NumbersOfPair(
            numbers=self.numbers,
            campaigns=other.n,
            baseline=one.share(WINDOW).known,
            baseline_ci95=one.share(WINDOW).known_ci95,
            counterfactual=other.share(WINDOW).known,
            counterfactual_ci95=other.share(WINDOW).known_ci95,
            baseline_28_days=one.share(LONG).known,
            counterfactual_28_days=other.share(LONG).known,
            baseline_settlement=one.share(SIGNED).known,
            counterfactual_settlement=other.share(SIGNED).known,
        )

    @property
    def alone_row(self) -> NumbersRow:
        """A row of ``numbers`` in ``batch --json``."""
        return NumbersRow(
            numbers=self.numbers,
            campaigns=self.with_change.n,
            window=self.with_change.share(WINDOW).known,
            window_ci95=self.with_change.share(WINDOW).known_ci95,
            window_28_days=self.with_change.share(LONG).known,
            settlement=self.with_change.share(SIGNED).known,
        )


def others(scenario: Scenario) -> tuple[str, ...]:
    """The choices of numbers that a scenario does not make itself."""
    own, readings = scenario.assumptions.numbers, scenario.assumptions.readings()
    there = posteriors.why_not(readings) is None
    return tuple(name for name in READINGS["numbers"] if name != own and (there or name != "posterior"))


def of_one_source(scenario: Scenario, dispute: str, readings: Iterable[str]) -> list[Scenario]:
    """A scenario under readings that are set against each other, with numbers that all have alike.

    From the prior where some have no posterior: else they would differ by their numbers too.
    """
    found = [scenario.with_assumptions({dispute: reading}) for reading in readings]
    if len({one.assumptions.numbers for one in found}) == 1:
        return found
    return [one.with_assumptions(numbers="prior") for one in found]


def asked(campaigns: int) -> int:
    """Campaigns that are run under each other choice."""
    return min(campaigns, max(LEAST, -(-campaigns // SHARE)), MOST)


def under_others(
    world: Scenario, options: RunOptions, pool: WorkerPool, count: Count
) -> tuple[UnderNumbers, ...]:
    """A world alone under the numbers that it does not have itself.

    Args:
        options: of the run that this stands beside.
    """
    fewer, rows = replace(options, campaigns=asked(options.campaigns)), []
    for name in others(world):
        again = tasks_of((world.with_assumptions(numbers=name),), fewer, lean=True)
        rows.append(UnderNumbers(numbers=name, with_change=ladder_of(again, pool, count)))
    return tuple(rows)


def ladder_of(tasks: Sequence[Task], pool: WorkerPool, count: Count) -> Ladder:
    """The ladder of some chunks of a world."""
    found = collector(1, keep_rows=False)
    run_tasks(tasks, pool, lambda _, part: found.add(part), count)
    return found.worlds[0].totals.ladder
