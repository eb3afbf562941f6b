"""From the type of a document to its JSON Schema (draft 2020-12).

pydantic does the work. Three things are added: every object is closed, every key has the text that stands
below it in the source, and the names of classes, which mean nothing to a reader of JSON, are left out of the
titles of keys.
"""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import re
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from typing_extensions import get_original_bases

from sepeace.documents import SUFFIX
from sepeace.documents.listed import DOCUMENTS
from sepeace.files import replacing
from sepeace.shapes import Sparse

FOLDER = Path(__file__).resolve().parents[1] / "data" / "schemas"
ORDER = ("description", "anyOf", "type", "properties", "required", "additionalProperties", "$defs")
_ATTRIBUTE = re.compile(r"^    (\w+(?:, \w+)*): ")
_NONE = re.compile(r"\bNone\b")
Kind = TypeVar("Kind")


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a document of ``DOCUMENTS``."""
    made = TypeAdapter(DOCUMENTS[name]).json_schema(schema_generator=_Generator, mode="serialization")
    title = "a message about the input" if name == "error" else f"sepeace {name} --json"
    kinds = get_args(DOCUMENTS[name])
    if kinds:
        made["description"] = " Or: ".join(made["$defs"][kind.__name__]["description"] for kind in kinds)
    first = {"$schema": GenerateJsonSchema.schema_dialect, "title": title}
    return {**first, **{key: made[key] for key in ORDER if key in made}}


def read(kind: type[Kind], text: str) -> Kind:
    """A document from its JSON; other keys are passed over. Raises ValueError where one is missing."""
    return TypeAdapter(kind).validate_json(text)


def text_of(name: str) -> str:
    """The content of a schema's file."""
    return json.dumps(schema_of(name), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write(folder: Path = FOLDER) -> list[str]:
    """Write the schemas that have changed, remove those without a document; returns their names."""
    changed = []
    for name in DOCUMENTS:
        path, made = folder / (name + SUFFIX), text_of(name)
        if not path.is_file() or path.read_text(encoding="utf-8") != made:
            with replacing(path) as temporary:
                temporary.write_text(made, encoding="utf-8", newline="\n")
            changed.append(name)
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.stem not in DOCUMENTS:
            path.unlink()
            changed.append(path.stem)
    return changed


class _Generator(GenerateJsonSchema):
    """pydantic's generator, with closed objects and the meaning of each key."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def dataclass_schema(self, schema: Any) -> JsonSchemaValue:
        made = _closed(super().dataclass_schema(schema), schema["cls"])
        for value in made["properties"].values():
            value.pop("default", None)
            if issubclass(schema["cls"], Sparse):  # what would be null is not written
                value.update(value.pop("anyOf")[0])
        if issubclass(schema["cls"], Sparse):
            return made
        return {**made, "required": list(made["properties"])}  # all of it is written, defaults too

    def tuple_schema(self, schema: Any) -> JsonSchemaValue:
        made = super().tuple_schema(schema)
        kinds = made.pop("prefixItems", None)
        if kinds is not None:  # so many of one kind, or of these kinds
            each = [kind for place, kind in enumerate(kinds) if kind not in kinds[:place]]
            made["items"] = each[0] if len(each) == 1 else self.get_flattened_anyof(each)
        return made


def _closed(made: JsonSchemaValue, kind: type) -> JsonSchemaValue:
    """Close an object; take the title from it; say what it and its keys are."""
    made.pop("title", None)
    made["additionalProperties"] = False
    words = inspect.cleandoc(kind.__doc__ or "")
    made["description"] = _flat(words.split("\n\n")[0])
    for key, meaning in meanings(kind).items():
        if key in made.get("properties", {}):
            made["properties"][key]["description"] = meaning
    return made


def meanings(kind: type) -> dict[str, str]:
    """What each key means: its line under Attributes, or the text below it in the source."""
    found: dict[str, str] = {}
    for base in get_original_bases(kind):
        if isinstance(base, type) and dataclasses.is_dataclass(base):
            found |= meanings(base)
    found |= _attributes(inspect.cleandoc(kind.__doc__ or ""))
    (body,) = ast.parse(inspect.getsource(kind)).body
    assert isinstance(body, ast.ClassDef)
    for node, below in zip(body.body, body.body[1:], strict=False):
        match node, below:
            case ast.AnnAssign(target=ast.Name(id=key)), ast.Expr(value=ast.Constant(value=str(words))):
                found[key] = _flat(words)
    return found


def _attributes(words: str) -> dict[str, str]:
    """The lines under ``Attributes:`` by name; names that stand together share one."""
    found: dict[str, str] = {}
    names: list[str] = []
    for line in words.partition("Attributes:\n")[2].splitlines():
        if start := _ATTRIBUTE.match(line):
            names = start[1].split(", ")
            found |= dict.fromkeys(names, line[start.end() :])
        else:
            found |= {name: f"{found[name]} {line.strip()}" for name in names}
    flat = {name: _flat(meaning) for name, meaning in found.items()}
    return {name: meaning[:1].upper() + meaning[1:] for name, meaning in flat.items()}


def _flat(words: str) -> str:
    """Words of the source for readers of JSON: on one line, and null for None."""
    return " ".join(_NONE.sub("null", words).replace("``", "`").split())
