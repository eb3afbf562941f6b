"""`sepeace bench`: microseconds a campaign, and what they are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import Json, Quiet, whole_number
from sepeace.cli.output import emit_json, note, progress, say, table

if TYPE_CHECKING:
    from sepeace.bench.measure import Bench

TITLES = {
    "compiled": "compiled clock, one thread",
    "compiled_all_threads": "compiled clock, {threads} threads",
    "batch": "a batch, one thread, outcomes and bands",
    "simpy_clock": "SimPy clock",
    "plain_clock": "plain clock",
    "natural_simpy": "the same campaign in ordinary SimPy",
    "mesa": "the same campaign in Mesa",
    "floor": "scalar floor: its own arithmetic alone",
}


def _campaigns(text: str) -> int:
    return whole_number(text, 10, 1_000_000, "-n/--campaigns")


def _rounds(text: str) -> int:
    return whole_number(text, 1, 1_000, "--rounds")


def bench(
    campaigns: Annotated[
        int,
        typer.Option(
            "-n", "--campaigns", parser=_campaigns, metavar="N", help="Of the compiled clock, in each round."
        ),
    ] = 2_000,
    rounds: Annotated[
        int, typer.Option("--rounds", parser=_rounds, metavar="R", help="Turns of each; the median counts.")
    ] = 5,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Microseconds a campaign.

    The clocks against the same campaign in ordinary SimPy, and against what its random numbers and functions
    cost alone. All take turns in one process. Takes half a minute, and more where nothing is compiled yet.

    \b
    Example:
      sepeace bench --rounds 9
    """
    from sepeace.bench.measure import bench as measure

    note("sepeace: compiling and counting ...", quiet or progress(quiet) is None)
    found = measure(campaigns, rounds, progress(quiet))
    if json:
        emit_json(found.to_json())
    else:
        say("\n".join(lines(found)))


def lines(found: Bench) -> list[str]:
    """What was measured, in words."""
    us, ratio = found.us_per_campaign(), found.ratio()
    floor, share = us["floor"], found.belief_share()
    rows = []
    for name, title in TITLES.items():
        turns = found.turns.get(name)
        spread = f"{min(turns):.1f} to {max(turns):.1f}" if turns else None
        rows.append((_number(us[name]), spread, title.format(threads=found.threads)))
    told = [table(rows, ("us a campaign", "over the rounds", "what runs")), ""]
    for name, words in (
        ("natural_simpy_over_compiled", "Ordinary SimPy takes {} times as long as the compiled clock."),
        ("compiled_over_floor", "The compiled clock takes {} times its floor."),
        ("one_thread_over_two", "Two threads are {} times as fast as one."),
    ):
        value = ratio[name]
        told += [words.format(f"{value:.3g}")] if value is not None else []
    if found.belief is not None and share is not None and floor is not None:
        told += [
            f"The belief integral is {share:.0%} of a compiled campaign.",
            "",
            "The floor, call by call:",
        ]
        parts = {**found.floor, "belief integral (not in the sum)": found.belief}
        cells = [(f"{p.calls:.0f}", f"{p.ns:.1f}", f"{p.us:.1f}", name) for name, p in parts.items()]
        told.append(table(cells, ("calls a campaign", "ns each", "us", "what")))
    return told


def _number(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f}"
