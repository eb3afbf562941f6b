"""Parts of the record that its verb puts together from several tables."""

import json

import sepeace


# Red when a line has nobody behind it, a crime of the calendar is left out or has no place, or a line of the
# table is not that of the record.
def test_lines_and_crimes_say_who_and_where(sepeace_cli):
    rows = json.loads(sepeace_cli("record", "lines", "--json")[1])["lines"]
    assert all(row["poland_millions"] > 0.0 and row["elsewhere_millions"] > 0.0 for row in rows)
    assert {row["id"] for row in rows if row["soviet_people"] is None} == {"frontier_1941"}
    told = sepeace_cli("record", "lines", "frontier_1941")[1]
    assert "soviet people: –" in told and "poland millions: 22" in told
    found = json.loads(sepeace_cli("record", "crimes", "--json")[1])["crimes"]
    known = {row.id for row in sepeace.record.load().events if row.kind == "crime"}
    assert {row["id"] for row in found} == known and all(row["place"] for row in found)
    assert {row["id"] for row in found if row["place"] == "everywhere"} == {"commissar_order"}
