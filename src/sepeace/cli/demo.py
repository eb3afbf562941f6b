"""The main job: a what-if against the recorded war, its answer, figures and a report.

`run_sim.py` calls this; the numbers are those of `sepeace compare` with the same options.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.app import leave
from sepeace.cli.options import scenario_from, told_in
from sepeace.cli.output import advising, banner_lines, check_folder, note, say, wrapped
from sepeace.cli.request import Request, with_options
from sepeace.cli.wording import comparison_lines
from sepeace.files import replacing

if TYPE_CHECKING:
    from sepeace.runs.compare import Comparison

DEFAULT = "germany_wins_at_kursk"
CAMPAIGNS = 1000
STOPPED = "stopped; what was written before is whole"


@with_options("scenarios campaigns seed workers given set_ out quiet", campaigns=CAMPAIGNS)
def demo(
    asked: Request,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SCENARIO ...]", help=f"Names or files; by default {DEFAULT}."),
    ] = None,
    out: Annotated[
        str, typer.Option("-o", "--out", metavar="DIR", help="Folder for figures and reports.")
    ] = "out",
) -> None:
    """A what-if beside the recorded war: the answer, figures (PNG and SVG) and an HTML report.

    \b
    Example:
      python run_sim.py germany_wins_at_kursk -n 1000
    """
    folder = check_folder(out)
    names = scenarios or [DEFAULT]
    chosen = [scenario_from(name, asked.set_) for name in names]
    from sepeace.runs.compare import compare

    for number, (name, scenario) in enumerate(zip(names, chosen, strict=True)):
        if number:
            say()
        note(f"{scenario.title}: {asked.campaigns} campaigns in each of two worlds ...", asked.quiet)
        with told_in(name), advising(asked.quiet):
            pair = compare(scenario, **asked.arguments())
        for line in [*banner_lines(pair.document), *comparison_lines(pair.document)]:
            say(wrapped(line))
        written = write(pair, folder, scenario.name)
        say()
        say("Written:")
        for path in written:
            say(f"  {path}")
    say()
    for line in _onward(folder / f"{chosen[0].name}.html", names[0], asked.seed):
        say(wrapped(line, 2))


def _onward(page: Path, name: str, seed: int) -> list[str]:
    """What to open and what to type next, with the program as this terminal knows it."""
    call = _program()
    told = [
        f"Open {page} in a browser.",
        "Next, one campaign told with its reasons, and all that there is:",
        f"  {call} run {_typed(name)} --seed {seed} --since branch",
        f"  {call} --help",
    ]
    beside = Path(sys.prefix, "bin", "activate")
    if call.endswith(os.sep + "sepeace") and beside.exists():
        told.append(f"To type sepeace alone in this terminal: . {_typed(_near(beside))}")
    return told


def _program() -> str:
    """How `sepeace` is called here: by name, by the path of this environment's, or through Python."""
    beside = Path(sys.executable).parent
    script = shutil.which("sepeace", path=str(beside))
    if script is None:
        return f"{_typed(_near(Path(sys.executable)))} -m sepeace"
    on_path = shutil.which("sepeace")
    if on_path is not None and os.path.samefile(on_path, script):
        return "sepeace"
    return _typed(_near(Path(script)))


def _typed(word: str) -> str:
    """A word as this system's shell takes it for one."""
    return f'"{word}"' if os.name == "nt" and " " in word else word if os.name == "nt" else shlex.quote(word)


def _near(path: Path) -> str:
    """A path as seen from the folder one stands in, where it lies below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def write(pair: Comparison, folder: Path, name: str) -> list[Path]:
    """The report and every figure as PNG and SVG, named after the scenario; their paths."""
    from sepeace import report
    from sepeace.figures.drawn import Drawn

    page, drawn = folder / f"{name}.html", Drawn()
    with replacing(page) as temporary:
        report.write(pair, temporary, drawn)
    paths = [page]
    for title, kind, shown in (
        ("windows", "windows", pair.counterfactual),
        ("windows-baseline", "windows", pair.baseline),
        ("outcomes", "outcomes", pair),
        ("willingness", "willingness", pair.counterfactual),
        ("anatomy", "anatomy", pair.counterfactual),
    ):
        paths += drawn.save(kind, shown, folder / f"{name}-{title}.png")
    return paths


def main(arguments: Sequence[str] | None = None, listen: bool = False) -> None:
    """Run the main job and leave with its exit status.

    Args:
        arguments: what follows the script's name; by default those of this process.
        listen: whether somebody waits for Ctrl-C until the job itself does.
    """
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    app.command(context_settings={"help_option_names": ["-h", "--help"]})(demo)
    given = sys.argv[1:] if arguments is None else list(arguments)
    leave(typer.main.get_command(app).main, given, "run_sim.py", STOPPED, listen)
