"""What a plan says of the West: what it hears of the record, how its landing is fixed and comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from sepeace.kernel import slots
from sepeace.kernel.clockwork import on_grid
from sepeace.kernel.world import World
from sepeace.quantities import HORIZON, day_of
from sepeace.record import Record, load
from sepeace.record.news import NewsKind
from sepeace.scenario.changes import Change, EventChange, OperationChange, by_target
from sepeace.scenario.operations import beaten_back
from sepeace.scenario.recorded_weeks import SPAN, expectations, joined
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.tables.diplomacy import chance_of
from sepeace.scenario.vocabulary import FORMULA, LANDING

CONFERENCE = "moscow_conference"
"""The event from which on Moscow tells its allies what it hears."""
LANDING_FIXED_ON = date(1943, 12, 1)
"""The last day of Tehran: what the West then believes fixes the day of the landing."""
YEAR_AHEAD = 365.0
"""A moved landing is expected from so many days before it or the recorded one, not before the branch."""
REINFORCED = date(1943, 11, 3)
"""Hitler's Directive 51: from here on divisions go west against the landing, and may go east again."""
SAYS: Mapping[NewsKind, int] = {
    "soviet": slots.C_SERIOUS,
    "leader": slots.C_LEADER,
    "subordinate": slots.C_SUBORDINATE,
    "mediator": slots.C_MEDIATOR,
    "exposed": slots.C_TALKS,
    "rumour": slots.C_RUMOUR,
    "denied": slots.C_DENIED,
    "told": slots.C_TOLD,
}
"""What a piece of news says, as the kernel has it."""
HEARSAY = ("rumour", "denied")
"""What the West may hear of a contact that never was. Of any other it hears if it took place."""


def happens_on(event: str, record: Record, scenario: Scenario) -> date | None:
    """When an event takes place in a scenario; None where it is left out."""
    change = scenario.changed(EventChange).get(event)
    if change is None or (change.start is None and not change.cancel):
        return record.event(event).date
    return None if change.cancel else change.start


def fill_news(world: World, record: Record, scenario: Scenario) -> None:
    """Tables by the number of the news; number 0 is nobody's. And from when on Moscow tells its allies."""
    size = max(row.number for row in record.news) + 1
    world.news_kind, world.news_chance = [slots.C_TOLD] * size, [0.0] * size
    world.news_contact = [0] * size
    for row in record.news:
        world.news_kind[row.number] = SAYS[row.kind]
        world.news_chance[row.number] = chance_of(row, scenario.assumptions.disputed)
        if row.contact is not None and row.kind not in HEARSAY:
            world.news_contact[row.number] = record.contact(row.contact).number
    conference = record.event(CONFERENCE)
    starts = happens_on(CONFERENCE, record, scenario)
    world.told_from = slots.NEVER
    if starts is not None:
        world.told_from = day_of(starts + (conference.end - conference.date))


def fill_landing(world: World, record: Record, scenario: Scenario) -> None:
    """The day of the landing, whether the West may still draw it forward, and whether it is beaten back."""
    event = record.event(LANDING)
    change = scenario.changed(EventChange).get(LANDING)
    world.landing_event = event.number
    world.landing_fixed_on = on_grid(day_of(LANDING_FIXED_ON))
    # A change made after that day finds it fixed as in the recorded war.
    world.landing_open = int(change is None or world.held_until > world.landing_fixed_on)
    due = happens_on(LANDING, record, scenario)
    world.landing_due = slots.NEVER if due is None else on_grid(day_of(due))
    world.landing_beaten = int(beaten_back(scenario.changed(OperationChange)))
    points = sorted((day_of(row.date), row.share_elsewhere) for row in record.divisions)
    threatened = day_of(REINFORCED)
    world.west_unthreatened = [joined(points, min(7.0 * week, threatened)) for week in range(SPAN + 1)]
    world.formula_event = record.event(FORMULA).number


def changed_landing(changes: Sequence[Change]) -> tuple[float | None, bool, float]:
    """Day of a changed landing in France, whether it is cancelled, its share of the recorded divisions."""
    change = by_target(changes, EventChange).get(LANDING)
    if change is None:
        return None, False, 1.0
    if change.cancel:
        return day_of(HORIZON + timedelta(days=366)), True, 1.0
    level = 1.0 if change.level is None else change.level
    if change.start is not None:
        return day_of(change.start), False, level
    return (None if change.level is None else day_of(load().event(LANDING).date)), False, level


def fill_expectations(world: World, record: Record, scenario: Scenario) -> None:
    """The landing that each leader expects, as told and as a change moves it."""

    def dates(event: str) -> float | None:
        when = happens_on(event, record, scenario)
        return None if when is None else day_of(when)

    enters = dates("us_enters_war")
    world.west_enters = enters if enters is not None else slots.NEVER
    world.west_ends = day_of(record.event("capitulation").date)
    branch = day_of(scenario.branch) if scenario.branch is not None else 0.0
    moved, cancelled, _ = changed_landing(scenario.changes)
    world.expect_knot, world.expect_day = expectations(dates)
    world.landing_known, world.landing_day, world.landing_shift = slots.NEVER, slots.NEVER, 0.0
    if cancelled:
        world.landing_known = branch
    elif moved is not None:
        recorded = day_of(record.event(LANDING).date)
        world.landing_known = max(min(moved, recorded) - YEAR_AHEAD, branch)
        world.landing_day, world.landing_shift = moved, moved - recorded
