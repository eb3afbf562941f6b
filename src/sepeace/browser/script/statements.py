"""Statements, and whole functions: arguments, defaults, local names."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sepeace.browser.script import kinds
from sepeace.browser.script.comprehensions import Comprehensions
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.writer import Js, own_name, quoted

_ROUNDS = 6
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_APART = (ast.FunctionDef, ast.Lambda, ast.ClassDef, *_COMPREHENSIONS)


class ScriptStatements(Comprehensions):
    """A function from its first line to its last."""

    def written(self) -> str:
        """The function as JavaScript: ``(arguments) { statements }``, or ``=> expression`` of a lambda.

        It is gone through until the kinds of its local names are known.
        """
        node = self.source.node
        if isinstance(node, ast.Lambda):
            return self.function_of(node).text
        start, found = self._start(node), dict.fromkeys(_locals(node.body), Any)
        for _ in range(_ROUNDS):
            before, self.assigned, self.kinds = found, {}, {**found, **start}
            made = self._whole(node)
            found = before | {name: kinds.join(given) for name, given in self.assigned.items()}
            if found == before:
                break
        return made

    def _start(self, node: ast.FunctionDef) -> dict[str, Kind]:
        args = node.args
        hints = self.source.hints
        names = [one.arg for one in (*args.posonlyargs, *args.args, *args.kwonlyargs)]
        found: dict[str, Kind] = {name: hints.get(name, Any) for name in names}
        if self.source.owner is not None and names:
            found[names[0]] = self.source.owner
        if args.vararg is not None:
            inner = hints.get(args.vararg.arg, Any)
            found[args.vararg.arg] = kinds.tuple_of(inner)
        return found

    def _whole(self, node: ast.FunctionDef) -> str:
        args = node.args
        given = [*args.posonlyargs, *args.args, *args.kwonlyargs]
        defaults: list[ast.expr | None] = [None] * (len(given) - len(args.kwonlyargs) - len(args.defaults))
        defaults += [*args.defaults, *args.kw_defaults]
        if args.kwarg is not None:
            raise self.refuse(node, "a function that takes any names")
        told: list[str] = []
        for one, default in zip(given, defaults, strict=True):
            if self.source.owner is not None and not told and one is given[0] and "self" in one.arg:
                continue
            name = own_name(one.arg)
            told.append(name if default is None else f"{name} = {self.t(default)}")
        if args.vararg is not None:
            told.append(f"...{own_name(args.vararg.arg)}")
        inside = sorted(_locals(node.body) - {one.arg for one in given})
        start = f"let {', '.join(map(own_name, inside))};\n" if inside else ""
        this = (
            "const self = this;\n"
            if self.source.owner is not None and given and given[0].arg == "self"
            else ""
        )
        end = "" if _returns(node.body) or _yields(node) else "return null;\n"
        return f"({', '.join(told)}) {{\n{this}{start}{self.block(node.body)}{end}}}"

    @property
    def star(self) -> str:
        """What marks a function that yields."""
        return "*" if isinstance(self.source.node, ast.FunctionDef) and _yields(self.source.node) else ""

    def block(self, body: Sequence[ast.stmt]) -> str:
        """Statements one after the other."""
        return "".join(self.s(node) for node in body)

    def s(self, node: ast.stmt) -> str:
        """A statement.

        Raises:
            OutsideSubset: it is none of the subset.
        """
        write = getattr(self, f"do_{type(node).__name__.lower()}", None)
        if write is None:
            raise self.refuse(node, f"a statement of the kind {type(node).__name__}")
        made: str = write(node)
        return made

    # --- values for names

    def do_assign(self, node: ast.Assign) -> str:
        value = self.e(node.value)
        if len(node.targets) == 1:
            return self._given(node.targets[0], value, _part_by_part(node.targets[0], node.value))
        names = [one.id for one in node.targets if isinstance(one, ast.Name)]
        if len(names) < len(node.targets):
            raise self.refuse(node, "one value for several things at once")
        for name in names:
            self.give(name, value.kind)
        return f"{' = '.join(map(own_name, names))} = {value.text};\n"

    def _given(self, target: ast.expr, value: Js, part_by_part: bool = False) -> str:
        if isinstance(target, ast.Name):
            self.give(target.id, value.kind)
            return f"{own_name(target.id)} = {value.text};\n"
        if isinstance(target, ast.Tuple | ast.List):
            for name, kind in self.bind_kinds(target, value.kind).items():
                self.give(name, kind)
            shape, names = self.pattern(target)
            if part_by_part:
                return f"{names} = {value.text};\n"
            return f"{names} = $.unpack({value.text}, {shape});\n"
        if isinstance(target, ast.Attribute):
            home = self.e(target.value)
            if isinstance(target.value, ast.Name) and target.value.id == "self":
                self.give(f"self.{target.attr}", value.kind)
            return f"{home.text}.{target.attr} = {value.text};\n"
        if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Slice):
            return f"$.put({self.t(target.value)}, {self.t(target.slice)}, {value.text});\n"
        raise self.refuse(target, "a part of something is given a value")

    def do_annassign(self, node: ast.AnnAssign) -> str:
        told = ast.unparse(node.annotation)
        try:
            kind = eval(told, self.source.function.__globals__)
        except (NameError, TypeError) as error:
            raise self.refuse(node, f"an annotation that cannot be read: {error}") from None
        if node.value is None:
            raise self.refuse(node, "an annotation without a value")
        return self._given(node.target, Js(self.t(node.value), kind))

    def do_augassign(self, node: ast.AugAssign) -> str:
        if isinstance(node.target, ast.Subscript):
            if not isinstance(node.target.slice, ast.Name | ast.Constant):
                raise self.refuse(node, "a place is worked out while something is added to it")
            value = self.combined(node, node.op, self.e(_loaded(node.target)), self.e(node.value))
            return self._given(node.target, value)
        own, value = self.e(_loaded(node.target)), self.e(node.value)
        if isinstance(node.op, ast.Add) and getattr(own.kind, "__origin__", None) is list:
            return f"$._extend({own.text}, {value.text});\n"
        return self._given(node.target, self.combined(node, node.op, own, value))

    # --- the way through

    def do_return(self, node: ast.Return) -> str:
        return f"return {'null' if node.value is None else self.t(node.value)};\n"

    def do_if(self, node: ast.If) -> str:
        rest = f"else {{\n{self.block(node.orelse)}}}\n" if node.orelse else ""
        return f"if ({self.test(node.test)}) {{\n{self.block(node.body)}}}\n{rest}"

    def do_while(self, node: ast.While) -> str:
        if node.orelse:
            raise self.refuse(node, "a loop with else")
        return f"while ({self.test(node.test)}) {{\n{self.block(node.body)}}}\n"

    def do_for(self, node: ast.For) -> str:
        if node.orelse:
            raise self.refuse(node, "a loop with else")
        source = self.e(node.iter)
        given = self._given(node.target, Js("$1", kinds.item(source.kind)))
        return f"for (const $1 of $.iter({source.text})) {{\n{given}{self.block(node.body)}}}\n"

    def do_break(self, node: ast.Break) -> str:
        return "break;\n"

    def do_continue(self, node: ast.Continue) -> str:
        return "continue;\n"

    def do_pass(self, node: ast.Pass) -> str:
        return ""

    def do_expr(self, node: ast.Expr) -> str:
        if isinstance(node.value, ast.Constant):
            return ""
        if isinstance(node.value, ast.Yield):
            value = "null" if node.value.value is None else self.t(node.value.value)
            return f"yield {value};\n"
        if isinstance(node.value, ast.YieldFrom):
            return f"yield* $.iter({self.t(node.value.value)});\n"
        return f"{self.t(node.value)};\n"

    def do_assert(self, node: ast.Assert) -> str:
        told = quoted(ast.unparse(node.test))
        return f'if (!{self.test(node.test)}) throw $.fail("AssertionError", {told});\n'

    def do_raise(self, node: ast.Raise) -> str:
        error = node.exc
        if not isinstance(error, ast.Call) or not isinstance(error.func, ast.Name):
            raise self.refuse(node, "something is raised that is not made where it is raised")
        self.raising = True
        told = "".join(f", {self.worded(one, self.e(one))}" for one in error.args)
        self.raising = False
        return f'throw $.fail("{error.func.id}"{told});\n'

    def do_functiondef(self, node: ast.FunctionDef) -> str:
        """A function inside a function."""
        args = node.args
        if (
            args.defaults
            or args.vararg
            or args.kwarg
            or args.kwonlyargs
            or node.decorator_list
            or _yields(node)
        ):
            raise self.refuse(node, "a function inside with loose arguments")
        around = self.source.function.__globals__
        told: dict[str, Kind] = {}
        for one in args.args:
            told[one.arg] = Any if one.annotation is None else eval(ast.unparse(one.annotation), around)
        inside = sorted(_locals(node.body) - told.keys())
        names = ", ".join(map(own_name, told))
        with self.scope({**told, **dict.fromkeys(inside, Any)}):
            body = self.block(node.body)
        start = f"let {', '.join(map(own_name, inside))};\n" if inside else ""
        returned = Any if node.returns is None else eval(ast.unparse(node.returns), around)
        self.give(node.name, _callable(returned))
        return f"{own_name(node.name)} = ({names}) => {{\n{start}{body}return null;\n}};\n"


def _callable(returned: Kind) -> Kind:
    return kinds.of(Callable, ..., returned)


def _part_by_part(target: ast.expr, value: ast.expr) -> bool:
    """Whether some names are given as many values, written one after the other: nothing is to be unpacked."""
    if not isinstance(target, ast.Tuple) or not isinstance(value, ast.Tuple):
        return False
    named = all(isinstance(one, ast.Name) for one in target.elts)
    return (
        named
        and len(target.elts) == len(value.elts)
        and not any(isinstance(one, ast.Starred) for one in value.elts)
    )


def _loaded(node: ast.Name | ast.Attribute | ast.Subscript) -> ast.expr:
    """The same, to be read."""
    if isinstance(node, ast.Subscript):
        return ast.copy_location(ast.Subscript(value=node.value, slice=node.slice, ctx=ast.Load()), node)
    if isinstance(node, ast.Name):
        return ast.copy_location(ast.Name(id=node.id, ctx=ast.Load()), node)
    return ast.copy_location(ast.Attribute(value=node.value, attr=node.attr, ctx=ast.Load()), node)


def _inside(nodes: Iterable[ast.AST]) -> Iterable[ast.AST]:
    """What stands in statements, without what stands in functions and comprehensions inside."""
    for node in nodes:
        yield node
        if not isinstance(node, _APART):
            yield from _inside(ast.iter_child_nodes(node))


def _locals(body: Sequence[ast.stmt]) -> set[str]:
    """Names that statements give values to."""
    found = {
        node.id for node in _inside(body) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    return found | {node.name for node in _inside(body) if isinstance(node, ast.FunctionDef)}


def _yields(node: ast.FunctionDef) -> bool:
    return any(isinstance(one, ast.Yield | ast.YieldFrom) for one in _inside(node.body))


def _returns(body: Sequence[ast.stmt]) -> bool:
    """Whether the last of statements leaves the function."""
    last = body[-1]
    if isinstance(last, ast.If):
        return bool(last.orelse) and _returns(last.body) and _returns(last.orelse)
    return isinstance(last, ast.Return | ast.Raise)
