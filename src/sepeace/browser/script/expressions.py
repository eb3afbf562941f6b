"""Expressions of Python as expressions of JavaScript.

What JavaScript would do otherwise goes through the runtime, ``$``; what it does alike, where the kinds of the
values are known, is written as it is.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from sepeace.browser.script import kinds
from sepeace.browser.script.kinds import Kind
from sepeace.browser.script.writer import NOTHING, Js, Writer, own_name, quoted

_FORMAT = re.compile(r"(?P<sign>\+?)(?P<comma>,?)(?:\.(?P<places>\d+))?(?P<kind>[fgd%]?)")
_BITS = {ast.BitAnd: "&", ast.BitOr: "|", ast.BitXor: "^", ast.LShift: "<<", ast.RShift: ">>"}
_ORDER = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


class ScriptExpressions(Writer):
    """Expressions but for calls and comprehensions."""

    def e(self, node: ast.expr) -> Js:
        """An expression.

        Raises:
            OutsideSubset: it is none of the subset.
        """
        folded = self.constant(node) if isinstance(node, ast.BinOp | ast.UnaryOp) else NOTHING
        if folded is not NOTHING:
            return Js(f"({self.bundle.literal(folded, type(folded))})", type(folded))
        write = getattr(self, f"on_{type(node).__name__.lower()}", None)
        if write is None:
            raise self.refuse(node, f"an expression of the kind {type(node).__name__}")
        made: Js = write(node)
        return made

    def t(self, node: ast.expr) -> str:
        """The text of an expression."""
        return self.e(node).text

    def test(self, node: ast.expr) -> str:
        """An expression as what it is worth as a truth."""
        if isinstance(node, ast.BoolOp):
            sign = " && " if isinstance(node.op, ast.And) else " || "
            return f"({sign.join(self.test(value) for value in node.values)})"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return f"!{self.test(node.operand)}"
        found = self.e(node)
        return found.text if kinds.is_truth(found.kind) else f"$.truth({found.text})"

    # --- what stands there as it is

    def on_constant(self, node: ast.Constant) -> Js:
        kind = kinds.of_value(node.value)
        return Js(self.bundle.literal(node.value, kind), kind)

    def on_name(self, node: ast.Name) -> Js:
        kind = self.local(node.id)
        return self._meant(node, node.id) if kind is None else Js(own_name(node.id), kind)

    def _meant(self, node: ast.expr, name: str) -> Js:
        value = self.meant(node)
        return Js(self.bundle.reference(value, name, self.source, node), kinds.of_value(value))

    def on_attribute(self, node: ast.Attribute) -> Js:
        if self.meant(node) is not NOTHING:
            return self._meant(node, node.attr)
        home = self.e(node.value)
        return Js(f"{home.text}.{node.attr}", self.attribute(node, home.kind))

    def on_subscript(self, node: ast.Subscript) -> Js:
        home = self.e(node.value)
        if isinstance(node.slice, ast.Slice):
            ends = [node.slice.lower, node.slice.upper, node.slice.step]
            told = ", ".join("null" if end is None else self.t(end) for end in ends)
            inner = kinds.item(home.kind)
            kind = str if kinds.is_text(home.kind) else kinds.list_of(inner)
            return Js(f"$.slice({home.text}, {told})", kind)
        place = self.constant(node.slice)
        kind = kinds.at(home.kind, None if place is NOTHING else place)
        return Js(f"$.at({home.text}, {self.t(node.slice)})", kind)

    def on_ifexp(self, node: ast.IfExp) -> Js:
        one, other = self.e(node.body), self.e(node.orelse)
        return Js(f"({self.test(node.test)} ? {one.text} : {other.text})", kinds.join((one.kind, other.kind)))

    # --- text

    def on_joinedstr(self, node: ast.JoinedStr) -> Js:
        made = [self.t(part) for part in node.values]
        if not made:
            return Js('""', str)
        return Js(f"({' + '.join(made)})", str)

    def on_formattedvalue(self, node: ast.FormattedValue) -> Js:
        value = self.e(node.value)
        if node.conversion != -1:
            raise self.refuse(node, "a conversion inside a text")
        if node.format_spec is None:
            return Js(self.worded(node, value), str)
        spec = node.format_spec
        told = spec.values[0] if isinstance(spec, ast.JoinedStr) and len(spec.values) == 1 else None
        if not isinstance(told, ast.Constant):
            raise self.refuse(node, "a format that is not fixed")
        if told.value == "%B" and kinds.is_day(value.kind):
            return Js(f"$.month({value.text})", str)
        found = _FORMAT.fullmatch(str(told.value))
        if found is None or not (kinds.is_number(value.kind) or kinds.said(value.kind) is Any):
            raise self.refuse(node, f"the format {told.value!r} of {value.kind}")
        kind, places = found["kind"], found["places"]
        if not kind or kind == "d":
            if not kinds.is_whole(value.kind) or places:
                raise self.refuse(node, f"the format {told.value!r} of what may be no whole number")
            kind = "d"
        told_places = int(places) if places else 6
        comma = "true" if found["comma"] else "false"
        return Js(f'$.format({value.text}, "{found["sign"]}", {comma}, {told_places}, "{kind}")', str)

    def worded(self, node: ast.expr, value: Js) -> str:
        """A value inside a text without a format.

        Raises:
            OutsideSubset: it is a float, of which JavaScript does not know whether it is whole.
        """
        if kinds.is_text(value.kind):
            return value.text
        if self.raising or all(part in (str, int) for part in kinds.parts(value.kind)):
            return f"String({value.text})"
        if kinds.said(value.kind) is float:
            raise self.refuse(node, "a float in a text without a format")
        return f"$.text({value.text})"

    # --- arithmetic

    def on_binop(self, node: ast.BinOp) -> Js:
        one, other = self.e(node.left), self.e(node.right)
        return self.combined(node, node.op, one, other)

    def combined(self, node: ast.AST, sign: ast.operator, one: Js, other: Js) -> Js:
        """Two values and what stands between them."""
        numbers = kinds.is_number(one.kind) and kinds.is_number(other.kind)
        whole = numbers and all(part is not float for k in (one, other) for part in kinds.parts(k.kind))
        number: Kind = int if whole else float
        pair = f"{one.text}, {other.text}"
        if isinstance(sign, ast.Div):
            return Js(f"$.div({pair})", float)
        if isinstance(sign, ast.FloorDiv | ast.Mod):
            name = "floordiv" if isinstance(sign, ast.FloorDiv) else "mod"
            return Js(f"$.{name}({pair})", number if numbers else Any)
        if type(sign) in _BITS:
            kind = int if whole else Any
            if not whole:
                raise self.refuse(node, "bits of what may be no whole number")
            return Js(f'$.bits("{_BITS[type(sign)]}", {pair})', kind)
        if isinstance(sign, ast.Pow):
            if not whole:
                raise self.refuse(node, "a power of what may be no whole number")
            return Js(f"$.power({pair})", int)
        if isinstance(sign, ast.Mult):
            if whole:
                return Js(f"$.times({pair})", int)
            made = f"({one.text} * {other.text})" if numbers else f"$.mul({pair})"
            return Js(made, float if numbers else one.kind)
        if isinstance(sign, ast.Add | ast.Sub):
            return self._sum(isinstance(sign, ast.Add), one, other, numbers, number)
        raise self.refuse(node, f"the sign {type(sign).__name__}")

    def _sum(self, adds: bool, one: Js, other: Js, numbers: bool, number: Kind) -> Js:
        texts = adds and kinds.is_text(one.kind) and kinds.is_text(other.kind)
        if numbers or texts:
            return Js(f"({one.text} {'+' if adds else '-'} {other.text})", str if texts else number)
        return Js(f"$.{'add' if adds else 'sub'}({one.text}, {other.text})", _sum_kind(one.kind, other.kind))

    def on_unaryop(self, node: ast.UnaryOp) -> Js:
        if isinstance(node.op, ast.Not):
            return Js(self.test(node), bool)
        value = self.e(node.operand)
        if not isinstance(node.op, ast.USub) or not kinds.is_number(value.kind):
            raise self.refuse(node, "a sign before what may be no number")
        # Nothing less nothing is nothing: an int has no -0.
        made = f"(0 - {value.text})" if kinds.is_whole(value.kind) else f"(-{value.text})"
        return Js(made, value.kind)

    def on_boolop(self, node: ast.BoolOp) -> Js:
        values = [self.e(value) for value in node.values]
        if all(kinds.is_truth(value.kind) for value in values):
            return Js(self.test(node), bool)
        name, made = ("and" if isinstance(node.op, ast.And) else "or"), values[-1].text
        for value in reversed(values[:-1]):
            made = f"$.{name}({value.text}, () => {made})"
        kind = kinds.join(value.kind for value in values)
        return Js(made, kinds.said(kind) if name == "or" and not _may_be_none(values[-1].kind) else kind)

    # --- comparisons

    def on_compare(self, node: ast.Compare) -> Js:
        values = [self.e(value) for value in (node.left, *node.comparators)]
        simple = (ast.Name, ast.Constant, ast.Attribute)
        if not all(isinstance(one, simple) for one in node.comparators[:-1]):
            return self._chain(node, values)
        made = [
            self._compared(node, op, one, other)
            for op, one, other in zip(node.ops, values[:-1], values[1:], strict=True)
        ]
        return Js(made[0] if len(made) == 1 else f"({' && '.join(made)})", bool)

    def _chain(self, node: ast.Compare, values: Sequence[Js]) -> Js:
        """A chain whose middle is worked out once, as Python does."""
        names = [f"$c{place}" for place in range(len(values))]
        made = [
            self._compared(node, op, Js(one, first.kind), Js(two, second.kind))
            for op, one, two, first, second in zip(
                node.ops, names[:-1], names[1:], values[:-1], values[1:], strict=True
            )
        ]
        given = ", ".join(value.text for value in values)
        return Js(f"(({', '.join(names)}) => {' && '.join(made)})({given})", bool)

    def _compared(self, node: ast.Compare, sign: ast.cmpop, one: Js, other: Js) -> str:
        if isinstance(sign, ast.Is | ast.IsNot):
            return f"({one.text} {'===' if isinstance(sign, ast.Is) else '!=='} {other.text})"
        self._all_is_read(one.kind)
        if isinstance(sign, ast.In | ast.NotIn):
            return f"{'' if isinstance(sign, ast.In) else '!'}$.has({one.text}, {other.text})"
        if isinstance(sign, ast.Eq | ast.NotEq):
            no = "" if isinstance(sign, ast.Eq) else "!"
            if kinds.is_text(one.kind) or kinds.is_text(other.kind):
                return f"({one.text} {no or '='}== {other.text})"
            if kinds.is_number(one.kind) and kinds.is_number(other.kind):
                return f"({one.text} {no or '='}= {other.text})"
            return f"{no}$.eq({one.text}, {other.text})"
        if kinds.is_number(one.kind) and kinds.is_number(other.kind):
            return f"({one.text} {_ORDER[type(sign)]} {other.text})"
        if isinstance(sign, ast.Gt | ast.GtE):
            one, other = other, one
        return f"$.{'lt' if isinstance(sign, ast.Lt | ast.Gt) else 'le'}({one.text}, {other.text})"

    def _all_is_read(self, kind: Kind) -> None:
        """What is compared is compared field by field."""
        for owner in kinds.classes(kind) or ():
            for one in fields(owner) if is_dataclass(owner) else ():
                self.bundle.read(owner, one.name)

    # --- sequences and tables

    def on_tuple(self, node: ast.Tuple) -> Js:
        made, found = self.row(node.elts)
        loose = any(isinstance(one, ast.Starred) for one in node.elts)
        inner = kinds.join(found)
        kind = kinds.tuple_of(inner) if loose or not found else kinds.of(tuple, *found)
        return Js(made, kind)

    def on_list(self, node: ast.List) -> Js:
        made, found = self.row(node.elts)
        inner = kinds.join(found)
        return Js(made, kinds.list_of(inner))

    def on_set(self, node: ast.Set) -> Js:
        made, found = self.row(node.elts)
        inner = kinds.join(found)
        return Js(f"$.bag({made})", kinds.of(set, inner))

    def row(self, nodes: Sequence[ast.expr]) -> tuple[str, list[Kind]]:
        """Values one after the other, some of which are many; their kinds."""
        made, found = [], []
        for node in nodes:
            value = self.e(node.value if isinstance(node, ast.Starred) else node)
            many = isinstance(node, ast.Starred)
            made.append(f"...$.iter({value.text})" if many else value.text)
            found.append(kinds.item(value.kind) if many else value.kind)
        return f"[{', '.join(made)}]", found

    def on_dict(self, node: ast.Dict) -> Js:
        made: list[str] = []
        rows: list[tuple[str, str, bool]] = []
        found: list[tuple[Kind, Kind]] = []
        for name, value in zip(node.keys, node.values, strict=True):
            own = self.e(value)
            if name is None:
                made += [*_table(rows), own.text]
                rows = []
                found.append(kinds.table_of(own.kind) or (Any, Any))
                continue
            told = self.e(name)
            simple = str(name.value) if isinstance(name, ast.Constant) and _is_word(name.value) else None
            rows.append((simple or told.text, own.text, simple is not None))
            found.append((told.kind, own.kind))
        made += _table(rows)
        one, two = kinds.join(row[0] for row in found), kinds.join(row[1] for row in found)
        text = made[0] if len(made) == 1 and node.keys and node.keys[0] is not None else None
        return Js(text or f"$.merged({', '.join(made)})", kinds.of(dict, one, two))


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value.isidentifier()


def _table(rows: list[tuple[str, str, bool]]) -> list[str]:
    if not rows:
        return []
    if all(simple for _, _, simple in rows) and len({name for name, _, _ in rows}) == len(rows):
        return [f"$.table({{{', '.join(f'{name}: {value}' for name, value, _ in rows)}}})"]
    told = ((quoted(name) if simple else name, value) for name, value, simple in rows)
    return [f"$.dict([{', '.join(f'[{name}, {value}]' for name, value in told)}])"]


def _may_be_none(kind: Kind) -> bool:
    return any(part in (kinds.NONE, Any) for part in kinds.parts(kind))


def _sum_kind(one: Kind, other: Kind) -> Kind:
    """Of two values that are neither both numbers nor both texts."""
    if kinds.is_day(one) and kinds.is_day(other):
        return one
    inner = kinds.join((kinds.item(one), kinds.item(other)))
    return kinds.list_of(inner) if inner is not Any and not kinds.is_number(one) else Any
