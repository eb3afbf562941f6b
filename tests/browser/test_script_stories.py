"""A campaign is told on the page as the package tells it, word for word."""

from __future__ import annotations

from base64 import b64decode
from itertools import islice

import numpy as np
import pytest

from sepeace.browser.script.page_script import data_text, page_script
from sepeace.chronicle.facts import FACTS
from sepeace.clocks import records
from sepeace.kernel import slots
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.store.parts import WORLDS
from tests.campaigns import SHIPPED
from tests.clocks import STEP, clock, desk, run_compiled
from tests.scripts import Blob, asked, cases, page, plans, world_bytes

TELL = """
const bytes = fs.readFileSync(given.blob);
const part = ([start, length]) => new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
const data = api.opened(given.data);
return given.cases.map((one) => {
  const found = Object.fromEntries(Object.entries(one.bytes).map(([name, place]) => [name, part(place)]));
  const scenario = data.worlds[one.name][one.world].scenario, frontier = one.frontier;
  return api.tell(data, one.name, one.world, found, api.supposing(scenario, { frontier }));
});
"""
EACH = 40 if STEP == 1 else 4
"""Campaigns of each world; `make prove` tells more."""


def told_by_node(place, found):
    script, data = page()
    blob = Blob()
    worlds = {id(one.plan): one.plan for one in found}
    tables = {key: blob.add(world_bytes(made)) for key, made in worlds.items()}
    jobs = [
        {
            "name": one.name,
            "world": one.world,
            "frontier": one.plan.scenario.assumptions.frontier,
            "bytes": {
                "world": tables[id(one.plan)],
                **{name: blob.add(part) for name, part in one.bytes_.items()},
            },
        }
        for one in found
    ]
    blob.write(place / "blob")
    return asked(place, script, TELL, blob=str(place / "blob"), data=data, cases=jobs)


# Red when a sentence, a reason, a place, a parent or a number of an event differs from what `sepeace run`
# tells: a construct that is translated wrongly, a field that the data leave out, bytes that are read amiss.
def test_every_scenario_is_told_on_the_page_as_by_the_package(tmp_path):
    found = [
        case
        for number, name in enumerate(SHIPPED)
        for world in plans(name)
        for case in cases(name, world, range(3 * number, 3 * number + EACH))
    ]
    assert_told_alike(tmp_path, found)


def assert_told_alike(place, found):
    """All events of some campaigns, field by field; gives the kinds of events that there were."""
    kinds = set()
    for case, events in zip(found, told_by_node(place, found), strict=True):
        for number, (event, own) in enumerate(zip(events, case.told(), strict=True)):
            assert event == own, f"{case.name}, {case.world}, campaign {case.campaign}, event {number}"
            kinds.add(event["kind"])
    return kinds


PEACEFUL = (
    ("germany_wins_at_kursk", {"strength": "rational", "frontier": "1914"}),
    ("moscow_falls", {"strength": "rational", "switches_off": ["ideology"], "frontier": "1939"}),
    ("historical", {"strength": "rational", "switches_off": ["ideology", "recovery_fear"]}),
    ("hitler_dies_march_1943", {"switches_off": ["ideology"]}),
)
SEARCHED = 400


def ended_otherwise(made):
    """Campaigns that ended in a settlement held, or broken by either side: two of each."""
    states = records.states(SEARCHED)
    clock().count(states, 0, 1, desk(made))
    signed = states["signed"][:, slots.MAIN] < slots.NEVER
    by = [np.flatnonzero(signed & (states["breaker"][:, slots.MAIN] == who))[: 2 * EACH] for who in range(3)]
    return sorted(int(k) for found in by for k in found[: max(1, EACH // 2)])


# Red when what is rare is told otherwise: a signature, who bears it, a peace renewed, what follows it.
def test_wars_that_end_in_a_settlement_are_told_alike(tmp_path):
    found = []
    for name, settings in PEACEFUL:
        made = plan(load(name).with_assumptions(settings))
        found += cases(name, WORLDS[1], ended_otherwise(made), made=made)
    kinds = assert_told_alike(tmp_path, found)
    assert {"signing", "who_bears", "after_signing", "renewal", "war_end", "round", "window"} <= kinds


# Red when a kind of row, or a cause, has a sentence that no translated function can fill.
def test_every_kind_of_row_is_in_the_script():
    script, _ = page()
    for name, facts in FACTS.values():
        assert f'["{name}",' in script, name
        called = facts.__module__.rsplit(".", 1)[-1]
        assert facts.__name__ == "<lambda>" or f"{called}_{facts.__name__}(" in script


# Red when the page looks for rows and weeks where a log of the kernel does not have them.
def test_a_whole_log_is_taken_apart(tmp_path):
    made = plans("historical")[WORLDS[1]]
    side = desk(made)
    run_compiled(side, 1, 0)
    script, data = page()
    (tmp_path / "log").write_bytes(side.log.tobytes())
    work = """const found = api.parts(given.data, new Uint8Array(fs.readFileSync(given.log)));
      return Object.values(found).map((part) => Buffer.from(part).toString("base64"));"""
    rows, weeks = asked(tmp_path, script, work, data=data, log=str(tmp_path / "log"))
    assert b64decode(rows) == side.log["rows"].tobytes()
    assert b64decode(weeks) == side.log["weeks"].tobytes()


# Red when the page tells another war than the one whose bytes it is given.
def test_another_campaign_is_told_otherwise(tmp_path):
    found = cases("germany_wins_at_kursk", WORLDS[1], range(2))
    one, other = told_by_node(tmp_path, found)
    assert one != other


# Red when the script or its data are not the same each time: a page could not be rebuilt byte for byte.
def test_a_page_is_the_same_each_time():
    names = ("germany_wins_at_kursk", "historical")
    assert page(*names) == page_script(names)


# Red when the data carry what nothing reads, or the script what nothing calls.
def test_script_and_data_are_small():
    script, data = page("germany_wins_at_kursk")
    assert len(script) < 210_000 and len(data_text(data)) < 90_000
    contacts = data["record"]["row"][data["record"]["of"].index("contacts")]
    assert "notes" not in contacts["of"] and "terms" in contacts["of"]


# Red when a text of the data could end the element of the page in which it stands.
def test_nothing_ends_the_element_that_holds_it():
    script, data = page()
    assert "</" not in script and "</" not in data_text(data)


@pytest.mark.parametrize("name", list(islice(SHIPPED, 2)))
def test_worlds_are_those_of_a_comparison(name):
    assert set(plans(name)) <= set(WORLDS)
