"""Verbs that keep a run in a folder: which folder, and after Ctrl-C how to go on in it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sepeace.cli.output import check_folder, note
from sepeace.errors import BadUsage

if TYPE_CHECKING:
    from sepeace.cli.request import Request

INTERRUPTED = 130
"""Exit status after Ctrl-C."""


def results_folder(asked: Request) -> Path | None:
    """The folder of ``-o``, if files can be written there; None without one.

    Raises:
        BadUsage: ``--resume`` or ``--csv`` without a folder.
        CannotWrite: it takes no file.
    """
    if asked.out is not None:
        return check_folder(asked.out)
    if asked.csv:
        raise BadUsage("CSV files stand in a folder", allowed="--csv with -o DIR", key="--csv")
    if asked.resume:
        reason = f"a {asked.kind} goes on in its folder"
        raise BadUsage(reason, allowed="--resume with -o DIR", key="--resume")
    return None


def held_whole(folder: Path | None, campaigns: int) -> bool:
    """Whether a folder holds the whole of a run of so many campaigns already."""
    from sepeace.store.read_results import state_of

    found = None if folder is None else state_of(folder)
    return found is not None and found.finished and found.campaigns == campaigns


def tell_kept(folder: Path, known: bool, run: str, names: str, asked: Request) -> None:
    """Say what lies in a folder now; its tables are written as CSV beside the others where that is wanted.

    Args:
        known: whether it held all of it before.
        run: what was run, in a word.
        names: what was written.
    """
    told = f"{folder}/ held the whole {run} already; nothing was run"
    note(told if known else f"wrote {folder}/: {names}", asked.quiet)
    if asked.csv:
        from sepeace.store.csv_files import write_csv

        note(f"wrote {folder}/: {', '.join(write_csv(folder))}", asked.quiet)


def command(asked: Request, more: Sequence[str] = ()) -> list[str]:
    """The words that ask for the same run again, but for its folder.

    Args:
        more: words of this verb alone; they follow the scenario.
    """
    from sepeace.record.own import folder

    windows = [] if asked.window_days == 1 else ["--window-days", str(asked.window_days)]
    words = ["sepeace", asked.verb, *([asked.scenario] if asked.scenario else []), *more, *windows]
    words += ["-n", str(asked.campaigns), "--seed", str(asked.seed)]
    for option, value in (("--given", asked.given), ("--cluster", asked.cluster), ("--record", folder())):
        words += [option, value] if value else []
    return words + [word for setting in asked.set_ or () for word in ("--set", setting)]


@contextmanager
def resumable(
    folder: Path | None, asked: Request, more: Sequence[str] = (), inside: Sequence[Path] = ()
) -> Iterator[None]:
    """After Ctrl-C, say how much is safe in the folder and how to go on; leave with status INTERRUPTED.

    Without a folder nothing is safe, and Ctrl-C goes its way.

    Args:
        more: words of this verb alone.
        inside: folders in it that hold the runs, where it holds several.
    """
    try:
        yield
    except KeyboardInterrupt:
        if folder is None:
            raise
        from sepeace.store.read_results import state_of

        found = [one for one in map(state_of, inside or [folder]) if one is not None]
        done = f"{sum(one.done for one in found):,} of {sum(one.rows for one in found):,}" if found else "0"
        again = shlex.join([*command(asked, more), "-o", str(folder), "--resume"])
        line = f"stopped; {done} campaigns are safe in {folder}; to go on: {again}"
        sys.stderr.write(("\n" if sys.stderr.isatty() else "") + line + "\n")
        raise SystemExit(INTERRUPTED) from None
