"""Detours, walk-outs and mediators: what each of these switches takes out, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest

from sepeace.kernel import slots
from sepeace.kernel.world import Entry, World
from sepeace.quantities import DAYS_PER_MONTH, HORIZON, day_of
from sepeace.record import load as load_record
from sepeace.scenario.changes import ChannelChange
from sepeace.scenario.plan import plan
from sepeace.validation import observables
from tests.campaigns import bits, outcome, planned, same, told, what_if

LIVELY = (("strength", "rational"), ("motive", "mixed"), ("initiative", "fleischhauer"))
KURSK = "germany_wins_at_kursk"
MAY = date(1943, 5, 12)
NAMES = [row.id for row in load_record().channels]


def off(*switches: str):
    return planned(KURSK, (*LIVELY, ("switches_off", switches)))


def without(world: World, *names: str) -> dict[str, object]:
    return {name: getattr(world, name) for name in World.__slots__ if name not in names}


def numbers(*switches: str) -> list[dict[str, object]]:
    return [
        {name: getattr(row, name) for name in type(row).__slots__} for row in off(*switches).parameters(3, 5)
    ]


# --- detours


# Red when a road stays closed or slow, one that no leader uses himself is opened (only mediators write by
# Tokyo and Rome, nobody by the front line), or gates, leaks, readers, people of a road or a parameter go too.
def test_without_detours_roads_are_open_and_quick_and_nothing_else():
    usual, there = off().world, off("detours").world
    tables = ("ch_open", "ch_close", "ch_latency", "dates", "date_day", "date_kind", "date_ref", "date_after")
    assert same(without(usual, *tables), without(there, *tables)) and numbers("detours") == numbers()
    for index, name in enumerate(NAMES):
        for epoch in range(len(there.ch_open)):
            found = tuple(table[epoch][index] for table in (there.ch_open, there.ch_close, there.ch_latency))
            if name == "front_line":
                assert found[0] == slots.NEVER and there.ch_side[0][index] == [0, 0, 0]
            elif name in ("tokyo", "rome"):
                tables = (usual.ch_open, usual.ch_close, usual.ch_latency)
                assert found == tuple(table[epoch][index] for table in tables)
            else:
                assert found == (0.0, day_of(HORIZON) + 1.0, pytest.approx(1.0 / DAYS_PER_MONTH))


# Red when the calendar loses anything but the days on which roads open and shut.
def test_without_detours_the_calendar_keeps_its_other_entries():
    def kept(*switches: str) -> list[tuple[float, int, int]]:
        world = off(*switches).world
        rows = zip(world.date_day, world.date_kind, world.date_ref, strict=True)
        return [row for row in rows if row[1] != slots.E_REFRESH]

    assert kept("detours") == kept()
    assert off("detours").world.dates < off().world.dates


# Red when a dated change of a channel is lost under the switch: it comes after all switches.
def test_a_change_of_a_channel_comes_after_the_switch():
    shut = ChannelChange(target="stockholm", open=False)
    slow = ChannelChange(target="ankara", latency=2.0)
    world = plan(what_if(MAY, shut, slow, switches_off=["detours"]), "branch").world
    stockholm, ankara, sofia = (NAMES.index(name) for name in ("stockholm", "ankara", "sofia"))
    assert [table[stockholm] for table in world.ch_open] == [0.0, slots.NEVER]
    assert [table[ankara] for table in world.ch_latency] == [pytest.approx(1.0 / DAYS_PER_MONTH), 2.0]
    assert [table[sofia] for table in world.ch_open] == [0.0, 0.0]


# Red when messages are still long under way, or gatekeepers are gone with the detours.
def test_without_detours_messages_are_heard_of_within_days():
    found = [told(off("detours"), 3, campaign)[1] for campaign in range(15)]
    usual = [told(off(), 3, campaign)[1] for campaign in range(15)]
    assert sum(len(observables.delayed(rows, off())) for rows in usual) > 50
    assert not any(observables.delayed(rows, off()) for rows in found)
    kinds = {row.kind for rows in found for row in rows}
    assert {slots.K_FILTERED, slots.K_REFUSED, slots.K_ANSWERED} <= kinds


# --- walk-outs


# Red when a side still breaks talks off, or they no longer end at the limit of rounds, by coming out, or by a
# side that wanted no more than talks.
def test_without_walk_outs_talks_end_in_other_ways():
    usual = [row for n in range(80) for row in told(off(), 2, n)[1] if row.kind == slots.K_TALKS_END]
    rows = [
        row for n in range(80) for row in told(off("walk_outs"), 2, n)[1] if row.kind == slots.K_TALKS_END
    ]
    ways = {slots.C_LIMIT, slots.C_EXPOSURE, slots.C_INSINCERE}  # who never meant to sign walks out of no gap
    assert {row.cause for row in usual} == {slots.C_HAZARD, slots.C_BEYOND, *ways}
    assert {row.cause for row in rows} == ways
    assert {row.ref for row in rows if row.cause == slots.C_LIMIT} == {8}


# Red when the switch reaches further than the two rules by which a side walks out.
def test_without_walk_outs_all_other_numbers_stay():
    names = ("walkout_hazard", "walkout_gap")
    assert same(off().world, off("walk_outs").world)
    for usual, there in zip(numbers(), numbers("walk_outs"), strict=True):
        changed = {name for name in usual if usual[name] != there[name]}
        assert changed == set(names) and there["walkout_hazard"] == 0.0
    # What happens before the first talks fail is the same.
    for campaign in range(15):
        usual_rows, rows = told(off(), 3, campaign)[1], told(off("walk_outs"), 3, campaign)[1]
        ends = (n for n, row in enumerate(usual_rows) if row.kind == slots.K_TALKS_END)
        first = next(ends, len(usual_rows))
        assert same(usual_rows[:first], rows[:first])


# --- mediators


def proposes(row):
    """Whether a mediator moves; what the West hears of one that the record has comes without any."""
    return row.cause == slots.C_MEDIATOR and row.kind != slots.K_WEST_HEARS


# Red when a mediator still proposes, the channels of mediators change for others, or campaigns in which none
# would have proposed come out otherwise.
def test_without_mediators_nothing_else_changes():
    assert same(without(off().world, "ch_mediated"), without(off("mediators").world, "ch_mediated"))
    assert set(off("mediators").world.ch_mediated) == {0.0} and numbers("mediators") == numbers()
    quiet = 0
    for campaign in range(60):
        state, rows, weeks = told(off(), 3, campaign)
        there, other_rows, other_weeks = told(off("mediators"), 3, campaign)
        assert not any(proposes(row) for row in other_rows)
        if not any(proposes(row) for row in rows):
            quiet += 1
            assert same(rows, other_rows) and bits(weeks) == bits(other_weeks)
            assert same(outcome(state) | {"fingerprint": 0}, outcome(there) | {"fingerprint": 0})
        first = next((n for n, row in enumerate(rows) if proposes(row)), 0)
        assert same(rows[:first], other_rows[:first])
    assert quiet > 0


# Red when the switch drops what the record holds of mediators before the branch.
def test_recorded_contacts_of_mediators_stay():
    def recorded(*switches: str) -> list[tuple[float, int, int]]:
        rows = told(off(*switches), 3, 1)[1]
        return [(row.time, row.ref, row.cause) for row in rows if row.kind == slots.K_RECORDED_CONTACT]

    senders = {row.number: row.sender for row in load_record().contacts}
    assert "mediator" in {senders[ref] for _, ref, _ in recorded()}
    assert recorded("mediators") == recorded()


# --- what is seen


# Red when what is seen of a campaign names other rows than it says.
def test_what_is_seen_is_in_the_log():
    made = off()

    def causes_of(rows: list[Entry]) -> set[int]:
        return {row.cause for row in rows if row.kind == slots.K_TALKS_END}

    ways = {slots.C_HAZARD, slots.C_BEYOND}
    campaigns = (told(made, 2, n)[1] for n in range(80))
    rows = next(rows for rows in campaigns if causes_of(rows) & ways and causes_of(rows) - ways)
    for number in observables.delayed(rows, made):
        sent = rows[rows[number].parent]
        assert sent.kind == slots.K_SENT and rows[number].time - sent.time > 7.0
    ends = [number for number, row in enumerate(rows) if row.kind == slots.K_TALKS_END]
    causes = [rows[number].cause for number in observables.broken_off(rows, made)]
    assert set(causes) <= ways and 0 < len(causes) < len(ends)
    assert len(causes) == sum(rows[number].cause in ways for number in ends)
    heard = [row for row in rows if row.kind in observables.HEARD]
    assert 0 < len(observables.delayed(rows, made)) < len(heard)
    soviet = [row for row in rows if row.kind == slots.K_SENT and row.side == slots.SOVIET]
    assert len(observables.offers(rows, made)) == len(soviet) > 0
