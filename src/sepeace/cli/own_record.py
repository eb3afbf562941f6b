"""`--record DIR`: the same for every verb that reads the record, so it is said once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Annotated, Any

import typer

from sepeace.cli.output import note
from sepeace.cli.request import parameters, signed

RecordFolder = Annotated[
    str | None,
    typer.Option("--record", metavar="DIR", help="Corrected rows: CSV files in place of the record's own."),
]
NAME = "record_folder"


def with_record(verb: Callable[..., None]) -> Callable[..., None]:
    """The verb with an option ``--record``, which is obeyed before anything of it is done."""

    @wraps(verb)
    def obeying(**words: Any) -> None:
        from sepeace.record import own_files, use

        folder = words.pop(NAME)
        if folder is not None:
            use(folder)
        files = ", ".join(own_files())
        if files:
            note(f"sepeace: of the record these files are your own: {files}", words.get("quiet", False))
        verb(**words)

    more = inspect.Parameter(NAME, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=RecordFolder)
    return signed(obeying, [*parameters(verb).values(), more])
