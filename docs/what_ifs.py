"""Write docs/what_ifs.json and the pages of the what-ifs: run every shipped one beside the recorded war.

    python docs/what_ifs.py                             # all, 5,000 campaigns of each world
    python docs/what_ifs.py -n 200 -m 100 no_leaks      # some, to see a page

The recorded war has a page too. Other readings than those of strength are asked with fewer campaigns.

Every number on those pages comes from there. Within ten minutes on two cores, with the model compiled.
"""

from __future__ import annotations

import argparse
import json
import os
import re
from pathlib import Path
from runpy import run_path
from typing import Any

from sepeace import __version__
from sepeace.fingerprint import model_hash
from sepeace.runs.batch import batch
from sepeace.runs.compare import Comparison, compare
from sepeace.scenario import load, shipped

HERE = Path(__file__).parent
DATA = HERE / "what_ifs.json"
PAGES = HERE / "what-ifs"
CAMPAIGNS, SEED = 5_000, 1
WORKERS = os.cpu_count() or 1
KEPT = (
    "campaigns",
    "window_days",
    "difference",
    "ladder",
    "numbers",
    "by_reading",
    "profiles",
    "plain",
    "statement",
)
FACTS = ("settlement", "window", "contacts", "endings", "barriers", "plain", "campaigns", "digest")
READINGS = run_path(str(HERE / "what_ifs_readings.py"))
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


def asked(name: str, campaigns: int, further: int) -> dict[str, Any]:
    """A what-if traced to its causes, or the recorded war; and the same under the other readings."""
    scenario = load(name)
    if not scenario.changes:
        told = batch(scenario, campaigns, SEED, WORKERS, keep_outcomes=False).to_json()
        made = {key: told[key] for key in FACTS}
        return {**made, "readings": READINGS["of_batches"](scenario, further, SEED, WORKERS)}
    made = found(compare(scenario, campaigns, SEED, WORKERS, split=True))
    return {**made, "readings": READINGS["of_pairs"](scenario, further, SEED, WORKERS)}


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
    few = READINGS["CAMPAIGNS"]
    given.add_argument("-m", type=int, default=few, help="the same under other readings than of strength")
    given.add_argument("names", nargs="*", help="scenarios; by default all")
    words = given.parse_args()
    for name in words.names or shipped():
        print(name, flush=True)
        keep(asked(name, words.n, words.m), name)
    print("now: python docs/tables.py")


if __name__ == "__main__":
    main()
