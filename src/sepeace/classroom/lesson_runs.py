"""The runs behind a lesson: what the debrief says of them, worked out by the package's own comparison.

Each what-if of the lesson is run as it is, and once more with the German leader's ideology set to nothing,
which is the one assumption that a class changes. All runs have the same seed, so anybody can repeat them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sepeace.errors import BadValue
from sepeace.outcomes.detectability import shown
from sepeace.outcomes.totals import Cells
from sepeace.runs.answer.of_100_wars import Both, both, two_counts
from sepeace.runs.compare import Comparison, compare
from sepeace.scenario import load
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.stats.estimates import newcombe_paired
from sepeace.wording.outcomes import Counted, Rung

LESSON = ("germany_wins_at_kursk", "sixth_army_relieved")
"""The question of the lesson, and the one on which a class tries out what it has learned."""
WITHOUT_IDEOLOGY = {"ideology.germany": 0.0}
FAR = 2.0
"""How many times as much makes far more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InBothWorlds:
    """A share of the wars in both worlds.

    Attributes:
        said: in how many of 100, in the words that the interval allows.
        without, with_change: the shares, from 0 to 1.
        apart: whether the runs tell the two worlds apart.
    """

    said: Both
    without: float
    with_change: float
    apart: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRun:
    """A what-if beside the recorded war, as it is and without the German leader's ideology."""

    name: str
    comparison: Comparison
    without_ideology: Comparison

    def rung(self, rung: Rung) -> InBothWorlds:
        """A step on the way from a wish to a signature."""
        return on_ladder(self.comparison, rung)

    def windows_by_reading(self) -> dict[str, InBothWorlds]:
        """How often terms meet for a day under each reading of strength."""
        return {row.strength: _of_cells(row.cells) for row in self.comparison.by_reading}

    def hangs_on_reading(self) -> bool:
        """Whether the reading moves how often terms meet more, by far, than the change does."""
        found = list(self.windows_by_reading().values())
        shares = [row.with_change for row in found]
        return max(shares) - min(shares) > FAR * max(abs(row.with_change - row.without) for row in found)

    def windows_at_middle_values(self) -> Both:
        """How often terms meet for a day where nothing is guessed but all numbers are the middle ones."""
        (row,) = (row for row in self.comparison.numbers if row.numbers == "default")
        return both(row, Counted.WINDOW)


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonRuns:
    """All runs of a lesson, with what repeats them."""

    campaigns: int
    seed: int
    runs: tuple[LessonRun, ...]


def lesson_runs(
    what_ifs: Sequence[str] = LESSON, campaigns: int = 1_000, seed: int = 1, workers: int | None = None
) -> LessonRuns:
    """Run the what-ifs of a lesson.

    Args:
        what_ifs: names of shipped scenarios. The first is the lesson's own, which its texts speak of.
        campaigns, seed, workers: as for ``compare``.

    Raises:
        BadValue: the first what-if is not the lesson's own, or one of them has no place in a class.
    """
    if not what_ifs or what_ifs[0] != LESSON[0]:
        given = what_ifs[0] if what_ifs else None
        raise BadValue("the texts of the lesson speak of one what-if", given=given, allowed=LESSON[0])
    made = []
    for name in what_ifs:
        scenario = load(name)
        refuse_for_class(scenario)
        if not scenario.counted:
            raise BadValue(
                "this what-if stands outside all lessons", given=name, allowed="one that is counted"
            )
        changed = scenario.with_assumptions(WITHOUT_IDEOLOGY)
        # Two wars of the first are told, and they are looked for among its outcomes.
        plain, other = (
            compare(asked, campaigns, seed=seed, workers=workers, split=True, keep_outcomes=asked is scenario)
            for asked in (scenario, changed)
        )
        made.append(LessonRun(name=name, comparison=plain, without_ideology=other))
    return LessonRuns(campaigns=campaigns, seed=seed, runs=tuple(made))


def on_ladder(comparison: Comparison, rung: Rung) -> InBothWorlds:
    """A step of a comparison."""
    return _of_cells(comparison.ladder.cells(rung))


def _of_cells(cells: Cells) -> InBothWorlds:
    """The counts of pairs as shares and as words."""
    apart = shown(newcombe_paired(*cells.table()))
    n, there, without = cells.n, cells.with_change, cells.without
    return InBothWorlds(
        said=two_counts(there, n, without, n, apart), without=without / n, with_change=there / n, apart=apart
    )
