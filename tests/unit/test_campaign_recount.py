"""Windows and the end of the war counted once more from lines, fronts and strengths, without the log's word.

The kernel writes a row when a window opens or closes, and another when the war ends. The recounts below read
neither: they step the plain clock, look at both lines and at the battlefield after every event, and say for
themselves when a window stood open and when the war had to end.
"""

import math
from dataclasses import dataclass, field

import pytest

from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.kernel import slots
from sepeace.outcomes.outcome_rows import ENDING_CODES
from sepeace.quantities import HORIZON, day_of
from tests.campaigns import STRENGTHS, WHAT_IFS, outcome, planned, steps
from tests.clocks import sampled

NAMES = ("historical", *WHAT_IFS)
LINES = WEEK_COLUMNS.index("least_germany"), WEEK_COLUMNS.index("most_soviet")
CENTRE = 1


@dataclass
class Lines:
    """When the German line lay at or below the Soviet one, seen from the lines alone."""

    since: float
    opened: float | None = None
    days: float = 0.0
    first: float | None = None
    spells: list = field(default_factory=list)

    def see(self, day, is_open):
        """The lines as they stand from ``day`` on."""
        if is_open and self.opened is None:
            self.opened = day
        elif not is_open and self.opened is not None:
            self.close(day)

    def close(self, day):
        """Count a window of a day or more, from the branch on."""
        if self.opened is None:
            return
        self.spells.append((self.opened, day))
        start = max(self.opened, self.since)
        if day - start >= 1.0:
            self.days += day - start
            if self.first is None:
                self.first = start
        self.opened = None


def watched(plan_, seed, campaign):
    """Drive a campaign; its windows from the lines, and the last step."""
    lines, last, signed = Lines(since=plan_.world.count_from), None, False
    for step in steps(plan_, seed, campaign):
        state = step.state
        if not signed:
            least, most = state.line[0]
            if state.signed[0] < slots.NEVER:
                lines.close(state.signed[0])  # the war is over: nobody has a line any more
                signed = True
            elif state.ending == slots.RUNNING:
                lines.see(step.due, least <= most)
        last = step
    if not signed:
        lines.close(last.state.ended)
    return lines, last


# Red when the kernel misses an opening or a closing, dates one otherwise, counts one before the branch, or
# leaves one open when a settlement is signed.
@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("name", NAMES)
def test_windows_are_those_of_the_lines(name, strength):
    plan_, seen = planned(name, (("strength", strength), ("motive", "mixed"))), 0
    for campaign in sampled(range(12), 2):
        lines, _ = assert_windows(plan_, campaign)
        seen += lines.first is not None
    assert seen > 0 or strength == "document"


def assert_windows(plan_, campaign):
    """What the kernel counted against what the lines show; returns the latter and the last step."""
    lines, last = watched(plan_, 31, campaign)
    state = last.state
    assert state.window_days[0] == pytest.approx(lines.days, abs=1e-9), campaign
    first = state.window_first[0] if state.window_first[0] < slots.NEVER else None
    assert first == lines.first, campaign
    row = outcome(state)
    assert row["window"] is (lines.first is not None)
    if lines.first is not None:
        assert day_of(row["first_window"]) == math.floor(lines.first)
    assert_weeks(last, lines)
    return lines, last


# Red when a window shorter than a day is counted. They are rare: these campaigns have some.
def test_windows_shorter_than_a_day_do_not_count():
    short = 0
    for name, strength, campaigns in (
        ("germany_wins_at_kursk", "rational", (53, 55)),
        ("stockholm_meeting_held_1943", "rational", (320, 457)),
        ("stockholm_meeting_held_1943", "prospect", (31, 216, 476)),
    ):
        plan_ = planned(name, (("strength", strength), ("motive", "mixed")))
        for campaign in campaigns:
            lines, _ = assert_windows(plan_, campaign)
            spells = [(max(start, lines.since), end) for start, end in lines.spells]
            short += any(0.0 <= end - start < 1.0 for start, end in spells)
    assert short > 2, "look for other campaigns"


# Red when a window that is open on the last day of the war is lost, or runs on.
def test_a_window_open_at_the_end_of_the_war_is_counted_until_then():
    plan_, open_ = planned("historical", (("motive", "mixed"), ("collapse_line", 0.7))), 0
    for campaign in range(56, 70):
        lines, last = assert_windows(plan_, campaign)
        at_war = last.state.signed[0] >= slots.NEVER
        open_ += at_war and any(end == last.state.ended for _, end in lines.spells)
    assert open_ > 0, "look for other campaigns"


def assert_weeks(last, lines):
    """The weekly lines tell the same: open on the Sundays inside a spell, shut on the others."""
    state, end = last.state, min(last.state.ended, last.state.signed[0])
    for week, values in enumerate(last.log.weeks[: state.known]):
        day = 7.0 * week
        if day < 7.0 or day >= end or any(day in spell for spell in lines.spells):
            continue
        is_open = values[LINES[0]] <= values[LINES[1]]
        assert is_open == any(start < day < stop for start, stop in lines.spells), week


# Without this the recount might never have seen a window that is open at the branch, or a settlement.
def test_the_recounted_windows_are_of_every_kind():
    spells, early, signed = [], 0, 0
    for name in ("germany_wins_at_kursk", "uranus_fails"):
        plan_ = planned(name, (("strength", "rational"),))
        for campaign in range(15):
            lines, last = watched(plan_, 31, campaign)
            spells += lines.spells
            early += any(start < plan_.branch_day < stop for start, stop in lines.spells)
            signed += last.state.signed[0] < slots.NEVER
    assert len(spells) > 30 and early > 0 and signed > 0


# Red when the war goes on although a rule ends it, ends although none does, or is given to the wrong side.
@pytest.mark.parametrize("name", NAMES)
def test_the_war_ends_when_a_rule_ends_it(name):
    causes = set()
    for strength in ("document", "rational"):
        plan_ = planned(name, (("strength", strength),))
        causes |= {assert_end(plan_, campaign) for campaign in sampled(range(10), 2)}
    assert slots.C_BERLIN in causes


# Red likewise for the ends that are rare under the defaults: here the rules end it sooner.
@pytest.mark.parametrize(
    ("settings", "cause"),
    [
        ({"collapse_line": 0.7}, slots.C_COLLAPSE),
        ({"least_strength.soviet": 2.25}, slots.C_SOVIET_FORCES),
        (
            {"least_strength.germany": 1.0, "make_good": 0.0, "score_sd": 1.1, "structure_weight": 0.0},
            slots.C_AXIS_FORCES,
        ),
        ({"front_noise": 0.0}, slots.C_BERLIN),
    ],
)
def test_the_war_ends_by_each_of_its_rules(settings, cause):
    plan_ = planned("historical", tuple(settings.items()))
    assert cause in {assert_end(plan_, campaign) for campaign in range(30)}


def assert_end(plan_, campaign):
    """Fronts and strengths after every week, held against the rules; returns the cause of the end."""
    world, beyond, ruled = plan_.world, None, None
    for step in steps(plan_, 17, campaign):
        state, p = step.state, step.parameters
        if step.slot == slots.FRONT:
            # Outside the week that ends it, no war may go on that a rule has ended.
            fallen = [state.strength[side] < p.least_strength[side] for side in range(2)]
            berlin = state.front[CENTRE] <= p.berlin_line
            held = 7.0 * state.weeks <= world.held_until
            if (berlin or any(fallen)) and not held:
                assert state.ending != slots.RUNNING or state.signed[0] < slots.NEVER
                ruled = "german_victory" if fallen[slots.SOVIET] and not berlin else "soviet_victory"
            mean = sum(weight * front for weight, front in zip(world.weights, state.front, strict=True))
            assert state.mean_front == pytest.approx(mean, abs=1e-12)
            if mean < p.collapse_line:
                beyond = None
            elif beyond is None:
                beyond = 7.0 * state.weeks
        if step.slot == slots.COLLAPSE:
            # Seen on a Sunday, it went beyond the line in the week before.
            assert beyond is not None and -7.0 <= step.due - beyond - 7.0 * p.collapse_weeks <= 1e-5
            ruled = "german_victory"
        elif beyond is not None and state.ending == slots.RUNNING and state.signed[0] >= slots.NEVER:
            assert step.due - beyond <= 7.0 * p.collapse_weeks + 1e-5
    ending = ENDING_CODES[state.ending]
    if state.signed[0] < slots.NEVER:
        assert ending in ("settlement_held", "settlement_broken")
        assert (ending == "settlement_broken") == (state.breaker[0] > 0)
    elif ending == "undecided":
        assert state.ended == day_of(HORIZON) and ruled is None
    elif ruled is None:
        # The only end that weekly values need not show: a centre front that touched the line inside a week.
        assert ending == "soviet_victory" and state.front[CENTRE] - step.parameters.berlin_line < 0.05
    else:
        assert ending == ruled
    return step.log.rows[state.events - 1].cause
