"""The ladder from a wish to a signature: in how many campaigns each step of the way is reached.

Every rung is a share of all campaigns that count, from the branch on where there is one. The rungs are not
nested: terms can meet while nobody talks, and a mediator can bring about talks that no side's feeler did. So
each rung also has its share of the campaigns that reached the one above.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sepeace.stats.estimates import Estimate, share

if TYPE_CHECKING:
    from sepeace.documents import batch as documents

LONG = 28.0
"""Days in all from which a wish counts, and a window as a long one."""
RUNGS = (
    "german_leader_willing",
    "soviet_leader_willing",
    "feeler_delivered",
    "talks_begun",
    "window_1_day",
    "window_28_days",
    "settlement",
)


def reached(rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """(campaigns, rungs): whether each campaign reached each rung."""
    return np.stack(
        [
            rows["willing_days_germany"] >= LONG,
            rows["willing_days_soviet"] >= LONG,
            rows["feelers_delivered"] > 0,
            rows["rounds"] > 0,
            rows["window"],
            rows["window_days"] >= LONG,
            rows["settled"],
        ],
        axis=1,
    )


def _counts() -> list[int]:
    return [0] * len(RUNGS)


@dataclass(slots=True)
class Ladder:
    """How many campaigns of one world reached each rung.

    Attributes:
        n: campaigns that count.
        counts: of them, those that reached each rung; ``both``: those that reached it and the one above.
    """

    n: int = 0
    counts: list[int] = field(default_factory=_counts)
    both: list[int] = field(default_factory=_counts)

    def add(self, rows: NDArray[np.void]) -> None:
        """Count rows of outcomes, all of which count."""
        steps = reached(rows)
        self.n += len(rows)
        for place in range(len(RUNGS)):
            self.counts[place] += int(steps[:, place].sum())
            self.both[place] += int((steps[:, place] & steps[:, place - 1]).sum()) if place else 0

    def count(self, rung: str) -> int:
        """Campaigns that reached a rung."""
        return self.counts[RUNGS.index(rung)]

    def share(self, rung: str, together: int = 1) -> Estimate:
        """Share of the campaigns that reached a rung, which must be some."""
        return share(self.count(rung), self.n, together)

    def given_above(self, rung: str) -> float | None:
        """Of the campaigns that reached the rung above, the share that reached this one; None without any."""
        place = RUNGS.index(rung)
        if place == 0 or not self.counts[place - 1]:
            return None
        return self.both[place] / self.counts[place - 1]

    def to_json(self) -> list[documents.Step]:
        """The rows of ``ladder`` in ``batch --json``; none where no campaign counts."""
        rows: list[documents.Step] = []
        for rung in RUNGS if self.n else ():
            rows.append(
                {
                    "rung": rung,
                    "value": self.share(rung).value,
                    "ci95": list(self.share(rung).ci95),
                    "ci95_all_rungs": list(self.share(rung, len(RUNGS)).ci95),
                    "given_above": self.given_above(rung),
                }
            )
        return rows


WORDS = {
    "german_leader_willing": "the German leader would rather talk than not (above 0.5), for 28 days in all",
    "soviet_leader_willing": "the Soviet leader would rather talk than not (above 0.5), for 28 days in all",
    "feeler_delivered": "a feeler of one side reaches the other leader",
    "talks_begun": "talks begin: a first round is held",
    "window_1_day": "the terms of both sides meet for a day (a window)",
    "window_28_days": "they meet for 28 days in all",
    "settlement": "a settlement is signed",
}
"""Rungs in words."""
NOT_NESTED = (
    "Shares are of all campaigns. The rungs are not nested: terms can meet while nobody talks, and talks can "
    "begin that no feeler of a side led to. Of the campaigns that reached the rung above, this one was also "
    "reached in the shares beside it."
)
