"""Figure 6, the map: fronts by date, the named lines, and the sites of crimes on a real coastline.

A front is three places and no more, one for each sector; the line between them is interpolated and said to
be. Nothing here says that a town fell or held. What is ignored: Finland, the Balkans, pockets, bridgeheads.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sepeace.errors import takes
from sepeace.figures import bearers, style
from sepeace.figures.maps import fronts, parts
from sepeace.figures.maps.land import theatre
from sepeace.figures.maps.sites import lines_named, sites
from sepeace.figures.maps.told import Told, days_of, told_of
from sepeace.figures.places import Floats
from sepeace.ruler import NamedLine

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from sepeace.record import Record
    from sepeace.runs.batch import Batch
    from sepeace.runs.run import Run

TOP, LEFT, WIDTH, UNDER_HIGH, LINE_HIGH = 0.928, 0.012, 0.976, 0.0256, 0.0207
"""Where the words under the title begin, the left edge and the width of map and key, and the height of a line
of those words and of the caption, as parts of the figure."""
MAP_SHARE, GAP = 0.562, 0.014
"""The part of the width that the map has, and the room between it and the key."""
ROWS = 26.5
"""Rows of words in the key's height."""
KINDS = (("sepeace.record", "Record"), ("sepeace.runs.run", "Run"), ("sepeace.runs.batch", "Batch"))
HOW_TO_READ = (
    "Marks are where the three sectors stand, all that the model has of a front; between them and to the "
    "seas the line is interpolated after fronts of the record. A sector's front is no town: nothing here "
    "says that one fell or held. Finland and the Balkans lie outside. Crimes are those of the record, "
    "whatever a campaign does; a number is one place of many."
)


@takes(*KINDS)
def map(
    shown: Record | Run | Batch,
    ax: Axes | None = None,
    dates: Sequence[date] | None = None,
    lines: Sequence[str] | None = None,
) -> Figure:
    """Fronts by date on the map, with the named lines and the sites that the calendar of crimes names.

    Args:
        shown: the record, one campaign, or a batch, of which each sector's median is drawn.
        ax: draw into the place of these axes; the key is cut off on the right. By default a new figure.
        dates: one to five days; by default four of the whole war, or from the branch on.
        lines: ids of named lines; by default all, none if empty.

    Returns:
        The matplotlib ``Figure``, with title, readings and caption; the caption says who bears a settlement.

    Raises:
        BadValue: something else to draw, a day without a front, or too many days.
        UnknownName: a line that there is not.

    >>> from datetime import date
    >>> figure = sp.figures.map(sp.record.load(), dates=[date(1941, 12, 5)])
    >>> sp.figures.title(figure)
    'The front as recorded'
    """
    told = told_of(shown)
    days, named = days_of(told, dates), lines_named(lines)
    reading, bearing = how_to_read(told), bearers.caption(told.ruler)
    figure, board, key = sheet(ax, told.under, f"{reading} {bearing}")
    parts.ground(board)
    parts.named_lines(board, named, stressed(told))
    for day, stroke in zip(days, parts.STROKES, strict=False):
        parts.day_front(board, told, day, stroke)
    known = sites()
    parts.site_marks(board, known)
    taken = np.vstack([fronts.marks(told.on(day)) for day in days])
    parts.names(board, known, busy(told, days, named), taken)
    parts.key_axes(key, ROWS)
    parts.site_rows(key, parts.key_rows(key, days, told, named))
    style.head(figure, board, told.title, told.under)
    style.warn(figure, told.banner)
    style.foot(figure, reading, bearing)
    return figure


def sheet(ax: Axes | None, under: str, caption: str) -> tuple[Figure, Axes, Axes]:
    """The figure, the map's axes and the key's, between readings and a caption of whatever length."""
    top = TOP - UNDER_HIGH * len(style.under_lines(under))
    rows = len(textwrap.wrap(caption, int(style.LETTERS_PER_INCH * style.WIDTH)))
    bottom = 0.025 + LINE_HIGH * rows
    figure, ax = style.stage(ax, (LEFT, bottom, WIDTH, top - bottom))
    board, key = style.split(ax, (MAP_SHARE, 1.0 - MAP_SHARE), GAP, across=True)
    return figure, board, key


def how_to_read(told: Told) -> str:
    """What stands under a map before who bears a settlement."""
    coasts = f"Coasts are of today, without later reservoirs ({', '.join(theatre().left_out)})."
    return " ".join(part for part in (told.settlement(), told.how, HOW_TO_READ, coasts) if part)


def stressed(told: Told) -> tuple[str, ...]:
    """Ids of the named lines between which a settlement's line lies."""
    if told.settled is None:
        return ()
    return tuple(line.id for line in told.ruler.beside(told.settled[1]) if line is not None)


def busy(told: Told, days: Sequence[date], named: Sequence[tuple[NamedLine, Floats]]) -> Floats:
    """Points of the fronts and lines that names keep away from."""
    return np.asarray(
        parts.busy_points([*(fronts.line(told.on(day)) for day in days), *(line for _, line in named)])
    )
