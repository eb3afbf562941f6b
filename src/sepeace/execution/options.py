"""How a run is to be had: what a user says beside the scenario, checked once and carried as one object."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from sepeace.quantities import LARGEST_SEED, MOST_CAMPAIGNS, MOST_WINDOW_DAYS, MOST_WORKERS, whole
from sepeace.scenario.luck import given_for
from sepeace.scenario.scenario import Scenario
from sepeace.wording.assumed import Luck

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How a run is to be had. Every number is checked here, when the object is made.

    Attributes:
        campaigns: of each world, 1 to 10^7.
        seed: 0 to 2^64 - 1.
        workers: threads on the compiled clock, else processes; None for one.
        given: free, branch or as_it_fell; None for the scenario's own.
        window_days: days open in all from which a campaign counts as one with a window, 1 to 1,400.
        cluster: tcp://HOST:PORT of a dask scheduler, in place of workers here.
        progress: called with campaigns done and in all.

    Raises:
        BadValue: campaigns, seed, workers or window_days that are no whole number in range.
    """

    campaigns: int
    seed: int = 1
    workers: int | None = None
    given: str | None = None
    window_days: int = 1
    cluster: str | None = None
    progress: Progress | None = None

    def __post_init__(self) -> None:
        """Check the numbers; those of numpy become plain ones."""
        ranges = {"campaigns": (1, MOST_CAMPAIGNS), "seed": (0, LARGEST_SEED), "workers": (1, MOST_WORKERS)}
        ranges["window_days"] = (1, MOST_WINDOW_DAYS)
        for name, (low, high) in ranges.items():
            if name != "workers" or self.workers is not None:
                object.__setattr__(self, name, whole(name, getattr(self, name), low, high))

    def luck(self, scenario: Scenario) -> Luck:
        """What is held to the record in a scenario.

        Raises:
            BadValue: an unknown ``given``, or another than free without a branch date.
            Contradiction: scores as they fell, and something else said of them.
        """
        return given_for(scenario, self.given)

    def settled(self, scenario: Scenario) -> RunOptions:
        """The same, with the luck of a scenario for every world; raises as ``luck``."""
        return replace(self, given=self.luck(scenario))
