"""Write docs/willingness.json and the wish map: run the war along the recorded front.

    python docs/willingness.py

Every number on the page on willingness comes from there. Some minutes, with the model compiled.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from sepeace import __version__, figures
from sepeace.figures.plot_wish_map import DAY
from sepeace.fingerprint import model_hash
from sepeace.shapes import as_json
from sepeace.validation.wishes import wish
from sepeace.validation.wishes.willingness import along_the_record

DATA = Path(__file__).with_name("willingness.json")
PICTURE = Path(__file__).parent / "images" / "wish_map"
SEED, CAMPAIGNS = 1, 2_000
FRONTS, DRIFTS = (0.3, 0.45, 0.6, 0.75), (0.02, 0.0, -0.02)
NUMBER = re.compile(r"-?\d+\.\d{7,}(?:e-?\d+)?|-?\d+\.\d+e-\d+")


def main() -> None:
    """Run everything and write both files."""
    made = {"version": __version__, "model_hash": model_hash()}
    grid = as_json(wish.grid(DAY, FRONTS, DRIFTS))
    found = {**made, **along_the_record(CAMPAIGNS, SEED).to_json(), "grid": grid}
    text = json.dumps(found, indent=1, allow_nan=False)
    DATA.write_text(_short(text) + "\n", encoding="utf-8")
    figures.save(figures.wish_map(DAY), PICTURE)


def _short(text: str) -> str:
    """Six digits of each number are enough for a page; lists of numbers on one line each."""
    text = NUMBER.sub(lambda found: repr(float(f"{float(found[0]):.6g}")), text)
    return re.sub(r"\[[\s\d.,e+-]+\]", lambda found: " ".join(found[0].split()), text)


if __name__ == "__main__":
    main()
