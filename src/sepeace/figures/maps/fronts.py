"""The front of a day as a line on the map: known on three tracks, drawn between them after fronts of the
record.

A sector's front is kilometres along its track, and the track is the row of places that the record has for it.
Of what lies between two tracks the model says nothing. The line there has a shape put together from the
fronts and lines of the record, each weighed by how near its own three fronts are to those of the day (the
inverse square of the distance in kilometres: Shepard 1968). A shape is a curve from one end of a stretch to
the other, turned and stretched as a whole, so the line goes exactly through the three places of the day, and
on a day whose front is in the record it is that front. From the outer tracks it runs to the sea, whose places
by kilometres are judgement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sepeace.figures.maps.land import data_text, on_map
from sepeace.figures.places import Floats
from sepeace.record import load
from sepeace.record.derive import DATED_FRONTS, END_OF_TRACK
from sepeace.record.own import lines_of
from sepeace.record.parse import Text, read_row
from sepeace.record.types import SECTORS, Confidence

Curve = NDArray[np.complex128]
BERLIN = "Berlin"
STEPS = 33
"""Points of a stretch between two tracks."""
WEIGHED_FROM_KM = 1.0
"""Distance below which a front of the record is that of the day."""
UNDATED = {
    "frontier_1941": (0.0, 0.0, 0.0),
    "frontier_1938": (460.0, 300.0, 175.0),
    "dnieper": (460.0, 540.0, 555.0),
}
"""Lines without a day that lend their shape, and where they cross the tracks: the frontier of 1941 by
definition, that of 1938 near Pskov and Brody and halfway to Minsk, the Dnieper line near Pskov, Orsha and
Kiev (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontEnd:
    """Where the front meets the sea when its outer sector stands so many kilometres east of the frontier."""

    end: str
    km: float
    lat: float
    lon: float
    anchor: Text
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorTrack:
    """Places by rising kilometres: `km` of shape (places), `at` of shape (places, 2) on the map."""

    km: Floats
    at: Floats

    def place(self, km: float) -> Floats:
        """The place on the map, on straight pieces; beyond an end it is that end. Shape (2)."""
        return np.array([np.interp(km, self.km, self.at[:, axis]) for axis in (0, 1)])

    def between(self, low: float, high: float) -> Floats:
        """The part of the track from one place to another, as a line of shape (points, 2)."""
        inner = (self.km > low) & (self.km < high)
        return np.vstack([self.place(low), self.at[inner], self.place(high)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A front of the record: its kilometres on the tracks, and three stretches of shape (STEPS) in the plane
    of complex numbers, from 0 to 1: north to centre, centre to south, south to the sea. A stretch without
    length is straight."""

    km: tuple[float, float, float]
    stretches: tuple[Curve, Curve, Curve]


@cache
def tracks() -> tuple[SectorTrack, SectorTrack, SectorTrack]:
    """The tracks of north, centre and south, from Berlin to the Arkhangelsk-Astrakhan line.

    Where the record has several places for a number of kilometres, their middle is taken.
    """
    record = load()
    ruler = record.ruler()
    ends = {point.anchor: point for line in record.lines for point in line.points}
    berlin = next(city for city in record.cities if city.name == BERLIN)
    made = []
    for number, sector in enumerate(SECTORS):
        found: dict[float, list[tuple[float, float]]] = {}
        for knot in record.front:
            if knot.sector == sector:
                found.setdefault(knot.km, []).append((knot.lon, knot.lat))
        last = ends[END_OF_TRACK[sector]]
        found[ruler.km_to_line[number]] = [(last.lon, last.lat)]
        if min(found) > -ruler.km_to_berlin[number]:
            found[-ruler.km_to_berlin[number]] = [(berlin.lon, berlin.lat)]
        km = sorted(found)
        made.append(_track(km, [tuple(np.mean(sorted(set(found[one])), axis=0)) for one in km]))
    north, centre, south = made
    return north, centre, south


def _track(km: Sequence[float], places: Sequence[Sequence[float]]) -> SectorTrack:
    lon, lat = np.transpose(places)
    return SectorTrack(km=np.array(km, dtype=float), at=on_map(lon, lat))


@cache
def ends() -> tuple[SectorTrack, SectorTrack]:
    """Where the northern and the southern end of the front meet the sea, by kilometres of the outer sector.

    Beyond the table the end is on the track itself: then the front has no such piece.
    """
    rows = [
        read_row(cells, FrontEnd, f"front_ends.csv, line {number}")
        for number, cells in lines_of(data_text("front_ends.csv"))
    ]
    made = []
    for end, track in (("north", tracks()[0]), ("south", tracks()[2])):
        known = {row.km: on_map([row.lon], [row.lat])[0] for row in rows if row.end == end}
        for km in (float(track.km[0]), float(track.km[-1])):
            known.setdefault(km, track.place(km))
        km_rising = sorted(known)
        made.append(SectorTrack(km=np.array(km_rising), at=np.array([known[km] for km in km_rising])))
    north, south = made
    return north, south


@cache
def shapes() -> tuple[Shape, ...]:
    """The fronts and lines of the record that lend their shape."""
    record = load()
    knots = {(knot.date, knot.sector): knot.km for knot in record.front}
    known = dict(UNDATED)
    for day in DATED_FRONTS:
        north, centre, south = (knots[day, sector] for sector in SECTORS)
        known[f"front_{day.isoformat().replace('-', '_')}"] = north, centre, south
    known["arkhangelsk_astrakhan"] = record.ruler().km_to_line
    made = []
    for line in record.lines:
        if line.id in known:
            at = on_map([point.lon for point in line.points], [point.lat for point in line.points])
            made.append(_shape(at, known[line.id]))
    return tuple(made)


def _shape(line: Floats, km: tuple[float, float, float]) -> Shape:
    """A line of the record cut where it comes nearest to the tracks' places."""
    cuts = [
        int(np.argmin(np.hypot(*(line - track.place(one)).T)))
        for track, one in zip(tracks(), km, strict=True)
    ]
    first, second, third = (
        _stretch(line[start : stop + 1]) for start, stop in zip(cuts, [*cuts[1:], len(line) - 1], strict=True)
    )
    return Shape(km=km, stretches=(first, second, third))


def _stretch(points: Floats) -> Curve:
    """A curve from 0 to 1 in the complex plane, at equal steps of its own length."""
    plane = points[:, 0] + 1j * points[:, 1]
    chord = plane[-1] - plane[0]
    even = np.linspace(0.0, 1.0, STEPS)
    if len(points) < 3 or chord == 0:
        return np.asarray(even, dtype=complex)
    way = np.concatenate(([0.0], np.cumsum(np.abs(np.diff(plane)))))
    found = (plane - plane[0]) / chord
    at = even * way[-1]
    curve = np.interp(at, way, found.real) + 1j * np.interp(at, way, found.imag)
    return np.asarray(curve, dtype=complex)


def weights(km: Sequence[float]) -> Floats:
    """How much each of ``shapes`` counts on a day with these kilometres; they add to 1. Shape (shapes)."""
    away = np.array([float(np.hypot.reduce(np.subtract(shape.km, km))) for shape in shapes()])
    near = away < WEIGHED_FROM_KM
    found = near.astype(float) if bool(np.any(near)) else 1.0 / away**2
    return np.asarray(found / np.sum(found), dtype=float)


def marks(km: Sequence[float]) -> Floats:
    """Where the three sectors stand: the only places of the front that the model has. Shape (3, 2)."""
    return np.array([track.place(one) for track, one in zip(tracks(), km, strict=True)])


def line(km: Sequence[float]) -> Floats:
    """The front as a line from the northern to the southern sea, through its three marks.

    Args:
        km: kilometres east of the June 1941 frontier: north, centre, south.

    Returns:
        Shape (points, 2), kilometres on the map.
    """
    north, south = ends()
    known = marks(km)
    stops = [*known, south.place(km[2])]
    share = weights(km)
    pieces = [north.place(km[0])[None, :]]
    for number in range(3):
        start, stop = (place[0] + 1j * place[1] for place in stops[number : number + 2])
        shape = np.sum([w * one.stretches[number] for w, one in zip(share, shapes(), strict=True)], axis=0)
        plane = start + (stop - start) * shape
        pieces.append(np.column_stack((plane.real, plane.imag)))
    return np.vstack(pieces)
