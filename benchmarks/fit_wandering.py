"""Fit the constants of ``kernel.leaders.wandering`` to the backward equation and say how good they are.

    python -m benchmarks.fit_wandering

800 random wars over the declared ranges give the constants, 600 others judge them. About two minutes.
"""

from __future__ import annotations

import sys

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from sepeace.kernel.leaders import bargaining
from tests.theory.wandering_war import war_terms

Floats = NDArray[np.float64]
START = (2.4, 64.0, 0.69, 0.19, *(0.0,) * 10)
NAMES = (
    "WIDTH",
    "LEAST",
    "DRIFT",
    "SWING",
    *(f"PUSH_{n}" for n in range(6)),
    *(f"SHRINK_{n}" for n in range(4)),
)


def cases(count: int, seed: int) -> Floats:
    """Front, mean, sd, volatility and diffusion of random wars, and u and E by the reference."""
    draw = np.random.default_rng(seed)
    rows = []
    for _ in range(count // 20):
        volatility, diffusion = draw.uniform(0.05, 0.07), draw.uniform(0.004, 0.010)
        for _ in range(20):
            front, mean = draw.uniform(0.1, 0.9), draw.uniform(-0.035, 0.035)
            war = (front, mean, draw.uniform(0.006, 0.03), volatility, diffusion)
            rows.append((*war, *war_terms(*war)))
    return np.array(rows)


def closed(constants: Floats, war: Floats) -> tuple[float, float]:
    """The closed form with any constants, written out once more so that they can be varied."""
    front, mean, sd, volatility, diffusion = war
    variance = volatility * volatility
    k = diffusion / (variance * volatility)
    width2 = constants[0] * k ** (4.0 / 3.0)
    size2 = constants[1] + (mean / variance) ** 2 + (sd / variance) ** 2 + width2
    length = 2.0 * np.sqrt(front * (1.0 - front) / size2)
    turn = k * k * length
    wide = np.sqrt(sd * sd + constants[2] * turn * variance * variance)
    u, months = bargaining.war_terms(
        float(front),
        float(mean),
        float(wide),
        float(volatility * np.sqrt(1.0 + constants[3] * turn * length)),
    )
    eta, x, y = width2 / size2, mean / variance / np.sqrt(size2), 2.0 * front - 1.0
    push = eta * float(constants[4:10] @ np.array([x, x**3, x * x * y, x * y * y, y, y**3]))
    shrink = eta * float(constants[10:14] @ np.array([1.0, x * x, x * y, y * y]))
    push, shrink = np.clip((push, shrink), -1.5, 1.5)
    grown = u * (2.0 + push)
    return grown / (grown + (1.0 - u) * (2.0 - push)), months * (2.0 + shrink) / (2.0 - shrink)


def misses(constants: Floats, rows: Floats) -> Floats:
    """Errors in u, and of E in parts of E, one after the other."""
    found = np.array([closed(constants, row[:5]) for row in rows])
    return np.concatenate([found[:, 0] - rows[:, 5], found[:, 1] / rows[:, 6] - 1.0])


def told(constants: Floats, rows: Floats) -> str:
    """How good these constants are."""
    u, months = np.split(misses(constants, rows), 2)
    sizes = [f"{np.sqrt(np.mean(e**2)):.4f} rms, {np.abs(e).max():.4f} at most" for e in (u, months)]
    return f"u {sizes[0]}; E {sizes[1]}, mean {months.mean():+.4f}"


def main() -> None:
    """Fit on one set, judge on another."""
    train, test = cases(800, 1), cases(600, 2)
    weights = np.concatenate([np.full(len(train), 1.0 / 0.003), np.full(len(train), 1.0 / 0.02)])
    fitted = least_squares(
        lambda c: weights * misses(c, train), START, x_scale=np.maximum(np.abs(START), 0.1)
    )
    short = np.round(fitted.x, 3)
    for name, value in zip(NAMES, short, strict=True):
        sys.stdout.write(f"{name} = {value:g}\n")
    for name, rows in (("fitted on", train), ("others", test)):
        sys.stdout.write(f"{name}, {len(rows)} wars: {told(short, rows)}\n")


if __name__ == "__main__":
    main()
