"""Write docs/all_what_ifs.json and its figure: every what-if beside the war without its change.

    python docs/all_what_ifs.py [CAMPAIGNS]

Every number on the page on all what-ifs comes from there. Some minutes on two cores, with the model compiled.
`python docs/tables.py` then writes the page's tables.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from sepeace import compare_many, figures
from sepeace.shapes import as_json

DATA = Path(__file__).with_name("all_what_ifs.json")
PICTURE = Path(__file__).parent / "images" / "what_ifs"
SEED, CAMPAIGNS = 1, 10_000


def main() -> None:
    """Run everything and write the files."""
    campaigns = int(sys.argv[1]) if len(sys.argv) > 1 else CAMPAIGNS
    found = compare_many(campaigns=campaigns, seed=SEED, workers=os.cpu_count(), readings=True)
    text = json.dumps(as_json(found.document), indent=1, allow_nan=False)
    DATA.write_text(text + "\n", encoding="utf-8")
    figures.save(figures.what_ifs(found), PICTURE)


if __name__ == "__main__":
    main()
