"""Whether what is supposed came about: in how many campaigns, how far the front got, and in one campaign."""

import math
import re
from dataclasses import replace

import numpy as np
import pytest

import sepeace
from sepeace import report
from sepeace.cli.paired_run import beside_lines
from sepeace.cli.verbs.run import chronicle
from sepeace.cli.wording import comparison_lines, summary_lines
from sepeace.clocks.campaigns import run_traced
from sepeace.kernel import slots, weekly
from sepeace.quantities import day_of
from sepeace.record import load as load_record
from sepeace.runs.came_about import NO_TOWN, quantiles
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


def test_quantiles_of_a_histogram():
    counts = np.zeros(slots.BINS, dtype=np.int64)
    counts[10:20] = 10
    assert quantiles(counts, 0.0, float(slots.BINS)) == pytest.approx((10.5, 15.0, 19.5))


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
