"""What the ladder counts, counted once more: days of a wish from the steps, feelers from the log.

The kernel adds up days and feelers as it goes. The recounts below step the plain clock and look at
willingness after every event, and read from the chronicle what became of every feeler.
"""

import pytest

from sepeace.kernel import slots
from sepeace.outcomes.outcome_rows import OUTCOME
from tests.campaigns import WHAT_IFS, events, outcome, planned, steps

NAMES = ("historical", *WHAT_IFS)
SETTINGS = (("strength", "rational"), ("motive", "mixed"))
OPEN_TALKS = (*SETTINGS, ("answer_chance", 1.0), ("answer_bar", 0.05))


def wished(plan_, seed, campaign):
    """Days of a wish of both leaders, by intervals between events; the last step and the state."""
    wished, before, last = [], None, None
    for step in steps(plan_, seed, campaign):
        if before is not None and before[2] >= slots.NEVER:
            start = max(before[0], plan_.world.count_from)
            for side in range(2):
                if before[1][side] > 0.5:
                    wished.append((side, start, step.due))
        state = step.state
        before = (step.due, tuple(state.willing[0]), state.signed[0])
        last = step
    days = [0.0, 0.0]
    for side, start, stop in wished:  # the war may be over some days before the Sunday on which that is found
        days[side] += max(0.0, min(stop, last.state.ended) - start)
    return days, last


# Red when a day of a wish is missed, counted before the branch or after a signature, or given to the other
# leader; or when the bar is not one half.
@pytest.mark.parametrize("name", NAMES)
def test_days_of_a_wish_are_those_between_the_events(name):
    plan_ = planned(name, SETTINGS)
    for campaign in range(6):
        days, last = wished(plan_, 31, campaign)
        assert last.state.willing_days[0] == pytest.approx(days, abs=1e-9), campaign
        row = outcome(last.state)
        assert [row["willing_days_germany"], row["willing_days_soviet"]] == last.state.willing_days[0]


# Without this the recount might never have seen a wish that counts, a signature, or a day before a branch.
def test_the_recounted_wishes_are_of_every_kind():
    plan_, some, signed = planned("uranus_fails", SETTINGS), [0, 0], 0
    for campaign in range(12):
        days, last = wished(plan_, 31, campaign)
        for side in range(2):
            some[side] += 0.0 < days[side] < last.state.ended - plan_.world.count_from
        signed += last.state.signed[0] < slots.NEVER
    assert plan_.world.count_from > 0.0 and all(some) and signed


def told_to_the_other(state, log, since):
    """Feelers of a side that the other leader heard of, from what the rows say became of them."""
    rows, found = events(state, log), 0
    for number, sent in enumerate(rows):
        if sent.kind == slots.K_HELD and sent.cause == slots.C_CHANGE and sent.side < 2:
            found += 1
        if sent.kind != slots.K_SENT or sent.side > 1:
            continue
        fates = [row for row in rows if row.parent == number and row.time >= since]
        found += any(
            row.kind in (slots.K_REFUSED, slots.K_ANSWERED)
            or (row.kind == slots.K_FILTERED and row.side == sent.side)
            for row in fates
        )
    return found


# Red when a mediator's message, one that a gatekeeper kept, or one before the branch counts as delivered; or
# when a subordinate's that his own side kept back does not, though the other leader had it.
@pytest.mark.parametrize("name", NAMES)
def test_feelers_delivered_are_those_that_the_rows_tell_of(name):
    plan_, heard, mediated = planned(name, OPEN_TALKS), 0, 0
    for campaign in range(12):
        *_, last = steps(plan_, 31, campaign)
        state = last.state
        assert state.reached[0] == told_to_the_other(state, last.log, plan_.world.count_from), campaign
        assert outcome(state)["feelers_delivered"] == state.reached[0] <= state.delivered[0]
        heard += state.reached[0]
        mediated += state.delivered[0] - state.reached[0]
    assert heard > 0 or plan_.branch_day > 1200.0
    assert mediated > 0 or name != "historical"


# Red when a column of the ladder is left out of the rows.
def test_the_columns_of_the_ladder_are_in_the_rows():
    assert {"willing_days_germany", "willing_days_soviet", "feelers_delivered"} <= set(OUTCOME.names)
