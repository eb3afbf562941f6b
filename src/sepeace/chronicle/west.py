"""What the West hears, believes and does, as phrases for the sentences of a chronicle."""

from __future__ import annotations

from sepeace.chronicle import wording
from sepeace.chronicle.campaign_index import Book
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import date_of, day_of
from sepeace.scenario.vocabulary import FORMULA
from sepeace.wording.said import said

Facts = dict[str, str]


def belief_words(before: float, after: float) -> str:
    """How the belief of the West in a separate peace moves; nothing where it does not."""
    told_before, told_after = wording.per_cent(before), wording.per_cent(after)
    if before == after:
        return said(" To the West it says nothing new.")
    if told_before == told_after:
        return said(" Western belief in a separate peace hardly moves from {before}.").format(
            before=told_before
        )
    pattern = said(" Western belief in a separate peace falls from {before} to {after}.")
    if after > before:
        pattern = said(" Western belief in a separate peace rises from {before} to {after}.")
    return pattern.format(before=told_before, after=told_after)


def hears(book: Book, row: Entry) -> Facts:
    """A piece of news of the record."""
    news = next(one for one in book.record.news if one.number == row.ref)
    contact = None if news.contact is None else book.record.contact(news.contact)
    return {
        "of": "" if contact is None else f" ({contact.title})",
        "believes": belief_words(row.first, row.second),
        "source": news.source,
    }


def told(book: Book, row: Entry) -> Facts:
    """Moscow tells its allies what it has refused."""
    first = book.parent(row)
    sent = None if first is None else book.parent(first)
    day = wording.day_words(row.time if sent is None else sent.time)
    return {"sent": day, "believes": belief_words(row.first, row.second)}


def landing_set(book: Book, row: Entry) -> Facts:
    """The day of the landing is fixed; before a branch, nobody knows of a change to come."""
    pull = book.parameters(row.time).landing_pull
    recorded = day_of(book.events[row.ref].date)
    due = recorded if row.time < book.world.held_until else book.world.landing_due
    return {
        "day": wording.day_words(due - row.first),
        "usual": wording.day_words(due),
        "days": wording.days(max(1, round(row.first))),
        "heard": wording.per_cent(row.second),
        "pull": wording.days(round(pull)),
    }


def beaten_back(book: Book, row: Entry) -> Facts:
    """The landing is beaten back."""
    event = book.events[row.ref]
    return {
        "name": wording.capital(event.name),
        "before": wording.hundredths(row.first),
        "after": wording.hundredths(row.second),
    }


def why_that_day(book: Book, row: Entry) -> str:
    """Why an event does not stand on its recorded day; nothing where it does."""
    event = book.events[row.ref]
    if date_of(row.time) == event.date:
        return ""
    recorded = wording.when(event.date)
    early = any(one.kind == slots.K_LANDING_SET and one.first > 0.0 for one in book.rows)
    if row.cause == slots.E_LANDING and early:
        return said("; fear of a separate peace draws it forward from {day}").format(day=recorded)
    return said("; the scenario moves it here from {day}").format(day=recorded)


def why_no_formula(book: Book, row: Entry) -> str:
    """Why unconditional surrender is not demanded."""
    cause = book.parameters(row.time).formula_cause
    if cause > 0.0 and not any(change.target == FORMULA for change in book.plan.scenario.changes):
        return said(
            "here feelers are held to be a cause of that demand, and the West has heard less of them than in "
            "the record"
        )
    return said("the scenario leaves the demand out")
