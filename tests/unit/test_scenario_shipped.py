"""The shipped scenarios, their time lines, and files that have been damaged."""

import json
import random
import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sepeace import record as records
from sepeace.errors import SepeaceError
from sepeace.files import data_text
from sepeace.scenario import READINGS, Scenario, counted, historical, load, shipped
from sepeace.scenario.changes import ContactChange, OperationChange
from sepeace.scenario.library import _folder, headings
from sepeace.scenario.plan import plan
from sepeace.scenario.schema import read
from sepeace.scenario.tables.approaches import TO_THE_EAST, told_approach
from sepeace.scenario.timeline import timeline
from tests.campaigns import quick

PROJECT = Path(__file__).resolve().parents[2]
PROMISED = {
    "historical",
    "germany_wins_at_kursk",
    "citadel_in_may",
    "kursk_not_fought",
    "sixth_army_relieved",
    "uranus_fails",
    "moscow_falls",
    "caucasus_oil_taken",
    "second_front_in_1942",
    "second_front_in_1943",
    "overlord_fails",
    "no_unconditional_surrender",
    "ribbentrop_heeded_1942",
    "mtsensk_as_source_criticism",
    "stockholm_meeting_held_1943",
    "hitler_dies_march_1943",
    "lend_lease_halved",
    "japan_mediates",
    "finland_accepts_1941",
    "united_states_stays_out",
    "no_leaks",
    "stalin_writes_only_for_leverage",
}
WHAT_IFS = [name for name in shipped() if name != "historical"]
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


# Red when a promised what-if is missing, or one is shipped that nobody promised.
def test_the_promised_scenarios_ship():
    assert set(shipped()) == PROMISED
    assert historical().changes == ()


# Red when the lesson counts what stands apart, or leaves out what does not.
def test_what_is_counted():
    apart = {"historical", "mtsensk_as_source_criticism"}
    assert set(counted()) == set(shipped()) - apart
    assert {row.name for row in headings() if not row.counted} == {"mtsensk_as_source_criticism"}
    assert "no_war_of_extermination" not in shipped()  # an essay, and no run
    assert (PROJECT / "docs" / "what-ifs" / "no_war_of_extermination.md").is_file()


@pytest.mark.parametrize("name", WHAT_IFS)
def test_every_what_if_names_its_trap_and_has_a_page(name):
    comment = TEXTS[name].partition("schema =")[0]
    assert "trap" in comment.lower() and "# The record:" in comment
    page = (PROJECT / "docs" / "what-ifs" / f"{name}.md").read_text(encoding="utf-8")
    assert f"# {load(name).title}" in page and "## What must not be concluded" in page
    assert tomllib.loads(data_text("what_ifs.toml"))["not_concluded"][name]


# Red when a text on what must not be concluded is of no what-if.
def test_what_must_not_be_concluded_is_of_promised_what_ifs():
    assert set(tomllib.loads(data_text("what_ifs.toml"))["not_concluded"]) <= PROMISED


@pytest.mark.parametrize("name", WHAT_IFS)
def test_every_what_if_can_be_laid_out_and_compared(name, sepeace_cli, monkeypatch):
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    status, out, _ = sepeace_cli("show", name)
    assert status == 0 and "\n* " in out and "Admissibility card" in out
    status, out, _ = sepeace_cli("compare", name, "-n", "2", "--no-split", "--workers", "1", "--json")
    found = json.loads(out)
    assert status == 0 and found["pairing"]["identical_before_branch"]


# Red when the people of a place are left out of what is told of it.
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("moscow_falls", ("four million people", "7 October 1941", "starved or driven out")),
        ("caucasus_oil_taken", ("Einsatzgruppe D", "Jewish refugees", "Kislovodsk", "Yessentuki")),
        ("sixth_army_relieved", ("prisoners of war inside the pocket", "left to starve")),
        ("ribbentrop_heeded_1942", ("hand over their Jews",)),
        ("lend_lease_halved", ("Civilians of the Soviet Union", "food", "hunger")),
        ("finland_accepts_1941", ("Soviet soldiers already in Finnish hands", "starved from the south")),
    ],
)
def test_who_bears_what_is_supposed_is_named(name, words):
    assert all(word in " ".join(load(name).bears) for word in words)
    assert all(text in load(name).describe() for text in load(name).bears)


# Red when relief of a pocket may be scored as a decisive victory.
def test_relief_is_no_victory():
    assert load("sixth_army_relieved").changed(OperationChange)["winter_storm"].score == 1.0
    text = TEXTS["sixth_army_relieved"].replace('"success"', '"decisive_success"')
    with pytest.raises(SepeaceError, match=r"winter_storm cannot score so much.*allowed: a score up to 1"):
        read(text, name="relief", file="f.toml")
    with pytest.raises(SepeaceError, match="cannot score so much"):
        read(text.replace('outcome = "decisive_success"', "score = 1.1"), name="relief", file="f.toml")


# Red when the exercise on a forgery runs the forgery, names a clause or a line, or is counted.
def test_the_exercise_on_a_forgery_has_nothing_of_it():
    exercise = load("mtsensk_as_source_criticism")
    (offer,) = exercise.changes_of(ContactChange)
    contact = records.load().contact(offer.target)
    assert contact.grade == "documented" and contact.id != "mtsensk_1942"
    assert (offer.through, offer.line, offer.clauses) == ("sofia", "open", None) and not contact.clauses
    assert exercise.banner and not exercise.counted and len(exercise.changes) == 1


# Red when a reading of disputed contacts, or a scenario, makes a forged or fabled contact take place.
@pytest.mark.parametrize("disputed", READINGS["disputed"])
def test_no_reading_makes_a_forged_contact_happen(disputed):
    world = plan(historical().with_assumptions(disputed=disputed)).world
    forged = [row for row in records.load().contacts if row.grade in ("forgery_suspected", "fable")]
    assert {"mtsensk_1942", "kirovograd_june_1943"} <= {row.id for row in forged}
    for row in forged:
        assert world.rc_chance[row.number] == 0.0
        told = TEXTS["mtsensk_as_source_criticism"].replace('"sofia_1941"', f'"{row.id}"')
        scenario = read(told, name="forged").with_assumptions(disputed=disputed)
        with pytest.raises(SepeaceError, match=f"{row.id} never takes place"):
            plan(scenario)


# Red when a misspelt name is not led back to the right one.
@pytest.mark.parametrize("name", WHAT_IFS)
def test_a_misspelt_name_is_led_back(name):
    with pytest.raises(SepeaceError) as refused:
        load(name.replace("_", "-", 1) if "_" in name else name[:-1])
    assert refused.value.nearest == name


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
    """But for approaches to the West, which are told while the war seems lost."""
    scenario, contact = load("germany_wins_at_kursk"), records.load().contact
    after, recorded = (
        {row.id for row in timeline(one) if row.kind == "contact" and row.date >= scenario.branch}
        for one in (scenario, historical())
    )
    told = {name for name in recorded if told_approach(contact(name))} | ({TO_THE_EAST} & recorded)
    assert after == told != set() and {contact(name).pair for name in recorded - after} >= {"main", "finland"}


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
