"""The fields of sentences on feelers, messages, talks and windows, as phrases.

Numbers are taken from the row, the week and the parameters in force; nothing is drawn or decided here.
"""

from __future__ import annotations

import math

from sepeace.chronicle import named_lines, west, wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.sentences import GRADES
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import date_of
from sepeace.record.types import Contact
from sepeace.scenario.vocabulary import ACTING_EVENTS
from sepeace.wording.gap import TERM_CLAUSES
from sepeace.wording.said import said

Facts = dict[str, str]


# --- feelers ----------------------------------------------------------------------------------------------


READY = {
    True: "would rather talk than not",
    False: "is willing enough to write, though by less than one half",
}
LEAVE = "has given leave for it, as the scenario supposes and whatever it would rather do itself"
"""Why a leader writes to whom a change has it say yes."""
ADJECTIVES = {"stockholm": "Swedish", "ankara": "Turkish", "tokyo": "Japanese", "rome": "Italian"}
"""Of the state that mediates on a channel."""
REACH = {
    (False, True): "that line is the furthest named one it would give",
    (False, False): "no named line lies within what it would give",
    (True, True): "that line is the nearest named one it would take",
    (True, False): "no named line is enough for it",
}
"""How a line is chosen: by whether the sender is German, and whether it can name one."""
HITLERS_OWN = "no feeler that Hitler allowed is in the record, and "
"""Of a feeler of the German leader, while it is Hitler."""
NO_SOURCE = (*named_lines.HELD_TO_BE_FORGED, "rumour")
DEMANDED = "; weak sources have Moscow demand that Ribbentrop go, from 1943 on"
PUNISHED = " Who carried it is sent away, and for {days} days no German uses this road."


def sent(book: Book, row: Entry) -> Facts:
    """A feeler leaves."""
    german = row.cause == slots.C_LEADER
    side = slots.GERMANY if german else slots.SOVIET
    line = named_lines.named(book.ruler, side, row.first, book.frontier)
    ready = said(LEAVE) if _has_leave(book, row) else READY[row.second > 0.5]
    return {
        "road": book.road(row),
        "offer": line.told
        if german
        else named_lines.offer(book.ruler, row.first, book.frontier, row.ref == 1),
        "demanded": said(DEMANDED) if not german and row.ref == 1 else "",
        "official": f" ({person(book, row)})" if row.ref in book.people else "",
        "allowed": said(HITLERS_OWN) if row.time < book.world.profile_day else "",
        "inclined": f"{ready} ({_willing(row.second)})",
        "reach": REACH[german, line.line is not None],
        "unsourced": "" if german else _unsourced(book, row, line.line),
        "mediator": book.mediator(row),
        "moves": _such_moves(book, row),
    }


def _has_leave(book: Book, row: Entry) -> bool:
    """Whether the scenario has the leader send it, whatever he would do himself."""
    leave = book.parent(row)
    return leave is not None and (leave.kind, leave.cause) == (slots.K_URGED, slots.C_SUPPOSED)


def _unsourced(book: Book, row: Entry, line: str | None) -> str:
    """How far a Soviet feeler of the model goes beyond what sources report: its road, the line it names."""
    known = book.contacts.values()
    by_road = any(one.sender == "soviet" and _by_this_road(book, row, one) for one in known)
    year = date_of(row.time).year
    named = line is None or year in named_lines.reported(known, line)
    if by_road and named:
        return ""
    if by_road:
        return said("; no source but rumour has Moscow name this line in {year}").format(year=f"{year}")
    if named:
        return said("; no source but rumour has a Soviet feeler by this road")
    return said(
        "; no source but rumour has a Soviet feeler by this road or has one name this line in {year}"
    ).format(year=f"{year}")


def _such_moves(book: Book, row: Entry) -> str:
    """Whether the record has a mediator's proposal by this road, and where that is told."""
    road = book.channel(row)
    known = [one for one in book.contacts.values() if one.sender == "mediator" and one.channel == road.id]
    if any(_by_this_road(book, row, one) for one in known):
        source = wording.short_source(road.source)
        return said("the record has such moves ({source})").format(source=source)
    rumour, none = said("the record has such a move in rumour only"), said("the record has no such move")
    return rumour if known else none


def _by_this_road(book: Book, row: Entry, one: Contact) -> bool:
    """Whether a contact between the two main enemies went by a row's channel, by a source worth the name."""
    return one.pair == "main" and one.channel == book.channel(row).id and one.grade not in NO_SOURCE


def _willing(chance: float) -> str:
    return said("willingness to talk {chance}").format(chance=wording.per_cent(chance))


def message(book: Book, row: Entry) -> Facts:
    """What is said of any message: whose, from when, on what road, how leaky."""
    first = book.parent(row)
    source = first if first is not None else row
    stream = source.cause - slots.C_SERIOUS
    epoch, channel = book.epoch(source.time), source.channel
    leak = book.world.ch_leak[epoch][channel]
    if stream == slots.LEVERAGE:
        leak *= book.parameters(source.time).leverage_leak
    day = wording.day_words(source.time)
    adjective = wording.ADJECTIVES[source.side] if source.side in (0, 1) else said("neutral")
    subject, words = (
        said("the {adjective} feeler of {day}"),
        said("the {adjective} feeler of {day}", "object"),
    )
    if stream == slots.MEDIATOR:
        adjective = ADJECTIVES.get(book.channel(source).id, said("neutral"))
        subject = said("the {adjective} proposal of {day}")
        words = said("the {adjective} proposal of {day}", "object")
    elif stream == slots.SUBORDINATE:
        subject = said("the feeler of German officials of {day}")
        words = said("the feeler of German officials of {day}", "object")
    subject, words = (
        subject.format(adjective=adjective, day=day),
        words.format(adjective=adjective, day=day),
    )
    own = stream == slots.SUBORDINATE and row.side == source.side
    heard = row.kind in (slots.K_LEAKED, slots.K_INTERCEPTED)
    return {
        "believes": west.belief_words(row.first, row.second) if heard else "",
        "message": words,
        "Message": wording.capital(subject),
        "proposal": said("what its own officials had begun on {day}").format(day=day) if own else words,
        "sent": day,
        "leak": wording.per_cent(leak),
        "read": wording.per_cent(book.world.ch_read[epoch][channel]),
        "leadership": wording.LEADERSHIPS[row.side] if row.side in (0, 1) else said("the leadership"),
        "Leadership": wording.capital(wording.LEADERSHIPS[row.side])
        if row.side in (0, 1)
        else said("Nobody"),
    }


def filtered(book: Book, row: Entry) -> Facts:
    """Somebody keeps a message back."""
    facts = message(book, row)
    first = book.parent(row)
    demand = row.ref > 0 and first is not None and first.side == slots.SOVIET and first.ref == 1
    lately = row.time - book.last_refusal(row.time, row.side) < book.parameters(row.time).gate_days
    return {
        **facts,
        "Keepers": KEEPERS[row.ref > 0],
        "gate": wording.per_cent(row.first),
        "demanding": said(", and of those that demand his dismissal, as this one does,") if demand else "",
        "halved": said(", fewer than usual after its recent refusal") if lately and not demand else "",
    }


KEEPERS = {True: "Ribbentrop's people", False: "Those in between"}
"""Who keeps a message back: by whether it was somebody of Ribbentrop's ministry."""


def another_way(book: Book, row: Entry) -> Facts:
    """What Ribbentrop's people keep back comes to Hitler all the same."""
    told = [row.name for row in book.record.people if "tells" in row.does]
    return {
        **message(book, row),
        "teller": wording.listed(told),
        "way": wording.per_cent(book.parameters(row.time).bormann_gate),
    }


def person(book: Book, row: Entry) -> str:
    """The official whose number a row has: Kleist, official of Ribbentrop's office."""
    found = book.people[row.ref]
    return f"{found.name}, {found.office}"


def urged(book: Book, row: Entry) -> Facts:
    """Somebody asks his own leader for leave to sound the other side."""
    parameters = book.parameters(row.time)
    facts = {
        "Leadership": wording.capital(wording.LEADERSHIPS[row.side]),
        "willing": _willing(row.first),
        "gap": gap_words(row.second),
        "fortune": wording.signed(book.value(row.time, "fortune")),
        "threshold": wording.signed(parameters.strength_threshold),
        "answer": wording.per_cent(parameters.answer_chance),
    }
    if row.cause == slots.C_SUPPOSED:
        contact = book.contacts[row.ref]
        return {**facts, "title": contact.title, "grade": GRADES[contact.grade], "source": contact.source}
    return {**facts, "Person": wording.capital(person(book, row))}


def refused(book: Book, row: Entry) -> Facts:
    """A leader does not answer, or says no."""
    if row.cause == slots.C_CHANGE:
        return {}
    parameters = book.parameters(row.time)
    return {
        **message(book, row),
        "fortune": wording.signed(book.value(row.time, "fortune")),
        "threshold": wording.signed(parameters.strength_threshold),
        "willing": _willing(row.first),
        "gap": gap_words(row.second),
        "answer": wording.per_cent(parameters.answer_chance),
        "punished": said(PUNISHED).format(days=f"{parameters.carrier_days:.0f}")
        if _punished(book, row)
        else "",
        "road_source": wording.short_source(book.channel(row).source),
    }


def _punished(book: Book, row: Entry) -> bool:
    """Whether a German carrier is sent away for what Hitler refuses: a mediator's own envoy is not."""
    first = book.parent(row)
    carried = first is not None and first.cause in (slots.C_SERIOUS, slots.C_LEVERAGE, slots.C_SUBORDINATE)
    return carried and row.side == slots.GERMANY and book.parameters(row.time).carrier_days > 0.0


def gap_words(gap: float) -> str:
    """How far the lines lie apart, or that they have met."""
    if gap <= 0.0:
        return said("yet the two lines had met (overlap {overlap})").format(overlap=wording.hundredths(-gap))
    return said("the two lines lay {gap} apart").format(gap=wording.hundredths(gap))


# --- talks ------------------------------------------------------------------------------------------------


def answered(book: Book, row: Entry) -> Facts:
    """An answer is given."""
    if row.cause == slots.C_CHANGE:
        return {}
    facts = message(book, row)
    first = book.parent(row)
    both = first is not None and first.cause in (slots.C_SUBORDINATE, slots.C_MEDIATOR)
    side = wording.LEADERSHIPS[row.side]
    columns = ("willingness_germany", "willingness_soviet")
    own = book.value(row.time, columns[row.side])
    return {
        **facts,
        "Answering": said("Both leaderships") if both else wording.capital(side),
        "agree": said("agree") if both else said("agrees"),
        "both": said("both are") if both else said("it is"),
        "wait": wording.days(round(row.first)),
        "willing": _willing(own) if not both else said("each above the bar of answers"),
    }


def talks_round(book: Book, row: Entry) -> Facts:
    """A round: what is asked and what is offered."""
    parameters = book.parameters(row.time)
    part = parameters.opening_demand * math.pow(parameters.concession, row.ref - 1)
    apart = row.first - row.second
    return {
        "n": str(row.ref),
        "ask": named_lines.at_the_table(book.ruler, row.first),
        "offer": named_lines.at_the_table(book.ruler, row.second),
        "part": wording.per_cent(part),
        "meet": _meet(apart),
    }


def _meet(apart: float) -> str:
    if apart <= 0.0:
        return said("now the demands meet")
    if apart < 0.005:
        return said("they are still just apart")
    return said("they are still {gap} apart").format(gap=wording.hundredths(apart))


def exposed(book: Book, row: Entry) -> Facts:
    """The talks come out."""
    leak = book.world.ch_leak[book.epoch(row.time)][row.channel]
    belief = wording.per_cent(row.second)
    return {"days": f"{row.first:.0f}", "leak": wording.per_cent(leak), "belief": belief}


def talks_end(book: Book, row: Entry) -> Facts:
    """Talks fail."""
    gap = gap_words(row.first)
    if row.first > 0.0 and row.first <= row.second:
        gap += said(
            ", and would have met without the German premium for settling while the fortune of arms is bad"
        )
    return {
        "Leadership": wording.capital(wording.LEADERSHIPS[row.side]),
        "rounds": said("after {rounds}").format(rounds=wording.rounds(row.ref))
        if row.ref
        else said("before any round was held"),
        "gap": gap,
        "hazard": wording.per_cent(book.parameters(row.time).walkout_hazard),
    }


def window(book: Book, row: Entry) -> Facts:
    """The acceptance window opens or shuts."""
    opening = book.parent(row)
    since = opening.time if opening is not None else row.time
    days = row.time - since
    length = wording.days(max(1, round(days)))
    if days >= 14.0:
        length = wording.weeks(round(days / 7.0))
    today = _today(book, row)
    nearer, apart = _moved(book, row.time)
    return {
        "least": wording.hundredths(row.first),
        "most": wording.hundredths(row.second),
        "length": length,
        "apart": wording.hundredths(max(row.second, 0.01)),
        "closer": today
        or said("in the weeks before, the lines came nearer through {terms}").format(terms=nearer),
        "further": today
        or said("in the weeks before, the lines moved apart through {terms}").format(terms=apart),
    }


BY_CHANGE = (slots.K_BRANCH, slots.K_EPOCH, slots.K_LEADER, slots.K_POLICY)
"""Kinds of rows by which the scenario, or the branch itself, changes what a leader reckons with."""


def _today(book: Book, row: Entry) -> str:
    """What moved the lines on the day itself, between two weekly steps: an event or the branch."""
    if row.time % 7.0 == 0.0:
        return ""
    for other in book.rows:
        if other.time == row.time and other.kind == slots.K_EVENT:
            event = book.events[other.ref]
            if event.id in ACTING_EVENTS:  # the rest, the crimes among it, is told and moves no line
                return said("the news of this day moved the lines: {event}").format(event=event.name)
        if other.time == row.time and other.kind in BY_CHANGE:
            return said("what changes on this day moved the lines")
    return ""


def _moved(book: Book, day: float) -> tuple[str, str]:
    """The terms that did most, over four weeks, to bring the lines nearer and to move them apart."""
    now, before = book.terms(day), book.terms(max(0.0, day - 28.0))
    change = sorted((now[term] - before[term], term) for term in now)
    nearer = [wording.with_size(TERM_CLAUSES[t], x) for x, t in change[:2] if x <= -0.005]
    apart = [wording.with_size(TERM_CLAUSES[t], x) for x, t in change[:-3:-1] if x >= 0.005]
    small = said("many small movements")
    return (wording.listed(nearer) if nearer else small, wording.listed(apart) if apart else small)
