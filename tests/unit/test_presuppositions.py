"""Operations that rest on earlier ones: a table true of the record, and warnings where a change undoes it."""

from dataclasses import replace
from datetime import date

import pytest

from sepeace import record as records
from sepeace.quantities import day_of
from sepeace.scenario.changes import EventChange, OperationChange
from sepeace.scenario.checks.admissibility import card
from sepeace.scenario.checks.presuppositions import presuppositions, undone, warnings, western
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.scenario.timeline import shown_rows, under_way

RECORD = records.load()
OPERATIONS = {row.id: row for row in RECORD.operations}
KURSK = load("germany_wins_at_kursk")


def supposing(target, branch=date(1942, 11, 1), **more):
    change = OperationChange(target=target, **more)
    return replace(KURSK, branch=branch, changes=(change,))


def warned(scenario):
    return {(one.row.id, one.change.target) for one in undone(scenario, RECORD)}


# Red when a row names no operation, rests on a later one, or says what the record denies.
def test_every_presupposition_is_true_of_the_record():
    rows = presuppositions()
    assert len(rows) > 30 and len({(row.operation, row.presupposes) for row in rows}) == len(rows)
    for row in rows:
        assert {row.operation, row.presupposes} <= set(OPERATIONS)
        assert row.because and row.source and row.ended_in in ("success", "failure")
        first, later = OPERATIONS[row.presupposes], OPERATIONS[row.operation]
        assert first.start < later.start, row
        # more than a limited success, or no success at all, as words for scores have it
        assert first.score > 0.75 if row.ended_in == "success" else first.score <= 0.0, row


# Red when a change that undoes what later operations rest on passes without a word, or another is warned of.
@pytest.mark.parametrize(
    ("scenario", "names"),
    [
        (KURSK, {("kutuzov", "citadel"), ("rumyantsev", "citadel")}),
        (supposing("citadel", score=0.5), {("kutuzov", "citadel"), ("rumyantsev", "citadel")}),
        (supposing("citadel", score=-1.0), set()),
        (supposing("citadel", cancel=True), {("kutuzov", "citadel"), ("rumyantsev", "citadel")}),
        (supposing("citadel", start=date(1943, 5, 3)), set()),
        (supposing("citadel", start=date(1943, 7, 20)), {("kutuzov", "citadel")}),
        (supposing("budapest", score=-0.5), {("vienna_1945", "budapest")}),
        (supposing("iskra", score=-0.5), set()),
    ],
)
def test_what_a_change_undoes_is_warned_of(scenario, names):
    assert warned(scenario) == names


# Red when an encirclement that fails leaves its relief in the calendar without a word.
def test_a_relief_without_a_ring_is_warned_of():
    uranus = supposing("uranus", branch=date(1942, 11, 19), score=-0.5)
    assert ("winter_storm", "uranus") in warned(uranus)
    (told,) = (line for line in warnings(uranus, RECORD) if line.startswith("Winter Storm"))
    assert "no army to relieve" in told and 'operation = "winter_storm", cancel = true' in told
    assert told in card(uranus).must_hold
    relieved = supposing("winter_storm", branch=date(1942, 12, 12), score=2.0)
    assert ("ring", "winter_storm") in warned(relieved)


# Red when an operation that the scenario itself changes, or one that is past, is warned of.
def test_what_is_changed_or_past_is_not_warned_of():
    both = replace(
        KURSK,
        changes=(*KURSK.changes, OperationChange(target="kutuzov", cancel=True)),
    )
    assert warned(both) == {("rumyantsev", "citadel"), ("smolensk_1943", "kutuzov")}
    late = replace(KURSK, branch=date(1943, 8, 20))
    assert warned(late) == {("rumyantsev", "citadel")}


# Red when an operation that has begun by the branch and is not over is left out of what is shown.
def test_operations_under_way_at_the_branch_are_shown():
    uranus = load("uranus_fails")
    assert [row.id for row in under_way(uranus)] == ["caucasus_1942"]
    shown = {row.id: row for row in shown_rows(uranus) if row.kind == "operation"}
    assert "under way at the branch" in shown["caucasus_1942"].text
    assert "under way" not in shown["velikie_luki"].text and "stalingrad_def" not in shown
    assert any(
        "Under way at the branch" in line and "caucasus_1942" in line for line in card(uranus).must_hold
    )
    assert under_way(KURSK) == () and under_way(load("historical")) == ()


# Red when the verb leaves out what the time line holds.
def test_the_verb_shows_them(sepeace_cli):
    out = " ".join(sepeace_cli("show", "uranus_fails")[1].split())
    assert "Caucasus (Edelweiss)" in out and "under way at the branch" in out
    assert "presupposes that Citadel" in " ".join(sepeace_cli("show", "germany_wins_at_kursk")[1].split())


# Red when the record says that an operation rests on another, and the table does not.
def test_the_table_holds_what_the_record_says():
    told = {(row.operation, row.presupposes) for row in presuppositions()}
    resting = {(row.id, row.presupposes) for row in RECORD.operations if row.presupposes}
    assert resting and resting <= told


WEST = [
    ("torch", ["tunisia_surrender"]),
    ("tunisia_surrender", ["sicily_landings"]),
    ("sicily_landings", ["italy_armistice"]),
    ("italy_armistice", ["sunrise_told"]),
    ("second_front", ["postponement_1943", "quebec", "trident"]),
]


# Red when an event of the West that rests on a cancelled one is kept without a word, or a past one is named.
@pytest.mark.parametrize(("event", "kept"), WEST)
def test_an_event_of_the_west_that_lost_what_it_rests_on_is_named(event, kept):
    made = replace(
        load("second_front_in_1942"),
        changes=(EventChange(target=event, cancel=True, where="change[1]"),),
    )
    told = western(made, RECORD)
    assert sorted(line.partition("[")[2].partition("]")[0] for line in told) == kept
    late = replace(made, branch=date(1945, 3, 13))
    assert western(late, RECORD) == []


# Red when the landing of 1942 leaves in place what rested on North Africa, or on a landing to come.
def test_the_landing_of_1942_takes_out_what_rests_on_it():
    assert western(load("second_front_in_1942"), RECORD) == []
    made = plan(load("second_front_in_1942"))
    fought = {row.id: row for row in made.operations if not row.east}
    assert {name for name, row in fought.items() if row.forced != 2} == {
        *("crusader", "gazala_tobruk", "alamein", "overlord"),
    }
    # what falls with a landing that is beaten back stands on its own day: Arnhem, 17 September 1944
    place = [row.id for row in made.operations].index("market_garden")
    assert fought["market_garden"].start == day_of(date(1944, 9, 17)) == made.world.op_start[place]
    assert fought["overlord"].start == day_of(date(1942, 9, 15))
    starts = [made.world.op_start[row] for row in made.world.start_order]
    assert starts == sorted(starts)
