"""Addresses: names of records and rows, fields, items; reading and writing what lies there.

An index below 0 counts from the end, as in Python. An index beyond the row is not looked for, as in the
compiled clock: it meets whatever lies there, and stops the module where that is no memory.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Any

from sepeace.browser.translator.binary import I64
from sepeace.browser.translator.emitter import Emitter
from sepeace.browser.translator.kinds import (
    Kind,
    RecordKind,
    RowKind,
    Scalar,
    layout_of,
    size_of,
    storage,
)


@dataclass(frozen=True, slots=True)
class MemoryPlace:
    """Something in memory.

    Attributes:
        offset: what is to be added to the address pushed.
        kind: what lies there.
        narrow: whether it is a whole number of four bytes.
        pushed: whether an address is pushed at all; else it is all in the offset.
        length: of a row that was taken: its length, or minus 1 less the local that holds it.
    """

    offset: int
    kind: Kind
    narrow: bool = False
    pushed: bool = True
    length: int | None = None


class MemoryPlaces(Emitter):
    """Writes addresses."""

    def place(self, node: ast.expr) -> MemoryPlace:
        """Push the address of something in memory, all but an offset."""
        known = self.constant(node)
        if isinstance(known, tuple):
            return MemoryPlace(self.tables.place(known), self.kind(node), pushed=False)
        if isinstance(node, ast.Name):
            self.code.get(self.frame.locals[node.id])
            return MemoryPlace(0, self.frame.typed.names[node.id], length=self.frame.lengths.get(node.id))
        if isinstance(node, ast.Attribute):
            home = self.place(node.value)
            assert isinstance(home.kind, RecordKind)
            field = layout_of(home.kind.declaration).fields[node.attr]
            return MemoryPlace(home.offset + field.offset, field.kind, pushed=home.pushed)
        if isinstance(node, ast.Subscript):
            return self._item(self.place(node.value), node.slice)
        self.value(node)
        return MemoryPlace(0, self.kind(node))

    def address(self, node: ast.expr) -> None:
        """Push the whole address of a record or a row."""
        self.whole_address(self.place(node))

    def whole_address(self, place: MemoryPlace) -> None:
        """Push what is missing of an address."""
        if not place.pushed:
            self.code.address(place.offset)
        elif place.offset:
            self.code.address(place.offset)
            self.code.write("i32.add")

    def _item(self, row: MemoryPlace, index: ast.expr) -> MemoryPlace:
        assert isinstance(row.kind, RowKind)
        item, narrow = row.kind.inside, row.kind.narrow
        size = 4 if narrow and isinstance(item, Scalar) else size_of(item)
        length = row.kind.shape[0] if row.length is None else row.length
        known = self.constant(index)
        if known is not None and (known >= 0 or (length is not None and length >= 0)):
            place = known if known >= 0 else known + (length or 0)
            return MemoryPlace(row.offset + place * size, item, narrow, row.pushed)
        self.value(index)
        if not self.is_natural(index):
            self._count_from_end(length)
        self.code.write("i32.wrap")
        if size & (size - 1) == 0:
            self.code.address(size.bit_length() - 1)
            self.code.write("i32.shl")
        else:
            self.code.address(size)
            self.code.write("i32.mul")
        if row.pushed:
            self.code.write("i32.add")
        return MemoryPlace(row.offset, item, narrow)

    def _count_from_end(self, length: int | None) -> None:
        """Add the length of a row to the index pushed, where that is below 0."""
        code = self.code
        index = code.take(I64)
        code.tee(index)
        code.get(index)
        code.whole(63)
        code.write("i64.shr")
        self.push_length(length)
        code.write("i64.and", "i64.add")
        code.give_back(index)

    def push_length(self, length: int | None) -> None:
        """Push the length of a row as a whole number."""
        assert length is not None, "every row that is taken has its length"
        if length >= 0:
            self.code.whole(length)
        else:
            self.code.get(-1 - length)
            self.code.write("i64.extend")

    def is_natural(self, node: ast.expr) -> bool:
        """Whether a whole number is seen to be never below 0."""
        known = self.constant(node)
        if known is not None:
            return bool(known >= 0)
        match node:
            case ast.Name(id=name):
                return name in self.frame.natural
            case ast.BinOp(op=ast.Add() | ast.Mult() | ast.FloorDiv(), left=left, right=right):
                return self.is_natural(left) and self.is_natural(right)
            case ast.BinOp(op=ast.Mod(), right=right):
                divisor = self.constant(right)
                return divisor is not None and divisor > 0
            case ast.BinOp(op=ast.BitAnd(), left=left, right=right):
                return self.is_natural(left) or self.is_natural(right)
            case ast.IfExp(body=body, orelse=orelse):
                return self.is_natural(body) and self.is_natural(orelse)
            case ast.Call(func=ast.Name(id="len")):
                return True
        return False

    def read(self, place: MemoryPlace) -> None:
        """Push the number that lies at the address pushed."""
        if not place.pushed:
            self.code.address(0)
        self.code.load(storage(place.kind, place.narrow), place.offset)

    def write(self, place: MemoryPlace) -> None:
        """Pop a number into the address pushed before it."""
        self.code.store(storage(place.kind, place.narrow), place.offset)

    def is_steady(self, node: ast.expr) -> bool:
        """Whether an address hangs on names and constants alone, so that no call can move it."""
        return not any(
            isinstance(one, ast.Call)
            or (isinstance(one, ast.Subscript | ast.Attribute) and self._is_read(one))
            for index in ast.walk(node)
            if isinstance(index, ast.Subscript)
            for one in ast.walk(index.slice)
        )

    def _is_read(self, node: ast.expr) -> bool:
        known: Any = self.constant(node)
        return known is None and isinstance(self.frame.typed.kinds.get(node), Scalar)
