"""Operations that rest on how an earlier one ended: a table, and what a change undoes of it.

An operation of the record, or an event of the West, keeps its date though what it rested on is changed: so
Winter Storm sets out to relieve an army that was never surrounded. The model cannot plan anew. Whatever is
laid out before a run names such operations and events, and leaves it to the author of a scenario to take them
out. Nothing here acts on a run.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from sepeace.files import data_text
from sepeace.record import Record
from sepeace.record.types import Event, Operation
from sepeace.scenario.changes import EventChange, OperationChange
from sepeace.scenario.operations import beaten_back
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import event_changes
from sepeace.scenario.vocabulary import LANDING, rests_on

SUCCESS, FAILURE = "success", "failure"
LEAST_SUCCESS, MOST_FAILURE = 0.75, 0.0
"""A score above the first is more than a limited success for its attacker, one up to the second a failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presupposition:
    """What an operation rests on.

    Attributes:
        operation: its id.
        presupposes: id of the operation it rests on.
        ended_in: success or failure: how that must have ended for its own attacker.
        because: why, as a clause.
        source: where that is from; what is the authors' own is marked judgement.
    """

    operation: str
    presupposes: str
    ended_in: str
    because: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """An operation that stays in the calendar though a change takes away what it rests on."""

    row: Operation
    change: OperationChange
    rests_on: Presupposition


@cache
def presuppositions() -> tuple[Presupposition, ...]:
    """The rows of data/presuppositions.csv, in their order."""
    text = data_text("presuppositions.csv")
    return tuple(Presupposition(**row) for row in csv.DictReader(io.StringIO(text, newline="")))


def undone(scenario: Scenario, record: Record) -> Iterator[Undone]:
    """Operations of the record that a scenario leaves as they are while it undoes what they rest on.

    Those that are over before the branch are past, and are not among them.
    """
    changes = scenario.changed(OperationChange)
    rows = {row.id: row for row in record.operations}
    for rests in presuppositions():
        row, change = rows.get(rests.operation), changes.get(rests.presupposes)
        if row is None or change is None or rests.operation in changes:
            continue
        past = scenario.branch is not None and row.end < scenario.branch
        if not past and _undoes(change, rests.ended_in, row.start, rows[rests.presupposes]):
            yield Undone(row=row, change=change, rests_on=rests)


def western(scenario: Scenario, record: Record) -> list[str]:
    """Events of the West that a scenario keeps while it undoes what they rest on, in sentences."""
    changes, told = event_changes(scenario.changes), []
    beaten = beaten_back(scenario.changed(OperationChange))
    for name, event in rests_on("presupposes"):
        row, first, change = record.event(name), record.event(event), changes.get(event)
        gone = change is not None and (
            change.cancel or (change.start is not None and change.start > row.date)
        )
        past = scenario.branch is not None and row.date < scenario.branch
        if (
            name not in changes
            and not past
            and (gone or (beaten and event == LANDING and _lost(row, change)))
        ):
            told.append(
                f"{row.name} [{name}], {row.date.isoformat()}, rests on what the scenario undoes: "
                f"{first.name}. It takes place all the same unless the scenario takes it out "
                f'(event = "{name}", cancel = true).'
            )
    return told


def _lost(row: Event, landing: EventChange | None) -> bool:
    """Whether a landing that is beaten back has come before an event that looks forward to it."""
    return landing is not None and landing.start is not None and landing.start <= row.date


def _undoes(change: OperationChange, ended_in: str, start: date, first: Operation) -> bool:
    """Whether a change takes away that an operation ended so before another one starts."""
    if change.cancel:
        return True
    if change.score is not None:
        met = change.score > LEAST_SUCCESS if ended_in == SUCCESS else change.score <= MOST_FAILURE
        if not met:
            return True
    return change.start is not None and first.start <= start < change.start


def warnings(scenario: Scenario, record: Record) -> list[str]:
    """The same in sentences; then the events of the West."""
    told = []
    for one in undone(scenario, record):
        first, rests = record.operation(one.change.target).name, one.rests_on
        told.append(
            f"{one.row.name} [{one.row.id}], from {one.row.start.isoformat()}, presupposes that {first} "
            f"ended in {rests.ended_in} for its attacker, and the scenario undoes that: {rests.because}. "
            "It is fought all the same unless the scenario takes it out "
            f'(operation = "{one.row.id}", cancel = true).'
        )
    return [*told, *western(scenario, record)]
