"""Scores of forecasts, the model's own reading of a file, and the prepared wars."""

from __future__ import annotations

import random
from pathlib import Path
from runpy import run_path

import numpy as np
import pytest

from sepeace.classroom.page.desk_data import estimates
from sepeace.clocks import clock_choice
from sepeace.clocks.campaigns import run_campaigns
from sepeace.desk import kinds
from sepeace.desk.desk_war import DATES, desk_plan
from sepeace.desk.many import desk_wars
from sepeace.desk.planted import PLANTED_RATE
from sepeace.desk.reading import FEATURES, chance
from sepeace.desk.scores import brier, calibration, mean_forecast
from sepeace.fingerprint import model_hash
from sepeace.kernel import slots

FRESH_SEED, FRESH = 4, 150
PROJECT = Path(__file__).parents[2]


# Red when a score is no mean of squares, or one of nothing is asked for.
def test_briers_score():
    assert brier([1.0, 0.0], [True, False]) == 0.0 and brier([1.0, 0.0], [False, True]) == 1.0
    assert brier([0.5] * 8, [True] * 3 + [False] * 5) == 0.25
    assert brier([0.7, 0.2], [True, False]) == pytest.approx((0.09 + 0.04) / 2)


# Red when the mean of a class scores worse than its readers do on average, which cannot be.
def test_averaging_never_hurts():
    draw = random.Random(2)
    for _ in range(50):
        rows = [[draw.random() for _ in DATES] for _ in range(draw.randrange(1, 9))]
        true = [draw.random() < 0.4 for _ in DATES]
        own = sum(brier(row, true) for row in rows) / len(rows)
        assert brier(mean_forecast(rows), true) <= own + 1e-12


# Red when a forecast falls into no class of the table, into two, or its end into the wrong one.
def test_every_forecast_has_one_class():
    said = [place / 100 for place in range(101)]
    rows = calibration(said, [place % 2 == 0 for place in range(101)])
    assert sum(row.n for row in rows) == 101 and [row.n for row in rows] == [10, 20, 20, 20, 20, 11]
    assert all(row.low <= row.mean <= row.high and 0.4 < row.came < 0.6 for row in rows)
    assert calibration([], []) == []


# Red when the estimates are of another model, of other features, or of other planted rumours than the page
# has.
def test_the_estimates_are_of_this_model():
    made = estimates()
    assert made["model_hash"] == model_hash() and made["features"] == list(FEATURES)
    assert made["planted_rate"] == PLANTED_RATE
    for row in made["readings"].values():
        for asked in ("signed", "serious"):
            own = row[asked]
            better = "gain" in own and own["gain"][1] > 0.0
            assert own["uses"] == ("evidence" if better else "base")
            assert len(own["base"]) == len(DATES) and all(0.0 < one < 1.0 for one in own["base"])


# Red when the file of estimates keeps fewer than four decimals of a score, or fewer than three digits.
def test_scores_are_kept_with_four_decimals():
    short = run_path(str(PROJECT / "docs" / "desk_reading.py"))["short"]
    exact = [0.24104, 0.23456, 0.0446712, 0.000188123, -3.02912, 3, "x"]
    assert short({"x": exact}) == {"x": [0.241, 0.2346, 0.0447, 0.000188, -3.03, 3, "x"]}


@pytest.fixture(scope="module")
def document():
    """The plan of the desk under the reading that all else takes."""
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed: on the plain clock this would take minutes")
    clock_choice.load()
    return desk_plan()


# Red when the reading is no better on new wars than it is said to be: other weights, other features, other
# truths.
def test_the_reading_does_on_new_wars_as_it_is_said_to(document):
    own = estimates()["readings"]["document"]["serious"]
    assert own["uses"] == "evidence"
    said, flat, true = [], [], []
    for _, _, war in desk_wars(document, FRESH_SEED, 0, FRESH):
        for one in war.dates:
            place = DATES.index(one.date)
            said.append(chance(own["start"][place], own["weights"], one.looked_at))
            flat.append(own["base"][place])
            true.append(one.serious)
    assert brier(said, true) == pytest.approx(own["brier"]["reading"], abs=0.02)
    assert brier(flat, true) == pytest.approx(own["brier"]["base"], abs=0.02)
    for row in calibration(said, true):
        assert row.n < 60 or abs(row.mean - row.came) < 0.15


def test_there_is_a_war_of_each_kind():
    for row in estimates()["readings"].values():
        assert sorted(one["kind"] for one in row["prepared"]) == sorted(kinds.KINDS)
        numbers = [one["campaign"] for one in row["prepared"]]
        assert len(set(numbers)) == len(numbers) and max(numbers) < kinds.LIMIT
        assert numbers != sorted(numbers)


# Red when a prepared war is no longer of its kind, or not the first that the rule finds.
def test_prepared_wars_are_those_of_the_rule(document):
    rows = {one["kind"]: one["campaign"] for one in estimates()["readings"]["document"]["prepared"]}
    states = run_campaigns(document, kinds.SEED, 0, rows["signed"] + 1)
    settled = np.flatnonzero(states["signed"][:, slots.MAIN] < slots.NEVER)
    assert kinds.prepared(document, {"signed": [int(one) for one in settled]}) == rows


@pytest.mark.parametrize("strength", ["prospect", "rational"])
def test_prepared_wars_of_other_readings_are_of_their_kinds(strength, document):
    made = desk_plan(strength)
    for one in estimates()["readings"][strength]["prepared"]:
        log, _, war = next(desk_wars(made, kinds.SEED, one["campaign"], 1))
        assert kinds.KINDS[one["kind"]](war, log)
