"""Campaigns along the recorded front, seen by half-year: how willing both leaders were, and who wrote.

The battlefield is held to the record by two assumptions, structure_weight 1 and front_noise 0: every score is
the recorded one, and nothing jitters. What is left to luck are contacts, errors and each campaign's numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import run_traced
from sepeace.kernel import slots, weekly
from sepeace.quantities import EPOCH, day_of
from sepeace.scenario.library import historical
from sepeace.scenario.plan import plan
from sepeace.scenario.recorded_weeks import SPAN
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import Setting

Floats = NDArray[np.float64]
ON_RECORD: dict[str, Setting] = {
    "numbers": "prior",  # the contacts that are looked at here have weighed the others
    "structure_weight": 1.0,
    "front_noise": 0.0,
    "switches_off": ("finland",),
}
"""Assumptions under which every campaign's front is the recorded one."""
SIDES = ("germany", "soviet")
STREAMS = ("soviet", "leverage", "german_leader", "subordinate", "mediator")
"""Streams of feelers, in the order of the kernel."""
WILLING = (weekly.WILLINGNESS_GERMANY, weekly.WILLINGNESS_SOVIET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the war: its name, its first day and the first day after it."""

    name: str
    first: date
    after: date

    @property
    def weeks(self) -> slice:
        """The weekly values whose Sunday lies in it."""
        low, high = (-int(-day_of(day) // 7) for day in (self.first, self.after))
        return slice(max(low, 0), high)


def _spans(months: int, letter: str) -> tuple[Span, ...]:
    """Parts of the years from June 1941 to June 1945; the last days of June 1941 go with what follows."""
    found = []
    for year in range(1941, 1946):
        for part in range(12 // months):
            first = date(year, 1 + months * part, 1)
            last = 1 + months * (part + 1)
            after = date(year + (last > 12), last - 12 * (last > 12), 1)
            if date(1941, 7, 1) <= first < date(1945, 7, 1):
                begin = EPOCH if first == date(1941, 7, 1) else first
                found.append(Span(name=f"{year} {letter}{part + 1}", first=begin, after=after))
    return tuple(found)


HALVES = _spans(6, "H")
QUARTERS = _spans(3, "Q")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was seen of the campaigns of one world.

    Attributes:
        willing: (campaigns, weeks, 2) willingness of Hitler and Stalin at the end of each week; not a number
            from the week on in which the war is over or settled.
        feelers: (campaigns, 5, 8) feelers by stream and half-year.
    """

    willing: NDArray[np.float32]
    feelers: NDArray[np.int64]

    @property
    def campaigns(self) -> int:
        """How many."""
        return len(self.willing)

    def means(self, spans: tuple[Span, ...]) -> Floats:
        """(campaigns, spans, 2): mean willingness; not a number where a campaign has no week in a span."""
        found = np.full((self.campaigns, len(spans), 2), np.nan)
        for place, span in enumerate(spans):
            part = self.willing[:, span.weeks].astype(float)
            weeks = np.isfinite(part).sum(axis=1)
            total = np.nansum(part, axis=1)
            np.divide(total, weeks, out=found[:, place], where=weeks > 0)
        return found

    def at_war(self) -> NDArray[np.bool_]:
        """(campaigns, 8): whether the war went on when the half-year began."""
        first = [span.weeks.start for span in HALVES]
        return np.asarray(np.isfinite(self.willing[:, first, 0]))

    def feelers_a_campaign(self) -> Floats:
        """(5, 8): mean feelers by stream and half-year, over campaigns at war when the half-year began."""
        alive = self.at_war()
        total = np.where(alive[:, None, :], self.feelers, 0).sum(axis=0)
        return np.asarray(total / np.maximum(alive.sum(axis=0), 1), dtype=float)


def on_record(**assumptions: Setting) -> Scenario:
    """The historical war with its battlefield held to the record, under further assumptions.

    Finland leaves on the recorded day: on any other her soldiers would move the front.
    """
    return historical().with_assumptions({**ON_RECORD, **assumptions})


def watch(scenario: Scenario, campaigns: int, seed: int) -> Watched:
    """Run campaigns of the free war, by the compiled clock if it is at hand."""
    made = plan(scenario, "free")
    willing = np.full((campaigns, SPAN + 1, 2), np.nan, np.float32)
    feelers = np.zeros((campaigns, len(STREAMS), len(HALVES)), np.int64)
    if clock_choice.prepare(campaigns, 1):
        clock_choice.load()
    for number, trace in enumerate(run_traced(made, seed, 0, campaigns)):
        willing[number, : len(trace.weeks)] = trace.weeks[:, WILLING]
        sent = trace.events[trace.events["kind"] == slots.K_SENT]
        _count(feelers[number], sent["time"], sent["cause"])
    return Watched(willing=willing, feelers=feelers)


def _count(feelers: NDArray[np.int64], days: NDArray[np.float64], causes: NDArray[np.int64]) -> None:
    """Add the feelers of one campaign."""
    halves = np.searchsorted([day_of(span.after) for span in HALVES], days, side="right")
    inside = halves < len(HALVES)
    np.add.at(feelers, (causes[inside].astype(int) - slots.C_SERIOUS, halves[inside]), 1)
