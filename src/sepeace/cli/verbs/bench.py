"""`sepeace bench`: microseconds a campaign, and what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import Json, Quiet, whole_option
from sepeace.cli.output import emit_json, note, progress, say, table

if TYPE_CHECKING:
    from sepeace.documents.bench import BenchDocument


def bench(
    campaigns: Annotated[
        int, whole_option("-n/--campaigns", "N", "Of the compiled clock, in each round.", 10, 1_000_000)
    ] = 2_000,
    rounds: Annotated[int, whole_option("--rounds", "R", "Turns of each; the median counts.", 1, 1_000)] = 5,
    question: Annotated[
        bool,
        typer.Option(
            "--question/--no-question",
            help="Time a whole comparison and the demo too, which takes most of the time.",
        ),
    ] = True,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Microseconds a campaign.

    The clocks against the same campaign in ordinary SimPy, and against what its random numbers and functions
    cost alone; then a whole comparison against the same question asked of ordinary SimPy, and the demo. All
    take turns. Takes a minute or two, and more where nothing is compiled yet.

    \b
    Example:
      sepeace bench --rounds 9
    """
    from sepeace.bench.measure import bench as measure

    note("sepeace: compiling and counting ...", quiet or progress(quiet) is None)
    told = measure(campaigns, rounds, progress(quiet), question).document
    if json:
        emit_json(told)
    else:
        say("\n\n".join(tables(told)))


def tables(told: BenchDocument) -> list[str]:
    """What was measured, for a reader."""
    from sepeace.bench import wording

    found = (part(told) for part in (wording.times, wording.ratios, wording.question, wording.floor))
    return [table(rows, heads) for heads, rows in found if rows]
