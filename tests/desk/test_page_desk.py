"""What the page has of a desk's war is what the package has, field by field."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from sepeace.browser.script.page_script import DESK
from sepeace.clocks import clock_choice
from sepeace.desk import reading, scores
from sepeace.desk.desk_war import MOTIVE, desk_plan, desk_war
from sepeace.kernel.draws import philox
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.store.parts import WORLDS
from sepeace.wording.assumed import Luck
from tests.scripts import Blob, asked, cases, page, world_bytes

ASKED = "germany_wins_at_kursk"
EACH = 15
OPEN = """
const bytes = fs.readFileSync(given.blob);
const part = ([start, length]) => new Uint8Array(bytes.buffer, bytes.byteOffset + start, length);
const data = api.opened(given.data);
return given.cases.map((one) => api.desk(data, one.name, one.world,
  Object.fromEntries(Object.entries(one.bytes).map(([name, place]) => [name, part(place)]))));
"""


def opened_by_node(place, found):
    """The desks of some campaigns, as a page has them."""
    script, data = page(ASKED)
    blob, tables, jobs = Blob(), {}, []
    for one in found:
        if id(one.plan) not in tables:
            tables[id(one.plan)] = blob.add(world_bytes(one.plan))
        bytes_ = {name: blob.add(part) for name, part in one.bytes_.items()}
        jobs.append(
            {"name": one.name, "world": one.world, "bytes": {"world": tables[id(one.plan)], **bytes_}}
        )
    blob.write(place / "blob")
    return asked(place, script, OPEN, blob=str(place / "blob"), data=data, cases=jobs)


def as_opened(war):
    """A desk in the form of the page."""
    made = asdict(war)
    for one in made["dates"]:
        one["date"] = one["date"].isoformat()
        one["front"] = [list(row) for row in one["front"]]
    return made


# Red when an item, what was behind it, a date or what was true of it is another on the page than in the
# package: a # planted rumour drawn otherwise, a construct translated wrongly, a field left out.
def test_the_page_has_the_desk_of_the_package(tmp_path):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    found = []
    for strength in ("document", "prospect"):
        found += cases(DESK, WORLDS[0], range(EACH), made=desk_plan(strength))
    kursk = load(ASKED).with_assumptions({"motive": MOTIVE})
    found += cases(ASKED, WORLDS[1], range(EACH), made=plan(kursk, Luck.BRANCH))
    hows = set()
    for case, told in zip(found, opened_by_node(tmp_path, found), strict=True):
        own = as_opened(desk_war(case.plan, case.log, case.state))
        assert told == own, f"{case.name}, campaign {case.campaign}"
        hows |= {one["how"] for one in own["items"]}
    assert {"read", "press", "record", "told", "front", "public"} <= hows


# Red when the page's draws are not the kernel's, for large seeds and campaigns too.
def test_the_page_draws_as_the_kernel_does(tmp_path):
    addresses = [[1, 0, 1001, 87], [2**31 - 1, 2**31 - 1, 1001, 160], [7, 12345, 3, 2**32 - 1], [0, 0, 0, 0]]
    script, _ = page(ASKED)
    work = "return given.addresses.map((one) => api.uniforms(...one));"
    found = asked(tmp_path, script, work, addresses=addresses)
    assert found == [list(philox.uniforms(*one)) for one in addresses]


# Red when the page scores a forecast otherwise than the package.
def test_the_page_scores_as_the_package_does(tmp_path):
    said, true = [0.0, 0.07, 0.1, 0.3, 0.55, 0.9, 1.0], [False, True, False, True, True, True, True]
    looked_at = [float(place % 3) for place in range(len(reading.FEATURES))]
    weights = [0.1 * place - 0.5 for place in range(len(looked_at))]
    script, _ = page(ASKED)
    work = """const { said, true: was, looked_at, weights } = given;
      return [api.brier(said, was), api.calibration(said, was),
        api.meanForecast([said, said.map((one) => 1 - one)]),
        api.deskChance(-1, weights, looked_at)];"""
    found = asked(tmp_path, script, work, said=said, true=true, looked_at=looked_at, weights=weights)
    assert found[0] == scores.brier(said, true)
    assert found[1] == [asdict(row) for row in scores.calibration(said, true)]
    assert found[2] == scores.mean_forecast([said, [1 - one for one in said]])
    assert found[3] == pytest.approx(reading.chance(-1, weights, looked_at), rel=1e-12)
