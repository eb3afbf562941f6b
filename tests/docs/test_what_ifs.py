"""The pages of the what-ifs ask under every reading, or say why they do not."""

from pathlib import Path
from runpy import run_path

import pytest

from sepeace.scenario import load, shipped
from sepeace.scenario.vocabulary import READINGS

DOCS = Path(__file__).resolve().parents[2] / "docs"
FURTHER = run_path(str(DOCS / "what_ifs_readings.py"))


# Red when a reading is neither asked beside the default, nor in the tables of strength and numbers, nor named
# as one that moves nothing.
@pytest.mark.parametrize("name", shipped())
def test_every_reading_is_asked_or_it_is_said_why_not(name):
    usual = load(name).assumptions.readings()
    asked = {dispute: {usual[dispute]} for dispute in READINGS}
    for dispute, word in FURTHER["readings"](name, usual):
        assert word in READINGS[dispute] and word not in asked[dispute]
        asked[dispute].add(word)
    left = {dispute for dispute, words in asked.items() if words != set(READINGS[dispute])}
    told = FURTHER["not_asked"](name)
    assert {"strength", "numbers", "frontier"} <= left and "`frontier`" in told
    assert all(f"`{dispute}`" in told for dispute in left - {"strength", "numbers"})


# Red when a row of another reading is not run, or a change that is idle under one stops the whole page.
def test_a_page_is_made_with_few_campaigns():
    rows = FURTHER["of_pairs"](load("stalin_writes_only_for_leverage"), 2, 1, 1)
    idle = [row for row in rows if "refused" in row]
    assert [(row["dispute"], row["reading"]) for row in idle] == [("motive", "leverage")]
    assert "changes nothing" in idle[0]["refused"]
    ran = [row for row in rows if "ladder" in row]
    assert all([rung["rung"] for rung in row["ladder"]] == list(FURTHER["RUNGS_ASKED"]) for row in ran)
    assert len(ran) == sum(len(READINGS[dispute]) - 1 for dispute in FURTHER["FURTHER"]) - 1
    run = {"readings": rows, "campaigns": 2, "ladder": ran[0]["ladder"]}
    page = FURTHER["pairs_told"](
        "stalin_writes_only_for_leverage",
        run,
        lambda heads, rows: "\n".join(" | ".join(row) for row in (heads, *rows)),
        lambda rung: f"{rung['baseline']:.1f}",
    )
    assert "motive: breathing space" in page and "Not asked under motive: leverage: " in page


# Red when the recorded war has no page, or its page no trap.
def test_the_recorded_war_has_a_page_and_a_trap():
    text = (DOCS / "what-ifs" / "historical.md").read_text(encoding="utf-8")
    assert text.startswith("# The war as it was") and "**The trap:**" in text
    assert "(historical.md)" in (DOCS / "what-ifs" / "index.md").read_text(encoding="utf-8")
