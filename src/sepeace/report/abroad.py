"""What a report says of the West: its belief, the landing, and the locks before any German approach.

Read off the final states and the plan of the runs; nothing is run again. Of belief no more is kept than where
it stood when a campaign was over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sepeace.kernel import slots
from sepeace.outcomes.outcome_rows import counted
from sepeace.quantities import date_of
from sepeace.record import load
from sepeace.scenario.plan import plan
from sepeace.scenario.vocabulary import LANDING

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Event, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class ShutLock:
    """A lock before a settlement of Germany with the West: from when it is shut, and from when open again."""

    name: str
    shut: date | None
    opened: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """The West in one world, over the campaigns that count.

    Attributes:
        landed: share in which a landing in France takes place and holds; ``landing``: its median day.
        earlier: share in which fear of a separate peace draws it forward; ``earlier_days``: mean days there.
        belief: low, median and high of nine tenths of the campaigns, at the end of each: the probability that
            the West gives to a separate peace.
        locks: as the scenario has them.
    """

    landed: float
    landing: date | None
    earlier: float
    earlier_days: float | None
    belief: tuple[float, float, float]
    locks: tuple[ShutLock, ...]


def abroad(batch: Batch) -> Abroad | None:
    """The West in a world; None where no campaign counts."""
    rows = counted(batch.records)
    if not len(rows):
        return None
    days, forward = rows["landed"][rows["landed"] >= 0], rows["landing_earlier"]
    low, middle, high = (float(part) for part in np.quantile(rows["western_belief"], (0.05, 0.5, 0.95)))
    return Abroad(
        landed=len(days) / len(rows),
        landing=date_of(float(np.sort(days)[(len(days) - 1) // 2])) if len(days) else None,
        earlier=float(np.mean(forward > 0.0)),
        earlier_days=float(forward[forward > 0.0].mean()) if np.any(forward > 0.0) else None,
        belief=(low, middle, high),
        locks=locks(batch),
    )


def locks(batch: Batch) -> tuple[ShutLock, ...]:
    """The locks of a world: what is supposed may keep one from ever falling shut, or open it."""
    world = plan(batch.scenario, batch.luck).world

    def on(day: float) -> date | None:
        return date_of(day) if day < slots.NEVER else None

    return tuple(
        ShutLock(name=lock.name, shut=on(world.lock_shut[place]), opened=on(world.lock_open[place]))
        for place, lock in enumerate(load().locks)
    )


def approaches(run: Run) -> list[Event]:
    """German approaches to the West that a campaign tells, from its branch on."""
    start = run.scenario.branch
    rows = (event for event in run.events if event.kind == "approach")
    return [event for event in rows if start is None or event.date >= start]


def recorded_landing() -> date:
    """The day of the landing of the record."""
    return load().event(LANDING).date


def recorded_armistice() -> date:
    """The day on which Finland signed in the recorded war."""
    return load().contact("finland_september_1944").end
