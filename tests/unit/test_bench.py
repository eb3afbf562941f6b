"""The benchmark measures what it says: the right calls are counted, and each way does what it is timed for.

No test looks at how long anything took.
"""

import ast
import json
import math
import random
import shutil
import sys
import types
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import sepeace.kernel
from sepeace.bench import contestants, floor, measure, twins, wording
from sepeace.bench.measure import Bench, Calls
from sepeace.cli.verbs.bench import tables
from sepeace.clocks import clock_choice, plain, records
from sepeace.documents.bench import SpeedRecord
from sepeace.documents.writing import read
from sepeace.errors import BadValue, SepeaceError
from sepeace.kernel import elementary
from sepeace.kernel.draws import philox
from sepeace.kernel.leaders import bargaining
from sepeace.outcomes.weekly_bands import FEELERS_KEPT
from tests.campaigns import planned

PROJECT = Path(__file__).resolve().parents[2]
KERNEL = sorted(Path(sepeace.kernel.__file__).parent.rglob("*.py"))
MADE_UP = Bench(
    turns={
        "compiled": (9.0, 10.0, 20.0),
        "compiled_all_threads": (5.0, 4.0, 4.0),
        "batch": (11.0, 11.0, 11.0),
        "simpy_clock": (2000.0, 2000.0, 2000.0),
        "plain_clock": (1500.0, 1500.0, 1500.0),
        "natural_simpy": (500.0, 400.0, 450.0),
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
        return measure.bench(campaigns=20, rounds=2)


# --- what is told --------------------------------------------------------------------------------------


# Red when a key that scripts rely on has gone, or a number is not finite.
def test_the_keys_of_the_contract(measured):
    told = json.loads(json.dumps(measured.document.to_json(), allow_nan=False))
    us = {"compiled", "compiled_all_threads", "simpy_clock", "natural_simpy", "floor"}
    assert us <= told["us_per_campaign"].keys()
    assert {"natural_simpy_over_compiled", "compiled_over_floor"} <= told["ratio"].keys()
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
    assert MADE_UP.belief_cost().share == 0.4
    assert MADE_UP.document.spread["compiled"] == (9.0, 20.0)


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
    assert tables(told)


# Red when progress does not end at its total: the line on the terminal would stay open.
def test_progress_counts_to_the_end(monkeypatch):
    monkeypatch.setattr(clock_choice, "can_compile", lambda: False)
    monkeypatch.setattr(contestants, "SLOW", 1)
    monkeypatch.setattr(contestants, "ORDINARY", 2)
    heard = []
    measure.bench(rounds=2, progress=lambda done, total: heard.append((done, total)))
    assert heard[-1][0] == heard[-1][1] and heard == sorted(heard)


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


# --- what is counted -----------------------------------------------------------------------------------


OWN = {
    "exp": "exp",
    "expm1": "expm1",
    "natural_log": "log",
    "raised": "pow",
    "sine_cosine": floor.TURNS,
}


def counted(name, function, calls):
    """A function that counts its calls under a name."""

    def call(*given):
        calls[name] += 1
        return function(*given)

    return call


# Red when a kind of call is missed, counted twice, or what a normal quantile does inside is charged again.
def test_two_ways_of_counting_agree(monkeypatch):
    made, campaigns = planned("historical"), range(3)
    found = floor.count(made, 1, campaigns)

    calls, addresses, asked = Counter(), [], []
    usual, inside = philox.uniforms, philox.normal
    clean = types.FunctionType(inside.__code__, dict(vars(philox)))
    rooted = types.SimpleNamespace(**{**vars(math), "sqrt": counted("sqrt", math.sqrt, calls)})
    for module in [one for name, one in sys.modules.items() if name.startswith("sepeace.kernel.")]:
        if module is not elementary:
            for name, row in OWN.items():
                if hasattr(module, name):
                    monkeypatch.setattr(module, name, counted(row, getattr(elementary, name), calls))
            if hasattr(module, "math"):
                monkeypatch.setattr(module, "math", rooted)

    def uniforms(*address):
        addresses.append(address)
        return usual(*address)

    def normal(uniform):
        calls[floor.NORMALS] += 1
        return clean(uniform)

    terms = bargaining.war_terms

    def war_terms(*given):
        asked.append(given)
        return terms(*given)

    monkeypatch.setattr(philox, "uniforms", uniforms)
    monkeypatch.setattr(philox, "normal", normal)
    for module in [one for name, one in sys.modules.items() if name.startswith("sepeace.kernel.")]:
        if getattr(module, "war_terms", None) is terms:  # also where it was imported by its name
            monkeypatch.setattr(module, "war_terms", war_terms)
    weeks = sum(plain.run_plain(made, 1, campaign)[0].known for campaign in campaigns)

    calls[floor.BLOCKS] = len(addresses)
    assert found.calls == calls
    assert found.war_terms == len(asked) and found.arguments == asked[: floor.WAR_TERMS_KEPT]
    assert (found.campaigns, found.weeks) == (3, weeks)


# Red when the kernel comes to use a function that the floor does not know.
def test_the_floor_knows_every_function_of_the_kernel():
    used = set()
    for path in KERNEL:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == elementary.__name__:
                used |= {name.name for name in node.names}
    assert used and used == OWN.keys() and set(OWN.values()) <= floor.COUNTED.keys()


# Red when counts are not scaled to the campaigns that are timed, or what is not called has a row.
def test_counts_are_those_of_a_campaign_of_given_length():
    calls = Counter({"philox": 40, "exp": 100, floor.TURNS: 30, "pow": 0})
    found = floor.Counts(campaigns=2, weeks=200, calls=calls)
    assert found.per_campaign(100.0) == {"philox": 20.0, "exp": 50.0, floor.TURNS: 15.0}
    assert found.per_campaign(50.0)["exp"] == 25.0


# Red when a profiler or debugger that was at work is thrown out, or one is left behind.
def test_whoever_listened_before_listens_again():
    def listener(frame, event, called):
        return None

    before = sys.getprofile()
    try:
        sys.setprofile(listener)
        floor.count(planned("historical"), 1, [0])
        assert sys.getprofile() is listener
    finally:
        sys.setprofile(before)


# Red when a loop does something else than it is named for, or nothing because its result is not used.
def test_each_loop_calls_its_function():
    pytest.importorskip("numba", reason="numba is not installed")
    names = [floor.BLOCKS, floor.NORMALS, floor.TURNS, "exp", "log", "pow", "sqrt"]
    rows = floor.count(planned("historical"), 1, [0]).arguments
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(floor, "SECONDS", 0.0)
        found, integral = floor.loops(names, rows)
    plainly = {
        floor.NORMALS: philox.normal,
        floor.TURNS: lambda x: math.sin(x) + math.cos(x),
        "exp": math.exp,
        "log": math.log,
        "pow": lambda x: math.pow(x, 0.5 + x),
        "sqrt": math.sqrt,
    }
    for name, function in plainly.items():
        values = found[name].values
        assert len(set(values)) == floor.VALUES
        expected = 2.0 * math.fsum(map(function, values.tolist()))
        assert found[name].run(values, 2) == pytest.approx(expected, rel=1e-9, abs=1e-7), name
    blocks = [
        philox.uniforms(1, campaign, 1, index) for campaign in range(2) for index in range(floor.VALUES)
    ]
    assert found[floor.BLOCKS].run(found[floor.BLOCKS].values, 2) == pytest.approx(np.sum(blocks))
    terms = [bargaining.war_terms(*row) for row in rows]
    assert integral.run(integral.values, 1) == pytest.approx(np.sum(terms))


# Red when a loop is timed over another number of calls than it makes.
def test_a_loop_divides_by_its_calls(monkeypatch):
    now = iter([0.0, 6.0])
    monkeypatch.setattr(floor.time, "perf_counter", lambda: next(now))
    loop = floor.Loop(lambda values, times: float(times), np.zeros(4), times=3)
    assert loop.seconds() == 0.5 and loop.total == 3.0


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
    for part in (wording.times, wording.ratios, wording.floor, wording.facts, wording.batches):
        heads, rows = part(told)
        assert rows and all(len(row) == len(heads) for row in rows)
