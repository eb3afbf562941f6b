"""What is told beside the rows of the log: where both sides stand at set days, and what follows a signature.

All of it is read off the weekly values and the parameters in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from sepeace.chronicle import finland, named_lines, wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.event import Event, EventNumbers
from sepeace.chronicle.facts import TOLD_TERMS
from sepeace.chronicle.sentences import (
    AFTER_SIGNING,
    FINNISH_BEARS,
    LINES,
    MAY_RENEW,
    POSITION,
    SCALE,
    WEST_ENDS,
    WHO_BEARS,
    Sentence,
)
from sepeace.chronicle.who_bears import BearerOfADay, finnish_bearers, line_at, who_bears
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.kernel import slots
from sepeace.kernel.diplomacy.peace import FOLLOWED_MONTHS
from sepeace.quantities import DAYS_PER_MONTH, date_of, day_of
from sepeace.wording.gap import TERM_CLAUSES
from sepeace.wording.said import said

BEFORE, AFTER = -1, 1
"""Rank of an event among the rows of its day, which have rank 0."""


def standing(book: Book) -> Iterator[tuple[float, int, Event]]:
    """Positions and what follows a signature: day, rank among the rows of that day, event."""
    for day, rank in position_days(book):
        yield day, rank, position(book, day)
        yield day, rank, both_lines(book, day)
    left = book.state.finland_signed
    if left < slots.NEVER:
        yield from _bearers(FINNISH_BEARS, left, "finnish_bearers", finnish_bearers(date_of(left)))
    signed = [row.time for row in book.rows if row.kind == slots.K_SIGNED]
    if not signed:
        return
    facts = _after_signing(book, signed[0])
    yield signed[0], AFTER, _event(AFTER_SIGNING, signed[0], "after_signing", facts)
    line = line_at(book.ruler, book.state.share[slots.MAIN])
    yield from _bearers(WHO_BEARS, signed[0], "who_bears", who_bears(date_of(signed[0]), line))
    ready = signed[0] + book.parameters(signed[0]).renewal_after * DAYS_PER_MONTH
    for day, sentence in ((ready, MAY_RENEW), (west_ends(book, signed[0]), WEST_ENDS)):
        if signed[0] < day < book.state.ended:
            yield day, BEFORE, _event(sentence, day, "after_signing", facts)


def _bearers(
    sentence: Sentence, day: float, kind: str, rows: tuple[BearerOfADay, ...]
) -> Iterator[tuple[float, int, Event]]:
    """Who was alive on the day of a signature, and in whose hands; one event a group."""
    for row in rows:
        facts = {"group": row.group, "text": row.text, "source": row.source}
        yield day, AFTER, _event(sentence, day, kind, facts)


def west_ends(book: Book, day: float) -> float:
    """When the war in the West is taken to end if a separate peace is signed on a day."""
    return book.world.west_ends + book.parameters(day).west_prolonged * DAYS_PER_MONTH


def position_days(book: Book) -> list[tuple[float, int]]:
    """When positions are told: first day and branch (both before the day's events), quarters (after)."""
    days = [(0.0, BEFORE)]
    branch = [row.time for row in book.rows if row.kind == slots.K_BRANCH]
    last = 7.0 * (len(book.weeks) - 1)
    for year in range(1941, 1946):
        for month in (1, 4, 7, 10):
            start = day_of(date(year, month, 1))
            sunday = start + (-start) % 7.0
            near = any(abs(sunday - day) <= 10.0 for day in branch)
            if 14.0 < sunday <= last and not near:
                days.append((sunday, AFTER))
    return sorted(days + [(day, BEFORE) for day in branch])


def position(book: Book, day: float) -> Event:
    """Where the front stands, and with what forces."""
    week = dict(zip(WEEK_COLUMNS, book.week(day), strict=True))
    held = day <= book.world.held_until or day == 0.0
    facts = {
        "front": book.places.front((week["front_north"], week["front_centre"], week["front_south"])),
        "axis": wording.millions(week["axis_strength"]),
        "soviet": wording.millions(week["soviet_strength"]),
        "moved": said("the record has it so")
        if held
        else said("the record and the battles of this campaign have it so"),
        "scale": said(SCALE).format(frontier=wording.hundredths(book.ruler.frontier_share))
        if day == 0.0
        else "",
    }
    return _event(POSITION, day, "position", facts, week)


def both_lines(book: Book, day: float) -> Event:
    """What either side would settle for, how willing it is to talk, and what keeps the lines apart."""
    week = dict(zip(WEEK_COLUMNS, book.week(day), strict=True))
    least, most = week["least_germany"], week["most_soviet"]
    facts = {
        "least": named_lines.german_least(book.ruler, least),
        "most": named_lines.soviet_most(book.ruler, most),
        "x_min": wording.hundredths(least),
        "x_max": wording.hundredths(most),
        "willing_germany": wording.per_cent(week["willingness_germany"]),
        "willing_soviet": wording.per_cent(week["willingness_soviet"]),
        "gap": said("are {gap} apart").format(gap=wording.hundredths(least - most))
        if least > most
        else said("have met, with {gap} to spare").format(gap=wording.hundredths(most - least)),
        "terms": _terms(book, day),
    }
    return _event(LINES, day, "lines", facts, week)


def _after_signing(book: Book, day: float) -> dict[str, str]:
    """What follows a signature, as far as the model follows it."""
    week, parameters = book.week(day), book.parameters(day)
    away = book.world.divisions_west
    rates = parameters.renewal_rate
    end = west_ends(book, day)
    return {
        "west": said("goes on, by the model's reckoning to {day}").format(day=wording.day_words(end))
        if day < end
        else said("is over"),
        "longer": f"{parameters.west_prolonged:.0f}",
        "front": book.places.front((week[0], week[1], week[2])),
        "east": wording.per_cent(1.0 - away[min(int(day / 7.0), len(away) - 1)]),
        "until": wording.day_words(day + FOLLOWED_MONTHS * DAYS_PER_MONTH),
        "after": f"{parameters.renewal_after:.0f}",
        "rates": said("{germany} per cent a month for Germany and {soviet} for the Soviet Union").format(
            germany=wording.tenths(100.0 * rates[0]), soviet=wording.tenths(100.0 * rates[1])
        ),
        "in_west": wording.per_cent(parameters.renewal_in_west),
        "finland": finland.after_peace(book, day),
    }


def _event(
    sentence: Sentence,
    day: float,
    kind: str,
    facts: Mapping[str, str],
    numbers: Mapping[str, float] | None = None,
) -> Event:
    return Event(
        date=date_of(day),
        day=day,
        kind=kind,
        pair=None,
        who="",
        where="",
        text=sentence.text.format_map(facts),
        because=sentence.because.format_map(facts),
        parent=None,
        numbers=EventNumbers(numbers or {}),
    )


def _terms(book: Book, day: float) -> str:
    """The largest terms of the gap, those that keep the lines apart before those that bring them nearer."""
    sizes = sorted(((abs(x), x, term) for term, x in book.terms(day).items()), reverse=True)
    largest = [(x, term) for size, x, term in sizes[:TOLD_TERMS] if size >= 0.005]
    apart = [wording.with_size(TERM_CLAUSES[term], x) for x, term in largest if x > 0.0]
    nearer = [wording.with_size(TERM_CLAUSES[term], x) for x, term in largest if x < 0.0]
    parts = []
    if apart:
        pattern = said("{terms} keeps them apart") if len(apart) == 1 else said("{terms} keep them apart")
        parts.append(pattern.format(terms=wording.listed(apart)))
    if nearer:
        pattern = (
            said("{terms} brings them nearer") if len(nearer) == 1 else said("{terms} bring them nearer")
        )
        parts.append(pattern.format(terms=wording.listed(nearer)))
    return "; ".join(parts) if parts else said("no term is large")
