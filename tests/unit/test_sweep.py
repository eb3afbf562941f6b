"""A sweep: its grid, what can be varied, each point a batch of its own, stopping and going on."""

import json
import math
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise

import pytest

import sepeace
from sepeace.errors import BadScenario, BadUsage, BadValue, Contradiction, SepeaceError, UnknownName
from sepeace.execution import many_worlds, workers
from sepeace.execution.chunks import run_chunk
from sepeace.execution.workers import WorkerPool
from sepeace.outcomes.totals import Totals
from sepeace.runs import sweep as sweeps
from sepeace.runs.axes import at, axes_of, points, spaced
from sepeace.runs.batch import batch
from sepeace.runs.summary import summarise
from sepeace.runs.sweep import crossings, sweep
from sepeace.store import results

KURSK = "germany_wins_at_kursk"
FEW = 8
ALL = {"strength_premium": (0.0, 0.6, 2)}
"""A range over which the answer changes much, so that few campaigns show it."""


@pytest.fixture(scope="module")
def kursk():
    return sepeace.load(KURSK)


@pytest.fixture(scope="module")
def swept(kursk):
    return sweep(kursk, {"strength_premium": (0.0, 0.4, 2), "citadel": (-0.5, 2.0, 2)}, campaigns=FEW)


# --- the grid -------------------------------------------------------------------------------------------


# Red when an end is missed, when the spacing is that of COUNT instead of COUNT - 1 steps, or when a value is
# 0.30000000000000004 and no longer what a user would type after --set.
def test_values_are_equally_spaced_with_both_ends_and_can_be_typed_again():
    assert spaced(0.0, 0.6, 7) == (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
    assert spaced(-1.5, 2.0, 8) == (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)
    assert spaced(0.1, 0.7, 2) == (0.1, 0.7)
    for low, high, count in ((1e-5, 3e-5, 201), (-0.3, 0.3, 7), (30.0, 120.0, 11), (1e-9, 1.0, 3)):
        values = spaced(low, high, count)
        assert (values[0], values[-1], len(values)) == (low, high, count)
        steps = [two - one for one, two in pairwise(values)]
        assert max(steps) - min(steps) < 1e-9 * (high - low)
        assert math.copysign(1.0, values[count // 2]) == 1.0 or values[count // 2] < 0.0


# Red when the first axis runs fastest, so that values and results of a point part company.
def test_the_last_axis_runs_fastest(kursk, swept):
    axes = axes_of(kursk, {"citadel": (-1.0, 1.0, 3), "strength_premium": (0.2, 0.3, 2)})
    assert [values for values, _ in points(kursk, axes)] == [
        *((-1.0, 0.2), (-1.0, 0.3), (0.0, 0.2)),
        *((0.0, 0.3), (1.0, 0.2), (1.0, 0.3)),
    ]
    assert swept.column("strength_premium") == [0.0, 0.0, 0.4, 0.4]
    assert swept.column("citadel") == [-0.5, 2.0, -0.5, 2.0]
    assert swept.grid("citadel") == [[-0.5, 2.0], [-0.5, 2.0]]


# --- what can be varied -----------------------------------------------------------------------------------

BAD = [
    ({}, BadValue, None, None),
    (dict.fromkeys(("citadel", "cost_oil", "fear", "strength"), (0, 1, 3)), BadValue, None, None),
    ({"citadel": {0, math.nan}}, BadValue, "citadel", None),
    ({"citadel": {0}}, BadValue, "citadel", None),
    ({"citadel": {"all"}}, BadValue, "citadel", None),
    ({"strength": {"documnt", "rational"}}, UnknownName, "strength", "document"),
    ({"strength": {"rational"}}, BadValue, "strength", None),
    ({"strength": {0, 1}}, UnknownName, "strength", None),
    ({"cost_oyl": (0, 1, 3)}, UnknownName, "cost_oyl", "cost_oil"),
    ({"citadell": (0, 1, 3)}, UnknownName, "citadell", "citadel"),
    ({"torch": (0, 1, 3)}, UnknownName, "torch", "trust_torch"),
    ({"strength": (0, 1, 3)}, BadValue, "strength", None),
    ({"switches_off": (0, 1, 3)}, BadValue, "switches_off", None),
    ({"ideology": (0, 0.1, 3)}, BadValue, "ideology", None),
    ({"cost_oil.germany": (0, 0.004, 3)}, BadValue, "cost_oil.germany", None),
    ({"cost_oil": (0.004, 0.002, 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.004, 0.004, 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, math.nan, 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": (-math.inf, 0.004, 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 10**400, 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": (-1e308, 1e308, 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": ("0.002", 0.004, 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 0.004, 1)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 0.004, 202)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 0.004, 10**9)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 0.004, 2.0)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 0.004, True)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 0.004)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, math.nextafter(0.002, 1), 3)}, BadValue, "cost_oil", None),
    ({"cost_oil": (0.002, 5.0, 3)}, BadValue, "cost_oil", None),
    ({"citadel": (-9, 1, 3)}, BadValue, "citadel", None),
    ({"citadel": (0, 9, 3)}, BadValue, "citadel", None),
    ({"moscow_counter": (0, 1, 3)}, Contradiction, "moscow_counter", None),
    ({"fear": (0, 0.1, 3), "fear.germany": (0, 0.2, 3)}, Contradiction, "fear.germany", None),
]


@pytest.mark.parametrize(
    ("vary", "kind", "key", "near"), BAD, ids=[f"{place}-{row[2]}" for place, row in enumerate(BAD)]
)
# Red when one of these is taken, or fails with another error than the user's own mistake.
def test_what_cannot_be_varied_is_refused(kursk, vary, kind, key, near):
    with pytest.raises(kind) as caught:
        sweep(kursk, vary, campaigns=1)
    assert (caught.value.key, caught.value.nearest) == (key, near)


# Red when an axis that nothing reads is run, or one is refused that a reading varied beside it reads.
def test_an_axis_that_nothing_reads_is_refused_with_why(kursk):
    for name, why in (("reference", "strength = prospect"), ("leverage_rate", "leverage_share alone")):
        with pytest.raises(Contradiction, match=why):
            axes_of(kursk, {name: (0.3, 0.5, 2)})
    assert len(axes_of(kursk, {"reference": (0.3, 0.5, 2), "strength": {"all"}})) == 2
    assert len(axes_of(kursk, {"leverage_rate": (0.3, 0.5, 2), "leverage_share": {0.2, 0.4}})) == 2
    with pytest.raises(Contradiction, match="strength = prospect"):
        axes_of(kursk, {"reference": (0.3, 0.5, 2), "strength": {"document", "rational"}})


# Red when values are taken otherwise than listed, a reading is not that of its point, or a folder loses them.
def test_values_and_readings_are_run_as_they_are_listed(kursk, tmp_path):
    vary = {"citadel": {2, -1}, "strength": {"rational", "document"}, "cost_oil": {0.003, 0.005}}
    swept = sweep(kursk, vary, campaigns=2, results=tmp_path / "swept")
    assert swept.column("citadel") == [-1.0] * 4 + [2.0] * 4
    assert swept.column("strength") == ["document", "document", "rational", "rational"] * 2
    assert swept.column("cost_oil") == [0.003, 0.005] * 4
    worlds = [world.assumptions for _, world in points(kursk, swept.axes)]
    assert [world.strength for world in worlds] == swept.column("strength")
    assert swept.to_json()["points"][2]["values"] == [-1.0, "rational", 0.003]
    assert swept.axes[1].labels == ("document", "prospect", "rational") and swept.axes[1].reference == 0.0
    found = sepeace.read(tmp_path / "swept")
    assert found == swept and found.axes == swept.axes and found.table.equals(swept.table)
    manifest = json.loads((tmp_path / "swept" / "manifest.json").read_text("utf-8"))
    assert manifest["vary"] == {
        "citadel": "-1.0:2.0:2",
        "strength": "document,rational",
        "cost_oil": "0.003:0.005:2",
    }
    with pytest.raises(SepeaceError, match="another run"):
        sweep(kursk, {**vary, "citadel": {2, -1, 0}}, campaigns=2, results=tmp_path / "swept", resume=True)
    with pytest.raises(BadValue, match="one or two axes"):
        sepeace.figures.phase(swept)


# Red when an axis is flat because something else holds the number, and nobody says so.
def test_what_something_else_decides_cannot_be_varied(kursk, tmp_path):
    with pytest.raises(BadScenario, match="no branch"):
        axes_of(sepeace.load("historical"), {"citadel": (0, 1, 3)})
    off = kursk.with_assumptions(switches_off=["oil"])
    with pytest.raises(Contradiction, match="switch oil"):
        axes_of(off, {"cost_oil": (0.002, 0.004, 3)})
    path = tmp_path / "mine.toml"
    head = 'schema = 1\ntitle = "x"\nquestion = "y?"\nbranch = 1943-07-05\nantecedent = "z"\n[[change]]\n'
    path.write_text(f"{head}operation = 'citadel'\ncancel = true\n")
    with pytest.raises(Contradiction, match="cancels this operation"):
        axes_of(sepeace.load(path), {"citadel": (0, 1, 3)})
    path.write_text(f"{head}parameter = 'cost_oil'\nset = 0.003\nfrom = 1943-08-01\n")
    with pytest.raises(Contradiction, match="itself sets"):
        axes_of(sepeace.load(path), {"cost_oil": (0.002, 0.004, 3)})


# Red when the bound of a whole sweep is not looked at before anything runs.
def test_a_sweep_has_a_largest_size(kursk, monkeypatch):
    monkeypatch.setattr(sweeps, "run_many", lambda *_: pytest.fail("it ran"))
    with pytest.raises(BadValue, match="too many campaigns"):
        sweep(kursk, {"citadel": (0, 1, 201), "cost_oil": (0.002, 0.004, 201)}, campaigns=10_000)
    with pytest.raises(BadUsage, match="nothing to resume"):
        sweep(kursk, ALL, resume=True)


# Red when the reference is the default though the scenario or a reading says otherwise, or a score is swept
# against the what-if's instead of the record's.
def test_the_reference_and_what_the_scenario_sets_are_told_apart(kursk):
    def axis(scenario, name, low, high):
        return axes_of(scenario, {name: (low, high, 2)})[0]

    score = axis(kursk, "citadel", -1.5, 2.0)
    assert (score.reference, score.origin, score.unit, score.drawn) == (-0.5, "recorded", "score", False)
    assert score.own == 2.0 and axis(kursk, "kutuzov", 0.0, 2.0).own is None
    premium = axis(kursk, "strength_premium", 0.2, 0.6)
    assert (premium.reference, premium.origin, premium.drawn) == (0.4, "default", True)
    assert premium.own is None
    by_hand = axis(kursk.with_assumptions(strength_premium=0.3), "strength_premium", 0.2, 0.6)
    assert (by_hand.reference, by_hand.origin, by_hand.drawn) == (0.3, "assumed", False)
    mixed = axis(kursk.with_assumptions(motive="mixed"), "leverage_share", 0.0, 1.0)
    assert (mixed.reference, mixed.origin) == (0.25, "assumed")
    assert axis(kursk, "fear", 0.0, 0.2).name == "fear.germany"
    assert not axis(kursk, "citadel", 0.0, 2.0).holds(-0.5)


# --- each point -------------------------------------------------------------------------------------------


def shares(told):
    """What a batch and a point of a sweep both say."""
    window, settlement = told["window"], told["settlement"]
    return (
        window["probability"],
        window["ci95"],
        window["median_days"],
        settlement["probability"],
        settlement["ci95"],
        told["failed"],
        told["antecedent_arose"],
    )


# Red when a point is run with other luck, other numbers or another share than the batch it stands for.
def test_a_point_is_the_batch_at_that_assumption(kursk):
    done = sweep(kursk, ALL, campaigns=24, seed=5)
    told = done.to_json()["points"]
    for point, value in zip(told, (0.0, 0.6), strict=True):
        alone = batch(kursk.with_assumptions(strength_premium=value), campaigns=24, seed=5)
        assert shares(point) == shares(alone.to_json())
    assert told[0]["window"]["probability"] > told[1]["window"]["probability"]
    assert done.luck == "branch" and done.campaigns == 24


# Red when the parts of a point go to its neighbour, or when the order in which they come back shows.
@pytest.mark.parametrize("kept", [False, True])
def test_a_point_may_be_several_tasks_that_come_back_in_any_order(kursk, swept, monkeypatch, kept, tmp_path):
    def backwards(tasks, work, pool, keep, count):
        assert len(tasks) > 4
        for index in reversed(range(len(tasks))):
            keep(index, work(tasks[index], count.add))

    if kept:
        monkeypatch.setattr(workers, "LARGEST_TASK", 3)
        monkeypatch.setattr(results, "run_tasks", lambda tasks, *rest: backwards(tasks, run_chunk, *rest))
    else:
        monkeypatch.setattr(many_worlds, "SMALLEST_CHUNK", 1)
        monkeypatch.setattr(many_worlds, "MOST_TOGETHER", 3)
        monkeypatch.setattr(many_worlds, "run_all", backwards)
    done = []
    vary = {axis.name: (axis.low, axis.high, 2) for axis in swept.axes}
    folder = tmp_path / "swept" if kept else None
    again = sweep(kursk, vary, campaigns=FEW, progress=lambda *pair: done.append(pair), results=folder)
    assert again.table.equals(swept.table)
    assert done[-1] == (4 * FEW, 4 * FEW)


# Red when a score is fixed otherwise than a scenario file fixes it.
def test_a_swept_score_is_that_of_a_scenario_file(kursk, swept, tmp_path):
    path = tmp_path / "kursk_again.toml"
    path.write_text(
        'schema = 1\ntitle = "x"\nquestion = "y?"\nbranch = 1943-07-05\nantecedent = "z"\n'
        '[assumptions]\nstrength_premium = 0.0\n[[change]]\noperation = "citadel"\nscore = -0.5\n'
    )
    written = sepeace.load(path)
    assert at(kursk, swept.axes, (0.0, -0.5)).digest == written.digest
    assert shares(swept.to_json()["points"][0]) == shares(batch(written, campaigns=FEW).to_json())


# Red when an operation that the scenario does not touch cannot be varied, or a moved one loses its new date.
def test_a_score_is_added_or_replaced_and_all_else_stays(kursk):
    added = at(kursk, axes_of(kursk, {"kutuzov": (-1, 1, 2)}), (1.0,))
    assert [(c.target, c.score) for c in added.changes] == [("citadel", 2.0), ("kutuzov", 1.0)]
    may = sepeace.load("citadel_in_may")
    moved = at(may, axes_of(may, {"citadel": (-1, 1, 2)}), (1.0,))
    assert moved.changes[0].start == may.changes[0].start is not None
    assert moved.changes[0].values == {"score": 1.0}
    assert kursk.changes[0].outcome == "decisive_success"


# Red when a point in which nothing counts is told as a chance of 0.
def test_a_point_without_campaigns_that_count_has_no_chance(kursk):
    axes = axes_of(kursk, {"citadel": (0.0, 1.0, 2)})
    columns = sweeps._columns(axes, [(0.0,), (1.0,)], [summarise(Totals())] * 2)
    assert columns["window"] == [None, None] == columns["settlement_high"]


def test_crossings_are_where_straight_lines_pass_the_level():
    # Red when a crossing is told twice, told where the share only comes near, or bridged over a gap.
    assert crossings((0, 1, 2), (0.0, 0.4, 0.8)) == [pytest.approx(1.25)]
    assert crossings((0, 1, 2, 3), (0.6, 0.4, 0.4, 0.8)) == [pytest.approx(0.5), pytest.approx(2.25)]
    assert crossings((0, 1, 2), (0.2, 0.5, 0.8)) == [1]
    assert crossings((0, 1, 2), (0.5, 0.5, 0.8)) == [0]
    assert crossings((0, 1, 2), (0.2, None, 0.8)) == [] == crossings((0, 1), (0.1, 0.49))


# Red when a key of the machine output goes, or a number in it is not finite.
def test_the_machine_output_has_its_keys(swept):
    told = json.loads(json.dumps(swept.to_json(), allow_nan=False))
    assert {
        *("schema", "scenario", "digest", "seed", "campaigns", "given", "readings", "axes", "points")
    } <= set(told)
    assert [{"name", "unit", "values", "reference"} <= set(axis) for axis in told["axes"]] == [True, True]
    assert [point["values"] for point in told["points"]] == [[0, -0.5], [0, 2], [0.4, -0.5], [0.4, 2]]
    for point in told["points"]:
        assert set(point) == {"values", "window", "settlement", "failed", "antecedent_arose"}
        for name in ("window", "settlement"):
            low, high = point[name]["ci95"]
            assert 0.0 <= low <= point[name]["probability"] <= high <= 1.0


# Red when the address of a cluster is not used, with or without a folder.
def test_a_cluster_can_do_the_work(kursk, swept, monkeypatch, tmp_path):
    asked = []

    @contextmanager
    def worker_pool(options):
        with ThreadPoolExecutor(2) as pool:
            monkeypatch.setattr(
                pool, "submit", lambda *call: asked.append(options.cluster) or submit(pool, *call)
            )
            yield WorkerPool(workers=2, executor=pool)

    submit = ThreadPoolExecutor.submit
    monkeypatch.setattr(sweeps, "worker_pool", worker_pool)
    vary = {axis.name: (axis.low, axis.high, 2) for axis in swept.axes}
    for folder in (None, tmp_path / "out"):
        done = sweep(kursk, vary, campaigns=FEW, results=folder, cluster="tcp://there:8786")
        assert done.table.equals(swept.table)
    assert asked == ["tcp://there:8786"] * (1 + 4)


# --- in a folder --------------------------------------------------------------------------------------------


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# Red when a sweep that was stopped loses finished points, or differs in a byte from one that ran through.
def test_a_sweep_that_was_stopped_goes_on_to_the_same_bytes(kursk, tmp_path):
    vary = {"citadel": (-0.5, 2.0, 4)}
    straight = sweep(kursk, vary, campaigns=FEW, results=tmp_path / "straight")

    def stop(done, total):
        if done >= 2 * FEW:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep(kursk, vary, campaigns=FEW, results=tmp_path / "stopped", progress=stop)
    kept = contents(tmp_path / "stopped")
    assert "outcomes/part-000000.parquet" in kept and "sweep.json" not in kept
    with pytest.raises(SepeaceError, match="--resume goes on"):
        sweep(kursk, vary, campaigns=FEW, results=tmp_path / "stopped")
    heard = []
    again = sweep(
        kursk,
        vary,
        campaigns=FEW,
        results=tmp_path / "stopped",
        resume=True,
        progress=lambda *pair: heard.append(pair),
    )
    assert again.table.equals(straight.table)
    assert contents(tmp_path / "stopped") == contents(tmp_path / "straight")
    assert heard[-1] == (4 * FEW, 4 * FEW)
    told = json.loads((tmp_path / "straight" / "sweep.json").read_text("utf-8"))
    assert told["points"] == straight.to_json()["points"] and told["branch"] == "1943-07-05"
    with pytest.raises(SepeaceError, match="another run"):
        sweep(kursk, {"citadel": (-0.5, 2.0, 3)}, campaigns=FEW, results=tmp_path / "stopped", resume=True)
