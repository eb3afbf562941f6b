"""Values that are at hand: as literals of JavaScript, and as JSON that the page reads back.

A whole number is marked as int or float where its kind does not say which it is. A text must not hold
letters that JavaScript counts as two.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import StrEnum
from types import FunctionType
from typing import Any

from sepeace.browser.refusal import OutsideSubset
from sepeace.browser.script import kinds
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.needs import Needs
from sepeace.browser.script.sources import unwrapped
from sepeace.browser.script.writer import quoted

LARGEST = 2**53


def is_loose(value: float, kind: Kind) -> bool:
    """Whether a number could be taken for an int or for a float where it stands."""
    found = [part for part in kinds.parts(kind) if part is not kinds.NONE]
    alike = (float,) if isinstance(value, float) else (int, bool)
    return value == int(value) and not all(part in alike for part in found) and found != [float]


def checked(text: str) -> str:
    """A text that is as long in JavaScript as in Python.

    Raises:
        OutsideSubset: it is not.
    """
    if text and max(text) > "\uffff":
        raise OutsideSubset(text[:40], "data", 0, "a letter that JavaScript counts as two")
    return str(text)


def walked(value: Any, bundle: Needs) -> None:
    """Tell a bundle of all functions and classes inside a value.

    Raises:
        OutsideSubset: something is inside that cannot be exported.
    """
    if isinstance(value, str):
        checked(value)
    elif value is None or isinstance(value, bool | int | float | date):
        return
    elif isinstance(value, Mapping):
        for name, one in value.items():
            walked(name, bundle)
            walked(one, bundle)
    elif isinstance(value, tuple | list | set | frozenset):
        for one in value:
            walked(one, bundle)
    elif isinstance(unwrapped(value), FunctionType):
        bundle.function(value)
    elif isinstance(value, type):
        bundle.class_(value)
    elif is_dataclass(value):
        bundle.class_(type(value))
        for name in value.__dataclass_fields__:
            walked(getattr(value, name), bundle)
    else:
        raise OutsideSubset(type(value).__name__, "data", 0, f"a value of the kind {type(value).__name__}")


def literal(value: Any, kind: Kind, bundle: Needs) -> str:
    """A value as JavaScript has it.

    Raises:
        OutsideSubset: it has none.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, StrEnum | str):
        return quoted(checked(str(value)))
    if isinstance(value, int):
        if is_loose(value, kind):
            return f"new $.Int({value})"
        return str(value) if abs(value) <= LARGEST else f"{value}n"
    if isinstance(value, float):
        if not math.isfinite(value):
            return {math.inf: "Infinity", -math.inf: "-Infinity"}.get(value, "NaN")
        plain = repr(value).removesuffix(".0")
        return f"new $.Float({plain})" if is_loose(value, kind) else plain
    if isinstance(value, date):
        return f"new $.Day({value.toordinal()})"
    if isinstance(value, Mapping):
        one, two = kinds.table_of(kind) or (Any, Any)
        rows = (f"[{literal(n, one, bundle)}, {literal(v, two, bundle)}]" for n, v in value.items())
        return f"$.dict([{', '.join(rows)}])"
    if isinstance(value, tuple | list):
        return f"[{', '.join(literal(v, kinds.at(kind, place), bundle) for place, v in enumerate(value))}]"
    if isinstance(value, set | frozenset):
        inner = kinds.item(kind)
        return f"$.bag([{', '.join(literal(one, inner, bundle) for one in sorted(value))}])"
    if isinstance(unwrapped(value), FunctionType):
        return bundle.function(value)
    if is_dataclass(value) and not isinstance(value, type):
        hints = kinds.hints(type(value))
        told = (
            f"{name}: {literal(getattr(value, name), hints.get(name, Any), bundle)}"
            for name in bundle.fields_of(type(value))
        )
        return f"new {bundle.class_(type(value))}({{{', '.join(told)}}})"
    raise OutsideSubset(type(value).__name__, "data", 0, f"a value of the kind {type(value).__name__}")


def as_data(value: Any, kind: Kind, bundle: Needs) -> Any:
    """A value as JSON: objects say of what class they are, rows of one class say it once.

    Raises:
        OutsideSubset: it has no place in JSON.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return checked(str(value))
    if isinstance(value, int):
        if is_loose(value, kind):
            return {"$int": value}
        return value if abs(value) <= LARGEST else {"$big": str(value)}
    if isinstance(value, float):
        if not math.isfinite(value):
            raise OutsideSubset("float", "data", 0, "a number that is not finite")
        short: int | float = int(value) if value.is_integer() and str(value) != "-0.0" else value
        return {"$float": short} if is_loose(value, kind) else short
    if isinstance(value, date):
        return {"$day": value.toordinal()}
    if isinstance(value, Mapping):
        one, two = kinds.table_of(kind) or (Any, Any)
        return {"$dict": [[as_data(n, one, bundle), as_data(v, two, bundle)] for n, v in value.items()]}
    if isinstance(value, tuple | list):
        return _rows(value, kind, bundle)
    if is_dataclass(value) and not isinstance(value, type):
        names = bundle.fields_of(type(value))
        return {"$class": bundle.class_(type(value)), "row": _row(value, names, bundle), "of": list(names)}
    raise OutsideSubset(type(value).__name__, "data", 0, f"a value of the kind {type(value).__name__}")


def _rows(values: tuple[Any, ...] | list[Any], kind: Kind, bundle: Needs) -> Any:
    owners = {type(value) for value in values}
    owner = owners.pop() if len(owners) == 1 else None
    if owner is None or not is_dataclass(owner):
        return [as_data(value, kinds.at(kind, place), bundle) for place, value in enumerate(values)]
    names = bundle.fields_of(owner)
    return {
        "$rows": bundle.class_(owner),
        "of": list(names),
        "rows": [_row(value, names, bundle) for value in values],
    }


def _row(value: Any, names: tuple[str, ...], bundle: Needs) -> list[Any]:
    hints = kinds.hints(type(value))
    return [as_data(getattr(value, name), hints.get(name, Any), bundle) for name in names]
