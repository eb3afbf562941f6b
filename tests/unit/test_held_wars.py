"""Wars held to reports: without bias for the likelihood, the same on both clocks, silent otherwise."""

import math
from dataclasses import replace

import numpy as np
import pytest

from sepeace.calibration.diplomacy import held_wars
from sepeace.calibration.diplomacy.held_wars import drawn_shares, held_plan, run_held
from sepeace.calibration.diplomacy.likelihood import by_share, given_sent, shares
from sepeace.calibration.diplomacy.pool import run_pool
from sepeace.calibration.diplomacy.weighing import weigh
from sepeace.clocks import clock_choice, records
from sepeace.clocks.campaigns import CampaignRunner
from sepeace.kernel.slots import CELLS, K_SENT, NEVER
from sepeace.scenario.tables.reports import COMPLETENESS, Report, Reports, reports
from tests.campaigns import quick

USUAL = (0.66, 0.5)


def record_of(*rows, cells=CELLS):
    named = tuple(Report(id=f"r{n}", side=a, cell=b, chance=c) for n, (a, b, c) in enumerate(rows))
    return Reports(rows=named, cells=tuple(range(cells)), usual=USUAL)


def readings(strength="rational", motive="sincere"):
    return {"strength": strength, "motive": motive, "initiative": "mastny"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setenv("SEPEACE_CLOCK", quick())


# --- the likelihood ----------------------------------------------------------------------------------------


# Red when the thinning, the mixture of true and false, or the number of ways to choose real ones is another.
@pytest.mark.parametrize("chances", [(), (1.0,), (0.35, 0.85), (1.0, 0.5, 0.1)])
def test_given_how_many_were_sent_on_average_it_is_the_likelihood_of_poisson_numbers(chances):
    rate, share = 1.7, 0.6
    sent = np.arange(60)
    poisson = np.array([math.exp(-rate) * rate**n / math.factorial(n) for n in sent.tolist()])
    expected = np.zeros((2, CELLS))
    expected[0, 3] = rate
    found = record_of(*((0, 3, chance) for chance in chances))
    counted = poisson @ given_sent(sent, np.full(60, share), chances, USUAL[0])
    assert math.log(counted) == pytest.approx(by_share(expected, found, [share])[0], abs=1e-9)


CASES = {
    "one": [(0, 1, 0.5)],
    "two of a side": [(1, 1, 0.7), (1, 1, 0.6)],
    "both sides": [(0, 1, 0.6), (1, 1, 0.5), (1, 0, 0.7)],
    "a documented one": [(1, 0, 1.0)],
}
READ = 2


# Red when what is drawn is not set off by its chance, unreported feelers come at their full rate, a reported
# one changes nothing after it, or settled wars count: the mean over many wars is then another than what the
# numbers of feelers of free wars give, exactly.
@pytest.mark.parametrize("case", list(CASES))
@pytest.mark.parametrize("which", [("rational", "sincere"), ("document", "leverage")])
def test_the_mean_of_what_wars_count_is_the_likelihood(case, which):
    if clock_choice.chosen() == "plain":
        pytest.skip("needs the compiled clock")
    found, sets, lucks = record_of(*CASES[case], cells=READ), 4, 2_000
    free = run_pool(readings(*which), sets, lucks)
    held = run_held(free, found, lucks)
    r = shares(count=40)[np.random.default_rng(1).integers(0, 40, (sets, lucks))]
    counted = np.where(free.settled, 0.0, 1.0)
    for side in range(2):
        for cell in range(READ):
            sent = free.sent[:, :, side, cell].ravel()
            chances = found.chances(side, cell)
            counted *= given_sent(sent, r.ravel(), chances, USUAL[side]).reshape(counted.shape)
    weights = np.where(held.signed < NEVER, 0.0, np.exp(held.logs))
    one, other = counted.mean(axis=1), weights.mean(axis=1)
    error = np.sqrt(counted.var(axis=1) / lucks + weights.var(axis=1) / lucks)
    assert (error < 0.2 * one).all()
    assert np.abs((other - one) / error).max() < 4.0
    assert abs((other - one).sum()) < 3.5 * np.sqrt(np.square(error).sum())


# Red when a war without reports is not the chance that none of its feelers left one, and nothing was signed.
def test_silence_counts_what_silence_is_likely_to_be():
    free = run_pool(readings(), 40, 8)
    held = run_held(free, record_of(), 8)
    lasting = held.signed >= NEVER
    in_all = held.expected.sum(axis=(-1, -2))
    drawn = held.logs + held.shares * in_all  # what is left is the chance of the share that was drawn
    assert lasting.mean() > 0.3 and np.isfinite(held.logs[lasting]).all()
    assert np.exp(-drawn[lasting]).min() > 0.15


# Red when feelers still leave no report at their full rate, or reports that were real do not leave.
def test_what_was_sent_is_what_was_reported_and_the_rest_thinned():
    free = run_pool(readings("document"), 200, 4)
    certain = record_of((1, 0, 1.0), (1, 0, 1.0), (0, 4, 1.0))
    held = run_held(free, certain, 4)
    fits = np.isfinite(held.logs)
    assert fits.mean() > 0.8
    assert (held.sent[fits][:, 1, 0] >= 2).all() and (held.sent[fits][:, 0, 4] >= 1).all()
    rest = held.sent[fits].sum(axis=(1, 2)) - 3.0
    meant = ((1.0 - held.shares) * held.expected.sum(axis=(-1, -2)))[fits]
    assert rest.mean() == pytest.approx(meant.mean(), rel=0.1)


# Red when wars are held beyond the half-years that are read.
def test_later_half_years_are_left_to_chance():
    free = run_pool(readings("document"), 300, 4)
    found = record_of((1, 0, 1.0), cells=2)
    held = run_held(free, found, 4)
    later = slice(2, CELLS)
    fits = np.isfinite(held.logs)
    assert held.sent[fits][:, :, later].sum() == pytest.approx(
        held.expected[fits][:, :, later].sum(), rel=0.1
    )


# --- the clocks --------------------------------------------------------------------------------------------


# Red when the plain clock and the compiled one hold a war to its reports in other ways.
@pytest.mark.parametrize("strength", ["document", "prospect", "rational"])
def test_both_clocks_hold_wars_alike(strength, monkeypatch):
    if quick() == "plain":
        pytest.skip("needs the compiled clock")
    made = held_plan(readings(strength, "leverage"), reports(), 2)
    found = []
    for clock in ("plain", quick()):
        monkeypatch.setenv("SEPEACE_CLOCK", clock)
        states = records.states(3)
        states["campaign"], states["report_share"] = [4, 5, 9], [0.4, 0.7, 0.95]
        CampaignRunner(plan=made, lean=True).held(states, 1941)
        found.append(states.tobytes())
    assert found[0] == found[1]


# Red when wars hang on how many threads run them.
def test_wars_are_the_same_from_any_number_of_threads(monkeypatch):
    free = run_pool(readings(), 600, 1)
    one, three = (run_held(free, reports(), 2, workers) for workers in (1, 3))
    assert np.array_equal(one.logs, three.logs) and np.array_equal(one.sent, three.sent)


# Red when a campaign that is held to nothing has another rate, slot or draw than before.
def test_a_world_without_reports_is_as_it_was():
    made = replace(held_plan(readings(), record_of(), 2))
    made.world.reports_until = 0.0
    trace = CampaignRunner(plan=made, events=True, weeks=True).trace(1941, 7)
    assert trace.state["due"][0].min() >= NEVER and not trace.state["report_left"].any()
    assert (trace.events["kind"] == K_SENT).sum() == trace.state["written"].sum()


# --- what is drawn beforehand -------------------------------------------------------------------------------


# Red when shares are drawn outside their range, or one counts another than its chance.
def test_shares_are_drawn_where_they_are_likely_and_set_off():
    found, many = reports(), 200_000
    for usual in (1.0, 9.0, 40.0):
        chances = (np.arange(many) + 0.5) / many
        drawn, logs = drawn_shares(found, np.full(many, usual), chances)
        assert COMPLETENESS[0] <= drawn.min() and drawn.max() <= COMPLETENESS[1]
        assert np.exp(logs).mean() == pytest.approx(1.0, abs=1e-3)
        assert (np.exp(logs) * drawn).mean() == pytest.approx(sum(COMPLETENESS) / 2.0, abs=1e-3)
        assert np.exp(logs).max() <= 1.0 / held_wars.EVENLY + 1e-9
    assert drawn.mean() < 0.45


# Red when more reports are taken than a world has room for, and some are silently left out.
def test_too_many_reports_are_refused():
    with pytest.raises(ValueError, match="room for 64 reports, not for 65"):
        held_plan(readings(), record_of(*[(0, 3, 0.5)] * 65), 2)


# Red when sets of which no war fits have a weight, or weights do not sum to 1.
def test_sets_that_cannot_have_the_reports_weigh_nothing():
    free = run_pool(readings("document"), 64, 2)
    held = run_held(free, record_of((1, 0, 1.0)), 2)
    held.logs[:10] = -np.inf
    weighed = weigh(held)
    assert not weighed.weights[:10].any() and weighed.weights.sum() == pytest.approx(1.0)
    assert weighed.war_weights.sum(axis=1) == pytest.approx(weighed.weights)
