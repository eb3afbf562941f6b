"""The points of a sensitivity analysis in a results folder.

A part is one table in ``points`` or, for the budget, in ``cells``: a row a campaign, whether there was a
window and a settlement in each world, null where the campaign does not count. Rows stand as the work gives
them, see ``DesignRows.shape`` and ``BudgetCells.shape``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sepeace.execution.design_points import UNCOUNTED, DesignRows
from sepeace.execution.workers import Count, WorkerPool, run_all
from sepeace.scenario.scenario import Scenario
from sepeace.shapes import narrowed
from sepeace.store.parts import CELLS, POINTS, PlannedPart
from sepeace.store.run_folder import RunFolder
from sepeace.uncertainty.budget import OUTPUTS, BudgetCells

if TYPE_CHECKING:
    import pyarrow as pa

Points = DesignRows | BudgetCells
Found = NDArray[np.int8]
WORLDS = ("", "baseline_")


def planned(task: Points, scenarios: tuple[Scenario, ...]) -> PlannedPart:
    """The part that some points of these worlds leave, in whatever form of the model."""
    return narrowed(task, PlannedPart, scenarios=scenarios, first=0, kinds=(_kind(task),))


def _kind(task: Points) -> str:
    return POINTS if isinstance(task, DesignRows) else CELLS


def digest(tasks: Sequence[Points]) -> str:
    """16 hex digits of the values at all points: where a library draws others, it is another run."""
    found = sha256()
    for task in tasks:
        if isinstance(task, DesignRows):
            found.update(task.a.tobytes() + task.b.tobytes())
        else:
            found.update(task.values.tobytes())
            found.update(repr([world.digest for cell in task.worlds for world in cell]).encode())
    return found.hexdigest()[:16]


@dataclass(slots=True, kw_only=True)
class PointsAtWork:
    """Runs points, and where there is a folder keeps them in it and takes from it what is there.

    Attributes:
        done: tasks that came before.
    """

    pool: WorkerPool
    count: Count
    folder: RunFolder | None = None
    done: int = 0

    def run(
        self, tasks: Sequence[Points], work: Callable[..., Found], keep: Callable[[int, Found], None]
    ) -> None:
        """Run tasks as ``run_all`` does; in a folder they follow those that came before."""
        folder, start, missing = self.folder, self.done, list(range(len(tasks)))
        self.done += len(tasks)
        if folder is None:
            run_all(tasks, work, self.pool, keep, self.count)
            return
        for index, task in enumerate(tasks):
            tables = folder.stored(start + index)
            if tables is not None:
                missing.remove(index)
                keep(index, _found(task, tables))
                self.count.add(task.count)

        def kept(place: int, found: Found) -> None:
            index = missing[place]
            folder.keep(start + index, _tables(tasks[index], found))
            keep(index, found)

        if missing:
            with folder.writing():
                run_all([tasks[index] for index in missing], work, self.pool, kept, self.count)


def _tables(task: Points, found: Found) -> dict[str, pa.Table]:
    import pyarrow as pa

    columns = found.reshape(-1, *found.shape[-2:])
    names = [f"{world}{name}" for world in WORLDS[: columns.shape[1]] for name in OUTPUTS]
    values = columns.reshape(len(columns), -1).T
    table = {name: pa.array(one, mask=one == UNCOUNTED) for name, one in zip(names, values, strict=True)}
    return {_kind(task): pa.table(table)}


def _found(task: Points, tables: Mapping[str, pa.Table]) -> Found:
    (table,) = tables.values()
    columns = [column.fill_null(UNCOUNTED).to_numpy() for column in table.columns]
    return np.stack(columns, axis=1).reshape(task.shape)
