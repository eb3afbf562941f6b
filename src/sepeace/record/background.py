"""Rows for maps and for the reader: lines, places, claims, corrections, figures of context."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Literal

from sepeace.record.types import Confidence

__all__ = ["City", "Claim", "ContextRow", "Line", "LinePoint", "LineScalars", "Slip"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePoint:
    """A point of a line on the map."""

    lat: float
    lon: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A frontier, front or settlement line as a polyline from north to south."""

    id: str
    title: str
    points: tuple[LinePoint, ...]
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class LineScalars:
    """What lies west of a line: shares (0 to 1) of the Soviet total of June 1941, and people farther west.

    Nobody lives behind a line in shares alone: `poland_millions` are the people of pre-war Poland between
    the line and Germany who were never Soviet, `elsewhere_millions` those of the other countries that
    Germany held in June 1941. Both come on top of the shares, and their source is `west_source`.
    """

    line: str
    population: float
    population_low: float
    population_high: float
    coal: float
    iron: float
    grain: float
    grain_low: float
    grain_high: float
    oil: float
    poland_millions: float
    elsewhere_millions: float
    notes: str
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
    notes: str
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
    cites: str
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
    notes: str
