"""A results folder: a run that survives its process, and that never grows in memory.

Every chunk of a run becomes a part: small files, each written whole under its own name, and then a line of
the manifest. So whatever is listed is whole, however a process ends. A run that goes on reads the parts that
are listed, runs the others, and comes to the same folder as one that was never stopped: a part's bytes depend
on the run alone.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Self

from sepeace.errors import BadUsage, CannotWrite, SepeaceError
from sepeace.files import replacing
from sepeace.shapes import Document, json_text
from sepeace.store import growing
from sepeace.store import manifest as manifests
from sepeace.store.identity import RunIdentity
from sepeace.store.lock import FolderLock
from sepeace.store.manifest import Manifest
from sepeace.store.parts import (
    FOLDERS,
    WRITTEN,
    FileEntry,
    PlannedPart,
    entry_of,
    named,
    packed,
    run_of,
    write_part,
)
from sepeace.store.read_results import KEPT, changed, file_entry, read_part, tables_in

if TYPE_CHECKING:
    import pyarrow as pa

MOST_ROWS = 10_000_000
"""From so many rows on the parts are not also joined into one file."""
ROW_GROUP = 32_768
PATIENCE = 10.0
"""The manifest is written again after so many times the time its last writing took, and at the end."""
_LEFTOVER = re.compile(r"\.[a-z_]+(-[0-9]+)?\.[0-9]+\.(parquet|json)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What a whole run adds up to, as files of its folder.

    Attributes:
        tables: by file name without its ending, such as bands.
        documents: by file name, such as summary.json.
        joined: folders whose parts stand in one file too, if these have not too many rows.
    """

    tables: Mapping[str, pa.Table]
    documents: Mapping[str, Document]
    joined: tuple[str, ...] = ()


class RunFolder:
    """The folder of a run. Made by ``open``; a ``with`` block lets go of the folder at its end.

    Attributes:
        folder: where it is.
        parts: all of them, in their order.
        manifest: what is finished; ``asked`` is that of the same run with nothing done.
    """

    def __init__(self, folder: Path, parts: Sequence[PlannedPart], asked: Manifest, lock: FolderLock) -> None:
        self.folder = folder
        self.parts = parts
        self.manifest = asked
        self.asked = asked
        self._lock = lock
        self._due = 0.0

    @classmethod
    def open(
        cls, folder: str | Path, identity: RunIdentity, parts: Sequence[PlannedPart], resume: bool
    ) -> Self:
        """The folder of a run, ready to go on or to begin; nobody else writes there until it is closed.

        Args:
            identity: what the run is beyond its parts.
            parts: all of them, in a fixed order, of one seed and one kind of luck.
            resume: whether to go on where the folder holds some of this run already.

        Raises:
            CannotWrite: no folder, one that takes no file or that another process writes into, or one that
                holds something and was not to be resumed.
            BadResults: the folder holds another run, or its manifest cannot be read.
        """
        folder = Path(folder)
        if os.path.lexists(folder) and not folder.is_dir():
            raise CannotWrite("this is a file, and a folder is needed", file=str(folder))
        asked = manifests.manifest_for(identity, parts)
        _look(folder, asked, parts, resume)
        lock = FolderLock(folder)
        try:
            store = cls(folder, parts, asked, lock)
            # Once more, now that nobody else writes: another process may have begun or ended meanwhile.
            found = _look(folder, asked, parts, resume)
            _sweep(folder, found is None or not found.kept)
            if found is None:
                asked.write(folder)
            elif found.run == asked.run:
                store.manifest = found
            else:
                growing.begin(folder, found, asked)
        except BaseException:
            lock.release()
            raise
        return store

    def stored(self, index: int) -> dict[str, pa.Table] | None:
        """The tables of a finished part, or None where it is to be made; one whose file is gone is.

        Raises:
            BadResults: a file is not as it was written.
        """
        entry = self.manifest.parts.get(index)
        if entry is None:
            return None
        try:
            return read_part(self.folder, entry)
        except FileNotFoundError:
            self.manifest.drop(index)
            return None

    def keep(self, index: int, tables: Mapping[str, pa.Table]) -> None:
        """Write a part and list it as finished."""
        files = write_part(self.folder, index, tables, self.manifest.run, self.manifest.banner)
        self.manifest.add(self.asked.entry(index, self.parts[index], files))
        self._save()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Parts are made in this block; however it ends, those that are whole are listed.

        Raises:
            SepeaceError: what stopped it, with how much is safe.
        """
        self.manifest.written_with(self.asked)
        try:
            yield
        except BaseException as error:
            with suppress(CannotWrite):
                self.manifest.write(self.folder)
            if isinstance(error, SepeaceError):
                raise self._stopped(error) from error
            raise
        self._save(at_once=True)

    def finish(self, whole: Whole) -> None:
        """Write what the whole run adds up to, then call the folder finished. What is there already stays.

        Raises:
            BadResults: a file that was finished is not as it was written.
            CannotWrite: a file cannot be written.
        """
        try:
            for kind in whole.joined:
                if sum(part.count for part in self.manifest.parts.values() if kind in part.kinds) < MOST_ROWS:
                    self._final(f"{kind}.parquet", partial(self._join, kind))
            for name, table in whole.tables.items():
                content = packed(table, self.manifest.run, self.manifest.banner)
                self._final(f"{name}.parquet", _writer(content), entry_of(content, table.num_rows))
            for name, document in whole.documents.items():
                content = f"{json_text(document)}\n".encode()
                self._final(name, _writer(content), entry_of(content))
            if not self.manifest.finished:
                self._drop_old()
                self.manifest.finish()
                self.manifest.kept.clear()
                self._save(at_once=True)
                _sweep(self.folder, True)
        except CannotWrite as error:
            raise self._stopped(error) from error

    def _drop_old(self) -> None:
        """Remove what a smaller run left and this one has not replaced: parts, and tables as CSV."""
        listed = {
            *self.manifest.files,
            *(name for part in self.manifest.parts.values() for name in part.files),
        }
        for name in [*_names(self.folder)]:
            old = name.endswith(".parquet") and run_of(self.folder / name) not in (None, self.manifest.run)
            if name not in listed and (old or f"{name.removesuffix('.csv')}.parquet" in self.manifest.files):
                (self.folder / name).unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let others write into the folder."""
        self._lock.release()

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
            self.manifest.finish(False)

    def _join(self, kind: str, path: Path) -> int:
        """The tables of all parts as one, in the order of the tasks; a few in memory at a time."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows, waiting, writer = 0, [], None
        try:
            for table in tables_in(self.folder, self.manifest, kind):
                if writer is None:
                    schema = table.schema.with_metadata(named(self.manifest.run, self.manifest.banner))
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
        rows = self.manifest.head.rows
        done = f"{self.manifest.campaigns:,} of {rows:,} campaigns are safe in {self.folder}"
        message = f"{error.reason}; {done}; once that is mended, --resume goes on from there"
        return error.reworded(message)


def _writer(content: bytes) -> Callable[[Path], int | None]:
    def write(path: Path) -> None:
        path.write_bytes(content)

    return write


def kept_in(
    folder: str | Path | None, identity: RunIdentity, parts: Sequence[PlannedPart], resume: bool
) -> AbstractContextManager[RunFolder | None]:
    """The folder of a run, see ``RunFolder.open``; None where no folder is named and nothing is stored."""
    if folder is not None:
        return RunFolder.open(folder, identity, parts, resume)
    if resume:
        raise BadUsage("there is nothing to resume without a results folder", key="resume")
    return nullcontext()


# --- what lies in a folder --------------------------------------------------------------------------------


def _look(folder: Path, asked: Manifest, parts: Sequence[PlannedPart], resume: bool) -> Manifest | None:
    """The manifest of this run in a folder, or of one of fewer campaigns; None where it is to begin.

    All else is refused.
    """
    found = manifests.read_manifest(folder)
    if found is None:
        _check_free(folder, asked, resume)
        return None
    manifests.check_same(found, asked, folder)
    manifests.check_seal(found, folder)
    if found.run == asked.run:
        manifests.check_parts(found, asked, parts, folder)
    elif found.finished:
        return found  # a run of fewer campaigns that is whole goes on without a word more
    if not resume:
        done = "all" if found.finished else f"{found.campaigns:,} of {found.head.rows:,}"
        message = f"this folder holds {done} campaigns of this run already; --resume goes on with it"
        raise CannotWrite(f"{message}, or choose another folder", file=str(folder))
    return found


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


def _places(folder: Path) -> list[Path]:
    """A folder and its folders of parts, and the folders of these."""
    inside = sorted({str(one) for kind in FOLDERS for one in (kind, *PurePosixPath(kind).parents)})
    return [folder / kind for kind in inside if os.path.isdir(folder / kind)]


def _names(folder: Path) -> Iterator[str]:
    """Files in a folder and in its folders of parts; hidden ones and these folders do not count."""
    places = _places(folder)
    try:
        for place in places:
            for entry in os.scandir(place):
                if not entry.name.startswith(".") and Path(entry.path) not in places:
                    yield Path(entry.path).relative_to(folder).as_posix()
    except OSError as error:
        raise CannotWrite(f"this folder cannot be read: {error.strerror}", file=str(folder)) from None


def _sweep(folder: Path, kept: bool) -> None:
    """Remove what a killed process left under temporary names. Nobody else writes now.

    Args:
        kept: whether to remove the parts of a smaller run too.
    """
    for place in _places(folder):
        with suppress(OSError):
            for entry in list(os.scandir(place)):
                if _LEFTOVER.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                    os.unlink(entry.path)
    if kept:
        shutil.rmtree(folder / KEPT, ignore_errors=True)
