"""The admissibility card of a what-if: what it rewrites, how improbable that is, what else must be true.

The criteria are those of Tetlock and Belkin (1996). What the record and the model can answer is
worked out here without running a campaign; what only a reader can judge stays a question and is
never scored. Where the model has no chance for a decision, the card says so and names no number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from datetime import date

from sepeace.record import Record, load
from sepeace.record.types import Operation, WesternBattle
from sepeace.scenario.changes import (
    ALL,
    ChannelChange,
    ContactChange,
    EventChange,
    LeaderChange,
    OperationChange,
    ParameterChange,
    PolicyChange,
)
from sepeace.scenario.checks.improbability import LN2, Improbability, bits_of, improbabilities
from sepeace.scenario.checks.presuppositions import warnings
from sepeace.scenario.operations import BATTLE_EVENTS, NORMANDY, fall_away
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import defaults_under
from sepeace.scenario.tables.departures import POLICY_OF, notes
from sepeace.scenario.tables.meetings import held_on
from sepeace.scenario.tables.western import LANDING_FIXED_ON
from sepeace.scenario.timeline import TimelineRow, held_lines, timeline, under_way
from sepeace.scenario.vocabulary import LANDING, REFUSED

WITHIN_DAYS = 120
"""An attack in the same sector that starts within so many days rests on the changed one (judgement)."""

NO_DOUBT = "not in doubt"
"""What no improbability at all is called."""
OPEN_QUESTIONS = (
    "Clarity: is it plain what is changed, and could two readers tell whether it had happened?",
    "Cotenability: could the change be true while everything that is kept stays true as well?",
    "Minimal rewrite: does another change, nearer to what people then thought possible, do the same?",
    "Theory: does what links change and outcome agree with what is held about leaders and war termination?",
    "Generalisations: does it agree with what usually follows such events in other wars?",
    "Projectability: what else would be found if this reasoning were right, and can it be looked up?",
)
"""What a reader has to judge; the model answers none of them."""

FINNISH_HOLDS = (
    "Finland can break with Germany: German troops stand in Lapland, and she eats German grain. What Germany "
    "does to her for it is in her line beforehand, and in nothing that follows.",
    "The front south of Leningrad stays with the German army. No term says that Leningrad would be spared.",
)
"""What else must be true where Finland accepts."""

MAY_DIFFER = (
    "The two worlds may differ from the branch on in: front, losses and strengths, scores of battles, "
    "attacks called off, what either side would settle for, who writes to whom, talks and their end."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a scenario supposes, laid out for judgement.

    Attributes:
        facts_rewritten: the changed rows of the time line, each with what it was.
        untouched: recorded facts that are over before the branch and stay as they are.
        improbability: one entry for each forced change, in the order of the file.
        nats, bits: their sum, as if the parts were independent; None if any part is undefined.
        must_hold: what else must be true.
        held: what a run lets differ and what it holds fixed.
        open_questions: left to the reader.
    """

    facts_rewritten: tuple[TimelineRow, ...]
    untouched: int
    improbability: tuple[Improbability, ...]
    nats: float | None
    bits: float | None
    must_hold: tuple[str, ...]
    held: tuple[str, ...]
    open_questions: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The card by key; rows stay dataclasses."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def card(scenario: Scenario, given: str | None = None, record: Record | None = None) -> Card | None:
    """The card of a scenario, or None where nothing is supposed.

    Args:
        scenario: checked, as `load` returns it.
        given: what a run would be given, as for `held_lines`.
        record: the record; the packaged one by default.

    Raises:
        BadValue, NotYet: from `held_lines`, for a `given` that the scenario cannot have.
    """
    if not scenario.changes or scenario.branch is None:
        return None
    record = record or load()
    rows = timeline(scenario, record)
    parts = improbabilities(scenario, record)
    nats = [part.nats for part in parts if part.nats is not None]
    total = sum(nats) if len(nats) == len(parts) else None
    return Card(
        facts_rewritten=tuple(row for row in rows if row.changed),
        untouched=sum(_over_before(row, scenario.branch, record) for row in rows),
        improbability=parts,
        nats=total,
        bits=bits_of(total),
        must_hold=tuple(_must_hold(scenario, record)),
        held=(MAY_DIFFER, *held_lines(scenario, given)),
        open_questions=OPEN_QUESTIONS,
    )


def _over_before(row: TimelineRow, branch: date, record: Record) -> bool:
    """Whether a fact is unchanged and over: an operation still under way at the branch is decided anew."""
    end = record.battle(row.id).end if row.kind == "operation" else row.date
    return not row.changed and end < branch


def card_lines(made: Card, plain: bool = False) -> list[tuple[str, list[str]]]:
    """The card as headings, each with its lines; ``plain`` has chances in place of nats and bits."""
    told = chance_words if plain else amount
    facts = []
    for row in made.facts_rewritten:
        facts.append(f"{row.date.isoformat()}  {row.text}")
        facts.append(f"  recorded: {row.was}")
    facts.append(f"Recorded facts from before the branch that are left untouched: {made.untouched}.")
    chances = [f"{what}: {told(nats)}. {because}" for what, nats, because in _grouped(made.improbability)]
    if made.nats is None:
        chances.append("In sum: not defined, since a part is not.")
    elif plain:
        if len(made.improbability) > 1:
            chances.append(f"All together: {chance_words(made.nats)}, if the parts are independent.")
    else:
        beside = ", if the parts are independent" if len(made.improbability) > 1 else ""
        chances.append(f"In sum: {amount(made.nats)}, a chance of {math.exp(-made.nats):.2g}{beside}.")
    return [
        ("Facts rewritten", facts),
        ("Improbability of what is supposed", chances),
        ("What else must be true", list(made.must_hold)),
        ("Projected consequences", list(made.held)),
        ("Left to the reader's judgement", list(made.open_questions)),
    ]


def _grouped(parts: tuple[Improbability, ...]) -> list[tuple[str, float | None, str]]:
    """The parts for reading: those without a number are told together where the reason is the same."""
    told: list[tuple[str, float | None, str]] = []
    for part in parts:
        if told and part.nats is None and told[-1][1:] == (None, part.because):
            told[-1] = (f"{told[-1][0]}; {part.what}", None, part.because)
        else:
            told.append((part.what, part.nats, part.because))
    return told


def chance_words(nats: float | None) -> str:
    """A chance as one in so many, or in a hundred where it is not small."""
    if nats is None:
        return "not defined by the model"
    if nats == 0.0:
        return NO_DOUBT
    chance = math.exp(-nats)
    if chance >= 0.1:
        return f"about {100.0 * chance:.0f} in 100"
    return f"about 1 in {float(f'{1.0 / chance:.2g}'):,.0f}"


def amount(nats: float | None) -> str:
    """Nats with bits in brackets."""
    if nats is None:
        return "not defined by the model"
    return f"{nats:.2f} nats ({nats / LN2:.2f} bits){f', {NO_DOUBT}' if nats == 0.0 else ''}"


# --- what else must be true ---------------------------------------------------------------------------


def followers(change: OperationChange, scenario: Scenario, record: Record) -> list[Operation]:
    """Recorded operations that rest on a changed one: begun after it, soon, in one of its sectors.

    They start on or after the branch, within `WITHIN_DAYS` of its recorded start, and are not
    changed themselves.
    """
    first = record.operation(change.target)
    changed = scenario.changed(OperationChange)
    return [
        row
        for row in sorted(record.operations, key=lambda row: (row.start, row.number))
        if 0 < (row.start - first.start).days <= WITHIN_DAYS
        and (scenario.branch is None or row.start >= scenario.branch)
        and set(row.sectors) & set(first.sectors)
        and row.id not in changed
    ]


def _must_hold(scenario: Scenario, record: Record) -> list[str]:
    own = defaults_under(scenario.assumptions)
    lines: list[str] = []
    for change in scenario.changes_of(OperationChange):
        lines += _operation_holds(change, scenario, record)
    lines += warnings(scenario, record)
    going_on = ", ".join(f"{row.name} [{row.id}]" for row in under_way(scenario, record))
    if going_on:
        lines.append(f"Under way at the branch, and decided anew from there: {going_on}.")
    lines.append(
        "Neither side rewrites its plans: an attack that is not changed keeps its date. It is called off "
        f"only below {own.feasible_ratio:g} of its recorded force ratio, or with its front "
        f"{own.feasible_lag:g} km behind the record."
    )
    for meeting in scenario.changes_of(ContactChange):
        contact = record.contact(meeting.target)
        if contact.pair == "finland":
            lines += FINNISH_HOLDS
            continue
        where = meeting.through or contact.channel
        day = held_on(meeting, contact, scenario.branch)
        if meeting.answer == REFUSED:
            lines.append(f"On {day.isoformat()} {meeting.target} reaches its receiver through {where}.")
            continue
        lines.append(
            f"On {day.isoformat()} go-betweens of both sides can meet through {where}, and are listened to "
            "at home as far as the model's gatekeepers let them. Neither side's aims change because of it."
        )
    for channel in scenario.changes_of(ChannelChange):
        if channel.target == ALL:
            lines.append("Every channel works otherwise at once, whoever keeps it.")
            continue
        lines.append(f"All other channels work as recorded while {channel.target} is changed.")
    for parameter in scenario.changes_of(ParameterChange):
        lines.append(f"No other number changes with {parameter.target}.")
    if scenario.changes_of(LeaderChange):
        lines.append("Army, ministries, police and SS obey the new man, and the war goes on as before.")
    for policy in scenario.changes_of(PolicyChange):
        lines.append(f"Nothing else changes with {POLICY_OF[policy.target].title}.")
    return [*lines, *_western_holds(scenario), *notes(scenario.changes)]


def _most_drawn_forward(scenario: Scenario) -> float:
    """Days by which fear of a separate peace can bring the landing forward; 0 where its day is fixed."""
    own, branch = defaults_under(scenario.assumptions), scenario.branch
    over = branch is not None and branch > LANDING_FIXED_ON  # until the branch the West hears what it heard
    fixed = over or LANDING in scenario.changed(EventChange) or own.landing_pull == 0.0
    return 0.0 if fixed else own.landing_roof


def _operation_holds(change: OperationChange, scenario: Scenario, record: Record) -> list[str]:
    row = record.battle(change.target)
    if isinstance(row, WesternBattle):
        gone = (
            fall_away(scenario.changed(OperationChange), scenario.branch, record)
            if row.id == NORMANDY
            else ()
        )
        if gone:
            names = ", ".join(battle.name for battle in gone)
            return [f"What rests on {row.name} is not fought: {names}. The West keeps its other battles."]
        return [f"The war in the West keeps its other dates and battles, whatever {row.name} leads to."]
    after = followers(change, scenario, record)
    names = ", ".join(f"{later.name} [{later.id}]" for later in after)
    lines = [
        f"These stay in the calendar, though they rest on the recorded outcome of {row.name}: {names}."
        if after
        else f"No attack in the same sectors follows {row.name} within {WITHIN_DAYS} days."
    ]
    if change.cancel:
        lines.append(
            "Forces that it took stay where they are; in its sectors the better placed side may attack."
        )
    elif change.start is not None and change.start != row.start:
        lines.append("Its length and recorded losses stay, laid over the new dates.")
    return lines


def _western_holds(scenario: Scenario) -> list[str]:
    changes, drawn = scenario.changed(EventChange), _most_drawn_forward(scenario)
    if NORMANDY in scenario.changed(OperationChange) and not changes and not drawn:
        return ["The West keeps its recorded dates, and has no other plans because of what is changed."]
    if not changes and not drawn:
        return ["The West keeps its recorded dates: promises, conferences, landings, battles."]
    lines = ["The West keeps its other recorded dates, and has no other plans because of what is changed."]
    if drawn:
        dates = "other recorded dates" if changes else "recorded dates of promises, conferences and battles"
        lines = [
            f"The West keeps its {dates}. Fear of a separate peace may bring the landing in France forward, "
            f"by {drawn:.0f} days at most, and with it nothing else that the West plans."
        ]
    if set(changes) & set(BATTLE_EVENTS.values()):
        lines.append("A battle in the West that belongs to a changed event moves or falls away with it.")
    if "second_front" in changes:
        lines.append(
            "German divisions are bound in the West by the changed landing, not by the recorded one."
        )
    return lines
