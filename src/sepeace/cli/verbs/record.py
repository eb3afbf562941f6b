"""`sepeace record`: the facts that every run starts from, with their evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sepeace.cli.options import Json
from sepeace.cli.output import emit_json, say, table, wrapped
from sepeace.errors import UnknownName, require_known
from sepeace.scenario.vocabulary import ACTING_EVENTS

if TYPE_CHECKING:
    from sepeace.documents.facts import ClaimRow, ParameterRow
    from sepeace.model.parameters import Parameter

PARTS = (
    *("contacts", "news", "operations", "fronts", "events", "parameters", "slips", "people", "locks"),
    "claims",
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

    Contacts with evidence grades, what the West heard of them, operations with scores, fronts, events,
    locks, corrected slips, people; every parameter of the model with its symbol, unit, range and source; and
    what stands for each claim of the source document.

    \b
    Example:
      sepeace record contacts
      sepeace record contacts stockholm_june_1943
      sepeace record parameters --find "cost of war"
      sepeace record events --find landing
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
        title, heads, cells = _TABLES[name]
        say(wrapped(title))
        say(table([cells(row) for row in rows[name]], heads))
        if name == "operations" and find is None:
            say("\n" + wrapped(_spread(loaded.operations)))


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
_CODED = ("grade", "result", "channel", "line", "kind")
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


def _parameter(row: Parameter) -> tuple[object, ...]:
    quantity = row.quantity
    drawn = "yes" if row.drawn else "no"
    span = f"{quantity.low:g} to {quantity.high:g}"
    return (row.key, row.symbol, quantity.value, span, quantity.unit, drawn, row.meaning, quantity.source)


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


def _event(row: Any) -> tuple[object, ...]:
    acts = "yes" if row.id in ACTING_EVENTS else "no"
    return (row.date, row.id, row.kind.replace("_", " "), acts, row.name, row.source)


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
    return (when, row.id, row.pair, row.sender, row.grade.replace("_", " "), row.channel, row.title)


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
        ("when", "id", "pair", "from", "evidence", "channel", "what"),
        _contact,
    ),
    "news": (
        "What the West learned of a separate peace; the grade is that of its having learned it",
        ("when", "id", "says", "evidence", "of", "source"),
        lambda row: (row.date, row.id, row.kind, row.grade.replace("_", " "), row.contact, row.source),
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
    "events": (
        "Events beside operations and contacts; only those that act can be changed in a scenario",
        ("date", "id", "kind", "acts", "what", "source"),
        _event,
    ),
    "parameters": (
        "Every number of the model that is not in the record; NAME=VALUE after --set changes one. Drawn: "
        "each campaign draws its own value from the range",
        ("name", "symbol", "default", "range", "unit", "drawn", "meaning", "source"),
        _parameter,
    ),
    "locks": (
        "What stood between a German approach and a settlement with the West; the first event shuts it",
        ("id", "lock", "shut by", "opened by", "source"),
        lambda row: (row.id, row.name, ", ".join(row.shut_by), ", ".join(row.opened_by) or "-", row.source),
    ),
    "slips": (
        "What the source document says and the record has instead",
        ("id", "document", "record", "source"),
        lambda row: (row.id, row.document_says, row.record_has, row.source),
    ),
    "people": (
        "German officials who had a part in contacts: who asks his own leader first, writes unasked, "
        "receives, or tells what others keep back",
        ("id", "office", "does", "from", "until", "weight", "channels", "ministry", "source"),
        lambda row: (
            row.id,
            row.office,
            ", ".join(row.does),
            row.start,
            row.end,
            row.weight,
            ", ".join(row.channels),
            "yes" if row.ministry else "no",
            row.source,
        ),
    ),
    "claims": (
        "What the source document states, and what stands for it here; none: nothing does, and why",
        ("id", "who", "statement", "home", "name", "how, or why not"),
        lambda row: (row.id, row.actor, row.statement, row.home, row.name.replace("_", " "), row.why),
    ),
}
