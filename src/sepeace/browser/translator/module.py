"""A module of WebAssembly made of Python functions: no imports, one memory, the exports asked for.

Only functions that the exports need are translated. Small ones, and those that are called in one place alone,
are put in place of their calls.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterable

from sepeace.browser.translator import binary
from sepeace.browser.translator.binary import I32, Code, Signatures, listed, section, signed, text, unsigned
from sepeace.browser.translator.emitter import FIRST_TABLE, Tables
from sepeace.browser.translator.kinds import Kind, RowKind, machine_type, machine_types
from sepeace.browser.translator.source import Function, ModuleSource, source_of
from sepeace.browser.translator.statements import ModuleStatements
from sepeace.browser.translator.typed import typed

HEAD = b"\0asm\1\0\0\0"
SMALL, SINGLE = 28, 200
"""Nodes of the syntax tree up to which a function is put in place of its calls, or of its only call."""
END_OF_TABLES = binary.PAGE
"""Tables of constants end before this address; what a host puts into memory begins there."""


def translated(
    exports: Iterable[Function], pages: int = 2, small: int = SMALL, single: int = SINGLE
) -> bytes:
    """A module that exports functions under their names, and its memory as ``memory``.

    Args:
        pages: of 64 KiB, that the memory has.
        small, single: sizes up to which functions are put in place of their calls.

    Raises:
        OutsideSubset: something that they need cannot be translated.
    """
    wanted = [source_of(one) for one in exports]
    return _Module(wanted, small, single).bytes(pages)


def reached(exports: Iterable[ModuleSource]) -> Counter[ModuleSource]:
    """Functions that some need, themselves included, with the number of places that call each."""
    waiting, seen = list(exports), Counter(exports)
    done: set[ModuleSource] = set()
    while waiting:
        source = waiting.pop()
        if source in done:
            continue
        done.add(source)
        calls = typed(source).calls
        seen.update(calls)
        waiting.extend(calls)
    return seen


def size_of_source(source: ModuleSource) -> int:
    """Nodes of a function's syntax tree, without annotations and the words about it."""
    return sum(
        1 for part in source.node.body for node in ast.walk(part) if isinstance(node, ast.expr | ast.stmt)
    )


def parameter_types(kinds: Iterable[Kind]) -> list[int]:
    """Types of WebAssembly that parameters take; a row of any length takes its length as well."""
    types: list[int] = []
    for kind in kinds:
        types.append(machine_type(kind))
        if isinstance(kind, RowKind) and kind.shape[0] is None:
            types.append(I32)
    return types


class _Module:
    """The functions of a module, numbered as they are met."""

    def __init__(self, exports: list[ModuleSource], small: int, single: int) -> None:
        self.exports = exports
        self.signatures, self.tables = Signatures(), Tables()
        self.numbers = {source: number for number, source in enumerate(exports)}
        self.waiting = list(exports)
        calls = reached(exports)
        sizes = {source: size_of_source(source) for source in calls}
        self.put_in = {
            source for source, count in calls.items() if sizes[source] <= (single if count == 1 else small)
        }

    def number_of(self, source: ModuleSource) -> int:
        """The number of a function, which is written where it is new."""
        if source not in self.numbers:
            self.numbers[source] = len(self.numbers)
            self.waiting.append(source)
        return self.numbers[source]

    def bytes(self, pages: int) -> bytes:
        """The whole module."""
        types: list[bytes] = []
        bodies: list[bytes] = []
        done = 0
        while done < len(self.waiting):
            source = self.waiting[done]
            done += 1
            takes = parameter_types(kind for _, kind in source.parameters)
            types.append(unsigned(self.signatures.index(takes, machine_types(source.returns))))
            code = Code(self.signatures, takes)
            writer: Callable[[ModuleSource], bool] = self.put_in.__contains__
            ModuleStatements(code, self.tables, self.number_of, writer).function(source)
            bodies.append(code.body())
        exports = [text("memory") + b"\x02\x00"]
        exports += [text(one.name) + b"\x00" + unsigned(self.numbers[one]) for one in self.exports]
        table = bytes(self.tables.bytes)
        assert FIRST_TABLE + len(table) <= END_OF_TABLES, "tables of constants go beyond their room"
        data = b"\x00\x41" + signed(FIRST_TABLE) + b"\x0b" + unsigned(len(table)) + table
        parts = (
            (binary.TYPES, listed(self.signatures.rows)),
            (binary.FUNCTIONS, listed(types)),
            (binary.MEMORY, listed([b"\x00" + unsigned(pages)])),
            (binary.EXPORTS, listed(exports)),
            (binary.CODE, listed(bodies)),
            (binary.DATA, listed([data])),
        )
        return HEAD + b"".join(section(number, body) for number, body in parts)
