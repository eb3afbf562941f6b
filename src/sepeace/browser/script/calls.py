"""Calls: of functions and classes of the package, of what Python has built in, and of methods."""

from __future__ import annotations

import ast
import bisect
import builtins
import math
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import FunctionType
from typing import Any, get_args

from sepeace.browser.script import kinds
from sepeace.browser.script.built_in import BuiltIn
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.sources import found_member, source_of, unwrapped
from sepeace.browser.script.writer import NOTHING, Js, quoted
from sepeace.wording.said import said

IN_MATH = {
    math.floor: ("$.whole({}, Math.floor)", int),
    math.ceil: ("$.whole({}, Math.ceil)", int),
    math.sqrt: ("$.root({})", float),
    math.exp: ("Math.exp({})", float),
    math.log1p: ("Math.log1p({})", float),
    math.pow: ("Math.pow({})", float),
    math.isnan: ("Number.isNaN({})", bool),
    math.isfinite: ("Number.isFinite({})", bool),
    bisect.bisect_right: ("$.bisect({})", int),
    date: ("$.day({})", date),
}
"""Functions with another name, and what they give. Of these exp, log1p and pow may differ in the last bit."""
METHODS: dict[str, Kind] = {
    **dict.fromkeys(("append", "extend", "sort", "add"), kinds.NONE),
    **dict.fromkeys(("index", "count", "find", "toordinal"), int),
    **dict.fromkeys(("lower", "upper", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix"), str),
    **dict.fromkeys(("replace", "join", "format_map", "isoformat"), str),
    **dict.fromkeys(("split", "rsplit", "splitlines"), list[str]),
    **dict.fromkeys(("startswith", "endswith"), bool),
    **dict.fromkeys(("pop", "get", "setdefault", "items", "keys", "values"), Any),
}
"""Methods of texts, sequences and tables, and what they give."""


class ScriptCalls(BuiltIn):
    """Calls of all kinds."""

    def on_call(self, node: ast.Call) -> Js:
        meant = self.meant(node.func)
        if meant is NOTHING:
            if isinstance(node.func, ast.Attribute):
                return self._method(node, node.func)
            return Js(f"{self.t(node.func)}({self._places(node)})", self._given_back(node.func))
        try:
            if meant in IN_MATH:
                text, kind = IN_MATH[meant]
                return Js(text.format(self._places(node)), kind)
        except TypeError:
            raise self.refuse(node, f"a call of {meant!r}") from None
        meant = unwrapped(meant)
        if isinstance(meant, FunctionType) and meant is not replace:
            return self._function(node, meant)
        name = getattr(meant, "__name__", "")
        built = getattr(self, f"built_{name}", None)
        if built is not None and meant in (getattr(builtins, name, None), replace, timedelta):
            made: Js = built(node)
            return made
        if isinstance(meant, type) and kinds.is_own(meant.__module__):
            return self._class(node, meant)
        raise self.refuse(node, f"a call of {meant!r}")

    def _given_back(self, func: ast.expr) -> Kind:
        """What a local function gives."""
        kind = self.e(func).kind
        args = get_args(kind)
        return args[1] if len(args) == 2 and isinstance(kinds.origin_of(kind), type) else Any

    def _places(self, node: ast.Call) -> str:
        """Arguments by place alone."""
        if node.keywords:
            raise self.refuse(node, "arguments by name, of what takes none")
        return self.row(node.args)[0][1:-1]

    # --- functions and classes of the package

    def _function(self, node: ast.Call, function: FunctionType) -> Js:
        bundle = self.bundle
        if function is said:
            return self._said(node)
        if function in bundle.settled and not node.args and not node.keywords:
            value = bundle.settled[function]
            return Js(bundle.literal(value, kinds.of_value(value)), kinds.of_value(value))
        bound = self._bound(node, function)
        kind = self.returned(function, {} if bound is None else bound)
        name = bundle.function(function, self.source, node)
        return Js(f"{name}({self._arguments(node, function, bound)})", kind)

    def _said(self, node: ast.Call) -> Js:
        """Words, in the language of the page."""
        found = [self.text_of(one) for one in node.args]
        if node.keywords or not all(isinstance(one, str) for one in found):
            raise self.refuse(node, "words that are not fixed")
        try:
            return Js(quoted(self.bundle.said(*found)), str)
        except KeyError as error:
            raise self.refuse(node, f"words that the page's language lacks: {error}") from None

    def _bound(self, node: ast.Call, function: FunctionType, after: int = 0) -> dict[str, ast.expr] | None:
        """Arguments by the names of a function's own; None where some of them are many.

        Args:
            after: how many of the function's arguments are given already.
        """
        if any(isinstance(one, ast.Starred) for one in node.args):
            return None
        names = source_of(function).names[after:]
        given = dict(zip(names, node.args, strict=False))
        for one in node.keywords:
            if one.arg is None or one.arg not in names or one.arg in given:
                raise self.refuse(node, f"the argument {one.arg} of {function.__name__}")
            given[one.arg] = one.value
        return given

    def _arguments(
        self, node: ast.Call, function: FunctionType, bound: dict[str, ast.expr] | None, after: int = 0
    ) -> str:
        source = source_of(function)
        names = source.names[after:]
        if source.node.args.kwarg is not None:
            raise self.refuse(node, f"{function.__name__} takes any names")
        if bound is None:
            if not node.keywords:
                return self.row(node.args)[0][1:-1]
            told = ", ".join(f'"{name}"' for name in names)
            named = ", ".join(f"{one.arg}: {self.t(one.value)}" for one in node.keywords)
            return f"...$.bind([{told}], {self.row(node.args)[0]}, {{{named}}})"
        made = [self.t(bound[name]) if name in bound else "undefined" for name in names]
        while made and made[-1] == "undefined":
            made.pop()
        if source.node.args.vararg is not None:
            made += [self.t(one) for one in node.args[len(names) :]]
        elif len(node.args) > len(names):
            raise self.refuse(node, f"too many arguments of {function.__name__}")
        return ", ".join(made)

    def _class(self, node: ast.Call, meant: type) -> Js:
        if issubclass(meant, StrEnum):
            members = self.bundle.reference(meant, meant.__name__, self.source, node)
            return Js(f"$.member({members}, {self._places(node)})", str)
        name = self.bundle.class_(meant, self.source, node)
        if not is_dataclass(meant):
            function = meant.__dict__.get("__init__")
            if not isinstance(function, FunctionType):
                return Js(f"new {name}({self._places(node)})", meant)
            bound = self._bound(node, function, 1)
            return Js(f"new {name}({self._arguments(node, function, bound, 1)})", meant)
        names = [one.name for one in fields(meant)]
        if any(isinstance(one, ast.Starred) for one in node.args) or len(node.args) > len(names):
            raise self.refuse(node, f"arguments of {meant.__name__} by place")
        given = dict(zip(names, node.args, strict=False))
        for one in node.keywords:
            if one.arg is None or one.arg not in names:
                raise self.refuse(node, f"the argument {one.arg} of {meant.__name__}")
            given[one.arg] = one.value
        told = ", ".join(f"{name}: {self.t(value)}" for name, value in given.items())
        return Js(f"new {name}({{{told}}})", meant)

    # --- methods

    def _method(self, node: ast.Call, func: ast.Attribute) -> Js:
        home, name = self.e(func.value), func.attr
        owners = kinds.classes(home.kind)
        if owners and all(found_member(owner, name) for owner in owners):
            return self._own_method(node, func, home, owners)
        if owners:
            raise self.refuse(node, f"the method {name} of {home.kind}")
        if name == "format":
            rows = ", ".join(f"{one.arg}: {self.t(one.value)}" for one in node.keywords)
            if node.args or any(one.arg is None for one in node.keywords):
                raise self.refuse(node, "a template filled by place")
            return Js(f"$.fill({home.text}, $.table({{{rows}}}))", str)
        if name not in METHODS:
            raise self.refuse(node, f"the method {name} of {home.kind}")
        if name == "sort":
            by, down = self._sorting(node, kinds.item(home.kind))
            return Js(f"$._sort({home.text}, {by}, {down})", kinds.NONE)
        places = self._places(node)
        places = f", {places}" if places else ""
        if home.kind is Any:
            self.bundle.read(None, name)
            return Js(f'$.call({home.text}, "{name}"{places})', METHODS[name])
        return Js(f"$._{name}({home.text}{places})", self._method_kind(node, name, home.kind))

    def _method_kind(self, node: ast.Call, name: str, home: Kind) -> Kind:
        table = kinds.table_of(home)
        if table is None:
            return kinds.item(home) if name == "pop" else METHODS[name]
        one, two = table
        made: dict[str, Kind] = {
            "items": kinds.list_of(kinds.of(tuple, one, two)),
            "keys": kinds.list_of(one),
            "values": kinds.list_of(two),
            "setdefault": two,
        }
        if name == "get":
            none = self.e(node.args[1]).kind if len(node.args) > 1 else kinds.NONE
            return kinds.join((two, none))
        return made.get(name, METHODS[name])

    def _own_method(self, node: ast.Call, func: ast.Attribute, home: Js, owners: Sequence[type]) -> Js:
        found = [found_member(owner, func.attr) for owner in owners]
        functions = {one[1] for one in found if one is not None}
        if len(functions) != 1 or any(one is None or one[0] not in ("method", "static") for one in found):
            raise self.refuse(node, f"the method {func.attr} of several classes")
        for owner in owners:
            self.bundle.read(owner, func.attr)
        function = functions.pop()
        after = 0 if found[0] is not None and found[0][0] == "static" else 1
        bound = self._bound(node, function, after)
        kind = self.returned(function, {} if bound is None else bound)
        return Js(f"{home.text}.{func.attr}({self._arguments(node, function, bound, after)})", kind)
