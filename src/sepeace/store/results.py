"""A results folder: a run that survives its process, and that never grows in memory.

Every chunk of a run becomes a part: small files, each written whole under its own name, and then a line of
the manifest. So whatever is listed is whole, however a process ends. A run that goes on reads the parts that
are listed, runs the others, and comes to the same folder as one that was never stopped: a part's bytes depend
on the run alone.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from sepeace.errors import CannotWrite, SepeaceError
from sepeace.execution.chunks import ChunkResult, Task
from sepeace.execution.workers import Count, WorkerPool, run_tasks
from sepeace.files import replacing
from sepeace.store import manifest as manifests
from sepeace.store.lock import FolderLock
from sepeace.store.manifest import BadResults, Manifest, PartEntry
from sepeace.store.parts import (
    KINDS,
    RUN_KEY,
    WRITTEN,
    FileEntry,
    entry_of,
    packed,
    part_name,
    part_names,
    run_of,
    world_of,
    write_part,
)
from sepeace.store.read_results import changed, file_entry, outcome_tables, read_part

if TYPE_CHECKING:
    import pyarrow as pa

Collect = Callable[[int, ChunkResult], None]
OUTCOMES = "outcomes.parquet"
MOST_ROWS = 10_000_000
"""From so many campaigns on the parts are not also joined into one file."""
ROW_GROUP = 32_768
PATIENCE = 10.0
"""The manifest is written again after so many times the time its last writing took, and at the end."""
_LEFTOVER = re.compile(r"\.[a-z_]+(-[0-9]+)?\.[0-9]+\.(parquet|json)")


class Store:
    """The parts of a run in a folder. Made by ``open``; a ``with`` block lets go of the folder at its end.

    Attributes:
        folder: where it is.
        tasks: the chunks of the run; part n is that of task n.
        manifest: what is finished.
    """

    def __init__(self, folder: Path, tasks: Sequence[Task], asked: Manifest, lock: FolderLock) -> None:
        self.folder = folder
        self.tasks = tasks
        self.manifest = asked
        self._asked = asked
        self._lock = lock
        self._due = 0.0

    @classmethod
    def open(
        cls, folder: str | Path, identity: Mapping[str, Any], tasks: Sequence[Task], resume: bool
    ) -> Store:
        """The folder of a run, ready to go on or to begin; nobody else writes there until it is closed.

        Args:
            identity: plain values that say what the run is beyond its tasks: ``kind``, sizes and the like.
            tasks: all chunks, in a fixed order; each of one world, all of one seed and one kind of luck.
            resume: whether to go on where the folder holds some of this run already.

        Raises:
            CannotWrite: no folder, one that takes no file or that another process writes into, or one that
                holds something and was not to be resumed.
            BadResults: the folder holds another run, or its manifest cannot be read.
        """
        folder = Path(folder)
        if os.path.lexists(folder) and not folder.is_dir():
            raise CannotWrite("this is a file, and a folder is needed", file=str(folder))
        asked = manifests.manifest_for(identity, tasks)
        _look(folder, asked, tasks, resume)
        lock = FolderLock(folder)
        try:
            store = cls(folder, tasks, asked, lock)
            # Once more, now that nobody else writes: another process may have begun or ended meanwhile.
            found = _look(folder, asked, tasks, resume)
            _sweep(folder)
            if found is None:
                asked.write(folder)
            else:
                store.manifest = found
        except BaseException:
            lock.release()
            raise
        return store

    def run(self, pool: WorkerPool, collect: Collect, count: Count) -> None:
        """Hand every finished part to ``collect``, then run and store the others.

        Args:
            collect: takes the number of a task and its part, read back or new; called from this thread, in
                any order. A new part is on disk before.
            count: told of campaigns as they are read back or done.

        Raises:
            BadResults: a part is not as it was written.
            CannotWrite: a part cannot be written; those that were stay.
            SepeaceError: what stopped the workers, with how much is safe.
        """
        missing = []
        for index, task in enumerate(self.tasks):
            part = self._stored(index)
            if part is None:
                missing.append(index)
            else:
                collect(index, part)
                count.add(task.count)
        if missing:
            self.manifest.written_with(self._asked)

        def keep(place: int, part: ChunkResult) -> None:
            self._store(missing[place], part)
            collect(missing[place], part)

        try:
            run_tasks([self.tasks[index] for index in missing], pool, keep, count)
        except SepeaceError as error:
            with suppress(CannotWrite):
                self.manifest.write(self.folder)
            raise self._stopped(error) from error
        except BaseException:
            with suppress(CannotWrite):
                self.manifest.write(self.folder)
            raise
        if missing:
            self._save(at_once=True)

    def finish(
        self,
        tables: Mapping[str, pa.Table],
        documents: Mapping[str, str] | None = None,
        join: bool = True,
    ) -> None:
        """Write what the whole run adds up to, then call the folder finished. What is there already stays.

        Args:
            tables: by file name without its ending, such as bands.
            documents: texts by file name, such as summary.json.
            join: whether to write all outcomes as one file too, part by part, if they are not too many.

        Raises:
            BadResults: a file that was finished is not as it was written.
            CannotWrite: a file cannot be written.
        """
        try:
            if join and self.manifest.rows < MOST_ROWS:
                self._final(OUTCOMES, self._join)
            for name, table in tables.items():
                content = packed(table, self.manifest.run)
                self._final(f"{name}.parquet", _writer(content), entry_of(content, table.num_rows))
            for name, text in (documents or {}).items():
                content = text.encode("utf-8")
                self._final(name, _writer(content), entry_of(content))
            if not self.manifest.finished:
                self.manifest.head["finished"] = True
                self._save(at_once=True)
        except CannotWrite as error:
            raise self._stopped(error) from error

    def close(self) -> None:
        """Let others write into the folder."""
        self._lock.release()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _stored(self, index: int) -> ChunkResult | None:
        """A finished part read back, or None where it is to be made; one whose file is gone is."""
        entry = self.manifest.parts.get(index)
        if entry is None:
            return None
        try:
            read = read_part(self.folder, entry)
        except FileNotFoundError:
            self.manifest.drop(index)
            return None
        try:
            return ChunkResult([world_of(read)])
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise changed(self.folder, part_name("outcomes", index)) from error

    def _store(self, index: int, part: ChunkResult) -> None:
        task = self.tasks[index]
        files = write_part(self.folder, index, part.worlds[0], self.manifest.run)
        scenario = self._asked.places[task.scenarios[0]]
        self.manifest.add(
            PartEntry(index=index, scenario=scenario, first=task.first, count=task.count, files=files)
        )
        self._save()

    def _save(self, at_once: bool = False) -> None:
        """Write the manifest, unless it was written just now; of many parts it would take long."""
        start = time.monotonic()
        if at_once or start >= self._due:
            self.manifest.write(self.folder)
            self._due = time.monotonic() + PATIENCE * (time.monotonic() - start)

    def _final(self, name: str, write: Callable[[Path], int | None], made: FileEntry | None = None) -> None:
        """Write a file of the whole run, unless it is there and as it was."""
        listed = self.manifest.files.get(name)
        if self.manifest.finished and listed is not None and (self.folder / name).exists():
            if file_entry(self.folder / name, listed.rows) != listed:
                raise changed(self.folder, name)
            return
        with replacing(self.folder / name) as temporary:
            rows = write(temporary)
            entry = made or file_entry(temporary, rows)
        if entry != listed:
            self.manifest.files[name] = entry
            self.manifest.head["finished"] = False

    def _join(self, path: Path) -> int:
        """All outcomes as one file, in the order of the tasks; a few parts in memory at a time."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows, waiting, writer = 0, [], None
        try:
            for table in outcome_tables(self.folder, self.manifest):
                if writer is None:
                    schema = table.schema.with_metadata({RUN_KEY: self.manifest.run.encode()})
                    writer = pq.ParquetWriter(path, schema, **WRITTEN)
                waiting.append(table)
                rows += table.num_rows
                if sum(one.num_rows for one in waiting) >= ROW_GROUP:
                    writer.write_table(pa.concat_tables(waiting))
                    waiting = []
            if waiting and writer is not None:
                writer.write_table(pa.concat_tables(waiting))
        finally:
            if writer is not None:
                writer.close()
        return rows

    def _stopped(self, error: SepeaceError) -> SepeaceError:
        """The same, with what is safe and how to go on."""
        done = f"{self.manifest.campaigns:,} of {self.manifest.rows:,} campaigns are safe in {self.folder}"
        message = f"{error.reason}; {done}; once that is mended, --resume goes on from there"
        return error.reworded(message)


def _writer(content: bytes) -> Callable[[Path], int | None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


# --- what lies in a folder --------------------------------------------------------------------------------


def _look(folder: Path, asked: Manifest, tasks: Sequence[Task], resume: bool) -> Manifest | None:
    """The manifest of this very run in a folder, or None where it is to begin; all else is refused."""
    found = manifests.read_manifest(folder)
    if found is None:
        _check_free(folder, asked, resume)
        return None
    manifests.check_same(found, asked, folder)
    manifests.check_seal(found, folder)
    for index, part in found.parts.items():
        if index >= len(tasks) or not _is_of(part, tasks[index], asked):
            message = f"part {index} in the manifest is no part of this run; choose another folder"
            raise BadResults(message, file=str(folder / manifests.NAME))
    if not resume:
        done = "all" if found.finished else f"{found.campaigns:,} of {found.rows:,}"
        message = f"this folder holds {done} campaigns of this run already; --resume goes on with it"
        raise CannotWrite(f"{message}, or choose another folder", file=str(folder))
    return found


def _is_of(part: PartEntry, task: Task, asked: Manifest) -> bool:
    """Whether a listed part is that of a task."""
    listed = (part.scenario, part.first, part.count, set(part.files))
    names = set(part_names(part.index, task.first, task.weekly))
    return listed == (asked.places[task.scenarios[0]], task.first, task.count, names)


def _check_free(folder: Path, asked: Manifest, resume: bool) -> None:
    """Refuse a folder without a manifest that holds anything but parts of this run.

    Raises:
        CannotWrite: it does, or it holds such parts and was not to be resumed.
    """
    if not folder.is_dir():
        return
    ours: list[str] = []
    others: list[str] = []
    for name in sorted(_names(folder)):
        known = name.endswith(".parquet") and run_of(folder / name) == asked.run
        (ours if known else others).append(name)
    foreign = [name for name in others if not (ours and name.endswith(".json"))]
    if foreign:
        message = "this folder holds other files and no manifest of a run; choose a new or an empty folder"
        raise CannotWrite(message, given=foreign[0], file=str(folder))
    if ours and not resume:
        message = "this folder holds parts of this run already; --resume goes on with it, or choose another"
        raise CannotWrite(message, given=ours[0], file=str(folder))


def _names(folder: Path) -> Iterator[str]:
    """Files in a folder and in its folders of parts; hidden ones and empty folders of parts do not count."""
    try:
        for entry in os.scandir(folder):
            if entry.name.startswith("."):
                continue
            if entry.name in KINDS and entry.is_dir():
                for inside in os.scandir(entry):
                    if not inside.name.startswith("."):
                        yield f"{entry.name}/{inside.name}"
            else:
                yield entry.name
    except OSError as error:
        raise CannotWrite(f"this folder cannot be read: {error.strerror}", file=str(folder)) from None


def _sweep(folder: Path) -> None:
    """Remove what a killed process left under temporary names. Nobody else writes now."""
    for place in (folder, *(folder / kind for kind in KINDS)):
        with suppress(OSError):
            for entry in list(os.scandir(place)):
                if _LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    os.unlink(entry.path)
