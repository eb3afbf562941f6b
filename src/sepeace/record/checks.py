"""Rows held against one another and against the room that campaigns have, once they are read."""

from __future__ import annotations

from collections.abc import Sequence

from sepeace.errors import UnknownName, nearest
from sepeace.record.background import Lock
from sepeace.record.finland import FinnishRow
from sepeace.record.own import BadRecord, folder, own_files

FINNISH_OFFERS = 12
"""Soviet terms that a campaign has room for."""


def finnish_rows(rows: tuple[FinnishRow, ...]) -> tuple[FinnishRow, ...]:
    """The rows on Finland: none ends before it begins, and no more terms than there is room for.

    Raises:
        BadRecord: the first row that will not do.
    """
    offers = 0
    for row in rows:
        if row.until < row.date:
            given, allowed = row.until.isoformat(), f"{row.date.isoformat()} or later"
            raise BadRecord(
                "it ends before it begins",
                given=given,
                allowed=allowed,
                **_where("finland.csv", row.id, "until"),
            )
        offers += row.role in ("terms", "surrender")
        if offers > FINNISH_OFFERS:
            raise BadRecord(
                "more Soviet terms than a campaign has room for",
                given=f"{offers} rows of role terms or surrender",
                allowed=f"{FINNISH_OFFERS} at most",
                **_where("finland.csv", row.id, "role"),
            )
    return rows


def locks(rows: tuple[Lock, ...], events: Sequence[str]) -> tuple[Lock, ...]:
    """The locks: each is shut by events that the record has.

    Raises:
        UnknownName: the first word that is no event.
    """
    for row in rows:
        for name in row.shut_by:
            if name not in events:
                raise UnknownName(
                    "the record has no such event",
                    given=name,
                    allowed=sorted(events),
                    nearest=nearest(name, events),
                    **_where("locks.csv", row.id, "shut_by"),
                )
    return rows


def _where(file: str, row: str, column: str) -> dict[str, str]:
    """The file, with its folder where it is the user's own, and the cell."""
    path = f"{folder()}/{file}" if file in own_files() else file
    return {"file": path, "key": f"row {row}, column {column}"}
