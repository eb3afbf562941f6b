"""Derive the constants of ``sepeace.kernel.elementary`` and say how good the polynomials are.

    python -m benchmarks.fit_elementary

Each polynomial meets its function at the Chebyshev points of its interval, worked out to 60 digits; then its
coefficients are rounded to floats. A second, and nothing but the standard library.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from decimal import Decimal, getcontext
from typing import NamedTuple

getcontext().prec = 60
Function = Callable[[Decimal], Decimal]
ONE, TWO = Decimal(1), Decimal(2)
LN2 = TWO.ln()


def series(first: Decimal, ratio: Function) -> Decimal:
    """A sum whose n-th term is the one before it times ``ratio(n)``, n from 1 on."""
    total, term, n = first, first, ONE
    while abs(term) > Decimal("1e-65"):
        term *= ratio(n)
        total += term
        n += 1
    return total


def arctangent_of_part(whole: int) -> Decimal:
    """arctan(1/whole)."""
    part = ONE / whole
    return series(part, lambda n: -part * part * (2 * n - 1) / (2 * n + 1))


HALF_PI = 2 * (4 * arctangent_of_part(5) - arctangent_of_part(239))  # Machin 1706


def sine(x: Decimal) -> Decimal:
    """sin(x) for small x."""
    return series(x, lambda n: -x * x / (2 * n * (2 * n + 1)))


def cosine(x: Decimal) -> Decimal:
    """cos(x) for small x."""
    return series(ONE, lambda n: -x * x / (2 * n * (2 * n - 1)))


def exp_rest(r: Decimal) -> Decimal:
    """q in exp(r) = 1 + r + r^2 q."""
    return (r.exp() - ONE - r) / (r * r)


def log_rest(z: Decimal) -> Decimal:
    """q in log((1 + s)/(1 - s)) = 2 s + s z q, z = s^2."""
    s = z.sqrt()
    return (((ONE + s) / (ONE - s)).ln() - 2 * s) / (s * z)


def sine_rest(z: Decimal) -> Decimal:
    """q in sin(r) = r + r z q, z = r^2."""
    r = z.sqrt()
    return (sine(r) - r) / (r * z)


def cosine_rest(z: Decimal) -> Decimal:
    """q in cos(r) = 1 - z/2 + z^2 q, z = r^2."""
    return (cosine(z.sqrt()) - ONE + z / 2) / (z * z)


class Fit(NamedTuple):
    """A polynomial to find. ``part`` is what it is multiplied by in the result, over the result's size."""

    name: str
    function: Function
    low: Decimal
    high: Decimal
    terms: int
    part: Function


STEPS = 32
ROOM = Decimal("1.0001")  # rounding may choose the neighbouring step
S_MOST = (TWO.sqrt() - ONE) / (TWO.sqrt() + ONE) * ROOM
R_MOST = HALF_PI / 2 * ROOM
STEP = LN2 / (2 * STEPS) * ROOM
FITS = (
    Fit("EXP", exp_rest, -STEP, STEP, 5, lambda r: r * r),
    Fit("LOG", log_rest, Decimal(0), S_MOST**2, 7, lambda z: z / 2),
    Fit("SIN", sine_rest, Decimal(0), R_MOST**2, 6, lambda z: z),
    Fit("COS", cosine_rest, Decimal(0), R_MOST**2, 6, lambda z: z * z / cosine(z.sqrt())),
)


def points(fit: Fit, count: int) -> list[Decimal]:
    """Chebyshev points of the interval; that they are rounded does no harm."""
    middle, half = (fit.low + fit.high) / 2, (fit.high - fit.low) / 2
    return [middle + half * Decimal(math.cos(math.pi * (2 * i + 1) / (2 * count))) for i in range(count)]


def coefficients(fit: Fit) -> list[float]:
    """Of the polynomial through the function at the points, lowest power first."""
    at = points(fit, fit.terms)
    table = [fit.function(x) for x in at]
    for order in range(1, fit.terms):
        for i in range(fit.terms - 1, order - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (at[i] - at[i - order])
    found = [table[-1]]
    for i in range(fit.terms - 2, -1, -1):
        shifted = [Decimal(0), *found]
        found = [higher - at[i] * same for higher, same in zip(shifted, [*found, Decimal(0)], strict=True)]
        found[0] += table[i]
    return [float(value) for value in found]


def error(fit: Fit, found: list[float]) -> float:
    """The greatest error that the polynomial makes, in parts of the result, by 999 points."""
    worst = Decimal(0)
    for x in points(fit, 999):
        value = Decimal(0)
        for coefficient in reversed(found):
            value = value * x + Decimal(coefficient)
        worst = max(worst, abs((value - fit.function(x)) * fit.part(x)))
    return float(worst)


def pieces(value: Decimal, bits: int, count: int) -> list[float]:
    """A number as a sum of floats: each but the last has so many bits, and small multiples are exact."""
    found = []
    for _ in range(count - 1):
        unit = TWO ** (bits - math.frexp(float(value))[1])
        found.append(float(int(value * unit) / unit))
        value -= Decimal(found[-1])
    return [*found, float(value)]


def constants() -> dict[str, float]:
    """Every constant of the module by its name."""
    found = {"STEPS_PER_UNIT": float(STEPS / LN2), "QUARTERS_PER_UNIT": float(1 / HALF_PI)}
    found["ROOT_HALF"] = float(ONE / TWO.sqrt())
    for name, value, bits, count in (
        ("STEP", LN2 / STEPS, 34, 2),
        ("LN2", LN2, 40, 2),
        ("QUARTER", HALF_PI, 33, 3),
    ):
        found |= {f"{name}_{n}": piece for n, piece in enumerate(pieces(value, bits, count))}
    for fit in FITS:
        found |= {f"{fit.name}_{n}": value for n, value in enumerate(coefficients(fit))}
    return found


def main() -> None:
    """Print the constants, then the errors of the polynomials."""
    for name, value in constants().items():
        sys.stdout.write(f"{name} = {value!r}\n")
    for fit in FITS:
        size = error(fit, coefficients(fit))
        sys.stdout.write(f"# {fit.name}: {size:.1e} of the result, {size * 2.0**53:.3f} of 2^-53\n")


if __name__ == "__main__":
    main()
