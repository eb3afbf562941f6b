"""Where everything lies in the module's memory: rooms that a host writes and reads, and every field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sepeace.browser.entries import Links, Side, WorldTables
from sepeace.browser.translator.binary import PAGE
from sepeace.browser.translator.kinds import WHOLE, Kind, RecordKind, RowKind, layout_of
from sepeace.browser.translator.module import END_OF_TABLES
from sepeace.kernel.fields import Numbers, Parameters, State
from sepeace.kernel.slots import LOG_ROWS
from sepeace.kernel.world import Entry, Log, Tally, Track, WestTrack, World
from sepeace.scenario.recorded_weeks import SPAN

BLOCK = 250
"""Pairs of campaigns for which there is room at a time."""
SHOWN = (
    State, World, Numbers, Parameters, Entry, Log, Tally, Track, WestTrack, WorldTables, Side, Links,
)  # fmt: skip
"""Records whose fields are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Addresses in the module's memory.

    Attributes:
        sides: a world each, with its plan first.
        states: final states of a block, by side.
        links: of a block.
        pages: of 64 KiB, that it all takes.
    """

    sides: tuple[int, int]
    states: tuple[int, int]
    links: int
    pages: int


def rooms() -> Rooms:
    """Where a module has its rooms."""
    at = END_OF_TABLES
    found = []
    for declaration, count in ((Side, 1), (Side, 1), (State, BLOCK), (State, BLOCK), (Links, BLOCK)):
        found.append(at)
        at += layout_of(declaration).size * count
    one, other, states, others, links = found
    return Rooms(sides=(one, other), states=(states, others), links=links, pages=-(-at // PAGE))


def layout() -> dict[str, Any]:
    """Rooms and fields as plain values, for a host that is written in another language.

    Returns:
        ``block``, ``sides``, ``states``, ``links``, ``pages`` as in ``Rooms``; ``rows``, ``weeks`` of a log
        that keeps everything; ``records``: by name, ``size`` and
        ``fields``: by name [offset, what, shape], what being i64, i32 or f64, or the name of a record.
    """
    found = rooms()
    return {
        "block": BLOCK,
        "sides": list(found.sides),
        "states": list(found.states),
        "links": found.links,
        "pages": found.pages,
        "rows": LOG_ROWS,
        "weeks": SPAN + 1,
        "records": {one.__name__: _record(one) for one in SHOWN},
    }


def _record(declaration: type) -> dict[str, Any]:
    lies = layout_of(declaration)
    fields = {name: [field.offset, *_told(field.kind)] for name, field in lies.fields.items()}
    return {"size": lies.size, "fields": fields}


def _told(kind: Kind) -> tuple[str, list[int]]:
    if isinstance(kind, RowKind):
        item, _ = _told(kind.item)
        return "i32" if kind.narrow else item, [length for length in kind.shape if length is not None]
    if isinstance(kind, RecordKind):
        return kind.declaration.__name__, []
    return "i64" if kind is WHOLE else "f64", []
