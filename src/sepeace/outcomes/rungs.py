"""The ladder from a wish to a signature: in how many campaigns each step of the way is reached.

Every rung is a share of all campaigns that count, from the branch on where there is one. The rungs are not
nested: terms can meet while nobody talks, and a mediator can bring about talks that no side's feeler did. So
each rung also has its share of the campaigns that reached the one above. Beside the rungs the windows are
counted that count in the run, from however many days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.documents.batch import RungShare
from sepeace.stats.estimates import Estimate, share
from sepeace.wording.outcomes import LONG_DAYS, Counted, Rung

SHORT, LONG = 1, LONG_DAYS
"""Days in all from which there is a window; from which a wish counts, and a window as a long one."""
RUNGS = tuple(Rung)
Step = Rung | Counted
STEPS: tuple[Step, ...] = (*RUNGS, Counted.WINDOW)


def steps_of(outcome: Any) -> tuple[Any, ...]:
    """Whether each of ``STEPS`` was reached: by a campaign, or by many whose outcomes stand in columns.

    Args:
        outcome: a row of outcomes, or rows of them, read by the names of columns.
    """
    return (
        outcome["willing_days_germany"] >= LONG,
        outcome["willing_days_soviet"] >= LONG,
        outcome["feelers_delivered"] > 0,
        outcome["rounds"] > 0,
        outcome["window_days"] >= SHORT,
        outcome["window_days"] >= LONG,
        outcome["settled"],
        outcome["window"],
    )


def reached(rows: NDArray[np.void]) -> NDArray[np.bool_]:
    """(campaigns, steps): whether each campaign reached each of ``STEPS``."""
    return np.stack(steps_of(rows), axis=1)


def _counts() -> list[int]:
    return [0] * len(STEPS)


@dataclass(slots=True)
class Ladder:
    """How many campaigns of one world reached each step.

    Attributes:
        n: campaigns that count.
        counts: of them, those that reached each of ``STEPS``; ``both``: those that reached it and the one
            above.
    """

    n: int = 0
    counts: list[int] = field(default_factory=_counts)
    both: list[int] = field(default_factory=_counts)

    def add(self, rows: NDArray[np.void]) -> None:
        """Count rows of outcomes, all of which count."""
        self.add_steps(reached(rows))

    def add_steps(self, steps: NDArray[np.bool_]) -> None:
        """Count campaigns by what ``reached`` says of them."""
        self.n += len(steps)
        for place in range(len(STEPS)):
            self.counts[place] += int(steps[:, place].sum())
            self.both[place] += int((steps[:, place] & steps[:, place - 1]).sum()) if place else 0

    def count(self, step: Step) -> int:
        """Campaigns that reached a step."""
        return self.counts[STEPS.index(step)]

    def share(self, step: Step, together: int = 1) -> Estimate:
        """Share of the campaigns that reached a step, which must be some."""
        return share(self.count(step), self.n, together)

    def given_above(self, rung: Rung) -> float | None:
        """Of the campaigns that reached the rung above, the share that reached this one; None without any."""
        place = RUNGS.index(rung)
        if place == 0 or not self.counts[place - 1]:
            return None
        return self.both[place] / self.counts[place - 1]

    def shares(self) -> tuple[RungShare, ...]:
        """The rows of ``ladder`` in ``batch --json``; none where no campaign counts."""
        return tuple(
            RungShare(
                rung=rung,
                value=self.share(rung).value,
                ci95=self.share(rung).ci95,
                ci95_all_rungs=self.share(rung, len(RUNGS)).ci95,
                given_above=self.given_above(rung),
            )
            for rung in (RUNGS if self.n else ())
        )
