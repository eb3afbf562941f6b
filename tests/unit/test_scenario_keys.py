"""Keys of a scenario file that say how something works otherwise: all channels, answers, a landing's level.

Right values are worked out on paper from the record's own tables.
"""

from __future__ import annotations

from datetime import date

import pytest

from sepeace import record as records
from sepeace.errors import BadScenario, BadValue, Contradiction, SepeaceError, UnknownName
from sepeace.kernel import slots
from sepeace.quantities import day_of
from sepeace.runs.run import run
from sepeace.scenario.checks.admissibility import card
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.scenario.recorded_weeks import divisions_west
from sepeace.scenario.schema import read
from sepeace.scenario.timeline import timeline

HEAD = """
schema = 1
title = "A test"
question = "What if?"
branch = 1943-01-01
antecedent = "Something else happens."
"""
STOCKHOLM, FRONT_LINE = 0, 2
"""Rows of the record's channels."""


def scenario(*changes: str, head: str = HEAD):
    return read(head + "".join(f"\n[[change]]\n{change}\n" for change in changes), name="test")


# Red when "all" leaves a road out, opens the one that rests on forgeries, or changes another number.
def test_all_channels_are_changed_but_the_one_that_is_shut():
    usual = plan(load("uranus_fails")).world
    world = plan(scenario('channel = "all"\nleak = 0\ninterception = 0.5')).world
    last = len(world.ch_leak) - 1
    assert world.ch_leak[last] == [0.05 if row == FRONT_LINE else 0.0 for row in range(6)]
    assert world.ch_read[last] == [0.02 if row == FRONT_LINE else 0.5 for row in range(6)]
    assert world.ch_leak[0] == usual.ch_leak[0] and world.ch_latency[last] == usual.ch_latency[0]
    opened = plan(scenario('channel = "all"\nopen = true')).world
    assert opened.ch_open[-1][FRONT_LINE] == slots.NEVER and opened.ch_open[-1][STOCKHOLM] == 0.0


# Red when interception of one channel changes another, or is not told.
def test_interception_of_one_channel():
    found = scenario('channel = "stockholm"\ninterception = 0.9')
    world = plan(found).world
    assert world.ch_read[-1] == [0.9, 0.05, 0.02, 0.05, 0.4, 0.1]
    assert found.changes[0].document.values.interception == 0.9
    (row,) = [row for row in timeline(found) if row.changed]
    assert row.text == "Channel stockholm: interception 0.9"


def test_a_change_of_all_channels_is_told_as_one():
    found = load("no_leaks")
    (row,) = [row for row in timeline(found) if row.changed]
    assert row.text == "Every channel: interception 0, leak 0"
    shown = card(found)
    assert shown is not None and shown.improbability[0].what == "Every channel changed"


MISTAKES = [
    (('channel = "all"\nleak = 0', 'channel = "rome"\nleak = 0.2'), Contradiction, "change[2]", None),
    (('channel = "rome"\nleak = 0.2', 'channel = "all"\nleak = 0'), Contradiction, "change[2]", None),
    (('channel = "alle"\nleak = 0',), UnknownName, "change[1].channel", "all"),
    (('channel = "al"\nleak = 0',), UnknownName, "change[1].channel", "all"),
    (('channel = "stokholm"\nleak = 0',), UnknownName, "change[1].channel", "stockholm"),
    (('channel = "all"\nopen = false\ninterception = 0',), Contradiction, "change[1].interception", None),
    (('channel = "rome"\ninterception = 1.5',), BadValue, "change[1].interception", None),
    (('event = "torch"\nlevel = 0.5',), BadScenario, "change[1].level", None),
    (('event = "second_front"\nlevel = 1.5',), BadValue, "change[1].level", None),
    (('event = "second_front"\nlevel = 1',), BadValue, "change[1].level", None),
    (('event = "second_front"\ncancel = true\nlevel = 0.5',), Contradiction, "change[1].level", None),
    (('contact = "stockholm_june_1943"\nanswer = "agred"',), UnknownName, "change[1].answer", "agreed"),
    (('contact = "stockholm_june_1943"\nline = "opn"',), UnknownName, "change[1].line", "open"),
    (('contact = "stockholm_june_1943"\nanswer = true',), BadValue, "change[1].answer", None),
]


@pytest.mark.parametrize(("changes", "kind", "key", "near"), MISTAKES)
def test_each_mistake_has_its_message(changes, kind, key, near):
    if "torch" in changes[0]:
        changes = (changes[0],)
        head = HEAD.replace("1943-01-01", "1942-11-01")
    else:
        head = HEAD
    with pytest.raises(SepeaceError) as refused:
        scenario(*changes, head=head)
    assert type(refused.value) is kind and refused.value.key == key and refused.value.nearest == near


BEATEN = 'operation = "overlord"\nscore = -2.0'
RESTS = 'operation = "dragoon"\nscore = -2.0'


# Red when a supposed outcome is dropped in silence: another change keeps the battle from being fought.
@pytest.mark.parametrize("changes", [(BEATEN, RESTS), (RESTS, BEATEN)])
def test_a_battle_that_rests_on_a_beaten_landing_has_no_score(changes):
    with pytest.raises(
        Contradiction, match="dragoon is not fought where the landing in France is beaten back"
    ):
        scenario(*changes)


# Red when the refusal reaches a landing that stands, a battle of the East, or one under way at the branch.
def test_other_battles_have_their_score_beside_that_of_the_landing():
    stands = 'operation = "overlord"\nscore = -1.0'
    east = 'operation = "bagration"\nscore = -1.0'
    assert scenario(stands, RESTS).changes and scenario(BEATEN, east).changes
    late = HEAD.replace("1943-01-01", "1944-08-20")
    assert scenario(BEATEN, RESTS, head=late).changes


# Red when a change that is nothing on any channel passes.
def test_what_is_nothing_on_all_channels_is_refused():
    head = f'{HEAD}\n[assumptions]\nswitches_off = ["interception"]\n'
    with pytest.raises(BadValue, match="interception of every channel is so as it is"):
        scenario('channel = "all"\ninterception = 0\nleak = 0', head=head)


HEADINGS = [
    ('banner = ""', "banner"),
    ("banner = 3", "banner"),
    ('counted = "no"', "counted"),
    ('bears = "somebody"', "bears"),
    ('bears = [""]', "bears"),
    ('baner = "x"', "baner"),
]


@pytest.mark.parametrize(("line", "key"), HEADINGS)
def test_mistakes_at_the_head_of_a_file(line, key):
    with pytest.raises(SepeaceError) as refused:
        scenario('channel = "all"\nleak = 0', head=f"{HEAD}{line}\n")
    assert str(refused.value.key).startswith(key)


# Red when banner, bearers or being counted moves a digest, and with it the folders of results.
def test_prose_is_no_part_of_the_digest():
    plain, banner = (
        scenario('channel = "all"\nleak = 0', head=HEAD + line)
        for line in ("", 'banner = "B"\ncounted = false\nbears = ["all"]\n')
    )
    assert plain.digest == banner.digest and (plain.banner, plain.counted, plain.bears) == ("", True, ())
    assert (banner.banner, banner.counted, banner.bears) == ("B", False, ("all",))


# --- the landing


# Red when a small landing binds as many divisions as that of 1944, or none.
def test_a_landing_binds_its_share_of_the_divisions():
    # 1 July 1943: 90 of 276 divisions outside the East; 6 June 1944: 121 of 285; 1 January 1945: 140 of 290.
    landing, moved = day_of(date(1944, 6, 6)), day_of(date(1943, 7, 1))
    record, week = records.load(), int(day_of(date(1943, 7, 4)) / 7)  # the first Sunday after the landing
    past = (7 * week - moved) / (day_of(date(1945, 1, 1)) - landing)
    bound = 121 / 285 + past * (140 / 290 - 121 / 285)
    rising = (7 * week - moved) / (landing - moved)
    usual = 90 / 276 + rising * (121 / 285 - 90 / 276)
    for level in (0.0, 0.25, 1.0):
        expected = level * bound + (1.0 - level) * usual
        assert divisions_west(record, moved, level)[week] == pytest.approx(expected, abs=1e-12)
    before = divisions_west(record, None)[week - 1]
    assert divisions_west(record, moved, 0.25)[week - 1] == pytest.approx(before, abs=1e-12)


# Red when a level changes the landing's date, or its battle keeps its full weight.
def test_a_small_landing_has_a_small_battle():
    text = 'event = "second_front"\ndate = 1943-07-01'
    small, full = (plan(scenario(text + level)) for level in ("\nlevel = 0.2", ""))
    at = [row.id for row in small.operations].index("overlord")
    # 1.3 million a side: a half of full size is the least, .7 of it is the weight; .65 of it in full
    assert small.operations[at].value == pytest.approx(0.7 * 0.5)
    assert full.operations[at].value == pytest.approx(0.7 * 0.65)
    assert small.world.landing_day == full.world.landing_day
    until = int(day_of(date(1944, 6, 6)) / 7)  # from the recorded landing on there would have been more
    pairs = zip(small.world.force_shift[:until], full.world.force_shift[:until], strict=True)
    assert all(one == pytest.approx(0.2 * other, abs=1e-12) for one, other in pairs)
    assert min(full.world.force_shift) < -0.01


# --- answers


# Red when a refusal that is supposed leads to talks, or its sentence is missing.
def test_a_refusal_is_told():
    told = run(scenario('contact = "stockholm_june_1943"\nanswer = "refused"'), clock="plain")
    texts = [event.text for event in told.events if event.date == date(1943, 6, 14)]
    assert any("comes to its receiver" in text for text in texts) and "The answer is no." in texts
    assert not any("Talks begin" in text for text in texts)


# Red when a contact of before the branch is lost from the record because it is supposed to come again.
def test_a_contact_that_comes_again_was_there_before():
    told = run(load("mtsensk_as_source_criticism"), clock="plain")
    sofia = [event for event in told.events if "Sudoplatov and" in event.text]
    assert [event.date for event in sofia] == [date(1941, 7, 25), date(1942, 2, 19)]
    assert "a cease-fire, with terms open" in sofia[1].text
