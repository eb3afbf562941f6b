"""What the headline hangs on: one message of the West left out, or one number at an end of its range.

The recorded war, and Kursk with and without a German victory, are run again with one thing changed in every
world: a dated message of the Western Allies that was never sent, or one number held at the lowest or the
highest value worth trying. All runs share their luck, so that a change is told by the same campaigns. Nothing
here is a what-if: a message that is left out may lie before the branch.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sepeace.documents.checks.placebos import HangsOn, HangsOnWorld, HeadlineWorld, ShareMoved, ThingChanged
from sepeace.execution.collect import collector
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool, run_tasks, tasks_of
from sepeace.model.parameters import PARAMETERS
from sepeace.outcomes.outcome_rows import counted
from sepeace.outcomes.totals import Cells
from sepeace.record import load as load_record
from sepeace.runs.compare import baseline_of
from sepeace.scenario.changes import EventChange
from sepeace.scenario.library import historical, load
from sepeace.scenario.scenario import Scenario
from sepeace.stats.estimates import newcombe_paired, share

KURSK = "germany_wins_at_kursk"
MESSAGES = (
    (
        "the promise of a second front in 1942, and its postponement of 12 August",
        ("promise_1942", "postponement_1942"),
    ),
    ("the message of 4 June 1943 that there will be no landing that year", ("postponement_1943",)),
    ("the landings in North Africa, 8 November 1942", ("torch",)),
    ("the Axis surrender in Tunisia, 13 May 1943", ("tunisia_surrender",)),
    ("the Italian armistice, 3 September 1943", ("italy_armistice",)),
)
"""What the West said or did on a day and a leader heard of; a promise goes with its postponement."""
NUMBERS = (
    *("plan", "fear", "soviet_fear_scale", "ideology"),
    *("belief_volatility", "strength_premium"),
)
"""Parameters whose ends are tried, each side's by itself."""
THINGS = ("window", "settlement")
Seen = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One thing that is changed in every world."""

    kind: ThingChanged
    name: str
    value: float | None = None
    events: tuple[str, ...] = ()

    def of(self, scenario: Scenario) -> Scenario:
        """A scenario with the change; events are left out wherever they lie."""
        if self.value is not None:
            return scenario.with_assumptions({self.name: self.value})
        left_out = (
            EventChange(target=event, cancel=True)
            for event in self.events
            if all(change.target != event for change in scenario.changes)
        )
        return replace(scenario, changes=(*scenario.changes, *left_out))


def variants() -> Iterator[Variant]:
    """All that is tried, the worlds as they are first."""
    yield Variant(kind=ThingChanged.AS_IT_IS, name=ThingChanged.AS_IT_IS.value)
    known = {event.id for event in load_record().events}
    for words, events in MESSAGES:
        there = tuple(event for event in events if event in known)
        if there:
            yield Variant(kind=ThingChanged.MESSAGE, name=words, events=there)
    for name in NUMBERS:
        for row in PARAMETERS:
            if row.name == name:
                for end in (row.quantity.low, row.quantity.high):
                    yield Variant(kind=ThingChanged.NUMBER, name=row.key, value=end)


def trials() -> int:
    """Runs of a campaign for each campaign that is asked for; a pair counts once, as everywhere."""
    return 2 * sum(1 for _ in variants())


def hangs_on(options: RunOptions, pool: WorkerPool, count: Count) -> tuple[HangsOn, ...]:
    """Run every variant in every world; other arguments as for ``run_tasks``.

    Args:
        options: campaigns of each world under each variant, and their seed.
    """
    rows: list[HangsOn] = []
    usual: dict[HeadlineWorld, Seen] = {}
    for variant in variants():
        found = _worlds(variant, options, pool, count)
        usual = usual or found
        worlds = tuple(_moved(world, found[world], usual[world]) for world in HeadlineWorld)
        rows.append(HangsOn(kind=variant.kind, name=variant.name, value=variant.value, worlds=worlds))
    return tuple(rows)


def _worlds(
    variant: Variant, options: RunOptions, pool: WorkerPool, count: Count
) -> dict[HeadlineWorld, Seen]:
    """(campaigns, window, settlement, counts) of each world under a variant."""
    what_if = load(KURSK)
    alone = _rows((variant.of(historical()),), options, pool, count)
    pair = _rows((variant.of(baseline_of(what_if)), variant.of(what_if)), options, pool, count)
    return dict(zip(HeadlineWorld, (*alone, *pair), strict=True))


def _rows(scenarios: tuple[Scenario, ...], options: RunOptions, pool: WorkerPool, count: Count) -> list[Seen]:
    found = collector(len(scenarios))
    tasks = tasks_of(scenarios, options, lean=True)
    run_tasks(tasks, pool, lambda _, part: found.add(part), count)
    told = []
    for world in found.worlds:
        rows = world.outcomes()
        fine = np.isin(rows["campaign"], counted(rows)["campaign"])
        told.append(np.stack([rows["window"], rows["settled"], fine], axis=1))
    return told


def _moved(world: HeadlineWorld, found: Seen, usual: Seen) -> HangsOnWorld:
    """Both things in one world, over campaigns that count in both runs."""
    fine = found[:, 2] & usual[:, 2]
    moved = {}
    for place, thing in enumerate(THINGS):
        pairs = Cells()
        pairs.add(usual[fine, place], found[fine, place])
        now, change = share(pairs.with_change, pairs.n), newcombe_paired(*pairs.table())
        moved[thing] = ShareMoved(
            estimate=now.value, ci95=now.ci95, change=change.value, change_ci95=change.ci95
        )
    return HangsOnWorld(world=world, **moved)
