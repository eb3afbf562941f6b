"""What stands in a desk's file, what never does, and what is true on its dates."""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import pytest

from sepeace.chronicle.campaign_index import Book
from sepeace.clocks import clock_choice
from sepeace.desk import planted, truths
from sepeace.desk.desk_war import BRANCH, DATES, MOTIVE, desk_plan, desk_war
from sepeace.desk.evidence import PUBLIC
from sepeace.desk.many import desk_wars
from sepeace.kernel import slots
from sepeace.kernel.draws import streams
from sepeace.kernel.world import Entry
from sepeace.quantities import DAYS_PER_MONTH, day_of
from sepeace.record import load
from sepeace.scenario.library import load as load_scenario
from sepeace.scenario.plan import plan
from sepeace.wording.assumed import Luck

WARS = 60
OPEN = {
    *(slots.K_OPERATION, slots.K_OPERATION_END, slots.K_OFFENSIVE, slots.K_EVENT, slots.K_LEADER),
    slots.K_WEST_HEARS,
    *(slots.K_LEAKED, slots.K_INTERCEPTED, slots.K_EXPOSED, slots.K_TOLD_ALLIES),
    *(slots.K_SIGNED, slots.K_WAR_END, slots.K_BRANCH),
}
"""Kinds of rows that may leave a trace in a file."""
SECRET = (slots.K_FILTERED, slots.K_REFUSED, slots.K_ROUND, slots.K_URGED, slots.K_TALKS_END)
FRONTS = 3


@pytest.fixture(scope="module")
def wars():
    """Wars of the reading under which most is signed: log, state, desk."""
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed: on the plain clock this would take minutes")
    clock_choice.load()
    made = desk_plan("prospect")
    return made, list(desk_wars(made, 1, 0, WARS))


def otherwise(log, draw):
    """The same log, but for all that only the two sides or the West itself knew."""

    def row_of(row):
        if row.kind not in OPEN:
            kind = draw.choice(SECRET)
            return Entry(
                row.time,
                kind,
                row.pair,
                draw.randrange(2),
                row.channel,
                slots.C_SILENT,
                0,
                0.5,
                0.5,
                row.parent,
            )
        made = Entry(**{name: getattr(row, name) for name in Entry.__slots__})
        if row.kind not in (slots.K_OPERATION_END, slots.K_OFFENSIVE):
            made.first, made.second = draw.random(), draw.random()
        if row.kind in (slots.K_LEAKED, slots.K_INTERCEPTED) and row.cause in (slots.SERIOUS, slots.LEVERAGE):
            made.cause = slots.SERIOUS + slots.LEVERAGE - row.cause
        return made

    rows = [row_of(row) for row in log.rows]
    weeks = [[*week[:FRONTS], *(draw.random() for _ in week[FRONTS:])] for week in log.weeks]
    return replace(log, rows=rows, weeks=weeks)


# Red when a line, a window, a willingness, a message of which nobody heard, what a feeler was meant for, or
# what the # West believes leaves a trace in a file, its dates or what the model's reading looks at.
def test_what_only_the_sides_knew_leaves_no_trace(wars):
    made, found = wars
    draw = random.Random(1)
    for log, state, war in found:
        other = desk_war(made, otherwise(log, draw), state)
        assert other.items == war.items
        assert [(one.date, one.front, one.looked_at) for one in other.dates] == [
            (one.date, one.front, one.looked_at) for one in war.dates
        ]


# Red when the test above could not fail: what is public must show.
def test_what_is_public_does_leave_a_trace(wars):
    made, found = wars
    log, state, war = next(one for one in found if any(item.how == "read" for item in one[2].items))
    rows = [row for row in log.rows if row.kind != slots.K_INTERCEPTED]
    assert desk_war(made, replace(log, rows=rows), replace(state, events=len(rows))).items != war.items


# Red when a file goes on after the war, holds what comes after its last date, is out of order, or a date is
# left out while the war goes on.
def test_a_file_ends_with_its_war(wars):
    ended = 0
    for _, _, war in wars[1]:
        days = [item.day for item in war.items]
        assert days == sorted(days) and days[-1] < day_of(DATES[-1]) and len(war.behind) == len(days)
        closed = [item.day for item in war.items if item.how == "closed"]
        ended += len(closed)
        assert all(day == days[-1] for day in closed)
        assert [one.date for one in war.dates] == list(DATES[: len(war.dates)])
        assert closed or len(war.dates) == len(DATES)
        assert not closed or all(one.day <= closed[0] + 1 for one in war.dates)
    assert ended > 2


# Red when something simulated is said to be of the record, or news of the record loses its grade or its
# source.
def test_news_of_the_record_has_grade_and_source(wars):
    branch = day_of(BRANCH)
    for _, _, war in wars[1]:
        for item, behind in zip(war.items, war.behind, strict=True):
            assert (item.how == "record") == (behind == "record")
            assert item.how != "record" or (item.day < branch and item.grade and item.source)
            assert (
                behind not in ("planted", "serious", "leverage", "leader", "subordinate")
                or item.day >= branch
            )


# Red when an event that the model has on another day than the record has the record's source, as if it were
# of the record; or one on the record's own day has none.
def test_only_events_on_their_recorded_day_have_a_source(wars):
    made = plan(load_scenario("second_front_in_1943").with_assumptions({"motive": MOTIVE}), Luck.BRANCH)
    moved = set()
    for _, _, war in [*wars[1], *desk_wars(made, 1, 0, 2)]:
        for item in war.items:
            if item.what == "event":
                own = item.day == day_of(load().event(item.about).date) + PUBLIC[item.about]
                assert own == (item.source != "")
                moved |= set() if own else {item.about}
    assert moved == {"second_front"}


# Red when a battle that the model takes from the record is called simulated, as all in the West are, or one
# that it fights is called recorded: after the branch the war's own log says which.
def test_where_a_battle_is_from_is_what_the_log_says(wars):
    made, found = wars
    seen = set()
    for log, state, war in found[:10]:
        book = Book(made, log, state)
        ends = [row for row in book.rows if row.kind == slots.K_OPERATION_END]
        causes = {(book.operation(row).id, int(row.time)): book.parent(row).cause for row in ends}
        for item in war.items:
            if item.how == "front" and not item.what.startswith("begins"):
                drawn = causes[item.about, int(item.day)] == slots.C_DRAWN
                assert item.origin == ("simulated" if drawn else "recorded"), item
                west = item.what.startswith("west")
                assert not (west and drawn) and (item.about != "ring" or not drawn)
                seen.add((west, item.origin))
            elif item.how in ("press", "read", "exposed", "told"):
                assert item.origin == "simulated"
    assert seen == {(True, "recorded"), (False, "recorded"), (False, "simulated")}


# Red when what a question supposes is called recorded, or simulated.
def test_what_a_question_supposes_is_called_so():
    made = plan(load_scenario("germany_wins_at_kursk").with_assumptions({"motive": MOTIVE}), Luck.BRANCH)
    ((_, _, war),) = desk_wars(made, 1, 0, 1)
    assert {item.origin for item in war.items if item.about == "citadel"} == {"supposed"}
    assert {item.origin for item in war.items if item.about == "sicily"} == {"recorded"}
    moved = plan(load_scenario("second_front_in_1943").with_assumptions({"motive": MOTIVE}), Luck.BRANCH)
    ((_, _, war),) = desk_wars(moved, 1, 0, 1)
    assert {item.origin for item in war.items if item.about == "second_front"} == {"supposed"}


# Red when rumours are planted more or less often than is declared, by a shut road, or with words of their
# own.
def test_planted_rumours_come_at_the_declared_rate(wars):
    _, found = wars
    months = (day_of(DATES[-1]) - day_of(BRANCH)) / DAYS_PER_MONTH
    counts = [war.behind.count("planted") for _, _, war in found if war.line is None]
    expected = planted.PLANTED_RATE * months
    assert abs(sum(counts) / len(counts) - expected) < 3.5 * (expected / len(counts)) ** 0.5
    rome = next(row.closes for row in load().channels if row.id == "rome")
    for _, _, war in found:
        for item, behind in zip(war.items, war.behind, strict=True):
            if behind == "planted":
                assert item.how == "press" and item.words == "" and item.source == ""
                assert item.about != "rome" or item.day < day_of(rome)


# Red when the declared rate is not the record's, or the desk draws where the kernel does.
def test_rumours_are_as_frequent_as_in_the_record_and_apart_from_the_kernel():
    months = (day_of(DATES[-1]) - day_of(BRANCH)) / DAYS_PER_MONTH
    rumours = [row for row in load().news if row.kind == "rumour" and BRANCH <= row.date < DATES[-1]]
    assert pytest.approx(len(rumours) / months, abs=0.03) == planted.PLANTED_RATE
    names = {name for name in vars(streams) if name.isupper()} - {"ATTEMPT"}  # how far tries lie apart
    own = [value for value in map(vars(streams).get, names) if isinstance(value, int)]
    assert max(own) < planted.PLANTED_STREAM


# Red when a desk changes the war that it reads.
def test_a_desk_leaves_its_war_as_it_is(wars):
    made, found = wars
    log, state, war = found[0]
    before = asdict(state), [asdict(row) for row in log.rows]
    assert desk_war(made, log, state) == war
    assert (asdict(state), [asdict(row) for row in log.rows]) == before


def book(*rows):
    """Some rows of a log, as kind, cause and day, as what truths are read from."""
    made = [Entry(day, kind, 0, 0, 0, cause, 0, 0.0, 0.0, -1) for kind, cause, day in rows]
    return SimpleNamespace(rows=made)


# Red when "within six months" begins or ends on another day.
def test_a_peace_counts_after_the_date_and_for_six_months():
    ahead = 6.0 * DAYS_PER_MONTH
    for day, true in (
        (699.0, False),
        (700.0, False),
        (700.5, True),
        (700.0 + ahead, True),
        (701.0 + ahead, False),
    ):
        assert truths.signed_soon(book((slots.K_SIGNED, slots.C_NONE, day)), 700.0) is true
    assert not truths.signed_soon(book((slots.K_ROUND, slots.C_MET, 710.0)), 700.0)


# Red when a feeler for the West's ears, of officials or of a mediator counts as meant, or an old or a later
# one does.
def test_feelers_are_serious_when_a_leadership_meant_one():
    for cause, true in (
        (slots.C_SERIOUS, True),
        (slots.C_LEADER, True),
        (slots.C_LEVERAGE, False),
        (slots.C_SUBORDINATE, False),
        (slots.C_MEDIATOR, False),
    ):
        assert truths.serious(book((slots.K_SENT, cause, 650.0)), 700.0) is true
    for day in (500.0, 700.0, 720.0):
        assert not truths.serious(book((slots.K_SENT, slots.C_SERIOUS, day)), 700.0)
    assert not truths.serious(book((slots.K_LEAKED, slots.SERIOUS, 690.0)), 700.0)


# Red when dates are not two months apart, from after the branch to the eve of the landing in France.
def test_dates():
    assert DATES[0] > BRANCH and DATES[-1] < date(1944, 6, 6) and len(DATES) == 8
    assert {(b.year - a.year) * 12 + b.month - a.month for a, b in pairwise(DATES)} == {2}
