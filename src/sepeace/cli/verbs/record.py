"""`sepeace record`: the facts that every run starts from, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sepeace.cli.options import Json
from sepeace.cli.output import emit_json, say, table, wrapped
from sepeace.cli.record_tables import TABLES
from sepeace.errors import UnknownName, require_known

if TYPE_CHECKING:
    from sepeace.documents.facts import ClaimRow, CrimeRow, ParameterRow, RecordedLine
    from sepeace.model.parameters import Parameter

PARTS = (
    *("contacts", "channels", "news", "people", "operations", "fronts", "events", "crimes", "locks"),
    *("lines", "finland", "finland_front", "parameters", "slips", "claims"),
)


def _part(text: str) -> str:
    return require_known(text, PARTS, "the record has no such part", key="PART")


def record(
    part: Annotated[
        str | None, typer.Argument(parser=_part, metavar="[PART]", help="One of: " + ", ".join(PARTS) + ".")
    ] = None,
    id: Annotated[str | None, typer.Argument(metavar="[ID]", help="One row of that part, in full.")] = None,
    find: Annotated[
        str | None, typer.Option("--find", metavar="WORDS", help="Only rows that hold all of these words.")
    ] = None,
    json: Json = False,
) -> None:
    """The facts and numbers that every run starts from.

    Contacts with evidence grades, their channels, what the West heard of them, people; operations with
    scores, fronts, events, those of them that are crimes, locks; lines and who lives west of them; Finland's
    steps and her own front; every parameter of the model with its symbol, unit, range and source; corrected
    slips; and what stands for each claim of the source document.

    \b
    Example:
      sepeace record contacts
      sepeace record contacts stockholm_june_1943
      sepeace record parameters --find "cost of war"
      sepeace record events --find landing
      sepeace record finland --find Kollontai
      sepeace record claims C65
    """
    from sepeace import record as records

    loaded = records.load()
    parts = PARTS if part is None else (part,)
    rows = {name: [row for row in _ROWS[name](loaded) if _holds(row, find)] for name in parts}
    if part is not None and id is not None:
        rows[part] = [_named(part, _ROWS[part](loaded), id)]
    elif find is not None and not any(rows.values()):
        raise UnknownName("no row holds these words", given=find, allowed="other words", key="--find")
    if json:
        from sepeace.documents.facts import RecordDocument

        emit_json(RecordDocument(**{name: tuple(map(_flat, found)) for name, found in rows.items()}))
        return
    if part is not None and id is not None:
        say(_in_full(rows[part][0]))
        return
    for number, name in enumerate(parts if find is None else [name for name in parts if rows[name]]):
        if number:
            say()
        title, heads, cells = TABLES[name]
        say(wrapped(title))
        say(table([cells(row) for row in rows[name]], heads))
        if name == "operations" and find is None:
            say("\n" + wrapped(_spread(loaded.operations)))


def rows_of(part: str) -> Sequence[Any]:
    """The rows of a part as the verb has them."""
    from sepeace import record as records

    return _ROWS[part](records.load())


def _holds(row: Any, words: str | None) -> bool:
    """Whether a row holds all the words, in any of its columns and in any order; case does not count."""
    if words is None:
        return True
    text = " ".join(str(value) for value in asdict(_flat(row)).values()).replace("_", " ").lower()
    return all(word in text for word in words.replace("_", " ").lower().split())


def _named(part: str, rows: Sequence[Any], name: str) -> Any:
    """The row of a part that has this id; a parameter has its name for one, and a front none."""
    known = {str(getattr(row, "id", None) or getattr(row, "key", "")): row for row in rows}
    known.pop("", None)
    if not known:
        raise UnknownName(f"rows of the {part} have no id", given=name, allowed="no id, or --find", key="ID")
    return known[require_known(name, known, f"the {part} have no such row", key="ID")]


def _in_full(row: Any) -> str:
    """Every field of a row with its name, one below the other; what is unknown or empty is a dash."""
    told = asdict(_flat(row)).items()
    return "\n".join(f"{name.replace('_', ' ')}: {_value(name, value)}" for name, value in told)


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= _LARGE else f"{value:g}"
    if isinstance(value, (tuple, list)):
        return ", ".join(str(one).replace("_", " ") for one in value) or "–"
    if value is None or value == "":
        return "–"
    return str(value).replace("_", " ") if name in _CODED else str(value)


_LARGE = 10_000.0
"""From here on a number is one of men, told whole."""
_CODED = ("grade", "result", "channel", "line", "kind", "role")
"""Fields whose codes are read as words."""


def _flat(row: Any) -> Any:
    """A parameter as one flat row; all else as it is."""
    from sepeace.model.parameters import Parameter

    return parameter_row(row) if isinstance(row, Parameter) else row


def parameter_row(row: Parameter) -> ParameterRow:
    """What is known of a parameter, as one flat row."""
    from sepeace.documents.facts import ParameterRow

    quantity = row.quantity
    return ParameterRow(
        key=row.key,
        symbol=row.symbol,
        default=quantity.value,
        low=quantity.low,
        high=quantity.high,
        unit=quantity.unit,
        drawn=row.drawn,
        meaning=row.meaning,
        claim=row.claim,
        source=quantity.source,
    )


def _claims(loaded: Any) -> Sequence[ClaimRow]:
    """Statements of the source document with their homes."""
    from sepeace.documents.facts import ClaimRow
    from sepeace.validation.claim_homes import homes

    found = homes()
    own = ("id", "actor", "statement", "effect", "certainty", "period", "document_section", "cites")
    return [
        ClaimRow(
            **{name: getattr(row, name) for name in own},
            home=found[row.id].home,
            name=found[row.id].name,
            why=found[row.id].why,
        )
        for row in loaded.claims
    ]


def _crimes(loaded: Any) -> Sequence[CrimeRow]:
    """Events of the kind crime, each with its place on the map."""
    from sepeace.documents.facts import CrimeRow
    from sepeace.figures.maps.sites import CRIME, EVERYWHERE, sites

    places = {site.event: site.place for site in sites()}
    own = ("id", "date", "end", "name", "actor", "source", "confidence", "notes")
    return [
        CrimeRow(**{name: getattr(row, name) for name in own}, place=places.get(row.id, EVERYWHERE))
        for row in loaded.events
        if row.kind == CRIME
    ]


def _lines(loaded: Any) -> Sequence[RecordedLine]:
    """Lines of the map, each with what lies west of it where that is known."""
    from sepeace.documents.facts import RecordedLine

    found = {row.line: row for row in loaded.line_scalars}
    rows = []
    for row in loaded.lines:
        west = found.get(row.id)
        rows.append(
            RecordedLine(
                id=row.id,
                title=row.title,
                places=tuple(point.anchor for point in row.points if point.anchor),
                points=tuple((point.lat, point.lon) for point in row.points),
                # No line has nobody behind it: where the share is of nobody, the millions say who is.
                soviet_people=(west.population or None) if west else None,
                poland_millions=west.poland_millions if west else None,
                elsewhere_millions=west.elsewhere_millions if west else None,
                west_source=f"{west.source}; {west.west_source}" if west else "",
                source=row.source,
                confidence=row.confidence,
            )
        )
    return rows


def _all_parameters() -> Sequence[Parameter]:
    from sepeace.model.parameters import PARAMETERS

    return PARAMETERS


_ROWS: dict[str, Callable[[Any], Sequence[Any]]] = {
    "contacts": lambda loaded: loaded.contacts,
    "news": lambda loaded: loaded.news,
    "operations": lambda loaded: loaded.operations,
    "fronts": lambda loaded: sorted(loaded.front, key=lambda knot: (knot.date, knot.sector)),
    "events": lambda loaded: sorted(loaded.events, key=lambda event: (event.date, event.number)),
    "parameters": lambda loaded: _all_parameters(),
    "locks": lambda loaded: loaded.locks,
    "slips": lambda loaded: loaded.slips,
    "people": lambda loaded: loaded.people,
    "claims": _claims,
    "channels": lambda loaded: loaded.channels,
    "crimes": _crimes,
    "lines": _lines,
    "finland": lambda loaded: sorted(loaded.finland, key=lambda row: (row.date, row.number)),
    "finland_front": lambda loaded: loaded.finland_front,
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
