"""Score bands of the front on synthetic wars, with the doubt of the recorded path and without it.

`python docs/front_bands.py` runs the campaigns and writes `docs/front_bands.json`, in half a minute;
`python docs/tables.py` writes the tables and sentences on it from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("front_bands.json")
WORLDS = {"historical": "free from the first day", "germany_wins_at_kursk": "held to the record until Kursk"}
WEEKS = {
    "held": "held, recorded front moves",
    "all": "all",
    "still": "it stands still",
    "fast": "it moves fast",
}
Table = Callable[..., str]


def run() -> None:
    """Run the campaigns and write the file."""
    from sepeace.fingerprint import parts_hashes
    from sepeace.outcomes.front_doubt import front_doubt
    from sepeace.record import load
    from sepeace.scenario.library import load as scenario_named
    from sepeace.scenario.plan import plan
    from sepeace.shapes import json_text
    from sepeace.validation import front_bands
    from sepeace.version import __version__

    doubt, rows = front_doubt(load()), []
    for name in WORLDS:
        made = plan(scenario_named(name).with_assumptions(numbers="prior"))
        rows += front_bands.coverage(made, name)
    content = {
        "version": __version__,
        "hashes": dict(parts_hashes()),
        "campaigns": front_bands.CAMPAIGNS,
        "wars": front_bands.WARS,
        "paths": front_bands.PATHS,
        "within": front_bands.WITHIN,
        "widest": {name: float(row.max()) for name, row in doubt.spread.items()},
        "together": doubt.together.tolist(),
        "clocks": front_bands.clock_scores(load()),
        "coverage": rows,
    }
    FILE.write_text(json_text(content) + "\n", encoding="utf-8", newline="\n")


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each part, by the name that a page calls it; ``table`` writes a table."""

    def of(write: Callable[[Any, Table], str]) -> Callable[[], str]:
        return lambda: write(json.loads(FILE.read_text(encoding="utf-8")), table)

    return {f"front_{part.__name__}": of(part) for part in (sizes, sizes_told, bands, bands_told)}


def sizes(run: Any, table: Table) -> str:
    """The size of the bridge by sector, beside a clock of days."""
    days = {row["sector"]: row for row in run["clocks"] if row["clock"] == "days"}
    heads = (
        *("sector", "knots", "size, km per root km", "90% interval", "widest, km"),
        *("log score", "with days", "in 90% intervals"),
    )
    rows = [
        (
            row["sector"],
            row["knots"],
            f"{row['size']:.1f}",
            f"{row['low']:.1f} to {row['high']:.1f}",
            f"{run['widest']['front_' + row['sector']]:.0f}",
            f"{row['log_score']:.1f}",
            f"{days[row['sector']]['log_score']:.1f}",
            f"{row['covered']:.2f}",
        )
        for row in run["clocks"]
        if row["clock"] == "way"
    ]
    return table(heads, rows)


def sizes_told(run: Any, _: Table) -> str:
    """What the sizes come to."""
    way, days = (
        sum(row["log_score"] for row in run["clocks"] if row["clock"] == clock) for clock in ("way", "days")
    )
    (_, centre, south), (_, _, other), _ = run["together"]
    better = "better" if way > days else "worse"
    return (
        f"A clock that runs with the way foretells the knots {better} than one of days, by "
        f"{abs(way - days):.0f} nats over all three sectors. What the lines miss in the north "
        f"goes with what they miss in the south ({south:.2f}) and in the centre ({centre:.2f}), and so do "
        f"centre and south ({other:.2f}): these correlations are in the doubt of the mean front, which is "
        f"{run['widest']['mean_front']:.3f} of the ruler at most."
    )


def bands(run: Any, table: Table) -> str:
    """Shares of weeks within bands of 90%."""
    rows = [
        (
            WORLDS[row["world"]],
            WEEKS[row["weeks"]],
            f"{row['with_doubt']:.3f}",
            f"{row['without']:.3f}",
        )
        for row in run["coverage"]
        if row["sector"] == "all"
    ]
    return table(("war", "weeks", "with the doubt", "without it"), rows)


def bands_told(run: Any, _: Table) -> str:
    """Whether bands hold what they should, by rule."""
    low, high = run["within"]
    rows = [row for row in run["coverage"] if row["weeks"] != "still" or row["world"] == "historical"]
    out = [row for row in rows if not low <= row["with_doubt"] <= high]
    fast = [row for row in rows if row["weeks"] in ("fast", "held")]
    failed = [row for row in fast if row["without"] < low]
    told = f"With the doubt {len(rows) - len(out)} of {len(rows)} shares lie between {low:.2f} and {high:.2f}"
    for row in out:
        told += (
            f"; not {WORLDS[row['world']]}, {row['sector']}, {WEEKS[row['weeks']]}: {row['with_doubt']:.3f}"
        )
    told += ", the sectors one by one and together"
    return (
        f"{told}. Without it {len(failed)} of {len(fast)} fail where "
        f"the recorded war moved fast or was held. {run['campaigns']:,} campaigns behind each band, "
        f"{run['wars']} others with {run['paths']} paths each; seed 1, numbers from the prior, "
        f"version {run['version']}. Where a what-if is held, or stands still, a band may be one bin wide "
        "and hold more."
    )


if __name__ == "__main__":
    run()
