"""What a report is made of, worked out once: summaries, series, figures and the campaign to tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sepeace import figures
from sepeace.figures import bearers
from sepeace.figures.drawn import Drawn
from sepeace.figures.series import Band, Series, anatomy_of, bands_of, ruler_of
from sepeace.report.markup import Html, picture
from sepeace.report.story import typical
from sepeace.runs.paired_run import beside
from sepeace.wording.gap import Term

if TYPE_CHECKING:
    from sepeace.documents.batch import BatchDocument, WorldSummary
    from sepeace.documents.compare import CompareDocument
    from sepeace.documents.origin import Provenance
    from sepeace.ruler import Ruler
    from sepeace.runs.batch import Batch
    from sepeace.runs.compare import Comparison
    from sepeace.runs.paired_run import Beside
    from sepeace.runs.run import Run
    from sepeace.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedWorld:
    """One of the two worlds.

    Attributes:
        name: as the report calls it.
        batch, content: the campaigns, and their summary with the keys of `batch --json`.
        anatomy, bands: weekly series, as long as enough campaigns are at war.
    """

    name: str
    batch: Batch
    content: WorldSummary
    anatomy: dict[str, Series]
    bands: dict[str, Band]

    def nearest(self, start: date | None) -> int:
        """The week, from `start` on, in which the mean gap between the lines is least."""
        gap = self.anatomy["gap"]
        weeks = [week for week, day in enumerate(gap.days) if start is None or day >= start]
        return min(weeks or range(len(gap.days)), key=lambda week: float(gap.values[week]))

    def terms_at(self, week: int) -> dict[Term, float]:
        """Mean of each term of the gap in a week; terms that are nothing all along are left out."""
        series = {term: self.anatomy[term].values for term in Term if term in self.anatomy}
        return {term: float(values[week]) for term, values in series.items() if np.any(np.abs(values) > 1e-9)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything the sections of a report draw on."""

    comparison: Comparison
    content: CompareDocument
    scenario: Scenario
    ruler: Ruler
    without: ReportedWorld
    with_change: ReportedWorld
    pair: Beside
    drawn: Drawn

    @property
    def worlds(self) -> tuple[ReportedWorld, ...]:
        """Both worlds, the one without the change first."""
        return self.without, self.with_change

    @property
    def provenance(self) -> Provenance:
        """What made the result."""
        return self.comparison.counterfactual.provenance

    @property
    def run(self) -> Run:
        """The campaign that is told, in the what-if."""
        return self.pair.one


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What the report of one world draws on.

    Attributes:
        content: the keys of ``batch --json``.
        with_change: the world; it has no change, and stands where a comparison has its what-if.
    """

    content: BatchDocument
    scenario: Scenario
    ruler: Ruler
    with_change: ReportedWorld
    drawn: Drawn

    @property
    def worlds(self) -> tuple[ReportedWorld, ...]:
        """The one world."""
        return (self.with_change,)

    @property
    def provenance(self) -> Provenance:
        """What made the result."""
        return self.with_change.batch.provenance


AnyMaterial = Material | Alone
"""A report is of two worlds or of one."""


def gather_alone(batch: Batch, drawn: Drawn | None = None) -> Alone:
    """The material of one world."""
    content = batch.document
    return Alone(
        content=content,
        scenario=batch.scenario,
        ruler=ruler_of(batch),
        with_change=_world("the war without a change", batch, content),
        drawn=Drawn() if drawn is None else drawn,
    )


def gather(comparison: Comparison, drawn: Drawn | None = None) -> Material:
    """The material of a comparison; runs one campaign again, in both worlds, to tell it."""
    content = comparison.document
    counterfactual = comparison.counterfactual
    scenario = counterfactual.scenario
    pair = beside(
        scenario, seed=counterfactual.seed, campaign=typical(counterfactual), given=counterfactual.luck
    )
    return Material(
        comparison=comparison,
        content=content,
        scenario=scenario,
        ruler=ruler_of(counterfactual),
        without=_world("without the change", comparison.baseline, content.baseline),
        with_change=_world("with the change", counterfactual, content.counterfactual),
        pair=pair,
        drawn=Drawn() if drawn is None else drawn,
    )


def _world(name: str, batch: Batch, content: WorldSummary) -> ReportedWorld:
    series = anatomy_of(batch)
    return ReportedWorld(
        name=name,
        batch=batch,
        content=content,
        anatomy=series,
        bands=bands_of(batch, series["at_war"].days[-1]),
    )


def shown(drawn: Drawn, name: str, of: object, alternative: str) -> Html:
    """A figure in the page; its caption stands in the picture, and in the text for who cannot see it."""
    figure = drawn.figure(name, of)
    title = figures.title(figure)
    return picture(
        drawn.png(name, of), f"{title}. {alternative} {figures.caption(figure)}", f"{title}. {bearers.SHORT}"
    )
