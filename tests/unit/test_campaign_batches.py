"""Batches and comparisons: the same whoever counts them, and counted again from their rows."""

import json
import math
import os
from collections import Counter
from concurrent.futures import Future
from datetime import date
from itertools import pairwise

import pytest

from sepeace.clocks.plain import run_plain
from sepeace.clocks.storage import WEEK_COLUMNS, full_log
from sepeace.errors import BadValue
from sepeace.execution import workers
from sepeace.execution.chunks import chunks
from sepeace.outcomes.totals import PART_OF_DAY
from sepeace.quantities import HORIZON
from sepeace.runs.batch import batch
from sepeace.runs.compare import baseline_of, compare
from sepeace.scenario.changes import OperationChange, ParameterChange
from sepeace.scenario.checks import record
from sepeace.scenario.library import historical, load
from sepeace.stats.estimates import newcombe_paired, wilson
from sepeace.store import results as store_results
from tests.campaigns import outcome, planned, what_if

KURSK = load("germany_wins_at_kursk").with_assumptions(strength="rational")
N = 48

BATCH_KEYS = {
    "": "schema scenario banner digest version seed campaigns failed antecedent_arose given window_days "
    "readings "
    "by_hand settlement window contacts endings after barriers finland ladder",
    "readings": "motive strength initiative frontier disputed numbers valuation hopes",
    "settlement": "probability ci95 median_date",
    "window": "probability ci95 median_days median_first_date",
    "contacts": "soviet german mediated share_soviet",
    "endings": "soviet_victory german_victory settlement_held settlement_broken undecided",
    "after": "settlements held ci95 broken_by_germany broken_by_soviet median_months share bears",
    "barriers": "no_contact gatekeeper strength terms exposure pre_empted walked_out war_ended",
    "finland": "settled ci95 median_date half_date years bears_on bears",
}


@pytest.fixture(scope="module")
def alone():
    return batch(KURSK, N, seed=9, workers=1)


@pytest.fixture(scope="module")
def pair():
    return compare(KURSK, N, seed=9, workers=1)


def same_batch(one, two):
    assert one.outcomes.equals(two.outcomes)
    assert one.bands().equals(two.bands()) and one.feelers.equals(two.feelers)
    assert one.anatomy().equals(two.anatomy())
    assert one.world == two.world


# --- whoever counts


# Red when a chunk, its order of arrival or the process changes a row; sums of terms included.
def test_two_workers_give_the_same_tables(alone):
    same_batch(batch(KURSK, N, seed=9, workers=2), alone)


# Red when something is added up that depends on the order: the last chunk to be sent may be the first back.
def test_the_order_in_which_chunks_arrive_does_not_matter(alone, monkeypatch):
    def backwards(tasks, count, keep, *rest):
        for index in reversed(range(len(tasks))):
            keep(index, workers.run_chunk(tasks[index]))

    monkeypatch.setattr(store_results, "run_tasks", backwards)
    same_batch(batch(KURSK, N, seed=9, workers=2), alone)


# Red when everything is quietly run in this process, or in one other.
def test_more_than_one_process_works(monkeypatch):
    seen = []

    class Signing(workers.futures.ProcessPoolExecutor):
        def submit(self, function, *rest):
            future = super().submit(_signed, function, *rest)
            outer = Future()

            def passed_on(done):
                process, part = done.result()
                seen.append(process)
                outer.set_result(part)

            future.add_done_callback(passed_on)
            return outer

    monkeypatch.setenv("SEPEACE_CLOCK", "plain")
    monkeypatch.setattr(workers.futures, "ProcessPoolExecutor", Signing)
    batch(KURSK, 120, seed=9, workers=2)
    assert len(seen) == 3 * len(chunks(120))  # and again under two other choices of numbers
    assert len(set(seen)) == 6 and os.getpid() not in seen  # two hands for each of the three


def _signed(function, *rest):
    """The work and the number of the process that did it."""
    return os.getpid(), function(*rest)


# Red when the size of a chunk depends on the workers, or campaigns are left out, doubled or out of order.
@pytest.mark.parametrize("n", [1, 3, 24, 100, 1_000, 12_345, 10**6])
def test_chunks_cover_the_campaigns_once(n):
    made = chunks(n)
    assert made[0][0] == 0 and sum(count for _, count in made) == n
    assert all(a + count == b for (a, count), (b, _) in pairwise(made))
    assert max(count for _, count in made) <= 20_000


def test_progress_reaches_the_end():
    for count in (1, 2):
        told = []
        batch(KURSK, 30, seed=9, workers=count, progress=lambda done, of, told=told: told.append((done, of)))
        assert told[-1] == (30, 30) and [done for done, _ in told] == sorted(done for done, _ in told)


# Red when a campaign depends on its neighbours in the batch: number 17 opened alone must be row 17.
def test_any_campaign_can_be_opened_again(alone):
    plan_ = planned("germany_wins_at_kursk", (("strength", "rational"), ("numbers", "posterior")))
    rows = alone.outcomes.to_pylist()
    assert [row["campaign"] for row in rows] == list(range(N))
    for campaign in (0, 17, N - 1):
        state, _ = run_plain(plan_, 9, campaign)
        assert outcome(state) == rows[campaign]
    longer = batch(KURSK, N + 10, seed=9, workers=1).outcomes.to_pylist()
    assert longer[:N] == rows


# --- counted again


# Red when a share has another denominator, a median is of others, or a field is swapped.
def test_the_summary_is_that_of_the_rows(alone):
    rows = alone.outcomes.to_pylist()
    found, told = alone.summary(), alone.to_json()
    settled = [row for row in rows if row["signed"] is not None]
    windows = [row for row in rows if row["first_window"] is not None]
    assert 0 < len(settled) < N and 0 < len(windows) <= N
    assert found.settlement == wilson(len(settled), N) and found.window == wilson(len(windows), N)
    assert told["settlement"]["probability"] == len(settled) / N
    middle = sorted(row["signed"] for row in settled)[(len(settled) - 1) // 2]
    assert told["settlement"]["median_date"] == middle.isoformat()
    days = sorted(row["window_days"] for row in windows)
    middle = days[(len(days) - 1) // 2]
    assert told["window"]["median_days"] == math.floor(middle * PART_OF_DAY) / PART_OF_DAY  # as it is counted
    assert (
        told["window"]["median_first_date"]
        == sorted(row["first_window"] for row in windows)[(len(windows) - 1) // 2].isoformat()
    )
    soviet = sum(row["sent_soviet"] + row["sent_leverage"] for row in rows) / N
    german = sum(row["sent_german"] + row["sent_subordinate"] for row in rows) / N
    assert told["contacts"]["soviet"] == pytest.approx(soviet)
    assert told["contacts"]["german"] == pytest.approx(german)
    assert told["contacts"]["mediated"] == pytest.approx(sum(row["sent_mediated"] for row in rows) / N)
    assert told["contacts"]["share_soviet"] == pytest.approx(soviet / (soviet + german))
    endings, barriers = Counter(row["ending"] for row in rows), Counter(row["barrier"] for row in rows)
    for name, share in told["endings"].items():
        assert share == endings[name] / N
    assert sum(told["endings"].values()) == pytest.approx(1.0)
    after = told["after"]
    assert after["settlements"] == len(settled) > 0
    assert after["held"] == pytest.approx(endings["settlement_held"] / len(settled))
    kept = after["held"] + after["broken_by_germany"] + after["broken_by_soviet"]
    assert kept == pytest.approx(1.0)
    for name, share in told["barriers"].items():
        assert share == pytest.approx(barriers[name] / (N - len(settled)))
    assert sum(told["barriers"].values()) == pytest.approx(1.0)
    assert (told["failed"], told["antecedent_arose"], told["given"]) == (0, 1.0, "branch")
    assert (told["seed"], told["campaigns"], told["digest"]) == (9, N, KURSK.digest)


# Red when an outcome contradicts itself.
def test_rows_make_sense(alone):
    for row in alone.outcomes.to_pylist():
        assert row["settled"] == row["ending"].startswith("settlement")
        assert (row["share"] is not None) == row["settled"] == (row["barrier"] is None)
        assert (row["broken_by"] is not None) == (row["ending"] == "settlement_broken")
        assert row["window"] == (row["window_days"] >= 1.0) == (row["first_window"] is not None)
        # A settlement ends the war; whether it holds is watched on, maybe past the last day of a war.
        assert row["war_ended"] <= HORIZON and (row["followed_until"] <= HORIZON or row["settled"])
        if row["settled"]:
            assert KURSK.branch <= row["signed"] == row["war_ended"] <= row["followed_until"]
        else:
            assert row["signed"] is None and row["war_ended"] == row["followed_until"]
        assert row["first_window"] is None or row["first_window"] >= KURSK.branch
        sent = sum(
            row[f"sent_{kind}"] for kind in ("soviet", "leverage", "german", "subordinate", "mediated")
        )
        assert sent >= row["delivered"] >= row["talks"] and row["rounds"] >= row["settled"]
        assert len(row["fingerprint"]) == 16
        assert row["stage"] == "signed" if row["settled"] else row["stage"] != "signed"


# Red when quantiles are of the wrong week or variable, or of campaigns that are no longer at war.
def test_bands_are_the_quantiles_of_the_weeks(alone):
    plan_ = planned("germany_wins_at_kursk", (("strength", "rational"), ("numbers", "posterior")))
    weeks = []
    for campaign in range(N):
        state, log = run_plain(plan_, 9, campaign, full_log())
        weeks.append(log.weeks[: state.known])
    rows = {(r["date"], r["variable"], r["sector"]): r for r in alone.bands().to_pylist()}
    columns = {"front_km": "front_centre", "axis_strength": None, "least_germany": None, "most_soviet": None}
    widths = {"front_km": 5.0, "axis_strength": 0.02, "least_germany": 0.005, "most_soviet": 0.005}
    for week in (0, 100, 120, 150):
        day = date.fromordinal(date(1941, 6, 22).toordinal() + 7 * week)
        for variable, column in columns.items():
            values = sorted(w[week][WEEK_COLUMNS.index(column or variable)] for w in weeks if len(w) > week)
            row = rows[(day, variable, "centre" if variable == "front_km" else None)]
            # Those of a front that are not its median have the doubt of the path in them: test_front_bands.
            levels = {"q50": 0.5} if variable == "front_km" else {"q05": 0.05, "q50": 0.5, "q95": 0.95}
            for name, level in levels.items():
                exact = values[min(len(values) - 1, max(0, math.ceil(level * len(values)) - 1))]
                assert row[name] == pytest.approx(exact, abs=widths[variable] + 1e-9)
    terms = {(r["date"], r["term"]): r["mean"] for r in alone.anatomy().to_pylist()}
    for week in (0, 110):
        day = date.fromordinal(date(1941, 6, 22).toordinal() + 7 * week)
        there = [w[week] for w in weeks if len(w) > week]
        least, most = (WEEK_COLUMNS.index(name) for name in ("least_germany", "most_soviet"))
        assert terms[(day, "at_war")] == len(there) / N
        assert terms[(day, "open")] == sum(w[least] <= w[most] for w in there) / len(there)
        for term in ("optimism", "strength", "aid"):
            mean = sum(w[WEEK_COLUMNS.index(term)] for w in there) / len(there)
            assert terms[(day, term)] == pytest.approx(mean, abs=2e-9)  # sums of 2^-30
        gap = sum(w[least] - w[most] for w in there) / len(there)
        assert terms[(day, "gap")] == pytest.approx(gap, abs=2e-9)


# --- keys


def keys_of(node, keys):
    for name, listed in keys.items():
        part = node if not name else node[name]
        assert set(part) == set(listed.split()), name


def assert_json(node):
    """Numbers finite or null, dates ISO: what json takes without help."""
    json.dumps(node, allow_nan=False)


def test_the_keys_of_a_batch(alone):
    told = alone.world.to_json()
    assert_json(alone.to_json())
    keys_of(told, BATCH_KEYS)
    assert set(alone.to_json()) - set(told) == set(
        ["numbers", "plain", "branch", "assumptions", "changes", "profiles", "notes", "provenance"]
    )
    for name in ("settlement", "window"):
        low, high = told[name]["ci95"]
        assert 0.0 <= low <= told[name]["probability"] <= high <= 1.0
    assert set(alone.bands().column_names) == {
        "date",
        "variable",
        "sector",
        "q05",
        "q25",
        "q50",
        "q75",
        "q95",
    }


def test_the_keys_of_a_comparison(pair):
    told = pair.to_json()
    assert_json(told)
    keys_of(
        told,
        {
            "": "schema scenario banner seed campaigns window_days baseline counterfactual difference split "
            "split_ci95 settlement_split settlement_split_ci95 operations_kept moved chains by_reading "
            "pairing necessity sufficiency ladder numbers plain statement notes bears profiles provenance",
            "split": "ground losses belief strength west other",
            "split_ci95": "ground losses belief strength west other",
            "settlement_split": "ground losses belief strength west other",
            "settlement_split_ci95": "ground losses belief strength west other",
            "difference": "settlement window",
            "pairing": "correlation first_divergence share_never identical_before_branch",
            "necessity": "low high ci95 shared_luck",
            "sufficiency": "low high ci95 shared_luck",
        },
    )
    keys_of(told["baseline"], BATCH_KEYS)
    keys_of(told["counterfactual"], BATCH_KEYS)
    for part in told["difference"].values():
        assert (
            set(part) == {"estimate", "ci95", "shown", "needed"}
            and part["ci95"][0] <= part["estimate"] <= part["ci95"][1]
        )


# --- comparisons


# Red when worlds are paired crosswise, the sign is turned round, or the interval is of independent samples.
def test_a_comparison_pairs_campaign_by_campaign(pair):
    a, b = pair.baseline.outcomes.to_pylist(), pair.counterfactual.outcomes.to_pylist()
    for name, key in (("window", "window"), ("settlement", "settled")):
        cells = Counter((two[key], one[key]) for one, two in zip(a, b, strict=True))
        both, only_b, only_a = cells[True, True], cells[True, False], cells[False, True]
        assert pair.difference[name] == newcombe_paired(both, only_b, only_a, cells[False, False])
        value = sum(two[key] for two in b) / N - sum(one[key] for one in a) / N
        assert pair.difference[name].value == pytest.approx(value)
    assert pair.pairing.identical_before_branch is True
    assert pair.pairing.first_divergence == KURSK.branch
    assert pair.pairing.share_never == 0.0
    same_batch(pair.counterfactual, batch(KURSK, N, seed=9, workers=1))
    same_batch(pair.baseline, batch(baseline_of(KURSK), N, seed=9, workers=1, given="branch"))


def test_a_comparison_is_the_same_with_two_workers(pair):
    other = compare(KURSK, N, seed=9, workers=2)
    same_batch(other.baseline, pair.baseline)
    same_batch(other.counterfactual, pair.counterfactual)
    assert json.dumps(other.to_json()) == json.dumps(pair.to_json())


def test_what_cannot_be_compared_is_refused():
    with pytest.raises(BadValue, match="no branch and no change"):
        compare(historical(), 4, workers=1)
    with pytest.raises(BadValue, match="no branch and no change"):
        compare(KURSK.baseline(), 4, workers=1)
    for wrong in ({"campaigns": 0}, {"campaigns": 2.0}, {"seed": -1}, {"seed": 2**64}, {"workers": 0}):
        (name,) = wrong
        with pytest.raises(BadValue, match=f"{name} must be a whole number") as refused:
            batch(KURSK, **{"campaigns": 4, "workers": 1, **wrong})
        assert refused.value.key == name


# Red when a change that does nothing parts the worlds, or its statement claims a difference.
def test_a_change_without_effect_parts_nothing(monkeypatch):
    monkeypatch.setattr(record, "refuse_idle", lambda *given: None)  # a scale of 1 is refused otherwise
    change = ParameterChange(target="ideology", start=date(1943, 7, 5), scale=1.0, side="germany")
    found = compare(what_if(date(1943, 7, 5), change), 30, seed=2, workers=1)
    assert {name: part.value for name, part in found.difference.items()} == {"window": 0.0, "settlement": 0.0}
    a, b = found.baseline.outcomes.to_pylist(), found.counterfactual.outcomes.to_pylist()
    for one, two in zip(a, b, strict=True):
        for name in set(one) - {"events", "fingerprint"}:  # the new epoch itself is an event
            assert one[name] == two[name]
    assert "no difference this many campaigns can show" in found.statement


# --- failed campaigns, and antecedents that cannot arise


def bagration_in_vain(ratio):
    """Bagration fixed at success where attacks need nearly all of their recorded superiority."""
    bagration = OperationChange(target="bagration", score=2.0)
    return what_if(date(1943, 7, 5), bagration, feasible_ratio=ratio, numbers="default")


# Red when a campaign in which the change was impossible is counted as one of it, or forced against all odds.
def test_an_antecedent_that_cannot_arise_is_counted_apart():
    found = batch(bagration_in_vain(1.0), 60, seed=4, workers=1)
    rows = found.outcomes.to_pylist()
    arose = [row for row in rows if row["antecedent_arose"]]
    assert 0 < len(arose) < 60
    summary, told = found.summary(), found.to_json()
    assert summary.counted == len(arose) == summary.settlement.n == summary.window.n
    assert told["antecedent_arose"] == len(arose) / 60
    assert told["endings"]["soviet_victory"] == sum(r["ending"] == "soviet_victory" for r in arose) / len(
        arose
    )
    pair = compare(bagration_in_vain(1.0), 60, seed=4, workers=1)
    assert pair.difference["window"].n == len(arose)
    assert pair.baseline.summary().antecedent_arose == len(arose) / 60
    assert pair.baseline.summary().counted == len(arose)
    assert f"of {len(arose)} campaigns" in pair.statement


def test_an_antecedent_that_never_arises_is_said():
    without = ParameterChange(target="replacements", start=date(1943, 7, 5), scale=0.0)
    bagration = OperationChange(target="bagration", score=2.0)
    scenario = what_if(date(1943, 7, 5), bagration, without, feasible_ratio=1.0)
    found = batch(scenario, 8, seed=4, workers=1)
    told = found.to_json()
    assert_json(told)
    assert told["antecedent_arose"] == 0.0 and found.summary().counted == 0
    assert told["window"]["probability"] is None and told["contacts"]["share_soviet"] is None
    with pytest.raises(BadValue, match="arose in no campaign"):
        compare(scenario, 8, seed=4, workers=1)
