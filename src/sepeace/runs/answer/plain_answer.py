"""The answer in three sentences that anyone can repeat, made from the numbers by rule.

What happens in how many of 100 wars; how far that goes on the way from a wish to a signature; what it hangs
on. No name of a method and no interval stands in them: the interval chooses the words, "about", "fewer than",
"more than" or "cannot be told from these runs" (see ``of_100_wars``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sepeace.chronicle.wording import pointed, when
from sepeace.outcomes.detectability import shown
from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.rungs import Step
from sepeace.record.own import own_files
from sepeace.runs.answer.of_100_wars import (
    Both,
    both,
    in_words,
    nearest,
    of_100,
    two_counts,
)
from sepeace.runs.numbers import SIGNED, WINDOW, UnderNumbers
from sepeace.runs.profiles import NO_PREMIUM, UnderProfile
from sepeace.runs.where_from import Reading
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.departures import profile_in
from sepeace.scenario.vocabulary import SWITCHES
from sepeace.stats.estimates import newcombe_paired
from sepeace.wording.assumed import STRENGTHS_SUPPOSED, Luck
from sepeace.wording.outcomes import Rung, lasting
from sepeace.wording.said import said

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
GUESSES_ALIKE = "Here each war's own guesses at what nobody knows do not move the count"
HANGS = "Whether the terms meet{so_long} hangs on what nobody knows"
ON_PREMIUM = f"{HANGS}, here above all on what the German leader asks for while he loses"
LUCK_ALONE = "Here luck alone makes one war differ from another"
SWITCH_WORDS = {name: name for name in SWITCHES}
"""What a term that is taken out is called."""


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
    own, so_long = numbers[0], "" if window_days == 1 else said(" so long")
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
    guess = said(MIDDLE) if scenario.assumptions.numbers == "default" else said(OWN_GUESS)
    if scenario.assumptions.numbers == "posterior":
        guess = said(WEIGHED)
    name = _name(scenario, given)
    start = said("{name}: of 100 wars in this model, {guess},").format(name=name, guess=guess)
    meet, how_often = _meet(scenario, said("if only for a day") if window_days == 1 else lasting(window_days))
    possible = ""
    if arose < CERTAIN:
        possible = said(", counting only the {n} of 100 wars in which the change could happen").format(
            n=f"{nearest(arose)}"
        )
    if not found.paired:
        if found.with_change is None:
            return said("{start} how often {meet} cannot be told from these runs.").format(
                start=start, meet=how_often
            )
        return said("{start} {meet}, in {count}{possible}.").format(
            start=start, meet=meet, count=in_words(found.with_change), possible=possible
        )
    if found.with_change is None or found.without is None:
        return said(
            "{start} how often {meet}, with this change or without it, cannot be told from these "
            "runs{possible}."
        ).format(start=start, meet=how_often, possible=possible)
    count, without = in_words(found.with_change), in_words(found.without)
    if found.alike:
        told = said("in {count}, with this change or without it").format(count=count)
    else:
        told = said("in {count} with this change, and in {without} without it").format(
            count=count, without=without
        )
        told += _not_apart(found)
    return f"{start} {meet}, {told}{possible}{_difference(found, pairs)}."


def _meet(scenario: Scenario, long: str) -> tuple[str, str]:
    """That the terms meet, and since when: as a sentence says it, and behind "how often"."""
    if scenario.branch is None or not scenario.changes:
        pattern = said("the terms of both sides meet, {long}")
        how_often = said("the terms of both sides meet, {long}", "how often")
        return pattern.format(long=long), how_often.format(long=long)
    day = when(scenario.branch)
    pattern = said("the terms of both sides meet from {day} on, {long}")
    how_often = said("the terms of both sides meet from {day} on, {long}", "how often")
    return pattern.format(day=day, long=long), how_often.format(day=day, long=long)


def _not_apart(found: Both) -> str:
    """That the runs do not tell two counts apart, where it is so."""
    return said(", which these runs do not tell apart") if found.close else ""


def _name(scenario: Scenario, given: str | None) -> str:
    """What was asked, and what was set by hand for it."""
    fought_again = said(FOUGHT_AGAIN)
    if scenario.branch is not None:
        fought_again = said("The war as recorded until {day}, then fought again").format(
            day=when(scenario.branch)
        )
    name = scenario.title.rstrip(" .:!?") if scenario.changes else fought_again
    by_hand = _by_hand(scenario)
    if by_hand:
        name = said("{name}, with {set}").format(name=name, set=", ".join(by_hand))
    if given == Luck.AS_IT_FELL:
        name = said("{name}, with all other luck as it fell, as far as the record tells it").format(name=name)
    return name


def _by_hand(scenario: Scenario) -> list[str]:
    """What is set by hand, as ``Assumptions.by_hand`` has it."""
    chosen, told = scenario.assumptions, []
    for name, side, value in chosen.parameters:
        key = name if side is None else f"{name}.{side}"
        told.append(f"{key} = {pointed(f'{value:g}')}")
    told += [said("{term} switched off").format(term=SWITCH_WORDS[name]) for name in chosen.switches]
    return told + [said("{file} of one's own").format(file=file) for file in own_files()]


def _difference(found: Both, pairs: Ladders | None) -> str:
    """What the runs make of two counts, where the counts alone would mislead."""
    if pairs is None:
        return ""
    cells = pairs.cells(WINDOW)
    if cells.only_with + cells.only_without == 0:
        return said("; in no war of these runs does the change decide it")
    if not found.alike or not _differs(pairs, WINDOW):
        return ""
    more = newcombe_paired(*cells.table()).value > 0.0
    return said(", a little more often with it") if more else said(", a little less often with it")


# --- how far it goes


def _how_far(own: UnderNumbers, pairs: Ladders | None) -> str:
    """Talks, and a signature."""
    talks, signed = (both(own, rung, _differs(pairs, rung)) for rung in STAGES)
    tail = ""
    if talks.close and signed.close:
        talks, signed = (replace(found, apart=True) for found in (talks, signed))
        tail = said("; in neither do these runs tell the two worlds apart")
    if signed.paired and signed.alike and signed.with_change is not None:
        tail = said(", with this change or without it") if talks.alike else said(" either way")
    return said("The two sides begin to talk in {talks}, and a peace is signed in {signed}{tail}.").format(
        talks=_of_wars(talks), signed=_in(signed), tail=tail
    )


def _of_wars(found: Both) -> str:
    """The first count of a sentence, which says of what it is a count."""
    if found.with_change is None:
        return _in(found)
    return f"{_of_100_wars(found.with_change)}{_aside(found)}"


def _of_100_wars(count: str) -> str:
    return said("{count} of 100 wars").format(count=in_words(count))


def _in(found: Both) -> str:
    told = said(UNKNOWN) if found.with_change is None else in_words(found.with_change)
    return f"{told}{_aside(found)}"


def _aside(found: Both) -> str:
    """The world without the change, in brackets, where it differs."""
    if found.alike:
        return ""
    without = said("not to be told") if found.without is None else in_words(found.without)
    return said(" (without the change {without}{apart})").format(without=without, apart=_not_apart(found))


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
        start = said(LUCK_ALONE)
        other = next((row for row in numbers[1:] if row.numbers == "prior"), None)
        turn = said(
            "with a guess of its own at what nobody knows in each war they would meet{so_long} {worlds}"
        )
    else:
        start = said(HANGS).format(so_long=so_long)
        other = next((row for row in numbers[1:] if row.numbers == "default"), None)
        turn = said("with middle values for all of it they meet{so_long} {worlds}")
    if other is not None:
        there, here = both(other, WINDOW), both(own, WINDOW)
        if here.told and (there.with_change, there.without) == (here.with_change, here.without):
            start = _alike_start(start, varied, default, so_long)
        found.append(turn.format(so_long=so_long, worlds=_worlds(there)))
    unweighed = next((row for row in numbers[1:] if row.numbers == "prior"), None)
    if unweighed is not None and not default:
        there, here = both(unweighed, WINDOW), both(own, WINDOW)
        if there.told and (there.with_change, there.without) != (here.with_change, here.without):
            unlike = said("with guesses that the record has not weighed {worlds}").format(
                worlds=_worlds(there)
            )
            found = [said("{one}, and {other}").format(one=found[0], other=unlike)] if found else [unlike]
    again = ""
    if found:
        again = said("; and, with middle values again, ") if default else said("; and, with guesses again, ")
    return f"{start}{': ' if found or moved else ''}{again.join([*found, *moved])}."


def _alike_start(start: str, varied: Sequence[VariedDemand], default: bool, so_long: str) -> str:
    """How the sentence begins where drawn numbers and middle values come to the same count.

    Args:
        start: how it begins elsewhere.
        varied: in which ways what the German leader asks for was varied.
        default: whether the numbers of the run are the middle ones.
        so_long: what stands there where a window does not count from a day.
    """
    if any(one.moves and one.told for one in varied):
        return start if default else said(ON_PREMIUM).format(so_long=so_long)
    if not varied:
        return said(f"{GUESSES_ALIKE}, and what the German leader asks for was not varied")
    if any(one.moves or not one.told for one in varied):
        return said(
            f"{GUESSES_ALIKE}, and how much what the German leader asks for moves it cannot be told from "
            "these runs"
        )
    return said("Here the guesses at what nobody knows make little difference")


def _worlds(found: Both) -> str:
    """A count in both worlds, for a clause."""
    if found.with_change is None or (found.paired and found.without is None):
        return said("in {count}").format(count=said(UNKNOWN))
    if not found.paired:
        return said("in {count}").format(count=_of_100_wars(found.with_change))
    count = in_words(found.with_change)
    if found.alike or found.without is None:
        return said("in {count} of 100 wars, with the change or without it").format(count=count)
    return said("in {count} of 100 wars with the change and {without} without it{apart}").format(
        count=count, without=in_words(found.without), apart=_not_apart(found)
    )


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
    there = said(" with the change") if own.without is not None else ""
    hitler = [of_100(row.cells.without, row.cells.n) for row in readings if row.strength == NO_PREMIUM]
    beside = ""
    if there and hitler and hitler[0] is not None:
        beside = said(" (Hitler asking for as little: {count} without it)").format(count=in_words(hitler[0]))
    clause = said(
        "if the new leader {supposed}, they would meet{so_long} in {count} of 100 wars{there}{beside}, but "
        "in {full} if he asked for as much more as Hitler"
    ).format(
        supposed=STRENGTHS_SUPPOSED[NO_PREMIUM],
        so_long=so_long,
        count="" if counts[0] is None else in_words(counts[0]),
        there=there,
        beside=beside,
        full="" if counts[1] is None else in_words(counts[1]),
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
    clause = said("if the German leader {supposed}, they would meet{so_long} {worlds}").format(
        supposed=STRENGTHS_SUPPOSED[most.strength], so_long=so_long, worlds=_worlds(found)
    )
    return VariedDemand(moves=moves(most) >= STRONG, told=found.told, clause=clause)
