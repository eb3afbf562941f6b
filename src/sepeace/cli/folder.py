"""Verbs that keep a run in a folder: which folder, and after Ctrl-C how to go on in it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sepeace.cli.output import check_folder, note
from sepeace.errors import BadUsage

INTERRUPTED = 130
"""Exit status after Ctrl-C."""


def results_folder(out: str | None, resume: bool, kind: str, csv: bool = False) -> Path | None:
    """The folder of ``-o``, if files can be written there; None without one.

    Args:
        kind: what is kept in it, in a word such as batch.
        csv: whether tables are wanted as CSV.

    Raises:
        BadUsage: ``--resume`` or ``--csv`` without a folder.
        CannotWrite: it takes no file.
    """
    if out is not None:
        return check_folder(out)
    if csv:
        raise BadUsage("CSV files stand in a folder", allowed="--csv with -o DIR", key="--csv")
    if resume:
        raise BadUsage(f"a {kind} goes on in its folder", allowed="--resume with -o DIR", key="--resume")
    return None


def held_whole(folder: Path | None, campaigns: int) -> bool:
    """Whether a folder holds the whole of a run of so many campaigns already."""
    from sepeace.store.read_results import state_of

    found = None if folder is None else state_of(folder)
    return found is not None and found.finished and found.campaigns == campaigns


def write_tables(folder: Path, csv: bool, quiet: bool) -> None:
    """The tables of a folder as CSV beside the others, where that is wanted, and a word of it."""
    if csv:
        from sepeace.store.csv_files import write_csv

        note(f"wrote {folder}/: {', '.join(write_csv(folder))}", quiet)


def command(
    verb: str, scenario: str, campaigns: int, seed: int, given: str | None, cluster: str | None,
    settings: Sequence[str] | None, more: Sequence[str] = (),
) -> list[str]:  # fmt: skip
    """The words that ask for the same run again, but for its folder.

    Args:
        more: words of this verb alone; they follow the scenario.
    """
    from sepeace.record.own import folder

    words = ["sepeace", verb, scenario, *more, "-n", str(campaigns), "--seed", str(seed)]
    words += ["--given", given] if given else []
    words += ["--cluster", cluster] if cluster else []
    own = folder()
    words += ["--record", own] if own else []
    return words + [word for setting in settings or () for word in ("--set", setting)]


def counted_from(window_days: int) -> list[str]:
    """The words that say from how many days a window counts, where it is not one."""
    return [] if window_days == 1 else ["--window-days", str(window_days)]


@contextmanager
def resumable(folder: Path | None, words: Sequence[str]) -> Iterator[None]:
    """After Ctrl-C, say how much is safe in the folder and how to go on; leave with status INTERRUPTED.

    Without a folder nothing is safe, and Ctrl-C goes its way.

    Args:
        words: the command that asks for this run, as ``command`` makes it.
    """
    try:
        yield
    except KeyboardInterrupt:
        if folder is None:
            raise
        from sepeace.store.read_results import state_of

        found = state_of(folder)
        done = "0" if found is None else f"{found.done:,} of {found.rows:,}"
        again = shlex.join([*words, "-o", str(folder), "--resume"])
        line = f"stopped; {done} campaigns are safe in {folder}; to go on: {again}"
        sys.stderr.write(("\n" if sys.stderr.isatty() else "") + line + "\n")
        raise SystemExit(INTERRUPTED) from None
