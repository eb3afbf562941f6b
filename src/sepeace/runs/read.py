"""A results folder back as its result: its files are read and checked, and nothing is written.

Of a batch and of a comparison the parts are added up again, as when it was made; of a sweep its table is
taken. What a batch says of other numbers is in no part, so its first campaigns are run under those again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from sepeace.documents.origin import Provenance
from sepeace.errors import BadResults
from sepeace.execution.collect import collector
from sepeace.execution.options import RunOptions
from sepeace.execution.provenance import provenance_of
from sepeace.execution.workers import Count, WorkerPool
from sepeace.runs.axes import axes_of
from sepeace.runs.batch import Batch, assemble
from sepeace.runs.compare import Comparison, baseline_of, comparison
from sepeace.runs.numbers import under_others
from sepeace.runs.pair_tasks import KIND as PAIRED
from sepeace.runs.pair_tasks import PairTasks
from sepeace.runs.profiles import under_profiles
from sepeace.runs.sweep import KIND, Sweep
from sepeace.scenario.scenario import Scenario
from sepeace.store.manifest import NAME, Manifest, check_parts, check_same, check_seal, manifest_for, opened
from sepeace.store.parts import planned_part, unpacked
from sepeace.store.read_results import read_chunks, read_whole
from sepeace.store.told_scenarios import ToldScenario, scenario_of
from sepeace.wording.assumed import Luck


def read(path: str | Path) -> Batch | Comparison | Sweep:
    """A results folder back as the result that ``batch``, ``compare`` or ``sweep`` gave when it was made.

    Every file that is read is held against its checksum. A batch costs up to 2,000 campaigns, run again for
    ``Batch.numbers``; a comparison and a sweep cost none.

    Args:
        path: the folder, as named by ``results`` or after ``-o``.

    Returns:
        A ``Batch`` or a ``Comparison``, whose outcomes are read when asked for, or a ``Sweep``.

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
        done = f"{manifest.campaigns:,} of {manifest.head.rows:,} campaigns are done"
        raise BadResults(f"this run is not finished: {done}; --resume goes on", file=str(folder))
    kind, told = manifest.head.run.kind, manifest.head.scenarios
    if kind == KIND:
        return _sweep(folder, manifest, told[0])
    if kind == PAIRED:
        return _comparison(folder, manifest, scenario_of(told[1], str(folder / NAME)))
    return _batch(folder, manifest, scenario_of(told[0], str(folder / NAME)))


def _batch(folder: Path, manifest: Manifest, scenario: Scenario) -> Batch:
    found, options = collector(1, False), options_of(manifest)
    for _, part in read_chunks(folder, manifest):
        found.add(part)
    elsewhere = under_others(scenario, options, WorkerPool(), Count(0))
    own = found.worlds[0].totals.ladder
    profiles = under_profiles(scenario, options, WorkerPool(), own)
    kept = folder.absolute()
    made = assemble(scenario, options, found.worlds[0], False, kept, elsewhere, profiles=profiles)
    return replace(made, provenance=_provenance(manifest, scenario))


def _comparison(folder: Path, manifest: Manifest, scenario: Scenario) -> Comparison:
    work = PairTasks(
        usual=baseline_of(scenario),
        scenario=scenario,
        options=options_of(manifest),
        traced=manifest.head.run.split is True,
    )
    parts = [planned_part(task) for task in work.tasks]
    asked = manifest_for(work.identity, parts)
    check_same(manifest, asked, folder)
    check_parts(manifest, asked, parts, folder)
    for index, part in read_chunks(folder, manifest):
        work.add(index, part)
    made = comparison(work, folder.absolute())
    worlds = [
        replace(world, provenance=_provenance(manifest, world.scenario))
        for world in (made.baseline, made.counterfactual)
    ]
    return replace(made, baseline=worlds[0], counterfactual=worlds[1])


def options_of(manifest: Manifest) -> RunOptions:
    """How the run of a folder was had."""
    head, run = manifest.head, manifest.head.run
    return RunOptions(campaigns=run.campaigns, seed=head.seed, given=head.given, window_days=run.window_days)


def _sweep(folder: Path, manifest: Manifest, told: ToldScenario) -> Sweep:
    """A sweep from its own files: the manifest has the worlds of the points, not the one that was varied."""
    name = f"{KIND}.json"
    content = json.loads(read_whole(folder, manifest, name))
    own = {key: content[key] for key in ("digest", "branch", "assumptions", "changes")}
    scenario = scenario_of(replace(told, **own), str(folder / name))
    varied = {
        axis["name"]: {axis["labels"][int(value)] if axis["labels"] else value for value in axis["values"]}
        for axis in content["axes"]
    }
    return Sweep(
        scenario=scenario,
        seed=manifest.head.seed,
        campaigns=manifest.head.run.campaigns,
        luck=Luck(manifest.head.given),
        axes=axes_of(scenario, varied),
        columns=unpacked(read_whole(folder, manifest, f"{KIND}.parquet")).to_pydict(),
        provenance=_provenance(manifest, scenario),
        window_days=manifest.head.run.window_days,
    )


def _provenance(manifest: Manifest, scenario: Scenario) -> Provenance:
    """What made the folder, not what reads it."""
    maker, here = manifest.head.maker, provenance_of(scenario, manifest.head.seed)
    return replace(here, version=maker.version, platform=maker.platform, libraries=maker.libraries)
