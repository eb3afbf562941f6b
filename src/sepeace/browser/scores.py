"""The score of an operation as a dial: which words of a world's tables take it, found by making plans.

A score is the attacker's. Where a score makes more of a plan than those words, as a landing in France that is
beaten back does, only the named outcomes are offered, and each has a patch of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sepeace.browser.dials import Dial, taking
from sepeace.browser.tables import Like, Patch, patch_between, tables_of
from sepeace.errors import SepeaceError
from sepeace.scenario.changes import OperationChange
from sepeace.scenario.checks.record import complete
from sepeace.scenario.plan import Plan, plan
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import OUTCOMES, SCORE_HIGH, SCORE_LOW, SCORE_ROOFS

TRIED = 0.6180339887498949
"""A score that stands nowhere else in a plan: words that hold it are those that take a score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreDial(Dial):
    """How one operation is scored.

    Attributes:
        operation: its id.
        low, high: the scores that can be.
        outcomes: by name, what a score makes beside that, to be applied last; where there is any, no other
            scores are offered.
    """

    operation: str
    low: float
    high: float
    outcomes: Mapping[str, Patch]

    def applied(self, tables: bytes, score: float) -> bytes:
        """Tables with a score."""
        tables = self.turned(tables, score)
        for name, patch in self.outcomes.items():
            if OUTCOMES[name] == score:
                tables = patch.applied(tables)
        return tables


def scored(scenario: Scenario, scores: Mapping[str, float]) -> Scenario:
    """A scenario with the scores of some operations set, whatever else it says of how they go."""
    changes = [
        one for one in scenario.changes if not (isinstance(one, OperationChange) and one.target in scores)
    ]
    moved = {one.target: one.start for one in scenario.changes_of(OperationChange)}
    changes += [
        OperationChange(target=name, score=score, start=moved.get(name)) for name, score in scores.items()
    ]
    return replace(scenario, changes=tuple(changes))


def dials_of(
    scenario: Scenario, given: str, operations: Collection[str] | None = None
) -> tuple[ScoreDial, ...]:
    """A dial for each operation whose score a scenario can have changed.

    Args:
        operations: ids of those that are wanted; by default all.

    Raises:
        ValueError: dials turned together do not give the plan that is made with those scores.
    """
    desk = _Desk(scenario, given)
    found = {name: desk.dial(name) for name in _offered(scenario, desk.base, operations)}
    # Without a word it is not fought in this world, and nothing reads its score.
    dials = {name: dial for name, dial in found.items() if dial.words}
    for outcome, score in {**OUTCOMES, "": SCORE_LOW}.items():
        for name, patch in desk.beside(list(dials.values()), score):
            if outcome:
                outcomes = {**dials[name].outcomes, outcome: patch}
                dials[name] = replace(dials[name], outcomes=outcomes)
    turnable = [dial for dial in dials.values() if not dial.outcomes]
    for score in (*OUTCOMES.values(), SCORE_LOW):
        if not desk.agree(turnable, score):
            raise ValueError(f"{scenario.name}: scores of {score} are not to be had by dials")
    return tuple(dials.values())


def _offered(scenario: Scenario, base: Plan, wanted: Collection[str] | None) -> list[str]:
    """Operations that a change may score, by id."""
    names = []
    for row in base.operations:
        if wanted is not None and row.id not in wanted:
            continue
        try:
            complete(scored(scenario, {row.id: 0.0}))
        except SepeaceError:
            continue
        names.append(row.id)
    return names


class _Desk:
    """One world, its tables, and plans of it with other scores."""

    def __init__(self, scenario: Scenario, given: str) -> None:
        self.scenario, self.given = scenario, given
        self.base = plan(scenario, given)
        self.tables, self.like = tables_of(self.base), Like(self.base)

    def made(self, scores: Mapping[str, float]) -> bytes:
        """The tables of the plan that is made with some scores."""
        return tables_of(plan(scored(self.scenario, scores), self.given), self.like)

    def dial(self, name: str) -> ScoreDial:
        """The dial of an operation, as far as words tell."""
        found = taking(patch_between(self.tables, self.made({name: TRIED})), TRIED)
        roof = SCORE_ROOFS.get(name)
        return ScoreDial(
            operation=name,
            low=SCORE_LOW,
            high=SCORE_HIGH if roof is None else float(roof["roof"]),
            fixed=found.fixed,
            words=found.words,
            outcomes={},
        )

    def agree(self, dials: Sequence[ScoreDial], score: float) -> bool:
        """Whether all dials turned to a score, or as far as they go, give the plan made so."""
        scores = {dial.operation: min(score, dial.high) for dial in dials}
        tables = self.tables
        for dial in dials:
            tables = dial.applied(tables, scores[dial.operation])
        return tables == self.made(scores)

    def beside(self, dials: Sequence[ScoreDial], score: float) -> Iterator[tuple[str, Patch]]:
        """Operations of which a score makes more than its words, and what: found by halves."""
        if not dials or self.agree(dials, score):
            return
        if len(dials) > 1:
            half = len(dials) // 2
            yield from self.beside(dials[:half], score)
            yield from self.beside(dials[half:], score)
            return
        (dial,) = dials
        if score <= dial.high:
            made = self.made({dial.operation: score})
            yield dial.operation, patch_between(dial.applied(self.tables, score), made)
