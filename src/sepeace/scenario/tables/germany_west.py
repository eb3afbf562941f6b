"""Germany and the West in a plan: when each lock is shut, which approaches are told, when Hitler waits.

A lock falls shut with the first of its events that takes place, and stays shut unless a change opens it or
its switch takes it out.
"""

from __future__ import annotations

from collections.abc import Callable

from sepeace.kernel import slots
from sepeace.kernel.clockwork import on_grid
from sepeace.kernel.world import World
from sepeace.quantities import day_of
from sepeace.record import Record
from sepeace.scenario.changes import ContactChange, EventChange
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.approaches import TO_THE_EAST, told_approach
from sepeace.scenario.tables.departures import falls_away, leader_in
from sepeace.scenario.tables.western import happens_on

HOPE = "hitler_waits"
"""The event from which on Hitler waits for the coalition to part."""
FOLLOWS_FROM = {"sunrise_told": "sunrise_1945"}
"""Events of the calendar that tell of an approach, and are void in a campaign in which it was not made."""

Row = tuple[float, int, int]
"""An entry of the calendar: day, kind, number in the record."""


def fill_locks(world: World, record: Record, scenario: Scenario) -> None:
    """When each lock falls shut, when another leader opens it, and from when on Hitler waits."""
    off = scenario.assumptions.switches
    world.lock_shut = [
        slots.NEVER if f"lock_{lock.id}" in off else _first_day(lock.shut_by, record, scenario)
        for lock in record.locks
    ]
    leader = leader_in(scenario.changes)
    world.lock_open = [
        on_grid(day_of(leader.start))
        if leader is not None and leader.profile in lock.opened_by
        else slots.NEVER
        for lock in record.locks
    ]
    world.hope_from = _first_day((HOPE,), record, scenario)


def _first_day(events: tuple[str, ...], record: Record, scenario: Scenario) -> float:
    """The day on which the first of some events takes place in a scenario, or never."""
    days = [happens_on(name, record, scenario) for name in events]
    return min((on_grid(day_of(day)) for day in days if day is not None), default=slots.NEVER)


def fill_approaches(world: World, record: Record, scenario: Scenario) -> list[Row]:
    """Entries of the calendar for the approaches, with the locks that they meet, after the contacts."""
    fill_locks(world, record, scenario)
    world.rc_surrender = [0] * len(world.rc_pair)
    rows: list[Row] = []
    for contact in record.contacts:
        if told_approach(contact) and not falls_away(contact, scenario.changes):
            world.rc_surrender[contact.number] = int(contact.result == "agreed")
            rows.append((on_grid(day_of(contact.start)), slots.E_APPROACH, contact.number))
    east = record.contact(TO_THE_EAST)
    if TO_THE_EAST not in scenario.changed(ContactChange) and not falls_away(east, scenario.changes):
        rows.append((on_grid(day_of(east.start)), slots.E_TO_THE_EAST, east.number))
    return rows


def approaches_before(record: Record, scenario: Scenario) -> Callable[[Row], int]:
    """By entry of the calendar, the contact without which it is void, 0 for none.

    An event that a scenario gives another date is supposed, and hangs on nothing.
    """
    changed = scenario.changed(EventChange)
    needs = {
        record.event(name).number: record.contact(contact).number
        for name, contact in FOLLOWS_FROM.items()
        if name not in changed
    }
    plain = (slots.E_APPROACH, slots.E_TO_THE_EAST, slots.E_CONTACT, slots.E_CONTACT_END, slots.E_MEETING)
    return lambda row: 0 if row[1] in plain else needs.get(row[2], 0)
