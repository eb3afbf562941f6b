"""An audit of a results folder: is what lies there what the model gives?

First every file is held against its checksum, and what the parts add up to is worked out anew and held
against the files of the whole run. Then a random sample of campaigns is run again, each from nothing but the
manifest, and every column of its outcome is compared, the hash of its final state included. So a number that
was changed is found even where the checksums were changed with it, if only the sample is large enough.

Weekly histograms are not run again: they are held against their checksums and against what they add up to.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from itertools import accumulate
from pathlib import Path
from typing import Any

from sepeace.documents.audit import Audit
from sepeace.execution.chunks import ChunkResult, Task
from sepeace.execution.options import Progress
from sepeace.execution.workers import Count, WorkerPool, run_tasks
from sepeace.quantities import LARGEST_SEED, MOST_CAMPAIGNS, whole
from sepeace.runs.audit_files import Desk, check_files, check_numbers, check_whole, differing
from sepeace.runs.pair_tasks import KIND as PAIRED
from sepeace.scenario.luck import given_for
from sepeace.scenario.scenario import Scenario
from sepeace.store.manifest import NAME as MANIFEST
from sepeace.store.manifest import Manifest, PartEntry, check_seal, opened
from sepeace.store.parts import OTHERWISE, PAIRS, homes, part_name, tables_of
from sepeace.store.told_scenarios import scenario_of

LONGEST_RUN = 250
"""Neighbouring campaigns of the sample are run together, up to so many."""


def audit(path: str | Path, sample: int = 100, seed: int = 1, progress: Progress | None = None) -> Audit:
    """Hold a results folder against its checksums, and a random sample of its campaigns against the model.

    Args:
        path: the folder.
        sample: how many campaigns to run again; all of them if there are no more.
        seed: of the choice of the sample.
        progress: called with campaigns run again and in all.

    Raises:
        BadResults: no results folder, or one of another version of the model or the record.
        BadValue: a sample or a seed out of range.

    >>> _ = sp.batch("historical", campaigns=20, results="out")
    >>> sp.audit("out", sample=3).equal
    3
    """
    sample = whole("sample", sample, 1, MOST_CAMPAIGNS)
    seed = whole("seed", seed, 0, LARGEST_SEED)
    desk = Desk(*opened(path))
    manifest, file = desk.manifest, str(desk.folder / MANIFEST)
    worlds = [scenario_of(told, file) for told in manifest.head.scenarios]
    tasks = _tasks(manifest, worlds, sample, seed)
    check_seal(manifest, desk.folder)
    files = check_files(desk)
    check_numbers(desk)
    check_whole(desk, worlds)
    checked = sum(task.count for _, task in tasks)
    equal = _run_again(desk, tasks, Count(checked, progress))
    return Audit(
        folder=str(path),
        kind=manifest.head.run.kind,
        scenario=worlds[manifest.head.run.kind == PAIRED].name,
        banner=worlds[manifest.head.run.kind == PAIRED].banner or None,
        finished=manifest.finished,
        parts=len(manifest.parts),
        campaigns=sum(part.count for part in manifest.parts.values()),
        files=files,
        checked=checked,
        equal=equal,
        differences=tuple(desk.found),
        ok=not desk.found,
    )


def _tasks(
    manifest: Manifest, worlds: list[Scenario], sample: int, seed: int
) -> list[tuple[PartEntry, Task]]:
    """What to run again: neighbours in the sample go together. Chosen by place, whatever the files hold."""
    entries = [manifest.parts[index] for index in sorted(manifest.parts)]
    ends = list(accumulate(entry.count for entry in entries))
    chosen = sorted(random.Random(seed).sample(range(ends[-1]), min(sample, ends[-1])))
    luck, of_run = given_for(worlds[0], manifest.head.given), manifest.head.seed
    of_run = whole("seed", of_run, 0, LARGEST_SEED)
    found: list[tuple[PartEntry, int, int]] = []
    for place in chosen:
        number = bisect_right(ends, place)
        entry = entries[number]
        campaign = entry.first + place - ends[number] + entry.count
        last = found[-1] if found else None
        if last is not None and last[0] is entry and sum(last[1:]) == campaign and last[2] < LONGEST_RUN:
            found[-1] = (entry, last[1], last[2] + 1)
        else:
            found.append((entry, campaign, 1))
    return [
        (
            entry,
            Task(
                scenarios=tuple(worlds[entry.scenario :][: len(homes(entry.kinds))]),
                given=luck,
                seed=of_run,
                first=first,
                count=count,
                window_days=manifest.head.run.window_days,
                weekly=False,
                split=PAIRS in entry.kinds and manifest.head.run.split is True,
                lean=entry.kinds[0].startswith(OTHERWISE),
            ),
        )
        for entry, first, count in found
    ]


def _run_again(desk: Desk, tasks: list[tuple[PartEntry, Task]], count: Count) -> int:
    """Run the sample and compare it with what is stored; returns how many campaigns are equal."""
    equal = 0
    stored: dict[str, Any] = {}

    def keep(place: int, part: ChunkResult) -> None:
        nonlocal equal
        entry, task = tasks[place]
        wrong: set[int] = set()
        for kind, made in tables_of(task, part).items():
            name = part_name(kind, entry.index)
            if name not in stored:
                if name == next(iter(entry.files)):
                    stored.clear()  # parts come in their order: one is enough
                stored[name] = desk.read(name)
            wrong |= _compare(desk, name, made, stored[name], entry.first)
        equal += task.count - len(wrong)

    run_tasks([task for _, task in tasks], WorkerPool(), keep, count)
    return equal


def _compare(desk: Desk, name: str, made: Any, table: Any, first: int) -> set[int]:
    """Compare campaigns that were run again with a part; returns those that differ in any column."""
    wrong = set()
    for row in made.to_pylist():
        place = row["campaign"] - first
        there = [] if table is None else table.slice(place, 1).to_pylist()
        columns = differing(there[0] if there else {}, row)
        if columns:
            wrong.add(row["campaign"])
        for column, stored, found in columns if table is not None else ():
            desk.say(name, column, stored, found, row["campaign"])
    return wrong
