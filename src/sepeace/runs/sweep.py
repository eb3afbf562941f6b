"""A scenario over a grid: the chance of a window and of a settlement as one or two things vary.

Every point of the grid is a batch of its own with the same seed, so luck is common to all points: two points
differ by what is varied and not by the dice. Of each point only its totals are kept.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sepeace.display import Identified
from sepeace.documents.batch import Chance
from sepeace.documents.origin import Provenance
from sepeace.documents.sweep import Axis, ChanceOfWindow, SweepDocument, SweepPoint
from sepeace.errors import BadUsage, BadValue, require_known
from sepeace.execution.chunks import ChunkResult, planned
from sepeace.execution.cluster import worker_pool
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import origin_of, provenance_of
from sepeace.execution.workers import Count, run_tasks, tasks_of_points
from sepeace.outcomes.totals import Totals
from sepeace.runs.axes import Varied, axes_of, points, spaced
from sepeace.runs.batch import Summary, summarise
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.scenario import Scenario
from sepeace.stats.estimates import Estimate
from sepeace.store.identity import RunIdentity
from sepeace.store.results import open_chunks, run_chunks
from sepeace.store.run_folder import RunFolder, Whole
from sepeace.wording.assumed import Luck

if TYPE_CHECKING:
    import pyarrow as pa

MOST_CAMPAIGNS = 100_000_000
"""Campaigns of all points together."""
SHARES = ("window", "settlement")
KIND = "sweep"
"""Name of the table and of the machine output in a results folder, and what its manifest says the run is."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Sweep(Identified):
    """What became of a scenario at each point of a grid.

    Attributes:
        scenario: the world in which something is varied, as it was handed in.
        seed, campaigns, luck: of every point.
        axes: one to three.
        table: one row a point, the last axis running fastest: the values by the names of the axes (readings
            by their own names); ``window``
            and ``settlement``, each with ``_low`` and ``_high`` of its 95% interval, null where no campaign
            counts; ``window_days``, the median of those with a window; ``failed``; ``antecedent_arose``.
        provenance: version, hashes and libraries.

    >>> grid = sp.sweep("germany_wins_at_kursk", {"citadel": (-1, 2, 3)}, campaigns=20)
    >>> grid.column("citadel"), len(grid.grid("window")[0])
    ([-1.0, 0.5, 2.0], 3)
    >>> len(grid.document.points), len(grid.to_json()["points"])
    (3, 3)
    """

    scenario: Scenario
    seed: int
    campaigns: int
    luck: Luck
    axes: tuple[Axis, ...]
    table: pa.Table
    provenance: Provenance

    @property
    def one_line(self) -> str:
        """What was run, and over which ranges."""
        ranges = " and ".join(f"{axis.name} {axis.reach} ({len(axis.values)})" for axis in self.axes)
        return f"{self.scenario.name} over {ranges}: {self.campaigns:,} campaigns each, seed {self.seed}"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digest of the scenario, seed, campaigns, luck, what was varied, hash of the model."""
        varied = tuple((axis.name, axis.values) for axis in self.axes)
        model = self.provenance.model_hash
        return self.scenario.digest, self.seed, self.campaigns, self.luck, varied, model

    @property
    def disputes(self) -> tuple[str, ...]:
        """Names of the axes that are readings."""
        return tuple(axis.name for axis in self.axes if axis.labels)

    def column(self, name: str) -> list[Any]:
        """A column of the table, in the order of the points.

        Raises:
            UnknownName: the table has no such column.
        """
        require_known(name, self.table.column_names, "the table has no such column")
        found: list[Any] = self.table.column(name).to_pylist()
        return found

    def grid(self, name: str) -> list[list[Any]]:
        """A column of the table as rows along the last axis: one for each pair of values of the others.

        With one axis there is a single row; with three the second runs faster than the first. Raises
        UnknownName as ``column`` does.
        """
        flat, width = self.column(name), len(self.axes[-1].values)
        return [flat[start : start + width] for start in range(0, len(flat), width)]

    @property
    def document(self) -> SweepDocument:
        """What ``sweep --json`` prints; numbers finite or null."""
        return SweepDocument(
            scenario=self.scenario.name,
            digest=self.scenario.digest,
            version=self.provenance.version,
            seed=self.seed,
            campaigns=self.campaigns,
            given=self.luck,
            axes=self.axes,
            points=tuple(self._point(row) for row in self.table.to_pylist()),
            **self.scenario.assumptions.told(),
            **origin_of(self.scenario, self.provenance),
        )

    def _point(self, row: dict[str, Any]) -> SweepPoint:
        """A row of the table."""
        window, settlement = ((row[f"{name}_low"], row[f"{name}_high"]) for name in SHARES)
        return SweepPoint(
            values=tuple(row[axis.name] for axis in self.axes),
            window=ChanceOfWindow(probability=row["window"], ci95=window, median_days=row["window_days"]),
            settlement=Chance(probability=row["settlement"], ci95=settlement),
            failed=row["failed"],
            antecedent_arose=row["antecedent_arose"],
        )

    def to_json(self) -> dict[str, Any]:
        """The keys of ``sweep --json``; numbers finite or null."""
        return self.document.to_json()


def crossings(values: Sequence[float], shares: Sequence[float | None], level: float = 0.5) -> list[float]:
    """Where a share that is joined by straight lines takes a level, in the order of the values.

    A stretch that lies on the level is told by its first value; gaps in the shares are not bridged.
    """
    found: list[float] = []
    last: tuple[float, float] | None = None
    for value, share in zip(values, shares, strict=True):
        above = None if share is None else share - level
        if above is None:
            last = None
            continue
        if above == 0.0:
            if last is None or last[1] != 0.0:
                found.append(value)
        elif last is not None and last[1] * above < 0.0:
            found.append(last[0] + (value - last[0]) * last[1] / (last[1] - above))
        last = (value, above)
    return found


@dataclass(slots=True)
class _Points:
    """Points as their tasks come in; a point that has all of them keeps its summary alone."""

    tasks_each: int
    found: list[Summary | None]
    left: list[int] = field(default_factory=list)
    open: dict[int, Totals] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.left = [self.tasks_each] * len(self.found)

    def add(self, index: int, part: ChunkResult) -> None:
        """Add the part that stands at ``index`` among the tasks of all points."""
        point = index // self.tasks_each
        if point not in self.open:
            self.open[point] = Totals()
        self.open[point].add(part.worlds[0].rows)
        self.left[point] -= 1
        if self.left[point] == 0:
            self.found[point] = summarise(self.open.pop(point))

    def summaries(self) -> list[Summary]:
        """The summaries of all points."""
        return [row for row in self.found if row is not None]


def sweep(
    scenario: Given,
    vary: Mapping[str, Varied],
    campaigns: int = 2_000,
    seed: int = 1,
    workers: int | None = None,
    given: str | None = None,
    progress: Progress | None = None,
    results: str | Path | None = None,
    resume: bool = False,
    cluster: str | None = None,
) -> Sweep:
    """Run a batch of a scenario at each point of a grid.

    Args:
        vary: one to three names with (low, high, number of points) or a set or list of values: a parameter,
            with its side where it has sides, or the id of an operation, whose score is then fixed; or the
            name of a dispute with a set of its readings, {"all"} for all of them. 2 to 201 points each.
        campaigns: at each point.
        seed, workers, given, progress: as for ``batch``; progress counts the campaigns of all points.
        results: a folder to keep it in, with the outcomes of every point; without one only totals are kept.
        resume: whether to go on with the same sweep where the folder holds some of it.
        cluster: tcp://HOST:PORT of a dask scheduler, in place of workers here.

    Raises:
        SepeaceError: a name that cannot be varied, a bad range, or what ``batch`` refuses.

    >>> grid = sp.sweep("historical", {"ideology.germany": (0.0, 0.1, 2)}, campaigns=20)
    >>> grid.axes[0].name, grid.table.num_rows
    ('ideology.germany', 2)
    >>> grid = sp.sweep("historical", {"strength": {"all"}, "cost_oil": {0.003, 0.005}}, campaigns=4)
    >>> grid.column("strength")[::2]
    ['document', 'prospect', 'rational']
    """
    scenario = accepted(scenario)
    options = RunOptions(
        campaigns=campaigns, seed=seed, workers=workers, given=given, cluster=cluster, progress=progress
    )
    if resume and results is None:
        raise BadUsage("there is nothing to resume without a results folder", key="resume")
    axes = axes_of(scenario, vary)
    size = _checked_size(axes, options.campaigns)
    grid = points(scenario, axes)
    luck = options.luck(grid[0][1])
    for _, corner in (grid[0], grid[-1]):
        planned(corner, luck)  # a mistake at either corner shows before anything starts
    tasks = tasks_of_points([world for _, world in grid], luck, options, lean=results is None)
    found = _Points(len(tasks) // size, [None] * size)
    count = Count(options.campaigns * size, progress)
    kept: AbstractContextManager[RunFolder | None] = nullcontext()
    if results is not None:
        kept = open_chunks(results, _identity(axes, options.campaigns), tasks, resume)
    with kept as store, worker_pool(options) as pool:
        if store is None:
            run_tasks(tasks, pool, found.add, count)
        else:
            run_chunks(store, tasks, pool, found.add, count)
        done = Sweep(
            scenario=scenario,
            seed=options.seed,
            campaigns=options.campaigns,
            luck=luck,
            axes=axes,
            table=_table(axes, [values for values, _ in grid], found.summaries()),
            provenance=provenance_of(scenario, options.seed),
        )
        if store is not None:
            store.finish(Whole(tables={KIND: done.table}, documents={f"{KIND}.json": done.document}))
    return done


def _checked_size(axes: Sequence[Axis], campaigns: int) -> int:
    """Number of points, if they have not too many campaigns together."""
    size = math.prod(len(axis.values) for axis in axes)
    if campaigns * size > MOST_CAMPAIGNS:
        message = "the points have too many campaigns together"
        allowed = f"{MOST_CAMPAIGNS:,} campaigns, or {MOST_CAMPAIGNS // size:,} a point"
        raise BadValue(message, given=f"{campaigns * size:,}", allowed=allowed)
    return size


def _identity(axes: Sequence[Axis], campaigns: int) -> RunIdentity:
    """What a manifest says of the run beside its tasks."""
    return RunIdentity(kind=KIND, campaigns=campaigns, vary={axis.name: _told(axis) for axis in axes})


def _told(axis: Axis) -> str:
    """What is varied over as it is typed, to the last digit."""
    if not axis.labels and axis.values == spaced(axis.low, axis.high, len(axis.values)):
        return f"{axis.low!r}:{axis.high!r}:{len(axis.values)}"
    return ",".join(str(axis.typed(value)) for value in axis.values)


def _table(
    axes: Sequence[Axis], values: Sequence[tuple[float, ...]], summaries: Sequence[Summary]
) -> pa.Table:
    """One row a point; see ``Sweep``."""
    import pyarrow as pa

    columns: dict[str, list[Any]] = {
        axis.name: [axis.typed(value[place]) for value in values] for place, axis in enumerate(axes)
    }
    for name in SHARES:
        shares: list[Estimate] = [getattr(summary, name) for summary in summaries]
        columns[name] = [share.value if share.n else None for share in shares]
        for place, end in enumerate(("low", "high")):
            columns[f"{name}_{end}"] = [share.ci95[place] if share.n else None for share in shares]
    columns["window_days"] = [summary.window_days for summary in summaries]
    columns["failed"] = [summary.failed for summary in summaries]
    columns["antecedent_arose"] = [summary.antecedent_arose for summary in summaries]
    kinds = {"failed": pa.int64(), **{axis.name: pa.string() for axis in axes if axis.labels}}
    return pa.table(
        {name: pa.array(column, kinds.get(name, pa.float64())) for name, column in columns.items()}
    )
