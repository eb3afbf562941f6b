"""`scenarios --json`, `show --json` and `record --json`: what is known before anything runs.

Their rows are the dataclasses of the record and of scenarios.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sepeace.record.background import Lock, Slip
from sepeace.record.finland import FinnishFront, FinnishRow
from sepeace.record.news import News
from sepeace.record.people import Person
from sepeace.record.types import Channel, Confidence, Contact, Event, FrontKnot, Operation
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.checks.admissibility import Card
from sepeace.scenario.library import Heading
from sepeace.scenario.timeline import TimelineRow
from sepeace.shapes import Day, Document, Hash, Said, Sparse


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenariosDocument(Document):
    """What ships with the package."""

    scenarios: tuple[Heading, ...]
    """The shipped scenarios, `historical` first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDocument(Document):
    """A scenario laid out before it is run."""

    name: Said
    """The shipped name, or that of the file."""
    title: str
    """In words."""
    question: str
    """What is asked."""
    branch: date | None
    """The day on which the worlds may first differ; null for the recorded war."""
    antecedent: str
    """What is supposed, in words; empty where nothing is."""
    banner: Said | None = None
    """A warning that stands above all that is said of it; null where there is none."""
    counted: bool = True
    """Whether it is one of the what-ifs that tables, sums, maps and lessons go through."""
    bears: tuple[Said, ...] = ()
    """Who bears what is supposed, beside those who bear any settlement."""
    sources: tuple[str, ...]
    """Works that it rests on."""
    digest: Hash
    """16 hex digits of all that can affect a run."""
    assumptions: Assumptions
    """What holds in both worlds."""
    held: tuple[str, ...]
    """What a run holds fixed, in words."""
    timeline: tuple[TimelineRow, ...]
    """From the branch on, with operations under way then; or with --all the whole war."""
    admissibility: Card | None
    """What is supposed, laid out for judgement; null where nothing is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterRow(Document):
    """A number of the model that is not in the record."""

    key: Said
    """As it is typed after --set: the name, with its side where it has one."""
    symbol: str
    """In the equations."""
    default: float
    """In force where nothing else is said."""
    low: float
    """Lowest value worth trying."""
    high: float
    """Highest value worth trying."""
    unit: Said
    """1 for a pure number."""
    drawn: bool
    """Whether each campaign draws its own value from the range."""
    meaning: str
    """In words."""
    claim: str
    """Claims of the source document that it stands for, or empty."""
    source: Said
    """A work, or the word judgement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow(Document):
    """A statement of the source document, and what stands for it here."""

    id: Said
    """C01 to C80."""
    actor: Said
    """Whom it is about."""
    statement: Said
    """In our words."""
    effect: str
    """The direction as read."""
    certainty: str
    """How firmly the document says it, or that it rests on papers held to be forged."""
    period: str
    """When."""
    document_section: str
    """Where the document has it."""
    cites: str
    """What the document cites for it, or empty."""
    home: Said
    """term, reading, scenario, contact, event, operation, channel, person, or none."""
    name: str
    """Which; empty for none."""
    why: Said
    """How it stands for the statement, or why nothing does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrimeRow(Document):
    """A crime that the calendar names."""

    id: Said
    """That of the event."""
    date: Day
    """Its first day."""
    end: Day
    """Its last day."""
    place: Said
    """Where, as the map has it."""
    name: Said
    """What was done, in words."""
    actor: Said
    """Whose crime it is."""
    source: Said
    """Works that it rests on."""
    confidence: Confidence
    """How sure the row is."""
    notes: str | None
    """The rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLine(Document):
    """A frontier, a front or a line that might have been drawn, with what lies west of it."""

    id: Said
    """As scenario files have it."""
    title: Said
    """In words."""
    places: tuple[str, ...]
    """Places that it passes, from north to south."""
    points: tuple[tuple[float, float], ...]
    """Latitude and longitude of its points, from north to south."""
    soviet_people: float | None
    """Share of the Soviet people of June 1941 who lived west of it; null where it is counted from there, or
    was not reckoned."""
    poland_millions: float | None
    """People of pre-war Poland west of it who were never Soviet; null where it was not reckoned."""
    elsewhere_millions: float | None
    """People of the other countries that Germany held; null where it was not reckoned."""
    west_source: str
    """What these numbers rest on; empty where there are none."""
    source: Said
    """What it was traced from."""
    confidence: Confidence
    """How sure the trace is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDocument(Sparse):
    """The facts and numbers that every run starts from: all parts, or the one that was asked for."""

    contacts: tuple[Contact, ...] | None = None
    """Reported peace contacts, with the grade of their evidence."""
    news: tuple[News, ...] | None = None
    """What the West learned of a separate peace, and when."""
    operations: tuple[Operation, ...] | None = None
    """Operations, with scores from the attacker's side."""
    fronts: tuple[FrontKnot, ...] | None = None
    """Where the front stood, by sector, km east of the frontier of 22 June 1941."""
    events: tuple[Event, ...] | None = None
    """Events beside operations and contacts."""
    parameters: tuple[ParameterRow, ...] | None = None
    """Every number of the model that is not in the record."""
    locks: tuple[Lock, ...] | None = None
    """What stood between a German approach and a settlement with the West."""
    slips: tuple[Slip, ...] | None = None
    """What the source document says and the record has instead."""
    people: tuple[Person, ...] | None = None
    """German officials who had a part in contacts, with their roads and days."""
    claims: tuple[ClaimRow, ...] | None = None
    """Statements of the source document, each with what stands for it."""
    channels: tuple[Channel, ...] | None = None
    """Roads that a message can take, who can open them, and when."""
    crimes: tuple[CrimeRow, ...] | None = None
    """Events that are crimes, each with its place."""
    lines: tuple[RecordedLine, ...] | None = None
    """Lines of the map, each with who lives and what lies west of it."""
    finland: tuple[FinnishRow, ...] | None = None
    """What was proposed to Finland, asked by her and refused."""
    finland_front: tuple[FinnishFront, ...] | None = None
    """Where Finland's own front stood, as a share on her ruler."""
