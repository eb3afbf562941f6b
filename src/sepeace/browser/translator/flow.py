"""Whether a name is set before it is read, and whether a function that gives something always returns.

Python raises an error there. A local of a module would silently be what it was; so both are refused.
"""

from __future__ import annotations

import ast

from sepeace.browser.translator.source import ModuleSource

Names = frozenset[str] | None
"""Names that are set; None where the place is never reached."""


def check(source: ModuleSource) -> None:
    """Go along a function.

    Raises:
        OutsideSubset: a name may not be set yet, or the end is reached without a value.
    """
    own = {node.id for node in ast.walk(source.node) if isinstance(node, ast.Name) and _is_set(node)}
    parameters = frozenset(name for name, _ in source.parameters)
    left = _Flow(source, frozenset(own) | parameters).along(source.node.body, parameters)
    if left is not None and source.returns is not None:
        source.refuse(source.node.body[-1], "may end without returning a value")


def _is_set(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Store)


def _both(one: Names, other: Names) -> Names:
    if one is None or other is None:
        return other if one is None else one
    return one & other


class _Flow:
    """Names set along the statements of one function."""

    def __init__(self, source: ModuleSource, own: frozenset[str]) -> None:
        self.source, self.own = source, own

    def along(self, body: list[ast.stmt], names: Names) -> Names:
        for statement in body:
            if names is None:
                self.source.refuse(statement, "a statement that is never reached")
            names = self.after(statement, names)
        return names

    def after(self, node: ast.stmt, names: frozenset[str]) -> Names:
        if isinstance(node, ast.If):
            self.read(node.test, names)
            return _both(self.along(node.body, names), self.along(node.orelse, names))
        if isinstance(node, ast.While):
            self.read(node.test, names)
            self.along(node.body, names)
            endless = isinstance(node.test, ast.Constant) and node.test.value is True
            leaves = any(isinstance(one, ast.Break) for one in ast.walk(node))
            return None if endless and not leaves else names
        if isinstance(node, ast.For):
            self.read(node.iter, names)
            self.along(node.body, names | self.set_by(node.target))
            return names
        if isinstance(node, ast.Assign):
            self.read(node.value, names)
            for target in node.targets:
                self.read(target, names)
                names |= self.set_by(target)
            return names
        if isinstance(node, ast.AugAssign):
            self.read(node.value, names)
            if isinstance(node.target, ast.Name) and node.target.id not in names:
                self.source.refuse(node, f"{node.target.id} may not be set yet")
            self.read(node.target, names)
            return names
        self.read(node, names)
        return None if isinstance(node, ast.Return | ast.Break | ast.Continue) else names

    def read(self, node: ast.AST, names: frozenset[str]) -> None:
        for one in ast.walk(node):
            if not isinstance(one, ast.Name) or not isinstance(one.ctx, ast.Load):
                continue
            if one.id in self.own and one.id not in names:
                self.source.refuse(one, f"{one.id} may not be set yet")

    def set_by(self, target: ast.expr) -> frozenset[str]:
        return frozenset(node.id for node in ast.walk(target) if isinstance(node, ast.Name) and _is_set(node))
