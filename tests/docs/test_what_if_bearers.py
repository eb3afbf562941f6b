"""The page of every what-if says who bears it: by line and day, civilians and food, Finland's prisoners."""

from pathlib import Path
from runpy import run_path

import pytest

import sepeace
from sepeace.runs.summary import bears_of

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = run_path(str(DOCS / "what_ifs_bearers.py"))["block"]
NAMES = [name for name in sepeace.shipped() if name != "historical"]


# Red when a page of a what-if names the groups without the day, or leaves those out that were alive on it.
@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_who_bears_it_by_line_and_day(name):
    page = (DOCS / "what-ifs" / f"{name}.md").read_text("utf-8")
    section = page.split("## Who bears it", 1)[1].split("\n## ", 1)[0]
    assert "**By line and day.**" in section and "in the recorded war:" in section
    for group in ("Prisoners of war", "Forced labourers", "The war in the West", "Peoples in Soviet hands"):
        assert f"- **{group}.**" in section, group
    assert "- **The Jews of Europe.**" in section or "- **The prisoners of the camps.**" in section
    assert all(f"**What is supposed.** {text}" in section for text in sepeace.load(name).bears)


# Red when half the supplies, or Finland's peace, stand on their page without those who bear them first.
def test_the_two_that_fall_on_people_of_their_own_name_them():
    food = BLOCK(sepeace.load("lend_lease_halved"), None)
    assert "Civilians of the Soviet Union bear it first" in food and "food" in food
    finland = BLOCK(sepeace.load("finland_accepts_1941"), None)
    assert "signed on 8 September 1941" in finland and "Soviet prisoners in Finnish hands" in finland
    assert "Westerlund" in finland and "Finland's peace" not in food


# Red when the settlements that were found are told of the branch's day, or of every line.
def test_settlements_that_were_found_are_told_of_their_own_line_and_day():
    found = {"count": 141, "median_date": "1942-10-02", "share": 0.42}
    run = {"settlements": found, "finland": {"settled": 1.0, "half_date": None, "bears_on": "1943-10-03"}}
    told = BLOCK(sepeace.load("no_leaks"), run)
    assert "Of the 141 settlements" in told and "signed on 2 October 1942" in told
    assert "worlds part" not in told and "about half of those" in told.lower()
    rows = bears_of(sepeace.quantities.parse_date("1942-10-02"), 0.42)
    assert all(f"- **{row.group}.** {row.text} ({row.source})" in told for row in rows)
    none = {"count": 0, "median_date": None, "share": None}
    assert "the worlds part, 1 January 1943" in BLOCK(sepeace.load("no_leaks"), {"settlements": none})
    assert "3 October 1943" in BLOCK(sepeace.load("finland_accepts_1941"), run)
