"""Chains of causes: what a pair of campaigns tells, and what many pairs add up to."""

from collections import Counter

import numpy as np
import pytest

from sepeace.clocks.plain import run_plain
from sepeace.clocks.storage import WEEK_COLUMNS, full_log
from sepeace.execution.chunks import run_chunk
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import tasks_of
from sepeace.kernel import pairing, slots, terms
from sepeace.kernel.fields import TERMS
from sepeace.outcomes import causal_paths, detectability
from sepeace.outcomes.outcome_rows import BARRIER_CODES, OUTCOME
from sepeace.outcomes.totals import Cells
from sepeace.runs.compare import baseline_of, compare
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.stats.estimates import newcombe_paired
from tests.campaigns import ran

KURSK = load("germany_wins_at_kursk")
LEAST, MOST = WEEK_COLUMNS.index("least_germany"), WEEK_COLUMNS.index("most_soviet")


def weeks_of(log):
    rows = np.array(log.weeks)
    return rows[~np.isnan(rows[:, 0])]


def expected(one, other, since):
    """The turning week and the leading term once more, with numpy."""
    (state, log), (other_state, other_log) = one, other
    weeks, other_weeks = weeks_of(log), weeks_of(other_log)
    lost = state.window_first[0] < slots.NEVER <= other_state.window_first[0]
    first, own = (state.window_first[0], weeks) if lost else (other_state.window_first[0], other_weeks)
    if first < slots.NEVER:
        week = int(np.ceil(first / 7.0))
        if week >= len(own):
            return -1, causal_paths.SHIFTS.index("no_week")
    else:
        start = int(np.ceil(since / 7.0))
        week = start + int(np.argmin(own[start:, LEAST] - own[start:, MOST]))
    for known, name in ((weeks, "over_without"), (other_weeks, "over_with")):
        if week >= len(known):
            return week, causal_paths.SHIFTS.index(name)
    moved = (other_weeks[week] - weeks[week])[WEEK_COLUMNS.index(TERMS[0]) :]
    gap = moved.sum()
    toward = np.where(moved * gap > 0.0, np.abs(moved), 0.0)
    return week, int(toward.argmax()) if toward.any() else causal_paths.SHIFTS.index("nothing")


# Red when the week, the sign or the term is another than the definition says.
@pytest.mark.parametrize("name", ["germany_wins_at_kursk", "uranus_fails", "second_front_in_1943"])
def test_the_week_that_matters_and_the_term_that_moves_most(name):
    scenario = load(name).with_assumptions(numbers="prior")
    plans = plan(baseline_of(scenario), "branch"), plan(scenario, "branch")
    found = [0.0] * pairing.LINKS
    seen = set()
    for campaign in range(25):
        one, other = (ran(made, 1, campaign) for made in plans)
        pairing.part(*one, plans[0].world, *other, plans[1].world, 1.0, found)
        week, term = expected(one, other, plans[1].world.count_from)
        assert found[pairing.TURNING_WEEK] == week and found[pairing.LEADING_TERM] == term
        seen.add(term)
    assert len(seen) > 1


# Red when a window that only the world without the change has is overlooked.
def test_a_lost_window_is_looked_at_in_the_world_that_has_it():
    made = plan(KURSK, "branch")
    state, log = ran(made, 1, 417)
    assert state.window_first[0] < slots.NEVER
    other_state, other_log = run_plain(plan(baseline_of(KURSK), "branch"), 1, 417, full_log())
    other_state.window_days[0] = 0.0
    found = [0.0] * pairing.LINKS
    pairing.part(state, log, made.world, other_state, other_log, made.world, 1.0, found)
    week = int(np.ceil(state.window_first[0] / 7.0))
    assert found[pairing.TURNING_WEEK] == week
    assert found[pairing.GAP_FIRST] == pytest.approx(log.weeks[week][LEAST] - log.weeks[week][MOST], abs=0)
    # the war of the other world may be over by then, or the window's own before its Sunday
    other_state.known = week
    pairing.part(state, log, made.world, other_state, other_log, made.world, 1.0, found)
    assert causal_paths.SHIFTS[int(found[pairing.LEADING_TERM])] == "over_with"
    pairing.part(other_state, other_log, made.world, state, log, made.world, 1.0, found)
    assert causal_paths.SHIFTS[int(found[pairing.LEADING_TERM])] == "over_without"
    state.known = week
    pairing.part(state, log, made.world, other_state, other_log, made.world, 1.0, found)
    assert (
        causal_paths.SHIFTS[int(found[pairing.LEADING_TERM])] == "no_week"
        and found[pairing.TURNING_WEEK] == -1
    )


# Red when a window that is too short to count decides which week is looked at.
def test_a_window_too_short_to_count_is_not_looked_at():
    made = plan(KURSK, "branch")
    state, log = ran(made, 1, 417)
    other_state, other_log = run_plain(plan(baseline_of(KURSK), "branch"), 1, 417, full_log())
    own = int(np.ceil(state.window_first[0] / 7.0))
    other_state.window_first[0], state.window_days[0] = 7.0 * (own + 5), 30.0
    found, weeks = [0.0] * pairing.LINKS, []
    for days in (3.0, 28.0):  # of the second world's window, which counts from 28 days
        other_state.window_days[0] = days
        pairing.part(state, log, made.world, other_state, other_log, made.world, 28.0, found)
        weeks.append(found[pairing.TURNING_WEEK])
    assert weeks == [own, own + 5]


# Red when an operation counts that only one of the wars lasted long enough to see, or the worlds are swapped.
def test_operations_count_while_both_wars_last():
    scenario = load("uranus_fails")
    usual, changed = plan(baseline_of(scenario), "branch"), plan(scenario, "branch")

    def off_in(made, campaign):
        state, log = ran(made, 1, campaign)
        return sum(pairing.called_off(row, made.world) >= 0 for row in log.rows[: state.events])

    k = next(k for k in range(200) if (off_in(usual, k), off_in(changed, k)) == (0, 1))
    one, other = ran(usual, 1, k), ran(changed, 1, k)
    found = [0.0] * pairing.LINKS
    pairing.part(*one, usual.world, *other, changed.world, 1.0, found)
    assert (found[pairing.CALLED_OFF], found[pairing.TAKE_PLACE]) == (1.0, 0.0)
    pairing.part(*other, changed.world, *one, usual.world, 1.0, found)
    assert (found[pairing.CALLED_OFF], found[pairing.TAKE_PLACE]) == (0.0, 1.0)
    (off,) = (row for row in other[1].rows if pairing.called_off(row, changed.world) >= 0)
    one[0].signed[0] = off.time - 1.0
    pairing.part(*one, usual.world, *other, changed.world, 1.0, found)
    assert (found[pairing.CALLED_OFF], found[pairing.TAKE_PLACE]) == (0.0, 0.0)


def rows(*made):
    """Rows of outcomes: (window, settled, barrier)."""
    found = np.zeros(len(made), OUTCOME)
    for row, (window, settled, barrier) in zip(found, made, strict=True):
        row["window"], row["settled"], row["barrier"] = window, settled, barrier
    return found


# Red when a world is taken for the other, or a step for another.
def test_pairs_are_counted_by_what_they_tell():
    barrier, strength = slots.TERMS, terms.STRENGTH
    without = rows((False, False, barrier), (True, False, barrier), (True, True, -1), (False, False, 0))
    changed = rows((True, False, barrier), (False, False, 0), (True, True, -1), (False, False, 0))
    links = np.zeros((4, pairing.LINKS))
    links[:, pairing.LEADING_TERM] = [strength, 0, pairing.OVER_IN_FIRST, pairing.NO_TERM]
    links[:, pairing.CALLED_OFF], links[:, pairing.TAKE_PLACE] = [0, 2, 0, 1], [0, 1, 1, 1]
    links[:, pairing.GAP_FIRST], links[:, pairing.GAP_SECOND] = 0.3, [0.1, 0.5, 0.3, 0.3]
    counted = causal_paths.no_chains()
    for _ in range(5):
        counted.add(links, without, changed)
    told = [(c.window, c.operations, c.term, c.direction, c.end) for c in counted.commonest()]
    assert told == [
        ("with_only", "as_without", "strength", "nearer", "terms"),
        ("without_only", "called_off", "optimism", "apart", "no_contact"),
        ("both", "take_place", "over_without", "nearer", "settlement"),
        ("neither", "exchanged", "nothing", "nearer", "no_contact"),
    ]
    for chain in counted.commonest():
        assert chain.share == 0.25 and chain.share_of_window == 1.0
        steps = causal_paths.clauses(chain.window, chain.operations, chain.term, chain.direction, chain.end)
        assert all(steps) and steps[-1] == causal_paths.END_WORDS[chain.end]


# Red when a barrier, a term or an ending has no words, or stands in another order than the kernel's.
def test_every_step_has_words():
    assert causal_paths.ENDS[:-1] == tuple(BARRIER_CODES[code] for code in range(len(BARRIER_CODES)))
    assert set(causal_paths.END_WORDS) == set(causal_paths.ENDS) and set(causal_paths.WINDOW_WORDS) == set(
        causal_paths.WINDOWS
    )
    assert [
        causal_paths.SHIFTS[code] for code in (pairing.OVER_IN_FIRST, pairing.OVER_IN_SECOND, pairing.NO_WEEK)
    ] == [
        "over_without",
        "over_with",
        "no_week",
    ]
    assert len(TERMS) == pairing.NO_TERM
    texts = {
        causal_paths.shift_words(term, way) for term in causal_paths.SHIFTS for way in causal_paths.DIRECTIONS
    }
    assert len(texts) == 2 * len(TERMS) + 4


# Red when chains are counted over other pairs than the difference, or depend on how they were cut.
def test_chains_agree_with_the_outcomes():
    pair = compare(KURSK, 60, seed=3, split=False)
    (task,) = tasks_of((baseline_of(KURSK), KURSK), RunOptions(campaigns=25, seed=3))[:1]
    part = run_chunk(task)
    counted = causal_paths.no_chains()
    for here in (slice(0, 10), slice(10, 25)):
        counted.add(part.links[here], *(world.rows[here] for world in part.worlds))
    whole = causal_paths.no_chains()
    whole.add(part.links, *(world.rows for world in part.worlds))
    assert (counted.counts == whole.counts).all() and whole.counts.sum() == 25
    first, second = (world.rows["window"] for world in part.worlds)
    kinds = Counter(zip(first.tolist(), second.tolist(), strict=True))
    cells = [kinds[False, True], kinds[True, False], kinds[True, True], kinds[False, False]]
    assert whole.counts.sum(axis=(1, 2, 3, 4)).tolist() == cells
    told = pair.to_json()["chains"]
    assert told and all(row["text"].count(";") >= 2 and 0.0 < row["share"] <= 1.0 for row in told)


# --- the guard


# Red when a difference whose interval reaches 0 passes, or one that keeps clear of it does not.
def test_the_guard_lets_pass_what_is_shown():
    assert detectability.shown(newcombe_paired(10, 60, 5, 25)) and detectability.shown(
        newcombe_paired(10, 5, 60, 25)
    )
    assert not detectability.shown(newcombe_paired(10, 6, 5, 79))


# Red when the sum is of independent samples, or forgets the share of unlike pairs.
def test_the_number_of_campaigns_that_would_show_a_difference():
    seen = Cells(both=100, only_with=60, only_without=40, neither=800)
    assert detectability.needed(seen) == pytest.approx(7.849 * 0.1 / 0.02**2, rel=0.03)
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(400):  # so many campaigns do show it four times in five
        cells = rng.multinomial(detectability.needed(seen), [0.1, 0.06, 0.04, 0.8])
        hits += detectability.shown(newcombe_paired(*(int(cell) for cell in cells)))
    assert 0.72 <= hits / 400 <= 0.88
    assert "about" in detectability.refusal(Cells(both=10, only_with=6, only_without=5, neither=79))
    rare = Cells(both=0, only_with=1, only_without=1, neither=99_998)
    assert detectability.would_show(rare) == detectability.HAVE_SHOWN
    assert detectability.enough(newcombe_paired(*rare.table()), rare) is None
    some = Cells(both=0, only_with=3, only_without=3, neither=994)
    assert detectability.enough(newcombe_paired(*some.table()), some) > 10_000
    few = Cells(both=0, only_with=1, only_without=1, neither=998)
    assert detectability.enough(newcombe_paired(*few.table()), few) is None
    assert detectability.refusal(few).endswith(detectability.TOO_FEW)
