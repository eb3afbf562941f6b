"""Small functions, each with something that Python has a rule of its own for; see ``test_constructs``.

They are translated and run beside Python, so they are written as the kernel is.
"""

import math

from sepeace.kernel import weekly

TABLE = (3, -1, 4, 1, -5, 9)
REALS = (0.5, -0.0, 2.5, math.inf)
BIG = 1 << 40


# --- whole numbers ---


def floor_by_constants(n: int) -> int:
    return n // 7 + n // 8 + n // 1 + (n % 7) * 100 + (n % 8) * 1000


def floor_by_any(n: int, k: int) -> int:
    return n // k * 31 + n % k


def floor_by_negative_constants(n: int) -> int:
    return n // -7 + (n % -7) * 100


def bits_of(n: int, k: int) -> int:
    return (n & k) + (n | k) * 3 + (n ^ k) * 5 + ~n


def shifted(n: int, k: int) -> int:
    return (n >> k) + (3 << k) + (n >> 5)


def negated(n: int) -> int:
    return -n - 5


def size_of(n: int) -> int:
    return abs(n) + max(n, 3) * 2 + min(n, -3) * 3


# --- floats ---


def sums(x: float, y: float) -> float:
    return (x + y) * 0.5 - x / (y * y + 1.0) + -y


def mixed(x: float, n: int) -> float:
    return n * x + (n - x) + x / 3 + float(n)


def whole_part(x: float) -> int:
    return int(x) + math.floor(x) * 3


def roots(x: float) -> float:
    return math.sqrt(x * x) + abs(x)


def larger(x: float, y: float) -> float:
    return max(x, y)


def smaller(x: float, y: float) -> float:
    return min(x, y)


def is_finite(x: float) -> bool:
    return math.isfinite(x)


def parts_of(x: float) -> tuple[float, int]:
    return math.frexp(x)


def scaled(x: float, n: int) -> float:
    return math.ldexp(x, n)


def root_of(n: int) -> int:
    return math.isqrt(n)


# --- truth ---


def compared(x: float, y: float) -> int:
    found = 0
    if x < y:
        found += 1
    if x <= y:
        found += 2
    if x > y:
        found += 4
    if x >= y:
        found += 8
    if x == y:
        found += 16
    if x != y:
        found += 32
    if not x < y:
        found += 64
    return found


def compared_with_whole(n: int, x: float) -> int:
    found = 0
    if n < x:
        found += 1
    if n <= x:
        found += 2
    if x < n:
        found += 4
    if x >= n:
        found += 8
    if n == x:
        found += 16
    if x != n:
        found += 32
    return found


def chained(x: float, y: float, z: float) -> bool:
    return x < y <= z


def chained_far(n: int) -> bool:
    return -5 < n + 1 <= 3 * 2 < n * n <= 100


def joined(n: int, k: int) -> bool:
    return n > 0 and (k > 0 or n > 10) and not (n == 7 or k == 7)


def joined_in_branches(n: int, k: int) -> int:
    if (n > 0 or k > 0) and n != k:
        return 1
    if not (n < 0 and k < 0) or n == k:
        return 2
    return 3


def truth_of(n: int, x: float) -> int:
    found = 1 if n else 0
    if x:
        found += 2
    if not n:
        found += 4
    while n:
        n = 0
        found += 8
    return found + (16 if bool(x) else 0)


def either(n: int, x: float) -> float:
    return x if n > 3 and x > 0.0 else (-x if n < -3 else 0.0)


# --- loops ---


def triangle(n: int) -> int:
    total = 0
    for k in range(n):
        total += k
    return total


def after_the_loop(n: int) -> int:
    k = -1
    for k in range(2, n):
        k = k * 2
    return k


def stops(n: int) -> int:
    total = 0
    for k in range(n):
        if k % 3 == 1:
            continue
        if k > 20:
            break
        total += k
        n += 1
    return total + n


def backwards(n: int) -> int:
    found = 0
    for k in range(n, -3, -2):
        found = found * 3 + k
    return found


def nested(n: int) -> int:
    total = 0
    for i in range(n):
        for j in range(i, n):
            if j == i + 2:
                break
            total += i * j
        for _ in range(1):
            total += 1
    return total


def until(n: int) -> int:
    steps = 0
    while n != 1 and steps < 50:
        if n % 2 == 0:
            n = n // 2
            steps += 1
            continue
        if n == 27:
            break
        n = 3 * n + 1
        steps += 1
    return steps * 1000 + n


# --- tuples and tables ---


def turned(x: float, y: float) -> tuple[float, float]:
    x, y = y, x - y
    return y, x


def unpacked(x: float, y: float) -> float:
    first, _ = turned(x, y)
    second, third = turned(first, x)
    return first + 2.0 * second - third


def handed_on(x: float, y: float) -> tuple[float, float]:
    return turned(y, x)


def looked_up(n: int) -> int:
    return TABLE[n] + TABLE[-1] * 10 + TABLE[n - 6] + BIG


def looked_up_real(n: int) -> float:
    return REALS[n] + weekly.LOWEST[n] + weekly.PER_UNIT[-2]


# --- calls ---


def counted_down(n: int, step: int) -> int:
    total = 0
    while n > 0 and total < 10000:
        n -= step
        total += n
    return total


def changed_there_alone(n: int) -> int:
    down = counted_down(n, 3)
    up = counted_down(20, n % 5 + 1)
    return down * 100000 + up * 100 + n


def sign_of(x: float) -> int:
    if x < 0.0:
        return -1
    if x > 0.0:
        return 1
    return 0


def signs(x: float, y: float) -> int:
    if sign_of(x) == sign_of(y):
        return 5
    for k in range(3):
        if sign_of(x - k) < sign_of(y + k):
            return sign_of(x - y) * 10 + k
    return sign_of(x + y) * 100


def signs_both_ways(x: float, y: float) -> int:
    if x > 1e8:
        return -7
    found = signs(x, y) * 10000
    return found + signs(y, x)


def less_twice(x: float, y: float) -> float:
    return x - 2.0 * y


def in_order(x: float, y: float) -> float:
    return less_twice(less_twice(y, 0.25) + 1.0, less_twice(x, y))


def recursive(n: int) -> int:
    return 1 if n <= 1 else n * recursive(n - 1)


def holds(n: int) -> int:
    assert 0 < n < 10 and n != 5
    return n
