"""How much faster this checkout answers than another one: whole commands, in turn.

    python benchmarks/against.py ../older-checkout --turns 5

Each command runs in this checkout and in the other by turns, after one run of each that is not counted, and
the ratio of their processor times is taken turn by turn; so a machine that does other things meanwhile does
not spoil it. Both need the libraries of the Python that runs this. What is shared in a file of compiled code
lies in a folder for each. Needs a system that tells the processor time of a process (not Windows).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parents[1]
KURSK = "germany_wins_at_kursk"
QUESTIONS = {
    "compare": ("compare", KURSK, "-n", "4000", "--json"),
    "compare, few": ("compare", KURSK, "-n", "200", "--json"),
    "invert": ("invert", KURSK, "--target", "0.2", "-n", "1000", "--json"),
    "sensitivity": ("sensitivity", KURSK, "--points", "64", "-n", "16", "--no-budget", "--json"),
    "sweep": ("sweep", KURSK, "--vary", "ideology.germany=0:0.2:9", "-n", "1000", "--json"),
    "show": ("show", KURSK, "--json"),
    "help": ("--help",),
    "demo": (),
}


def seconds(checkout: Path, words: Sequence[str], cache: Path) -> float:
    """Processor seconds of one command of a checkout, its start included; without words its demo."""
    command = [sys.executable, *(("-m", "sepeace", *words) if words else (str(checkout / "run_sim.py"),))]
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src"), "SEPEACE_CACHE": str(cache)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, env=environment, cwd=cache, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(other: Path, words: Sequence[str], caches: Sequence[Path], turns: int) -> dict[str, float]:
    """Medians over turns: both times, and the other's over this one's."""
    sides = tuple(zip((HERE, other), caches, strict=True))
    for checkout, cache in sides:
        seconds(checkout, words, cache)
    times = [[seconds(checkout, words, cache) for checkout, cache in sides] for _ in range(turns)]
    here, there = (median(column) for column in zip(*times, strict=True))
    return {"seconds": here, "other": there, "times_as_fast": median(b / a for a, b in times)}


def main(words: Sequence[str] | None = None) -> None:
    """Measure what is asked for, and print it as JSON."""
    parser = argparse.ArgumentParser(description="Ratios to another checkout, as JSON.")
    parser.add_argument("other", type=Path, help="the other checkout")
    parser.add_argument("--turns", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--only", nargs="*", default=[*QUESTIONS], help="which questions")
    given = parser.parse_args(words)
    other = given.other.resolve()
    found = {}
    with tempfile.TemporaryDirectory(prefix="sepeace-here-") as one, tempfile.TemporaryDirectory() as two:
        for name in given.only:
            found[name] = ratio(other, QUESTIONS[name], (Path(one), Path(two)), given.turns)
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()
