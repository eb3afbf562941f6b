"""The same module in node, whose engine is that of Chromium: the same digests."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from sepeace.browser.export import digest_of, exported
from sepeace.clocks.campaigns import run_campaigns
from sepeace.runs.compare import baseline_of
from sepeace.scenario.library import load
from sepeace.scenario.luck import given_for
from sepeace.scenario.plan import plan
from tests.clocks import STEP

NODE = shutil.which("node")
COUNT = 1000 if STEP == 1 else 260
"""More than a block."""


# Red when another engine makes another number of a sum, or a page reads an export otherwise than it is made.
@pytest.mark.skipif(NODE is None, reason="node is not installed")
def test_node_gives_the_same_states(tmp_path):
    name = "germany_wins_at_kursk"
    scenario = load(name).with_assumptions(numbers="prior")
    data = exported([scenario], [], [])
    path = tmp_path / "export.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    script = Path(__file__).with_name("node_digest.mjs")
    ran = subprocess.run(
        [NODE, str(script), str(path), str(COUNT), "5"], capture_output=True, text=True, check=True
    )
    block = data["layout"]["block"]
    given = given_for(scenario, None)
    made = [plan(world, given) for world in (baseline_of(scenario), scenario)]
    expected = [
        [digest_of(run_campaigns(one, 5, first, min(block, COUNT - first))) for one in made]
        for first in range(0, COUNT, block)
    ]
    assert json.loads(ran.stdout) == expected
