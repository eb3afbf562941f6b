"""Kinds of values: numbers, truth, records and rows in memory; read off annotations.

A record lies in memory as numpy lays out the record of the compiled clock, so that bytes can be compared. A
row knows its length where that is declared; a row that a function takes may be of any length.
"""

from __future__ import annotations

from dataclasses import dataclass, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

import numpy as np

from sepeace.browser.translator.binary import F64, I32, I64
from sepeace.clocks.records import dtype_of, parameters_dtype
from sepeace.kernel.fields import Numbers, Parameters, State
from sepeace.kernel.world import Entry, Log, Tally, Track, WestTrack, World

RECORDS = (State, World, Numbers, Entry, Log, Tally, Track, WestTrack)
"""Declarations of the kernel whose records the compiled clock has."""


class Scalar(Enum):
    """A single value."""

    WHOLE = "int"
    REAL = "float"
    TRUTH = "bool"


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A record, by its declaration."""

    declaration: type


@dataclass(frozen=True, slots=True)
class RowKind:
    """Items one after the other; the first length is None where it is not declared.

    Attributes:
        narrow: whether whole numbers have four bytes.
    """

    item: Scalar | RecordKind
    shape: tuple[int | None, ...]
    narrow: bool = False

    @property
    def inside(self) -> Kind:
        """The kind of an item, which is a row itself where there are more lengths."""
        return self.item if len(self.shape) == 1 else RowKind(self.item, self.shape[1:], self.narrow)


@dataclass(frozen=True, slots=True)
class SeveralKind:
    """What a function gives that returns a tuple."""

    items: tuple[Kind, ...]


Kind = Scalar | RecordKind | RowKind | SeveralKind
WHOLE, REAL, TRUTH = Scalar.WHOLE, Scalar.REAL, Scalar.TRUTH
_SCALARS: dict[Any, Scalar] = {int: WHOLE, float: REAL, bool: TRUTH}


@dataclass(frozen=True, slots=True)
class Field:
    """Where a field of a record lies."""

    offset: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Layout:
    """A record in memory."""

    size: int
    fields: dict[str, Field]


def machine_type(kind: Kind) -> int:
    """The type of WebAssembly that a value has; records and rows are addresses."""
    if kind is WHOLE:
        return I64
    return F64 if kind is REAL else I32


def machine_types(kind: Kind | None) -> list[int]:
    """Those that a function leaves which returns this."""
    if kind is None:
        return []
    return (
        [machine_type(one) for one in kind.items] if isinstance(kind, SeveralKind) else [machine_type(kind)]
    )


def storage(kind: Kind, narrow: bool) -> str:
    """How a number lies in memory."""
    return "f64" if kind is REAL else ("i32" if narrow else "i64")


def size_of(kind: Kind) -> int:
    """Bytes of a number, a record or a row of declared length."""
    if isinstance(kind, RecordKind):
        return layout_of(kind.declaration).size
    if isinstance(kind, RowKind):
        inner = 4 if kind.narrow else size_of(kind.item)
        for length in kind.shape:
            assert length is not None, "a row of unknown length has no size"
            inner *= length
        return inner
    return 8


def fits(given: Kind | None, taken: Kind | None) -> bool:
    """Whether a value of one kind may stand where another is asked for: a row for one of any length."""
    if isinstance(given, RowKind) and isinstance(taken, RowKind):
        same = given.item == taken.item and given.narrow == taken.narrow
        lengths = zip(given.shape, taken.shape, strict=False)
        return same and len(given.shape) == len(taken.shape) and all(b is None or a == b for a, b in lengths)
    return given == taken


def kind_of(hint: Any) -> Kind | None:
    """The kind that an annotation names, or None where it names none."""
    if hint in _SCALARS:
        return _SCALARS[hint]
    origin, inside = get_origin(hint), get_args(hint)
    if origin is tuple:
        scalars = tuple(_SCALARS[one] for one in inside if one in _SCALARS)
        return SeveralKind(scalars) if len(scalars) == len(inside) else None
    if origin is list:
        item = kind_of(inside[0])
        if isinstance(item, Scalar | RecordKind) and item is not TRUTH:
            return RowKind(item, (None,))
        return None
    return RecordKind(hint) if is_dataclass(hint) and isinstance(hint, type) else None


@cache
def layout_of(declaration: type) -> Layout:
    """Where the fields of a declaration lie."""
    record, hints = record_of(declaration), get_type_hints(declaration, include_extras=True)
    fields: dict[str, Field] = {}
    for name in record.names or ():
        assert record.fields is not None
        dtype, offset = record.fields[name][:2]
        item = _item(_innermost(hints[name]))
        row = RowKind(item, dtype.shape, narrow=dtype.base == np.int32) if dtype.shape else item
        fields[name] = Field(int(offset), row)
    return Layout(record.itemsize, fields)


@cache
def record_of(declaration: type) -> np.dtype[np.void]:
    """The record of a declaration as numpy has it: the compiled clock's, or one laid out like those."""
    if declaration is Parameters:
        return parameters_dtype()
    if declaration in RECORDS:
        return dtype_of(declaration)
    hints = get_type_hints(declaration, include_extras=True)
    rows: list[Any] = []
    for name, hint in hints.items():
        _, shape, _, _ = get_args(hint)
        item = _item(_innermost(hint))
        if isinstance(item, RecordKind):
            rows.append((name, record_of(item.declaration), shape))
        else:
            rows.append((name, np.int64 if item is WHOLE else np.float64, shape))
    return np.dtype(rows, align=True)


def _innermost(hint: Any) -> Any:
    """What the items of a declared field are."""
    kind: Any = get_args(hint)[0] if hasattr(hint, "__metadata__") else hint
    while get_origin(kind) is list:
        kind = get_args(kind)[0]
    return kind


def _item(declared: Any) -> Scalar | RecordKind:
    """The kind of what a field holds, or a row of it."""
    return _SCALARS[declared] if declared in _SCALARS else RecordKind(declared)
