"""`sepeace calibrate`: what the record says of the numbers, and the posteriors that come of it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.folder import INTERRUPTED
from sepeace.cli.options import Json, Quiet, Workers, processes, whole_option
from sepeace.cli.output import check_folder, note, progress, say, table, tell, wrapped
from sepeace.errors import BadUsage
from sepeace.quantities import LARGEST_SEED

if TYPE_CHECKING:
    from sepeace.calibration.calibrate import CalibrationDesign
    from sepeace.documents.checks.calibrate import Calibrate

    HeadsAndRows = tuple[Sequence[str], Sequence[Sequence[object]]]

FOLDER = "out/calibrate"
SETS, SEED, FEWEST, MOST = 8_192, 1941, 64, 65_536
LUCKS, MOST_LUCKS = 2, 64
PATIENCE = 600.0
"""Seconds on the plain clock up to which nothing is refused."""
SHIPPING = "To ship the posteriors with a checkout of the package: make posteriors FROM={folder}"


def calibrate(
    out: Annotated[
        str,
        typer.Option("-o", "--out", metavar="DIR", help="Folder for wars, posteriors and what was found."),
    ] = FOLDER,
    sets: Annotated[
        int, whole_option("--sets", "N", "Sets of numbers under each choice of readings.", FEWEST, MOST)
    ] = SETS,
    lucks: Annotated[
        int, whole_option("--lucks", "L", "Wars of each set, held to the reports.", 1, MOST_LUCKS)
    ] = LUCKS,
    seed: Annotated[
        int, whole_option("--seed", "S", "Of the wars; same seed, same answer.", 0, LARGEST_SEED)
    ] = SEED,
    workers: Workers = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """What the record says of the numbers.

    Fits the scores of the battles and foretells the later ones. Then runs wars on the recorded front under
    each choice of readings, and weighs their numbers by the reported feelers. Tests the weights on wars that
    are made up, holds readings against each other, foretells the later reports, and writes a posterior for
    each choice of readings. What is not learned is said. A folder that holds some of the wars already is gone
    on with. Some five minutes on two cores; with more sets and wars the weights are worth more.

    \b
    Example:
      sepeace calibrate -o out/calibrate
      sepeace calibrate --sets 256 -o out/quick
      sepeace calibrate --sets 16384 --lucks 8 -o out/thorough
    """
    folder = check_folder(out)
    from sepeace.calibration.calibrate import FILE, CalibrationDesign
    from sepeace.calibration.calibrate import calibrate as run_all

    design = CalibrationDesign(sets=sets, lucks=lucks, seed=seed)
    _clock(design, quiet or json)
    with _stoppable(folder, design):
        found = run_all(folder, design, processes(workers), progress(quiet))
    drawn = _draw(found, folder)
    written = ", ".join([FILE, *drawn, f"{len(found.files)} posteriors and their wars"])
    note(f"wrote {folder}/: {written}", quiet)
    tell(found, json, lambda: lines(found))
    if not json:
        say()
        say(SHIPPING.format(folder=folder))


def _clock(design: CalibrationDesign, quiet: bool) -> None:
    """Compile where that can be done; refuse what the plain clock would take hours for.

    Raises:
        BadUsage: with how long it would take, and what would do.
    """
    from sepeace.clocks import clock_choice

    if clock_choice.chosen() != "plain" and clock_choice.can_compile():
        if not clock_choice.at_hand():
            note("compiling the model, once: about half a minute ...", quiet)
        clock_choice.load()
        return
    seconds = design.campaigns * clock_choice.PLAIN_SECONDS
    told = (
        f"about {seconds / 60.0:.0f} minutes" if seconds < 5400.0 else f"about {seconds / 3600.0:.0f} hours"
    )
    if seconds > PATIENCE:
        fit = int(PATIENCE / clock_choice.PLAIN_SECONDS / (design.campaigns / design.sets))
        smaller = f", or --sets {fit} at most" if fit >= FEWEST else ""
        reason = clock_choice.cannot_compile() or f"{clock_choice.VARIABLE} asks for the plain one"
        message = f"the compiled clock is needed, on the plain one this takes {told} ({reason})"
        raise BadUsage(message, given=design.sets, allowed=f"the compiled clock{smaller}", key="--sets")
    note(f"sepeace: on the plain clock this takes {told}", quiet)


@contextmanager
def _stoppable(folder: Path, design: CalibrationDesign) -> Iterator[None]:
    """After Ctrl-C, say how much is safe and how to go on."""
    try:
        yield
    except KeyboardInterrupt:
        from sepeace.calibration.calibrate import safe

        done = sum(safe(folder, one, design) for one in design.which)
        again = [
            "sepeace",
            "calibrate",
            "--sets",
            str(design.sets),
            "--lucks",
            str(design.lucks),
            "--seed",
            str(design.seed),
            "-o",
            str(folder),
        ]
        line = (
            f"stopped; the wars of {done} of {len(design.which)} choices of readings are safe in {folder}; "
            f"to go on: {shlex.join(again)}"
        )
        sys.stderr.write(("\n" if sys.stderr.isatty() else "") + line + "\n")
        raise SystemExit(INTERRUPTED) from None


def _draw(found: Calibrate, folder: Path) -> list[str]:
    """Save the figure; the names of its files."""
    from sepeace import figures

    return [path.name for path in figures.save(figures.calibration(found), folder / "calibration.png")]


# --- in words -----------------------------------------------------------------------------------------------


def lines(found: Calibrate) -> Iterator[str]:
    """A calibration in words: three sentences, then the tables."""
    from sepeace.calibration import told
    from sepeace.calibration import told_tables as tables
    from sepeace.figures.bearers import SHORT

    yield wrapped(" ".join(told.plain(found)))
    yield wrapped(told.NAMES)
    parts: tuple[tuple[str, HeadsAndRows, str], ...] = (
        ("What was learned of numbers (divergence in nats, shift in standard deviations of the prior)",
         tables.learned(found), told.LITTLE),
        ("Before and after the weights, by reading", tables.chances(found), told.FEW),
        ("Readings held against each other", tables.factors(found), " ".join(found.sentences)),
        ("Later reports foretold from those until June 1943: sums of log scores",
         tables.foretold_in_all(found), told.FORETOLD),
        ("Finland foretold with what the reports say of numbers that she shares: nats added",
         tables.other_case(found), told.helps(found)),
        ("Battles of 1943-45 foretold from those before", tables.battles(found), ""),
        ("Ranks of the truth over wars that were made up", tables.ranks(found), told.RANKED),
    )  # fmt: skip
    for title, (heads, rows), words in parts:
        yield ""
        yield title
        yield table([[str(cell).replace("`", "") for cell in row] for row in rows], heads)
        if words:
            yield wrapped(words)
    yield ""
    yield "What speaks against it"
    for line in told.against(found) or (told.NOTHING_AGAINST,):
        yield wrapped(f"- {line}", 2)
    yield ""
    yield wrapped(SHORT)
