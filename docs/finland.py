"""Write what was to be expected of Finland in the second half of 1944.

    python docs/finland.py before
    python docs/finland.py after

The first writes docs/finland.json and reads no row of the record after 22 June 1944; it was run and kept
before such a row was coded. The second writes docs/finland_after.json: the same with all rows. The page on
Finland has its numbers from both. Some minutes each, with the model compiled. What is foretold with numbers
that the reports of the main pair have weighed comes of `sepeace calibrate`, and is in docs/believe.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sepeace import __version__
from sepeace.clocks import clock_choice
from sepeace.fingerprint import model_hash
from sepeace.shapes import as_json
from sepeace.validation import finland

NAMES = ("finland.json", "finland_after.json")
BEFORE, AFTER = (Path(__file__).with_name(name) for name in NAMES)
SEED, CAMPAIGNS, VARIED = 1, 40_000, 12_000


def before() -> None:
    """What was to be expected, with what carries it."""
    found = finland.reckoned(CAMPAIGNS, SEED)
    rows = [finland.retrodiction("as shipped", found)]
    rows.append(finland.retrodiction("front as on 22 June 1944", finland.frozen(found, finland.CUT)))
    rows += finland.carried_by(VARIED, SEED)
    made = {
        "version": __version__,
        "model_hash": model_hash(),
        "seed": SEED,
        "campaigns": CAMPAIGNS,
        "campaigns_varied": VARIED,
        "read_until": finland.CUT,
        "constant_hazard": finland.constant_hazard(found.rows),
        "rows": rows,
    }
    write(BEFORE, made)


def after() -> None:
    """The same training, with later terms and her own front as they came."""
    found = finland.reckoned(CAMPAIGNS, SEED, cut=None)
    rows = finland.brackets(found)
    made = {"version": __version__, "model_hash": model_hash(), "seed": SEED, "campaigns": CAMPAIGNS}
    write(AFTER, {**made, "accepts_1941": finland.accepts_1941(found), "rows": rows})


def write(path: Path, made: dict[str, object]) -> None:
    """Write one of the files."""
    path.write_text(json.dumps(as_json(made), indent=1, allow_nan=False) + "\n", encoding="utf-8")


HELP = "before: no row after 22 June 1944; after: all rows"
WAYS = {"before": before, "after": after}

if __name__ == "__main__":
    given = argparse.ArgumentParser(description="Write what was to be expected of Finland.")
    given.add_argument("which", choices=WAYS, help=HELP)
    words = given.parse_args()
    if clock_choice.can_compile():
        clock_choice.load()
    WAYS[words.which]()
