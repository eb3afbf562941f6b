"""Write what was to be expected of Finland in the second half of 1944.

    python docs/finland.py before
    python docs/finland.py after
    python docs/finland.py shared

The first writes docs/finland.json and reads no row of the record after 22 June 1944; it was run and kept
before such a row was coded. The second writes docs/finland_after.json: the same with all rows. The page on
Finland has its numbers from both. The third writes docs/finland_shared.json: the same training once more,
beside numbers that the reports of the main pair have weighed. Some minutes each, with the model compiled.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from sepeace import __version__
from sepeace.calibration.diplomacy.other_case import finnish_wars, other_case
from sepeace.calibration.diplomacy.pool import SEED as POOL_SEED
from sepeace.calibration.diplomacy.pool import SETS, run_pool
from sepeace.calibration.diplomacy.reports import reports
from sepeace.clocks import clock_choice
from sepeace.fingerprint import model_hash
from sepeace.scenario.vocabulary import READINGS
from sepeace.shapes import as_json
from sepeace.validation import finland

NAMES = ("finland.json", "finland_after.json", "finland_shared.json")
BEFORE, AFTER, SHARED = (Path(__file__).with_name(name) for name in NAMES)
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


def shared() -> None:
    """Finland foretold with the numbers that she shares with the main pair, by reading of strength."""
    record, wars = reports(), finnish_wars(SETS, POOL_SEED, workers=2)
    usual = {name: rows[0] for name, rows in READINGS.items() if name in ("motive", "initiative")}
    cases = [
        other_case(run_pool({**usual, "strength": strength}, workers=2), record, wars)
        for strength in READINGS["strength"]
    ]
    made = {"version": __version__, "model_hash": model_hash(), "seed": POOL_SEED, "other_case": cases}
    write(SHARED, made)


def write(path: Path, made: dict[str, object]) -> None:
    """Write one of the files."""
    path.write_text(json.dumps(as_json(made), indent=1, allow_nan=False) + "\n", encoding="utf-8")


HELP = "before: no row after 22 June 1944; after: all rows; shared: with what the main pair's reports say"
WAYS = {"before": before, "after": after, "shared": shared}

if __name__ == "__main__":
    given = argparse.ArgumentParser(description="Write what was to be expected of Finland.")
    given.add_argument("which", choices=WAYS, help=HELP)
    words = given.parse_args()
    if clock_choice.can_compile():
        clock_choice.load()
    WAYS[words.which]()
