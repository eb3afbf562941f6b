"""Weekly series out of a batch, as arrays that figures draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sepeace.figures.places import Floats
from sepeace.outcomes import outcome_tables

if TYPE_CHECKING:
    from sepeace.ruler import Ruler
    from sepeace.runs.batch import Batch
    from sepeace.scenario import Assumptions

LEAST_AT_WAR = 0.05
"""Weeks in which a smaller share of the campaigns is still at war are not drawn: they speak for too few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Quantiles over the campaigns still at war, a week a place."""

    days: tuple[date, ...]
    q05: Floats
    q25: Floats
    q50: Floats
    q75: Floats
    q95: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A mean or a share, a week a place."""

    days: tuple[date, ...]
    values: Floats


def ruler_of(batch: Batch) -> Ruler:
    """The ruler under the batch's assumptions."""
    return ruler_under(batch.scenario.assumptions)


def ruler_under(assumptions: Assumptions) -> Ruler:
    """The ruler under assumptions: the frontier's share may have been set by hand."""
    from sepeace.record import load

    ruler = load().ruler()
    for name, _, value in assumptions.parameters:
        if name == "frontier_share":
            ruler = ruler.with_frontier_share(value)
    return ruler


def anatomy_of(batch: Batch) -> dict[str, Series]:
    """Every series of the batch's anatomy by name, as long as enough campaigns are at war."""
    days: dict[str, list[date]] = {}
    values: dict[str, list[float]] = {}
    table = outcome_tables.anatomy_columns(batch.weekly)
    for day, term, mean in zip(table["date"], table["term"], table["mean"], strict=True):
        days.setdefault(term, []).append(day)
        values.setdefault(term, []).append(np.nan if mean is None else mean)
    last = last_day(days["at_war"], values["at_war"])
    return {
        term: Series(
            days=tuple(day for day in days[term] if day <= last),
            values=np.array([v for day, v in zip(days[term], values[term], strict=True) if day <= last]),
        )
        for term in days
    }


def last_day(days: Sequence[date], shares: Iterable[float], least: float = LEAST_AT_WAR) -> date:
    """The last week in which at least the share `least` of the campaigns is at war."""
    return max(day for day, share in zip(days, shares, strict=True) if share >= least)


def bands_of(batch: Batch, last: date) -> dict[str, Band]:
    """Every band up to `last` by variable; those of a sector as "front_km north" and so on."""
    rows: dict[str, list[tuple[date, float, float, float, float, float]]] = {}
    names = ("date", "variable", "sector", "q05", "q25", "q50", "q75", "q95")
    table = outcome_tables.bands_columns(batch.weekly)
    for day, variable, sector, *numbers in zip(*(table[name] for name in names), strict=True):
        if day <= last and None not in numbers:
            rows.setdefault(f"{variable} {sector}" if sector else variable, []).append((day, *numbers))
    return {name: _band(found) for name, found in rows.items()}


def _band(rows: list[tuple[date, float, float, float, float, float]]) -> Band:
    days, *columns = zip(*sorted(rows), strict=True)
    q05, q25, q50, q75, q95 = map(np.array, columns)
    return Band(days=days, q05=q05, q25=q25, q50=q50, q75=q75, q95=q95)


def mean_front(bands: dict[str, Band]) -> Series:
    """Front of the day: median over campaigns of the mean of the three sectors, 0 at Berlin, 1 at A-A."""
    band = bands["mean_front"]
    return Series(days=band.days, values=band.q50)
