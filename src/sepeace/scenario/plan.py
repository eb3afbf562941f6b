"""A plan: the frozen, numeric form of a scenario that a campaign runs on.

Everything that all campaigns of a scenario share is worked out here once: the parameters of each
epoch, the weekly paths, the operations with their changes, the calendar, the channels and the
contacts to replay before a branch.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from sepeace.errors import BadValue, Contradiction
from sepeace.kernel import slots
from sepeace.kernel.battlefield.front import front_of
from sepeace.kernel.battlefield.operations import edge
from sepeace.kernel.clockwork import on_grid
from sepeace.kernel.fields import Numbers, Parameters
from sepeace.kernel.world import World
from sepeace.model.parameters import CORRELATION
from sepeace.quantities import EPOCH, HORIZON, day_of
from sepeace.record import Record, load
from sepeace.scenario import operations, posteriors, recorded_weeks
from sepeace.scenario.assumptions import Assumptions
from sepeace.scenario.changes import (
    Change,
    ContactChange,
    EventChange,
    OperationChange,
    ParameterChange,
    by_target,
)
from sepeace.scenario.checks.parameter_use import Use, why_not
from sepeace.scenario.checks.record import check_scale
from sepeace.scenario.luck import given_for, in_force
from sepeace.scenario.operations import Fought
from sepeace.scenario.recorded_events import is_given
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import cuts, drawn_values, numbers_of, parameters_of
from sepeace.scenario.tables import departures
from sepeace.scenario.tables.counting import fill_counting
from sepeace.scenario.tables.diplomacy import fill_channels, fill_contacts
from sepeace.scenario.tables.finland import fill_finland
from sepeace.scenario.tables.germany_west import approaches_before, fill_approaches
from sepeace.scenario.tables.meetings import held_on
from sepeace.scenario.tables.reports import fill_places, fill_reports, reports_from_branch, supposed_elsewise
from sepeace.scenario.tables.western import (
    CONFERENCE,
    LANDING_FIXED_ON,
    changed_landing,
    fill_expectations,
    fill_landing,
    fill_news,
)
from sepeace.scenario.vocabulary import ACTING_EVENTS, FORMULA, LANDING
from sepeace.wording.assumed import Luck

LUCKS = {
    "free": slots.FREE,
    "branch": slots.BRANCHED,
    "as_it_fell": slots.BRANCHED,  # the rest of it is in the numbers and in the reports: see ``luck``
    "recorded": slots.RECORDED,
    "median": slots.MEDIAN,
}
READINGS = {"document": slots.DOCUMENT, "prospect": slots.PROSPECT, "rational": slots.RATIONAL}
JUMPS = {
    "postponement_1942": slots.E_TRUST_POSTPONEMENT,
    "postponement_1943": slots.E_TRUST_POSTPONEMENT,
    "torch": slots.E_TRUST_TORCH,
    "italy_armistice": slots.E_TRUST_ITALY,
    "sunrise_told": slots.E_TRUST_CONTACT,
    FORMULA: slots.E_FORMULA,
    CONFERENCE: slots.E_TOLD,  # what it moves, a date, is in the world
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one world of a scenario runs on.

    Attributes:
        scenario: the scenario it was made from.
        given: free, branch or as_it_fell, as the user says it.
        branch_day: first day on which this world may differ from the record, or None.
        days: first day of each epoch.
        numbers: how a campaign comes by its parameters.
        world: tables for the kernel; not to be changed.
        operations: the operations in the order of the kernel's rows.
        horizon: last day of the plan.
        held: where luck is as it fell, the war without the change, held to what is reported of it: from its
            campaigns the luck of feelers is inferred.
    """

    scenario: Scenario
    given: str
    branch_day: float | None
    days: tuple[float, ...]
    numbers: Numbers
    world: World
    operations: tuple[Fought, ...]
    horizon: float
    held: Plan | None = None

    def parameters(self, seed: int, campaign: int) -> list[Parameters]:
        """The parameters of one campaign, one row for each epoch."""
        return parameters_of(self.numbers, self.world, seed, campaign)

    def draw(self, seed: int, campaign: int) -> dict[str, float]:
        """The parameters that a campaign draws for itself, by key; empty where none is drawn."""
        return drawn_values(self.numbers, self.world, seed, campaign)


def plan(scenario: Scenario, given: str | None = None, luck: str | None = None) -> Plan:
    """The plan of a scenario.

    Args:
        scenario: checked, as ``load`` gives it.
        given: free, branch or as_it_fell; by default the scenario's own.
        luck: for tests and single stories: recorded or median in place of ``given``'s luck.

    Raises:
        BadValue: an unknown ``given``, or another than free without a branch date.
        Contradiction: scores as they fell, and something else said of them.
        NotYet: the scenario asks for something that a later version does.
    """
    scenario.require_supported()
    scenario = replace(scenario, changes=departures.laid_out(scenario.changes, scenario.branch))
    _check_scales(scenario)
    given = given_for(scenario, given)
    if luck is not None and given == Luck.AS_IT_FELL:
        message = "luck cannot be as it fell and all luck be another"
        raise Contradiction(message, given=f"{given} and {luck} luck", allowed="one of them", key="given")
    branch = day_of(scenario.branch) if scenario.branch is not None else None
    held_until = scenario.branch if given.held and scenario.branch is not None else EPOCH
    held = day_of(held_until)
    days = cuts(scenario.assumptions, scenario.changes)
    if len(days) >= slots.EPOCHS:
        message = "parameters and channels change on too many days"
        raise BadValue(message, given=len(days), allowed=f"at most {slots.EPOCHS - 1} days")
    events = scenario.changes_of(EventChange)
    changes = scenario.changed(OperationChange)
    moved = (OperationChange(target=name, start=row.start) for name, row in changes.items() if row.start)
    field, placed = _battlefield((*moved, *events))
    record = load()
    fought = operations.decided(placed, changes, operations.fall_away(changes, scenario.branch, record))
    world = _supposed(field, scenario.assumptions)
    world.op_forced = [row.forced for row in fought]
    world.op_forced_score = [row.forced_score for row in fought]
    if [row.start for row in fought] != [row.start for row in placed]:
        _fill_days(world, fought)
        set_order(world)
    world.luck = LUCKS[luck or given]
    fill_counting(world)
    if scenario.assumptions.numbers == "posterior" and luck is None:
        posteriors.fill_sets(world, posteriors.require(scenario.assumptions.readings()))
    world.held_until = held
    world.count_from = branch if branch is not None else 0.0
    world.epoch_day = [on_grid(day) for day in days]
    world.epochs = len(days)
    departures.fill(world, record, scenario.changes)
    fill_channels(world, record, scenario, (0.0, *days))
    fill_expectations(world, record, scenario)
    fill_landing(world, record, scenario)
    fill_news(world, record, scenario)
    fill_finland(world, record, scenario.assumptions)
    _fill_calendar(world, record, scenario, given.held, HORIZON if luck == "recorded" else held_until)
    made = Plan(
        scenario=scenario,
        given=given,
        branch_day=branch,
        days=(0.0, *days),
        numbers=numbers_of(
            in_force(scenario.assumptions, given),
            scenario.changes,
            (0.0, *days),
            drawn=scenario.assumptions.drawn and luck is None,
        ),
        world=world,
        operations=fought,
        horizon=day_of(HORIZON),
    )
    return replace(made, held=_held_to_reports(made)) if given == Luck.AS_IT_FELL else made


def _held_to_reports(made: Plan) -> Plan:
    """The war without the change, held to what is reported from the branch on; ``made`` learns of it too."""
    asked, found = made.scenario, reports_from_branch(made.scenario)
    assumed = in_force(asked.assumptions, made.given)
    held = plan(replace(asked, changes=(), assumptions=assumed), Luck.BRANCH)
    fill_reports(held.world, found)
    fill_places(made.world, supposed_elsewise(found, asked))
    return held


def _check_scales(scenario: Scenario) -> None:
    """A scaled parameter must stay within reach whatever value a campaign has drawn.

    Where the reading ``numbers`` has none drawn too: every answer stands beside one in which they are.
    """
    drawn = scenario.with_assumptions(numbers="prior")
    for change in scenario.changes_of(ParameterChange):
        if change.scale is not None:
            row = change.row
            one_value = why_not(row, Use.DRAW, drawn) is not None
            ends = (row.quantity.value,) if one_value else (row.quantity.low, row.quantity.high)
            check_scale(change, change.scale, row, ends)


def score_root() -> list[list[float]]:
    """Cholesky root of the correlation of the score coefficients."""
    ab, ac, bc = CORRELATION[("b0", "b1")], CORRELATION[("b0", "b2")], CORRELATION[("b1", "b2")]
    two = math.sqrt(1.0 - ab * ab)
    mixed = (bc - ab * ac) / two
    return [[1.0, 0.0, 0.0], [ab, two, 0.0], [ac, mixed, math.sqrt(1.0 - ac * ac - mixed * mixed)]]


@lru_cache(maxsize=4)
def _battlefield(changes: tuple[Change, ...]) -> tuple[World, tuple[Fought, ...]]:
    """Ruler, paths and operations of the record under changes of dates: the same whatever is assumed.

    This takes most of the time that a plan takes, and a question is asked under many assumptions and scores.
    """
    record = load()
    nothing: dict[str, Any] = {name: [] for name in World.__slots__}
    world = World(**nothing)
    world.score_root = score_root()
    world.offensive_day, world.offensive_all = recorded_weeks.offensive_days()
    world.offensives = len(world.offensive_day)
    world.record_end = day_of(recorded_weeks.WAR_END)
    world.span = recorded_weeks.SPAN
    fought = operations.fought(record, by_target(changes, OperationChange), by_target(changes, EventChange))
    _fill_paths(world, record, fought, changes)
    _fill_operations(world, fought)
    world.path_front = [[front_of(world, sector, km) for km in row] for sector, row in enumerate(world.path)]
    return world, tuple(fought)


def _supposed(field: World, assumptions: Assumptions) -> World:
    """A copy of a battlefield under some assumptions, with lists of its own."""
    world = World(**{name: _copied(getattr(field, name)) for name in World.__slots__})
    world.reading = READINGS[assumptions.strength]
    world.front_frozen = 1 if "position" in assumptions.switches else 0
    world.forgetful = 1 if "recent_operations" in assumptions.switches else 0
    world.steady = 1 if assumptions.valuation == "steady" else 0
    world.known = 1 if assumptions.hopes == "known" else 0
    return world


def _copied(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [_copied(one) for one in value] if value and isinstance(value[0], list) else value[:]


def _fill_paths(world: World, record: Record, fought: list[Fought], changes: Sequence[Change]) -> None:
    ruler, (landing, _, level) = record.ruler(), changed_landing(changes)
    world.weights = [float(weight) for weight in ruler.weights]
    world.frontier = ruler.frontier_front
    world.km_west = [float(km) for km in ruler.km_to_berlin]
    world.km_east = [float(km) for km in ruler.km_to_line]
    front, rest = world.frontier, 1.0 - world.frontier
    world.front_per_km_west = [front / km for km in world.km_west]
    world.front_per_km_east = [rest / km for km in world.km_east]
    world.km_per_front_west = [km / front for km in world.km_west]
    world.km_per_front_east = [km / rest for km in world.km_east]
    world.grain_front = [float(knot) for knot in ruler.knots_front]
    world.grain_share = [float(knot) for knot in ruler.knots_grain]
    world.path = recorded_weeks.recorded_front(record)
    world.force = recorded_weeks.recorded_strength(record)
    world.replacements = recorded_weeks.replacements(record)
    world.oil_supply = recorded_weeks.oil_supply(record)
    world.deliveries = recorded_weeks.deliveries(record)
    world.divisions_west = recorded_weeks.divisions_west(record, landing, level)
    world.force_shift = recorded_weeks.released_strength(record, landing, level)
    spells = [
        (row.recorded_start, row.recorded_end, row.losses[0], row.losses[1]) for row in fought if row.east
    ]
    world.background = recorded_weeks.background_losses(record, spells)
    world.loss, world.loss_shift = [], []
    for side in range(2):
        old = recorded_weeks.summed([recorded_weeks.spread(row[0], row[1], row[2 + side]) for row in spells])
        world.loss.append(recorded_weeks.summed([world.background[side], old]))
        moved = [row for row in fought if row.east and row.moved]
        away = [
            [-x for x in recorded_weeks.spread(r.recorded_start, r.recorded_end, r.losses[side])]
            for r in moved
        ]
        anew = [recorded_weeks.spread(r.start, r.end, r.losses[side]) for r in moved]
        world.loss_shift.append(recorded_weeks.summed(away + anew))


def _fill_operations(world: World, fought: list[Fought]) -> None:
    kms = operations.credited(fought, world.path)
    world.op_ground = [operations.ground(row, by_sector) for row, by_sector in zip(fought, kms, strict=True)]
    for o, row in enumerate(fought):
        if row.east and row.moved:
            sign = 1.0 if row.side == slots.GERMANY else -1.0
            for sector in range(slots.SECTORS):
                new = operations.relaid(row, kms[o][sector])
                total = 0.0
                for week in range(recorded_weeks.SPAN):
                    total += sign * (new[week] - kms[o][sector][week])
                    world.path[sector][week + 1] += total
                kms[o][sector] = new
    world.op_week_km = kms
    world.operations = len(fought)
    world.op_number = [row.number for row in fought]
    world.op_east = [int(row.east) for row in fought]
    world.op_side = [row.side for row in fought]
    _fill_days(world, fought)
    world.op_share = [1.0 for _ in fought]
    world.op_first = list(range(len(fought)))
    world.op_acts = [list(row.acts) for row in fought]
    world.op_seen = [list(row.seen) for row in fought]
    world.op_recorded = [row.score for row in fought]
    world.op_ratio = [operations.ratio_on(row, row.recorded_start, world.force) for row in fought]
    world.op_edge = [edge(row.recorded_start, row.side) for row in fought]
    world.op_losses = [list(row.losses) for row in fought]
    world.op_engaged = [row.engaged for row in fought]
    world.op_value = [row.value for row in fought]
    set_order(world)


def _fill_days(world: World, fought: Sequence[Fought]) -> None:
    world.op_start = [on_grid(row.start) for row in fought]
    world.op_end = [on_grid(row.end) for row in fought]


def set_order(world: World) -> None:
    """Set the lists that follow from the dates of operations."""
    every = range(world.operations)
    world.start_order = sorted(every, key=lambda row: (world.op_start[row], world.op_number[row]))
    world.end_order = sorted(every, key=lambda row: (world.op_end[row], world.op_number[row]))
    world.week_ops, world.week_first = [], [0]
    for week in range(recorded_weeks.SPAN + 1):
        first, last = 7.0 * week, 7.0 * week + 7.0
        world.week_ops += [row for row in every if world.op_start[row] < last and world.op_end[row] > first]
        world.week_first.append(len(world.week_ops))


def _fill_calendar(world: World, record: Record, scenario: Scenario, replay: bool, held: date) -> None:
    """What happens by date: told events from the first day on, contacts before the branch, channels.

    Args:
        replay: whether recorded contacts are told before the branch.
        held: first day on which the war is no longer held to the record.
    """
    changes = scenario.changed(EventChange)
    rows: list[tuple[float, int, int]] = []
    for event in record.events:
        change = changes.get(event.id)
        if event.id == LANDING:
            continue  # it has a slot of its own
        if change is not None and change.cancel:
            if event.id == FORMULA:
                late = max(event.date, scenario.branch or event.date)
                rows.append((on_grid(day_of(late)), slots.E_NO_FORMULA, event.number))
            continue
        if change is None and not (event.date >= EPOCH and is_given(event, held=event.date < held)):
            continue
        when = event.date if change is None or change.start is None else change.start
        kind = JUMPS.get(event.id, slots.E_NEWS if event.id in ACTING_EVENTS else slots.E_TOLD)
        rows.append((on_grid(day_of(when)), kind, event.number))
    heard = max(held, LANDING_FIXED_ON)
    rows += [
        (on_grid(day_of(row.date)), slots.E_HEARD, row.number) for row in record.news if row.date < heard
    ]
    fill_contacts(world, record, scenario)
    rows += fill_approaches(world, record, scenario)
    supposed = scenario.changed(ContactChange)
    if replay and scenario.branch is not None:
        for contact in record.contacts:
            # One that is supposed to come again took place before the branch all the same.
            if contact.pair == "main" and contact.start < scenario.branch:
                rows.append((on_grid(day_of(contact.start)), slots.E_CONTACT, contact.number))
                rows.append((on_grid(day_of(contact.end)), slots.E_CONTACT_END, contact.number))
    for name, meeting in supposed.items():
        contact = record.contact(name)
        when = held_on(meeting, contact, scenario.branch)
        kind = slots.E_FINLAND if contact.pair == "finland" else slots.E_MEETING
        rows.append((on_grid(day_of(when)), kind, contact.number))
    for days in (*world.ch_open, *world.ch_close):
        rows += [(on_grid(day), slots.E_REFRESH, 0) for day in days if 0.0 < day < day_of(HORIZON)]
    for first, last in zip(world.pe_start, world.pe_end, strict=True):
        rows += [(on_grid(day), slots.E_REFRESH, 0) for day in (first, last) if 0.0 < day < day_of(HORIZON)]
    rows = sorted({*rows, *departures.calendar_rows(scenario.changes)})
    needs = approaches_before(record, scenario)
    world.dates = len(rows)
    world.date_day = [row[0] for row in rows]
    world.date_kind = [row[1] for row in rows]
    world.date_ref = [row[2] for row in rows]
    world.date_after = [needs(row) for row in rows]
