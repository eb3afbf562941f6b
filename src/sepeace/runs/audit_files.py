"""The files of a results folder for an audit: against their checksums, and against one another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace.documents.audit import MOST_DIFFERENCES, Differing
from sepeace.execution.collect import collector
from sepeace.execution.workers import Count, WorkerPool
from sepeace.runs.batch import KIND as BATCH
from sepeace.runs.batch import assemble
from sepeace.runs.batch import whole_of as batch_files
from sepeace.runs.compare import comparison
from sepeace.runs.compare import whole_of as pair_files
from sepeace.runs.numbers import under_others
from sepeace.runs.pair_tasks import KIND as PAIRED
from sepeace.runs.pair_tasks import PairTasks
from sepeace.runs.profiles import under_profiles
from sepeace.runs.read import options_of
from sepeace.scenario.scenario import Scenario
from sepeace.shapes import json_text
from sepeace.store.identity import flat
from sepeace.store.manifest import Manifest
from sepeace.store.parts import PAIRS, chunk_of, part_name, unpacked
from sepeace.store.read_results import file_entry
from sepeace.store.run_folder import Whole

if TYPE_CHECKING:
    import pyarrow as pa


_IN_WORDS = re.compile(r"((baseline|counterfactual)\.)?(scenario|version)$|provenance\.|plain|statement")
_UNREADABLE = (ValueError, KeyError, TypeError, IndexError, OSError)


def _legible(value: Any) -> Any:
    """A value of a file as JSON can hold it: in words where it is a number that is not finite."""
    return repr(value) if isinstance(value, float) and not isfinite(value) else value


@dataclass(slots=True)
class Desk:
    """An audit at work: the folder, its manifest, and what was found so far."""

    folder: Path
    manifest: Manifest
    found: list[Differing] = field(default_factory=list)

    def say(self, part: str, column: str, stored: Any, found: Any, campaign: int | None = None) -> None:
        """Note a difference, once; see ``Differing``."""
        was, now = _legible(stored), _legible(found)
        one = Differing(part=part, campaign=campaign, column=column, stored=was, found=now)
        if len(self.found) < MOST_DIFFERENCES and one not in self.found:
            self.found.append(one)

    def read(self, name: str) -> pa.Table | None:
        """A table of the folder, whatever its checksum; None where there is none."""
        try:
            return unpacked((self.folder / name).read_bytes()).replace_schema_metadata(None)
        except FileNotFoundError:
            return None  # told with the checksums
        except _UNREADABLE as error:
            self.say(name, "file", None, f"cannot be read ({type(error).__name__})")
            return None


def check_files(desk: Desk) -> int:
    """Hold every file against its checksum; returns their number."""
    parts = desk.manifest.parts
    listed = {name: entry for index in sorted(parts) for name, entry in parts[index].files.items()}
    listed |= desk.manifest.files
    for name, entry in listed.items():
        there: str | None = None
        with suppress(OSError):
            there = file_entry(desk.folder / name, entry.rows).sha256
        if there != entry.sha256:
            desk.say(name, "sha256", entry.sha256, there)
    return len(listed)


def check_numbers(desk: Desk) -> None:
    """Each part holds the campaigns that the manifest says, in their order."""
    for index in sorted(desk.manifest.parts):
        entry = desk.manifest.parts[index]
        for name in entry.files:
            table = desk.read(name) if f"/{name}".count("/outcomes/") or name.startswith(PAIRS) else None
            if table is None:
                continue
            numbers = table["campaign"].to_numpy() if "campaign" in table.column_names else np.zeros(0, int)
            wanted = np.arange(entry.first, entry.first + entry.count)
            if not np.array_equal(numbers, wanted):
                desk.say(name, "campaign", _ends(numbers), _ends(wanted))


def _ends(numbers: Any) -> str:
    return f"{len(numbers)} of them, {numbers[0]} to {numbers[-1]}" if len(numbers) else "none"


def check_whole(desk: Desk, worlds: Sequence[Scenario]) -> None:
    """Hold the files of a finished batch or comparison against the sums of its parts, if all are legible."""
    manifest = desk.manifest
    if not manifest.finished or manifest.head.run.kind not in (BATCH, PAIRED):
        return
    options, run = options_of(manifest), manifest.head.run
    work = None
    if run.kind == PAIRED:
        split = run.split is True
        work = PairTasks(usual=worlds[0], scenario=worlds[1], options=options, traced=split)
    found = collector(1, False)
    for index in sorted(manifest.parts):
        read = {name.rpartition("/")[0]: desk.read(name) for name in manifest.parts[index].files}
        there = {kind: table for kind, table in read.items() if table is not None}
        if len(there) < len(read):
            return
        try:
            part = chunk_of(there)
            found.add(part) if work is None else work.add(index, part)
        except _UNREADABLE as error:
            name = next(iter(manifest.parts[index].files))
            desk.say(name, "file", None, f"with its bands this is no part ({type(error).__name__})")
            return
    if work is not None:
        whole = pair_files(comparison(work))
    else:
        elsewhere = under_others(worlds[0], options, WorkerPool(), Count(0))
        beside = under_profiles(worlds[0], options, WorkerPool(), found.worlds[0].totals.ladder)
        made = assemble(worlds[0], options, found.worlds[0], False, elsewhere=elsewhere, profiles=beside)
        whole = batch_files(made)
    for kind in whole.joined:
        if f"{kind}.parquet" in manifest.files:
            _check_joined(desk, kind)
    _check_sums(desk, whole)


def _check_joined(desk: Desk, kind: str) -> None:
    """A table of all parts in one file, against the parts, one at a time."""
    import pyarrow.parquet as pq

    whole, parts = f"{kind}.parquet", desk.manifest.parts
    try:
        with pq.ParquetFile(desk.folder / whole) as file:
            pieces = _Pieces(file.iter_batches())
            for name in (part_name(kind, index) for index in sorted(parts) if kind in parts[index].kinds):
                part = desk.read(name)
                if part is None:
                    return
                _compare_tables(desk, whole, pieces.take(part.num_rows), part)
            if (more := pieces.take(1)) is not None and more.num_rows:
                desk.say(whole, "campaign", "more rows", "the end of the last part")
    except FileNotFoundError:
        return
    except _UNREADABLE as error:
        desk.say(whole, "file", None, f"cannot be read ({type(error).__name__})")


@dataclass(slots=True)
class _Pieces:
    """Rows of a long table, taken in pieces of any length."""

    batches: Iterator[Any]
    waiting: Any = None

    def take(self, rows: int) -> pa.Table | None:
        """The next rows, fewer at the end; None where there are none."""
        import pyarrow as pa

        while self.waiting is None or self.waiting.num_rows < rows:
            batch = next(self.batches, None)
            if batch is None:
                break
            more = pa.Table.from_batches([batch]).replace_schema_metadata(None)
            self.waiting = more if self.waiting is None else pa.concat_tables([self.waiting, more])
        if self.waiting is None:
            return None
        taken, self.waiting = self.waiting.slice(0, rows), self.waiting.slice(rows)
        return taken


def _compare_tables(desk: Desk, name: str, stored: pa.Table | None, made: pa.Table) -> None:
    """Note every value of two tables that differs; rows are told by their campaign where they have one."""
    if stored is not None and stored.equals(made):
        return
    there = [] if stored is None else stored.to_pylist()
    for place, row in enumerate(made.to_pylist()):
        for column, old, new in differing(there[place] if place < len(there) else {}, row):
            desk.say(name, column, old, new, row.get("campaign"))
    if len(there) > made.num_rows:
        desk.say(name, "file", f"{len(there)} rows", f"{made.num_rows} rows")


def differing(stored: Mapping[str, object], made: Mapping[str, object]) -> list[tuple[str, object, object]]:
    """(column, stored, made) for every column that differs; what is no number equals itself."""
    return [
        (name, stored.get(name), value)
        for name, value in made.items()
        if name not in stored or repr(stored[name]) != repr(value)
    ] + [(name, stored[name], None) for name in stored if name not in made]


def _check_sums(desk: Desk, whole: Whole) -> None:
    """Tables and documents against what the parts add up to."""
    for name, table in whole.tables.items():
        stored = desk.read(f"{name}.parquet")
        if stored is not None:
            _compare_tables(desk, f"{name}.parquet", stored, table)
    for name, document in whole.documents.items():
        _check_document(desk, name, json.loads(json_text(document)))


def _check_document(desk: Desk, name: str, made: dict[str, Any]) -> None:
    try:
        told = json.loads((desk.folder / name).read_text(encoding="utf-8"))
        stored = dict(flat(iter(told.items())))
    except FileNotFoundError:
        return
    except (ValueError, AttributeError, OSError) as error:
        desk.say(name, "file", None, f"cannot be read ({type(error).__name__})")
        return
    for column, old, new in differing(stored, dict(flat(iter(made.items())))):
        # What the scenario is called, and what wrote the file, may differ between honest folders.
        if not _IN_WORDS.match(column):
            desk.say(name, column, old, new)
