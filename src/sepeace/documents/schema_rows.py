"""A schema as rows for readers: key, what kind of value, what it means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

MOST_NAMES = 8
"""Of a longer list of names none is told; they are in the schema."""
KINDS = {"boolean": "true or false", "integer": "whole number", "string": "text", "null": "null"}
APART = {
    **{name: f"[{name.lower()}](#{name.lower()})" for name in ("Readings", "Assumptions", "Provenance")},
    "ChangeDocument": "[change](#changes)",
    "WorldSummary": "[as batch](#batch)",
    "RunDocument": "[as one campaign](#run)",
    **{name: "[row](record.md)" for name in ("Contact", "FrontKnot", "News", "Operation", "Slip")},
}
"""Objects that have a place of their own on the page of keys, by the name of their definition."""
Row = tuple[str, str, str]
Schema = Mapping[str, Any]


def rows(schema: Schema, apart: Mapping[str, str]) -> list[Row]:
    """The keys of a document, those of inner objects under a dotted name, those of lists under ``name[]``.

    Objects of the same kind are told once; a later one points to the first.

    Args:
        schema: as it is shipped, or one of several that it allows.
        apart: what to say of objects that are told elsewhere, by the name of their definition.
    """
    return list(_Teller(schema.get("$defs", {}), dict(apart)).inside(schema, ""))


def part(schema: Schema, name: str, apart: Mapping[str, str]) -> list[Row]:
    """The keys of one definition of a schema, likewise."""
    rest = {other: words for other, words in apart.items() if other != name}
    return rows({**schema["$defs"][name], "$defs": schema["$defs"]}, rest)


@dataclass(slots=True)
class _Teller:
    """Goes through a schema; ``apart`` grows by the objects that were told."""

    known: Mapping[str, Schema]
    apart: dict[str, str]

    def inside(self, schema: Schema, path: str) -> Iterator[Row]:
        """The keys of an object that stands at a path."""
        for key, value in schema.get("properties", {}).items():
            yield f"{path}{key}", kind(value, self.apart), str(value.get("description", ""))
            name, mark = _object(value)
            if name is not None and name not in self.apart:
                self.apart[name] = f"as `{path}{key}{mark}`"
                yield from self.inside(self.known[name], f"{path}{key}{mark}.")


def _object(value: Schema) -> tuple[str | None, str]:
    """The definition that a value or the items of a list are of, and the mark of a list."""
    for one in value.get("anyOf", (value,)):
        if "$ref" in one:
            return _named(one), ""
        if one.get("type") == "array" and "$ref" in one.get("items", {}):
            return _named(one["items"]), "[]"
    return None, ""


def _named(value: Schema) -> str:
    return str(value["$ref"]).rpartition("/")[2]


def kind(value: Schema, apart: Mapping[str, str]) -> str:
    """What kind of value may stand there, in a few words."""
    if "enum" in value:
        return _one_of(value["enum"])
    if "anyOf" in value:
        return " or ".join(kind(one, apart) for one in value["anyOf"])
    if "$ref" in value:
        return apart.get(_named(value), "object")
    if "const" in value:
        return str(value["const"])
    if value.get("type") == "array":
        return _list(value, apart)
    if value.get("type") == "object":
        return f"by name: {kind(value['additionalProperties'], apart)}"
    if value.get("type") == "number":
        return _number(value)
    if value.get("format") == "date":
        return "day"
    return KINDS.get(str(value.get("type")), "any value")


def _one_of(names: list[Any]) -> str:
    if len(names) > MOST_NAMES:
        return "a name"
    told = ["null" if name is None else f"`{name}`" for name in names]
    return " or ".join(filter(None, (", ".join(told[:-1]), told[-1])))


def _list(value: Schema, apart: Mapping[str, str]) -> str:
    items = kind(value.get("items", {}), apart)
    most, least = value.get("maxItems"), value.get("minItems")
    return f"list of {most}: {items}" if most is not None and most == least else f"list: {items}"


def _number(value: Schema) -> str:
    low, high = value.get("minimum"), value.get("maximum")
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    return "number" if low is None else f"number from {low:g}"
