"""The scalar floor: what a campaign's random numbers, functions and belief integrals cost on their own.

Counted: how often a campaign asks for a block of random numbers, a normal quantile, a root, each of the
functions of ``kernel.elementary``, and the belief integral. Timed: compiled loops that do one such thing
again and again, on other arguments each time, whose results are added up so that none can be left out. Of the
belief integral the floor has what it costs beyond the calls that it makes, as these are counted already: its
additions, multiplications and divisions. Counts times costs is the time that no ordering of the same
arithmetic could save: what the compiled clock takes above it goes to all other sums, handlers, tables and
bookkeeping.
"""

from __future__ import annotations

import math
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.bench.twins import Integral
from sepeace.clocks.plain import run_plain
from sepeace.kernel import elementary
from sepeace.kernel.draws import philox
from sepeace.kernel.leaders import bargaining
from sepeace.scenario.plan import Plan

Floats = NDArray[np.float64]

BLOCKS, NORMALS, TURNS = "philox", "normal", "sin and cos"
OWN_ARITHMETIC = "the belief integral's own arithmetic"
COUNTED = {
    BLOCKS: philox.uniforms,
    NORMALS: philox.normal,
    "exp": elementary.exp,
    "log": elementary.natural_log,
    "expm1": elementary.expm1,
    "pow": elementary.raised,
    TURNS: elementary.sine_cosine,
}
"""The kernel's own functions that are counted, by their names in the table; roots are counted besides."""
WAR_TERMS_KEPT = 4096
VALUES = 4096
SECONDS = 0.02
"""How long a loop should take, about."""
_NAMES = {function.__code__: name for name, function in COUNTED.items()}
_WAR_TERMS = bargaining.war_terms.__code__


@dataclass(slots=True)
class Counts:
    """What some campaigns asked for.

    Attributes:
        campaigns, weeks: how many, and the weeks of war in them.
        calls: by name; what one of them calls itself, as a normal quantile a logarithm, belongs to it.
        war_terms: calls of the belief integral.
        within: those of ``calls`` that it makes.
        arguments: of its first calls.
    """

    campaigns: int = 0
    weeks: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    war_terms: int = 0
    within: Counter[str] = field(default_factory=Counter)
    arguments: list[tuple[float, ...]] = field(default_factory=list)
    inside: bool = field(default=False, init=False)
    """Whether the belief integral is at work now."""

    def add(self, frame: Any, event: str, called: Any) -> None:
        """Hear of one call, as ``sys.setprofile`` tells it."""
        code = frame.f_code
        if event == "c_call" and called is math.sqrt and code not in _NAMES:
            self._count("sqrt")
        elif event == "call" and code in _NAMES and frame.f_back.f_code not in _NAMES:
            self._count(_NAMES[code])
        elif code is _WAR_TERMS and event in ("call", "return"):
            self.inside = event == "call"
            if self.inside:
                self.war_terms += 1
                if len(self.arguments) < WAR_TERMS_KEPT:
                    given = frame.f_locals
                    names = _WAR_TERMS.co_varnames[: _WAR_TERMS.co_argcount]
                    self.arguments.append(tuple(given[name] for name in names))

    def _count(self, name: str) -> None:
        self.calls[name] += 1
        if self.inside:
            self.within[name] += 1

    def own_ns(self, integral: float, costs: Mapping[str, float]) -> float:
        """Nanoseconds of a belief integral beyond the calls that it makes.

        Args:
            integral: nanoseconds of a whole one.
            costs: of one call of each kind.
        """
        return max(0.0, integral - sum(n * costs[name] for name, n in self.within.items()) / self.war_terms)

    def per_campaign(self, weeks: float) -> dict[str, float]:
        """Calls in a campaign of so many weeks of war."""
        names = (name for name in (BLOCKS, NORMALS, "sqrt", *COUNTED) if self.calls[name] > 0)
        return {name: weeks * self.calls[name] / self.weeks for name in names}


def count(plan: Plan, seed: int, campaigns: Sequence[int]) -> Counts:
    """Run campaigns on the plain clock and count what they ask for, their own parameters included."""
    found = Counts()
    for campaign in campaigns:
        with _heard(found.add):
            state, _ = run_plain(plan, seed, campaign)
        found.campaigns += 1
        found.weeks += state.known
    return found


@contextmanager
def _heard(listener: Callable[[Any, str, Any], None]) -> Iterator[None]:
    """Have every call of this thread told to ``listener``."""
    before = sys.getprofile()
    sys.setprofile(listener)
    try:
        yield
    finally:
        sys.setprofile(before)


# --- compiled loops ---------------------------------------------------------------------------------------


_called: Any = None
"""What a loop calls; each loop has its own."""


def _each(values: Any, times: int) -> float:
    """Add up a function over all values, so many times."""
    total = 0.0
    for _ in range(times):
        for value in values:
            total += _called(value)
    return total


def _each_power(values: Any, times: int) -> float:
    """The same for powers; no exponent is a whole number."""
    total = 0.0
    for _ in range(times):
        for value in values:
            total += _called(value, 0.5 + value)
    return total


def _each_turn(values: Any, times: int) -> float:
    """The same for sine and cosine, which the kernel takes of one angle at once."""
    total = 0.0
    for _ in range(times):
        for value in values:
            sine, cosine = _called(value)
            total += sine + cosine
    return total


def _each_block(values: Any, times: int) -> float:
    """The same for blocks of random numbers."""
    total = 0.0
    for campaign in range(times):
        for index in range(len(values)):
            one, two, three, four = _called(1, campaign, 1, index)
            total += one + two + three + four
    return total


def _each_war_terms(values: Any, times: int) -> float:
    """The same for the belief integral."""
    total = 0.0
    for _ in range(times):
        for row in values:
            chance, months = _called(row[0], row[1], row[2], row[3])
            total += chance + months
    return total


def _one_integral(front: float, mean: float, sd: float, volatility: float) -> tuple[float, float]:
    """One belief integral, for whoever calls it from plain Python."""
    found: tuple[float, float] = _called(front, mean, sd, volatility)
    return found


@dataclass(slots=True)
class Loop:
    """A compiled loop over some values, and how many times it goes over them when it is timed."""

    run: Callable[[Floats, int], float]
    values: Floats
    times: int = 1
    total: float = 0.0

    def seconds(self) -> float:
        """Seconds of one call of the function, measured now."""
        begun = time.perf_counter()
        self.total = self.run(self.values, self.times)
        return (time.perf_counter() - begun) / (self.times * len(self.values))

    def settle(self) -> None:
        """Compile it, and choose how long it runs."""
        self.seconds()
        self.times = max(1, math.ceil(SECONDS / (self.seconds() * len(self.values))))


def arguments(name: str) -> Floats:
    """What a function is tried on: numbers all over the range in which the kernel uses it."""
    spread = (np.arange(VALUES) * 0.6180339887498949 + 0.5 / VALUES) % 1.0
    low, high = {
        "exp": (-6.0, 1.0),
        "expm1": (-3.0, 3.0),
        TURNS: (-8.0, 8.0),
    }.get(name, (0.0, 1.0))
    return np.asarray(low + (high - low) * spread, np.float64)


@dataclass(frozen=True, slots=True)
class Loops:
    """What is compiled to be timed.

    Attributes:
        calls: a loop for each kind of call.
        war_terms: one for the belief integral.
        integral: the belief integral itself, for plain Python.
    """

    calls: dict[str, Loop]
    war_terms: Loop
    integral: Integral


def loops(names: Sequence[str], war_terms: Sequence[tuple[float, ...]]) -> Loops:
    """Compiled loops for what was counted, and for the belief integral on arguments of campaigns.

    Raises:
        ImportError: numba is not installed.
    """
    import numba

    from sepeace.clocks import twins

    kernel = twins.build(compiled=False)
    settings: dict[str, Any] = dict(twins.SETTINGS)

    def compiled(code: Callable[..., Any], function: Any) -> Any:
        bound = FunctionType(code.__code__, {**globals(), "_called": function}, code.__name__)
        return numba.njit(**settings)(bound)

    def made(code: Callable[..., float], function: Any, values: Floats) -> Loop:
        loop = Loop(compiled(code, function), values)
        loop.settle()
        return loop

    codes = {BLOCKS: _each_block, TURNS: _each_turn, "pow": _each_power}
    functions = {name: kernel[function.__name__] for name, function in COUNTED.items()}
    functions["sqrt"] = math.sqrt
    integral = compiled(_one_integral, kernel["war_terms"])
    integral(*war_terms[0])  # compiled before anything is timed
    return Loops(
        {name: made(codes.get(name, _each), functions[name], arguments(name)) for name in names},
        made(_each_war_terms, kernel["war_terms"], np.array(war_terms)),
        integral,
    )
