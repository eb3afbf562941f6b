"""The answer in three sentences that anyone can repeat, made from the numbers by rule.

What happens in how many of 100 wars; how far that goes on the way from a wish to a signature; what it hangs
on. No name of a method and no interval stands in them: the interval chooses the words, "about", "fewer than",
"more than" or "cannot be told from these runs".
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sepeace.chronicle.wording import when
from sepeace.outcomes.detectability import shown
from sepeace.outcomes.kept_steps import Together
from sepeace.outcomes.ladder import Ladders
from sepeace.outcomes.rungs import Step
from sepeace.runs.numbers import SIGNED, WINDOW, UnderNumbers
from sepeace.runs.where_from import Reading
from sepeace.scenario.scenario import Scenario
from sepeace.stats.estimates import newcombe_paired, share
from sepeace.wording.assumed import STRENGTHS_SUPPOSED
from sepeace.wording.outcomes import Rung, lasting

WIDEST, COARSE = 0.2, 0.1
"""Width of an interval above which a share cannot be told, and above which it is rounded to fives."""
STRONG = 0.1
"""A reading that moves a share by so much is named."""
CERTAIN = 0.995
"""Share of wars in which the change could happen, below which that is said."""
STAGES = (Rung.TALKS_BEGUN, SIGNED)
OWN_GUESS = "each with its own guess at what nobody knows"
MIDDLE = "each with middle values for all that nobody knows"
FOUGHT_AGAIN = "The war fought again from 22 June 1941"
"""The historical war of a batch is no record: all its luck is fresh."""
UNKNOWN = "a number of wars that cannot be told from these runs"


def of_100(k: int, n: int, step: int = 0) -> str | None:
    """In how many of 100 wars, in words that the interval allows; None where that cannot be told.

    Args:
        step: to round to so many; 0 leaves that to the interval.
    """
    found = share(k, n)
    low, high = (100.0 * end for end in found.ci95)
    if not n or high - low > 100.0 * WIDEST:
        return None
    step = step or _step(k, n)
    rounded = step * math.floor(100.0 * found.value / step + 0.5)
    if rounded < 1 or high < 1.0:
        return f"fewer than {max(1, math.ceil(high))}"
    if rounded > 99 or low > 99.0:
        return f"more than {min(99, math.floor(low))}"
    return f"about {rounded}"


def _step(k: int, n: int) -> int:
    low, high = share(k, n).ci95
    return 5 if high - low > COARSE else 1


@dataclass(frozen=True, slots=True)
class Both:
    """A share in words: with the change, and without it where there are two worlds."""

    with_change: str | None
    without: str | None
    paired: bool

    @property
    def alike(self) -> bool:
        """Whether one phrase serves both worlds."""
        return not self.paired or self.with_change == self.without


def both(row: UnderNumbers, step: Step, differ: bool | None = None) -> Both:
    """A step in words; ``differ``: whether the runs show a difference, None if only the counts can say so."""
    there, without = row.with_change, row.without
    if without is None:
        return Both(with_change=of_100(there.count(step), there.n), without=None, paired=False)
    return two_counts(there.count(step), there.n, without.count(step), without.n, differ)


def two_counts(k: int, n: int, k0: int, n0: int, differ: bool | None) -> Both:
    """Two worlds side by side: rounded alike, and one phrase for both where no difference is shown."""
    if differ is None:
        one, other = share(k, n).ci95, share(k0, n0).ci95
        differ = one[0] > other[1] or other[0] > one[1]
    pooled = of_100(k + k0, n + n0)
    alike = Both(with_change=pooled, without=pooled, paired=True)
    if of_100(k, n) is None or of_100(k0, n0) is None:
        return Both(with_change=of_100(k, n), without=of_100(k0, n0), paired=True)
    if not differ:
        return alike
    step = max(_step(k, n), _step(k0, n0))
    found = [(of_100(k, n, by), of_100(k0, n0, by)) for by in (step, 1)]
    mine, theirs = found[0] if found[0][0] != found[0][1] else found[1]
    upper = [said for said in (mine, theirs) if said and said.startswith("fewer than")]
    told = [int(said.split()[-1]) for said in (mine, theirs) if said and said.startswith("about")]
    if len(upper) == 2:
        return alike
    if upper and told and int(upper[0].split()[-1]) >= told[0]:
        # A bound above the other count would be heard the wrong way round.
        tenths = [f"about {100.0 * count / of:.1f}" for count, of in ((k, n), (k0, n0))]
        return alike if 0 in (k, k0) else Both(with_change=tenths[0], without=tenths[1], paired=True)
    return Both(with_change=mine, without=theirs, paired=True)


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
) -> tuple[str, str, str]:
    """The three sentences.

    Args:
        scenario: what is asked.
        numbers: the run under its own numbers, then under others.
        arose: share of the wars in which what is supposed was possible.
        pairs: the rungs of both worlds, pair by pair; None for one world.
        readings: the question under each reading of strength, if it was asked.
        window_days: days open in all from which a window counts.
    """
    own, so_long = numbers[0], "" if window_days == 1 else " so long"
    return (
        _what_happens(scenario, own, arose, pairs, window_days),
        _how_far(own, pairs),
        _what_it_hangs_on(scenario, numbers, readings, so_long),
    )


# --- what happens


def _what_happens(
    scenario: Scenario, own: UnderNumbers, arose: float, pairs: Ladders | None, window_days: int
) -> str:
    found = both(own, WINDOW, _differs(pairs, WINDOW))
    long = "if only for a day" if window_days == 1 else lasting(window_days)
    meet = f"the terms of both sides meet, {long},"
    guess = MIDDLE if scenario.assumptions.numbers == "default" else OWN_GUESS
    start = f"{_name(scenario)}: of 100 wars in this model, {guess},"
    possible = ""
    if arose < CERTAIN:
        possible = f", counting only the {round(100.0 * arose)} of 100 wars in which the change could happen"
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
    return f"{start} {meet} {said}{possible}{_difference(found, pairs)}."


def _name(scenario: Scenario) -> str:
    """What was asked, and what was set by hand for it."""
    fought_again = FOUGHT_AGAIN
    if scenario.branch is not None:
        fought_again = f"The war as recorded until {when(scenario.branch)}, then fought again"
    name = scenario.title.rstrip(" .:!?") if scenario.changes else fought_again
    by_hand = scenario.assumptions.by_hand()
    return f"{name}, with {', '.join(by_hand)}" if by_hand else name


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
    return "" if found.alike else f" (without the change {found.without or 'not to be told'})"


# --- what it hangs on


def _what_it_hangs_on(
    scenario: Scenario, numbers: Sequence[UnderNumbers], readings: Sequence[Reading], so_long: str
) -> str:
    """First of all the numbers that nobody knows; then, where it makes much of a difference, one reading."""
    own, found = numbers[0], []
    if scenario.assumptions.numbers == "default":
        start = "Here luck alone makes one war differ from another"
        other = next((row for row in numbers[1:] if row.numbers == "prior"), None)
        turn = "with a guess of its own at what nobody knows in each war they would meet"
    else:
        start = f"Whether the terms meet{so_long} hangs on what nobody knows"
        other = next((row for row in numbers[1:] if row.numbers == "default"), None)
        turn = "with middle values for all of it they meet"
    if other is not None:
        there = both(other, WINDOW)
        if there == both(own, WINDOW):
            start = "Here the guesses at what nobody knows make little difference"
        found.append(f"{turn}{so_long} {_worlds(there)}")
    found += _reading(scenario, own, readings, so_long)
    return f"{start}{': ' if found else ''}{', and '.join(found)}."


def _worlds(found: Both) -> str:
    """A count in both worlds, for a clause."""
    if found.with_change is None or (found.paired and found.without is None):
        return f"in {UNKNOWN}"
    if not found.paired:
        return f"in {found.with_change} of 100 wars"
    if found.alike:
        return f"in {found.with_change} of 100 wars, with the change or without it"
    return f"in {found.with_change} of 100 wars with the change and {found.without} without it"


def _reading(scenario: Scenario, own: UnderNumbers, readings: Sequence[Reading], so_long: str) -> list[str]:
    """The reading that moves the count most, where it moves it much."""
    here = own.with_change
    others = [row for row in readings if row.strength != scenario.assumptions.strength and row.cells.n]
    if not others or not here.n:
        return []

    def moves(row: Reading) -> float:
        return abs(row.cells.with_change / row.cells.n - here.count(WINDOW) / here.n)

    most = max(others, key=moves)
    if moves(most) < STRONG:
        return []
    cells = most.cells
    found = two_counts(cells.with_change, cells.n, cells.without, cells.n, shown(most.window))
    return [
        f"if the German leader {STRENGTHS_SUPPOSED[most.strength]}, they would meet{so_long} {_worlds(found)}"
    ]


# --- several what-ifs

OTHERS = {"about": "about", "fewer than": "more than", "more than": "fewer than"}
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
