"""`sepeace batch`: many campaigns, and what became of them."""

from __future__ import annotations

import json as json_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sepeace.cli.options import (
    Campaigns,
    Given,
    Json,
    OutFolder,
    Quiet,
    ScenarioName,
    Seed,
    Settings,
    Workers,
    processes,
    scenario_from,
    told_in,
)
from sepeace.cli.output import check_folder, emit_json, note, progress, say, write_json
from sepeace.cli.words import summary_lines
from sepeace.errors import CannotWrite, NotYet
from sepeace.files import replacing

if TYPE_CHECKING:
    from sepeace.runs.batch import Batch

SUMMARY = "summary.json"
_SAME_RUN = ("scenario", "digest", "seed", "campaigns", "given")


def batch(
    scenario: ScenarioName,
    campaigns: Campaigns = 10_000,
    seed: Seed = 1,
    workers: Workers = None,
    given: Given = None,
    set_: Settings = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Continue a batch; comes in a later version.")
    ] = False,
    out: OutFolder = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Many campaigns: outcomes and bands.

    With -o also tables (Parquet) and a summary (JSON).

    \b
    Example:
      sepeace batch historical -n 1000 --seed 1 -o out/historical
    """
    if resume:
        raise NotYet(
            "a batch cannot be resumed in this version; it starts anew", given="--resume", key="--resume"
        )
    folder = None if out is None else check_folder(out)
    chosen = scenario_from(scenario, set_)
    if folder is not None:
        found = _found(folder)
        wanted = {"digest": chosen.digest, "seed": seed, "campaigns": campaigns}
        if found and any(found.get(key) != value for key, value in wanted.items()):
            raise CannotWrite(
                "this folder holds the results of another run", file=str(folder), key="-o/--out"
            )
    from sepeace.runs.batch import batch as run_batch

    with told_in(scenario):
        done = run_batch(
            chosen,
            campaigns=campaigns,
            seed=seed,
            workers=processes(workers),
            given=given,
            progress=progress(quiet),
            keep_outcomes=folder is not None,
        )
    content = content_of(done)
    if folder is not None:
        write(done, content, folder)
        note(f"wrote {folder}/: outcomes.parquet, bands.parquet, {SUMMARY}", quiet)
    if json:
        emit_json(content)
        return
    for line in summary_lines(content):
        say(line)


def content_of(done: Batch) -> dict[str, Any]:
    """The summary, and all that is needed to run the batch again: assumptions, changes, where it was made."""
    scenario = done.scenario
    return {
        **done.to_json(),
        "branch": scenario.branch,
        "assumptions": scenario.assumptions.as_json(),
        "changes": [change.as_json() for change in scenario.changes],
        "provenance": done.provenance.to_json(),
    }


def write(done: Batch, content: dict[str, Any], folder: Path) -> None:
    """Outcomes and bands as Parquet, the summary last, each whole or not at all.

    Raises:
        CannotWrite: the folder holds another run, or takes no file.
    """
    import pyarrow.parquet

    found = _found(folder)
    if found and any(found.get(key) != content.get(key) for key in _SAME_RUN):
        raise CannotWrite("this folder holds the results of another run", file=str(folder), key="-o/--out")
    for name, table in (("outcomes", done.outcomes), ("bands", done.bands())):
        with replacing(folder / f"{name}.parquet") as temporary:
            pyarrow.parquet.write_table(table, str(temporary), compression="zstd")
    write_json(folder / SUMMARY, content)


def _found(folder: Path) -> dict[str, Any]:
    """The summary that lies in the folder already; empty where there is none."""
    path = folder / SUMMARY
    if not path.exists():
        return {}
    try:
        found = json_module.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict) or "digest" not in found:
        raise CannotWrite(f"this folder holds another {SUMMARY}", file=str(folder), key="-o/--out")
    return found
