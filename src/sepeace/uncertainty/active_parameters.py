"""Which parameters can act in a scenario, and why others cannot.

A parameter is left out where another value of it could change nothing, or only a part of the war: what was
set by hand, what a reading, a switch or the scenario itself holds, and what the reading of strength does not
use, or what would act through another number alone that is 0.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sepeace.documents.sensitivity import LeftOut
from sepeace.errors import BadValue, Contradiction, SepeaceError, UnknownName, nearest
from sepeace.model.parameters import PARAMETER_NAMES, PARAMETERS, Parameter, find
from sepeace.scenario import luck
from sepeace.scenario.checks.parameter_use import Use, why_not
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.vocabulary import READINGS
from sepeace.wording.assumed import Luck


def from_ranges(scenario: Scenario) -> Scenario:
    """The scenario with numbers drawn from their ranges in place of weighed ones: of the ranges is asked."""
    if scenario.assumptions.numbers != "posterior":
        return scenario
    return scenario.with_assumptions(numbers="prior")


def acting(
    scenario: Scenario, names: Collection[str] | None = None, given: Luck | None = None
) -> tuple[tuple[Parameter, ...], tuple[LeftOut, ...]]:
    """The parameters that can act in a scenario, in the order of the table, and those left out.

    Args:
        names: keys of those that are varied together; all that can be where none is named. A parameter that
            acts through another alone acts if that one is among them.
        given: luck that is asked for; scores as they fell set numbers too.
    """
    held = {row.key: why_not(row, Use.SPREAD, scenario) for row in PARAMETERS}
    held |= dict.fromkeys(luck.SET, luck.WHY) if given == Luck.AS_IT_FELL else {}
    varied = {key for key, reason in held.items() if reason is None and (names is None or key in names)}
    reasons = {row.key: why_not(row, Use.ACT, scenario, varied) or held[row.key] for row in PARAMETERS}
    rows = tuple(row for row in PARAMETERS if reasons[row.key] is None)
    return rows, tuple(LeftOut(name=name, reason=reason) for name, reason in reasons.items() if reason)


def chosen(
    scenario: Scenario, names: Sequence[str] | None = None, prefix: str = "", given: Luck | None = None
) -> tuple[tuple[Parameter, ...], tuple[LeftOut, ...]]:
    """Parameters by name, checked; all that can act, with those left out, where none is named.

    Args:
        names: as after ``--set``; a parameter with two sides needs its side.
        prefix: what stands before a name in messages.
        given: as for ``acting``.

    Raises:
        SepeaceError: an unknown name, one that cannot act here, one that stands twice, or none at all.
    """
    if names is None:
        return acting(scenario, given=given)
    if not names:
        raise BadValue(
            "no parameter is named", given="none", allowed="one or more", key=prefix.strip() or None
        )
    named = [_named(name, prefix) for name in names]
    reasons = {row.name: row.reason for row in acting(scenario, {row.key for row in named}, given)[1]}
    found: list[Parameter] = []
    for name, row in zip(names, named, strict=True):
        if row.key in reasons:
            message = f"this parameter cannot act in {scenario.name}: {reasons[row.key]}"
            allowed = "a parameter that can act"
            raise Contradiction(message, given=row.key, allowed=allowed, key=prefix + name)
        if row in found:
            message = "the same parameter is named twice"
            raise Contradiction(message, given=row.key, allowed="each name once", key=prefix + name)
        found.append(row)
    return tuple(found), ()


def _named(name: object, prefix: str) -> Parameter:
    """The row of a name as typed."""
    if not isinstance(name, str):
        raise BadValue("a name is text", given=name, allowed="names as after --set")
    if name.strip().partition(".")[0] not in PARAMETER_NAMES:
        reading = "this is a reading; only numbers can be varied"
        message = reading if name in READINGS else "there is no such parameter"
        names = [row.key for row in PARAMETERS]
        near = None if name in READINGS else nearest(name, names)
        allowed = "a parameter as after --set; see the page of parameters"
        raise UnknownName(message, given=name, allowed=allowed, nearest=near, key=prefix + name)
    try:
        return find(name.strip())
    except SepeaceError as error:
        raise error.located(key=prefix + name) from None
