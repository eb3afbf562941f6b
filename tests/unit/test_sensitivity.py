"""Points of parameter space, what can act, and a sensitivity analysis from end to end, small."""

import json
from functools import partial

import numpy as np
import pytest

import sepeace
from sepeace.clocks import clock_choice, records
from sepeace.clocks.plain import run_plain
from sepeace.errors import BadScenario, BadValue, Contradiction, SepeaceError, UnknownName
from sepeace.execution.design_points import (
    UNCOUNTED,
    DesignRows,
    PointRunner,
    _windows_and_settlements,
    plan_at,
    quantiles,
    run_at,
    run_rows,
)
from sepeace.execution.options import RunOptions
from sepeace.kernel import slots
from sepeace.model.parameters import PARAMETERS, find
from sepeace.scenario.plan import plan
from sepeace.scenario.settings import drawn_rows, unbrought
from sepeace.stats.sobol import indices, mixed
from sepeace.uncertainty import sensitivity as runs
from sepeace.uncertainty import stored_points
from sepeace.uncertainty.active_parameters import acting, chosen
from sepeace.uncertainty.narration import title_of
from sepeace.uncertainty.sensitivity import planned_sensitivity, sensitivity

KURSK = sepeace.load("germany_wins_at_kursk")
RATIONAL = KURSK.with_assumptions(strength="rational")
NAMES = ("ideology.germany", "ground_floor", "feeler_rate", "score_sd")
"""Drawn and not, with a side and without."""


@pytest.fixture
def plain(monkeypatch):
    """No compiled clock."""
    monkeypatch.setenv("SEPEACE_CLOCK", "plain")


@pytest.fixture
def compiled(monkeypatch):
    """The compiled clock from the first campaign on."""
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    monkeypatch.setenv("SEPEACE_CLOCK", "compiled")
    return clock_choice.load()


# --- points -----------------------------------------------------------------------------------------------


# Red when parameters are spread otherwise than campaigns draw them, if only in the last bit.
def test_quantiles_are_those_of_a_campaigns_own_numbers():
    chances = np.linspace(0.0, 1.0, 23)[:, None] * np.ones(len(PARAMETERS))
    values = quantiles(chances, PARAMETERS)
    exact = [[row.at(chance) for row in PARAMETERS] for chance in chances[:, 0].tolist()]
    assert values.tolist() == exact


# Red when a value at a point is another than the same value set by hand: lost, misplaced or rounded.
@pytest.mark.parametrize(
    "scenario", [KURSK, RATIONAL.with_assumptions(motive="mixed")], ids=["kursk", "mixed"]
)
def test_a_point_is_what_setting_by_hand_would_be(plain, scenario):
    values = [0.02, 95.0, 0.45, 0.5]
    found = run_at([PointRunner(scenario, "branch", NAMES)], np.array(values), 3, 5, 4)[:, 0]
    by_hand = plan(scenario.with_assumptions(dict(zip(NAMES, values, strict=True))), "branch")
    states = [run_plain(by_hand, 3, 5 + index)[0] for index in range(4)]
    expected = [[s.window_first[0] < slots.NEVER, s.signed[0] < slots.NEVER] for s in states]
    assert found.tolist() == expected


# Red when a point of one thread's world is left in the numbers that another point or thread reads.
def test_a_point_leaves_nothing_behind(compiled):
    one, other = (PointRunner(RATIONAL, "branch", NAMES) for _ in range(2))
    low, high = (np.array([getattr(find(*n.split(".")).quantity, e) for n in NAMES]) for e in ("low", "high"))
    first = run_at([one], low, 1, 0, 40)
    far = run_at([other], high, 1, 0, 40)
    assert not np.array_equal(first, far)
    assert np.array_equal(run_at([one], low, 1, 0, 40), first)
    assert np.array_equal(run_at([other], high, 1, 0, 40), far)


# Red when the clocks give different answers, or points are put in another order.
def test_both_clocks_give_the_same_points(monkeypatch):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    rng = np.random.default_rng(2)
    rows = tuple(find(*name.split(".")) for name in NAMES)
    a, b = (quantiles(rng.random((2, len(rows))), rows) for _ in range(2))
    task = DesignRows(
        scenarios=(RATIONAL, RATIONAL.baseline()), given="branch", seed=4, had=NAMES, a=a, b=b, campaigns=3
    )
    clock_choice.load()
    found = {}
    for clock in ("plain", "compiled"):
        monkeypatch.setenv("SEPEACE_CLOCK", clock)
        found[clock] = run_rows(task)
    assert found["plain"].shape == (6, 2, 3, 2, 2) and len(np.unique(found["plain"])) == 2
    assert np.array_equal(found["plain"], found["compiled"])
    again = run_at([PointRunner(RATIONAL, "branch", NAMES)], mixed(a, b, 1)[1], 4, 0, 3)
    assert np.array_equal(found["compiled"][3, 1, :, :1], again)


# Red when more numbers had by campaigns move the draws of the others.
def test_other_draws_stay_where_they_are():
    usual, more = plan(KURSK, "branch"), plan_at(KURSK, "branch", NAMES)
    drawn = {row.address: place for place, row in enumerate(drawn_rows())}
    assert more.numbers.drawn == len(drawn) + 2
    assert set(drawn) < set(more.numbers.address)
    parameters = usual.parameters(1, 7)[0], more.parameters(1, 7)[0]
    assert parameters[0].cost_food == parameters[1].cost_food
    assert parameters[0].feeler_rate == parameters[1].feeler_rate
    assert parameters[0].ground_floor != parameters[1].ground_floor


# --- what can act -----------------------------------------------------------------------------------------


# Red when something is varied that is fixed, so that its index is 0 by construction, or left out in silence.
def test_what_cannot_act_is_left_out_and_says_why():
    rows, out = acting(KURSK)
    brought = {row.key for row in PARAMETERS if unbrought(row, KURSK.changes)}
    assert {row.name for row in out} == {"reference", "frontier_share", "fate_settled.germany"} | brought
    assert len(rows) + len(out) == len(PARAMETERS)
    settings = {"cost_food": 0.01, "motive": "mixed", "switches_off": ["oil"], "numbers": "default"}
    _, out = acting(RATIONAL.with_assumptions(settings))
    reasons = {row.name: row.reason for row in out}
    assert reasons["cost_food"] == "it is set by hand"
    assert reasons["leverage_share"] == "the reading motive = mixed sets it"
    assert reasons["cost_oil"] == "the switch oil takes it out"
    assert "numbers = default" in reasons["score_base_sd"]
    assert "strength = document" in reasons["strength_premium"]


# Red when a parameter that the scenario changes passes for free, or a scaled one runs out of reach.
def test_what_the_scenario_changes_is_left_out(tmp_path):
    text = (
        'schema = 1\ntitle = "t"\nquestion = "q?"\nbranch = 1943-07-05\nantecedent = "a"\nsources = ["s"]\n'
        '[[change]]\nparameter = "cost_food"\nset = 0.01\nfrom = 1943-08-01\n'
        '[[change]]\nparameter = "belief_volatility"\nscale = 1.4\nfrom = 1943-08-01\n'
        '[[change]]\nparameter = "cost_oil"\nscale = 1.1\nfrom = 1943-08-01\n'
    )
    path = tmp_path / "changed.toml"
    path.write_text(text, encoding="utf-8")
    rows, out = acting(sepeace.load(path))
    reasons = {row.name: row.reason for row in out}
    assert "sets it" in reasons["cost_food"] and "cost_oil" in {row.key for row in rows}


MISTAKES = [
    (["ideologie.germany"], UnknownName, "ideology.germany"),
    (["ideology"], BadValue, None),
    (["strength"], UnknownName, None),
    (["reference"], Contradiction, None),
    (["feeler_rate", "feeler_rate"], Contradiction, None),
    ([], BadValue, None),
    ([3], BadValue, None),
]


@pytest.mark.parametrize(("names", "kind", "near"), MISTAKES, ids=[str(row[0]) for row in MISTAKES])
# Red when a name that cannot be varied is taken, or the message lacks the nearest spelling.
def test_wrong_names_are_refused(names, kind, near):
    with pytest.raises(kind) as told:
        chosen(KURSK, names)
    assert told.value.nearest == near


@pytest.mark.parametrize(
    "sizes",
    [
        {"points": 100},
        {"points": 8},
        {"points": 131_072},
        {"points": True},
        {"points": 64.0},
        {"campaigns": 1},
        {"campaigns": 20_000},
        {"campaigns": 2.0},
        {"points": 65_536, "campaigns": 10_000},
        {"seed": -1},
        {"workers": 0},
        {"given": "brnch"},
    ],
    ids=str,
)
# Red when a size out of range starts a run.
def test_sizes_out_of_range_are_refused(sizes, monkeypatch):
    monkeypatch.setattr(stored_points, "run_all", lambda *_: pytest.fail("it ran"))
    with pytest.raises(SepeaceError):
        sensitivity(KURSK, ["feeler_rate"], **sizes)


# Red when the recorded war, which changes nothing, is asked for an effect.
def test_only_what_ifs_have_an_effect():
    with pytest.raises(BadScenario):
        planned_sensitivity(sepeace.load("historical"), RunOptions(campaigns=2), ["feeler_rate"], effect=True)


# Red when a title points to a row above it that the reader does not see.
def test_titles_stand_alone():
    assert (
        title_of(find("ideology", "soviet")) == "ideological refusal of any settlement, for the Soviet side"
    )
    assert not [row.key for row in PARAMETERS if title_of(row).startswith("the same")]


# --- the analysis -----------------------------------------------------------------------------------------

ASKED = ["renewal_after", "fear.germany"]
CERTAIN = RATIONAL.with_assumptions(numbers="default")
"""Less noise: what is not varied is not drawn either."""
SIZES = {"points": 32, "campaigns": 8, "seed": 1, "effect": True, "budget": False}


@pytest.fixture(scope="module")
def done():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SEPEACE_CLOCK", "compiled")
        seen = []
        found = sensitivity(CERTAIN, ASKED, **SIZES, workers=2, progress=lambda d, n: seen.append((d, n)))
    return found, seen


# Red when luck differs between points: a number that acts only after a settlement would move windows.
def test_what_acts_after_the_outcome_has_an_index_of_exactly_0(done):
    found, _ = done
    (after, fear) = found.outcomes["window"].total
    assert (after.value, after.low, after.high) == (0.0, 0.0, 0.0) and not after.claimed
    assert fear.claimed and fear.value == pytest.approx(1.0, abs=0.35)
    assert [row.key for row, _, _ in found.ranked("window")] == ["fear.germany", "renewal_after"]


# Red when the mean over the points is not that of the campaigns that were run, or worlds are exchanged.
def test_outcomes_are_those_of_the_campaigns(done, compiled):
    found, _ = done
    stands = [PointRunner(world, "branch", tuple(ASKED)) for world in (CERTAIN, CERTAIN.baseline())]
    work = planned_sensitivity(CERTAIN, RunOptions(campaigns=8), ASKED, 32, budget=False)
    a, b = (np.concatenate([getattr(task, name) for task in work.tasks]) for name in "ab")
    both = [[run_at([stand], point, 1, 0, 8)[:, 0, 0] for point in np.vstack([a, b])] for stand in stands]
    assert found.outcomes["window"].mean == pytest.approx(np.mean(both[0]))
    assert found.outcomes["effect"].mean == pytest.approx(np.mean(both[0]) - np.mean(both[1]))


# Red when the answer hangs on the number of workers, or progress miscounts.
def test_workers_never_show(done, compiled):
    found, seen = done
    alone = sensitivity(CERTAIN, ASKED, **SIZES, workers=1)
    assert alone.to_json() == found.to_json()
    assert seen[-1] == (32 * 4 * 8 * 2,) * 2 and [d for d, _ in seen] == sorted(d for d, _ in seen)


# Red when a key is missing, or a number is not finite.
def test_machine_output(done):
    told = done[0].to_json()
    assert (told["schema"], told["points"], told["campaigns"], told["budget"]) == (1, 32, 8, None)
    row = told["parameters"][1]
    assert (row["name"], row["unit"], row["low"], row["high"]) == ("fear.germany", "share", 0.0, 0.2)
    assert set(row["window"]) == {"first", "first_ci95", "total", "total_ci95"}
    assert set(told["noise"]) == {"window", "settlement", "effect"}
    json.dumps(told, allow_nan=False)
    assert "fear.germany" in told["statement"]


# Red when a campaign that failed, or where what is supposed did not arise, passes for one without a window.
def test_campaigns_that_do_not_count_are_marked():
    states = records.states(4)
    states["antecedent"], states["failed"] = 1, 0
    states["window_first"][:, slots.MAIN] = states["signed"][:, slots.MAIN] = slots.NEVER
    states["antecedent"][1], states["failed"][2] = 0, 1
    states["window_first"][1:, slots.MAIN] = 10.0
    assert _windows_and_settlements(states).tolist() == [[0, 0], [UNCOUNTED] * 2, [UNCOUNTED] * 2, [1, 0]]


def run_as(function, monkeypatch):
    """Put a function in the place of the war: of points and a number of campaigns, to (points, campaigns)."""

    def run_all(tasks, work, pool, keep, count):
        for index, task in enumerate(tasks):
            kinds = [task.a, task.b, *(mixed(task.a, task.b, which) for which in range(len(task.had)))]
            told = np.stack([function(points, task.campaigns) for points in kinds])
            keep(index, np.repeat(told[..., None, None], 2, axis=4).astype(np.int8))

    monkeypatch.setattr(stored_points, "run_all", run_all)


# Red when something stands in for campaigns that do not count: it would be made of the other campaigns, whose
# luck then meets itself, and parameters that do nothing would seem to do much.
def test_campaigns_that_do_not_count_make_nothing_of_what_does_nothing(monkeypatch):
    middle = find("cost_food").quantity.value
    monkeypatch.setattr(runs, "indices", partial(indices, replicates=5))
    totals, variances = [], []
    for seed in range(8):
        rng = np.random.default_rng(seed)

        def war(points, campaigns, seed=seed, rng=rng):
            cost = points[:, :1]
            start, slope = np.random.default_rng([seed, 1]).random((2, campaigns))
            window = (start + 1e6 * slope * cost) % 1.0 < np.where(cost > middle, 0.5, 0.3)
            return np.where(rng.random(window.shape) < 0.6, window, UNCOUNTED)

        run_as(war, monkeypatch)
        names = ["cost_food", "fear.germany", "feeler_rate"]
        found = sensitivity(KURSK, names, points=256, campaigns=32, seed=seed, budget=False)
        assert found.uncounted == pytest.approx(0.4, abs=0.01)
        totals.append([row.value for row in found.outcomes["window"].total])
        variances.append(found.outcomes["window"].variance)
    assert np.mean(variances) == pytest.approx(0.1**2, rel=0.15)
    assert np.mean(totals, axis=0)[0] == pytest.approx(1.0, abs=0.15)
    assert np.mean(totals, axis=0)[1:] == pytest.approx([0.0, 0.0], abs=0.07)


# Red when points at which too little counts end in a division by 0.
@pytest.mark.parametrize("counting", [0, 1])
def test_points_where_too_little_counts_are_refused(monkeypatch, counting):
    def war(points, campaigns):
        return np.where(np.arange(campaigns) < counting, 1, UNCOUNTED) * np.ones((len(points), 1), np.int8)

    run_as(war, monkeypatch)
    with pytest.raises(BadValue, match="fewer than 2 campaigns count at 48 of 48 points") as told:
        sensitivity(KURSK, ["feeler_rate"], points=16, campaigns=4, budget=False)
    assert "or they failed" in str(told.value)


# Red when an outcome that nothing moves, or that noise hides, is given indices.
def test_flat_and_noisy_outcomes_are_told_as_such(monkeypatch):
    rng = np.random.default_rng(1)

    def made(tasks, work, pool, keep, count):
        for index, task in enumerate(tasks):
            shape = (2 + len(task.had), len(task.a), task.campaigns, 1, 2)
            found = np.zeros(shape, np.int8)
            # One campaign against the other: the mean varies less than chance would have it.
            found[..., 0, 0, 1] = rng.integers(0, 2, shape[:2])
            found[..., 1, 0, 1] = 1 - found[..., 0, 0, 1]
            found[0, 0, :, 0, 1] = 1
            keep(index, found)

    monkeypatch.setattr(stored_points, "run_all", made)
    found = sensitivity(KURSK, ["feeler_rate"], points=16, campaigns=2, budget=False)
    assert (found.state("window"), found.state("settlement")) == ("flat", "noisy")
    assert found.ranked("window") == found.ranked("settlement") == []
    assert "in none of the 2 campaigns" in found.statement and "noise hides" in found.statement
    assert found.to_json()["parameters"][0]["window"]["total"] is None
