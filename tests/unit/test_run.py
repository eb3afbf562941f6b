"""One campaign through the public door: what it takes, what it gives, what it refuses."""

import json
import math
import pickle
from dataclasses import fields

import pytest

import sepeace
from sepeace.errors import BadValue
from sepeace.runs.run import run
from sepeace.scenario import load


@pytest.fixture(scope="module")
def told():
    return run(load("germany_wins_at_kursk"), seed=3, campaign=2)


def test_the_public_name_is_this_function():
    assert sepeace.run is run and sepeace.Run is type(run(load("historical")))


def test_a_run_opened_twice_is_the_same(told):
    again = run(load("germany_wins_at_kursk"), seed=3, campaign=2)
    assert json.dumps(again.to_json(), allow_nan=False) == json.dumps(told.to_json(), allow_nan=False)
    assert again == told


def test_both_clocks_give_the_same_run(told):
    plain = run(load("germany_wins_at_kursk"), seed=3, campaign=2, clock="plain")
    assert [getattr(plain, one.name) for one in fields(plain)] == [
        getattr(told, one.name) for one in fields(told)
    ]


def test_the_keys_of_the_machine_output(told):
    content = told.to_json()
    assert set(content) == {
        "schema",
        "scenario",
        "banner",
        "seed",
        "campaign",
        "fingerprint",
        "events",
        "ending",
        "provenance",
    }
    assert (content["scenario"], content["seed"], content["campaign"]) == ("germany_wins_at_kursk", 3, 2)
    assert len(content["fingerprint"]) == 16
    int(content["fingerprint"], 16)
    for event in content["events"]:
        assert set(event) == {"date", "kind", "who", "where", "text", "because"}
        assert all(isinstance(value, str) for value in event.values())
        assert event["who"] in ("Germany", "Soviet Union", "mediators", "the West", "")


def test_weekly_values_are_finite_and_dated(told):
    assert len({len(column) for column in told.trajectory.values()}) == 1
    assert told.trajectory["date"][0].isoformat() == "1941-06-22"
    for name, column in told.trajectory.items():
        assert name == "date" or all(math.isfinite(value) for value in column)


def test_a_run_says_what_it_drew_and_where_it_comes_from(told):
    assert told.luck == "branch" and told.draw
    assert told.provenance.digests.scenario == told.scenario.digest
    fixed = run(load("germany_wins_at_kursk").with_assumptions(numbers="default"), seed=3, campaign=2)
    assert fixed.draw == {}


def test_median_luck_has_nothing_drawn_and_differs_not_by_campaign():
    scenario = load("historical")
    one, other = (run(scenario, campaign=number, median_luck=True) for number in (0, 9))
    assert one.luck == "median" and one.draw == {}
    assert one.events == other.events


def test_a_run_cannot_be_changed_and_travels(told):
    with pytest.raises(AttributeError):
        told.ending = "other"
    with pytest.raises(TypeError):
        told.events[0].numbers["first"] = 1.0
    assert pickle.loads(pickle.dumps(told)) == told


@pytest.mark.parametrize("campaign", [-1, 2**64, 1.0, True, "3", None])
def test_a_campaign_is_a_whole_number(campaign):
    with pytest.raises(BadValue, match="campaign must be a whole number"):
        run(load("historical"), campaign=campaign)


@pytest.mark.parametrize("seed", [-1, 2**64, 0.5, False, "1"])
def test_a_seed_is_a_whole_number_of_64_bits(seed):
    with pytest.raises(BadValue, match="seed must be a whole number"):
        run(load("historical"), seed=seed)


def test_the_largest_seed_passes():
    assert run(load("historical"), seed=2**64 - 1).seed == 2**64 - 1


def test_an_unknown_clock_or_luck_is_refused():
    with pytest.raises(BadValue, match=r"unknown clock.*did you mean simpy"):
        run(load("historical"), clock="simpie")
    with pytest.raises(BadValue, match="unknown kind of luck"):
        run(load("historical"), given="fixed")
    with pytest.raises(BadValue, match="no branch date"):
        run(load("historical"), given="branch")
