"""The disagreement budget: how much of the disagreement about an outcome each of its sources has.

Forms of the model, readings of history, parameters and chance are nested: every form is run under every
reading, each with some draws of the parameters, each draw with some lots of luck. Forms have equal weights,
and so have readings. That is a judgement, and so is the list of forms: the model itself, the model with
one mechanism of the source document taken out, and the model in which leaders value the war as if its drift
stood still, or know each other's belief.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.documents import sensitivity as documents
from sepeace.errors import BadValue
from sepeace.execution.design_points import (
    SETTLEMENT,
    UNCOUNTED,
    WINDOW,
    WORLD_SWITCHES,
    PointRunner,
    bare,
    quantiles,
    run_at,
)
from sepeace.model.parameters import COEFFICIENTS, Parameter
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.plan import score_root
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import base_sources, drawn_rows
from sepeace.scenario.vocabulary import FORMS, OTHER_FORMS, READINGS, SWITCHES
from sepeace.shapes import narrowed
from sepeace.stats.estimates import finite
from sepeace.stats.means import FULL, Means, means_of
from sepeace.stats.sobol import Nested, nested
from sepeace.uncertainty.active_parameters import from_ranges

RIVALS = ("strength", "motive", "initiative", "disputed")
"""Readings that are weighed against each other. The frontier changes words only; numbers is no reading of
history."""
POINTS, LOTS = 8, 2
"""Draws of the parameters in a cell, and lots of luck at each."""
TRIES = 8
"""So many times the lots of luck are tried at a point whose campaigns do not count."""
CELLS_OF_A_TASK = 14
OUTPUTS = ("window", "settlement")
EFFECT = "effect"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Shares of the disagreement about each outcome.

    Attributes:
        forms: the full model, and switches each of which takes one mechanism out.
        left_out: switches that change nothing here, or are off anyway.
        readings: how many combinations of readings.
        points, lots: draws of the parameters in each cell, lots of luck at each.
        outcomes: by name, window and settlement, and the effect if asked for.
        means: by outcome, its means by form and by reading, and what parts them most.
    """

    forms: tuple[str, ...]
    left_out: tuple[str, ...]
    readings: int
    points: int
    lots: int
    outcomes: dict[str, Nested]
    means: dict[str, Means]

    @property
    def campaigns(self) -> int:
        """Campaigns of one world."""
        return len(self.forms) * self.readings * self.points * self.lots

    @property
    def document(self) -> documents.DisagreementBudget:
        """Shares with intervals by outcome, None where nothing varied, and how they were found."""
        outcomes = {name: self._outcome(name) for name in (*OUTPUTS, EFFECT)}
        return narrowed(self, documents.DisagreementBudget, **outcomes)

    def _outcome(self, name: str) -> documents.Disagreement | None:
        """Shares of the disagreement about an outcome; None for one that was not asked for."""
        found = self.outcomes.get(name)
        if found is None:
            return None
        means = self.means[name]
        return documents.Disagreement(
            chance=_share(found, "chance"),
            parameters=_share(found, "parameters"),
            readings=_share(found, "readings"),
            form=_share(found, "form"),
            mean=found.mean,
            variance=found.variance,
            by_form=tuple(
                documents.FormMean(form=form, mean=mean.value, ci95=(mean.low, mean.high))
                for form, mean in means.by_form.items()
            ),
            by_reading=tuple(
                documents.ReadingMean(
                    dispute=dispute, reading=reading, mean=mean.value, ci95=(mean.low, mean.high)
                )
                for dispute, kinds in means.by_reading.items()
                for reading, mean in kinds.items()
            ),
        )


def _share(found: Nested, source: str) -> documents.SourceShare:
    share = found.shares[source]
    ends = (finite(share.low), finite(share.high))
    return documents.SourceShare(share=finite(share.value), ci95=ends, below_0=source in found.cut)


# --- forms, readings, cells -------------------------------------------------------------------------------


def forms_of(scenario: Scenario) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The forms of the model that differ in a scenario, the full one first, and the switches left out."""
    acting = [switch for switch in SWITCHES if _acts(scenario.assumptions, switch)]
    others = [
        name for name, (key, value) in OTHER_FORMS.items() if getattr(scenario.assumptions, key) != value
    ]
    return (FULL, *acting, *others), tuple(switch for switch in SWITCHES if switch not in acting)


def _acts(assumptions: Assumptions, switch: str) -> bool:
    """Whether a switch changes any number or table, under one reading at least."""
    if switch in assumptions.switches:
        return False
    if switch in WORLD_SWITCHES:
        return True
    for motive, initiative in product(READINGS["motive"], READINGS["initiative"]):
        here = replace(assumptions, motive=motive, initiative=initiative)
        there = replace(here, switches=tuple(sorted((*here.switches, switch))))
        if base_sources(here, drawn=True) != base_sources(there, drawn=True):
            return True
    return False


def combinations(readings: dict[str, Sequence[str]] | None = None) -> list[dict[str, str]]:
    """Every combination of the rival readings."""
    names = {name: READINGS[name] for name in RIVALS} | dict(readings or {})
    return [dict(zip(names, values, strict=True)) for values in product(*names.values())]


def at(scenario: Scenario, form: str, reading: dict[str, str]) -> Scenario:
    """The scenario in one form of the model under one combination of readings."""
    chosen: dict[str, Any] = dict(reading)
    if form in OTHER_FORMS:
        key, value = OTHER_FORMS[form]
        chosen[key] = value
    elif form != FULL:
        chosen["switches"] = tuple(sorted({*scenario.assumptions.switches, form}))
    return replace(scenario, assumptions=replace(scenario.assumptions, **chosen))


# --- work -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetCells:
    """Cells of the design, each one form under one combination of readings.

    Attributes:
        worlds: for each cell one world, or two whose campaigns share their luck.
        had, values: keys of the parameters that points have, and (cells, points, keys).
        places: number of each cell, which says where its luck begins.
    """

    worlds: tuple[tuple[Scenario, ...], ...]
    given: str
    seed: int
    had: tuple[str, ...]
    values: Floats
    places: tuple[int, ...]
    lots: int

    @property
    def count(self) -> int:
        """Campaigns in all."""
        return math.prod(self.shape[:-1])

    @property
    def shape(self) -> tuple[int, ...]:
        """Of what is found: cells, points, lots, worlds; see ``run_at``."""
        return len(self.worlds), self.values.shape[1], self.lots, len(self.worlds[0]), 2


def run_cells(task: BudgetCells, progress: Callable[[int], None] | None = None) -> NDArray[np.int8]:
    """Run some cells, see ``BudgetCells.shape``; every campaign counts.

    Raises:
        BadValue: hardly any campaign counts at a point.
    """
    points, found = task.values.shape[1], np.empty(task.shape, np.int8)
    for cell, worlds in enumerate(task.worlds):
        runners = [PointRunner(scenario, task.given, task.had) for scenario in worlds]
        for point in range(points):
            first = (task.places[cell] * points + point) * task.lots * TRIES
            found[cell, point] = _lots(runners, task.values[cell, point], task.seed, first, task.lots)
        if progress is not None:
            progress(points * task.lots * len(runners))
    return found


def _lots(runners: list[PointRunner], values: Floats, seed: int, first: int, lots: int) -> NDArray[np.int8]:
    """Campaigns that count in every world, as many as there are lots: (lots, worlds, 2)."""
    kept = np.empty((0, len(runners), 2), np.int8)
    for again in range(TRIES):
        new = run_at(runners, values, seed, first + again * lots, lots)
        kept = np.concatenate([kept, new[(new != UNCOUNTED).all(axis=(1, 2))]])
        if len(kept) >= lots:
            return kept[:lots]
    message = (
        "hardly any campaign counts, so there is nothing to share out: what is supposed did not arise, or"
    )
    message += " campaigns failed"
    raise BadValue(message, allowed="another given, or no budget")


# --- the budget -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Design:
    """A budget that is to be made: its tasks, and where their cells belong."""

    scenario: Scenario
    forms: tuple[str, ...]
    left_out: tuple[str, ...]
    readings: list[dict[str, str]]
    points: int
    lots: int
    outputs: tuple[str, ...]
    tasks: list[BudgetCells]

    @property
    def count(self) -> int:
        """Campaigns in all worlds."""
        return sum(task.count for task in self.tasks)

    def run(self, seed: int, run: Callable[..., None]) -> Budget:
        """Have ``run`` run the tasks, which takes them, the work and who keeps it; share out the variance."""
        shape = (len(self.forms) * len(self.readings), self.points, self.lots)
        found = {name: np.empty(shape) for name in self.outputs}

        def keep(index: int, part: NDArray[np.int8]) -> None:
            places = list(self.tasks[index].places)
            for name in self.outputs:
                found[name][places] = outcome(name, part)

        run(self.tasks, run_cells, keep)
        tables = {
            name: part.reshape(len(self.forms), len(self.readings), *shape[1:])
            for name, part in found.items()
        }
        return narrowed(
            self,
            Budget,
            readings=len(self.readings),
            outcomes={name: nested(table, seed) for name, table in tables.items()},
            means={
                name: means_of(table.mean(axis=3), self.forms, self.readings, seed)
                for name, table in tables.items()
            },
        )


def outcome(name: str, found: NDArray[np.int8]) -> NDArray[np.int8]:
    """One outcome from what was found in the last two axes, worlds and window or settlement.

    The effect is the change of the window: the first world less the second.
    """
    if name == EFFECT:
        return np.asarray(found[..., 0, WINDOW] - found[..., 1, WINDOW])
    return found[..., 0, SETTLEMENT if name == OUTPUTS[1] else WINDOW]


def design(
    scenario: Scenario,
    given: str,
    seed: int,
    effect: bool = False,
    points: int = POINTS,
    lots: int = LOTS,
    forms: Sequence[str] | None = None,
    readings: dict[str, Sequence[str]] | None = None,
) -> Design:
    """The design of a budget.

    Args:
        effect: whether to run the war without the change too, and share out the effect.
        points, lots: in each cell; at each point.
        forms, readings: some of them in place of all, for a quick look.
    """
    scenario = from_ranges(scenario)
    all_forms, left_out = forms_of(scenario)
    chosen = all_forms if forms is None else tuple(forms)
    combined = combinations(readings)
    cells = [(form, reading) for form in chosen for reading in combined]
    had, values = draws(scenario, seed, len(cells), points)
    worlds = []
    for form, reading in cells:
        world = at(scenario, form, reading)
        worlds.append((world, world.baseline()) if effect else (world,))
    order = sorted(range(len(cells)), key=lambda place: _table_key(worlds[place][0]))
    tasks = []
    for start in range(0, len(order), CELLS_OF_A_TASK):
        places = tuple(order[start : start + CELLS_OF_A_TASK])
        tasks.append(
            BudgetCells(
                worlds=tuple(worlds[place] for place in places),
                given=given,
                seed=seed,
                had=had,
                values=values[list(places)],
                places=places,
                lots=lots,
            )
        )
    outputs = (*OUTPUTS, EFFECT) if effect else OUTPUTS
    return Design(scenario, chosen, left_out, combined, points, lots, outputs, tasks)


def _table_key(scenario: Scenario) -> tuple[Any, ...]:
    """Cells with the same key have the same tables, and are run one after the other."""
    assumptions = bare(scenario).assumptions
    return (*(getattr(assumptions, name) for name in (*RIVALS, *FORMS)), assumptions.switches)


def draws(scenario: Scenario, seed: int, cells: int, points: int) -> tuple[tuple[str, ...], Floats]:
    """Keys, and the values that each point of each cell has of them: (cells, points, keys).

    Parameters that campaigns draw are drawn as campaigns draw them. So are the three coefficients of the
    score equation, from their joint uncertainty, unless one of them is set by hand: then each campaign has
    its own.
    """
    assumptions = scenario.assumptions
    if not assumptions.drawn:
        return (), np.zeros((cells, points, 0))
    rows: tuple[Parameter, ...] = drawn_rows(scenario.changes)
    generator = np.random.default_rng([seed, 3])
    had = [row.key for row in rows]
    values = quantiles(generator.random((cells, points, len(rows))), rows)
    spreads = tuple(f"{name}_sd" for name in COEFFICIENTS)
    if not {*COEFFICIENTS, *spreads} & {name for name, _, _ in assumptions.parameters}:
        sources = base_sources(assumptions, drawn=False)
        middle = np.array([sources[name][1] for name in COEFFICIENTS])
        spread = np.array([sources[name][1] for name in spreads])
        errors = generator.standard_normal((cells, points, 3)) @ np.array(score_root()).T
        values = np.concatenate([values, middle + spread * errors, np.zeros_like(errors)], axis=2)
        had += [*COEFFICIENTS, *spreads]
    return tuple(had), values
