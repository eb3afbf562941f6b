"""Write docs/western_fears.json and its two pictures: does leverage pay, and how sound were the fears?

    python docs/western_fears.py

Every number in the tables of the page on western fears comes from there. Some three minutes on two cores,
with the model compiled; a number after it sets the campaigns of each world. `python docs/tables.py` then
writes the tables of the page.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import sepeace as sp
from sepeace import figures
from sepeace.clocks import clock_choice
from sepeace.fingerprint import model_hash

DATA = Path(__file__).with_name("western_fears.json")
IMAGES = Path(__file__).parent / "images"
SEED, CAMPAIGNS = 1, 10_000


def main() -> None:
    """Run everything and write the files."""
    campaigns = int(sys.argv[1]) if len(sys.argv) > 1 else CAMPAIGNS
    if clock_choice.can_compile():
        clock_choice.load()
    workers = os.cpu_count() or 1
    leverage = sp.leverage(campaigns=campaigns, seed=SEED, workers=workers)
    fears = sp.fears(campaigns=campaigns, seed=SEED, workers=workers)
    made = {
        "version": sp.__version__,
        "model_hash": model_hash(),
        "seed": SEED,
        "campaigns": campaigns,
        "leverage": _kept(leverage),
        "fears": _kept(fears),
    }
    DATA.write_text(json.dumps(_short(made), indent=1, allow_nan=False) + "\n", encoding="utf-8")
    figures.save(figures.leverage(leverage), IMAGES / "leverage")
    figures.save(figures.fears(fears), IMAGES / "fears")


def _kept(result: Any) -> dict[str, Any]:
    """A result without what the file says once of both."""
    once = ("scenario", "seed", "campaigns", "luck", "provenance")
    return {key: value for key, value in result.to_json().items() if key not in once}


def _short(value: Any) -> Any:
    """The same with six digits a number."""
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_short(one) for one in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


if __name__ == "__main__":
    main()
