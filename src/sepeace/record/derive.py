"""What is worked out from the record: absent quarters of loss, and the numbers behind the ruler."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from sepeace.record.background import Line, LinePoint, LineRow, LineScalars
from sepeace.record.types import SECTORS, FrontKnot, QuarterLoss, Sector, YearLoss
from sepeace.ruler import Basket

EARTH_RADIUS_KM = 6371.0088

END_OF_TRACK: dict[Sector, str] = {"north": "Arkhangelsk", "centre": "Kazan", "south": "Astrakhan"}
"""Where each sector's track meets the Arkhangelsk-Astrakhan line.

North and south end at the line's own ends. The centre's track runs on past Moscow to the Volga
and meets the line at its corner at Kazan: Gorky lies on the line too, but there the line still
runs north to south and the track has not reached the Volga bend.
"""

DATED_FRONTS = (
    date(1941, 12, 5),
    date(1942, 11, 18),
    date(1943, 4, 1),
    date(1943, 7, 4),
    date(1943, 9, 30),
)
"""The fronts with a basket of their own, between which the basket of the day's front is read."""

_LINE_TITLES = {
    "frontier_1914": "1914 frontier",
    "frontier_1941": "June 1941 frontier",
    "frontier_1938": "1938 frontier",
    "dnieper": "Dnieper line",
    "brest_litovsk": "Brest-Litovsk line",
    "arkhangelsk_astrakhan": "Arkhangelsk-Astrakhan line",
}

_GERMAN_1944 = {"1944Q2": 400_000.0, "1944Q4": 350_000.0}
_SOVIET_1944_WEIGHT = {"1944Q2": 1.15, "1944Q4": 1.53}
_BOUNDS = {
    "1942Q2": (date(1942, 4, 1), date(1942, 6, 30)),
    "1943Q3": (date(1943, 7, 1), date(1943, 9, 30)),
    "1944Q2": (date(1944, 4, 1), date(1944, 6, 30)),
    "1944Q4": (date(1944, 10, 1), date(1944, 12, 31)),
}
_REST_OF_YEAR = "derived: the year's total less its other quarters"


def great_circle(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Kilometres between two places given in degrees, on a sphere.

    To the millimetre, so that the last bits do not hang on the machine's sines.
    """
    a, b = math.radians(lat_a), math.radians(lat_b)
    turn = math.radians(lon_b - lon_a)
    half = math.sin((b - a) / 2.0) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2.0) ** 2
    return round(2.0 * EARTH_RADIUS_KM * math.asin(math.sqrt(half)), 6)


def all_quarters(known: Sequence[QuarterLoss], years: Sequence[YearLoss]) -> tuple[QuarterLoss, ...]:
    """The quarters of the record and the four it lacks, in order of time.

    1942Q2 and 1943Q3 are the year less the other quarters. 1944Q2 and 1944Q4 share the Soviet
    rest of the year as 1.15 to 1.53, with German losses by judgement. The nine days of 1941Q2
    are part of 1941Q3.
    """
    totals = {year.year: year for year in years}
    rows = list(known)
    for year, quarter in ((1942, "1942Q2"), (1943, "1943Q3")):
        german_total = totals[year].german
        if german_total is None:
            raise ValueError(f"no German total for {year}, so {quarter} cannot be worked out")
        others = [row for row in known if row.quarter.startswith(str(year))]
        soviet = totals[year].soviet - sum(row.soviet for row in others)
        german = german_total - sum(row.german for row in others)
        rows.append(_derived(quarter, soviet, german, _REST_OF_YEAR, _REST_OF_YEAR))
    rest = totals[1944].soviet - sum(row.soviet for row in known if row.quarter.startswith("1944"))
    weight = sum(_SOVIET_1944_WEIGHT.values())
    for quarter, german in _GERMAN_1944.items():
        soviet = rest * _SOVIET_1944_WEIGHT[quarter] / weight
        how = "derived: the rest of 1944, shared between two quarters as 1.15 to 1.53 (judgement)"
        rows.append(_derived(quarter, soviet, german, how, "judgement"))
    return tuple(sorted(rows, key=lambda row: row.start))


def _derived(quarter: str, soviet: float, german: float, source: str, german_source: str) -> QuarterLoss:
    start, end = _BOUNDS[quarter]
    return QuarterLoss(
        quarter=quarter,
        start=start,
        end=end,
        soviet=soviet,
        german=german,
        soviet_irrecoverable=None,
        soviet_front_strength=None,
        german_low=None,
        german_high=None,
        german_deaths=None,
        derived=True,
        source=source,
        confidence="medium" if german_source != "judgement" else "low",
        german_source=german_source,
        german_confidence="low",
    )


def whole_lines(points: Iterable[LineRow]) -> tuple[Line, ...]:
    """The points gathered into lines, in the file's order of lines."""
    gathered: dict[str, list[LineRow]] = {}
    for point in points:
        gathered.setdefault(point.line, []).append(point)
    return tuple(
        Line(
            id=line,
            title=found[0].title,
            points=tuple(
                LinePoint(lat=row.lat, lon=row.lon, anchor=row.anchor)
                for row in sorted(found, key=lambda row: row.order)
            ),
            source=found[0].source,
            confidence=found[0].confidence,
        )
        for line, found in gathered.items()
    )


def distance_to_line(front: Iterable[FrontKnot], lines: Iterable[Line]) -> tuple[float, float, float]:
    """A: kilometres along each sector's track from the June 1941 frontier to the A-A line.

    The track is known as far as the easternmost anchor of the sector; from there the great
    circle to the track's end on the line (`END_OF_TRACK`) is added.
    """
    line = next(line for line in lines if line.id == "arkhangelsk_astrakhan")
    ends = {point.anchor: point for point in line.points}
    knots = list(front)

    def reach(sector: Sector) -> float:
        last = max((knot for knot in knots if knot.sector == sector), key=lambda knot: knot.km)
        end = ends[END_OF_TRACK[sector]]
        return last.km + great_circle(last.lat, last.lon, end.lat, end.lon)

    return reach(SECTORS[0]), reach(SECTORS[1]), reach(SECTORS[2])


def line_baskets(scalars: Mapping[str, LineScalars]) -> tuple[tuple[str, str, Basket], ...]:
    """Id, title and basket of each named line."""
    return tuple((line, title, _basket(scalars[line])) for line, title in _LINE_TITLES.items())


def dated_fronts(
    front: Iterable[FrontKnot],
    scalars: Mapping[str, LineScalars],
    km_to_line: tuple[float, float, float],
) -> tuple[tuple[float, Basket], ...]:
    """Mean front position and basket of each dated front."""
    knots = {(knot.date, knot.sector): knot.km for knot in front}
    weights, frontier = (0.3, 0.4, 0.3), 0.26
    found = []
    for day in DATED_FRONTS:
        km = [knots[day, sector] for sector in SECTORS]
        place = math.fsum(
            weight * (frontier + (1.0 - frontier) * distance / reach)
            for weight, distance, reach in zip(weights, km, km_to_line, strict=True)
        )
        found.append((place, _basket(scalars[f"front_{day.isoformat().replace('-', '_')}"])))
    return tuple(found)


def _basket(row: LineScalars) -> Basket:
    return Basket(
        population=row.population,
        population_low=row.population_low,
        population_high=row.population_high,
        grain=row.grain,
        coal=row.coal,
        iron=row.iron,
        oil=row.oil,
    )
