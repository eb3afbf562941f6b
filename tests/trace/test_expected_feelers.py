"""Feelers to be expected, added up in a campaign, and whose numbers a campaign has."""

from dataclasses import replace

import numpy as np
import pytest

from sepeace.clocks import records
from sepeace.clocks.campaigns import run_campaigns
from sepeace.clocks.plain import run_plain
from sepeace.clocks.simpy_clock import run_simpy
from sepeace.clocks.storage import full_log, state_bytes
from sepeace.kernel import slots
from sepeace.kernel.diplomacy import feelers
from sepeace.kernel.draws import philox, streams
from sepeace.quantities import day_of
from sepeace.scenario.tables.counting import HALF_YEARS, span_of
from tests.campaigns import planned, ran

SEED = 11
WHOLE_STREAMS = (slots.SERIOUS, slots.LEVERAGE, slots.LEADER, slots.MEDIATOR)
"""Streams of which every firing is a feeler."""


def thresholds_crossed(state, stream):
    """What a stream's hazard has come to, from the addresses of its thresholds and what is left over."""
    crossed = 0.0
    for n in range(state.fired[0][stream]):
        first, *_ = philox.uniforms(SEED, state.campaign, streams.THRESHOLD, feelers.address(0, stream, n))
        crossed += philox.exponential(first)
    return crossed + state.hazard[0][stream]


# Red when a stretch of time is left out of the sum or counted twice: at a firing, a Sunday, a half-year's
# end, the end of the war.
@pytest.mark.parametrize("motive", ["sincere", "mixed"])
def test_what_is_expected_is_the_hazard_that_the_streams_ran_up(motive):
    made = planned("historical", (("motive", motive), ("strength", "rational"), ("numbers", "prior")))
    for campaign in range(6):
        state, _ = ran(made, SEED, campaign)
        for stream in WHOLE_STREAMS:
            assert sum(state.expected[stream]) == pytest.approx(
                thresholds_crossed(state, stream), abs=1e-6
            )  # days lie on a grid


# Red when a feeler is counted in the half-year before or after, or not at all.
def test_feelers_are_counted_in_the_half_year_in_which_they_leave():
    made = planned("historical", (("strength", "rational"), ("numbers", "prior")))
    for campaign in range(4):
        state, log = ran(made, SEED, campaign)
        counts = np.zeros((slots.STREAMS, slots.CELLS), int)
        for row in log.rows[: state.events]:
            if row.kind == slots.K_SENT:
                counts[row.cause - slots.C_SERIOUS, span_of(row.time)] += 1
        assert state.written == counts.tolist()


# Red when an official who asks his own leader first is counted as if he always wrote.
def test_as_many_are_expected_as_are_sent():
    made = planned("historical", (("strength", "rational"), ("numbers", "prior")))
    states = run_campaigns(made, SEED, 0, 400)
    sent, expected = states["written"].sum(axis=2), states["expected"].sum(axis=2)
    gap = (sent - expected).mean(axis=0)
    error = np.sqrt(expected.mean(axis=0) / len(states))
    assert (np.abs(gap) < 4.5 * error + 1e-12).all(), (gap / error).tolist()  # one in 30,000 by chance


# Red when spans do not end on Sundays, or a date falls into the span beside its own.
def test_spans_are_half_years_cut_at_sundays():
    assert [span_of(day_of(first) + 7.0) for first in HALF_YEARS] == list(range(slots.CELLS))
    ends = planned("historical").world.cell_end
    assert all(end % 7.0 == 0.0 for end in ends[:-1]) and ends[-1] == slots.NEVER


def with_sets(sets, seed=5):
    """The historical war in which campaigns have the numbers of some campaigns of another batch in turn."""
    made = planned("historical", (("numbers", "prior"),))
    world = replace(made.world, sets=len(sets), set_seed=seed, set_campaign=list(sets))
    return replace(made, world=world)


# Red when a clock does not look whose numbers a campaign has.
def test_campaigns_have_the_numbers_of_a_list_in_turn_on_every_clock():
    made, sets = with_sets([7, 7, 2**33 + 1]), [7, 7, 2**33 + 1]
    own = planned("historical", (("numbers", "prior"),))
    for campaign in (0, 4, 5):
        assert made.draw(SEED, campaign) == own.draw(5, sets[campaign % 3])
    for campaign in (4, 5):
        plain, _ = run_plain(made, SEED, campaign, full_log())
        assert state_bytes(run_simpy(made, SEED, campaign)[0]) == state_bytes(plain)
        assert run_campaigns(made, SEED, campaign, 1).tobytes() == records.record_of(plain).tobytes()


# Red when numbers are shared by more or fewer campaigns than are asked for, or luck is shared too.
def test_campaigns_in_a_row_share_their_numbers_and_not_their_luck():
    own = planned("historical", (("numbers", "prior"),))
    made = replace(own, world=replace(own.world, lucks=3))
    assert made.draw(SEED, 6) == made.draw(SEED, 8) == own.draw(SEED, 2)
    assert made.draw(SEED, 9) == own.draw(SEED, 3)
    states = run_campaigns(made, SEED, 6, 2)
    assert states["threshold"][0].tolist() != states["threshold"][1].tolist()
