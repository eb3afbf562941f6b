"""Where another leads Germany: what stands in the tables of pages about who, and with how much premium."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

Table = Callable[[Sequence[str], Iterable[Sequence[object]]], str]
HEADS = (
    *("in Hitler's place", "asks while the war goes badly", "terms meet for a day: without the change"),
    *("with it", "95%", "for 28 days in all", "a settlement is signed", "campaigns"),
)
BOTH = (
    "One number decides nearly all of it, how much of Hitler's premium the new man asks, and nobody knows "
    "it. So both profiles stand here, each with its own share of that premium, with none of it and with all."
)


def percent(value: float | None) -> str:
    """A share."""
    return "–" if value is None else f"{100.0 * value:.1f}%"


def rows(profiles: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    """A row for each profile and premium."""
    from sepeace.scenario.tables.departures import PROFILE_OF
    from sepeace.wording.assumed import PREMIUMS_IN_TABLE

    return [
        (
            PROFILE_OF[row["profile"]].title,
            PREMIUMS_IN_TABLE[row["premium"]],
            percent(row["baseline"]),
            percent(row["counterfactual"]),
            " to ".join(percent(end) for end in row["counterfactual_ci95"]),
            percent(row["counterfactual_28_days"]),
            percent(row["counterfactual_settlement"]),
            f"{row['campaigns']:,}",
        )
        for row in profiles
    ]


def section(profiles: Sequence[Mapping[str, Any]], table: Table) -> str:
    """The section of a page; nothing where Hitler leads."""
    if not profiles:
        return ""
    return f"## Who leads, and what he asks\n\n{BOTH}\n\n{table(HEADS, rows(profiles)).strip()}"


def who(name: str) -> str:
    """Who leads in a scenario, for the tables of several; nothing where Hitler does."""
    from sepeace.scenario import load
    from sepeace.scenario.tables.departures import PROFILE_OF, profile_in

    profile = profile_in(load(name).changes)
    if profile is None:
        return ""
    return f" ({PROFILE_OF[profile].title}, with his own share of Hitler's premium)"
