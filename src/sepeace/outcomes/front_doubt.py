"""Doubt of the recorded path between its dated knots, and bands of the front with it.

The record dates the front on some days; straight lines join them. Between two knots the true front ran
otherwise. That doubt is a Brownian bridge: nothing at the knots, most half-way. Its clock is the way that
the recorded front goes, so where two knots lie in one place there is none: of a share f of a stretch of D km
the variance is s^2 D f (1 - f). A clock of days fits worse, because the record has long stretches without
movement (``validation.front_bands``).

The size s is estimated for each sector by leaving out each inner knot in turn: a line from its neighbours
misses it by r, and r^2 over D f (1 - f) is one estimate of s^2. For there are only so many estimates, the
doubt has Student's t in place of a normal. Knots were dated where the war turned, so s is rather too large.

No campaign changes: the kernel adds deviations to the recorded path, and what lies between the knots is in no
decision. Only bands of the front are wider. Sources: Karatzas and Shreve 1991 for the bridge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sepeace.quantities import day_of
from sepeace.record import Record
from sepeace.ruler import Ruler
from sepeace.scenario.recorded_weeks import SECTORS, SPAN, joined

Floats = NDArray[np.float64]
Points = Sequence[tuple[float, float]]
REACH = 12.0
"""Standard deviations at which the density of the doubt is cut off."""
MEAN = "mean_front"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnotLeftOut:
    """A knot and what the line between its neighbours makes of its day.

    Attributes:
        residual: km by which the knot lies east of that line.
        moved: km between the neighbours.   days: between them.   share: of that time, on the day.
    """

    day: float
    residual: float
    moved: float
    days: float
    share: float

    @property
    def bridge(self) -> float:
        """Variance there of a bridge of size 1, km."""
        return self.moved * self.share * (1.0 - self.share)


def knots_of(record: Record, sector: str) -> list[tuple[float, float]]:
    """Day and km of each knot of a sector."""
    return sorted((day_of(knot.date), knot.km) for knot in record.front if knot.sector == sector)


def left_out(points: Points) -> list[KnotLeftOut]:
    """Each inner knot held against the line between its neighbours."""
    found = []
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        line = joined((before, after), here[0])
        days = after[0] - before[0]
        found.append(
            KnotLeftOut(
                day=here[0],
                residual=here[1] - line,
                moved=abs(after[1] - before[1]),
                days=days,
                share=(here[0] - before[0]) / days,
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large the bridge of a sector is.

    Attributes:
        size: s, in km per root of a km of the way.
        knots: that it was estimated from: those whose neighbours lie apart.
    """

    size: float
    knots: int

    def interval(self, level: float = 0.9) -> tuple[float, float]:
        """Interval for the size: ``knots`` squares of normals."""
        from scipy.stats import chi2

        tails = ((1.0 + level) / 2.0, (1.0 - level) / 2.0)
        low, high = (self.size * float(np.sqrt(self.knots / chi2.ppf(tail, self.knots))) for tail in tails)
        return low, high


def size_of(rows: Sequence[KnotLeftOut]) -> Size:
    """The size from knots that were left out; none where the front never moved."""
    told = [row.residual**2 / row.bridge for row in rows if row.bridge > 0.0]
    return Size(size=float(np.sqrt(np.mean(told))) if told else 0.0, knots=max(len(told), 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontDoubt:
    """The doubt of the recorded path on every Sunday.

    Attributes:
        sizes: of the sectors.
        together: (3, 3), correlation of what the lines of the sectors miss on one day.
        spread: by banded variable, (weeks,), standard deviation: km, in the mean a share of the ruler.
        freedom: degrees of freedom of each.
    """

    sizes: tuple[Size, ...]
    together: Floats
    spread: dict[str, Floats]
    freedom: dict[str, int]


def front_doubt(record: Record) -> FrontDoubt:
    """Estimate the doubt of a record and lay it over the Sundays of a plan."""
    points = [knots_of(record, sector) for sector in SECTORS]
    rows = [left_out(one) for one in points]
    sizes = tuple(size_of(one) for one in rows)
    together = correlation(rows, sizes)
    spread = {
        f"front_{name}": one.size * np.sqrt(bridge_of(known))
        for name, one, known in zip(SECTORS, sizes, points, strict=True)
    }
    freedom = {f"front_{name}": one.knots for name, one in zip(SECTORS, sizes, strict=True)}
    slopes = front_per_km(record.ruler(), points)
    each = np.array(list(spread.values())) * slopes
    variance = np.einsum("iw,ij,jw->w", each, together, each)
    spread[MEAN] = np.sqrt(np.maximum(variance, 0.0))
    freedom[MEAN] = min(freedom.values())
    return FrontDoubt(sizes=sizes, together=together, spread=spread, freedom=freedom)


def bridge_of(points: Points) -> Floats:
    """Variance of a bridge of size 1 on every Sunday of a plan, km; nothing before and after the knots."""
    days, km = np.transpose(np.array(points))
    sundays = 7.0 * np.arange(SPAN + 1)
    place = np.clip(np.searchsorted(days, sundays, side="right") - 1, 0, len(days) - 2)
    share = np.clip((sundays - days[place]) / (days[place + 1] - days[place]), 0.0, 1.0)
    return np.asarray(np.abs(km[place + 1] - km[place]) * share * (1.0 - share))


def correlation(rows: Sequence[Sequence[KnotLeftOut]], sizes: Sequence[Size]) -> Floats:
    """Correlation between sectors of what the lines miss, over the days on which both have moved."""
    told = [
        {row.day: row.residual / np.sqrt(row.bridge) / one.size for row in part if row.bridge > 0.0}
        if one.size > 0.0
        else {}
        for part, one in zip(rows, sizes, strict=True)
    ]
    found = np.eye(len(rows))
    for one in range(len(rows)):
        for other in range(one):
            days = sorted(told[one].keys() & told[other].keys())
            pairs = np.array([(told[one][day], told[other][day]) for day in days]).reshape(-1, 2)
            size = float(np.sqrt(np.prod(np.square(pairs).sum(axis=0))))
            found[one, other] = found[other, one] = (
                float(np.prod(pairs, axis=1).sum()) / size if size else 0.0
            )
    return found


def front_per_km(ruler: Ruler, points: Sequence[Points]) -> Floats:
    """(3, weeks), what one km of a sector is in the mean front, where the record has the sector stand."""
    found = [
        [
            ruler.weights[sector]
            * (ruler.front_of_km(sector, km) - ruler.front_of_km(sector, km - 1.0 if km <= 0.0 else km + 1.0))
            for km in (joined(known, 7.0 * week) for week in range(SPAN + 1))
        ]
        for sector, known in enumerate(points)
    ]
    return np.asarray(np.abs(np.array(found)))


def widened(counts: NDArray[np.int64], ends: tuple[float, float], spread: Floats, freedom: int) -> Floats:
    """Histograms of a front with its doubt added: each convolved with Student's t of that width.

    Args:
        counts: (weeks, bins), something in each row.   ends: of the first bin and of the last.
        spread: (weeks,), standard deviation of the doubt; where it is 0 the row stays as it is.

    Returns:
        (weeks, bins), of the same sums; what falls beyond an end counts in the bin there.

    >>> import numpy as np
    >>> from sepeace.outcomes.front_doubt import widened
    >>> widened(np.array([[0, 0, 9, 0, 0]] * 2), (0.0, 5.0), np.array([0.0, 1.0]), 20).round(1)
    array([[0. , 0. , 9. , 0. , 0. ],
           [0.6, 2.1, 3.5, 2.1, 0.6]])
    """
    found = counts.astype(float)
    bins = counts.shape[1]
    width = (ends[1] - ends[0]) / bins
    for week in np.flatnonzero(spread > 0.0):
        reach = min(int(np.ceil(REACH * spread[week] / width)), bins)
        away = np.arange(-reach, reach + 1) * width / spread[week]
        density = (1.0 + np.square(away) / freedom) ** (-0.5 * (freedom + 1.0))
        whole = np.convolve(found[week], density / density.sum())
        row = whole[reach : reach + bins].copy()
        row[0] += whole[:reach].sum()
        row[-1] += whole[reach + bins :].sum()
        found[week] = row
    return found
