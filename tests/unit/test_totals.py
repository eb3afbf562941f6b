"""Totals of a batch: the same however the rows are cut, and failed campaigns apart."""

import pytest

from sepeace.clocks import campaigns
from sepeace.outcomes.totals import Totals
from sepeace.quantities import day_of
from sepeace.runs.batch import batch
from sepeace.runs.compare import compare
from sepeace.runs.summary import summarise
from sepeace.scenario.library import load

KURSK = load("germany_wins_at_kursk").with_assumptions(strength="rational")
N = 48


@pytest.fixture(scope="module")
def alone():
    return batch(KURSK, N, seed=9, workers=1)


# Red when a failed campaign enters a share, or stops the batch.
def test_failed_campaigns_are_counted_apart(alone):
    def told(rows):
        totals = Totals()
        totals.add(rows)
        return summarise(totals)

    rows = alone.rows.copy()
    for name, value in (("failed", True), ("ending", -1), ("settled", True), ("window", True)):
        rows[name][0] = value
    found, rest = told(rows), told(rows[1:])
    assert (found.failed, found.counted) == (1, N - 1)
    assert (found.settlement, found.window, found.endings) == (rest.settlement, rest.window, rest.endings)
    assert (found.barriers, found.contacts) == (rest.barriers, rest.contacts)
    nothing = told(rows[:1])
    assert (nothing.counted, nothing.settlement.n, nothing.antecedent_arose) == (0, 0, 0.0)


# Red when totals depend on how the rows are cut, or a median is not the middle one.
def test_totals_add_up_however_the_rows_are_cut(alone):
    whole, parts = Totals(), Totals()
    whole.add(alone.rows)
    for first in range(0, N, 7):
        parts.add(alone.rows[first : first + 7])
    assert summarise(whole) == summarise(parts) == alone.summary()
    windows = alone.rows[alone.rows["window"]]
    middle = (len(windows) - 1) // 2
    assert int(day_of(alone.summary().window_date)) == sorted(windows["first_window"])[middle]
    assert alone.summary().window_days == pytest.approx(sorted(windows["window_days"])[middle], abs=1 / 16)


def test_a_campaign_that_fails_stays_in_the_table(monkeypatch):
    usual = campaigns.run_plain

    def failing(plan_, seed, campaign, log, begun):
        state, log = usual(plan_, seed, campaign, log, begun)
        if campaign == 3:
            state.failed = 1
        return state, log

    monkeypatch.setenv("SEPEACE_CLOCK", "plain")
    monkeypatch.setattr(campaigns, "run_plain", failing)
    found = batch(KURSK, 12, seed=9, workers=1)
    rows = found.outcomes.to_pylist()
    assert [row["campaign"] for row in rows if row["failed"]] == [3] and rows[3]["ending"] is None
    assert found.failed == found.to_json()["failed"] == 1 and found.summary().counted == 11
    (failure,) = found.failures
    assert failure["campaign"] == 3 and failure["failed_at"] is not None and failure["war_ended"] is not None
    assert int(found.weekly.at_war[0]) == 11
    paired = compare(KURSK, 12, seed=9, workers=1)
    assert paired.difference["window"].n == 11
