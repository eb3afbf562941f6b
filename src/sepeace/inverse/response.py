"""From yes and no over a grid of values to the nearest value at which a chance is reached.

Campaign by campaign the same luck is had at every value. So a campaign is a row of yes and no over the
values, and a resample of the campaigns is a resample of whole rows: the paired bootstrap (Efron and
Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13: percentile intervals). Nothing is run here.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.documents.invert import Direction
from sepeace.stats.estimates import Z80, Z95, Estimate, rounded_up, share

LEFT_OUT = -1
"""In a row: the campaign does not count at this value. 0 and 1 are no and yes."""
REPLICATES = 2_000
ROOM = 4_000_000
"""Numbers that a batch of resamples may hold."""
TAIL = 0.025
Floats = NDArray[np.float64]
Rows = NDArray[np.int8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """The value nearest to the reference at which a chance reaches the target.

    Attributes:
        value: that value, the reference itself if the chance is reached there, None if it is nowhere.
        ci95: of the value; None at an end that lies beyond the range, and at both where there is no value.
        direction: up or down from the reference, or none.
        none_share: share of the resamples in which the chance is reached nowhere.
    """

    value: float | None
    ci95: tuple[float | None, float | None]
    direction: Direction
    none_share: float


def estimates(rows: Rows) -> list[Estimate]:
    """The chance at each value: the share of the campaigns that count there, with the interval of a batch."""
    return [share(int((column == 1).sum()), int((column != LEFT_OUT).sum())) for column in rows.T]


def nearest(values: Sequence[float], shares: Floats, reference: float, target: float) -> Floats:
    """For each row of shares, the value nearest to the reference at which they reach the target.

    Between two values a share runs straight. A share that is not a number reaches nothing.

    Args:
        values: rising; the reference is one of them.
        shares: one row a curve, one column a value.

    Returns:
        One value a row: the reference where the target is reached there, nan where it is reached nowhere.
    """
    places = np.asarray(values, np.float64)
    start = int(np.searchsorted(places, reference))
    above = _first(places[start:], shares[:, start:], target)
    below = -_first(-places[start::-1], shares[:, start::-1], target)
    nearer = np.abs(np.nan_to_num(below, nan=np.inf) - reference) < np.abs(
        np.nan_to_num(above, nan=np.inf) - reference
    )
    return np.where(nearer, below, above)


def _first(places: Floats, shares: Floats, target: float) -> Floats:
    """The first place, from the left, at which each row reaches the target; nan where none does."""
    reaches = shares >= target
    at = np.argmax(reaches, axis=1)
    rows = np.arange(len(shares))
    before = np.maximum(at - 1, 0)
    high, low = shares[rows, at], shares[rows, before]
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(at > 0, (target - low) / (high - low), 1.0)
    part = np.where(np.isfinite(part), part, 1.0)
    found = places[before] + part * (places[at] - places[before])
    return np.where(reaches.any(axis=1), found, np.nan)


def resampled(rows: Rows, replicates: int, seed: int) -> Floats:
    """Shares at each value in resamples of the campaigns, one resample a row; nan where none counts."""
    kinds, counts = _kinds(rows)
    yes, counted = (kinds == 1).astype(np.float64), (kinds != LEFT_OUT).astype(np.float64)
    random = np.random.default_rng(seed)
    at_once = max(1, ROOM // len(kinds))
    found = []
    for first in range(0, replicates, at_once):
        drawn = random.multinomial(
            len(rows), counts / counts.sum(), size=min(at_once, replicates - first)
        ).astype(np.float64)
        with np.errstate(invalid="ignore", divide="ignore"):
            found.append((drawn @ yes) / (drawn @ counted))
    return np.concatenate(found)


def _kinds(rows: Rows) -> tuple[Rows, NDArray[np.int64]]:
    """The different rows, and how many campaigns have each: to resample these is to resample campaigns."""
    whole = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1]))).ravel()
    _, first, counts = np.unique(whole, return_index=True, return_counts=True)
    return rows[first], counts


def reached(
    values: Sequence[float],
    rows: Rows,
    reference: float,
    target: float,
    replicates: int = REPLICATES,
    seed: int = 1,
) -> Reached:
    """The nearest value at which the chance reaches the target, with a bootstrap interval.

    Args:
        values: rising; the reference is one of them.
        rows: one row a campaign, one column a value: 1, 0, or -1 where the campaign does not count.
        reference: the value from which a change is measured.
        target: the chance to reach.
        replicates, seed: resamples of the campaigns, and the seed that draws them.
    """
    chances = estimates(rows)
    curves = [[o.value, *(o.ci95[::-1] if o.n else (math.nan, math.nan))] for o in chances]
    value, soonest, latest = nearest(values, np.array(curves).T, reference, target).tolist()
    found = nearest(values, resampled(rows, replicates, seed), reference, target)
    none_share = float(np.isnan(found).mean())
    if math.isnan(value):
        return Reached(value=None, ci95=(None, None), direction=Direction.NONE, none_share=none_share)
    direction = Direction.NONE
    if value != reference:
        direction = Direction.UP if value > reference else Direction.DOWN
    return Reached(
        value=value,
        ci95=_interval(found, (soonest, value, latest), reference),
        direction=direction,
        none_share=none_share,
    )


def _interval(
    found: Floats, places: tuple[float, float, float], reference: float
) -> tuple[float | None, float | None]:
    """The middle 95% of the resamples, and the values at which the interval of P holds the target.

    Few campaigns, or a target that few of them make out, leave resamples that are all alike; the second part
    is for them. Where many campaigns bear on the target the two are nearly the same.

    Args:
        found: the values of the resamples; those without one lie beyond the range, on the value's side.
        places: where the upper end of the chance's interval, the chance, and the lower end reach the target.
    """
    beyond = -math.inf if places[1] < reference else math.inf
    ranked = np.sort(np.where(np.isnan(found), beyond, found))
    inside = [beyond if math.isnan(place) else place for place in places]
    low = min(float(ranked[math.floor(TAIL * len(ranked))]), *inside)
    high = max(float(ranked[math.ceil((1.0 - TAIL) * len(ranked)) - 1]), *inside)
    return (low if math.isfinite(low) else None, high if math.isfinite(high) else None)


def campaigns_to_tell(share: float, target: float, n: int) -> int:
    """About how many campaigns tell, four times in five, on which side of the target a chance lies.

    A chance that equals the target is told from it by no number; a fiftieth of the target is then taken, or
    of what it leaves to 1.
    """
    apart = max(abs(share - target), min(target, 1.0 - target) / 50.0)
    exact = max(target * (1.0 - target), share * (1.0 - share)) * ((Z95 + Z80) / apart) ** 2
    return rounded_up(max(exact, n + 1.0))
