"""Write docs/what_ifs.json and the pages of the what-ifs: run every shipped one beside the recorded war.

    python docs/what_ifs.py                         # all, 5,000 campaigns of each world
    python docs/what_ifs.py -n 200 no_leaks         # some, to see a page

Every number on those pages comes from there. Within ten minutes on two cores, with the model compiled.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path
from typing import Any

from sepeace import __version__
from sepeace.execution.provenance import model_hash
from sepeace.runs.compare import Comparison, compare
from sepeace.scenario import load, shipped

HERE = Path(__file__).parent
DATA = HERE / "what_ifs.json"
PAGES = HERE / "what-ifs"
CAMPAIGNS, SEED = 5_000, 1
WORKERS = os.cpu_count() or 1
KEPT = ("campaigns", "window_days", "difference", "ladder", "numbers", "by_reading", "plain", "statement")
MOTIVES = {
    "no_leaks": ("leverage", "breathing_space", "mixed"),
    "stalin_writes_only_for_leverage": ("breathing_space", "mixed"),
}
"""Readings of motive beside the default under which a what-if is asked again, where it is about motives."""
NUMBER = re.compile(r"-?\d+\.\d{7,}(?:e-?\d+)?|-?\d+\.\d+e-\d+")


def found(pair: Comparison) -> dict[str, Any]:
    """What a page needs of a comparison, under the keys of `compare --json`."""
    document = pair.to_json()
    kept = {key: document[key] for key in KEPT}
    kept["antecedent_arose"] = document["counterfactual"]["antecedent_arose"]
    world = document["counterfactual"]
    kept["settlements"] = {
        "count": world["after"]["settlements"],
        "median_date": world["settlement"]["median_date"],
        "share": world["after"]["share"],
    }
    kept["finland"] = {key: world["finland"][key] for key in ("settled", "half_date", "bears_on")}
    kept["digest"] = document["counterfactual"]["digest"]
    return kept


def asked(name: str, campaigns: int) -> dict[str, Any]:
    """A what-if traced to its causes, and under other readings of motive where it is about them."""
    scenario = load(name)
    made = found(compare(scenario, campaigns, SEED, WORKERS, split=True))
    made["motives"] = {}
    for motive in MOTIVES.get(name, ()):
        pair = compare(scenario.with_assumptions(motive=motive), campaigns, SEED, WORKERS, split=False)
        made["motives"][motive] = pair.to_json()["ladder"]
    return made


def keep(made: dict[str, Any], name: str) -> None:
    """Write the data with one more what-if, and its page if there is none yet."""
    told = json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {"scenarios": {}}
    rows = {**told["scenarios"], name: {"version": __version__, "model_hash": model_hash(), **made}}
    whole = {"seed": SEED, "scenarios": {key: rows[key] for key in sorted(rows) if key in shipped()}}
    text = json.dumps(whole, indent=1, allow_nan=False)
    DATA.write_text(NUMBER.sub(lambda n: repr(float(f"{float(n[0]):.6g}")), text) + "\n", encoding="utf-8")
    page = PAGES / f"{name}.md"
    if not page.exists():
        above = f"<!-- words: banner {name} -->\n\n" if load(name).banner else ""
        text = f"{above}# {load(name).title}\n\n<!-- words: what_if {name} -->\n"
        page.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Run what is asked for; then python docs/tables.py fills the pages."""
    given = argparse.ArgumentParser(description="Run the what-ifs for their pages.")
    given.add_argument("-n", type=int, default=CAMPAIGNS, help="campaigns of each world")
    given.add_argument("names", nargs="*", help="what-ifs; by default all")
    words = given.parse_args()
    for name in words.names or [name for name in shipped() if name != "historical"]:
        print(name, flush=True)
        keep(asked(name, words.n), name)
    print("now: python docs/tables.py")


if __name__ == "__main__":
    main()
