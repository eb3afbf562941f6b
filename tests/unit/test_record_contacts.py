"""The contacts and channels: what the document names is found, and codes are from closed lists."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sepeace.chronicle.sentences import GRADES as GRADES_TOLD
from sepeace.figures.marks import ROWS
from sepeace.record import load
from sepeace.record.counts import HalfYear, by_half_year, months_open, moves_per_month
from sepeace.record.types import CLAUSES, GRADES, OFFER_LINES
from sepeace.scenario import load as load_scenario
from sepeace.scenario.plan import plan
from sepeace.scenario.vocabulary import READINGS
from sepeace.validation.claims import claims

RECORD = load()
CONTACTS = RECORD.contacts
MAIN = [row for row in CONTACTS if row.pair == "main"]
FABLES = ("stalino_1942", "kirovograd_june_1943", "moscow_july_1943")


@pytest.mark.parametrize(
    ("name", "month", "grade"),
    [
        ("sofia_1941", (1941, 7), "documented"),
        ("finland_1941", (1941, 8), "documented"),
        ("mtsensk_1942", (1942, 2), "forgery_suspected"),
        ("ribbentrop_november_1942", (1942, 11), "several_reports"),
        ("stockholm_december_1942", (1942, 12), "single_memoir"),
        ("stockholm_march_1943", (1943, 3), "single_memoir"),
        ("stockholm_april_1943", (1943, 4), "disputed"),
        ("stockholm_june_1943", (1943, 6), "single_memoir"),
        ("press_denial_june_1943", (1943, 6), "several_reports"),
        ("kirovograd_june_1943", (1943, 6), "fable"),
        ("stockholm_september_1943", (1943, 9), "disputed"),
        ("german_proposal_september_1943", (1943, 9), "rumour"),
        ("stockholm_1945", (1945, 2), "documented"),
        ("berlin_1945", (1945, 3), "documented"),
    ],
)
def test_every_contact_of_the_document_is_found(name, month, grade):
    row = RECORD.contact(name)
    assert (row.start.year, row.start.month) == month
    assert row.grade == grade
    assert row.document_section


def test_codes_are_from_their_lists():
    channels = {row.id for row in RECORD.channels}
    for row in CONTACTS:
        assert row.grade in GRADES
        assert row.channel is None or row.channel in channels
        assert row.line is None or row.line in OFFER_LINES
        assert set(row.alternative_lines) <= set(OFFER_LINES) - {row.line}
        assert set(row.clauses) <= set(CLAUSES)
        assert 0.0 <= row.chance <= 1.0
        assert (row.chance == 0.0) == (row.grade in ("forgery_suspected", "fable"))


def test_main_pair_is_between_the_two_and_their_mediators():
    for row in MAIN:
        assert row.sender in ("soviet", "german", "mediator", "none")
        assert row.refused_by in ("germany", "soviet", None)
        assert row.result != "agreed"


def test_who_refuses_fits_the_sender():
    for row in MAIN:
        if row.result == "refused":
            assert row.refused_by is not None
            assert (row.sender, row.refused_by) not in {("soviet", "soviet"), ("german", "germany")}
        if row.result in ("filtered", "none"):
            assert row.refused_by is None


def test_what_never_left_germany_was_not_sent():
    unsent = {row.id for row in CONTACTS if row.result == "not_sent"}
    assert unsent == {
        "todt_1941",
        "ribbentrop_november_1942",
        "goebbels_september_1943",
        "goebbels_september_1944",
        "kollontai_1945",
        "berlin_1945",
        "hitler_halder_november_1941",
        "goebbels_march_1942",
        "schulenburg_1943",
        "goering_april_1945",
    }
    assert all(RECORD.contact(name).sender == "german" for name in unsent)


def test_persecution_is_never_a_term():
    for row in CONTACTS:
        text = " ".join((row.terms, row.title, *row.clauses)).lower()
        assert not [word for word in ("jew", "persecution", "racial") if word in text]


def test_the_suspected_forgery_is_marked_and_harmless():
    row = RECORD.contact("mtsensk_1942")
    assert row.chance == 0.0
    assert "eld to be forged" in row.notes and "held to be forged" in row.correction
    assert "antisemitic forgery" in row.notes and "forged agreement of NKVD and Gestapo of 1938" in row.notes
    assert "Orel" in row.correction


# Red when a forgery or a fable takes place under any reading of disputed contacts.
@pytest.mark.parametrize("reading", READINGS["disputed"])
def test_what_was_made_up_never_takes_place(reading):
    made_up = {row.number for row in CONTACTS if row.grade in ("forgery_suspected", "fable")}
    assert {RECORD.contact(name).number for name in FABLES} | {9} == made_up
    world = plan(load_scenario("germany_wins_at_kursk").with_assumptions(disputed=reading)).world
    assert [world.rc_chance[number] for number in sorted(made_up)] == [0.0] * 4
    assert (
        world.rc_chance[RECORD.contact("stockholm_april_1943").number]
        == {
            "by_grade": 0.5,
            "in": 1.0,
            "out": 0.0,
        }[reading]
    )


# Red when a leader is said to have written. In the record no German feeler has Hitler's leave: those of
# leaders were not sent, but for the one that went out when he was dead.
def test_german_feelers_are_those_of_subordinates():
    sent = [row for row in MAIN if row.sender == "german" and row.result != "not_sent"]
    assert len(sent) == 8
    assert {row.id for row in sent if row.level != "subordinate"} == {"berlin_may_1945"}


# Red when Feltre counts as a move of Mussolini's, or Sweden proposes a peace.
def test_what_was_never_proposed_is_no_contact():
    assert RECORD.contact("feltre_july_1943").pair == "other"
    assert not [row for row in MAIN if row.sender == "mediator" and row.channel == "stockholm"]


# Red when the record tells more of what became of Finland: rows after June 1944 are held out, but for three.
def test_no_finnish_row_was_added_after_june_1944():
    late = {row.id for row in CONTACTS if row.pair == "finland" and row.end > date(1944, 6, 22)}
    assert late == {"ryti_ribbentrop_1944", "finland_september_1944"}
    after = {
        row.id for row in RECORD.events if row.date > date(1944, 6, 22) and "inland" in row.actor + row.name
    }
    assert after == {"finnish_armistice"}


def test_the_years_before_the_war_are_context():
    assert RECORD.contact("pact_1939").pair == "other"
    assert all(row.start >= date(1941, 6, 22) for row in MAIN)


def test_most_early_soviet_contacts_turn_under_the_other_reading():
    turned = {row.id for row in CONTACTS if row.sender_fleischhauer is not None}
    assert {"stockholm_december_1942", "stockholm_april_1943", "stockholm_june_1943"} <= turned
    assert all(RECORD.contact(name).sender_fleischhauer == "german" for name in turned)


def test_finland_settled_in_the_end():
    finland = [row for row in CONTACTS if row.pair == "finland"]
    assert [row.id for row in finland if row.result == "agreed"] == ["finland_september_1944"]
    refused = {row.start.year for row in finland if row.refused_by == "finland"}
    assert {1941, 1943, 1944} <= refused


def test_channels_have_chances_and_rates_in_bounds():
    for row in RECORD.channels:
        assert set(row.sides) <= {"germany", "soviet", "mediator"}
        assert row.sides
        assert 0.0 < row.latency_months <= 2.0
        assert 0.0 <= row.leak <= 0.4
        assert 0.0 <= row.interception <= 0.5
        assert 0.0 <= row.gate_germany <= 1.0
        assert row.gate_soviet in (0.0, 1.0)
        assert (row.mediated_per_month > 0) <= ("mediator" in row.sides)
        assert "judgement" in row.source


def test_messages_of_the_main_pair_travelled_while_their_channel_was_open():
    for row in MAIN:
        if row.channel is not None:
            road = RECORD.channel(row.channel)
            assert road.opens <= row.end
            assert row.start <= road.closes


# Red when the rate of a mediator and the moves that the record has drift apart. Rome by hand: three moves in
# the 260 days from 8 November 1942 to 25 July 1943, 8.54 months, are 0.351 a month; Tokyo: eight in 1384.
def test_the_rates_of_mediators_are_their_moves_in_the_record():
    for road in RECORD.channels:
        assert road.mediated_per_month == pytest.approx(moves_per_month(road, CONTACTS), abs=0.005)
    rome, tokyo = RECORD.channel("rome"), RECORD.channel("tokyo")
    assert months_open(rome) == pytest.approx(260 / 30.4375)
    assert moves_per_month(rome, CONTACTS) == pytest.approx(0.3512, abs=1e-4)
    assert moves_per_month(tokyo, CONTACTS) == pytest.approx(8 * 30.4375 / 1384)
    rates = {road.id: road.mediated_per_month for road in RECORD.channels}
    assert rates == {"stockholm": 0, "sofia": 0, "front_line": 0, "ankara": 0, "tokyo": 0.18, "rome": 0.35}


# Red when a page names a mediator whose rate is 0, or leaves out one that proposes. By the table above: Japan
# and Italy.
def test_pages_name_the_mediators_that_propose():
    (claim,) = (row for row in claims() if row.id == "D20")
    docs = Path(__file__).parents[2] / "docs" / "explanation"
    model = (docs / "model.md").read_text(encoding="utf-8")
    switches = (docs / "claims.md").read_text(encoding="utf-8")
    for text in (
        claim.model,
        model[model.index("Mediators propose") :][:200],
        switches[switches.index("- `mediators`") :][:200],
    ):
        found = {name for name in ("Japan", "Italy", "Sweden", "Turkey", "Finland") if name in text}
        assert found == {"Japan", "Italy"}


# Red when another road is shut, or the one across the front line is open without a scenario that opens it.
def test_only_the_road_across_the_front_line_is_shut():
    assert [road.id for road in RECORD.channels if road.shut] == ["front_line"]


def made(name, start, sender="german", **other):
    """A contact of the record with some columns changed."""
    usual = {"pair": "main", "level": "subordinate", "result": "refused", "grade": "documented"}
    return replace(
        MAIN[0], id=name, start=start, sender=sender, sender_fleischhauer=None, **{**usual, **other}
    )


# Red when the weights are not those of the grades, a half-year is cut elsewhere, or something that is no
# feeler of the two sides counts: what was not sent, an appeal, an observation, a mediator, another pair.
def test_feelers_by_half_year_worked_out_by_hand():
    rows = [
        made("a", date(1943, 6, 30), grade="single_memoir"),
        made("b", date(1943, 7, 1)),
        made("c", date(1943, 12, 31), grade="disputed"),
        made("d", date(1943, 8, 1), sender="soviet", grade="several_reports"),
        made("e", date(1943, 8, 2), sender="soviet", grade="fable"),
        made("f", date(1943, 8, 3), level="leader"),
        made("g", date(1943, 8, 4), result="not_sent"),
        made("h", date(1943, 8, 5), sender="soviet", level="public", result="none"),
        made("i", date(1943, 8, 6), sender="none", level="none"),
        made("j", date(1943, 8, 7), sender="mediator", level="mediator"),
        made("k", date(1943, 8, 8), pair="west"),
        made("l", date(1941, 6, 22), sender="soviet", grade="rumour"),
    ]
    assert by_half_year(rows) == (
        HalfYear(start=date(1941, 7, 1), sender="soviet", level="subordinate", reported=1, weight=0.1),
        HalfYear(start=date(1943, 1, 1), sender="german", level="subordinate", reported=1, weight=0.35),
        HalfYear(start=date(1943, 7, 1), sender="german", level="leader", reported=1, weight=1.0),
        HalfYear(start=date(1943, 7, 1), sender="german", level="subordinate", reported=2, weight=1.5),
        HalfYear(start=date(1943, 7, 1), sender="soviet", level="subordinate", reported=2, weight=0.85),
    )
    assert by_half_year([replace(rows[3], sender_fleischhauer="german")], "fleischhauer") == (
        HalfYear(start=date(1943, 7, 1), sender="german", level="subordinate", reported=1, weight=0.85),
    )


# Counted in the rows of the record: from July 1943 the German side is reported to have written seven times,
# the Soviet once, if its appeal of July 1943 is left out.
def test_from_july_1943_it_is_mostly_the_german_side_that_writes():
    found = [row for row in by_half_year(CONTACTS) if row.start >= date(1943, 7, 1)]
    assert sum(row.reported for row in found if row.sender == "german") == 7
    assert sum(row.reported for row in found if row.sender == "soviet") == 1


# Red when the forgery is shown as a contact of Moscow's, with an outcome, or without the word for it.
def test_the_forgery_is_nobodys_contact():
    row = RECORD.contact("mtsensk_1942")
    assert row.title == "Alleged meeting of Merkulov and Wolff at Mtsensk (antisemitic forgery)"
    assert (row.sender, row.sender_fleischhauer, row.result, row.refused_by) == ("none", None, "none", None)
    assert GRADES_TOLD["forgery_suspected"] == "known only from an antisemitic forgery"
    world = plan(load_scenario("germany_wins_at_kursk")).world
    assert (world.rc_side[row.number], world.rc_refused_by[row.number], world.rc_talks[row.number]) == (
        -1,
        -1,
        0,
    )
    assert ROWS[row.sender] == "unclear"
