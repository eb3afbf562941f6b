"""The table and the sentences on luck as it fell, from what its test found when it was run last."""

from __future__ import annotations

from collections.abc import Callable

from sepeace.validation import as_it_fell

Table = Callable[..., str]


def made(table: Table) -> dict[str, Callable[[], str]]:
    """What writes each part, by the name that the page calls it; ``table`` writes a table."""
    return {
        "as_it_fell": lambda: table(*as_it_fell.table(as_it_fell.tried())),
        "as_it_fell_told": lambda: as_it_fell.told(as_it_fell.tried()),
    }
