"""Whether what is supposed came about: in how many campaigns, how far the front got, and in one campaign."""

import math
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

import sepeace
from sepeace import report
from sepeace.cli.paired_run import beside_lines
from sepeace.cli.verbs.run import chronicle
from sepeace.cli.wording import comparison_lines, summary_lines
from sepeace.clocks.campaigns import run_traced
from sepeace.kernel import slots, weekly
from sepeace.outcomes import outcome_tables
from sepeace.outcomes.weekly_bands import quantiles
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.runs.came_about import LEVELS, NO_TOWN
from sepeace.runs.paired_run import beside
from sepeace.scenario.plan import plan
from sepeace.wording.outcomes import CAME_ABOUT

MOSCOW = sepeace.load("moscow_falls")
N = 20


@pytest.fixture(scope="module")
def pair():
    return sepeace.compare(MOSCOW, campaigns=N, seed=1, workers=1, split=False)


# Red when a comparison or a batch keeps silent on whether what it supposes came about, or says it twice.
def test_a_comparison_and_a_batch_say_whether_what_is_supposed_came_about(pair):
    first, front = pair.document.notes
    assert first == f"What is supposed came about in all {N} campaigns."
    assert front.startswith(
        "The German drive on Moscow (second part of Typhoon): its outcome is supposed, a success."
    )
    assert front.endswith(NO_TOWN) and "in the centre" in front and "in the north" not in front
    world = pair.counterfactual
    for text in ("\n".join(comparison_lines(pair.document)), "\n".join(summary_lines(world.document))):
        assert text.count("came about") == 1 and text.count(NO_TOWN) == 1
    assert report.html(pair).count("<p>What is supposed came about") == 1
    assert pair.baseline.supposed == () == sepeace.batch("historical", campaigns=2).supposed


# Red when the front that is told is of another week, sector or world than that of the battle's end.
def test_the_front_told_is_that_of_the_sunday_after_the_battle(pair):
    made = plan(MOSCOW, "branch")
    (row,) = [row for row in made.operations if row.forced == 1]
    week = math.ceil(row.end / 7.0)
    assert week == math.ceil((day_of(load_record().operation("typhoon_moscow").end) + 1.0) / 7.0)
    column = weekly.FRONT_CENTRE
    km = [trace.weeks[week, column] - made.world.path[1][week] for trace in run_traced(made, 1, 0, N)]
    low, high = map(float, re.search(r"of ten (\d+) to (\d+) km east", pair.document.notes[1]).groups())
    width = (weekly.BANDS[column][1] - weekly.BANDS[column][0]) / slots.BINS
    assert low == pytest.approx(min(km), abs=width + 10.0) and high == pytest.approx(
        max(km), abs=width + 10.0
    )


# Red when the two ends are mixed up, or a quantile lies at the edge of its bin; and when bands are made anew.
def test_quantiles_of_a_histogram(pair, monkeypatch):
    counts = np.zeros((2, slots.BINS), dtype=np.int64)
    counts[0, 10:20], counts[1, 0] = 10, 7
    found = np.array(quantiles(counts, (0.0, float(slots.BINS)), LEVELS)).T
    assert found == pytest.approx(np.array([[10.5, 15.0, 19.5], [0.05, 0.5, 0.95]]))
    asked = []
    monkeypatch.setattr(outcome_tables, "quantiles", lambda *one: asked.append(one) or quantiles(*one))
    outcome_tables.bands_columns(pair.baseline.weekly)
    fronts = 4  # three sectors and their mean: once as they are, once with the doubt of the recorded path
    assert len(asked) == weekly.VARIABLES + fronts


# Red when the front told is mixed with that of campaigns in which what is supposed did not come about.
def test_where_it_did_not_come_about_in_all_campaigns_nothing_is_said_of_the_front():
    free = sepeace.batch("germany_wins_at_kursk", campaigns=60, seed=1, workers=1, given="free")
    assert 0 < free.totals.arose < 60 and free.weekly.at_war[math.ceil(day_of(date(1943, 7, 17)) / 7.0)] >= N
    assert len(free.supposed) == 1 and f"{free.totals.arose} of 60 campaigns" in free.supposed[0]
    held = sepeace.batch("germany_wins_at_kursk", campaigns=N, seed=1, workers=1)
    assert len(held.supposed) == 2 and NO_TOWN in held.supposed[1]


# Red when nine campaigns of ten are told of fewer than twenty.
def test_few_campaigns_have_no_nine_of_ten():
    few = sepeace.batch(MOSCOW, campaigns=N - 1, seed=1, workers=1)
    assert few.supposed == (f"What is supposed came about in all {N - 1} campaigns.",)


# Red when none is told as all, some as all or none, or what failed as having come about.
@pytest.mark.parametrize(
    ("campaigns", "failed", "arose", "said"),
    [
        (1, 1, 0, "The one campaign failed, so whether what is supposed came about is not known."),
        (9, 9, 0, "Every campaign failed, so whether what is supposed came about is not known."),
        (1, 0, 0, "What is supposed came about in no campaign, so none counts."),
        (10_000, 0, 0, "What is supposed came about in none of 10,000 campaigns, so none counts."),
        (1, 0, 1, "What is supposed came about in the one campaign."),
        (10_000, 0, 9_999, "9,999 of 10,000 campaigns (99.99%); the rest stand apart."),
        (10_000, 0, 1, "1 of 10,000 campaigns (0.01%); the rest stand apart."),
        (1_000_000, 1, 999_998, "999,998 of 999,999 campaigns (99.9999%); the rest stand apart."),
    ],
)
def test_none_some_and_all_have_their_own_sentences(pair, campaigns, failed, arose, said):
    world = pair.counterfactual
    some = replace(world, totals=replace(world.totals, campaigns=campaigns, failed=failed, arose=arose))
    assert some.supposed[0].endswith(said)


# Red when campaigns in which it could not come about pass for some in which it did.
def test_campaigns_in_which_it_did_not_come_about_are_counted(pair):
    world = pair.counterfactual
    some = replace(world, totals=replace(world.totals, campaigns=101, failed=1, arose=98))
    assert some.supposed[0] == (
        "What is supposed came about in 98 of 100 campaigns (98.0%); the rest stand apart."
    )


# Red when one campaign does not say so, alone or beside another; the recorded war supposes nothing.
def test_one_campaign_says_whether_what_is_supposed_came_about():
    told = sepeace.run(MOSCOW, seed=1, campaign=0)
    assert told.arose and CAME_ABOUT[True] in chronicle(told)
    assert CAME_ABOUT[False] in chronicle(replace(told, arose=False))
    recorded = sepeace.run("historical", seed=1, campaign=0)
    assert recorded.arose and not set(CAME_ABOUT.values()) & set(chronicle(recorded))
    lines = beside_lines(beside(MOSCOW, sepeace.load("historical"), seed=1, campaign=0))
    assert [line for line in lines if "came about" in line] == [f"[with the change] {CAME_ABOUT[True]}"]
