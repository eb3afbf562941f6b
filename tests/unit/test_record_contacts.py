"""The contacts and channels: what the document names is found, and codes are from closed lists."""

from datetime import date

import pytest

from sepeace.record import load
from sepeace.record.types import CLAUSES, GRADES, OFFER_LINES

RECORD = load()
CONTACTS = RECORD.contacts
MAIN = [row for row in CONTACTS if row.pair == "main"]


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
        ("kirovograd_june_1943", (1943, 6), "rumour"),
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
        assert 0.0 < row.chance <= 1.0


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
    }
    assert all(RECORD.contact(name).sender == "german" for name in unsent)


def test_persecution_is_never_a_term():
    for row in CONTACTS:
        text = " ".join((row.terms, row.title, *row.clauses)).lower()
        assert not [word for word in ("jew", "persecution", "racial") if word in text]


def test_the_suspected_forgery_is_marked_and_harmless():
    row = RECORD.contact("mtsensk_1942")
    assert row.chance == 0.02
    assert "forged" in row.notes
    assert "Orel" in row.correction


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
