"""exp, expm1, natural logarithm, sine and cosine, powers: the same bits on every machine.

IEEE 754 fixes the last bit of a sum, a product, a quotient and a root, and of nothing else: each C library
rounds an exponential in its own way. So all is made here of + - * / alone; ``math.frexp``, ``math.ldexp`` and
``int`` only move bits. Of exp, results below 3.4e-308 are 0 and those above 8.2e307 infinite.

Worst errors met, in units of the last place: exp .53, logarithm .82, expm1 2.0 (near .01), sine and cosine
1.4 (of angles up to 1,000), powers 1.1. Constants: ``benchmarks/fit_elementary.py`` derives them, and a test
holds them to it.
"""

import math

from sepeace.kernel.mark import kernel
from sepeace.kernel.powers import POWERS

ROUND = 6755399441055744.0
"""1.5 2^52: what is added to it is rounded to a whole number."""
UNIT = 1.0 / (1 << 31)
FAR_ANGLE = 1e6
STEPS_PER_UNIT = 46.16624130844683
STEP_0, STEP_1 = 0.021660849391992087, 5.062034433330175e-13
EXP_0, EXP_1, EXP_2 = 0.5, 0.16666666666581323, 0.041666666666559986
EXP_3, EXP_4 = 0.008333362430989848, 0.0013888925260947872
ROOT_HALF = 0.7071067811865476
LN2_0, LN2_1 = 0.6931471805592082, 7.371002565167799e-13
LOG_0, LOG_1, LOG_2, LOG_3 = 0.666666666666667, 0.3999999999989938, 0.28571428626031065, 0.2222221112572281
LOG_4, LOG_5, LOG_6 = 0.18182889786191042, 0.15331699633543858, 0.14616721179861816
QUARTERS_PER_UNIT = 0.6366197723675814
QUARTER_0, QUARTER_1, QUARTER_2 = 1.5707963267341256, 6.077100506303966e-11, 2.0222662487959506e-21
SIN_0, SIN_1, SIN_2 = -0.16666666666666666, 0.008333333333330946, -0.0001984126983675497
SIN_3, SIN_4, SIN_5 = 2.755731610068303e-06, -2.5051131455427946e-08, 1.591810123027412e-10
COS_0, COS_1, COS_2 = 0.041666666666666664, -0.0013888888888887395, 2.4801587298763433e-05
COS_3, COS_4, COS_5 = -2.7557317270560326e-07, 2.0876146024689747e-09, -1.1382614868556325e-11


@kernel
def exp_parts(x: float) -> tuple[float, float]:
    """e^x for x between -708 and 709 as a sum: the power of two to the nearest 32nd, and the rest.

    The sums of the polynomial are paired so that few of them wait for another one: a campaign waits for its
    exponentials, and what counts is how soon they are there.
    """
    whole = x * STEPS_PER_UNIT + ROUND - ROUND
    steps = int(whole)
    exponent = steps >> 5
    unit = (1 << exponent + 31) * UNIT if -32 < exponent < 32 else math.ldexp(1.0, exponent)
    place = steps + steps & 62
    base = POWERS[place] * unit
    r = x - whole * STEP_0 - whole * STEP_1
    r2 = r * r
    more = (r + r2 * (EXP_0 + EXP_1 * r)) + (r2 * r2) * (EXP_2 + EXP_3 * r + EXP_4 * r2)
    return base, POWERS[place + 1] * unit + base * more


@kernel
def exp(x: float) -> float:
    """e to the x; infinite from 709 on, 0 up to -708."""
    if -708.0 < x < 709.0:
        base, rest = exp_parts(x)
        return base + rest
    return 0.0 if x < 0.0 else x * math.inf


@kernel
def expm1(x: float) -> float:
    """e to the x less 1, exact to the last places where that is small."""
    if -708.0 < x < 709.0:
        base, rest = exp_parts(x)
        return (base - 1.0) + rest if x != 0.0 else x
    return exp(x) - 1.0


@kernel
def log_parts(x: float) -> tuple[int, float, float, float]:
    """(n, f, s, q): x = 2^n (1 + f) with 1 + f between the roots of 1/2 and 2, s = f/(2 + f), and
    log(1 + f) = 2 s + s q."""
    part, exponent = math.frexp(x)
    if part < ROOT_HALF:
        part += part
        exponent -= 1
    f = part - 1.0
    s = f / (2.0 + f)
    z = s * s
    w = z * z
    q = z * (LOG_0 + LOG_1 * z + (LOG_2 + LOG_3 * z) * w + (LOG_4 + LOG_5 * z + LOG_6 * w) * (w * w))
    return exponent, f, s, q


@kernel
def natural_log(x: float) -> float:
    """Natural logarithm; minus infinite at 0, not a number below.

    As 2 s = f - f^2/2 + s f^2/2, the greatest part of the result is f, which is not rounded.
    """
    if 0.0 < x < math.inf:
        exponent, f, s, q = log_parts(x)
        half = 0.5 * f * f
        return exponent * LN2_0 - ((half - (s * (half + q) + exponent * LN2_1)) - f)
    if x == 0.0:
        return -math.inf
    return x if x > 0.0 else math.nan


@kernel
def sine_cosine(x: float) -> tuple[float, float]:
    """Sine and cosine of an angle; not a number beyond a million."""
    if not -FAR_ANGLE < x < FAR_ANGLE:
        return math.nan, math.nan
    whole = x * QUARTERS_PER_UNIT + ROUND - ROUND
    r = x - whole * QUARTER_0 - whole * QUARTER_1 - whole * QUARTER_2
    z = r * r
    w = z * z
    sine = r + r * z * (SIN_0 + SIN_1 * z + (SIN_2 + SIN_3 * z) * w + (SIN_4 + SIN_5 * z) * (w * w))
    rest = COS_0 + COS_1 * z + (COS_2 + COS_3 * z) * w + (COS_4 + COS_5 * z) * (w * w)
    cosine = 1.0 - (0.5 * z - w * rest)
    quarters = int(whole)
    if quarters & 1:
        sine, cosine = cosine, -sine
    if quarters & 2:
        sine, cosine = -sine, -cosine
    return sine, cosine


@kernel
def short(x: float) -> float:
    """The leading bits of a number, down to 2^-20: products of two such numbers are exact."""
    return int(x * 1048576.0) / 1048576.0


@kernel
def raised(x: float, y: float) -> float:
    """x to the y, for x not below 0 and y between 0 and 8.

    y log x is taken as the sum of two floats: a rounding of it would be one of the result, times its size.
    """
    if x == 0.0:
        return 0.0
    if not 0.0 < x < math.inf:
        return x if x > 0.0 else math.nan
    exponent, f, s, q = log_parts(x)
    front = short(f)
    half = 0.5 * front * front
    rest = 0.5 * (f - front) * (f + front)
    near = f - half
    whole = exponent * LN2_0
    log = whole + near
    left = near - (log - whole) + exponent * LN2_1 + ((f - near) - half) + (s * (half + rest + q) - rest)
    head = short(log)
    power = short(y)
    exact = power * head
    more = (y - power) * head + y * (log - head + left)
    total = exact + more
    grown = exp(total)
    return grown + grown * (more - (total - exact)) if grown < math.inf else grown
