"""What the map of the page is drawn from: the same coast, tracks, lines and sites as the map of the figures.

Everything is in whole kilometres of the map's own sheet, coasts as steps from point to point.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from sepeace.figures.maps import fronts, land, sites
from sepeace.figures.maps.parts import VIEW
from sepeace.figures.places import Floats

LEAST_STEP = 7.0
"""Kilometres below which a step of a coast is left out: hardly more than a dot of the page."""


def map_data() -> dict[str, Any]:
    """Coasts, lakes, rivers, named lines, towns, sites of crimes, and what a front is made from."""
    shown = land.theatre()
    west, east, south, north = VIEW
    return {
        "view": [west, south, east, north],
        "land": _steps(shown.land),
        "lakes": _steps(shown.lakes),
        "rivers": _steps(shown.rivers),
        "lines": [
            {"id": line.id, "title": line.title, "points": _points(at)}
            for line, at in sites.lines_named(None)
        ],
        "towns": [{"name": town.name, "at": _point(town.at)} for town in sites.towns()],
        "sites": [
            {
                "number": site.number,
                "at": _point(site.at),
                "date": site.day.isoformat(),
                "what": f"{site.place}: {site.told}",
            }
            for site in sites.sites()
        ],
        "tracks": [_track(one) for one in fronts.tracks()],
        "ends": [_track(one) for one in fronts.ends()],
        "shapes": [
            {
                "km": list(one.km),
                "stretches": [[[round(z.real, 3), round(z.imag, 3)] for z in row] for row in one.stretches],
            }
            for one in fronts.shapes()
        ],
        "nearKm": fronts.WEIGHED_FROM_KM,
    }


def _point(at: Floats) -> list[float]:
    return [round(float(value)) for value in at]


def _points(at: Floats) -> list[list[float]]:
    return [_point(one) for one in at]


def _track(track: fronts.SectorTrack) -> dict[str, list[float]]:
    return {
        "km": [float(value) for value in track.km],
        "x": [round(float(value)) for value in track.at[:, 0]],
        "y": [round(float(value)) for value in track.at[:, 1]],
    }


def _steps(rows: Iterable[Floats]) -> list[list[int]]:
    """Lines of degrees as whole kilometres, each a step from the one before; short steps are left out."""
    found = []
    for row in rows:
        at = np.round(land.on_map(row[:, 0], row[:, 1])).astype(int)
        kept = [at[0]]
        for one in at[1:]:
            if np.hypot(*(one - kept[-1])) >= LEAST_STEP:
                kept.append(one)
        if len(kept) > 2:
            found.append(np.diff(np.array(kept), axis=0, prepend=[[0, 0]]).ravel().tolist())
    return found
