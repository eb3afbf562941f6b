"""Events that are told and are no cause: they stand in the chronicle and move nothing."""

from copy import deepcopy
from dataclasses import replace

import pytest

from sepeace.clocks.storage import empty_log, state_bytes
from sepeace.kernel import slots
from sepeace.kernel.leaders import judgement
from sepeace.record import load as record
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.scenario.vocabulary import ACTING_EVENTS
from tests.campaigns import bits, ran, steps


def without(made, kind):
    """The same plan with the entries of one kind taken out of its calendar."""
    world = deepcopy(made.world)
    kept = [place for place in range(world.dates) if world.date_kind[place] != kind]
    assert 0 < len(kept) < world.dates
    for name in ("date_day", "date_kind", "date_ref", "date_after"):
        column = getattr(world, name)
        setattr(world, name, [column[place] for place in kept])
    world.dates = len(kept)
    return replace(made, world=world)


# Red when a crime, a conference or a declaration that the model takes no account of moves a line, a rate
# or a draw: by weighing the war once more, or by running the streams' hazards up in other steps.
@pytest.mark.parametrize("name", ["historical", "germany_wins_at_kursk"])
def test_an_event_that_is_only_told_moves_nothing(name):
    made = plan(load(name))
    for campaign in range(3):
        state, log = ran(made, 1, campaign)
        other, other_log = ran(without(made, slots.E_TOLD), 1, campaign)
        assert bits(log.weeks[: state.known]) == bits(other_log.weeks[: other.known])
        told = [row for row in log.rows[: state.events] if row.kind == slots.K_EVENT]
        assert any(row.cause == slots.E_TOLD for row in told)
        only = {id(row) for row in told if row.cause == slots.E_TOLD}
        rest = [row for row in log.rows[: state.events] if id(row) not in only]
        assert [(row.time, row.kind, row.first) for row in rest] == [
            (row.time, row.kind, row.first) for row in other_log.rows[: other.events]
        ]


# Red when news that moves what a leader expects of the landing is only told.
def test_news_of_the_landing_is_no_mere_word():
    world = plan(load("historical")).world
    kinds = dict(zip(world.date_ref, world.date_kind, strict=True))
    for name in ("promise_1942", "postponement_1942", "postponement_1943", "sunrise_told"):
        assert name in ACTING_EVENTS and kinds[record().event(name).number] != slots.E_TOLD, name


# Red when lines, windows or wishes hang on how often a day is reckoned: an event more would then be a cause.
def test_weighing_twice_on_one_day_changes_nothing():
    made = plan(load("historical"))
    for step in steps(made, 1, 0):
        state = step.state
        if state.ending == slots.RUNNING and step.slot == slots.FRONT:
            before = state_bytes(state)
            judgement.reconsider(state, step.parameters, made.world, empty_log(), step.due)
            assert state_bytes(state) == before, step.due
