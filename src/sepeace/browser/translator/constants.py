"""Constants in a function: numbers, tables of numbers, and what is reckoned of them alone."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Container
from typing import Any

from sepeace.browser.translator.kinds import REAL, TRUTH, WHOLE, Kind, RowKind
from sepeace.browser.translator.source import NO_NAME, ModuleSource

FOLDED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.LShift: operator.lshift,
}
MOST = 1 << 63


def constant_of(source: ModuleSource, node: ast.expr, names: Container[str]) -> Any:
    """The value of an expression that is a constant: a number, truth or a tuple; else None.

    Sums and products of constants are reckoned here, by Python itself.

    Args:
        names: local names, which hide those of the module.

    Raises:
        OutsideSubset: a whole number that does not fit in 64 bits.
    """
    value = _value(source, node, names)
    if isinstance(value, int) and not -MOST <= value < MOST:
        source.refuse(node, f"a whole number of more than 64 bits: {value}")
    return value


def _value(source: ModuleSource, node: ast.expr, names: Container[str]) -> Any:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, bool | int | float) else None
    if isinstance(node, ast.Name | ast.Attribute):
        first: ast.expr = node
        while isinstance(first, ast.Attribute):
            first = first.value
        if isinstance(first, ast.Name) and first.id in names:
            return None
        value = source.named(node)
        return value if value is not NO_NAME and isinstance(value, bool | int | float | tuple) else None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        value = _value(source, node.operand, names)
        return -value if _is_number(value) else None
    if isinstance(node, ast.BinOp) and type(node.op) in FOLDED:
        one, other = _value(source, node.left, names), _value(source, node.right, names)
        if _is_number(one) and _is_number(other):
            return _folded(FOLDED[type(node.op)], one, other)
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _folded(made: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    """What Python makes of two constants; None where it raises an error, which is then left to the module."""
    try:
        return made(one, other)
    except (ArithmeticError, ValueError):
        return None


def table_kind(value: Any) -> Kind | None:
    """The kind of a constant; a tuple of whole numbers or of floats is a row."""
    if isinstance(value, bool):
        return TRUTH
    if isinstance(value, int | float):
        return WHOLE if isinstance(value, int) else REAL
    if isinstance(value, tuple) and value:
        if all(isinstance(one, int) and not isinstance(one, bool) and abs(one) < MOST for one in value):
            return RowKind(WHOLE, (len(value),))
        if all(isinstance(one, float) for one in value):
            return RowKind(REAL, (len(value),))
    return None
