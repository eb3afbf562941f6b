"""`sepeace record`: the facts that every run starts from, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

from sepeace.cli.options import Json
from sepeace.cli.output import emit_json, say, table, wrapped
from sepeace.errors import UnknownName, nearest

PARTS = ("contacts", "operations", "fronts", "slips")


def _part(text: str) -> str:
    if text not in PARTS:
        near = nearest(text, PARTS)
        raise UnknownName("the record has no such part", given=text, allowed=PARTS, nearest=near, key="PART")
    return text


def record(
    part: Annotated[
        str | None, typer.Argument(parser=_part, metavar="[PART]", help="One of: " + ", ".join(PARTS) + ".")
    ] = None,
    json: Json = False,
) -> None:
    """The facts that every run starts from.

    Contacts with evidence grades, operations with scores, fronts, corrected slips.

    \b
    Example:
      sepeace record contacts
    """
    from sepeace import record as records

    loaded = records.load()
    parts = PARTS if part is None else (part,)
    if json:
        emit_json({name: _ROWS[name](loaded) for name in parts})
        return
    for number, name in enumerate(parts):
        if number:
            say()
        title, heads, cells = _TABLES[name]
        say(wrapped(title))
        say(table([cells(row) for row in _ROWS[name](loaded)], heads))
        if name == "operations":
            say("\n" + wrapped(_spread(loaded.operations)))


_ROWS: dict[str, Callable[[Any], Sequence[Any]]] = {
    "contacts": lambda loaded: loaded.contacts,
    "operations": lambda loaded: loaded.operations,
    "fronts": lambda loaded: sorted(loaded.front, key=lambda knot: (knot.date, knot.sector)),
    "slips": lambda loaded: loaded.slips,
}


def _spread(operations: Any) -> str:
    from sepeace.record.spread import spread

    found = spread(operations)
    return (
        f"Scores were coded twice. Of {found.compared} operations coded at two times "
        f"{100.0 * found.share_equal:.0f}% have the same score both times; the two lie "
        f"{found.mean_absolute:.2f} points apart on average ({found.root_mean_square:.2f} as root mean "
        f"square), {found.largest:g} at most. The second coder knew the first scores, so two strangers would "
        f"differ more. {found.left_out} operations had both codings at once and are left out."
    )


def _contact(row: Any) -> tuple[object, ...]:
    when = row.start if row.end in (None, row.start) else f"{row.start} to {row.end}"
    return (when, row.id, row.sender, row.grade.replace("_", " "), row.channel, row.title)


def _operation(row: Any) -> tuple[object, ...]:
    span = f"{row.start} to {row.end}"
    return (
        span,
        row.id,
        row.attacker,
        "/".join(row.sectors),
        f"{row.score:+g}",
        f"{row.score_second:+g}",
        row.outcome,
    )


_TABLES: dict[str, tuple[str, tuple[str, ...], Callable[[Any], tuple[object, ...]]]] = {
    "contacts": (
        "Reported peace contacts, with the grade of their evidence",
        ("when", "id", "from", "evidence", "channel", "what"),
        _contact,
    ),
    "operations": (
        "Operations; score from the attacker's side: -1.5 disaster, -0.5 failure, 1 success, 2 decisive",
        ("when", "id", "attacker", "sectors", "score", "again", "outcome"),
        _operation,
    ),
    "fronts": (
        "The front by sector, km east of the frontier of 22 June 1941",
        ("date", "sector", "km", "near"),
        lambda row: (row.date, row.sector, row.km, row.anchor),
    ),
    "slips": (
        "What the source document says and the record has instead",
        ("id", "document", "record", "source"),
        lambda row: (row.id, row.document_says, row.record_has, row.source),
    ),
}
