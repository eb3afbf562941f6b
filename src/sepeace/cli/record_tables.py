"""How parts of the record look in a terminal: a title, the heads of the columns, and the cells of a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sepeace.scenario.vocabulary import ACTING_EVENTS

if TYPE_CHECKING:
    from sepeace.model.parameters import Parameter


def _parameter(row: Parameter) -> tuple[object, ...]:
    quantity = row.quantity
    drawn = "yes" if row.drawn else "no"
    span = f"{quantity.low:g} to {quantity.high:g}"
    return (row.key, row.symbol, quantity.value, span, quantity.unit, drawn, row.meaning, quantity.source)


def _event(row: Any) -> tuple[object, ...]:
    acts = "yes" if row.id in ACTING_EVENTS else "no"
    return (row.date, row.id, row.kind.replace("_", " "), acts, row.name, row.source)


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


def _line(row: Any) -> tuple[object, ...]:
    soviet = None if row.soviet_people is None else 100.0 * row.soviet_people
    behind = (soviet, row.poland_millions, row.elsewhere_millions)
    return (row.id, row.title, ", ".join(row.places), *behind, row.source)


TABLES: dict[str, tuple[str, tuple[str, ...], Callable[[Any], tuple[object, ...]]]] = {
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
    "channels": (
        "Roads that a message can take; leaks and readings are a month under way, gates are chances",
        (
            *("id", "name", "opened by", "opens", "closes", "shut", "months", "leak", "read"),
            *("gate, Germany", "gate, Soviet Union", "mediated a month", "source"),
        ),
        lambda row: (
            *(row.id, row.name, ", ".join(row.sides), row.opens, row.closes, "yes" if row.shut else "no"),
            *(row.latency_months, row.leak, row.interception, row.gate_germany, row.gate_soviet),
            *(row.mediated_per_month, row.source),
        ),
    ),
    "crimes": (
        "Crimes that the calendar names; that it does not name one never means that there was none",
        ("date", "id", "whose", "where", "what", "source"),
        lambda row: (row.date, row.id, row.actor, row.place, row.name, row.source),
    ),
    "lines": (
        "Lines of the map, and who lived west of them before the war",
        (
            *("id", "line", "from north to south", "Soviet people, of 100"),
            *("people of pre-war Poland, millions", "of other occupied countries, millions", "source"),
        ),
        _line,
    ),
    "finland": (
        "Finland's steps: terms, demand of surrender and pledge act, the rest is told; the border is a share "
        "on her own ruler, .5 that of 1940, .6 that of 1939",
        ("when", "id", "role", "from", "to", "what", "border", "answer", "evidence", "source"),
        lambda row: (
            *(row.date if row.until == row.date else f"{row.date} to {row.until}", row.id, row.role),
            *(row.sender, row.receiver, row.what, row.border, row.answer, row.grade.replace("_", " ")),
            row.source,
        ),
    ),
    "finland_front": (
        "Where Finland's own front stood, as a share on her ruler",
        ("date", "share", "where", "not without", "source"),
        lambda row: (row.date, row.share, row.place, row.presupposes, row.source),
    ),
    "claims": (
        "What the source document states, and what stands for it here; none: nothing does, and why",
        ("id", "who", "statement", "home", "name", "how, or why not"),
        lambda row: (row.id, row.actor, row.statement, row.home, row.name.replace("_", " "), row.why),
    ),
}
