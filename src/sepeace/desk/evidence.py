"""The file of a desk: what Allied intelligence could have had of one war, item by item.

What only the two sides knew never comes in: their lines, windows, willingness, answers and rounds, and
messages of which nobody heard. Nor does what the West itself decides or believes. A leak is a report in the
press, and so is a rumour that the desk has planted: the file does not say which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sepeace.chronicle import battles, facts, wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.reader import in_order
from sepeace.chronicle.sentences import TITLES
from sepeace.desk.planted import planted
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import day_of

WAR_FROM = date(1942, 11, 1)
"""From when on battles and public events stand in the file: the winter of Stalingrad."""
MESSAGES = ("soviet", "soviet", "leader", "subordinate", "mediator")
"""Who is known to have written, by stream: what Moscow means nobody else can tell."""
BEHIND = ("serious", "leverage", "leader", "subordinate", "mediator")
"""The same as it was, by stream: told afterwards."""
NEWS: Mapping[int, str] = {
    slots.C_SERIOUS: "soviet",
    slots.C_LEADER: "leader",
    slots.C_SUBORDINATE: "subordinate",
    slots.C_MEDIATOR: "mediator",
    slots.C_TALKS: "exposed",
    slots.C_RUMOUR: "rumour",
    slots.C_DENIED: "denied",
    slots.C_TOLD: "told",
}
"""Kinds of news of the record."""
PUBLIC: Mapping[str, int] = {
    "stalin_november_1942": 1,
    "torch": 0,
    "declaration_extermination": 0,
    "unconditional_surrender": 2,
    "order_95": 0,
    "order_195": 0,
    "trident": 15,
    "sicily_landings": 0,
    "quebec": 10,
    "italy_armistice": 5,
    "moscow_conference": 13,
    "moscow_declaration_atrocities": 0,
    "tehran": 8,
    "hungary_occupied": 1,
    "second_front": 0,
}
"""Events of the record that could be read in any newspaper, and how many days after they began."""
RECORDED, SIMULATED, SUPPOSED = "recorded", "simulated", "supposed"
"""Where an item is from: the record, the simulated war, or what the question supposes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a file. Nothing in it hangs on what only the two sides knew.

    Attributes:
        day: when it reaches the desk, in days since 22 June 1941.
        how: read, press, exposed, told; record for news of the record; front; public; closed.
        what: who is said to have written; the kind of recorded news; how a battle ended; and so on.
        about: the id of a channel, a piece of news, an operation or an event; a sector.
        words: what the package calls it in English; nothing where a text of the page's languages says it.
        grade, source: of what the record has; else nothing, and of an event on another day than the record's.
        elsewhere: of a battle, whether the front stood far from the recorded one.
        origin: recorded, simulated or supposed, see ``origin_of``; a planted rumour is called simulated.
    """

    day: float
    how: str
    what: str
    about: str
    words: str = ""
    grade: str = ""
    source: str = ""
    elsewhere: bool = False
    origin: str = SIMULATED


Filed = tuple[Item, str]
"""An item, and what is told of it after the last date: what was behind it."""


def filed(book: Book, start: float, end: float) -> list[Filed]:
    """All items of a war before a day, in order, each with what was behind it.

    Args:
        start: when the war parts from the record: rumours are planted from then on.
        end: the last day; or that on which the war ends, if it is earlier.
    """
    known: list[int] = []
    found: list[Filed] = []
    over = end
    for row in in_order(book.rows):
        made = _of_row(book, row, known)
        if made is not None and made[0].day < end:
            found.append(made)
            if made[0].how == "closed":
                over = min(over, made[0].day)
    for one in planted(book, start, over):
        about = book.record.channels[one.channel].id
        found.append((Item(day=one.day, how="press", what=one.says, about=about), "planted"))
    return sorted((one for one in found if one[0].day <= over), key=lambda one: one[0].day)


def _of_row(book: Book, row: Entry, known: list[int]) -> Filed | None:
    """What a row of the log puts into the file; of a message a second word of the same kind says nothing."""
    if row.kind in (slots.K_LEAKED, slots.K_INTERCEPTED):
        how = "press" if row.kind == slots.K_LEAKED else "read"
        again = 2 * row.parent + (1 if how == "read" else 0)
        if again in known:
            return None
        known.append(again)
        return _message(book, row, how, MESSAGES[row.cause]), BEHIND[row.cause]
    if row.kind == slots.K_EXPOSED:
        return _message(book, row, "exposed", "exposed"), "talks"
    if row.kind == slots.K_TOLD_ALLIES:
        return _message(book, row, "told", "told"), "refusal"
    if row.kind == slots.K_WEST_HEARS:
        return _recorded(book, row), "record"
    if row.kind == slots.K_SIGNED or row.kind == slots.K_WAR_END:
        what = "signed" if row.kind == slots.K_SIGNED else "over"
        return Item(day=_whole(row.time), how="closed", what=what, about=""), "known"
    made = _of_war(book, row)
    return None if made is None else (made, "known")


def origin_of(book: Book, row: Entry) -> str:
    """Where a row of the log is from, as the log itself says it.

    A battle is recorded where its score was taken from the record on the record's days: all battles of the
    West are, as long as no question changes them. An event is, on the day that the record has it; on another
    it is where a question puts it, but for a landing that the war itself has brought forward.
    """
    if row.kind == slots.K_OPERATION_END:
        launch, own = book.parent(row), book.operation(row)
        if launch is not None and launch.cause == slots.C_DRAWN:
            return SIMULATED
        given = launch is not None and launch.cause != slots.C_RECORDED
        return SUPPOSED if given or own.moved else RECORDED
    if row.kind == slots.K_EVENT:
        if _whole(row.time) == day_of(book.events[row.ref].date):
            return RECORDED
        earlier = row.cause == slots.E_LANDING and row.time < book.world.landing_due
        return SIMULATED if earlier else SUPPOSED
    if row.kind == slots.K_LEADER:
        return SUPPOSED
    return RECORDED if row.time < book.world.held_until else SIMULATED


def _message(book: Book, row: Entry, how: str, what: str) -> Item:
    """A report of what passes, or passed, between the two by some channel."""
    about = book.channel(row).id
    return Item(day=_whole(row.time), how=how, what=what, about=about, origin=origin_of(book, row))


def _recorded(book: Book, row: Entry) -> Item:
    news = next(one for one in book.record.news if one.number == row.ref)
    contact = None if news.contact is None else book.record.contact(news.contact)
    return Item(
        day=_whole(row.time),
        how="record",
        what=NEWS[row.cause],
        about=news.id,
        words="" if contact is None else contact.title,
        grade=news.grade,
        source=news.source,
        origin=RECORDED,
    )


def _of_war(book: Book, row: Entry) -> Item | None:
    """Battles and public events: what anybody could read."""
    if row.time < day_of(WAR_FROM):
        return None
    day, origin = _whole(row.time), origin_of(book, row)
    if row.kind == slots.K_OPERATION_END:
        own = book.operation(row)
        east, west = wording.score_place(row.first), wording.western_place(row.first)
        what = f"east_{east}" if own.east else f"west_{west}"
        title = TITLES.get(own.id, wording.capital(own.name))
        far = own.east and battles.fought_elsewhere(book, own)
        return Item(day=day, how="front", what=what, about=own.id, words=title, elsewhere=far, origin=origin)
    if row.kind == slots.K_OFFENSIVE:
        return Item(day=day, how="front", what=f"begins_{row.side}", about=f"sector_{row.ref}", origin=origin)
    if row.kind == slots.K_EVENT and row.cause != slots.E_NO_FORMULA:
        event = book.events[row.ref]
        if event.id not in PUBLIC:
            return None
        source = event.source if origin == RECORDED else ""
        day += PUBLIC[event.id]
        return Item(day=day, how="public", what="event", about=event.id, source=source, origin=origin)
    if row.kind == slots.K_LEADER:
        who = facts.leader(book, row)["Who"]
        return Item(day=day, how="public", what="new_leader", about="", words=who, origin=origin)
    return None


def _whole(day: float) -> float:
    return float(int(day))
