"""Two tables of the page on claims, each as its heads and rows: homes of statements, parameters of claims."""

from __future__ import annotations

from sepeace import record
from sepeace.model.parameters import PARAMETERS
from sepeace.validation.claim_homes import homes as found

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]


def homes() -> Table:
    """Each statement of the source document, and what stands for it."""
    rows: list[tuple[object, ...]] = []
    for row in record.load().claims:
        home = found()[row.id]
        named = f"{home.home} `{home.name}`" if home.name else home.home
        rows.append((row.id, f"{row.actor}: {row.statement}", named, home.why))
    return ("", "the document states", "home", "how, or why not"), rows


def parameters() -> Table:
    """The parameters that carry each claim."""
    carried: dict[str, list[str]] = {}
    for row in PARAMETERS:
        if row.claim:
            carried.setdefault(row.claim, []).append(f"`{row.key}`")
    numbers = sorted(carried, key=lambda claim: int(claim[1:]))
    return ("claim", "parameters"), [(claim, carried[claim]) for claim in numbers]
