"""German officials in the record and in plans: who they are, what a scenario may let them do, what not."""

from __future__ import annotations

from datetime import date

import pytest

from sepeace.errors import BadValue, Contradiction
from sepeace.kernel import slots
from sepeace.quantities import day_of
from sepeace.record import load
from sepeace.scenario.changes import ChannelChange, ContactChange, LeaderChange
from sepeace.scenario.plan import plan
from sepeace.scenario.tables.departures import PROFILE_OF
from tests.campaigns import planned, told, what_if

NOVEMBER = date(1942, 11, 8)
PEOPLE = {row.id: row for row in load().people}
ROADS = [row.id for row in load().channels]


# Red when somebody does nothing, has a road that does not exist, or a weight is no weight.
def test_people_do_something_on_roads_that_exist():
    for row in PEOPLE.values():
        assert row.does and set(row.channels) <= set(ROADS) and 0.0 < row.weight <= 1.0
        assert bool(row.channels) or row.does in (("asks",), ("tells",)), row.id
    writers = [row for row in PEOPLE.values() if "writes" in row.does]
    for day in (date(1941, 7, 1), NOVEMBER, date(1943, 9, 10), date(1944, 10, 1), date(1945, 5, 1)):
        assert any(row.start <= day <= row.end for row in writers), f"nobody writes on {day}"


# Red when the days of those who ask are not those of the contacts in which they did.
@pytest.mark.parametrize(
    ("who", "contact"),
    [
        ("ribbentrop", "ribbentrop_november_1942"),
        ("goebbels", "goebbels_september_1943"),
        ("todt", "todt_1941"),
    ],
)
def test_who_asks_first_does_so_from_the_day_of_his_contact(who, contact):
    assert PEOPLE[who].start == load().contact(contact).start and PEOPLE[who].does == ("asks",)


# Red when a plan has other people, days or roads than the record. A road that only a change opens is
# everybody's.
def test_a_plan_has_the_people_of_the_record():
    world = planned("historical").world
    assert world.people == len(PEOPLE) and world.pe_number == [row.number for row in PEOPLE.values()]
    place = list(PEOPLE).index("kleist")
    assert (world.pe_start[place], world.pe_end[place]) == (
        day_of(date(1942, 12, 6)),
        day_of(date(1944, 9, 26)),
    )
    assert [ROADS[n] for n, own in enumerate(world.pe_road[place]) if own] == ["stockholm", "front_line"]
    assert not any(world.pe_road[list(PEOPLE).index("goebbels")])
    assert world.dismissal_from == day_of(date(1943, 3, 14))
    days = dict(zip(ROADS, world.ch_not_heard, strict=True))
    assert days.pop("tokyo") == day_of(date(1943, 9, 10)) and set(days.values()) == {slots.NEVER}
    refreshed = {
        day for day, kind in zip(world.date_day, world.date_kind, strict=False) if kind == slots.E_REFRESH
    }
    assert {world.pe_start[place], world.pe_end[place]} <= refreshed


# Red when Hitler's court goes on under the plotters, or goes under Goering, or nobody says who stays.
@pytest.mark.parametrize("profile", ["goering", "plotters"])
def test_who_stays_under_another_leader(profile):
    day = date(1943, 9, 20)
    world = plan(what_if(day, LeaderChange(target="germany", profile=profile, start=day)), "branch").world
    usual = planned("historical").world
    gone = {
        row.id for row, end, was in zip(PEOPLE.values(), world.pe_end, usual.pe_end, strict=True) if end < was
    }
    assert gone == ({"ribbentrop", "himmlers_men", "goebbels", "bormann"} if profile == "plotters" else set())
    assert {row for row, end in zip(PEOPLE, world.pe_end, strict=True) if end == day_of(day)} == gone
    court = [row.name for row in PEOPLE.values() if "plotters" in row.ends_with]
    assert all(name in PROFILE_OF[profile].said for name in court)


# Red when somebody acts outside his days, or Moscow makes the demand before any source has it.
def test_campaigns_keep_the_days_of_people():
    plan_ = planned("historical", (("initiative", "fleischhauer"), ("feeler_rate", 0.5)))
    numbers = {row.number: row for row in PEOPLE.values()}
    seen, demands = set(), []
    for campaign in range(25):
        for row in told(plan_, 4, campaign)[1]:
            official = row.kind == slots.K_SENT and row.cause == slots.C_SUBORDINATE
            if official or row.kind == slots.K_URGED:
                one = numbers[row.ref]
                seen.add(one.id)
                assert day_of(one.start) <= row.time < day_of(one.end) + 1.0
                assert ("writes" if official else "asks") in one.does
                assert not official or ROADS[row.channel] in one.channels
            if row.kind == slots.K_SENT and row.side == slots.SOVIET and row.ref == 1:
                demands.append(row.time)
    assert {"ribbentrop", "goebbels", "kleist", "abwehr", "papen"} <= seen
    assert demands and min(demands) >= day_of(date(1943, 3, 14))


# Red when leave that a scenario gives sends nothing, by another road, on another day, or before the branch.
def test_leave_that_a_scenario_gives():
    heeded = ContactChange(target="ribbentrop_november_1942", through="stockholm")
    plan_ = plan(what_if(NOVEMBER, heeded), "branch")
    for campaign in range(5):
        rows = told(plan_, 2, campaign)[1]
        place = next(n for n, row in enumerate(rows) if row.cause == slots.C_SUPPOSED)
        sent = next(row for row in rows if row.kind == slots.K_SENT and row.parent == place)
        assert (sent.cause, ROADS[sent.channel], sent.time) == (slots.C_LEADER, "stockholm", day_of(NOVEMBER))
        assert not any(row.kind == slots.K_HELD for row in rows)


# Red when words are taken that would change nothing, or a road that nobody named is guessed.
def test_what_leave_cannot_be_given_with():
    with pytest.raises(Contradiction, match="nothing was sent in ribbentrop_november_1942"):
        what_if(NOVEMBER, ContactChange(target="ribbentrop_november_1942", line="dnieper"))
    september = ContactChange(target="goebbels_september_1943")
    with pytest.raises(BadValue, match="no known channel"):
        plan(what_if(date(1943, 9, 9), september), "branch")


# Red when a gate that a scenario opens for Japan stays where it is, or opens another.
def test_a_gate_that_a_scenario_opens_for_japan():
    opened = ChannelChange(target="tokyo", passes_on=1.0)
    made = what_if(date(1943, 4, 20), opened)
    there, usual = plan(made, "branch").world, plan(made.baseline(), "branch").world
    tokyo = ROADS.index("tokyo")
    assert (usual.ch_gate[-1][tokyo][slots.GERMANY], there.ch_gate[-1][tokyo][slots.GERMANY]) == (0.8, 1.0)
    kept = [
        row
        for n in range(10)
        for row in told(plan(made, "branch"), 1, n)[1]
        if row.kind == slots.K_FILTERED and row.channel == tokyo
    ]
    assert not kept


# Red when Moscow hears Japan after September 1943.
def test_moscow_hears_japan_no_more():
    plan_ = planned("historical", (("strength", "rational"), ("answer_chance", 1.0)))
    tokyo, since = ROADS.index("tokyo"), day_of(date(1943, 9, 10))
    causes = set()
    for campaign in range(25):
        rows = told(plan_, 5, campaign)[1]
        for row in rows:
            if row.channel == tokyo and row.time >= since and row.side == slots.SOVIET:
                # What the allies are told of is the refusal before it.
                causes.add(rows[row.parent].cause if row.kind == slots.K_TOLD_ALLIES else row.cause)
            assert row.kind != slots.K_ANSWERED or row.channel != tokyo or row.time < since
    assert causes == {slots.C_NOT_HEARD}
