"""The kind of every value in a function, worked out before anything is written.

Kinds come from annotations. A name keeps the kind it is first given; whole numbers become floats only where
Python's own arithmetic makes them so. What Python would do and a machine's numbers cannot is refused here.
"""

from __future__ import annotations

import ast
from functools import cache
from typing import Any, TypeGuard

from sepeace.browser.translator import flow, intrinsics
from sepeace.browser.translator.constants import constant_of, table_kind
from sepeace.browser.translator.kinds import (
    REAL,
    TRUTH,
    WHOLE,
    Kind,
    RecordKind,
    RowKind,
    Scalar,
    SeveralKind,
    fits,
    layout_of,
    size_of,
)
from sepeace.browser.translator.source import BUILT_IN, IN_MATH, ModuleSource

NUMBERS = (WHOLE, REAL)
OF_WHOLE_NUMBERS = (ast.FloorDiv, ast.Mod, ast.BitAnd, ast.BitOr, ast.BitXor, ast.LShift, ast.RShift)
OF_NUMBERS = (ast.Add, ast.Sub, ast.Mult, ast.Div)
COMPARED = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)


class Typed:
    """Kinds in one function.

    Attributes:
        names: kind of each local name, parameters first.
        kinds: kind of each expression.
        calls: the functions called.
    """

    def __init__(self, source: ModuleSource) -> None:
        self.source = source
        self.names: dict[str, Kind] = dict(source.parameters)
        self.kinds: dict[ast.expr, Kind | None] = {}
        self.calls: list[ModuleSource] = []
        for statement in source.node.body:
            self._statement(statement)
        flow.check(source)

    # --- statements -------------------------------------------------------------------------------------

    def _body(self, body: list[ast.stmt]) -> None:
        for statement in body:
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        refuse = self.source.refuse
        match node:
            case ast.Pass() | ast.Break() | ast.Continue():
                return
            case ast.Expr(value=ast.Constant(value=str())):
                return
            case ast.Expr(value=ast.Call() as call):
                self.of(call, alone=True)
            case ast.Assert(test=test, msg=None):
                self.of(test)
            case ast.Assign(targets=[target], value=value):
                self._assign(target, value)
            case ast.AugAssign(target=target, op=op, value=value):
                into = self.place(target)
                given = self._arithmetic(node, op, into, self.number(value))
                if given is not into:
                    refuse(node, f"{_word(into)} changed into {_word(given)}")
            case ast.Return(value=None):
                if self.source.returns is not None:
                    refuse(node, "return without a value")
            case ast.Return(value=value) if value is not None:
                self._return(node, value)
            case ast.If(test=test) | ast.While(test=test, orelse=[]):
                self.truth(test)
                self._body(node.body)
                self._body(getattr(node, "orelse", []))
            case ast.For(target=ast.Name() as target, iter=ast.Call() as call, orelse=[]):
                self._range(call)
                self._name(target, WHOLE)
                self._body(node.body)
            case _:
                refuse(node, f"a statement of this form: {ast.unparse(node).splitlines()[0]}")

    def _range(self, call: ast.Call) -> None:
        if self.source.named(call.func) is not range or call.keywords or not 1 <= len(call.args) <= 3:
            self.source.refuse(call, "a loop over something other than range(...)")
        for one in call.args:
            if self.of(one) is not WHOLE:
                self.source.refuse(one, "range of something other than whole numbers")
        if len(call.args) == 3 and not self.constant(call.args[2]):
            self.source.refuse(call, "range with a step that is not a constant other than 0")

    def _return(self, node: ast.Return, value: ast.expr) -> None:
        declared = self.source.returns
        if isinstance(declared, SeveralKind) and isinstance(value, ast.Tuple):
            if len(value.elts) != len(declared.items):
                self.source.refuse(node, "returns another number of values than is declared")
            pairs: list[tuple[Kind | None, Kind | None]] = [
                (self.of(one), kind) for one, kind in zip(value.elts, declared.items, strict=True)
            ]
        else:
            pairs = [(self.of(value), declared)]
        for one, kind in pairs:
            if kind is None or not fits(one, kind):
                self.source.refuse(node, f"returns {_word(one)} where {_word(kind)} is declared")

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            self._unpack(target, value)
            return
        kind = self.of(value)
        self._give(target, kind)

    def _unpack(self, target: ast.Tuple, value: ast.expr) -> None:
        if isinstance(value, ast.Tuple):
            kinds: tuple[Kind | None, ...] = tuple(self.of(one) for one in value.elts)
        else:
            whole = self.of(value)
            kinds = whole.items if isinstance(whole, SeveralKind) else ()
        if len(kinds) != len(target.elts):
            self.source.refuse(target, "unpacks another number of values than there are")
        names = [one.id for one in target.elts if isinstance(one, ast.Name) and one.id != "_"]
        if len(set(names)) < len(names):
            self.source.refuse(target, "unpacks two values into one name")
        for one, kind in zip(target.elts, kinds, strict=True):
            if not (isinstance(one, ast.Name) and one.id == "_"):
                self._give(one, kind)

    def _give(self, target: ast.expr, kind: Kind | None) -> None:
        """A name or a place takes a value of a kind."""
        if isinstance(kind, SeveralKind) or kind is None:
            self.source.refuse(target, f"{_word(kind)} kept in one name")
        if isinstance(target, ast.Name):
            self._name(target, kind)
            return
        into = self.place(target)
        if kind is not into and not (kind is WHOLE and into is REAL):
            self.source.refuse(target, f"{_word(kind)} kept where {_word(into)} lies")

    def _name(self, target: ast.Name, kind: Kind) -> None:
        if isinstance(kind, RowKind) and None in kind.shape:
            self.source.refuse(target, "a row of unknown length under another name")
        known = self.names.setdefault(target.id, kind)
        if not fits(kind, known):
            self.source.refuse(target, f"{target.id} is {_word(known)} and becomes {_word(kind)}")
        self.kinds[target] = known

    def place(self, target: ast.expr) -> Kind:
        """The kind of number that is kept in a name or a place of memory."""
        if isinstance(target, ast.Name):
            kind: Kind | None = self.names.get(target.id)
            self.kinds[target] = kind
        elif isinstance(target, ast.Attribute | ast.Subscript):
            kind = self.of(target)
            if isinstance(self._root(target), tuple):
                self.source.refuse(target, "a constant that is written")
        else:
            self.source.refuse(target, f"a value kept in {ast.unparse(target)}")
        if not _is_number(kind):
            self.source.refuse(target, f"a value kept in {_word(kind)}")
        return kind

    def _root(self, node: ast.expr) -> Any:
        while isinstance(node, ast.Subscript):
            node = node.value
        return self.constant(node)

    # --- expressions ------------------------------------------------------------------------------------

    def constant(self, node: ast.expr) -> Any:
        """The value of an expression that is a constant, or None."""
        return constant_of(self.source, node, self.names)

    def of(self, node: ast.expr, alone: bool = False) -> Kind | None:
        """The kind of an expression; None, which only a call alone may have, for nothing."""
        kind = self._found(node)
        if kind is None and not alone:
            self.source.refuse(node, f"nothing used as a value: {ast.unparse(node)}")
        self.kinds[node] = kind
        return kind

    def number(self, node: ast.expr) -> Kind:
        """The kind of an expression that has to be a number."""
        kind = self.of(node)
        if not _is_number(kind):
            self.source.refuse(node, f"{_word(kind)} used as a number")
        return kind

    def truth(self, node: ast.expr) -> None:
        """An expression asked whether it is true: truth, or a number other than 0."""
        if self.of(node) not in (TRUTH, *NUMBERS):
            self.source.refuse(node, f"the truth of {_word(self.kinds[node])}")

    def _found(self, node: ast.expr) -> Kind | None:
        known = self.constant(node)
        if known is not None:
            kind = table_kind(known)
            if kind is None:
                self.source.refuse(node, f"a constant that is no number and no table of numbers: {known!r}")
            return kind
        match node:
            case ast.Name(id=name) if name in self.names:
                return self.names[name]
            case ast.Attribute(value=value, attr=name):
                return self._field(node, value, name)
            case ast.Subscript(value=value, slice=index):
                return self._item(node, value, index)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.truth(operand)
                return TRUTH
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as op, operand=operand):
                if isinstance(op, ast.UAdd):
                    self.source.refuse(node, "a plus sign before a value")
                return self.number(operand)
            case ast.UnaryOp(op=ast.Invert(), operand=operand):
                if self.number(operand) is not WHOLE:
                    self.source.refuse(node, "the bits of a float turned round")
                return WHOLE
            case ast.BinOp(left=left, op=op, right=right):
                return self._arithmetic(node, op, self.number(left), self.number(right))
            case ast.Compare():
                return self._compare(node)
            case ast.BoolOp(values=values):
                for one in values:
                    if self.of(one) is not TRUTH:
                        self.source.refuse(one, f"{_word(self.kinds[one])} joined by and, or")
                return TRUTH
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self.truth(test)
                kind = self.of(body)
                if kind != self.of(orelse) or isinstance(kind, SeveralKind):
                    met = f"{_word(kind)} or {_word(self.kinds[orelse])} in one expression"
                    self.source.refuse(node, met)
                return kind
            case ast.Call():
                return self._call(node)
        return self.source.refuse(node, f"an expression of this form: {ast.unparse(node)}")

    def _field(self, node: ast.expr, value: ast.expr, name: str) -> Kind:
        if not ((isinstance(value, ast.Name) and value.id in self.names) or isinstance(value, _PLACES)):
            self.source.refuse(node, f"a name without a value: {ast.unparse(node)}")
        record = self.of(value)
        if not isinstance(record, RecordKind):
            self.source.refuse(node, f"a field of {_word(record)}")
        fields = layout_of(record.declaration).fields
        if name not in fields:
            self.source.refuse(node, f"{record.declaration.__name__} has no field {name}")
        return fields[name].kind

    def _item(self, node: ast.expr, value: ast.expr, index: ast.expr) -> Kind:
        row = self.of(value)
        if isinstance(index, ast.Slice):
            self.source.refuse(node, "a slice, which in Python is a copy")
        if not isinstance(row, RowKind):
            self.source.refuse(node, f"an item of {_word(row)}")
        if self.of(index) is not WHOLE:
            self.source.refuse(index, f"{_word(self.kinds[index])} as an index")
        place, length = self.constant(index), row.shape[0]
        if place is not None and length is not None and not -length <= place < length:
            self.source.refuse(node, f"index {place} of a row of {length}")
        return row.inside

    def _arithmetic(self, node: ast.AST, op: ast.operator, left: Kind, right: Kind) -> Kind:
        if isinstance(op, OF_NUMBERS):
            if left is right is WHOLE and isinstance(op, ast.Div):
                self.source.refuse(node, "one whole number divided by another: make a float of one of them")
            return WHOLE if left is right is WHOLE else REAL
        if not isinstance(op, OF_WHOLE_NUMBERS):
            self.source.refuse(node, f"the operator {type(op).__name__}")
        if not left is right is WHOLE:
            self.source.refuse(node, f"the operator {type(op).__name__} between floats")
        return WHOLE

    def _compare(self, node: ast.Compare) -> Kind:
        items = [node.left, *node.comparators]
        kinds = [self.of(one) for one in items]
        for place, op in enumerate(node.ops):
            one, other = kinds[place : place + 2]
            if not isinstance(op, COMPARED) or one not in (TRUTH, *NUMBERS) or other not in (TRUTH, *NUMBERS):
                self.source.refuse(node, f"a comparison of this form: {ast.unparse(node)}")
            ordered = not isinstance(op, ast.Eq | ast.NotEq)
            if TRUTH in (one, other) and (one is not other or ordered):
                self.source.refuse(node, f"{_word(one)} compared with {_word(other)}")
        return TRUTH

    def _call(self, node: ast.Call) -> Kind | None:
        if node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
            self.source.refuse(node, "keyword or starred arguments in a call")
        meant = self.source.named(node.func)
        name = getattr(meant, "__name__", "")
        if meant in intrinsics.ALL:
            return self._intrinsic(node, name)
        callee = self.source.called(node)
        if callee is not None:
            return self._own_call(node, callee)
        if meant in IN_MATH.values() and len(node.args) == 1:
            self.number(node.args[0])
            return {"sqrt": REAL, "floor": WHOLE, "isfinite": TRUTH}[name]
        if name in BUILT_IN and name != "range" and meant.__module__ == "builtins":
            return self._built_in(node, name)
        return self.source.refuse(node, f"a call of {ast.unparse(node.func)}, which cannot be translated")

    def _own_call(self, node: ast.Call, callee: ModuleSource) -> Kind | None:
        if len(node.args) != len(callee.parameters):
            self.source.refuse(node, f"{callee.name} called with another number of arguments")
        for one, (name, kind) in zip(node.args, callee.parameters, strict=True):
            given = self.of(one)
            if not fits(given, kind):
                self.source.refuse(one, f"{_word(given)} for {name} of {callee.name}, {_word(kind)}")
        self.calls.append(callee)
        return callee.returns

    def _intrinsic(self, node: ast.Call, name: str) -> Kind | None:
        kinds = [self.of(one) for one in node.args]
        given = kinds[0] if len(kinds) == 1 else None
        if name in ("quotient", "remainder") and kinds == [WHOLE, WHOLE]:
            return WHOLE
        if name == "float_bits" and given is REAL:
            return WHOLE
        if name == "bits_float" and given is WHOLE:
            return REAL
        if name == "clear" and isinstance(given, RecordKind):
            return None
        if name == "words_in" and isinstance(given, RecordKind):
            return RowKind(WHOLE, (size_of(given) // 8,))
        if name == "numbers_in" and isinstance(given, RecordKind):
            floats = layout_of(given.declaration).fields.values()
            if all(one.kind is REAL or getattr(one.kind, "item", None) is REAL for one in floats):
                return RowKind(REAL, (size_of(given) // 8,))
        return self.source.refuse(node, f"{name} of {_word(given)}")

    def _built_in(self, node: ast.Call, name: str) -> Kind:
        kinds = [self.of(one) for one in node.args]
        if name == "len" and len(kinds) == 1 and isinstance(kinds[0], RowKind):
            return WHOLE
        first = kinds[0] if kinds else None
        if _is_number(first):
            if name in ("max", "min") and kinds == [first, first]:
                return first
            if name in ("int", "float", "abs", "bool") and len(kinds) == 1:
                return {"int": WHOLE, "float": REAL, "bool": TRUTH, "abs": first}[name]
        told = ", ".join(_word(one) for one in kinds)
        return self.source.refuse(node, f"{name} of {told}")


_PLACES = (ast.Attribute, ast.Subscript)


def _is_number(kind: Kind | None) -> TypeGuard[Scalar]:
    return kind in NUMBERS


def _word(kind: Kind | None) -> str:
    """A kind as a refusal names it."""
    if isinstance(kind, RecordKind):
        return f"a record {kind.declaration.__name__}"
    if isinstance(kind, RowKind):
        return f"a row of {_word(kind.item)}"
    if isinstance(kind, SeveralKind):
        return "several values"
    return "nothing" if kind is None else {WHOLE: "int", REAL: "float", TRUTH: "bool"}[kind]


@cache
def typed(source: ModuleSource) -> Typed:
    """Kinds in a function, worked out once."""
    return Typed(source)
