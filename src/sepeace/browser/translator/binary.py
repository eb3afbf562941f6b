"""WebAssembly as bytes: numbers, instructions, blocks with their depth, sections.

Only what the translator writes. Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence

I32, I64, F64 = 0x7F, 0x7E, 0x7C
"""Types of values: addresses and truth, whole numbers, floats."""
NOTHING = 0x40
"""The type of a block that leaves nothing."""

TYPES, FUNCTIONS, MEMORY, EXPORTS, CODE, DATA, DATA_COUNT = 1, 3, 5, 7, 10, 11, 12
"""Numbers of the sections."""
PAGE = 65536

OPCODES = {
    name: bytes([code])
    for name, code in {
        "unreachable": 0x00, "else": 0x05, "end": 0x0B, "return": 0x0F, "drop": 0x1A, "select": 0x1B,
        "i32.eqz": 0x45, "i32.eq": 0x46, "i32.ne": 0x47,
        "i64.eqz": 0x50, "i64.eq": 0x51, "i64.ne": 0x52, "i64.lt": 0x53, "i64.gt": 0x55, "i64.le": 0x57,
        "i64.ge": 0x59,
        "f64.eq": 0x61, "f64.ne": 0x62, "f64.lt": 0x63, "f64.gt": 0x64, "f64.le": 0x65, "f64.ge": 0x66,
        "i32.add": 0x6A, "i32.mul": 0x6C, "i32.and": 0x71, "i32.shl": 0x74, "i32.shr": 0x75,
        "i64.add": 0x7C, "i64.sub": 0x7D, "i64.mul": 0x7E, "i64.div": 0x7F, "i64.rem": 0x81,
        "i64.and": 0x83, "i64.or": 0x84, "i64.xor": 0x85, "i64.shl": 0x86, "i64.shr": 0x87,
        "f64.abs": 0x99, "f64.neg": 0x9A, "f64.floor": 0x9C, "f64.sqrt": 0x9F, "f64.add": 0xA0,
        "f64.sub": 0xA1, "f64.mul": 0xA2, "f64.div": 0xA3,
        "i32.wrap": 0xA7, "i64.extend": 0xAD, "i64.from_i32": 0xAC, "f64.convert": 0xB9, "i64.bits": 0xBD,
        "f64.bits": 0xBF,
    }.items()
} | {"i64.trunc": b"\xfc\x06", "memory.fill": b"\xfc\x0b\x00"}  # fmt: skip
"""Instructions without an operand. Whole numbers are signed wherever that matters."""

LOADS = {"i64": b"\x29\x03", "i32": b"\x34\x02", "f64": b"\x2b\x03"}
STORES = {"i64": b"\x37\x03", "i32": b"\x3e\x02", "f64": b"\x39\x03"}
"""Reading and writing memory, with the usual alignment; a whole number may lie in four bytes."""


def unsigned(number: int) -> bytes:
    """A number from 0 on, seven bits a byte."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def signed(number: int) -> bytes:
    """A number of either sign, seven bits a byte."""
    out = bytearray()
    while not -64 <= number < 64:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number & 0x7F)
    return bytes(out)


def text(name: str) -> bytes:
    """A name."""
    encoded = name.encode()
    return unsigned(len(encoded)) + encoded


def listed(items: Sequence[bytes]) -> bytes:
    """Items after their number."""
    return unsigned(len(items)) + b"".join(items)


def section(number: int, body: bytes) -> bytes:
    """A section of a module."""
    return bytes([number]) + unsigned(len(body)) + body


class Signatures:
    """The types of functions and of blocks that leave several values, each once."""

    def __init__(self) -> None:
        self.rows: list[bytes] = []

    def index(self, takes: Iterable[int], gives: Iterable[int]) -> int:
        """The number of a type, which is entered where it is new."""
        row = b"\x60" + listed([bytes([one]) for one in takes]) + listed([bytes([one]) for one in gives])
        if row not in self.rows:
            self.rows.append(row)
        return self.rows.index(row)


class Code:
    """The body of a function as it is written: instructions, open blocks, local variables.

    A label is the number of blocks that were open when its own was opened; a branch counts from there. Locals
    that are given back are used again.
    """

    def __init__(self, signatures: Signatures, parameters: Sequence[int]) -> None:
        self.signatures = signatures
        self.bytes = bytearray()
        self.open = 0
        self.locals = list(parameters)
        self._parameters = len(parameters)
        self._free: dict[int, list[int]] = {I32: [], I64: [], F64: []}

    def write(self, *names: str) -> None:
        """Write instructions that have no operand."""
        for name in names:
            self.bytes += OPCODES[name]

    def whole(self, number: int) -> None:
        """Push a whole number, as the signed one of the same 64 bits."""
        self.bytes += b"\x42" + signed(number)

    def address(self, number: int) -> None:
        """Push an address, or the truth as 0 or 1."""
        self.bytes += b"\x41" + signed(number)

    def real(self, number: float) -> None:
        """Push a float."""
        self.bytes += b"\x44" + struct.pack("<d", number)

    def get(self, local: int) -> None:
        """Push a local."""
        self.bytes += b"\x20" + unsigned(local)

    def set(self, local: int) -> None:
        """Pop into a local."""
        self.bytes += b"\x21" + unsigned(local)

    def tee(self, local: int) -> None:
        """Write a local and leave its value."""
        self.bytes += b"\x22" + unsigned(local)

    def load(self, storage: str, offset: int) -> None:
        """Read memory at an address and an offset."""
        self.bytes += LOADS[storage] + unsigned(offset)

    def store(self, storage: str, offset: int) -> None:
        """Write memory at an address and an offset."""
        self.bytes += STORES[storage] + unsigned(offset)

    def call(self, index: int) -> None:
        """Call a function by its number."""
        self.bytes += b"\x10" + unsigned(index)

    def block(self, gives: Sequence[int] = ()) -> int:
        """Open a block that a branch leaves by its end; returns its label."""
        return self._opened(0x02, gives)

    def loop(self) -> int:
        """Open a loop that a branch goes back to the start of."""
        return self._opened(0x03, ())

    def when(self, gives: Sequence[int] = ()) -> int:
        """Open a block that is entered where the truth popped is not 0; ``else`` may follow."""
        return self._opened(0x04, gives)

    def end(self) -> None:
        """Close the block opened last."""
        self.open -= 1
        self.write("end")

    def branch(self, label: int) -> None:
        """Go to a label."""
        self.bytes += b"\x0c" + unsigned(self.open - label - 1)

    def branch_if(self, label: int) -> None:
        """Go to a label where the truth popped is not 0."""
        self.bytes += b"\x0d" + unsigned(self.open - label - 1)

    def _opened(self, opcode: int, gives: Sequence[int]) -> int:
        self.bytes.append(opcode)
        if len(gives) > 1:
            self.bytes += signed(self.signatures.index((), gives))
        else:
            self.bytes.append(gives[0] if gives else NOTHING)
        self.open += 1
        return self.open - 1

    def take(self, kind: int) -> int:
        """A local of a type; what it holds is of no account."""
        if self._free[kind]:
            return self._free[kind].pop()
        self.locals.append(kind)
        return len(self.locals) - 1

    def give_back(self, *locals_: int) -> None:
        """Locals that are not read again."""
        for local in locals_:
            self._free[self.locals[local]].append(local)

    def body(self) -> bytes:
        """The whole as an entry of the section of code."""
        own = self.locals[self._parameters :]
        runs: list[tuple[int, int]] = []
        for kind in own:
            if runs and runs[-1][1] == kind:
                runs[-1] = (runs[-1][0] + 1, kind)
            else:
                runs.append((1, kind))
        rows = [unsigned(count) + bytes([kind]) for count, kind in runs]
        whole = listed(rows) + bytes(self.bytes) + OPCODES["end"]
        return unsigned(len(whole)) + whole
