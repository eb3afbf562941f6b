"""Two clocks, one model: the plain loop and the SimPy clock give equal logs and equal final states.

A difference here means that an event depends on who asked for it, not on the campaign: an alarm that was not
moved, a tie broken another way, a due time off the grid, a parameter row taken too early or too late.
"""

import pytest
import simpy

from sepeace.engine.plain import run_plain
from sepeace.engine.simpy_clock import SimpyCampaign, actors, run_simpy
from sepeace.engine.storage import empty_log, fingerprint, full_log, state_bytes
from sepeace.kernel import slots
from tests.campaigns import MOTIVES, SHIPPED, STRENGTHS, bits, events, planned, same, steps, told

PARTS = 6  # pieces of the 300 campaigns of a scenario, so that workers share them
EACH = 50


def assert_equal_clocks(plan, seed, campaign):
    state, log = run_plain(plan, seed, campaign, full_log())
    other, other_log = run_simpy(plan, seed, campaign, full_log())
    assert state_bytes(state) == state_bytes(other), campaign
    assert same(events(state, log), events(other, other_log)), campaign
    assert bits(log.weeks) == bits(other_log.weeks), campaign
    assert state.failed == 0


# Red when an alarm of SimpyCampaign outlives a due time that moved, or _arm is not called after every event.
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", SHIPPED)
def test_three_hundred_campaigns_are_equal(name, part):
    for campaign in range(part * EACH, (part + 1) * EACH):
        assert_equal_clocks(planned(name), 1, campaign)


# Red when a path that the default reading seldom takes (talks, exposure, renewal) differs between clocks.
@pytest.mark.parametrize("motive", MOTIVES)
@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("name", SHIPPED)
def test_readings_are_equal(name, strength, motive):
    plan = planned(name, (("motive", motive), ("strength", strength)))
    first = 1000 + 100 * SHIPPED.index(name)
    for campaign in range(first, first + 40 // len(SHIPPED) + 1):
        assert_equal_clocks(plan, 2, campaign)


def test_those_campaigns_reach_every_slot():
    """Without this the equality above could be that of campaigns in which nothing happens."""
    reached = set()
    for strength in STRENGTHS:
        plan = planned("germany_wins_at_kursk", (("motive", "mixed"), ("strength", strength)))
        for campaign in range(1000, 1060):
            reached |= {step.slot for step in steps(plan, 2, campaign)}
        plan = planned("historical", (("initiative", "martin"), ("strength", strength)))
        reached |= {step.slot for step in steps(plan, 2, 1000)}
    rare = {slots.COLLAPSE}  # seldom: the mean front beyond the collapse line for weeks
    assert set(range(slots.SLOTS)) - reached <= rare


# Red when a new slot gets no actor (its events would never happen under SimPy) or two.
def test_actors_share_out_the_slots():
    owned = [slot for table in actors().values() for slot in table]
    assert sorted(owned) == list(range(slots.SLOTS))


# Red when the log steers the campaign, for instance when a row number is used that a short log does not give.
def test_a_log_of_length_zero_changes_nothing():
    plan = planned("germany_wins_at_kursk", (("strength", "rational"),))
    for campaign in range(10):
        assert same(run_plain(plan, 3, campaign, empty_log())[0], run_plain(plan, 3, campaign, full_log())[0])


# Red when a world or a parameter row is written by a handler: the second run would start elsewhere.
def test_a_campaign_can_be_run_again():
    plan = planned("uranus_fails", (("strength", "prospect"), ("motive", "mixed")))
    before = repr(plan.world)
    first = [fingerprint(run_plain(plan, 4, campaign)[0]) for campaign in (5, 6, 7)]
    again = [fingerprint(run_plain(plan, 4, campaign)[0]) for campaign in (7, 6, 5)]
    assert first == again[::-1]
    assert repr(plan.world) == before
    assert len(set(first)) == 3


# Red when SimPy's time runs apart from the campaign's, that is when a due time lies off the grid.
def test_simpy_can_be_stepped_and_shows_the_campaigns_time():
    plan = planned("historical")
    clock = SimpyCampaign(plan, 5, 1, full_log())
    assert isinstance(clock.env, simpy.Environment)
    clock.env.run(until=700.0)
    assert clock.state.now < 700.0 <= min(clock.state.due)  # SimPy stops before what is due at 700
    while clock.state.ending == slots.RUNNING:
        clock.env.step()
        if clock.state.ending == slots.RUNNING:
            assert clock.state.now <= clock.env.now
    state, rows, _ = told(plan, 5, 1)
    assert state_bytes(clock.state) == state_bytes(state)
    assert same(events(clock.state, clock.log), rows)
