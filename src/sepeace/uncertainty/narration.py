"""What a sensitivity analysis supports, in sentences: the same on a terminal, in JSON and under a figure.

Loads nothing heavy: the command line reads it at its start.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sepeace.scenario.vocabulary import OTHER_FORMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sepeace.model.parameters import Parameter
    from sepeace.stats.means import Means
    from sepeace.stats.sobol import Indices, Interval, Nested

MOST_NAMED = 3
MOST_RIVALS = 5
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
EVENTS = {"window": "A window came", "settlement": "A settlement was signed"}
RARE = (0.01, 0.001, 0.0003)
"""Chances of which it is said how many campaigns would show them: three over the chance, 19 times in 20."""
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
    from sepeace.model.parameters import PARAMETERS

    same = "the same "
    if not row.meaning.startswith(same):
        return row.meaning
    for other in reversed(PARAMETERS[: PARAMETERS.index(row)]):
        if other.quantity.unit == row.quantity.unit and not other.meaning.startswith(same):
            return f"{other.meaning}, {row.meaning.removeprefix(same)}"
    return row.meaning


def hangs_on(name: str, found: Indices, varied: Sequence[Parameter], campaigns: int, uncounted: float) -> str:
    """What one outcome depends on most, or why that cannot be said.

    Args:
        campaigns: at each point; a share ``uncounted`` of them does not count.
    """
    from sepeace.stats.sobol import Finding

    thing = THINGS[name]
    start = f"{thing[:1].upper()}{thing[1:]}"
    if found.finding == Finding.FLAT:
        return _flat(name, found.mean, campaigns, uncounted)
    if found.finding == Finding.NOISY:
        return (
            f"With {campaigns:,} campaigns at a point, noise hides what {thing} depends on: "
            "more campaigns at a point would show it."
        )
    claimed = [row for row in found.ranked(varied) if row[2].claimed]
    if not claimed:
        return (
            f"These runs do not show that {thing} depends on any parameter that was varied: every interval "
            "includes 0."
        )
    told = [f"{row.key} ({total.value:.2f} {ends(total)})" for row, _, total in claimed[:MOST_NAMED]]
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    return f"{start} depends most on {listed}, by total index."


def _flat(name: str, mean: float, campaigns: int, uncounted: float) -> str:
    """What is to be said of an outcome that came out the same at every point: that this shows nothing."""
    thing, number = THINGS[name], f"{campaigns:,}"
    kind = "campaigns that count" if uncounted > 0.0 else "campaigns"
    where = f"of the {number} {kind}, the same {number} at every point"
    nothing = f"This shows nothing of what {thing} depends on."
    if name not in EVENTS or 0.0 < mean < 1.0:
        start = f"{thing[:1].upper()}{thing[1:]} came out as {mean:.2f} at every point"
        return f"{start}, of the same {number} {kind}. {nothing} More campaigns at a point might."
    never = mean == 0.0
    told = f"{EVENTS[name]} in {'none' if never else 'all'} {where}. {nothing}"
    counting = max(1, int(campaigns * (1.0 - uncounted)))
    from sepeace.stats.estimates import share  # this loads numpy

    span = share(0, counting).ci95[1]
    open_ = f"anything up to {per_cent(span)}" if never else f"anything from {per_cent(1.0 - span)}"
    rare = next((chance for chance in RARE if chance < span), RARE[-1])
    shown = f"{100.0 * (rare if never else 1.0 - rare):g}%"
    return (
        f"{told} The chance may be {open_}: some {3.0 / rare:,.0f} campaigns at a point would be likely to "
        f"show a chance of {shown}."
    )


def parted(found: Means, name: str) -> str:
    """Which dispute and which mechanism part the means of an outcome most, as far as that is shown."""
    return " ".join(told for told in (_by_dispute(found, name), _by_mechanism(found, name)) if told)


def _by_dispute(found: Means, name: str) -> str:
    most = found.disputes
    if most is None:
        return ""
    if not most.names:
        return f"No dispute is shown to part the mean of {THINGS[name]}."
    first, *rivals = most.names
    means = ", ".join(
        f"{kind} {mean.value:.2f} {ends(mean)}" for kind, mean in found.by_reading[first].items()
    )
    if not rivals:
        return f"Mean of {THINGS[name]} by {first}, the reading that parts most: {means}."
    return (
        f"Mean of {THINGS[name]} by {first}: {means}. It is among the readings that part most; not told "
        f"apart from it: {_some(rivals)}."
    )


def _by_mechanism(found: Means, name: str) -> str:
    most = found.mechanisms
    if most is None:
        return ""
    if not most.names:
        return f"No other form of the model is shown to move the mean of {THINGS[name]}."
    first, *rivals = most.names
    other, full = found.by_form[first], found.by_form["full"]
    means = f"{other.value:.2f} {ends(other)}; as it is: {full.value:.2f} {ends(full)}"
    told = f"With {first}" if first in OTHER_FORMS else f"Without {first}"
    if not rivals:
        return f"{told}, the form that counts most: {means}."
    return f"{told}: {means}. It is among the forms that count most; not told apart from it: {_some(rivals)}."


def _some(names: list[str]) -> str:
    """Names, not more than fit a line."""
    rest = len(names) - MOST_RIVALS
    return ", ".join(names) if rest <= 1 else f"{', '.join(names[:MOST_RIVALS])} and {rest} more"


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
