"""Worlds, patches, choices and dials: what a page puts together is what the package would have made."""

import gzip
import json
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sepeace.browser import choices, memory, scores
from sepeace.browser.choices import SWITCH, Choice, choices_of, made, patches_of
from sepeace.browser.entries import Side, WorldTables
from sepeace.browser.export import digest_of, exported, kernel_module
from sepeace.browser.number_dials import number_dials
from sepeace.browser.number_sets import ON_PAGE, exported_sets, sets_on_page, with_sets
from sepeace.browser.scores import dials_of, scored
from sepeace.browser.tables import WORD, Like, as_text, decoded, from_text, patch_between, tables_of
from sepeace.browser.translator.kinds import layout_of, record_of
from sepeace.browser.translator.module import END_OF_TABLES
from sepeace.model.parameters import PARAMETERS
from sepeace.runs.compare import baseline_of
from sepeace.scenario.library import load
from sepeace.scenario.luck import given_for
from sepeace.scenario.plan import plan
from sepeace.scenario.posteriors import READINGS
from tests.browser.host import Host
from tests.campaigns import WHAT_IFS
from tests.clocks import STEP
from tests.pages import patch_on_page, tables_on_page

KURSK = load("germany_wins_at_kursk")
DIALS = ("barbarossa", "uranus", "citadel", "bagration", "overlord", "prague_1945")
FEW = tuple(
    Choice(*row)
    for row in (
        ("numbers", "default"), ("motive", "breathing_space"), ("initiative", "martin"),
        ("strength", "rational"), ("disputed", "out"), ("valuation", "steady"),
        (SWITCH, "breathing_space"), (SWITCH, "detours"), (SWITCH, "asking_first"), (SWITCH, "finland"),
    )
)  # fmt: skip


# Red when sets of numbers get into tables, and so into the patches of every choice of readings.
def test_tables_are_the_plans_records():
    made_plan = plan(KURSK)
    prior = plan(KURSK.with_assumptions(numbers="prior"))
    assert tables_of(made_plan) == tables_of(prior) and prior.world.sets == 0
    tables = np.frombuffer(tables_of(made_plan), record_of(WorldTables))[0]
    assert tables["epochs"] == len(made_plan.numbers.value) and tables["horizon"] == made_plan.horizon
    assert tables["world"]["dates"] == made_plan.world.dates
    assert tables["numbers"]["value"][0, 0] == made_plan.numbers.value[0][0]


# Red when a field is taken from another plan than the one that it is equal to.
def test_a_plan_like_another_gives_the_same_tables():
    base, other = plan(baseline_of(KURSK), "branch"), plan(KURSK)
    assert tables_of(other, Like(base)) == tables_of(other)
    base.world.km_west[0], other.world.km_west[0] = 0.0, -0.0
    assert tables_of(other, Like(base)) == tables_of(other) != tables_of(base)


# Red when the order of bytes, a step between places or the filling of odd numbers is lost on the way.
@pytest.mark.parametrize("count", [0, 1, 2, 5])
def test_patches_survive_the_way_into_a_page(count):
    old, new = bytes(8 * 400), bytearray(8 * 400)
    for place in range(count):
        new[8 * 70 * place + 3] = 255 - place
    patch = decoded(from_text(as_text(patch_between(old, bytes(new)).encoded())))
    assert len(patch) == count and patch.applied(old) == bytes(new)
    assert len(patch.encoded()) % WORD == 0


def test_the_same_bytes_give_the_same_text():
    assert as_text(b"world" * 99) == as_text(b"world" * 99)


# Red when a choice is patched into another plan than the one that is made with it.
@cache
def kursk_patches():
    return patches_of(KURSK, "branch", FEW, every_pair=True)


@pytest.mark.parametrize("choice", FEW, ids=str)
def test_each_choice_is_its_plan(choice):
    assert kursk_patches().applied([choice]) == made(KURSK, "branch", [choice])


# Red when a pair of which one changes what the other does is given by its two patches alone.
def test_a_pair_that_is_not_the_sum_has_its_own_patch():
    pair = Choice(SWITCH, "detours"), Choice(SWITCH, "asking_first")
    assert list(kursk_patches().paired) == [pair]
    both = made(KURSK, "branch", pair)
    one_by_one = kursk_patches().tables
    for choice in pair:
        one_by_one = kursk_patches().single[choice].applied(one_by_one)
    assert kursk_patches().applied(reversed(pair)) == both != one_by_one


# Red when pairs that are not tried one by one are not what one patch after the other makes.
def test_trying_pairs_that_share_a_word_finds_all():
    names = [KURSK.name] if STEP > 1 else [KURSK.name, "second_front_in_1943", "japan_mediates"]
    for scenario in map(load, names):
        offered = FEW if STEP > 1 else choices_of(scenario)
        for world in (baseline_of(scenario), scenario):
            few, all_ = (patches_of(world, "branch", offered, every) for every in (False, True))
            assert list(few.paired) == list(all_.paired)
            for pair, patch in few.paired.items():
                assert patch.encoded() == all_.paired[pair].encoded()


def test_choices_leave_out_what_is_assumed():
    rational = KURSK.with_assumptions(strength="rational", switches_off=["finland"])
    offered = choices_of(rational)
    assert Choice("strength", "document") in offered and Choice("strength", "rational") not in offered
    assert Choice(SWITCH, "finland") not in offered and len(offered) == len(choices_of(KURSK)) - 1
    numbers = [one.value for one in offered if one.name == "numbers"]
    assert (
        offered[0].name == "numbers" and "default" in numbers and rational.assumptions.numbers not in numbers
    )
    assert offered[-1].name == SWITCH
    assert Choice("motive", "mixed").bars(Choice("motive", "leverage"))
    assert not Choice(SWITCH, "detours").bars(Choice(SWITCH, "finland"))


# Red when an exporter goes on with patches that do not make the plan.
def test_choices_that_patches_do_not_make_are_refused(monkeypatch):
    monkeypatch.setattr(choices, "_pairs", lambda *_: [])
    with pytest.raises(ValueError, match="not to be had by patches"):
        patches_of(KURSK, "branch", FEW)


# Red when a dial turns another word than the operation's, or the score of the wrong side.
@cache
def kursk_dials():
    return {dial.operation: dial for dial in dials_of(KURSK, "branch", DIALS)}


@pytest.mark.parametrize(
    ("operation", "score"), [("citadel", -1.25), ("bagration", 0.75), ("prague_1945", 2.0), ("overlord", 1.0)]
)
def test_a_dial_gives_the_plan_with_that_score(operation, score):
    expected = tables_of(plan(scored(KURSK, {operation: score}), "branch"))
    assert kursk_dials()[operation].applied(tables_of(plan(KURSK, "branch")), score) == expected


def test_what_a_score_brings_with_it_is_an_outcome_of_its_own():
    overlord = kursk_dials()["overlord"]
    assert list(overlord.outcomes) == ["disaster"]
    expected = tables_of(plan(scored(KURSK, {"overlord": -1.5}), "branch"))
    assert overlord.applied(tables_of(plan(KURSK, "branch")), -1.5) == expected


def test_dials_stand_beside_choices():
    tables = kursk_patches().applied(FEW)
    world = choices.under(scored(KURSK, {"bagration": 0.25}), FEW)
    assert kursk_dials()["bagration"].applied(tables, 0.25) == tables_of(plan(world, "branch"))


def test_operations_before_the_branch_have_no_dial():
    assert "citadel" in kursk_dials() and "barbarossa" not in kursk_dials() and "uranus" not in kursk_dials()


# Red when an exporter goes on with dials that do not make the plan.
def test_scores_that_dials_do_not_make_are_refused(monkeypatch):
    monkeypatch.setattr(scores._Desk, "agree", lambda *_: False)
    with pytest.raises(ValueError, match="not to be had by dials"):
        dials_of(KURSK, "branch", DIALS)


# Red when a host that follows the layout reads another place than the records have.
def test_layout_tells_every_place():
    told = json.loads(json.dumps(memory.layout()))
    rooms, size = memory.rooms(), layout_of(Side).size
    assert told["sides"] == [END_OF_TABLES, END_OF_TABLES + size] and told["records"]["Side"]["size"] == size
    offset, kind, shape = told["records"]["World"]["fields"]["op_week_km"]
    dtype = record_of(memory.World)
    assert (offset, kind, shape) == (dtype.fields["op_week_km"][1], "f64", [128, 3, 240])
    assert told["records"]["Tally"]["fields"]["counts"][1] == "i32"
    assert told["records"]["Log"]["fields"]["rows"][1:] == ["Entry", [2048]]
    assert told["records"]["State"]["fields"]["seed"] == [0, "i64", []]
    assert rooms.links + told["block"] * told["records"]["Links"]["size"] <= 65536 * rooms.pages


@cache
def data():
    """The export as a page has it, after JSON."""
    return json.loads(json.dumps(exported(["germany_wins_at_kursk", "uranus_fails"], FEW, DIALS)))


def patch(number):
    return patch_on_page(data(), number)


def page_tables(world, chosen=()):
    return tables_on_page(data(), world, chosen)


# Red when what is written into a page is not what the package runs.
def test_an_export_gives_every_world_again():
    assert from_text(data()["module"]) == kernel_module()
    chosen = [FEW[0], FEW[3], FEW[7], FEW[8]]
    for row in data()["scenarios"]:
        scenario = load(row["name"])
        for world, of in zip(row["worlds"], (baseline_of(scenario), scenario), strict=True):
            assert page_tables(world) == tables_of(plan(of, row["given"]))
            expected = made(of, row["given"], chosen)
            assert page_tables(world, {str(one) for one in chosen}) == expected


def test_an_export_turns_scores():
    row = data()["scenarios"][0]
    dial = next(one for one in row["dials"] if one["operation"] == "prague_1945")
    turned = np.frombuffer(patch(dial["fixed"]).applied(page_tables(row["worlds"][1])), np.float64).copy()
    for first, count, sign in dial["words"]:
        turned[first : first + count] = sign * 0.25
    assert turned.tobytes() == tables_of(plan(scored(KURSK, {"prague_1945": 0.25}), row["given"]))
    assert len(dial["words"]) == 1 and dial["low"] == -2.5


# Red when a page that tries itself before it runs would be refused, or would not see a fault.
def test_digests_are_what_the_module_gives():
    row = data()["scenarios"][1]
    host, checked = Host(), row["digests"]
    for side, world in enumerate(row["worlds"]):
        tables, found = page_tables(world), sets_on_page().get("-".join(map(row["assumed"].get, READINGS)))
        weighed = found is not None and row["assumed"]["numbers"] == "posterior"
        host.put(side, with_sets(tables, found, ON_PAGE) if weighed else tables)
        host.prepare(side)
    host.pairs(0, checked["campaigns"], checked["seed"], 1.0)
    assert [host.digest(side, checked["campaigns"]) for side in range(2)] == checked["worlds"]
    states = host.states(0, 1).copy()
    states["front"][0, 1] = np.nextafter(states["front"][0, 1], 1.0)
    assert digest_of(states) != checked["worlds"][0]


def test_an_export_takes_any_scenario():
    own = replace(KURSK, name="own").with_assumptions(motive="leverage")
    found = exported([own], [Choice("motive", "sincere")], [])["scenarios"][0]
    assert found["name"] == "own" and list(found["worlds"][0]["choices"]) == ["motive=sincere"]


# Red when what a page has to carry grows beyond what the page on the browser tells.
def test_sizes_are_those_that_are_told():
    def compressed(raw):
        return len(gzip.compress(raw, 9, mtime=0))

    first = tables_of(plan(baseline_of(KURSK), "branch"))
    assert 21_000 < compressed(kernel_module()) < 25_000
    assert 27_000 < compressed(first) < 31_000
    for name in WHAT_IFS:
        scenario = load(name)
        given = given_for(scenario, None)
        base = tables_of(plan(baseline_of(scenario), given))
        patches = patch_between(first, base), patch_between(first, tables_of(plan(scenario, given)))
        assert compressed(b"".join(patch.encoded() for patch in patches)) < 7_000, name
    patches = b"".join(
        patch.encoded() for patch in patches_of(KURSK, "branch", choices_of(KURSK)).single.values()
    )
    assert compressed(patches) < 5_500
    assert compressed(from_text(exported_sets()["data"])) < 12_000


# Red when a question that makes something else of a number stops its page, or offers it without effect.
def test_a_number_that_a_question_uses_otherwise_is_left_out():
    scenario = load("caucasus_oil_taken")
    given = given_for(scenario, None)
    rows = [row for row in PARAMETERS if row.key in ("oil_need", "cost_base")]
    both = ((baseline_of(scenario), given), (scenario, given))
    assert {dial.key for dial in number_dials(both[:1], rows)} == {"oil_need", "cost_base"}
    assert {dial.key for dial in number_dials(both, rows)} == {"cost_base"}
