"""Campaigns come out the same from whichever clock runs them, with all that their logs keep."""

import pytest

from sepeace.clocks import clock_choice, records
from sepeace.clocks.campaigns import CampaignRunner, run_campaigns, run_traced
from sepeace.clocks.plain import run_plain
from sepeace.clocks.storage import full_log
from sepeace.execution.chunks import Task, run_chunk
from sepeace.execution.design_points import plan_at
from sepeace.model.parameters import find
from sepeace.scenario.library import load
from tests.campaigns import bits, planned

KURSK = load("germany_wins_at_kursk").with_assumptions(strength="rational")


@pytest.fixture(params=["plain", "compiled"])
def clock(request, monkeypatch):
    """Either clock in turn."""
    if request.param == "compiled":
        if not clock_choice.can_compile():
            pytest.skip("numba is not installed")
        clock_choice.load()
    monkeypatch.setenv("SEPEACE_CLOCK", request.param)


# Red when campaigns are run from another number, under another seed, or a shared world is not used.
def test_states_are_those_of_the_plain_clock(clock):
    made = planned("germany_wins_at_kursk")
    seed = 2**64 - 3  # held as a signed number by the compiled clock
    expected = [records.record_of(run_plain(made, seed, 5 + k)[0]).tobytes() for k in range(3)]
    world = records.pack(made.world)
    for found in (run_campaigns(made, seed, 5, 3), run_campaigns(made, seed, 5, 3, lambda: world)):
        assert [state.tobytes() for state in found] == expected


# Red when a trace is cut, of another campaign, or written over by the one after it.
def test_traces_are_those_of_the_plain_clock(clock):
    made = planned("germany_wins_at_kursk")
    for k, trace in enumerate(list(run_traced(made, 2, 7, 3))):
        state, log = run_plain(made, 2, 7 + k, full_log())
        assert trace.state.tobytes() == records.record_of(state).tobytes()
        assert trace.weeks.tobytes() == bits(log.weeks[: state.known])
        assert trace.entries() == log.rows[: state.events] and state.events > 100


# Red when ranges that are set reach one clock alone, only new campaigns, or the plan that they came from.
def test_ranges_can_be_set_anew(clock):
    made, row = plan_at(KURSK, "branch", ("score_sd",)), find("score_sd")
    runner, found = CampaignRunner(plan=made), []
    place = next(k for k, high in enumerate(made.numbers.high) if high == row.quantity.high)
    for value in (row.quantity.low, row.quantity.high, row.quantity.low):
        columns = {end: list(getattr(made.numbers, end)) for end in ("low", "middle", "high")}
        for column in columns.values():
            column[place] = value
        runner.set_ranges(**columns)
        found.append(runner.run(1, 0, 3).tobytes())
        assert found[-1] == run_campaigns(runner.plan, 1, 0, 3).tobytes()
    assert found[0] == found[2] != found[1]
    assert made.numbers.high[place] == row.quantity.high


# Red when a chunk shows which clock ran it: in a world, in a pair, or in a pair whose difference is traced.
@pytest.mark.parametrize(("worlds", "split"), [(1, False), (2, False), (2, True)])
def test_chunks_are_the_same_from_both_clocks(worlds, split, monkeypatch):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    scenarios = (KURSK.baseline(), KURSK)[-worlds:]
    found = {}
    for name in ("plain", "compiled"):
        monkeypatch.setenv("SEPEACE_CLOCK", name)
        found[name] = run_chunk(
            Task(scenarios=scenarios, given="branch", seed=3, first=498, count=4, split=split)
        )
    one, other = found.values()
    assert one.links.tobytes() == other.links.tobytes() and one.split.tobytes() == other.split.tobytes()
    for world, its in zip(one.worlds, other.worlds, strict=True):
        assert world.rows.tobytes() == its.rows.tobytes()
        assert world.weekly.feelers == its.weekly.feelers != []
        assert world.weekly.places.tobytes() == its.weekly.places.tobytes()
        assert world.weekly.counts.tobytes() == its.weekly.counts.tobytes()
        assert all((world.weekly.sums[name] == its.weekly.sums[name]).all() for name in world.weekly.sums)
