"""`sepeace check`: limiting cases against closed forms, the war as recorded, the switches of the claims."""

from __future__ import annotations

from typing import Any

import typer

from sepeace.cli.options import Json
from sepeace.cli.output import emit_json, say, table


def check(json: Json = False) -> None:
    """The model held against closed forms.

    And against the war as recorded. Turns every switch of a claim. Leaves with status 1 where one fails.

    \b
    Example:
      sepeace check
    """
    from sepeace.analysis.check import check as run_checks

    content = run_checks().to_json()
    if json:
        emit_json(content)
    else:
        _print(content)
    if not content["ok"]:
        raise typer.Exit(1)


def _print(content: dict[str, Any]) -> None:
    for title, key in (("Limiting cases", "cases"), ("The war as recorded", "hindcast")):
        rows = content[key]
        if not rows:
            continue
        say(f"{title}: {sum(row['ok'] for row in rows)} of {len(rows)} hold")
        heads = ("case", "", "expected", "got", "tolerance")
        say(table([_row(row) for row in rows], heads))
        say()
    _print_claims(content["claims"])
    say("All hold." if content["ok"] else "Some fail; they are marked FAILS.")


def _print_claims(rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    say(f"Claims, each switch turned off: {sum(row['ok'] for row in rows)} of {len(rows)} hold")
    cells = [
        (row["id"], "holds" if row["ok"] else "FAILS", row["switch"], row["term"], row["got"]) for row in rows
    ]
    say(table(cells, ("claim", "", "switch", "term", "without it")))
    say()


def _row(row: dict[str, Any]) -> tuple[object, ...]:
    mark = "holds" if row["ok"] else "FAILS"
    return (row["id"], mark, _short(row["expected"]), _short(row["got"]), row["tolerance"])


def _short(value: object) -> object:
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(str(_short(item)) for item in value)
    return value
