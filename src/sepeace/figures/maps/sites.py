"""Places on the map: sites that the calendar of crimes names, towns, the capitals of channels, named
lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from sepeace.errors import UnknownName, nearest
from sepeace.figures import wording
from sepeace.figures.maps.land import data_text, on_map
from sepeace.figures.places import Floats
from sepeace.record import load
from sepeace.record.own import lines_of
from sepeace.record.parse import read_row
from sepeace.ruler import NamedLine

TOWNS = (
    *("Berlin", "Warsaw", "Riga", "Helsinki", "Minsk", "Moscow", "Smolensk", "Kharkov", "Kursk", "Gorky"),
    *("Stalingrad", "Rostov", "Bucharest", "Budapest", "Arkhangelsk", "Astrakhan", "Kazan", "Voronezh"),
    *("Leningrad", "Kiev", "Odessa"),
)
"""Cities of the record that the map names for orientation; sites of crimes have their number."""
CRIME, PLACELESS = "crime", ("commissar_order",)
"""Events of this kind have a place in ``crime_sites.csv``, but for an order that held everywhere."""
EVERYWHERE = "everywhere"
"""The place of an event without one."""
NO_CAPITAL = ("front_line",)
"""Channels that are no town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRow:
    """A place of an event, as ``crime_sites.csv`` has it."""

    event: str
    place: str
    lat: float
    lon: float
    told: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site of a crime: its number on the map, the first day of its event, where it is (2), what is told."""

    number: int
    event: str
    day: date
    at: Floats
    place: str
    told: str
    source: str

    @property
    def month(self) -> str:
        """Month and year, such as "Sep 1941"."""
        return f"{wording.MONTHS[self.day.month - 1][:3]} {self.day.year}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named place on the map."""

    name: str
    at: Floats


@cache
def sites() -> tuple[Site, ...]:
    """The sites in order of time, numbered from 1."""
    rows = [
        read_row(cells, SiteRow, f"crime_sites.csv, line {number}")
        for number, cells in lines_of(data_text("crime_sites.csv"))
    ]
    days = {event.id: event.date for event in load().events}
    return tuple(
        Site(
            number=number,
            event=row.event,
            day=days[row.event],
            at=on_map([row.lon], [row.lat])[0],
            place=row.place,
            told=row.told,
            source=row.source,
        )
        for number, row in enumerate(sorted(rows, key=lambda row: days[row.event]), start=1)
    )


def towns() -> tuple[Place, ...]:
    """Cities of the record for orientation."""
    return tuple(_place(name) for name in TOWNS)


def capitals() -> tuple[Place, ...]:
    """The towns of the channels, in the record's order; some lie off the map."""
    known = {city.name for city in load().cities}
    names = [
        next((city for city in sorted(known) if row.place.startswith(city)), "")
        for row in load().channels
        if row.id not in NO_CAPITAL
    ]
    return tuple(_place(name) for name in names if name)


def _place(name: str) -> Place:
    city = next(city for city in load().cities if city.name == name)
    return Place(name=name, at=on_map([city.lon], [city.lat])[0])


def lines_named(names: Sequence[str] | None) -> tuple[tuple[NamedLine, Floats], ...]:
    """Lines that could be offered or asked for, from west to east, each with its points on the map.

    Args:
        names: ids; by default all.

    Raises:
        UnknownName: a name that no line has.
    """
    record = load()
    known = record.ruler().named_lines
    allowed = [line.id for line in known]
    for name in names or ():
        if name not in allowed:
            near = nearest(str(name), allowed)
            raise UnknownName("there is no such line", given=name, allowed=allowed, nearest=near, key="lines")
    points = {line.id: line.points for line in record.lines}
    return tuple(
        (line, on_map([one.lon for one in points[line.id]], [one.lat for one in points[line.id]]))
        for line in known
        if names is None or line.id in names
    )


def middle_of(line: Floats, part: float) -> Floats:
    """The place on a line at a part of its length, 0 to 1. Shape (2)."""
    way = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))))
    return np.array([np.interp(part * way[-1], way, line[:, axis]) for axis in (0, 1)])
