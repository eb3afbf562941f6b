"""The disagreement budget: its cells, its draws, and what they leave of luck."""

from dataclasses import replace

import numpy as np
import pytest

import sepeace
from sepeace.clocks import records
from sepeace.clocks.plain import run_plain
from sepeace.errors import BadValue
from sepeace.execution.design_points import UNCOUNTED, WORLD_SWITCHES, bare
from sepeace.execution.workers import Count, WorkerPool
from sepeace.kernel import slots
from sepeace.model.parameters import find
from sepeace.scenario.plan import plan, score_root
from sepeace.scenario.vocabulary import READINGS, SWITCHES
from sepeace.stats.means import means_of
from sepeace.uncertainty import budget
from sepeace.uncertainty.stored_points import PointsAtWork

KURSK = sepeace.load("germany_wins_at_kursk").with_assumptions(numbers="prior")
FEW = {
    "strength": ("document", "rational"),
    "initiative": ("mastny",),
    "disputed": ("by_grade",),
    "motive": ("sincere",),
}
SMALL = {
    "points": 3,
    "lots": 2,
    "forms": ("full", "oil", "gatekeepers"),
    "readings": FEW,
}


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    """No compiled clock: the plans are what is looked at."""
    monkeypatch.setenv("SEPEACE_CLOCK", "plain")


# Red when a motive, a parameter or one of their switches reaches into the world's tables: cells would then
# run on the tables of another.
@pytest.mark.parametrize("initiative", READINGS["initiative"])
def test_tables_do_not_hang_on_motives_and_parameters(initiative):
    start = KURSK.with_assumptions(initiative=initiative)
    usual = records.pack(plan(bare(start)).world).tobytes()
    others = [{"motive": motive} for motive in READINGS["motive"]]
    others += [{"cost_food": 0.01}, {"numbers": "default"}]
    others += [{"switches_off": [one for one in SWITCHES if one not in WORLD_SWITCHES]}]
    for settings in others:
        there = start.with_assumptions(settings)
        assert records.pack(plan(there).world).tobytes() == usual, settings
        assert bare(there).assumptions == replace(bare(start).assumptions, numbers=there.assumptions.numbers)


# Red when a switch that changes nothing counts as a form of the model, or one that acts is missing.
def test_forms_are_the_full_model_and_the_switches_that_act():
    forms, out = budget.forms_of(KURSK)
    assert forms == ("full", *SWITCHES, "steady valuation", "known hopes") and out == ()
    settings = {"switches_off": ["gatekeepers"], "cost_oil": 0.0, "strength_premium": 0.0}
    forms, out = budget.forms_of(KURSK.with_assumptions(settings))
    assert set(out) == {"gatekeepers", "oil", "strength"}
    assert set(forms) == {"full", *SWITCHES, "steady valuation", "known hopes"} - set(out)
    forms, _ = budget.forms_of(KURSK.with_assumptions(valuation="steady"))
    assert "steady valuation" not in forms and "known hopes" in forms


# Red when a rival reading is missing or counted twice.
def test_every_combination_of_rival_readings():
    found = budget.combinations()
    assert len(found) == 3 * 4 * 3 * 3 == len({tuple(row.values()) for row in found})


# Red when a cell runs another form or reading than it stands for, a point has other numbers than it drew, or
# campaigns do not share what they draw: each outcome is found again by a plan with the numbers set by hand.
def test_cells_run_what_they_stand_for():
    made = budget.design(KURSK, "branch", 5, **SMALL)
    assert [len(task.worlds) for task in made.tasks] == [6] and made.count == 6 * 3 * 2
    (task,) = made.tasks
    found = budget.run_cells(task)
    assert found.shape == (6, 3, 2, 1, 2)
    for cell in (0, 5):
        (world,) = task.worlds[cell]
        numbers = dict(zip(task.had, task.values[cell, 1].tolist(), strict=True))
        taken = {"cost_oil"} if "oil" in world.assumptions.switches else set()
        by_hand = [
            (key.partition(".")[0], key.partition(".")[2] or None, value)
            for key, value in numbers.items()
            if key not in taken
        ]
        there = replace(world, assumptions=replace(world.assumptions, parameters=tuple(by_hand)))
        first = (task.places[cell] * 3 + 1) * 2 * budget.TRIES
        states = [run_plain(plan(there, "branch"), 5, first + lot)[0] for lot in range(2)]
        expected = [[s.window_first[0] < slots.NEVER, s.signed[0] < slots.NEVER] for s in states]
        assert found[cell, 1, :, 0].tolist() == expected


# Red when the coefficients of the score equation lose their correlation, or their spread.
def test_coefficients_are_drawn_from_their_joint_uncertainty():
    had, values = budget.draws(KURSK, 1, 400, 10)
    table = dict(zip(had, values.reshape(-1, len(had)).T, strict=True))
    three = np.array([table[name] for name in budget.COEFFICIENTS])
    root = np.array(score_root())
    means = [find(name).quantity.value for name in budget.COEFFICIENTS]
    assert three.mean(axis=1) == pytest.approx(means, abs=0.02)
    spreads = [find(f"{name}_sd").quantity.value for name in budget.COEFFICIENTS]
    assert three.std(axis=1) == pytest.approx(spreads, rel=0.05)
    assert np.corrcoef(three) == pytest.approx(root @ root.T, abs=0.05)
    assert not any(table[f"{name}_sd"].any() for name in budget.COEFFICIENTS)
    by_hand, _ = budget.draws(KURSK.with_assumptions(score_base=0.5), 1, 1, 3)
    assert "score_base" not in by_hand and "cost_food" in by_hand
    assert budget.draws(KURSK.with_assumptions(numbers="default"), 1, 2, 3)[1].shape == (2, 3, 0)


class Told:
    """Stands for ``PointRunner``: an outcome that says which world, point and campaign it is of."""

    def __init__(self, scenario, given, had):
        self.number = int(scenario.digest, 16) % 7

    def run(self, values, seed, first, count):
        campaigns = first + np.arange(count)
        window = (campaigns * (self.number + 3) + int(1e6 * values[0])) % 11 < 2 + self.number
        return np.stack([window, window & (campaigns % 2 == 0)], axis=1).astype(np.int8)


def each(stands, *rest):
    return np.stack([stand.run(*rest) for stand in stands], axis=1)


def here(made, progress=None):
    return PointsAtWork(pool=WorkerPool(), count=Count(made.count, progress))


# Red when places of cells are lost between the order of the work and that of the forms and readings.
def test_the_order_of_the_work_does_not_show(monkeypatch):
    monkeypatch.setattr(budget, "PointRunner", Told)
    monkeypatch.setattr(budget, "run_at", each)
    sizes = {"points": 4, "forms": ("full", "oil", "gatekeepers", "position")}
    whole = budget.design(KURSK, "branch", 5, **sizes)
    expected = whole.run(5, here(whole).run)
    monkeypatch.setattr(budget, "CELLS_OF_A_TASK", 5)
    parts = budget.design(KURSK, "branch", 5, **sizes)
    parts.tasks.reverse()
    seen = []
    assert parts.run(5, here(parts, lambda done, _: seen.append(done)).run) == expected
    assert seen[-1] == parts.count == 4 * 108 * 4 * 2 == expected.campaigns
    had, values = budget.draws(KURSK, 5, 4 * 108, 4)
    means = []
    for number, reading in enumerate(whole.readings):
        place = 108 + number  # the second form
        stand = Told(budget.at(KURSK, "oil", reading), "branch", had)
        for point in range(4):
            first = (place * 4 + point) * 2 * budget.TRIES
            means.append(stand.run(values[place, point], 5, first, 2)[:, 0].mean())
    assert expected.means["window"].by_form["oil"].value == pytest.approx(np.mean(means))
    rational = np.mean(means[72:])  # the last reading of strength
    assert whole.readings[72]["strength"] == "rational" and rational != np.mean(means)


# Red when a campaign that does not count is counted, or luck is tried without end.
def test_campaigns_that_do_not_count_are_replaced(monkeypatch):
    def some(stands, values, seed, first, count):
        told = np.full((count, len(stands), 2), UNCOUNTED, np.int8)
        told[np.arange(first, first + count) % 3 == 0, 0] = (1, 0)
        return told

    monkeypatch.setattr(budget, "run_at", some)
    assert budget._lots([None], np.zeros(0), 1, 0, 2).tolist() == [[[1, 0]], [[1, 0]]]
    with pytest.raises(BadValue, match="hardly any campaign counts"):
        budget._lots([None, None], np.zeros(0), 1, 0, 2)


# Red when luck alone is there to disagree about, and something else gets a share.
def test_where_only_luck_differs_all_is_chance():
    readings = {name: (values[0],) for name, values in READINGS.items() if name in budget.RIVALS}
    readings["strength"] = ("rational",)
    certain = KURSK.with_assumptions(numbers="default", score_sd=1.0)
    made = budget.design(certain, "branch", 1, forms=("full",), readings=readings, points=12, lots=2)
    found = made.run(1, here(made).run)
    told = found.document.to_json()
    assert told["settlement"]["chance"]["share"] == pytest.approx(1.0, abs=0.35)
    assert told["settlement"]["readings"]["share"] == told["settlement"]["form"]["share"] == 0.0
    assert told["effect"] is None and told["campaigns"] == 24
    (row,) = told["settlement"]["by_form"]
    assert (row["form"], row["mean"]) == ("full", found.outcomes["settlement"].mean)
    assert row["ci95"][0] <= row["mean"] <= row["ci95"][1]
    assert found.means["settlement"].mechanisms is None


# --- means of the cells -----------------------------------------------------------------------------------

FORMS = ("full", "oil", "gatekeepers", "ideology")
COMBINED = [
    {"strength": one, "motive": two} for one in ("document", "rational") for two in ("sincere", "mixed")
]


def cells(seed, moved=(0.0, 0.0, 0.0), apart=(0.0, 0.0), points=8):
    """Draws in each cell: mechanisms move the mean of their form, readings that of theirs."""
    values = np.random.default_rng(seed).normal(0.5, 0.2, (4, 4, points))
    values[1:] += np.array(moved)[:, None, None]
    values[:, 2:] += apart[0]
    values[:, 1::2] += apart[1]
    return values


# Red when the largest of several noisy distances is named where there is none, or one that is there is not.
def test_one_is_named_only_if_told_apart():
    alone = clear = 0
    for seed in range(30):
        found = means_of(cells(seed), FORMS, COMBINED, seed, replicates=200)
        assert found.mechanisms is not None and found.disputes is not None
        alone += (len(found.mechanisms.names) == 1) + (len(found.disputes.names) == 1)
        sure = means_of(cells(seed, (0.1, -0.6, 0.1), (0.5, 0.1)), FORMS, COMBINED, seed, replicates=200)
        clear += (sure.mechanisms.names, sure.disputes.names) == (("gatekeepers",), ("strength",))
        assert sure.mechanisms.distance.value == pytest.approx(0.6, abs=0.2)
    assert clear == 30 and alone <= 9
    level = means_of(cells(1, (0.5, -0.5, 0.0)), FORMS, COMBINED, replicates=200)
    assert set(level.mechanisms.names) == {"oil", "gatekeepers"}


# Red when intervals of means are of another width than the means vary, or are of the wrong cells.
def test_means_have_their_intervals():
    inside, widths, values = np.zeros(2), [], []
    for seed in range(60):
        found = means_of(cells(seed, apart=(0.5, 0.0)), FORMS, COMBINED, seed, replicates=150)
        form, reading = found.by_form["oil"], found.by_reading["strength"]["rational"]
        inside += form.low <= 0.75 <= form.high, reading.low <= 1.0 <= reading.high
        widths.append(form.high - form.low)
        values.append(form.value)
    assert np.all(inside >= 52), inside
    assert np.mean(widths) == pytest.approx(3.92 * np.std(values), rel=0.25)


# Red when something is said to part the means where there is one form or one reading.
def test_one_alone_parts_nothing():
    found = means_of(np.ones((1, 1, 4)), ("full",), [{"strength": "document"}])
    assert found.mechanisms is None and found.disputes is None
    still = means_of(np.ones((2, 2, 4)), FORMS[:2], COMBINED[:2])
    assert still.mechanisms.names == still.disputes.names == ()
