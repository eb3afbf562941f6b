"""A smoke test of whatever versions are installed: `python tests/floors.py`, or `make floors` for the oldest.

Every verb shows its help, and the main ones run, on the plain and on the compiled clock. It uses nothing but
the package, so that no test tool pulls in newer versions than those that are meant.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

VERBS = (
    *("scenarios", "show", "record", "run", "batch", "compare", "sweep", "sensitivity", "invert", "check"),
    *("audit", "report", "bench", "serve", "warm-up", "schema"),
)
KURSK = "germany_wins_at_kursk"
MISTAKES = [["compare"], ["report", KURSK], ["batch", KURSK, "-n"]]
"""Words that leave out what is needed: old pairs of typer and click let them pass."""
LIBRARIES = (
    *("numpy", "scipy", "simpy", "matplotlib", "pydantic", "typer", "click", "pyarrow", "numba"),
    *("lazy_loader", "jinja2", "pillow"),
)


def calls(folder: Path) -> list[list[str]]:
    """What is run: the words after `sepeace`."""
    few = ["-n", "6", "--quiet"]
    return [
        ["--help"],
        *([verb, "--help"] for verb in VERBS),
        *MISTAKES,
        ["scenarios"],
        ["show", KURSK],
        ["record"],
        ["run", KURSK, "--since", "branch"],
        ["batch", "historical", *few, "-o", str(folder / "batch")],
        ["audit", str(folder / "batch"), "--sample", "3"],
        ["compare", KURSK, *few, "--no-split", "-o", str(folder / "compare")],
        ["sweep", KURSK, "--vary", "citadel=-1:2:2", *few, "-o", str(folder / "sweep")],
        ["report", KURSK, *few, "-o", str(folder / "report.html")],
        ["schema", "batch"],
        ["warm-up"],
    ]


def main() -> int:
    """Run all of it; 1 if anything fails."""
    print(", ".join(f"{name} {metadata.version(name)}" for name in LIBRARIES))
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SEPEACE_CACHE": str(Path(folder) / "cache")}
        fingerprints = {}
        for words in calls(Path(folder)):
            done = subprocess.run(
                [sys.executable, "-m", "sepeace", *words], env=environment, capture_output=True, text=True
            )
            if done.returncode != (2 if words in MISTAKES else 0) or "Warning" in done.stderr:
                failed += 1
                print(f"FAILS ({done.returncode}): sepeace {' '.join(words)}\n{done.stderr[-2000:]}")
        for clock in ("plain", "compiled"):
            script = "import sepeace as sp; print(sp.batch(sp.load('historical'), 8).outcomes['fingerprint'])"
            chosen = {**environment, "SEPEACE_CLOCK": clock}
            done = subprocess.run([sys.executable, "-c", script], env=chosen, capture_output=True, text=True)
            fingerprints[clock] = done.stdout or done.stderr
        if len(set(fingerprints.values())) != 1:
            failed += 1
            print(f"FAILS: the clocks differ\n{fingerprints}")
    print("all hold" if not failed else f"{failed} fail")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
