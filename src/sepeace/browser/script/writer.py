"""What all parts of the translator share: where a name leads, and kinds of what stands where."""

from __future__ import annotations

import ast
import builtins
import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import FunctionType, ModuleType
from typing import Any, NamedTuple, get_args

from sepeace.browser.refusal import OutsideSubset
from sepeace.browser.script import kinds
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.needs import Needs
from sepeace.browser.script.sources import ScriptSource, found_member

NOTHING = object()
_RESERVED = """\
arguments await break case catch class const continue debugger default delete do else enum eval export extends
false finally for function if implements import in instanceof interface let new null package private protected
public return static super switch this throw true try typeof var void while with yield undefined NaN Infinity
Math String Number Array Object Map Set Symbol Error host python classes"""
RESERVED = frozenset(_RESERVED.split())


class Js(NamedTuple):
    """An expression of JavaScript and the kind of its value."""

    text: str
    kind: Kind = Any


def own_name(name: str) -> str:
    """A local name of Python as one of JavaScript."""
    return f"{name}$" if name in RESERVED else name


def quoted(text: str) -> str:
    """A text as a literal that may stand in a page."""
    made = json.dumps(text, ensure_ascii=False)
    return made.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


class Writer:
    """A function while it is translated.

    Attributes:
        source: what is translated.
        bundle: what it goes into, which is told of all that it needs.
        kinds: of its local names, as far as they are known.
        raising: whether it is inside the message of an error, where a number may be told anyhow.
        assigned: of each local name, and of each attribute of ``self``, the kinds that it is given.
    """

    def __init__(self, source: ScriptSource, bundle: Needs) -> None:
        self.source, self.bundle = source, bundle
        self.kinds: dict[str, Kind] = {}
        self.assigned: dict[str, list[Kind]] = {}
        self.inner: list[dict[str, Kind]] = []
        self.raising = False

    # --- names

    def refuse(self, node: ast.AST, met: str) -> OutsideSubset:
        """What to raise for a place that cannot be translated."""
        return self.source.refuse(node, met)

    @contextmanager
    def scope(self, names: dict[str, Kind]) -> Iterator[None]:
        """Names of a comprehension, of a lambda or of a function inside."""
        self.inner.append(names)
        yield
        self.inner.pop()

    def local(self, name: str) -> Kind | None:
        """The kind of a name of the function itself; None where it is none of these."""
        for names in reversed(self.inner):
            if name in names:
                return names[name]
        return self.kinds.get(name)

    def give(self, name: str, kind: Kind) -> None:
        """Say that a local name is given something."""
        for names in reversed(self.inner):
            if name in names:
                names[name] = kind if names[name] is Any else kinds.join((names[name], kind))
                return
        if self.kinds.get(name, Any) is Any:
            self.kinds[name] = kind
        self.assigned.setdefault(name, []).append(kind)

    def meant(self, node: ast.expr) -> Any:
        """What a name, or a name inside modules and classes, stands for; ``NOTHING`` where it is local."""
        if isinstance(node, ast.Name):
            if self.local(node.id) is not None:
                return NOTHING
            around = self.source.function.__globals__
            if node.id not in around and not hasattr(builtins, node.id):
                raise self.refuse(node, f"the name {node.id} is not known where it stands")
            return around.get(node.id, getattr(builtins, node.id, NOTHING))
        if isinstance(node, ast.Attribute):
            home = self.meant(node.value)
            if isinstance(home, ModuleType):
                return getattr(home, node.attr)
            if isinstance(home, type) and (issubclass(home, StrEnum) or node.attr in home.__dict__):
                return getattr(home, node.attr)
        return NOTHING

    def constant(self, node: ast.expr) -> Any:
        """The number that an expression of numbers alone stands for, whatever happens; else ``NOTHING``."""
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name | ast.Attribute)]
        allowed = (ast.BinOp, ast.UnaryOp, ast.Constant, ast.Name, ast.Attribute, ast.operator, ast.unaryop)
        if not all(isinstance(one, (*allowed, ast.expr_context)) for one in ast.walk(node)):
            return NOTHING
        if any(isinstance(one, ast.Name) and self.local(one.id) is not None for one in names):
            return NOTHING
        code = compile(ast.Expression(node), self.source.file, "eval")
        found = eval(code, self.source.function.__globals__)
        return found if type(found) in (int, float) else NOTHING

    def text_of(self, node: ast.expr) -> Any:
        """The text that constants of modules and what is written out make; else ``NOTHING``."""
        names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
        allowed = (ast.Constant, ast.Name, ast.Attribute, ast.JoinedStr, ast.FormattedValue, ast.expr_context)
        if not all(isinstance(one, allowed) for one in ast.walk(node)):
            return NOTHING
        if any(self.local(one.id) is not None for one in names):
            return NOTHING
        code = compile(ast.Expression(node), self.source.file, "eval")
        return eval(code, self.source.function.__globals__)

    # --- kinds

    def attribute(self, node: ast.Attribute, home: Kind) -> Kind:
        """The kind of an attribute; the bundle is told that it is read."""
        owners = kinds.classes(home)
        if owners is None and kinds.is_day(home):
            return int
        if isinstance(node.value, ast.Name) and f"{node.value.id}.{node.attr}" in self.kinds:
            return self.kinds[f"{node.value.id}.{node.attr}"]
        if not owners:
            if any(part is not Any and kinds.origin_of(part) is not type for part in kinds.parts(home)):
                raise self.refuse(node, f"the attribute {node.attr} of {home}")
            self.bundle.read(None, node.attr)
            return Any
        for owner in owners:
            self.bundle.read(owner, node.attr)
        return kinds.join(self._attribute(owner, node.attr) for owner in owners)

    def _attribute(self, owner: type, name: str) -> Kind:
        found = found_member(owner, name)
        if found is not None and found[0] in ("property", "kept"):
            return kinds.hints(found[1]).get("return", Any)
        declared = kinds.hints(owner)
        if name in declared:
            return declared[name]
        return self.bundle.instance_kinds(owner).get(name, Any)

    def returned(self, function: FunctionType, bound: dict[str, ast.expr]) -> Kind:
        """What a call of a function of the package gives; of which class, where it is handed a class."""
        declared = kinds.hints(function)
        kind = declared.get("return", Any)
        for name, node in bound.items():
            wanted = declared.get(name)
            if kinds.origin_of(wanted) is type:
                own = self.meant(node)
                kind = _instead(kind, get_args(wanted)[0], own if isinstance(own, type) else Any)
        return kind


def _instead(kind: Kind, variable: Kind, own: Kind) -> Kind:
    """A kind with a variable filled in."""
    if kind is variable:
        return own
    args, origin = get_args(kind), kinds.origin_of(kind)
    if not args or not isinstance(origin, type):
        return kind
    return kinds.of(origin, *(_instead(one, variable, own) for one in args))
