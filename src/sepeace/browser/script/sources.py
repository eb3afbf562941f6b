"""Functions and classes as syntax trees, lines as in their files."""

from __future__ import annotations

import ast
import inspect
from dataclasses import dataclass
from functools import cache, cached_property
from types import FunctionType
from typing import Any

from sepeace.browser.refusal import OutsideSubset
from sepeace.browser.script import kinds

FunctionNode = ast.FunctionDef | ast.Lambda


@dataclass(frozen=True, slots=True, eq=False)
class ScriptSource:
    """One function of the package.

    Attributes:
        function: the function itself, never run here.
        name, file: what it is called, and where it is from.
        node: its syntax tree.
        hints: its annotations, and what it returns as ``return``.
        owner: the class of which it is a method, or None.
    """

    function: FunctionType
    name: str
    file: str
    node: FunctionNode
    hints: dict[str, kinds.Kind]
    owner: type | None

    @property
    def names(self) -> tuple[str, ...]:
        """Its arguments by name, without the one that takes all that is left."""
        given = self.node.args
        return tuple(one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs))

    def refuse(self, node: ast.AST, met: str) -> OutsideSubset:
        """What to raise for a place in it."""
        return OutsideSubset(self.name, self.file, getattr(node, "lineno", self.node.lineno), met)


def unwrapped(value: Any) -> Any:
    """A function without what keeps its results: they are the same without."""
    return getattr(value, "__wrapped__", value) if hasattr(value, "cache_info") else value


@cache
def source_of(function: FunctionType, owner: type | None = None) -> ScriptSource:
    """The source of a function or lambda, read once.

    Raises:
        OutsideSubset: it cannot be found, or two lambdas stand on its line.
    """
    file = inspect.getsourcefile(function) or "?"
    first, name = function.__code__.co_firstlineno, function.__name__
    found = [node for node in ast.walk(_tree(file)) if _is_here(node, name, first)]
    if len(found) != 1:
        raise OutsideSubset(function.__qualname__, file, first, "its source is not to be told from others")
    node = found[0]
    assert isinstance(node, FunctionNode)
    return ScriptSource(function, function.__qualname__, file, node, kinds.hints(function), owner)


def _is_here(node: ast.AST, name: str, line: int) -> bool:
    if isinstance(node, ast.Lambda):
        return name == "<lambda>" and node.lineno == line
    if isinstance(node, ast.FunctionDef):
        return node.name == name and min([node.lineno, *(one.lineno for one in node.decorator_list)]) == line
    return False


@cache
def _tree(file: str) -> ast.Module:
    with open(file, encoding="utf-8") as text:
        return ast.parse(text.read(), filename=file)


def member(owner: type, name: str) -> tuple[str, FunctionType] | None:
    """What a class has under a name of its own: method, property, kept or static, and its function."""
    value = owner.__dict__.get(name)
    if isinstance(value, property) and isinstance(value.fget, FunctionType):
        return "property", value.fget
    if isinstance(value, cached_property) and isinstance(value.func, FunctionType):
        return "kept", value.func
    if isinstance(value, staticmethod) and isinstance(value.__func__, FunctionType):
        return "static", value.__func__
    return ("method", value) if isinstance(value, FunctionType) else None


def found_member(owner: type, name: str) -> tuple[str, FunctionType] | None:
    """The same with what the class inherits."""
    return next((found for one in owner.__mro__ if (found := member(one, name)) is not None), None)
