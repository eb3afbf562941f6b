"""What a caller of Python may hand over as a scenario: a name, a path, or a `Scenario`, checked again.

A `Scenario` is frozen, but anybody may build one, and other assumptions change what its changes mean. So
whatever runs it holds it against the record once more, as if it came from a file.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from functools import lru_cache

from sepeace.errors import BadValue, SepeaceError
from sepeace.scenario.assume import assume
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import CHANGES, Change
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import Setting

Given = Scenario | str | os.PathLike[str]
"""A scenario as a caller may name it."""
ALLOWED = "a shipped name, the path of a TOML file, or what sepeace.load gives"
ALLOWED_CHANGES = [f"{kind.__name__}(...)" for kind in CHANGES.values()]


def accepted(given: object, key: str = "scenario") -> Scenario:
    """The scenario that is meant, checked in full.

    Args:
        given: a name, a path, or a scenario.
        key: the argument, for messages.

    Raises:
        SepeaceError: nothing of these, or what ``load`` refuses.
    """
    if isinstance(given, (str, os.PathLike)):
        from sepeace.scenario.library import load

        return load(given)
    if not isinstance(given, Scenario):
        message = f"a scenario is needed, not {type(given).__name__}"
        raise BadValue(message, given=given, allowed=ALLOWED, key=key)
    try:
        return _checked(given)
    except TypeError:  # built with something inside that cannot be hashed, such as a list
        return _check(given)


@lru_cache(maxsize=256)
def _checked(scenario: Scenario) -> Scenario:
    return _check(scenario)


def _check(scenario: Scenario) -> Scenario:
    """The same scenario, if it could have come from a file."""
    from sepeace.scenario.checks.record import complete

    for key in ("name", "title", "question", "antecedent", "banner"):
        if not isinstance(getattr(scenario, key), str):
            message = f"text is needed, not {type(getattr(scenario, key)).__name__}"
            raise BadValue(message, given=getattr(scenario, key), key=key)
    for key in ("sources", "bears"):
        given = getattr(scenario, key)
        if not isinstance(given, tuple) or not all(isinstance(one, str) for one in given):
            raise BadValue("a tuple of texts is needed", given=given, key=key)
    if not isinstance(scenario.counted, bool):
        raise BadValue("True or False is needed", given=scenario.counted, key="counted")
    _check_day(scenario.branch)
    changes = _changes(scenario.changes)
    return complete(replace(scenario, assumptions=_assumed(scenario.assumptions), changes=changes))


def _check_day(branch: object) -> None:
    if not isinstance(branch, date | None):
        raise BadValue("a date is needed", given=branch, allowed="date(1943, 7, 5)", key="branch")


def _changes(given: object) -> tuple[Change, ...]:
    if not isinstance(given, tuple):
        message = "a tuple of changes is needed"
        raise BadValue(message, given=given, allowed=ALLOWED_CHANGES, key="changes")
    return tuple(_change(change, place) for place, change in enumerate(given, 1))


def _assumed(given: object) -> Assumptions:
    """Assumptions built by hand, as if they had been set by name."""
    if not isinstance(given, Assumptions):
        raise BadValue("assumptions are needed", given=given, allowed="Assumptions(...)", key="assumptions")
    try:
        rows = {f"{name}.{side}" if side else name: value for name, side, value in given.parameters}
    except (TypeError, ValueError):
        allowed = "(name, side or None, value) for each"
        message = "parameters are rows of three"
        raise BadValue(message, given=given.parameters, allowed=allowed, key="parameters") from None
    settings: dict[str, Setting] = {**given.readings(), **rows, "switches_off": given.switches}
    return assume(Assumptions(), settings)


def _change(given: object, place: int) -> Change:
    """A change built by hand, as if it stood in a file."""
    from sepeace.scenario.schema import change_of

    if not isinstance(given, Change):
        message = f"a change is needed, not {type(given).__name__}"
        raise BadValue(message, given=given, allowed=ALLOWED_CHANGES, key=f"changes[{place}]")
    where = given.where or f"change[{place}]"
    values = given.values
    if "outcome" in values:
        values.pop("score", None)  # it follows from the outcome
    dates = {given.start_key: given.start, "until": given.until}
    said = {name: day for name, day in dates.items() if day is not None}
    try:
        return change_of({given.kind: given.target, **said, **values}, where)
    except SepeaceError as error:
        raise error.located(key=where) from None
