"""`python -m tests.fuzz [CASES] [SEED]`: many random cases in one process.

The exit status says whether all held.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from sepeace.clocks import clock_choice
from tests.fuzz.grammar import case
from tests.fuzz.judge import Verdict


def main(count: int = 20_000, seed: int = 1) -> int:
    """Judge so many cases and say what came of them."""
    if clock_choice.can_compile():
        clock_choice.load()
    verdict, start = Verdict(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(count):
            verdict.judge(case(seed, number), Path(folder))
    minutes = (time.monotonic() - start) / 60.0
    counts = f"{verdict.refused:,} refused, {verdict.passed:,} run ({minutes:.1f} min)"
    print(f"{count:,} cases of seed {seed}: {counts}")
    print(f"kinds of refusal by place: {len(verdict.kinds)}")
    for kind, times in verdict.kinds.most_common(12):
        print(f"  {times:6,}  {kind}")
    for number, what in verdict.faults[:200]:
        print(f"FAULT in case {number}: {what}")
    print(f"{len(verdict.faults)} faults")
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:3])))
