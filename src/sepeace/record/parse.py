"""Reading the record's CSV files: text into typed fields, with the place of any fault.

The type of a field says what its column holds. A cell may be blank only where the field may be None or is
marked `BLANK`; a field with a default has no column, and one marked `PERCENT` is a share that stands in
percent. A fault in the package's own data is a ValueError, one in the user's own a SepeaceError.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from functools import cache, partial
from importlib.resources import files
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from sepeace.quantities import parse_date
from sepeace.record.own import BadRecord, corrected, folder, lines_of, own_files

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

BLANK, PERCENT = "may be blank", "in percent"

Text = Annotated[str, BLANK]
Share = Annotated[float, PERCENT]

_Reader = Callable[[str], object]
T = TypeVar("T", bound="DataclassInstance")


def read(file: str, kind: type[T]) -> tuple[T, ...]:
    """Every line of a file of the record, or of the user's own, as a row of `kind`, in file order.

    Raises:
        ValueError: a cell of the shipped file does not fit its column.
        SepeaceError: the same of the user's own.
    """
    shipped = lines_of(files("sepeace.record").joinpath("data", file).read_text(encoding="utf-8"))
    if file not in own_files():
        return tuple(read_row(cells, kind, f"{file}, line {line}") for line, cells in shipped)
    made = []
    for line, cells in corrected(file, [cells for _, cells in shipped]):
        try:
            made.append(read_row(cells, kind, "this row"))
        except ValueError as error:
            raise BadRecord(str(error), file=f"{folder()}/{file}", key=f"line {line}") from None
    return tuple(made)


def read_row(cells: Mapping[str, str], kind: type[T], where: str) -> T:
    """One line of a CSV file as a row of the dataclass `kind`.

    Raises:
        ValueError: with the place, the column, what is needed and what was given.
    """
    values = {}
    for name, column, read_cell in _columns(kind):
        try:
            if column not in cells:
                raise ValueError("the column is missing")
            values[name] = read_cell(cells[column])
        except ValueError as error:
            raise ValueError(f"{where}, column {column!r}: {error}, got {cells.get(column)!r}") from None
    return kind(**values)


@cache
def _columns(kind: type[DataclassInstance]) -> list[tuple[str, str, _Reader]]:
    """Name and column of each field that a file holds, and how a cell is read."""
    hints = get_type_hints(kind, include_extras=True)
    names = [field.name for field in fields(kind) if field.default is MISSING]
    return [
        (name, f"{name}_percent" if hints[name] == Share else name, _reader(hints[name])) for name in names
    ]


def _reader(hint: Any) -> _Reader:
    """How a text becomes the type `hint`; a reader's ValueError says what is needed."""
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    parts = get_args(kind)
    if NoneType in parts:
        known = _reader(parts[0])
        return lambda text: known(text) if text else None
    if get_origin(kind) is Literal:
        return partial(_choice, parts)
    if get_origin(kind) is tuple:
        part = _reader(parts[0])
        return lambda text: tuple(part(word) for word in (text if marks else _text(text)).split())
    if marks:
        return str if BLANK in marks else _share
    return _READERS[kind]


def _choice(allowed: Sequence[str], text: str) -> str:
    if text not in allowed:
        raise ValueError(f"one of {', '.join(allowed)} is needed")
    return text


def _text(text: str) -> str:
    if not text:
        raise ValueError("a text is needed")
    return text


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError("a number is needed") from None
    if not math.isfinite(value):
        raise ValueError("a finite number is needed")
    return value


def _whole(text: str) -> int:
    value = _number(text)
    if not value.is_integer():
        raise ValueError("a whole number is needed")
    return int(value)


def _share(text: str) -> float:
    return _number(text) / 100.0


def _flag(text: str) -> bool:
    return _choice(("yes", "no"), text) == "yes"


def _date(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError:
        raise ValueError("a date is needed") from None


_READERS: dict[object, _Reader] = {str: _text, float: _number, int: _whole, bool: _flag, date: _date}
