"""`sepeace lesson`: all that a class needs, in one folder."""

from __future__ import annotations

from typing import Annotated

import typer

from sepeace.cli.output import check_folder, note
from sepeace.cli.request import Request, with_options


@with_options("out campaigns seed workers quiet", campaigns=1_000)
def lesson(
    asked: Request,
    *,
    out: Annotated[str, typer.Option("-o", "--out", metavar="DIR", help="The folder to write.")],
) -> None:
    """All that a class needs, in one folder.

    The page that runs the model in any browser, two ready reports, and sheets to print, in English and
    German. The folder goes on a share or a stick; open index.html first.

    \b
    Example:
      sepeace lesson -o lesson
    """
    folder = check_folder(out)
    from sepeace.classroom.lesson import lesson as made

    written = made(folder, campaigns=asked.campaigns, seed=asked.seed, workers=asked.workers)
    note(f"wrote {folder}/: {len(written)} files; open {written[0].name} first", asked.quiet)
