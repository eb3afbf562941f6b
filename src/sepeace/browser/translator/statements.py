"""Statements: assignments, loops, returns; and the body of a whole function.

``assert`` stops the module as it stops Python.
"""

from __future__ import annotations

import ast

from sepeace.browser.translator.binary import I32, I64
from sepeace.browser.translator.calls import ModuleCalls
from sepeace.browser.translator.emitter import Frame
from sepeace.browser.translator.expressions import is_plain
from sepeace.browser.translator.kinds import (
    Kind,
    RowKind,
    SeveralKind,
    machine_type,
    machine_types,
)
from sepeace.browser.translator.places import MemoryPlace
from sepeace.browser.translator.source import ModuleSource
from sepeace.browser.translator.typed import typed


class ModuleStatements(ModuleCalls):
    """Writes statements."""

    def function(self, source: ModuleSource) -> None:
        """Write a whole function; its parameters are the first locals, a row's length after its address."""
        frame, place = Frame(typed(source)), 0
        for name, kind in source.parameters:
            frame.locals[name] = place
            if isinstance(kind, RowKind) and kind.shape[0] is None:
                place += 1
                frame.lengths[name] = -1 - place
            place += 1
        for name, kind in frame.typed.names.items():
            if name not in frame.locals:
                frame.locals[name] = self.code.take(machine_type(kind))
        self.frames.append(frame)
        self.statements(source.node.body, last=True)
        if source.returns is not None and not isinstance(source.node.body[-1], ast.Return):
            self.code.write("unreachable")
        self.frames.pop()

    def statements(self, body: list[ast.stmt], last: bool) -> None:
        for node in body:
            self._statement(node, last and node is body[-1])

    def _statement(self, node: ast.stmt, last: bool) -> None:
        match node:
            case ast.Expr(value=ast.Call() as call):
                self.value_or_nothing(call)
            case ast.Assert(test=test):
                holds = self.code.block()
                self.leave_if(test, holds)
                self.code.write("unreachable")
                self.code.end()
            case ast.Assign(targets=[ast.Tuple() as target], value=value):
                self._unpack(target, value)
            case ast.Assign(targets=[target], value=value):
                self._assign(target, value)
            case ast.AugAssign():
                self._change(node)
            case ast.Return():
                self._return(node, last)
            case ast.If():
                self._if(node)
            case ast.While():
                self._while(node)
            case ast.For():
                self._for(node)
            case ast.Break():
                self.code.branch(self.frame.loops[-1][0])
            case ast.Continue():
                self.code.branch(self.frame.loops[-1][1])

    def value_or_nothing(self, call: ast.Call) -> None:
        """Make a call and drop what it gives."""
        self.call(call)
        for _ in machine_types(self.frame.typed.kinds[call]):
            self.code.write("drop")

    # --- assignments --------------------------------------------------------------------------------------

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.value(value)
            self.code.set(self.frame.locals[target.id])
            return
        wanted = self.kind(target)
        if self.is_steady(target) or not any(isinstance(one, ast.Call) for one in ast.walk(value)):
            place = self._target(target)
            self.value(value, wanted)
            self.write(place)
        else:  # the call may move what the target's index reads, and Python calls first
            self.value(value, wanted)
            self._store(target, self.keep(machine_type(wanted)), wanted)

    def _target(self, target: ast.expr) -> MemoryPlace:
        place = self.place(target)
        if not place.pushed:
            self.code.address(0)
        return place

    def _store(self, target: ast.expr, local: int, kind: Kind) -> None:
        """Write a local into a name or a place, and give it back."""
        if isinstance(target, ast.Name):
            self.code.get(local)
            self.code.set(self.frame.locals[target.id])
        else:
            place = self._target(target)
            self.code.get(local)
            self.convert(kind, self.kind(target))
            self.write(place)
        self.code.give_back(local)

    def _unpack(self, target: ast.Tuple, value: ast.expr) -> None:
        if isinstance(value, ast.Tuple):
            for one in value.elts:
                self.value(one)
            kinds: tuple[Kind, ...] = tuple(self.kind(one) for one in value.elts)
        else:
            self.value(value)
            whole = self.kind(value)
            assert isinstance(whole, SeveralKind)
            kinds = whole.items
        names_alone = all(isinstance(one, ast.Name) for one in target.elts)
        kept: list[tuple[ast.expr, int, Kind]] = []
        for one, kind in reversed(list(zip(target.elts, kinds, strict=True))):
            if isinstance(one, ast.Name) and one.id == "_":
                self.code.write("drop")
            elif isinstance(one, ast.Name) and names_alone:
                self.code.set(self.frame.locals[one.id])
            else:
                kept.append((one, self.keep(machine_type(kind)), kind))
        for one, local, kind in reversed(kept):
            self._store(one, local, kind)

    def _change(self, node: ast.AugAssign) -> None:
        target, kind = node.target, self.kind(node.target)
        if isinstance(target, ast.Name):
            self.code.get(self.frame.locals[target.id])
            self.operate(node.op, kind, node.value)
            self.code.set(self.frame.locals[target.id])
            return
        place = self._target(target)
        address = self.code.take(I32)
        self.code.tee(address)
        self.code.get(address)
        self.read(place)
        self.code.give_back(address)
        self.operate(node.op, kind, node.value)
        self.write(place)

    # --- returns and branches -----------------------------------------------------------------------------

    def _return(self, node: ast.Return, last: bool) -> None:
        if isinstance(node.value, ast.Tuple):
            for one in node.value.elts:
                self.value(one)
        elif node.value is not None:
            self.value(node.value)
        if last:
            return
        if self.frame.leave is None:
            self.code.write("return")
        else:
            self.code.branch(self.frame.leave)

    def _if(self, node: ast.If) -> None:
        code, known = self.code, self._decided(node.test)
        if known is not None:
            self.statements(node.body if known else node.orelse, last=False)
            return
        if is_plain(node.test):
            self.truth(node.test)
            code.when()
            self.statements(node.body, last=False)
            if node.orelse:
                code.write("else")
                self.statements(node.orelse, last=False)
            code.end()
            return
        end = code.block() if node.orelse else -1
        fails = code.block()
        self.leave_unless(node.test, fails)
        self.statements(node.body, last=False)
        if node.orelse:
            code.branch(end)
        code.end()
        if node.orelse:
            self.statements(node.orelse, last=False)
            code.end()

    def _decided(self, test: ast.expr) -> bool | None:
        """Whether a comparison of constants holds; None where it is none."""
        match test:
            case ast.Compare(left=left, ops=[ast.Eq() | ast.NotEq() as op], comparators=[right]):
                one, other = self.constant(left), self.constant(right)
                if one is None or other is None or isinstance(one, tuple):
                    return None
                return bool(one == other) is isinstance(op, ast.Eq)
        return None

    # --- loops --------------------------------------------------------------------------------------------

    def _while(self, node: ast.While) -> None:
        code = self.code
        end = code.block()
        again = code.loop()
        self.leave_unless(node.test, end)
        self.frame.loops.append((end, again))
        self.statements(node.body, last=False)
        self.frame.loops.pop()
        code.branch(again)
        code.end()
        code.end()

    def _for(self, node: ast.For) -> None:
        assert isinstance(node.iter, ast.Call) and isinstance(node.target, ast.Name)
        given = node.iter.args
        start = given[0] if len(given) > 1 else ast.Constant(0)
        stop = given[1] if len(given) > 1 else given[0]
        step: int = self.constant(given[2]) if len(given) > 2 else 1
        first = 0 if len(given) == 1 else self.constant(start)
        last = self.constant(stop)
        name, inside = node.target.id, self._is_inside(node)
        once = first is not None and last is not None and step == 1 and last - first == 1
        if once and inside and not _leaves(node):
            self.frame.fixed[name] = first
            self.statements(node.body, last=False)
            del self.frame.fixed[name]
            return
        self._count(node, name, inside, step, (start, first), (stop, last))

    def _count(
        self,
        node: ast.For,
        name: str,
        inside: bool,
        step: int,
        start: tuple[ast.expr, int | None],
        stop: tuple[ast.expr, int | None],
    ) -> None:
        """A loop over a range: asked once whether there is a first number, then after each for the next."""
        code, frame = self.code, self.frame
        (from_, first), (to, last) = start, stop
        beyond = "i64.ge" if step > 0 else "i64.le"
        natural = step > 0 and (self.is_natural(from_) if first is None else first >= 0)
        counter = frame.locals[name] if inside else code.take(I64)
        if first is None:
            self.value(from_)
        else:
            code.whole(first)
        if last is None:
            self.value(to)
        bound = self.keep(I64) if last is None else -1
        code.set(counter)
        end = code.block()
        if first is None or last is None or not len(range(first, last, step)):
            code.get(counter)
            self._bound(bound, last)
            code.write(beyond)
            code.branch_if(end)
        again = code.loop()
        skip = code.block() if any(isinstance(one, ast.Continue) for one in ast.walk(node)) else -1
        if not inside:
            code.get(counter)
            code.set(frame.locals[name])
        elif natural:
            frame.natural.add(name)
        frame.loops.append((end, skip))
        self.statements(node.body, last=False)
        frame.loops.pop()
        frame.natural.discard(name)
        if skip >= 0:
            code.end()
        code.get(counter)
        code.whole(step)
        code.write("i64.add")
        code.tee(counter)
        self._bound(bound, last)
        code.write("i64.lt" if step > 0 else "i64.gt")
        code.branch_if(again)
        code.end()
        code.end()
        code.give_back(*([] if inside else [counter]), *([bound] if last is None else []))

    def _bound(self, local: int, known: int | None) -> None:
        if known is None:
            self.code.get(local)
        else:
            self.code.whole(known)

    def _is_inside(self, node: ast.For) -> bool:
        """Whether a loop's name is set by loops alone and read only inside of them, so that it may count."""
        assert isinstance(node.target, ast.Name)
        name, whole = node.target.id, self.frame.typed.source.node
        inside: set[ast.AST] = set()
        for loop in ast.walk(whole):
            if isinstance(loop, ast.For) and isinstance(loop.target, ast.Name) and loop.target.id == name:
                inside |= {loop.target, *(one for part in loop.body for one in ast.walk(part))}
                nested = [one for part in loop.body for one in ast.walk(part) if isinstance(one, ast.For)]
                if any(isinstance(one.target, ast.Name) and one.target.id == name for one in nested):
                    return False
        uses = [one for one in ast.walk(whole) if isinstance(one, ast.Name) and one.id == name]
        sets = [one for one in uses if isinstance(one.ctx, ast.Store)]
        heads = {one.target for one in ast.walk(whole) if isinstance(one, ast.For)}
        is_parameter = name in dict(self.frame.typed.source.parameters)
        return not is_parameter and all(one in inside for one in uses) and all(one in heads for one in sets)


def _leaves(node: ast.For) -> bool:
    """Whether a loop has a break or a continue."""
    return any(isinstance(one, ast.Break | ast.Continue) for one in ast.walk(node))
