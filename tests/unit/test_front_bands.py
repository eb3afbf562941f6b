"""The doubt of the recorded path: its size from knots left out, where there is none, bands with it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import t as student

from sepeace.outcomes import front_doubt as doubt
from sepeace.outcomes import outcome_tables
from sepeace.outcomes.weekly_bands import RANGES, Weekly
from sepeace.quantities import EPOCH, day_of
from sepeace.record import load
from sepeace.scenario.library import load as scenario_named
from sepeace.scenario.plan import plan
from sepeace.scenario.recorded_weeks import SECTORS, SPAN
from sepeace.validation import front_bands as bands

KEPT = Path(__file__).resolve().parents[2] / "docs" / "front_bands.json"


@pytest.fixture(scope="module")
def found():
    return doubt.front_doubt(load())


# Red when the size is not that of the bridge that knots were drawn from, or its interval is of other knots.
def test_the_size_comes_back_from_knots_that_are_left_out():
    random, sizes, inside = np.random.default_rng(5), [], []
    for _ in range(60):
        # Twice as many knots as neighbours: each second one lies on a bridge of size 9 between these.
        ends = np.cumsum(np.r_[0.0, random.uniform(20.0, 300.0, 20)])
        share = random.uniform(0.1, 0.9, 20)
        moved = np.diff(ends)
        middle = (
            ends[:-1] + share * moved + 9.0 * np.sqrt(moved * share * (1.0 - share)) * random.normal(size=20)
        )
        rows = [
            doubt.left_out([(0.0, west), (30.0 * part, at), (30.0, east)])[0]
            for west, part, at, east in zip(ends, share, middle, ends[1:], strict=False)
        ]
        size = doubt.size_of(rows)
        assert size.knots == 20
        sizes.append(size.size**2)
        inside.append(size.interval()[0] < 9.0 < size.interval()[1])
    assert np.mean(sizes) == pytest.approx(81.0, rel=0.1) and 0.8 < np.mean(inside) < 0.98


# Red when there is doubt at a knot or where the front stood, or another than s^2 D f (1 - f) between.
def test_there_is_none_at_the_knots(found):
    for place, sector in enumerate(SECTORS):
        points, spread = doubt.knots_of(load(), sector), found.spread[f"front_{sector}"]
        assert np.all(spread[int(points[-1][0] / 7.0) + 1 :] == 0.0)
        for (start, west), (end, east) in pairwise(points):
            for week in range(int(np.ceil(start / 7.0)), int(end / 7.0) + 1):
                share = (7.0 * week - start) / (end - start)
                variance = found.sizes[place].size ** 2 * abs(east - west) * share * (1.0 - share)
                assert spread[week] ** 2 == pytest.approx(variance, abs=1e-9)
    knots = [
        day_of(row.date) for row in load().front if row.sector == "centre" and day_of(row.date) % 7.0 == 0.0
    ]
    assert knots and all(found.spread["front_centre"][int(day / 7.0)] == 0.0 for day in knots)


# Red when a knot more in a straight stretch does not lower the doubt there, or leaves a number typed in code.
def test_another_knot_takes_doubt_away(found):
    record = load()
    rows = [row for row in record.front if row.sector == "south"]
    one, other = next((a, b) for a, b in pairwise(rows) if (b.date - a.date).days > 25 and a.km != b.km)
    middle = one.date + timedelta(days=(other.date - one.date).days // 2)
    line = one.km + (other.km - one.km) * (middle - one.date).days / (other.date - one.date).days
    more = replace(record, front=(*record.front, replace(one, date=middle, km=line)))
    weeks = slice(int(day_of(one.date) / 7.0) + 1, int(day_of(other.date) / 7.0) + 1)
    now = doubt.front_doubt(more)
    assert np.all(now.spread["front_south"][weeks] < found.spread["front_south"][weeks])
    assert now.sizes[2].size < found.sizes[2].size and now.sizes[:2] == found.sizes[:2]


# Red when the doubt of the mean is that of sectors that go alone, or kilometres are not laid on the ruler.
def test_the_doubt_of_the_mean_front(found):
    ruler, week = load().ruler(), int((load().front[-1].date - EPOCH).days / 7) - 2
    km = [np.interp(7.0 * week, *np.transpose(doubt.knots_of(load(), name))) for name in SECTORS]
    each = []
    for sector, name in enumerate(SECTORS):
        there = list(km)
        there[sector] -= found.spread[f"front_{name}"][week]
        each.append(ruler.mean_front(km) - ruler.mean_front(there))
    assert min(each) > 0.0  # all three move then
    variance = np.array(each) @ found.together @ np.array(each)
    assert found.spread["mean_front"][week] ** 2 == pytest.approx(variance)
    assert variance > 1.2 * np.square(each).sum() and np.all(np.abs(found.together) <= 1.0)


# Red when the doubt added is another than Student's t, moves the middle, or loses campaigns at the ends.
def test_a_histogram_is_widened_by_the_doubt():
    counts = np.zeros((3, 560), int)
    counts[:2, 280], counts[2, 2] = 1_000, 500
    made = doubt.widened(counts, (-1400.0, 1400.0), np.array([0.0, 60.0, 60.0]), 14)
    assert np.array_equal(made[0], counts[0]) and made.sum(axis=1) == pytest.approx([1000.0, 1000.0, 500.0])
    edges = np.linspace(-1400.0, 1400.0, 561)
    for level in (0.05, 0.25, 0.5, 0.75, 0.95):
        place = np.interp(level, np.r_[0.0, np.cumsum(made[1]) / 1_000.0], edges)
        assert place == pytest.approx(2.5 + 60.0 * student.ppf(level, 14), abs=2.0)
    assert made[2, 0] > 200.0 > made[2, 1]


# Red when a batch's bands of a front lack the doubt or have another's, its median has it, or other bands do.
def test_the_bands_of_a_batch_have_it(found):
    weekly, weeks = Weekly(), 200
    weekly.at_war[:weeks] = 9
    weekly.counts[:weeks, :, 300] = 9
    table = outcome_tables.bands_columns(weekly)
    lopsided = Weekly()
    lopsided.at_war[:weeks] = 9
    lopsided.counts[:weeks, :, 300], lopsided.counts[:weeks, :, 340] = 6, 3
    medians = outcome_tables.bands_columns(lopsided)["q50"]
    for place, (name, (low, high)) in enumerate(RANGES.items()):
        spread, bin_wide = found.spread.get(name, np.zeros(weeks))[:weeks], (high - low) / 560.0
        middle = low + 300.5 * bin_wide
        rows = slice(place * weeks, (place + 1) * weeks)
        assert np.allclose(table["q50"][rows], middle)
        assert np.allclose(medians[rows], low + 300.75 * bin_wide)
        for label, level in (("q05", 0.05), ("q25", 0.25), ("q75", 0.75), ("q95", 0.95)):
            away = spread * student.ppf(level, found.freedom.get(name, 1))
            assert np.allclose(table[label][rows], middle + away, rtol=0.0, atol=bin_wide), (name, label)


# Red when a drawn path leaves the knots, has another spread than the bands, or its sectors go alone.
def test_drawn_paths_go_through_the_knots(found):
    paths = bands.drawn_paths(load(), found, 4_000, np.random.default_rng(2))
    assert paths.shape == (4_000, SPAN + 1, 3)
    for sector, name in enumerate(SECTORS):
        size, spread = found.sizes[sector], found.spread[f"front_{name}"]
        there = paths[:, :, sector]
        assert np.all(there[:, spread == 0.0] == 0.0)
        wide = np.flatnonzero(spread > 30.0)
        tails = spread[wide] * student.ppf(0.9, size.knots)
        share = np.abs(there[:, wide]) > tails
        assert share.mean() == pytest.approx(0.2, abs=0.02)
    moving = np.all([found.spread[f"front_{name}"] > 30.0 for name in SECTORS], axis=0)
    week = int(np.flatnonzero(moving)[-1])
    drawn = np.corrcoef(paths[:, week].T)
    assert drawn[0, 2] == pytest.approx(found.together[0, 2], abs=0.1)


# Red when bands hold too little with the doubt, or as much without it where the war moved fast.
def test_bands_hold_synthetic_wars():
    made = plan(scenario_named("germany_wins_at_kursk").with_assumptions(numbers="prior"))
    rows = {
        (row.sector, row.weeks): row
        for row in bands.coverage(made, "germany_wins_at_kursk", campaigns=400, wars=40, paths=8)
    }
    held, fast = rows["all", "held"], rows["all", "fast"]
    assert 0.86 <= held.with_doubt <= 0.94 and held.without < 0.3
    assert fast.without < fast.with_doubt - 0.02 and 0.82 < fast.with_doubt < 0.96
    assert rows["all", "still"].with_doubt == pytest.approx(rows["all", "still"].without, abs=0.01)


# Red when the clock of the way foretells the knots worse than that of days, or misses more than it says.
def test_the_clock_is_that_which_foretells_the_knots():
    scores = bands.clock_scores(load())
    by_clock = {name: [row for row in scores if row.clock == name] for name in bands.CLOCKS}
    assert (
        sum(row.log_score for row in by_clock["way"]) > sum(row.log_score for row in by_clock["days"]) + 10.0
    )
    knots = sum(row.knots for row in by_clock["way"])
    covered = sum(row.covered * row.knots for row in by_clock["way"]) / knots
    assert 0.8 < covered < 0.98
    made = doubt.front_doubt(load())
    assert [row.size for row in by_clock["way"]] == pytest.approx([one.size for one in made.sizes])


# Red when the page is of another record, or a band of its table holds too much or too little.
def test_the_page_has_the_sizes_of_the_record_and_bands_that_hold():
    kept = json.loads(KEPT.read_text())
    for row, now in zip(kept["clocks"], bands.clock_scores(load()), strict=True):
        assert (row["sector"], row["clock"], row["knots"]) == (now.sector, now.clock, now.knots)
        assert row["size"] == pytest.approx(now.size) and row["log_score"] == pytest.approx(now.log_score)
    free = [row for row in kept["coverage"] if row["world"] == "historical"]
    moved = [row for row in kept["coverage"] if row["weeks"] in ("held", "fast")]
    low, high = bands.WITHIN
    assert len(free) == 12 and len(moved) == 12
    assert all(low <= row["with_doubt"] <= high for row in (*free, *moved))
    assert [row["without"] < low for row in moved if row["sector"] == "all"] == [True] * 3
