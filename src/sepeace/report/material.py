"""What a report is made of, worked out once: summaries, series, figures and the campaign to tell.

What is decided here, a template says: which day, which terms, which events. Prose has no place here.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sepeace import figures
from sepeace.chronicle.who_bears import BearerOfADay, who_bears
from sepeace.figures.drawn import Drawn
from sepeace.figures.files import compact
from sepeace.figures.series import ruler_of
from sepeace.model.parameters import Parameter, find
from sepeace.outcomes.causal_paths import grouped
from sepeace.record import load
from sepeace.report import contacts, story
from sepeace.report.abroad import Abroad, abroad, approaches
from sepeace.report.story import ToldWar
from sepeace.report.why import Ways, ways
from sepeace.report.worlds import Nearest, ReportedWorld, on_day, world
from sepeace.runs.answer.of_100_wars import Both, both
from sepeace.runs.batch import Batch
from sepeace.scenario.changes import ContactChange, ParameterChange
from sepeace.scenario.checks.admissibility import Card, card
from sepeace.scenario.checks.leaders import refuse_for_class
from sepeace.scenario.timeline import TimelineRow, held_lines, timeline
from sepeace.wording.assumed import Luck
from sepeace.wording.gap import Term
from sepeace.wording.outcomes import Rung

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from sepeace.documents.batch import BatchDocument, BearerRow
    from sepeace.documents.compare import CompareDocument
    from sepeace.documents.origin import Provenance
    from sepeace.ruler import Ruler
    from sepeace.runs.compare import Comparison
    from sepeace.runs.numbers import UnderNumbers
    from sepeace.runs.run import Event
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
        numbers: the rungs under the run's own numbers.
        with_change: the world; it has no change, and stands where a comparison has its what-if.
        wars: the campaigns that are told.
    """

    content: BatchDocument | CompareDocument
    numbers: UnderNumbers
    scenario: Scenario
    ruler: Ruler
    with_change: ReportedWorld
    wars: tuple[ToldWar, ...]
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
    def steps(self) -> list[tuple[Rung, Both]]:
        """The ladder in words: in how many of 100 wars each step is reached."""
        return [(rung, both(self.numbers, rung)) for rung in Rung]

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
    def of_their_day(self) -> list[tuple[list[str], list[BearerRow]]]:
        """Who bears the middle settlement of each world, by its line and day; what both worlds share once."""
        lists = {world.name: rows for world in self.worlds if (rows := world.content.after.bears)}
        first = next(iter(lists.values()), ())
        shared = [row for row in first if all(row in rows for rows in lists.values())]
        found = [(list(lists), shared)]
        if len(lists) > 1:
            found += [([name], [row for row in rows if row not in shared]) for name, rows in lists.items()]
        return [(names, rows) for names, rows in found if rows]

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
            drawn=row.drawn and chosen.drawn,
            changed=row.name in self.scenario.changed(ParameterChange),
        )

    def picture(self, name: str, shown: object) -> Picture:
        """A figure of ``sepeace.figures`` by its name, of what it takes first."""
        return picture(self.drawn.figure(name, shown), compact(self.drawn.png(name, shown)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Material(Alone):
    """What the report of a comparison draws on."""

    content: CompareDocument
    comparison: Comparison
    without: ReportedWorld

    @property
    def worlds(self) -> tuple[ReportedWorld, ...]:
        """Both worlds."""
        return self.without, self.with_change

    @property
    def steps(self) -> list[tuple[Rung, Both]]:
        """The ladder in words, in both worlds."""
        shown = {step.rung: step.shown for step in self.content.ladder}
        return [(rung, both(self.numbers, rung, shown[rung])) for rung in Rung]

    @property
    def ways(self) -> Ways:
        """How the change acts."""
        return ways(self.content)

    @property
    def approaches(self) -> list[Event]:
        """German approaches to the West in the first campaign that is told, from the branch on."""
        return approaches(self.wars[0].run) if self.wars else []

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
        if branch is None or not Luck(self.with_change.content.given).held:
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
    """The material of one world, or of a comparison; the campaigns that it tells it runs again."""
    drawn = Drawn() if drawn is None else drawn
    refuse_for_class(result.scenario if isinstance(result, Batch) else result.counterfactual.scenario)
    if isinstance(result, Batch):
        return Alone(
            content=result.document,
            numbers=result.numbers[0],
            scenario=result.scenario,
            ruler=ruler_of(result),
            with_change=world("the war without a change", result, result.document),
            wars=story.two_wars(result),
            drawn=drawn,
        )
    content, what_if = result.document, result.counterfactual
    return Material(
        comparison=result,
        content=content,
        numbers=result.numbers[0],
        scenario=what_if.scenario,
        ruler=ruler_of(what_if),
        without=world("without the change", result.baseline, content.baseline),
        with_change=world("with the change", what_if, content.counterfactual),
        wars=story.two_wars(what_if, result.baseline),
        drawn=drawn,
    )
