"""What the translator has an instruction for and Python has not: bits of a number, and memory as it lies.

A call of one of these becomes its instruction. In Python the first four do the same, for tests of what is
made of them; the others belong to memory, and are not for Python to run.
"""

from __future__ import annotations

import struct
from typing import Any


def float_bits(number: float) -> int:
    """The 64 bits of a float as a signed whole number."""
    bits: int = struct.unpack("<q", struct.pack("<d", number))[0]
    return bits


def bits_float(bits: int) -> float:
    """The float that 64 bits stand for."""
    number: float = struct.unpack("<d", struct.pack("<q", bits))[0]
    return number


def quotient(number: int, divisor: int) -> int:
    """A quotient of whole numbers, cut towards 0; the divisor is neither 0 nor -1."""
    whole = abs(number) // abs(divisor)
    return whole if (number < 0) == (divisor < 0) else -whole


def remainder(number: int, divisor: int) -> int:
    """What such a quotient leaves, of the sign of the number."""
    return number - divisor * quotient(number, divisor)


def clear(record: Any) -> None:
    """Set every byte of a record to 0."""
    raise TypeError("only a record in the module's memory can be cleared")


def numbers_in(record: Any) -> list[float]:
    """A record of floats alone as the row of single numbers that it is in memory."""
    raise TypeError("only a record in the module's memory is a row")


def words_in(record: Any) -> list[int]:
    """A record as the row of words of 8 bytes that it is in memory, read as whole numbers."""
    raise TypeError("only a record in the module's memory is a row")


ALL = (float_bits, bits_float, quotient, remainder, clear, numbers_in, words_in)
"""Every one of them."""
