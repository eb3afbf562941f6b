"""`sepeace compare`: the what-if beside the war without it, with the same luck."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sepeace.cli.options import (
    Campaigns,
    Cluster,
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
    check_folder,
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
    out: OutFolder = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """The difference that a change makes.

    Campaign by campaign both worlds draw the same luck (common random numbers), until the change sets them
    apart.

    With -o the machine output is also written: to DIR/compare.json, or to a file that ends in .json.

    \b
    Example:
      sepeace compare germany_wins_at_kursk -n 1000 --seed 1
    """
    path = None if out is None else _target(out)
    chosen = scenario_from(scenario, set_)
    from sepeace.runs.compare import compare as run_pair

    with told_in(scenario), advising(quiet):
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
        )
    content = pair.document
    if path is not None:
        write_json(path, content)
        note(f"wrote {path}", quiet)
    if json:
        emit_json(content)
        return
    for line in comparison_lines(content):
        say(wrapped(line))


def _target(out: str) -> Path:
    return check_file(out) if out.endswith(".json") else check_folder(out) / "compare.json"
