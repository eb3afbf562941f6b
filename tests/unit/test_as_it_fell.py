"""Luck as it fell: which try is chosen, what it hands on, the same war without a change, its test."""

from dataclasses import replace

import numpy as np
import pytest

from sepeace import batch, load, sweep
from sepeace.calibration.diplomacy.as_it_fell import passes, rows_of
from sepeace.calibration.diplomacy.fallen_wars import change
from sepeace.cli.verbs.check import _print_luck
from sepeace.clocks import as_it_fell as fell
from sepeace.clocks import clock_choice, records
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.clocks.plain import run_plain
from sepeace.documents.checks.as_it_fell import LuckWay
from sepeace.errors import BadValue
from sepeace.execution.design_points import plan_at
from sepeace.fingerprint import parts_hashes
from sepeace.kernel.slots import GERMANY, LEADER, LEVERAGE, NEVER, SERIOUS, SOVIET, SUBORDINATE
from sepeace.scenario.plan import plan
from sepeace.scenario.tables.reports import COMPLETENESS, reports, reports_from_branch
from sepeace.validation.as_it_fell import stale, told, tried
from tests.campaigns import quick

KURSK = load("germany_wins_at_kursk")
FELL = plan(KURSK, "as_it_fell")


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setenv("SEPEACE_CLOCK", quick())
    clock_choice.prepare(1, 1)


def ended(logs):
    """Tries that are over, of campaigns 0, 1, ...: (campaigns, tries) of what they count."""
    made = fell.tries(5, range(len(logs)))
    made["report_log"] = np.array(logs, float).ravel()
    return made


# Red when a try is chosen evenly, by its place, or by the logarithm of what it counts.
def test_a_try_is_chosen_as_likely_as_what_it_counts():
    counts = np.array([1.0, 2.0, 3.0, 4.0, 0.5, 0.5, 0.0, 0.0])
    with np.errstate(divide="ignore"):
        logs = np.where(counts > 0.0, np.log(counts) - 40.0, -NEVER)
    found = fell.chosen_tries(ended([logs] * 2_000))
    shares = np.bincount(found, minlength=8) / 2_000
    assert np.abs(shares - counts / counts.sum()).max() < 4.0 * 0.5 / np.sqrt(2_000)
    assert shares[6] == shares[7] == 0.0
    assert fell.chosen_tries(ended([[-NEVER] * 8, logs]))[0] == -1


# Red when tries share their luck, or shares of reported feelers bunch in a part of their range.
def test_tries_have_luck_and_shares_of_their_own():
    made = fell.tries(5, [3, 9], round_=2)
    low, high = COMPLETENESS
    parts = (made["report_share"] - low) / (high - low) * fell.TRIES
    assert made["campaign"].tolist() == [3] * 8 + [9] * 8
    assert made["attempt"].tolist() == [*range(16, 24)] * 2
    assert np.floor(parts).tolist() == [*range(8)] * 2 and len(np.unique(parts % 1.0)) == 16


# Red when a place counts another side's feelers, later half-years, or a report that was none.
def test_a_place_is_counted_from_the_first_day_of_the_war():
    state = records.states(1)
    for stream, first in ((LEADER, 1.0), (SUBORDINATE, 2.0), (SERIOUS, 100.0)):
        state["expected"][0, stream, :5] = first
    world = replace(FELL.held.world, reports=3, report_side=[GERMANY, SOVIET, GERMANY], report_cell=[4, 2, 4])
    state["report_at"][0, :3] = 0.25, 0.5, 0.75
    state["report_left"][0, :3] = 900.0, 500.0, 0.0
    assert fell.places(state, world)[0, :4].tolist() == [12.25, 200.5, 0.0, 0.0]


# Red when what a try hands on is not its luck: a feeler without a report, a place, its own draws.
@pytest.mark.parametrize("name", ["germany_wins_at_kursk", "uranus_fails"])
def test_without_a_change_the_same_war_comes_out_again(name):
    made = plan(load(name).baseline(), "as_it_fell")
    alone = CampaignRunner(plan=made.held)
    tries = fell.tries(1, range(12))
    alone.held(tries, 1)
    chosen = fell.chosen_tries(tries)
    wars = tries.reshape(-1, fell.TRIES)[np.arange(12), chosen]
    again = CampaignRunner(plan=made).run(1, 0, 12)
    assert (chosen >= 0).all() and (wars["report_left"] > 0.0).any(axis=1).all()
    first = made.held.world.reports
    assert np.abs(again["report_left"] - wars["report_left"])[:, :first].max() < 1e-3
    assert (again["report_left"][:, first:] == 0.0).all()
    assert (again["written"].sum(axis=2) == wars["written"].sum(axis=2)).all()
    for field in ("signed", "window_days", "ended", "fired", "talk"):
        assert np.allclose(again[field], wars[field], atol=1e-3), field


# Red when reported feelers of the war without the change no longer come with it, or on the same days.
def test_a_change_moves_the_days_of_reported_feelers():
    worlds = [CampaignRunner(plan=plan(one, "as_it_fell")) for one in (KURSK.baseline(), KURSK)]
    without, with_change = (one.run(1, 0, 20) for one in worlds)
    assert (without["attempt"] == with_change["attempt"]).all()
    both = (without["report_left"] > 0.0) & (with_change["report_left"] > 0.0)
    moved = np.abs(without["report_left"] - with_change["report_left"])[both]
    assert both.sum() > 40 and (moved > 0.5).mean() > 0.3 and np.median(moved) < 90.0
    assert (without["report_left"][without["report_left"] > 0.0] >= plan(KURSK, "branch").branch_day).all()


# Red when the choice is biased: each report must be real as often as among all tries, each by what it counts.
def test_reports_are_real_as_often_as_their_weights_say():
    made = plan(KURSK.baseline().with_assumptions(numbers="default"), "as_it_fell")
    alone = CampaignRunner(plan=made.held, lean=True)
    every = fell.tries(3, range(600, 1_000))
    alone.held(every, 3)
    weights = np.exp(np.where(every["report_log"] > -NEVER, every["report_log"], -np.inf))
    wanted = ((every["report_left"] > 0.0) * weights[:, None]).sum(axis=0) / weights.sum()
    begun = CampaignRunner(plan=made, lean=True).begun(3, 0, 400)
    size = made.held.world.reports
    found = (begun["report_at"] > 0.0).mean(axis=0)
    assert np.abs(found - wanted)[:size].max() < 0.11 and wanted[:size].min() < 0.5 < wanted[:size].max()


# Red when a campaign of which no try fits is held to places of none, or more tries are not asked for.
def test_more_tries_are_run_where_none_fits():
    asked = []

    def held(states):
        asked.append(states["attempt"].max())
        states["report_log"] = np.where(states["campaign"] == 7, -NEVER, 0.0)

    made = fell.begun(1, range(6, 9), FELL, held)
    assert asked == [fell.TRIES * (round_ + 1) - 1 for round_ in range(fell.ROUNDS)]
    assert made["attempt"][1] == -1 and (made["attempt"][[0, 2]] >= 0).all()
    assert (made["report_at"][1] == 0.0).all() and (made["report_share"][[0, 2]] > 0.0).all()


# Red when a campaign with whose numbers the recorded war is out of reach counts, on any clock.
def test_a_campaign_of_which_no_try_fits_does_not_count(monkeypatch):
    monkeypatch.setattr(fell, "chosen_tries", lambda ended: np.full(len(ended) // fell.TRIES, -1))
    monkeypatch.setattr(fell, "ROUNDS", 1)
    made = batch(KURSK, 4, 1, 1, "as_it_fell")
    assert made.summary().antecedent_arose == 0.0
    runner = CampaignRunner(plan=FELL)
    state, _ = runner.one_plain(1, 0, runner.begun(1, 0, 1))
    assert state.antecedent == 0


# Red when feelers beyond all that is known come at the rate of those without a report, or at their full rate.
def test_beyond_what_is_known_feelers_come_at_the_share_that_leaves_a_report():
    state = records.states(400)
    state["campaign"], state["report_share"] = np.arange(400), 0.5
    state["expected"][:, LEADER, 3] = 2.0
    made = fell.handed_on(state, FELL.held.world, FELL.world)["report_at"]
    sides = np.array(FELL.world.report_side)
    first = FELL.held.world.reports
    for side, known in ((GERMANY, 2.0), (SOVIET, 0.0)):
        own = made[:, first:][:, sides[first:] == side]
        assert own.shape[1] >= 24 and (np.diff(own, axis=1) > 0.0).all() and own.min() > known
        seen = ((own > known) & (own < known + 6.0)).sum(axis=1)
        assert abs(seen.mean() - 3.0) < 4.0 * (3.0 / 400) ** 0.5  # half of six
    assert (made[:, :first] == 0.0).all()


# Red when what a change adds to the wish to write is swallowed by reports that are not there.
def test_a_change_that_adds_to_the_wish_to_write_adds_feelers():
    worlds = [load("stalin_writes_only_for_leverage"), load("stalin_writes_only_for_leverage").baseline()]
    found = []
    for scenario in worlds:
        made = CampaignRunner(plan=plan(scenario, "as_it_fell"), lean=True).run(1, 0, 300)
        streams = [SERIOUS, LEVERAGE]
        found.append([made[name][:, streams].sum(axis=(1, 2)).mean() for name in ("expected", "written")])
    (expected, sent), (expected_without, sent_without) = found
    assert expected - expected_without > 2.0
    assert sent - sent_without == pytest.approx(expected - expected_without, rel=0.2)


# Red when a contact that is supposed is left to luck as well, or its report no longer weighs the luck.
def test_a_contact_that_is_supposed_is_not_left_to_luck():
    scenario = load("stockholm_meeting_held_1943")
    made = plan(scenario, "as_it_fell")
    (place,) = [place for place, chance in enumerate(made.world.report_chance) if chance == 0.0]
    assert made.held.world.report_chance[place] > 0.0 and fell.left_to_luck(made.world)[place] == 0.0
    usual = plan(scenario.baseline(), "as_it_fell")
    assert (CampaignRunner(plan=made).begun(1, 0, 10)["report_at"][:, place] == 0.0).all()
    assert (CampaignRunner(plan=usual).begun(1, 0, 200)["report_at"][:, place] > 0.0).any()


# Red when what is replayed before the branch is held to as well, or readings of the record are forgotten.
def test_reports_are_those_from_the_branch_on():
    late, early = (reports_from_branch(load(name)) for name in ("germany_wins_at_kursk", "moscow_falls"))
    every = [row.id for row in reports().rows]
    assert 0 < len(late.rows) < len(early.rows) < len(every)
    assert {row.id for row in late.rows} < {row.id for row in early.rows}
    out = reports_from_branch(KURSK.with_assumptions(disputed="out"))
    assert {row.chance for row in out.rows} == {1.0, 0.85} and len(out.rows) < len(late.rows)
    turned = reports_from_branch(KURSK.with_assumptions(initiative="fleischhauer"))
    assert [row.side for row in turned.rows] != [row.side for row in late.rows]


# Red when one of the ways to run many worlds begins campaigns without their luck.
def test_every_way_to_run_campaigns_has_the_same_luck():
    grid = sweep(KURSK, {"strength_premium": (0.3, 0.6, 2)}, 30, 1, 1, "as_it_fell")
    for place, value in enumerate((0.3, 0.6)):
        alone = batch(KURSK.with_assumptions(strength_premium=value), 30, 1, 1, "as_it_fell")
        assert grid.column("window")[place] == alone.summary().window.value
    point = CampaignRunner(plan=plan_at(KURSK, "as_it_fell", ("cost_oil",)))
    point.set_ranges(*(list(getattr(point.plan.numbers, end)) for end in ("low", "middle", "high")))
    direct = CampaignRunner(plan=FELL)
    for field in ("attempt", "report_at"):
        assert (point.begun(1, 0, 6)[field] == direct.begun(1, 0, 6)[field]).all()
    with pytest.raises(ValueError, match="a state of its own"):
        run_plain(FELL, 1, 0)


# Red when the war without the change has numbers of other parameters at a point of a design.
@pytest.mark.parametrize("name", ["hitler_dies_march_1943", "lend_lease_halved"])
def test_at_a_point_the_war_without_the_change_has_the_same_numbers(name):
    runner = CampaignRunner(plan=plan_at(load(name), "as_it_fell", ("cost_oil",)))
    ends = [list(getattr(runner.plan.numbers, end)) for end in ("low", "middle", "high")]
    runner.set_ranges(*ends)
    own, held = runner.plan.draw(1, 3), runner.plan.held.draw(1, 3)
    assert held and {key: own[key] for key in held} == held


# Red when the historical war, which has no branch, is given luck that nothing tells.
def test_a_war_without_a_branch_has_no_such_luck():
    with pytest.raises(BadValue, match="no branch date"):
        plan(load("historical"), "as_it_fell")
    assert plan(KURSK, "branch").held is None and plan(KURSK, "branch").world.reports_until == 0.0


# Red when the war before the change differs, what is foretold is not of the changed war, or the seed is lost.
def test_a_small_test_runs_and_is_the_same_again():
    asked = change("germany_wins_at_kursk", "document")
    rows, again = (rows_of(asked, reports(), 24, 4, 7) for _ in range(2))
    assert rows == again and len(rows) == 3 and asked.ends[asked.before - 1] == asked.branch
    assert all(0.0 <= row.covered <= 1.0 and row.width > 0.0 for row in rows)


# Red when the verdict does not follow from the figures, or `check` prints another.
def test_the_verdict_follows_from_the_figures(capsys):
    found = tried()
    rows = list(found.rows)
    assert found.passes == passes(rows)
    bad = [replace(row, covered=0.84) if row.way == LuckWay.AS_IT_FELL else row for row in rows]
    wide = [replace(row, width=99.0) if row.way == LuckWay.AS_IT_FELL else row for row in rows]
    assert not passes(bad) and not passes(wide) and not passes([])
    assert "does not pass" in told(replace(found, rows=tuple(bad), passes=False))
    assert "another model" in stale(replace(found, hashes={**found.hashes, "model": "0"}))
    assert stale(replace(found, hashes=dict(parts_hashes()))) == ""
    _print_luck(found, whole=False)
    out = capsys.readouterr().out
    covered = [row.covered for row in rows if row.way == LuckWay.AS_IT_FELL]
    assert len(out.splitlines()) < 15 and f"{min(covered):.1%} to {max(covered):.1%}" in out
    assert "as it fell" in out
