"""The benchmark measures what it says: each way does what it is timed for, and numbers follow from the turns.

No test looks at how long anything took.
"""

import json
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from sepeace.bench import contestants, floor, measure, question, twins, wording
from sepeace.bench.measure import Bench, Calls
from sepeace.cli.verbs.bench import tables
from sepeace.clocks import clock_choice, records
from sepeace.documents.bench import SpeedRecord
from sepeace.documents.writing import read
from sepeace.errors import BadValue, SepeaceError
from sepeace.kernel.leaders import bargaining
from sepeace.outcomes.weekly_bands import FEELERS_KEPT
from tests.campaigns import planned

PROJECT = Path(__file__).resolve().parents[2]
MADE_UP = Bench(
    turns={
        "compiled": (9.0, 10.0, 20.0),
        "compiled_all_threads": (5.0, 4.0, 4.0),
        "batch": (11.0, 11.0, 11.0),
        "simpy_clock": (2000.0, 2000.0, 2000.0),
        "plain_clock": (1500.0, 1500.0, 1500.0),
        "natural_simpy": (500.0, 400.0, 450.0),
        "natural_simpy_integral_compiled": (300.0, 320.0, 310.0),
        "question_natural": (500.0, 400.0, 600.0),
        "question": (20.0, 40.0, 30.0),
        "question_starting": (100.0, 80.0, 90.0),
        "demo": (5000.0, 9000.0, 8000.0),
    },
    campaigns={"compiled": 100},
    threads=2,
    floor={"exp": Calls(calls=1000.0, ns=3.0), "philox": Calls(calls=200.0, ns=10.0)},
    belief=Calls(calls=40.0, ns=100.0),
)


@pytest.fixture(scope="module")
def measured():
    """A benchmark of few campaigns."""
    pytest.importorskip("numba", reason="numba is not installed")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("SLOW", 1), ("ORDINARY", 2)):
            patch.setattr(contestants, name, value)
        patch.setattr(measure, "COUNTED", 2)
        patch.setattr(floor, "SECONDS", 0.0)
        return measure.bench(campaigns=20, rounds=2, ask=False)


# --- what is told --------------------------------------------------------------------------------------


# Red when a key that scripts rely on has gone, or a number is not finite.
def test_the_keys_of_the_contract(measured):
    told = json.loads(json.dumps(measured.document.to_json(), allow_nan=False))
    us = {"compiled", "compiled_all_threads", "simpy_clock", "natural_simpy", "floor"}
    us.add("natural_simpy_integral_compiled")
    assert us <= told["us_per_campaign"].keys()
    assert {"natural_simpy_over_compiled", "compiled_over_floor"} <= told["ratio"].keys()
    assert told["question"] == [] and told["demo"] is None  # left out
    assert told["floor"][-1]["what"] == floor.OWN_ARITHMETIC
    assert all(told["us_per_campaign"][name] > 0.0 for name in us)
    assert told["schema"] == 1 and told["rounds"] == 2
    assert set(told["campaigns"]) == set(told["spread"]) == set(measured.turns)


# Red when a ratio is not that of the times beside it, or is turned upside down.
@pytest.mark.parametrize("which", ["made up", "measured"])
def test_ratios_follow_from_the_times(which, request):
    found = MADE_UP if which == "made up" else request.getfixturevalue("measured")
    us, ratio = found.us_per_campaign(), found.ratio()
    assert ratio.natural_simpy_over_compiled == us.natural_simpy / us.compiled
    assert ratio.compiled_over_floor == us.compiled / us.floor
    assert us.floor == sum(part.us for part in found.floor.values())
    assert found.document.belief.share == found.belief.us / us.compiled


# Red when a mean takes the place of the median, units slip, or the gain of two threads is of other rounds.
def test_numbers_of_a_made_up_measurement():
    us, ratio = MADE_UP.us_per_campaign(), MADE_UP.ratio()
    assert us.compiled == 10.0 and us.floor == 5.0 and us.mesa is None
    assert ratio.natural_simpy_over_compiled == 45.0 and ratio.compiled_over_floor == 2.0
    assert ratio.one_thread_over_two == 2.5  # of 9/5, 10/4, 20/4
    assert ratio.mesa_over_compiled is None
    assert ratio.natural_simpy_integral_compiled_over_compiled == 31.0
    assert MADE_UP.belief_cost().share == 0.4
    assert MADE_UP.document.spread["compiled"] == (9.0, 20.0)


# Red when seconds are those of another number of pairs, or a ratio mixes rounds or is turned upside down.
def test_what_a_user_waits_for_in_a_made_up_measurement():
    long, short = (row.to_json() for row in MADE_UP.document.question)
    each = question.CAMPAIGNS_OF_A_PAIR
    assert long == {
        "campaigns": 10_000,
        "starting": False,
        "workers": 2,
        "seconds": pytest.approx(0.3),
        "natural_campaigns": 10_000 * each,
        "natural_seconds": pytest.approx(10_000 * each * 500e-6),
        "ratio": 20.0 * each,  # the middle one of 500/20, 400/40, 600/30
    }
    assert (short["campaigns"], short["starting"]) == (1_000, True)
    assert (short["seconds"], short["ratio"]) == (pytest.approx(0.09), 5.0 * each)
    assert MADE_UP.document.demo.seconds == pytest.approx(8.0)


# Red when the words and the numbers part, or what is not at hand shows or stops the table.
def test_the_words():
    told = MADE_UP.document
    text = "\n".join(tables(told))
    rows = {row[0]: row[1:] for row in wording.times(told)[1]}
    assert rows["compiled clock, 2 threads"] == ("4.00", "4.00 to 5.00", "0.400")
    assert rows["the same campaign in ordinary SimPy"] == ("450", "400 to 500", "45.0")
    assert "the same campaign in Mesa" not in rows
    assert all(title in text for title in rows)
    assert wording.floor(told)[1][0] == ("exp", "1,000", "3.00", "3.00")
    assert ("the belief integral's part of a compiled campaign", "40%") in wording.ratios(told)[1]
    each = question.CAMPAIGNS_OF_A_PAIR
    asked = "a comparison of 10,000 pairs, inside a running program"
    assert wording.question(told)[1][0] == (asked, "2", "0.300", f"{5 * each}", f"{20 * each}")
    assert wording.question(told)[1][-1] == ("the demo, with its start", None, "8.00", None, None)
    assert [row[-1] for row in wording.readings(told)[1]] == [
        *("45.0 times as fast", "31.0 times as fast"),
        *(f"{times * each} times as fast" for times in (20, 5)),
        "2.00 times as long",
    ]


# Red when the benchmark needs numba, though all else works without it.
def test_without_numba_the_rest_is_measured(monkeypatch):
    monkeypatch.setattr(clock_choice, "can_compile", lambda: False)
    monkeypatch.setattr(contestants, "SLOW", 1)
    monkeypatch.setattr(contestants, "ORDINARY", 1)
    found = measure.bench(campaigns=20, rounds=1)
    told = found.document
    assert told.us_per_campaign.compiled is None and told.us_per_campaign.floor is None
    assert told.us_per_campaign.natural_simpy > 0.0
    assert told.ratio.compiled_over_floor is None and told.belief is None and told.floor == ()
    assert told.question == () and told.demo is None
    assert tables(told)


# Red when progress does not end at its total: the line on the terminal would stay open.
def test_progress_counts_to_the_end(monkeypatch):
    monkeypatch.setattr(clock_choice, "can_compile", lambda: False)
    monkeypatch.setattr(contestants, "SLOW", 1)
    monkeypatch.setattr(contestants, "ORDINARY", 2)
    monkeypatch.setattr(clock_choice, "at_hand", lambda: True)
    turns = Counter()
    asked = {name: contestants.Contestant(lambda _: turns.update("1"), 100) for name in ("question", "demo")}
    monkeypatch.setattr(question, "contestants", lambda workers: asked)
    heard = []
    measure.bench(rounds=2, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1] and heard == sorted(heard)
    assert turns.total() == 4 and heard[-1][1] > 400


# Red when a number out of range reaches the clocks.
@pytest.mark.parametrize(
    ("option", "value"), [("--rounds", "0"), ("-n", "1"), ("-n", "many"), ("--rounds", "1.5")]
)
def test_numbers_out_of_range_are_refused(option, value):
    import typer

    from sepeace.cli.verbs.bench import bench

    app = typer.Typer()
    app.command()(bench)
    with pytest.raises(BadValue):
        typer.main.get_command(app).main([option, value], standalone_mode=False)


# --- who runs ------------------------------------------------------------------------------------------


class Clock:
    """In place of the compiled clock: writes down what it is asked for."""

    def __init__(self):
        self.blocks = []

    def count(self, states, first, seed, side):
        self.blocks.append((first, len(states), int(side.log["week_room"][0]) > 0))
        states["known"] = 3
        states["ending"] = 1


# Red when a way is timed for campaigns that it does not run, or threads share out what each should do.
def test_the_compiled_ways_run_what_they_are_timed_for(monkeypatch):
    clock, made = Clock(), planned("historical")
    monkeypatch.setattr(clock_choice, "current", lambda: clock)
    found = contestants.compiled(clock, made, 600, 3)
    alone = [(FEELERS_KEPT, 250, True), (FEELERS_KEPT + 250, 250, True), (FEELERS_KEPT + 500, 100, True)]
    for name, share in (("compiled", 1), ("two_threads", 2), ("compiled_all_threads", 3), ("batch", 1)):
        clock.blocks.clear()
        found[name].run(0)
        assert sorted(clock.blocks) == sorted(alone * share), name
        assert found[name].campaigns == 600 * share
    assert contestants.count(clock, made, records.pack(made.world), 600) == 1800
    assert "two_threads" not in contestants.compiled(clock, made, 600, 2)


# Red when every round runs the same few campaigns of the slow ways, or gives the ordinary model no chance.
def test_the_other_ways_run_new_campaigns_in_each_round(monkeypatch):
    ran, chances = [], []
    monkeypatch.setattr(contestants, "run_plain", lambda made, seed, campaign: ran.append(campaign))
    monkeypatch.setattr(
        contestants.twins, "natural", lambda: lambda made, chance, rows: chances.append(chance.random())
    )
    monkeypatch.setattr(contestants.twins, "mesa", lambda: None)
    found = contestants.ordinary(planned("historical"))
    for name in ("plain_clock", "natural_simpy"):
        found[name].turn()
        found[name].turn()
        assert len(found[name].us) == 2
    assert len(set(ran)) == len(ran) == 2 * found["plain_clock"].campaigns
    assert len(set(chances)) == len(chances) == 2 * found["natural_simpy"].campaigns
    assert "mesa" not in found


# Red when a turn is divided by something else than its campaigns.
def test_a_turn_is_divided_by_its_campaigns(monkeypatch):
    now = iter([1.0, 1.5])
    monkeypatch.setattr(contestants.time, "perf_counter", lambda: next(now))
    one = contestants.Contestant(lambda number: None, 1000)
    one.turn()
    assert one.us == [500.0]


# --- the ordinary models -------------------------------------------------------------------------------


# Red when the model in ordinary SimPy cannot be found in a checkout, or is no longer called like this.
def test_the_natural_twin_runs():
    made = planned("historical")
    outcome = twins.natural()(made, random.Random(1), made.parameters(1, 0))
    assert outcome.ending and outcome.events > 0


# Red when the model goes on with the kernel's integral, or every model loaded later has the other one.
def test_the_natural_twin_takes_another_integral():
    made, seen = planned("historical"), []
    rows = made.parameters(1, 0)

    def integral(*given):
        seen.append(given)
        return bargaining.war_terms(*given)

    usual = twins.natural()(made, random.Random(1), rows)
    outcome = twins.natural(integral)(made, random.Random(1), rows)
    fields = [name for name in type(usual).__slots__]
    assert seen and [getattr(outcome, name) for name in fields] == [getattr(usual, name) for name in fields]
    seen.clear()
    twins.natural()(made, random.Random(1), rows)
    assert not seen


# Red when an installed package looks for the model in the checkout that it was built from.
def test_the_model_beside_the_package_comes_first(tmp_path, monkeypatch):
    folder = tmp_path / "lib" / "sepeace" / "bench"
    folder.mkdir(parents=True)
    (tmp_path / "benchmarks").mkdir()
    monkeypatch.setattr(twins, "__file__", str(folder / "twins.py"))
    with pytest.raises(SepeaceError, match="missing from this installation"):
        twins.natural()
    assert twins.mesa() is None
    for path in (PROJECT / "benchmarks").glob("natural_*.py"):
        shutil.copy(path, tmp_path / "benchmarks")
    assert twins.find(twins.NATURAL) == tmp_path / "benchmarks" / twins.NATURAL
    for path in (tmp_path / "benchmarks").glob("natural_*.py"):
        shutil.copy(path, folder)
    assert twins.find(twins.NATURAL) == folder / twins.NATURAL
    made = planned("historical")
    assert twins.natural()(made, random.Random(1), made.parameters(1, 0)).ending


# Red when a wheel comes without a file that the model is made of.
def test_the_wheel_carries_every_file_of_the_model():
    import tomllib

    table = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    carried = table["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for path in (PROJECT / "benchmarks").glob("*.py"):
        if path.name.startswith("natural_"):
            assert carried.get(f"benchmarks/{path.name}") == f"sepeace/bench/{path.name}"


# Red when the page on speed asks for what its file does not hold: the file is older than the keys.
def test_the_page_on_speed_can_be_written():
    told = read(SpeedRecord, (PROJECT / "docs" / "speed.json").read_text("utf-8"))
    parts = (wording.times, wording.ratios, wording.pair, wording.question, wording.readings)
    for part in (*parts, wording.floor, wording.facts, wording.batches):
        heads, rows = part(told)
        assert rows and all(len(row) == len(heads) for row in rows)
