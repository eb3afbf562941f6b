"""Willingness along the recorded front: half-years, variance, and the fit to the record."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from sepeace.clocks import clock_choice
from sepeace.clocks.storage import WEEK_COLUMNS
from sepeace.errors import BadValue
from sepeace.kernel import slots
from sepeace.model.parameters import PARAMETERS
from sepeace.quantities import day_of
from sepeace.record import load
from sepeace.scenario.plan import plan
from sepeace.validation.wishes import half_years, matched, varied, willingness
from sepeace.validation.wishes.half_years import HALVES, QUARTERS, STREAMS, on_record, watch
from tests.campaigns import ran

CAMPAIGNS = 200 if clock_choice.at_hand() else 12
"""Medians of 200 campaigns are known to some .03, those of 12 to some .1; both bounds below leave room."""


# --- what is asked of the equation --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seen():
    worlds = {"usual": {}, "known": {"hopes": "known"}}
    for weight in (0.0, 0.5):
        worlds[f"no lessons {weight:g}"] = {"refusal_lesson": 0.0, "map_weight": weight}
    found = {name: willingness.seen(CAMPAIGNS, 1, **settings) for name, settings in worlds.items()}
    return {name: willingness.by_half_year(watched) for name, watched in found.items()}


# Red when the battlefield moves nobody's wish to talk.
def test_soviet_willingness_falls_with_the_war(seen):
    assert seen["usual"]["soviet"].fall() >= 0.5
    half, none = (seen[f"no lessons {weight}"]["soviet"].fall() for weight in ("0.5", "0"))
    assert half - none >= 0.2


# Red when `known` is the same as the map: then Stalin would not see how much Hitler hopes for.
def test_a_stalin_who_knew_hitler_s_hopes_would_not_talk_in_1941(seen):
    assert seen["known"]["soviet"].q50[0] < 0.2 and seen["usual"]["soviet"].q50[0] > 0.8


# --- half-years ---------------------------------------------------------------------------------------------


def test_spans_cover_the_war_once():
    assert [span.name for span in HALVES][:2] == ["1941 H2", "1942 H1"] and len(HALVES) == 8
    assert [span.name for span in QUARTERS][-1] == "1945 Q2" and len(QUARTERS) == 16
    for spans in (HALVES, QUARTERS):
        assert spans[0].first == date(1941, 6, 22) and spans[0].weeks.start == 0
        for one, next_one in pairwise(spans):
            assert one.after == next_one.first and one.weeks.stop == next_one.weeks.start
    # 30 June 1943 is a Wednesday: the week that ends on 27 June is the last of the first half of 1943.
    week = int((date(1943, 6, 27) - date(1941, 6, 22)).days / 7)
    assert HALVES[3].weeks.stop == week + 1


# Red when a campaign's battlefield is not the record: then the war itself would be left to luck.
def test_every_campaign_stands_on_the_recorded_front():
    made = plan(on_record(), "free")
    column = WEEK_COLUMNS.index("mean_front")
    fronts = []
    for campaign in range(3):
        state, log = ran(made, 1, campaign)
        fronts.append(np.array(log.weeks[: state.known])[:, column])
    recorded = np.tensordot(made.world.weights, np.array(made.world.path_front), axes=1)
    for front in fronts:
        assert front == pytest.approx(recorded[: len(front)], abs=1e-9)


# Red when feelers are counted in another half-year, stream or campaign, or one clock counts others.
def test_both_clocks_see_the_same(monkeypatch):
    made = plan(on_record(), "free")
    monkeypatch.setenv("SEPEACE_CLOCK", "plain")
    plain = watch(on_record(), 3, 1)
    assert plain.campaigns == 3
    for campaign in range(3):
        state, log = ran(made, 1, campaign)
        rows = [row for row in log.rows[: state.events] if row.kind == slots.K_SENT]
        for place, span in enumerate(HALVES):
            for stream in range(len(STREAMS)):
                causes = [
                    row.cause - slots.C_SERIOUS
                    for row in rows
                    if day_of(span.first) <= row.time < day_of(span.after)
                ]
                assert plain.feelers[campaign, stream, place] == causes.count(stream)
    monkeypatch.delenv("SEPEACE_CLOCK")
    if clock_choice.at_hand():
        monkeypatch.setenv("SEPEACE_CLOCK", "compiled")
        compiled = watch(on_record(), 3, 1)
        assert np.array_equal(compiled.willing, plain.willing, equal_nan=True)
        assert np.array_equal(compiled.feelers, plain.feelers)


def test_means_leave_out_what_is_over():
    """Two campaigns: one at war throughout at 1/4, one at 3/4 that ends after ten weeks."""
    willing = np.full((2, 238, 2), np.nan, np.float32)
    willing[0, :210], willing[1, :10] = 0.25, 0.75
    feelers = np.zeros((2, 5, 8), np.int64)
    feelers[0, 0, :2], feelers[1, 0, :2] = 2, 4  # the second's of 1942 come after its war
    found = half_years.Watched(willing=willing, feelers=feelers)
    means = found.means(HALVES)
    assert means[0, :, 1] == pytest.approx([0.25] * 8)
    assert means[1, 0, 1] == 0.75 and np.all(np.isnan(means[1, 1:, 1]))
    assert found.at_war().sum(axis=0).tolist() == [2, 1, 1, 1, 1, 1, 1, 1]
    assert found.feelers_a_campaign()[0, :2].tolist() == [3.0, 2.0]
    table = willingness.by_half_year(found)["soviet"]
    assert table.q50[:2] == (0.5, 0.25) and table.campaigns[:2] == (2, 1)
    assert table.fall() == 0.25


# --- variance -----------------------------------------------------------------------------------------------


def test_causes_are_taken_out_in_every_set():
    worlds = varied.worlds()
    assert worlds[0] == {"expectation_noise": 0.0, "refusal_lesson": 0.0, "numbers": "default"}
    assert worlds[-1] == {} and len(worlds) == 8
    assert worlds[1] == {"refusal_lesson": 0.0, "numbers": "default"}  # only errors are in
    keys = {row.key for row in PARAMETERS} | {"numbers"}
    assert {key for world in worlds for key in world} <= keys


def test_independent_causes_get_what_they_add():
    """Signs in all eight patterns: each cause adds its square within half-years, none between them."""
    path = np.array([0.9, 0.8, 0.5, 0.2])
    signs = np.array([[1 - 2 * (row >> cause & 1) for cause in range(3)] for row in range(8)])
    sizes = np.array([0.1, 0.2, 0.05])
    tables = [
        path[None, :] + (signs * sizes * [members >> cause & 1 for cause in range(3)]).sum(axis=1)[:, None]
        for members in range(8)
    ]
    found = varied.parts(tables)
    assert found.battlefield == found.between == pytest.approx(path.var())
    assert found.left == pytest.approx(0.0) and found.within == pytest.approx(np.sum(sizes**2))
    assert list(found.causes.values()) == pytest.approx(sizes**2)
    assert list(found.causes_between.values()) == pytest.approx([0.0] * 3)
    assert found.whole == pytest.approx(tables[-1].var())  # the law of total variance
    assert found.battlefield + found.left + sum(found.causes.values()) == pytest.approx(found.whole)


# --- the record ---------------------------------------------------------------------------------------------


def test_recorded_contacts_are_all_there():
    """Counted anew from the rows: sent, between the two, by side; each in the half-year it begins in."""
    found = matched.recorded()
    rows = [row for row in load().contacts if row.pair == "main" and row.result != "not_sent"]
    for key, sender in (("soviet", "soviet"), ("german_leader", "german"), ("german_subordinate", "german")):
        mine = [row for row in rows if row.sender == sender]
        mine = [row for row in mine if row.level in ("leader", "subordinate", "mediator")]
        if sender == "german":
            mine = [row for row in mine if (row.level == "leader") == (key == "german_leader")]
        for place, span in enumerate(HALVES):
            here = [row for row in mine if max(span.first, date(1941, 7, 1)) <= row.start < span.after]
            if place == 0:
                here += [row for row in mine if row.start < date(1941, 7, 1)]
            assert found[key].reported[place] == len(here)
            assert found[key].weight[place] == pytest.approx(sum(row.chance for row in here))


def test_a_correlation_and_what_chance_gives():
    """Eight rising numbers against themselves: 1, which one order in 40,320 gives, and its mirror -1."""
    row = np.arange(8.0)
    found = matched.match("nobody", row, 3.0 * row + 1.0)
    assert found.correlation == pytest.approx(1.0) and found.as_high == pytest.approx(1 / 40_320)
    low, high = found.by_chance
    assert low == pytest.approx(-high, abs=1e-9) and 0.6 < high < 0.8
    # From July 1943 on: 4 + 5 + 6 + 7 of 28.
    assert found.late_recorded == pytest.approx(22 / 28)
    other = np.array([3.0, 1, 1, 4, 1, 0, 0, 0])
    assert matched.pearson(row, other) == pytest.approx(np.corrcoef(row, other)[0, 1])


def test_too_little_for_a_correlation():
    lone = np.array([0.0, 0, 0, 0, 0, 0, 0, 1])
    for written in (lone, np.zeros(8)):
        found = matched.match("nobody", written, np.arange(8.0))
        assert found.correlation is None and found.by_chance is None and found.as_high is None
    assert matched.match("nobody", np.zeros(8), np.ones(8)).late_recorded is None
    assert matched.pearson(np.ones(8), np.arange(8.0)) is None


@pytest.mark.parametrize("settings", [{"campaigns": 1}, {"campaigns": 2.0}, {"campaigns": 5, "seed": -1}])
def test_sizes_out_of_range_are_refused(settings):
    with pytest.raises(BadValue):
        willingness.along_the_record(**settings)
