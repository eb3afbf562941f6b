"""Reading a results folder: how far it is, and its tables, each file checked against the manifest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.store.manifest import BadResults, Manifest, PartEntry, read_manifest
from sepeace.store.parts import FileEntry, entry_of, part_name, unpacked

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How far the run in a folder is.

    Attributes:
        done, rows: campaigns in finished parts, and in all.
        finished: whether nothing is left to do.
    """

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
    there = [p for p in found.parts.values() if all((folder / name).is_file() for name in p.files)]
    done = sum(part.count for part in there)
    return Found(done=done, rows=found.rows, finished=found.finished and done == found.rows)


def read_part(folder: Path, entry: PartEntry) -> dict[str, pa.Table]:
    """The tables of a finished part by kind.

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
            read[name.partition("/")[0]] = unpacked(content)
        except (ValueError, OSError) as error:
            raise changed(folder, name) from error
    return read


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


def outcome_tables(folder: Path, found: Manifest) -> Iterator[pa.Table]:
    """The outcomes of each finished part in their order, one at a time.

    Raises:
        BadResults: a part is gone, or not as it was written.
    """
    for index in sorted(found.parts):
        entry = found.parts[index]
        name = part_name("outcomes", index)
        alone = PartEntry(
            index=index,
            scenario=entry.scenario,
            first=entry.first,
            count=entry.count,
            files={name: entry.files[name]},
        )
        try:
            yield read_part(folder, alone)["outcomes"].replace_schema_metadata(None)
        except FileNotFoundError:
            message = "this part is gone; --resume makes it again"
            raise BadResults(message, file=str(folder / name)) from None


def outcomes_in(folder: Path) -> pa.Table:
    """All outcomes of a results folder, read from its parts.

    Raises:
        BadResults: no manifest, or a part is not as it was written.
    """
    import pyarrow as pa

    found = read_manifest(folder)
    if found is None or not found.parts:
        raise BadResults("there are no results in this folder", file=str(folder))
    return pa.concat_tables(outcome_tables(folder, found)).combine_chunks()


def file_entry(path: Path, rows: int | None) -> FileEntry:
    """What a manifest says of a file that may be large."""
    with open(path, "rb") as stream:
        found = file_digest(stream, "sha256")
        return FileEntry(sha256=found.hexdigest(), bytes=stream.tell(), rows=rows)
