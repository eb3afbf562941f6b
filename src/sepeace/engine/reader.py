"""The reader: from a campaign's log to a chronicle of dated sentences with reasons.

Every row that a reader should hear becomes an Event. Starts of short operations are told with their ends.
Rows are put in order of time, and what the last week still wrote after the war had ended is left out.
Position events, made from the weekly values, say at each quarter and at the branch where both sides stand
and what keeps their lines apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sepeace.engine import words
from sepeace.engine.book import Book
from sepeace.engine.facts import FACTS, TOLD_TERMS
from sepeace.engine.sentences import POSITION, SCALE, SENTENCES
from sepeace.engine.storage import WEEK_COLUMNS
from sepeace.kernel import slots
from sepeace.kernel.fields import State
from sepeace.kernel.world import Entry, Log
from sepeace.quantities import date_of, day_of
from sepeace.scenario.plan import Plan
from sepeace.scenario.scenario import Values

LONG_DAYS = 45.0
"""The start of an operation that lasts this long is told apart from its end."""
SEEN_IN_THE_WEST = ("USSR", "Germany")
_OTHERS = ("Japan", "Romania", "Finland", "Italy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One dated sentence of a chronicle.

    Attributes:
        date, day: when; ``day`` counts from 22 June 1941.
        kind: what kind of event, such as feeler, refusal or position.
        pair: main for diplomacy between Germany and the Soviet Union, else None.
        who: Germany, Soviet Union, mediators, the West, or nothing.
        where: the place of the channel, or nothing.
        text: what happened, in sentences.
        because: why, as a clause; there always is one. For an event of the record it is the source.
        parent: index, in the same chronicle, of the event that led here, or None.
        numbers: the numbers behind the sentence.
    """

    date: date
    day: float
    kind: str
    pair: str | None
    who: str
    where: str
    text: str
    because: str
    parent: int | None
    numbers: Mapping[str, object]


def read(plan: Plan, log: Log, state: State) -> tuple[Event, ...]:
    """The chronicle of a campaign.

    Args:
        plan: what the campaign ran on.
        log: its full log, from any clock.
        state: its final state.

    Returns:
        events in order of time; a parent always comes before its children.
    """
    book = Book(plan, log, state)
    told = [row for row in in_order(book.rows) if heard(book, row)]
    entries: list[tuple[float, int, Entry | None]] = [(row.time, 0, row) for row in told]
    entries += [(day, rank, None) for day, rank in position_days(book)]
    entries.sort(key=lambda entry: entry[:2])
    index = {id(row): place for place, (_, _, row) in enumerate(entries) if row is not None}
    return tuple(
        position(book, day) if row is None else event_of(book, row, _told_parent(book, row, index))
        for day, _, row in entries
    )


def in_order(rows: list[Entry]) -> list[Entry]:
    """Rows in order of time, without what was written for days after the end of the war."""
    ends = [row.time for row in rows if row.kind == slots.K_WAR_END]
    last = min(ends) if ends else slots.NEVER
    return sorted((row for row in rows if row.time <= last), key=lambda row: row.time)


def heard(book: Book, row: Entry) -> bool:
    """Whether a row is told: all are, but the uneventful start of an operation whose end is told."""
    if row.kind != slots.K_OPERATION or row.cause not in (slots.C_RECORDED, slots.C_DRAWN):
        return True
    own = book.operation(row)
    ended = any(child.kind == slots.K_OPERATION_END for child in book.children(row))
    return own.end - row.time >= LONG_DAYS or not ended


def _told_parent(book: Book, row: Entry, index: Mapping[int, int]) -> int | None:
    parent = book.parent(row)
    while parent is not None and id(parent) not in index:
        parent = book.parent(parent)
    return None if parent is None else index[id(parent)]


def event_of(book: Book, row: Entry, parent: int | None = None) -> Event:
    """One row as an event; ``parent`` is the index of the event that led here, in the same chronicle."""
    name, facts_of = FACTS[row.kind]
    sentence = SENTENCES[row.kind, row.cause]
    facts = facts_of(book, row)
    return Event(
        date=date_of(row.time),
        day=row.time,
        kind=name,
        pair="main" if row.pair == slots.MAIN else None,
        who=who(book, row),
        where=book.place(row),
        text=sentence.text.format_map(facts),
        because=sentence.because.format_map(facts),
        parent=parent,
        numbers=Values({"first": row.first, "second": row.second}),
    )


def who(book: Book, row: Entry) -> str:
    """Whose doing an event is."""
    if row.kind == slots.K_EVENT:
        actor = book.events[row.ref].actor
        if actor in SEEN_IN_THE_WEST:
            return words.SIDES[slots.SOVIET if actor == "USSR" else slots.GERMANY]
        return "" if actor in _OTHERS else "the West"
    if row.kind == slots.K_OPERATION or row.kind == slots.K_OPERATION_END:
        if not book.operation(row).east:
            return "the West"
        return words.SIDES[row.side]
    if row.kind == slots.K_WAR_END:
        return ""
    if row.kind == slots.K_INTERCEPTED:
        return "the West"
    if row.side in (slots.GERMANY, slots.SOVIET):
        return words.SIDES[row.side]
    return "mediators" if row.side == 2 else ""


# --- positions --------------------------------------------------------------------------------------------


def position_days(book: Book) -> list[tuple[float, int]]:
    """When positions are told: first day and branch (both before the day's events), quarters (after)."""
    days = [(0.0, -1)]
    branch = [row.time for row in book.rows if row.kind == slots.K_BRANCH]
    last = 7.0 * (len(book.weeks) - 1)
    for year in range(1941, 1946):
        for month in (1, 4, 7, 10):
            start = day_of(date(year, month, 1))
            sunday = start + (-start) % 7.0
            near = any(abs(sunday - day) <= 10.0 for day in branch)
            if 14.0 < sunday <= last and not near:
                days.append((sunday, 1))
    return sorted(days + [(day, -1) for day in branch])


def position(book: Book, day: float) -> Event:
    """Where both sides stand: front, strength, lines, willingness, and what keeps the lines apart."""
    week = dict(zip(WEEK_COLUMNS, book.week(day), strict=True))
    least, most = week["least_germany"], week["most_soviet"]
    facts = {
        "front": book.places.front((week["front_north"], week["front_centre"], week["front_south"])),
        "axis": words.millions(week["axis_strength"]),
        "soviet": words.millions(week["soviet_strength"]),
        "least": words.german_least(book.ruler, least),
        "most": words.soviet_most(book.ruler, most, book.frontier),
        "x_min": f"{least:.2f}",
        "x_max": f"{most:.2f}",
        "willing_germany": words.per_cent(week["willingness_germany"]),
        "willing_soviet": words.per_cent(week["willingness_soviet"]),
        "gap": f"are {least - most:.2f} apart"
        if least > most
        else f"have met, with {most - least:.2f} to spare",
        "terms": _terms(book, day),
        "scale": SCALE.format(frontier=f"{book.ruler.frontier_share:.2f}") if day == 0.0 else "",
    }
    return Event(
        date=date_of(day),
        day=day,
        kind="position",
        pair=None,
        who="",
        where="",
        text=POSITION.text.format_map(facts),
        because=POSITION.because.format_map(facts),
        parent=None,
        numbers=Values(dict(week)),
    )


def _terms(book: Book, day: float) -> str:
    """The largest terms of the gap, those that keep the lines apart before those that bring them nearer."""
    sizes = sorted(((abs(x), x, term) for term, x in book.terms(day).items()), reverse=True)
    largest = [(x, term) for size, x, term in sizes[:TOLD_TERMS] if size >= 0.005]
    apart = [f"{words.TERM_WORDS[term]} ({words.signed(x)})" for x, term in largest if x > 0.0]
    nearer = [f"{words.TERM_WORDS[term]} ({words.signed(x)})" for x, term in largest if x < 0.0]
    parts = []
    if apart:
        parts.append(f"{words.listed(apart)} {'keeps' if len(apart) == 1 else 'keep'} them apart")
    if nearer:
        parts.append(f"{words.listed(nearer)} {'brings' if len(nearer) == 1 else 'bring'} them nearer")
    return "; ".join(parts) if parts else "no term is large"
