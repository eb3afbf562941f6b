"""The module beside the plain and the compiled clock: states, logs, tallies and links, bit for bit.

With `CLOCKS_STEP=1` a thousand pairs of each scenario beside the compiled clock, thirty beside the plain one.
"""

import numpy as np
import pytest

from sepeace.browser.export import digest_of
from sepeace.browser.number_sets import with_sets
from sepeace.browser.tables import tables_of
from sepeace.clocks import records
from sepeace.clocks import tables as clock_tables
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.storage import state_bytes
from sepeace.kernel.pairing import LINKS, part
from sepeace.runs.compare import baseline_of
from sepeace.scenario import posteriors
from sepeace.scenario.library import load
from sepeace.scenario.luck import given_for
from sepeace.scenario.plan import plan
from sepeace.scenario.settings import places
from tests.browser.host import Host, kept
from tests.campaigns import SHIPPED, WHAT_IFS, bits
from tests.clocks import STEP, clock, reading, told

SEED, DAYS, BLOCK = 1943, 1.0, 250
PLAIN = 30 if STEP == 1 else 1


@kept
def host():
    return Host()


def plans(name, settings=()):
    """The recorded war and the what-if."""
    scenario = load(name).with_assumptions(dict(settings))
    given = given_for(scenario, None)
    return plan(baseline_of(scenario), given), plan(scenario, given)


def tables(made):
    """A plan's tables, with the sets of numbers that its campaigns have in turn."""
    plain = tables_of(made)
    if made.world.sets == 0:
        return plain
    return with_sets(plain, posteriors.require(made.scenario.assumptions.readings()), made.world.sets)


def put(made):
    """Both worlds in the module, with empty logs and tallies."""
    for side, one in enumerate(made):
        host().put(side, tables(one))
        host().prepare(side)


def assert_as_compiled(made, count):
    """Every byte that the compiled clock writes of some pairs, block by block."""
    sides = [
        clock_tables.side(clock_tables.packed(one), records.log_record(True, True), records.tally_record())
        for one in made
    ]
    put(made)
    for first in range(0, count, BLOCK):
        rows = min(BLOCK, count - first)
        states, others, links = records.states(rows), records.states(rows), np.zeros((rows, LINKS))
        clock().pair(states, others, links, first, SEED, *sides, DAYS)
        host().pairs(first, rows, SEED, DAYS)
        for side, expected in enumerate((states, others)):
            assert host().states(side, rows).tobytes() == expected.tobytes(), (first, side)
            assert host().digest(side, rows) == digest_of(expected)
            assert host().field(side, "log").tobytes() == sides[side].log.tobytes(), (first, side)
        assert host().links(rows).tobytes() == links.tobytes(), first
    for side in range(2):
        assert host().field(side, "tally").tobytes() == sides[side].tally.tobytes()


# Red when the translator, the entries or the layout differ from the compiled clock in a single bit.
@pytest.mark.parametrize("name", WHAT_IFS)
def test_pairs_are_those_of_the_compiled_clock(name):
    assert_as_compiled(plans(name), 1000 if STEP == 1 else 12)


@pytest.mark.parametrize("number", range(0, len(WHAT_IFS), 1 if STEP == 1 else 4))
def test_other_readings_too(number):
    assert_as_compiled(plans(WHAT_IFS[number], reading(5 * number + 3)), 250 if STEP == 1 else 6)


# Red when the module differs from the kernel as Python runs it.
@pytest.mark.parametrize("name", WHAT_IFS)
def test_pairs_are_those_of_the_plain_clock(name):
    made = plans(name)
    runners = [
        CampaignRunner(plan=one, events=True, weeks=True, tally=records.tally_record()) for one in made
    ]
    put(made)
    for campaign in range(PLAIN):
        host().pairs(campaign, 1, SEED, DAYS)
        found = [runner.one_plain(SEED, campaign) for runner in runners]
        for side, (state, log) in enumerate(found):
            assert state.failed == 0
            assert host().states(side, 1).tobytes() == state_bytes(state)
            kept_log = host().field(side, "log")[0]
            assert repr([tuple(row) for row in kept_log["rows"][: state.events].tolist()]) == repr(
                told(state, log)
            )
            assert kept_log["weeks"][: state.known].tobytes() == bits(log.weeks[: state.known])
        (one, its), (two, other) = found
        links = [0.0] * LINKS
        part(one, its, made[0].world, two, other, made[1].world, DAYS, links)
        assert host().links(1)[0].tolist() == links
    for side, runner in enumerate(runners):
        assert host().field(side, "tally").tobytes() == runner.tally.tobytes()


# Red when one world alone is run otherwise than in a pair, or a log without room is written.
def test_one_world_alone():
    made = [plan(load(name)) for name in ("historical", "uranus_fails")]
    for side, one in enumerate(made):
        host().put(side, tables(one))
        for kept_too in (True, False):
            host().prepare(side, rows=kept_too, weeks=kept_too)
            alone = CampaignRunner(plan=one)
            expected = alone.compiled(clock(), 7, 3, 5)
            assert host().alone(3, 5, 7, side).tobytes() == expected.tobytes()
        log = host().field(side, "log")[0]
        assert not log["rows"]["kind"].any() and np.isnan(log["weeks"]).all()
        assert not host().field(side, "tally")["at_war"].any()


# Red when a campaign is told of another: its log, kept whole, is the one that Python has.
def test_one_campaign_with_its_whole_log():
    made = plan(load("germany_wins_at_kursk"))
    host().put(0, tables(made))
    host().prepare(0)
    state = host().alone(7, 1, SEED)
    trace = CampaignRunner(plan=made, events=True, weeks=True).trace(SEED, 7)
    log = host().field(0, "log")[0]
    assert state.tobytes() == trace.state.tobytes()
    assert log["rows"][: state["events"][0]].tobytes() == trace.events.tobytes()
    assert log["weeks"][: state["known"][0]].tobytes() == trace.weeks.tobytes()


# Red when a lean log is not lean in the module.
def test_a_lean_log():
    made = plan(load("germany_wins_at_kursk"))
    host().put(0, tables(made))
    host().prepare(0, rows=False, weeks=False, lean=True)
    lean = CampaignRunner(plan=made, lean=True)
    assert host().alone(0, 10, 1).tobytes() == lean.compiled(clock(), 1, 0, 10).tobytes()


# Red when a scenario is shipped that these tests leave out.
def test_every_shipped_scenario_is_among_them():
    assert set(SHIPPED) - set(WHAT_IFS) == {"historical"}


# Red when seeds from 2^63 on, which a module takes as negative numbers, are another seed there.
def test_a_seed_of_all_bits():
    made = plan(load("germany_wins_at_kursk"))
    host().put(0, tables(made))
    host().prepare(0)
    seed = 2**64 - 5
    assert host().alone(0, 1, records.signed(seed)).tobytes() == state_bytes(
        CampaignRunner(plan=made).one_plain(seed, 0)[0]
    )


# Red when a campaign that failed is counted among the weeks, or does not fail in the module.
def test_a_campaign_that_fails():
    made = plan(load("historical"))
    row = made.numbers
    place = places().index("ideology.germany")
    for epoch in range(len(row.value)):
        row.value[epoch][place], row.source[epoch][place] = 11.0, 0
    side = clock_tables.side(
        clock_tables.packed(made), records.log_record(True, True), records.tally_record()
    )
    states = records.states(2)
    clock().count(states, 0, SEED, side)
    host().put(0, tables(made))
    host().prepare(0)
    assert host().alone(0, 2, SEED).tobytes() == states.tobytes() and states["failed"].all()
    assert host().field(0, "tally").tobytes() == side.tally.tobytes()
    assert not side.tally["at_war"].any()
