"""`sepeace report`: a comparison, or the recorded war alone, as one file to print or mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from sepeace.execution.workers import Progress
    from sepeace.runs.batch import Batch
    from sepeace.runs.compare import Comparison
    from sepeace.scenario import Scenario


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

    with told_in(scenario):
        done = _run(chosen, campaigns, seed, processes(workers), given, progress(quiet))
    with replacing(path) as temporary:
        reports.write(done, temporary)
    note(f"wrote {path}", quiet)
    if json:
        emit_json(done.document)


def _run(
    chosen: Scenario, campaigns: int, seed: int, workers: int, given: str | None, told: Progress | None
) -> Comparison | Batch:
    """A what-if beside the war without it; the recorded war stands alone."""
    if chosen.changes:
        from sepeace.runs.compare import compare

        return compare(chosen, campaigns=campaigns, seed=seed, workers=workers, given=given, progress=told)
    from sepeace.runs.batch import batch

    return batch(chosen, campaigns=campaigns, seed=seed, workers=workers, given=given, progress=told)
