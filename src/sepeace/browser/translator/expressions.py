"""Values: arithmetic, comparisons, conditions.

Floats follow IEEE 754, so a division by 0 gives what it says, as in the compiled clock; Python would raise an
error. Whole numbers have 64 bits and wrap, as in the compiled clock; Python's have no end. A condition is
written as jumps, so that what Python does not evaluate is not evaluated.
"""

from __future__ import annotations

import ast

from sepeace.browser.translator import bits
from sepeace.browser.translator.binary import I32, I64
from sepeace.browser.translator.kinds import REAL, WHOLE, Kind, Scalar, machine_type
from sepeace.browser.translator.places import MemoryPlaces
from sepeace.browser.translator.source import source_of

WORDS: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div",
    ast.BitAnd: "and", ast.BitOr: "or", ast.BitXor: "xor", ast.LShift: "shl", ast.RShift: "shr",
    ast.Eq: "eq", ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge",
}  # fmt: skip


def instruction(kind: Kind, op: ast.AST) -> str:
    """The instruction of an operator or a comparison between two values of a kind."""
    prefix = "i64" if kind is WHOLE else ("f64" if kind is REAL else "i32")
    return f"{prefix}.{WORDS[type(op)]}"


class ModuleExpressions(MemoryPlaces):
    """Writes values."""

    def value(self, node: ast.expr, wanted: Kind | None = None) -> None:
        kind = self.kind(node)
        known = self.constant(node)
        if known is not None and not isinstance(known, tuple):
            self.push(known, wanted or kind)
            return
        self._push_value(node, kind)
        if wanted is not None:
            self.convert(kind, wanted)

    def _push_value(self, node: ast.expr, kind: Kind) -> None:
        match node:
            case ast.Name(id=name) if name in self.frame.locals and isinstance(kind, Scalar):
                self.code.get(self.frame.locals[name])
            case ast.Name() | ast.Attribute() | ast.Subscript():
                place = self.place(node)
                if isinstance(kind, Scalar):
                    self.read(place)
                else:
                    self.whole_address(place)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                self._negative(operand, kind)
            case ast.UnaryOp(op=ast.Invert(), operand=operand):
                self.value(operand)
                self.code.whole(-1)
                self.code.write("i64.xor")
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.truth(operand)
                self.code.write("i32.eqz")
            case ast.BinOp(left=left, op=op, right=right):
                self.arithmetic(op, kind, left, right)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                self._compare(left, op, right)
            case ast.Compare() | ast.BoolOp():
                self._joined(node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                self._either(test, body, orelse, kind)
            case ast.Call():
                self.call(node)

    def _negative(self, operand: ast.expr, kind: Kind) -> None:
        if kind is REAL:
            self.value(operand)
            self.code.write("f64.neg")
        else:
            self.code.whole(0)
            self.value(operand)
            self.code.write("i64.sub")

    def truth(self, node: ast.expr) -> None:
        """Push whether a value is true: a number other than 0 is, and so is nan."""
        self.value(node)
        self._as_truth(self.kind(node))

    def _as_truth(self, kind: Kind) -> None:
        if kind is WHOLE:
            self.code.whole(0)
            self.code.write("i64.ne")
        elif kind is REAL:
            self.code.real(0.0)
            self.code.write("f64.ne")

    # --- arithmetic ---------------------------------------------------------------------------------------

    def arithmetic(self, op: ast.operator, kind: Kind, left: ast.expr, right: ast.expr) -> None:
        """Push what an operator makes of two numbers."""
        self.value(left, kind)
        self.operate(op, kind, right)

    def operate(self, op: ast.operator, kind: Kind, right: ast.expr) -> None:
        """The same where the first number is pushed already."""
        if isinstance(op, ast.FloorDiv | ast.Mod):
            self._quotient(op, right)
            return
        self.value(right, kind)
        self.code.write(instruction(kind, op))

    def _quotient(self, op: ast.operator, right: ast.expr) -> None:
        """A quotient rounded down, or what it leaves; the number is pushed already."""
        code, divisor = self.code, self.constant(right)
        if divisor is None or divisor < 1:
            self.value(right)
            helper = bits.floor_divided if isinstance(op, ast.FloorDiv) else bits.modulo
            code.call(self.number_of(source_of(helper)))
        elif divisor & (divisor - 1) == 0:
            shift = isinstance(op, ast.FloorDiv)
            code.whole(divisor.bit_length() - 1 if shift else divisor - 1)
            code.write("i64.shr" if shift else "i64.and")
        else:
            self._by_constant(op, divisor)

    def _by_constant(self, op: ast.operator, divisor: int) -> None:
        code = self.code
        number, left = code.take(I64), code.take(I64)
        code.set(number)
        if isinstance(op, ast.FloorDiv):
            code.get(number)
            code.whole(divisor)
            code.write("i64.div")
        code.get(number)
        code.whole(divisor)
        code.write("i64.rem")
        if isinstance(op, ast.Mod):
            code.tee(left)
            code.get(left)
        code.whole(63)
        code.write("i64.shr")
        if isinstance(op, ast.Mod):
            code.whole(divisor)
            code.write("i64.and")
        code.write("i64.add")
        code.give_back(number, left)

    # --- comparisons and conditions -----------------------------------------------------------------------

    def _compare(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> None:
        """Push whether two values stand in an order."""
        one, other = self.kind(left), self.kind(right)
        self.value(left)
        self._against(one, op, right, other)

    def _against(self, one: Kind, op: ast.cmpop, right: ast.expr, other: Kind) -> None:
        """The same where the first value is pushed already."""
        self.value(right)
        self._order(one, op, other)

    def _joined(self, node: ast.expr) -> None:
        """Push the truth of values that are joined by and, or, or a chain of comparisons."""
        code = self.code
        end = code.block((I32,))
        fails = code.block()
        self.leave_unless(node, fails)
        code.address(1)
        code.branch(end)
        code.end()
        code.address(0)
        code.end()

    def _either(self, test: ast.expr, body: ast.expr, orelse: ast.expr, kind: Kind) -> None:
        code, left = self.code, [machine_type(kind)]
        if is_plain(test):
            self.truth(test)
            code.when(left)
            self.value(body)
            code.write("else")
            self.value(orelse)
            code.end()
            return
        end = code.block(left)
        fails = code.block()
        self.leave_unless(test, fails)
        self.value(body)
        code.branch(end)
        code.end()
        self.value(orelse)
        code.end()

    def leave_unless(self, node: ast.expr, label: int) -> None:
        """Go to a label where a condition does not hold."""
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.leave_if(operand, label)
            case ast.BoolOp(op=ast.And(), values=values):
                for one in values:
                    self.leave_unless(one, label)
            case ast.BoolOp(op=ast.Or(), values=values):
                holds = self.code.block()
                for one in values[:-1]:
                    self.leave_if(one, holds)
                self.leave_unless(values[-1], label)
                self.code.end()
            case ast.Compare(ops=[_, _, *_]):
                self._chain(node, label)
            case _:
                self.truth(node)
                self.code.write("i32.eqz")
                self.code.branch_if(label)

    def leave_if(self, node: ast.expr, label: int) -> None:
        """Go to a label where a condition holds."""
        match node:
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                self.leave_unless(operand, label)
            case ast.BoolOp(op=ast.Or(), values=values):
                for one in values:
                    self.leave_if(one, label)
            case ast.BoolOp() | ast.Compare(ops=[_, _, *_]):
                fails = self.code.block()
                self.leave_unless(node, fails)
                self.code.branch(label)
                self.code.end()
            case _:
                self.truth(node)
                self.code.branch_if(label)

    def _chain(self, node: ast.Compare, label: int) -> None:
        """Comparisons one after the other, each value pushed once; leave at the first that fails."""
        code = self.code
        items = [node.left, *node.comparators]
        self.value(items[0])
        kept: int | None = None
        for place, op in enumerate(node.ops):
            one, right = self.kind(items[place]), items[place + 1]
            other = self.kind(right)
            last = place == len(node.ops) - 1
            if last or is_at_hand(right):
                self._against(one, op, right, other)
            else:
                self.value(right)
                again = code.take(machine_type(other))
                code.tee(again)
                self._order(one, op, other)
                kept = again
            code.write("i32.eqz")
            code.branch_if(label)
            if not last:
                if kept is None:
                    self.value(right)
                else:
                    code.get(kept)
                    code.give_back(kept)
                    kept = None

    def _order(self, one: Kind, op: ast.cmpop, other: Kind) -> None:
        """Pop two values and push whether they stand in an order."""
        if one is not other:
            helper = bits.order if one is WHOLE else bits.order_of
            self.code.call(self.number_of(source_of(helper)))
            self.code.real(0.0)
            one = REAL
        self.code.write(instruction(one, op))


def is_plain(test: ast.expr) -> bool:
    """Whether a condition is one value, without jumps of its own."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return is_plain(test.operand)
    return not isinstance(test, ast.BoolOp) and not (isinstance(test, ast.Compare) and len(test.ops) > 1)


def is_at_hand(node: ast.expr) -> bool:
    """Whether a value costs nothing to be pushed once more."""
    return isinstance(node, ast.Name | ast.Constant)
