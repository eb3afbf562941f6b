"""Words for lines: one function names them, on the right side of the share, the same for the same share."""

from datetime import date

import pytest

from sepeace.chronicle import named_lines
from sepeace.kernel import slots
from sepeace.record import load

RULER = load().ruler()
SHARE = {line.id: line.share for line in RULER.named_lines}
WALK = [step / 1000.0 for step in range(-100, 1101)]
FRONTIERS = ("1914", "1939", "1941")
ORDER = [
    "frontier_1914",
    "frontier_1941",
    "frontier_1938",
    "dnieper",
    "brest_litovsk",
    "arkhangelsk_astrakhan",
]


# Red when the model's lines lie in another order, or elsewhere than model and record have them.
def test_the_named_lines_are_those_of_the_model():
    assert [line.id for line in RULER.named_lines] == ORDER
    assert [round(SHARE[name], 2) for name in ORDER] == [0.30, 0.35, 0.42, 0.54, 0.65, 1.00]


# Red when Moscow is said to name a line beyond what it would give, or names a lesser one where it gives more.
@pytest.mark.parametrize("frontier", FRONTIERS)
def test_a_soviet_line_never_goes_beyond_the_share_and_never_comes_back(frontier):
    before = -1.0
    for share in WALK:
        found = named_lines.named(RULER, slots.SOVIET, share, frontier)
        assert found == named_lines.named(RULER, slots.SOVIET, share, frontier)
        if found.share is None:
            assert found.title == named_lines.OPEN_TERMS and share < SHARE["frontier_1914"]
            continue
        assert found.share <= share and found.share >= before
        assert found.told == f"{found.title} (share {found.share:.2f})"
        before = found.share


# Red when Germany is said to ask for a line short of what it must have, or for less where it must have more.
def test_a_german_line_is_never_short_of_the_share_and_never_comes_back():
    before = -1.0
    for share in WALK:
        found = named_lines.named(RULER, slots.GERMANY, share)
        if found.share is None:
            assert found.title == named_lines.BEYOND_ALL and share > 1.0
            continue
        assert found.share >= share and found.share >= before
        before = found.share


# Red when a line is named a step too early or too late; by hand from the shares above.
def test_lines_are_named_as_the_rules_say():
    soviet = {
        0.29: None,
        0.31: "frontier_1914",
        0.36: "frontier_1941",
        0.45: "frontier_1938",
        0.55: "dnieper",
    }
    soviet |= {0.70: "brest_litovsk", 1.05: "arkhangelsk_astrakhan"}
    assert {share: named_lines.named(RULER, slots.SOVIET, share).line for share in soviet} == soviet
    german = {0.10: "frontier_1914", 0.31: "frontier_1941", 0.46: "dnieper", 0.60: "brest_litovsk"}
    german |= {0.66: "arkhangelsk_astrakhan", 1.0: "arkhangelsk_astrakhan", 1.01: None}
    assert {share: named_lines.named(RULER, slots.GERMANY, share).line for share in german} == german


# Red when a reading of the old frontier acts above the Dnieper, or below the line that it names.
def test_the_old_frontier_follows_the_reading():
    def title(share, frontier):
        return named_lines.named(RULER, slots.SOVIET, share, frontier).title

    below = SHARE["dnieper"] - 0.001
    assert title(below, "1914") == title(0.32, "1939") == "the 1914 frontier"
    assert title(below, "1939") == title(0.36, "1939") == "the frontier of September 1939"
    assert title(below, "1941") == "the 1938 frontier"
    assert {title(0.7, frontier) for frontier in FRONTIERS} == {"the Brest-Litovsk line"}


# Red when trade is offered beyond what is left, or anything but trade is offered by rule.
@pytest.mark.parametrize("frontier", FRONTIERS)
def test_clauses_fill_what_the_line_leaves_in_their_order(frontier):
    for share in WALK:
        line = named_lines.named(RULER, slots.SOVIET, share, frontier)
        told = named_lines.offer(RULER, share, frontier)
        assert told.startswith(line.told) and told.removeprefix(line.told) in ("", ", with trade")
        if "trade" in told:
            assert line.share + 0.03 <= share
        assert "alliance" not in told
    assert named_lines.offer(RULER, SHARE["dnieper"] + 0.02, frontier) == "the Dnieper line (share 0.54)"
    assert (
        named_lines.offer(RULER, SHARE["dnieper"] + 0.04, frontier)
        == "the Dnieper line (share 0.54), with trade"
    )
    assert named_lines.offer(RULER, 0.1, frontier) == named_lines.OPEN_TERMS


# Red when another share at the frontier of June 1941 leaves the lines where they were.
def test_lines_move_with_the_share_at_the_frontier():
    other = RULER.with_frontier_share(0.5)
    assert named_lines.named(other, slots.SOVIET, 0.51).line == "frontier_1941"
    assert named_lines.named(other, slots.SOVIET, 0.49).line == "frontier_1914"


# Red when a line that no source has Moscow name is told as one of the record; forged papers are no source.
def test_what_moscow_is_reported_to_have_named():
    known = load().contacts
    assert named_lines.reported(known, "brest_litovsk") == (1941,)
    assert named_lines.reported(known, "frontier_1938") == named_lines.reported(known, "dnieper") == ()
    assert named_lines.reported(known, "frontier_1914") == (1943,)
    assert set(named_lines.reported(known, "frontier_1941")) == {1942, 1943}
    assert named_lines.reported(known, "frontier_1939") == named_lines.reported(known, "frontier_1941")
    forged = [row for row in known if row.id == "mtsensk_1942"]
    assert forged and forged[0].start.year == date(1942, 2, 19).year
    assert forged[0].grade in named_lines.HELD_TO_BE_FORGED


# Red when a place and the line it lies at disagree, or a share on the table is told as a line that it is not.
def test_a_share_on_the_table_is_told_as_itself():
    assert named_lines.at_the_table(RULER, 0.46) == "0.46, between the 1938 frontier and the Dnieper line"
    assert named_lines.at_the_table(RULER, 0.2) == "0.20, west of the 1914 frontier"
    assert named_lines.at_the_table(RULER, 1.2) == "1.20, beyond the Arkhangelsk-Astrakhan line"
    for share in WALK:
        place = named_lines.lies(RULER, share)
        if place.startswith("between"):
            west, east = RULER.beside(share)
            assert (
                place == f"between the {west.title} and the {east.title}" and west.share < share < east.share
            )


# Red when a position says that a side refuses a line that it stands at, or allows one on the wrong side.
def test_positions_in_words():
    assert named_lines.soviet_most(RULER, 0.299) == "would give nothing east of the 1914 frontier"
    assert named_lines.soviet_most(RULER, 0.29) == "would not even give the 1914 frontier"
    between = "a line between the 1938 frontier and the Dnieper line"
    assert named_lines.soviet_most(RULER, 0.46) == f"would give nothing east of {between}"
    assert named_lines.german_least(RULER, 0.46) == f"would take nothing west of {between}"
    assert (
        named_lines.german_least(RULER, 1.003) == "would take nothing west of the Arkhangelsk-Astrakhan line"
    )
    assert named_lines.german_least(RULER, 1.1) == "wants more than the Arkhangelsk-Astrakhan line"
    for share in WALK:
        for told in (named_lines.german_least(RULER, share), named_lines.soviet_most(RULER, share)):
            assert "between" in told or any(line.title in told for line in RULER.named_lines)
