"""What every actor of one campaign of the natural SimPy model shares."""

from __future__ import annotations

import random
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import simpy

from sepeace.kernel.slots import NEVER

if TYPE_CHECKING:
    from collections.abc import Callable

    from sepeace.kernel.fields import Parameters
    from sepeace.kernel.world import World

Process = Generator[simpy.Event, Any, None]


class Scene:
    """What every actor of one campaign shares: the clock, chance, tables, parameters, the list of events."""

    west: Any  # what the West knows: set by the campaign, and of a module that needs this one
    landing_came: Callable[[str], None]

    def __init__(self, chance: random.Random, world: World, rows: list[Parameters]) -> None:
        self.chance, self.world = chance, world
        self.rows, self.p, self.epoch = rows, rows[0], 0
        self.events: list[tuple[Any, ...]] = []
        self.landed, self.postponed = False, -NEVER
        self.finns: Callable[[], tuple[float, float]] = lambda: (0.0, 0.0)  # until Finland is there
        self.start_clock(0.0)

    def start_clock(self, day: float) -> None:
        """A new clock, at the beginning of the war and of the peace."""
        self.env = simpy.Environment(day)
        self.sunday, self.over = self.env.event(), self.env.event()
        self.ending, self.ended = "", 0.0

    def note(self, kind: str, *details: Any) -> None:
        """Write an event down."""
        self.events.append((self.env.now, kind, *details))

    def finish(self, ending: str, day: float) -> None:
        """End the war, or the peace after it."""
        if not self.ending:
            self.ending, self.ended = ending, day
            self.over.succeed()

    def until(self, day: float) -> simpy.Timeout:
        """An event at ``day``, at once if that is past."""
        return self.env.timeout(max(0.0, day - self.env.now))
