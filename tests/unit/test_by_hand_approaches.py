"""Germany and the West by hand: locks, approaches, what follows from one, and the hope that allies part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sepeace.chronicle.reader import read
from sepeace.errors import Contradiction
from sepeace.kernel import calendar, slots
from sepeace.kernel.diplomacy import approaches
from sepeace.kernel.leaders import judgement
from sepeace.quantities import date_of, day_of
from sepeace.record import load as record
from sepeace.scenario.changes import EventChange, LeaderChange, PolicyChange
from sepeace.scenario.library import historical
from sepeace.scenario.plan import plan
from sepeace.scenario.tables.approaches import told_approach
from sepeace.scenario.tables.departures import laid_out
from sepeace.scenario.tables.germany_west import fill_locks
from sepeace.scenario.timeline import timeline
from tests.campaigns import events, planned, ran, told, what_if
from tests.hands import NEVER, G, S, at_war, draws_are, ground, notes, numbers, paper

DAY = 1000.0
CONTACT = 59
SHUT = {"lock_shut": [10.0, 20.0, 30.0], "lock_open": [NEVER, 25.0, NEVER]}


# Red when a lock is shut a day early or late, does not open again, or is named by the bit of another.
@pytest.mark.parametrize(
    ("day", "shut"),
    [(9.9, 0), (10.0, 1), (19.9, 1), (20.0, 3), (24.9, 3), (25.0, 1), (29.9, 1), (30.0, 5), (2000.0, 5)],
)
def test_an_approach_names_every_lock_that_is_shut(day, shut):
    w, s, log = ground(**SHUT), at_war(chance=[0.1, 0.2]), paper()
    approaches.approach(s, w, log, day, CONTACT)
    (row,) = notes(s, log)
    assert (row.kind, row.side, row.ref) == (slots.K_APPROACH, G, CONTACT)
    assert (row.first, row.second) == (shut, 0.2)
    assert row.cause == (slots.C_LOCKED if shut else slots.C_ALL_OPEN)


# Red when somebody goes to the West though the war is likelier won than lost, or the wrong side says so, or
# an approach of the record is left out of a war that is held to it.
@pytest.mark.parametrize(
    ("chance", "held", "luck", "made"),
    [
        ([0.9, 0.5], 0, slots.FREE, 1),
        ([0.1, 0.51], 0, slots.FREE, 0),
        ([0.1, 0.51], 1, slots.BRANCHED, 1),
        ([0.1, 0.51], 0, slots.RECORDED, 1),
    ],
)
def test_an_approach_needs_a_war_that_seems_lost(chance, held, luck, made):
    w, s, log = ground(**SHUT, luck=luck), at_war(chance=chance, held=held), paper()
    approaches.approach(s, w, log, DAY, CONTACT)
    assert s.approached[CONTACT] == made == len(notes(s, log))


# Red when the surrender of an army is a refusal, or a settlement.
def test_the_surrender_of_an_army_is_no_settlement():
    surrender = [0] * slots.CONTACTS
    surrender[CONTACT] = 1
    w, s, log = ground(**SHUT, rc_surrender=surrender), at_war(chance=[0.1, 0.1]), paper()
    approaches.approach(s, w, log, DAY, CONTACT)
    (row,) = notes(s, log)
    assert (row.cause, row.first) == (slots.C_SURRENDER, 5.0)
    assert s.signed == [NEVER] and s.ending == slots.RUNNING


# Red when a formula that this campaign's West never spoke shuts its lock all the same.
def test_a_formula_never_spoken_shuts_nothing():
    w, s, log = ground(**SHUT), at_war(chance=[0.1, 0.1], no_formula=1), paper()
    approaches.approach(s, w, log, DAY, CONTACT)
    (row,) = notes(s, log)
    assert (row.cause, row.first) == (slots.C_LOCKED, 1.0)


# Red when an approach takes place without the chance of its grade.
@pytest.mark.parametrize(("first", "made"), [(0.34, 1), (0.36, 0)])
def test_a_doubtful_approach_is_made_by_its_grade(monkeypatch, first, made):
    draws_are(monkeypatch, first)
    contact = record().contact("earle_canaris_1943")
    w = ground(date_kind=[slots.E_APPROACH], date_ref=[contact.number], date_after=[0], dates=1)
    s, log = at_war(chance=[0.1, 0.1]), paper()
    calendar.dated(s, numbers(), w, log, DAY)
    assert s.approached[contact.number] == made


# Red when Moscow is told of a meeting that is not to be held, and trusts the West less for it.
@pytest.mark.parametrize(("made", "trust"), [(1, 0.22), (0, 0.30)])
def test_moscow_is_told_only_of_an_approach_that_was_made(made, trust):
    approached = [0] * slots.CONTACTS
    approached[CONTACT] = made
    w = ground(date_kind=[slots.E_TRUST_CONTACT], date_ref=[78], date_after=[CONTACT], dates=1)
    s, log = at_war(chance=[0.1, 0.1], trust=0.30, approached=approached), paper()
    calendar.dated(s, numbers(trust_contact=-0.08), w, log, DAY)
    assert s.trust == pytest.approx(trust) and s.events == made


# Red when Krebs goes to Chuikov while the front is far from Berlin.
@pytest.mark.parametrize(("km", "gone"), [(-456.0, 1), (-454.0, 0)])
def test_an_envoy_goes_east_where_the_front_stands_before_berlin(km, gone):
    w, s, log = ground(km_west=[555.0, 555.0, 585.0]), at_war(front_km=[0.0, km, 0.0]), paper()
    approaches.to_the_east(s, w, log, DAY, 73)
    assert [row.cause for row in notes(s, log)] == [slots.C_TO_THE_EAST] * gone


# Red when the hope adds before its day, to one who expects to win, or with the chance of the other side.
@pytest.mark.parametrize(
    ("day", "chance", "hope"),
    [(1165.9, 0.1, 0.0), (1166.0, 0.1, 0.18), (1166.0, 1.0, 0.0), (1400.0, 0.0, 0.2)],
)
def test_what_waiting_for_the_coalition_to_part_is_worth(day, chance, hope):
    s = at_war(chance=[chance, 0.7])
    w = ground(hope_from=1166.0)
    assert judgement.coalition_hope(s, numbers(coalition_hope=0.2), w, day) == pytest.approx(hope)


# Red when Hitler's hope outlives him.
@pytest.mark.parametrize(("day", "hope"), [(1199.9, 0.18), (1200.0, 0.0)])
def test_the_hope_ends_with_hitler(day, hope):
    s, w = at_war(chance=[0.1, 0.7]), ground(hope_from=1166.0, profile=slots.GOERING, profile_day=1200.0)
    assert judgement.coalition_hope(s, numbers(coalition_hope=0.2), w, day) == pytest.approx(hope)


# Red when the hope moves the Soviet line, or the German one the other way.
def test_the_hope_is_part_of_the_german_line_alone():
    lines = []
    for hope in (0.0, 0.1):
        s, log = at_war(chance=[0.2, 0.3], months=[10.0, 12.0]), paper()
        judgement.draw_lines(s, numbers(coalition_hope=hope), ground(), log, 1200.0, 0)
        lines.append(list(s.line[0]))
    assert lines[1][G] - lines[0][G] == pytest.approx(0.1 * (1.0 - 0.2))
    assert lines[1][S] == lines[0][S]


# --- the plan


def locks(*changes, **assumptions):
    """When the locks fall shut and open, as dates, in a scenario of one's own."""
    return of(what_if(date(1941, 7, 1), *changes, **assumptions))


def planned_own(scenario):
    """The tables of a scenario of one's own."""
    return plan(scenario, "branch").world


def of(scenario):
    """The same of a scenario, laid out as a plan lays it out."""
    world = replace(planned("historical").world)
    fill_locks(world, record(), replace(scenario, changes=laid_out(scenario.changes, scenario.branch)))
    days = [*world.lock_shut, *world.lock_open]
    return [None if day >= NEVER else date_of(day) for day in days]


RECORDED = [date(1941, 7, 12), date(1942, 12, 17), date(1943, 1, 24), None, None, None]


def test_the_recorded_locks():
    assert locks() == RECORDED
    assert [row.id for row in record().locks] == ["coalition", "regime", "formula"]
    assert planned("historical").world.hope_from == day_of(date(1944, 8, 31)) == 1166.0


# Red when a switch takes out the lock of another.
@pytest.mark.parametrize(("place", "name"), [(0, "coalition"), (1, "regime"), (2, "formula")])
def test_a_switch_takes_out_its_own_lock(place, name):
    expected = list(RECORDED)
    expected[place] = None
    assert locks(switches_off=(f"lock_{name}",)) == expected


# Red when the formula is a lock though it was never declared, or on its recorded day though it was moved.
def test_the_formula_shuts_when_it_is_declared():
    assert locks(EventChange(target="unconditional_surrender", cancel=True))[2] is None
    moved = EventChange(target="unconditional_surrender", start=date(1943, 11, 1))
    assert locks(moved)[2] == date(1943, 11, 1)


# Red when taking out the first of several acts opens a lock that the next one would have shut.
def test_the_next_act_shuts_a_lock_whose_first_act_falls_away():
    assert locks(EventChange(target="anglo_soviet_agreement", cancel=True))[0] == date(1942, 1, 1)


# Red when an heir from within the regime opens the lock, or officers who had removed Hitler do not.
@pytest.mark.parametrize(("profile", "opens"), [("plotters", date(1943, 3, 13)), ("goering", None)])
def test_no_heir_from_within_the_regime_opens_its_lock(profile, opens):
    change = LeaderChange(target="germany", profile=profile, start=date(1943, 3, 13))
    found = of(replace(historical(), changes=(change,)))
    assert found == [*RECORDED[:4], opens, None]


# Red when the column of the record is not what opens a lock.
def test_the_record_says_who_opens_a_lock():
    rows = [replace(row, opened_by=("goering",) if row.id == "coalition" else ()) for row in record().locks]
    other, world = replace(record(), locks=tuple(rows)), replace(planned("historical").world)
    change = LeaderChange(target="germany", profile="goering", start=date(1943, 3, 13))
    fill_locks(world, other, replace(historical(), changes=(change,)))
    assert world.lock_open == [day_of(date(1943, 3, 13)), NEVER, NEVER]
    assert [row.opened_by for row in record().locks] == [(), ("plotters",), ()]


# Red when an approach that rests on Hitler, or on who served him, is told under another leader; or one of
# before his day, or of others, is not.
@pytest.mark.parametrize(
    ("profile", "left"),
    [
        ("goering", {"langbehn_1943", "berlin_may_1945"}),
        (
            "plotters",
            {
                "langbehn_1943",
                "berlin_may_1945",
                "moltke_istanbul_1943",
                "kersten_hewitt_1943",
                "himmler_december_1943",
                "trott_west_1944",
                "ribbentrop_emissaries_1945",
                "stockholm_1945",
                "sunrise_1945",
                "lubeck_1945",
            },
        ),
    ],
)
def test_what_rests_on_hitler_falls_away_with_him(profile, left):
    day = date(1943, 3, 13)
    world = planned_own(what_if(day, LeaderChange(target="germany", profile=profile, start=day)))
    kinds = (slots.E_APPROACH, slots.E_TO_THE_EAST)
    found = {
        row.id
        for kind, ref in zip(world.date_kind, world.date_ref, strict=True)
        if kind in kinds
        for row in record().contacts
        if row.number == ref
    }
    every = {row.id for row in record().contacts if told_approach(row)} | {"berlin_may_1945"}
    assert every - found == left


# Red when Hitler says that he waits though another leads, or that is lost where he still leads.
@pytest.mark.parametrize(("day", "waits"), [(date(1944, 7, 1), False), (date(1944, 9, 1), True)])
def test_hitler_is_silent_where_another_leads(day, waits):
    supposed = what_if(day, LeaderChange(target="germany", profile="goering", start=day))
    world = planned_own(supposed)
    assert (record().event("hitler_waits").number in world.date_ref) == waits
    assert (world.hope_from < NEVER) == waits
    (told_so,) = [row for row in timeline(supposed) if row.id == "hitler_waits"]
    assert told_so.text.endswith("does not take place") != waits


# Red when what Hitler says may be put on a day on which he is dead.
def test_nobody_moves_what_hitler_says_beyond_his_day():
    leader = LeaderChange(target="germany", profile="goering", start=date(1943, 3, 13))
    with pytest.raises(Contradiction, match="Hitler leads no longer"):
        what_if(date(1943, 3, 13), leader, EventChange(target="hitler_waits", start=date(1943, 9, 1)))


# Red when a policy that ends leaves its lock shut, or one that goes on opens it.
def test_the_policy_of_the_formula_is_its_event():
    ended = PolicyChange(target="unconditional_surrender", cancel=True)
    assert of(replace(historical(), changes=(ended,)))[2] is None
    other = PolicyChange(target="lend_lease", cancel=True)
    assert of(replace(historical(), changes=(other,)))[2] == date(1943, 1, 24)


# --- a campaign


# Red when an approach of the record is missing from a war held to it, or one that never left Germany is told.
def test_the_recorded_war_has_the_approaches_of_the_record():
    _, rows, _ = told(planned("historical", luck="recorded"), 1, 0)
    found = {row.ref: row for row in rows if row.kind == slots.K_APPROACH}
    wanted = [row for row in record().contacts if told_approach(row)]
    sure = {row.number for row in wanted if row.grade == "documented"}
    assert sure <= set(found) <= {row.number for row in wanted}
    ids = {row.id for row in wanted}
    assert {"bern_1943", "sunrise_1945", "lubeck_1945"} <= ids
    assert not ids & {
        "goering_april_1945",
        "friedeburg_may_1945",
        "masur_1945",
        "casablanca_1943",
        "hess_1941",
    }
    assert found[record().contact("bern_1943").number].first == 3.0  # nine days before the formula
    assert found[record().contact("lubeck_1945").number].first == 7.0


# Red when a switch of a lock moves a line, a draw or a date, or the locks are named though they are open.
def test_without_locks_only_the_words_are_others():
    off = ("switches_off", ("lock_coalition", "lock_formula", "lock_regime"))
    for campaign in range(3):
        usual, open_ = (planned("historical", rest) for rest in ((), (off,)))
        one, other = told(usual, 1, campaign), told(open_, 1, campaign)
        assert one[2] == other[2]
        pairs = list(zip(one[1], other[1], strict=True))
        assert all((a.time, a.kind, a.second) == (b.time, b.kind, b.second) for a, b in pairs)
        met = [(a, b) for a, b in pairs if a.kind == slots.K_APPROACH and a.cause != slots.C_TO_THE_EAST]
        assert met and all(a.first > 0.0 == b.first for a, b in met)
        state, log = ran(open_, 1, campaign)
        for event in read(open_, log, state):
            if event.kind == "approach" and "across the front line" not in event.text:
                assert "no bargaining with the West" in event.text, event.text


# Red when a chronicle does not say which locks were shut, or tells their meaning again and again.
def test_the_chronicle_names_the_locks():
    made = planned("historical", luck="recorded")
    state, log = ran(made, 1, 0)
    told_ = [event for event in read(made, log, state) if event.kind == "approach"]
    assert len(told_) == sum(row.kind == slots.K_APPROACH for row in events(state, log)) > 9
    names = [lock.name for lock in record().locks]
    assert names[0] in told_[0].text and names[1] in told_[0].text and names[2] not in told_[0].text
    assert all(name in told_[-1].text for name in names)
    assert sum("unconditional surrender alone" in event.text for event in told_) == 1
    end = read(made, log, state)[-1]
    assert end.kind == "war_end" and "Krebs goes to Chuikov" in end.text
