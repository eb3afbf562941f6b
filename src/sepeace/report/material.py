"""What a report is made of, worked out once: summaries, series, figures and the campaign to tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from sepeace import figures
from sepeace.execution.provenance import content_of
from sepeace.figures import bearers
from sepeace.figures.drawn import Drawn
from sepeace.figures.series import Band, Series, anatomy_of, bands_of, ruler_of
from sepeace.report.markup import Html, picture
from sepeace.report.story import typical
from sepeace.runs.paired_run import beside

if TYPE_CHECKING:
    from sepeace.execution.provenance import Provenance
    from sepeace.ruler import Ruler
    from sepeace.runs.batch import Batch
    from sepeace.runs.compare import Comparison
    from sepeace.runs.paired_run import Beside
    from sepeace.runs.run import Run
    from sepeace.scenario import Scenario


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """One of the two worlds.

    Attributes:
        name: as the report calls it.
        batch, content: the campaigns, and their summary with the keys of `batch --json`.
        anatomy, bands: weekly series, as long as enough campaigns are at war.
    """

    name: str
    batch: Batch
    content: Mapping[str, Any]
    anatomy: dict[str, Series]
    bands: dict[str, Band]

    def nearest(self, start: date | None) -> int:
        """The week, from `start` on, in which the mean gap between the lines is least."""
        gap = self.anatomy["gap"]
        weeks = [week for week, day in enumerate(gap.days) if start is None or day >= start]
        return min(weeks or range(len(gap.days)), key=lambda week: float(gap.values[week]))

    def terms_at(self, week: int) -> dict[str, float]:
        """Mean of each term of the gap in a week; terms that are nothing all along are left out."""
        shares = ("gap", "open", "open_without_strength", "at_war")
        return {
            name: float(part.values[week])
            for name, part in self.anatomy.items()
            if name not in shares and bool(np.any(np.abs(part.values) > 1e-9))
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything the sections of a report draw on."""

    comparison: Comparison
    content: Mapping[str, Any]
    scenario: Scenario
    ruler: Ruler
    without: World
    with_change: World
    pair: Beside
    drawn: Drawn

    @property
    def worlds(self) -> tuple[World, ...]:
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

    content: Mapping[str, Any]
    scenario: Scenario
    ruler: Ruler
    with_change: World
    drawn: Drawn

    @property
    def worlds(self) -> tuple[World, ...]:
        """The one world."""
        return (self.with_change,)

    @property
    def provenance(self) -> Provenance:
        """What made the result."""
        return self.with_change.batch.provenance


Told = Material | Alone
"""A report is of two worlds or of one."""


def gather_alone(batch: Batch, drawn: Drawn | None = None) -> Alone:
    """The material of one world."""
    content = content_of(batch)
    return Alone(
        content=content,
        scenario=batch.scenario,
        ruler=ruler_of(batch),
        with_change=_world("the war without a change", batch, content),
        drawn=Drawn() if drawn is None else drawn,
    )


def gather(comparison: Comparison, drawn: Drawn | None = None) -> Material:
    """The material of a comparison; runs one campaign again, in both worlds, to tell it."""
    content = comparison.to_json()
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
        without=_world("without the change", comparison.baseline, content["baseline"]),
        with_change=_world("with the change", counterfactual, content["counterfactual"]),
        pair=pair,
        drawn=Drawn() if drawn is None else drawn,
    )


def _world(name: str, batch: Batch, content: Mapping[str, Any]) -> World:
    series = anatomy_of(batch)
    return World(
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
