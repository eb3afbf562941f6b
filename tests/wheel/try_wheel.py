"""Build the wheel, install it into an environment of its own, and use it from another folder.

Run by `make wheel-test`, not by pytest: it needs a minute and a package index. It shows that nothing the
program needs was left behind in the checkout: the wheel is built from the source archive, not the folder.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BIN = "Scripts" if os.name == "nt" else "bin"


def call(command: Sequence[str | Path], folder: Path) -> str:
    """Run a command in a folder and return what it printed; stop with its own words if it fails."""
    words = [str(word) for word in command]
    # Nothing of the caller's environment may lend the wheel what it lacks.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(words, cwd=folder, env=clean, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"wheel test: {' '.join(words)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def build(target: Path) -> Path:
    """Make the source archive, and the wheel from it; return the wheel."""
    call([sys.executable, "-m", "build", "--outdir", target, PROJECT], PROJECT)
    (wheel,) = target.glob("*.whl")
    return wheel


def install(wheel: Path, target: Path) -> Path:
    """Install the wheel and what it asks for, nothing else; return the folder of its commands."""
    venv.create(target, with_pip=True)
    commands = target / BIN
    pip: list[str | Path] = [commands / "python", "-m", "pip", "--disable-pip-version-check", "--quiet"]
    call([*pip, "install", wheel], target)
    call([*pip, "check"], target)
    return commands


def use(commands: Path, folder: Path) -> None:
    """Ask the installed program what a newcomer asks; each answer must be there and make sense."""
    sepeace = commands / "sepeace"
    version = call([commands / "python", "-c", "import sepeace; print(sepeace.__version__)"], folder).strip()
    if version not in call([sepeace, "--version"], folder):
        sys.exit(f"wheel test: sepeace --version does not say {version}")

    listed = call([sepeace, "scenarios"], folder)
    for file in sorted((PROJECT / "scenarios").glob("*.toml")):
        if file.stem not in listed:
            sys.exit(f"wheel test: the shipped scenario {file.stem} is missing from the wheel")

    for file in sorted((PROJECT / "src" / "sepeace" / "data" / "schemas").glob("*.json")):
        if call([sepeace, "schema", file.stem], folder) != file.read_text(encoding="utf-8"):
            sys.exit(f"wheel test: the schema {file.stem} is missing from the wheel, or another one")

    if json.loads(call([sepeace, "check", "--json"], folder))["ok"] is not True:
        sys.exit("wheel test: sepeace check found a limiting case that fails")

    told = json.loads(call([sepeace, "run", "historical", "--seed", "1", "--json"], folder))
    if not told["events"] or not told["ending"]:
        sys.exit("wheel test: sepeace run told no story")

    words = [
        "compare",
        "germany_wins_at_kursk",
        "--campaigns",
        "20",
        "--seed",
        "1",
        "--workers",
        "1",
        "--json",
    ]
    answer = json.loads(call([sepeace, *words], folder))
    if answer["campaigns"] != 20 or not answer["statement"]:
        sys.exit("wheel test: sepeace compare gave no answer")

    measured = json.loads(call([sepeace, "bench", "--json", "--rounds", "1", "-n", "100"], folder))
    if not measured["us_per_campaign"]["natural_simpy"]:
        sys.exit("wheel test: sepeace bench found no ordinary SimPy to compare with")
    if not measured["question"] or not measured["demo"]:
        sys.exit("wheel test: sepeace bench asked no whole question")

    page = folder / "report.html"
    call(
        [sepeace, "report", "germany_wins_at_kursk", "--campaigns", "20", "--workers", "1", "-o", page],
        folder,
    )
    if "</html>" not in page.read_text(encoding="utf-8"):
        sys.exit("wheel test: sepeace report wrote no page")
    lesson = folder / "lesson.html"
    call([sepeace, "page", "germany_wins_at_kursk", "-o", lesson], folder)
    if "</html>" not in lesson.read_text(encoding="utf-8"):
        sys.exit("wheel test: sepeace page wrote no page")


def main() -> None:
    """Build, install, use; say so in one line."""
    with tempfile.TemporaryDirectory(prefix="sepeace-wheel-") as name:
        room = Path(name)
        for part in ("dist", "elsewhere"):
            (room / part).mkdir()
        wheel = build(room / "dist")
        use(install(wheel, room / "env"), room / "elsewhere")
        print(f"Wheel test passed: {wheel.name} works on its own.")


if __name__ == "__main__":
    main()
