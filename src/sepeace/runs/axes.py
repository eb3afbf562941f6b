"""What is varied: axes, and the scenario at each point of a grid.

An axis is an assumption that is a number or a reading, the score of an operation, or the date of an event.
Along the first kinds a value is set in every campaign, as a setting by hand would be; along the next the
operation's score is fixed, along the last the event is moved, as a scenario file would do it. Nothing is run
here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise, product

from sepeace.documents.sweep import Axis
from sepeace.errors import BadScenario, BadValue, Contradiction, SepeaceError, UnknownName, nearest
from sepeace.model.parameters import PARAMETER_NAMES, PARAMETERS, Parameter, find
from sepeace.quantities import finite, whole
from sepeace.record import load
from sepeace.record.types import Operation
from sepeace.scenario import posteriors
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import Change, EventChange, OperationChange
from sepeace.scenario.checks.parameter_use import Use, taken_out, why_not
from sepeace.scenario.checks.record import complete
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import base_sources
from sepeace.scenario.vocabulary import READINGS
from sepeace.wording.varied import AxisKind, ValueOrigin

FEWEST, MOST = 2, 201
"""Points along one axis."""
MOST_AXES = 3
DIGITS = 12
"""Significant digits of a value between the ends, counted on the width of the range."""
PARAMETER, OPERATION, EVENT = AxisKind.PARAMETER, AxisKind.OPERATION, AxisKind.EVENT
READING = AxisKind.READING
ALL = "all"

Range = tuple[float, float, int]
"""Lowest value, highest value, number of points."""
Varied = Range | Set[float] | Set[str] | list[float] | list[str]
"""A range; or values; or readings of a dispute, or the word all by itself."""


def spaced(low: float, high: float, count: int) -> tuple[float, ...]:
    """``count`` values from ``low`` to ``high``, rounded so that each can be typed again.

    Raises BadValue where the ends lie so close together that two values would be the same.
    """
    width = high - low
    if not math.isfinite(width):
        raise BadValue("the ends lie too far apart", given=f"{low!r} to {high!r}")
    places = DIGITS - math.ceil(math.log10(width))
    inner = [round(low + width * step / (count - 1), places) + 0.0 for step in range(1, count - 1)]
    values = (low, *inner, high)
    if any(one >= two for one, two in pairwise(values)):
        raise BadValue("the ends lie too close together", given=f"{low!r} to {high!r}")
    return values


def axes_of(scenario: Scenario, vary: Mapping[str, Varied], prefix: str = "") -> tuple[Axis, ...]:
    """The axes of a sweep, checked.

    Args:
        scenario: the world in which something is varied.
        vary: by name, a tuple of the range and the number of points, or a set or list of values; one to three
            names.
        prefix: what stands before a name in messages.

    Raises:
        SepeaceError: unknown names, bad ranges, too many axes, or a name that cannot be varied here, or that
            nothing would read.
    """
    if not isinstance(vary, Mapping) or not all(isinstance(name, str) for name in vary):
        message = "what is varied is given by name"
        raise BadValue(
            message, given=vary, allowed="such as {'citadel': (-1.5, 2.0, 8)}", key=prefix.strip() or "vary"
        )
    if not 1 <= len(vary) <= MOST_AXES:
        message = "one to three things can be varied at once"
        given = ", ".join(vary) or "none"
        raise BadValue(message, given=given, allowed="one to three names", key=prefix.strip() or None)
    axes: list[Axis] = []
    for name, varied in vary.items():
        try:
            axis = _axis(scenario, name, varied)
        except SepeaceError as error:
            raise error.keyed(prefix + name) from None
        if any(axis.name == other.name for other in axes):
            message = "the same thing is varied twice"
            raise Contradiction(message, given=", ".join(vary), allowed="other names", key=prefix + name)
        axes.append(axis)
    _check_read(scenario, tuple(axes), prefix)
    return tuple(axes)


def _check_read(scenario: Scenario, axes: tuple[Axis, ...], prefix: str) -> None:
    """Refuse a parameter that nothing reads, under whatever reading is varied beside it."""
    readings = tuple(axis for axis in axes if axis.kind == READING)
    names = {axis.name for axis in axes}
    for axis in axes:
        reasons = [
            why_not(find(axis.name), Use.ACT, world, names) if axis.kind == PARAMETER else None
            for _, world in points(scenario, readings)
        ]
        if None not in reasons:
            raise Contradiction(
                f"nothing would depend on it: {reasons[0]}", given=axis.name, key=prefix + axis.name
            )


def points(scenario: Scenario, axes: tuple[Axis, ...]) -> list[tuple[tuple[float, ...], Scenario]]:
    """Values and scenario of each point of the grid; the last axis runs fastest."""
    return [(values, at(scenario, axes, values)) for values in product(*(axis.values for axis in axes))]


def from_one_source(scenario: Scenario, axes: tuple[Axis, ...]) -> Scenario:
    """The scenario with numbers that all points have alike: from the prior where some have no posterior.

    Else a reading that is varied would differ by its numbers too. Where the numbers themselves are varied
    they are as was said.

    Raises:
        BadValue: posterior is one of the numbers, and some point has none.
    """
    readings = tuple(axis for axis in axes if axis.kind == READING)
    own = scenario.assumptions.numbers
    if any("posterior" in axis.labels for axis in readings if axis.name == "numbers"):
        for _, world in points(scenario, tuple(axis for axis in readings if axis.name != "numbers")):
            posteriors.require(world.assumptions.readings())
    if any(axis.name == "numbers" for axis in readings):
        return scenario
    if all(world.assumptions.numbers == own for _, world in points(scenario, readings)):
        return scenario
    return scenario.with_assumptions(numbers="prior")


def at(scenario: Scenario, axes: tuple[Axis, ...], values: tuple[float, ...]) -> Scenario:
    """The scenario with so much on each axis."""
    for axis, value in zip(axes, values, strict=True):
        if axis.kind == PARAMETER:
            scenario = scenario.with_assumptions({axis.name: value})
        elif axis.kind == OPERATION:
            scenario = _scored(scenario, axis.name, value)
        elif axis.kind == READING:
            scenario = scenario.with_assumptions({axis.name: str(axis.typed(value))})
        else:
            scenario = _moved(scenario, axis.name, value)
    return scenario


def event_axis(scenario: Scenario, name: str, low: float, high: float) -> Axis:
    """An axis along which an event is moved, from ``low`` to ``high`` in days from its recorded date.

    Raises:
        SepeaceError: no branch, an event that the scenario cancels, or a date that it could not have.
    """
    row = load().event(name)
    if scenario.branch is None:
        message = "this scenario has no branch, so no event can be moved in it"
        raise BadScenario(message, given=name, allowed="a scenario with a branch date, or a parameter")
    for change in scenario.changes_of(EventChange):
        if change.target == name and change.cancel:
            message = f"the scenario cancels this event ({change.where}), so it has no date"
            raise Contradiction(message, given=name, allowed="an event that takes place")
    for end in (low, high):
        complete(_moved(scenario, name, end or 1.0))
    return Axis(
        name=name,
        kind=EVENT,
        title=f"date of {row.name}, counted from {row.date.isoformat()}",
        unit="days",
        values=(low, high),
        reference=0.0,
        origin=ValueOrigin.RECORDED,
    )


def _values(given: object) -> tuple[float, ...]:
    """The values of a range, or of a set or a list, rising."""
    if not isinstance(given, (Set, list)):
        return spaced(*_range(given))
    for value in given:
        if finite(value) is None:
            raise BadValue("a value is a finite number", given=value, allowed="no nan, no inf")
    values = tuple(sorted({float(value) + 0.0 for value in given}))
    whole("the number of values", len(values), FEWEST, MOST)
    return values


def _range(given: object) -> Range:
    """A range as it can be: finite, rising, with a whole number of points."""
    allowed = f"low, high and a whole number of points from {FEWEST} to {MOST}"
    if not isinstance(given, tuple) or len(given) != 3:
        message = "a range is a tuple of three parts, and values are a set or a list"
        raise BadValue(message, given=given, allowed=allowed)
    low, high = rising(*given[:2])
    return low, high, whole("the number of points", given[2], FEWEST, MOST)


def rising(low: object, high: object) -> tuple[float, float]:
    """The ends of a range as they can be: finite, the lower one first."""
    for end in (low, high):
        if finite(end) is None:
            raise BadValue("an end of a range is a finite number", given=end, allowed="no nan, no inf")
    if not low < high:  # type: ignore[operator]
        raise BadValue("a range runs upwards", given=f"{low:g} to {high:g}", allowed="the lower end first")
    return float(low) + 0.0, float(high) + 0.0  # type: ignore[arg-type]


def _axis(scenario: Scenario, name: str, varied: object) -> Axis:
    operations = {row.id: row for row in load().operations}
    if name in READINGS and isinstance(varied, (Set, list)):
        return _reading_axis(scenario, name, {str(word) for word in varied})
    values = _values(varied)
    if name in operations:
        return _operation_axis(scenario, operations[name], values)
    if name.partition(".")[0] in PARAMETER_NAMES:
        return _parameter_axis(scenario, find(name), values)
    if name in READINGS or name == "switches_off":
        message = "only numbers have a range; a reading is set, or one after the other is taken"
        allowed = f"--set {name}=..." + (f", or of sweep --vary {name}={ALL}" if name in READINGS else "")
        raise BadValue(message, given=name, allowed=allowed)
    names = [*(row.key for row in PARAMETERS), *operations, *READINGS]
    message = "there is no such parameter, operation or reading"
    allowed = "a parameter or a reading as after --set, or the id of an operation"
    raise UnknownName(message, given=name, allowed=allowed, nearest=nearest(name, names))


def _reading_axis(scenario: Scenario, name: str, words: Set[str]) -> Axis:
    labels = READINGS[name]
    chosen = set(labels) if words == {ALL} else words
    for word in chosen:
        if word not in labels:
            near = nearest(word, labels)
            message = "there is no such reading"
            raise UnknownName(message, given=word, allowed=[*labels, ALL], nearest=near)
    whole("the number of readings", len(chosen), FEWEST, len(labels))
    here, usual = (one.readings()[name] for one in (scenario.assumptions, Assumptions()))
    return Axis(
        name=name,
        kind=READING,
        title="reading of the dispute",
        unit="1",
        values=tuple(float(place) for place, word in enumerate(labels) if word in chosen),
        reference=float(labels.index(here)),
        origin=ValueOrigin.DEFAULT if here == usual else ValueOrigin.ASSUMED,
        labels=labels,
    )


def _parameter_axis(scenario: Scenario, row: Parameter, values: tuple[float, ...]) -> Axis:
    for end in (values[0], values[-1]):
        row.checked(end)
    reason = why_not(row, Use.VARY, scenario)
    if reason is not None:
        switch = taken_out(row, scenario)
        allowed = f"switches_off without {switch}" if switch else "a parameter that no change sets"
        raise Contradiction(reason, given=row.key, allowed=allowed)
    reference = base_sources(scenario.assumptions, drawn=False)[row.key][1]
    by_hand = (row.name, row.side) in {(name, side) for name, side, _ in scenario.assumptions.parameters}
    assumed = by_hand or reference != row.quantity.value
    return Axis(
        name=row.key,
        kind=PARAMETER,
        title=row.meaning,
        unit=row.quantity.unit,
        values=values,
        reference=reference,
        origin=ValueOrigin.ASSUMED if assumed else ValueOrigin.DEFAULT,
        drawn=not assumed and why_not(row, Use.DRAW, scenario) is None,
    )


def _operation_axis(scenario: Scenario, row: Operation, values: tuple[float, ...]) -> Axis:
    if scenario.branch is None:
        message = "this scenario has no branch, so no operation can be changed in it"
        raise BadScenario(message, given=row.id, allowed="a scenario with a branch date, or a parameter")
    for change in scenario.changes_of(OperationChange):
        if change.target == row.id and change.cancel:
            message = f"the scenario cancels this operation ({change.where}), so it has no score"
            raise Contradiction(message, given=row.id, allowed="an operation that takes place")
    for end in (values[0], values[-1]):
        complete(_scored(scenario, row.id, end))
    return Axis(
        name=row.id,
        kind=OPERATION,
        title=f"score of {row.name}, from the attacker's side",
        unit="score",
        values=values,
        reference=row.score,
        origin=ValueOrigin.RECORDED,
        own=_own_score(scenario, row.id),
    )


def _own_score(scenario: Scenario, operation: str) -> float | None:
    """The score that the scenario gives an operation, or None where it gives none."""
    change = scenario.changed(OperationChange).get(operation)
    return None if change is None else change.score


def _scored(scenario: Scenario, operation: str, score: float) -> Scenario:
    """The scenario with this score of an operation; other attributes of its change stay, such as a date."""
    old = scenario.changed(OperationChange).get(operation, OperationChange(target=operation))
    return _with(scenario, replace(old, score=score, outcome=None, cancel=None))


def _moved(scenario: Scenario, event: str, days: float) -> Scenario:
    """The scenario with an event so many whole days after its recorded date; unmoved at 0 days.

    A moved landing is known of beforehand, and the recorded one is not: so 0 days is the record itself.
    """
    if not round(days):
        kept = tuple(c for c in scenario.changes if (c.kind, c.target) != (EVENT, event))
        return replace(scenario, changes=kept)
    day = load().event(event).date + timedelta(days=round(days))
    old = scenario.changed(EventChange).get(event, EventChange(target=event))
    return _with(scenario, replace(old, start=day, cancel=None))


def _with(scenario: Scenario, change: Change) -> Scenario:
    """The scenario with a change, in the place of the one that it has of the same thing."""
    changes = list(scenario.changes)
    for place, old in enumerate(changes):
        if (old.kind, old.target) == (change.kind, change.target):
            changes[place] = change
            break
    else:
        changes.append(replace(change, where=f"change[{len(changes) + 1}]"))
    return replace(scenario, changes=tuple(changes))
