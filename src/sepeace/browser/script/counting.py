"""Campaigns counted one by one from their final states, as chunks of them are counted elsewhere in numpy.

All here is plain Python that is translated for the page. Which steps a campaign reached is decided by
``outcomes.rungs``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sepeace.kernel import slots
from sepeace.kernel.fields import State
from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.outcome_rows import BARRIER_CODES, ENDING_CODES
from sepeace.outcomes.rungs import STEPS, Ladder, steps_of


def outcome_of(state: State, window_days: float) -> dict[str, float | bool]:
    """What of a row of outcomes decides which steps were reached.

    Args:
        window_days: days open in all from which a campaign has a window.
    """
    days = state.window_days[slots.MAIN]
    return {
        "willing_days_germany": state.willing_days[slots.MAIN][slots.GERMANY],
        "willing_days_soviet": state.willing_days[slots.MAIN][slots.SOVIET],
        "feelers_delivered": state.reached[slots.MAIN],
        "rounds": state.round_total[slots.MAIN],
        "window_days": days,
        "settled": state.signed[slots.MAIN] < slots.NEVER,
        "window": days >= window_days,
    }


def barrier_of(state: State) -> int:
    """What stopped a campaign's furthest attempt, as a place in ``BARRIER_CODES``; -1 for none."""
    if state.signed[slots.MAIN] < slots.NEVER:
        return -1
    return state.best_obstacle[slots.MAIN] if state.best_stage[slots.MAIN] > 0 else slots.NO_CONTACT


def _endings() -> list[int]:
    return [0] * len(ENDING_CODES)


def _barriers() -> list[int]:
    return [0] * len(BARRIER_CODES)


@dataclass(slots=True)
class WorldCount:
    """The campaigns of one world.

    Attributes:
        campaigns, failed, arose: all; those that failed; of the others, those in which the antecedent arose.
        ladder: how many of those that count reached each step.
        endings, barriers: of those that count, by number; barriers of those without a settlement.
    """

    campaigns: int = 0
    failed: int = 0
    arose: int = 0
    ladder: Ladder = field(default_factory=Ladder)
    endings: list[int] = field(default_factory=_endings)
    barriers: list[int] = field(default_factory=_barriers)

    def add(self, state: State, steps: Sequence[bool], arose: bool) -> None:
        """Count a campaign.

        Args:
            steps: which of ``STEPS`` it reached.
            arose: whether the antecedent arose.
        """
        self.campaigns += 1
        self.failed += 1 if state.failed != 0 else 0
        if state.failed != 0 or not arose:
            return
        self.arose += 1
        self.ladder.n += 1
        ending = state.ending - 1
        self.endings[ending] += 1
        barrier = barrier_of(state)
        if barrier >= 0:
            self.barriers[barrier] += 1
        for place in range(len(STEPS)):
            self.ladder.counts[place] += 1 if steps[place] else 0
            self.ladder.both[place] += 1 if place > 0 and steps[place] and steps[place - 1] else 0

    @property
    def share_arose(self) -> float:
        """Share of the campaigns that did not fail in which what is supposed was possible."""
        return self.arose / max(self.campaigns - self.failed, 1)


@dataclass(slots=True)
class PairCount:
    """Campaigns of two worlds that share their luck.

    Attributes:
        window_days: days open in all from which a window counts.
        without, with_change: the worlds.
        pairs: their steps, pair by pair, where both count.
    """

    window_days: float = 1.0
    without: WorldCount = field(default_factory=WorldCount)
    with_change: WorldCount = field(default_factory=WorldCount)
    pairs: Ladders = field(default_factory=Ladders)

    def add(self, without: State, with_change: State) -> tuple[Sequence[bool], Sequence[bool]] | None:
        """Count a pair. Returns which of ``STEPS`` each of it reached; None where it does not count.

        In a pair the antecedent arose only if it did so in both worlds.
        """
        one = steps_of(outcome_of(without, self.window_days))
        other = steps_of(outcome_of(with_change, self.window_days))
        arose = without.antecedent != 0 and with_change.antecedent != 0
        self.without.add(without, one, arose)
        self.with_change.add(with_change, other, arose)
        if without.failed != 0 or with_change.failed != 0 or not arose:
            return None
        for place, cells in enumerate(self.pairs.rungs):
            cells.both += 1 if one[place] and other[place] else 0
            cells.only_with += 1 if other[place] and not one[place] else 0
            cells.only_without += 1 if one[place] and not other[place] else 0
            cells.neither += 1 if not one[place] and not other[place] else 0
        return one, other

    def alone(self, state: State) -> None:
        """Count a campaign of the world with the change alone."""
        self.with_change.add(state, steps_of(outcome_of(state, self.window_days)), state.antecedent != 0)
