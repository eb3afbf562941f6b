"""`sepeace compare`: the what-if beside the war without it, with the same luck."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from sepeace.cli.folder import held_whole, results_folder, resumable, tell_kept
from sepeace.cli.options import told_in
from sepeace.cli.output import advising, check_file, note, tell, wrapped, write_json
from sepeace.cli.request import Request, with_options
from sepeace.cli.wording import comparison_lines


@with_options(
    "scenario campaigns seed workers given set_ window_days cluster split resume csv out quiet json",
    "comparison",
)
def compare(
    asked: Request,
    split: Annotated[
        bool | None,
        typer.Option(
            "--split/--no-split",
            help="Trace where the effect comes from, and ask under the other readings of strength: some "
            "twenty runs a campaign. By default where the model is compiled.",
        ),
    ] = None,
) -> None:
    """The difference that a change makes.

    Campaign by campaign both worlds draw the same luck (common random numbers), until the change sets them
    apart.

    With -o all of it is kept in a folder, both worlds and what parts them: a comparison that was stopped goes
    on with --resume, and a finished one with a larger -n. A FILE that ends in .json gets the machine output
    alone.

    \b
    Example:
      sepeace compare germany_wins_at_kursk -n 1000 --seed 1 -o out/kursk
    """
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
