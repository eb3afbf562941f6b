"""The fields of the sentences on operations: how they begin, how they end, and where the front stands then.

Numbers are taken from the row, the week and the parameters in force; nothing is drawn or decided here.
"""

from __future__ import annotations

import math

from sepeace.chronicle import wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.sentences import TITLES
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import date_of
from sepeace.scenario.changes import EventChange, OperationChange
from sepeace.scenario.operations import BATTLE_EVENTS, Fought
from sepeace.wording.said import said

Facts = dict[str, str]

CANCELLED = 2
"""``Fought.forced`` of an operation that the scenario leaves out."""
NOT_FOUGHT = (slots.C_RATIO, slots.C_LAG, slots.C_MET, slots.C_CHANGE)
FAR_KM = 100.0
"""A front further than this from the recorded one is elsewhere: the names of places that battles have do not
fit (judgement)."""


def operation(book: Book, row: Entry) -> Facts:
    """An operation begins, or does not."""
    own = book.operation(row)
    again = row.parent >= 0
    side, other = own.side, 1 - own.side
    columns = ("axis_strength", "soviet_strength")
    strength = [book.value(row.time, column, before=True) for column in columns]
    parameters = book.parameters(row.time)
    ratio = strength[side] / strength[other]
    recorded = math.exp(book.world.op_ratio[row.ref])
    return {
        "title": title(book, row),
        "begins": said("goes on and is decided anew from here") if again else said("begins"),
        "off": said("is broken off") if again else said("is called off"),
        "supposed": said(" What the scenario supposes did not arise.") if own.forced == 1 else "",
        "score": wording.score_words(row.first) if own.east else wording.western_words(row.first),
        "recorded_so": recorded_so(book, row),
        "dated": moved_here(own) or said("the record has it on this date"),
        "left_out": left_out(book, own),
        "own": wording.millions(strength[side]),
        "other": wording.millions(strength[other]),
        "ratio": wording.hundredths(ratio),
        "recorded": wording.hundredths(recorded),
        "need": wording.hundredths(recorded * parameters.feasible_ratio),
        "lag": f"{-row.second:.0f}",
        "limit": f"{parameters.feasible_lag:.0f}",
    }


def recorded_so(book: Book, row: Entry) -> str:
    """Why an operation goes as the record has it."""
    own = book.operation(row)
    source = wording.short_source(book.source(own))
    if own.east:
        return said("the battlefield follows the record here ({source})").format(source=source)
    if own.moved:
        return said("{moved}; its outcome is taken as given ({source})").format(
            moved=moved_here(own), source=source
        )
    return said("the record has it, and the war in the West is taken as given ({source})").format(
        source=source
    )


def moved_here(own: Fought) -> str:
    """That the scenario gives an operation another date; nothing where it does not."""
    if not own.moved:
        return ""
    return said("the scenario moves it here from {day}").format(day=wording.day_words(own.recorded_start))


def left_out(book: Book, own: Fought) -> str:
    """Why an operation is not fought at all: it, or what it belongs to, is left out, or was beaten back."""
    event, change = BATTLE_EVENTS.get(own.id), book.plan.scenario.changed(OperationChange).get(own.id)
    if event is None or (change is not None and change.cancel):
        return said("the scenario leaves it out")
    called = book.record.event(event).name
    parent = book.plan.scenario.changed(EventChange).get(event)
    if parent is not None and parent.cancel:
        return said("the scenario leaves out what it belongs to: {event}").format(event=called)
    return said("what it rests on is beaten back: {event}").format(event=called)


def title(book: Book, row: Entry) -> str:
    """What an operation is called; only what it was planned as, where the front stands elsewhere by then."""
    own = book.operation(row)
    called = _name(own)
    if row.cause in NOT_FOUGHT or not fought_elsewhere(book, own):
        return called
    return said("What was planned as {name}").format(name=_inside(called))


def _inside(name: str) -> str:
    """A name that a sentence can begin with, as it stands inside of one."""
    return f"{name[0].lower()}{name[1:]}"


def _name(own: Fought) -> str:
    return TITLES.get(own.id, wording.capital(own.name))


def fought_elsewhere(book: Book, own: Fought) -> bool:
    """Whether the front, where an operation is fought, stood far from the recorded one when it began."""
    sectors = [sector for sector in range(slots.SECTORS) if own.seen[sector] == 1]
    return any(abs(_off_record(book, sector, own.start)) > FAR_KM for sector in sectors)


def _off_record(book: Book, sector: int, day: float) -> float:
    """Kilometres by which the front of a sector stands east of the recorded one in the last week known."""
    path = book.world.path[sector]
    week = max(0, min(math.floor(day / 7.0), len(path) - 1, len(book.weeks) - 1))
    return book.weeks[week][sector] - path[week]


def operation_end(book: Book, row: Entry) -> Facts:
    """An operation ends, with its score and where that came from."""
    own = book.operation(row)
    parent = book.parent(row)
    cause = parent.cause if parent is not None else slots.C_RECORDED
    score = wording.score_words(row.first) if own.east else wording.western_words(row.first)
    recorded = wording.score_words(own.score)
    how = {
        slots.C_RECORDED: recorded_so(book, row),
        slots.C_DRAWN: said(
            "the balance of forces, the two armies and chance gave it a score of {score}; in the record it "
            "is {recorded} ({recorded_score})"
        ).format(
            score=wording.tenths(row.first), recorded=recorded, recorded_score=wording.tenths(own.score)
        ),
        slots.C_FORCED: said("the scenario fixes its outcome"),
    }
    return {
        "title": title(book, row),
        "days": wording.stretch(date_of(own.start), date_of(own.end - 1.0)),
        "score": score,
        "ground": _ground(book, row),
        "how": how.get(cause, how[slots.C_RECORDED]),
    }


def as_recorded(book: Book, row: Entry) -> bool:
    """Whether a battle is fought on its recorded days and where the record has it, by nobody's supposition,
    and goes, in the words that a chronicle has for it, as the record says."""
    own, launch = book.operation(row), book.parent(row) if row.kind == slots.K_OPERATION_END else row
    words = wording.score_words if own.east else wording.western_words
    supposed = launch is not None and launch.cause not in (slots.C_RECORDED, slots.C_DRAWN)
    if supposed or own.moved or fought_elsewhere(book, own):
        return False
    return words(row.first) == words(own.score)


def _ground(book: Book, row: Entry) -> str:
    """Where the front stands after an operation that moves it."""
    own = book.operation(row)
    sectors = [sector for sector in range(slots.SECTORS) if own.acts[sector] == 1]
    if not sectors:
        return ""
    parts = [
        said("in {sector} {stands}").format(
            sector=wording.SECTOR_WORDS[sector], stands=_stands(book, sector, row.time)
        )
        for sector in sectors
    ]
    return said(" Where the front stands now: {places}.").format(places=wording.listed(parts))


def _stands(book: Book, sector: int, day: float) -> str:
    """Where the front of a sector stands, and how far that is from the record where it is far."""
    place = book.places.near(sector, book.week(day)[sector])
    off = _off_record(book, sector, day)
    if abs(off) <= FAR_KM:
        return place
    pattern = said("{place} ({km} km west of the record)")
    if off > 0.0:
        pattern = said("{place} ({km} km east of the record)")
    return pattern.format(place=place, km=f"{10.0 * round(abs(off) / 10.0):.0f}")


def offensive(book: Book, row: Entry) -> Facts:
    """An attack that the record does not have."""
    after = row.time >= book.world.record_end
    length = [end for end in book.world.offensive_day if end > row.time]
    days = min(63.0, length[0] - row.time) if after and length else 63.0
    return {
        "attacker": wording.ADJECTIVES[row.side],
        "sector": wording.SECTOR_WORDS[row.ref],
        "score": wording.score_words(row.first),
        "km": f"{10.0 * round(abs(row.second) / 10.0):.0f}",
        "towards": said("east") if row.second > 0.0 else said("west"),
        "weeks": f"{days / 7.0:.0f}",
        "cue": said("the recorded operations are over")
        if after
        else said("an operation of the record was called off there"),
    }


def under_way(book: Book, day: float) -> str:
    """Operations that have begun by the branch and are not over."""
    names = [
        _name(own) for own in book.plan.operations if own.start < day < own.end and own.forced != CANCELLED
    ]
    if not names:
        return ""
    return said(" Under way: {names}.").format(names=wording.listed([_inside(name) for name in names]))
