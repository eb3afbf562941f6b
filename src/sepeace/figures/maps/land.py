"""Land, lakes and rivers of the theatre, and the projection of the map.

The file ``data/theatre.json`` is Natural Earth 1:50m, clipped by ``docs/clip_coastline.py``; it says what it
is made of, and which modern reservoirs were left out. Coasts are those of today. The projection is Lambert's
conformal conic on a sphere (Snyder 1987, Map Projections: A Working Manual, pp. 106-107): kilometres east and
north of a middle, true to scale on two parallels.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import ArrayLike

from sepeace.figures.places import Floats

EARTH_KM = 6371.0
MIDDLE = (32.0, 53.7)
"""Degrees east and north of the map's origin."""
PARALLELS = (46.0, 61.0)
"""The parallels that are true to scale."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """Rings and lines in degrees, a row a point (east, north), and the words of the file's head.

    land: coasts; a sea inside the land, such as the Caspian, is a ring inside a ring. lakes, rivers: the
    same.
    """

    land: tuple[Floats, ...]
    lakes: tuple[Floats, ...]
    rivers: tuple[Floats, ...]
    source: str
    left_out: tuple[str, ...]


def data_text(name: str) -> str:
    """A file of the map's own."""
    return resources.files("sepeace.figures.maps").joinpath("data", name).read_text(encoding="utf-8")


@cache
def theatre() -> Theatre:
    """What the map is drawn on, read once."""
    found = json.loads(data_text("theatre.json"))

    def lines(name: str) -> tuple[Floats, ...]:
        unit = float(found["unit"])
        return tuple(unit * np.cumsum(np.reshape(row, (-1, 2)), axis=0) for row in found[name])

    return Theatre(
        land=lines("land"),
        lakes=lines("lakes"),
        rivers=lines("rivers"),
        source=found["source"],
        left_out=tuple(found["left_out"]),
    )


def crossings(lon: float, lat: float, rings: tuple[Floats, ...]) -> int:
    """How often a ray from a place to the east crosses rings: an odd number inside."""
    count = 0
    for ring in rings:
        (ax, ay), (bx, by) = ring.T, np.roll(ring, -1, axis=0).T
        cut = (ay > lat) != (by > lat)
        at = ax[cut] + (lat - ay[cut]) / (by[cut] - ay[cut]) * (bx[cut] - ax[cut])
        count += int(np.count_nonzero(at > lon))
    return count


def is_land(lon: float, lat: float) -> bool:
    """Whether a place lies on land: neither in a sea nor in a lake of the file.

    Args:
        lon, lat: degrees east and north.
    """
    shown = theatre()
    return crossings(lon, lat, shown.land) % 2 == 1 and crossings(lon, lat, shown.lakes) % 2 == 0


@cache
def _cone() -> tuple[float, float]:
    """The cone's constant n, and the radius of the equator's circle in kilometres."""
    first, second = (math.radians(lat) for lat in PARALLELS)
    n = math.log(math.cos(first) / math.cos(second)) / math.log(
        math.tan(0.25 * math.pi + 0.5 * second) / math.tan(0.25 * math.pi + 0.5 * first)
    )
    return n, EARTH_KM * math.cos(first) * math.tan(0.25 * math.pi + 0.5 * first) ** n / n


def on_map(lon: ArrayLike, lat: ArrayLike) -> Floats:
    """Kilometres east and north of the map's middle, a row a place.

    Args:
        lon, lat: degrees east and north, of one shape (points).

    Returns:
        Shape (points, 2).
    """
    n, reach = _cone()
    middle = math.radians(MIDDLE[1])
    here = np.radians(np.asarray(lat, dtype=float))
    away = reach / np.tan(0.25 * math.pi + 0.5 * here) ** n
    turn = n * np.radians(np.asarray(lon, dtype=float) - MIDDLE[0])
    up = reach / math.tan(0.25 * math.pi + 0.5 * middle) ** n
    return np.stack((away * np.sin(turn), up - away * np.cos(turn)), axis=-1)
