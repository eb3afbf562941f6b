"""What may be done with a parameter, and why not: the one place that says so.

Every rule holds the parameter's row (``data/parameters.csv``) against a scenario. What the model reads
depends on other numbers as well: a factor of something that is 0 all the war acts on nothing. Whatever may
raise that other number counts: a reading, a value set by hand, a dated change, or that it is varied beside
the first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from enum import Enum

from sepeace.errors import BadValue
from sepeace.model.parameters import PARAMETERS, Parameter
from sepeace.quantities import EPOCH, day_of
from sepeace.scenario.changes import LeaderChange, ParameterChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import cuts, sources_on, unbrought

NO_LEVER: Mapping[str, str] = {
    "policy": "occupation policy is no lever: the war of extermination was an aim of the regime, not an "
    "error that a little less of would have mended",
    "leader": "a leader is no lever: this verb asks about battles, dates and numbers, not for a better man "
    "in his place",
    "aim": "this number stands for what a side wanted of the war, and aims are no levers; how much hangs on "
    "it is a question for sweep",
}
"""Why nobody may search for the smallest change of something, by ``Parameter.lever``."""


class Use(Enum):
    """What can be done with a parameter."""

    DATE = "it is another from some day on"
    SCALE = "it is a multiple of itself from some day on"
    ACT = "another value of it would be noticed"
    VARY = "all campaigns have one value of it after another"
    SEARCH = "the smallest change of it is sought, and so it is varied"
    SPREAD = "campaigns have values of it from all over its range"
    DRAW = "each campaign draws its own"


def why_not(
    row: Parameter, use: Use, scenario: Scenario | None = None, varied: Collection[str] = ()
) -> str | None:
    """Why a parameter cannot be used so in a scenario, or None where it can.

    Args:
        scenario: None asks for what holds in every scenario.
        varied: keys of parameters that are given other values at the same time.
    """
    found = _anywhere(row, use)
    return found if found is not None or scenario is None else _here(row, use, scenario, varied)


def taken_out(row: Parameter, scenario: Scenario) -> str | None:
    """The switch that takes a parameter out, save where a dated change sets it; or None."""
    return row.switch if row.off is not None and row.switch in scenario.assumptions.switches else None


def silenced_by(row: Parameter, scenario: Scenario) -> tuple[str, ...]:
    """The switches that keep a parameter which is set by hand from acting; empty where no switch does.

    So it is too where the parameter would not act without them either: a reading may leave it out.
    """
    assumptions = scenario.assumptions
    off = taken_out(row, scenario)
    if off is not None:
        return (off,)

    def reads(switches: tuple[str, ...]) -> bool:
        without = replace(scenario, assumptions=replace(assumptions, switches=switches))
        return _here(row, Use.ACT, without, ()) is None

    if not assumptions.switches or reads(assumptions.switches) or not reads(()):
        return ()
    alone = (one for one in assumptions.switches if reads(tuple(set(assumptions.switches) - {one})))
    found = next(alone, None)
    return assumptions.switches if found is None else (found,)


def _anywhere(row: Parameter, use: Use) -> str | None:
    if use is Use.DATE and not row.dated:
        return "this parameter holds for the whole war; set it under [assumptions]"
    if use is Use.DRAW and not row.drawn:
        return "it is the same in all campaigns"
    return NO_LEVER.get(row.lever) if use is Use.SEARCH else None


def _here(row: Parameter, use: Use, scenario: Scenario, varied: Collection[str]) -> str | None:
    reason = unbrought(row, scenario.changes)
    if reason is not None and use is not Use.DATE:
        return reason
    switch = taken_out(row, scenario)
    if use is Use.DRAW and not scenario.assumptions.drawn:
        return f"the reading numbers = {scenario.assumptions.numbers} holds it"
    if use is Use.SCALE and switch is not None:
        return f"the switch {switch} takes it out, and what is taken out cannot be scaled"
    if use in (Use.ACT, Use.SCALE):
        return _unread(row, scenario, varied)
    if use in (Use.VARY, Use.SEARCH):
        if switch is not None:
            return f"the switch {switch} takes this parameter out, so it cannot be varied"
        return _changed(row, scenario, "this parameter")
    if use is Use.SPREAD:
        return f"the switch {switch} takes it out" if switch is not None else _held(row, scenario)
    return None


def _unread(row: Parameter, scenario: Scenario, varied: Collection[str]) -> str | None:
    """Why nothing in the model reads a parameter under these assumptions, or None."""
    assumptions = scenario.assumptions
    used = next((one for one in row.used_under if getattr(assumptions, one.dispute) == one.reading), None)
    if row.part == "words":
        return "it changes named lines and offers in words only"
    if row.part == "finland" and "finland" in assumptions.switches:
        return "the switch finland takes the second pair out"
    if len(row.used_under) == 1 and used is None:
        return f"only the reading {row.used_under[0].dispute} = {row.used_under[0].reading} uses it"
    if row.off is None and row.switch in assumptions.switches:
        return f"the switch {row.switch} takes out what it belongs to"
    for group in row.acts_through:
        if all(key not in varied and not any(_all_war(key, scenario)) for key in group):
            verb = "is" if len(group) == 1 else "are"
            return f"it acts through {' and '.join(group)} alone, which {verb} 0 all the war"
    if row.used_under and used is None:
        dispute = row.used_under[0].dispute
        return f"the reading {dispute} = {getattr(assumptions, dispute)} does not use it"
    # Whether that number is varied does not matter: its range does not reach 0.
    if used is not None and used.while_0 is not None and not _sometimes_0(used.while_0, scenario):
        return f"the reading {used.dispute} = {used.reading} uses it only while {used.while_0} is 0"
    return None


def _held(row: Parameter, scenario: Scenario) -> str | None:
    """Why other values of a parameter would not come through, or for a part of the war alone; or None."""
    assumptions = scenario.assumptions
    if (row.name, row.side) in {(name, side) for name, side, _ in assumptions.parameters}:
        return "it is set by hand"
    for by in row.set_by:
        if by.since is None and getattr(assumptions, by.dispute) == by.reading:
            return f"the reading {by.dispute} = {by.reading} {'sets it' if by.value else 'holds it at 0'}"
    return _changed(row, scenario, "it", spread=True)


def _changed(row: Parameter, scenario: Scenario, it: str, spread: bool = False) -> str | None:
    """Why a change of the scenario leaves no room for other values of a parameter, or None."""
    for change in scenario.changes_of(ParameterChange):
        if change.row != row:
            continue
        if change.set is not None:
            return f"the scenario itself sets {it} ({change.where})"
        try:
            for end in (row.quantity.low, row.quantity.high) if spread else ():
                row.checked(change.of(end))
        except BadValue:
            return f"scaled as the scenario scales it ({change.where}), its range is out of reach"
    return None


def _sometimes_0(key: str, scenario: Scenario) -> bool:
    """Whether a number is 0 at some time, or what another leader has of it."""
    profiles = {change.profile for change in scenario.changes_of(LeaderChange)}
    shares = [row.key for row in PARAMETERS if row.part in profiles and (key,) in row.acts_through]
    return any(0.0 in _all_war(one, scenario) for one in (key, *shares))


def _all_war(key: str, scenario: Scenario) -> list[float]:
    """A parameter's value in each epoch; the factor of its own value where each campaign draws one."""
    changes, drawn = scenario.changes, scenario.assumptions.drawn
    days = (day_of(EPOCH), *cuts(scenario.assumptions, changes))
    return [sources_on(scenario.assumptions, changes, day, drawn)[key][1] for day in days]
