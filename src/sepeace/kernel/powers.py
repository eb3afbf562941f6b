"""The powers of two from 1 to 2 in steps of a 32nd, each as two floats, one after the other.

By roots and products of whole numbers of 200 bits, so each pair is its power to the last bit of the second.
"""

import math

STEPS = 32
_BITS = 200
_ONE = 1 << _BITS

_root = _ONE << 1
for _ in range(5):
    _root = math.isqrt(_root << _BITS)
_powers: list[float] = []
_exact = _ONE
for _ in range(STEPS):
    _first = _exact / _ONE
    _powers += [_first, (_exact - (int(_first * (1 << 52)) << _BITS - 52)) / _ONE]
    _exact = _exact * _root >> _BITS
POWERS = tuple(_powers)
