"""Write docs/finland.json: what was to be expected of Finland in the second half of 1944.

    python docs/finland.py

Only rows of the record up to 22 June 1944 are read. The page on Finland has its numbers from there. Some
minutes on two cores, with the model compiled.
"""

from __future__ import annotations

import json
from pathlib import Path

from sepeace import __version__
from sepeace.clocks import clock_choice
from sepeace.execution.provenance import model_hash
from sepeace.shapes import as_json
from sepeace.validation import finland

DATA = Path(__file__).with_name("finland.json")
SEED, CAMPAIGNS, VARIED = 1, 40_000, 12_000


def main() -> None:
    """Run everything and write the file."""
    if clock_choice.can_compile():
        clock_choice.load()
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
    DATA.write_text(json.dumps(as_json(made), indent=1, allow_nan=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
