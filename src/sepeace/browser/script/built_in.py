"""What Python has built in: functions such as ``sorted`` and ``sum``, and the lambdas handed to them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sepeace.browser.script import kinds
from sepeace.browser.script.expressions import ScriptExpressions
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.writer import NOTHING, Js, own_name


class BuiltIn(ScriptExpressions):
    """Each ``built_x`` writes a call of ``x``."""

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
        kind = kinds.of(Callable, ..., body.kind)
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
        return Js(f"$.list({value.text})", kinds.list_of(inner))

    def built_tuple(self, node: ast.Call) -> Js:
        value = self.one(node)
        inner = kinds.item(value.kind)
        return Js(f"$.list({value.text})", kinds.tuple_of(inner))

    def built_set(self, node: ast.Call) -> Js:
        value = self.one(node)
        inner = kinds.item(value.kind)
        return Js(f"$.bag({value.text})", kinds.of(set, inner))

    def built_dict(self, node: ast.Call) -> Js:
        value = self.one(node)
        if kinds.table_of(value.kind):
            return Js(f"$.merged({value.text})", value.kind)
        pair = kinds.item(value.kind)
        one, two = kinds.at(pair, 0), kinds.at(pair, 1)
        return Js(f"$.dict({value.text})", kinds.of(dict, one, two))

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
        return Js(f"$.sorted({value.text}, {by}, {down})", kinds.list_of(inner))

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
        kind = kinds.of(tuple, *(kinds.item(value.kind) for value in values))
        return Js(f"$.zip({', '.join([strict, *(value.text for value in values)])})", kinds.list_of(kind))

    def built_enumerate(self, node: ast.Call) -> Js:
        value = self.e(node.args[0])
        start = self.t(node.args[1]) if len(node.args) > 1 else "0"
        inner = kinds.item(value.kind)
        return Js(f"$.enumerate({value.text}, {start})", kinds.list_of(kinds.of(tuple, int, inner)))

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
