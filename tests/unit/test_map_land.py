"""The ground of the map: what is land and what is sea, the projection, the script that clips the coasts."""

import importlib.util
import json
import math
from pathlib import Path

import numpy as np
import pytest

from sepeace.figures.maps import land
from sepeace.figures.maps.sites import sites

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def script():
    """docs/clip_coastline.py."""
    spec = importlib.util.spec_from_file_location("clip", PROJECT / "docs" / "clip_coastline.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


# Red when a ring is lost, turned inside out or cut wrongly: half of Europe can vanish without a word.
@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        pytest.param(37.62, 55.75, id="Moscow"),
        pytest.param(30.52, 50.45, id="Kiev"),
        pytest.param(27.56, 53.90, id="Minsk"),
        pytest.param(13.40, 52.52, id="Berlin"),
        pytest.param(34.1, 45.0, id="Crimea"),
        pytest.param(49.1, 55.8, id="Kazan"),
        pytest.param(45.0, 41.7, id="Tiflis"),
        pytest.param(38.2, 58.5, id="where Rybinsk's reservoir is now"),
    ],
)
def test_land(lon, lat):
    assert land.is_land(lon, lat)


@pytest.mark.parametrize(
    ("lon", "lat"),
    [
        pytest.param(50.5, 42.0, id="Caspian"),
        pytest.param(34.0, 43.5, id="Black Sea"),
        pytest.param(19.0, 56.5, id="Baltic"),
        pytest.param(38.0, 65.5, id="White Sea"),
        pytest.param(36.5, 46.0, id="Sea of Azov"),
        pytest.param(26.0, 59.9, id="Gulf of Finland"),
        pytest.param(31.5, 60.8, id="Ladoga"),
        pytest.param(35.5, 61.8, id="Onega"),
    ],
)
def test_water(lon, lat):
    assert not land.is_land(lon, lat)


# At this scale the city lies on a shore of islands: there is land within 10 km of it on all four sides.
def test_stockholm_is_on_the_coast():
    assert land.is_land(18.06, 59.40) and land.is_land(17.9, 59.25) and not land.is_land(18.9, 58.9)


def test_the_sites_of_crimes_lie_on_land():
    places = [line.split(",")[-1] for line in land.data_text("crime_sites.csv").splitlines()[1:]]
    assert len(places) == len(sites())
    for row in land.data_text("crime_sites.csv").splitlines()[1:]:
        numbers = [cell for cell in row.replace('"', "").split(",") if cell.replace(".", "").isdigit()]
        lat, lon = map(float, numbers[:2])
        assert land.is_land(lon, lat), row


# Red when the cone is worked out wrongly: these three properties leave no other projection.
def test_the_projection_is_true_on_two_parallels_and_keeps_angles():
    assert land.on_map([32.0], [53.7])[0] == pytest.approx([0.0, 0.0], abs=1e-9)
    step = 1e-4
    for lat, lon in ((46.0, 20.0), (61.0, 45.0), (53.0, 14.0), (57.0, 39.0)):
        here, east, north = land.on_map([lon, lon + step, lon], [lat, lat, lat + step])
        across = np.hypot(*(east - here)) / (math.radians(step) * 6371.0 * math.cos(math.radians(lat)))
        up = np.hypot(*(north - here)) / (math.radians(step) * 6371.0)
        assert across == pytest.approx(up, rel=1e-5)
        assert abs(np.dot(east - here, north - here)) < 1e-8
        assert across == pytest.approx(1.0, abs=1e-5 if lat in (46.0, 61.0) else 0.012)
        assert (across < 1.0) == (46.0 < lat < 61.0) or lat in (46.0, 61.0)


def test_the_file_says_what_it_is_made_of():
    text = land.data_text("theatre.json")
    found = json.loads(text)
    assert len(text) < 300_000 and len(found["sha256"]) == 64
    assert "Natural Earth" in found["source"] and "public domain" in found["source"]
    assert "4.0.0" in found["source"] and "MIT" in found["source"]
    assert set(found["left_out"]) == {"Rybinsk", "Kremenchuk"}


# --- the script


def topology(arcs, **objects):
    """A made-up source: steps of half a degree from 0 east, 0 north."""
    return {
        "transform": {"scale": [0.5, 0.5], "translate": [0.0, 0.0]},
        "arcs": arcs,
        "objects": {name: {"geometries": objects.get(name, [])} for name in ("land", "lakes", "rivers")},
    }


def square(west, south, side):
    """The arc round a square, to the north first; numbers are steps of the source."""
    return [[west, south], [0, side], [side, 0], [0, -side], [-side, 0]]


# By hand: a square from 50 to 80 east, 40 to 70 north is cut at 70 east; a river inside stays.
def test_a_small_source_is_clipped(script):
    made = script.theatre(
        topology(
            [square(100, 80, 60), [[110, 84], [4, 4]], [[10, 10], [4, 4]]],
            land=[{"type": "Polygon", "arcs": [[~0]]}],
            rivers=[{"type": "MultiLineString", "arcs": [[~1], [2]]}],
        )
    )
    assert made["rivers"] == [[5700, 4400, -200, -200]]
    (ring,) = made["land"]
    corners = np.cumsum(np.reshape(ring, (-1, 2)), axis=0) / 100.0
    assert {tuple(corner) for corner in corners} == {(50.0, 40.0), (50.0, 70.0), (70.0, 70.0), (70.0, 40.0)}


# Red when a second pass moves a point: a file made of the same source must come out the same, byte for byte.
def test_clipping_twice_is_clipping_once(script):
    ring = [(50.0, 40.0), (50.0, 50.0), (90.0, 50.0), (65.0, 45.0), (90.0, 40.0)]
    once = script.clipped_ring(ring, script.BOX)
    assert max(lon for lon, _ in once) == script.BOX[2]
    assert script.clipped_ring(once, script.BOX) == once
    thin = script.thinned(once, script.TOLERANCE_KM)
    assert script.thinned(thin, script.TOLERANCE_KM) == thin
    source = json.dumps(topology([square(100, 80, 20)], land=[{"type": "Polygon", "arcs": [[0]]}])).encode()
    assert script.written(source) == script.written(source)
    assert json.loads(script.written(source))["land"] == script.theatre(json.loads(source))["land"]


# Red when the two halves of a country on both sides of 180 degrees are joined by a line across the whole map.
def test_a_ring_across_180_degrees_is_unwrapped(script):
    ring = [(178.0, 65.0), (-178.0, 65.0), (-178.0, 66.0), (178.0, 66.0)]
    assert script.unwrapped(ring) == [(178.0, 65.0), (182.0, 65.0), (182.0, 66.0), (178.0, 66.0)]
    # A mainland whose line begins beyond 180 degrees lies a whole turn away from the map, and is found there.
    far = [(lon - 360.0, lat) for lon, lat in [(20.0, 50.0), (20.0, 60.0), (40.0, 60.0), (40.0, 50.0)]]
    assert [len(row) for row in script.closed([far])] == [8] and list(
        script.closed([script.unwrapped(ring)])
    ) == []


def test_a_point_near_a_straight_line_is_left_out(script):
    line = [(30.0, 50.0), (31.0, 50.005), (32.0, 50.0)]  # half a kilometre off
    assert script.thinned(line, 0.9) == [line[0], line[2]]
    assert script.thinned(line, 0.4) == line


def test_reservoirs_are_left_out(script):
    lake = {"type": "Polygon", "arcs": [[0]]}
    over_rybinsk = topology([square(74, 116, 4)], lakes=[lake])
    beside = topology([square(60, 116, 4)], lakes=[lake])
    assert script.theatre(over_rybinsk)["lakes"] == []
    assert len(script.theatre(beside)["lakes"]) == 1
