"""The model's own reading of a file: how often what is asked was true in wars with such a file.

It is a logistic regression of many wars of the model. What it looks at is counted from the file alone,
planted rumours included; how much each count says was estimated once and lies in ``data/reading.json``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from sepeace.desk.evidence import Item
from sepeace.desk.truths import AHEAD

COUNTED = (
    *("read soviet", "read leader", "read subordinate", "read mediator"),
    *("press soviet", "press leader", "press subordinate", "press mediator"),
    *("exposed exposed", "told told"),
)
"""How and what of the items that are counted, each in the six months before a date."""
MOST = 3
"""More of one kind says no more."""
FEATURES = (*COUNTED, "exposed ever", "front", "front moved")
HUNDRED_KM = 100.0


def features(items: Sequence[Item], day: float, front: float, before: float) -> list[float]:
    """What the reading looks at, in the order of ``FEATURES``.

    Args:
        items: the file; what is later than the day does not count.
        front, before: mean km of the three sectors' fronts on the day, and three months earlier.
    """
    found = []
    for name in COUNTED:
        many = sum(1 for one in items if day - AHEAD <= one.day < day and f"{one.how} {one.what}" == name)
        found.append(float(min(many, MOST)))
    found.append(1.0 if any(one.how == "exposed" and one.day < day for one in items) else 0.0)
    found.append(front / HUNDRED_KM)
    found.append((front - before) / HUNDRED_KM)
    return found


def chance(start: float, weights: Sequence[float], looked_at: Sequence[float]) -> float:
    """The probability that a reading gives.

    Args:
        start: log odds on that date of a file in which all that is looked at is 0.
        weights: by how much each thing looked at moves them.
    """
    total = start
    for weight, value in zip(weights, looked_at, strict=True):
        total += weight * value
    return 1.0 / (1.0 + math.exp(-total))
