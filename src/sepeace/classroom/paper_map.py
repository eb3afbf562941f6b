"""The map of the pupils' sheet: coasts, named lines and towns of the page's map, as one drawing in black."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sepeace.classroom.page.map_data import map_data
from sepeace.classroom.texts import texts

NUMBERED_AT = {
    "frontier_1914": 0.62,
    "frontier_1941": 0.5,
    "frontier_1938": 0.78,
    "dnieper": 0.55,
    "brest_litovsk": 0.55,
    "arkhangelsk_astrakhan": 0.35,
}
"""How far along each line its number stands, so that no two of them meet."""
SMALLEST = 60
"""Steps of a coast from which it is drawn: the rest are islands that no line runs near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineOnMap:
    """A named line: its number, its words, its points, and where the number stands."""

    number: int
    name: str
    points: str
    at: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperMap:
    """A drawing whose places are kilometres, east and down."""

    view: str
    land: str
    lakes: str
    lines: tuple[LineOnMap, ...]
    towns: tuple[tuple[float, float, str], ...]


@cache
def _data() -> dict[str, Any]:
    return map_data()


def paper_map(language: str) -> PaperMap:
    """The map in a language."""
    data, words = _data(), texts(language, "words")
    west, south, east, north = data["view"]
    lines = []
    for number, row in enumerate(data["lines"], start=1):
        points = [(x, -y) for x, y in row["points"]]
        place = points[round(NUMBERED_AT[row["id"]] * (len(points) - 1))]
        told = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        lines.append(LineOnMap(number=number, name=words["line"][row["id"]], points=told, at=place))
    towns = [(at[0], -at[1], words["town"][name]) for name, at in _towns(data) if name in words["town"]]
    return PaperMap(
        view=f"{west:.0f} {-north:.0f} {east - west:.0f} {north - south:.0f}",
        land="".join(_path(one) for one in data["land"] if len(one) >= SMALLEST),
        lakes="".join(_path(one) for one in data["lakes"] if len(one) >= SMALLEST),
        lines=tuple(lines),
        towns=tuple(towns),
    )


def _towns(data: dict[str, Any]) -> list[tuple[str, list[float]]]:
    return [(row["name"], row["at"]) for row in data["towns"]]


def _path(steps: Sequence[int]) -> str:
    """A coast as a path: its first point, then its steps; north is up, so each is turned over."""
    pairs = [(steps[place], -steps[place + 1]) for place in range(0, len(steps), 2)]
    first, rest = pairs[0], " ".join(f"{x},{y}" for x, y in pairs[1:])
    return f"M{first[0]},{first[1]}l{rest}z"
