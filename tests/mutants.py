"""Bugs sown into a copy of the package, to see whether the tests would notice: python -m tests.mutants

Run it from the top of the checkout; words name the mutants to try, by number, file or the words of their
fault. Each is one exact change of text, listed in mutants.toml. The golden file is left out: that something
changed is no proof that anybody would know what. A mutant that survives asks for a test; status 1 then.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
LIST = Path(__file__).with_suffix(".toml")
KERNEL = Path("src", "sepeace", "kernel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One fault: the file of the kernel, the text that stands there, and what stands there instead."""

    number: int
    file: str
    fault: str
    right: str
    wrong: str
    tests: tuple[str, ...]

    @property
    def title(self) -> str:
        """Number, file and fault on one line."""
        return f"{self.number:3} {self.file}: {self.fault}"


def mutants() -> list[Mutant]:
    """All mutants of the list."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["mutant"]
    found = []
    for number, row in enumerate(rows, 1):
        tests = tuple(f"tests/unit/test_{name}.py" for name in row.pop("tests"))
        found.append(Mutant(number=number, tests=tests, **row))
    return found


def chosen(words: Sequence[str]) -> Iterator[Mutant]:
    """The mutants meant by the words of the command line; all without words."""
    for mutant in mutants():
        if not words or any(word == str(mutant.number) or word in mutant.title for word in words):
            yield mutant


def sown(mutant: Mutant, folder: Path) -> Path:
    """A copy of the package with the fault in it."""
    for name in ("src", "scenarios"):
        shutil.copytree(TOP / name, folder / name)  # with what is compiled of it: it is still valid
    place = folder / KERNEL / mutant.file
    text = place.read_text(encoding="utf-8")
    found = text.count(mutant.right)
    if found != 1:
        raise SystemExit(f"mutant {mutant.title}: the text to change stands there {found} times, not once")
    place.write_text(text.replace(mutant.right, mutant.wrong), encoding="utf-8")
    return folder / "src"


def caught(mutant: Mutant) -> str:
    """The first test that is red under the fault, or nothing."""
    with tempfile.TemporaryDirectory(prefix="sepeace-mutant-") as name:
        return first_red(sown(mutant, Path(name)), Path(name), mutant.tests)


def first_red(source: Path, folder: Path, files: Sequence[str]) -> str:
    """The first test that fails against the package in ``source``, by the plain clock alone."""
    changed = {
        "PYTHONPATH": os.pathsep.join((str(source), str(TOP))),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SEPEACE_CACHE": str(folder / "cache"),
        "SEPEACE_CLOCK": "plain",
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    }
    # The tests named in the list need no fixtures of conftest.py; without these and plugins a start is short.
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-rfE", "--noconftest", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*words, *files], cwd=TOP, env={**os.environ, **changed}, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        return ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    if not lines:
        raise SystemExit(f"the tests could not be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return lines[0].split(" - ")[0]


def main(words: Sequence[str]) -> int:
    """Try the mutants and print what became of each."""
    begun, survivors = time.perf_counter(), 0
    tried = list(chosen(words))
    red = first_sound(tried)
    if red:
        print(f"the package is red without any fault: {red}")
        return 1
    with ThreadPoolExecutor(max_workers=2) as pool:
        for mutant, found in zip(tried, pool.map(caught, tried), strict=True):
            survivors += not found
            print(f"{'caught  ' if found else 'SURVIVED'} {mutant.title}" + (f"  [{found}]" if found else ""))
            sys.stdout.flush()
    seconds = time.perf_counter() - begun
    print(f"{len(tried) - survivors} of {len(tried)} caught in {seconds:.0f} s")
    return 1 if survivors else 0


def first_sound(tried: Sequence[Mutant]) -> str:
    """The first test that is red without any fault: then nothing could be said of the mutants."""
    files = sorted({file for mutant in tried for file in mutant.tests})
    with tempfile.TemporaryDirectory(prefix="sepeace-mutant-") as name:
        return first_red(TOP / "src", Path(name), files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
