"""Weekly tables of the recorded war: fronts, strengths, losses, supplies, expectations.

The record has dated points; weeks in between are joined by straight lines here, in code, never in
the data. A week's losses are the quarter's, spread evenly over its days. Soviet replacements of a
quarter are what the record implies: change of strength plus losses. Index k of a table stands for
the Sunday 7 k days after 22 June 1941.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import lru_cache

from sepeace.quantities import DAYS_PER_MONTH, HORIZON, day_of
from sepeace.record import Record
from sepeace.record.types import QuarterLoss

SECTORS = ("north", "centre", "south")
WAR_END = date(1945, 5, 9)
"""First day without a recorded war: afterwards paths stay level and recorded losses are zero."""
SPAN = int(day_of(HORIZON)) // 7 + 2
MILLION = 1.0e6
AXIS_OVER_GERMAN = 1.1
"""Axis losses over German losses in the East (judgement: allies at the front)."""
RELEASE_DAYS = 90.0
EXPECTED_FIRST = date(1943, 7, 1)
EXPECTED_1942 = date(1942, 11, 1)
EXPECTED_1944 = date(1944, 5, 15)
HITLER_REVISES_DAYS = 60.0


def joined(points: Sequence[tuple[float, float]], day: float) -> float:
    """Straight lines between dated points, level before the first and after the last."""
    days = [point[0] for point in points]
    upper = bisect_right(days, day)
    if upper == 0:
        return points[0][1]
    if upper == len(points):
        return points[-1][1]
    (start, low), (end, high) = points[upper - 1], points[upper]
    return low + (high - low) * (day - start) / (end - start)


def weekly(points: Sequence[tuple[float, float]]) -> list[float]:
    """``joined`` at every Sunday of the plan."""
    return [joined(points, 7.0 * week) for week in range(SPAN + 1)]


def recorded_front(record: Record) -> list[list[float]]:
    """km east of the frontier for each sector and Sunday."""
    rows = []
    for sector in SECTORS:
        points = [(day_of(knot.date), knot.km) for knot in record.front if knot.sector == sector]
        rows.append(weekly(sorted(points)))
    return rows


def recorded_strength(record: Record) -> list[list[float]]:
    """Strength of Germany and her allies in the East, and of the Soviet front, in millions."""
    axis = sorted((day_of(row.date), row.axis / MILLION) for row in record.strengths)
    soviet = sorted((day_of(row.date), row.soviet / MILLION) for row in record.strengths)
    return [weekly(axis), weekly(soviet)]


def overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    """Days that two intervals share."""
    return max(0.0, min(end, other_end) - max(start, other_start))


def quarter_days(row: QuarterLoss) -> tuple[float, float]:
    """First day of a quarter and first day after it, cut at the end of the recorded war."""
    return day_of(row.start), min(day_of(row.end) + 1.0, day_of(WAR_END))


def spread(start: float, end: float, total: float) -> list[float]:
    """``total`` spread evenly over a stretch of days, per week of the plan."""
    return list(_spread(start, end, total))


@lru_cache(maxsize=4096)  # most of it is the record's, the same in every plan
def _spread(start: float, end: float, total: float) -> tuple[float, ...]:
    if end <= start:
        return (0.0,) * (SPAN + 1)
    days = end - start
    return tuple(total * overlap(7.0 * k, 7.0 * k + 7.0, start, end) / days for k in range(SPAN + 1))


def summed(tables: Sequence[list[float]]) -> list[float]:
    """Week by week sum of tables; zeros if there are none."""
    total = [0.0] * (SPAN + 1)
    for table in tables:
        total = [a + b for a, b in zip(total, table, strict=True)]
    return total


def background_losses(
    record: Record, operations: list[tuple[float, float, float, float]]
) -> list[list[float]]:
    """Recorded losses outside operations, per side and week, in millions.

    Args:
        operations: (first day, day after the last, Axis losses, Soviet losses) in days and millions.
    """
    tables: list[list[list[float]]] = [[], []]
    for row in record.losses:
        start, end = quarter_days(row)
        inside = [0.0, 0.0]
        for first, last, axis, soviet in operations:
            share = overlap(start, end, first, last) / (last - first)
            inside[0] += axis * share
            inside[1] += soviet * share
        totals = (max(AXIS_OVER_GERMAN * row.german / MILLION, inside[0]), row.soviet / MILLION)
        for side in range(2):
            tables[side].append(spread(start, end, max(0.0, totals[side] - inside[side])))
    return [summed(tables[0]), summed(tables[1])]


def replacements(record: Record) -> list[float]:
    """Soviet replacements in millions a month: change of strength plus losses of the quarter."""
    points = sorted((day_of(row.date), row.soviet / MILLION) for row in record.strengths)
    table = [0.0] * (SPAN + 1)
    for row in record.losses:
        start, end = quarter_days(row)
        fresh = joined(points, end) - joined(points, start) + row.soviet / MILLION
        monthly = fresh / (end - start) * DAYS_PER_MONTH
        for week in range(SPAN + 1):
            if start <= 7.0 * week < end:
                table[week] = monthly
    return table


def oil_supply(record: Record) -> list[float]:
    """German oil supply in Mt a year: years joined at their middles, the last year held."""
    return weekly([(day_of(date(row.year, 7, 1)), row.supply_kt / 1000.0) for row in record.oil])


def divisions_west(record: Record, moved: float | None, level: float = 1.0) -> list[float]:
    """Share of German divisions outside the East.

    Args:
        moved: day of a landing moved by a change.
        level: share of the recorded divisions that this landing binds; the others go the way of the record
            up to the recorded landing.
    """
    points = sorted((day_of(row.date), row.share_elsewhere) for row in record.divisions)
    landing = day_of(record.event("second_front").date)
    if moved is None:
        return weekly(points)
    table = []
    for week in range(SPAN + 1):
        day = 7.0 * week
        usual = joined(points, min(day, landing))
        if day < moved:
            table.append(usual)  # to the last bit: before a branch both worlds are one
            continue
        bound = joined(points, day - moved + landing)
        table.append(bound * level + usual * (1.0 - level))
    return table


def released_strength(record: Record, moved: float | None, level: float = 1.0) -> list[float]:
    """Axis strength that leaves the East each week after a moved landing, in millions.

    The extra share of divisions in the West, times the recorded strength, spread over 90 days; how
    much of it really leaves is a parameter.
    """
    if moved is None:
        return [0.0] * (SPAN + 1)
    usual = divisions_west(record, None)
    now = divisions_west(record, moved, level)
    strength = recorded_strength(record)[0]
    weeks = round(RELEASE_DAYS / 7.0)
    table = [0.0] * (SPAN + 1)
    for week in range(1, SPAN + 1):
        step = (now[week] - usual[week]) - (now[week - 1] - usual[week - 1])
        for later in range(week, min(week + weeks, SPAN + 1)):
            table[later] -= step * strength[week] / weeks
    return table


def deliveries(record: Record, level: float = 1.0, since: float = 0.0) -> list[float]:
    """American supplies shipped over supplies promised; 1 where nothing had been promised.

    Args:
        level, since: a multiple of what was shipped in the weeks that begin on a day or later.
    """
    table = [1.0] * (SPAN + 1)
    first = day_of(date(1941, 10, 1))
    for row in record.lend_lease:
        for week in range(SPAN + 1):
            if max(first, day_of(row.start)) <= 7.0 * week <= day_of(row.end) and row.promised > 0.0:
                table[week] = row.shipped_us / row.promised * (level if 7.0 * week >= since else 1.0)
    return table


FULL_SUPPLIES = ("1943Q3", "1943Q4", "1944Q1", "1944Q2", "1944Q3", "1944Q4")
"""Quarters whose mean rate of supplies is full supplies, 1."""


def supplies_missing(record: Record, level: float, since: float) -> list[float]:
    """What a change of supplies takes away each week, as a share of full supplies; below 0 where it adds.

    (1 - level) s(t), where s is the recorded shipments a day over their mean from mid-1943 to the end of
    1944: a year in which less was shipped had less to lose. 0 before ``since`` and after the last shipment.
    """
    rates = {
        row.quarter: (
            day_of(row.start),
            day_of(row.end),
            row.shipped_us / (day_of(row.end) - day_of(row.start) + 1.0),
        )
        for row in record.lend_lease
    }
    full = sum(rates[quarter][2] for quarter in FULL_SUPPLIES) / len(FULL_SUPPLIES)
    table = [0.0] * (SPAN + 1)
    for start, end, rate in rates.values():
        for week in range(SPAN + 1):
            if start <= 7.0 * week <= end and 7.0 * week >= since:
                table[week] = (1.0 - level) * rate / full
    return table


Dates = Callable[[str], float | None]
"""Day of an event by its id, as a scenario has it; None where it is cancelled."""


def expectations(dates: Dates) -> tuple[list[list[float]], list[list[float]]]:
    """Knots and values of the landing that Hitler and Stalin expect, in days.

    Stalin follows what he is told; Hitler moves from 1943 to 1944 after Tunis.
    """
    first, second = day_of(EXPECTED_FIRST), day_of(EXPECTED_1944)
    told = (
        ("promise_1942", EXPECTED_1942),
        ("postponement_1942", EXPECTED_FIRST),
        ("postponement_1943", EXPECTED_1944),
    )
    soviet = [(0.0, first)]
    for event, what in told:
        when = dates(event)
        if when is not None:
            soviet += [(when, soviet[-1][1]), (when, day_of(what))]
    german = [(0.0, first)]
    tunis = dates("tunisia_surrender")
    if tunis is not None:
        german += [(tunis, first), (tunis + HITLER_REVISES_DAYS, second)]
    return [[day for day, _ in german], [day for day, _ in soviet]], [
        [what for _, what in german],
        [what for _, what in soviet],
    ]


def offensive_days() -> tuple[list[float], list[int]]:
    """Slots of offensives without a record, and whether every sector attacks then."""
    slots: list[tuple[float, int]] = []
    for year in range(1941, 1946):
        slots += [(day_of(date(year, month, day)), 0) for month, day in ((7, 1), (11, 20))]
    after = date(1945, 5, 15)
    while after <= HORIZON:
        slots.append((day_of(after), 1))
        after += timedelta(days=60)
    slots.sort()
    return [day for day, _ in slots], [every for _, every in slots]
