"""frexp, ldexp and isqrt for the translated kernel, the order of numbers of two kinds,
quotients rounded down: all exact.

Written in the kernel's subset and translated like all else. ``ldexp`` rounds once, as C's does (the way of
musl's scalbn). Where Python raises an error these give what C gives: ``ldexp`` an infinite number, and
``isqrt`` of a negative number 0.
"""

import math

from sepeace.browser.translator.intrinsics import bits_float, float_bits, quotient, remainder

EXPONENT = 0x7FF
FRACTION = 0x800FFFFFFFFFFFFF - (1 << 64)
HALF = 0x3FE0000000000000
HUGE = 8.98846567431158e307
"""2^1023."""
TINY = 2.004168360008973e-292
"""2^-969: 2^-1022 and the 53 places that keep a number from being rounded before its last step."""
EXACT = 1 << 53
"""Whole numbers below this are floats as they stand."""
BEYOND = 9223372036854775808.0
"""2^63, which no whole number reaches."""
GROWN = 18014398509481984.0
"""2^54, which lifts a number that has lost places."""


def frexp(x: float) -> tuple[float, int]:
    """(m, e): x = m 2^e with m from 1/2 to 1; 0, infinite numbers and nan are their own m."""
    bits = float_bits(x)
    exponent = (bits >> 52) & EXPONENT
    if exponent == EXPONENT or x == 0.0:
        return x, 0
    lifted = 0
    if exponent == 0:
        bits = float_bits(x * GROWN)
        exponent = (bits >> 52) & EXPONENT
        lifted = 54
    return bits_float((bits & FRACTION) | HALF), exponent - 1022 - lifted


def ldexp(x: float, n: int) -> float:
    """x 2^n, rounded once."""
    y = x
    left = n
    if left > 1023:
        y *= HUGE
        left -= 1023
        if left > 1023:
            y *= HUGE
            left -= 1023
            left = left if left < 1023 else 1023
    elif left < -1022:
        y *= TINY
        left += 969
        if left < -1022:
            y *= TINY
            left += 969
            left = left if left > -1022 else -1022
    return y * bits_float((left + 1023) << 52)


def isqrt(n: int) -> int:
    """The whole part of the root of a whole number."""
    if n <= 0:
        return 0
    root = int(math.sqrt(n))
    while root > n // root:
        root -= 1
    while root + 1 <= n // (root + 1):
        root += 1
    return root


def order(n: int, x: float) -> float:
    """Below 0, 0 or above 0 as a whole number is less than a float, equal or more; nan beside nan. Exact."""
    near = float(n)
    if near != x or -EXACT < n < EXACT:
        return near - x
    if x >= BEYOND:
        return -1.0
    return float(n - int(x))


def order_of(x: float, n: int) -> float:
    """The same the other way round."""
    return -order(n, x)


def floor_divided(number: int, divisor: int) -> int:
    """A quotient of whole numbers, rounded down as Python does; by 0 it is 0, as in the compiled clock."""
    if divisor == 0:
        return 0
    if divisor == -1:
        return -number
    whole = quotient(number, divisor)
    return whole - 1 if remainder(number, divisor) != 0 and (number < 0) != (divisor < 0) else whole


def modulo(number: int, divisor: int) -> int:
    """What such a quotient leaves, of the sign of the divisor; by 0 it is 0, as in the compiled clock."""
    if divisor == 0:
        return 0
    left = remainder(number, divisor)
    return left + divisor if left != 0 and (left < 0) != (divisor < 0) else left
