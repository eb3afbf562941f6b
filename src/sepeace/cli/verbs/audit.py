"""`sepeace audit`: does a results folder hold what the model gives?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sepeace.cli.options import Json, Quiet, whole_option
from sepeace.cli.output import progress, table, tell
from sepeace.quantities import LARGEST_SEED, MOST_CAMPAIGNS

if TYPE_CHECKING:
    from sepeace.documents.audit import Audit

SHOWN = 20
"""Differences that are told in words; all are in the machine output."""


def audit(
    results: Annotated[
        str, typer.Argument(metavar="RESULTS", help="A folder that batch, compare or sweep wrote.")
    ],
    sample: Annotated[
        int, whole_option("--sample", "N", "How many campaigns to run again.", 1, MOST_CAMPAIGNS)
    ] = 100,
    seed: Annotated[
        int, whole_option("--seed", "S", "Which campaigns the sample takes.", 0, LARGEST_SEED)
    ] = 1,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Whether a results folder holds what the model gives.

    Checks its checksums and its sums, and runs a random sample of its campaigns again. Leaves with status 1
    where anything differs.

    \b
    Example:
      sepeace audit out/historical --sample 100
    """
    from sepeace.runs.audit import audit as run_audit

    found = run_audit(results, sample=sample, seed=seed, progress=progress(quiet))
    tell(found, json, lambda: lines(found))
    if not found.ok:
        raise typer.Exit(1)


def lines(found: Audit) -> list[str]:
    """An audit in words."""
    state = "" if found.finished else ", not finished"
    told = [
        f"{found.folder}: {found.kind} of {found.scenario}{state}",
        f"{found.parts:,} parts, {found.campaigns:,} campaigns; {found.files:,} files held against checksums",
        f"{found.checked:,} campaigns run again, {found.equal:,} of them equal in every column",
        "",
    ]
    if found.ok:
        return [*told, "All is as the model gives it."]
    rows = [
        (one.part, "-" if one.campaign is None else one.campaign, one.column, one.stored, one.found)
        for one in found.differences[:SHOWN]
    ]
    told.append(table(rows, ("file", "campaign", "column", "stored", "found")))
    more = len(found.differences) - len(rows)
    return [*told, *([f"and {more:,} more"] if more else []), "", "Not all is as the model gives it."]
