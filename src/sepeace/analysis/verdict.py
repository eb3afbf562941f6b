"""What a sensitivity analysis supports, in sentences: the same on a terminal, in JSON and under a figure.

Loads nothing heavy: the command line reads it at its start.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sepeace.model.parameters import PARAMETERS

if TYPE_CHECKING:
    from sepeace.analysis.sensitivity import Sensitivity
    from sepeace.model.parameters import Parameter
    from sepeace.model.sensitivity import Interval, Nested

MOST_NAMED = 3
THINGS = {
    "window": "the chance of a window",
    "settlement": "the chance of a settlement",
    "effect": "the change of the chance of a window",
}
MATTERS = {
    "window": "whether a window opens",
    "settlement": "whether a settlement is signed",
    "effect": "whether the change opens or shuts a window",
}
SOURCE_WORDS = {
    "chance": "chance",
    "parameters": "parameters",
    "readings": "readings",
    "form": "model form",
}


def ends(found: Interval, percent: bool = False) -> str:
    """The ends of an interval in brackets, or nothing where there are none."""
    if not (math.isfinite(found.low) and math.isfinite(found.high)):
        return ""
    if percent:
        return f"[{per_cent(found.low)}, {per_cent(found.high)}]"
    return f"[{_short(found.low)}, {_short(found.high)}]"


def _short(value: float) -> str:
    """Two places, or as many as it takes to tell a number from 0."""
    if abs(value) >= 0.005 or value == 0.0:
        return f"{value:.2f}"
    return f"{value:.3f}" if abs(value) >= 0.0005 else f"{value:.0e}"


def per_cent(share: float) -> str:
    """A share in whole per cent, with one place below ten."""
    told = f"{100.0 * share:.{1 if 0.0 < abs(share) < 0.0995 else 0}f}"
    return f"{'0' if float(told) == 0.0 else told}%"


def title_of(row: Parameter) -> str:
    """What a parameter is, also where the table refers to the row above it."""
    same = "the same "
    if not row.meaning.startswith(same):
        return row.meaning
    for other in reversed(PARAMETERS[: PARAMETERS.index(row)]):
        if other.quantity.unit == row.quantity.unit and not other.meaning.startswith(same):
            return f"{other.meaning}, {row.meaning.removeprefix(same)}"
    return row.meaning


def statement(done: Sensitivity) -> str:
    """What the runs support, in a few sentences."""
    parts = [hangs_on(done, name) for name in done.outcomes]
    if done.budget is not None:
        parts += [shared(name, found) for name, found in done.budget.outcomes.items()]
    return " ".join(parts)


def hangs_on(done: Sensitivity, name: str) -> str:
    """What one outcome depends on most, or why that cannot be said."""
    thing, found = THINGS[name], done.outcomes[name]
    start = f"{thing[:1].upper()}{thing[1:]}"
    state = done.state(name)
    if state == "flat":
        return f"{start} is {found.mean:.2f} at every point: nothing that was varied moves it."
    if state == "noisy":
        return (
            f"With {done.campaigns:,} campaigns at a point, noise hides what {thing} depends on: "
            "more campaigns at a point would show it."
        )
    claimed = [row for row in done.ranked(name) if row[2].claimed]
    if not claimed:
        return (
            f"These runs do not show that {thing} depends on any parameter that was varied: every interval "
            "includes 0."
        )
    told = [f"{row.key} ({total.value:.2f} {ends(total)})" for row, _, total in claimed[:MOST_NAMED]]
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    return f"{start} depends most on {listed}, by total index."


def shared(name: str, found: Nested) -> str:
    """The shares of a disagreement in one sentence."""
    if not found.variance > 0.0:
        return f"There is no disagreement about {MATTERS[name]}: it came out the same in every campaign."
    told = [
        f"{per_cent(found.shares[source].value)} {ends(found.shares[source], percent=True)} is "
        f"{SOURCE_WORDS[source]}"
        for source in SOURCE_WORDS
    ]
    return f"Of the disagreement about {MATTERS[name]}, {', '.join(told[:-1])} and {told[-1]}."
