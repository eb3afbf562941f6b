"""Before the branch both worlds of a comparison are one; from the branch on everything is counted.

The other world is the one that ``compare`` runs. Changes of every kind are tried, not only the shipped ones.
"""

from datetime import date
from itertools import product

import pytest
from scipy import stats

from sepeace.clocks.storage import WEEK_COLUMNS, new_state, state_bytes
from sepeace.kernel import slots
from sepeace.kernel.calendar import took_place
from sepeace.kernel.pairing import first_difference
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.runs.compare import baseline_of
from sepeace.scenario.changes import (
    ChannelChange,
    ContactChange,
    EventChange,
    OperationChange,
    ParameterChange,
)
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from tests.campaigns import MOTIVES, SHIPPED, STRENGTHS, WHAT_IFS, planned, same, steps, told, what_if
from tests.clocks import clock, desk, run_compiled, sampled

OWN = {
    "forced under way": (date(1943, 7, 10), OperationChange(target="citadel", score=2.0)),
    "cancelled under way": (date(1943, 7, 10), OperationChange(target="citadel", cancel=True)),
    "brought forward": (date(1943, 3, 10), OperationChange(target="citadel", start=date(1943, 4, 1))),
    "put off": (date(1943, 5, 10), OperationChange(target="citadel", start=date(1943, 9, 1))),
    "parameter": (
        date(1943, 5, 12),
        ParameterChange(target="strength_premium", start=date(1943, 5, 12), set=0.2),
    ),
    "parameter for a time": (
        date(1943, 5, 12),
        ParameterChange(
            target="ideology", start=date(1943, 9, 12), until=date(1944, 1, 1), scale=0.5, side="germany"
        ),
    ),
    "channel opened": (date(1942, 5, 12), ChannelChange(target="ankara", open=True)),
    "channel shut": (date(1942, 5, 12), ChannelChange(target="stockholm", open=False)),
    "channel tight": (date(1943, 5, 12), ChannelChange(target="stockholm", leak=0.0, passes_on=1.0)),
    "landing early": (date(1942, 4, 12), EventChange(target="second_front", start=date(1942, 9, 15))),
    "landing never": (date(1943, 12, 12), EventChange(target="second_front", cancel=True)),
    "landing never, while Hitler revises": (
        date(1943, 7, 5),
        EventChange(target="second_front", cancel=True),
    ),
    "landing late": (date(1944, 5, 12), EventChange(target="second_front", start=date(1944, 9, 1))),
    "no entry": (date(1941, 12, 7), EventChange(target="us_enters_war", cancel=True)),
    "no Torch": (date(1942, 9, 7), EventChange(target="torch", cancel=True)),
    "Tunis late": (date(1943, 2, 7), EventChange(target="tunisia_surrender", start=date(1943, 9, 1))),
    "no promise": (date(1942, 5, 7), EventChange(target="promise_1942", cancel=True)),
    "meeting": (
        date(1942, 11, 7),
        ContactChange(
            target="stockholm_december_1942", start=date(1942, 12, 20), happens=True, through="ankara"
        ),
    ),
}
CASES = tuple(product(WHAT_IFS, STRENGTHS))


def assert_one_world_before(scenario, campaigns, seed=11):
    mine, other = plan(scenario, "branch"), plan(baseline_of(scenario), "branch")
    branch, parted = mine.branch_day, 0
    for campaign in campaigns:
        state, rows, weeks = told(mine, seed, campaign)
        other_state, other_rows, other_weeks = told(other, seed, campaign)
        before, other_before = ([row for row in r if row.time < branch] for r in (rows, other_rows))
        assert same(before, other_before), campaign
        known = int((branch - 1e-9) // 7.0) + 1
        assert same(weeks[:known], other_weeks[:known]), campaign
        parted += state_bytes(state) != state_bytes(other_state)
    return parted


# Red when a change acts before its branch: in a path, an expectation, a refresh of channels, a week's losses.
@pytest.mark.parametrize(("name", "strength"), sampled(CASES, 2))
def test_worlds_of_shipped_what_ifs_are_one_before_the_branch(name, strength):
    scenario = load(name).with_assumptions(strength=strength, motive="mixed")
    assert assert_one_world_before(scenario, sampled(range(10), 3)) > 0


# Red when a scenario is shipped whose branch nobody tests: only the recorded war has none.
def test_every_shipped_what_if_is_among_them():
    assert set(SHIPPED) - set(WHAT_IFS) == {"historical"}
    assert load("historical").branch is None


# Red likewise on the compiled clock, which reads the packed tables of a plan: more campaigns, every reading.
@pytest.mark.parametrize(("name", "strength"), sampled(CASES, 2))
def test_compiled_worlds_are_one_before_the_branch(name, strength):
    clock()
    parted, known = 0, 0
    for motive in MOTIVES:
        scenario = load(name).with_assumptions(strength=strength, motive=motive)
        mine, other = plan(scenario, "branch"), plan(baseline_of(scenario), "branch")
        desks, branch = [desk(mine), desk(other)], mine.branch_day
        known = int((branch - 1e-9) // 7.0) + 1
        for campaign in sampled(range(40), 3):
            (state, rows, weeks), (other_state, other_rows, other_weeks) = (
                run_compiled(side, 13, campaign) for side in desks
            )
            before, other_before = ([row for row in r if row[0] < branch] for r in (rows, other_rows))
            assert before and repr(before) == repr(other_before), (motive, campaign)
            size = known * len(WEEK_COLUMNS) * 8
            assert len(weeks) >= size and weeks[:size] == other_weeks[:size], (motive, campaign)
            parted += state.tobytes() != other_state.tobytes()
    assert parted > 0 and known > 8


# Red likewise; these changes reach parts that no shipped scenario touches.
@pytest.mark.parametrize("name", OWN)
def test_worlds_of_other_changes_are_one_before_the_branch(name):
    branch, what = OWN[name]
    assert assert_one_world_before(what_if(branch, what), range(4)) > 0


# Red when anything that decides what follows (clocks, beliefs, thresholds, lessons) differs at the branch.
@pytest.mark.parametrize(("name", "strength"), sampled(CASES, 2))
def test_the_whole_state_is_equal_until_the_branch(name, strength):
    scenario = load(name).with_assumptions(strength=strength)
    # What is due later may differ: an operation of the other world begins on another day, and so does a
    # landing that a change moves, whose day nobody has to fix.
    mine, other = plan(scenario, "branch"), plan(baseline_of(scenario), "branch")
    moved = any(change.target == "second_front" for change in scenario.changed(EventChange).values())
    moved = moved and mine.branch_day < min(made.world.landing_due for made in (mine, other))
    ends = []
    for plan_ in (mine, other):
        last = None
        for step in steps(plan_, 12, 1):
            if step.due >= mine.branch_day:
                break
            state = step.state
            kept = state.due, state.landing, state.landing_set
            state.due = [0.0] * len(state.due)
            if moved:
                state.landing, state.landing_set = 0.0, 0
            last = state_bytes(state)
            state.due, state.landing, state.landing_set = kept
        ends.append(last)
    assert ends[0] == ends[1]


# Red when first_difference misses an event or a week (it is what compare reports as the first divergence).
def test_the_first_difference_is_found():
    plan_ = planned("germany_wins_at_kursk")
    state, log = _full(plan_, 1)
    again, again_log = _full(plan_, 1)
    assert first_difference(state, log, again, again_log) == slots.NEVER
    again_log.weeks[20][7] += 1e-9
    assert first_difference(state, log, again, again_log) == 140.0
    again, again_log = _full(plan_, 1)
    row = again_log.rows[5]
    row.second += 1.0
    assert first_difference(state, log, again, again_log) == row.time
    again, again_log = _full(plan_, 1)
    again.events -= 1  # the other campaign has one more event, its last
    assert first_difference(state, log, again, again_log) == log.rows[state.events - 1].time


def _full(plan_, campaign):
    from sepeace.clocks.plain import run_plain
    from sepeace.clocks.storage import full_log

    return run_plain(plan_, 1, campaign, full_log())


# Red when feelers or windows of the time before the branch are counted, or the battlefield is not held to it.
@pytest.mark.parametrize("name", WHAT_IFS)
def test_nothing_is_sent_or_fought_otherwise_before_the_branch(name):
    plan_ = planned(name, (("strength", "rational"),))
    branch, early_windows = plan_.branch_day, 0
    for campaign in range(8):
        state, rows, weeks = told(plan_, 3, campaign)
        for week in range(int(branch // 7.0) + 1):
            assert [weeks[week][sector] for sector in range(3)] == [p[week] for p in plan_.world.path]
            assert weeks[week][3:5] == [force[week] for force in plan_.world.force]
        early = [row for row in rows if row.time < branch]
        diplomatic = {slots.K_SENT, slots.K_REFUSED, slots.K_ANSWERED, slots.K_FILTERED, slots.K_LEAKED}
        assert not diplomatic & {row.kind for row in early}
        assert all(row.cause == slots.C_RECORDED for row in early if row.kind == slots.K_OPERATION)
        assert [row.time for row in rows if row.kind == slots.K_BRANCH] == [branch]
        early_windows += any(row.kind == slots.K_WINDOW for row in early)
        assert state.window_first[0] >= branch
    # Else the count from the branch on would not be tested. Before 1943 such windows are rare.
    assert early_windows > 0 or branch < day_of(date(1943, 1, 1))


# Red when a contact is kept by another chance than that of its grade. Each count is compared with the central
# 1 - 1e-6 of its binomial: about 1 in 40,000 that one of the contacts fails by chance under another seed.
def test_contacts_before_the_branch_take_place_by_their_grade():
    grades = {
        "documented": 1.0,
        "several_reports": 0.85,
        "disputed": 0.5,
        "single_memoir": 0.35,
        "rumour": 0.1,
        "forgery_suspected": 0.0,
        "fable": 0.0,
    }
    n, world, state = 3000, planned("germany_wins_at_kursk").world, new_state(21, 0)

    def took(campaign, number):
        state.campaign = campaign
        return took_place(state, world, number)

    for contact in load_record().contacts:
        if contact.pair != "main":
            continue
        chance = grades[contact.grade]
        kept = sum(took(k, contact.number) for k in range(n))
        low, high = stats.binom.interval(1.0 - 1e-6, n, chance)
        assert low <= kept <= high, contact.id


# Red when a contact is missing, repeated, noted otherwise than it was drawn, or lies after the branch.
@pytest.mark.parametrize(
    ("disputed", "kept_when_disputed"), [("by_grade", None), ("in", True), ("out", False)]
)
def test_the_log_tells_every_contact_before_the_branch_once(disputed, kept_when_disputed):
    plan_ = planned("germany_wins_at_kursk", (("disputed", disputed),))
    contacts = {contact.number: contact for contact in load_record().contacts}
    expected = sorted(
        number for number, c in contacts.items() if c.pair == "main" and day_of(c.start) < plan_.branch_day
    )
    doubtful, made_up = ("disputed", "single_memoir", "rumour"), ("forgery_suspected", "fable")
    for campaign in range(5):
        _, rows, _ = told(plan_, 4, campaign)
        noted = [row for row in rows if row.kind == slots.K_RECORDED_CONTACT]
        assert sorted(row.ref for row in noted) == expected
        for row in noted:
            kept = row.cause == slots.C_KEPT
            assert row.time == day_of(contacts[row.ref].start)
            assert kept == took_place(new_state(4, campaign), plan_.world, row.ref)
            if contacts[row.ref].grade == "documented":
                assert kept
            elif contacts[row.ref].grade in made_up:
                assert not kept
            elif contacts[row.ref].grade in doubtful and kept_when_disputed is not None:
                assert kept is kept_when_disputed


# Red when a dropped contact teaches something, or a kept one nothing.
def test_what_a_contact_taught_depends_on_whether_it_took_place():
    shut = planned("germany_wins_at_kursk", (("disputed", "out"), ("numbers", "default")))
    open_ = planned("germany_wins_at_kursk", (("disputed", "in"), ("numbers", "default")))
    lessons = []
    for plan_ in (shut, open_):
        for step in steps(plan_, 4, 0):
            if step.slot == slots.BRANCH:
                lessons.append([list(pair) for pair in step.state.lesson])
                break
    assert lessons[0][0][slots.SOVIET] < lessons[1][0][slots.SOVIET]
