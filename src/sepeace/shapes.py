"""Kinds of values in the machine output: what a number may be, and how all of it becomes JSON.

Documents (``sepeace.documents``) are frozen dataclasses that are put together from these. What a JSON Schema
says of a value beyond its Python type stands beside that type; pydantic reads it when the schemas are made
and is not loaded here. Class docstrings and the texts below fields become the descriptions in the schemas.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar, cast

LARGEST_SEED = 2**64 - 1
D = TypeVar("D", bound="Document")
K = TypeVar("K")


def as_json(value: object) -> Any:
    """A value as JSON has it.

    Dataclasses and mappings become dicts, in the order of their fields or keys; tuples and lists become
    lists; days ISO text; names of a fixed list plain text. Numbers, text, truths and None stay.

    Raises:
        TypeError: for anything else.

    Example:
        >>> from datetime import date
        >>> as_json({"days": (date(1943, 7, 5), None)})
        {'days': ['1943-07-05', None]}
    """
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [as_json(item) for item in value]
    if isinstance(value, Mapping):
        return {as_json(key): as_json(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        told = {field.name: as_json(getattr(value, field.name)) for field in dataclasses.fields(value)}
        left_out = isinstance(value, Sparse)
        return {key: one for key, one in told.items() if one is not None or not left_out}
    raise TypeError(f"{type(value).__name__} has no place in a document")


def json_text(content: object) -> str:
    """What ``as_json`` takes, as indented ASCII JSON. Raises ValueError for a number that is not finite."""
    return json.dumps(as_json(content), indent=2, allow_nan=False)


class Document:
    """A part of the machine output: a dataclass whose fields are its keys, in their order."""

    __slots__ = ()

    def to_json(self) -> dict[str, Any]:
        """Plain values; dates ISO, numbers as they are."""
        made: dict[str, Any] = as_json(self)
        return made


class Sparse(Document):
    """A document that leaves out what it has nothing of: keys whose value is None."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered(Document):
    """A document that says which format it has."""

    schema: Literal[1] = 1
    """Of this format."""


def widened(document: Document, made: Callable[..., D]) -> D:
    """A document as one of a kind that has more fields after its own; ``made`` is that kind with those."""
    return made(
        **{field.name: getattr(document, field.name) for field in dataclasses.fields(cast(Any, document))}
    )


def narrowed(whole: object, kind: type[K], /, **more: object) -> K:
    """What ``kind`` has of the fields of another, and ``more``: a part of it, or the same otherwise kept."""
    names = {field.name for field in dataclasses.fields(cast(Any, kind))} - more.keys()
    return kind(**{name: getattr(whole, name) for name in names if hasattr(whole, name)}, **more)


class Name(StrEnum):
    """A name from a fixed list; in a schema the list stands where the name does."""

    def __repr__(self) -> str:
        return repr(self.value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: Any) -> Any:
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls, handler(str))

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> Any:
        return {**handler(core), "enum": [name.value for name in cls]}


@dataclass(frozen=True, slots=True, eq=False)  # types that are annotated must have a hash
class Keywords:
    """Keywords of a JSON Schema that a type does not say by itself."""

    keywords: Mapping[str, object]

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {**handler(core), **self.keywords}


def one_of(names: Iterable[str | None]) -> Keywords:
    """Says of a text that it is one of these names; for lists of names that stand in the code already."""
    return Keywords({"enum": list(names)})


Share = Annotated[float, Keywords({"minimum": 0.0, "maximum": 1.0})]
"""A share or a chance, 0 to 1."""
ShareDifference = Annotated[float, Keywords({"minimum": -1.0, "maximum": 1.0})]
"""The difference of two shares, -1 to 1."""
Count = Annotated[int, Keywords({"minimum": 0})]
"""How many."""
Amount = Annotated[float, Keywords({"minimum": 0.0})]
"""A number that is never below 0."""
Seed = Annotated[int, Keywords({"minimum": 0, "maximum": LARGEST_SEED})]
"""A seed, or the number of a campaign."""
Day = date
"""A day; ISO text in JSON."""
Hash = Annotated[str, Keywords({"pattern": "^[0-9a-f]{16}$"})]
"""16 hex digits."""
Said = Annotated[str, Keywords({"minLength": 1})]
"""Words, never none."""
Ends = tuple[float, float]
"""Low and high end of an interval."""
Interval = tuple[Share | None, Share | None]
"""Low and high end of a 95% interval of a share; null where nothing was counted."""
DifferenceInterval = tuple[ShareDifference, ShareDifference]
"""Low and high end of a 95% interval of a difference of shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake(Document):
    """One line on standard error when something is wrong and ``--json`` was given."""

    error: Said
    """The kind of mistake, such as BadValue; with exit status 1 the kind of fault."""
    message: Said
    """All of it in words."""
    file: str | None = None
    """The file, as it was named; null where none is at fault."""
    key: str | None = None
    """The place in that file, or the option or argument."""
    given: Any = None
    """What was given, as far as JSON can say it; null where no single value is at fault."""
    allowed: tuple[Any, ...] | None = None
    """What would have passed: names or values, or one phrase."""
    nearest: str | None = None
    """The valid spelling that was probably meant."""
