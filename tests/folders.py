"""Results folders for tests: a few campaigns in small chunks, worked out once, compared byte by byte."""

import json
from dataclasses import fields

import numpy as np
import pytest

from sepeace.execution import chunks
from sepeace.execution.chunks import ChunkResult, Task, run_chunk
from sepeace.runs.batch import batch
from sepeace.scenario.library import load
from sepeace.store import results, run_folder
from tests.campaigns import quick

KURSK = load("germany_wins_at_kursk").with_assumptions(strength="rational")
N, CHUNK, SEED = 12, 4, 9
WORDS = ("batch", "germany_wins_at_kursk", "--set", "strength=rational", "-n", str(N), "--seed", str(SEED))
_known: dict[Task, ChunkResult] = {}


def known(task: Task) -> ChunkResult:
    """The part of a task, run once a process."""
    if task not in _known:
        _known[task] = run_chunk(task)
    return _known[task]


class Work:
    """Stands for ``run_tasks``: gives parts that were worked out once, and notes which were asked for.

    ``other`` holds parts to give in place of those, by their first campaign.
    """

    def __init__(self, backwards=False, stop_after=None, reason=KeyboardInterrupt, other=None):
        self.backwards, self.stop_after, self.reason = backwards, stop_after, reason
        self.other = other or {}
        self.asked = []

    def __call__(self, tasks, pool, keep, count):
        order = list(enumerate(tasks))
        for done, (index, task) in enumerate(reversed(order) if self.backwards else order):
            if done == self.stop_after:
                raise self.reason
            self.asked.append(task.first)
            keep(index, self.other.get(task.first) or known(task))
            count.add(task.count)


def working(monkeypatch: pytest.MonkeyPatch, **how) -> Work:
    """Put such a stand-in into place: plain clock, small chunks, the manifest written after every part."""
    made = Work(**how)
    monkeypatch.setattr(chunks, "SMALLEST_CHUNK", CHUNK)
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    monkeypatch.setattr(run_folder, "PATIENCE", 0.0)
    monkeypatch.setattr(results, "run_tasks", made)
    return made


def run(folder, resume=False, scenario=KURSK, campaigns=N, seed=SEED, **more):
    return batch(scenario, campaigns, seed=seed, workers=1, results=folder, resume=resume, **more)


def content(folder):
    """Every file of a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def same_batch(one, two):
    assert one.outcomes.equals(two.outcomes)
    assert one.bands().equals(two.bands()) and one.anatomy().equals(two.anatomy())
    assert one.feelers.equals(two.feelers) and one.failures == two.failures
    assert json.dumps(one.to_json()) == json.dumps(two.to_json())
    for field in fields(one.totals):
        assert np.array_equal(getattr(one.totals, field.name), getattr(two.totals, field.name)), field.name


def refused(folder, kind, match, **how):
    """The run is refused, and nothing in the folder is touched."""
    before = content(folder) if folder.is_dir() else None
    with pytest.raises(kind, match=match) as caught:
        run(folder, **{"resume": True, **how})
    assert (content(folder) if folder.is_dir() else None) == before
    return caught.value
