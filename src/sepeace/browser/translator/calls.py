"""Calls: of functions that are translated too, put in place or called, and of what is an instruction."""

from __future__ import annotations

import ast

from sepeace.browser.translator import intrinsics
from sepeace.browser.translator.emitter import Frame, names_set
from sepeace.browser.translator.expressions import ModuleExpressions
from sepeace.browser.translator.kinds import (
    REAL,
    TRUTH,
    WHOLE,
    Kind,
    RowKind,
    machine_type,
    machine_types,
    size_of,
)
from sepeace.browser.translator.source import ModuleSource
from sepeace.browser.translator.typed import typed

ONE_INSTRUCTION = {
    "float_bits": "i64.bits",
    "bits_float": "f64.bits",
    "quotient": "i64.div",
    "remainder": "i64.rem",
}


class ModuleCalls(ModuleExpressions):
    """Writes calls."""

    def call(self, node: ast.Call) -> None:
        source = self.frame.typed.source
        meant = source.named(node.func)
        name: str = getattr(meant, "__name__", "")
        callee = source.called(node)
        if meant in intrinsics.ALL:
            self._intrinsic(name, node)
        elif callee is not None:
            self._own(node, callee)
        elif name in ("sqrt", "floor", "isfinite"):
            self._in_math(name, node.args[0])
        else:
            self._built_in(name, node.args)

    def _intrinsic(self, name: str, node: ast.Call) -> None:
        for one in node.args:
            self.value(one)
        if name in ONE_INSTRUCTION:
            self.code.write(ONE_INSTRUCTION[name])
        elif name == "clear":
            self.code.address(0)
            self.code.address(size_of(self.kind(node.args[0])))
            self.code.write("memory.fill")

    def _in_math(self, name: str, argument: ast.expr) -> None:
        self.value(argument, REAL)
        if name == "isfinite":
            self.code.write("f64.abs")
            self.code.real(float("inf"))
            self.code.write("f64.lt")
        else:
            self.code.write(f"f64.{name}")
            if name == "floor":
                self.code.write("i64.trunc")

    def _built_in(self, name: str, arguments: list[ast.expr]) -> None:
        code, first = self.code, arguments[0]
        kind = self.kind(first)
        if name == "len":
            assert isinstance(kind, RowKind)
            taken = self.frame.lengths.get(first.id) if isinstance(first, ast.Name) else None
            self.push_length(kind.shape[0] if taken is None else taken)
        elif name == "float":
            self.value(first, REAL)
        elif name == "bool":
            self.truth(first)
        elif name == "int":
            self.value(first)
            if kind is REAL:
                code.write("i64.trunc")  # beyond 64 bits the nearest number of them, and 0 for nan
        elif name == "abs" and kind is REAL:
            self.value(first)
            code.write("f64.abs")
        elif name == "abs":
            self._magnitude(first)
        else:
            self._extreme(name, arguments, kind)

    def _magnitude(self, argument: ast.expr) -> None:
        code = self.code
        self.value(argument)
        number = self.keep(machine_type(WHOLE))
        code.whole(0)
        code.get(number)
        code.write("i64.sub")
        code.get(number)
        code.get(number)
        code.whole(0)
        code.write("i64.lt", "select")
        code.give_back(number)

    def _extreme(self, name: str, arguments: list[ast.expr], kind: Kind) -> None:
        """The second of two numbers where it goes beyond the first, else the first: as Python does."""
        code, prefix = self.code, "f64" if kind is REAL else "i64"
        for one in arguments:
            self.value(one)
        second = self.keep(machine_type(kind))
        first = self.keep(machine_type(kind))
        for local in (second, first, second, first):
            code.get(local)
        code.write(f"{prefix}.gt" if name == "max" else f"{prefix}.lt", "select")
        code.give_back(second, first)

    # --- functions that are translated ----------------------------------------------------------------------

    def _own(self, node: ast.Call, callee: ModuleSource) -> None:
        active = any(frame.typed.source is callee for frame in self.frames)
        if self.put_in(callee) and not active:
            self._put_in_place(node, callee)
            return
        for one, (_, kind) in zip(node.args, callee.parameters, strict=True):
            self.value(one)
            if isinstance(kind, RowKind) and kind.shape[0] is None:
                self._push_short_length(self._length_of(one))
        self.code.call(self.number_of(callee))

    def _push_short_length(self, length: int) -> None:
        if length >= 0:
            self.code.address(length)
        else:
            self.code.get(-1 - length)

    def _length_of(self, row: ast.expr) -> int:
        """The length of a row: a number, or minus 1 less the local that holds it."""
        if isinstance(row, ast.Name) and row.id in self.frame.lengths:
            return self.frame.lengths[row.id]
        kind = self.kind(row)
        assert isinstance(kind, RowKind) and kind.shape[0] is not None
        return kind.shape[0]

    def _put_in_place(self, node: ast.Call, callee: ModuleSource) -> None:
        """Write the body of a function where it is called."""
        code, kinds = self.code, typed(callee)
        frame, own = Frame(kinds), []
        changed = names_set(callee)
        pushed: list[int] = []
        for one, (name, kind) in zip(node.args, callee.parameters, strict=True):
            if name not in changed and self._is_shared(frame, one, name, kind):
                continue
            if isinstance(kind, RowKind) and kind.shape[0] is None:
                frame.lengths[name] = self._length_of(one)
            if name not in changed and kind is WHOLE and self.is_natural(one):
                frame.natural.add(name)
            self.value(one)
            frame.locals[name] = code.take(machine_type(kind))
            pushed.append(frame.locals[name])
        for local in reversed(pushed):
            code.set(local)
        own += pushed
        for name, kind in kinds.names.items():
            if name not in dict(callee.parameters):
                frame.locals[name] = code.take(machine_type(kind))
                own.append(frame.locals[name])
        self._write_body(frame, callee)
        code.give_back(*own)

    def _write_body(self, frame: Frame, callee: ModuleSource) -> None:
        code, body = self.code, callee.node.body
        left = machine_types(callee.returns)
        early = any(isinstance(one, ast.Return) for one in ast.walk(callee.node) if one is not body[-1])
        if early:
            frame.leave = code.block(left)
        self.frames.append(frame)
        self.statements(body, last=True)
        if left and not isinstance(body[-1], ast.Return):
            code.write("unreachable")
        self.frames.pop()
        if early:
            code.end()

    def _is_shared(self, frame: Frame, argument: ast.expr, name: str, kind: Kind) -> bool:
        """Whether an argument that is not changed needs no local: it is a constant or a caller's local."""
        known = self.constant(argument)
        if known is not None and not isinstance(known, tuple) and kind in (WHOLE, REAL, TRUTH):
            frame.fixed[name] = known
            return True
        if not isinstance(argument, ast.Name) or argument.id not in self.frame.locals:
            return False
        if isinstance(kind, RowKind) and kind.shape[0] is None:
            frame.lengths[name] = self._length_of(argument)
        frame.locals[name] = self.frame.locals[argument.id]
        if argument.id in self.frame.natural:
            frame.natural.add(name)
        return True
