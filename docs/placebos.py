"""Write docs/placebos.json: run the placebos and put down what they show.

    python docs/placebos.py

Every number on the page on placebos comes from there. A few minutes on two cores, with the model compiled.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from sepeace import __version__
from sepeace.fingerprint import model_hash
from sepeace.validation.placebos.placebos import PERMUTATIONS, placebos

DATA = Path(__file__).with_name("placebos.json")
SEED = 1
CAMPAIGNS, PER_ORDER = 10_000, 200


def main() -> None:
    """Run everything and write the file."""
    found = placebos(CAMPAIGNS, PERMUTATIONS, PER_ORDER, SEED, os.cpu_count())
    made = {"version": __version__, "model_hash": model_hash(), "campaigns": CAMPAIGNS}
    text = json.dumps({**made, **found.to_json()}, indent=1, allow_nan=False)
    DATA.write_text(_short(text) + "\n", encoding="utf-8")


def _short(text: str) -> str:
    """Lists of numbers on one line each."""
    import re

    return re.sub(r"\[[\s\d.,e+-]+\]", lambda found: " ".join(found[0].split()), text)


if __name__ == "__main__":
    main()
