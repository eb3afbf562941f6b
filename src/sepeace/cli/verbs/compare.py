"""`sepeace compare`: the what-if beside the war without it, with the same luck."""

from __future__ import annotations

from typing import Annotated

import typer

from sepeace.cli.folder import command, counted_from, held_whole, results_folder, resumable, write_tables
from sepeace.cli.options import (
    Campaigns,
    Cluster,
    Csv,
    Given,
    Json,
    OutFolder,
    Quiet,
    ScenarioName,
    Seed,
    Settings,
    WindowDays,
    Workers,
    processes,
    scenario_from,
    told_in,
)
from sepeace.cli.output import (
    advising,
    check_file,
    emit_json,
    note,
    progress,
    say,
    wrapped,
    write_json,
)
from sepeace.cli.wording import comparison_lines


def compare(
    scenario: ScenarioName,
    campaigns: Campaigns = 10_000,
    seed: Seed = 1,
    workers: Workers = None,
    given: Given = None,
    set_: Settings = None,
    window_days: WindowDays = 1,
    cluster: Cluster = None,
    split: Annotated[
        bool | None,
        typer.Option(
            "--split/--no-split",
            help="Trace where the effect comes from, and ask under the other readings of strength: some "
            "twenty runs a campaign. By default where the model is compiled.",
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the comparison in the folder of -o.")
    ] = False,
    csv: Csv = False,
    out: OutFolder = None,
    quiet: Quiet = False,
    json: Json = False,
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
    path = check_file(out) if out is not None and out.endswith(".json") else None
    folder = results_folder(out if path is None else None, resume, "comparison", csv)
    chosen = scenario_from(scenario, set_)
    from sepeace.runs.compare import compare as run_pair

    known = held_whole(folder, campaigns)
    traced = [] if split is None else ["--split" if split else "--no-split"]
    again = command(
        "compare", scenario, campaigns, seed, given, cluster, set_, traced + counted_from(window_days)
    )
    with resumable(folder, again), told_in(scenario), advising(quiet):
        pair = run_pair(
            chosen,
            campaigns=campaigns,
            seed=seed,
            workers=processes(workers),
            given=given,
            progress=progress(quiet),
            keep_outcomes=False,
            cluster=cluster,
            window_days=window_days,
            split=split,
            results=folder,
            resume=resume,
        )
    content = pair.document
    if known:
        note(f"{folder}/ held the whole comparison already; nothing was run", quiet)
    elif folder is not None:
        note(
            f"wrote {folder}/: outcomes and bands of both worlds, pairs, compare.json and manifest.json",
            quiet,
        )
    if folder is not None:
        write_tables(folder, csv, quiet)
    if path is not None:
        write_json(path, content)
        note(f"wrote {path}", quiet)
    if json:
        emit_json(content)
        return
    for line in comparison_lines(content):
        say(wrapped(line))
