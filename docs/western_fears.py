"""Write docs/western_fears.json and its two pictures: does leverage pay, and how sound were the fears?

    python docs/western_fears.py

Every number in the tables of the page on western fears comes from there. Some three minutes on two cores,
with the model compiled; a number after it sets the campaigns of each world. `python docs/tables.py` then
writes the tables of the page.
"""

from __future__ import annotations

import json
import math
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import sepeace as sp
from sepeace import figures
from sepeace.clocks import clock_choice
from sepeace.execution.provenance import model_hash
from sepeace.shapes import as_json

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
    DATA.write_text(json.dumps(_finite(made), indent=1, allow_nan=False) + "\n", encoding="utf-8")
    figures.save(figures.leverage(leverage), IMAGES / "leverage")
    figures.save(figures.fears(fears), IMAGES / "fears")


def _kept(result: Any) -> dict[str, Any]:
    """The fields of a result but its scenario, and its three sentences."""
    asked = ("scenario", "seed", "campaigns", "luck")
    names = [field.name for field in fields(result) if field.name not in asked]
    return {"plain": list(result.plain)} | {name: as_json(getattr(result, name)) for name in names}


def _finite(value: Any) -> Any:
    """The same with six digits a number, and nothing where there is no number."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    return value


if __name__ == "__main__":
    main()
