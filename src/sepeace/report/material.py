"""What a report is made of, worked out once: summaries, series, figures and the campaign to tell.

What is decided here, a template says: which day, which terms, which events. Prose has no place here.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from sepeace import figures
from sepeace.chronicle.who_bears import BearerOfADay, who_bears
from sepeace.figures import bearers
from sepeace.figures.drawn import Drawn
from sepeace.figures.series import Band, Series, anatomy_of, bands_of, ruler_of
from sepeace.model.parameters import Parameter, find
from sepeace.outcomes.causal_paths import grouped
from sepeace.outcomes.outcome_rows import counted
from sepeace.record import load
from sepeace.report import contacts, story
from sepeace.report.abroad import Abroad, abroad, approaches
from sepeace.runs.batch import Batch
from sepeace.runs.paired_run import beside
from sepeace.scenario.changes import ContactChange, ParameterChange
from sepeace.scenario.checks.admissibility import Card, card
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.scenario.timeline import TimelineRow, held_lines, timeline
from sepeace.wording.assumed import Luck
from sepeace.wording.gap import Term
from sepeace.wording.outcomes import Barrier

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sepeace.documents.batch import BatchDocument, WorldSummary
    from sepeace.documents.compare import CompareDocument
    from sepeace.documents.origin import Provenance
    from sepeace.ruler import Ruler
    from sepeace.runs.compare import Comparison
    from sepeace.runs.paired_run import Beside
    from sepeace.runs.run import Event, Run
    from sepeace.scenario import Scenario

MIDDLE_OF_THE_WAR = date(1943, 7, 1)
GROUND = ("ground_slope", "ground_floor", "ground_roof")
"""Parameters that say how far an operation moves the front."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure as an address that holds the whole of it, with its words."""

    source: str
    title: str
    caption: str


def picture(figure: Figure, png: bytes) -> Picture:
    """A figure that was drawn."""
    source = "data:image/png;base64," + base64.b64encode(png).decode("ascii")
    return Picture(source=source, title=figures.title(figure), caption=figures.caption(figure))


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
    def barriers(self) -> list[tuple[Barrier, float]]:
        """What stopped attempts, the commonest first."""
        shares = self.content.barriers.shares().items()
        return sorted(((name, share) for name, share in shares if share > 0.0), key=lambda row: -row[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A parameter as the runs had it: at its default, or ``by_hand``, ``drawn`` or ``changed``."""

    parameter: Parameter
    by_hand: float | None
    drawn: bool
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alone:
    """What the report of one world draws on.

    Attributes:
        content: the keys of `batch --json`.
        with_change: the world; it has no change, and stands where a comparison has its what-if.
    """

    content: BatchDocument | CompareDocument
    scenario: Scenario
    ruler: Ruler
    with_change: ReportedWorld
    drawn: Drawn

    @property
    def paired(self) -> bool:
        """Whether there are two worlds."""
        return len(self.worlds) > 1

    @property
    def worlds(self) -> tuple[ReportedWorld, ...]:
        """The worlds, one without the change first."""
        return (self.with_change,)

    @property
    def provenance(self) -> Provenance:
        """What made the result."""
        return self.with_change.batch.provenance

    @property
    def json(self) -> str:
        """Every number, as the program gives it."""
        return json.dumps(self.content.to_json(), indent=1, allow_nan=False)

    @property
    def held(self) -> list[str]:
        """What is held and what is drawn, in sentences."""
        return held_lines(self.scenario, self.with_change.content.given)

    @property
    def war_ended(self) -> date:
        """The day on which the recorded war ended."""
        return load().event("capitulation").date

    @property
    def on_one_day(self) -> list[Nearest | None]:
        """The gap of each world in one week: that in which the lines come nearest with the change."""
        day = self.with_change.nearest.day
        return [on_day(world.anatomy, day) for world in self.worlds]

    @property
    def terms(self) -> list[Term]:
        """Terms of the gap that are something in a world in that week."""
        return [term for term in Term if any(found and term in found.terms for found in self.on_one_day)]

    @property
    def turns(self) -> list[int]:
        """The first week, and the first of each half-year."""
        halves: dict[tuple[int, bool], int] = {}
        for week, day in enumerate(self.with_change.bands["willingness_germany"].days):
            halves.setdefault((day.year, day.month > 6), week)
        return list(halves.values())

    @property
    def confidence(self) -> dict[str, str]:
        """How sure the record is of the people west of each named line."""
        return {row.line: row.confidence for row in load().line_scalars}

    @property
    def alive_on(self) -> date:
        """The day of the branch, or where there is none the middle of the war that is looked at."""
        return self.scenario.branch or MIDDLE_OF_THE_WAR

    @property
    def alive(self) -> list[BearerOfADay]:
        """Who was alive on that day, where no world has a settlement that says it of its own day."""
        if any(world.settlements is not None for world in self.worlds):
            return []
        return [row for row in who_bears(self.alive_on, None) if not row.lines]

    @property
    def abroad(self) -> list[Abroad]:
        """The West in each world in which a campaign counts."""
        return [found for world in self.worlds if (found := abroad(world.batch)) is not None]

    @property
    def finland_answers(self) -> bool:
        """Whether an answer of Finland is supposed, so that her line is drawn."""
        answers = self.scenario.changes_of(ContactChange)
        return any(load().contact(change.target).pair == "finland" for change in answers)

    @property
    def by_hand(self) -> list[tuple[Parameter, float]]:
        """Parameters that are set by hand, with their values."""
        return [(find(name, side), value) for name, side, value in self.scenario.assumptions.parameters]

    @property
    def ground(self) -> list[InForce]:
        """What says how far an operation moves the front."""
        return [self._in_force(find(name)) for name in GROUND]

    def _in_force(self, row: Parameter) -> InForce:
        chosen = self.scenario.assumptions
        by_hand = {(name, side): value for name, side, value in chosen.parameters}
        return InForce(
            parameter=row,
            by_hand=by_hand.get((row.name, row.side)),
            drawn=row.drawn and chosen.numbers == "prior",
            changed=row.name in self.scenario.changed(ParameterChange),
        )

    def picture(self, name: str, shown: object) -> Picture:
        """A figure of ``sepeace.figures`` by its name, of what it takes first."""
        return picture(self.drawn.figure(name, shown), self.drawn.png(name, shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Alone):
    """What the report of a comparison draws on."""

    content: CompareDocument
    comparison: Comparison
    without: ReportedWorld
    pair: Beside

    @property
    def worlds(self) -> tuple[ReportedWorld, ...]:
        """Both worlds."""
        return self.without, self.with_change

    @property
    def run(self) -> Run:
        """The campaign that is told, in the what-if."""
        return self.pair.one

    @property
    def events(self) -> tuple[Event, ...]:
        """The events of it that are told."""
        return story.chosen(self.run)

    @property
    def approaches(self) -> list[Event]:
        """German approaches to the West in that campaign, from the branch on."""
        return approaches(self.run)

    @property
    def changed(self) -> list[TimelineRow]:
        """What is supposed, by date."""
        return [row for row in timeline(self.scenario) if row.changed]

    @property
    def chains(self) -> list[tuple[str, float, list[tuple[float, str]]]]:
        """The commonest chains of causes, by what became of the window; see ``grouped``."""
        return list(grouped(self.content.chains))

    @property
    def card(self) -> Card | None:
        """The admissibility card; None where nothing is supposed."""
        return card(self.scenario, self.with_change.batch.luck)

    @property
    def open_before(self) -> tuple[float, date] | None:
        """Largest share of open windows before the branch, and its day; None where luck is not held so."""
        branch, found = self.scenario.branch, self.with_change.anatomy["open"]
        if branch is None or self.with_change.content.given != Luck.BRANCH:
            return None
        rows = zip(found.values, found.days, strict=True)
        return max(((float(share), day) for share, day in rows if day < branch), default=None)

    @property
    def recorded_contacts(self) -> contacts.Senders:
        """Contacts of the record from the branch on."""
        return contacts.reported_from(self.scenario.branch)

    @property
    def late_contacts(self) -> contacts.LateContacts:
        """Contacts of the world without the change in the second half of the war, beside the record."""
        return contacts.late_contacts(self.without.batch)


def gather(result: Comparison | Batch, drawn: Drawn | None = None) -> Alone:
    """The material of one world, or of a comparison; of that it runs one campaign again, in both worlds."""
    drawn = Drawn() if drawn is None else drawn
    refuse_for_class(result.scenario if isinstance(result, Batch) else result.counterfactual.scenario)
    if isinstance(result, Batch):
        return Alone(
            content=result.document,
            scenario=result.scenario,
            ruler=ruler_of(result),
            with_change=_world("the war without a change", result, result.document),
            drawn=drawn,
        )
    content, what_if = result.document, result.counterfactual
    scenario, number = what_if.scenario, story.typical(what_if)
    return Material(
        comparison=result,
        content=content,
        scenario=scenario,
        ruler=ruler_of(what_if),
        without=_world("without the change", result.baseline, content.baseline),
        with_change=_world("with the change", what_if, content.counterfactual),
        pair=beside(scenario, seed=what_if.seed, campaign=number, given=what_if.luck),
        drawn=drawn,
    )


def _world(name: str, batch: Batch, content: WorldSummary) -> ReportedWorld:
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
