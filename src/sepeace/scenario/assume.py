"""Assumptions by name, as a scenario file, the command line or a caller of Python gives them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from numbers import Real

from sepeace.errors import BadValue, Contradiction, SepeaceError, UnknownName, nearest, require_known
from sepeace.model.parameters import PARAMETER_NAMES, find
from sepeace.quantities import finite
from sepeace.scenario import posteriors
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.vocabulary import READINGS, SWITCHES, Setting

_SWITCHES_KEY = "switches_off"
_WITH_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")


def assume(base: Assumptions, settings: Mapping[str, Setting], *, prefix: str = "") -> Assumptions:
    """`base` with `settings` on top.

    Args:
        base: what holds where `settings` say nothing.
        settings: by name: a reading, `switches_off` (a list of names), a parameter, or, where it
            differs by side, `name.germany`, `name.soviet` or a table of both.
        prefix: what stands before a name in messages.

    Raises:
        SepeaceError: unknown names, wrong types, values out of range.
    """
    readings: dict[str, str] = {}
    switches = base.switches
    parameters: dict[tuple[str, str | None], float] = {(row[0], row[1]): row[2] for row in base.parameters}
    said: dict[object, str] = {}
    for name, value in _flat(settings):
        key = prefix + name
        if name in READINGS:
            readings[name] = _reading(name, value, key)
        elif name == _SWITCHES_KEY:
            switches = _switches(value, key)
        else:
            row, side, number = _parameter(name, value, key)
            if (row, side) in said:
                message = "the same parameter is set twice"
                given = f"{said[row, side]} and {name}"
                raise Contradiction(message, given=given, allowed="one of them", key=key)
            said[row, side] = name
            parameters[row, side] = number
    if readings.get("numbers") == "posterior":
        try:
            posteriors.require({**base.readings(), **readings})
        except BadValue as error:
            raise error.keyed(f"{prefix}numbers") from None
    ordered = sorted(parameters.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    rows = tuple((name, side, value) for (name, side), value in ordered)
    return replace(base, parameters=rows, switches=switches, **readings)


def warnings(assumptions: Assumptions) -> list[str]:
    """A line for every parameter that is set outside its declared range, though within reach."""
    lines = []
    for name, side, value in assumptions.parameters:
        row = find(name, side)
        quantity = row.quantity
        if not quantity.low <= value <= quantity.high:
            lines.append(
                f"{row.key} = {value:g} lies outside its range, {quantity.low:g} to {quantity.high:g}"
            )
    return lines


def _flat(settings: object) -> list[tuple[str, object]]:
    """TOML reads `prior_drift.soviet = ...` as a table in a table."""
    rows: list[tuple[str, object]] = []
    if not isinstance(settings, Mapping):
        raise BadValue("a table of names and values is needed", given=settings, key="settings")
    for name, value in settings.items():
        if not isinstance(name, str):
            raise BadValue("the name of an assumption is text", given=name, key="settings")
        if isinstance(value, Mapping) and name not in READINGS and name != _SWITCHES_KEY:
            rows += [(f"{name}.{side}", inner) for side, inner in value.items()] or [(name, value)]
        else:
            rows.append((name, value))
    return rows


def _reading(name: str, value: object, key: str) -> str:
    allowed = READINGS[name]
    if not isinstance(value, str):
        quoted = [f'"{item}"' for item in allowed]
        raise BadValue("a reading is text in quotes", given=value, allowed=quoted, key=key)
    return require_known(value, allowed, "there is no such reading", key=key)


def _switches(value: object, key: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
        raise BadValue("a list of names is needed", given=value, allowed='such as ["strength"]', key=key)
    for item in value:
        require_known(item, SWITCHES, "there is no such switch", key=key)
    if len(set(value)) < len(value):
        raise Contradiction("a switch stands twice", given=", ".join(value), key=key)
    return tuple(sorted(value))


def _parameter(name: str, value: object, key: str) -> tuple[str, str | None, float]:
    parameter = name.partition(".")[0]
    if parameter not in PARAMETER_NAMES:
        names = (*READINGS, _SWITCHES_KEY, *PARAMETER_NAMES)
        near = nearest(parameter, names)
        raise UnknownName("there is no such assumption", given=name, allowed=names, nearest=near, key=key)
    try:
        row = find(name)
        if isinstance(value, bool) or not isinstance(value, Real):
            raise _no_number(value)
        number = finite(value)
        if number is None:
            raise BadValue("a finite number is needed", given=value, allowed="no nan, no inf")
        return row.name, row.side, row.checked(number)
    except SepeaceError as error:
        raise error.located(key=key) from None


def _no_number(value: object) -> BadValue:
    """A number with a comma is told how it is written here."""
    if isinstance(value, str) and _WITH_COMMA.fullmatch(value.strip()):
        right = value.strip().replace(",", ".")
        return BadValue(f"a number is written with a point: write {right}", given=value, nearest=right)
    return BadValue("a number is needed", given=value, allowed="a number such as 0.7")
