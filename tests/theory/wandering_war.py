"""What a war is worth whose drift wanders, by the backward equation: the reference for the closed form.

Front f in [0, 1] and drift mu move as df = mu dt + sigma dW and dmu = q dB. The chance to reach 1 before 0
and the expected months solve

    sigma^2/2 u_ff + mu u_f + q^2/2 u_mumu = 0   and the same for E with -1 on the right.

In the units time x sigma^2, m = mu/sigma^2, only k = q/sigma^3 is left, so one solution serves every
volatility. It is found on a grid that is finer near the barriers, by differences of second order and one
sparse factorisation; far out in the drift, where wandering no longer matters, it takes the values of a steady
drift. It shares no code with the package.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import sparse
from scipy.interpolate import RectBivariateSpline
from scipy.sparse.linalg import splu

REACH = 120.0
"""Largest drift of the grid, in units of sigma^2: .036 x 1.2/.05^2 is 17, and wandering adds some 20."""


def steady(front, drift):
    """u and E of a steady drift in these units, by the textbook formula in a form that cannot overflow."""
    front, drift = np.broadcast_arrays(np.asarray(front, float), np.asarray(drift, float))
    a = np.where(np.abs(drift) < 1e-9, 1e-9, drift)
    up = np.where(a > 0.0, front, 1.0 - front)
    size = 2.0 * np.abs(a)
    toward = np.expm1(-size * up) / np.expm1(-size)
    u = np.where(a > 0.0, toward, 1.0 - toward)
    return u, (u - front) / a


@lru_cache(maxsize=64)
def solution(k, fronts=121, step=1.0):
    """Grids of front and drift, and u and E on them (front x drift), for one k."""
    f = 0.5 * (1.0 - np.cos(np.linspace(0.0, np.pi, fronts)))
    m = np.arange(-REACH, REACH + 0.5 * step, step)
    gap = np.diff(f)
    low, high = gap[:-1], gap[1:]
    inner = len(f) - 2
    second = [2.0 / (low * (low + high)), -2.0 / (low * high), 2.0 / (high * (low + high))]
    first = [-high / (low * (low + high)), (high - low) / (low * high), low / (high * (low + high))]
    across = sparse.diags([second[0][1:], second[1], second[2][:-1]], [-1, 0, 1])
    along = sparse.diags([first[0][1:], first[1], first[2][:-1]], [-1, 0, 1])
    mid = m[1:-1]
    wander = sparse.diags([1.0, -2.0, 1.0], [-1, 0, 1], shape=(len(mid), len(mid))) * (0.5 * k * k / step**2)
    each, one = sparse.identity(len(mid)), sparse.identity(inner)
    matrix = (
        sparse.kron(each, 0.5 * across) + sparse.kron(sparse.diags(mid), along) + sparse.kron(wander, one)
    )
    edge = [steady(f[1:-1], m[0]), steady(f[1:-1], m[-1])]
    right = []
    for which in range(2):
        known = np.zeros((len(mid), inner))
        if which == 0:
            known[:, -1] -= 0.5 * second[2][-1] + mid * first[2][-1]
        else:
            known -= 1.0
        known[0] -= 0.5 * k * k / step**2 * edge[0][which]
        known[-1] -= 0.5 * k * k / step**2 * edge[1][which]
        right.append(known.ravel())
    found = splu(matrix.tocsc()).solve(np.array(right).T)
    tables = []
    for which in range(2):
        table = np.zeros((len(f), len(m)))
        table[1:-1, 1:-1] = found[:, which].reshape(len(mid), inner).T
        table[1:-1, 0], table[1:-1, -1] = edge[0][which], edge[1][which]
        if which == 0:
            table[-1] = 1.0
        tables.append(table)
    return f, m, tables[0], tables[1]


@lru_cache(maxsize=64)
def _splines(k):
    f, m, u, months = solution(k)
    return RectBivariateSpline(f, m, u), RectBivariateSpline(f, m, months)


def war_terms(
    front: float, mean: float, sd: float, volatility: float, diffusion: float
) -> tuple[float, float]:
    """u and E averaged over a drift of N(mean, sd^2) today that wanders from now on."""
    variance = volatility * volatility
    splines = _splines(round(diffusion / (variance * volatility), 9))
    z = np.linspace(-7.0, 7.0, 1401)
    weight = np.exp(-0.5 * z * z)
    weight /= weight.sum()
    drifts = np.clip((mean + sd * z) / variance, -REACH, REACH)
    u, months = (weight @ spline.ev(np.full_like(drifts, front), drifts) for spline in splines)
    return float(u), float(months) / variance
