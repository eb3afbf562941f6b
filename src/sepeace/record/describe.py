"""The record as plain rows for a table: text and numbers, nothing printed.

Each function takes a record and gives dictionaries with the same keys in the same order. Dates
are ISO text, numbers are rounded for reading, unknown is None.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from sepeace.record.load import Record
from sepeace.record.types import SECTORS, Operation

__all__ = ["Spread", "claims", "contacts", "fronts", "operations", "slips", "spread"]

PlainRow = Mapping[str, str | float | int | bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the two codings of the operations lie apart, in points of the score.

    The second coding was made from the facts of each operation, but its coder had seen the
    first, so the spread is a lower bound of what two strangers would show.

    Args:
        compared: operations coded at two times, each with its own reason.
        left_out: operations whose two codings were made together.
        share_equal: share of the compared with the same score.
        mean_absolute: mean distance between the two scores.
        root_mean_square: root of the mean squared distance.
        largest: greatest distance.
    """

    compared: int
    left_out: int
    share_equal: float
    mean_absolute: float
    root_mean_square: float
    largest: float


def spread(operations: tuple[Operation, ...]) -> Spread:
    """The spread between the two codings of these operations.

    Raises:
        ValueError: none of them was coded twice apart.
    """
    gaps = [abs(row.score_first - row.score_second) for row in operations if row.coded_apart]
    if not gaps:
        raise ValueError("no operation was coded twice apart")
    count = len(gaps)
    return Spread(
        compared=count,
        left_out=len(operations) - count,
        share_equal=sum(gap == 0.0 for gap in gaps) / count,
        mean_absolute=sum(gaps) / count,
        root_mean_square=math.sqrt(sum(gap * gap for gap in gaps) / count),
        largest=max(gaps),
    )


def operations(record: Record) -> tuple[PlainRow, ...]:
    """The operations with both scores and the adopted one."""
    return tuple(
        {
            "number": row.number,
            "id": row.id,
            "name": row.name,
            "start": row.start.isoformat(),
            "end": row.end.isoformat(),
            "attacker": row.attacker,
            "sectors": "/".join(row.sectors),
            "score": row.score,
            "first coding": row.score_first,
            "second coding": row.score_second,
            "outcome": row.outcome,
            "km gained": row.km_gained,
            "confidence": row.confidence,
            "source": row.source,
        }
        for row in record.operations
    )


def contacts(record: Record) -> tuple[PlainRow, ...]:
    """The contacts with their grade of evidence and what came of them."""
    return tuple(
        {
            "number": row.number,
            "id": row.id,
            "start": row.start.isoformat(),
            "end": row.end.isoformat(),
            "title": row.title,
            "pair": row.pair,
            "sender": row.sender,
            "channel": row.channel,
            "result": row.result,
            "grade": row.grade,
            "line": row.line,
            "terms": row.terms or None,
            "correction": row.correction or None,
            "source": row.source,
        }
        for row in record.contacts
    )


def fronts(record: Record) -> tuple[PlainRow, ...]:
    """One row a date: kilometres east of the June 1941 frontier by sector, and the mean front."""
    ruler = record.ruler()
    by_day: dict[str, dict[str, float]] = {}
    for knot in record.front:
        by_day.setdefault(knot.date.isoformat(), {})[knot.sector] = knot.km
    rows: list[PlainRow] = []
    for day, km in sorted(by_day.items()):
        mean = ruler.mean_front([km[sector] for sector in SECTORS])
        rows.append(
            {
                "date": day,
                **{sector: km[sector] for sector in SECTORS},
                "front": round(mean, 3),
                "share": round(ruler.share_of_front(mean), 3),
            }
        )
    return tuple(rows)


def slips(record: Record) -> tuple[PlainRow, ...]:
    """Where the source document errs, and what the record has in its place."""
    return tuple(
        {
            "id": row.id,
            "section": row.document_section,
            "the document says": row.document_says,
            "the record has": row.record_has,
            "contact": row.contact,
            "source": row.source,
        }
        for row in record.slips
    )


def claims(record: Record) -> tuple[PlainRow, ...]:
    """The document's causal claims in the record's words."""
    return tuple(
        {
            "id": row.id,
            "actor": row.actor,
            "statement": row.statement,
            "effect": row.effect,
            "certainty": row.certainty,
            "period": row.period,
            "section": row.document_section,
        }
        for row in record.claims
    )
