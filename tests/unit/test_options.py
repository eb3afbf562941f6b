"""What a user says of a run beside the scenario: checked when it is said, and the same wherever it goes."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest

from sepeace.errors import BadValue
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import tasks_of, tasks_of_points
from sepeace.scenario.library import historical, load

KURSK = load("germany_wins_at_kursk")


# Red when a number is left unchecked, or its refusal names another one.
@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("campaigns", 0, "campaigns must be a whole number in range"),
        ("campaigns", 2.0, "campaigns must be a whole number, not float"),
        ("seed", -1, "seed must be a whole number in range"),
        ("seed", 2**64, "seed must be a whole number in range"),
        ("workers", 0, "workers must be a whole number in range"),
        ("workers", True, "workers must be a whole number, not bool"),
    ],
)
def test_a_number_out_of_range_is_refused(name, value, message):
    with pytest.raises(BadValue, match=message) as told:
        RunOptions(**{"campaigns": 1, name: value})
    assert told.value.key == name


# Red when a number of numpy goes on as such: it would overflow, and no JSON takes it.
def test_numbers_are_plain_and_stay():
    options = RunOptions(campaigns=np.int32(7), seed=np.uint64(2**63), workers=np.int8(2))
    assert [type(one) for one in (options.campaigns, options.seed, options.workers)] == [int] * 3
    with pytest.raises(FrozenInstanceError):
        options.seed = 2


# Red when luck is another than the scenario's own or the one asked for, or an unknown kind passes.
def test_luck_is_settled_by_a_scenario():
    assert [RunOptions(campaigns=1).luck(one) for one in (historical(), KURSK)] == ["free", "branch"]
    assert RunOptions(campaigns=1, given="free").settled(KURSK).given == "free"
    assert RunOptions(campaigns=1).settled(KURSK).luck(KURSK.baseline()) == "branch"
    for given, scenario, kind in (("branch", historical(), BadValue), ("as_it_fell", historical(), BadValue)):
        with pytest.raises(kind):
            RunOptions(campaigns=1, given=given).settled(scenario)


# Red when chunks or tasks lose campaigns or a seed, or a pair has the luck of the war without the change.
def test_tasks_cover_the_campaigns():
    options = RunOptions(campaigns=4_100, seed=9)
    pair = tasks_of((KURSK.baseline(), KURSK), options, lean=True)
    assert {(task.seed, task.given, task.weekly, task.lean) for task in pair} == {(9, "branch", False, True)}
    assert [task.first for task in pair] == list(np.cumsum([0, *(task.count for task in pair[:-1])]))
    assert sum(task.count for task in pair) == 4_100
    alone = tasks_of_points([KURSK, historical()], "free", options)
    assert [(task.first, task.count) for task in alone] == [(0, 2_000), (2_000, 2_000), (4_000, 100)] * 2
    assert [task.scenarios for task in alone[2:4]] == [(KURSK,), (historical(),)]
