"""What the parts of the translator ask of the bundle that they write into."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, Protocol

from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.sources import ScriptSource


class Needs(Protocol):
    """A bundle, as it is seen while something is translated; see ``bundle.Bundle``."""

    settled: dict[Any, object]

    def function(
        self, function: Callable[..., Any], source: ScriptSource | None = None, node: ast.AST | None = None
    ) -> str:
        """What a function is called."""

    def class_(self, meant: type, source: ScriptSource | None = None, node: ast.AST | None = None) -> str:
        """What a class is called."""

    def reference(self, value: Any, name: str, source: ScriptSource, node: ast.AST) -> str:
        """How a value that is known by a name is referred to."""

    def literal(self, value: object, kind: Kind) -> str:
        """A value as JavaScript has it."""

    def said(self, text: str, case: str = "") -> str:
        """Words in the language of the page."""

    def read(self, owner: type | None, name: str) -> None:
        """Say that an attribute is read."""

    def fields_of(self, owner: type) -> tuple[str, ...]:
        """What an object has of its fields."""

    def instance_kinds(self, owner: type) -> dict[str, Kind]:
        """Kinds of what a class gives its objects when they are made."""
