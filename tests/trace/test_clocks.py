"""What the equality of the clocks rests on: actors, logs, worlds that stay as they are, SimPy's own time.

The equality itself is in test_clocks_odd and test_clocks_even.
"""

import simpy

from sepeace.clocks.plain import run_plain
from sepeace.clocks.simpy_clock import SimpyCampaign, actors
from sepeace.clocks.storage import empty_log, fingerprint, full_log, state_bytes
from sepeace.kernel import slots
from tests.campaigns import events, planned, same, steps, told
from tests.clocks import read_in


# Red when a path that is seldom taken (talks, exposure, renewal) is not among the campaigns compared.
def test_those_campaigns_reach_every_slot():
    """Without this the equality could be that of campaigns in which nothing happens."""
    reached = set()
    for campaign in range(0, 1000, 24):
        for name in ("germany_wins_at_kursk", "historical"):
            reached |= {step.slot for step in steps(read_in(name, campaign), 1, campaign)}
    # Seldom: the mean front beyond the collapse line for weeks. And nothing is held to reports here.
    rare = {slots.COLLAPSE, slots.REPORT}
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
