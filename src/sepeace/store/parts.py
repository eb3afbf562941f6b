"""The files of a chunk in a results folder: the same chunk gives the same bytes, and is read back from them.

A chunk of one world leaves up to four small Parquet files, all with the chunk's number in their names:

    outcomes   one row a campaign, see ``outcome_tables.outcomes``
    bands      weekly histograms: week, variable, bin, count; only bins that are not empty
    weeks      weekly sums: campaigns at war, with an open window, and each term of the gap in 2^-30 shares
    feelers    feelers of the first campaigns one by one: campaign, day, sender, stream, channel

A chunk of two paired worlds leaves these for each of them, in folders ``baseline`` and ``counterfactual``. So
each is laid out like the folder of a batch, and what reads a batch reads either world. Beside them stands

    pairs      one row a pair: the columns of ``kernel.pairing``, and where the difference was traced what
               there was in the second world with each set of pathways taken from the first: bit k is set k

The same worlds under other assumptions (a lean task) leave outcomes alone, in a folder ``otherwise``: nobody
who reads the worlds meets them there.

No clock and no worker leaves a mark in them. Each carries the id of its run, so that parts of two runs
cannot be taken for one, and the banner of what was run, so that no file goes about without it. What is read
back is what was written, to the last bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks.records import tally_record
from sepeace.execution.chunks import ChunkResult, Task, WorldResult
from sepeace.files import replacing
from sepeace.kernel import pairing, slots
from sepeace.kernel.weekly import SUMS
from sepeace.outcomes import outcome_tables
from sepeace.outcomes.pathways import SETS
from sepeace.outcomes.weekly_bands import FEELERS_KEPT, SMALL, VARIABLES, Filled
from sepeace.record import load
from sepeace.scenario.scenario import Scenario
from sepeace.shapes import Sparse, narrowed

if TYPE_CHECKING:
    import pyarrow as pa

OUTCOMES, PAIRS = "outcomes", "pairs"
KINDS = (OUTCOMES, "bands", "weeks", "feelers")
"""What a chunk of one world leaves."""
WORLDS, OTHERWISE = ("baseline", "counterfactual"), "otherwise"
_PAIRED = (*(f"{world}/{kind}" for world in WORLDS for kind in KINDS), PAIRS)
POINTS, CELLS = "points", "cells"
FOLDERS = (*KINDS, *_PAIRED, *(f"{OTHERWISE}/{world}/{OUTCOMES}" for world in WORLDS), POINTS, CELLS)
"""Folders of parts; those of points are a sensitivity analysis's."""
BY_SETS = ("window_by_set", "settlement_by_set")
"""Columns of a pair that was traced."""
RUN_KEY, BANNER_KEY = b"sepeace_run", b"banner"
"""Where a file's metadata has the id of its run, and the banner of what was run, if it has one."""
WRITTEN: Mapping[str, str | int] = {"compression": "zstd", "compression_level": 3, "version": "2.6"}
"""How every table is written."""
_SUMS = SUMS.names
_COUNTS = tuple(name for name in SMALL if name != "terms")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry(Sparse):
    """What a manifest says of a file: SHA-256 in hex digits, size in bytes, rows (None: no table)."""

    sha256: str
    bytes: int
    rows: int | None


def part_name(kind: str, index: int) -> str:
    """A part's file inside the results folder, with forward slashes."""
    return f"{kind}/part-{index:06d}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPart:
    """A piece of work that leaves a part.

    Attributes:
        scenarios, given, seed: what is run, see ``Task``.
        first, count: its campaigns.
        kinds: the folders of the files that it leaves.
    """

    scenarios: tuple[Scenario, ...]
    given: str
    seed: int
    first: int
    count: int
    kinds: tuple[str, ...]


def planned_part(task: Task) -> PlannedPart:
    """The part that a chunk leaves."""
    return narrowed(task, PlannedPart, kinds=_kinds(task))


def _kinds(task: Task) -> tuple[str, ...]:
    alone = KINDS[:1] if not task.weekly else KINDS if task.first < FEELERS_KEPT else KINDS[:3]
    if len(task.scenarios) == 1:
        return alone
    paired = tuple(f"{world}/{kind}" for world in WORLDS for kind in alone)
    return tuple(f"{OTHERWISE}/{kind}" for kind in paired) if task.lean else (*paired, PAIRS)


def homes(kinds: Iterable[str]) -> list[str]:
    """What stands before the kinds of each world: nothing for one alone."""
    return [kind.removesuffix(OUTCOMES) for kind in sorted(kinds) if kind.endswith(OUTCOMES)]


def entry_of(content: bytes, rows: int | None = None) -> FileEntry:
    """What a manifest says of a file with this content."""
    return FileEntry(sha256=sha256(content).hexdigest(), bytes=len(content), rows=rows)


def named(run: str, banner: str = "") -> dict[bytes, bytes]:
    """Metadata of a Parquet file: the id of its run, and a banner where there is one."""
    return {RUN_KEY: run.encode()} | ({BANNER_KEY: banner.encode()} if banner else {})


def packed(table: pa.Table, run: str, banner: str = "") -> bytes:
    """A table as the bytes of a Parquet file that names its run; the same table gives the same bytes."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata(named(run, banner)), sink, **WRITTEN)
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


def tables_of(task: Task, found: ChunkResult) -> dict[str, pa.Table]:
    """The tables of a chunk by the folders of their files."""
    made, kinds = {}, _kinds(task)
    for home, world in zip(homes(kinds), found.worlds, strict=True):
        made[f"{home}{OUTCOMES}"] = outcome_tables.outcomes(world.rows)
        if world.weekly is not None:
            made[f"{home}bands"], made[f"{home}weeks"] = _bands(world.weekly), _weeks(world.weekly)
            made[f"{home}feelers"] = _feelers(world.weekly)
    if PAIRS in kinds:
        made[PAIRS] = _pairs(found)
    return {kind: made[kind] for kind in kinds}


def write_part(
    folder: Path, index: int, tables: Mapping[str, pa.Table], run: str, banner: str = ""
) -> dict[str, FileEntry]:
    """Write the files of a chunk, each whole or not at all; returns what a manifest says of each.

    Raises:
        CannotWrite: a file cannot be written.
    """
    entries = {}
    for kind, table in tables.items():
        name, content = part_name(kind, index), packed(table, run, banner)
        with replacing(folder / name) as temporary:
            temporary.write_bytes(content)
        entries[name] = entry_of(content, table.num_rows)
    return entries


def chunk_of(read: Mapping[str, pa.Table]) -> ChunkResult:
    """A chunk again, from its tables by folder."""
    worlds = [_world(read, home) for home in homes(read)]
    return ChunkResult(worlds, *_links_and_sets(read[PAIRS])) if PAIRS in read else ChunkResult(worlds)


def _world(read: Mapping[str, pa.Table], home: str) -> WorldResult:
    weekly = None
    if f"{home}bands" in read:
        weekly = _filled(read[f"{home}bands"], read[f"{home}weeks"], read.get(f"{home}feelers"))
    return WorldResult(outcome_tables.rows_of(read[f"{home}{OUTCOMES}"]), weekly)


def _pairs(found: ChunkResult) -> pa.Table:
    """A row a pair; a pair that never parts has no day, and codes of terms become names."""
    import pyarrow as pa

    columns = {"campaign": pa.array(found.worlds[0].rows["campaign"])}
    for place, column in enumerate(pairing.LINK):
        values = found.links[:, place]
        if place == pairing.LEADING_TERM:
            columns[column.name] = pa.array([pairing.SHIFT.names[int(code)] for code in values], pa.string())
        else:
            columns[column.name] = pa.array(values, mask=np.isinf(values))
    if len(found.split):
        bits = (1 << np.arange(SETS)).astype(np.uint32)
        for place, name in enumerate(BY_SETS):
            columns[name] = pa.array(found.split[:, :, place] @ bits)
    return pa.table(columns)


def _links_and_sets(table: pa.Table) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """What ``ChunkResult`` has of pairs, from their table."""
    links = np.zeros((table.num_rows, pairing.LINKS))
    for place, column in enumerate(pairing.LINK):
        if place == pairing.LEADING_TERM:
            links[:, place] = _places(table, column.name, pairing.SHIFT.names)
        else:
            links[:, place] = table[column.name].fill_null(np.inf).to_numpy()
    sets = [
        _numbers(table, name)[:, None] >> np.arange(SETS) & 1
        for name in BY_SETS
        if name in table.column_names
    ]
    split = np.stack(sets, axis=2) if sets else np.zeros((0, SETS, 2))
    return links, split.astype(np.bool_)


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
