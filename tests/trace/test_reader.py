"""The chronicle: every row has its sentence, in order, with a reason, from every clock alike."""

import re
from datetime import date
from functools import cache

import pytest

from sepeace.chronicle import battles, contacts, facts, named_lines, wording
from sepeace.chronicle.campaign_index import Book
from sepeace.chronicle.reader import event_of, in_order, read
from sepeace.chronicle.sentences import (
    AFTER_SIGNING,
    CHANNELS,
    LEFT,
    LINES,
    MAY_RENEW,
    POSITION,
    SENTENCES,
    TITLES,
)
from sepeace.clocks.plain import run_plain
from sepeace.clocks.simpy_clock import run_simpy
from sepeace.clocks.storage import full_log
from sepeace.kernel import slots
from sepeace.kernel.world import Entry
from sepeace.quantities import EPOCH, HORIZON
from sepeace.record import load as load_record
from sepeace.scenario import load, shipped
from sepeace.scenario.plan import plan
from sepeace.wording.gap import TERM_CLAUSES

POPULATION = {
    line.id: (line.population_west_share, line.population_low, line.population_high)
    for line in load_record().ruler().named_lines
}
READINGS: tuple[dict[str, object], ...] = (
    {},
    {"strength": "rational"},
    {"strength": "prospect", "motive": "leverage"},
    {"motive": "mixed", "initiative": "martin"},
    {"motive": "breathing_space", "initiative": "fleischhauer", "disputed": "out"},
    {"frontier": "1914", "disputed": "in", "numbers": "default"},
    {"frontier": "1939", "strength": "rational", "motive": "mixed"},
)


@cache
def told():
    """80 campaigns over all shipped scenarios and the readings in turn: (plan, log, state, events)."""
    names = shipped()
    rows = []
    for number in range(80):
        reading = READINGS[number % len(READINGS)]
        made = plan(load(names[number % len(names)]).with_assumptions(reading))
        state, log = run_plain(made, 5, number, full_log())
        rows.append((made, log, state, read(made, log, state)))
    return rows


def test_every_row_that_occurs_has_a_sentence_and_a_reason():
    seen = set()
    for _, log, state, events in told():
        seen |= {(row.kind, row.cause) for row in log.rows[: state.events]}
        for event in events:
            assert event.text.strip() and event.because.strip(), event
    assert seen <= set(SENTENCES), sorted(seen - set(SENTENCES))
    assert len(seen) > 40


def test_every_kind_of_row_is_told():
    kinds = {value for name, value in vars(slots).items() if name.startswith("K_")}
    assert kinds == set(facts.FACTS) == {kind for kind, _ in SENTENCES}


@pytest.mark.parametrize("key", sorted(SENTENCES), ids=str)
def test_every_sentence_of_the_table_can_be_filled(key):
    """Also those that no campaign above needed: each is filled from a made-up row."""
    kind, cause = key
    # A policy at another level is told in the numbers of the scenario that sets it.
    made = plan(load("lend_lease_halved" if kind == slots.K_POLICY else "germany_wins_at_kursk"))
    state, log = run_plain(made, 1, 0, full_log())
    book = Book(made, log, state)
    sent = Entry(760.0, slots.K_SENT, 0, 1, 0, slots.C_SERIOUS, 0, 0.4, 0.6, -1)
    book.rows = [sent]
    pair = 0 if kind >= slots.K_SENT and kind != slots.K_WAR_END else -1
    ref = 25 if kind in (slots.K_RECORDED_CONTACT, slots.K_EVENT, slots.K_HELD) else 2
    row = Entry(790.0, kind, pair, 0, 0, cause, ref, 0.4, 0.3, 0 if pair == 0 else -1)
    fields = facts.FACTS[kind][1](book, row)
    sentence = SENTENCES[key]
    for text in (sentence.text.format_map(fields), sentence.because.format_map(fields)):
        assert text.strip() and "{" not in text and "nan" not in text
    assert sentence.text.format_map(fields).endswith(".")


def test_events_stand_in_order_and_parents_come_first():
    for made, _, state, events in told():
        days = [event.day for event in events]
        assert days == sorted(days)
        last = max(made.horizon, state.ended)
        for place, event in enumerate(events):
            assert 0.0 <= event.day <= last and event.date >= EPOCH
            assert event.parent is None or event.parent < place
    assert max(event.date for row in told() for event in row[3]) <= HORIZON.replace(year=HORIZON.year + 3)


def test_nothing_is_told_after_the_war_has_ended():
    for _, _, state, events in told():
        if state.ending in (slots.SOVIET_VICTORY, slots.GERMAN_VICTORY):
            assert events[-1].kind == "war_end"
            assert events[-1].day == state.ended


def test_rows_of_the_last_week_that_come_after_the_end_are_left_out():
    rows = [
        Entry(10.0, slots.K_SENT, 0, 1, 0, slots.C_SERIOUS, 0, 0.4, 0.6, -1),
        Entry(13.0, slots.K_REFUSED, 0, 0, 0, slots.C_SILENT, 0, 0.4, 0.6, 0),
        Entry(11.0, slots.K_WAR_END, -1, 0, -1, slots.C_BERLIN, 0, 0.0, 0.4, -1),
    ]
    assert in_order(rows) == [rows[0], rows[2]]


def test_the_chronicle_ends_as_the_campaign_did():
    for _, _, state, events in told():
        kinds = [event.kind for event in events]
        assert ("signing" in kinds) == (state.ending in (slots.SETTLEMENT_HELD, slots.SETTLEMENT_BROKEN))
        assert ("renewal" in kinds) == (state.ending == slots.SETTLEMENT_BROKEN)


@pytest.mark.parametrize("name", shipped())
def test_both_clocks_tell_the_same_story(name):
    made = plan(load(name))
    plain_state, plain_log = run_plain(made, 2, 7, full_log())
    simpy_state, simpy_log = run_simpy(made, 2, 7, full_log())
    assert read(made, plain_log, plain_state) == read(made, simpy_log, simpy_state)


@pytest.mark.parametrize("name", [name for name in shipped() if load(name).changes])
def test_before_the_branch_both_worlds_are_told_alike(name):
    scenario = load(name)
    stories = []
    for world in (scenario, scenario.baseline()):
        made = plan(world, given="branch")
        state, log = run_plain(made, 4, 11, full_log())
        stories.append([event for event in read(made, log, state) if event.date < scenario.branch])
    assert stories[0] == stories[1] and stories[0]


def test_every_settlement_says_who_bears_it():
    found = 0
    for made, log, state, events in told():
        book = Book(made, log, state)
        for event in events:
            if event.kind == "signing":
                found += 1
                assert named_lines.stays_behind(book.ruler, state.share[0]) in event.text
                assert not re.search(r"\b0 million|from 0 to 0", event.text)
                assert "Jews" in event.text and "prisoners of war" in event.text
    assert found > 5


def test_who_stays_behind_a_line_is_counted_by_the_named_lines_around_it():
    ruler = load_record().ruler()
    share = {line.id: line.share for line in ruler.named_lines}

    def millions(name):
        middle, low, high = (195.0 * part for part in POPULATION[name])
        return f"{middle:.0f} million", f"estimates from {low:.0f} to {high:.0f})"

    between = named_lines.stays_behind(ruler, 0.5)
    for name in ("frontier_1938", "dnieper"):
        assert all(part in between for part in millions(name))
    at = named_lines.stays_behind(ruler, share["dnieper"] + 0.004)
    assert at.startswith("41 million people") and millions("dnieper")[1] in at and "1938" not in at
    low = named_lines.stays_behind(ruler, 0.38)
    assert low.startswith("Up to 21 million people") and "1941" not in low
    assert named_lines.stays_behind(ruler, 1.0).startswith("152 million people")
    for share_west in (0.0, 0.28, share["frontier_1914"], 0.33, share["frontier_1941"]):
        assert named_lines.stays_behind(ruler, share_west) == f"{named_lines.NOT_COUNTED} {LEFT}"
    for place in (0.28, 0.38, 0.5, share["dnieper"], 1.0, 1.1):
        assert named_lines.stays_behind(ruler, place).endswith("are left to their murderers.")
    poland = {row.line: row.poland_millions for row in load_record().line_scalars}
    assert f"Some {poland['frontier_1941']:.0f} million people of pre-war Poland" in named_lines.NOT_COUNTED


def chronicle(name, campaign=0):
    made = plan(load(name))
    state, log = run_plain(made, 1, campaign, full_log())
    return read(made, log, state)


def test_battles_in_the_west_follow_the_events_that_the_scenario_moves_or_leaves_out():
    told_events = chronicle("second_front_in_1943")
    found = {event.text: event for event in told_events if event.kind == "operation"}
    for text, event in (
        ("The battle for Sicily does not take place.", "Sicily landings"),
        ("The battle at Salerno does not take place.", "Italian armistice signed"),
    ):
        assert found[text].because == f"the scenario leaves out what it belongs to: {event}"
        assert found[text].who == "the West"
    landing = found["The battle of Normandy begins."]
    assert "moves it here from 6 June 1944" in landing.because and landing.date == date(1943, 7, 1)
    names = " ".join(event.text for event in told_events if event.kind == "event")
    assert "Italian armistice" not in names and "Sicily" not in names and "Quebec" not in names


def test_an_operation_that_the_scenario_moves_is_not_said_to_be_on_its_recorded_date():
    texts = [e.because for e in chronicle("citadel_in_may") if e.kind == "operation" and "Citadel" in e.text]
    assert all("the record has it on this date" not in text for text in texts)
    citadel = next(row for row in plan(load("citadel_in_may")).operations if row.id == "citadel")
    assert battles.moved_here(citadel) == "the scenario moves it here from 5 July 1943"
    assert battles.moved_here(plan(load("historical")).operations[0]) == ""


def test_the_scale_is_that_of_the_campaign():
    made = plan(load("historical").with_assumptions(frontier_share=0.32), given="free")
    state, log = run_plain(made, 1, 0, full_log())
    assert "0.32 at the frontier of June 1941" in read(made, log, state)[0].text


def test_sentences_speak_to_nobody_and_name_no_winner():
    every = [
        part
        for s in (*SENTENCES.values(), POSITION, LINES, AFTER_SIGNING, MAY_RENEW)
        for part in (s.text, s.because)
    ]
    every += contacts.REACH.values()
    every += [LEFT, named_lines.NOT_COUNTED, *TITLES.values(), *TERM_CLAUSES.values()]
    every += [text for row in told() for event in row[3] for text in (event.text, event.because)]
    for text in every:
        assert not re.search(r"\b(you|your|winner|wins|won|Reds?|liquidat\w+|resettle\w+)\b", text), text
        assert "Moscow fell" not in text and "nan" not in text.split(), text
        assert "  " not in text and ".." not in text, text


def test_every_operation_and_battle_has_a_title():
    record = load_record()
    ids = {row.id for row in (*record.operations, *record.western_battles)}
    assert ids == set(TITLES)


def test_dates_scores_and_places_in_words():
    record = load_record()
    citadel = record.operation("citadel")
    assert wording.stretch(citadel.start, citadel.end) == "from 5 to 23 July 1943"
    assert wording.score_words(-1.5) == "a disaster for the attacker"
    assert [wording.score_words(x) for x in (-0.5, 0.5, 1.0, 2.0)] == [
        "a failure",
        "a limited success",
        "a success",
        "a decisive success",
    ]
    places = wording.Places(record)
    assert places.near(1, -555.0) == "near Berlin"
    assert places.near(2, 1635.0) == "about 60 km east of Stalingrad"
    assert contacts.gap_words(0.25) == "the two lines lay 0.25 apart"


# Red when a battle ends that has not begun in the same chronicle, or begins twice without a branch between.
def test_every_battle_that_ends_has_begun():
    ends = 0
    for _, log, state, events in told():
        rows = in_order(log.rows[: state.events])
        begun = {row.ref for row in rows if row.kind == slots.K_OPERATION}
        over = [row for row in rows if row.kind == slots.K_OPERATION_END]
        first = [event for event in events if event.kind == "operation"]
        assert {row.ref for row in over} <= begun
        assert len(first) == sum(row.kind == slots.K_OPERATION for row in rows)
        ends += len(over)
    assert ends > 500


# Red when a sentence is too long to read aloud, or an event fills half a page.
def test_no_sentence_is_long():
    for _, _, _, events in told():
        for event in events:
            if event.kind in ("recorded_contact", "meeting", "branch"):
                continue  # in the record's and the scenario's own words
            for sentence in (*event.text.split(". "), event.because):
                assert len(sentence) <= 300, sentence
            assert len(event.text) + len(event.because) <= 740, event.text


# Red when a battle keeps a name that its place has lost, or loses it where the front is near the record.
@pytest.mark.parametrize(("off", "planned"), [(0.0, False), (90.0, False), (110.0, True), (-110.0, True)])
def test_a_battle_far_from_its_place_is_told_as_what_was_planned(off, planned):
    made = plan(load("germany_wins_at_kursk"))
    state, log = run_plain(made, 1, 0, full_log())
    book = Book(made, log, state)
    ref = next(place for place, own in enumerate(made.operations) if own.id == "kiev_1943")
    own = made.operations[ref]
    for week in range(len(book.weeks)):
        for sector in range(slots.SECTORS):
            book.weeks[week][sector] = made.world.path[sector][week] + off
    row = Entry(own.end, slots.K_OPERATION_END, -1, 1, -1, slots.C_NONE, ref, 1.0, 0.0, -1)
    said = battles.operation_end(book, row)
    assert said["title"].startswith("What was planned as the Soviet offensive at Kiev") == planned
    assert ("110 km east of the record" in said["ground"]) == (off > 100.0)
    assert ("110 km west of the record" in said["ground"]) == (off < -100.0)


# Red when the chronicle falls silent after a signature, or does not say who broke or held the line.
def test_something_is_told_after_a_signature():
    endings = set()
    for _, _, state, events in told():
        kinds = [event.kind for event in events]
        if "signing" not in kinds:
            assert "after_signing" not in kinds
            continue
        after = events[kinds.index("signing") + 1 :]
        assert after[0].kind == "after_signing" and "can be sent west" in after[0].text
        assert after[-1].text.endswith("The account stops here.")
        endings.add(state.ending)
        if state.ending == slots.SETTLEMENT_BROKEN:
            breaker = ("The German leadership", "The Soviet leadership")[state.breaker[0] - 1]
            assert after[-1].kind == "renewal" and after[-1].text.startswith(breaker)
        else:
            assert "Both dictatorships have held to the line" in after[-1].text
        ready = [event for event in after if event.text.startswith("The line has held")]
        assert len(ready) == 1 and after[0].day < ready[0].day <= after[-1].day
    assert endings == {slots.SETTLEMENT_HELD, slots.SETTLEMENT_BROKEN}


# Red when what the record does not have is told as if it had it.
def test_what_goes_beyond_the_record_is_said():
    made = plan(load("germany_wins_at_kursk"))
    state, log = run_plain(made, 1, 0, full_log())
    book = Book(made, log, state)
    number = {channel.id: place for place, channel in enumerate(book.record.channels)}
    day = float((date(1942, 11, 10) - EPOCH).days)

    def said(channel, cause, share, when=day):
        side = {slots.C_LEADER: 0, slots.C_SUBORDINATE: 0, slots.C_MEDIATOR: 2}.get(cause, 1)
        row = Entry(when, slots.K_SENT, 0, side, number[channel], cause, 0, share, 0.6, -1)
        sentence, fields = SENTENCES[slots.K_SENT, cause], facts.FACTS[slots.K_SENT][1](book, row)
        return sentence.text.format_map(fields) + " " + sentence.because.format_map(fields)

    by_tokyo = said("tokyo", slots.C_SERIOUS, 0.55)
    assert (
        "no source but rumour has a Soviet feeler by this road or has one name this line in 1942" in by_tokyo
    )
    assert "has Moscow name this line in 1942" in said("stockholm", slots.C_SERIOUS, 0.55)
    in_1943 = float((date(1943, 9, 4) - EPOCH).days)
    assert "no source" not in said("stockholm", slots.C_SERIOUS, 0.31, in_1943)
    assert "no source but rumour has a Soviet feeler by this road" in said(
        "front_line", slots.C_LEVERAGE, 0.1
    )
    assert "no feeler that Hitler allowed is in the record" in said("sofia", slots.C_LEADER, 0.7)
    book.world.profile_day = 0.0
    assert "Hitler" not in said("sofia", slots.C_LEADER, 0.7)
    assert said("sofia", slots.C_SUBORDINATE, 0.7).startswith("German officials without authority")
    assert said("stockholm", slots.C_MEDIATOR, 0.0).endswith("the record has no such move")
    assert "such a move in rumour only" in said("ankara", slots.C_MEDIATOR, 0.0)
    assert "the record has such moves" in said("tokyo", slots.C_MEDIATOR, 0.0)


# Red when a channel is added to the record and the first message on it cannot be told.
def test_every_channel_has_words():
    assert set(CHANNELS) == {row.id for row in load_record().channels}


# Red when talks are told as held in Rome after the fall of Mussolini, the armistice, the German occupation;
# what a road had begun before it was shut has no place, and says so; a road that is open keeps its own.
def test_what_a_shut_road_had_begun_is_told_without_its_place():
    made = plan(load("historical"))
    state, log = run_plain(made, 1, 0, full_log())
    book = Book(made, log, state)
    number = {channel.id: place for place, channel in enumerate(book.record.channels)}

    def said(road, kind, cause, day):
        when = float((day - EPOCH).days)
        return event_of(book, Entry(when, kind, 0, 1, number[road], cause, 1, 0.6, 0.4, -1))

    last, later = date(1943, 7, 25), date(1943, 9, 26)
    for kind, cause in (
        *((slots.K_ROUND, slots.C_MET), (slots.K_ANSWERED, slots.C_NONE)),
        *((slots.K_TALKS_END, slots.C_BEYOND), (slots.K_REFUSED, slots.C_SILENT)),
    ):
        shut = said("rome", kind, cause, later)
        assert shut.where == "" and shut.text.count("Rome") == 1
        assert "The road through Rome has been shut since 26 July 1943; what it had begun" in shut.text
        for road, day, place in (("rome", last, "Rome"), ("stockholm", later, "Stockholm")):
            still = said(road, kind, cause, day)
            assert still.where == place and "shut" not in still.text
    assert said("sofia", slots.K_ROUND, slots.C_MET, date(1944, 9, 6)).where == ""
    channels = book.world.ch_open
    channels[0][number["ankara"]] = slots.NEVER  # as where a scenario shuts it
    told = said("ankara", slots.K_ROUND, slots.C_MET, later).text
    assert "The road through Ankara is shut by then" in told
