"""Calls: of functions and classes of the package, of what Python has built in, and of methods."""

from __future__ import annotations

import ast
import bisect
import builtins
import math
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import FunctionType
from typing import Any, get_args, get_origin

from sepeace.browser.script import kinds
from sepeace.browser.script.expressions import Expressions
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.sources import found_member, source_of, unwrapped
from sepeace.browser.script.writer import NOTHING, Js, own_name

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


class Calls(Expressions):
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
        return args[1] if len(args) == 2 and isinstance(get_origin(kind), type) else Any

    def _places(self, node: ast.Call) -> str:
        """Arguments by place alone."""
        if node.keywords:
            raise self.refuse(node, "arguments by name, of what takes none")
        return self.row(node.args)[0][1:-1]

    # --- functions and classes of the package

    def _function(self, node: ast.Call, function: FunctionType) -> Js:
        bundle = self.bundle
        if function in bundle.settled and not node.args and not node.keywords:
            value = bundle.settled[function]
            return Js(bundle.literal(value, kinds.of_value(value)), kinds.of_value(value))
        bound = self._bound(node, function)
        kind = self.returned(function, {} if bound is None else bound)
        name = bundle.function(function, self.source, node)
        return Js(f"{name}({self._arguments(node, function, bound)})", kind)

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
            names = self.bundle.reference(meant, meant.__name__, self.source, node)
            return Js(f"$.member({names}, {self._places(node)})", str)
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
            "items": list[tuple[one, two]],  # type: ignore[valid-type]
            "keys": list[one],  # type: ignore[valid-type]
            "values": list[two],  # type: ignore[valid-type]
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

    # --- what is built in

    def _sorting(self, node: ast.Call, inner: Kind) -> tuple[str, str]:
        named = {one.arg: one.value for one in node.keywords}
        if named.keys() - {"key", "reverse"}:
            raise self.refuse(node, f"arguments {', '.join(map(str, named))}")
        by = self._key(named.get("key"), inner)
        return by, self.test(named["reverse"]) if "reverse" in named else "false"

    def _key(self, node: ast.expr | None, inner: Kind) -> str:
        """The function by which values are ordered; it is told what they are."""
        if node is None:
            return "null"
        return self.function_of(node, [inner]).text if isinstance(node, ast.Lambda) else self.t(node)

    def function_of(self, node: ast.Lambda, given: Sequence[Kind] = ()) -> Js:
        """A lambda, whose arguments are of given kinds."""
        args = node.args
        if args.defaults or args.vararg or args.kwarg or args.kwonlyargs or args.posonlyargs:
            raise self.refuse(node, "a lambda with loose arguments")
        names = [one.arg for one in args.args]
        told = dict.fromkeys(names, Any) | dict(zip(names, given, strict=False))
        with self.scope(told):
            body = self.e(node.body)
        kind = Callable[..., body.kind]  # type: ignore[name-defined]
        return Js(f"(({', '.join(map(own_name, names))}) => {body.text})", kind)

    def on_lambda(self, node: ast.Lambda) -> Js:
        return self.function_of(node)

    def one(self, node: ast.Call) -> Js:
        """The only argument."""
        if len(node.args) != 1 or node.keywords or isinstance(node.args[0], ast.Starred):
            raise self.refuse(node, "needs one argument")
        return self.e(node.args[0])

    def built_len(self, node: ast.Call) -> Js:
        return Js(f"$.len({self.one(node).text})", int)

    def built_abs(self, node: ast.Call) -> Js:
        value = self.one(node)
        if not kinds.is_number(value.kind) and value.kind is not Any:
            raise self.refuse(node, f"abs of {value.kind}")
        return Js(f"Math.abs({value.text})", value.kind)

    def built_round(self, node: ast.Call) -> Js:
        return Js(f"$.round({self.one(node).text})", int)

    def built_int(self, node: ast.Call) -> Js:
        return Js(f"$.int({self.one(node).text})", int)

    def built_float(self, node: ast.Call) -> Js:
        return Js(f"$.float({self.one(node).text})", float)

    def built_bool(self, node: ast.Call) -> Js:
        self.one(node)
        return Js(self.test(node.args[0]), bool)

    def built_str(self, node: ast.Call) -> Js:
        return Js(self.worded(node, self.one(node)), str)

    def built_id(self, node: ast.Call) -> Js:
        return Js(f"$.id({self.one(node).text})", int)

    def built_list(self, node: ast.Call) -> Js:
        value = self.one(node)
        inner = kinds.item(value.kind)
        return Js(f"$.list({value.text})", list[inner])  # type: ignore[valid-type]

    def built_tuple(self, node: ast.Call) -> Js:
        value = self.one(node)
        inner = kinds.item(value.kind)
        return Js(f"$.list({value.text})", tuple[inner, ...])

    def built_set(self, node: ast.Call) -> Js:
        value = self.one(node)
        inner = kinds.item(value.kind)
        return Js(f"$.bag({value.text})", set[inner])  # type: ignore[valid-type]

    def built_dict(self, node: ast.Call) -> Js:
        value = self.one(node)
        if kinds.table_of(value.kind):
            return Js(f"$.merged({value.text})", value.kind)
        pair = kinds.item(value.kind)
        one, two = kinds.at(pair, 0), kinds.at(pair, 1)
        return Js(f"$.dict({value.text})", dict[one, two])  # type: ignore[valid-type]

    def built_sum(self, node: ast.Call) -> Js:
        value = self.one(node)
        if any(part is float for part in kinds.parts(kinds.item(value.kind))):
            raise self.refuse(node, "a sum of floats, which is not the same in all Pythons")
        return Js(f"$.sum({value.text})", int)

    def built_any(self, node: ast.Call) -> Js:
        return Js(f"$.any({self.one(node).text})", bool)

    def built_all(self, node: ast.Call) -> Js:
        return Js(f"$.all({self.one(node).text})", bool)

    def built_sorted(self, node: ast.Call) -> Js:
        value = self.e(node.args[0])
        inner = kinds.item(value.kind)
        by, down = self._sorting(node, inner)
        return Js(f"$.sorted({value.text}, {by}, {down})", list[inner])  # type: ignore[valid-type]

    def built_max(self, node: ast.Call) -> Js:
        return self._best(node, "max")

    def built_min(self, node: ast.Call) -> Js:
        return self._best(node, "min")

    def _best(self, node: ast.Call, name: str) -> Js:
        named = {one.arg: one.value for one in node.keywords}
        if named.keys() - {"key", "default"} or not node.args:
            raise self.refuse(node, f"arguments of {name}")
        if len(node.args) == 1 and not isinstance(node.args[0], ast.Starred):
            value = self.e(node.args[0])
            text, inner = value.text, kinds.item(value.kind)
        else:
            text, found = self.row(node.args)
            inner = kinds.join(found)
        by = self._key(named.get("key"), inner)
        none = f", {self.t(named['default'])}" if "default" in named else ""
        return Js(f"$.{name}({text}, {by}{none})", inner)

    def built_range(self, node: ast.Call) -> Js:
        ends = [self.t(one) for one in node.args]
        start, stop, step = {1: ("0", *ends, "1"), 2: (*ends, "1"), 3: tuple(ends)}[len(ends)]
        return Js(f"$.range({start}, {stop}, {step})", list[int])

    def built_zip(self, node: ast.Call) -> Js:
        strict = "false"
        for one in node.keywords:
            if one.arg != "strict" or not isinstance(one.value, ast.Constant):
                raise self.refuse(node, f"the argument {one.arg} of zip")
            strict = "true" if one.value.value else "false"
        values = [self.e(one) for one in node.args if not isinstance(one, ast.Starred)]
        if len(values) != len(node.args):
            raise self.refuse(node, "zip of many")
        kind = tuple[tuple(kinds.item(value.kind) for value in values)]  # type: ignore[misc]
        return Js(f"$.zip({', '.join([strict, *(value.text for value in values)])})", list[kind])

    def built_enumerate(self, node: ast.Call) -> Js:
        value = self.e(node.args[0])
        start = self.t(node.args[1]) if len(node.args) > 1 else "0"
        inner = kinds.item(value.kind)
        return Js(f"$.enumerate({value.text}, {start})", list[tuple[int, inner]])  # type: ignore[valid-type]

    def built_next(self, node: ast.Call) -> Js:
        value = self.e(node.args[0])
        found = [kinds.item(value.kind), *(self.e(one).kind for one in node.args[1:])]
        rest = "".join(f", {self.t(one)}" for one in node.args[1:])
        return Js(f"$.next({value.text}{rest})", kinds.join(found))

    def built_timedelta(self, node: ast.Call) -> Js:
        if node.args or [one.arg for one in node.keywords] != ["days"]:
            raise self.refuse(node, "a stretch of time that is not of days alone")
        return Js(f"new $.Span({self.t(node.keywords[0].value)})", timedelta)

    def built_replace(self, node: ast.Call) -> Js:
        value = self.e(node.args[0])
        if len(node.args) != 1 or any(one.arg is None for one in node.keywords):
            raise self.refuse(node, "replace with loose arguments")
        told = ", ".join(f"{one.arg}: {self.t(one.value)}" for one in node.keywords)
        return Js(f"$.changed({value.text}, {{{told}}})", value.kind)

    def built_isinstance(self, node: ast.Call) -> Js:
        value, kind = self.e(node.args[0]), node.args[1]
        meant = self.meant(kind)
        if meant is NOTHING:
            return Js(f"({value.text} instanceof {self.t(kind)})", bool)
        made = []
        for part in kinds.parts(meant):
            if part in (str, bool, date, list):
                made.append(f'$.isa({value.text}, "{part.__name__}")')
            elif isinstance(part, type) and kinds.is_own(part.__module__):
                made.append(f"({value.text} instanceof {self.bundle.class_(part, self.source, node)})")
            else:
                raise self.refuse(node, f"whether something is of {part}")
        return Js(f"({' || '.join(made)})", bool)
