"""The recorded war run through the model: it must come back, and forcing what happened must change nothing.

These tests hold the battlefield to its promise: the record is the path, and only deviations are made.
"""

import math
from datetime import date

import numpy as np
import pytest

from sepeace.clocks.campaigns import run_traced
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.errors import BadValue
from sepeace.kernel import slots
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.scenario.changes import OperationChange
from sepeace.scenario.plan import plan
from sepeace.validation.placebos.exact import as_recorded, equal, forced, own_score
from sepeace.validation.placebos.operation_parts import parted, row_of
from tests.campaigns import planned, same, steps, told, what_if

FRONTS = slice(0, 5)  # three fronts and two strengths
FORTUNE = WEEK_COLUMNS.index("fortune")
STILL = {
    "front_noise": 0.0,
    "sector_coupling": 0.0,
    "numbers": "default",
    "switches_off": ("finland",),  # Finland leaves on the recorded day
}
START = date(1941, 6, 22)


def cancelled(identity):
    return OperationChange(target=identity, cancel=True)


def all_as_recorded(*instead):
    """A change for every operation: fixed at its recorded score, or what ``instead`` says of it."""
    named = {change.target for change in instead}
    fixed = [forced(row.id, row.score) for row in load_record().operations if row.id not in named]
    return (*instead, *fixed)


# --- the record comes back


# Red when anything (noise, a coupling, a rounding of km through f and back) is added to a recorded week.
@pytest.mark.parametrize(("seed", "campaign"), [(1, 0), (2**63, 12345)])
def test_fronts_and_strengths_come_back_to_the_last_bit(seed, campaign):
    plan_ = planned("historical", luck="recorded")
    state, _, weeks = told(plan_, seed, campaign)
    assert state.known > 195
    for week in range(state.known):
        for sector in range(3):
            assert weeks[week][sector] == plan_.world.path[sector][week]
        for side in range(2):
            assert weeks[week][3 + side] == plan_.world.force[side][week]


# Red when the weekly path is not the record's knots joined (wrong sector, unsorted, off by a week).
def test_the_path_is_the_records_knots_joined():
    record, plan_ = load_record(), planned("historical")
    days = np.arange(len(plan_.world.path[0])) * 7.0
    for sector, name in enumerate(("north", "centre", "south")):
        knots = sorted((day_of(knot.date), knot.km) for knot in record.front if knot.sector == name)
        joined = np.interp(days, [day for day, _ in knots], [km for _, km in knots])
        assert np.abs(joined - plan_.world.path[sector]).max() < 1e-9
    for side, name in enumerate(("axis", "soviet")):
        knots = sorted((day_of(row.date), getattr(row, name) / 1e6) for row in record.strengths)
        joined = np.interp(days, [day for day, _ in knots], [men for _, men in knots])
        assert np.abs(joined - plan_.world.force[side]).max() < 1e-12


# Red when the end is dated by the weekly step, by another sector, or by the date in the record.
def test_the_war_ends_by_the_models_own_rule():
    plan_ = planned("historical", luck="recorded")
    state, rows, _ = told(plan_, 1, 0)
    assert state.ending == slots.SOVIET_VICTORY and rows[-1].cause == slots.C_BERLIN
    assert day_of(date(1945, 4, 25)) <= state.ended <= day_of(date(1945, 5, 9))
    record = load_record()
    ruler = record.ruler()
    centre = ruler.km_to_berlin[1]
    line = centre * (plan_.parameters(1, 0)[0].berlin_line / ruler.frontier_front - 1.0)  # km of the line
    km = plan_.world.path[1]
    week = next(week for week in range(1, len(km)) if km[week] <= line)
    part = (km[week - 1] - line) / (km[week - 1] - km[week])
    assert state.ended == pytest.approx(7.0 * (week - 1 + part), abs=1e-6)
    assert state.ended % 7.0 > 0.01


# --- forcing what happened


@pytest.fixture(scope="module")
def fixed():
    return plan(what_if(START, *all_as_recorded(), **STILL), "free")


# Red when a forced score is treated as a surprise, when an operation of the recorded war is found infeasible,
# or when D = 0 is not a fixed point (coupling, replacements, losses).
@pytest.mark.parametrize("campaign", range(6))
def test_forcing_every_operation_to_its_score_gives_the_recorded_war(fixed, campaign):
    state, rows, weeks = told(fixed, 7, campaign)
    recorded_state, _, recorded_weeks = told(planned("historical", luck="recorded"), 1, 0)
    assert same([week[FRONTS] for week in weeks], [week[FRONTS] for week in recorded_weeks[: len(weeks)]])
    east = [row for row in rows if row.kind == slots.K_OPERATION and fixed.world.op_east[row.ref]]
    assert {row.cause for row in east} == {slots.C_FORCED}
    if state.signed[0] >= slots.NEVER:
        assert state.ended == recorded_state.ended
        assert state.feasible == 54 and state.cancelled == 0  # all but Prague, which begins after the end


# Red when a forced score is told from a recorded one by anything but the word for it.
@pytest.mark.parametrize("seed", [1, 2**63])
def test_forcing_every_score_with_recorded_luck_gives_the_war_to_the_last_bit(seed):
    war, again = planned("historical", luck="recorded"), plan(as_recorded(), luck="recorded")
    for one, two in zip(run_traced(war, seed, 0, 3), run_traced(again, seed, 0, 3), strict=True):
        assert equal(one, two)
        fates = [row for row in two.entries() if row.kind == slots.K_OPERATION and row.ref == 4]
        assert {row.cause for row in fates} == {slots.C_FORCED}


# Red when a forced score enters anything that the same score drawn does not, or the other way.
@pytest.mark.parametrize("identity", ["citadel", "kutuzov", "bagration", "vistula_oder"])
@pytest.mark.parametrize("branch", [date(1943, 7, 5), date(1943, 7, 15)])
def test_forcing_an_operation_to_the_score_it_drew_changes_nothing(identity, branch):
    assert own_score(identity, branch, 5, 3) == 3


# Red when two campaigns count as equal although a bit of them differs: then the tests above prove nothing.
def test_the_comparison_sees_a_bit():
    one, same, weeks, rows, state = (next(run_traced(planned("historical"), 5)) for _ in range(5))
    assert equal(one, same)
    weeks.weeks[20, 7] = math.nextafter(weeks.weeks[20, 7], 9.0)
    assert not equal(one, weeks)
    drawn = (rows.events["kind"] == slots.K_OPERATION) & (rows.events["cause"] == slots.C_DRAWN)
    fate = drawn.argmax()
    rows.events["first"][fate] = math.nextafter(rows.events["first"][fate], 9.0)
    assert not equal(one, rows)
    state.state["trust"] = np.nextafter(state.state["trust"], 9.0)
    assert not equal(one, state)


# Red when a cancelled operation keeps (part of) its ground or its losses.
@pytest.mark.parametrize("identity", ["smolensk_1941", "kutuzov", "jassy_kishinev", "star"])
def test_cancelling_an_operation_undoes_its_movement_and_losses(identity):
    plan_ = plan(what_if(START, *all_as_recorded(cancelled(identity)), **STILL), "free")
    world = plan_.world
    o = row_of(plan_, identity)
    last = int(world.op_end[o] // 7.0) + 1
    assert not any(world.op_start[o] < day < 7.0 * last for day in world.offensive_day)
    sign = 1.0 if world.op_side[o] == slots.GERMANY else -1.0
    credited = [sum(weeks) for weeks in world.op_week_km[o]]
    assert max(credited) > 10.0
    for step in steps(plan_, 7, 3):
        if step.slot == slots.FRONT and step.state.weeks == last:
            for sector in range(3):
                gone = step.state.front_km[sector] - world.path[sector][last]
                assert gone == pytest.approx(-sign * credited[sector], abs=1e-9)
            lost = [sum(world.loss[side][last - 13 if last > 13 else 0 : last]) for side in range(2)]
            for side in range(2):
                spared = lost[side] - sum(step.state.losses[side])
                # Stronger armies elsewhere lose a little more: background losses move with both strengths.
                assert spared == pytest.approx(world.op_losses[o][side], rel=0.1)
            break
    else:
        pytest.fail("the campaign ended before the operation")


# --- splitting


# Red when a part draws its own luck or feasibility, when ground, losses or fortune are not shared by days,
# or when both parts count in full.
@pytest.mark.parametrize(
    ("identity", "cut"),
    [
        ("smolensk_1941", date(1941, 8, 9)),
        ("kiev_1941", date(1941, 8, 2)),
        ("lower_dnieper", date(1943, 10, 31)),
    ],
)
def test_splitting_an_operation_leaves_front_and_fortune(identity, cut):
    plan_ = planned("historical")
    parts = parted(plan_, identity, day_of(cut))
    fates = set()
    for campaign in range(12):
        state, rows, weeks = told(plan_, 9, campaign)
        other, _, other_weeks = told(parts, 9, campaign)
        assert len(weeks) == len(other_weeks)
        for one, two in zip(weeks, other_weeks, strict=True):
            assert max(abs(one[sector] - two[sector]) for sector in range(3)) < 1.0
            assert abs(one[FORTUNE] - two[FORTUNE]) < 1e-12
            assert abs(one[3] - two[3]) < 1e-3 and abs(one[4] - two[4]) < 1e-3
        assert other.ending == state.ending
        o = row_of(plan_, identity)
        fates |= {row.cause for row in rows if row.kind == slots.K_OPERATION and row.ref == o}
    assert slots.C_DRAWN in fates


# Red when a battle may be cut on a day on which it is not fought.
def test_an_operation_cannot_be_parted_outside_its_days():
    plan_ = planned("historical")
    for day in (plan_.world.op_start[row_of(plan_, "citadel")], day_of(date(1944, 1, 1))):
        with pytest.raises(BadValue, match="citadel is not under way"):
            parted(plan_, "citadel", day)


# Red when the parts of an operation that cannot be fought are judged one by one.
def test_both_parts_of_a_split_operation_are_off_together():
    plan_ = planned("historical")
    parts = parted(plan_, "lower_dnieper", day_of(date(1943, 10, 31)))
    o, n = row_of(plan_, "lower_dnieper"), len(plan_.operations)
    off = 0
    for campaign in range(60):
        if off == 2:
            break
        for step in steps(parts, 9, campaign):
            state = step.state
            if step.slot == slots.OPERATION_START and state.operation[n] != slots.PENDING:
                assert (state.operation[n] == slots.CANCELLED) == (state.operation[o] == slots.CANCELLED)
                assert state.score[n] == state.score[o]
                off += state.operation[n] == slots.CANCELLED
                break
    assert off > 0


# --- moving

MOVES = [("citadel", date(1943, 5, 4)), ("citadel", date(1943, 7, 9)), ("rumyantsev", date(1943, 10, 5))]


def by_day(start, end, weeks):
    """Amounts of weeks laid evenly on the days on which an operation is under way, half days and all."""
    days = {}
    for week, amount in enumerate(weeks):
        own = [day for day in range(int(start), int(end)) if 7 * week <= day < 7 * week + 7]
        for day in own:
            days[day] = amount / len(own)
    return days


# Red when losses or ground of a moved operation stay, are lost, doubled, or laid outside its new dates.
@pytest.mark.parametrize(("identity", "when"), MOVES)
def test_a_moved_operation_takes_its_ground_and_losses_along(identity, when):
    change = OperationChange(target=identity, start=when)
    usual, moved = planned("historical"), plan(what_if(date(1943, 5, 1), change), "branch")
    o, n = row_of(usual, identity), row_of(moved, identity)
    old, new = usual.world, moved.world
    assert new.op_start[n] == day_of(when)
    assert new.op_end[n] - new.op_start[n] == old.op_end[o] - old.op_start[o]
    shift = int(new.op_start[n] - old.op_start[o])
    for sector in range(3):
        laid = by_day(old.op_start[o], old.op_end[o], old.op_week_km[o][sector])
        for week, km in enumerate(new.op_week_km[n][sector]):
            expected = sum(laid.get(day - shift, 0.0) for day in range(7 * week, 7 * week + 7))
            assert km == pytest.approx(expected, abs=1e-9)
        assert sum(new.op_week_km[n][sector]) == pytest.approx(sum(old.op_week_km[o][sector]), abs=1e-9)
        sign = 1.0 if new.op_side[n] == slots.GERMANY else -1.0
        for week in range(len(new.path[sector])):
            gone = sum(old.op_week_km[o][sector][:week])
            come = sum(new.op_week_km[n][sector][:week])
            apart = new.path[sector][week] - old.path[sector][week]
            assert apart == pytest.approx(sign * (come - gone), abs=1e-9)
    for side in range(2):
        assert sum(new.loss_shift[side]) == pytest.approx(0.0, abs=1e-12)
        borne = 0.0
        for week, shifted in enumerate(new.loss_shift[side]):
            days = [day for day in range(7 * week, 7 * week + 7)]
            share = old.op_losses[o][side] / (old.op_end[o] - old.op_start[o])
            before = sum(share for day in days if old.op_start[o] <= day < old.op_end[o])
            after = sum(share for day in days if new.op_start[n] <= day < new.op_end[n])
            assert shifted == pytest.approx(after - before, abs=1e-12)
            borne += after
        assert borne == pytest.approx(old.op_losses[o][side], rel=1e-12)
        assert sum(new.loss[side]) == pytest.approx(sum(old.loss[side]), rel=1e-12)


# Red when recorded movement is credited twice, to an operation that attacks the other way, or not at all.
def test_recorded_movement_is_credited_once():
    plan_ = planned("historical")
    world = plan_.world
    credited = 0
    for sector in range(3):
        for week in range(world.span):
            moved = world.path[sector][week + 1] - world.path[sector][week]
            side = slots.GERMANY if moved > 0.0 else slots.SOVIET
            kms = [world.op_week_km[o][sector][week] for o in range(len(world.op_side))]
            assert all(km >= 0.0 for km in kms)
            owners = [o for o, km in enumerate(kms) if km > 0.0]
            for o in owners:
                assert world.op_side[o] == side and world.op_acts[o][sector] == 1
                assert world.op_start[o] < 7.0 * week + 7.0 and world.op_end[o] > 7.0 * week
            if owners:
                credited += 1
                assert sum(kms) == pytest.approx(abs(moved), abs=1e-9)
    assert credited > 150


# --- the West of the recorded war


# Red when a campaign of the recorded war has news of its own beside the record's, or another landing.
@pytest.mark.parametrize("campaign", [0, 5])
def test_in_the_recorded_war_the_west_believes_what_the_recorded_news_gives(campaign):
    plan_ = planned("historical", luck="recorded")
    moved = 0
    for step in steps(plan_, 1, campaign):
        own, recorded = step.state.west_believes
        assert own == recorded and step.state.heard[0] == step.state.heard[1]
        moved += own > 2.0 * step.parameters.western_belief
    assert moved > 0 and step.state.landing == day_of(date(1944, 6, 6)) and step.state.landed == 1


# Red when a war that is held up to a branch hears other news than the record's until then.
def test_up_to_the_branch_the_west_hears_what_the_record_says():
    plan_ = planned("uranus_fails")
    parted = 0
    for step in steps(plan_, 1, 3):
        own, recorded = step.state.west_believes
        assert own == recorded or step.due >= plan_.world.held_until
        parted += own != recorded
    assert parted > 0
