"""Results folders of sensitivity analyses: a stopped one goes on to the same files and the same answer."""

from functools import partial

import pytest

import sepeace as sp
from sepeace.errors import BadResults, BadUsage, CannotWrite
from sepeace.shapes import json_text
from sepeace.store import run_folder
from sepeace.uncertainty import budget, sensitivity, stored_points
from tests.campaigns import quick
from tests.folders import content

KURSK = "germany_wins_at_kursk"


class Work:
    """Stands for ``run_all``: works each task out once, and stops after so many."""

    def __init__(self, stop_after=None):
        self.stop_after, self.asked = stop_after, 0

    def __call__(self, tasks, work, pool, keep, count):
        for index, task in enumerate(tasks):
            if self.asked == self.stop_after:
                raise KeyboardInterrupt
            self.asked += 1
            key = stored_points.digest([task])
            if key not in KNOWN:
                KNOWN[key] = work(task)
            keep(index, KNOWN[key])
            count.add(task.count)


KNOWN: dict[str, object] = {}


@pytest.fixture
def work(monkeypatch):
    """Four tasks of the design, and a budget of two."""
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    monkeypatch.setattr(sensitivity, "POINTS_OF_A_TASK", 12)
    monkeypatch.setattr(budget, "CELLS_OF_A_TASK", 2)
    monkeypatch.setattr(run_folder, "PATIENCE", 0.0)
    few = {
        "disputed": ("out",),
        "strength": ("rational",),
        "motive": ("sincere", "leverage"),
        "initiative": ("martin",),
    }
    small = partial(budget.design, points=3, lots=2, forms=("full", "oil"), readings=few)
    monkeypatch.setattr(sensitivity.budgets, "design", small)

    def use(**how):
        made = Work(**how)
        monkeypatch.setattr(stored_points, "run_all", made)
        return made

    use()
    return use


def run(folder=None, resume=False, parameters=("cost_oil",), campaigns=2, **more):
    return sp.sensitivity(
        KURSK, parameters, points=16, campaigns=campaigns, effect=True, results=folder, resume=resume, **more
    )


# Red when a point is lost, run again or put in another's place.
@pytest.mark.parametrize("stop", [0, 3, 5])
def test_an_analysis_goes_on_from_wherever_it_was_stopped(tmp_path, work, stop):
    whole = run()
    run(tmp_path / "whole")
    work(stop_after=stop)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "stopped")
    asked = work()
    done = run(tmp_path / "stopped", resume=True)
    assert asked.asked == 6 - stop
    assert json_text(done.document) == json_text(whole.document)
    assert content(tmp_path / "stopped") == content(tmp_path / "whole")
    asked = work()
    assert json_text(run(tmp_path / "stopped", resume=True).document) == json_text(whole.document)
    assert asked.asked == 0


# Red when campaigns that do not count are read back as ones without a window.
def test_what_is_found_comes_back_to_the_last_digit(work):
    (task, *_) = sensitivity.planned_sensitivity(
        KURSK, sensitivity.RunOptions(campaigns=2), ["cost_oil"], points=16, effect=True, budget=False
    ).tasks
    found = sensitivity.run_rows(task)
    found[1, 2, 1] = stored_points.UNCOUNTED
    again = stored_points._found(task, stored_points._tables(task, found))
    assert again.dtype == found.dtype and (again == found).all()


# Red when points of other values are mixed in, or a folder that nothing reads back is read.
def test_what_is_refused(tmp_path, work, monkeypatch):
    run(tmp_path)
    for how, match in (
        ({"campaigns": 3}, "campaigns 2 there, 3 asked"),
        ({"parameters": ("cost_food",)}, r"parameters\[1\] cost_oil there, cost_food asked"),
        ({"budget": False}, "budget True there, False asked"),
    ):
        with pytest.raises(BadResults, match=match):
            run(tmp_path, resume=True, **how)
    with pytest.raises(CannotWrite, match="holds all campaigns of this run already; --resume"):
        run(tmp_path)
    with pytest.raises(BadUsage, match="nothing to resume"):
        run(resume=True)
    for verb in (sp.read, sp.audit):
        with pytest.raises(BadResults, match="its own command with --resume tells it"):
            verb(tmp_path)
    path = tmp_path / "points" / "part-000001.parquet"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(BadResults, match="cut short or changed"):
        run(tmp_path, resume=True)
    usual = sensitivity.points_of
    monkeypatch.setattr(sensitivity, "points_of", lambda *words: tuple(1.0 - one for one in usual(*words)))
    with pytest.raises(BadResults, match=r"another run: design [0-9a-f]{16} there"):
        run(tmp_path, resume=True)
