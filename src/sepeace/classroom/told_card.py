"""The card of an assumption in another language: each of its lines by a pattern of ``told/card.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from sepeace.classroom.texts import day, texts
from sepeace.record import load
from sepeace.scenario.tables.departures import POLICY_OF, PROFILE_OF

ISO = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
ENGLISH_DAY = re.compile(r"\b(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* (\d{4})\b")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NUMBER = r"-?[\d.]+"
SHAPES = {
    "day": r"\d{4}-\d\d-\d\d",
    "n": NUMBER,
    "m": NUMBER,
    "thousands": r"[\d,]+",
    "score": r"(?:[a-z ]+ \(score -?[\d.]+\)|score -?[\d.]+)",
    "key": r"[\w.]+",
    "attack": r"\w+",
    "how": r"(?:, .+)?",
    "sectors": r"[A-Za-z, ]+?",
    "ended": r"\w+",
    "chance": r"(?:not defined by the model|not in doubt|about [\d,]+ in [\d,]+)",
}
"""What a field of a pattern can hold, where that is not just any text."""


def card_in(language: str, made: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """The headings and lines of a card; a line that has no pattern stays as it is."""
    return [(line_in(language, head), [line_in(language, one) for one in lines]) for head, lines in made]


def line_in(language: str, line: str) -> str:
    """One line. What is said of a change wherever it acts has its words among the tables."""
    return _said(language).get(line) or found_in(language, "lines", line) or line


def in_words(language: str, text: str) -> str:
    """A text with the English dates in it as a language writes them."""

    def written(found: re.Match[str]) -> str:
        number, month, year = found.groups()
        return day(language, date(int(year), MONTHS.index(month) + 1, int(number)))

    return ENGLISH_DAY.sub(written, text)


def found_in(language: str, table: str, text: str) -> str | None:
    """A text by the first pattern of a table that it has, and whose fields have words; None for none."""
    for shape, own in _patterns(language, table):
        match = shape.fullmatch(text)
        if match is None:
            continue
        values = {name: _field(language, name, value) for name, value in match.groupdict().items()}
        if None not in values.values():
            return re.sub(" +", " ", own.format(**values)).strip()
    return None


@cache
def _patterns(language: str, table: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = texts(language, "told/card")[table]
    return tuple((re.compile(_shape(english), re.DOTALL), own) for english, own in rows)


def _shape(english: str) -> str:
    parts = re.split(r"\{(\w+)\}", english)
    made = [re.escape(parts[0])]
    for name, after in zip(parts[1::2], parts[2::2], strict=True):
        shape = SHAPES.get(name.rsplit("_", 1)[-1], r".+?")
        if name == "op":
            shape = f"(?:{'|'.join(re.escape(one) for one in _battles())})"
        made.append(f"(?P<{name}>{shape}){re.escape(after)}")
    return "".join(made)


def _field(language: str, name: str, value: str) -> str | None:
    """What stands for a field, by the last part of its name; None where it has no words."""
    kind = name.rsplit("_", 1)[-1] if name not in ("op_id", "event_id", "policy_id") else name
    fill = FIELDS.get(kind)
    return value if fill is None else fill(language, value)


def _number(language: str, value: str) -> str:
    return value.replace(".", str(texts(language, "words")["number"]["decimal"]))


def _thousands(language: str, value: str) -> str:
    return value.replace(",", str(texts(language, "words")["number"]["thousands"]))


def _day(language: str, value: str) -> str:
    return day(language, date.fromisoformat(value))


@cache
def _battles() -> dict[str, str]:
    """Battles of the record: ids by name."""
    found = {row.name: row.id for row in load().operations}
    return found | {row.name: row.id for row in load().western_battles}


def _op(language: str, value: str) -> str | None:
    return _op_id(language, _battles().get(value, ""))


def _op_id(language: str, value: str) -> str | None:
    found: str | None = texts(language, "package")["operations"].get(value)
    return found


def _ops(language: str, value: str) -> str | None:
    found = [_op_id(language, name) for name in re.findall(r"\[(\w+)\]", value)]
    told = [one for one in found if one is not None]
    return "; ".join(told) if told and len(told) == len(found) else None


def _names(language: str, value: str) -> str | None:
    """Names of battles in a row; a name may have a comma."""
    left, found = value, []
    while left:
        name = next((one for one in sorted(_battles(), key=len, reverse=True) if left.startswith(one)), None)
        own = None if name is None else _op(language, name)
        if name is None or own is None:
            return None
        found.append(own)
        left = left.removeprefix(name).removeprefix(", ")
    return "; ".join(found)


def _event(language: str, value: str) -> str | None:
    names = {row.name: row.id for row in load().events}
    return _event_id(language, names.get(value, ""))


def _event_id(language: str, value: str) -> str | None:
    found: str | None = texts(language, "told/events")["event"].get(value)
    return found


def _contact(language: str, value: str) -> str | None:
    rows = {**texts(language, "told/contacts"), **texts(language, "record")["contact"]}
    return f"„{rows[value]['title']}“" if value in rows else None


def _score(language: str, value: str) -> str:
    words = texts(language, "told/card")["words"]
    name, _, rest = value.rpartition("score ")
    number = _number(language, rest.rstrip(")"))
    return f"{words[name.rstrip(' (')]} (Wert {number})" if name else f"Wert {number}"


def _words(language: str, value: str) -> str:
    """Words of a list, each with its own; what has none stays."""
    words = texts(language, "told/card")["words"]
    made = []
    for part in value.split(", "):
        name, blank, number = part.rpartition(" ")
        if blank and re.fullmatch(NUMBER, number) and name in words:
            made.append(f"{words[name]} {_number(language, number)}")
        else:
            made.append(words.get(part, part))
    return ", ".join(made)


def _channel(language: str, value: str) -> str | None:
    rows = texts(language, "told/sentences")["CHANNELS"]
    return str(rows[value][0]) if value in rows else None


def _how(language: str, value: str) -> str | None:
    """How a contact takes place: what follows it, part by part."""
    words, made = texts(language, "told/card")["how"], []
    for part in value.removeprefix(", ").split(", ") if value else ():
        name, _, rest = part.partition(" ")
        if part in words:
            made.append(words[part])
        elif name == "through":
            made.append(words[name].format(channel=_channel(language, rest)))
        elif name == "line":
            made.append(words[name].format(line=texts(language, "told/events")["line"].get(rest, rest)))
        elif name == "with":
            made.append(
                words[name].format(clauses=texts(language, "told/sentences")["CLAUSES"].get(rest, rest))
            )
        else:
            return None
    return "".join(f", {one}" for one in made)


def _parts(language: str, value: str) -> str | None:
    found = [found_in(language, "parts", one) for one in value.split("; ")]
    told = [one for one in found if one is not None]
    return "; ".join(told) if len(told) == len(found) else None


def _policy(language: str, value: str) -> str | None:
    ids = {row.title: name for name, row in POLICY_OF.items()}
    return _policy_id(language, ids.get(value, ""))


def _policy_id(language: str, value: str) -> str | None:
    rows = texts(language, "told/tables")["scenario.tables.departures:POLICY_OF"]
    if value in rows:
        return str(rows[value]["title"])
    return _event_id(language, value)


def _who(language: str, value: str) -> str | None:
    return _of_profile(language, value, "who")


def _profile(language: str, value: str) -> str | None:
    return _of_profile(language, value.lower(), "title")


def _of_profile(language: str, value: str, key: str) -> str | None:
    rows = texts(language, "told/tables")["scenario.tables.departures:PROFILE_OF"]
    found = (
        name for name, row in PROFILE_OF.items() if value in (getattr(row, key), getattr(row, key).lower())
    )
    return next((str(rows[name][key]) for name in found), None)


def _in(table: str) -> Callable[[str, str], str | None]:
    def words(language: str, value: str) -> str | None:
        found: str | None = texts(language, "told/card")[table].get(value)
        return found

    return words


def _grade(language: str, value: str) -> str | None:
    found: str | None = texts(language, "told/names")["grades"].get(value.replace(" ", "_"))
    return found


FIELDS: Mapping[str, Callable[[str, str], Any]] = {
    "day": _day,
    "n": _number,
    "m": _number,
    "thousands": _thousands,
    "op": _op,
    "op_id": _op_id,
    "ops": _ops,
    "names": _names,
    "event": _event,
    "event_id": _event_id,
    "contact": _contact,
    "score": _score,
    "sectors": _words,
    "text": _words,
    "channel": _channel,
    "how": _how,
    "parts": _parts,
    "policy": _policy,
    "policy_id": _policy_id,
    "who": _who,
    "profile": _profile,
    "ended": _in("ended"),
    "unit": _in("units"),
    "why": _in("presupposes"),
    "grade": _grade,
    "chance": lambda language, value: found_in(language, "chances", value),
    "because": lambda language, value: found_in(language, "because", value),
    "rest": lambda language, value: found_in(language, "lines", value),
}
"""What stands for a field, by its kind."""


def _said(language: str) -> dict[str, str]:
    """What is said of profiles and policies wherever they act, by its English text."""
    from sepeace.scenario.tables.departures import BESIDE

    tables = texts(language, "told/tables")
    made: dict[str, str] = {}
    for name, rows in (("PROFILE_OF", PROFILE_OF), ("POLICY_OF", POLICY_OF)):
        own = tables[f"scenario.tables.departures:{name}"]
        made |= {row.said: str(own[key]["said"]) for key, row in rows.items()}
    beside = tables["scenario.tables.departures:BESIDE"]
    return made | {text: str(beside[key]) for key, text in BESIDE.items()}
