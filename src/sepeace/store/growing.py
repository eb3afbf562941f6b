"""A finished run goes on to more campaigns: what the smaller run kept is not run again.

The larger run has larger chunks. A chunk of it is put together from the parts of the smaller run that lie in
it and from campaigns that are run anew, and has the bytes that it would have in an empty folder: rows follow
each other, and weekly counts are whole numbers that add up. No part of the smaller run is lost on the way:
all get a second name in a hidden folder, then the new manifest lists them there; only then is one replaced.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from sepeace.execution.chunks import ChunkResult, Task, WorldResult
from sepeace.files import replacing
from sepeace.outcomes.weekly_bands import Filled, Weekly, filled
from sepeace.store.manifest import Manifest, PartEntry
from sepeace.store.parts import part_name
from sepeace.store.read_results import KEPT, is_there, read_chunk


def begin(folder: Path, found: Manifest, asked: Manifest) -> None:
    """Make the folder of a smaller run that of a larger one, of which nothing but its parts is done.

    Raises:
        CannotWrite: the folder takes no file.
    """
    kept = list(found.kept)
    for part in found.parts.values():
        if is_there(folder, part):
            number = 1 + max((one.index for one in kept), default=-1)
            names = {name: part_name(name.rpartition("/")[0], number) for name in part.files}
            for name, new in names.items():
                with replacing(folder / KEPT / new) as temporary:
                    _second_name(folder / name, temporary)
            files = {names[name]: entry for name, entry in part.files.items()}
            kept.append(replace(part, index=number, files=files))
    asked.kept = kept
    asked.written_with(found)
    asked.write(folder)


def _second_name(path: Path, new: Path) -> None:
    """Another name for a file, or where there is no such thing a copy."""
    try:
        os.link(path, new)
    except OSError:
        shutil.copyfile(path, new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A chunk that is being put together.

    Attributes:
        kept: what is kept of it; missing: what of it is to be run; pieces: what has been.
    """

    kept: list[PartEntry]
    missing: list[Task]
    pieces: list[ChunkResult] = field(default_factory=list)

    def joined(self, folder: Path) -> ChunkResult:
        """The whole chunk. Raises BadResults where what was kept is not as it was written."""
        return joined([*(read_chunk(folder / KEPT, one) for one in self.kept), *self.pieces])


def begun(task: Task, whole: PartEntry, kept: Sequence[PartEntry]) -> Begun:
    """What is kept of a chunk, and what of it is still to be run.

    Args:
        whole: the chunk as a part.
    """
    there = sorted((one for one in kept if whole.holds(one)), key=lambda one: one.first)
    missing, first = [], task.first
    for start, count in [*((one.first, one.count) for one in there), (task.first + task.count, 0)]:
        if start > first:
            missing.append(replace(task, first=first, count=start - first))
        first = start + count
    return Begun(kept=there, missing=missing)


def joined(parts: Sequence[ChunkResult]) -> ChunkResult:
    """One chunk made of several that follow each other, in any order."""
    if len(parts) == 1:
        return parts[0]
    parts = sorted(parts, key=lambda part: int(part.worlds[0].rows["campaign"][0]))
    worlds = [
        WorldResult(
            np.concatenate([part.worlds[place].rows for part in parts]),
            _summed([part.worlds[place].weekly for part in parts]),
        )
        for place in range(len(parts[0].worlds))
    ]
    links, split = (np.concatenate([getattr(part, name) for part in parts]) for name in ("links", "split"))
    return ChunkResult(worlds, links, split)


def _summed(parts: Sequence[Filled | None]) -> Filled | None:
    weekly, feelers = Weekly(), []
    for part in parts:
        if part is None:
            return None
        weekly.add(part)
        feelers += part.feelers  # in the order of their campaigns
    return filled(weekly.record, feelers)
