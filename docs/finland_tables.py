"""The table and sentences on Finland and what was learned of the main pair: docs/believe.json."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("believe.json")
ROWS = {
    "concessions_1941": "concessions of land, 1941",
    "good_offices_1943": "American good offices, 1943",
    "sounding_1943": "Kollontai's soundings, 1943",
    "six_points_1944": "the six points, 1944",
    "final_terms_1944": "final terms, April 1944",
    "all refusals": "**all five refused**",
    "september 1944": "**signs in the second half of 1944, after these and her demands**",
    "together": "**both together**",
}
OFFERS = tuple(ROWS)[:5]
Table = Callable[..., str]


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each part of the page, by the name that the page calls it; ``table`` writes a table."""

    def of(write: Callable[[Any, Table], str]) -> Callable[[], str]:
        return lambda: write(json.loads(DATA.read_text(encoding="utf-8")), table)

    return {f"finland_shared_{part.__name__}": of(part) for part in (scores, told)}


def scores(run: Any, _: Table) -> str:
    """Log scores under the prior, and what each reading of strength adds to them."""
    cases = run["other_case"]
    heads = ["log score, nats", "prior", "constant hazard", *(f"{one['strength']} adds" for one in cases)]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for place, row in enumerate(cases[0]["rows"]):
        cells = [ROWS[row["row"]], f"{row['prior']:.3f}", f"{row['constant']:.3f}"]
        for one in cases:
            found = one["rows"][place]
            cells.append(f"{found['difference']:+.3f} ± {found['standard_error']:.3f}")
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def told(run: Any, _: Table) -> str:
    """What may be said, by rule, under each reading of strength."""
    cases = run["other_case"]
    lines = [f"- `{one['strength']}`: {one['sentence']}" for one in cases]
    effective = ", ".join(f"{one['effective']:,.0f}" for one in cases)
    left = ", ".join(f"{one['effective_trained']:,.0f}" for one in cases)
    one = cases[0]
    worst, where = min(
        ((row, case["strength"]) for case in cases for row in case["rows"] if row["row"] in OFFERS),
        key=lambda pair: pair[0]["difference"],
    )
    under = (
        f"Of the five offers the weights cost most at {ROWS[worst['row']]}, under `{where}`: "
        f"{worst['difference']:+.3f} ± {worst['standard_error']:.3f}. "
        f"{one['sets']:,} sets of numbers with {one['lucks']} Finnish wars each; the weights are worth "
        f"{effective} of them, and {left} once her refusals and demands are weighed too. "
        f"Version {run['version']}, model {run['hashes']['model']}."
    )
    return "\n".join([*lines, "", under])
