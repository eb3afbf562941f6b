"""Sets of numbers that the record has weighed: the page has the wars of the package, to the last bit."""

import random
from functools import cache

import pytest

from sepeace.browser.choices import Choice
from sepeace.browser.export import digest_of, exported
from sepeace.browser.number_sets import exported_sets, sets_on_page, steps
from sepeace.classroom.page.questions import question
from sepeace.classroom.serve.offered import offered
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.kernel.slots import SETS
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.scenario.posteriors import NumberSets
from tests.clocks import clock
from tests.pages import by_node

KURSK = load("germany_wins_at_kursk")
CHOICES = (
    Choice("numbers", "prior"),
    Choice("numbers", "default"),
    Choice("motive", "leverage"),
    Choice("motive", "mixed"),
    Choice("strength", "prospect"),
    Choice("initiative", "martin"),
    Choice("disputed", "out"),
)
COUNT = 1_000
RUN = """const zlib = require("zlib"), { kernel } = DATA;
  const bytes = (text) => new Uint8Array(zlib.gunzipSync(Buffer.from(text, "base64")));
  const texts = [kernel.module, kernel.first, kernel.patches.data, kernel.sets.data];
  const made = Kernel.open(kernel, texts.map(bytes));
  const opened = made.module.then((module) => WebAssembly.instantiate(module, {}));
  return opened.then(({ exports }) => given.rows.map((choices) => {
    const { layout } = kernel, [side] = layout.sides, [states] = layout.states, found = [];
    new Uint8Array(exports.memory.buffer).set(made.tables(given.name, choices)[1], side);
    exports.prepare(side, 0n, 0n, 0n);
    for (let first = 0; first < given.count; first += layout.block) {
      exports.run_alone(states, layout.block, BigInt(first), 1n, side);
      found.push(BigInt.asUintN(64, exports.digest(states, layout.block)).toString(16).padStart(16, "0"));
    }
    return [made.drawn(given.name, choices), found];
  }));"""
WEIGHED = pytest.mark.skipif(not sets_on_page(), reason="no posterior is shipped for this model")


@cache
def made():
    """What a page has of one question."""
    return exported([KURSK], CHOICES, [])


# Red when a page's wars have other numbers than the package's, to the last bit; or numbers of other readings,
# or weighed ones where none are.
@WEIGHED
def test_weighed_wars_are_those_of_the_package(tmp_path):
    asked = [{}, {"strength": "prospect", "motive": "leverage"}]
    rows = [[f"{name}={value}" for name, value in one.items()] for one in asked]
    given = {"name": KURSK.name, "count": COUNT, "rows": rows}
    data = {"kernel": made(), "outcomes": {}}
    found = by_node(tmp_path, ("blobs",), RUN, given, data=data)
    for settings, (drawn, digests) in zip(asked, found, strict=True):
        runner = CampaignRunner(plan=plan(KURSK.with_assumptions(settings)))
        assert drawn == "posterior" and runner.plan.world.sets > COUNT
        block = COUNT // len(digests)
        for place, digest in enumerate(digests):
            assert digest == digest_of(runner.compiled(clock(), 1, place * block, block)), place
    fewer = ["disputed=out"], ["numbers=prior"], ["numbers=default"], ["motive=mixed", "initiative=martin"]
    found = by_node(tmp_path, ("blobs",), RUN, {**given, "count": 0, "rows": fewer}, data=data)
    assert [drawn for drawn, _ in found] == ["prior", "prior", "default", "prior"]


# Red when sets that lie far apart, or their order, are lost on the way into a page.
def test_sets_far_apart_survive_the_way_into_a_page(tmp_path):
    draw, found = random.Random(11), []
    for strength in ("document", "prospect"):
        counts = [0] * 60_000
        for _ in range(SETS):
            counts[1_500 * draw.randrange(40)] += 1
        readings = {"strength": strength, "motive": "mixed", "initiative": "mastny"}
        found.append(NumberSets(readings=readings, hashes={}, seed=7, counts=tuple(counts), diagnostics={}))
    sets = {
        **exported_sets(),
        "names": [one.name.removesuffix(".json") for one in found],
        "seeds": [one.seed for one in found],
        "bytes": list(steps(one.slots(COUNT) for one in found)),
    }
    work = """const made = Object.assign(new Kernel(), { sets: given.sets });
      return given.readings.map((one) => made.weighed({ ...given.sets.usual, ...one }));"""
    given = {"sets": sets, "readings": [one.readings for one in found]}
    told = by_node(tmp_path, ("blobs",), work, given, data={})
    assert told == [{"seed": 7, "campaigns": one.slots(COUNT)} for one in found]


# Red when a step that two bytes do not hold is written all the same.
def test_steps_too_wide_are_refused():
    with pytest.raises(ValueError, match="70000"):
        steps([[5, 70_005]])


# Red when a room takes one question for two: numbers that are not weighed have one name for those who chose
# them and another for those who chose readings for which none are weighed.
@WEIGHED
def test_a_room_knows_where_numbers_are_not_weighed():
    (row,) = made()["scenarios"]
    nothing = {"rungs": [], "barriers": [], "parameters": [], "outcomes": {}}
    offer = offered({**nothing, "scenarios": [question(KURSK, row)], "kernel": made()})

    def changed(**readings):
        return offer.asked(KURSK.name, readings=readings, off=[], scores={}, numbers={}).text

    assert changed(disputed="out", numbers="prior") == changed(disputed="out") == "disputed=out"
    assert changed(numbers="prior") == "numbers=prior" and changed(numbers="posterior") == ""
    assert changed(disputed="out", numbers="default") == "disputed=out&numbers=default"
