"""The files of a chunk in a results folder: the same chunk gives the same bytes, and is read back from them.

A chunk leaves up to four small Parquet files, all with the chunk's number in their names:

    outcomes   one row a campaign, see ``tables.outcomes``
    bands      weekly histograms: week, variable, bin, count; only bins that are not empty
    weeks      weekly sums: campaigns at war, with an open window, and each term of the gap in 2^-30 shares
    feelers    feelers of the first campaigns one by one: campaign, day, sender, stream, channel

No clock and no worker leaves a mark in them. Each carries the id of its run, so that parts of two runs
cannot be taken for one. What is read back is what was written, to the last bit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.clocks.records import tally_record
from sepeace.execution.chunks import WorldResult
from sepeace.files import replacing
from sepeace.kernel import slots
from sepeace.kernel.weekly import SUMS
from sepeace.outcomes import outcome_tables
from sepeace.outcomes.weekly_bands import FEELERS_KEPT, SMALL, VARIABLES, Filled
from sepeace.record import load

if TYPE_CHECKING:
    import pyarrow as pa

KINDS = ("outcomes", "bands", "weeks", "feelers")
"""Folders of parts."""
RUN_KEY = b"sepeace_run"
"""Where a file's metadata has the id of its run."""
WRITTEN: Mapping[str, Any] = {"compression": "zstd", "compression_level": 3, "version": "2.6"}
"""How every table is written."""
_SUMS = SUMS.names
_COUNTS = tuple(name for name in SMALL if name != "terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """What a manifest says of a file: SHA-256 in hex digits, size in bytes, rows (None: no table)."""

    sha256: str
    bytes: int
    rows: int | None

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        told: dict[str, Any] = {"sha256": self.sha256, "bytes": self.bytes}
        return told if self.rows is None else {**told, "rows": self.rows}


def part_name(kind: str, index: int) -> str:
    """A part's file inside the results folder, with forward slashes."""
    return f"{kind}/part-{index:06d}.parquet"


def part_names(index: int, first: int, weekly: bool) -> tuple[str, ...]:
    """The files of a chunk by its number, its first campaign, and whether it kept weeks."""
    kinds = KINDS[:1] if not weekly else KINDS if first < FEELERS_KEPT else KINDS[:3]
    return tuple(part_name(kind, index) for kind in kinds)


def entry_of(content: bytes, rows: int | None = None) -> FileEntry:
    """What a manifest says of a file with this content."""
    return FileEntry(sha256=sha256(content).hexdigest(), bytes=len(content), rows=rows)


def packed(table: pa.Table, run: str) -> bytes:
    """A table as the bytes of a Parquet file that names its run; the same table gives the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({RUN_KEY: run.encode()}), sink, **WRITTEN)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def unpacked(content: bytes) -> pa.Table:
    """The table in the bytes of a Parquet file.

    Raises:
        pyarrow.ArrowException, OSError: these are not such bytes.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.ParquetFile(pa.BufferReader(content)).read()


def run_of(path: Path) -> str | None:
    """The id of the run that a Parquet file belongs to; None where it names none or is no such file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        found = pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException):
        return None
    named: bytes | None = found.get(RUN_KEY)
    return None if named is None else named.decode("utf-8", "replace")


def write_part(folder: Path, index: int, found: WorldResult, run: str) -> dict[str, FileEntry]:
    """Write the files of a chunk, each whole or not at all; returns what a manifest says of each.

    Raises:
        CannotWrite: a file cannot be written.
    """
    made = {"outcomes": outcome_tables.outcomes(found.rows)}
    if found.weekly is not None:
        made["bands"], made["weeks"] = _bands(found.weekly), _weeks(found.weekly)
        made["feelers"] = _feelers(found.weekly)
    names = part_names(index, int(found.rows["campaign"][0]), found.weekly is not None)
    entries = {}
    for name in names:
        table = made[name.partition("/")[0]]
        content = packed(table, run)
        with replacing(folder / name) as temporary:
            temporary.write_bytes(content)
        entries[name] = entry_of(content, table.num_rows)
    return entries


def world_of(read: Mapping[str, pa.Table]) -> WorldResult:
    """A chunk's world again, from its tables by kind."""
    weekly = None
    if "bands" in read:
        weekly = _filled(read["bands"], read["weeks"], read.get("feelers"))
    return WorldResult(outcome_tables.rows_of(read["outcomes"]), weekly)


def _bands(weekly: Filled) -> pa.Table:
    import pyarrow as pa

    place, bins = np.divmod(weekly.places, slots.BINS)
    week, variable = np.divmod(place, len(VARIABLES))
    named = pa.DictionaryArray.from_arrays(pa.array(variable.astype(np.int8)), pa.array(VARIABLES))
    return pa.table(
        {
            "week": pa.array(week.astype(np.int16)),
            "variable": named.cast(pa.string()),
            "bin": pa.array(bins.astype(np.int16)),
            "count": pa.array(weekly.counts),
        }
    )


def _weeks(weekly: Filled) -> pa.Table:
    """A row for every week in which anything was counted."""
    import pyarrow as pa

    sums = weekly.sums
    reached = np.flatnonzero(sums["terms"].any(axis=1) | np.any([sums[name] for name in _COUNTS], axis=0))
    columns = {"week": pa.array(reached.astype(np.int16))}
    columns |= {name: pa.array(sums[name][reached]) for name in _COUNTS}
    columns |= {name: pa.array(sums["terms"][reached, index]) for index, name in enumerate(_SUMS)}
    return pa.table(columns)


def _feelers(weekly: Filled) -> pa.Table:
    import pyarrow as pa

    rows, channels = weekly.feelers, channel_names()
    return pa.table(
        {
            "campaign": pa.array([row[0] for row in rows], pa.int64()),
            "day": pa.array([row[1] for row in rows], pa.float64()),
            "sender": pa.array([outcome_tables.SENDERS[row[2]] for row in rows], pa.string()),
            "stream": pa.array([outcome_tables.STREAMS[row[3]] for row in rows], pa.string()),
            "channel": pa.array([channels[row[4]] for row in rows], pa.string()),
        }
    )


@cache
def channel_names() -> tuple[str, ...]:
    """Channels of the record in their order."""
    return tuple(channel.id for channel in load().channels)


def _filled(bands: pa.Table, weeks: pa.Table, feelers: pa.Table | None) -> Filled:
    """The chunk's histogram, sums and feelers, from their tables."""
    week = _numbers(bands, "week")
    place = (week * len(VARIABLES) + _places(bands, "variable", VARIABLES)) * slots.BINS
    record = tally_record()
    sums = {name: record[name][0].copy() for name in SMALL}
    reached = _numbers(weeks, "week")
    for name in _COUNTS:
        sums[name][reached] = _numbers(weeks, name)
    for index, name in enumerate(_SUMS):
        sums["terms"][reached, index] = _numbers(weeks, name)
    return Filled(
        places=(place + _numbers(bands, "bin")).astype(np.int32),
        counts=_numbers(bands, "count").astype(np.int32),
        sums=sums,
        feelers=[] if feelers is None else _told(feelers),
    )


def _told(table: pa.Table) -> list[tuple[int, float, int, int, int]]:
    columns = (
        table["campaign"].to_pylist(),
        table["day"].to_pylist(),
        _places(table, "sender", outcome_tables.SENDERS).tolist(),
        _places(table, "stream", outcome_tables.STREAMS).tolist(),
        _places(table, "channel", channel_names()).tolist(),
    )
    return list(zip(*columns, strict=True))


def _numbers(table: pa.Table, name: str) -> Any:
    return table[name].to_numpy().astype(np.int64)


def _places(table: pa.Table, name: str, names: tuple[str, ...]) -> Any:
    """The place of each text of a column in a list of names."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.index_in(table[name], value_set=pa.array(names, pa.string()))
    return found.to_numpy().astype(np.int64)
