"""How each line of the war's and the contacts' CSV files becomes a row: one function for each file."""

from __future__ import annotations

from typing import Literal, cast, get_args

from sepeace.record.parse import Row
from sepeace.record.types import (
    CLAUSES,
    GRADES,
    OFFER_LINES,
    SECTORS,
    Channel,
    Contact,
    Divisions,
    Event,
    FrontKnot,
    Grade,
    Level,
    OilYear,
    Operation,
    Pair,
    Quarter,
    QuarterLoss,
    Refuser,
    Result,
    Sector,
    Sender,
    Strength,
    WesternBattle,
    YearLoss,
)

Attacker = Literal["germany", "soviet"]


def operation(row: Row) -> Operation:
    """A line of operations.csv."""
    sectors = row.items("sectors")
    if not sectors or not set(sectors) <= set(SECTORS):
        raise ValueError(f"operation {row.name('id')!r} has unknown sectors {sectors}")
    return Operation(
        number=row.whole("number"),
        id=row.name("id"),
        name=row.name("name"),
        start=row.date("start"),
        end=row.date("end"),
        attacker=cast(Attacker, row.choice("attacker", get_args(Attacker))),
        sectors=cast(tuple[Sector, ...], sectors),
        attacker_strength=row.number("attacker_strength"),
        defender_strength=row.number("defender_strength"),
        attacker_losses=row.maybe_number("attacker_losses"),
        defender_losses=row.maybe_number("defender_losses"),
        outcome=row.name("outcome"),
        km_gained=row.number("km_gained"),
        moves_front=row.flag("moves_front"),
        nested_in=row.maybe_text("nested_in"),
        presupposes=row.maybe_text("presupposes"),
        score=row.number("score"),
        score_first=row.number("score_first"),
        score_second=row.number("score_second"),
        reason_first=row.name("reason_first"),
        reason_second=row.name("reason_second"),
        coded_apart=row.flag("coded_apart"),
        confidence=row.confidence(),
        source=row.name("source"),
        notes=row.text("notes"),
    )


def western_battle(row: Row) -> WesternBattle:
    """A line of western_battles.csv."""
    return WesternBattle(
        number=row.whole("number"),
        id=row.name("id"),
        name=row.name("name"),
        start=row.date("start"),
        end=row.date("end"),
        score_germany=row.number("score_germany"),
        strength_millions=row.number("strength_millions"),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def front_knot(row: Row) -> FrontKnot:
    """A line of front.csv."""
    return FrontKnot(
        date=row.date("date"),
        sector=cast(Sector, row.choice("sector", SECTORS)),
        km=row.number("km"),
        anchor=row.name("anchor"),
        lat=row.number("lat"),
        lon=row.number("lon"),
        notes=row.text("notes"),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def strength(row: Row) -> Strength:
    """A line of strengths.csv."""
    return Strength(
        date=row.date("date"),
        soviet=row.number("soviet"),
        axis=row.number("axis"),
        axis_low=row.number("axis_low"),
        axis_high=row.number("axis_high"),
        soviet_all_forces=row.maybe_number("soviet_all_forces"),
        german=row.maybe_number("german"),
        finnish=row.maybe_number("finnish"),
        other_axis=row.maybe_number("other_axis"),
        source=row.name("source"),
        confidence=row.confidence(),
        notes=row.text("notes"),
    )


def quarter_loss(row: Row) -> QuarterLoss:
    """A line of losses.csv."""
    return QuarterLoss(
        quarter=row.name("quarter"),
        start=row.date("start"),
        end=row.date("end"),
        soviet=row.number("soviet"),
        german=row.number("german"),
        soviet_irrecoverable=row.maybe_number("soviet_irrecoverable"),
        soviet_front_strength=row.maybe_number("soviet_front_strength"),
        german_low=row.maybe_number("german_low"),
        german_high=row.maybe_number("german_high"),
        german_deaths=row.maybe_number("german_deaths"),
        derived=False,
        source=row.name("source"),
        confidence=row.confidence(),
        german_source=row.name("german_source"),
        german_confidence=row.confidence("german_confidence"),
    )


def year_loss(row: Row) -> YearLoss:
    """A line of losses_annual.csv."""
    return YearLoss(
        year=row.whole("year"),
        soviet=row.number("soviet"),
        soviet_irrecoverable=row.number("soviet_irrecoverable"),
        german=row.maybe_number("german"),
        german_deaths=row.maybe_number("german_deaths"),
        source=row.name("source"),
        confidence=row.confidence(),
        notes=row.text("notes"),
    )


def contact(row: Row) -> Contact:
    """A line of contacts.csv."""
    return Contact(
        number=row.whole("number"),
        id=row.name("id"),
        code=row.name("code"),
        title=row.name("title"),
        start=row.date("start"),
        end=row.date("end"),
        date_precision=row.name("date_precision"),
        pair=cast(Pair, row.choice("pair", get_args(Pair))),
        sender=cast(Sender, row.choice("sender", get_args(Sender))),
        sender_fleischhauer=cast(Sender | None, row.maybe_choice("sender_fleischhauer", get_args(Sender))),
        level=cast(Level, row.choice("level", get_args(Level))),
        channel=row.maybe_text("channel"),
        result=cast(Result, row.choice("result", get_args(Result))),
        refused_by=cast(Refuser | None, row.maybe_choice("refused_by", get_args(Refuser))),
        grade=cast(Grade, row.choice("grade", GRADES)),
        terms=row.text("terms"),
        line=row.maybe_choice("line", OFFER_LINES),
        alternative_lines=_among(row, "alternative_lines", OFFER_LINES),
        clauses=_among(row, "clauses", CLAUSES),
        response=row.text("response"),
        outcome=row.text("outcome"),
        document_section=row.text("document_section"),
        source=row.name("source"),
        confidence=row.confidence(),
        notes=row.text("notes"),
        correction=row.text("correction"),
    )


def _among(row: Row, column: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    found = row.items(column)
    unknown = [item for item in found if item not in allowed]
    if unknown:
        raise ValueError(f"contact {row.name('id')!r}, column {column!r}: unknown {unknown}")
    return found


def event(row: Row) -> Event:
    """A line of events.csv."""
    return Event(
        number=row.whole("number"),
        id=row.name("id"),
        date=row.date("date"),
        end=row.date("end"),
        name=row.name("name"),
        actor=row.name("actor"),
        kind=row.name("kind"),
        source=row.name("source"),
        confidence=row.confidence(),
        notes=row.text("notes"),
    )


def channel(row: Row) -> Channel:
    """A line of channels.csv."""
    return Channel(
        number=row.whole("number"),
        id=row.name("id"),
        name=row.name("name"),
        place=row.name("place"),
        people_german=row.text("people_german"),
        people_soviet=row.text("people_soviet"),
        sides=row.items("sides"),
        opens=row.date("opens"),
        closes=row.date("closes"),
        shut=row.flag("shut"),
        latency_months=row.number("latency_months"),
        leak=row.number("leak"),
        interception=row.number("interception"),
        gate_germany=row.number("gate_germany"),
        gate_soviet=row.number("gate_soviet"),
        deniability=row.name("deniability"),
        mediated_per_month=row.number("mediated_per_month"),
        source=row.name("source"),
        confidence=row.confidence(),
        notes=row.text("notes"),
    )


def quarter(row: Row) -> Quarter:
    """A line of lend_lease.csv."""
    return Quarter(
        quarter=row.name("quarter"),
        start=row.date("start"),
        end=row.date("end"),
        shipped_us=row.number("shipped_us"),
        promised=row.number("promised"),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def oil_year(row: Row) -> OilYear:
    """A line of oil.csv."""
    return OilYear(
        year=row.whole("year"),
        supply_kt=row.number("supply_kt"),
        synthetic_kt=row.number("synthetic_kt"),
        crude_kt=row.number("crude_kt"),
        imports_kt=row.number("imports_kt"),
        source=row.name("source"),
        confidence=row.confidence(),
    )


def divisions(row: Row) -> Divisions:
    """A line of divisions.csv."""
    return Divisions(
        date=row.date("date"),
        east=row.number("east"),
        total=row.number("total"),
        source=row.name("source"),
        confidence=row.confidence(),
        notes=row.text("notes"),
    )
