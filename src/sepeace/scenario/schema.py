"""TOML text to a `Scenario`. Pydantic reads it; beside this only the JSON schemas (`documents`) need that.

Strict: no value is converted from one type to another, no unknown key passes, and every message
is our own. A file cannot run code: it is read as data and as nothing else. Places are counted from
one: `change[2].outcome` is the outcome of the second `[[change]]`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import MISSING, fields, replace
from datetime import date, datetime
from functools import partial
from numbers import Real
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, create_model
from pydantic_core import ErrorDetails, PydanticCustomError

from sepeace.errors import (
    BadScenario,
    BadValue,
    Contradiction,
    SepeaceError,
    UnknownName,
    nearest,
    require_known,
    unprintable,
)
from sepeace.quantities import finite
from sepeace.scenario.assume import assume
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import CHANGES, Change, EventChange, OperationChange
from sepeace.scenario.checks.record import PRINTABLE, complete
from sepeace.scenario.scenario import SCHEMA, Scenario
from sepeace.scenario.vocabulary import KINDS, OUTCOMES

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TOML_PLACE = re.compile(r"\s*\(at (line (\d+), column (\d+)|end of document)\)\s*$")


def _fault(message: str, allowed: str | None = None) -> PydanticCustomError:
    return PydanticCustomError("fault", "{message}", {"message": message, "allowed": allowed})


def _what(value: object) -> str:
    names: tuple[tuple[type | tuple[type, ...], str], ...] = (
        (bool, "true or false"),
        (int, "a whole number"),
        (float, "a number"),
        (str, "text"),
        (datetime, "a date with a time of day"),
        (date, "a date"),
        ((list, tuple), "a list"),
        (dict, "a table"),
    )
    return next((words for kind, words in names if isinstance(value, kind)), "something else")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise _fault(f"a number is needed, not {_what(value)}")
    number = finite(value)
    if number is None:
        raise _fault("a finite number is needed", "no nan, no inf")
    return number


def _day(value: object) -> date:
    if isinstance(value, datetime):
        raise _fault("a date without a time of day is needed", "such as 1943-07-05")
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise _fault(f"a date is needed, not {_what(value)}", 'such as 1943-07-05 or "1943-07-05"')
    if not _ISO_DATE.fullmatch(value):
        raise _fault("not a date", 'year-month-day, such as 1943-07-05 or "1943-07-05"')
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _fault("the calendar has no such day", "such as 1943-07-05") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _fault(f"text in quotes is needed, not {_what(value)}")
    if not value.strip():
        raise _fault("empty text")
    text = value.strip()
    wrong = unprintable(text)
    if wrong is not None:
        raise _fault(f"this text holds {wrong}, which cannot be printed", PRINTABLE)
    return text


def _prose(value: object) -> str:
    """Text that may run over several lines of the file; it is one paragraph to readers."""
    return _text(" ".join(value.split()) if isinstance(value, str) else value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise _fault(f"true or false is needed, not {_what(value)}", "true, false (without quotes)")
    return value


def _names(value: object, read: Callable[[object], str] = _text) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _fault(f"a list of texts is needed, not {_what(value)}", 'such as ["one", "two"]')
    return tuple(read(item) for item in value)


Number = Annotated[float, BeforeValidator(_number)]
Day = Annotated[date, BeforeValidator(_day)]
Text = Annotated[str, BeforeValidator(_text)]
Prose = Annotated[str, BeforeValidator(_prose)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
Works = Annotated[tuple[str, ...], BeforeValidator(partial(_names, read=_prose))]


class _Table(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class _File(_Table):
    version: int = Field(alias="schema")
    title: Text
    question: Prose
    branch: Day | None = None
    antecedent: Prose = ""
    sources: Works = ()
    banner: Prose = ""
    counted: Flag = True
    bears: Works = ()
    assumptions: dict[str, Any] = {}
    change: list[dict[str, Any]] = []


_READERS: dict[object, Any] = {str: Text, float: Number, bool: Flag, date: Day, tuple[str, ...]: Names}


def _table_of(kind: type[Change]) -> type[_Table]:
    """What a ``[[change]]`` of one kind may say: the fields of its class, each read by its type."""
    hints, keys = get_type_hints(kind), {"target": kind.kind, "start": kind.start_key}
    rows: dict[str, Any] = {}
    for field in fields(kind):
        if field.name != "where":
            said, *_ = get_args(hints[field.name]) or (hints[field.name],)
            default = ... if field.default is MISSING else field.default
            rows[field.name] = (_READERS[said], Field(default, alias=keys.get(field.name)))
    return create_model(kind.__name__, __base__=_Table, **rows)


_TABLES = {name: _table_of(kind) for name, kind in CHANGES.items()}


def read(text: str, *, name: str, file: str | None = None, checked: bool = True) -> Scenario:
    """A scenario from TOML text.

    Args:
        text: the content of the file.
        name: what the scenario is called from here on.
        file: the file as the user named it, for messages.
        checked: whether to hold it against the record too; without, only its form is checked.

    Raises:
        SepeaceError: one message, with the file and the place in it.
    """
    try:
        scenario = _scenario(_parsed(text), name)
        return complete(scenario) if checked else scenario
    except SepeaceError as error:
        raise error.located(file=file) from None


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        what = _TOML_PLACE.sub("", str(error))
        key = "last line" if place is None or place[2] is None else f"line {place[2]}, column {place[3]}"
        raise BadScenario(
            f"this is not valid TOML: {what[:1].lower()}{what[1:]}",
            allowed='lines such as title = "..." and [[change]]',
            key=key,
        ) from None
    except RecursionError:
        raise BadScenario("this is not a scenario: lists or tables are nested too deeply") from None
    except ValueError:
        raise BadScenario("this is not a scenario: a number has thousands of digits") from None


def _scenario(raw: dict[str, Any], name: str) -> Scenario:
    _check_version(raw)
    file = _validated(_File, raw, "")
    assert isinstance(file, _File)
    changes = tuple(
        change_of(table, f"change[{number}]") for number, table in enumerate(file.change, start=1)
    )
    if changes and not file.antecedent:
        raise BadScenario(
            "a scenario with changes says in words what it supposes",
            allowed='antecedent = "..." above the first [assumptions] or [[change]]',
            key="antecedent",
        )
    return Scenario(
        name=name,
        title=file.title,
        question=file.question,
        branch=file.branch,
        antecedent=file.antecedent,
        sources=file.sources,
        banner=file.banner,
        counted=file.counted,
        bears=file.bears,
        assumptions=assume(Assumptions(), file.assumptions, prefix="assumptions."),
        changes=changes,
    )


def _check_version(raw: dict[str, Any]) -> None:
    if "schema" not in raw:
        empty = "the file is empty" if not raw else ""
        message = empty or "the file does not say for which schema it was written"
        raise BadScenario(message, allowed=f"schema = {SCHEMA}", key="schema")
    version = raw["schema"]
    if isinstance(version, bool) or not isinstance(version, int):
        message = f"a whole number is needed, not {_what(version)}"
        raise BadValue(message, given=version, allowed=str(SCHEMA), key="schema")
    if version > SCHEMA:
        message = "the file was written for a newer version of sepeace"
        raise BadScenario(message, given=version, allowed=str(SCHEMA), key="schema")
    if version < 1:
        raise BadValue("there is no such schema", given=version, allowed=str(SCHEMA), key="schema")


def change_of(raw: dict[str, Any], where: str) -> Change:
    """One ``[[change]]``; its form is checked, not what it names.

    Raises:
        SepeaceError: with the place in it.
    """
    kinds = [kind for kind in KINDS if kind in raw]
    if not kinds:
        near = next((near for near in (nearest(key, KINDS) for key in raw) if near), None)
        raise BadScenario("a change names one thing by its kind", allowed=KINDS, nearest=near, key=where)
    if len(kinds) > 1:
        raise Contradiction(
            "a change names exactly one thing; write one [[change]] for each",
            given=", ".join(kinds),
            allowed="one of them",
            key=where,
        )
    kind = kinds[0]
    table = _validated(_TABLES[kind], raw, f"{where}.")
    change = CHANGES[kind](**table.model_dump(), where=where)
    _refuse_empty(change)
    return _with_score(change) if isinstance(change, OperationChange) else change


def _refuse_empty(change: Change) -> None:
    if change.values.get("cancel") is False:
        message = "cancel = false changes nothing; leave the line out"
        raise BadValue(message, given=False, allowed="true", key=change.at("cancel"))
    moves = change.start is not None and isinstance(change, OperationChange | EventChange)
    if moves or change.values.keys() - {"side"}:
        return
    silent = (change.kind, "from", "until", "side")
    attributes = [_key_of(field) for field in _allowed(_TABLES[change.kind]) if field not in silent]
    raise BadScenario("the change does not say what changes", allowed=attributes, key=change.where)


def _key_of(field: str) -> str:
    return f"{field} = ..."


def _with_score(change: OperationChange) -> OperationChange:
    """The score that an outcome stands for."""
    if change.outcome is None:
        return change
    if change.score is not None:
        raise Contradiction(
            "outcome and score say the same thing twice",
            given=f"outcome and score = {change.score:g}",
            allowed="one of them",
            key=change.at("score"),
        )
    require_known(change.outcome, OUTCOMES, "there is no such outcome", key=change.at("outcome"))
    return change if change.cancel else replace(change, score=OUTCOMES[change.outcome])


def _allowed(table: type[_Table]) -> list[str]:
    return [field.alias or name for name, field in table.model_fields.items()]


def _validated(table: type[_Table], raw: dict[str, Any], prefix: str) -> _Table:
    try:
        return table.model_validate(raw)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    # A misspelt key also makes its right spelling missing: tell of the misspelling.
    fault = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
    raise _translated(table, fault, prefix)


def _translated(table: type[_Table], fault: ErrorDetails, prefix: str) -> SepeaceError:
    place = [part for part in fault["loc"] if isinstance(part, (str, int))]
    first = str(place[0])
    key = prefix + first + "".join(f"[{part + 1}]" for part in place[1:] if isinstance(part, int))
    if fault["type"] == "extra_forbidden":
        keys = _allowed(table)
        near = nearest(first, keys)
        return UnknownName("there is no such key", given=first, allowed=keys, nearest=near, key=key)
    if fault["type"] == "missing":
        return BadScenario("this key is missing", allowed=_key_of(first), key=key)
    if fault["type"] == "fault":
        context = fault["ctx"]
        return BadValue(context["message"], given=fault["input"], allowed=context["allowed"], key=key)
    needs = {"assumptions": "a table is needed: [assumptions]", "change": "tables are needed: [[change]]"}
    message = needs.get(first, "a value of another type is needed")
    return BadValue(f"{message}, not {_what(fault['input'])}", given=fault["input"], key=key)
