"""A campaign is told on the page as the package tells it, word for word."""

from __future__ import annotations

from itertools import islice

import pytest

from sepeace.browser.script.page_script import data_text, page_script
from sepeace.store.parts import WORLDS
from tests.campaigns import SHIPPED
from tests.clocks import STEP
from tests.scripts import Blob, asked, cases, page, plans, world_bytes

TELL = """
const bytes = fs.readFileSync(given.blob);
const part = ([start, length]) => new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
const data = api.opened(given.data);
return given.cases.map((one) => {
  const found = Object.fromEntries(Object.entries(one.bytes).map(([name, place]) => [name, part(place)]));
  return api.tell(data, one.name, one.world, found);
});
"""
EACH = 40 if STEP == 1 else 4
"""Campaigns of each world; `make prove` tells more."""


def told_by_node(place, found):
    script, data = page()
    blob = Blob()
    worlds = {(one.name, one.world): one.plan for one in found}
    tables = {key: blob.add(world_bytes(made)) for key, made in worlds.items()}
    jobs = [
        {
            "name": one.name,
            "world": one.world,
            "bytes": {
                "world": tables[one.name, one.world],
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
    told = told_by_node(tmp_path, found)
    for case, events in zip(found, told, strict=True):
        expected = case.told()
        for place, (event, own) in enumerate(zip(events, expected, strict=True)):
            assert event == own, f"{case.name}, {case.world}, campaign {case.campaign}, event {place}"


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
    assert len(script) < 200_000 and len(data_text(data)) < 90_000
    contacts = data["record"]["row"][data["record"]["of"].index("contacts")]
    assert "notes" not in contacts["of"] and "terms" in contacts["of"]


# Red when a text of the data could end the element of the page in which it stands.
def test_nothing_ends_the_element_that_holds_it():
    script, data = page()
    assert "</" not in script and "</" not in data_text(data)


@pytest.mark.parametrize("name", list(islice(SHIPPED, 2)))
def test_worlds_are_those_of_a_comparison(name):
    assert set(plans(name)) <= set(WORLDS)
