"""Both ends of every range, held against the war that happened.

A range says how far a reasonable reader could go. An end at which the recorded war would hardly have been
possible is no such place. So each end is put in, all other numbers at their defaults, and two wars are run:
the recorded one with its own luck, which must come back where the number has no business with it; and the
free one, in which Germany must seldom win and the Soviet Union must not win in another year.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import numpy as np

from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import run_traced
from sepeace.errors import BadValue
from sepeace.execution.design_points import PointRunner
from sepeace.kernel import slots
from sepeace.model.parameters import COEFFICIENTS, PARAMETERS, Parameter, find
from sepeace.scenario.library import historical
from sepeace.scenario.plan import plan
from sepeace.scenario.scenario import Scenario
from sepeace.validation.hindcast import END_DAYS

MOST_GERMAN = 0.10
"""At either end at most so many of the free wars may be German victories (judgement: at the defaults it is
a few in a hundred; more than one in ten would make the war that happened a piece of luck)."""
MOST_DAYS = 182.0
"""And the median Soviet victory may lie so far from the recorded end, either way (judgement: half a year)."""
CAMPAIGNS = 4_000
"""For the table: a share of 10% is then known to within a point (95%)."""
TRIES = 20
"""Recorded wars tried until one has no settlement, which would end it before its day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The recorded war at one end: how far it strays, and its last day less that at the defaults."""

    front_km: float
    strength_millions: float
    days: float

    @property
    def comes_back(self) -> bool:
        """Nothing strays by a bit, and the war ends on its day."""
        return self.front_km == 0.0 and self.strength_millions == 0.0 and self.days == 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of one range.

    Attributes:
        key, end, value: the parameter, low or high, and the number there.
        recorded: the recorded war with its own luck; None where a settlement ended each one tried.
        campaigns: free wars; ``failed`` of them ended in a number that is not finite.
        german, soviet, settled: shares of those that did not fail.
        median_days: median day of Soviet victories less the recorded end; None without any.
    """

    key: str
    end: str
    value: float
    recorded: Recorded | None
    campaigns: int
    failed: int
    german: float
    soviet: float
    settled: float
    median_days: float | None

    @property
    def recorded_ok(self) -> bool:
        """It comes back, or strays where it should; even then no front moves and the end is near."""
        if self.recorded is None or self.recorded.comes_back:
            return True
        return (
            find(self.key).strays != ""
            and self.recorded.front_km == 0.0
            and abs(self.recorded.days) <= 2 * END_DAYS
        )

    @property
    def free_ok(self) -> bool:
        """The free war stays within its bounds."""
        near = self.median_days is not None and abs(self.median_days) <= MOST_DAYS
        return self.failed == 0 and self.german <= MOST_GERMAN and near

    @property
    def ok(self) -> bool:
        """Both."""
        return self.recorded_ok and self.free_ok


def of_the_battlefield() -> tuple[Parameter, ...]:
    """The rows that make the war, and not the leaders or the talks."""
    return tuple(row for row in PARAMETERS if row.part == "battlefield")


def ends(
    rows: Iterable[Parameter] = PARAMETERS, campaigns: int = CAMPAIGNS, seed: int = 1, workers: int = 1
) -> tuple[End, ...]:
    """Both ends of each range.

    Args:
        campaigns: free wars at each end; 1 or more.

    Raises:
        BadValue: no campaigns.
    """
    if campaigns < 1:
        raise BadValue("too few campaigns", given=campaigns, allowed="1 or more")
    wanted = [(row, end, getattr(row.quantity, end)) for row in rows for end in ("low", "high")]
    clock_choice.prepare(len(wanted) * campaigns, workers)
    with ThreadPoolExecutor(workers) as pool:
        return tuple(pool.map(lambda one: _end(one[0], one[1], one[2], campaigns, seed), wanted))


def _end(row: Parameter, end: str, value: float, campaigns: int, seed: int) -> End:
    point = PointRunner(_spread(row.key), "free", (row.key,)).at(np.array([value]))
    states = point.run(seed, 0, campaigns)
    fine = states[states["failed"] == 0]
    soviet = fine["ending"] == slots.SOVIET_VICTORY
    days = fine["ended"][soviet]
    return End(
        key=row.key,
        end=end,
        value=value,
        recorded=recorded(row.key, value),
        campaigns=campaigns,
        failed=len(states) - len(fine),
        german=float(np.mean(fine["ending"] == slots.GERMAN_VICTORY)),
        soviet=float(np.mean(soviet)),
        settled=float(np.mean(fine["signed"][:, slots.MAIN] < slots.NEVER)),
        median_days=float(np.median(days)) - _usual()[1] if len(days) else None,
    )


def _fixed() -> Scenario:
    return historical().with_assumptions({"numbers": "default"})


def _spread(varied: str) -> Scenario:
    """Defaults, and the score coefficients drawn with their spreads, as campaigns usually do."""
    rows = (find(f"{name}_sd") for name in COEFFICIENTS)
    return _fixed().with_assumptions({row.key: row.quantity.value for row in rows if row.key != varied})


def recorded(key: str, value: float) -> Recorded | None:
    """The recorded war with its own luck and this number; None if a settlement ends it each time."""
    weeks, ended = _usual()
    found = _recorded_war(key, value, TRIES)
    if found is None:
        return None
    own, day = found
    pairs = list(zip(own, weeks, strict=False))
    return Recorded(
        front_km=max(abs(a[k] - b[k]) for a, b in pairs for k in range(3)),
        strength_millions=max(abs(a[k] - b[k]) for a, b in pairs for k in (3, 4)),
        days=day - ended,
    )


def _recorded_war(key: str, value: float, tries: int) -> tuple[list[list[float]], float] | None:
    """Weekly values and last day of the first campaign without a settlement; None if all have one."""
    made = plan(_fixed().with_assumptions({key: value}), luck="recorded")
    for war in run_traced(made, 1, 0, tries):
        if war.state["signed"][0, slots.MAIN] >= slots.NEVER:
            return war.weeks.tolist(), float(war.state["ended"][0])
    return None


@cache
def _usual() -> tuple[list[list[float]], float]:
    """Weekly values and last day of the recorded war at the defaults: the record's own."""
    found = _recorded_war("front_noise", 0.0, 1)
    if found is None:
        raise BadValue("the recorded war ends in a settlement", given="defaults", allowed="none")
    return found
