"""Which events every world has: the crimes are told, and what one side said is not put into another war."""

import re
from datetime import date

import pytest

from sepeace.chronicle.reader import read
from sepeace.kernel import slots
from sepeace.quantities import EPOCH, day_of
from sepeace.record import load as load_record
from sepeace.scenario import load, shipped
from sepeace.scenario.changes import ContactChange, EventChange, OperationChange
from sepeace.scenario.checks.admissibility import card
from sepeace.scenario.operations import BATTLE_EVENTS
from sepeace.scenario.plan import plan
from sepeace.scenario.recorded_events import OF_ONE_SIDE, WHERE_THE_FRONT_STOOD, is_given
from sepeace.scenario.timeline import timeline
from sepeace.scenario.vocabulary import ACTING_EVENTS
from tests.campaigns import planned, ran, what_if

RECORD = load_record()
CRIMES = [event for event in RECORD.events if event.kind == "crime"]
CRIME = r"murder|shot|shooting|starved|dead"
DEPORTED = {
    "soviet_germans_deported": (1941, 8, 28),
    "karachai_deported": (1943, 11, 2),
    "kalmyks_deported": (1943, 12, 28),
    "chechens_ingush_deported": (1944, 2, 23),
    "balkars_deported": (1944, 3, 8),
    "crimean_tatars_deported": (1944, 5, 18),
    "meskhetian_turks_deported": (1944, 11, 15),
}
"""Peoples deported whole by the Soviet state, and the day on which it began (Polian 2004)."""


def told(plan_):
    """Ids of the events in the calendar of a plan, by day."""
    w, names = plan_.world, {event.number: event.id for event in RECORD.events}
    approaches = (slots.E_APPROACH, slots.E_TO_THE_EAST)
    contacts = (slots.E_CONTACT, slots.E_CONTACT_END, slots.E_MEETING, slots.E_REFRESH, *approaches)
    rows = zip(w.date_day, w.date_kind, w.date_ref, strict=True)
    return {names[ref]: day for day, kind, ref in rows if kind not in contacts}


def test_the_record_names_the_crimes():
    assert {
        "commissar_order",
        "murder_begins",
        "babi_yar",
        "odessa_massacre",
        "no_surrender_order",
        "prisoners_winter",
        "wannsee",
        "erntefest",
        "hungary_occupied",
        "katyn_murders",
        *DEPORTED,
    } == {event.id for event in CRIMES}
    assert {"Germany", "Romania", "USSR"} == {event.actor for event in CRIMES}
    assert {event.id for event in CRIMES if event.actor == "USSR"} == {"katyn_murders", *DEPORTED}
    declared = RECORD.event("declaration_extermination")
    assert declared.date == date(1942, 12, 17) and "the Soviet among them" in declared.name


# Red when Katyn is told without its murderers, or a people's deportation has another day or no source.
def test_the_crimes_of_the_soviet_state_are_told():
    told_of = RECORD.event("katyn")
    assert "whom the NKVD had murdered in spring 1940" in told_of.name and "Moscow denies it" in told_of.name
    murders = RECORD.event("katyn_murders")
    assert murders.date == date(1940, 4, 3) < EPOCH and "NKVD murders" in murders.name
    assert "Cienciala" in told_of.source and "Cienciala" in murders.source
    for name, day in DEPORTED.items():
        event = RECORD.event(name)
        assert event.date == date(*day) and "Polian 2004" in event.source
        assert name in WHERE_THE_FRONT_STOOD


# Red when what was done before the war stands in its calendar, or is missing where the record is laid out.
@pytest.mark.parametrize("name", ["commissar_order", "katyn_murders"])
def test_a_crime_before_the_war_is_given_and_stands_on_no_day_of_it(name):
    assert RECORD.event(name).date < EPOCH and is_given(RECORD.event(name))
    for scenario in shipped():
        assert name not in told(planned(scenario))
    assert name in {row.id for row in timeline(load("historical"))}


# Red when a crime is named by a word of those who did it, or goes without saying what was done.
def test_crimes_are_named_plainly():
    for event in CRIMES:
        words = r"NKVD deports .* people, .*; many die" if event.id in DEPORTED else CRIME
        assert re.search(words, event.name), event.name
        assert not re.search(
            r"\b(action|Aktion|resettle|evacuat|liquidat|solution|pacif|partisan)", event.name
        )


# Red when a war held to the record is told without the crimes, or they move a line.
def test_a_war_held_to_the_record_is_told_with_its_crimes():
    for plan_ in (planned("germany_wins_at_kursk"), planned("historical", luck="recorded")):
        found = told(plan_)
        assert min(found.values()) >= 0.0
        for event in CRIMES:
            held = event.date >= EPOCH and (plan_.branch_day is None or day_of(event.date) < plan_.branch_day)
            assert (event.id in found) == held, event.id
    assert not {event.id for event in CRIMES} & set(ACTING_EVENTS)


# Red when Stalin says in another war what he said in this one, or a murder is told at a place never reached.
@pytest.mark.parametrize("name", [*WHERE_THE_FRONT_STOOD, *OF_ONE_SIDE])
def test_what_rests_on_the_recorded_war_is_not_told_of_another(name):
    event = RECORD.event(name)
    assert is_given(event) and not is_given(event, held=False)
    assert name not in told(planned("historical"))  # free from the first day on
    found = told(planned("uranus_fails"))
    assert (name in found) == (event.date < date(1942, 11, 19))


# Red when an event that is only told is given as the cause of a window.
def test_only_what_acts_in_the_model_is_news_that_moved_the_lines():
    acting = {event.name for event in RECORD.events if event.id in ACTING_EVENTS}
    for name in shipped():
        plan_ = planned(name, (("strength", "rational"),))
        for campaign in range(8):
            state, log = ran(plan_, 5, campaign)
            for event in read(plan_, log, state):
                news = re.search(r"the news of this day moved the lines: (.*)$", event.because)
                assert news is None or news[1] in acting, event.because


# Red when a battle of a landing is fought though the landing falls away, or stays behind where it is moved.
def test_battles_of_the_landing_move_and_fall_with_it():
    assert set(BATTLE_EVENTS) <= {row.id for row in RECORD.western_battles}
    usual, moved = planned("historical"), planned("second_front_in_1943")
    cancelled = plan(
        what_if(date(1944, 1, 1), EventChange(target="second_front", cancel=True)),
        "branch",
    )
    rows = [{row.id: row for row in plan_.operations} for plan_ in (usual, moved, cancelled)]
    names = [name for name, event in BATTLE_EVENTS.items() if event == "second_front"]
    assert names == ["overlord", "dragoon", "market_garden", "ardennes", "rhineland", "ruhr"]
    for name in names:
        assert rows[0][name].start - rows[1][name].start == (date(1944, 6, 6) - date(1943, 7, 1)).days
        assert rows[2][name].forced == 2
    assert rows[0]["anzio_cassino_rome"].start == rows[2]["anzio_cassino_rome"].start


# Red when France is landed in again, or fought for, after the landing was beaten back, as in August 1944;
# when a battle that had begun by the branch is undone; or when the reason told is another.
def test_no_battle_rests_on_a_landing_that_is_beaten_back():
    rests = {name for name, event in BATTLE_EVENTS.items() if event == "second_front"} - {"overlord"}
    for name in ("overlord_fails", "second_front_in_1942"):
        made = planned(name)
        assert {row.id for row in made.operations if row.forced == 2} >= rests
    late = plan(what_if(date(1944, 8, 20), OperationChange(target="overlord", score=-2.0)), "branch")
    assert {row.id for row in late.operations if row.forced == 2} == rests - {"dragoon"}
    for name in ("overlord_fails", "second_front_in_1942"):  # on its day, and on another
        made = planned(name)
        state, log = ran(made, 1, 0)
        (event,) = [event for event in read(made, log, state) if "(Dragoon)" in event.text]
        assert event.text == "The battle in southern France (Dragoon) does not take place."
        assert event.because == "what it rests on is beaten back: Overlord: landing in Normandy"


# Red when a battle that another change leaves out is told as resting on the landing that is beaten back.
def test_a_battle_of_another_landing_falls_with_its_own_event():
    lost = OperationChange(target="overlord", score=-2.0)
    torch = EventChange(target="torch", cancel=True)
    made = plan(what_if(date(1942, 6, 6), lost, torch), "branch")
    state, log = ran(made, 1, 0)
    off = {event.text: event for event in read(made, log, state) if "take place" in event.text}
    assert {event.because for text, event in off.items() if "Torch" in text or "Kasserine" in text} == {
        f"the scenario leaves out what it belongs to: {RECORD.event('torch').name}"
    }
    (south,) = [event for text, event in off.items() if "(Dragoon)" in text]
    assert south.because == f"what it rests on is beaten back: {RECORD.event('second_front').name}"


# Red when a shipped scenario undoes a battle and keeps one that would not have been fought without it.
@pytest.mark.parametrize("name", shipped())
def test_what_presupposes_a_battle_that_fails_falls_with_it(name):
    changes = load(name).changed(OperationChange)
    for row in RECORD.operations:
        base = changes.get(row.presupposes or "")
        if base is None:
            continue
        if base.cancel or (base.score is not None and base.score < 0.5):
            assert row.id in changes and changes[row.id].cancel


# Red when a meeting that only forged papers have is given a chance, or its card cannot be made.
@pytest.mark.parametrize("name", ["mtsensk_1942", "kirovograd_june_1943"])
def test_a_forged_meeting_has_no_chance_on_the_card(name):
    contact = RECORD.contact(name)
    change = ContactChange(target=name, happens=True, through="front_line")
    made = card(what_if(contact.start, change))
    (row, *_) = made.improbability
    assert row.nats is None and made.nats is None
    assert "the record gives it no chance" in row.because
