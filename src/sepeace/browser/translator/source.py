"""A function as it is translated: its syntax tree, its annotations, and what its names stand for."""

from __future__ import annotations

import ast
import builtins
import inspect
import math
import textwrap
from collections.abc import Callable
from functools import cache
from types import FunctionType, ModuleType
from typing import Any, NoReturn, get_type_hints

from sepeace.browser.refusal import OutsideSubset
from sepeace.browser.translator import bits, intrinsics
from sepeace.browser.translator.kinds import Kind, kind_of

Function = Callable[..., Any]
BUILT_IN = ("abs", "bool", "float", "int", "len", "max", "min", "range")
IN_MATH = {"sqrt": math.sqrt, "floor": math.floor, "isfinite": math.isfinite}
"""Functions of ``math`` that are instructions."""
WRITTEN: dict[Any, Function] = {math.frexp: bits.frexp, math.ldexp: bits.ldexp, math.isqrt: bits.isqrt}
"""Functions of ``math`` that are written out in the subset."""
NO_NAME = object()


class ModuleSource:
    """One function.

    Attributes:
        function: the function itself, never run here.
        name, file: where it is from.
        node: its syntax tree, lines as in the file.
        parameters: name and kind of each, in their order.
        returns: kind of what it gives, or None.
    """

    def __init__(self, function: Function) -> None:
        self.function = function
        self.name = function.__name__
        self.file = inspect.getsourcefile(function) or "?"
        lines, first = inspect.getsourcelines(function)
        tree = ast.parse(textwrap.dedent("".join(lines)))
        ast.increment_lineno(tree, first - 1)
        node = tree.body[0]
        if not isinstance(node, ast.FunctionDef):
            raise OutsideSubset(self.name, self.file, first, "no plain function")
        self.node = node
        self.parameters, self.returns = self._signature()

    def refuse(self, node: ast.AST, met: str) -> NoReturn:
        """Say that this cannot be translated.

        Raises:
            OutsideSubset: always.
        """
        raise OutsideSubset(self.name, self.file, getattr(node, "lineno", self.node.lineno), met)

    def _signature(self) -> tuple[tuple[tuple[str, Kind], ...], Kind | None]:
        given = self.node.args
        if given.defaults or given.kw_defaults or given.vararg or given.kwarg or given.kwonlyargs:
            self.refuse(self.node, "defaults or loose arguments")
        hints = get_type_hints(self.function)
        rows = []
        for argument in (*given.posonlyargs, *given.args):
            kind = kind_of(hints.get(argument.arg))
            if kind is None:
                self.refuse(argument, f"argument {argument.arg} has no annotation that names a kind of value")
            rows.append((argument.arg, kind))
        if "return" not in hints:
            self.refuse(self.node, "no annotation of what is returned")
        returned = hints["return"]
        kind = None if returned is type(None) else kind_of(returned)
        if kind is None and returned is not type(None):
            self.refuse(self.node, f"the annotation of what is returned names no kind of value: {returned}")
        return tuple(rows), kind

    def named(self, node: ast.expr) -> Any:
        """What a name, or a name inside modules, stands for outside the function; ``NO_NAME`` for nothing."""
        if isinstance(node, ast.Name):
            inside = self.function.__globals__
            return inside.get(node.id, getattr(builtins, node.id, NO_NAME))
        if isinstance(node, ast.Attribute):
            home = self.named(node.value)
            return getattr(home, node.attr, NO_NAME) if isinstance(home, ModuleType) else NO_NAME
        return NO_NAME

    def called(self, node: ast.Call) -> ModuleSource | None:
        """The function that a call calls, where it is one that is translated."""
        meant = self.named(node.func)
        try:
            meant = WRITTEN.get(meant, meant)
        except TypeError:
            return None
        plain = isinstance(meant, FunctionType) and meant not in intrinsics.ALL
        return source_of(meant) if plain else None


@cache
def source_of(function: Function) -> ModuleSource:
    """The source of a function, read once."""
    return ModuleSource(function)
