"""The front as a line on the map: exact on the tracks, the record's own line on days that have one."""

from datetime import date

import numpy as np
import pytest

from sepeace.figures.maps import fronts
from sepeace.figures.maps.land import on_map
from sepeace.figures.maps.told import front_on, recorded
from sepeace.record import load
from sepeace.record.derive import DATED_FRONTS
from sepeace.record.types import SECTORS

RECORD = load()


def at(lon, lat):
    return on_map([lon], [lat])[0]


def km_on(day):
    return front_on(*recorded(RECORD), day)


def away(point, line):
    """Kilometres from a point to a line, along its pieces."""
    start, step = line[:-1], np.diff(line, axis=0)
    long = np.maximum(np.sum(step**2, axis=1), 1e-12)
    part = np.clip(np.sum((point - start) * step, axis=1) / long, 0.0, 1.0)
    return float(np.min(np.hypot(*(start + part[:, None] * step - point).T)))


# By hand: Krasnaya Polyana lies 0.27 degrees north and 0.15 west of Moscow, 30.0 and 9.3 km: 31 km in all.
def test_before_moscow():
    centre = fronts.marks(km_on(date(1941, 12, 5)))[1]
    assert np.hypot(*(centre - at(37.47, 56.02))) < 0.5
    assert np.hypot(*(centre - at(37.62, 55.75))) == pytest.approx(31.4, abs=0.6)


def test_the_first_day():
    marks = fronts.marks((0.0, 0.0, 0.0))
    for mark, (lon, lat) in zip(marks, [(22.29, 55.25), (23.69, 52.1), (22.77, 49.78)], strict=True):
        assert np.hypot(*(mark - at(lon, lat))) < 0.5
    assert km_on(date(1941, 6, 22)) == (0.0, 0.0, 0.0)


# Between two places a track is straight: 640 km is a fifth of the way from Smolensk to Yartsevo.
def test_between_two_places_of_a_track():
    smolensk, yartsevo = at(32.05, 54.78), at(32.7, 55.06)
    assert fronts.tracks()[1].place(640.0) == pytest.approx(smolensk + 0.2 * (yartsevo - smolensk))


def test_the_ends_of_the_tracks():
    record_km = RECORD.ruler().km_to_line
    ends = [(40.54, 64.54), (49.1, 55.79), (48.04, 46.35)]
    for track, km, (lon, lat) in zip(fronts.tracks(), record_km, ends, strict=True):
        assert track.place(km) == pytest.approx(at(lon, lat)) and track.place(km + 500.0) == pytest.approx(
            at(lon, lat)
        )
    assert fronts.tracks()[0].place(-555.0) == pytest.approx(at(13.4, 52.52))


# Red when the line leaves the places that are known, on any day of the record.
def test_the_line_goes_through_every_dated_place():
    several = {}
    for knot in RECORD.front:
        several.setdefault((knot.sector, knot.km), set()).add((knot.lon, knot.lat))
    for knot in RECORD.front:
        line = fronts.line(km_on(knot.date))
        assert away(fronts.tracks()[SECTORS.index(knot.sector)].place(knot.km), line) < 1e-6
        allowed = 1e-6 if len(several[knot.sector, knot.km]) == 1 else 12.0
        assert away(at(knot.lon, knot.lat), line) < allowed, knot


# Red when shapes are weighed wrongly: on these days the record has the whole line, and it must come back.
@pytest.mark.parametrize("day", DATED_FRONTS, ids=str)
def test_a_front_of_the_record_comes_back(day):
    name = f"front_{day.isoformat().replace('-', '_')}"
    points = next(line for line in RECORD.lines if line.id == name).points
    line = fronts.line(km_on(day))
    far = [away(at(point.lon, point.lat), line) for point in points]
    assert max(far) < 18.0 and float(np.mean(far)) < 6.0


def test_weights_add_to_one_and_the_nearest_counts_most():
    km = (695.0, 700.0, 960.0)
    share = fronts.weights(km)
    near = min(fronts.shapes(), key=lambda shape: np.hypot.reduce(np.subtract(shape.km, km)))
    assert np.sum(share) == pytest.approx(1.0) and near.km == fronts.shapes()[int(np.argmax(share))].km
    # By hand for one pair: weights go with the inverse square of the distance.
    far = [float(np.hypot.reduce(np.subtract(shape.km, km))) for shape in fronts.shapes()]
    assert share[0] / share[1] == pytest.approx((far[1] / far[0]) ** 2)


# Red when a step of a day moves the line by more than the fronts moved: no jump where a table ends.
def test_the_line_moves_without_jumps():
    for south in (-70.0, -1.0, 100.0, 400.0, 990.0, 1570.0):
        one, other = (fronts.line((500.0, 600.0, south + more)) for more in (0.0, 0.5))
        assert float(np.max(np.hypot(*(one - other).T))) < 12.0


def test_a_bar_follows_its_track():
    track = fronts.tracks()[1]
    bar = track.between(600.0, 700.0)
    assert bar[0] == pytest.approx(track.place(600.0)) and bar[-1] == pytest.approx(track.place(700.0))
    assert any(np.allclose(point, track.place(680.0)) for point in bar)
