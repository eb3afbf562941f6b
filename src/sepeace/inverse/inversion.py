"""What a search for the smallest change found: each lever's answer, the frontier of two, and its words."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from sepeace.display import Identified
from sepeace.documents import invert as documents
from sepeace.documents.origin import Provenance
from sepeace.execution.provenance import said_of
from sepeace.inverse.levers import Lever
from sepeace.inverse.response import Reached, campaigns_to_tell
from sepeace.scenario.scenario import Scenario
from sepeace.shapes import Interval, narrowed
from sepeace.stats.estimates import Estimate, rounded_up
from sepeace.wording.assumed import Luck

UNSETTLED = 0.025
"""Share of the resamples that may say otherwise before the answer is called unsettled."""
WIDE = 0.5
"""Share of the range that an interval may cover before the campaigns are too few to tell."""
NARROW = 0.25
"""Share of the range that an interval should cover, for which a number of campaigns is given."""
WINDOW = (
    "A window is an overlap of what two dictatorships would have accepted on the same day. It is no peace "
    "and no good in itself, and it is not advice."
)
CONVENTION = "set side by side in shares of the declared ranges, which is a convention, and judgement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value that was run, and the chance of a window there."""

    value: float
    chance: Estimate

    @property
    def tried(self) -> documents.Tried:
        """As the machine output has it."""
        return documents.Tried(value=self.value, probability=self.chance.known, ci95=self.chance.known_ci95)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How far one lever would have to be moved.

    Attributes:
        lever: what is moved.
        target: the chance to reach.
        reached: the needed value, or none in range; ``reached.value`` is one that was run, and the chance
            there is not below the target.
        points: every value that was run, rising.
        further: values farther off at which the chance passes the target again, up or down.
        bits: improbability of an operation's needed score in the model; None where there is none.
        because: where that comes from.
    """

    lever: Lever
    target: float
    reached: Reached
    points: tuple[Point, ...]
    further: tuple[float, ...] = ()
    bits: float | None = None
    because: str = ""

    def at(self, value: float) -> Estimate:
        """The chance at a value that was run."""
        return next(point.chance for point in self.points if point.value == value)

    @property
    def recorded(self) -> Estimate:
        """The chance where nothing is changed."""
        return self.at(self.lever.recorded)

    @property
    def best(self) -> Point:
        """Where the chance is greatest; of several such values the one nearest to the recorded one."""
        start = self.lever.recorded
        return max(
            self.points,
            key=lambda p: (-1.0 if math.isnan(p.chance.value) else p.chance.value, -abs(p.value - start)),
        )

    @property
    def needed(self) -> float | None:
        """The value nearest to the recorded one, of those that were run, that will do; or None."""
        return self.reached.value

    @property
    def probability(self) -> Estimate | None:
        """The chance at the needed value."""
        return None if self.needed is None else self.at(self.needed)

    @property
    def share(self) -> float | None:
        """The change, with its sign, as a share of the declared range."""
        return None if self.needed is None else (self.needed - self.lever.recorded) / self.lever.width

    @property
    def more(self) -> int | None:
        """About how many campaigns would tell, where these do not; else None."""
        reached, n = self.reached, max((point.chance.n for point in self.points), default=0)
        if n == 0:
            return None
        best, start = self.best.chance, self.recorded
        if self.needed is None:
            unsettled = reached.none_share < 1.0 - UNSETTLED or best.ci95[1] >= self.target
            return campaigns_to_tell(best.value, self.target, n) if unsettled else None
        low, high = reached.ci95
        if reached.direction == documents.Direction.NONE:
            return campaigns_to_tell(start.value, self.target, n) if start.ci95[0] < self.target else None
        if start.ci95[1] >= self.target:
            return campaigns_to_tell(start.value, self.target, n)
        if low is None or high is None or reached.none_share > UNSETTLED:
            return campaigns_to_tell(best.value, self.target, n)
        covered = (high - low) / (self.lever.high - self.lever.low)
        return rounded_up(n * (covered / NARROW) ** 2) if covered >= WIDE else None

    @property
    def document(self) -> documents.LeverAnswer:
        """As the machine output has it; None where there is no needed value."""
        lever, recorded, there = self.lever, self.recorded, self.probability
        return narrowed(
            lever.axis,
            documents.LeverAnswer,
            source=lever.source,
            low=lever.low,
            high=lever.high,
            declared_width=lever.width,
            recorded=lever.recorded,
            asked=lever.asked,
            recorded_probability=recorded.known,
            recorded_probability_ci95=recorded.known_ci95,
            needed=self.needed,
            ci95=self.reached.ci95,
            direction=self.reached.direction,
            share_of_range=self.share,
            probability=None if there is None else there.known,
            probability_ci95=(None, None) if there is None else there.known_ci95,
            none_in_range=self.needed is None,
            none_share=self.reached.none_share,
            best=self.best.tried,
            others=self.further,
            improbability_bits=self.bits,
            campaigns_to_tell=self.more,
            points=tuple(point.tried for point in self.points),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """What the second lever needs where the first has a value."""

    value: float
    answer: Answer

    @property
    def row(self) -> documents.FrontierRow:
        """As the machine output has it."""
        return narrowed(self.answer.document, documents.FrontierRow, value=self.value)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Inversion(Identified):
    """The smallest changes that open a window with a wanted probability.

    Attributes:
        scenario, seed, campaigns, luck: what was run; campaigns at each value.
        target: the probability wanted, of an acceptance window of a day or more.
        answers: one for each lever, moved alone; of two, the other stays at its recorded value.
        chosen: why these levers.
        frontier: of two levers, what the second needs over values of the first; else empty.
        smallest: the nearest point of the frontier; None without a frontier, or where none is in range.
        provenance: version, hashes and libraries.

    >>> found = sp.invert("germany_wins_at_kursk", 0.2, by=["citadel"], campaigns=20)
    >>> found.answers[0].lever.name, found.together, found.statement == found.document.statement
    ('citadel', '', True)
    >>> found.to_json()["levers"][0]["name"]
    'citadel'
    """

    scenario: Scenario
    seed: int
    campaigns: int
    luck: Luck
    target: float
    answers: tuple[Answer, ...]
    chosen: str
    frontier: tuple[Crossing, ...]
    smallest: documents.SmallestChange | None
    provenance: Provenance

    @property
    def one_line(self) -> str:
        """What was wanted, and what each lever would have to be."""
        found = ", ".join(
            f"{one.lever.name} {'none in range' if one.needed is None else one.lever.shown(one.needed)}"
            for one in self.answers
        )
        return f"{self.scenario.name}: a window in {self.target:g} of {self.campaigns:,} campaigns: {found}"

    @property
    def identity(self) -> tuple[Hashable, ...]:
        """Digest of the scenario, seed, campaigns, luck, target, levers and ranges, hash of the model."""
        levers = tuple((one.lever.name, one.lever.low, one.lever.high) for one in self.answers)
        asked = (self.target, bool(self.frontier), levers)
        return self.scenario.digest, self.seed, self.campaigns, self.luck, asked, self.provenance.model_hash

    @property
    def statement(self) -> str:
        """What the runs support, in one paragraph."""
        parts = [f"{self.scenario.title}: wanted is a window in {self.target:g} of the campaigns."]
        parts += [sentence(answer) for answer in self.answers]
        parts += [self.together] if self.together else []
        return " ".join([*parts, f"Readings: {self.scenario.assumptions.in_words()}.", WINDOW])

    @property
    def together(self) -> str:
        """What several levers say together; empty for one."""
        if self.frontier:
            return self._both()
        return _nearest_of(self.answers) if len(self.answers) > 1 else ""

    def _both(self) -> str:
        names = [answer.lever.name for answer in self.answers]
        if self.smallest is None:
            best = max((row.answer.best for row in self.frontier), key=lambda point: point.chance.value)
            at = next(row.value for row in self.frontier if row.answer.best == best)
            where = [answer.lever.shown(v) for answer, v in zip(self.answers, (at, best.value), strict=True)]
            return (
                f"Of both together none in range: the most is P = {told(best.chance)} at {names[0]} "
                f"{where[0]} and {names[1]} {where[1]}."
            )
        if self.smallest.distance == 0.0:
            return "Of both together the smallest change is none."
        first, second = (
            f"{answer.lever.name} {answer.lever.shown(value)}"
            for answer, value in zip(self.answers, self.smallest.values, strict=True)
        )
        there = in_interval(self.smallest.probability, self.smallest.probability_ci95)
        return (
            f"Of both together the smallest change is to {first} and {second}, P = {there} there; its length "
            f"is {self.smallest.distance:.0%} of a range (changes are {CONVENTION})."
        )

    @property
    def document(self) -> documents.InversionFound:
        """The first keys of ``invert --json``; numbers finite or null."""
        return narrowed(
            self,
            documents.InversionFound,
            **said_of(self.scenario, self.provenance, self.luck),
            levers=tuple(answer.document for answer in self.answers),
            frontier=tuple(crossing.row for crossing in self.frontier),
        )


# --- in words -----------------------------------------------------------------------------------------------


def told(chance: Estimate) -> str:
    """A chance with its interval."""
    return in_interval(chance.known, chance.known_ci95)


def in_interval(chance: float | None, ci95: Interval) -> str:
    """The same, where it is known."""
    if chance is None:
        return "unknown (no campaign counts)"
    return f"{chance:.3f} [{ci95[0]:.3f}, {ci95[1]:.3f}]"


def ends(answer: Answer) -> str:
    """The interval of a needed value; an end beyond the range is said to be that."""
    low, high = answer.reached.ci95
    lever = answer.lever
    left = "below the range" if low is None else f"{low:.{max(lever.places - 1, 0)}f}"
    right = "beyond the range" if high is None else f"{high:.{max(lever.places - 1, 0)}f}"
    return f"[{left}, {right}]"


def sentence(answer: Answer) -> str:
    """What is needed of one lever."""
    lever, reached = answer.lever, answer.reached
    unit = "" if lever.axis.unit in ("1", "score") else f" {lever.axis.unit}"
    head = f"{lever.name} ({lever.axis.title}):"
    if reached.value is None:
        best = answer.best
        words = f"none in range {lever.low:g} to {lever.high:g}{unit}: the most is P = {told(best.chance)} "
        words += f"at {lever.shown(best.value)}."
    elif reached.direction == documents.Direction.NONE:
        words = f"the smallest change is none: P = {told(answer.recorded)} as it is, at {lever.recorded:g}."
    else:
        change = reached.value - lever.recorded
        words = (
            f"needed {lever.shown(reached.value)}{unit} {ends(answer)}, {lever.axis.origin} "
            f"{lever.recorded:g}: a change of {change:+.4g}, {abs(answer.share or 0.0):.0%} of its range. "
            f"There P = {told(answer.at(reached.value))}, against {told(answer.recorded)} unchanged."
        )
    return " ".join([head, words, *_doubts(answer)])


def _doubts(answer: Answer) -> list[str]:
    """What the campaigns cannot tell, how many would, and where else the chance passes the target."""
    lines = []
    share, more = answer.reached.none_share, answer.more
    if answer.needed is None and more is not None:
        words = f"In {1.0 - share:.0%} of the resamples there is one, so" if share < 1.0 else "With so few,"
        lines.append(f"{words} this is not settled.")
    elif answer.needed is not None and share > UNSETTLED:
        lines.append(f"In {share:.0%} of the resamples none is in range, so this is not settled.")
    elif more is not None:
        lines.append("These campaigns cannot tell.")
    if more is not None:
        lines.append(f"About {more:,} campaigns would tell.")
    if answer.further:
        places = ", ".join(answer.lever.shown(value) for value in answer.further)
        lines.append(f"Farther off P passes {answer.target:g} again, up or down, at {places}.")
    return lines


def _nearest_of(answers: Sequence[Answer]) -> str:
    found = [(abs(answer.share), answer.lever.name) for answer in answers if answer.share is not None]
    if not found:
        return "No lever does it alone."
    share, name = min(found)
    if share == 0.0:
        return ""
    return f"The smallest of these changes is that of {name} ({CONVENTION})."
