"""`sepeace batch`: many campaigns, and what became of them."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
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
    Workers,
    processes,
    scenario_from,
    told_in,
)
from sepeace.cli.output import advising, check_folder, emit_json, note, progress, say
from sepeace.cli.words import summary_lines
from sepeace.errors import BadUsage

INTERRUPTED = 130
"""Exit status after Ctrl-C."""


def batch(
    scenario: ScenarioName,
    campaigns: Campaigns = 10_000,
    seed: Seed = 1,
    workers: Workers = None,
    cluster: Cluster = None,
    given: Given = None,
    set_: Settings = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the batch in the folder of -o.")
    ] = False,
    out: OutFolder = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Many campaigns: outcomes and bands.

    With -o all of it is kept in a folder, part by part: a batch that was stopped goes on with --resume.

    \b
    Example:
      sepeace batch historical -n 1000 --seed 1 -o out/historical
    """
    if resume and out is None:
        raise BadUsage("a batch goes on in its folder", allowed="--resume with -o DIR", key="--resume")
    folder = None if out is None else check_folder(out)
    chosen = scenario_from(scenario, set_)
    from sepeace.runs.batch import batch as run_batch
    from sepeace.runs.batch import content_of
    from sepeace.runs.stored import state_of

    before = None if folder is None else state_of(folder)
    try:
        with told_in(scenario), advising(quiet):
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
            )
    except KeyboardInterrupt:
        if folder is None:
            raise
        words = ["sepeace", "batch", scenario, "-n", str(campaigns), "--seed", str(seed)]
        words += ["--given", given] if given else []
        words += ["--cluster", cluster] if cluster else []
        words += [word for setting in set_ or () for word in ("--set", setting)]
        tell_how_to_go_on(folder, [*words, "-o", str(folder), "--resume"])
        raise SystemExit(INTERRUPTED) from None
    if before is not None and before.finished:
        note(f"{folder}/ held the whole run already; nothing was run", quiet)
    elif folder is not None:
        note(f"wrote {folder}/: outcomes, bands, summary.json and manifest.json", quiet)
    content = content_of(done)
    if json:
        emit_json(content)
        return
    for line in summary_lines(content):
        say(line)


def tell_how_to_go_on(folder: Path, words: Sequence[str]) -> None:
    """After Ctrl-C: how much is safe in the folder, and the command that goes on with it.

    Args:
        words: that command.
    """
    from sepeace.runs.stored import state_of

    found = state_of(folder)
    done = "0" if found is None else f"{found.done:,} of {found.rows:,}"
    line = f"stopped; {done} campaigns are safe in {folder}; to go on: {shlex.join(words)}"
    sys.stderr.write(("\n" if sys.stderr.isatty() else "") + line + "\n")
