"""The table of what news is worth in the model itself, as docs/implied_ratios.py found last."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from runpy import run_path
from typing import Any

SCRIPT = Path(__file__).with_name("implied_ratios.py")


def made(table: Callable[..., str]) -> dict[str, Callable[[], str]]:
    """What writes each part of the page, by the name that the page calls it; ``table`` writes a table."""
    return {"implied_ratios": lambda: ratios(table)}


def ratios(table: Callable[..., str]) -> str:
    """By reading, motive and kind of news: the ratio that is assumed, and that of the model's own wars."""
    told: dict[str, Any] = json.loads(SCRIPT.with_suffix(".json").read_text(encoding="utf-8"))
    kinds = run_path(str(SCRIPT))["KINDS"]
    rows = []
    for row in told["rows"]:
        found = "none was signed" if row["ratio"] is None else f"{row['ratio']:.2g}"
        ends = "" if row["ratio"] is None else f"{row['low']:.2g} to {row['high']:.2g}"
        head = (row["strength"], row["motive"], kinds[row["kind"]], f"{row['assumed']:g}")
        rows.append((*head, found, ends, row["news"], row["signed"]))
    heads = ("strength", "motive", "news", "assumed", "in the model", "about", "pieces", "signed")
    return table(heads, rows) + f"\n\n{told['campaigns']:,} campaigns each, version {told['version']}."
