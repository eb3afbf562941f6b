"""Reading a results folder: how far it is, and its tables, each file checked against the manifest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.errors import BadResults
from sepeace.execution.chunks import ChunkResult
from sepeace.store.manifest import Manifest, PartEntry, read_manifest
from sepeace.store.parts import OUTCOMES, FileEntry, chunk_of, entry_of, part_name, unpacked

if TYPE_CHECKING:
    import pyarrow as pa

KEPT = ".sepeace_kept"
"""Where the parts of a smaller run lie until those of the larger one have replaced them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How far the run in a folder is.

    Attributes:
        campaigns: of each world, or at each point, of the whole run.
        done, rows: campaigns in parts that are there, and in all.
        finished: whether nothing is left to do.
    """

    campaigns: int
    done: int
    rows: int
    finished: bool


def state_of(folder: Path) -> Found | None:
    """How far the run in a folder is by its manifest; None without one.

    Raises:
        BadResults: the manifest cannot be read.
    """
    found = read_manifest(folder)
    if found is None:
        return None
    done = sum(part.count for part in found.parts.values() if is_there(folder, part))
    finished = found.finished and done == found.head.rows
    done += sum(part.count for part in found.kept if is_there(folder / KEPT, part))
    return Found(campaigns=found.head.run.campaigns, done=done, rows=found.head.rows, finished=finished)


def is_there(folder: Path, part: PartEntry) -> bool:
    """Whether all files of a part are."""
    return all((folder / name).is_file() for name in part.files)


def read_part(folder: Path, entry: PartEntry) -> dict[str, pa.Table]:
    """The tables of a finished part by folder.

    Raises:
        BadResults: a file is not as it was written, or cannot be read.
        FileNotFoundError: one is gone.
    """
    read = {}
    for name, listed in entry.files.items():
        content = _content(folder, name)
        if entry_of(content, listed.rows) != listed:
            raise changed(folder, name)
        try:
            read[name.rpartition("/")[0]] = unpacked(content)
        except (ValueError, OSError) as error:
            raise changed(folder, name) from error
    return read


def read_chunk(folder: Path, entry: PartEntry) -> ChunkResult:
    """A finished part as the chunk that it was; raises as ``read_part``."""
    return as_chunk(folder, entry, read_part(folder, entry))


def as_chunk(folder: Path, entry: PartEntry, read: dict[str, pa.Table]) -> ChunkResult:
    """A chunk from the tables of its part; raises BadResults where they are none of a chunk."""
    try:
        return chunk_of(read)
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise changed(folder, next(iter(entry.files))) from error


def read_chunks(folder: Path, found: Manifest) -> Iterator[tuple[int, ChunkResult]]:
    """The finished parts of a run in their order, one at a time, each with its number.

    Raises:
        BadResults: a part is gone, or not as it was written.
    """
    for index in sorted(found.parts):
        try:
            yield index, read_chunk(folder, found.parts[index])
        except FileNotFoundError as error:
            raise BadResults("this part is gone; --resume makes it again", file=str(error.filename)) from None


def read_whole(folder: Path, found: Manifest, name: str) -> bytes:
    """A file of the whole run, as it was written.

    Raises:
        BadResults: it is gone, or not as it was written.
    """
    listed = found.files.get(name)
    try:
        content = _content(folder, name)
    except FileNotFoundError:
        raise BadResults("this file is gone; --resume makes it again", file=str(folder / name)) from None
    if listed is None or entry_of(content, listed.rows) != listed:
        raise changed(folder, name)
    return content


def _content(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise BadResults(f"this cannot be read: {error.strerror}", file=str(folder / name)) from None


def changed(folder: Path, name: str) -> BadResults:
    """The error for a file that is not as it was written."""
    message = (
        "this file was cut short or changed: its checksum is not that in the manifest; "
        "remove the file and --resume makes it again"
    )
    return BadResults(message, file=str(folder / name))


def tables_in(folder: Path, found: Manifest, kind: str) -> Iterator[pa.Table]:
    """The tables of the finished parts in one folder, in their order, one at a time.

    Raises:
        BadResults: a part is gone, or not as it was written.
    """
    for index in sorted(found.parts):
        entry, name = found.parts[index], part_name(kind, index)
        if name not in entry.files:
            continue
        try:
            alone = replace(entry, files={name: entry.files[name]})
            yield read_part(folder, alone)[kind].replace_schema_metadata(None)
        except FileNotFoundError:
            message = "this part is gone; --resume makes it again"
            raise BadResults(message, file=str(folder / name)) from None


def outcomes_in(folder: Path, world: str, campaigns: int) -> pa.Table:
    """All outcomes of a world of a results folder, read from its parts.

    Args:
        world: the folder of that world inside; empty where there is one alone.
        campaigns: how many there were when it was written.

    Raises:
        BadResults: no manifest, a part is not as it was written, or the folder has grown since.
    """
    import pyarrow as pa

    found = read_manifest(folder)
    if found is None or not found.parts:
        raise BadResults("there are no results in this folder", file=str(folder))
    if found.head.run.campaigns != campaigns:
        message = (
            f"this folder has grown since: it holds {found.head.run.campaigns:,} campaigns; read it anew"
        )
        raise BadResults(message, given=campaigns, file=str(folder))
    kind = f"{world}/{OUTCOMES}" if world else OUTCOMES
    return pa.concat_tables(tables_in(folder, found, kind)).combine_chunks()


def file_entry(path: Path, rows: int | None) -> FileEntry:
    """What a manifest says of a file that may be large."""
    with open(path, "rb") as stream:
        found = file_digest(stream, "sha256")
        return FileEntry(sha256=found.hexdigest(), bytes=stream.tell(), rows=rows)
