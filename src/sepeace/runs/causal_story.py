"""The chain of causes in one campaign of two worlds, in dated sentences.

From the supposition over the day on which the worlds part, the operations that are called off or take place
because of it, and the terms that move the lines, to the attempt that gets furthest and to the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sepeace.chronicle import wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.event import Event
from sepeace.chronicle.reader import event_of, in_order
from sepeace.documents.run import CausalStep
from sepeace.kernel import pairing, slots, weekly
from sepeace.kernel.fields import TERMS, State
from sepeace.kernel.world import Entry, Log
from sepeace.outcomes.outcome_rows import ENDING_CODES
from sepeace.quantities import date_of
from sepeace.runs.run import TracedRun
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.timeline import timeline
from sepeace.wording.gap import TERM_CLAUSES, Term
from sepeace.wording.outcomes import ENDING_CLAUSES, Ending

LARGEST = 3
"""Terms that are named; the others are summed."""
_ATTEMPTS = (slots.K_SENT, slots.K_HELD)
_STAGES = {
    slots.K_FILTERED: 1,
    slots.K_REFUSED: 2,
    slots.K_ANSWERED: 3,
    slots.K_HELD: 3,
    slots.K_ROUND: 4,
    slots.K_SIGNED: 5,
}
_ON_THE_WAY = (slots.K_LEAKED, slots.K_INTERCEPTED)


@dataclass(frozen=True, slots=True)
class Telling:
    """Both worlds, open for looking things up, and what they are called at the start of a sentence."""

    books: tuple[Book, Book]
    names: tuple[str, str]

    @property
    def until(self) -> float:
        """The day until which both wars last."""
        return min(min(book.state.ended, book.state.signed[slots.MAIN]) for book in self.books)


def chain_of(one: TracedRun, other: TracedRun, links: Sequence[float]) -> tuple[CausalStep, ...]:
    """The chain of causes.

    Args:
        one, other: the campaign in the world with the change and in the one without, or in another one.
        links: what ``kernel.pairing.part`` says of them.

    Returns:
        the suppositions and the day on which the worlds part, then all else by date.
    """
    with_change, without = (Book(told.plan, told.log, told.state) for told in (one, other))
    worlds = Telling((with_change, without), names_of(one.run.scenario, other.run.scenario))
    steps = sorted(_supposed(one, other), key=lambda step: step.date)
    if links[pairing.PARTED_ON] >= slots.NEVER:
        last = date_of(one.state.ended)
        return (*steps, CausalStep(date=last, link="never", text="The two worlds never part."))
    steps += _parting(links[pairing.PARTED_ON], worlds)
    later = [*_operations(worlds), *_lines(links, one.log, other.log, worlds.names)]
    later += [*_windows(worlds), *_attempt(worlds.books[0])]
    later += [_ending(book.state, name) for book, name in zip(worlds.books, worlds.names, strict=True)]
    return (*steps, *sorted(later, key=lambda step: step.date))


def names_of(one: Scenario, other: Scenario) -> tuple[str, str]:
    """What two worlds are called at the start of a sentence."""
    if other.changes:
        return f'In "{one.title}"', f'In "{other.title}"'
    return "With the change", "Without the change"


def _later(name: str) -> str:
    """A world's name inside a sentence."""
    return name[0].lower() + name[1:]


def _supposed(one: TracedRun, other: TracedRun) -> Iterator[CausalStep]:
    """What each world changes, in the scenario's words and then in the model's."""
    for told in (one, other):
        scenario = told.run.scenario
        rows = [row.text.rstrip(".") for row in timeline(scenario) if row.changed]
        if rows and scenario.branch is not None:
            start = f'Supposed in "{scenario.title}"' if other.run.scenario.changes else "Supposed"
            text = f"{start}: {scenario.antecedent} In the model: {'; '.join(rows)}."
            yield CausalStep(date=scenario.branch, link="change", text=text)


def _parting(day: float, worlds: Telling) -> Iterator[CausalStep]:
    """The first event that only one of the worlds has, or that they have differently."""
    told = []
    for book, other, name in zip(worlds.books, reversed(worlds.books), worlds.names, strict=True):
        known = {_key(row) for row in in_order(other.rows)}
        first = next((r for r in in_order(book.rows) if r.time <= day and _key(r) not in known), None)
        if first is not None and first.kind != slots.K_EPOCH:
            told.append(f"{name}: {event_of(book, first).text}")
    text = " ".join(["The worlds part.", *(told or ["What differs first is a weekly value, not an event."])])
    yield CausalStep(date=date_of(day), link="parting", text=text)


def _key(row: Entry) -> tuple[object, ...]:
    return row.time, row.kind, row.side, row.channel, row.cause, row.ref, row.first, row.second


def _operations(worlds: Telling) -> Iterator[CausalStep]:
    """Operations that are called off in one world only, while both wars last."""
    off = [_called_off(book, worlds.until) for book in worlds.books]
    for own, its, book, name in zip(off, reversed(off), worlds.books, worlds.names, strict=True):
        for number, row in own.items():
            if number not in its:
                event = event_of(book, row)
                text = f"{name} only: {_reasoned(event)}"
                yield CausalStep(date=event.date, link="operation", text=text)


def _called_off(book: Book, until: float) -> dict[int, Entry]:
    """Rows of operations that could not be fought, by the operation's permanent number."""
    return {
        pairing.called_off(row, book.world): row
        for row in book.rows
        if row.time <= until and pairing.called_off(row, book.world) >= 0
    }


def _lines(links: Sequence[float], one: Log, other: Log, names: tuple[str, str]) -> Iterator[CausalStep]:
    """Where the lines stand in the week that matters most, and what moved them; the terms add up."""
    week, term = int(links[pairing.TURNING_WEEK]), int(links[pairing.LEADING_TERM])
    if week < 0:
        return
    when = date_of(7.0 * week)
    if term in (pairing.OVER_IN_FIRST, pairing.OVER_IN_SECOND):
        over = names[1] if term == pairing.OVER_IN_FIRST else names[0]
        text = f"{over} the fighting is over by now, and the lines stand in one world only."
        yield CausalStep(date=when, link="lines", text=text)
        return
    moved = [
        x - y
        for x, y in zip(
            one.weeks[week][weekly.FIRST_TERM :], other.weeks[week][weekly.FIRST_TERM :], strict=True
        )
    ]
    largest = sorted(range(len(TERMS)), key=lambda k: -abs(moved[k]))[:LARGEST]
    told = [k for k in largest if wording.signed(moved[k]) != "0"]
    named = [f"{TERM_CLAUSES[Term(TERMS[k])]} ({wording.signed(moved[k])})" for k in told]
    rest = sum(moved) - sum(moved[k] for k in told)
    gaps = [_gap(links[place]) for place in (pairing.GAP_SECOND, pairing.GAP_FIRST)]
    text = f"{names[0]} the lines {gaps[0]}, {_later(names[1])} they {gaps[1]}."
    if named:
        text += f" What moved them: {wording.listed(named)}; all else {wording.signed(rest)}."
    yield CausalStep(date=when, link="lines", text=text)


def _gap(gap: float) -> str:
    return f"have met, with {-gap:.2f} to spare" if gap <= 0.0 else f"are {gap:.2f} apart"


def _windows(worlds: Telling) -> Iterator[CausalStep]:
    """The first window in each world."""
    days = [book.state.window_first[slots.MAIN] for book in worlds.books]
    opened = [day < slots.NEVER for day in days]
    first = date_of(min(days)) if any(opened) else date_of(worlds.books[0].state.ended)
    if all(opened):
        told = [
            f"{_later(name)} on {wording.when(date_of(day))}"
            for name, day in zip(worlds.names, days, strict=True)
        ]
        text = f"A window opens in both worlds: {' and '.join(told)}."
    elif any(opened):
        text = f"{worlds.names[0] if opened[0] else worlds.names[1]} only, a window opens."
    else:
        text = "No window of a day or more has opened in either world."
    yield CausalStep(date=first, link="window", text=text)


def _attempt(book: Book) -> Iterator[CausalStep]:
    """The attempt that gets furthest with the change, the latest of those that get as far."""
    found: list[tuple[int, float, list[Entry]]] = []
    for row in in_order(book.rows):
        if row.kind in _ATTEMPTS and row.pair == slots.MAIN and row.time >= book.world.count_from:
            tree = _descendants(book, row)
            stage = max((_STAGES.get(child.kind, 0) for child in (row, *tree)), default=0)
            found.append((stage, row.time, [row, *tree]))
    if not found:
        yield CausalStep(date=date_of(book.state.ended), link="attempt", text="Nobody has sent word.")
        return
    _, _, rows = max(found, key=lambda one: one[:2])
    for row in sorted(rows, key=lambda entry: entry.time):
        if row.kind not in _ON_THE_WAY:
            event = event_of(book, row)
            yield CausalStep(date=event.date, link="attempt", text=_reasoned(event))


def _reasoned(event: Event) -> str:
    because = event.because.rstrip(".")
    return f"{event.text} (Because {because}.)"


def _descendants(book: Book, row: Entry) -> list[Entry]:
    found = []
    for child in book.children(row):
        found += [child, *_descendants(book, child)]
    return found


def _ending(state: State, start: str) -> CausalStep:
    text = f"{start}, {ENDING_CLAUSES[ENDING_CODES.get(state.ending, Ending.FAILED)]}."
    return CausalStep(date=date_of(state.ended), link="ending", text=text)
