"""`sepeace report`: a comparison, or the recorded war alone, as one file to print or mail."""

from __future__ import annotations

from collections.abc import Callable
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

    Self-contained: the answer, its figures, and what it rests on. The recorded war has a report of its own.

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
    from sepeace.runs.batch import Batch, batch
    from sepeace.runs.compare import Comparison, compare

    with told_in(scenario):
        # A what-if stands beside the war without it; the recorded war stands alone.
        verb: Callable[..., Comparison | Batch] = compare if chosen.changes else batch
        done = verb(
            chosen,
            campaigns=campaigns,
            seed=seed,
            workers=processes(workers),
            given=given,
            progress=progress(quiet),
        )
    with replacing(path) as temporary:
        reports.write(done, temporary)
    note(f"wrote {path}", quiet)
    if json:
        emit_json(done.document)
