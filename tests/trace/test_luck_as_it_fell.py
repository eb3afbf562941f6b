"""Luck as it fell, on all three clocks: the recorded front, what moves it, recorded luck on top."""

from math import log

import numpy as np
import pytest

from sepeace import batch, compare, load, run
from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import CampaignRunner, run_traced
from sepeace.clocks.plain import run_plain
from sepeace.clocks.records import record_of
from sepeace.clocks.simpy_clock import run_simpy
from sepeace.clocks.storage import full_log
from sepeace.errors import Contradiction
from sepeace.execution.design_points import plan_at
from sepeace.kernel import slots, weekly
from sepeace.scenario.plan import plan
from sepeace.scenario.timeline import timeline
from sepeace.uncertainty.active_parameters import acting
from sepeace.wording.assumed import Luck
from tests.campaigns import quick

KURSK = load("germany_wins_at_kursk")
ALONE = {"switches_off": ["finland", "allied_reactions"]}
"""Finland and the West do as recorded: both are diplomacy, which is fresh, and both move strengths."""
ROUNDING = 1e-9
"""Kilometres: a mean that is taken off and put on again leaves its last digit."""


def states_of(made, count=3):
    """The same campaigns by the plain clock, by SimPy, and by the runner, which compiles if it can."""
    rooms, runner = [full_log(), full_log()], CampaignRunner(plan=made)
    begun = runner.begun(1, 0, count)
    plain = [record_of(run_plain(made, 1, n, rooms[0], begun[n : n + 1])[0]) for n in range(count)]
    simpy = [record_of(run_simpy(made, 1, one, rooms[1])[0]) for one in range(count)]
    return np.concatenate(plain), np.concatenate(simpy), runner.run(1, 0, count)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    clock_choice.prepare(1, 1)


# Red when the plain clock infers other luck than the compiled one.
def test_the_luck_is_the_same_on_both_clocks(monkeypatch):
    made, found = plan(KURSK, "as_it_fell"), []
    for clock in dict.fromkeys(("plain", quick())):
        monkeypatch.setenv("SEPEACE_CLOCK", clock)
        found.append(CampaignRunner(plan=made).begun(1, 4, 1))
    assert found[0].tobytes() == found[-1].tobytes() and found[0]["report_share"][0] > 0.0


# Red when the front has luck of its own after the branch, or a score is drawn anew, on any clock.
def test_without_a_change_the_front_is_the_recorded_one():
    clocks = states_of(plan(KURSK.baseline().with_assumptions(**ALONE), "as_it_fell"))
    assert [np.abs(states["deviation"]).max() < ROUNDING for states in clocks] == [True] * 3
    assert clocks[0].tobytes() == clocks[1].tobytes() == clocks[2].tobytes()
    (branch,) = CampaignRunner(plan=plan(KURSK.baseline().with_assumptions(**ALONE), "branch")).run(1, 0, 1)
    assert np.abs(branch["deviation"]).max() > 1.0


# Red when battles are forced to their recorded scores, or their luck comes on top of the recorded mean.
def test_after_a_change_recorded_luck_comes_on_top_of_what_is_to_be_expected_now():
    made = plan(KURSK, "as_it_fell")
    clocks = states_of(made, 1)
    assert clocks[0].tobytes() == clocks[1].tobytes() == clocks[2].tobytes()
    (war,) = run_traced(made, 1)
    world, reach = made.world, made.parameters(1, 0)[0].supply_reach
    moved = 0
    for row in war.entries():
        if row.kind != slots.K_OPERATION or row.cause != slots.C_DRAWN:
            continue
        o, week = row.ref, war.weeks[int(np.ceil(row.time / 7.0)) - 1]
        ratio = log(week[weekly.AXIS_STRENGTH] / week[weekly.SOVIET_STRENGTH])
        ratio = ratio if world.op_side[o] == slots.GERMANY else -ratio
        more = war.state["force_advantage"][0] * (ratio - world.op_ratio[o]) - reach * row.second / 100.0
        assert row.first == pytest.approx(world.op_recorded[o] + more, abs=1e-9)
        moved += abs(more) > 0.01
    assert moved >= 5 and np.abs(war.state["deviation"]).max() > 1.0


# Red when the war before the branch is another than under branch, or diplomacy has no luck of its own.
def test_before_the_branch_the_war_is_held_and_after_it_diplomacy_is_fresh():
    held, fell = (plan(KURSK, given).world for given in ("branch", "as_it_fell"))
    assert (held.luck, held.held_until, held.dates) == (fell.luck, fell.held_until, fell.dates)
    states = CampaignRunner(plan=plan(KURSK.baseline().with_assumptions(**ALONE), "as_it_fell")).run(1, 0, 40)
    assert len(np.unique(states["sent"].sum(axis=(1, 2)))) > 3


# Red when a number that scores as they fell consist in may be another: by hand, varied, at medians.
def test_what_goes_not_together_with_scores_as_they_fell():
    for key, value in (("structure_weight", 1.0), ("front_noise", 0.001)):
        with pytest.raises(Contradiction, match=f"{key} = .* cannot be another") as refused:
            plan(KURSK.with_assumptions({key: value}), "as_it_fell")
        assert refused.value.key == key
    with pytest.raises(Contradiction, match="all luck be another"):
        plan(KURSK, "as_it_fell", luck="median")
    left = {row.name: row.reason for row in acting(KURSK, given=Luck.AS_IT_FELL)[1]}
    assert left["structure_weight"] == left["front_noise"] == "luck as it fell sets it"
    assert not {"structure_weight", "front_noise"} & {row.name for row in acting(KURSK)[1]}


# Red when a design of points forgets what the luck sets, or takes the numbers of a campaign for it.
def test_a_design_of_points_has_scores_as_they_fell_too():
    rows = [plan_at(KURSK, given, ("cost_oil",)).parameters(1, 0)[0] for given in ("as_it_fell", "branch")]
    assert (rows[0].structure_weight, rows[0].front_noise) == (1.0, 0.0)
    assert rows[1].structure_weight < 1.0 and rows[0].fear == rows[1].fear


# Red when an answer, the time line or the chronicle keeps silent on whose luck the battles have.
def test_it_is_said_wherever_a_run_is_told():
    pair = compare(KURSK, 2, workers=1, given="as_it_fell")
    assert "luck as it fell" in pair.plain[0] and "An illustration" in pair.statement
    assert "luck as it fell" in batch(KURSK, 2, workers=1, given="as_it_fell").plain[0]
    assert "as it fell" not in batch(KURSK, 2, workers=1).plain[0]
    assert any("recorded luck" in event.text for event in run(KURSK, given="as_it_fell").events)
    rows = {row.id: row.text for row in timeline(KURSK, given="as_it_fell")}
    assert "given its recorded luck" in rows["bagration"] and "fixed" in rows["citadel"]
    assert "drawn anew" in {row.id: row.text for row in timeline(KURSK)}["bagration"]
