"""What other leaders and other policies mean: their tables, and what of them a plan lays out.

A profile is a few parameters of its own (``part`` goering or plotters of ``data/parameters.csv``) that the
kernel reads from its day on. A policy is a level: a multiple of the recorded one, 0 where it is cancelled.
What has to be said beside every answer stands in ``data/departures.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sepeace.files import data_text
from sepeace.kernel import slots
from sepeace.kernel.clockwork import on_grid
from sepeace.kernel.world import World
from sepeace.quantities import day_of
from sepeace.record import Record, load
from sepeace.record.types import Contact
from sepeace.scenario import recorded_weeks
from sepeace.scenario.changes import (
    Change,
    ChannelChange,
    EventChange,
    LeaderChange,
    PolicyChange,
    by_target,
)
from sepeace.scenario.vocabulary import FORMULA, POLICIES, PROFILES, in_role, rests_on

HITLERS_LAST_DAY = date(1945, 4, 29)
"""On the next day he killed himself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Another leader of Germany.

    Attributes:
        title, who: in words.
        last: last day on which a scenario can put him in Hitler's place; ``ended`` says why.
        said: what is said of him wherever he appears.
    """

    title: str
    who: str
    last: date
    ended: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy that can have another level: what it is called, and what is said beside every answer."""

    title: str
    said: str


_TABLES = tomllib.loads(data_text("departures.toml"))
PROFILE_OF: Mapping[str, Profile] = {name: Profile(**_TABLES["profile"][name]) for name in PROFILES}
POLICY_OF: Mapping[str, Policy] = {name: Policy(**_TABLES["policy"][name]) for name in POLICIES}
BESIDE: Mapping[str, str] = _TABLES["beside"]
FALLS_WITH = rests_on("falls_with")
"""Events that are told and move nothing, each with the event without which there is none."""
OF_HITLER = in_role("of_hitler")
"""Events in which Hitler himself speaks: there are none once another leads."""
NEEDS_HITLER = in_role("needs_hitler")
"""Approaches that were about removing Hitler, or were made because he had just died in Berlin."""
NOT_UNDER_PLOTTERS = in_role("not_under_plotters")
"""Approaches of the SS and of Ribbentrop's people, and of the plotters while they were not in power."""


def profile_in(changes: Iterable[Change]) -> str | None:
    """The profile that a scenario puts in Hitler's place, or None."""
    leader = leader_in(changes)
    return None if leader is None else leader.profile


def leader_in(changes: Iterable[Change]) -> LeaderChange | None:
    """The change that puts another in Hitler's place, or None."""
    return next((change for change in changes if isinstance(change, LeaderChange)), None)


def falls_away(contact: Contact, changes: Iterable[Change]) -> bool:
    """Whether an approach of the record rests on Hitler, or on who served him, and another leads by then."""
    leader = leader_in(changes)
    if leader is None or contact.start < leader.start:
        return False
    court = leader.profile == "plotters" and contact.id in NOT_UNDER_PLOTTERS
    return court or contact.id in NEEDS_HITLER


def level(change: PolicyChange) -> float:
    """Its level: 0 where the policy is cancelled."""
    return 0.0 if change.level is None else change.level


def notes(changes: Iterable[Change]) -> tuple[str, ...]:
    """What has to be said beside every answer of a scenario, in the order of its changes."""
    told: list[str] = []
    for change in changes:
        if isinstance(change, LeaderChange):
            told += [*(PROFILE_OF[name].said for name in PROFILES), BESIDE["leader"]]
        elif isinstance(change, PolicyChange):
            told.append(POLICY_OF[change.target].said)
    return tuple(told)


def event_changes(changes: Iterable[Change]) -> dict[str, EventChange]:
    """The changes of events by id, with those that follow from others.

    No formula, no conference without; and Hitler says nothing where another leads.
    """
    rows = tuple(changes)
    found = by_target(rows, EventChange)
    formula = by_target(rows, PolicyChange).get(FORMULA)
    if formula is not None:
        found[FORMULA] = EventChange(target=FORMULA, cancel=True, where=formula.where)
    leader = leader_in(rows)
    if leader is not None:
        for name in OF_HITLER:
            if name not in found and leader.start <= load().event(name).date:
                found[name] = EventChange(target=name, cancel=True, where=leader.where)
    for name, event in FALLS_WITH:
        gone = found.get(event)
        if gone is not None and gone.cancel and name not in found:
            found[name] = EventChange(target=name, cancel=True, where=gone.where)
    return found


def laid_out(changes: tuple[Change, ...], branch: date | None) -> tuple[Change, ...]:
    """Changes as a plan needs them: channels dated, and events that follow from others among them.

    A channel changed without a date is changed from the branch on.
    """
    dated = tuple(
        replace(change, start=branch)
        if isinstance(change, ChannelChange) and change.start is None
        else change
        for change in changes
    )
    return (*dated, *(row for row in event_changes(changes).values() if row not in changes))


def fill(world: World, record: Record, changes: Iterable[Change]) -> None:
    """Put other leaders and policies into a world's tables; without any they say so."""
    rows = tuple(changes)
    world.profile, world.profile_day = slots.HITLER, slots.NEVER
    for leader in (change for change in rows if isinstance(change, LeaderChange)):
        world.profile = 1 + PROFILES.index(leader.profile)
        world.profile_day = on_grid(day_of(leader.start))
    policies = by_target(rows, PolicyChange)
    world.aid_missing = [0.0] * (recorded_weeks.SPAN + 1)
    supplies = policies.get("lend_lease")
    if supplies is not None and supplies.start is not None:
        start = day_of(supplies.start)
        world.deliveries = recorded_weeks.deliveries(record, level(supplies), start)
        world.aid_missing = recorded_weeks.supplies_missing(record, level(supplies), start)
    rule = policies.get("occupation")
    world.occupation_day, world.occupation_level = slots.NEVER, 1.0
    if rule is not None and rule.start is not None:
        world.occupation_day, world.occupation_level = on_grid(day_of(rule.start)), level(rule)


def calendar_rows(changes: Iterable[Change]) -> list[tuple[float, int, int]]:
    """Entries of the calendar: another leader, and policies but the formula, which is an event itself."""
    rows = []
    for change in changes:
        if isinstance(change, LeaderChange):
            place = 1 + PROFILES.index(change.profile)
            rows.append((on_grid(day_of(change.start)), slots.E_LEADER, place))
        elif isinstance(change, PolicyChange) and change.target != FORMULA and change.start is not None:
            place = 1 + POLICIES.index(change.target)
            rows.append((on_grid(day_of(change.start)), slots.E_POLICY, place))
    return rows
