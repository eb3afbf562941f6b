"""The answer in three sentences that anyone can repeat, made from the numbers by rule.

What happens in how many of 100 wars; how far that goes on the way from a wish to a signature; what it hangs
on. No name of a method and no interval stands in them: the interval chooses the words, "about", "fewer than",
"more than" or "cannot be told from these runs" (see ``of_100_wars``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sepeace.chronicle.wording import when
from sepeace.outcomes.detectability import shown
from sepeace.outcomes.kept_steps import Together
from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.rungs import Step
from sepeace.runs.numbers import SIGNED, WINDOW, UnderNumbers
from sepeace.runs.of_100_wars import ABOUT, FEWER, MORE, Both, both, nearest, of_100, two_counts
from sepeace.runs.profiles import NO_PREMIUM, UnderProfile
from sepeace.runs.where_from import Reading
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import profile_in
from sepeace.stats.estimates import newcombe_paired
from sepeace.wording.assumed import IN_ANSWER, STRENGTHS_SUPPOSED, Luck
from sepeace.wording.outcomes import Rung, lasting

STRONG = 0.1
"""A reading, or how much of Hitler's premium another leader asks, is named if it moves a share so much."""
CERTAIN = 0.995
"""Share of wars in which the change could happen, below which that is said."""
STAGES = (Rung.TALKS_BEGUN, SIGNED)
OWN_GUESS = "each with its own guess at what nobody knows"
WEIGHED = "each with its own guess, weighed by the feelers on record, at what nobody knows"
MIDDLE = "each with middle values for all that nobody knows"
FOUGHT_AGAIN = "The war fought again from 22 June 1941"
"""The historical war of a batch is no record: all its luck is fresh."""
UNKNOWN = "a number of wars that cannot be told from these runs"
NOT_APART = "which these runs do not tell apart"
NEITHER_APART = "in neither do these runs tell the two worlds apart"
GUESSES_ALIKE = "Here each war's own guesses at what nobody knows do not move the count"
HANGS, PREMIUM = (
    "hangs on what nobody knows",
    "here above all on what the German leader asks for while he loses",
)


def _differs(pairs: Ladders | None, step: Step) -> bool | None:
    """Whether the runs show that a step is reached in another share of the wars; None without pairs."""
    return None if pairs is None else shown(newcombe_paired(*pairs.cells(step).table()))


def plain(
    scenario: Scenario,
    numbers: Sequence[UnderNumbers],
    arose: float,
    pairs: Ladders | None = None,
    readings: Sequence[Reading] = (),
    window_days: int = 1,
    profiles: Sequence[UnderProfile] = (),
    given: str | None = None,
) -> tuple[str, str, str]:
    """The three sentences.

    Args:
        scenario: what is asked.
        numbers: the run under its own numbers, then under others.
        arose: share of the wars in which what is supposed was possible.
        pairs: the rungs of both worlds, pair by pair; None for one world.
        readings: the question under each reading of strength, if it was asked.
        window_days: days open in all from which a window counts.
        profiles: where another leads Germany, both profiles with several premiums.
        given: the luck of the run.
    """
    own, so_long = numbers[0], "" if window_days == 1 else " so long"
    return (
        _what_happens(scenario, own, arose, pairs, window_days, given),
        _how_far(own, pairs),
        _what_it_hangs_on(scenario, numbers, (readings, profiles), so_long),
    )


# --- what happens


def _what_happens(
    scenario: Scenario,
    own: UnderNumbers,
    arose: float,
    pairs: Ladders | None,
    window_days: int,
    given: str | None,
) -> str:
    found = both(own, WINDOW, _differs(pairs, WINDOW))
    long = "if only for a day" if window_days == 1 else lasting(window_days)
    since = f" from {when(scenario.branch)} on" if scenario.branch is not None and scenario.changes else ""
    meet = f"the terms of both sides meet{since}, {long},"
    guess = {"default": MIDDLE, "posterior": WEIGHED}.get(scenario.assumptions.numbers, OWN_GUESS)
    start = f"{_name(scenario, given)}: of 100 wars in this model, {guess},"
    possible = ""
    if arose < CERTAIN:
        possible = f", counting only the {nearest(arose)} of 100 wars in which the change could happen"
    if not found.paired:
        if found.with_change is None:
            return f"{start} how often {meet.rstrip(',')} cannot be told from these runs."
        return f"{start} {meet} in {found.with_change}{possible}."
    if found.with_change is None or found.without is None:
        return (
            f"{start} how often {meet.rstrip(',')}, with this change or without it, cannot be told from "
            f"these runs{possible}."
        )
    if found.alike:
        said = f"in {found.with_change}, with this change or without it"
    else:
        said = f"in {found.with_change} with this change, and in {found.without} without it"
        said += f", {NOT_APART}" if found.close else ""
    return f"{start} {meet} {said}{possible}{_difference(found, pairs)}."


def _name(scenario: Scenario, given: str | None) -> str:
    """What was asked, and what was set by hand for it."""
    fought_again = FOUGHT_AGAIN
    if scenario.branch is not None:
        fought_again = f"The war as recorded until {when(scenario.branch)}, then fought again"
    name = scenario.title.rstrip(" .:!?") if scenario.changes else fought_again
    by_hand = scenario.assumptions.by_hand()
    name = f"{name}, with {', '.join(by_hand)}" if by_hand else name
    return f"{name}, {IN_ANSWER[Luck.AS_IT_FELL]}" if given == Luck.AS_IT_FELL else name


def _difference(found: Both, pairs: Ladders | None) -> str:
    """What the runs make of two counts, where the counts alone would mislead."""
    if pairs is None:
        return ""
    cells = pairs.cells(WINDOW)
    if cells.only_with + cells.only_without == 0:
        return "; in no war of these runs does the change decide it"
    if not found.alike or not _differs(pairs, WINDOW):
        return ""
    more = newcombe_paired(*cells.table()).value > 0.0
    return f", a little {'more' if more else 'less'} often with it"


# --- how far it goes


def _how_far(own: UnderNumbers, pairs: Ladders | None) -> str:
    """Talks, and a signature."""
    talks, signed = (both(own, rung, _differs(pairs, rung)) for rung in STAGES)
    tail = ""
    if talks.close and signed.close:
        talks, signed = (replace(found, apart=True) for found in (talks, signed))
        tail = f"; {NEITHER_APART}"
    if signed.paired and signed.alike and signed.with_change is not None:
        tail = ", with this change or without it" if talks.alike else " either way"
    return f"The two sides begin to talk in {_of_wars(talks)}, and a peace is signed in {_in(signed)}{tail}."


def _of_wars(found: Both) -> str:
    """The first count of a sentence, which says of what it is a count."""
    if found.with_change is None:
        return _in(found)
    return f"{found.with_change} of 100 wars{_aside(found)}"


def _in(found: Both) -> str:
    return f"{found.with_change or UNKNOWN}{_aside(found)}"


def _aside(found: Both) -> str:
    """The world without the change, in brackets, where it differs."""
    if found.alike:
        return ""
    apart = f", {NOT_APART}" if found.close else ""
    return f" (without the change {found.without or 'not to be told'}{apart})"


# --- what it hangs on


@dataclass(frozen=True, slots=True, kw_only=True)
class VariedDemand:
    """What the German leader asks for, varied in one way.

    Attributes:
        moves: whether the counts move much by it.
        told: whether words have them.
        clause: those words, where they move.
    """

    moves: bool
    told: bool
    clause: str


def _what_it_hangs_on(
    scenario: Scenario,
    numbers: Sequence[UnderNumbers],
    asked: tuple[Sequence[Reading], Sequence[UnderProfile]],
    so_long: str,
) -> str:
    """First of all the numbers that nobody knows; then, where it makes much of a difference, what is asked.

    That the guesses make little difference is said only where what the German leader asks makes little, too.
    """
    (readings, profiles), own, found = asked, numbers[0], []
    tried = _premium(scenario, profiles, own, readings, so_long), _reading(scenario, own, readings, so_long)
    varied = [one for one in tried if one is not None]
    moved = [one.clause for one in varied if one.moves and one.told][:1]
    default = scenario.assumptions.numbers == "default"
    if default:
        start = "Here luck alone makes one war differ from another"
        other = next((row for row in numbers[1:] if row.numbers == "prior"), None)
        turn = "with a guess of its own at what nobody knows in each war they would meet"
    else:
        start = f"Whether the terms meet{so_long} {HANGS}"
        other = next((row for row in numbers[1:] if row.numbers == "default"), None)
        turn = "with middle values for all of it they meet"
    if other is not None:
        there, here = both(other, WINDOW), both(own, WINDOW)
        if here.told and (there.with_change, there.without) == (here.with_change, here.without):
            start = _alike_start(start, varied)
        found.append(f"{turn}{so_long} {_worlds(there)}")
    unweighed = next((row for row in numbers[1:] if row.numbers == "prior"), None)
    if unweighed is not None and not default:
        there, here = both(unweighed, WINDOW), both(own, WINDOW)
        if there.told and (there.with_change, there.without) != (here.with_change, here.without):
            unlike = f"with guesses that the record has not weighed {_worlds(there)}"
            found = [f"{found[0]}, and {unlike}"] if found else [unlike]
    again = f"; and, with {'middle values' if default else 'guesses'} again, " if found else ""
    return f"{start}{': ' if found or moved else ''}{again.join([*found, *moved])}."


def _alike_start(start: str, varied: Sequence[VariedDemand]) -> str:
    """How the sentence begins where drawn numbers and middle values come to the same count.

    Args:
        start: how it begins elsewhere.
        varied: in which ways what the German leader asks for was varied.
    """
    if any(one.moves and one.told for one in varied):
        return f"{start}, {PREMIUM}" if start.endswith(HANGS) else start
    if not varied:
        return f"{GUESSES_ALIKE}, and what the German leader asks for was not varied"
    if any(one.moves or not one.told for one in varied):
        return (
            f"{GUESSES_ALIKE}, and how much what the German leader asks for moves it cannot be told from "
            "these runs"
        )
    return "Here the guesses at what nobody knows make little difference"


def _worlds(found: Both) -> str:
    """A count in both worlds, for a clause."""
    if found.with_change is None or (found.paired and found.without is None):
        return f"in {UNKNOWN}"
    if not found.paired:
        return f"in {found.with_change} of 100 wars"
    if found.alike:
        return f"in {found.with_change} of 100 wars, with the change or without it"
    apart = f", {NOT_APART}" if found.close else ""
    return f"in {found.with_change} of 100 wars with the change and {found.without} without it{apart}"


def _premium(
    scenario: Scenario,
    profiles: Sequence[UnderProfile],
    own: UnderNumbers,
    readings: Sequence[Reading],
    so_long: str,
) -> VariedDemand | None:
    """Where another leads: the count with none of Hitler's premium and with all of it; None if either is not
    there. Beside the first stands Hitler without a premium, if that reading was run."""
    leader = profile_in(scenario.changes)
    ladders = {row.premium: row.with_change for row in profiles if row.profile == leader}
    ends = [ladders[name] for name in ("none", "full") if name in ladders and ladders[name].n]
    if len(ends) < 2:
        return None
    none, full = (ladder.count(WINDOW) / ladder.n for ladder in ends)
    counts = [of_100(ladder.count(WINDOW), ladder.n) for ladder in ends]
    there = " with the change" if own.without is not None else ""
    hitler = [of_100(row.cells.without, row.cells.n) for row in readings if row.strength == NO_PREMIUM]
    beside = (
        f" (Hitler asking for as little: {hitler[0]} without it)" if there and hitler and hitler[0] else ""
    )
    clause = (
        f"if the new leader {STRENGTHS_SUPPOSED[NO_PREMIUM]}, they would meet{so_long} in {counts[0]} of 100 "
        f"wars{there}{beside}, but in {counts[1]} if he asked for as much more as Hitler"
    )
    return VariedDemand(moves=abs(none - full) >= STRONG, told=None not in counts, clause=clause)


def _reading(
    scenario: Scenario, own: UnderNumbers, readings: Sequence[Reading], so_long: str
) -> VariedDemand | None:
    """The reading that moves the count most in one of the worlds; None if no other reading was run."""
    here, base = own.with_change, own.without
    others = [row for row in readings if row.strength != scenario.assumptions.strength and row.cells.n]
    if not others or not here.n:
        return None

    def moves(row: Reading) -> float:
        cells = row.cells
        with_change = abs(cells.with_change / cells.n - here.count(WINDOW) / here.n)
        if base is None or not base.n:
            return with_change
        return max(with_change, abs(cells.without / cells.n - base.count(WINDOW) / base.n))

    most = max(others, key=moves)
    cells = most.cells
    found = two_counts(cells.with_change, cells.n, cells.without, cells.n, shown(most.window))
    clause = (
        f"if the German leader {STRENGTHS_SUPPOSED[most.strength]}, they would meet{so_long} {_worlds(found)}"
    )
    return VariedDemand(moves=moves(most) >= STRONG, told=found.told, clause=clause)


# --- several what-ifs

OTHERS = {ABOUT: ABOUT, FEWER: MORE, MORE: FEWER}
"""What is said of the rest of 100 wars."""
NEVER_ADD = (
    "The changes are not equally likely, and the list could always be made longer: so what they do must "
    "never be added up to a chance of peace."
)


def plain_together(
    what_ifs: int, window: Together, signed: Together, window_days: int = 1
) -> tuple[str, str, str]:
    """What several what-ifs do together, in three sentences.

    A chance seems higher the more ways to it are spelt out (Tversky and Koehler 1994, Psychological Review
    101: 547-567), and spelling out what-ifs does the same to historians (Tetlock and Lebow 2001, American
    Political Science Review 95: 829-843). So each war is counted once, the wars in which none of the changes
    acts are told too, and the last sentence says why nothing may be added up.

    Args:
        what_ifs: how many there are, two or more.
        window, signed: what they do to windows and to settlements.
        window_days: days open in all from which a window counts.
    """
    long = "if only for a day" if window_days == 1 else lasting(window_days)
    opened, shut = _one_or_none(window.gained, window.n)
    brought, not_brought = _one_or_none(signed.gained, signed.n)
    return (
        f"In this model {what_ifs} changes to the war were tried, one at a time: in {opened} at least one of "
        f"them lets the terms of both sides meet, {long}, where without it they do not, and in {shut} not "
        "one does.",
        f"A peace is signed through at least one of them in {brought}, and in {not_brought} through none of "
        "them.",
        NEVER_ADD,
    )


def _one_or_none(k: int, n: int) -> tuple[str, str]:
    """In how many of 100 wars, and in how many not; where both are told they add up to 100."""
    told = of_100(k, n)
    if told is None:
        return UNKNOWN, "the rest"
    word, number = told.rsplit(" ", 1)
    return f"{told} of 100 wars", f"{OTHERS[word]} {100 - int(number)}"
