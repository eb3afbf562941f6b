"""Rows for maps and for the reader: lines, places, claims, corrections, figures of context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, Literal

from sepeace.record.parse import BLANK, Share, Text
from sepeace.record.people import Leader
from sepeace.record.types import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePoint:
    """A point of a line on the map."""

    lat: float
    lon: float
    anchor: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow(LinePoint):
    """A point and the line that it belongs to, as lines.csv has it."""

    line: str
    title: str
    order: int
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A frontier, front or settlement line as a polyline from north to south."""

    id: str
    title: str
    points: tuple[LinePoint, ...]
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What stood between any German approach and a settlement with the West.

    `number` is its address, `id` its name in files, `name` that in text. The first of the events `shut_by`
    that takes place shuts it; a leader of `opened_by` in Hitler's place opens it. `meaning` is told, `source`
    names works, `confidence` how sure the row is, `notes` the rest.

    >>> [row.id for row in sp.record.load().locks]
    ['coalition', 'regime', 'formula']
    """

    number: int
    id: str
    name: str
    shut_by: tuple[str, ...]
    opened_by: Annotated[tuple[Leader, ...], BLANK]
    meaning: str
    source: str
    confidence: Confidence
    notes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScalars:
    """What lies west of a line: shares (0 to 1) of the Soviet total of June 1941, and people farther west.

    Nobody lives behind a line in shares alone: `poland_millions` are the people of pre-war Poland between
    the line and Germany who were never Soviet, `elsewhere_millions` those of the other countries that
    Germany held in June 1941. Both come on top of the shares, and their source is `west_source`.
    """

    line: str
    population: Share
    population_low: Share
    population_high: Share
    coal: Share
    iron: Share
    grain: Share
    grain_low: Share
    grain_high: Share
    oil: Share
    poland_millions: float
    elsewhere_millions: float
    notes: Text
    source: str
    west_source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """A place on the map."""

    name: str
    lat: float
    lon: float
    kind: str
    notes: Text
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A causal claim of the source document in the package's words.

    `effect` is the direction as read; `certainty` is how firmly the document says it, or that it rests on
    papers held to be forged.
    """

    id: str
    actor: str
    statement: str
    effect: str
    certainty: Literal["stated", "reported", "likely", "possible", "forgery_suspected"]
    period: str
    document_section: str
    cites: Text
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A mistake of fact in the source document and what the record has in its place."""

    id: str
    document_section: str
    document_says: str
    record_has: str
    contact: str | None
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextRow:
    """A figure for the reader: manpower, production, supply routes, army shares."""

    category: str
    start: Date
    end: Date
    name: str
    actor: str
    value: float
    unit: str
    source: str
    confidence: Confidence
    notes: Text
