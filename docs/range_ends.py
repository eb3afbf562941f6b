"""Put in both ends of every range and write the page that tells what that does to the war.

    python docs/range_ends.py            # writes the page; 1 if an end is out of bounds
    python docs/range_ends.py -n 500     # fewer free wars at each end

Two minutes or so on two cores, with the model compiled.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sepeace.calibration.wording import markdown, with_blocks
from sepeace.model.parameters import PARAMETERS
from sepeace.stats.estimates import wilson
from sepeace.validation.range_ends import CAMPAIGNS, MOST_DAYS, MOST_GERMAN, End, ends, of_the_battlefield

PAGE = Path(__file__).resolve().parent / "explanation" / "range-ends.md"
SETTLED = 0.01


def recorded_words(row: End) -> str:
    """What became of the recorded war."""
    found = row.recorded
    if found is None:
        return "settled each time"
    if found.comes_back:
        return "comes back"
    words = [f"front {found.front_km:.0f} km off"] if found.front_km else []
    words += [f"strength {found.strength_millions:.2f} million off"] if found.strength_millions else []
    words += [f"last day {found.days:+.1f}"] if found.days else []
    return ", ".join(words)


def battlefield(rows: Sequence[End]) -> str:
    """Every end of the battlefield's ranges."""
    heads = (
        "number",
        "end",
        "German victories",
        "median Soviet victory, days",
        "recorded war",
        "within bounds",
    )
    told = []
    for row in rows:
        share = wilson(round(row.german * row.campaigns), row.campaigns)
        median = "–" if row.median_days is None else f"{row.median_days:+.0f}"
        german = f"{share.value:.1%} [{100 * share.ci95[0]:.1f}, {100 * share.ci95[1]:.1f}]"
        ok = "yes" if row.ok else "NO"
        told.append((f"`{row.key}`", f"{row.value:g}", german, median, recorded_words(row), ok))
    return markdown((heads, told))


def leaders(rows: Sequence[End]) -> str:
    """Ends of the other ranges at which settlements are not rare."""
    chosen = sorted((row for row in rows if row.settled > SETTLED), key=lambda row: -row.settled)
    told = [(f"`{row.key}`", f"{row.value:g}", f"{row.settled:.1%}", recorded_words(row)) for row in chosen]
    return markdown((("number", "end", "free wars with a settlement", "recorded war"), told))


def found(rows: Sequence[End], outside: Sequence[End]) -> str:
    """How many ends hold."""
    words = (
        f"{len(rows) - len(outside)} of {len(rows)} ends are within bounds: German victories up to "
        f"{MOST_GERMAN:.0%}, median within {MOST_DAYS:.0f} days, the recorded war as it should be."
    )
    if outside:
        words += " Outside: " + ", ".join(f"`{row.key}` at {row.value:g}" for row in outside) + "."
    return words


def main() -> int:
    """Run and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("-n", type=int, default=CAMPAIGNS, help="free wars at each end")
    campaigns = parser.parse_args().n
    rows = ends(PARAMETERS, campaigns, workers=os.cpu_count() or 1)
    war = {row.key for row in of_the_battlefield()}
    outside = [row for row in rows if not row.ok]
    blocks = {
        "found": found(rows, outside),
        "battlefield": battlefield([row for row in rows if row.key in war]),
        "leaders": leaders([row for row in rows if row.key not in war]),
    }
    page = with_blocks(PAGE.read_text("utf-8"), blocks)
    PAGE.write_text(page, encoding="utf-8")
    print(blocks["found"])
    return 1 if outside else 0


if __name__ == "__main__":
    sys.exit(main())
