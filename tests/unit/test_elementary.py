"""The kernel's own exponential, logarithm, sine, cosine and powers: how right they are, on every machine.

Held against 60 digits of ``decimal``. An error is told in units of the last place of the true value.
"""

import math
import random
import struct
from decimal import Decimal
from hashlib import blake2b
from types import FunctionType

import numpy as np
import pytest

from benchmarks import fit_elementary as fit
from sepeace.clocks import twins
from sepeace.kernel import elementary
from sepeace.kernel.elementary import exp, expm1, natural_log, raised, sine_cosine
from sepeace.kernel.powers import POWERS, STEPS

COUNT = 2000
LN2 = math.log(2.0)


def sine(x):
    return sine_cosine(x)[0]


def cosine(x):
    return sine_cosine(x)[1]


def turned(x):
    """Sine and cosine to 50 digits, by whole quarters of a turn."""
    quarters = int((Decimal(x) / fit.HALF_PI).to_integral_value())
    r = Decimal(x) - quarters * fit.HALF_PI
    pair = fit.sine(r), fit.cosine(r)
    for _ in range(quarters % 4):
        pair = pair[1], -pair[0]
    return pair


TRUE = {
    exp: lambda x: Decimal(x).exp(),
    expm1: lambda x: Decimal(x).exp() - 1,
    natural_log: lambda x: Decimal(x).ln(),
    sine: lambda x: turned(x)[0],
    cosine: lambda x: turned(x)[1],
    raised: lambda x, y: (Decimal(x).ln() * Decimal(y)).exp(),
}
PLACES = {exp: 0.55, natural_log: 0.9, expm1: 2.0, sine: 1.6, cosine: 1.6, raised: 1.2}


def between(low, high):
    """Random numbers, the same in every run."""
    draw = random.Random(f"{low} {high}")
    return [draw.uniform(low, high) for _ in range(COUNT)]


def sizes(low, high):
    """Positive numbers of all sizes between two powers of e."""
    return [math.exp(x) for x in between(low, high)]


SEAMS = [(k + 0.5) * LN2 / STEPS * (1.0 + e) for k in range(-200, 200) for e in (-1e-15, 0.0, 1e-15)]
"""Where the exponential goes from one power of two to the next."""
QUARTERS = [k * math.pi / 4.0 for k in range(-400, 400) if k]
"""Where sine and cosine change places, or one of them is nearly 0."""
ARGUMENTS = {
    exp: between(-6.0, 1.5) + between(-0.03, 0.03) + between(-707.9, 708.9) + SEAMS,
    expm1: between(-6.0, 3.0) + between(-0.03, 0.03) + [-x for x in sizes(-40.0, 3.0)] + SEAMS,
    natural_log: between(0.0, 2.0) + between(0.6, 1.5) + between(0.999, 1.001) + sizes(-708.0, 709.0),
    sine: between(-5.0, 2.0) + between(-1000.0, 1000.0) + QUARTERS,
    cosine: between(-5.0, 2.0) + between(-1000.0, 1000.0) + QUARTERS,
    raised: [
        *zip(between(0.0, 1.0), between(0.5, 1.7), strict=True),
        *zip(between(0.5, 2.0), between(0.1, 8.0), strict=True),
        *zip(sizes(-80.0, 80.0), between(0.1, 7.9), strict=True),
    ],
}


def given(function, argument):
    return function(*argument) if isinstance(argument, tuple) else function(argument)


# Red when a coefficient is mistyped, a table or a reduction is short of digits, or a seam does not meet.
@pytest.mark.parametrize("function", TRUE, ids=lambda function: function.__name__)
def test_right_to_the_last_places(function):
    worst = (0.0, None)
    for argument in ARGUMENTS[function]:
        true = given(TRUE[function], argument)
        off = float(abs(Decimal(given(function, argument)) - true) / Decimal(math.ulp(float(true))))
        worst = max(worst, (off, argument), key=lambda pair: pair[0])
    assert worst[0] < PLACES[function], worst


# Red when a constant in the kernel is not the one that the script derives.
def test_constants_are_those_that_are_derived():
    derived = fit.constants()
    assert derived == {name: getattr(elementary, name) for name in derived}
    assert fit.STEPS == STEPS
    powers = [Decimal(2) ** (Decimal(step) / STEPS) for step in range(STEPS)]
    firsts = [float(power) for power in powers]
    rests = [float(power - Decimal(first)) for power, first in zip(powers, firsts, strict=True)]
    assert [*zip(POWERS[::2], POWERS[1::2], strict=True)] == [*zip(firsts, rests, strict=True)]


# Red when a polynomial has too few terms: its error alone stays below a fifth of a rounding.
@pytest.mark.parametrize("one", fit.FITS, ids=lambda one: one.name)
def test_polynomials_are_long_enough(one):
    assert fit.error(one, fit.coefficients(one)) < 0.2 * 2.0**-53


# Red when what must be exact is rounded, or a number at the edge is let through to what cannot take it.
def test_exact_values_and_edges():
    inf, nan = math.inf, math.isnan
    assert [exp(x) for x in (0.0, -0.0, -708.0, -1e300, -inf, 709.0, inf)] == [1, 1, 0, 0, 0, inf, inf]
    assert 0.0 < exp(-707.99) < 1e-307 and 1e307 < exp(708.99) < inf and nan(exp(math.nan))
    assert [expm1(x) for x in (0.0, -800.0, inf)] == [0.0, -1.0, inf] and math.copysign(
        1.0, expm1(-0.0)
    ) < 0.0
    assert [expm1(x) for x in (1e-300, -5e-324)] == [1e-300, -5e-324] and nan(expm1(math.nan))
    assert [natural_log(x) for x in (1.0, 0.0, inf)] == [0.0, -inf, inf]
    assert nan(natural_log(-1.0)) and nan(natural_log(math.nan))
    assert natural_log(5e-324) == pytest.approx(math.log(5e-324), rel=1e-15)
    assert sine_cosine(0.0) == (0.0, 1.0)
    assert all(nan(part) for x in (inf, math.nan, 1e6, -1e6) for part in sine_cosine(x))
    assert [raised(0.0, 0.61), raised(1.0, 0.61), raised(4.0, 0.5), raised(inf, 0.5)] == [0.0, 1.0, 2.0, inf]
    assert raised(1e300, 2.0) == inf and raised(1e-300, 2.0) == 0.0
    assert nan(raised(-1.0, 0.5)) and nan(raised(math.nan, 0.5))


# Red when a function falls where it should rise, as at a seam that does not meet.
@pytest.mark.parametrize("function", [exp, expm1, natural_log], ids=lambda function: function.__name__)
def test_what_rises_rises(function):
    found = [function(x) for x in sorted(ARGUMENTS[function])]
    assert found == sorted(found)


def bits():
    """What every function gives for its arguments, as bytes."""
    found = [given(function, argument) for function in TRUE for argument in drawn(function)]
    return struct.pack(f"<{len(found)}d", *found)


def drawn(function):
    """The arguments that hang on no function of the machine's: no seams, no sizes."""
    low, high = {natural_log: (1e-9, 2.0), raised: (1e-9, 1.0)}.get(function, (-30.0, 20.0))
    values = between(low, high)
    return [(x, 0.25 + 2.0 * x) for x in values] if function is raised else values


# Red when a machine, or a compiler, gives other bits than the one on which this line was written.
def test_the_same_bits_on_every_machine():
    assert blake2b(bits(), digest_size=8).hexdigest() == "f6fa6252dc5cbd09"


def _fill(values, others, into):
    for i in range(len(values)):
        into[0, i] = exp(values[i])
        into[1, i] = expm1(values[i])
        into[2, i] = natural_log(others[i])
        into[3, i], into[4, i] = sine_cosine(values[i])
        into[5, i] = raised(others[i], 0.61 + others[i])


# Red when compiled code joins a product and a sum into one rounding, or sums in another order.
def test_compiled_code_gives_the_same_bits():
    numba = pytest.importorskip("numba", reason="numba is not installed")
    values = np.array(ARGUMENTS[exp] + ARGUMENTS[sine])
    others = np.abs(values) % 2.0
    plain, compiled = np.zeros((2, 6, len(values)))
    _fill(values.tolist(), others.tolist(), plain)
    names = twins.build(compiled=False)
    numba.njit(**twins.SETTINGS)(FunctionType(_fill.__code__, {**globals(), **names}))(
        values, others, compiled
    )
    assert not np.isnan(plain).any() and plain.tobytes() == compiled.tobytes()
