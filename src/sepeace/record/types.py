"""The rows of the record: one frozen type for each kind of fact.

Every row carries a source and a confidence (high, medium or low). `None` means unknown, never
zero. Strengths and losses are in men unless a field says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import Annotated, Literal, get_args

from sepeace.record.parse import BLANK, Text

Confidence = Literal["high", "medium", "low"]
Sector = Literal["north", "centre", "south"]
Grade = Literal[
    "documented", "several_reports", "disputed", "single_memoir", "rumour", "forgery_suspected", "fable"
]
Pair = Literal["main", "finland", "west", "other"]
Sender = Literal["soviet", "german", "mediator", "finnish", "western", "other", "none"]
Level = Literal["leader", "subordinate", "mediator", "public", "none"]
Result = Literal["not_sent", "filtered", "refused", "talks", "agreed", "none"]
Refuser = Literal["germany", "soviet", "finland", "west"]

OfferLine = Literal[
    "frontier_1914",
    "frontier_1939",
    "frontier_1941",
    "frontier_1938",
    "dnieper",
    "brest_litovsk",
    "arkhangelsk_astrakhan",
]
Clause = Literal["trade", "transit", "alliance_against_west", "ribbentrop_dismissed"]

SECTORS: tuple[Sector, ...] = get_args(Sector)

GRADE_CHANCE: dict[Grade, float] = {
    "documented": 1.0,
    "several_reports": 0.85,
    "disputed": 0.5,
    "single_memoir": 0.35,
    "rumour": 0.1,
    "forgery_suspected": 0.0,
    "fable": 0.0,
}
"""Chance, by judgement, that a contact of this grade took place as reported.

Papers held to be forged and meetings held to be fables are in the record because people go on telling
them. They never take place, whatever reading of disputed contacts is taken.
"""

GRADES: tuple[Grade, ...] = tuple(GRADE_CHANCE)

OFFER_LINES: tuple[OfferLine, ...] = get_args(OfferLine)
"""Lines a contact may name. "frontier_1939" is the September 1939 line in Poland, before the
Baltic states and Bessarabia were annexed; in Poland it runs as the June 1941 frontier does."""

CLAUSES: tuple[Clause, ...] = get_args(Clause)
"""Terms beside a line. A demand for persecution is never among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A major operation of the Eastern Front, with its success coded twice.

    Scores count from the attacker's side. At the lower end stand a disaster (-1.5) and an attack that
    comes to nothing (-.5); a limited gain is .5 and a full one 1; 1.5 is for an attack that destroyed a
    whole army, 2 for one that decided the campaign. `score` is the adopted one. `coded_apart` is False where
    both codings were made together, as for operations added or divided late. The second coder knew the
    first scores, so the two are apart but not blind. `nested_in` names an operation that contains this
    one, `presupposes` one without which it would not have been fought at all.

    `number` is its address and never changes; `id` is its name in files, `name` that in text. `attacker`
    fought in `sectors` from `start` to `end`. `attacker_strength`, `defender_strength`, `attacker_losses` and
    `defender_losses` are men, None if unknown; `outcome` is told in words; `km_gained` is kilometres in the
    attacker's direction, which `moves_front` or not. `score_first` and `score_second` are the two codings,
    with `reason_first` and `reason_second`. `confidence` is that of the row, `source` names works, `notes`
    the rest.

    >>> citadel = sp.record.load().operation("citadel")
    >>> citadel.attacker, citadel.start
    ('germany', datetime.date(1943, 7, 5))
    """

    number: int
    id: str
    name: str
    start: Date
    end: Date
    attacker: Literal["germany", "soviet"]
    sectors: tuple[Sector, ...]
    attacker_strength: float
    defender_strength: float
    attacker_losses: float | None
    defender_losses: float | None
    outcome: str
    km_gained: float
    moves_front: bool
    nested_in: str | None
    presupposes: str | None
    score: float
    score_first: float
    score_second: float
    reason_first: str
    reason_second: str
    coded_apart: bool
    confidence: Confidence
    source: str
    notes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class WesternBattle:
    """A battle in the West.

    A scenario scores it as it does one in the East, from the side of the attacker.

    Attributes:
        number, id, name: what it is called.   start, end: days.   attacker: "germany" or "west".
        score_germany: from -2 to 2, from the German side.
        strength_millions: the mean of both sides.
        source, confidence: where it is from, and how sure it is.

    >>> battle = sp.record.load().western_battles[0]
    >>> battle.score in (battle.score_germany, -battle.score_germany)
    True
    """

    number: int
    id: str
    name: str
    start: Date
    end: Date
    attacker: Literal["germany", "west"]
    score_germany: float
    strength_millions: float
    source: str
    confidence: Confidence

    @property
    def score(self) -> float:
        """Its score from the side of the attacker."""
        return self.score_germany if self.attacker == "germany" else -self.score_germany


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontKnot:
    """Where a sector front stood on a day: km east of the June 1941 frontier along its track."""

    date: Date
    sector: Sector
    km: float
    anchor: str
    lat: float
    lon: float
    notes: Text
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Men at the front on a day: Soviet front forces, Axis forces in the East with their range."""

    date: Date
    soviet: float
    axis: float
    axis_low: float
    axis_high: float
    soviet_all_forces: float | None
    german: float | None
    finnish: float | None
    other_axis: float | None
    source: str
    confidence: Confidence
    notes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLoss:
    """Casualties of a quarter: killed, missing, wounded and sick.

    `derived` rows are worked out by the loader because the record has no figure; their source
    says how.
    """

    quarter: str
    start: Date
    end: Date
    soviet: float
    german: float
    soviet_irrecoverable: float | None
    soviet_front_strength: float | None
    german_low: float | None
    german_high: float | None
    german_deaths: float | None
    derived: bool = False
    source: str
    confidence: Confidence
    german_source: str
    german_confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class YearLoss:
    """Casualties of a year; German reports are absent after 1943."""

    year: int
    soviet: float
    soviet_irrecoverable: float
    german: float | None
    german_deaths: float | None
    source: str
    confidence: Confidence
    notes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A reported peace contact.

    `sender` is who made the move as the document and Mastny read it; `sender_fleischhauer` is the
    sender where Fleischhauer's reading turns it round, else None. `level` is who carried it: a leader or
    with his leave, a subordinate, a mediator; public for an appeal or a newspaper.
    `result`: not_sent (never left its own side), filtered (stopped by an intermediary), refused
    (by the other leader), talks (met and broke off), agreed (a settlement of another pair), none.
    `confidence` is that of the grade, not of the story. `correction` says where the source document errs.

    `number` is its address, `id` its name in files, `code` that in the list of contacts, `title` that in
    text. It lasted from `start` to `end`, as sure as `date_precision` says, and concerns the `pair`.
    `channel` is the road, `refused_by` who refused. `terms` are told in words; `line`, `alternative_lines`
    and `clauses` name them. `response` and `outcome` say what came of it, `document_section` where the source
    document has it; `grade` and `source` what it rests on, `notes` the rest.

    >>> kleist = sp.record.load().contact("stockholm_june_1943")
    >>> kleist.grade, kleist.chance
    ('single_memoir', 0.35)
    """

    number: int
    id: str
    code: str
    title: str
    start: Date
    end: Date
    date_precision: str
    pair: Pair
    sender: Sender
    sender_fleischhauer: Sender | None
    level: Level
    channel: str | None
    result: Result
    refused_by: Refuser | None
    grade: Grade
    terms: Text
    line: OfferLine | None
    alternative_lines: Annotated[tuple[OfferLine, ...], BLANK]
    clauses: Annotated[tuple[Clause, ...], BLANK]
    response: Text
    outcome: Text
    document_section: Text
    source: str
    confidence: Confidence
    notes: Text
    correction: Text

    @property
    def chance(self) -> float:
        """Chance that it took place as reported, from its grade."""
        return GRADE_CHANCE[self.grade]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A dated event beside the operations and contacts.

    `number` is its address, `id` its name in files, `name` that in text; from `date` to `end`, done by
    `actor`; `kind` says what sort of event. `source` names works, `confidence` how sure the row is, `notes`
    the rest.

    >>> sp.record.load().event("torch").date
    datetime.date(1942, 11, 8)
    """

    number: int
    id: str
    date: Date
    end: Date
    name: str
    actor: str
    kind: str
    source: str
    confidence: Confidence
    notes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A road a message could take.

    `sides` are those that can open it; `opens` and `closes` bound it. A road that is `shut` is closed all
    the war unless a scenario opens it: people tell of it, and no use of it is confirmed.
    `latency_months` is a mean.
    `leak` and `interception` are rates per month under way. `gate_germany` and `gate_soviet` are
    the chances that a message is passed up to that leader. `mediated_per_month` is the rate at
    which a mediator starts messages of his own here between `opens` and `closes`; from `not_heard_from` on
    Moscow refuses whatever a mediator proposes here.

    `number` is its address, `id` its name in files, `name` that in text, `place` the town. `people_german`
    and `people_soviet` used it; `deniability` says how it could be disowned. `source` names works,
    `confidence` how sure the row is, `notes` the rest.

    >>> stockholm = sp.record.load().channel("stockholm")
    >>> stockholm.place, stockholm.shut
    ('Stockholm', False)
    """

    number: int
    id: str
    name: str
    place: str
    people_german: Text
    people_soviet: Text
    sides: tuple[str, ...]
    opens: Date
    closes: Date
    shut: bool
    latency_months: float
    leak: float
    interception: float
    gate_germany: float
    gate_soviet: float
    deniability: str
    mediated_per_month: float
    not_heard_from: Date | None
    source: str
    confidence: Confidence
    notes: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarter:
    """American supplies to the Soviet Union in a quarter, in long tons: shipped, and promised.

    They are counted on leaving American ports: what was sunk on the way is in it.
    British and Canadian supplies are not.
    """

    quarter: str
    start: Date
    end: Date
    shipped_us: float
    promised: float
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class OilYear:
    """German oil supply of a year in thousand tonnes, in all and by origin."""

    year: int
    supply_kt: float
    synthetic_kt: float
    crude_kt: float
    imports_kt: float
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Divisions:
    """German divisions in the East and in all on a day."""

    date: Date
    east: float
    total: float
    source: str
    confidence: Confidence
    notes: Text

    @property
    def share_elsewhere(self) -> float:
        """Share of German divisions not in the East."""
        return 1.0 - self.east / self.total
