"""Microseconds a campaign: the clocks, the same campaign written in the ordinary ways, the scalar floor.

And what a user waits for: a comparison, and the demo. All take turns, round by round, so that a machine which
slows down slows them all. Of the rounds the median counts.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from statistics import median

from sepeace.bench import contestants, floor, question, twins
from sepeace.bench.contestants import SEED, Contestant
from sepeace.bench.machine import machine, versions
from sepeace.clocks import clock_choice, records
from sepeace.documents.bench import (
    BeliefCost,
    BenchDocument,
    DemoCost,
    FloorPart,
    QuestionCost,
    Ratios,
    Times,
)
from sepeace.fingerprint import model_hash
from sepeace.scenario.library import historical
from sepeace.scenario.plan import Plan, plan
from sepeace.version import __version__

CAMPAIGNS, ROUNDS, COUNTED = 2_000, 5, 60
"""Campaigns of the compiled clock in a round, rounds, and campaigns whose calls are counted."""
COMPILED_INTEGRAL = "natural_simpy_integral_compiled"
NAMES = tuple(time.name for time in fields(Times) if time.name != "floor")
RATIOS = tuple(ratio.name for ratio in fields(Ratios) if ratio.name != "one_thread_over_two")
"""Each is named after the two times of which it is the ratio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """One kind of call: how many a campaign makes, and nanoseconds of one in a compiled loop."""

    calls: float
    ns: float

    @property
    def us(self) -> float:
        """Microseconds of a campaign."""
        return self.calls * self.ns / 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What was measured.

    Attributes:
        turns: microseconds a campaign, round by round, of everything that is at hand; a pair counts as one
            campaign where pairs are asked for.
        campaigns: in a turn.
        threads: of compiled_all_threads.
        floor: a campaign's own arithmetic by kind of call; empty without numba.
        belief: the belief integral; None without numba.
    """

    turns: Mapping[str, tuple[float, ...]]
    campaigns: Mapping[str, int]
    threads: int
    floor: Mapping[str, Calls]
    belief: Calls | None

    def us_per_campaign(self) -> Times:
        """Medians, and the sum of the floor; None for what is not at hand."""
        found = {name: median(self.turns[name]) if name in self.turns else None for name in NAMES}
        return Times(**found, floor=sum(part.us for part in self.floor.values()) if self.floor else None)

    def ratio(self) -> Ratios:
        """How many times as long the first takes as the second; None where one of them is not at hand.

        What two threads gain is the median of the gains of the rounds.
        """
        us = self.us_per_campaign().to_json()
        us["all_threads"] = us["compiled_all_threads"]
        found: dict[str, float | None] = {}
        for name in RATIOS:
            above, below = (us[time] for time in name.split("_over_"))
            found[name] = None if above is None or below is None else above / below
        one, two = (self.turns.get(name) for name in ("compiled", self.two_threads))
        gains = [alone / shared for alone, shared in zip(one, two, strict=True)] if one and two else []
        return Ratios(**found, one_thread_over_two=median(gains) if gains else None)

    @property
    def two_threads(self) -> str:
        """The name under which two threads ran."""
        return "compiled_all_threads" if self.threads == 2 else "two_threads"

    def belief_cost(self) -> BeliefCost | None:
        """The belief integral, and the part of a compiled campaign that it takes; None without numba."""
        if self.belief is None:
            return None
        one, whole = self.belief, self.us_per_campaign().compiled
        share = None if whole is None else one.us / whole
        return BeliefCost(calls=one.calls, ns=one.ns, us=one.us, share=share)

    def question_costs(self) -> tuple[QuestionCost, ...]:
        """The user's question, asked of this package and of ordinary SimPy; empty where it was left out."""
        return tuple(
            self._question_cost(name, asked)
            for name, asked in question.QUESTIONS.items()
            if name in self.turns
        )

    def _question_cost(self, name: str, asked: question.Question) -> QuestionCost:
        ours, naturals = self.turns[name], self.turns[question.NATURAL]
        each = question.CAMPAIGNS_OF_A_PAIR
        campaigns = asked.campaigns * each
        return QuestionCost(
            campaigns=asked.campaigns,
            starting=asked.starting,
            workers=self.threads,
            seconds=1e-6 * asked.campaigns * median(ours),
            natural_campaigns=campaigns,
            natural_seconds=1e-6 * campaigns * median(naturals),
            ratio=median(each * natural / own for natural, own in zip(naturals, ours, strict=True)),
        )

    def demo_cost(self) -> DemoCost | None:
        """The demo; None where it was left out."""
        if question.DEMO not in self.turns:
            return None
        return DemoCost(seconds=1e-6 * question.DEMO_CAMPAIGNS * median(self.turns[question.DEMO]))

    @property
    def document(self) -> BenchDocument:
        """All of it, with what it was measured on."""
        return BenchDocument(
            scenario="historical",
            seed=SEED,
            us_per_campaign=self.us_per_campaign(),
            ratio=self.ratio(),
            spread={name: (min(us), max(us)) for name, us in self.turns.items()},
            rounds=max(map(len, self.turns.values())),
            campaigns=dict(self.campaigns),
            threads=self.threads,
            floor=tuple(
                FloorPart(what=name, calls=part.calls, ns=part.ns, us=part.us)
                for name, part in self.floor.items()
            ),
            belief=self.belief_cost(),
            question=self.question_costs(),
            demo=self.demo_cost(),
            version=__version__,
            model_hash=model_hash(),
            machine=machine(),
            versions=versions(),
        )


def bench(
    campaigns: int = CAMPAIGNS,
    rounds: int = ROUNDS,
    progress: Callable[[int, int], None] | None = None,
    ask: bool = True,
) -> Bench:
    """Time every way to run a campaign that is at hand. What is not compiled yet is compiled first.

    Args:
        campaigns: of the compiled clock in a round, for each thread.
        rounds: turns of each.
        progress: called with the campaigns done and in all.
        ask: whether the user's question and the demo are timed too, which need the compiled clock.
    """
    made = plan(historical(), "free")
    threads = os.cpu_count() or 1
    found: dict[str, Contestant] = {}
    arithmetic = None
    if clock_choice.can_compile():
        clock = clock_choice.load()
        weeks = contestants.count(clock, made, records.pack(made.world), campaigns) / campaigns
        arithmetic = _Arithmetic(made, weeks)
        found = contestants.compiled(clock, made, campaigns, threads)
        found[COMPILED_INTEGRAL] = contestants.ordinary_model(twins.natural(arithmetic.integral), [made])
    found |= contestants.ordinary(made)
    if ask and clock_choice.at_hand():
        found |= question.contestants(threads)
    done, total = 0, rounds * sum(one.campaigns for one in found.values())
    for _ in range(rounds):
        for one in found.values():
            one.turn()
            done += one.campaigns
            if progress is not None:
                progress(done, total)
        if arithmetic is not None:
            arithmetic.turn()
    return Bench(
        turns={name: tuple(one.us) for name, one in found.items()},
        campaigns={name: one.campaigns for name, one in found.items()},
        threads=threads,
        floor={} if arithmetic is None else arithmetic.floor(),
        belief=None if arithmetic is None else arithmetic.belief(),
    )


class _Arithmetic:
    """The loops of the floor and of the belief integral, timed in turns like the others."""

    def __init__(self, made: Plan, weeks: float) -> None:
        self._counts = floor.count(made, SEED, range(COUNTED))
        self._calls = self._counts.per_campaign(weeks)
        self._war_terms = weeks * self._counts.war_terms / self._counts.weeks
        self._loops = floor.loops(list(self._calls), self._counts.arguments)
        self._ns: dict[str, list[float]] = {name: [] for name in self._loops.calls}
        self._integral_ns: list[float] = []

    @property
    def integral(self) -> twins.Integral:
        """The compiled belief integral, for plain Python."""
        return self._loops.integral

    def turn(self) -> None:
        """Time each loop once."""
        for name, loop in self._loops.calls.items():
            self._ns[name].append(1e9 * loop.seconds())
        self._integral_ns.append(1e9 * self._loops.war_terms.seconds())

    def floor(self) -> dict[str, Calls]:
        """Each kind of call with the median of its cost, and the integral's arithmetic between its calls."""
        costs = {name: median(ns) for name, ns in self._ns.items()}
        own = self._counts.own_ns(median(self._integral_ns), costs)
        found = {name: Calls(calls=self._calls[name], ns=ns) for name, ns in costs.items()}
        return {**found, floor.OWN_ARITHMETIC: Calls(calls=self._war_terms, ns=own)}

    def belief(self) -> Calls:
        """The belief integral as a whole, likewise."""
        return Calls(calls=self._war_terms, ns=median(self._integral_ns))
