"""How improbable the antecedent of a what-if is under the model, part by part.

A score that is fixed has the tail chance of the model's own score equation; a number has the
chance of its declared range; a contact has the chance of its evidence, and what is supposed to
come of it has none. For what the model is merely given (dates, orders, the West, channels) there
is no chance, and none is made up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

from sepeace.kernel.battlefield.operations import edge, fresh_sd
from sepeace.kernel.fields import Parameters
from sepeace.model.parameters import Parameter
from sepeace.record import Record
from sepeace.record.types import Contact
from sepeace.scenario import operations, recorded_weeks
from sepeace.scenario.changes import (
    ALL,
    Change,
    ContactChange,
    EventChange,
    LeaderChange,
    OperationChange,
    ParameterChange,
)
from sepeace.scenario.checks.finland import day_of_answer
from sepeace.scenario.checks.finnish_chance import gap_on, nats_of_gap
from sepeace.scenario.operations import Fought
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import base_sources, defaults_under
from sepeace.scenario.tables.departures import PROFILE_OF
from sepeace.scenario.tables.meetings import held_on, invented

LN2 = math.log(2.0)
_FAR = 30.0  # standard deviations beyond which the tail is taken from its expansion


@dataclass(frozen=True, slots=True, kw_only=True)
class Improbability:
    """How improbable one part of the antecedent is.

    Attributes:
        what: the part, in words.
        nats, bits: minus the logarithm of its chance, to base e and 2; None where the model defines none.
        because: where the number comes from, or why there is none.
    """

    what: str
    nats: float | None
    bits: float | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """The chance of a score at least as far from the recorded one as the forced one.

    Attributes:
        side: upper (at or above the forced score) or lower.
        mean, sd: of the model's score at the recorded state; sd is 0 if structure leaves no luck.
        nats: minus the log of the chance; None if the chance is 0.
    """

    side: str
    mean: float
    sd: float
    nats: float | None


def improbabilities(scenario: Scenario, record: Record) -> tuple[Improbability, ...]:
    """One entry for each thing that is forced; a change that forces two things has two."""
    fought = {row.id: row for row in operations.fought(record, scenario.changed(OperationChange), {})}
    parts: list[Improbability] = []
    for change in scenario.changes:
        match change:
            case OperationChange(target=target):
                parts += _of_operation(change, fought[target], scenario, record)
            case ParameterChange():
                parts.append(_of_parameter(change, scenario))
            case ContactChange(target=target):
                contact = record.contact(target)
                finnish = contact.pair == "finland"
                if finnish:
                    parts.append(_of_finland(change, contact, scenario))
                else:
                    parts += _of_contact(change, contact, scenario.branch)
            case _:
                parts.append(_part(_decision(change), _DECISIONS[change.kind]))
    return tuple(parts)


_DECISIONS = {
    "event": "What the West does, and when, is given to the model.",
    "contact": "The model has no chance for such a choice.",
    "channel": "Who keeps a channel open, and how it works, is given to the model.",
    "leader": "Who leads is given to the model.",
    "policy": "Which policy is followed is given to the model.",
}


def _decision(change: Change) -> str:
    if isinstance(change, LeaderChange):
        return f"{PROFILE_OF[change.profile].title.capitalize()} in Hitler's place"
    if change.values.get("cancel"):
        return f"No {change.target}"
    if change.target == ALL:
        return "Every channel changed"
    moved = change.start if isinstance(change, EventChange) else None
    return f"{change.target} changed" if moved is None else f"{change.target} on {moved.isoformat()}"


def bits_of(nats: float | None) -> float | None:
    """The same in bits."""
    return None if nats is None else nats / LN2


def _part(what: str, because: str, nats: float | None = None) -> Improbability:
    return Improbability(what=what, nats=nats, bits=bits_of(nats), because=because)


def _of_operation(
    change: OperationChange, row: Fought, scenario: Scenario, record: Record
) -> list[Improbability]:
    if not row.east:
        what = f"{row.name} does not take place" if change.cancel else f"{row.name} scores {change.score:g}"
        return [_part(what, "Battles in the West are given to the model: it has no chance for them.")]
    if change.cancel:
        because = "Whether an attack is ordered is given to the model as a date of the calendar."
        return [_part(f"{row.name} does not take place", because)]
    parts = []
    if row.moved:
        parts.append(_part(f"{row.name} on another date", "The calendar of attacks is given to the model."))
    if row.forced:
        tail = score_tail(row, scenario, recorded_weeks.recorded_strength(record))
        parts.append(_part(f"{row.name} scores {row.forced_score:g}", _tail_words(row, tail), tail.nats))
    return parts


def score_tail(row: Fought, scenario: Scenario, force: list[list[float]]) -> Tail:
    """The tail of the score equation at the recorded state when the operation starts.

    The state: recorded strengths, no lead of the front over the record, parameters at their defaults
    or as the scenario's assumptions set them. The tail is the upper one if the forced score lies
    above the recorded one and the lower one if below. If it is the recorded one there is no
    direction, and the likelier tail is taken: its chance is then a half or more. Scores are cut off
    at -2.5 and 3; the mass beyond lies in the tail. Campaigns draw the coefficients from a narrow
    joint distribution as well; its spread is left out here.

    Args:
        row: of `operations.fought`, with a forced score.
        force: weekly recorded strengths of the two sides, as `recorded_weeks.recorded_strength` gives them.
    """
    own = defaults_under(scenario.assumptions)
    expected, now = (_mean(own, row, day, force) for day in (row.recorded_start, row.start))
    weight = own.structure_weight
    mean = now + weight * (row.score - expected)
    sd = fresh_sd(weight, own.score_sd)
    ahead = row.forced_score - mean
    upper = row.forced_score > row.score or (row.forced_score == row.score and ahead <= 0.0)
    return Tail(
        side="upper" if upper else "lower", mean=mean, sd=sd, nats=_nats(ahead if upper else -ahead, sd)
    )


def _mean(own: Parameters, row: Fought, day: float, force: list[list[float]]) -> float:
    """Of the score equation at the recorded strengths of a day."""
    ratio, quality = operations.ratio_on(row, day, force), edge(day, row.side)
    return own.score_base + own.force_advantage * ratio + own.quality_trend * quality


def _nats(distance: float, sd: float) -> float | None:
    """Minus the log of the chance that a normal number lies `distance` or more above its mean."""
    if sd <= 0.0:
        return 0.0 if distance <= 0.0 else None
    z = distance / sd
    if z < _FAR:
        return max(0.0, -math.log(0.5 * math.erfc(z / math.sqrt(2.0))))
    return 0.5 * z * z + math.log(z * math.sqrt(2.0 * math.pi)) - math.log1p(-1.0 / (z * z))


def _tail_words(row: Fought, tail: Tail) -> str:
    if row.forced_score == row.score:
        which = f"Recorded score; the likelier side of it, {tail.side} tail"
    else:
        which = f"{tail.side.capitalize()} tail at {row.forced_score:g} (recorded {row.score:g})"
    words = f"{which}, of the model's score on that day, coefficients at their defaults: "
    words += f"mean {tail.mean:.2f}, sd {tail.sd:.2f}."
    return words if tail.nats is not None else f"{words} These settings leave no luck: it cannot be."


def _of_parameter(change: ParameterChange, scenario: Scenario) -> Improbability:
    row = change.row
    value = change.of(base_sources(scenario.assumptions, drawn=False)[row.key][1])
    quantity = row.quantity
    what = f"{row.key} is {value:g} {quantity.unit}"
    beside = f"{quantity.low:g} to {quantity.high:g}, default {quantity.value:g}"
    chance = range_tail(row, value)
    if chance <= 0.0:
        return _part(what, f"Outside the declared range ({beside}): the range gives it no chance.")
    because = (
        "Chance of a value as far from the default or farther on that side, in the declared range "
        f"({beside}). This is doubt about a number, not the chance of an event."
    )
    return _part(what, because, -math.log(chance))


def range_tail(row: Parameter, value: float) -> float:
    """Chance, by the two triangles of a parameter's range, of `value` or one farther from the default."""
    quantity = row.quantity
    if value == quantity.value:
        return 0.5
    end = quantity.low if value < quantity.value else quantity.high
    if end == quantity.value:
        return 0.0
    share = (end - value) / (end - quantity.value)
    return 0.5 * share * share if share > 0.0 else 0.0


def _of_finland(change: ContactChange, contact: Contact, scenario: Scenario) -> Improbability:
    """Her acceptance on the day, by her line at the middle numbers and her error alone."""
    from sepeace.scenario.plan import plan  # which imports the checks

    day = day_of_answer(change, contact, scenario.branch)
    own = defaults_under(scenario.assumptions)
    gap = gap_on(day, plan(scenario).world, own)
    what = f"Finland accepts on {day.isoformat()}"
    if gap is None:
        return _part(what, "By then her line hangs on the landing that both leaders expect: no number here.")
    because = (
        f"At the middle numbers her line lies {gap:.2f} above the terms, and her error has a spread of "
        f"{own.expectation_noise:.2f}. With numbers drawn, and over all the months in which the terms stand, "
        "it is less improbable: see the page on Finland."
    )
    return _part(what, because, nats_of_gap(gap, own.expectation_noise))


def _of_nothing(day: date, contact: Contact) -> Improbability:
    """What is supposed on a day on which the record has no such contact."""
    grade = contact.grade.replace("_", " ")
    because = (
        f"The record has no such contact on that day. {contact.title}, of {contact.start.isoformat()}, lends "
        f"it the road alone: that its evidence is graded {grade} says nothing of what is invented here."
    )
    return _part(f"A meeting on {day.isoformat()}, invented, in the name of {contact.id}", because)


def _of_contact(change: ContactChange, contact: Contact, branch: date | None) -> list[Improbability]:
    """Doubt about the record, and what is supposed beside it: one is no measure of the other."""
    grade = contact.grade.replace("_", " ")
    what = f"The contact {contact.id} took place"
    if invented(change, contact, branch):
        parts = [_of_nothing(held_on(change, contact, branch), contact)]
    elif contact.chance == 0.0:
        parts = [_part(what, f"Its evidence is graded {grade}: the record gives it no chance.")]
    else:
        because = (
            f"Its evidence is graded {grade}, chance {contact.chance:g} by judgement. This is doubt about "
            "the record alone, and says nothing of what is supposed to come of it."
        )
        parts = [_part(what, because, max(0.0, -math.log(contact.chance)))]
    what = f"What is supposed to come of {contact.id}"
    moved = change.start is not None and not contact.start <= change.start <= contact.end
    other = change.through not in (None, contact.channel)
    if moved or other or change.line is not None or change.clauses is not None:
        what += ", and the date, channel or terms given to it"
    return [*parts, _part(what, _DECISIONS["contact"])]
