"""The shipped scenarios, their time lines, and files that have been damaged."""

import random
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sepeace.errors import SepeaceError
from sepeace.scenario import Scenario, historical, load, shipped
from sepeace.scenario.library import _folder, headings
from sepeace.scenario.schema import read
from sepeace.scenario.timeline import timeline

TEXTS = {name: (_folder() / f"{name}.toml").read_text(encoding="utf-8") for name in shipped()}


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_loads_and_can_be_run(name):
    scenario = load(name)
    scenario.require_supported()
    assert scenario.name == name
    assert scenario.question.endswith("?")
    assert scenario.antecedent and len(scenario.sources) >= 3
    assert all(re.search(r"\((.*, )?1[89]\d\d|\((.*, )?20\d\d", source) for source in scenario.sources)
    assert (scenario.branch is None) == (name == "historical") == (not scenario.changes)


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_file_has_words_for_a_teacher(name):
    assert "# For a teacher:" in TEXTS[name]


def test_the_promised_scenarios_ship():
    assert {
        "historical",
        "germany_wins_at_kursk",
        "citadel_in_may",
        "uranus_fails",
        "second_front_in_1943",
        "stockholm_meeting_held_1943",
    } <= set(shipped())
    assert historical().changes == ()


def test_headings_say_what_the_scenarios_say():
    for heading in headings():
        scenario = load(heading.name)
        assert (heading.title, heading.question, heading.branch) == (
            scenario.title,
            scenario.question,
            scenario.branch,
        )


# --- the time line ------------------------------------------------------------------------------------


def test_the_changed_row_is_marked_and_keeps_what_was_recorded():
    rows = timeline(load("germany_wins_at_kursk"))
    (changed,) = [row for row in rows if row.changed]
    assert (changed.kind, changed.id) == ("operation", "citadel")
    assert "decisive success (score 2), fixed" in changed.text
    assert "score -0.5" in changed.was


def test_a_moved_row_stands_at_its_new_date_and_only_there():
    rows = [row for row in timeline(load("citadel_in_may")) if row.id == "citadel"]
    assert [row.date for row in rows] == [date(1943, 5, 4)]
    assert rows[0].was.startswith("1943-07-05")


def test_contacts_after_the_branch_are_outcomes_and_not_listed():
    branch = load("germany_wins_at_kursk").branch
    dates = [row.date for row in timeline(load("germany_wins_at_kursk")) if row.kind == "contact"]
    assert dates and max(dates) < branch
    assert any(row.date >= branch for row in timeline(historical()) if row.kind == "contact")


def test_rows_are_in_the_order_of_their_dates():
    for name in shipped():
        dates = [row.date for row in timeline(load(name))]
        assert dates == sorted(dates)


def test_the_description_marks_changes_in_text_and_names_what_differs():
    text = load("germany_wins_at_kursk").with_assumptions(strength="rational", cost_oil=0.005).describe()
    assert "\n* 1943-07-05  Citadel" in text
    assert "strength = rational  (default document)" in text
    assert "cost_oil = 0.005 share/month  (default 0.004)" in text
    assert "Fixed: citadel, decisive success (score 2)." in text


# --- damaged files ------------------------------------------------------------------------------------

_VALUES = (
    "nan", "-inf", "1e308", "0x" + "f" * 600, "-1", "true", '""', '"x"', "[]", "[[]]", "{}", "{a = 1}",
    "1943-07-05", "1943-07-05T01:02:03Z", "07:32:00", '"1943-07-05"', "9999-12-31", "0001-01-01", "'citadel'",
)  # fmt: skip


def _damaged(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(lines))
        line = lines[place]
        match chance.randrange(8):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, line)
            case 2 if "=" in line:
                name, _, value = line.partition("=")
                at = chance.randrange(len(name) + 1)
                lines[place] = f"{name[:at]}{chance.choice('xe_ .-')}{name[at + 1 :]}={value}"
            case 3 if "=" in line:
                lines[place] = f"{line.partition('=')[0]}= {chance.choice(_VALUES)}"
            case 4:
                lines = [*lines[:place], line[: chance.randrange(len(line) + 1)]]
            case 5:
                at = chance.randrange(len(line) + 1)
                lines[place] = (
                    line[:at] + chr(chance.choice((0, 9, 10, 34, 35, 91, 0xE9, 0x1F600))) + line[at:]
                )
            case 6:
                kind = chance.choice(
                    ("operation", "event", "contact", "channel", "leader", "policy", "parameter")
                )
                key = chance.choice(
                    ("score", "cancel", "date", "from", "until", "level", "set", "side", "open")
                )
                lines += ["[[change]]", f'{kind} = "citadel"', f"{key} = {chance.choice(_VALUES)}"]
            case _:
                lines[place] = re.sub(r"\d+", lambda _: str(chance.choice((0, 1, 99, 10**12))), line)
        if not lines:
            lines = [""]
    return "\n".join(lines)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(shipped()), st.integers(min_value=0, max_value=2**32))
def test_a_damaged_file_gives_a_scenario_or_one_clear_message(name, seed):
    text = _damaged(TEXTS[name], random.Random(seed))
    try:
        assert isinstance(read(text, name=name, file="f.toml"), Scenario)
    except SepeaceError as error:
        assert error.file == "f.toml" and error.reason and "\n" not in str(error)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_one_clear_message(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("any") / "any.toml"
    path.write_bytes(content)
    with pytest.raises(SepeaceError):
        load(path)
