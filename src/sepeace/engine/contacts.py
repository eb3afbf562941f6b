"""The fields of sentences on feelers, messages, talks and windows, as phrases.

Numbers are taken from the row, the week and the parameters in force; nothing is drawn or decided here.
"""

from __future__ import annotations

import math

from sepeace.engine import words
from sepeace.engine.book import Book
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.scenario.scenario import ACTING_EVENTS

Facts = dict[str, str]


# --- feelers ----------------------------------------------------------------------------------------------


READY = {True: "would rather talk than not", False: "would rather not talk, but tries all the same"}
ADJECTIVES = {"Japan": "Japanese", "Italy": "Italian", "Sweden": "Swedish", "Turkey": "Turkish"}


def sent(book: Book, row: Entry) -> Facts:
    """A feeler leaves."""
    if row.cause == slots.C_LEADER:
        offer = words.german_line(book.ruler, row.first)
    else:
        offer = words.soviet_offer(book.ruler, row.first, book.frontier, row.time)
    reach = "that line is the furthest named one it would give"
    if row.cause == slots.C_LEADER:
        reach = "that line is the nearest named one it would take"
    if offer == words.OPEN_TERMS:
        reach = "no named line lies within what it would give"
    elif offer == words.BEYOND_ALL:
        reach = "no named line is enough for it"
    ready = row.second > 0.5
    return {
        "road": book.road(row),
        "offer": offer,
        "inclined": READY[ready],
        "willing": _willing(row.second),
        "reach": reach,
        "mediator": book.mediator(row),
        "source": book.channel(row).source,
    }


def _willing(chance: float) -> str:
    return f"willingness to talk {words.per_cent(chance)}"


def message(book: Book, row: Entry) -> Facts:
    """What is said of any message: whose, from when, on what road, how leaky."""
    first = book.parent(row)
    source = first if first is not None else row
    stream = source.cause - slots.C_SERIOUS
    sender = book.mediator(source) if stream == slots.MEDIATOR else words.ADJECTIVES[source.side]
    epoch, channel = book.epoch(source.time), source.channel
    leak = book.world.ch_leak[epoch][channel]
    if stream == slots.LEVERAGE:
        leak *= book.parameters(source.time).leverage_leak
    day = words.day_words(source.time)
    proposal = f"the {ADJECTIVES.get(sender, sender)} proposal of {day}"
    if stream != slots.MEDIATOR:
        proposal = f"the {sender} feeler of {day}"
    if stream == slots.SUBORDINATE and row.side == source.side:
        proposal = f"what its own officials had begun on {day}"
    return {
        "sender": ADJECTIVES.get(sender, sender),
        "sent": day,
        "proposal": proposal,
        "leak": words.per_cent(leak),
        "read": words.per_cent(book.world.ch_read[epoch][channel]),
        "leadership": words.LEADERSHIPS[row.side] if row.side in (0, 1) else "the leadership",
        "Leadership": words.capital(words.LEADERSHIPS[row.side]) if row.side in (0, 1) else "Nobody",
    }


def filtered(book: Book, row: Entry) -> Facts:
    """Somebody keeps a message back."""
    facts = message(book, row)
    parameters = book.parameters(row.time)
    gate = book.world.ch_gate[book.epoch(row.time)][row.channel][row.side]
    halved = ""
    if row.time - book.last_refusal(row.time, row.side) < parameters.gate_days:
        gate *= parameters.gate_after_refusal
        halved = ", fewer than usual after its recent refusal"
    return {**facts, "gate": words.per_cent(gate), "halved": halved}


def refused(book: Book, row: Entry) -> Facts:
    """A leader does not answer, or says no."""
    parameters = book.parameters(row.time)
    return {
        **message(book, row),
        "fortune": words.signed(book.value(row.time, "fortune")),
        "threshold": words.signed(parameters.strength_threshold),
        "willing": _willing(row.first),
        "gap": gap_words(row.second),
        "answer": words.per_cent(parameters.answer_chance),
    }


def gap_words(gap: float) -> str:
    """How far the lines lie apart, or that they have met."""
    if gap <= 0.0:
        return f"yet the two lines had met (overlap {-gap:.2f})"
    return f"the two lines lay {gap:.2f} apart"


# --- talks ------------------------------------------------------------------------------------------------


def answered(book: Book, row: Entry) -> Facts:
    """An answer is given."""
    if row.cause == slots.C_CHANGE:
        return {}
    facts = message(book, row)
    first = book.parent(row)
    both = first is not None and first.cause in (slots.C_SUBORDINATE, slots.C_MEDIATOR)
    side = words.LEADERSHIPS[row.side]
    columns = ("willingness_germany", "willingness_soviet")
    own = book.value(row.time, columns[row.side])
    return {
        **facts,
        "Answering": "Both leaderships" if both else words.capital(side),
        "agree": "agree" if both else "agrees",
        "both": "both" if both else "it",
        "wait": words.count(round(row.first), "day"),
        "willing": _willing(own) if not both else "each above the half",
    }


def talks_round(book: Book, row: Entry) -> Facts:
    """A round: what is asked and what is offered."""
    parameters = book.parameters(row.time)
    part = parameters.opening_demand * math.pow(parameters.concession, row.ref - 1)
    apart = row.first - row.second
    offer = words.soviet_offer(book.ruler, row.second, book.frontier, row.time)
    return {
        "n": str(row.ref),
        "ask": f"{words.german_line(book.ruler, row.first)} (share {row.first:.2f})",
        "offer": f"{offer} (share {row.second:.2f})",
        "part": words.per_cent(part),
        "meet": _meet(apart),
    }


def _meet(apart: float) -> str:
    if apart <= 0.0:
        return "now the demands meet"
    return f"they are still {apart:.2f} apart" if apart >= 0.005 else "they are still just apart"


def exposed(book: Book, row: Entry) -> Facts:
    """The talks come out."""
    leak = book.world.ch_leak[book.epoch(row.time)][row.channel]
    return {"days": f"{row.first:.0f}", "leak": words.per_cent(leak)}


def talks_end(book: Book, row: Entry) -> Facts:
    """Talks fail."""
    gap = gap_words(row.first)
    if row.first > 0.0 and row.first <= row.second:
        gap += ", and would have met without the German premium for settling while the fortune of arms is bad"
    return {
        "Leadership": words.capital(words.LEADERSHIPS[row.side]),
        "rounds": f"after {words.count(row.ref, 'round')}" if row.ref else "before any round was held",
        "gap": gap,
        "hazard": words.per_cent(book.parameters(row.time).walkout_hazard),
    }


def window(book: Book, row: Entry) -> Facts:
    """The acceptance window opens or shuts."""
    opening = book.parent(row)
    since = opening.time if opening is not None else row.time
    days = row.time - since
    length = words.count(max(1, round(days)), "day")
    if days >= 14.0:
        length = words.count(round(days / 7.0), "week")
    today = _today(book, row)
    nearer, apart = _moved(book, row.time)
    return {
        "least": f"{row.first:.2f}",
        "most": f"{row.second:.2f}",
        "length": length,
        "apart": f"{max(row.second, 0.01):.2f}",
        "closer": today or f"in the weeks before, the lines came nearer through {nearer}",
        "further": today or f"in the weeks before, the lines moved apart through {apart}",
    }


def _today(book: Book, row: Entry) -> str:
    """What moved the lines on the day itself, between two weekly steps: an event or the branch."""
    if row.time % 7.0 == 0.0:
        return ""
    for other in book.rows:
        if other.time == row.time and other.kind == slots.K_EVENT:
            event = book.events[other.ref]
            if event.id in ACTING_EVENTS:  # the rest, the crimes among it, is told and moves no line
                return f"the news of this day moved the lines: {event.name}"
        if other.time == row.time and other.kind in (slots.K_BRANCH, slots.K_EPOCH):
            return "what changes on this day moved the lines"
    return ""


def _moved(book: Book, day: float) -> tuple[str, str]:
    """The terms that did most, over four weeks, to bring the lines nearer and to move them apart."""
    now, before = book.terms(day), book.terms(max(0.0, day - 28.0))
    change = sorted((now[term] - before[term], term) for term in now)
    nearer = [f"{words.TERM_WORDS[t]} ({words.signed(x)})" for x, t in change[:2] if x <= -0.005]
    apart = [f"{words.TERM_WORDS[t]} ({words.signed(x)})" for x, t in change[:-3:-1] if x >= 0.005]
    small = "many small movements"
    return (words.listed(nearer) if nearer else small, words.listed(apart) if apart else small)
