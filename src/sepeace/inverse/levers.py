"""What can be asked how far it would have to change: levers, their ranges and sources, what is refused.

A lever is the score of an operation, a parameter, or the date of an event that acts in the model. Leaders,
what a side wanted and the rule over the occupied are no levers: see ``REFUSED``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from sepeace.documents.sweep import Axis
from sepeace.errors import BadValue, Contradiction, SepeaceError, UnknownName, nearest
from sepeace.model.parameters import PARAMETER_NAMES, PARAMETERS, find
from sepeace.quantities import EPOCH, HORIZON
from sepeace.record import load
from sepeace.record.spread import spread
from sepeace.runs.axes import EVENT, axes_of, event_axis, rising, spaced
from sepeace.scenario.changes import EventChange, LeaderChange, OperationChange, PolicyChange
from sepeace.scenario.checks.parameter_use import NO_LEVER, Use, why_not
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import base_sources
from sepeace.scenario.vocabulary import ACTING_EVENTS, SCORE_HIGH, SCORE_LOW

FIRST = 11
"""Values that are run first, across the range."""
CLOSEST = 1e-5
"""A range is at least so much of the declared one."""
DAYS_BEFORE, DAYS_AFTER = 730, 365
"""How far an event is moved at most, unless a range is given; never before the branch."""
POLICY_WORDS = (
    *("occupation", "occupation_policy", "policy", "policies", "extermination", "war_of_extermination"),
    *("genocide", "holocaust", "persecution"),
)
LEADER_WORDS = (
    *("leader", "leaders", "profile", "hitler", "stalin", "ribbentrop", "molotov", "himmler", "goering"),
    *("goebbels", "bormann", "germany", "soviet", "hitler_dies"),
)
REFUSED: Mapping[str, str] = {
    **{row.name: reason for row in PARAMETERS if (reason := why_not(row, Use.SEARCH)) is not None},
    **dict.fromkeys(POLICY_WORDS, NO_LEVER["policy"]),
    **dict.fromkeys(LEADER_WORDS, NO_LEVER["leader"]),
}
"""Names that are refused, and why. The first are parameters; the rest is what somebody may type."""
MOST_LEVERS = 2
ALLOWED = "a parameter as after --set, or the id of an operation or of an event that acts in the model"
OTHERS = "a scenario without a change of leader or of the rule over the occupied"
USUAL = ("strength_premium", "fear.germany", "cost_food", "cost_oil")
"""Asked for where a scenario has no lever of its own: the terms of claims D3, D6, D8 and D5."""

Range = tuple[float, float]
By = Mapping[str, Range | None] | Sequence[str] | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lever:
    """One thing of which the smallest change is sought.

    Attributes:
        axis: how a value is put into the scenario; its reference is the value a change is measured from.
        source: where that value comes from.
        low, high: the range that is searched; the reference lies in it.
        width: of the declared range, the unit in which changes of different levers are set side by side.
        asked: the value that the scenario itself gives, or None.
    """

    axis: Axis
    source: str
    low: float
    high: float
    width: float
    asked: float | None = None

    @property
    def name(self) -> str:
        """As typed after ``--by``."""
        return self.axis.name

    @property
    def recorded(self) -> float:
        """The value that a change is measured from: as recorded, by default or as assumed."""
        return self.axis.reference

    @property
    def places(self) -> int:
        """Digits after the point of a value that is told: four of the range, or whole days."""
        return 0 if self.axis.kind == EVENT else 4 - math.ceil(math.log10(self.high - self.low))

    def rounded(self, value: float, towards: str = "") -> float:
        """The value in so many digits, inside the range; one that can be typed again.

        Args:
            towards: ``up`` or ``down``; else to the nearest.
        """
        size, found = 10.0**-self.places, round(value, self.places)
        if (towards == "up" and found < value) or (towards == "down" and found > value):
            found = round(found + (size if towards == "up" else -size), self.places)
        return min(max(found + 0.0, self.low), self.high)

    @property
    def grid(self) -> tuple[float, ...]:
        """The values that are run first: across the range, with the reference and what the scenario asks."""
        marks = [self.recorded, *([] if self.asked is None else [self.asked])]
        apart = (self.high - self.low) / (FIRST - 1) / 3.0
        even = [self.rounded(value) for value in spaced(self.low, self.high, FIRST)]
        kept = [v for v in even[1:-1] if all(abs(v - mark) > apart for mark in marks)]
        return tuple(sorted({self.low, self.high, *kept, *marks}))

    def shown(self, value: float) -> str:
        """The value in words: a number, and for an event its date."""
        if self.axis.kind != EVENT:
            return f"{round(value, self.places):.12g}"
        day = load().event(self.name).date + timedelta(days=round(value))
        return f"{value:+.0f} ({day.isoformat()})" if round(value) else f"0 ({day.isoformat()})"


def refuse(name: str) -> None:
    """Raise BadValue where a name stands for a leader, a war aim or the rule over the occupied."""
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    for part in (plain, plain.partition(".")[0], plain.partition("=")[0]):
        if part in REFUSED:
            raise BadValue(REFUSED[part], given=name, allowed=ALLOWED)


def refuse_departures(scenario: Scenario) -> None:
    """Raise BadValue where a scenario has another leader or another rule over the occupied.

    What would be enough beside a better man, or beside a milder rule, is not asked for either.
    """
    for change in scenario.changes:
        if isinstance(change, LeaderChange):
            raise BadValue(NO_LEVER["leader"], given=f"leader {change.profile}", allowed=OTHERS)
        if isinstance(change, PolicyChange) and change.target == "occupation":
            raise BadValue(NO_LEVER["policy"], given="policy occupation", allowed=OTHERS)


def levers_of(scenario: Scenario, by: By | None, prefix: str = "") -> tuple[tuple[Lever, ...], str]:
    """The levers that are asked for, or else those of the scenario, and why these.

    Args:
        scenario: the what-if in which something is to change.
        by: one or two names, each with a range (low, high) or None; or names alone.
        prefix: what stands before a name in messages.

    Returns:
        The levers, and a sentence that says where they come from.

    Raises:
        SepeaceError: names that are unknown, refused or stand twice; a range that cannot be searched.
    """
    if by is None:
        return _own(scenario)
    ranges = _named(by, prefix)
    if not 1 <= len(ranges) <= MOST_LEVERS:
        message = "one or two things can be asked for at once"
        raise BadValue(
            message, given=", ".join(ranges) or "none", allowed="one or two names", key=prefix.strip() or None
        )
    found: list[Lever] = []
    for name, range_ in ranges.items():
        try:
            lever = lever_of(scenario, name, range_)
        except SepeaceError as error:
            raise error.keyed(f"{prefix}{name}") from None
        if any(lever.name == other.name for other in found):
            raise twice(", ".join(ranges), prefix + name)
        found.append(lever)
    return tuple(found), "as asked for"


def twice(given: str, key: str) -> Contradiction:
    """The mistake of naming one thing two times."""
    return Contradiction("the same thing is named twice", given=given, allowed="two names", key=key)


def _named(by: By, prefix: str) -> dict[str, Range | None]:
    if isinstance(by, str):
        by = (by,)
    if isinstance(by, Mapping):
        return dict(by)
    if not isinstance(by, Sequence) or not all(isinstance(name, str) for name in by):
        raise BadValue("names are needed", given=by, allowed=ALLOWED, key=prefix.strip() or None)
    if len(set(by)) < len(by):
        raise twice(", ".join(by), f"{prefix}{next(name for name in by if by.count(name) > 1)}")
    return dict.fromkeys(by)


def lever_of(scenario: Scenario, name: str, range_: Range | None = None) -> Lever:
    """One lever, with the range asked for or its own.

    Raises:
        SepeaceError: see ``levers_of``.
    """
    if not isinstance(name, str):
        raise BadValue("a name is needed", given=name, allowed=ALLOWED)
    refuse(name)
    record = load()
    if name in {row.id for row in record.operations}:
        return _operation(scenario, name, range_)
    if name in {row.id for row in record.events}:
        return _event(scenario, name, range_)
    _known(name, [row.id for row in record.operations])
    return _parameter(scenario, name, range_)


def _known(name: str, operations: Iterable[str]) -> None:
    """Raise UnknownName for what is neither a parameter nor a reading; readings are refused by their axis."""
    from sepeace.scenario.vocabulary import READINGS

    if name.partition(".")[0] in PARAMETER_NAMES or name in READINGS or name == "switches_off":
        return
    keys = [row.key for row in PARAMETERS if row.name not in REFUSED]
    near = nearest(name, [*keys, *operations, *ACTING_EVENTS])
    raise UnknownName("there is no such lever", given=name, allowed=ALLOWED, nearest=near)


def _operation(scenario: Scenario, name: str, range_: Range | None) -> Lever:
    low, high = _checked(range_) or (SCORE_LOW, SCORE_HIGH)
    (axis,) = axes_of(scenario, {name: (low, high, 2)})
    row = next(row for row in load().operations if row.id == name)
    apart = spread(load().operations)
    source = (
        f"coded from the record; first coding {row.score_first:g}, second {row.score_second:g}; over "
        f"{apart.compared} operations the two lie {apart.mean_absolute:.2f} apart on average, "
        f"{apart.largest:g} at most. Facts: {row.source}"
    )
    return _lever(axis, source, (low, high), SCORE_HIGH - SCORE_LOW, axis.own)


def _event(scenario: Scenario, name: str, range_: Range | None) -> Lever:
    row = load().event(name)
    if name not in ACTING_EVENTS:
        message = "nothing in this version of the model depends on this event"
        raise BadValue(message, given=name, allowed=ACTING_EVENTS, nearest=nearest(name, ACTING_EVENTS))
    first, last = max(scenario.branch or EPOCH, EPOCH), HORIZON
    earliest, latest = (first - row.date).days, (last - row.date).days
    own = (float(max(earliest, -DAYS_BEFORE)), float(min(latest, DAYS_AFTER)))
    if scenario.branch is not None and earliest > 0:
        event_axis(scenario, name, own[1], own[1])  # says that the event lies before the branch
    low, high = _checked(range_) or own
    for end in (low, high):
        if end != round(end):
            raise BadValue("a date is moved by whole days", given=end, allowed="whole numbers")
        if scenario.branch is not None and not earliest <= end <= latest:
            message = f"{row.id} would lie before the branch or after the last day of the model"
            raise BadValue(message, given=end, allowed=f"{earliest} to {latest} days from {row.date}")
    axis = event_axis(scenario, name, low, high)
    change = scenario.changed(EventChange).get(name)
    asked = None if change is None or change.start is None else float((change.start - row.date).days)
    return _lever(axis, f"{row.source}: {row.date.isoformat()}", (low, high), own[1] - own[0], asked)


def _parameter(scenario: Scenario, name: str, range_: Range | None) -> Lever:
    given = _checked(range_)
    if name.partition(".")[0] not in PARAMETER_NAMES:
        axes_of(scenario, {name: (0.0, 1.0, 2)})  # a reading: says why not
    row = find(name)
    quantity = row.quantity
    if given is None:
        reference = base_sources(scenario.assumptions, drawn=False)[row.key][1]
        given = (min(quantity.low, reference), max(quantity.high, reference))
    (axis,) = axes_of(scenario, {name: (*given, 2)})
    return _lever(axis, quantity.source, given, quantity.high - quantity.low, None)


def _lever(axis: Axis, source: str, range_: Range, width: float, asked: float | None) -> Lever:
    low, high = range_
    if not low <= axis.reference <= high:
        message = "the range must hold the value from which a change is measured"
        raise BadValue(message, given=f"{low:g} to {high:g}", allowed=f"a range around {axis.reference:g}")
    if high - low < CLOSEST * width:
        raise BadValue("the ends lie too close together", given=f"{low!r} to {high!r}")
    own = asked if asked is not None and low <= asked <= high else None
    return Lever(axis=axis, source=source, low=low, high=high, width=width, asked=own)


def _checked(range_: object) -> Range | None:
    """A range as it can be: two finite numbers, the lower first."""
    if range_ is None:
        return None
    if not isinstance(range_, (tuple, list)) or len(range_) != 2:
        raise BadValue("a range has two ends", given=range_, allowed="low and high, or no range")
    return rising(*range_)


# --- where nothing is asked for -----------------------------------------------------------------------------


def _own(scenario: Scenario) -> tuple[tuple[Lever, ...], str]:
    """The levers that the scenario itself changes, or else a few usual ones."""
    names = [
        change.target
        for change in scenario.changes
        if isinstance(change, OperationChange | EventChange) and not change.cancel
    ]
    found = _possible(scenario, names)
    if found:
        return found, "what the scenario itself changes"
    following: tuple[Lever, ...] = ()
    if scenario.branch is not None:
        later = (_possible(scenario, [name]) for name in _operations_after(scenario.branch))
        following = next((levers for levers in later if levers), ())
        following += _possible(scenario, ["second_front"])
    usual = (*following, *_possible(scenario, USUAL))
    if not usual:
        message = "nothing usual can be moved in this scenario; name a lever"
        raise BadValue(message, given=scenario.name, allowed=ALLOWED)
    names = [lever.name for lever in usual]
    return usual, f"the scenario changes nothing that is a lever, so these are asked for: {', '.join(names)}"


def _operations_after(branch: date) -> list[str]:
    """Recorded operations that begin after a branch and move a front, in their order."""
    later = [row for row in load().operations if row.start >= branch and row.moves_front]
    return [row.id for row in sorted(later, key=lambda row: (row.start, row.number))]


def _possible(scenario: Scenario, names: Iterable[str]) -> tuple[Lever, ...]:
    """Those of the names that are levers here."""
    found = []
    for name in names:
        with suppress(SepeaceError):
            found.append(lever_of(scenario, name))
    return tuple(found)
