"""From readings, switches, assumptions and dated changes to the parameters in force in each epoch.

A reading or a switch is nothing but a few parameters set to other values, so that every
difference between two readings can be looked up. A parameter set by hand wins over the reading's
value.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from datetime import timedelta

from sepeace.kernel.draws.sampled import fill, own_numbers
from sepeace.kernel.fields import PARAMETER_PAIRS, Numbers, Parameters
from sepeace.kernel.world import World
from sepeace.model.parameters import PARAMETERS, Parameter, defaults, find
from sepeace.quantities import HORIZON, day_of
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import Change, Dated, LeaderChange, ParameterChange, PolicyChange
from sepeace.scenario.vocabulary import PROFILES, READINGS, SWITCHES

SWITCHED_OFF: Mapping[str, dict[str, float]] = {
    switch: {row.key: row.off for row in PARAMETERS if row.switch == switch and row.off is not None}
    for switch in SWITCHES
}
"""What each switch takes out; those without a parameter act on the world: see ``plan``, ``diplomacy``."""
_SET_BY = tuple((row.key, by) for row in PARAMETERS for by in row.set_by)
"""By key, what readings set."""
PREMIUM = "premium"
"""Ending of the number that says how much of Hitler's premium another leader asks."""
SUPPLIES = "supplies"
"""The part of parameters that only a change of western supplies brings in."""

Source = tuple[int, float]
"""Where a parameter's value comes from: 0 and the value, or 1 + the number drawn and a factor."""


def unbrought(row: Parameter, changes: Iterable[Change]) -> str | None:
    """Why nothing reads a parameter that only a change of a leader or of supplies brings in; else None."""
    if row.part in PROFILES:
        if any(isinstance(one, LeaderChange) and one.profile == row.part for one in changes):
            return None
        return f"only a change of leader to {row.part} uses it"
    if row.part == SUPPLIES:
        if any(isinstance(one, PolicyChange) and one.target == "lend_lease" for one in changes):
            return None
        return "only a change of the policy lend_lease uses it"
    return None


def drawn_rows(changes: Iterable[Change] = ()) -> tuple[Parameter, ...]:
    """The parameters of which each campaign draws its own value, in the order of ``Numbers``.

    What only a change brings in is drawn only where that change is made.
    """
    made = tuple(changes)
    return tuple(row for row in PARAMETERS if row.drawn and unbrought(row, made) is None)


def drawn_values(numbers: Numbers, world: World, seed: int, campaign: int) -> dict[str, float]:
    """One campaign's own value of every parameter that is drawn, by key."""
    own = [0.0] * numbers.drawn
    own_numbers(numbers, world, seed, campaign, own)
    return dict(zip(keys_of(numbers), own, strict=True))


def keys_of(numbers: Numbers) -> list[str]:
    """Key of each parameter that a campaign has for itself, in their order."""
    by_address = {row.address: row.key for row in PARAMETERS}
    return [by_address[address] for address in numbers.address]


def had_rows(drawn: bool, had: Collection[str] = (), changes: Iterable[Change] = ()) -> tuple[Parameter, ...]:
    """The parameters of which a campaign has a value of its own: those drawn, if so, and those of ``had``."""
    own = {row.key for row in drawn_rows(changes)} if drawn else set()
    return tuple(row for row in PARAMETERS if row.key in own or row.key in had)


def set_by_readings(
    assumptions: Assumptions, disputes: Collection[str], day: float = 0.0
) -> dict[str, float]:
    """By key, the values that the readings of some disputes give on ``day``."""
    return {
        key: by.value
        for key, by in _SET_BY
        if by.dispute in disputes
        and getattr(assumptions, by.dispute) == by.reading
        and (by.since is None or day >= day_of(by.since))
    }


def base_sources(
    assumptions: Assumptions,
    drawn: bool,
    had: Collection[str] = (),
    day: float = 0.0,
    changes: Iterable[Change] = (),
) -> dict[str, Source]:
    """Sources without dated changes: defaults, the campaign's own, readings, settings by hand, switches.

    Args:
        drawn: whether campaigns draw the parameters that are drawn.
        had: keys of more parameters that each campaign has for itself.
        changes: of the scenario; some parameters are drawn only where a change brings them in.
    """
    fixed = defaults() | set_by_readings(assumptions, ("numbers",))
    sources: dict[str, Source] = {key: (0, value) for key, value in fixed.items()}
    sources.update({row.key: (place + 1, 1.0) for place, row in enumerate(had_rows(drawn, had, changes))})
    later = set_by_readings(assumptions, READINGS.keys() - {"numbers"}, day)
    later.update({find(name, side).key: value for name, side, value in assumptions.parameters})
    for switch in assumptions.switches:
        later.update(SWITCHED_OFF[switch])
    sources.update({key: (0, value) for key, value in later.items()})
    return sources


def cuts(assumptions: Assumptions, changes: tuple[Change, ...]) -> list[float]:
    """Days on which a parameter or a channel changes, in order, without day 0."""
    days = {
        day_of(by.since)
        for _, by in _SET_BY
        if by.since is not None and getattr(assumptions, by.dispute) == by.reading
    }
    for change in changes:
        if isinstance(change, Dated) and change.start is not None:
            days.add(day_of(change.start))
            if change.until is not None and change.until <= HORIZON:
                days.add(day_of(change.until))
    return sorted(day for day in days if day > 0.0)


def in_force(change: Dated, day: float) -> bool:
    """Whether a dated change holds on ``day``."""
    start = day_of(change.start) if change.start is not None else 0.0
    until = day_of(change.until) if change.until is not None else day_of(HORIZON + timedelta(days=1))
    return start <= day < until


def sources_on(
    assumptions: Assumptions,
    changes: tuple[Change, ...],
    day: float,
    drawn: bool,
    had: Collection[str] = (),
) -> dict[str, Source]:
    """Sources of the parameters in force on ``day``."""
    sources = base_sources(assumptions, drawn, had, day, changes)
    for change in changes:
        if isinstance(change, ParameterChange) and in_force(change, day):
            key = change.row.key
            source, value = sources[key]
            sources[key] = (source if change.set is None else 0, change.of(value))
    return sources


def places() -> tuple[str, ...]:
    """Key of each place of a row of ``Numbers``, in the order of ``Parameters``; a pair has two."""
    keys = []
    for field in fields(Parameters):
        if field.name in PARAMETER_PAIRS:
            keys += [f"{field.name}.germany", f"{field.name}.soviet"]
        else:
            keys.append(find(field.name).key)
    return tuple(keys)


def numbers_of(
    assumptions: Assumptions,
    changes: tuple[Change, ...],
    days: tuple[float, ...],
    drawn: bool,
    had: Collection[str] = (),
) -> Numbers:
    """The table from which each campaign fills its parameters, one row for each epoch of ``days``.

    A side without a parameter of its own has 0. Parameters of ``had`` are drawn like those that are drawn
    anyway; that moves no other draw.
    """
    keys, rows = places(), had_rows(drawn, had, changes)
    sources = [sources_on(assumptions, changes, day, drawn, had) for day in days]
    none: Source = (0, 0.0)
    return Numbers(
        places=len(keys),
        drawn=len(rows),
        address=[row.address for row in rows],
        low=[row.quantity.low for row in rows],
        middle=[row.quantity.value for row in rows],
        high=[row.quantity.high for row in rows],
        source=[[table.get(key, none)[0] for key in keys] for table in sources],
        value=[[table.get(key, none)[1] for key in keys] for table in sources],
    )


def defaults_under(assumptions: Assumptions) -> Parameters:
    """The parameters on 22 June 1941, those that campaigns draw at their defaults."""
    sources = base_sources(assumptions, drawn=False)
    return as_parameters([sources.get(key, (0, 0.0))[1] for key in places()])


def parameters_of(numbers: Numbers, world: World, seed: int, campaign: int) -> list[Parameters]:
    """The parameters of one campaign, one row for each epoch."""
    own = [0.0] * numbers.drawn
    own_numbers(numbers, world, seed, campaign, own)
    rows = []
    for epoch in range(len(numbers.value)):
        flat = [0.0] * numbers.places
        fill(numbers, own, epoch, flat)
        rows.append(as_parameters(flat))
    return rows


def as_parameters(flat: list[float]) -> Parameters:
    """The kernel's parameters from a row of single numbers."""
    row: dict[str, float | list[float]] = {}
    left = iter(flat)
    for field in fields(Parameters):
        row[field.name] = [next(left), next(left)] if field.name in PARAMETER_PAIRS else next(left)
    return Parameters(**row)  # type: ignore[arg-type]
