"""How far the two codings of the operations lie apart."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sepeace.record.types import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the two codings of the operations lie apart, in points of the score.

    The second coding was made from the facts of each operation, but its coder had seen the
    first, so the spread is a lower bound of what two strangers would show.

    Args:
        compared: operations coded at two times, each with its own reason.
        left_out: operations whose two codings were made together.
        share_equal: share of the compared with the same score.
        mean_absolute: mean distance between the two scores.
        root_mean_square: root of the mean squared distance.
        largest: greatest distance.
    """

    compared: int
    left_out: int
    share_equal: float
    mean_absolute: float
    root_mean_square: float
    largest: float


def spread(operations: tuple[Operation, ...]) -> Spread:
    """The spread between the two codings of these operations.

    Raises:
        ValueError: none of them was coded twice apart.
    """
    gaps = [abs(row.score_first - row.score_second) for row in operations if row.coded_apart]
    if not gaps:
        raise ValueError("no operation was coded twice apart")
    count = len(gaps)
    return Spread(
        compared=count,
        left_out=len(operations) - count,
        share_equal=sum(gap == 0.0 for gap in gaps) / count,
        mean_absolute=sum(gaps) / count,
        root_mean_square=math.sqrt(sum(gap * gap for gap in gaps) / count),
        largest=max(gaps),
    )
