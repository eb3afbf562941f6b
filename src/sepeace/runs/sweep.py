"""A scenario over a grid: the chance of a window and of a settlement as one or two things vary.

Every point of the grid is a batch of its own with the same seed, so luck is common to all points: two points
differ by what is varied and not by the dice. Of each point only its totals are kept.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sepeace.display import Identified
from sepeace.documents.batch import Chance
from sepeace.documents.origin import Provenance
from sepeace.documents.sweep import Axis, ChanceOfWindow, SweepDocument, SweepPoint
from sepeace.errors import BadValue, require_known
from sepeace.execution.chunks import planned
from sepeace.execution.cluster import worker_pool
from sepeace.execution.many_worlds import run_many
from sepeace.execution.options import Progress, RunOptions
from sepeace.execution.provenance import provenance_of, said_of, settings_of
from sepeace.execution.workers import Count, tasks_of_points
from sepeace.outcomes.totals import Totals
from sepeace.runs.axes import Varied, axes_of, from_one_source, points, spaced
from sepeace.runs.summary import Summary, summarise
from sepeace.scenario.checks.accepted import Given, accepted
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import notes
from sepeace.shapes import narrowed
from sepeace.stats.estimates import Estimate
from sepeace.store.identity import RunIdentity
from sepeace.store.results import open_chunks, run_chunks
from sepeace.store.run_folder import Whole
from sepeace.wording.assumed import Luck
from sepeace.wording.outcomes import in_short

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
        columns: by name, one entry a point, the last axis running fastest: the values by the names of the
            axes (readings by their own names); ``window`` and ``settlement``, each with ``_low`` and
            ``_high`` of its 95% interval, None where no campaign counts; ``window_days``, the median of those
            with a window; ``failed``; ``antecedent_arose``.
        provenance: version, hashes and libraries.
        window_days: days open in all from which a campaign has a window.

    >>> grid = sp.sweep("germany_wins_at_kursk", {"citadel": (-1, 2, 3)}, campaigns=20)
    >>> grid.column("citadel"), len(grid.grid("window")[0])
    ([-1.0, 0.5, 2.0], 3)
    >>> len(grid.document.points), len(grid.to_json()["points"]), grid.table.num_rows
    (3, 3, 3)
    >>> grid.size, grid.disputes
    (3, ())
    """

    scenario: Scenario
    seed: int
    campaigns: int
    luck: Luck
    axes: tuple[Axis, ...]
    columns: dict[str, list[Any]]
    provenance: Provenance
    window_days: int = 1

    @property
    def one_line(self) -> str:
        """What was run, and over which ranges."""
        ranges = " and ".join(f"{axis.name} {axis.reach} ({len(axis.values)})" for axis in self.axes)
        days = "" if self.window_days == 1 else f", windows{in_short(self.window_days)}"
        return (
            f"{self.scenario.name} over {ranges}: {self.campaigns:,} campaigns each, seed {self.seed}{days}"
        )

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digest, seed, campaigns, luck, what was varied, days of a window that counts, hash of the model."""
        varied = tuple((axis.name, axis.values) for axis in self.axes)
        model = self.provenance.model_hash
        return self.scenario.digest, self.seed, self.campaigns, self.luck, varied, self.window_days, model

    @property
    def disputes(self) -> tuple[str, ...]:
        """Names of the axes that are readings."""
        return tuple(axis.name for axis in self.axes if axis.labels)

    @property
    def size(self) -> int:
        """Number of points."""
        return math.prod(len(axis.values) for axis in self.axes)

    @property
    def table(self) -> pa.Table:
        """The columns as a table, one row a point."""
        import pyarrow as pa

        kinds = {"failed": pa.int64(), **{axis.name: pa.string() for axis in self.axes if axis.labels}}
        return pa.table(
            {name: pa.array(column, kinds.get(name, pa.float64())) for name, column in self.columns.items()}
        )

    def column(self, name: str) -> list[Any]:
        """A column, in the order of the points.

        Raises:
            UnknownName: the table has no such column.
        """
        return list(self.columns[require_known(name, self.columns, "the table has no such column")])

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
        return narrowed(
            self,
            SweepDocument,
            **said_of(self.scenario, self.provenance, self.luck),
            **settings_of(self.scenario, self.provenance),
            points=tuple(
                self._point(dict(zip(self.columns, row, strict=True)))
                for row in zip(*self.columns.values(), strict=True)
            ),
            notes=notes(self.scenario.changes),
        )

    def _point(self, row: dict[str, Any]) -> SweepPoint:
        """A point, by the names of the columns."""
        window, settlement = ((row[f"{name}_low"], row[f"{name}_high"]) for name in SHARES)
        return SweepPoint(
            values=tuple(row[axis.name] for axis in self.axes),
            window=ChanceOfWindow(probability=row["window"], ci95=window, median_days=row["window_days"]),
            settlement=Chance(probability=row["settlement"], ci95=settlement),
            failed=row["failed"],
            antecedent_arose=row["antecedent_arose"],
        )


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
    """Points as their campaigns come in; a point that has all of them keeps its summary alone."""

    campaigns: int
    found: dict[int, Summary] = field(default_factory=dict)
    open: dict[int, Totals] = field(default_factory=dict)

    def add(self, point: int, rows: NDArray[np.void]) -> None:
        """Add campaigns of a point."""
        totals = self.open.setdefault(point, Totals())
        totals.add(rows)
        if totals.campaigns == self.campaigns:
            self.found[point] = summarise(self.open.pop(point))


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
    window_days: int = 1,
) -> Sweep:
    """Run a batch of a scenario at each point of a grid.

    Args:
        vary: one to three names with (low, high, number of points) or a set or list of values: a parameter,
            with its side where it has sides, or the id of an operation, whose score is then fixed; or the
            name of a dispute with a set of its readings, {"all"} for all of them. 2 to 201 points each.
            Where some reading has no posterior, all points have their numbers from the prior.
        campaigns: at each point.
        seed, workers, given, progress, window_days: as for ``batch``; progress counts the campaigns of all
            points.
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
        campaigns=campaigns, seed=seed, workers=workers, given=given, window_days=window_days, cluster=cluster
    )
    axes = axes_of(scenario, vary)
    scenario = from_one_source(scenario, axes)
    size = _checked_size(axes, options.campaigns)
    grid = points(scenario, axes)
    luck = options.luck(grid[0][1])
    for _, corner in (grid[0], grid[-1]):
        planned(corner, luck)  # a mistake at either corner shows before anything starts
    worlds, found = [world for _, world in grid], _Points(options.campaigns)
    count = Count(options.campaigns * size, progress)
    tasks = [] if results is None else tasks_of_points(worlds, luck, options)
    with open_chunks(results, _identity(axes, options), tasks, resume) as store, worker_pool(options) as pool:
        if store is None:
            run_many(worlds, luck, options, pool, found.add, count)
        else:
            each = len(tasks) // size
            run_chunks(
                store, tasks, pool, lambda index, part: found.add(index // each, part.worlds[0].rows), count
            )
        done = Sweep(
            scenario=scenario,
            seed=options.seed,
            campaigns=options.campaigns,
            luck=luck,
            axes=axes,
            columns=_columns(axes, [values for values, _ in grid], [found.found[at] for at in range(size)]),
            provenance=provenance_of(scenario, options.seed),
            window_days=options.window_days,
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


def _identity(axes: Sequence[Axis], options: RunOptions) -> RunIdentity:
    """What a manifest says of the run beside its tasks."""
    vary = {axis.name: _told(axis) for axis in axes}
    return narrowed(options, RunIdentity, kind=KIND, vary=vary)


def _told(axis: Axis) -> str:
    """What is varied over as it is typed, to the last digit."""
    if not axis.labels and axis.values == spaced(axis.low, axis.high, len(axis.values)):
        return f"{axis.low!r}:{axis.high!r}:{len(axis.values)}"
    return ",".join(str(axis.typed(value)) for value in axis.values)


def _columns(
    axes: Sequence[Axis], values: Sequence[tuple[float, ...]], summaries: Sequence[Summary]
) -> dict[str, list[Any]]:
    """One entry a point; see ``Sweep``."""
    columns: dict[str, list[Any]] = {
        axis.name: [axis.typed(value[place]) for value in values] for place, axis in enumerate(axes)
    }
    for name in SHARES:
        shares: list[Estimate] = [getattr(summary, name) for summary in summaries]
        columns[name] = [share.value if share.n else None for share in shares]
        for place, end in enumerate(("low", "high")):
            columns[f"{name}_{end}"] = [share.ci95[place] if share.n else None for share in shares]
    for name in ("window_days", "failed", "antecedent_arose"):
        columns[name] = [getattr(summary, name) for summary in summaries]
    return columns
