"""Weights by reported feelers: likelihood, reports left out, ranks over made-up wars; no campaign is run."""

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from sepeace.calibration.diplomacy import factors, rank_test
from sepeace.calibration.diplomacy.counting import ForetoldWars, foretelling, interval, more, numbers_reported
from sepeace.calibration.diplomacy.findings import findings
from sepeace.calibration.diplomacy.held_wars import HeldWars
from sepeace.calibration.diplomacy.likelihood import by_share, shares
from sepeace.calibration.diplomacy.pool import WarPool
from sepeace.calibration.diplomacy.weighing import even_slots, weigh, weigh_as_poisson, without_each
from sepeace.documents.checks.calibrate import Factor
from sepeace.errors import BadValue
from sepeace.kernel.slots import CELLS, NEVER
from sepeace.record import load
from sepeace.record.types import GRADE_CHANCE
from sepeace.scenario.tables.reports import Report, Reports, reports

READINGS = (("initiative", "mastny"), ("motive", "sincere"), ("strength", "document"))
USUAL = (0.6, 0.5)
SETS, LUCKS = 400, 2


def made_pool(seed=3, sets=SETS, lucks=LUCKS, scale=1.0, settled=0.1):
    """Wars whose feelers are Poisson numbers at rates that differ from set to set."""
    random = np.random.default_rng(seed)
    rates = (
        scale * random.uniform(0.1, 2.0, (sets, 1, 2, 1)) * random.uniform(0.5, 1.5, (sets, lucks, 2, CELLS))
    )
    signed = random.random((sets, lucks)) < settled
    return WarPool(
        readings=READINGS, seed=1, expected=rates, sent=random.poisson(rates), settled=signed, window=signed
    )


def held_of(pool, found, seed=5):
    """Wars held to reports where feelers change nothing: they count what Poisson numbers would have."""
    drawn = np.random.default_rng(seed).uniform(0.3, 1.0, pool.settled.shape)
    logs = np.array(
        [
            [by_share(pool.expected[one, luck], found, [drawn[one, luck]])[0] for luck in range(pool.lucks)]
            for one in range(pool.sets)
        ]
    )
    signed = np.where(pool.settled, 500.0, NEVER)
    return HeldWars(logs=logs, shares=drawn, expected=pool.expected, sent=pool.sent, signed=signed)


def record_of(*rows):
    """Reports as (side, cell, chance)."""
    named = tuple(Report(id=f"r{n}", side=a, cell=b, chance=c) for n, (a, b, c) in enumerate(rows))
    return Reports(rows=named, cells=tuple(range(CELLS)), usual=USUAL)


def by_enumeration(rate, share, chances, usual):
    """Density of marked reports: which are real, how many feelers there were, which of them left a report."""
    total = 0.0
    for size in range(len(chances) + 1):
        for real in combinations(range(len(chances)), size):
            marks = math.prod(
                chances[n] if n in real else usual * (1.0 - chances[n]) for n in range(len(chances))
            )
            for sent in range(size, 60):
                poisson = math.exp(-rate) * rate**sent / math.factorial(sent)
                total += (
                    marks * poisson * math.perm(sent, size) * share**size * (1.0 - share) ** (sent - size)
                )
    return total


# Red when the mixture of true and false reports, the thinning or the end of the exponential is another one.
@pytest.mark.parametrize("chances", [(), (1.0,), (0.35, 0.85), (1.0, 0.5, 0.1)])
def test_the_likelihood_is_that_of_every_way_in_which_reports_can_be_real(chances):
    rates, share = (0.4, 1.7), 0.6
    expected = np.zeros((2, 2, CELLS))
    expected[:, 0, 3] = rates
    found = record_of(*((0, 3, chance) for chance in chances))
    low, high = by_share(expected, found, [share])[:, 0]
    counted = [by_enumeration(rate, share, chances, USUAL[0]) for rate in rates]
    assert high - low == pytest.approx(math.log(counted[1] / counted[0]), abs=1e-9)


# Red when reports are made up at another rate of false ones than the grades stand for, or graded otherwise:
# then the ratio of two likelihoods is not 1 on average under the second of them.
def test_false_reports_cancel_where_they_come_as_the_grades_say():
    record, random = reports(), np.random.default_rng(4)
    rates = np.stack([np.full((2, CELLS), 0.3), np.full((2, CELLS), 0.4)])
    ratios = []
    for _ in range(800):
        made = rank_test.made_up(random.poisson(rates[0]), record, random)
        logs = by_share(rates, made, shares())
        one, other = np.exp(logs - logs.max()).mean(axis=1)
        ratios.append(other / one)
    error = np.std(ratios) / math.sqrt(len(ratios))
    assert error < 0.05 and abs(np.mean(ratios) - 1.0) < 3.5 * error


# Red when a documented report may be false, a fable weighs, or a rumour as much as a document.
def test_a_documented_report_weighs_fully_and_a_rumour_hardly():
    pool = made_pool(settled=0.0)
    silent = pool.expected.copy()
    silent[:200, :, 0, 2] = 0.0
    pool = WarPool(
        readings=READINGS, seed=1, expected=silent, sent=pool.sent, settled=pool.settled, window=pool.window
    )
    without = weigh_as_poisson(pool, record_of()).weights[:200].sum()
    left = {
        grade: weigh_as_poisson(pool, record_of((0, 2, chance))).weights[:200].sum()
        for grade, chance in GRADE_CHANCE.items()
    }
    assert left["documented"] < 1e-12 and left["fable"] == pytest.approx(without)
    assert without > left["rumour"] > 0.8 * without
    assert left["rumour"] > left["disputed"] > left["several_reports"] > left["documented"]


# Red when a war in which a settlement was signed weighs, or one settled luck takes the whole set with it.
def test_a_settled_war_weighs_nothing():
    pool = made_pool(settled=0.0)
    pool.settled[:100], pool.settled[100:200, 0] = True, True
    held = held_of(pool, record_of())
    for weighed in (weigh(held), weigh_as_poisson(pool, record_of())):
        assert not weighed.weights[:100].any() and weighed.weights[100:200].all()
    assert weigh(held, lasting=False).weights[:100].all()
    held.logs[:] = -np.inf
    with pytest.raises(BadValue, match="no war fits"):
        weigh(held)


# Red when a report that is left out still counts, takes another with it, or is counted with other shares.
def test_without_each_report_is_as_if_it_had_never_been_made():
    pool, found = made_pool(), reports()
    told = dict(without_each(pool, found, shares(count=5)))
    assert list(told) == [row.id for row in found.rows]
    for row in found.rows[::5]:
        straight = weigh_as_poisson(pool, found.without(row.id), shares(count=5))
        assert np.allclose(told[row.id].log_likelihood, straight.log_likelihood, atol=1e-9)


# Red when a set is drawn more or less often than its weight has it, or a slot is left empty.
def test_slots_are_shared_out_by_weight():
    weights = np.random.default_rng(2).dirichlet(np.full(30, 0.3))
    drawn = np.bincount(even_slots(weights, 1000), minlength=30)
    assert drawn.sum() == 1000 and np.abs(drawn - 1000 * weights).max() < 1.0 + 1e-9


# Red when weights that are all alike are said to have taught something, or chances move by them.
def test_a_record_that_says_nothing_is_said_to_say_nothing():
    pool = made_pool(settled=0.0)
    empty = Reports(rows=(), cells=(), usual=USUAL)
    held = held_of(pool, empty)
    found, weighed = findings(pool, replace(held, logs=np.zeros_like(held.logs)), empty)
    assert weighed.effective == pytest.approx(SETS) and found.in_all == pytest.approx(0.0, abs=1e-9)
    assert all(row.says_nothing and row.shift == pytest.approx(0.0) for row in found.learned)
    assert found.window == pytest.approx(found.window_prior) and found.left_out == ()


# Red when the scatter of few sets is told as something learned: rates here hang on no number of the model.
@pytest.mark.parametrize("sets", [64, 200])
def test_what_chance_gives_few_sets_is_not_told_as_learned(sets):
    pool = made_pool(sets=sets)
    found, weighed = findings(pool, held_of(pool, reports()), reports())
    assert weighed.effective < 0.7 * sets
    assert max(row.information for row in found.learned) > 0.02
    assert not [row.key for row in found.learned if not row.says_nothing]


# Red when the reports of a side or a half-year are counted to another, or kept that no campaign could have.
def test_reports_are_those_of_the_record():
    found, known = reports(), {row.id: row for row in load().contacts}
    assert found.rows and all(row.chance == known[row.id].chance > 0.0 for row in found.rows)
    assert {known[row.id].sender for row in found.rows if row.side == 1} == {"soviet"}
    assert all(known[row.id].result != "not_sent" for row in found.rows)
    means = [sum(row.chance for row in found.rows if row.side == side) / CELLS for side in (0, 1)]
    assert found.usual == pytest.approx(means)
    assert {row.id: row.side for row in reports("fleischhauer").rows} != {
        row.id: row.side for row in found.rows
    }


# Red when the truth is ranked by the war that made the reports, or a prior that is handed back passes too.
def test_weights_pass_where_a_prior_handed_back_fails(monkeypatch):
    # The war that made the reports is the first; its rates are all there is to know of a set here.
    pool = made_pool(seed=8)
    pool.expected[:, 1] = pool.expected[:, 0]
    monkeypatch.setattr(rank_test, "run_held", lambda sets, found, *_: held_of(sets, found))
    ranks = rank_test.rank(pool, reports(), wars=100).by_weights()
    last = {name: rows[-1] for name, rows in ranks.items()}
    assert {row.quantity for row in last.values()} == {"log likelihood"}
    assert last["posterior"].p_value > 0.005 and 0.82 < last["posterior"].covered < 0.97
    assert last["prior"].p_value < 0.005
    assert ranks["posterior"][2].p_value > 0.005


# Red when the chance of so many reports is that of another number, or ties count for one side.
def test_numbers_of_reports():
    sent = np.zeros((2, 2, CELLS), np.int64)
    sent[0, 1, 2], sent[1, 1, 2], sent[1, 1, 3] = 2, 1, 3
    wars = ForetoldWars(
        weights=np.array([0.25, 0.75]), shares=np.array([0.5, 0.8]), expected=2.0 * sent, sent=sent
    )
    assert wars.numbers(1, (2,))[:4] == pytest.approx([0.2125, 0.725, 0.0625, 0.0])
    assert wars.numbers(0, (2,))[0] == 1.0 and interval(wars.numbers(1, (2, 3))) == (0.0, 4.0)
    assert wars.mean(1, (2, 3)) == pytest.approx(2.0 * (0.25 * 0.5 * 2 + 0.75 * 0.8 * 4))
    real = numbers_reported([1.0, 0.5])
    assert real[:3] == pytest.approx([0.0, 0.5, 0.5]) and more(real, real) == pytest.approx(0.5)
    assert more(real, numbers_reported([])) == pytest.approx(1.0)


# Red when what is foretold is looked up in wars that the weights know, in settled ones, or with other shares.
def test_what_weights_foretell_is_looked_up_in_other_wars():
    pool = made_pool(sets=6, settled=0.0)
    held = held_of(pool, record_of((0, 3, 1.0)))
    pool.settled[0], pool.settled[1, 0] = True, True
    weighed = weigh(held)
    wars = foretelling(pool, held, weighed)
    assert wars.weights.sum() == pytest.approx(1.0) and len(wars.weights) == 2 * (0 + 1 + 4 * 2)
    rates, shared = pool.expected[..., 1, 2], held.shares
    meant, mass = 0.0, 0.0
    for one in range(1, 6):
        lasting = ~pool.settled[one]
        for war in range(2):
            weight = weighed.war_weights[one, war]
            meant, mass = meant + weight * shared[one, war] * rates[one, lasting].mean(), mass + weight
    assert wars.mean(1, (2,)) == pytest.approx(meant / mass)


def factor(low, value, high):
    return Factor(
        dispute="strength", reading="rational", against="document", factor=value, standard_error=0.1,
        no_settlement=1.0, low=low, high=high, lowest_under="a", highest_under="b",
    )  # fmt: skip


# Red when more is said of a reading than the range of its factor allows, or the wrong one is the better.
@pytest.mark.parametrize(
    ("ends", "verdict", "words"),
    [
        ((3.5, 5.0, 9.0), "SPEAKS", "speaks for rational over document"),
        ((0.1, 0.2, 0.3), "SPEAKS", "speaks for document over rational"),
        ((0.5, 1.2, 2.9), "HARDLY", "hardly distinguishes"),
        ((1.5, 4.0, 9.0), "LEANS", "leans to rational over document"),
        ((0.9, 4.0, 9.0), "OPEN", "hangs on how the record is read"),
    ],
)
def test_what_may_be_said_of_a_reading(ends, verdict, words):
    row = factor(*ends)
    assert factors.verdict(row) is factors.FactorVerdict[verdict] and words in factors.one_said(row)
