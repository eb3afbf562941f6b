"""What the parts of the translator share: the code that is written, constants in memory, names in force.

A function that is put into another in place of a call has a frame of its own there: its names stand for other
locals, some for constants or for locals of the caller, and its return goes to the end of a block.
"""

from __future__ import annotations

import ast
import struct
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from sepeace.browser.translator.binary import Code
from sepeace.browser.translator.kinds import REAL, TRUTH, WHOLE, Kind
from sepeace.browser.translator.source import ModuleSource
from sepeace.browser.translator.typed import Typed

FIRST_TABLE = 1024
"""Address of the first table of constants; nothing lies at 0."""


class Tables:
    """Tables of constants in memory, each once."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self._places: dict[bytes, int] = {}

    def place(self, values: tuple[Any, ...]) -> int:
        """The address of a table."""
        packed = b"".join(struct.pack("<d" if isinstance(one, float) else "<q", one) for one in values)
        if packed not in self._places:
            self._places[packed] = FIRST_TABLE + len(self.bytes)
            self.bytes += packed
        return self._places[packed]


class Frame:
    """Names of one function in force.

    Attributes:
        locals: local of each name.
        fixed: value of each name that is a constant here.
        lengths: of each row that is taken: its length, or minus 1 less the local that holds it.
        natural: names that are never below 0.
        leave: label that a return goes to, or None for a return of the whole.
        loops: labels of the loops around, for break and continue.
    """

    def __init__(self, kinds: Typed, leave: int | None = None) -> None:
        self.typed = kinds
        self.leave = leave
        self.locals: dict[str, int] = {}
        self.fixed: dict[str, Any] = {}
        self.lengths: dict[str, int] = {}
        self.natural: set[str] = set()
        self.loops: list[tuple[int, int]] = []


class Emitter(ABC):
    """Writes one function.

    Args:
        code: where it is written.
        tables: the module's constants.
        number_of: gives the number of a function that is called.
        put_in: says whether a function is put in place of its calls.
    """

    def __init__(
        self,
        code: Code,
        tables: Tables,
        number_of: Callable[[ModuleSource], int],
        put_in: Callable[[ModuleSource], bool],
    ) -> None:
        self.code, self.tables, self.number_of, self.put_in = code, tables, number_of, put_in
        self.frames: list[Frame] = []

    @property
    def frame(self) -> Frame:
        """The names in force."""
        return self.frames[-1]

    def kind(self, node: ast.expr) -> Kind:
        """The kind of an expression of the function in force."""
        found = self.frame.typed.kinds[node]
        assert found is not None
        return found

    def constant(self, node: ast.expr) -> Any:
        """The value of an expression that is a constant here, or None."""
        if isinstance(node, ast.Name) and node.id in self.frame.fixed:
            return self.frame.fixed[node.id]
        return self.frame.typed.constant(node)

    def push(self, value: Any, wanted: Kind) -> None:
        """Push a constant."""
        if wanted is REAL:
            self.code.real(float(value))
        elif wanted is TRUTH:
            self.code.address(int(value))
        else:
            self.code.whole(value)

    def convert(self, given: Kind, wanted: Kind) -> None:
        """Make a float of the whole number pushed last, where one is wanted."""
        if given is WHOLE and wanted is REAL:
            self.code.write("f64.convert")

    @abstractmethod
    def value(self, node: ast.expr, wanted: Kind | None = None) -> None:
        """Push the value of an expression, as a float where one is wanted of a whole number."""

    @abstractmethod
    def call(self, node: ast.Call) -> None:
        """Push what a call gives."""

    @abstractmethod
    def statements(self, body: list[ast.stmt], last: bool) -> None:
        """Write statements; ``last`` where nothing comes after them in the function."""

    def keep(self, kind: int) -> int:
        """Pop into a local of a type that is free."""
        local = self.code.take(kind)
        self.code.set(local)
        return local


def names_set(source: ModuleSource) -> set[str]:
    """Names that a function sets."""
    return {
        node.id
        for node in ast.walk(source.node)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
