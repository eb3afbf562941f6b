"""The documents that ``--json`` prints, each declared once, and the JSON Schemas made from them.

A document is a frozen dataclass in the file of its verb. Results of runs hold their document or build it, and
all that tells of a result reads its attributes. ``listed`` names them all, ``writing`` makes their schemas
and reads documents back, and ``python -m sepeace.documents`` writes the schemas into
``sepeace/data/schemas``, from where ``shipped`` reads them. What a program in another language needs to know
is in those files alone.
"""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from sepeace.errors import require_known

SUFFIX = ".json"


def names() -> tuple[str, ...]:
    """Names of the shipped schemas: the verbs that have ``--json``, and ``error``."""
    folder = resources.files("sepeace").joinpath("data", "schemas")
    found = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(SUFFIX) for name in found if name.endswith(SUFFIX)))


def text(name: str) -> str:
    """A shipped schema as text. Raises UnknownName if there is none of that name."""
    require_known(name, names(), "there is no such schema", key="NAME")
    folder = resources.files("sepeace").joinpath("data", "schemas")
    return folder.joinpath(name + SUFFIX).read_text(encoding="utf-8")


def shipped(name: str) -> dict[str, Any]:
    """A shipped schema. Raises UnknownName if there is none of that name."""
    schema: dict[str, Any] = json.loads(text(name))
    return schema
