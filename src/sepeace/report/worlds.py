"""One world of a report: its summary, its weekly series, where the lines come nearest, its settlements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sepeace.figures import bearers
from sepeace.figures.series import Band, Series, anatomy_of, bands_of, ruler_of
from sepeace.outcomes.outcome_rows import counted
from sepeace.runs.batch import Batch
from sepeace.wording.gap import Term
from sepeace.wording.outcomes import Barrier

if TYPE_CHECKING:
    from sepeace.documents.batch import WorldSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """The week in which the two lines come nearest, or what another week has of the same.

    Attributes:
        gap: mean gap between them, a share of the stake.
        open: share of the campaigns at war with a window open.
        terms: mean of each term of the gap; terms that are nothing all along are left out.
    """

    day: date
    gap: float
    open: float
    terms: dict[Term, float]

    @property
    def apart(self) -> list[tuple[Term, float]]:
        """The three terms that push most."""
        return sorted(((t, v) for t, v in self.terms.items() if v > 0.0), key=lambda row: -row[1])[:3]

    @property
    def together(self) -> list[tuple[Term, float]]:
        """The two terms that draw most."""
        return sorted(((t, v) for t, v in self.terms.items() if v < 0.0), key=lambda row: row[1])[:2]


def nearest(anatomy: dict[str, Series], start: date | None) -> Nearest:
    """The week, from ``start`` on, in which the mean gap between the lines is least."""
    gap = anatomy["gap"]
    weeks = [week for week, day in enumerate(gap.days) if start is None or day >= start]
    week = min(weeks or range(len(gap.days)), key=lambda week: float(gap.values[week]))
    return _in_week(anatomy, week)


def on_day(anatomy: dict[str, Series], day: date) -> Nearest | None:
    """The same of a given week; None where too few campaigns were at war in it."""
    days = anatomy["gap"].days
    return _in_week(anatomy, days.index(day)) if day in days else None


def _in_week(anatomy: dict[str, Series], week: int) -> Nearest:
    gap = anatomy["gap"]
    series = {term: anatomy[term].values for term in Term if term in anatomy}
    return Nearest(
        day=gap.days[week],
        gap=float(gap.values[week]),
        open=float(anatomy["open"].values[week]),
        terms={term: float(v[week]) for term, v in series.items() if np.any(np.abs(v) > 1e-9)},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlements:
    """The settlements of a world: how many, their middle line, and the named lines on both sides of it."""

    count: int
    share: float
    west: bearers.Behind | None
    east: bearers.Behind | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedWorld:
    """One of the worlds.

    Attributes:
        name: as the report calls it.
        batch, content: the campaigns, and their summary with the keys of `batch --json`.
        anatomy, bands: weekly series, as long as enough campaigns are at war.
        nearest: the week, from the branch on, in which the lines come nearest.
        settlements: None where no campaign has one.
    """

    name: str
    batch: Batch
    content: WorldSummary
    anatomy: dict[str, Series]
    bands: dict[str, Band]
    nearest: Nearest
    settlements: Settlements | None

    @property
    def turns(self) -> list[int]:
        """The first week, and the first of each half-year."""
        halves: dict[tuple[int, bool], int] = {}
        for week, day in enumerate(self.bands["willingness_germany"].days):
            halves.setdefault((day.year, day.month > 6), week)
        return list(halves.values())

    @property
    def at_turns(self) -> list[Nearest]:
        """The gap and its terms in those weeks, as far as campaigns are at war."""
        days = self.bands["willingness_germany"].days
        found = (on_day(self.anatomy, days[week]) for week in self.turns)
        return [one for one in found if one is not None]

    @property
    def barriers(self) -> list[tuple[Barrier, float]]:
        """What stopped attempts, the commonest first."""
        shares = self.content.barriers.shares().items()
        return sorted(((name, share) for name, share in shares if share > 0.0), key=lambda row: -row[1])


def world(name: str, batch: Batch, content: WorldSummary) -> ReportedWorld:
    """A world by the name that the report gives it."""
    series = anatomy_of(batch)
    return ReportedWorld(
        name=name,
        batch=batch,
        content=content,
        anatomy=series,
        bands=bands_of(batch, series["at_war"].days[-1]),
        nearest=nearest(series, batch.scenario.branch),
        settlements=_settlements(batch),
    )


def _settlements(batch: Batch) -> Settlements | None:
    rows = counted(batch.records)
    shares = sorted(rows["share"][rows["settled"]].tolist())
    if not shares:
        return None
    ruler, share = ruler_of(batch), shares[(len(shares) - 1) // 2]
    behind = {row.line.id: row for row in bearers.behind(ruler)}
    west, east = (None if line is None else behind[line.id] for line in ruler.beside(share))
    return Settlements(count=len(shares), share=share, west=west, east=east)
