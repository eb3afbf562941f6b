"""The chunks of a run in its folder: those that are there are read back, the others are run and stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from sepeace.execution.chunks import ChunkResult, Task
from sepeace.execution.workers import Count, WorkerPool, run_tasks
from sepeace.store.growing import begun
from sepeace.store.identity import RunIdentity
from sepeace.store.parts import planned_part, tables_of
from sepeace.store.read_results import KEPT, as_chunk, is_there
from sepeace.store.run_folder import RunFolder, kept_in

Collect = Callable[[int, ChunkResult], None]


def open_chunks(
    folder: str | Path | None, identity: RunIdentity, tasks: Sequence[Task], resume: bool
) -> AbstractContextManager[RunFolder | None]:
    """The folder of a run of chunks, if one is named; see ``RunFolder.open``."""
    return kept_in(folder, identity, [planned_part(task) for task in tasks], resume)


def run_chunks(
    store: RunFolder | None, tasks: Sequence[Task], pool: WorkerPool, collect: Collect, count: Count
) -> None:
    """Hand every finished chunk to ``collect``, then run and store the others; without a folder, run all.

    Args:
        tasks: those that the folder was opened for.
        collect: takes the number of a task and its chunk, read back or new; called from this thread, in
            any order. A new part is on disk before.
        count: told of campaigns as they are read back or done.

    Raises:
        BadResults: a part is not as it was written.
        CannotWrite: a part cannot be written; those that were stay.
        SepeaceError: what stopped the workers, with how much is safe.
    """
    if store is None:
        run_tasks(tasks, pool, collect, count)
        return
    missing: list[int] = []
    for index, task in enumerate(tasks):
        tables = store.stored(index)
        if tables is None:
            missing.append(index)
        else:
            collect(index, as_chunk(store.folder, store.manifest.parts[index], tables))
            count.add(task.count)
    if not missing:
        return
    kept = [one for one in store.manifest.kept if is_there(store.folder / KEPT, one)]
    waiting = {
        index: begun(tasks[index], store.asked.entry(index, store.parts[index]), kept) for index in missing
    }
    rest = [(index, task) for index in missing for task in waiting[index].missing]

    def keep(place: int, piece: ChunkResult) -> None:
        index, _ = rest[place]
        waiting[index].pieces.append(piece)
        if len(waiting[index].pieces) == len(waiting[index].missing):
            whole(index)

    def whole(index: int) -> None:
        chunk = waiting.pop(index).joined(store.folder)
        store.keep(index, tables_of(tasks[index], chunk))
        collect(index, chunk)

    with store.writing():
        for index in missing:
            count.add(sum(entry.count for entry in waiting[index].kept))
            if not waiting[index].missing:
                whole(index)
        run_tasks([task for _, task in rest], pool, keep, count)
