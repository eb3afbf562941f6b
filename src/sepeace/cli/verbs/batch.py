"""`sepeace batch`: many campaigns, and what became of them."""

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
from sepeace.cli.output import advising, emit_json, note, progress, say
from sepeace.cli.wording import summary_lines


def batch(
    scenario: ScenarioName,
    campaigns: Campaigns = 10_000,
    seed: Seed = 1,
    workers: Workers = None,
    cluster: Cluster = None,
    given: Given = None,
    set_: Settings = None,
    window_days: WindowDays = 1,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the batch in the folder of -o.")
    ] = False,
    csv: Csv = False,
    out: OutFolder = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Many campaigns: outcomes and bands.

    With -o all of it is kept in a folder, part by part: a batch that was stopped goes on with --resume, and a
    finished one with a larger -n.

    \b
    Example:
      sepeace batch historical -n 1000 --seed 1 -o out/historical
    """
    folder = results_folder(out, resume, "batch", csv)
    chosen = scenario_from(scenario, set_)
    from sepeace.runs.batch import batch as run_batch

    known = held_whole(folder, campaigns)
    again = command("batch", scenario, campaigns, seed, given, cluster, set_, counted_from(window_days))
    with resumable(folder, again), told_in(scenario), advising(quiet):
        done = run_batch(
            chosen,
            campaigns=campaigns,
            seed=seed,
            workers=processes(workers),
            given=given,
            progress=progress(quiet),
            keep_outcomes=False,
            results=folder,
            resume=resume,
            cluster=cluster,
            window_days=window_days,
        )
    if known:
        note(f"{folder}/ held the whole run already; nothing was run", quiet)
    elif folder is not None:
        note(f"wrote {folder}/: outcomes, bands, summary.json and manifest.json", quiet)
    if folder is not None:
        write_tables(folder, csv, quiet)
    content = done.document
    if json:
        emit_json(content)
        return
    for line in summary_lines(content):
        say(line)
