"""What is kept of each week of a campaign: the columns of ``Log.weeks`` and of the sums made from them.

The first columns have a histogram a week, each of as many bins from the lowest value of its band to the
highest. The terms of the gap come last, in their own order.
"""

from sepeace.kernel import terms
from sepeace.kernel.columns import Column, Columns
from sepeace.kernel.slots import BINS

WEEK: Columns[Column] = Columns()
BANDS: list[tuple[float, float]] = []


def _banded(name: str, unit: str, meaning: str, low: float, high: float) -> int:
    BANDS.append((low, high))
    return WEEK.column(name, unit, meaning)


FRONT_NORTH = _banded("front_north", "km", "front of the north, east of the 1941 frontier", -760.0, 2040.0)
FRONT_CENTRE = _banded("front_centre", "km", "the same of the centre", -760.0, 2040.0)
FRONT_SOUTH = _banded("front_south", "km", "the same of the south", -760.0, 2040.0)
AXIS_STRENGTH = _banded("axis_strength", "millions", "Axis strength in the East", 0.0, 11.2)
SOVIET_STRENGTH = _banded("soviet_strength", "millions", "Soviet strength", 0.0, 11.2)
LEAST_GERMANY = _banded("least_germany", "share", "x_min: the least that Germany takes", -1.0, 1.8)
MOST_SOVIET = _banded("most_soviet", "share", "x_max: the most that the Soviet Union gives", -1.0, 1.8)
WILLINGNESS_GERMANY = _banded("willingness_germany", "probability", "Hitler's wish to talk", 0.0, 1.0)
WILLINGNESS_SOVIET = _banded("willingness_soviet", "probability", "Stalin's wish to talk", 0.0, 1.0)
MEAN_FRONT = _banded("mean_front", "front", "weighted mean of the sectors' fronts", 0.0, 1.0)
WESTERN_BELIEF = _banded(
    "western_belief", "probability", "what the West believes of a separate peace", 0.0, 1.0
)
FINLAND_LINE = _banded(
    "finland_line", "share", "y_F: the least that Finland takes, on her own ruler", -1.0, 1.8
)
VARIABLES = len(WEEK)
FORTUNE = WEEK.column("fortune", "fortune", "German fortune of arms")
FINLAND_ERROR = WEEK.column("finland_error", "share", "her error about what the war is worth")
FINLAND_OFFER = WEEK.column(
    "finland_offer", "share", "x_S: what the Soviet terms leave Finland; -1 where none stand"
)
FIRST_TERM = len(WEEK)
WEEK.extend(terms.GAP)

LOWEST = tuple(low for low, _ in BANDS)
PER_UNIT = tuple(BINS / (high - low) for low, high in BANDS)
"""Lowest value of each histogram, and bins to a unit of it."""

SUMS: Columns[Column] = Columns(terms.GAP)
GAP_SUM = SUMS.column("gap", "share", "x_min - x_max; at or below 0 a window is open")
