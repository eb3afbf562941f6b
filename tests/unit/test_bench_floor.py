"""The scalar floor: every call of the kernel is counted once, and each loop does what it is named for."""

import ast
import math
import sys
import types
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import sepeace.kernel
from sepeace.bench import floor
from sepeace.clocks import plain
from sepeace.kernel import elementary
from sepeace.kernel.draws import philox
from sepeace.kernel.leaders import bargaining
from tests.campaigns import planned

KERNEL = sorted(Path(sepeace.kernel.__file__).parent.rglob("*.py"))
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
