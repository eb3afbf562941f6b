"""The record: every row has a source, fits its column, and stands where it should."""

import csv
import io
from dataclasses import FrozenInstanceError, fields, is_dataclass, make_dataclass
from datetime import date
from importlib.resources import files
from itertools import pairwise

import pytest

from sepeace.record import load
from sepeace.record.parse import Share, Text, read_row
from sepeace.record.types import CLAUSES, GRADE_CHANCE, GRADES, OFFER_LINES, SECTORS, Confidence, Sector

RECORD = load()
TABLES = {field.name: getattr(RECORD, field.name) for field in fields(RECORD)}
NUMBERED = ("operations", "western_battles", "contacts", "events", "channels")
NAMED = (*NUMBERED, "claims", "slips", "lines")


def test_the_record_is_read_once():
    assert load() is RECORD


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_frozen_and_has_source_and_confidence(table):
    assert TABLES[table]
    for row in TABLES[table]:
        assert is_dataclass(row)
        assert row.source.strip()
        assert row.confidence in ("high", "medium", "low")
    with pytest.raises(FrozenInstanceError):
        TABLES[table][0].source = "elsewhere"


@pytest.mark.parametrize("table", TABLES)
def test_no_row_keeps_traces_of_its_making(table):
    marks = ("cross-checked", "forum", "http", "[sic]", "search result", "labthese", ".com", ".org", "..")
    for row in TABLES[table]:
        for field in fields(row):
            value = getattr(row, field.name)
            if isinstance(value, str):
                assert not [mark for mark in marks if mark in value.lower()], value


@pytest.mark.parametrize("table", TABLES)
def test_time_runs_forward(table):
    for row in TABLES[table]:
        names = {field.name for field in fields(row)}
        for first, last in (("start", "end"), ("date", "end"), ("opens", "closes")):
            if {first, last} <= names:
                begin, finish = getattr(row, first), getattr(row, last)
                assert type(begin) is date
                assert begin <= finish


# Red when a row is put between others in its file, or taken out: every campaign's luck hangs on the numbers.
@pytest.mark.parametrize("table", NUMBERED)
def test_numbers_are_permanent_places_in_the_file(table):
    text = files("sepeace.record").joinpath("data", f"{table}.csv").read_text(encoding="utf-8")
    numbers = [int(row["number"]) for row in csv.DictReader(io.StringIO(text))]
    assert numbers == list(range(1, len(TABLES[table]) + 1))
    assert {row.number for row in TABLES[table]} == set(numbers)


# Red when an old row has got another number. The names are those that held these places first.
@pytest.mark.parametrize(
    ("table", "number", "name"),
    [
        ("operations", 19, "uranus"),
        ("operations", 52, "prague_1945"),
        ("western_battles", 9, "ardennes"),
        ("contacts", 9, "mtsensk_1942"),
        ("contacts", 63, "berlin_1945"),
        ("events", 15, "postponement_1942"),
        ("events", 53, "capitulation"),
        ("channels", 3, "front_line"),
    ],
)
def test_old_rows_keep_their_numbers(table, number, name):
    assert next(row.id for row in TABLES[table] if row.number == number) == name


# Red when rows that were added late are shown after the end of the war.
@pytest.mark.parametrize("table", ["operations", "western_battles", "contacts", "events"])
def test_rows_stand_in_order_of_time(table):
    days = [getattr(row, "start", None) or row.date for row in TABLES[table]]
    assert days == sorted(days)


@pytest.mark.parametrize("table", NAMED)
def test_ids_are_unique_and_plain(table):
    ids = [row.id for row in TABLES[table]]
    assert len(set(ids)) == len(ids)
    assert all(text.replace("_", "").isalnum() and text.isascii() for text in ids)


# Front, strengths, losses


def test_every_day_of_the_front_has_three_sectors():
    days = {row.date for row in RECORD.front}
    assert len(RECORD.front) == 3 * len(days)
    assert {(row.date, row.sector) for row in RECORD.front} == {(d, s) for d in days for s in SECTORS}
    assert min(days) == date(1941, 6, 22)
    assert max(days) == date(1945, 5, 8)
    assert all(row.km == 0 for row in RECORD.front if row.date == min(days))


def test_strengths_lie_in_their_range_and_in_order():
    assert all(row.axis_low <= row.axis <= row.axis_high for row in RECORD.strengths)
    assert all(a.date < b.date for a, b in pairwise(RECORD.strengths))


def test_quarters_follow_each_other_without_a_gap():
    assert RECORD.losses[0].quarter == "1941Q3"
    assert RECORD.losses[-1].quarter == "1945Q2"
    assert len(RECORD.losses) == 16
    assert all((b.start - a.end).days == 1 for a, b in pairwise(RECORD.losses))


def test_quarters_add_up_to_the_year():
    for year in RECORD.losses_by_year:
        quarters = [row for row in RECORD.losses if row.quarter.startswith(str(year.year))]
        assert sum(row.soviet for row in quarters) == pytest.approx(year.soviet, abs=1)
        # In 1941 the German quarters were rounded to thousands.
        if year.german is not None:
            assert sum(row.german for row in quarters) == pytest.approx(year.german, abs=500)


def test_derived_quarters_are_marked_and_explained():
    derived = {row.quarter: row for row in RECORD.losses if row.derived}
    expected = {
        "1942Q2": (1.550, 0.219),
        "1943Q3": (2.865, 0.445),
        "1944Q2": (1.15, 0.40),
        "1944Q4": (1.53, 0.35),
    }
    assert set(derived) == set(expected)
    for quarter, (soviet, german) in expected.items():
        row = derived[quarter]
        assert row.soviet / 1e6 == pytest.approx(soviet, abs=0.0011)
        assert row.german / 1e6 == pytest.approx(german, abs=0.0005)
        assert row.source.startswith("derived")
        assert "year" in row.german_source or row.german_source == "judgement"


def test_supplies_are_never_divided_by_nought():
    assert all(row.shipped_us > 0 and row.promised > 0 for row in RECORD.lend_lease)
    assert all((b.start - a.end).days == 1 for a, b in pairwise(RECORD.lend_lease))


def test_quarters_of_supply_add_up_to_their_year():
    years = {row.start.year: row.value for row in RECORD.context if row.category == "lend_lease_annual"}
    for year, total in years.items():
        quarters = sum(row.shipped_us for row in RECORD.lend_lease if row.start.year == year)
        assert quarters == pytest.approx(total, rel=0.002)


def test_oil_is_the_sum_of_its_parts():
    assert [row.year for row in RECORD.oil] == [1940, 1941, 1942, 1943, 1944]
    for row in RECORD.oil:
        assert row.supply_kt == row.synthetic_kt + row.crude_kt + row.imports_kt


def test_divisions_elsewhere_grow():
    shares = [row.share_elsewhere for row in RECORD.divisions]
    assert shares == sorted(shares)
    assert shares[0] == pytest.approx(55 / 208)


# Lines and places


def test_lines_and_their_baskets_match():
    assert {row.id for row in RECORD.lines} == {row.line for row in RECORD.line_scalars}
    for row in RECORD.line_scalars:
        assert row.population_low <= row.population <= row.population_high <= 1.0
        assert row.grain_low <= row.grain <= row.grain_high <= 1.0
        assert all(0 <= part <= 1 for part in (row.coal, row.iron, row.oil))


# Red when a line has nobody behind it. 35 million lived in Poland before the war, 13.2 to 13.7 of them in the
# Soviet share; the censuses near 1939 of the other countries under German rule add up to about 95 million.
def test_no_line_has_nobody_behind_it():
    elsewhere = 2.9 + 3.8 + 8.8 + 8.4 + 0.3 + 41.5 + 15.7 + 7.2 + 7.4
    for row in RECORD.line_scalars:
        assert row.west_source
        assert row.elsewhere_millions == pytest.approx(elsewhere, abs=3.0)
        if row.line == "frontier_1914":
            assert 0 < row.poland_millions < 22
        else:
            assert 35.0 - 13.7 <= row.poland_millions <= 35.1 - 13.0


def test_no_title_of_a_line_is_damaged():
    titles = {row.id: row.title for row in RECORD.lines}
    assert "an independent Ukraine" in titles["brest_litovsk"]
    assert not [title for title in titles.values() if "_" in title]


def test_places_are_on_the_globe():
    points = [point for line in RECORD.lines for point in line.points]
    for place in (*points, *RECORD.cities, *RECORD.front):
        assert 30 < abs(place.lat) < 75
        assert -80 < place.lon < 140


# Events and reader's tables


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("second_front", date(1944, 6, 6)),
        ("torch", date(1942, 11, 8)),
        ("italy_armistice", date(1943, 9, 3)),
        ("unconditional_surrender", date(1943, 1, 24)),
        ("promise_1942", date(1942, 6, 12)),
        ("postponement_1942", date(1942, 8, 12)),
        ("postponement_1943", date(1943, 6, 4)),
        ("us_enters_war", date(1941, 12, 11)),
        ("tunisia_surrender", date(1943, 5, 13)),
        ("tehran", date(1943, 11, 28)),
        ("capitulation", date(1945, 5, 8)),
    ],
)
def test_events_the_model_needs_have_their_date(name, day):
    assert RECORD.event(name).date == day


def test_all_eighty_claims_are_there():
    assert [row.id for row in RECORD.claims] == [f"C{number:02d}" for number in range(1, 81)]


def test_slips_name_contacts_that_exist():
    known = {row.id for row in RECORD.contacts}
    assert all(row.contact is None or row.contact in known for row in RECORD.slips)
    assert all(row.document_says != row.record_has for row in RECORD.slips)


def test_the_code_lists_are_closed():
    assert set(GRADES) == set(GRADE_CHANCE)
    assert list(GRADE_CHANCE.values()) == sorted(GRADE_CHANCE.values(), reverse=True)
    named = {line.id for line in RECORD.ruler().named_lines}
    assert named == set(OFFER_LINES) - {"frontier_1939"}
    assert len(set(CLAUSES)) == 4


# Looking up, reading


@pytest.mark.parametrize("look", ["operation", "contact", "event", "channel"])
def test_unknown_ids_are_key_errors(look):
    with pytest.raises(KeyError, match="no_such_thing"):
        getattr(RECORD, look)("no_such_thing")


# Red when a cell that does not fit is taken, or the message does not say where it stands and what fits.
@pytest.mark.parametrize(
    ("kind", "cell", "needed"),
    [
        (float, "many", "a number is needed, got 'many'"),
        (float | None, "many", "a number is needed"),
        (float, "inf", "a finite number is needed"),
        (float, "", "a number is needed"),
        (int, "1.5", "a whole number is needed"),
        (date, "soon", "a date is needed"),
        (Confidence, "sure", "one of high, medium, low is needed, got 'sure'"),
        (bool, "sure", "one of yes, no is needed"),
        (str, "", "a text is needed"),
        (tuple[Sector, ...], "", "a text is needed"),
        (tuple[Sector, ...], "north east", "one of north, centre, south is needed, got 'north east'"),
    ],
)
def test_cells_that_do_not_fit_say_where_they_stand_and_what_fits(kind, cell, needed):
    with pytest.raises(ValueError, match=f"file.csv, line 7, column 'cell': {needed}"):
        read_row({"cell": cell}, make_dataclass("Row", [("cell", kind)]), "file.csv, line 7")


def test_a_column_that_is_missing_is_named():
    with pytest.raises(ValueError, match="column 'share_percent': the column is missing"):
        read_row({"share": "5"}, make_dataclass("Row", [("share", Share)]), "file.csv, line 7")


# Red when a blank is taken for nought, a percent for a share, or a field with a default for a column.
def test_cells_become_what_their_field_is():
    kinds = [("maybe", float | None), ("share", Share), ("notes", Text), ("shut", bool), ("by", date | None)]
    row = make_dataclass("Row", [*kinds, ("derived", bool, False)])
    cells = {"maybe": "", "share_percent": "5", "notes": "", "shut": "yes", "by": "1943-07-05"}
    found = read_row(cells, row, "file.csv, line 7")
    assert found == row(None, 0.05, "", True, date(1943, 7, 5), False)
