"""What a comparison says in its exact form, and what it does not say; ``plain`` makes the plain answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sepeace.outcomes.detectability import refusal, shown
from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.line_shifts import LineShifts, still
from sepeace.outcomes.rungs import Step
from sepeace.outcomes.totals import Cells
from sepeace.runs.numbers import LONG, SIGNED, WINDOW, UnderNumbers
from sepeace.runs.profiles import UnderProfile, in_statement
from sepeace.runs.where_from import Reading
from sepeace.scenario.scenario import Scenario
from sepeace.stats.estimates import Estimate, newcombe_paired
from sepeace.wording.assumed import AFTER_THE_BRANCH, NUMBERS_IN_STATEMENT, Luck
from sepeace.wording.outcomes import LONG_DAYS, lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedByStrength:
    """An effect that the strength term carries: its part of it, and the effect under every reading."""

    part: Estimate
    others: tuple[Reading, ...]


def statement(
    scenario: Scenario,
    pairs: Ladders,
    numbers: Sequence[UnderNumbers],
    strength: CarriedByStrength | None = None,
    shift: LineShifts | None = None,
    window_days: int = 1,
    profiles: tuple[UnderProfile, ...] = (),
    given: str | None = None,
) -> str:
    """What the runs show, with intervals and assumptions.

    Args:
        pairs: the rungs of both worlds, pair by pair.
        numbers: the run under its own numbers, then under others.
        strength: where the strength term carries the effect; then that is said first.
        shift: how far the lines move.
        window_days: days open in all from which a window counts.
        profiles: where another leads Germany, both profiles with several premiums.
        given: the luck of the run.
    """
    parts = [f"{scenario.title}."]
    if given == Luck.AS_IT_FELL:
        parts += [line.format(scenario.branch) for line in AFTER_THE_BRANCH[Luck.AS_IT_FELL]]
    if strength is not None:
        parts.append(
            "What follows holds if the German leader would talk only from strength, as the source document "
            "says: he asks for more while the war goes badly for him."
        )
    things: dict[Step, str] = {
        WINDOW: f"The terms of both sides met {lasting(window_days)} (an acceptance window opened)",
        LONG: f"They met {lasting(LONG_DAYS)}",
        SIGNED: "A settlement was signed",
    }
    for step, word in things.items():
        if step != LONG or window_days != LONG_DAYS:
            cells = pairs.cells(step)
            parts.append(f"{word} in {_levels(cells)}{_difference(cells)}.")
    parts += [_elsewhere(row, window_days) for row in numbers[1:]]
    parts += [in_statement(profiles)] if profiles else []
    if strength is not None:
        parts += _what_strength_carries(scenario, strength, shift, window_days)
    parts.append(
        "Intervals are about the number of campaigns alone, not about the numbers and the readings. "
        f"Readings: {scenario.assumptions.in_words()}."
    )
    return " ".join(parts)


def _levels(cells: Cells) -> str:
    n = cells.n
    return (
        f"{cells.with_change / n:.1%} of {n:,} campaigns, against {cells.without / n:.1%} without the change"
    )


def _difference(cells: Cells) -> str:
    found = newcombe_paired(*cells.table())
    return f"; difference {_points(found)}" if shown(found) else f"; this is {refusal(cells)}"


def _points(found: Estimate) -> str:
    low, high = found.ci95
    return f"{100 * found.value:+.1f} points, 95% interval {100 * low:+.1f} to {100 * high:+.1f}"


def _elsewhere(row: UnderNumbers, window_days: int) -> str:
    """The headline under other numbers."""
    start = NUMBERS_IN_STATEMENT.get(row.numbers, f"With the numbers {row.numbers}")
    if row.without is None or not row.with_change.n or not row.without.n:
        return f"{start} no campaign counted."
    levels = [
        f"{row.with_change.share(step).value:.1%} against {row.without.share(step).value:.1%}"
        for step in (WINDOW, LONG)
    ]
    longer = "" if window_days == LONG_DAYS else f", for {LONG_DAYS} days or more in {levels[1]}"
    return (
        f"{start} the terms met {lasting(window_days)} in {levels[0]} of {row.with_change.n:,} "
        f"campaigns{longer}."
    )


def _what_strength_carries(
    scenario: Scenario, strength: CarriedByStrength, shift: LineShifts | None, window_days: int
) -> list[str]:
    """How much hangs on that wish, what the other readings say, and what the lines do without it."""
    low, high = (max(0.0, end) for end in strength.part.ci95)
    size = "all" if strength.part.value > 1.0 else f"{strength.part.value:.0%}"
    parts = [
        f"Of the difference in how often terms meet {size} arises because he then asks for more or for less "
        f"({low:.0%} to {high:.0%} by simulation error alone; how sure the reading is does not enter)."
    ]
    others = [row for row in strength.others if row.strength != scenario.assumptions.strength]
    told = [
        f"under the reading {row.strength} in {_levels(row.cells)}{_difference(row.cells)}" for row in others
    ]
    if told:
        met = "met" if window_days == 1 else f"met {lasting(window_days)}"
        parts.append(f"Where he does not ask for more, the terms {met} {'; '.join(told)}.")
    if shift is not None:
        parts.append(still(shift))
    return parts
