"""The language of a page: what its script says in the place of the package's English.

Words that a function writes out stand in ``wording.said.said``, and are put in by their English text; tables
of a module, by module and name; what the record and the scenarios say, by its ids. Whoever makes a page hands
all of that over, see ``classroom.told``; English is a language that changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from importlib import import_module
from typing import Any

from sepeace.record import Record
from sepeace.ruler import Ruler
from sepeace.scenario.scenario import Scenario

FIELD = re.compile(r"\{\w*\}")
"""A name in braces, in a pattern."""


def as_it_is(value: Any) -> Any:
    """The value itself."""
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """One language.

    Attributes:
        patterns: of each English text its own; of one with cases those by name, the first one as "".
        tables: values of modules, by their identity, in this language.
        record, ruler, scenario: what they say, in this language.
    """

    patterns: Mapping[str, Mapping[str, str]] | None = None
    tables: Mapping[int, Any] = field(default_factory=dict)
    record: Callable[[Record], Record] = as_it_is
    ruler: Callable[[Ruler], Ruler] = as_it_is
    scenario: Callable[[Scenario], Scenario] = as_it_is

    def said(self, text: str, case: str = "") -> str:
        """Words in this language. Raises KeyError: it has none for these."""
        return text if self.patterns is None else self.patterns[text][case]

    def value(self, value: Any) -> Any:
        """A table in this language; any other value as it is."""
        return self.tables.get(id(value), value)


ENGLISH = Tongue()


def table_at(name: str) -> Any:
    """A table of the package by module and name, such as ``chronicle.wording:SCORES``."""
    module, _, own = name.partition(":")
    return getattr(import_module(f"sepeace.{module}"), own)


def checked(english: str, other: str) -> str:
    """A translation, if it has the fields of what it translates.

    Raises:
        ValueError: it has others.
    """
    if set(FIELD.findall(english)) != set(FIELD.findall(other)):
        raise ValueError(f"fields differ: {english!r} and {other!r}")
    return other


def alike(english: Any, other: Any) -> Any:
    """A table in the form of the English one, with the words of another language.

    Args:
        other: tables by the names of keys and fields as text, lists by place.

    Raises:
        ValueError: something is missing, or there is more than the English one has.
    """
    if isinstance(english, str):
        return checked(english, str(other))
    if isinstance(english, Mapping):
        names = {str(name): name for name in english}
        _same(names.keys(), other.keys())
        return {name: alike(english[name], other[told]) for told, name in names.items()}
    if isinstance(english, tuple | list):
        _same(range(len(english)), range(len(other)))
        return type(english)(alike(one, words) for one, words in zip(english, other, strict=True))
    if is_dataclass(english) and not isinstance(english, type):
        _same({one.name for one in fields(english)}, other.keys())
        return replace(english, **{name: alike(getattr(english, name), other[name]) for name in other})
    raise ValueError(f"no words: {english!r}")


def _same(own: Any, other: Any) -> None:
    if set(own) != set(other):
        raise ValueError(f"keys differ: {sorted(map(str, set(own) ^ set(other)))}")
