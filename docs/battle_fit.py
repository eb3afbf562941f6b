"""Fit the score equation, write what the model runs with, and the numbers of the page that tells of it.

    python docs/battle_fit.py            # writes page, parameters and correlations
    python docs/battle_fit.py --check    # writes nothing; leaves with 1 if something would change

A few seconds. The same record gives the same numbers, on every machine to the decimals that are shipped.
Run it anew when a score, a front or a strength of the record has changed.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from pathlib import Path

from sepeace.calibration import wording
from sepeace.calibration.battle import by_points, fit_scores, predict_scores
from sepeace.calibration.codes import CODINGS, apart
from sepeace.calibration.posterior import PRIOR_SD
from sepeace.calibration.table import Shipped, correlations, shipped

PROJECT = Path(__file__).resolve().parents[1]
PAGE = PROJECT / "docs" / "explanation" / "battle-fit.md"
DATA = PROJECT / "src" / "sepeace" / "data"
PARAMETERS, CORRELATION = DATA / "parameters.csv", DATA / "score_correlation.csv"


def made() -> dict[Path, str]:
    """The text of every file that follows from the fit."""
    fits = [fit_scores(coding) for coding in CODINGS]
    hindcasts = [predict_scores(coding) for coding in CODINGS]
    rows = shipped(fits)
    pairs = [apart(*pair) for pair in (("adopted", "second"), ("adopted", "third"), ("second", "third"))]
    blocks = {
        "codings": wording.markdown(wording.codings(pairs)),
        "fits": wording.markdown(
            wording.fits(
                fits, [one.fit for one in hindcasts], {coding: by_points(coding) for coding in CODINGS}
            )
        ),
        "identified": wording.identified(fits[0], PRIOR_SD),
        "prediction": wording.markdown(wording.prediction(hindcasts)),
        "verdict": wording.verdict(hindcasts),
        "shipped": wording.markdown(wording.shipped(rows, fits[0])),
    }
    lines = ["one,other,correlation"]
    lines += [f"{one},{other},{value:g}" for (one, other), value in correlations(fits[0]).items()]
    return {
        PAGE: wording.with_blocks(PAGE.read_text("utf-8"), blocks),
        PARAMETERS: with_rows(PARAMETERS.read_text("utf-8"), rows),
        CORRELATION: "\n".join(lines) + "\n",
    }


def with_rows(table: str, rows: tuple[Shipped, ...]) -> str:
    """The table of parameters with the fitted rows put anew, all others as they stand."""
    new = {row.key: row for row in rows}
    lines = list(csv.reader(table.splitlines()))
    place = {name: column for column, name in enumerate(lines[0])}
    found = 0
    for cells in lines[1:]:
        row = new.get(cells[place["key"]])
        if row is not None:
            found += 1
            for name in ("default", "low", "high"):
                cells[place[name]] = f"{getattr(row, name):g}"
            cells[place["source"]] = row.source
    if found != len(new):
        raise SystemExit(f"{found} of {len(new)} fitted rows stand in {PARAMETERS.name}")
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue()


def main() -> int:
    """Write, or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if something would change")
    only_check = parser.parse_args().check
    changed = 0
    for path, text in made().items():
        old = path.read_text("utf-8") if path.exists() else ""
        if old == text:
            continue
        changed += 1
        print(("would change: " if only_check else "written: ") + str(path.relative_to(PROJECT)))
        if not only_check:
            path.write_text(text, encoding="utf-8")
    for row in csv.DictReader(PARAMETERS.read_text("utf-8").splitlines()):
        if "fit to the coded scores" in row["source"]:
            print(f"{row['key']:20} {row['default']:>6}  {row['low']} to {row['high']}")
    print(CORRELATION.read_text("utf-8").strip() if CORRELATION.exists() else "")
    return int(only_check and changed > 0)


if __name__ == "__main__":
    sys.exit(main())
