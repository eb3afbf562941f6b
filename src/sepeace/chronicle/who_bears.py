"""Who bears a settlement signed on a day at a line, or Finland's: who was alive then, and in whose hands.

All of it is of the recorded war and stands in ``data/bearers.toml``, beside the events of the record for the
peoples deported by the Soviet state. Of a campaign nothing is taken but the day and the line, and no victim
is counted. Ignored: what in another war would have been otherwise by that day.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sepeace.chronicle.named_lines import AT_A_LINE
from sepeace.chronicle.wording import listed
from sepeace.files import data_text
from sepeace.record import load
from sepeace.ruler import Ruler
from sepeace.wording.said import said


@dataclass(frozen=True, slots=True, kw_only=True)
class BearerOfADay:
    """A group of people, what stood before them on a day, and where that is told.

    Attributes:
        group, text, source: in words.
        start, until: first day, and the first on which it no longer holds; None for the end of the record.
        lines: named lines that it holds behind; empty for all.
        basis: whether the number was seen in a text at hand, or is own knowledge, to be checked.
    """

    group: str
    text: str
    source: str
    basis: str
    start: date
    until: date | None
    lines: tuple[str, ...]

    def holds(self, day: date, line: str | None) -> bool:
        """Whether it is told of a settlement signed on a day at a line; None is west of all named lines."""
        begun = self.start <= day and (self.until is None or day < self.until)
        return begun and (not self.lines or line in self.lines)


_TABLES = tomllib.loads(data_text("bearers.toml"))


def _rows(name: str) -> tuple[BearerOfADay, ...]:
    return tuple(
        BearerOfADay(
            group=row["group"],
            text=row["text"],
            source=row["source"],
            basis=row["basis"],
            start=row["from"],
            until=row.get("until"),
            lines=tuple(row.get("lines", ())),
        )
        for row in _TABLES[name]
    )


DATED = _rows("dated")
"""Rows of the table, in its order."""
FINNISH = _rows("finnish_dated")
"""Those of a peace that Finland signs."""
DEPORTED: Mapping[str, str] = _TABLES["deported"]
"""Peoples deported whole by the Soviet state, by their events."""
BEHIND = "The people behind the line"
SOVIET_SIDE = "Peoples in Soviet hands"
DEPORTATIONS = "Polian, Against Their Will (2004)"
LATEST = date(1945, 5, 8)
"""The record of those who were alive ends with the recorded war."""


def line_at(ruler: Ruler, share: float) -> str | None:
    """The easternmost named line that a share reaches; what lies behind it lies behind the share's own line.

    None where the share lies west of all of them.
    """
    reached = [line.id for line in ruler.named_lines if line.share <= share + AT_A_LINE]
    return reached[-1] if reached else None


def who_bears(day: date, line: str | None) -> tuple[BearerOfADay, ...]:
    """Everybody told of at a settlement signed on a day at a named line.

    Args:
        day: of signing; one after the recorded war is told as its last day.
        line: id of a named line, None for west of all.
    """
    day = min(day, LATEST)
    return (*(row for row in DATED if row.holds(day, line)), deportations(day))


def finnish_bearers(day: date) -> tuple[BearerOfADay, ...]:
    """Everybody told of where Finland signs on a day; one after the recorded war is told as its last day."""
    return tuple(row for row in FINNISH if row.holds(min(day, LATEST), None))


def deportations(day: date) -> BearerOfADay:
    """Peoples whom the Soviet state had deported by a day, and those whom it deported later."""
    when = {name: load().event(name).date for name in DEPORTED}
    before = [DEPORTED[name] for name, moment in when.items() if moment < day]
    after = [DEPORTED[name] for name, moment in when.items() if moment >= day]
    told = said(
        "Families of eastern Poland, the Baltic lands and Moldavia have been deported by the hundred "
        "thousand."
    )
    if before:
        told = said(
            "Families of eastern Poland, the Baltic lands and Moldavia have been deported by the hundred "
            "thousand, and whole peoples: {peoples}."
        ).format(peoples=listed(before))
    if after:
        told += said(" In the recorded war there followed {peoples}.").format(peoples=listed(after))
    told += said(" East of any line all of them stay under the rule that deports them.")
    return BearerOfADay(
        group=said(SOVIET_SIDE),
        text=told,
        source=DEPORTATIONS,
        basis=said("own knowledge"),
        start=day,
        until=None,
        lines=(),
    )
