"""What a comparison says in one paragraph, and what it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sepeace.estimates import Estimate
from sepeace.runs.guard import refusal, shown
from sepeace.runs.ranges import Moved, still
from sepeace.runs.totals import Cells
from sepeace.runs.tracing import Reading
from sepeace.scenario.scenario import Scenario

THINGS = (
    ("window", "An acceptance window of a day or more opened"),
    ("settlement", "A settlement was signed"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An effect that the strength term carries: its part of it, and the effect under every reading."""

    part: Estimate
    others: tuple[Reading, ...]


def statement(
    scenario: Scenario,
    cells: Mapping[str, Cells],
    difference: Mapping[str, Estimate],
    strength: Carried | None = None,
    shift: Moved | None = None,
) -> str:
    """What the runs show, with intervals and assumptions.

    Args:
        strength: where the strength term carries the effect; then that is said first.
        shift: how far the lines move.
    """
    n = cells["window"].n
    parts = [f"{scenario.title}:"]
    if strength is not None:
        parts.append("If Hitler would talk only from strength, as the source document says, then this.")
    for name, word in THINGS:
        with_change, without = cells[name].with_change / n, cells[name].without / n
        found = difference[name]
        sentence = f"{word} in {with_change:.1%} of {n:,} campaigns, against {without:.1%} without the change"
        if not shown(found):
            sentence += f"; this is {refusal(cells[name])}"
        else:
            sentence += f"; difference {_points(found)}"
        parts.append(sentence + ".")
    if strength is not None:
        parts += _what_strength_carries(scenario, strength, shift)
    parts.append(f"Readings: {scenario.assumptions.in_words()}.")
    return " ".join(parts)


def _points(found: Estimate) -> str:
    low, high = found.ci95
    return f"{100 * found.value:+.1f} points, 95% interval {100 * low:+.1f} to {100 * high:+.1f}"


def _what_strength_carries(scenario: Scenario, strength: Carried, shift: Moved | None) -> list[str]:
    """How much hangs on that wish, what the other readings say, and what the lines do without it."""
    low, high = (max(0.0, end) for end in strength.part.ci95)
    size = "all" if strength.part.value > 1.0 else f"{strength.part.value:.0%}"
    parts = [
        f"Of the difference in windows {size} comes through that wish (95% interval {low:.0%} to {high:.0%})."
    ]
    others = [row for row in strength.others if row.strength != scenario.assumptions.strength]
    told = [
        f"{row.strength} {_points(row.window) if shown(row.window) else refusal(row.cells)}" for row in others
    ]
    if told:
        parts.append(f"Under the readings without it: {'; '.join(told)}.")
    if shift is not None:
        parts.append(still(shift))
    return parts
