"""What the chances of a window and of a settlement depend on: Sobol's indices, and a disagreement budget.

Every parameter that can act is spread over its range as campaigns draw it. At each point the same campaigns
are run, with the same luck, so that points differ by their parameters; the noise that so few campaigns leave
is estimated from how they differ among themselves, and taken out.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sepeace.display import Identified
from sepeace.documents import sensitivity as documents
from sepeace.documents.origin import Provenance
from sepeace.errors import BadScenario, BadValue
from sepeace.execution.cluster import worker_pool
from sepeace.execution.design_points import UNCOUNTED, DesignRows, plan_at, quantiles, run_rows
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import provenance_of, said_of, settings_of
from sepeace.execution.workers import Count
from sepeace.model.parameters import Parameter
from sepeace.quantities import whole
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import notes
from sepeace.shapes import narrowed
from sepeace.stats.estimates import finite
from sepeace.stats.sobol import Finding, Indices, Interval, indices
from sepeace.stats.sobol import design as points_of
from sepeace.store.identity import RunIdentity
from sepeace.store.run_folder import Whole, kept_in
from sepeace.uncertainty import budget as budgets
from sepeace.uncertainty.active_parameters import chosen, from_ranges
from sepeace.uncertainty.budget import EFFECT, OUTPUTS, Budget, outcome
from sepeace.uncertainty.narration import hangs_on, shared, title_of
from sepeace.uncertainty.stored_points import PointsAtWork, digest, planned
from sepeace.wording.assumed import Luck

KIND = "sensitivity"
"""What a manifest says the run is."""
POINTS, CAMPAIGNS = 1024, 32
FEWEST_POINTS, MOST_POINTS = 16, 65_536
FEWEST_CAMPAIGNS, MOST_CAMPAIGNS = 2, 10_000
MOST_IN_ALL = 100_000_000
"""Campaigns of all points together."""
POINTS_OF_A_TASK = 64

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Sensitivity(Identified):
    """What a scenario's chances depend on.

    Attributes:
        scenario: as it was handed in.
        seed, luck: as in a batch.
        points: of each of the two sets of a Sobol design.
        campaigns: at each point, and in each world.
        parameters: those that were varied, in the order of ``outcomes``.
        left_out: those that cannot act, with reasons; empty where parameters were named.
        outcomes: Sobol's indices by name: window and settlement, and the effect if asked for.
        uncounted: share of campaigns in which what is supposed did not arise, or which failed.
        budget: who owns the disagreement, or None if not asked for.
        provenance: version, hashes and libraries.

    >>> found = sp.sensitivity("historical", ["ideology.germany"], points=16, campaigns=4, budget=False)
    >>> found.asked, found.state("window") in ("flat", "noisy", "shown")
    (48, True)
    >>> len(found.ranked("window")) <= 1, found.hangs_on("window") in found.statement
    (True, True)
    >>> found.document.statement == found.to_json()["statement"]
    True
    """

    scenario: Scenario
    seed: int
    luck: Luck
    points: int
    campaigns: int
    parameters: tuple[Parameter, ...]
    left_out: tuple[documents.LeftOut, ...]
    outcomes: dict[str, Indices]
    uncounted: float
    budget: Budget | None
    provenance: Provenance

    @property
    def one_line(self) -> str:
        """What was run."""
        sizes = f"{self.points:,} points of {self.campaigns:,} campaigns"
        varied = ", ".join(row.key for row in self.parameters)
        return f"{self.scenario.name} by {varied}: {sizes}, seed {self.seed}, {self.luck}"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digest of the scenario, seed, sizes, luck, what was varied and asked for, hash of the model."""
        asked = tuple(row.key for row in self.parameters), tuple(self.outcomes), self.budget is not None
        sizes, model = (self.points, self.campaigns), self.provenance.model_hash
        return self.scenario.digest, self.seed, sizes, self.luck, asked, model

    @property
    def asked(self) -> int:
        """Points in all."""
        return self.points * (len(self.parameters) + 2)

    def state(self, name: str) -> Finding:
        """What can be said of an outcome: flat, noisy or shown."""
        return self.outcomes[name].finding

    def ranked(self, name: str) -> list[tuple[Parameter, Interval, Interval]]:
        """Parameter, first and total index of an outcome, the largest total first; empty if none is shown."""
        return self.outcomes[name].ranked(self.parameters)

    def hangs_on(self, name: str) -> str:
        """What one outcome depends on most, or why that cannot be said, in a sentence or two."""
        return hangs_on(name, self.outcomes[name], self.parameters, self.campaigns, self.uncounted)

    @property
    def statement(self) -> str:
        """What the runs support, in a few sentences."""
        parts = [self.hangs_on(name) for name in self.outcomes]
        if self.budget is not None:
            parts += [shared(name, found) for name, found in self.budget.outcomes.items()]
        return " ".join(parts)

    @property
    def document(self) -> documents.SensitivityDocument:
        """What ``sensitivity --json`` prints; numbers finite or null."""
        found = self.outcomes.items()
        return narrowed(
            self,
            documents.SensitivityDocument,
            **said_of(self.scenario, self.provenance, self.luck),
            **settings_of(self.scenario, self.provenance),
            parameters=tuple(self._row(place) for place in range(len(self.parameters))),
            mean=documents.OutcomeMeans(**{name: one.mean for name, one in found}),
            variance=documents.OutcomeVariances(**{name: one.variance for name, one in found}),
            noise=documents.OutcomeNoise(**{name: finite(one.noise) for name, one in found}),
            budget=None if self.budget is None else self.budget.document,
            notes=notes(self.scenario.changes),
        )

    def _row(self, place: int) -> documents.VariedParameter:
        row = self.parameters[place]
        found = {name: self._indices(name, place) for name in (*OUTPUTS, EFFECT)}
        return narrowed(row.quantity, documents.VariedParameter, name=row.key, title=title_of(row), **found)

    def _indices(self, name: str, place: int) -> documents.ParameterIndices | None:
        """The indices of a parameter for an outcome; None for one that was not asked for."""
        found = self.outcomes.get(name)
        if found is None:
            return None
        first, total = found.first[place], found.total[place]
        return documents.ParameterIndices(
            first=finite(first.value),
            first_ci95=(finite(first.low), finite(first.high)),
            total=finite(total.value),
            total_ci95=(finite(total.low), finite(total.high)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSensitivity:
    """What a sensitivity analysis is going to run, checked; see ``sensitivity`` for the arguments."""

    scenario: Scenario
    options: RunOptions
    points: int
    parameters: tuple[Parameter, ...]
    left_out: tuple[documents.LeftOut, ...]
    effect: bool
    tasks: tuple[DesignRows, ...]
    budget: budgets.Design | None

    @property
    def of_indices(self) -> int:
        """Campaigns for the indices, in all worlds."""
        return sum(task.count for task in self.tasks)

    @property
    def of_budget(self) -> int:
        """Campaigns for the budget, in all worlds."""
        return 0 if self.budget is None else self.budget.count

    def run(self, results: str | Path | None = None, resume: bool = False) -> Sensitivity:
        """Do it; see ``sensitivity`` for the arguments."""
        count = Count(self.of_indices + self.of_budget, self.options.progress)
        tasks = (*self.tasks, *(() if self.budget is None else self.budget.tasks))
        parts = [planned(task, self.tasks[0].scenarios) for task in tasks]
        identity = self._identity("" if results is None else digest(tasks))
        with kept_in(results, identity, parts, resume) as folder, worker_pool(self.options) as pool:
            done = self._done(PointsAtWork(pool=pool, count=count, folder=folder))
            if folder is not None:
                folder.finish(Whole(tables={}, documents={f"{KIND}.json": done.document}))
        return done

    def _identity(self, design: str) -> RunIdentity:
        """What a manifest says of the run beside its tasks."""
        return RunIdentity(
            kind=KIND,
            campaigns=self.options.campaigns,
            points=self.points,
            parameters=tuple(row.key for row in self.parameters),
            effect=self.effect,
            budget=self.budget is not None,
            design=design,
        )

    def _done(self, work: PointsAtWork) -> Sensitivity:
        """Run the points, and what they add up to."""
        seed = self.options.seed
        parts: dict[int, NDArray[np.int8]] = {}
        work.run(self.tasks, run_rows, parts.__setitem__)
        found = np.concatenate([parts[index] for index in range(len(self.tasks))], axis=1)
        names = (*OUTPUTS, EFFECT) if self.effect else OUTPUTS
        counts = (found != UNCOUNTED).all(axis=(3, 4))
        _check_counted(counts)
        values = {name: outcome(name, found) for name in names}
        outcomes = {
            name: indices(one[0], one[1], one[2:], seed, counted=counts) for name, one in values.items()
        }
        shared = None if self.budget is None else self.budget.run(seed, work.run)
        return narrowed(
            self,
            Sensitivity,
            seed=seed,
            luck=self.options.luck(self.scenario),
            campaigns=self.options.campaigns,
            outcomes=outcomes,
            uncounted=1.0 - float(counts.mean()),
            budget=shared,
            provenance=provenance_of(self.scenario, seed),
        )


def sensitivity(
    scenario: Given,
    parameters: Sequence[str] | None = None,
    points: int = POINTS,
    campaigns: int = CAMPAIGNS,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    effect: bool = False,
    budget: bool = True,
    progress: Progress | None = None,
    results: str | Path | None = None,
    resume: bool = False,
    cluster: str | None = None,
) -> Sensitivity:
    """What the chances of a window and of a settlement in a scenario depend on.

    Numbers are spread over their ranges, the prior: a posterior is no set of ranges.

    Args:
        scenario: as ``load`` gives it, or what ``load`` takes.
        parameters: names as after ``--set``; by default all that can act. Those that are not varied go on
            being drawn by each campaign, which makes them part of its luck.
        points: a power of two from 16 to 65,536; points x (parameters + 2) are run.
        campaigns: at each point, 2 to 10,000, with the same luck at all points.
        effect: whether to ask too what the change of the chance of a window depends on; runs the war without
            the change as well, with the same luck.
        budget: whether to make the disagreement budget.
        seed, workers, given, progress, cluster: as for ``batch``; progress counts campaigns of all worlds.
        results: a folder to keep what was found at each point in.
        resume: whether to go on with the same analysis where the folder holds some of it.

    Raises:
        SepeaceError: parameters that are unknown or cannot act, sizes out of range, or what ``batch``
            refuses.

    >>> found = sp.sensitivity("historical", ["cost_oil"], points=16, campaigns=4, budget=False)
    >>> found.outcomes["window"].first[0].value <= 1.0 or found.state("window") == "flat"
    True
    """
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, cluster=cluster, progress=progress
    )
    return planned_sensitivity(scenario, options, parameters, points, effect, budget).run(results, resume)


def planned_sensitivity(
    scenario: Given,
    options: RunOptions,
    parameters: Sequence[str] | None = None,
    points: int = POINTS,
    effect: bool = False,
    budget: bool = True,
    prefix: str = "",
) -> PlannedSensitivity:
    """Check the arguments of ``sensitivity`` and say what there is to run; nothing is run.

    Args:
        prefix: what stands before the name of a parameter in messages.
    """
    scenario = accepted(scenario)
    scenario = from_ranges(scenario)
    campaigns, seed = options.campaigns, options.seed
    points = _checked_size(points, campaigns)
    luck = options.luck(scenario)
    if effect and (scenario.branch is None or not scenario.changes):
        message = f"{scenario.name} changes nothing, so it has no effect"
        raise BadScenario(message, given=scenario.name, allowed="a what-if")
    rows, left_out = chosen(scenario, parameters, prefix, luck)
    worlds = (scenario, scenario.baseline()) if effect else (scenario,)
    had = tuple(row.key for row in rows)
    for world in worlds:
        plan_at(world, luck, had)
    in_all = points * (len(rows) + 2) * campaigns * len(worlds)
    if in_all > MOST_IN_ALL:
        most = 1 << ((MOST_IN_ALL // (in_all // points)).bit_length() - 1)
        fewer = f", such as {most:,} points" if most >= FEWEST_POINTS else ""
        allowed = f"{MOST_IN_ALL:,} campaigns{fewer}"
        raise BadValue("the points have too many campaigns together", given=f"{in_all:,}", allowed=allowed)
    a, b = (quantiles(chances, rows) for chances in points_of(len(rows), points, seed))
    size = max(1, POINTS_OF_A_TASK // (len(rows) + 2))
    tasks = tuple(
        DesignRows(
            scenarios=worlds,
            given=luck,
            seed=seed,
            had=had,
            a=a[start : start + size],
            b=b[start : start + size],
            campaigns=campaigns,
        )
        for start in range(0, points, size)
    )
    shared = budgets.design(scenario, luck, seed, effect) if budget else None
    return PlannedSensitivity(
        scenario=scenario,
        options=options,
        points=points,
        parameters=rows,
        left_out=left_out,
        effect=effect,
        tasks=tasks,
        budget=shared,
    )


def _checked_size(points: object, campaigns: int) -> int:
    number = whole("points", points, FEWEST_POINTS, MOST_POINTS)
    if number & (number - 1):
        allowed = f"a power of two from {FEWEST_POINTS} to {MOST_POINTS}, such as 256 or 1024"
        raise BadValue("the number of points is no power of two in range", given=points, allowed=allowed)
    if not FEWEST_CAMPAIGNS <= campaigns <= MOST_CAMPAIGNS:
        allowed = f"{FEWEST_CAMPAIGNS} to {MOST_CAMPAIGNS}"
        raise BadValue("campaigns at a point are out of range", given=campaigns, allowed=allowed)
    return number


def _check_counted(counts: NDArray[np.bool_]) -> None:
    """At every point two campaigns at least must count: one alone has no other to tell its luck by."""
    few = int((counts.sum(axis=2) < FEWEST_CAMPAIGNS).sum())
    if few:
        message = (
            f"fewer than {FEWEST_CAMPAIGNS} campaigns count at {few:,} of {counts[..., 0].size:,} points; in "
            "the others what is supposed did not arise, or they failed"
        )
        raise BadValue(message, given=counts.shape[2], allowed="more campaigns at a point")
