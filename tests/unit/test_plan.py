"""From a scenario to the tables a campaign runs on: paths, losses, calendar, channels, parameters."""

from datetime import date
from itertools import pairwise

import pytest

from sepeace.clocks.plain import run_plain
from sepeace.clocks.storage import WEEK_COLUMNS, full_log
from sepeace.errors import BadValue
from sepeace.kernel import slots
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.scenario.changes import (
    ChannelChange,
    ContactChange,
    EventChange,
    OperationChange,
    ParameterChange,
)
from sepeace.scenario.library import historical, load
from sepeace.scenario.luck import default_given
from sepeace.scenario.plan import plan
from sepeace.scenario.recorded_weeks import SPAN, overlap
from tests.campaigns import planned, what_if


def op(plan_, identity):
    return next(row for row in plan_.operations if row.id == identity)


def calendar(plan_, kind):
    w = plan_.world
    return [
        (day, ref)
        for day, found, ref in zip(w.date_day, w.date_kind, w.date_ref, strict=True)
        if found == kind
    ]


# --- what is refused


def test_what_cannot_be_planned_is_refused():
    with pytest.raises(BadValue, match=r"unknown kind of luck.*did you mean branch"):
        plan(load("germany_wins_at_kursk"), "branhc")
    with pytest.raises(BadValue, match="no branch date"):
        plan(historical(), "branch")
    with pytest.raises(BadValue, match="no branch date"):
        plan(historical(), "as_it_fell")
    with pytest.raises(BadValue, match="no known channel"):
        contact = ContactChange(target="goebbels_september_1943", start=date(1943, 9, 10), happens=True)
        plan(what_if(date(1943, 9, 1), contact), "branch")


def test_how_luck_is_had_by_default():
    assert default_given(historical()) == "free"
    assert default_given(load("germany_wins_at_kursk")) == "branch"
    free, held = planned("historical").world, planned("germany_wins_at_kursk").world
    assert (free.luck, free.held_until, free.count_from) == (slots.FREE, 0.0, 0.0)
    branch = day_of(date(1943, 7, 5))
    assert (held.luck, held.held_until, held.count_from) == (slots.BRANCHED, branch, branch)
    loose = plan(load("germany_wins_at_kursk"), "free").world
    assert (loose.held_until, loose.count_from) == (0.0, branch)


# --- losses and strengths


# Red when losses of a quarter are lost or doubled where quarters, weeks and operations cut across each other.
def test_losses_of_each_quarter_add_up():
    world, record = planned("historical").world, load_record()
    east = [row for row in planned("historical").operations if row.east]
    end = day_of(date(1945, 5, 9))
    for side in range(2):
        total = 0.0
        for row in record.losses:
            first, last = day_of(row.start), min(day_of(row.end) + 1.0, end)
            inside = sum(
                o.losses[side] * overlap(first, last, o.start, o.end) / (o.end - o.start) for o in east
            )
            recorded = row.soviet / 1e6 if side else max(1.1 * row.german / 1e6, inside)
            total += max(recorded, inside)
        after = sum(
            o.losses[side] * overlap(end, end + 99.0, o.start, o.end) / (o.end - o.start) for o in east
        )
        assert sum(world.loss[side]) == pytest.approx(total + after, rel=1e-9)
        assert min(world.background[side]) >= 0.0 and min(world.loss[side]) >= 0.0
        for week in range(SPAN + 1):
            if 7.0 * week > end:
                assert world.background[side][week] == 0.0


# Red when replacements are not what the record implies: change of the Soviet force plus losses.
def test_replacements_close_the_soviet_account():
    world, record = planned("historical").world, load_record()
    points = sorted((day_of(row.date), row.soviet / 1e6) for row in record.strengths)
    for row in record.losses[1:-1]:
        first, last = day_of(row.start), day_of(row.end) + 1.0
        weeks = [k for k in range(SPAN) if first <= 7.0 * k < last]
        monthly = {world.replacements[k] for k in weeks}
        assert len(monthly) == 1
        change_of_force = _joined(points, last) - _joined(points, first)
        fresh = monthly.pop() * (last - first) / 30.4375
        assert fresh == pytest.approx(change_of_force + row.soviet / 1e6, rel=1e-9)


def _joined(points, day):
    for (a, low), (b, high) in pairwise(points):
        if a <= day <= b:
            return low + (high - low) * (day - a) / (b - a)
    raise AssertionError(day)


# --- operations


def test_operations_carry_the_record():
    plan_ = planned("historical")
    record = load_record()
    assert len([row for row in plan_.operations if row.east]) == len(record.operations) == 55
    assert len({row.number for row in plan_.operations}) == len(plan_.operations)
    citadel = op(plan_, "citadel")
    assert citadel.start == day_of(date(1943, 7, 5)) and citadel.end == day_of(date(1943, 7, 24))
    assert citadel.side == slots.GERMANY and citadel.acts == (0, 1, 1) and citadel.score == -0.5
    for name in (
        "sevastopol_1942",
        "crimea_1944",
        "vyborg_petrozavodsk",
        "korsun",
        "iskra",
        "mars",
        "velikie_luki",
        "ring",
    ):
        assert op(plan_, name).acts == (0, 0, 0) and op(plan_, name).seen != (0, 0, 0)
    for row, source in ((op(plan_, o.id), o) for o in record.operations):
        attacker, defender = (source.attacker_losses or 0) / 1e6, (source.defender_losses or 0) / 1e6
        assert row.losses == ((attacker, defender) if row.side == slots.GERMANY else (defender, attacker))


# Red when a nested operation counts, a western battle counts in full or by its true size, or a size passes 1.
def test_weights_in_the_fortune_of_arms():
    plan_ = planned("historical")
    assert op(plan_, "korsun").value == 0.0
    sizes = {
        row.id: (row.attacker_strength + row.defender_strength) / 4e6 for row in load_record().operations
    }
    for name in ("citadel", "iskra", "blau"):
        assert op(plan_, name).value == pytest.approx(min(1.0, sizes[name]))
    west = {row.id: row for row in plan_.operations if not row.east}
    assert len(west) == 15 and all(row.value >= 0.35 for row in west.values())
    assert west["overlord"].value == pytest.approx(0.7 * 1.3 / 2.0)
    assert all(row.side == slots.GERMANY and row.losses == (0.0, 0.0) for row in west.values())
    silent = planned("historical", (("switches_off", ("recent_operations",)),))
    state, log = run_plain(silent, 1, 0, full_log())
    assert {row[WEEK_COLUMNS.index("fortune")] for row in log.weeks[: state.known]} == {0.0}


def test_changes_of_operations_reach_the_world():
    branch = date(1943, 5, 1)
    plan_ = plan(
        what_if(
            branch,
            OperationChange(target="citadel", start=date(1943, 5, 4)),
            OperationChange(target="kutuzov", score=1.5),
            OperationChange(target="rumyantsev", cancel=True),
        ),
        "branch",
    )
    assert (op(plan_, "kutuzov").forced, op(plan_, "kutuzov").forced_score) == (1, 1.5)
    assert op(plan_, "rumyantsev").forced == 2
    assert op(plan_, "citadel").start == day_of(date(1943, 5, 4)) and op(plan_, "citadel").moved
    w = plan_.world
    starts = [w.op_start[o] for o in w.start_order]
    ends = [w.op_end[o] for o in w.end_order]
    assert starts == sorted(starts) and ends == sorted(ends)
    for week in range(SPAN):
        listed = set(w.week_ops[w.week_first[week] : w.week_first[week + 1]])
        there = {
            o for o in range(len(starts)) if overlap(7 * week, 7 * week + 7, w.op_start[o], w.op_end[o]) > 0
        }
        assert listed == there


# --- the West


def test_a_moved_landing_moves_what_belongs_to_it():
    usual, moved = planned("historical"), planned("second_front_in_1943")
    when, recorded = day_of(date(1943, 7, 1)), day_of(date(1944, 6, 6))
    assert (moved.world.landing_due, usual.world.landing_due) == (when, recorded)
    assert (moved.world.landing_open, usual.world.landing_open) == (0, 1)
    assert calendar(usual, slots.E_LANDING) == []  # it has a slot of its own
    assert len(calendar(moved, slots.E_TRUST_POSTPONEMENT)) == 1  # the second one is cancelled
    assert op(moved, "overlord").start == op(usual, "overlord").start - (recorded - when)
    assert op(moved, "sicily").start == op(usual, "sicily").start
    for week in range(SPAN):
        day = 7.0 * week
        if day < when:
            assert moved.world.divisions_west[week] == usual.world.divisions_west[week]
    later = int((recorded + 60.0) // 7.0)
    sooner = (7.0 * later - (recorded - when)) / 7.0
    low, part = int(sooner), sooner - int(sooner)
    west = moved.world.divisions_west
    assert west[low] + part * (west[low + 1] - west[low]) == pytest.approx(
        usual.world.divisions_west[later], abs=2e-3
    )
    assert set(usual.world.force_shift) == {0.0}
    assert sum(moved.world.force_shift[: int(when // 7)]) == 0.0 and min(moved.world.force_shift) < 0.0


def expected(plan_, side, when):
    from sepeace.kernel.leaders.landing_ahead import expected_landing

    return expected_landing(plan_.world, side, day_of(when))


# Red when a date of the record is read by a leader before it was given, or a postponement is forgotten.
def test_expected_landings_follow_what_was_said():
    july43, nov42, may44 = (day_of(date(*d)) for d in ((1943, 7, 1), (1942, 11, 1), (1944, 5, 15)))
    usual = planned("historical")
    for when, day in (
        (date(1942, 6, 11), july43),
        (date(1942, 6, 12), nov42),
        (date(1942, 8, 11), nov42),
        (date(1942, 8, 12), july43),
        (date(1943, 6, 3), july43),
        (date(1943, 6, 4), may44),
    ):
        assert expected(usual, slots.SOVIET, when) == day
    assert expected(usual, slots.GERMANY, date(1943, 5, 12)) == july43
    assert july43 < expected(usual, slots.GERMANY, date(1943, 6, 12)) < may44
    assert expected(usual, slots.GERMANY, date(1943, 7, 13)) == may44
    moved = planned("second_front_in_1943")
    for side in range(2):
        before = expected(usual, side, date(1943, 1, 13))
        assert expected(moved, side, date(1943, 1, 13)) == before
        assert expected(moved, side, date(1943, 1, 15)) == july43


def test_a_cancelled_landing_stays_two_years_away():
    plan_ = plan(what_if(date(1944, 1, 1), EventChange(target="second_front", cancel=True)), "branch")
    assert plan_.world.landing_due == slots.NEVER
    for when in (date(1944, 1, 2), date(1944, 9, 1), date(1945, 4, 1)):
        for side in range(2):
            assert expected(plan_, side, when) - day_of(when) == pytest.approx(730.0)
    assert expected(plan_, slots.SOVIET, date(1943, 12, 1)) == day_of(date(1944, 5, 15))
    assert op(plan_, "overlord").forced == 2


def test_the_calendar_is_in_order_and_holds_each_postponement_once():
    w = planned("historical").world
    assert w.date_day == sorted(w.date_day)
    days = [day for day, _ in calendar(planned("historical"), slots.E_TRUST_POSTPONEMENT)]
    assert days == [day_of(date(1942, 8, 12)), day_of(date(1943, 6, 4))]
    # Contacts are replayed only before a branch, and only those of the main pair.
    assert calendar(planned("historical"), slots.E_CONTACT) == []
    told = calendar(planned("germany_wins_at_kursk"), slots.E_CONTACT)
    contacts = {contact.number: contact for contact in load_record().contacts}
    assert len(told) > 20 and all(day < day_of(date(1943, 7, 5)) for day, _ in told)
    assert {contacts[number].pair for _, number in told} == {"main"}


# --- channels


def test_a_channel_changes_from_its_day_on():
    branch = date(1943, 5, 12)
    tight = ChannelChange(
        target="stockholm",
        start=date(1943, 6, 1),
        until=date(1943, 9, 1),
        leak=0.0,
        passes_on=1.0,
        latency=0.5,
    )
    plan_ = plan(what_if(branch, tight), "branch")
    names = [row.id for row in load_record().channels]
    c, w = names.index("stockholm"), plan_.world
    assert plan_.days == (0.0, day_of(date(1943, 6, 1)), day_of(date(1943, 9, 1)))
    row = load_record().channels[c]
    assert [table[c] for table in w.ch_leak] == [row.leak, 0.0, row.leak]
    assert [table[c] for table in w.ch_latency] == [row.latency_months, 0.5, row.latency_months]
    assert [table[c][slots.GERMANY] for table in w.ch_gate] == [row.gate_germany, 1.0, row.gate_germany]
    assert [table[c][slots.SOVIET] for table in w.ch_gate] == [row.gate_soviet] * 3
    for other in range(w.channels):
        if other != c:
            assert len({tuple(map(str, (t[other] for t in w.ch_leak)))}) == 1


def test_a_shut_channel_never_opens():
    plan_ = plan(what_if(date(1943, 5, 12), ChannelChange(target="stockholm", open=False)), "branch")
    c = [row.id for row in load_record().channels].index("stockholm")
    assert plan_.days == (0.0, day_of(date(1943, 5, 12)))
    assert plan_.world.ch_open[1][c] == slots.NEVER and plan_.world.ch_open[0][c] < slots.NEVER


# Red when nobody can open the road across the front line, or it is open without being opened.
def test_a_road_that_is_shut_all_the_war_opens_by_a_change_alone():
    c = [row.id for row in load_record().channels].index("front_line")
    usual = planned("germany_wins_at_kursk").world
    assert {table[c] for table in usual.ch_open} == {slots.NEVER} and usual.ch_side[0][c] == [0, 0, 0]
    plan_ = plan(
        what_if(date(1943, 5, 12), ChannelChange(target="front_line", open=True, leak=0.3)), "branch"
    )
    assert [table[c] for table in plan_.world.ch_open] == [slots.NEVER, 0.0]
    assert [table[c] for table in plan_.world.ch_leak] == [0.05, 0.3]
    assert [table[c] for table in plan_.world.ch_side] == [[0, 0, 0], [1, 1, 0]]


# Red when a change of a shut road passes although it carries nothing.
@pytest.mark.parametrize("values", [{"open": False}, {"latency": 1.0}, {"passes_on": 1.0}])
def test_a_change_of_a_shut_road_that_does_not_open_it_is_refused(values):
    with pytest.raises(BadValue, match="front_line is shut all the war unless a change opens it") as refused:
        what_if(date(1943, 5, 12), ChannelChange(target="front_line", **values))
    assert "open = true" in str(refused.value)


# --- parameters


def test_parameters_change_on_their_day_and_back():
    branch = date(1943, 5, 12)
    plan_ = plan(
        what_if(
            branch,
            ParameterChange(
                target="strength_premium", start=date(1943, 6, 1), until=date(1943, 9, 1), set=0.25
            ),
            ParameterChange(target="ideology", start=date(1943, 7, 1), scale=0.5, side="germany"),
            numbers="default",
        ),
        "branch",
    )
    assert plan_.days == (0.0, *(day_of(date(1943, month, 1)) for month in (6, 7, 9)))
    rows = plan_.parameters(1, 0)
    assert [row.strength_premium for row in rows] == [0.4, 0.25, 0.25, 0.4]
    assert [row.ideology[slots.GERMANY] for row in rows] == [0.08, 0.08, 0.04, 0.04]
    assert plan_.world.epoch_day == list(plan_.days[1:])


# Red when a number set by hand or by a reading is drawn over, or a scale acts on the default, not the draw.
def test_what_a_campaign_draws_gives_way_to_what_is_set():
    plan_ = planned("historical", (("motive", "breathing_space"), ("strength_premium", 0.31)))
    for campaign in range(5):
        (row,) = plan_.parameters(1, campaign)
        assert row.plan[slots.SOVIET] == 0.12 and row.strength_premium == 0.31
    assert len({plan_.parameters(1, k)[0].belief_volatility for k in range(5)}) == 5
    half = ParameterChange(target="fear", start=date(1943, 6, 1), scale=0.5)
    scaled = plan(what_if(date(1943, 5, 12), half), "branch")
    for campaign in range(5):
        one, two = scaled.parameters(1, campaign)
        assert two.fear[slots.GERMANY] == pytest.approx(0.5 * one.fear[slots.GERMANY])
    fixed = planned("historical", (("numbers", "default"),))
    assert fixed.parameters(1, 0) == fixed.parameters(2, 9) and not fixed.draw(1, 0)
    assert not planned("historical", luck="median").draw(1, 0)


def test_readings_set_their_numbers():
    assert planned("historical", (("motive", "mixed"),)).parameters(1, 0)[0].leverage_share == 0.25
    assert planned("historical", (("motive", "leverage"),)).parameters(1, 0)[0].leverage_share == 1.0
    assert (
        planned("historical", (("initiative", "fleischhauer"),)).parameters(1, 0)[0].subordinate_rate == 0.35
    )
    martin = planned("historical", (("initiative", "martin"),))
    assert martin.days == (0.0, day_of(date(1943, 10, 1)))
    # Until the turn each campaign has its own number, the same as under the reading that has none.
    (usual,) = planned("historical").parameters(1, 0)
    assert [row.subordinate_rate for row in martin.parameters(1, 0)] == [usual.subordinate_rate, 0.35]
    assert 0.02 < usual.subordinate_rate < 0.3
    fixed = planned("historical", (("initiative", "martin"), ("numbers", "default")))
    assert [row.subordinate_rate for row in fixed.parameters(1, 0)] == [0.1, 0.35]
    by_hand = planned("historical", (("initiative", "martin"), ("subordinate_rate", 0.2)))
    assert [row.subordinate_rate for row in by_hand.parameters(1, 0)] == [0.2, 0.2]


# Red when the same campaign of both worlds has other parameters, or a seed or a number does not matter.
def test_both_worlds_have_the_same_numbers():
    scenario = load("germany_wins_at_kursk")
    one, two = plan(scenario), plan(scenario.baseline(), "branch")
    assert one.parameters(3, 5) == two.parameters(3, 5)
    assert one.parameters(3, 5) != one.parameters(3, 6)
    own = plan(scenario.with_assumptions(numbers="prior"))
    assert own.parameters(3, 6) != own.parameters(4, 6) and one.parameters(3, 6) == one.parameters(4, 6)
