"""`sepeace schema`: the JSON Schemas of what ``--json`` prints."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sepeace.cli.output import say, table


def schema(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A verb, or error for the message of a mistake.")
    ] = None,
) -> None:
    """The JSON Schema of a verb's machine output.

    Without a name, all that there are.

    \b
    Example:
      sepeace schema batch
    """
    from sepeace import documents

    if name is not None:
        sys.stdout.write(documents.text(name).rstrip("\n") + "\n")
        return
    rows = [(one, documents.shipped(one)["description"]) for one in documents.names()]
    say(table(rows, ("name", "what it describes")))
