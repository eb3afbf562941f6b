"""`sepeace compare`: the what-if beside the war without it, with the same luck."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from sepeace.cli.folder import held_whole, results_folder, resumable, tell_kept
from sepeace.cli.many import compare_all
from sepeace.cli.options import told_in
from sepeace.cli.output import advising, check_file, note, tell, wrapped, write_json
from sepeace.cli.request import Request, with_options
from sepeace.cli.wording import comparison_lines
from sepeace.errors import BadUsage


@with_options(
    "scenarios all_ campaigns seed workers given set_ window_days cluster split resume csv out quiet json",
    "comparison",
)
def compare(
    asked: Request,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO...",
            help="A shipped name (see: sepeace scenarios) or a TOML file. Of several, each beside the war "
            "without its own change.",
        ),
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Every shipped what-if, but for those that count in no such table.")
    ] = False,
    split: Annotated[
        bool | None,
        typer.Option(
            "--split/--no-split",
            help="Trace where the effect comes from, and ask under the other readings of strength: some "
            "forty runs a campaign, most of them cut short. By default where the model is compiled.",
        ),
    ] = None,
) -> None:
    """The difference that a change makes.

    Campaign by campaign both worlds draw the same luck (common random numbers), until the change sets them
    apart.

    With -o all of it is kept in a folder, both worlds and what parts them: a comparison that was stopped goes
    on with --resume, and a finished one with a larger -n. A FILE that ends in .json gets the machine output
    alone.

    Of several what-ifs, or --all, there is one table, in the order of their dates, with intervals that hold
    at once, and a check against adding up: in how many campaigns at least one change does a thing, and in how
    many none does. Nothing is traced then. With -o each what-if has a folder of its own in DIR.

    \b
    Example:
      sepeace compare germany_wins_at_kursk -n 1000 --seed 1 -o out/kursk
      sepeace compare --all -n 1000 --seed 1 -o out/what_ifs
    """
    names = scenarios or []
    if all_ and names:
        given = " ".join(names)
        raise BadUsage(
            "all what-ifs and some are too much", given=given, allowed="--all, or names", key="--all"
        )
    if all_ or len(names) > 1:
        compare_all(asked, names, all_, split)
    elif names:
        _compare_one(replace(asked, scenario=names[0]), split)
    else:
        message = "missing argument 'SCENARIO'; see: sepeace compare --help"
        raise BadUsage(message, allowed="one or more what-ifs, or --all", key="SCENARIO")


def _compare_one(asked: Request, split: bool | None) -> None:
    """One what-if beside the war without its change."""
    path = check_file(asked.out) if asked.out is not None and asked.out.endswith(".json") else None
    folder = results_folder(asked if path is None else replace(asked, out=None))
    chosen = asked.chosen()
    from sepeace.runs.compare import compare as run_pair

    known = held_whole(folder, asked.campaigns)
    traced = [] if split is None else ["--split" if split else "--no-split"]
    with resumable(folder, asked, traced), told_in(asked.scenario), advising(asked.quiet):
        pair = run_pair(
            chosen,
            **asked.arguments(),
            keep_outcomes=False,
            window_days=asked.window_days,
            split=split,
            results=folder,
            resume=asked.resume,
        )
    content = pair.document
    if folder is not None:
        names = "outcomes and bands of both worlds, pairs, compare.json and manifest.json"
        tell_kept(folder, known, "comparison", names, asked)
    if path is not None:
        write_json(path, content)
        note(f"wrote {path}", asked.quiet)
    tell(content, asked.json, lambda: map(wrapped, comparison_lines(content)))
