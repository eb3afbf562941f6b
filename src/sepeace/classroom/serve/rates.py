"""How often one address may ask, and how often a code may be guessed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many in a second over time, and so many at once."""

    each_second: float
    at_once: float


REQUESTS = Rate(each_second=300, at_once=600)
"""Of one address: a whole class may sit behind one, and loads the page at the same moment."""
GUESSES = Rate(each_second=20 / 60, at_once=20)
"""Wrong codes and keys of one address."""
ALL_GUESSES = Rate(each_second=1, at_once=60)
"""Wrong codes and keys of all addresses together."""
TYPOS = Rate(each_second=3 / 3600, at_once=3)
"""Wrong codes of one address that are looked up whatever others have used up: they keep no pupil out."""
MOST_ADDRESSES = 1024


class Allowance:
    """What is left of a rate, by address; those that asked longest ago are forgotten first."""

    def __init__(self, rate: Rate, clock: Clock) -> None:
        self._rate, self._clock = rate, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> float | None:
        """Seconds until one is left; None where there is."""
        left = self._now(address)
        return None if left >= 1 else (1 - left) / self._rate.each_second

    def take(self, address: str) -> None:
        """Use one up."""
        self._left[address] = (max(0.0, self._now(address) - 1), self._clock())
        self._left.move_to_end(address)
        while len(self._left) > MOST_ADDRESSES:
            self._left.popitem(last=False)

    def _now(self, address: str) -> float:
        left, since = self._left.get(address, (self._rate.at_once, self._clock()))
        return min(self._rate.at_once, left + (self._clock() - since) * self._rate.each_second)
