"""`sepeace report`: a comparison as one file to print or mail."""

from __future__ import annotations

from typing import Annotated

import typer

from sepeace.cli.options import (
    Campaigns,
    Given,
    Json,
    Quiet,
    ScenarioName,
    Seed,
    Settings,
    Workers,
    processes,
    scenario_from,
    told_in,
)
from sepeace.cli.output import check_file, emit_json, note, progress
from sepeace.errors import CannotWrite
from sepeace.files import replacing


def report(
    scenario: ScenarioName,
    out: Annotated[str, typer.Option("-o", "--out", metavar="FILE.html", help="The file to write.")],
    campaigns: Campaigns = 10_000,
    seed: Seed = 1,
    workers: Workers = None,
    given: Given = None,
    set_: Settings = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """One HTML file to print or mail.

    Self-contained: the answer, its figures, and what it rests on.

    \b
    Example:
      sepeace report germany_wins_at_kursk -n 1000 -o kursk.html
    """
    path = check_file(out)
    if path.suffix.lower() not in (".html", ".htm"):
        raise CannotWrite(
            "a report is an HTML file", given=out, allowed="a name that ends in .html", key="-o/--out"
        )
    chosen = scenario_from(scenario, set_)
    from sepeace import report as reports
    from sepeace.runs.compare import compare as run_pair

    with told_in(scenario):
        pair = run_pair(
            chosen,
            campaigns=campaigns,
            seed=seed,
            workers=processes(workers),
            given=given,
            progress=progress(quiet),
        )
    with replacing(path) as temporary:
        reports.write(pair, temporary)
    note(f"wrote {path}", quiet)
    if json:
        emit_json(pair.to_json())
