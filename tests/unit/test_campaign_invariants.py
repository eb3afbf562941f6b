"""What holds in every campaign, whatever the parameters: seen after every event, counted again from the log.

The recounts below are written from the definitions of the output (windows, contacts, barriers, endings) and
read the raw log alone; the kernel keeps its own counts while it runs.
"""

import math
from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sepeace.clocks.storage import WEEK_COLUMNS, full_log, layout
from sepeace.kernel import slots
from sepeace.kernel.fields import TERMS
from sepeace.model.parameters import PARAMETERS
from sepeace.outcomes.outcome_rows import ENDING_CODES
from sepeace.record import load as load_record
from sepeace.scenario.changes import ChannelChange
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from tests.campaigns import MOTIVES, STRENGTHS, outcome, planned, ran, steps, told, what_if

WIDE = [row for row in PARAMETERS if row.dated and row.quantity.low < row.quantity.high]
NAMES = ("historical", "germany_wins_at_kursk", "uranus_fails", "stockholm_meeting_held_1943")


@st.composite
def settings_of_a_war(draw):
    """A scenario, readings, and some parameters anywhere in their ranges."""
    rows = draw(st.lists(st.sampled_from(WIDE), max_size=12, unique=True))
    found = {row.key: draw(st.floats(row.quantity.low, row.quantity.high, allow_nan=False)) for row in rows}
    found["strength"] = draw(st.sampled_from(STRENGTHS))
    found["motive"] = draw(st.sampled_from(MOTIVES))
    return draw(st.sampled_from(NAMES)), found, draw(st.integers(0, 2**64 - 1)), draw(st.integers(0, 2**32))


def numbers(value):
    """All numbers of a field of the state."""
    return [n for part in value for n in numbers(part)] if isinstance(value, list) else [value]


def assert_sound(step):
    """What must hold after every event."""
    s = step.state
    if s.ending == slots.RUNNING:
        assert step.due == s.now
        assert min(s.due) >= s.now
        scaled = [due * 2.0**20 for due in s.due if due < slots.NEVER]
        assert all(value == int(value) for value in scaled)
    gap = s.line[0][slots.GERMANY] - s.line[0][slots.SOVIET]
    assert abs(sum(s.term) - gap) <= 1e-12
    for chance in (*s.willing[0], *s.chance, s.trust):
        assert 0.0 <= chance <= 1.0
    assert min(s.months) >= 0.0 and min(s.belief_sd) > 0.0 and min(s.cost) >= 0.0
    if s.ending == slots.RUNNING:
        assert min(s.strength) > 0.0


@settings(max_examples=40)
@given(settings_of_a_war())
@example(("historical", {"strength": "rational", "motive": "leverage"}, 0, 2**32))
@example(("germany_wins_at_kursk", {"strength": "document", "cap_margin": 0.05}, 1, 1))
@example(
    ("germany_wins_at_kursk", {"strength": "prospect", "fate_weight": 0.3, "ideology.soviet": 0.1}, 2, 2)
)
# Red when a term is left out of the sum or of a line, a clock is set into the past or off the grid, a number
# leaves its domain, or a count disagrees with the log (each assertion was tried against such a fault).
def test_every_campaign_is_sound(war):
    name, found, seed, campaign = war
    plan_ = plan(load(name).with_assumptions(found))
    premiums, last = {}, None
    for step in steps(plan_, seed, campaign):
        assert_sound(step)
        premiums.update(dict.fromkeys(range(len(premiums), step.state.events), step.state.premium[0]))
        last = step
    state, rows = last.state, last.log.rows[: last.state.events]
    assert state.failed == 0
    for field_name, whole, _, _, _ in layout():
        values = numbers(getattr(state, field_name))
        assert all(math.isfinite(value) for value in values), field_name
        assert not whole or all(isinstance(value, int) for value in values)
    for week in last.log.weeks[: state.known]:
        terms = week[WEEK_COLUMNS.index(TERMS[0]) :]
        gap = week[WEEK_COLUMNS.index("least_germany")] - week[WEEK_COLUMNS.index("most_soviet")]
        assert abs(sum(terms) - gap) <= 1e-12
    assert all(math.isnan(value) for week in last.log.weeks[state.known :] for value in week)
    assert_counts(plan_, state, rows, premiums)


def assert_counts(plan_, state, rows, premiums):
    again = recount(plan_, state, rows, premiums)
    since = plan_.world.count_from
    assert state.sent[0] == again.sent
    assert state.delivered[0] == again.delivered
    assert state.met[0] == again.met
    assert state.round_total[0] == again.rounds
    assert state.leaks[0] == again.leaks
    assert state.window_days[0] == pytest.approx(again.window_days, abs=1e-9)
    assert (state.window_first[0] if state.window_first[0] < slots.NEVER else None) == again.window_first
    assert again.window_first is None or again.window_first >= since
    assert ENDING_CODES[state.ending] == again.ending and state.ended == again.ended
    row = outcome(state)
    assert row["barrier"] == (None if again.signed else again.barrier)
    assert row["settled"] == again.signed
    assert row["operations_fought"] == again.fought and row["operations_cancelled"] == again.called_off
    assert row["antecedent_arose"] is again.arose
    if again.signed:
        least, most = state.line[0]
        assert least <= row["share"] <= most
        assert state.signed[0] == next(r.time for r in rows if r.kind == slots.K_SIGNED)


@dataclass
class Recount:
    """The campaign's outcome once more, from the rows of its log alone."""

    sent: list = field(default_factory=lambda: [0] * slots.STREAMS)
    delivered: int = 0
    met: int = 0
    rounds: int = 0
    leaks: int = 0
    window_days: float = 0.0
    window_first: float | None = None
    signed: bool = False
    ending: str = ""
    ended: float = 0.0
    barrier: str = "no_contact"
    fought: int = 0
    called_off: int = 0
    arose: bool = True


def recount(plan_, state, rows, premiums):
    count = Recount()
    since = plan_.world.count_from
    _war(plan_, rows, count)
    _contacts(rows, count, since)
    _windows(rows, count, since)
    _barrier(rows, count, premiums)
    return count


def _war(plan_, rows, count):
    """How it ended, and which operations could be fought: the last word on each operation counts."""
    count.signed = any(row.kind == slots.K_SIGNED for row in rows)
    last = rows[-1]
    count.ended = last.time
    if last.kind == slots.K_RENEWED:
        count.ending = "settlement_broken"
    elif last.cause == slots.C_HORIZON:
        count.ending = "settlement_held" if count.signed else "undecided"
    else:
        assert last.kind == slots.K_WAR_END
        beaten = slots.GERMANY if last.cause in (slots.C_BERLIN, slots.C_AXIS_FORCES) else slots.SOVIET
        assert last.side == beaten
        count.ending = "soviet_victory" if beaten == slots.GERMANY else "german_victory"
    off = (slots.C_RATIO, slots.C_LAG, slots.C_MET)
    fate = {}
    for row in rows:
        if row.kind == slots.K_OPERATION and plan_.operations[row.ref].east:
            fate[row.ref] = row.cause
    count.called_off = sum(cause in off for cause in fate.values())
    count.fought = sum(cause not in (*off, slots.C_CHANGE) for cause in fate.values())
    fixed = {o for o, row in enumerate(plan_.operations) if row.forced == 1}
    busy = any(row.kind == slots.K_HELD and row.cause == slots.C_BUSY for row in rows)
    count.arose = not busy and not any(cause in off for o, cause in fate.items() if o in fixed)


def _contacts(rows, count, since):
    reached = set()
    for index, row in enumerate(rows):
        if row.time < since:
            continue
        if row.kind == slots.K_SENT:
            count.sent[row.cause - slots.C_SERIOUS] += 1
        elif row.kind == slots.K_HELD and row.cause == slots.C_CHANGE:
            stream = {0: slots.LEADER, 1: slots.SERIOUS, 2: slots.MEDIATOR}[row.side]
            count.sent[stream] += 1
            reached.add(index)
        elif row.kind in (slots.K_REFUSED, slots.K_ANSWERED):
            reached.add(row.parent)
        elif row.kind == slots.K_FILTERED and row.side == rows[row.parent].side:
            reached.add(row.parent)  # stopped on the way to his own leader: it had reached the other one
        count.met += row.kind == slots.K_ANSWERED
        count.rounds += row.kind == slots.K_ROUND
        count.leaks += row.kind in (slots.K_LEAKED, slots.K_INTERCEPTED, slots.K_EXPOSED)
    count.delivered = len(reached)


def _windows(rows, count, since):
    opened = None
    closing = [row for row in rows if row.kind in (slots.K_WINDOW, slots.K_SIGNED)]
    for row in closing:
        if row.kind == slots.K_WINDOW and row.cause == slots.C_OPENED:
            assert opened is None
            opened = row.time
            continue
        if opened is not None:
            _count_window(count, max(opened, since), row.time)
        opened = None
    if opened is not None:
        _count_window(count, max(opened, since), count.ended)


def _count_window(count, start, end):
    if end - start >= 1.0:
        count.window_days += end - start
        if count.window_first is None:
            count.window_first = start


def _barrier(rows, count, premiums):
    """The obstacle of the attempt that got furthest, the latest of those that got as far."""
    found = []

    def lines(gap, premium):
        if gap <= 0.0:
            return "walked_out"
        return "strength" if gap - premium <= 0.0 else "terms"

    ended = {row.parent for row in rows if row.kind in (slots.K_FILTERED, slots.K_REFUSED, slots.K_ANSWERED)}
    for index, row in enumerate(rows):
        if row.kind == slots.K_FILTERED:
            found.append((1, row.time, index, "gatekeeper"))
        elif row.kind == slots.K_REFUSED and row.cause == slots.C_INSINCERE:
            found.append((2, row.time, index, lines(row.first, row.second)))
        elif row.kind == slots.K_REFUSED and row.cause == slots.C_BUSY:
            found.append((2, row.time, index, "pre_empted"))
        elif row.kind == slots.K_REFUSED:
            found.append((2, row.time, index, lines(row.second, premiums[index])))
        elif row.kind == slots.K_TALKS_END:
            code = {slots.C_EXPOSURE: "exposure"}.get(row.cause)
            found.append((3, row.time, index, code or lines(row.first, row.second)))
        elif row.kind == slots.K_SENT and index not in ended:
            found.append((1, count.ended, len(rows), "war_ended"))
    talks = sum(row.kind == slots.K_ANSWERED for row in rows) - sum(
        row.kind == slots.K_TALKS_END for row in rows
    )
    if talks > 0:
        found.append((3, count.ended, len(rows), "war_ended"))
    if found:
        count.barrier = max(found, key=lambda attempt: (attempt[0], attempt[2]))[3]


# Red when one of the counts differs under a reading in which much happens.
@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("motive", MOTIVES)
def test_counts_agree_with_the_log(strength, motive):
    barriers = set()
    for name in NAMES:
        plan_ = planned(name, (("strength", strength), ("motive", motive), ("initiative", "fleischhauer")))
        for campaign in range(5):
            premiums = {}
            for step in steps(plan_, 8, campaign):
                new = range(len(premiums), step.state.events)
                premiums.update(dict.fromkeys(new, step.state.premium[0]))
            rows = step.log.rows[: step.state.events]
            assert_counts(plan_, step.state, rows, premiums)
            barriers.add(outcome(step.state)["barrier"])
    assert len(barriers) > 1


# The same for the obstacles of those who got nowhere: few weeks left, and keepers who pass nothing on.
def test_counts_agree_in_the_last_months():
    branch = date(1945, 2, 1)
    shut = [
        ChannelChange(target=channel.id, passes_on=0.0, latency=2.0)
        for channel in load_record().channels
        if channel.closes > branch and not channel.shut  # nothing can be changed about the others
    ]
    plan_ = plan(what_if(branch, *shut, motive="mixed"), "branch")
    barriers = set()
    for campaign in range(40):
        state, rows, _ = told(plan_, 8, campaign)
        # Nobody bargains with a premium that moves between two rows here: the last one will do.
        assert_counts(plan_, state, rows, dict.fromkeys(range(len(rows)), state.premium[0]))
        barriers.add(outcome(state)["barrier"])
    assert {"gatekeeper", "no_contact", "war_ended"} <= barriers


# Without this the recount might never have seen most of the obstacles and endings.
def test_the_recounted_campaigns_reach_most_barriers_and_endings():
    barriers, endings = set(), set()
    for strength in STRENGTHS:
        for name in NAMES:
            plan_ = planned(
                name, (("strength", strength), ("motive", "mixed"), ("initiative", "fleischhauer"))
            )
            for campaign in range(12):
                state, _ = ran(plan_, 8, campaign)
                row = outcome(state)
                barriers.add(row["barrier"])
                endings.add(row["ending"])
    assert {"terms", "strength", "walked_out", "exposure", None} <= barriers
    assert {"soviet_victory", "settlement_held", "settlement_broken"} <= endings <= set(ENDING_CODES.values())


# Red when rows of the log point forward, to themselves, or to a row of another kind than led there.
def test_parents_come_first():
    led = {
        slots.K_LEAKED: {slots.K_SENT},
        slots.K_INTERCEPTED: {slots.K_SENT},
        slots.K_FILTERED: {slots.K_SENT},
        slots.K_REFUSED: {slots.K_SENT},
        slots.K_ANSWERED: {slots.K_SENT, slots.K_HELD},
        slots.K_ROUND: {slots.K_ANSWERED},
        slots.K_TALKS_END: {slots.K_ANSWERED},
        slots.K_SIGNED: {slots.K_ANSWERED},
        slots.K_RENEWED: {slots.K_SIGNED},
        slots.K_OPERATION_END: {slots.K_OPERATION},
    }
    for campaign in range(10):
        _, rows, _ = told(planned("stockholm_meeting_held_1943", (("strength", "rational"),)), 2, campaign)
        for index, row in enumerate(rows):
            assert -1 <= row.parent < index
            if row.kind in led:
                assert rows[row.parent].kind in led[row.kind]
        # Times never run back, but for the end of the war, which is dated inside the week.
        times = [row.time for row in rows[:-1]]
        assert times == sorted(times)


# Red when a failed campaign is taken for an outcome: a number that is not finite must end it and mark it.
def test_a_number_that_explodes_fails_the_campaign():
    plan_ = planned("historical", (("numbers", "default"),))
    rows = plan_.parameters(1, 0)
    from sepeace.clocks.storage import new_state
    from sepeace.kernel.campaign import run_campaign

    rows[0].ideology = [float("inf"), 0.0]
    state, log = new_state(1, 0), full_log()
    run_campaign(state, rows, plan_.world, log, plan_.horizon)
    assert state.failed == 1 and outcome(state)["ending"] is None
