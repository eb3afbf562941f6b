"""Measure everything that the page on speed tells, and write it down as JSON.

    python benchmarks/run.py -o docs/speed.json

Adds to ``sepeace bench``: how long the program takes to start, with and without compiled code, and how much
memory batches of several sizes need, and what ``mechanisms.py`` measures. Each is a process of its own. Some
ten minutes; let the machine do nothing else meanwhile. Needs a system that tells the memory of a process (not
Windows).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

SIZES = (10_000, 100_000, 1_000_000)
STARTS = 5
MECHANISMS = Path(__file__).with_name("mechanisms.py")
BATCH = """
import json, resource, sys, time
import sepeace as sp
campaigns, workers = int(sys.argv[1]), int(sys.argv[2])
scenario = sp.load("historical")
begun = time.perf_counter()
found = sp.batch(scenario, campaigns=campaigns, workers=workers, keep_outcomes=False)
seconds = time.perf_counter() - begun
scale = 2**20 if sys.platform == "darwin" else 2**10
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale
print(json.dumps({"campaigns": campaigns, "workers": workers, "seconds": seconds, "peak_mib": peak}))
"""


def call(words: Sequence[str], cache: Path, clock: str = "compiled") -> tuple[str, float]:
    """What a Python process printed, and how many seconds it took in all."""
    environment = {**os.environ, "SEPEACE_CACHE": str(cache), "SEPEACE_CLOCK": clock}
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *words], env=environment, stdout=subprocess.PIPE, check=True, text=True
    )
    return done.stdout, time.perf_counter() - begun


def start(cache: Path) -> dict[str, float]:
    """Seconds of one campaign from the command line: plain, with all to compile, with all compiled before."""
    command = ["-m", "sepeace", "batch", "historical", "-n", "1", "--quiet", "--json"]
    cold = call(command, cache)[1]
    warm = [call(command, cache)[1] for _ in range(STARTS)]
    plain = [call(command, cache, "plain")[1] for _ in range(STARTS)]
    return {"plain": median(plain), "compiling": cold, "loading": median(warm)}


def measure(rounds: int, sizes: Sequence[int]) -> dict[str, Any]:
    """All of it."""
    with tempfile.TemporaryDirectory(prefix="sepeace-bench-") as folder:
        cache = Path(folder)
        starts = start(cache)
        told, _ = call(["-m", "sepeace", "bench", "--json", "--rounds", str(rounds)], cache)
        workers = os.cpu_count() or 1
        found = json.loads(call([str(MECHANISMS)], cache)[0])
        batches = [json.loads(call(["-c", BATCH, str(size), str(workers)], cache)[0]) for size in sizes]
    return {
        **json.loads(told),
        "date": date.today().isoformat(),
        "start": starts,
        "batches": batches,
        **found,
    }


def main(words: Sequence[str] | None = None) -> None:
    """Measure, and write or print the result."""
    parser = argparse.ArgumentParser(description="Times, starts and memory, as JSON.")
    parser.add_argument("-o", "--out", type=Path, help="file to write; by default it is printed")
    parser.add_argument("--rounds", type=int, default=9, help="turns of each contestant (default 9)")
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="campaigns of the batches")
    given = parser.parse_args(words)
    text = json.dumps(measure(given.rounds, given.sizes), indent=2) + "\n"
    if given.out is None:
        print(text, end="")
    else:
        given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
