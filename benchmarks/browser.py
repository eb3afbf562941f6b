"""How much longer the kernel takes as a module of WebAssembly in node than as machine code.

    python benchmarks/browser.py --turns 7

Both run the same pairs of campaigns, with logs, tallies and links, on one thread by turns, and the ratio of
their processor times is taken turn by turn; so a machine that does other things meanwhile does not spoil it.
The first turn of node includes what its engine spends on the module: it is told by itself, as ``first``. The
states of both are compared. Needs node.
"""

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from sepeace.bench.pairs_asked import printed
from sepeace.browser import memory
from sepeace.browser.export import digest_of, kernel_module
from sepeace.browser.tables import as_text, tables_of
from sepeace.clocks import clock_choice, records
from sepeace.clocks.tables import packed, side
from sepeace.kernel.pairing import LINKS
from sepeace.runs.compare import baseline_of
from sepeace.scenario.library import load
from sepeace.scenario.luck import given_for
from sepeace.scenario.plan import Plan, plan

SEED = 1943
BLOCK = memory.BLOCK


def worlds(name: str) -> tuple[Plan, Plan]:
    """The recorded war and the what-if of a scenario; numbers from the prior, which cost as much."""
    scenario = load(name).with_assumptions(numbers="prior")
    given = given_for(scenario, None)
    return plan(baseline_of(scenario), given), plan(scenario, given)


def native(made: Sequence[Plan], count: int) -> tuple[float, list[str]]:
    """Processor seconds of the compiled clock, and digests of its states block by block."""
    clock = clock_choice.load()
    sides = [side(packed(one), records.log_record(True, True), records.tally_record()) for one in made]
    blocks = [min(BLOCK, count - first) for first in range(0, count, BLOCK)]
    found = [(records.states(rows), records.states(rows), np.zeros((rows, LINKS))) for rows in blocks]
    before = time.process_time()
    for number, (states, others, links) in enumerate(found):
        clock.pair(states, others, links, number * BLOCK, SEED, sides[0], sides[1], 1.0)
    seconds = time.process_time() - before
    return seconds, [digest_of(states) for row in found for states in row[:2]]


def export(made: Sequence[Plan]) -> str:
    """What node is given."""
    tables = [as_text(tables_of(one)) for one in made]
    return json.dumps({"module": as_text(kernel_module()), "worlds": tables, "layout": memory.layout()})


def measured(name: str, count: int, turns: int) -> dict[str, Any]:
    """Times of both by turns, and their ratio."""
    made = worlds(name)
    node = shutil.which("node")
    if node is None:
        sys.exit("node is not installed")
    native(made, BLOCK)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "export.json")
        path.write_text(export(made), encoding="utf-8")
        script = str(Path(__file__).with_name("browser_node.mjs"))
        command = [node, script, str(path), str(count), str(SEED)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as page:
            assert page.stdin is not None and page.stdout is not None
            rows = []
            for _ in range(turns + 1):
                seconds, expected = native(made, count)
                print("go", file=page.stdin, flush=True)
                told = json.loads(page.stdout.readline())
                assert told["digests"] == expected, "node gives other states than the compiled clock"
                rows.append((seconds, told["seconds"]))
            page.stdin.close()
    first, later = rows[0], rows[1:]
    ratios = [there / here for here, there in later]
    return {
        "scenario": name,
        "pairs": count,
        "native_seconds": median(here for here, _ in later),
        "node_seconds": median(there for _, there in later),
        "ratio": median(ratios),
        "lowest": min(ratios),
        "highest": max(ratios),
        "first": first[1] / median(here for here, _ in rows),
        "ready_seconds": told["ready"],
        "module_bytes": len(kernel_module()),
        "module_compressed": len(gzip.compress(kernel_module(), 9, mtime=0)),
    }


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and print it as JSON."""
    printed(measured, "Node's processor time over the compiled clock's, as JSON.", 7, words)


if __name__ == "__main__":
    main()
