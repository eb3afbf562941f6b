"""Twins and their cache: compiled from the kernel as it stands, once, and anew when any of it changes."""

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import sepeace
from sepeace.clocks import cache, clock_choice, compiled, records, tables, twins
from sepeace.clocks.storage import layout, new_state, state_bytes
from sepeace.errors import BadValue, CannotWrite
from sepeace.execution import chunks
from sepeace.kernel import slots, weekly
from sepeace.kernel.fields import Numbers, State
from sepeace.kernel.mark import REGISTRY
from sepeace.kernel.world import World
from sepeace.runs.batch import batch
from sepeace.scenario.library import load
from tests.campaigns import planned, planned_baseline
from tests.clocks import STEP

KURSK = load("germany_wins_at_kursk").with_assumptions(strength="rational")


@pytest.fixture
def clock():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    return clock_choice.load()


@pytest.fixture
def shop(monkeypatch):
    """A process that has compiled nothing yet."""
    fresh = clock_choice._Compilation()
    monkeypatch.setattr(clock_choice, "_compilation", fresh)
    monkeypatch.delenv(clock_choice.VARIABLE, raising=False)
    return fresh


# --- records


# Red when a field has another place or size in the record than in the bytes of a plain state.
def test_a_state_has_the_same_bytes_as_its_record():
    state = new_state(2**64 - 1, 2**63)
    for number, (name, whole, shape, _, _) in enumerate(layout()):
        if not shape and name not in ("seed", "campaign"):
            setattr(state, name, number if whole else number + 0.5)
    state.due[3], state.losses[1][12], state.message_sent[0][5] = 1.5, -2.5, 7.25
    record = records.record_of(state)
    assert record.tobytes() == state_bytes(state)
    assert record["due"][0, 3] == 1.5 and record["losses"][0, 1, 12] == -2.5
    assert record["message_sent"][0, 0, 5] == 7.25
    assert record["seed"][0] == -1 == records.signed(2**64 - 1)
    assert record.dtype.itemsize == 8 * sum(int(np.prod(shape)) for _, _, shape, _, _ in layout(State))


# Red when a table is cut off, or spare room holds something that a search would take for an entry.
def test_tables_are_packed_into_their_room():
    world = planned("germany_wins_at_kursk").world
    record = records.pack(world)
    for name, _, shape, _, _ in layout(World):
        value = getattr(world, name)
        if not shape:
            assert record[name][0] == value
        elif name not in ("expect_knot", "expect_day"):
            assert record[name][0][: len(value)].ravel()[:5].tolist() == np.ravel(value)[:5].tolist(), name
    for side in range(2):
        knots = world.expect_knot[side]
        assert record["expect_knot"][0, side, len(knots) :].tolist() == [knots[-1]] * (
            slots.KNOTS - len(knots)
        )
    world = planned_baseline("germany_wins_at_kursk").world
    too_many = type(world)(**{**{n: getattr(world, n) for n in World.__slots__}, "epoch_day": [1.0] * 40})
    with pytest.raises(ValueError, match="epoch_day has room for 32"):
        records.pack(too_many)


def test_bins_have_the_width_that_their_range_says():
    assert weekly.PER_UNIT == (0.2, 0.2, 0.2, 50.0, 50.0, 200.0, 200.0, 560.0, 560.0, 560.0, 560.0, 200.0)
    assert [low for low, _ in weekly.BANDS] == list(weekly.LOWEST) and len(weekly.BANDS) == weekly.VARIABLES


# --- code that is bound without numba


# Red when code is used or kept that another numba cannot give, or that comes out otherwise.
@pytest.mark.parametrize("fault", ["no such method", "other outcomes", "untyped", "no such key", "a status"])
def test_code_that_cannot_be_bound_is_run_by_numba(fault, monkeypatch):
    from numba.core.errors import TypingError

    raised = {"untyped": TypingError("no type"), "no such key": KeyError("key")}
    numbas = [(name, ()) for name in ("count", "pair", "split", "held")]
    monkeypatch.setattr(compiled, "_entries", lambda **_: iter(numbas))
    monkeypatch.setattr(cache, "complete", lambda: False)
    monkeypatch.setattr(cache, "damaged", lambda: False)
    monkeypatch.setattr(cache, "keep", lambda code: pytest.fail("it was kept"))
    if fault in raised:
        monkeypatch.setattr(compiled, "object_code", raising(raised[fault]))
    elif fault != "no such method":
        entry = raising(RuntimeError("status 1")) if fault == "a status" else lambda *_: None
        monkeypatch.setattr(compiled, "object_code", lambda *_: b"")
        monkeypatch.setattr(compiled, "bound", lambda code: [entry] * 4)
    made = compiled.compile_all()
    assert (made.count, made.pair, made.split, made.held) == ("count", "pair", "split", "held")


def raising(error):
    def raise_it(*_):
        raise error

    return raise_it


# Red when one of the entries is kept that gives other wars than the plain clock.
@pytest.mark.parametrize("entry", ["count", "pair", "split", "held"])
def test_each_entry_is_tried_before_it_is_kept(clock, entry):
    assert compiled._sound(clock)

    def off(*arguments):
        getattr(clock, entry)(*arguments)
        wrong = arguments[4][0] if entry == "split" else arguments[entry == "pair"]
        if entry == "split":
            wrong[7, 0] ^= True
        else:
            wrong["events"] += 1

    entries = {name: getattr(clock, name) for name in ("count", "pair", "split", "held")}
    assert not compiled._sound(compiled.Compiled(**{**entries, entry: off}))


# --- twins


# Red when a function of the kernel is left out, or is compiled again for every constant it is called with.
def test_every_kernel_function_has_a_twin_of_its_own_code(clock):
    made = twins.build(compiled=False)
    assert set(made) == set(REGISTRY)
    for name, twin in made.items():
        assert twin.py_func.__code__ is REGISTRY[name].__code__
        assert not twin.signatures
    order = list(twins._callees_first())
    assert sorted(order) == sorted(REGISTRY)
    assert order.index("logistic") < order.index("willingness") < order.index("wish")


# Red when a campaign's own numbers are left over from the campaign before, or a seed loses its upper half.
def test_blocks_and_seeds_do_not_matter(clock):
    plan = planned("germany_wins_at_kursk")
    side = tables.side(tables.packed(plan), records.log_record(False, False), records.tally_record())
    for seed in (0, 2**32, 2**63, 2**64 - 1):
        whole = records.states(12)
        clock.count(whole, 5, records.signed(seed), side)
        for place in (11, 0, 7):
            alone = records.states(1)
            clock.count(alone, 5 + place, records.signed(seed), side)
            assert alone.tobytes() == whole[place : place + 1].tobytes()
    assert len({bytes(row) for row in whole}) == 12


# --- the cache


def test_the_folder_is_named_after_every_source(tmp_path):
    package = Path(cache.__file__).parents[1]
    copy = tmp_path / "sepeace"
    shutil.copytree(package, copy)
    before = cache.sources_hash(copy)
    assert before == cache.sources_hash(package)
    for name in (
        "kernel/leaders/choice.py",
        "clocks/compiled.py",
        "clocks/linked.py",
        "clocks/object_code.py",
    ):
        text = (copy / name).read_text()
        (copy / name).write_text(text + "\n")
        assert cache.sources_hash(copy) != before, name
        (copy / name).write_text(text)


SCRIPT = """
import json, sys
from sepeace.clocks import cache, clock_choice, records, tables
from sepeace.scenario import load
from sepeace.scenario.plan import plan
known = cache.complete()
if not known and "anew" not in sys.argv:
    sys.exit(print(json.dumps([known, 0, 0])))
states = records.states(20)
packed = tables.packed(plan(load("historical")))
side = tables.side(packed, records.log_record(False, False), records.tally_record())
clock_choice.load().count(states, 0, 1, side)
print(json.dumps([known, states["fired"].sum().item(), states["willing"].sum().item()]))
"""


def in_a_process_of_its_own(path, home, anew=False):
    """Whether there is code for these sources, and what it counts; compiled where there is none, if asked."""
    environment = {**os.environ, "PYTHONPATH": str(path), cache.VARIABLE: str(home)}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *["anew"] * anew],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


# Red when compiled code outlives the sources it was made from: numba itself looks at one file only.
def test_editing_a_callee_changes_the_result(clock, tmp_path):
    package = Path(sepeace.__file__).parent
    home = tmp_path / "cache"
    shutil.copytree(cache.folder(), home / cache.key())
    known, fired, willing = in_a_process_of_its_own(package.parent, home)
    assert known is True
    shutil.copytree(package, tmp_path / "sepeace", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(package.parents[1] / "scenarios", tmp_path / "sepeace" / "data" / "scenarios")
    file = tmp_path / "sepeace" / "kernel" / "leaders" / "choice.py"
    text = file.read_text()
    assert "return logistic(gain / noise)" in text
    file.write_text(text.replace("return logistic(gain / noise)", "return logistic(2.0 * gain / noise)"))
    known, its_fired, its_willing = in_a_process_of_its_own(tmp_path, home, anew=STEP == 1)
    assert known is False
    if STEP == 1:
        assert (its_fired, its_willing) != (fired, willing)
        assert len(list(home.glob("*/" + cache.MARK))) == 2


def test_a_folder_that_cannot_be_written_gives_way(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file"))
    cache.folder.cache_clear()
    try:
        assert cache.folder().is_dir() and tmp_path not in cache.folder().parents
    finally:
        cache.folder.cache_clear()


@pytest.fixture
def its_own_cache(clock, monkeypatch, tmp_path):
    """A copy of the cache, in use by this process until the test is over."""
    place = tmp_path / cache.key()
    shutil.copytree(cache.folder(), place)
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path))
    cache.folder.cache_clear()
    yield place
    cache.folder.cache_clear()


# Red when a file that was emptied, cut, changed or lost is taken for code.
@pytest.mark.parametrize("ending", [cache.ENDING, cache.MARK])
@pytest.mark.parametrize("left", [b"", 0.5, b"something else", None], ids=["empty", "cut", "other", "gone"])
def test_a_damaged_cache_is_a_miss(its_own_cache, ending, left):
    assert cache.complete()
    cache._sound.clear()
    file = sorted(found for found in its_own_cache.rglob("*") if found.name.endswith(ending))[0]
    if left is None:
        file.unlink()
    else:
        old = file.read_bytes()
        file.write_bytes(old[: int(len(old) * left)] if isinstance(left, float) else left)
    assert not cache.complete()
    assert cache.damaged() is ((its_own_cache / cache.MARK).exists())
    cache.clear()
    assert not list(its_own_cache.iterdir()) and not cache.complete()


# Red when a damaged cache is not compiled anew, or code is lost where there is no room to keep it.
@pytest.mark.parametrize("room", [True, False])
def test_a_damaged_cache_is_made_anew(its_own_cache, monkeypatch, room):
    old = cache.kept(compiled.KEPT)
    (its_own_cache / f"{compiled.KEPT}{cache.ENDING}").write_bytes(b"")
    cache._sound.clear()
    monkeypatch.setattr(compiled, "_entries", lambda **_: [])
    monkeypatch.setattr(compiled, "object_code", lambda _: old)
    if not room:
        monkeypatch.setattr(cache, "keep", no_room)
    made = compiled.compile_all()
    assert cache.complete() is room
    states = records.states(3)
    plan = planned("germany_wins_at_kursk")
    side = tables.side(tables.packed(plan), records.log_record(False, False), records.tally_record())
    made.count(states, 0, 1, side)
    assert states["campaign"].tolist() == [0, 1, 2] and states["weeks"].min() > 100


def no_room(code):
    raise CannotWrite("no space is left")


# Red when numba's own switch leads to a clock that cannot run.
def test_with_numba_turned_off_the_plain_clock_is_meant(shop, monkeypatch):
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    assert (
        not clock_choice.can_compile() and not clock_choice.at_hand() and not clock_choice.prepare(10**9, 1)
    )
    monkeypatch.setenv(clock_choice.VARIABLE, "compiled")
    with pytest.raises(BadValue, match="NUMBA_DISABLE_JIT turns it off"):
        clock_choice.prepare(1, 1)
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "0")
    assert clock_choice.can_compile()


# --- when it is used


class Compiling:
    """A process that compiles until it has been looked at so many times."""

    def __init__(self, looks, status=0):
        self.looks, self.status, self.returncode = looks, status, None

    def poll(self):
        self.looks -= 1
        if self.looks <= 0:
            self.returncode = self.status
        return self.returncode


# Red when a block is lost, doubled or counted otherwise while the clocks change over.
def test_campaigns_run_plain_until_the_clock_is_compiled(clock, shop, monkeypatch):
    monkeypatch.setattr(clock_choice, "WORTH_LOADING", math.inf)
    usual = batch(KURSK, 40, seed=3)
    seen = []
    plain, fast = chunks._plain_block, chunks._compiled_block
    monkeypatch.setattr(chunks, "_plain_block", lambda *rest: (seen.append("plain"), plain(*rest)))
    monkeypatch.setattr(chunks, "_compiled_block", lambda *rest: (seen.append("compiled"), fast(*rest)))
    monkeypatch.setattr(clock_choice, "WORTH_LOADING", 0.0)
    monkeypatch.setattr(clock_choice, "WORTH_COMPILING", 0.0)
    monkeypatch.setattr(cache, "complete", lambda: shop.made is not None)
    monkeypatch.setattr(clock_choice, "_start", lambda: Compiling(3))
    monkeypatch.setattr(clock_choice, "load", lambda: setattr(shop, "made", clock))
    found = batch(KURSK, 40, seed=3)
    assert seen[0] == "plain" and seen[-1] == "compiled" and seen == sorted(seen, reverse=True)
    assert found.outcomes.equals(usual.outcomes) and found.bands().equals(usual.bands())
    assert found.anatomy().equals(usual.anatomy()) and found.feelers.equals(usual.feelers)


# Red when a compiler that fails takes the batch with it.
def test_without_a_compiler_everything_runs_plain(shop, monkeypatch):
    monkeypatch.setattr(clock_choice, "WORTH_COMPILING", 0.0)
    monkeypatch.setattr(clock_choice, "WORTH_LOADING", 0.0)
    monkeypatch.setattr(cache, "complete", lambda: False)
    monkeypatch.setattr(clock_choice, "_start", lambda: Compiling(1, status=1))
    assert clock_choice.prepare(10**6, 1) and clock_choice.current() is None and shop.failed
    assert not clock_choice.prepare(10**6, 1)
    monkeypatch.setattr(clock_choice, "can_compile", lambda: False)
    assert not clock_choice.prepare(10**9, 1)
    assert batch(KURSK, 4, seed=3).failed == 0


def test_small_batches_do_not_wait_for_a_compiler(shop, monkeypatch):
    monkeypatch.setattr(cache, "complete", lambda: False)
    monkeypatch.setattr(clock_choice, "_start", lambda: pytest.fail("started a compiler"))
    assert not clock_choice.prepare(100, 2)


def test_the_clock_can_be_chosen(shop, monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")
    shop.made = "compiled for somebody else"
    assert not clock_choice.prepare(10**9, 1) and clock_choice.current() is None
    shop.made = None
    monkeypatch.setenv(clock_choice.VARIABLE, "compild")
    with pytest.raises(BadValue, match="did you mean compiled"):
        clock_choice.prepare(1, 1)
    monkeypatch.setenv(clock_choice.VARIABLE, "compiled")
    monkeypatch.setattr(clock_choice, "can_compile", lambda: False)
    with pytest.raises(BadValue, match="needs numba"):
        clock_choice.prepare(1, 1)


def test_numbers_are_declared_once():
    assert [name for name, *_ in layout(Numbers)] == list(Numbers.__slots__)
