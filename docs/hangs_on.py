"""Write docs/hangs_on.json: what the headline hangs on, message by message and number by number.

    python docs/hangs_on.py

Every number on the page on what it hangs on comes from there. Some minutes on two cores, with the model
compiled.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from sepeace import __version__
from sepeace.clocks import clock_choice
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import Count, WorkerPool
from sepeace.fingerprint import model_hash
from sepeace.shapes import as_json
from sepeace.validation.hangs_on import hangs_on

DATA = Path(__file__).with_name("hangs_on.json")
SEED, CAMPAIGNS = 1, 4_000


def main() -> None:
    """Run everything and write the file."""
    if clock_choice.can_compile():
        clock_choice.load()
    options = RunOptions(campaigns=CAMPAIGNS, seed=SEED)
    rows = hangs_on(options, WorkerPool(workers=os.cpu_count() or 1), Count(0))
    made = {"version": __version__, "model_hash": model_hash(), "seed": SEED, "campaigns": CAMPAIGNS}
    text = json.dumps({**made, "rows": as_json(rows)}, indent=1, allow_nan=False)
    text = re.sub(r"\[[\s\d.,e+-]+\]", lambda found: " ".join(found[0].split()), text)
    DATA.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
