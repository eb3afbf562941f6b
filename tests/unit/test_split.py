"""Where an effect comes from: shares that add up, channels that carry the battlefield, alike on any clock."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sepeace.cli.wording import comparison_lines
from sepeace.clocks import clock_choice
from sepeace.clocks.plain import run_plain
from sepeace.clocks.storage import WEEK_COLUMNS, empty_log, full_log, state_bytes
from sepeace.documents import shipped
from sepeace.errors import BadValue
from sepeace.execution.chunks import Task, run_chunk
from sepeace.execution.options import RunOptions
from sepeace.execution.workers import tasks_of
from sepeace.figures import wording
from sepeace.kernel import slots
from sepeace.kernel.leaders.western_track import tape_west
from sepeace.model.counterfactual import shapley
from sepeace.outcomes import line_shifts
from sepeace.outcomes.causation import bounds_of
from sepeace.outcomes.pathways import CHANNELS, SETS, WAYS, SplitSums
from sepeace.outcomes.totals import Cells
from sepeace.runs.compare import baseline_of, compare
from sepeace.runs.where_from import carried_by_strength, wanted
from sepeace.scenario.changes import ParameterChange
from sepeace.scenario.library import load
from sepeace.scenario.plan import plan
from sepeace.shapes import as_json
from sepeace.stats.estimates import Estimate, wilson
from sepeace.wording.gap import WAY_NOTE, Way
from sepeace.wording.gap import WAYS as WAY_WORDS
from tests.campaigns import planned, ran, what_if

KURSK = load("germany_wins_at_kursk")
DEARER = """
schema = 1
title = "Losses weigh more"
question = "Would losses that weigh more have changed anything?"
branch = 1943-01-01
antecedent = "The men lost weigh half as much again with the German leadership."
sources = ["judgement"]

[[change]]
parameter = "cost_loss"
side = "germany"
scale = 1.5
from = 1943-01-01
"""


# --- the rule


# Red when an order in which causes can join is left out, or weighed twice.
def test_the_product_game():
    low, high = (0.2, 0.3, 0.5), (0.6, 0.5, 0.9)
    worth = []
    for members in range(8):
        worth.append(np.prod([high[i] if members >> i & 1 else low[i] for i in range(3)]))
    shares = shapley(worth)
    assert shares == pytest.approx((0.114667, 0.0586667, 0.0666667), abs=1e-6)
    assert sum(shares) == pytest.approx(0.24, abs=1e-12)


def test_shares_of_simple_games():
    assert shapley([0.0, 1.0]) == (1.0,)
    assert shapley([2.0]) == ()
    assert shapley([0.0, 0.0, 0.0, 1.0]) == (0.5, 0.5)
    assert shapley([0.0, 1.0, 0.0, 1.0]) == (1.0, 0.0)
    for worth in ([], [1.0, 2.0, 3.0], [0.0, float("nan")]):
        with pytest.raises(BadValue):
            shapley(worth)


# --- the channels


def tracked(made, campaign):
    log = empty_log()
    state, _ = run_plain(made, 1, campaign, log)
    return state, log.own


# Red when a channel shows something else than what the leaders saw: their own track must change nothing.
@pytest.mark.parametrize("name", ["germany_wins_at_kursk", "historical"])
def test_a_campaigns_own_track_changes_nothing(name):
    made = planned(name)
    for campaign in range(4):
        state, own = tracked(made, campaign)
        for taken in (1, 2, 4, 8, 15):
            log = empty_log()
            log.taken, log.their = taken, own
            again, _ = run_plain(made, 1, campaign, log)
            assert state_bytes(again) == state_bytes(state)


# Red when the battlefield reaches the leaders by a way that is not among the channels.
def test_with_every_channel_taken_the_leaders_live_in_the_other_world():
    changed, usual_plan = plan(KURSK), plan(baseline_of(KURSK), "branch")
    for campaign in range(6):
        usual_log, log = full_log(), full_log()
        state, _ = run_plain(usual_plan, 1, campaign, usual_log)
        log.taken, log.their, log.taped = SETS - 1, usual_log.own, 1
        tape_west(usual_log.west, usual_log.west, log.tape, True)
        mixed, _ = run_plain(changed, 1, campaign, log)
        assert mixed.front_km != state.front_km or mixed.ended != state.ended
        last = int(min(mixed.ended, state.ended) // 7.0)
        for week in range(last):
            assert log.weeks[week][5:9] == usual_log.weeks[week][5:9]  # both lines, both wishes to talk
        assert (mixed.window_first, mixed.signed) == (state.window_first, state.signed)


def chunk(clock, monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, clock)
    (task,) = tasks_of((baseline_of(KURSK), KURSK), RunOptions(campaigns=6), split=True)
    return run_chunk(task)


# Red when lines are drawn on past the end of what is known of the West: a world that is settled has a short
# tape, and with a set of channels taken from the first it may not be settled.
@pytest.mark.parametrize("campaign", [883, 1290])
def test_a_set_of_channels_outlasts_a_world_that_was_settled(monkeypatch, campaign):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    scenario, found = KURSK.with_assumptions(strength="rational", numbers="prior"), []
    for clock in ("plain", "compiled"):
        monkeypatch.setenv("SEPEACE_CLOCK", clock)
        worlds = (baseline_of(scenario), scenario)
        task = Task(
            scenarios=worlds, given="branch", seed=1, first=campaign, count=1, weekly=False, split=True
        )
        found.append(run_chunk(task).split[0])
    assert (found[0] == found[1]).all()
    assert 0 < found[0][:, 1].sum() < SETS  # some sets are settled, some are not


# Red when one clock hands over another track, or another set of channels.
def test_both_clocks_split_alike(monkeypatch):
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    plain, fast = chunk("plain", monkeypatch), chunk("compiled", monkeypatch)
    assert (plain.split == fast.split).all() and (plain.links == fast.links).all()
    assert plain.split.shape == (6, SETS, 2)
    for world, other in zip(plain.worlds, fast.worlds, strict=True):
        assert world.rows.tobytes() == other.rows.tobytes()
    assert (plain.split[:, 0, 0] == plain.worlds[1].rows["window"]).all()


# --- the comparison


@pytest.fixture(scope="module")
def pair():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    clock_choice.load()
    return compare(KURSK, 400, seed=1, split=True)


def test_the_split_adds_up_to_the_difference(pair):
    for name, split in (("window", pair.split), ("settlement", pair.settlement_split)):
        assert list(split) == [*CHANNELS, Way.OTHER]
        assert sum(part.value for part in split.values()) == pytest.approx(
            pair.difference[name].value, abs=1e-9
        )
    assert pair.split[Way.OTHER].value == 0.0  # a battle acts through the battlefield alone
    content = pair.to_json()
    for name, split in (("split", pair.split), ("settlement_split", pair.settlement_split)):
        assert content[name] == {way: part.value for way, part in split.items()}
        assert content[f"{name}_ci95"] == {way: list(part.ci95) for way, part in split.items()}


# Red when a number that the change sets itself is told as a way of the battlefield, or a reader is not told
# why the chains name a term that no way has.
def test_a_change_of_a_number_acts_by_other_ways_and_that_is_said(tmp_path):
    assert list(WAY_WORDS) == list(WAYS) and "numbers that the change sets" in WAY_WORDS[Way.OTHER]
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    (tmp_path / "dearer.toml").write_text(DEARER, encoding="utf-8")
    pair = compare(load(str(tmp_path / "dearer.toml")), 200, seed=1, split=True)
    assert all(pair.split[way].value == 0.0 for way in CHANNELS)
    assert pair.split[Way.OTHER].value == pytest.approx(pair.difference["window"].value, abs=1e-9)
    assert pair.chains and {chain.term for chain in pair.chains} == {"cost"}
    found = pair.document
    shown = replace(found.difference, window=replace(found.difference.window, shown=True))
    told = " ".join(comparison_lines(replace(found, difference=shown)))
    assert "of it through the losses" in told and "by other ways" in told and WAY_NOTE in told


# Red when a reading is answered with the runs of another.
def test_each_reading_is_its_own_comparison(pair):
    rows = {row["strength"]: row for row in pair.to_json()["by_reading"]}
    assert list(rows) == ["document", "prospect", "rational"]
    assert rows["document"]["window_difference"] == pair.difference["window"].value
    alone = compare(KURSK.with_assumptions(strength="rational"), 400, seed=1, split=True)
    assert rows["rational"]["window_difference"] == alone.difference["window"].value
    assert rows["rational"]["ci95"] == list(alone.difference["window"].ci95)
    assert alone.split["strength"].value == 0.0  # that reading has no strength term


# Red when the weeks are others, a line is read off the wrong place, or the premium has the wrong sign.
def test_how_far_the_lines_move():
    found = compare(KURSK, 20, seed=2, split=False)
    plans = plan(baseline_of(KURSK), "branch"), plan(KURSK, "branch")
    first = int(np.ceil((KURSK.branch - date(1941, 6, 22)).days / 7.0))
    columns = [WEEK_COLUMNS.index(name) for name in ("least_germany", "most_soviet", "strength")]
    worlds = [[np.array(ran(made, 2, campaign)[1].weeks) for campaign in range(20)] for made in plans]
    moves = np.array(
        [
            np.nanmean((changed - usual)[first : first + 52][:, columns], axis=0)
            for usual, changed in zip(*worlds, strict=True)
        ]
    )
    germany, soviet, premium = moves.T
    told = found.moved
    for name, values in (
        ("germany", germany),
        ("soviet", soviet),
        ("premium", premium),
        ("width", soviet - germany),
        ("width_without_premium", soviet - germany + premium),
        ("germany_without_premium", germany - premium),
    ):
        seen = getattr(told, name)
        assert seen.value == pytest.approx(values.mean(), abs=2e-6) and seen.n == 20
        half = 1.96 * values.std(ddof=1) / np.sqrt(20)
        assert seen.ci95[1] - seen.value == pytest.approx(half, rel=1e-3)
    assert told.premium.value < 0.0 < told.width.value
    assert told.sentences()[0].endswith("interval {:+.3f} to {:+.3f}).".format(*told.width.ci95))
    assert f"widens by {told.width_without_premium.value:.3f}" in told.sentences()[1]
    assert f"moves up by {told.germany_without_premium.value:.3f}" in told.sentences()[1]


# Red when a move that is not shown is told as one, or up and down are mixed.
def test_moves_are_told_as_far_as_they_are_shown():
    up = Estimate(value=0.02, ci95=(0.01, 0.03), n=9, method="mean")
    down = Estimate(value=-0.02, ci95=(-0.03, -0.01), n=9, method="mean")
    flat = Estimate(value=0.01, ci95=(-0.01, 0.03), n=9, method="mean")
    assert line_shifts.move(up).startswith("widens by 0.020") and line_shifts.move(down).startswith(
        "narrows by 0.020"
    )
    assert "can show" in line_shifts.move(flat) and "0.01 " not in line_shifts.move(flat)
    assert line_shifts.line(up) == "moves up by 0.020" and line_shifts.line(down) == "moves down by 0.020"
    assert "can show" in line_shifts.line(flat)
    moved = line_shifts.LineShifts(
        **dict.fromkeys(("germany", "soviet", "premium", "width"), up),
        **{"width_without_premium": down, "germany_without_premium": up},
    )
    assert "would move further apart, by 0.020 of what they fight over" in line_shifts.still(moved)
    assert "would move nearer to each other, by 0.020" in line_shifts.still(
        replace(moved, width_without_premium=up)
    )
    assert "show no move" in line_shifts.still(replace(moved, width_without_premium=flat))


# Red when the interval of a share is too narrow or too wide, or a ratio forgets that both ends vary.
def test_intervals_of_shares_hold_the_truth():
    rng = np.random.default_rng(4)
    held = {"strength": 0, "ground": 0, "part": 0}
    for _ in range(300):
        n = 400
        own = rng.random((n, 2)) < (0.1, 0.3)  # the window opens by the ground alone, or by strength alone
        found = np.zeros((n, SETS, 2), bool)
        for taken in range(SETS):
            found[:, taken, 0] = (own[:, 0] & ~bool(taken & 1)) | (own[:, 1] & ~bool(taken & 8))
        split = SplitSums()
        split.add(found, np.zeros((n, 2), bool))
        shares = split.shares(0)
        truth = {"ground": 0.1 - 0.015, "strength": 0.3 - 0.015}
        for name, value in truth.items():
            held[name] += shares[name].ci95[0] <= value <= shares[name].ci95[1]
        part = split.part(0, "strength")
        held["part"] += part.ci95[0] <= truth["strength"] / 0.37 <= part.ci95[1]
    assert all(0.91 <= count / 300 <= 0.98 for count in held.values()), held


# Red when operations are called off all the same, in either world, or the parts do not add up.
def test_what_comes_by_operations_called_off_is_counted_apart(pair):
    kept = pair.to_json()["operations_kept"]
    none_off = KURSK.with_assumptions(feasible_ratio=0.075, feasible_lag=700)
    alone = compare(none_off, 400, seed=1, split=False)
    assert kept["window_difference"] == alone.difference["window"].value
    assert kept["ci95"] == list(alone.difference["window"].ci95) and kept["shown"]
    # What Finland's peace leaves nobody to fight is called off all the same: one offensive, where she signed.
    rows = alone.counterfactual.rows
    assert rows["operations_cancelled"].max() <= 1
    assert not rows["operations_cancelled"][~rows["finland_settled"]].any()
    assert pair.counterfactual.rows["operations_cancelled"].max() > 0


# Red when a statement, a summary or a figure names the readings and hides what was set beside them.
def test_what_is_set_by_hand_is_said():
    own = KURSK.with_assumptions({"fear.germany": 0.2}, switches_off=["strength"])
    pair = compare(own, 4, seed=1, split=False)
    told = "; fear.germany = 0.2; strength switched off"
    assert own.assumptions.in_words().endswith(told) and f"{told}." in pair.statement
    content = pair.counterfactual.world
    assert content.by_hand == ("fear.germany = 0.2", "strength switched off")
    assert as_json(content.readings) == own.assumptions.readings()
    for name in ("batch", "sweep", "invert", "sensitivity"):
        assert "by_hand" in shipped(name)["required"]
    assert wording.assumed(content).endswith(told) and wording.under(own.assumptions).endswith(told)


# Red when the statement hides that the strength term carries the effect.
def test_what_strength_carries_is_said_first(pair):
    assert pair.split["strength"].value / pair.difference["window"].value > 0.8
    first = "What follows holds if the German leader would talk only from strength, as the source document"
    assert pair.statement.startswith(f"{KURSK.title}. {first}")
    part = pair.split["strength"].value / pair.difference["window"].value
    assert f"Of the difference in how often terms meet {part:.0%} arises because he then" in pair.statement
    assert "by simulation error alone" in pair.statement
    for row in pair.by_reading[1:]:  # levels, not the difference alone
        levels = f"{row.cells.with_change / row.cells.n:.1%} of {row.cells.n:,} campaigns, against "
        assert (
            f"the reading {row.strength} in {levels}{row.cells.without / row.cells.n:.1%}" in pair.statement
        )
        assert f"{100 * row.window.value:+.1f} points" in pair.statement
    assert line_shifts.still(pair.moved) in pair.statement
    window, strength = pair.difference["window"], pair.split["strength"]
    assert carried_by_strength(pair.split, window)
    assert not carried_by_strength(
        {**pair.split, "strength": replace(strength, value=0.7 * window.value)}, window
    )
    assert not carried_by_strength(pair.split, replace(window, value=0.04))
    assert not carried_by_strength(pair.split, replace(window, ci95=(-0.01, 0.4)))  # it is not shown
    assert not carried_by_strength(None, window)


# Red when a landing is laid at the battlefield's door, or when what the leaders hear of it is not the West's.
def test_what_comes_by_the_west_stands_apart():
    landing = load("second_front_in_1943").with_assumptions(strength="rational")
    found = compare(landing, 300, seed=1, split=True)
    whole = found.difference["window"].value
    assert abs(whole) > 0.02
    assert abs(found.split[Way.WEST].value - whole) < 0.25 * abs(whole)
    assert sum(part.value for part in found.split.values()) == pytest.approx(whole, abs=1e-12)


# Red when an effect that comes by a number that the change sets itself is laid at anybody's door.
def test_what_comes_by_other_ways_stands_apart():
    change = ParameterChange(target="ideology", side="germany", set=0.0, start=date(1943, 3, 1))
    found = compare(what_if(date(1943, 3, 1), change), 200, seed=1, split=True)
    whole = found.difference["window"].value
    assert whole > 0.02 and found.split[Way.OTHER].value > 0.75 * whole


# Red when the same command gives another answer because the model happens to lie compiled.
def test_tracing_does_not_hang_on_what_lies_compiled(monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, "auto")
    for lies in (True, False):
        monkeypatch.setattr(clock_choice, "at_hand", lambda lies=lies: lies)
        monkeypatch.setattr(clock_choice, "load", lambda: None)
        assert wanted(None) is clock_choice.can_compile() and wanted(True) and not wanted(False)


def test_nothing_is_traced_on_the_plain_clock_unless_asked_for(monkeypatch):
    monkeypatch.setenv(clock_choice.VARIABLE, "plain")
    found = compare(KURSK, 4, seed=1)
    assert found.split is None and found.by_reading == ()
    assert set(found.to_json()["split"].values()) == {None}
    assert len(CHANNELS) == slots.CHANNEL_COUNT


# Red when the value under shared luck lies outside the bounds, or is counted over the wrong campaigns.
def test_shared_luck_lies_within_the_bounds(pair):
    without, with_change = pair.baseline.rows["window"], pair.counterfactual.rows["window"]
    needed = (with_change & ~without).sum() / with_change.sum()
    enough = (with_change & ~without).sum() / (~without).sum()
    assert (pair.necessity.shared_luck, pair.sufficiency.shared_luck) == pytest.approx((needed, enough))
    for value, bounds in ((needed, pair.necessity), (enough, pair.sufficiency)):
        assert bounds.low - 1e-12 <= value <= bounds.high + 1e-12
        assert bounds.ci95[0] <= bounds.low <= bounds.high <= bounds.ci95[1]


# Red when the doubt of few campaigns is left out of the bounds, or taken at the wrong ends.
def test_bounds_have_the_doubt_of_few_campaigns():
    few = Cells(both=1, only_with=2, only_without=0, neither=7)
    necessity, sufficiency = bounds_of(few)
    assert (necessity.low, necessity.high) == pytest.approx((2 / 3, 1.0))
    assert (sufficiency.low, sufficiency.high) == pytest.approx((2 / 9, 3 / 9))
    low, high = wilson(3, 10).ci95, wilson(1, 10).ci95
    assert necessity.ci95[0] == pytest.approx(max(0.0, (low[0] - high[1]) / low[0]))
    assert sufficiency.ci95[1] == pytest.approx(min(1.0, low[1] / (1.0 - high[1])))
    many = Cells(both=1000, only_with=2000, only_without=0, neither=7000)
    assert bounds_of(many)[0].ci95[0] > 0.6 > necessity.ci95[0]
