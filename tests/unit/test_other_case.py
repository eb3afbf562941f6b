"""Finland scored with what was learned of the main pair: the same numbers, no day too late, the rule."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sepeace.calibration.diplomacy import other_case as case
from sepeace.calibration.diplomacy import pool as pools
from sepeace.calibration.diplomacy.held_wars import HeldWars
from sepeace.calibration.diplomacy.likelihood import by_share
from sepeace.calibration.diplomacy.pool import plan_of
from sepeace.calibration.diplomacy.weighing import weigh
from sepeace.documents.checks.calibrate import FinnishScore
from sepeace.kernel.slots import CELLS, NEVER
from sepeace.quantities import day_of
from sepeace.record import load
from sepeace.scenario.settings import keys_of
from sepeace.scenario.tables.counting import HALF_YEARS
from sepeace.scenario.tables.finland import offers
from sepeace.scenario.tables.reports import reports
from sepeace.validation import finland

READINGS = (("initiative", "mastny"), ("motive", "sincere"), ("strength", "document"))
SHARED = {"belief_volatility", "prior_drift.germany", "prior_drift.soviet", "expectation_noise"}
SETS = 400
KEPT = Path(__file__).resolve().parents[2] / "docs" / "believe.json"


def held(rates, settled=None):
    """One war of each set that expects so many feelers a half-year, held to what was reported until then."""
    expected = np.broadcast_to(rates[:, None, None], (len(rates), 2, CELLS))
    shares = np.full((len(rates), 1), 0.6)
    logs = by_share(expected, reports().within(case.UNTIL), (0.6,))
    if settled is not None:
        logs[settled] = -np.inf
    none = np.zeros((len(rates), 1, 2, CELLS), np.int64)
    signed = np.full((len(rates), 1), NEVER)
    return HeldWars(logs=logs, shares=shares, expected=expected[:, None], sent=none, signed=signed)


def wars(refuse, sign):
    """Finnish wars in which each set refuses and signs with these chances; she asks for nothing."""
    rows = tuple(offers(finland.known_on(load(), finland.CUT)))
    each = np.tile(refuse ** (1.0 / len(rows)), (len(rows), 1))
    return case.FinnishWars(
        rows=rows, lucks=1, refused=each, all_refused=refuse, trained=refuse, signed=refuse * sign
    )


# Red when campaigns of a set have other numbers in the Finnish wars than in the wars that were weighed.
def test_both_pairs_have_the_same_numbers():
    main, other = plan_of(dict(READINGS), 3), finland.held_plan({}, finland.CUT, 2)
    assert set(keys_of(main.numbers)) & set(keys_of(other.numbers)) >= SHARED
    drawn = []
    for one in (0, 5):
        first, second = main.parameters(1941, 3 * one + 2)[0], other.parameters(1941, 2 * one + 1)[0]
        assert first.expectation_noise == second.expectation_noise and first.prior_drift == second.prior_drift
        drawn.append(first.belief_volatility)
        assert drawn[-1] == second.belief_volatility
    assert drawn[0] != drawn[1]


# Red when a report or a Finnish row of a later day than 22 June 1944 is read.
def test_nothing_later_is_read():
    read = {row.id for row in reports().within(case.UNTIL).rows}
    begun = {row.id: row.start for row in load().contacts}
    assert read and all(begun[name] <= finland.CUT for name in read)
    assert abs((HALF_YEARS[len(case.UNTIL)] - finland.CUT).days) < 14
    rows = wars(np.full(2, 0.5), np.full(2, 0.5)).rows
    assert rows[-1].id == "final_terms_1944" and all(row.until <= finland.CUT for row in rows)
    plain, later = (held(np.geomspace(0.1, 4.0, SETS)) for _ in range(2))
    later.signed[::2] = 1300.0  # settled afterwards
    found = wars(np.linspace(0.2, 0.9, SETS), np.linspace(0.6, 0.3, SETS))
    assert case.other_case("document", plain, found) == case.other_case("document", later, found)


# Red when wars that were settled in time count, or scores are not those of the weights.
def test_the_scores_are_those_of_the_weights():
    rates = np.geomspace(0.1, 4.0, SETS)
    made = held(rates, np.arange(SETS) < 50)
    refuse, sign = np.linspace(0.2, 0.9, SETS), np.linspace(0.6, 0.3, SETS)
    found = case.other_case("document", made, wars(refuse, sign))
    weights = weigh(made).weights
    assert weights[:50].sum() == 0.0
    rows = {row.row: row for row in found.rows}
    assert rows[case.ALL].prior == pytest.approx(math.log(refuse.mean()))
    assert rows[case.ALL].posterior == pytest.approx(math.log(weights @ refuse))
    assert rows[case.SEPTEMBER].posterior == pytest.approx(
        math.log(weights @ (refuse * sign) / (weights @ refuse))
    )
    both = rows[case.ALL].difference + rows[case.SEPTEMBER].difference
    assert rows[case.TOGETHER].difference == pytest.approx(both)
    assert found.effective == pytest.approx(1.0 / np.square(weights).sum())
    assert [row.training for row in found.rows] == [True] * 6 + [False] * 2


# Red when the standard error is not what the difference spreads over other sets.
def test_the_standard_error_is_the_spread_over_other_sets():
    random = np.random.default_rng(3)
    found = []
    for _ in range(150):
        rates = np.exp(random.normal(0.0, 0.7, SETS))
        chances = 1.0 / (1.0 + np.exp(-random.normal(0.0, 1.0, (2, SETS)) - np.log(rates)))
        found.append(case.other_case("document", held(rates), wars(*chances)).rows[-1])
    spread = np.std([row.difference for row in found])
    assert 0.85 < np.mean([row.standard_error for row in found]) / spread < 1.2


# Red when the refusals do not come to half an event, or September has another constant than its page.
def test_the_constant_hazard():
    rows = wars(np.full(2, 0.5), np.full(2, 0.5)).rows
    found = case.constants(rows)
    assert sum(found[row.id] for row in rows) == pytest.approx(found[case.ALL]) == -0.5
    assert math.exp(found[case.SEPTEMBER]) == pytest.approx(finland.constant_hazard(rows))
    longest = max(rows, key=lambda row: day_of(row.until) - day_of(row.date))
    assert min((found[row.id], row.id) for row in rows)[1] == longest.id


def scored(difference, error, prior=-1.5):
    return FinnishScore(
        row=case.TOGETHER,
        training=False,
        prior=prior,
        posterior=None if difference is None else prior + difference,
        difference=difference,
        standard_error=error,
        constant=-2.0,
    )


# Red when a difference within its error is called a help, a harm is, or a small one is told as a large one.
def test_the_sentence_follows_from_the_numbers():
    def said(*numbers, **more):
        return case.said(scored(0.1, 0.05), scored(*numbers, **more))

    assert "cannot be told" in said(0.05, 0.03) and "cannot be told" in said(-0.05, 0.03)
    assert "Berlin and Moscow helps with Helsinki" in said(0.5, 0.1) and "hardly anything" in said(0.5, 0.1)
    assert "does not help" in said(-0.5, 0.1) and "hardly anything" not in said(1.3, 0.1)
    assert "with both numbers better" in said(0.5, 0.1) and "with one of both" in said(0.5, 0.1, prior=-2.3)
    assert "with neither" in said(0.5, 0.1, prior=-2.6)
    assert "too few sets" in said(None, None)


# Red when a case that none of the sets has becomes a number, or no JSON.
def test_what_none_of_the_sets_has_is_null():
    rates = np.geomspace(0.1, 4.0, 8)
    found = case.other_case("document", held(rates), replace(wars(np.full(8, 0.5), np.zeros(8)), lucks=2))
    row = found.rows[-1]
    assert row.prior is row.difference is row.standard_error is None and "too few" in found.sentence


# Red when a block is left out or run twice, or lucks are counted with another set than theirs.
def test_the_lucks_of_a_set_are_its_own(monkeypatch):
    rows = tuple(offers(finland.known_on(load(), finland.CUT)))
    weeks = int(day_of(finland.HELD)) // 7

    def made_up(made, seed, campaigns, cut=finland.CUT):
        line = np.tile(0.455 + 0.02 * np.array(campaigns)[:, None], (1, weeks))
        same = np.zeros_like(line)
        return finland.FinnishWeeks(
            line=line, error=same, offer=same + 0.5, rows=rows, demands=((date(1943, 9, 1), 0.54),)
        )

    monkeypatch.setattr(pools, "BLOCK", 2)
    monkeypatch.setattr(finland, "kept_weeks", made_up)
    found = case.finnish_wars(3, 1941, 2, lucks=2)  # lines .455, .475; .495, .515; .535, .555
    assert found.all_refused.tolist() == [0.0, 0.5, 1.0] and found.trained.tolist() == [0.0, 0.5, 0.5]
    assert np.all(found.refused == found.all_refused) and np.all(found.signed == 0.0)


# Red when the page on Finland says another sentence than its numbers, or scores another retrodiction.
def test_the_page_says_what_its_numbers_say():
    rows = tuple(offers(finland.known_on(load(), finland.CUT)))
    committed = json.loads(KEPT.with_name("finland.json").read_text())["rows"][0]["by_all"]
    for one in json.loads(KEPT.read_text())["other_case"]:
        scores = [FinnishScore(**row) for row in one["rows"]]
        assert case.said(*scores[-2:]) == one["sentence"]
        assert [row.row for row in scores[:5]] == [row.id for row in rows]
        assert [row.constant for row in scores] == pytest.approx(
            list(case.constants(rows).values()), rel=1e-4
        )
        assert committed["low"] - 0.02 < math.exp(scores[-2].prior) < committed["high"] + 0.02
