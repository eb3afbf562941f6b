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
from sepeace.bench import contestants, floor, measure, question, twins, wording
from sepeace.bench.measure import Bench, Calls
from sepeace.cli.verbs import demo
from sepeace.cli.verbs.bench import tables
from sepeace.clocks import clock_choice, plain, records
from sepeace.documents.bench import SpeedRecord
from sepeace.documents.writing import read
from sepeace.errors import BadValue, SepeaceError
from sepeace.execution import workers
from sepeace.kernel import elementary
from sepeace.kernel.draws import philox
from sepeace.kernel.leaders import bargaining
from sepeace.outcomes.weekly_bands import FEELERS_KEPT
from sepeace.runs import compare, numbers, where_from
from sepeace.scenario.library import load
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
    assert long == {
        "campaigns": 10_000,
        "starting": False,
        "workers": 2,
        "seconds": pytest.approx(0.3),
        "natural_campaigns": 240_000,
        "natural_seconds": pytest.approx(120.0),
        "ratio": 480.0,  # 24 times the middle one of 500/20, 400/40, 600/30
    }
    assert (short["campaigns"], short["starting"]) == (1_000, True)
    assert (short["seconds"], short["ratio"]) == (pytest.approx(0.09), 120.0)
    assert MADE_UP.document.demo.seconds == pytest.approx(3.2)


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
    asked = "a comparison of 10,000 pairs, inside a running program"
    assert wording.question(told)[1][0] == (asked, "2", "0.300", "120", "480")
    assert wording.question(told)[1][-1] == ("the demo, with its start", None, "3.20", None, None)
    assert [row[-1] for row in wording.readings(told)[1]] == [
        *("45.0 times as fast", "31.0 times as fast", "480 times as fast", "120 times as fast"),
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

    calls, within, addresses, asked = Counter(), Counter(), [], []
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
        before = calls.copy()
        result = terms(*given)
        within.update(calls - before)
        return result

    monkeypatch.setattr(philox, "uniforms", uniforms)
    monkeypatch.setattr(philox, "normal", normal)
    for module in [one for name, one in sys.modules.items() if name.startswith("sepeace.kernel.")]:
        if getattr(module, "war_terms", None) is terms:  # also where it was imported by its name
            monkeypatch.setattr(module, "war_terms", war_terms)
    weeks = sum(plain.run_plain(made, 1, campaign)[0].known for campaign in campaigns)

    calls[floor.BLOCKS] = len(addresses)
    assert found.calls == calls and found.within == within and within["exp"] >= 3 * len(asked)
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


# Red when what the integral calls is charged twice, or its own arithmetic falls below nothing.
def test_the_integrals_own_arithmetic_is_what_its_calls_leave():
    found = floor.Counts(war_terms=10, within=Counter({"exp": 30, floor.TURNS: 20}))
    assert found.own_ns(80.0, {"exp": 5.0, floor.TURNS: 10.0, "log": 7.0}) == 80.0 - 15.0 - 20.0
    assert found.own_ns(30.0, {"exp": 5.0, floor.TURNS: 10.0}) == 0.0


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
        loops = floor.loops(names, rows)
    found, integral = loops.calls, loops.war_terms
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
    assert [loops.integral(*row) for row in rows] == terms


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


# --- what a user waits for -----------------------------------------------------------------------------


# Red when a comparison comes to run more or fewer worlds than ordinary SimPy is charged for.
def test_a_pair_costs_what_a_comparison_runs(monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")
    found, run_tasks = Counter(), workers.run_tasks
    usual = load(question.SCENARIO).assumptions
    worlds, tracing, readings, others = question.PARTS_OF_A_PAIR

    def listening(tasks, pool, keep, count):
        for task in tasks:
            assumed = task.scenarios[-1].assumptions
            kind = {
                assumed == usual: worlds,
                assumed.strength != usual.strength: readings,
                assumed.numbers != usual.numbers: others,
            }.get(True, "operations kept")
            found[kind] += len(task.scenarios)
        run_tasks(tasks, pool, lambda place, part: (found.update(sets(part)), keep(place, part)), count)

    def sets(part):
        return {tracing: part.split.shape[1]} if len(part.split) else {}

    for module in (compare, numbers, where_from):
        monkeypatch.setattr(module, "run_tasks", listening)
    compare.compare(question.SCENARIO, 1, split=True)
    assert found.pop("operations kept") == 2  # left out
    assert found == question.PARTS_OF_A_PAIR and question.CAMPAIGNS_OF_A_PAIR == 24


# Red when the question is another than a user types, or ordinary SimPy is timed in one of the worlds alone.
def test_the_question_is_asked_as_a_user_asks_it(monkeypatch):
    ran, called, asked = Counter(), [], []
    monkeypatch.setattr(
        question, "natural", lambda: lambda made, *_: ran.update([(made.scenario.name, made.given)])
    )
    monkeypatch.setattr(question, "_process", lambda *words: called.append(words))
    monkeypatch.setattr(question, "compare", lambda *given, **more: asked.append((given, more)) or MADE_UP)
    monkeypatch.setattr(Bench, "to_json", lambda self: {}, raising=False)
    monkeypatch.setattr(contestants, "ORDINARY", 6)
    found = question.contestants(3)
    for one in found.values():
        one.turn()
    assert ran == {("historical", "branch"): 3, (question.SCENARIO, "branch"): 3}
    assert asked == [((question.SCENARIO, 10_000, 1, 3), {"keep_outcomes": False, "split": True})]
    assert called[0] == ("-m", "sepeace", "compare", question.SCENARIO, "-n", "1000", "--json")
    assert called[1][:4] == ("-c", question.DEMO_CODE, "-n", str(demo.CAMPAIGNS))
    assert [one.campaigns for one in found.values()] == [6, 10_000, 1_000, demo.CAMPAIGNS]


# Red when a command does not run as written, or one that fails is timed as if it had answered.
def test_commands_run_and_a_failure_is_told(monkeypatch):
    monkeypatch.setattr(question, "QUESTIONS", {"few": question.Question(campaigns=2, starting=True)})
    monkeypatch.setattr(question, "DEMO_CAMPAIGNS", 2)
    found = question.contestants(1)
    for name in ("few", question.DEMO):
        found[name].turn()
        assert found[name].us[0] > 0.0
    with pytest.raises(SepeaceError, match="no such scenario"):
        question._process("-m", "sepeace", "compare", "nowhere")
    with pytest.raises(SepeaceError, match="it ended with 3"):
        question._process("-c", "raise SystemExit(3)")


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
