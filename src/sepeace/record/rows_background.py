"""How each line of the CSV files for maps and for the reader becomes a row: one function for each file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast, get_args

from sepeace.record.background import City, Claim, ContextRow, Line, LinePoint, LineScalars, Slip
from sepeace.record.parse import Row
from sepeace.record.types import Confidence

Certainty = Literal["stated", "reported", "likely", "possible", "forgery_suspected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """One point of one line, as lines.csv has it."""

    line: str
    title: str
    order: int
    point: LinePoint
    source: str
    confidence: Confidence


def line_row(row: Row) -> LineRow:
    """A line of lines.csv."""
    return LineRow(
        line=row.name("line"),
        title=row.name("title"),
        order=row.whole("order"),
        point=LinePoint(lat=row.number("lat"), lon=row.number("lon"), anchor=row.text("anchor")),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def lines(points: Iterable[LineRow]) -> tuple[Line, ...]:
    """The points gathered into lines, in the file's order of lines."""
    gathered: dict[str, list[LineRow]] = {}
    for point in points:
        gathered.setdefault(point.line, []).append(point)
    return tuple(
        Line(
            id=line,
            title=found[0].title,
            points=tuple(row.point for row in sorted(found, key=lambda row: row.order)),
            source=found[0].source,
            confidence=found[0].confidence,
        )
        for line, found in gathered.items()
    )


def line_scalars(row: Row) -> LineScalars:
    """A line of line_scalars.csv, percent turned into shares."""
    return LineScalars(
        line=row.name("line"),
        population=row.share("population_percent"),
        population_low=row.share("population_low_percent"),
        population_high=row.share("population_high_percent"),
        coal=row.share("coal_percent"),
        iron=row.share("iron_percent"),
        grain=row.share("grain_percent"),
        grain_low=row.share("grain_low_percent"),
        grain_high=row.share("grain_high_percent"),
        oil=row.share("oil_percent"),
        poland_millions=row.number("poland_millions"),
        elsewhere_millions=row.number("elsewhere_millions"),
        notes=row.text("notes"),
        source=row.name("source"),
        west_source=row.name("west_source"),
        confidence=row.confidence(),
    )


def city(row: Row) -> City:
    """A line of cities.csv."""
    return City(
        name=row.name("name"),
        lat=row.number("lat"),
        lon=row.number("lon"),
        kind=row.name("kind"),
        notes=row.text("notes"),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def claim(row: Row) -> Claim:
    """A line of claims.csv."""
    return Claim(
        id=row.name("id"),
        actor=row.name("actor"),
        statement=row.name("statement"),
        effect=row.name("effect"),
        certainty=cast(Certainty, row.choice("certainty", get_args(Certainty))),
        period=row.name("period"),
        document_section=row.name("document_section"),
        cites=row.text("cites"),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def slip(row: Row) -> Slip:
    """A line of slips.csv."""
    return Slip(
        id=row.name("id"),
        document_section=row.name("document_section"),
        document_says=row.name("document_says"),
        record_has=row.name("record_has"),
        contact=row.maybe_text("contact"),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def context_row(row: Row) -> ContextRow:
    """A line of context.csv."""
    return ContextRow(
        category=row.name("category"),
        start=row.date("start"),
        end=row.date("end"),
        name=row.name("name"),
        actor=row.name("actor"),
        value=row.number("value"),
        unit=row.name("unit"),
        source=row.name("source"),
        confidence=row.confidence(),
        notes=row.text("notes"),
    )
