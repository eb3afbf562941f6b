"""Numbers with their unit and source, dates as days, and the time grid.

Inside the model time is a float: days since 22 June 1941. Dates appear at the edges only.
Rates are per month of 30.4375 days (a twelfth of 365.25).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from numbers import Integral, Real

from sepeace.errors import BadValue

__all__ = [
    "DAYS_PER_MONTH",
    "EPOCH",
    "GRID",
    "HORIZON",
    "LARGEST_CAMPAIGN",
    "LARGEST_SEED",
    "MOST_CAMPAIGNS",
    "MOST_WINDOW_DAYS",
    "MOST_WORKERS",
    "WEEK_MONTHS",
    "Quantity",
    "date_of",
    "day_of",
    "finite",
    "on_grid",
    "parse_date",
    "whole",
]

EPOCH = date(1941, 6, 22)
HORIZON = date(1945, 12, 31)
DAYS_PER_MONTH = 30.4375
WEEK_MONTHS = 7.0 / DAYS_PER_MONTH
GRID = 1.0 / 1_048_576.0
"""Step of the time grid in days (2 to the power -20, about a twelfth of a second)."""


MOST_CAMPAIGNS = 10_000_000
MOST_WORKERS = 1024
MOST_WINDOW_DAYS = 1_400
LARGEST_SEED = LARGEST_CAMPAIGN = 2**64 - 1
"""Limits of a run. Seeds and campaign numbers fill 64 bits of the address of a draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number that says where it comes from.

    Args:
        value: the number in use.
        low: lowest value worth trying.
        high: highest value worth trying.
        unit: the unit in words; "1" for a pure number.
        source: a work, or the word "judgement".

    Raises:
        ValueError: a number is not finite, the range does not hold the value, or unit or source is empty.
    """

    value: float
    low: float
    high: float
    unit: str
    source: str

    def __post_init__(self) -> None:
        if not all(math.isfinite(number) for number in (self.value, self.low, self.high)):
            raise ValueError(f"a quantity must be finite, got {self.low}, {self.value}, {self.high}")
        if not self.low <= self.value <= self.high:
            raise ValueError(f"value {self.value} lies outside its range {self.low} to {self.high}")
        if not self.unit.strip() or not self.source.strip():
            raise ValueError(f"the quantity {self.value} needs a unit and a source")


def finite(value: object) -> float | None:
    """`value` as a float if it is a finite number, of Python or of numpy; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def whole(name: str, value: object, low: int, high: int) -> int:
    """`value` as an int if it is a whole number in range, of Python or of numpy.

    Raises:
        BadValue: anything else, with its type where the number alone would not show what is wrong.
    """
    allowed = f"a whole number from {low} to {high}"
    if isinstance(value, bool) or not isinstance(value, Integral):
        kind = type(value).__name__
        raise BadValue(f"{name} must be a whole number, not {kind}", given=value, allowed=allowed, key=name)
    number = int(value)
    if not low <= number <= high:
        raise BadValue(f"{name} must be a whole number in range", given=number, allowed=allowed, key=name)
    return number


def day_of(moment: date) -> float:
    """Days from 22 June 1941 to the start of `moment`; negative before it."""
    return float(moment.toordinal() - EPOCH.toordinal())


def date_of(day: float) -> date:
    """The date on which `day` (days since 22 June 1941) falls.

    Raises:
        ValueError: `day` is not finite.
    """
    if not math.isfinite(day):
        raise ValueError(f"a day must be finite, got {day}")
    return EPOCH + timedelta(days=math.floor(day))


def on_grid(day: float) -> float:
    """The point of the time grid nearest to `day`, so that now + (due - now) == due holds exactly.

    Raises:
        ValueError: `day` is not finite.
    """
    if not math.isfinite(day):
        raise ValueError(f"a day must be finite, got {day}")
    return math.floor(day / GRID + 0.5) * GRID


def parse_date(given: str | date) -> date:
    """A date from ISO text such as "1943-07-05", or a date as it is.

    Raises:
        ValueError: the text is no ISO date, or a time of day was given.
    """
    if isinstance(given, datetime):
        raise ValueError(f"a date without a time of day is wanted, got {given.isoformat()}")
    if isinstance(given, date):
        return given
    text = given.strip()
    if len(text) != 10:
        raise ValueError(f"a date is written year-month-day, such as 1943-07-05; got {given!r}")
    return date.fromisoformat(text)
