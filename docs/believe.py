"""Copy what `sepeace calibrate` found to where the page about it reads it, with its figure.

    python docs/believe.py out/calibrate

`make posteriors` calls this. Then `python docs/tables.py` writes the page's tables and sentences.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from sepeace import figures
from sepeace.calibration.calibrate import read
from sepeace.figures.files import compact, png
from sepeace.shapes import as_json

DOCS = Path(__file__).resolve().parent
DATA, PICTURE = DOCS / "believe.json", DOCS / "images" / "calibration.png"
DIGITS = 5
"""Of each number: more than any table shows."""


def short(value: object) -> object:
    """The same with fewer digits."""
    if isinstance(value, dict):
        return {key: short(one) for key, one in value.items()}
    if isinstance(value, list):
        return [short(one) for one in value]
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def main() -> None:
    """Write the file and the picture."""
    found = read(sys.argv[1] if len(sys.argv) > 1 else "out/calibrate")
    text = json.dumps(short(as_json(found)), indent=1, allow_nan=False)
    text = re.sub(r"[\[{][^\[\]{}]*[\]}]", lambda part: " ".join(part[0].split()), text)
    DATA.write_text(text + "\n", encoding="utf-8")
    figure = figures.calibration(found)
    figures.save(figure, PICTURE, compact(png(figure)))


if __name__ == "__main__":
    main()
