"""Kinds of values, as far as annotations and values tell them: what decides how an operation is written.

A kind is what an annotation stands for (``int``, ``tuple[str, ...]``, a class); ``Any`` where nothing is
known. The code that is translated passes a strict type checker, so annotations are taken at their word.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

Kind = Any
NONE = type(None)
NUMBERS = (int, float, bool)
HOMES = ["sepeace"]
"""Packages whose functions and classes are translated; all else has to be known to the runtime."""


def of(origin: Any, *inner: Kind) -> Kind:
    """A kind with its parts filled in, such as a list of texts."""
    return origin[inner] if len(inner) > 1 or origin is Union else origin[inner[0]]


def list_of(inner: Kind) -> Kind:
    """A list of values of one kind."""
    return of(list, inner)


def tuple_of(inner: Kind) -> Kind:
    """A tuple of any length of values of one kind."""
    return of(tuple, inner, ...)


def origin_of(kind: Kind) -> Any:
    """What a kind with parts is made of; None for one without."""
    return get_origin(kind)


def is_own(module: str | None) -> bool:
    """Whether a module is of a package that is translated."""
    return module is not None and module.partition(".")[0] in HOMES


def plain(kind: Kind) -> Kind:
    """Without marks, variables bound to a class and lists of allowed values."""
    origin = origin_of(kind)
    if origin in (Annotated, ClassVar):
        return plain(get_args(kind)[0])
    if origin is Literal:
        return join(type(value) for value in get_args(kind))
    if isinstance(kind, TypeVar):
        return Any if kind.__bound__ is None else plain(kind.__bound__)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str
    return kind


def parts(kind: Kind) -> tuple[Kind, ...]:
    """The kinds that a value may be of; one, but for unions."""
    kind = plain(kind)
    if origin_of(kind) in (Union, types.UnionType):
        return tuple(part for one in get_args(kind) for part in parts(one))
    return (kind,)


def join(kinds: Iterable[Kind]) -> Kind:
    """The kind of what may be of any of these; ``Any`` where one is not known or none is given."""
    found = list(dict.fromkeys(part for kind in kinds for part in parts(kind)))
    if not found or Any in found:
        return Any
    return of(Union, *found)


def said(kind: Kind) -> Kind:
    """The kind without None."""
    rest = [part for part in parts(kind) if part is not NONE]
    return join(rest) if rest else kind


def is_number(kind: Kind) -> bool:
    """Whether a value that is not None is an int, a float or a truth."""
    return all(part in NUMBERS for part in parts(said(kind)))


def is_whole(kind: Kind) -> bool:
    """Whether it is an int."""
    return all(part is int for part in parts(kind))


def is_text(kind: Kind) -> bool:
    """Whether it is a text, and never None."""
    return all(part is str for part in parts(kind))


def is_truth(kind: Kind) -> bool:
    """Whether it is True or False, and never None."""
    return all(part is bool for part in parts(kind))


def is_day(kind: Kind) -> bool:
    """Whether it is a date."""
    return all(part in (date, timedelta) for part in parts(kind))


def item(kind: Kind) -> Kind:
    """What one gets that goes through a value."""
    return join(_item(part) for part in parts(said(kind)))


def _item(kind: Kind) -> Kind:
    origin, args = origin_of(kind), get_args(kind)
    if kind is str:
        return str
    if origin is tuple:
        return args[0] if len(args) == 2 and args[1] is Ellipsis else join(args)
    return args[0] if isinstance(origin, type) and args and issubclass(origin, Iterable) else Any


def at(kind: Kind, place: object) -> Kind:
    """What stands at a place, which is a whole number where it is known and None else."""
    kind = said(kind)
    origin, args = origin_of(kind), get_args(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return args[1] if len(args) == 2 else Any
    if origin is tuple and isinstance(place, int) and Ellipsis not in args:
        return args[place] if -len(args) <= place < len(args) else Any
    return item(kind)


def table_of(kind: Kind) -> tuple[Kind, Kind] | None:
    """Kinds of the names and values of a table; None for anything else."""
    kind = said(kind)
    origin, args = origin_of(kind), get_args(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping) and len(args) == 2:
        return args[0], args[1]
    return None


def classes(kind: Kind) -> tuple[type, ...] | None:
    """The classes of this package that a value may be of; None where that is not known."""
    found = [part for part in parts(said(kind)) if part is not NONE]
    if not all(isinstance(part, type) and is_own(part.__module__) for part in found):
        return None
    return tuple(found)


def hints(owner: Any) -> dict[str, Kind]:
    """Annotations of a function or class; none where they cannot be read."""
    try:
        return get_type_hints(owner, include_extras=True)
    except (NameError, TypeError):
        return {}


def of_value(value: object) -> Kind:
    """The kind of a value that is at hand."""
    if value is None:
        return NONE
    if isinstance(value, StrEnum):
        return str
    if isinstance(value, types.FunctionType):
        return of(Callable, ..., hints(value).get("return", Any))
    if isinstance(value, Mapping):
        return of(Mapping, _all(value.keys()), _all(value.values()))
    if type(value) is tuple and len(value) <= 8:
        return of(tuple, *map(of_value, value)) if value else tuple_of(Any)
    if isinstance(value, list | tuple | set | frozenset):
        origin = next(one for one in (list, tuple, set, frozenset) if isinstance(value, one))
        inner = _all(value)
        return tuple_of(inner) if origin is tuple else of(origin, inner)
    return type(value)


def _all(values: Iterable[object]) -> Kind:
    return join(of_value(value) for value in values)
