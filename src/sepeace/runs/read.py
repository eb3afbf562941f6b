"""A results folder back as its result: its files are read and checked, and nothing is written.

Of a batch the parts are added up again, as when it was made; of a sweep its table is taken. What a batch says
of other numbers is in no part, so its first campaigns are run under those again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from sepeace.documents.origin import Provenance
from sepeace.execution.chunks import ChunkResult
from sepeace.execution.collect import collector
from sepeace.execution.options import RunOptions
from sepeace.execution.provenance import provenance_of
from sepeace.execution.workers import Count, WorkerPool
from sepeace.runs.axes import axes_of
from sepeace.runs.batch import Batch, assemble
from sepeace.runs.numbers import under_others
from sepeace.runs.sweep import KIND, Sweep
from sepeace.scenario.scenario import Scenario
from sepeace.store.identity import in_full
from sepeace.store.manifest import NAME, BadResults, Manifest, check_seal, opened, scenario_of
from sepeace.store.parts import unpacked, world_of
from sepeace.store.read_results import changed, read_part, read_whole


def read(path: str | Path) -> Batch | Sweep:
    """A results folder back as the result that ``batch`` or ``sweep`` gave when it was made.

    Every file that is read is held against its checksum. A batch costs up to 2,000 campaigns, run again for
    ``Batch.numbers``; a sweep costs none.

    Args:
        path: the folder, as named by ``results`` or after ``-o``.

    Returns:
        A ``Batch``, whose outcomes are read when asked for, or a ``Sweep``.

    Raises:
        BadValue: no path.
        BadResults: no results folder; one that is not finished, or not as it was written; one of another
            version of the model or the record, with the version that reads it.

    >>> made = sp.batch("historical", campaigns=20, results="out")
    >>> found = sp.read("out")
    >>> found == made, found.summary() == made.summary(), found.outcomes.equals(made.outcomes)
    (True, True, True)
    """
    folder, manifest = opened(path)
    check_seal(manifest, folder)
    if not manifest.finished:
        done = f"{manifest.campaigns:,} of {manifest.rows:,} campaigns are done"
        raise BadResults(f"this run is not finished: {done}; --resume goes on", file=str(folder))
    told = in_full(manifest.head["scenarios"])[0]
    if manifest.head["kind"] == KIND:
        return _sweep(folder, manifest, told)
    return _batch(folder, manifest, scenario_of(told, str(folder / NAME)))


def _batch(folder: Path, manifest: Manifest, scenario: Scenario) -> Batch:
    head, found = manifest.head, collector(1, False)
    options = RunOptions(campaigns=manifest.campaigns, seed=head["seed"], given=head["given"])
    for index in sorted(manifest.parts):
        entry = manifest.parts[index]
        try:
            found.add(ChunkResult([world_of(read_part(folder, entry))]))
        except FileNotFoundError as error:
            raise BadResults("this part is gone; --resume makes it again", file=str(error.filename)) from None
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise changed(folder, next(iter(entry.files))) from error
    elsewhere = under_others((scenario,), options, WorkerPool(), Count(0))
    made = assemble(scenario, options, found.worlds[0], False, folder.absolute(), elsewhere)
    return replace(made, provenance=_provenance(manifest, scenario))


def _sweep(folder: Path, manifest: Manifest, told: dict[str, Any]) -> Sweep:
    """A sweep from its own files: the manifest has the worlds of the points, not the one that was varied."""
    name = f"{KIND}.json"
    content = json.loads(read_whole(folder, manifest, name))
    own = {key: content[key] for key in ("digest", "branch", "assumptions", "changes")}
    scenario = scenario_of({**told, **own}, str(folder / name))
    varied = {
        axis["name"]: {axis["labels"][int(value)] if axis["labels"] else value for value in axis["values"]}
        for axis in content["axes"]
    }
    return Sweep(
        scenario=scenario,
        seed=manifest.head["seed"],
        campaigns=manifest.head["campaigns"],
        luck=manifest.head["given"],
        axes=axes_of(scenario, varied),
        columns=unpacked(read_whole(folder, manifest, f"{KIND}.parquet")).to_pydict(),
        provenance=_provenance(manifest, scenario),
    )


def _provenance(manifest: Manifest, scenario: Scenario) -> Provenance:
    """What made the folder, not what reads it."""
    head = manifest.head
    libraries, here = dict(head["libraries"]), provenance_of(scenario, head["seed"])
    return replace(here, version=head["version"], platform=head["platform"], libraries=libraries)
