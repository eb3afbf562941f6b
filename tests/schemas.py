"""Holds JSON against the shipped schemas, for tests."""

import json

import jsonschema

from sepeace import documents


def of(name: str, part: str | None = None) -> jsonschema.Draft202012Validator:
    """What holds a value against a shipped schema, or against one of its definitions; formats too."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    schema = documents.shipped(name)
    if part is not None:
        schema = {**schema["$defs"][part], "$defs": schema["$defs"]}
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


def no_number(word: str) -> None:
    """JSON has no NaN and no Infinity; Python's reader lets them pass unless it is told."""
    raise ValueError(f"{word} is no JSON")


def read(text: str):
    """JSON as a strict reader takes it."""
    return json.loads(text, parse_constant=no_number)


def faults(name: str, told, part: str | None = None) -> list[str]:
    """Where a value differs from its schema."""
    return [f"{error.json_path}: {error.message}" for error in of(name, part).iter_errors(told)]
