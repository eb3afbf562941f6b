"""A change that lets Finland accept the Soviet terms of a day, held against the record.

What may be supposed of the second pair is her answer. It needs terms that stand on that day, and a pair that
is not taken out.
"""

from __future__ import annotations

from datetime import date

from sepeace.errors import BadScenario, BadValue, Contradiction, require_known
from sepeace.record import Record
from sepeace.record.types import Contact
from sepeace.scenario.changes import ContactChange, OperationChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.finland import offers
from sepeace.scenario.vocabulary import AGREED


def check_finnish(change: ContactChange, contact: Contact, branch: date | None, record: Record) -> None:
    """Refuse an answer that is not Finland's to suppose, and a day on which no terms stand.

    Raises:
        SepeaceError: for the first thing that is wrong.
    """
    if change.answer is None:
        raise BadScenario(
            f"{contact.id} concerns Finland; what may be supposed is that she accepts",
            given="no answer",
            allowed='answer = "agreed"',
            key=change.at("contact"),
        )
    require_known(change.answer, (AGREED,), "there is no such answer to suppose", key=change.at("answer"))
    said = [name for name in ("through", "line", "clauses") if name in change.values]
    if said:
        raise Contradiction(
            f"Finland accepts the terms that stand on the day, so her answer has no {said[0]}",
            given=said[0],
            allowed="date",
            key=change.at(said[0]),
        )
    _check_day(day_of_answer(change, contact, branch), change, record)


def day_of_answer(change: ContactChange, contact: Contact, branch: date | None) -> date:
    """The day on which she accepts: the change's own, or the recorded one, or the branch if that is later."""
    return change.start or max(contact.start, branch or date.min)


def _check_day(day: date, change: ContactChange, record: Record) -> None:
    rows = offers(record)
    if not any(row.date <= day <= row.until for row in rows):
        raise BadValue(
            "no Soviet terms stand on that day, so Finland has nothing to accept",
            given=day,
            allowed=", ".join(f"{row.date.isoformat()} to {row.until.isoformat()}" for row in rows),
            key=change.at("date" if change.start else "contact"),
        )


def _check_offer(change: ContactChange, scenario: Scenario, record: Record) -> None:
    """Refuse terms that answered an operation which the scenario has not begun by that day."""
    day = day_of_answer(change, record.contact(change.target), scenario.branch)
    (*_, row) = [row for row in offers(record) if row.date <= day <= row.until]
    for other in scenario.changes_of(OperationChange):
        late = other.start is not None and other.start > day
        if other.target == row.presupposes and (other.cancel or late):
            raise Contradiction(
                f"the Soviet terms of that day answered {other.target}, so none stand without it",
                given=f"{change.target} on {day.isoformat()} and {other.target}",
                allowed=f"an answer on another day, or {other.target} as recorded",
                key=change.at("date" if change.start else "contact"),
            )


def check_pair(scenario: Scenario, record: Record) -> None:
    """Refuse an answer of Finland where no terms stand, and in a scenario that takes the pair out."""
    for change in scenario.changes_of(ContactChange):
        if record.contact(change.target).pair == "finland":
            _check_offer(change, scenario, record)
    if "finland" not in scenario.assumptions.switches:
        return
    for change in scenario.changes_of(ContactChange):
        if record.contact(change.target).pair == "finland":
            raise Contradiction(
                "the switch finland takes the second pair out: there Finland leaves as recorded",
                given=change.target,
                allowed="switches_off without finland",
                key=change.at("contact"),
            )
