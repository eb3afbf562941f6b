"""What is reckoned once for many campaigns is what each of them would have reckoned for itself."""

from functools import cache
from itertools import product

import numpy as np
import pytest

from sepeace.clocks import clock_choice, records
from sepeace.clocks.storage import new_west_track
from sepeace.clocks.tables import packed, side
from sepeace.execution.chunks import Task, run_chunk
from sepeace.execution.many_worlds import ManyWorlds, _tables, run_worlds
from sepeace.kernel import slots
from sepeace.kernel.leaders.western_track import tape_west
from sepeace.kernel.world import WestTrack
from sepeace.outcomes.pathways import SETS
from sepeace.runs.axes import at, axes_of
from sepeace.runs.compare import baseline_of
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from tests.clocks import sampled

COUNT = 30
FIRST = 7_000  # beyond those whose logs are kept
HEAD = """
schema = 1
title = "An artificial jump"
question = "Does a line that jumps open a window?"
branch = 1943-01-01
antecedent = "Something jumps."
sources = ["judgement"]
"""
DIPLOMACY = {  # what moves a line without moving the battlefield, and on top of it
    "cost": ('parameter = "cost_loss"\nside = "germany"\nscale = 1.5\nfrom = 1943-01-01',),
    "ideology": (
        'parameter = "ideology"\nside = "germany"\nset = 0.0\nfrom = 1943-07-06\nuntil = 1944-01-11',
    ),
    "suspicion": ('parameter = "trust_level"\nset = 0.9\nfrom = 1943-03-01',),
    "fear": ('parameter = "soviet_fear_scale"\nset = 0.3\nfrom = 1943-05-01',),
    "landing later": ('event = "second_front"\ndate = 1945-03-01',),
    "landing off, and a battle": (
        'event = "second_front"\ncancel = true',
        'operation = "citadel"\nscore = 2.0',
        'parameter = "west_credence"\nset = 0.9\nfrom = 1943-06-01',
    ),
    "winter storm": ('operation = "third_kharkov"\nscore = -1.5', 'operation = "citadel"\nscore = 1.0'),
}
SHIPPED = ("germany_wins_at_kursk", "second_front_in_1943", "uranus_fails", "citadel_in_may")
READINGS = (
    {"strength": "document", "disputed": "out"},
    {"strength": "prospect", "disputed": "in"},
    {"strength": "rational", "initiative": "martin"},
    {"strength": "rational", "numbers": "default", "hopes": "known", "valuation": "steady"},
)
CASES = tuple(product((*SHIPPED, *DIPLOMACY), READINGS))


@pytest.fixture(autouse=True)
def compiled():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    return clock_choice.load()


@cache
def scenario(name, folder):
    if name in SHIPPED:
        return load(name)
    path = folder / f"{name.replace(' ', '_')}.toml"
    path.write_text(HEAD + "".join(f"\n[[change]]\n{one}\n" for one in DIPLOMACY[name]), encoding="utf-8")
    return load(str(path))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("jumps")


def pair(name, folder, given="branch", seed=1, first=FIRST, count=COUNT, **readings):
    found = scenario(name, folder).with_assumptions(**readings)
    worlds = (baseline_of(found), found)
    return Task(scenarios=worlds, given=given, seed=seed, first=first, count=count, weekly=False, split=True)


def leaves(alone, without):
    """Day on which Finland leaves in every set, see ``kernel.diplomacy.finland.leaves_on``."""
    signed, yes = alone["signed"][0], alone["finland_yes"]
    if yes < slots.NEVER or signed >= slots.NEVER:
        return yes
    return without["finland_yes"] if without["finland_yes"] >= signed else slots.NEVER


def tape_of(log):
    """The West of a campaign just run, as an object of the plain clock."""
    record = log["west"][0]
    return WestTrack(**{name: record[name].tolist() for name in record.dtype.names})


def taped(first, own, taken):
    """The tape of a set, as a record."""
    tape = new_west_track()
    tape_west(first, own, tape, taken)
    record = np.zeros(1, records.dtype_of(WestTrack))
    for name in record.dtype.names:
        record[name][0] = getattr(tape, name)
    return record


def every_set_run(clock, task):
    """By campaign and set of channels: window and settlement of a campaign run from its first day."""
    tables = [packed(plan(world, task.given)) for world in task.scenarios]
    usual, changed = (
        side(table, records.log_record(False, False), records.tally_record()) for table in tables
    )
    found = np.zeros((task.count, SETS, 2), bool)
    for index in range(task.count):
        changed.log["finland"], changed.log["taken"], changed.log["taped"] = -1.0, 0, 0
        without, alone = records.states(1), records.states(1)
        clock.count(without, task.first + index, task.seed, usual)
        clock.count(alone, task.first + index, task.seed, changed)
        first, own = tape_of(usual.log), tape_of(changed.log)
        changed.log["their"] = usual.log["own"]
        # Finland leaves as she left without that: her leaving belongs to the battlefield.
        changed.log["finland"] = leaves(alone[0], without[0])
        for taken in range(SETS):
            changed.log["taken"], changed.log["taped"] = taken, 1
            changed.log["tape"] = taped(first, own, taken >= slots.WEST_CHANNEL)
            ended = records.states(1)
            clock.count(ended, task.first + index, task.seed, changed)
            found[index, taken] = (
                ended["window_first"][0, 0] < slots.NEVER,
                ended["signed"][0, 0] < slots.NEVER,
            )
    return found


# Red when the replay forgets what moves a line beside the battlefield (trust, the landing, numbers that turn
# on a date, what was reckoned a Sunday ago), when a campaign is left before its lines have met for the last
# time, or when a battlefield that a signature cut short is taken for a whole one.
@pytest.mark.parametrize(
    ("name", "readings"),
    sampled(CASES, 3),
    ids=lambda one: one if isinstance(one, str) else "-".join(one.values()),
)
def test_every_set_of_channels_is_what_its_own_campaign_gives(name, readings, folder, compiled):
    task = pair(name, folder, seed=len(name), **readings)
    assert (run_chunk(task).split == every_set_run(compiled, task)).all()


# Red when an entry of the calendar that only tells (an approach to the West) eats a knot of the battlefield:
# in these campaigns windows of the last years hang on the right one.
@pytest.mark.parametrize(
    ("name", "first", "count"), [("germany_wins_at_kursk", 108, 12), ("uranus_fails", 0, 8)]
)
def test_sets_of_campaigns_whose_windows_come_late(name, first, count, folder, compiled):
    task = pair(name, folder, first=first, count=count, strength="document")
    assert (run_chunk(task).split == every_set_run(compiled, task)).all()


# Red when what lies before a branch is shared where there is none.
@pytest.mark.parametrize("name", ["germany_wins_at_kursk", "landing later"])
def test_sets_of_free_campaigns(name, folder, compiled):
    task = pair(name, folder, given="free", strength="rational")
    assert (run_chunk(task).split == every_set_run(compiled, task)).all()


# Red when no case above has lines that meet, talks that end in a signature, or sets that differ.
def test_the_cases_have_something_to_find(folder, compiled):
    found = np.concatenate([run_chunk(pair(name, folder, **READINGS[2])).split for name in SHIPPED])
    assert 0.3 < found[:, 0, 0].mean() < 0.9 and 0.1 < found[:, 0, 1].mean() < 0.9
    assert (found != found[:, :1]).any(axis=(1, 2)).mean() > 0.05


# Red when a lean campaign comes out otherwise, or the second world takes over what is not its own.
@pytest.mark.parametrize("readings", READINGS, ids=lambda row: "-".join(row.values()))
@pytest.mark.parametrize("name", [*SHIPPED, *DIPLOMACY])
def test_lean_pairs_come_out_alike(name, readings, folder):
    worlds = pair(name, folder, **readings).scenarios

    def rows(scenarios, lean):
        task = Task(
            scenarios=scenarios, given="branch", seed=3, first=FIRST, count=COUNT, weekly=False, lean=lean
        )
        return [world.rows for world in run_chunk(task).worlds]

    alone = [rows((world,), False)[0] for world in worlds]
    arose = alone[0]["antecedent_arose"] & alone[1]["antecedent_arose"]
    for world in alone:
        world["antecedent_arose"] = arose  # of a pair: in both worlds
    names = [name for name in alone[0].dtype.names if name not in ("events", "fingerprint")]
    for lean in (False, True):
        for one, other in zip(rows(worlds, lean), alone, strict=True):
            assert all(one[name].tobytes() == other[name].tobytes() for name in names)
            assert lean or one.tobytes() == other.tobytes()
            assert not lean or not (one["events"].any() or one["fingerprint"].any())


def moved(scenario, scores, **assumptions):
    axes = axes_of(scenario, {"citadel": (-1.5, 2.0, 2)})
    return [at(scenario.with_assumptions(**assumptions), axes, (score,)) for score in scores]


# Red when a world takes over from the one before it what it would have come to otherwise by itself: numbers,
# a state at the branch, an antecedent, what was reckoned.
@pytest.mark.parametrize("given", ["branch", "free"])
@pytest.mark.parametrize("readings", READINGS, ids=lambda row: "-".join(row.values()))
@pytest.mark.parametrize("name", [*SHIPPED, *DIPLOMACY])
def test_worlds_run_side_by_side_come_out_as_alone(name, readings, given, folder):
    usual = scenario(name, folder).with_assumptions(**readings)
    worlds = [*moved(usual, (-1.5, 0.0, 2.0)), baseline_of(usual), usual]
    worlds += moved(usual, (2.0, 0.5), belief_volatility=0.05) + moved(
        usual, (2.0,), **{"fear.germany": 0.05}
    )
    task = ManyWorlds(scenarios=tuple(worlds), given=given, seed=2, first=FIRST, campaigns=COUNT)
    for world, rows in zip(worlds, run_worlds(task), strict=True):
        alone = Task(
            scenarios=(world,), given=given, seed=2, first=FIRST, count=COUNT, weekly=False, lean=True
        )
        assert rows.tobytes() == run_chunk(alone).worlds[0].rows.tobytes()


# Red when nothing is shared, or a world goes on from one that is not like it until the branch: it has other
# numbers, other operations are supposed in it, dates are moved, or there is no branch.
def test_worlds_that_differ_in_a_fixed_score_share_what_lies_before_the_branch(folder):
    usual = scenario("germany_wins_at_kursk", folder)
    worlds = [*moved(usual, (-1.0, 2.0)), baseline_of(usual), usual, *moved(usual, (1.0,), cost_oil=0.003)]
    worlds += [*moved(usual, (2.0,), cost_oil=0.003), load("citadel_in_may")]

    def goes_on(given):
        task = ManyWorlds(scenarios=tuple(worlds), given=given, seed=2, first=0, campaigns=1)
        return _tables(task).goes_on.tolist()

    assert goes_on("branch") == [False, True, False, False, False, True, False]
    assert not any(goes_on("free"))
