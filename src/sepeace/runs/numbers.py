"""The same question under other sets of numbers, so that no headline stands alone.

A share of campaigns is first of all a share of sets of numbers: each campaign draws its own. So the same
worlds are run again with every number at its default, or, where the defaults are what was asked for, with
numbers that are drawn; with the same luck, in the first campaigns alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sepeace.execution.chunks import Task
from sepeace.execution.cluster import Hands
from sepeace.execution.collect import collector
from sepeace.execution.workers import Count, run_tasks, tasks_of
from sepeace.outcomes.rungs import Ladder
from sepeace.scenario.scenario import READINGS, Scenario

if TYPE_CHECKING:
    from sepeace.documents import batch as batch_documents
    from sepeace.documents import compare as documents

MOST = 2_000
"""Campaigns of each world under other numbers: enough to tell one in a hundred from none."""
SHORT, LONG, SIGNED = "window_1_day", "window_28_days", "settlement"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderNumbers:
    """What becomes of the worlds under one choice of numbers.

    Attributes:
        numbers: the choice, a reading of ``numbers``.
        with_change: the ladder of the world that is asked about.
        without: that of the world beside it, or None.

    >>> row = sp.batch("historical", campaigns=20).numbers[0]
    >>> row.alone_json()["campaigns"], row.pair_json()["baseline"]
    (20, None)
    """

    numbers: str
    with_change: Ladder
    without: Ladder | None = None

    def pair_json(self) -> documents.UnderNumbers:
        """The keys of a row of ``numbers`` in ``compare --json``."""
        without = Ladder() if self.without is None else self.without
        return {
            "numbers": self.numbers,
            "campaigns": self.with_change.n,
            "baseline": _share(without, SHORT),
            "baseline_ci95": _ends(without, SHORT),
            "counterfactual": _share(self.with_change, SHORT),
            "counterfactual_ci95": _ends(self.with_change, SHORT),
            "baseline_28_days": _share(without, LONG),
            "counterfactual_28_days": _share(self.with_change, LONG),
            "baseline_settlement": _share(without, SIGNED),
            "counterfactual_settlement": _share(self.with_change, SIGNED),
        }

    def alone_json(self) -> batch_documents.UnderNumbers:
        """The keys of a row of ``numbers`` in ``batch --json``."""
        return {
            "numbers": self.numbers,
            "campaigns": self.with_change.n,
            "window": _share(self.with_change, SHORT),
            "window_ci95": _ends(self.with_change, SHORT),
            "window_28_days": _share(self.with_change, LONG),
            "settlement": _share(self.with_change, SIGNED),
        }


def _share(ladder: Ladder, rung: str) -> float | None:
    return ladder.share(rung).value if ladder.n else None


def _ends(ladder: Ladder, rung: str) -> list[float | None]:
    return list(ladder.share(rung).ci95) if ladder.n else [None, None]


def others(scenario: Scenario) -> tuple[str, ...]:
    """The choices of numbers that a scenario does not make itself."""
    return tuple(name for name in READINGS["numbers"] if name != scenario.assumptions.numbers)


def asked(campaigns: int) -> int:
    """Campaigns that are run under each other choice."""
    return min(campaigns, MOST)


def under_others(
    worlds: Sequence[Scenario], given: str, campaigns: int, seed: int, hands: Hands, count: Count
) -> tuple[UnderNumbers, ...]:
    """One world, or two that share their luck, under the numbers that they do not have themselves.

    Args:
        campaigns: of the run that this stands beside.
    """
    rows = []
    for name in others(worlds[-1]):
        again = tuple(world.with_assumptions(numbers=name) for world in worlds)
        ladders = _ladders(tasks_of(again, given, asked(campaigns), seed, lean=True), hands, count)
        without = ladders[0] if len(worlds) == 2 else None
        rows.append(UnderNumbers(numbers=name, with_change=ladders[-1], without=without))
    return tuple(rows)


def _ladders(tasks: Sequence[Task], hands: Hands, count: Count) -> list[Ladder]:
    """The ladder of each world of some chunks."""
    found = collector(len(tasks[0].scenarios), keep_rows=False)
    run_tasks(tasks, hands.workers, lambda _, part: found.add(part), count, hands.pool)
    return [world.totals.ladder for world in found.worlds]
