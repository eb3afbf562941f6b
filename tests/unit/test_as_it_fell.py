"""Luck as it fell, tried whole: what is foretold where the answer is known, the rule, what `check` prints."""

from dataclasses import replace

import numpy as np
import pytest

from sepeace.calibration.diplomacy.as_it_fell import SHARES, foretell, passes, rows_of, weights_of
from sepeace.calibration.diplomacy.fallen_wars import ToldReports, Wars
from sepeace.calibration.diplomacy.reports import reports
from sepeace.cli.verbs.check import _print_luck
from sepeace.documents.checks.as_it_fell import LuckWay
from sepeace.fingerprint import parts_hashes
from sepeace.validation.as_it_fell import stale, told, tried

LIKE = reports()
DAYS = np.array([0.0, 50.0, 100.0])
TWO = Wars(
    branch=50.0,
    days=DAYS,
    expected=np.array([[[0.0, 5.0, 10.0], [0.0, 0.0, 0.0]], [[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]]]),
    changed=np.array([[15.0, 0.0], [1.5, 0.0]]),
    truth=np.array([10, 0]),
    settled=np.array([False, False]),
)
"""Two wars in which Germany alone writes: one in which she writes five times as often as in the other."""
THREE = ToldReports(
    low=np.array([60.0, 70.0, 98.0]),
    high=np.array([61.0, 71.0, 99.0]),
    side=np.zeros(3, int),
    chance=np.ones(3),
)


def only(war, share):
    """All weight on one war at one completeness."""
    weights = np.zeros((2, len(SHARES)))
    weights[war, share] = 1.0
    return weights


# Red when thresholds are not carried over, the missing are filled in twice, or what is left is not fresh.
@pytest.mark.parametrize(
    ("way", "war", "mean"),
    [
        (LuckWay.BRANCH, 0, 10.0),
        (LuckWay.REPORTS, 0, 3.0 + 5.0),
        (LuckWay.FILLED_IN, 0, 3.0 + (1.0 - SHARES[4]) * 5.0 + 5.0),
        (LuckWay.REPORTS, 1, 2.0),  # the third is crossed after all that is to be expected there
        (LuckWay.FILLED_IN, 1, 2.0 + (1.0 - SHARES[4]) * 0.5),
    ],
)
def test_what_is_foretold_where_thresholds_are_known(way, war, mean):
    random = np.random.default_rng(1)
    found = np.concatenate([foretell(TWO, THREE, LIKE, only(war, 4), way, random) for _ in range(30)])
    assert found.mean() == pytest.approx(mean, abs=4.0 * found.std() / len(found) ** 0.5 + 1e-9)
    assert way != LuckWay.REPORTS or found.min() >= (3 if war == 0 else 2)


# Red when reports do not weigh the wars, or a settled war keeps a weight.
def test_wars_are_weighed_by_dated_reports():
    weights = weights_of(TWO, THREE, LIKE, 100.0).sum(axis=1)
    by_hand = 5.0**3 * np.exp(-10.0 * SHARES) * SHARES**3, np.exp(-2.0 * SHARES) * SHARES**3
    assert weights[0] / weights[1] == pytest.approx(by_hand[0].sum() / by_hand[1].sum())
    settled = replace(TWO, settled=np.array([True, False]))
    assert weights_of(settled, THREE, LIKE, 100.0)[0].sum() == 0.0
    assert len(THREE.before(70.0).low) == 1


# Red when the war before the change differs, what is foretold is not of the changed war, or the seed is lost.
def test_a_small_test_runs_and_is_the_same_again():
    rows, again = (rows_of("germany_wins_at_kursk", "document", LIKE, 96, 12, 7) for _ in range(2))
    assert rows == again and len(rows) == 5
    assert all(0.0 <= row.covered <= 1.0 and row.width > 0.0 for row in rows)


# Red when the verdict does not follow from the figures, or `check` prints another.
def test_the_verdict_follows_from_the_figures(capsys):
    found = tried()
    rows = list(found.rows)
    assert found.passes == passes(rows)
    bad = [replace(row, covered=0.84) if row.way == LuckWay.FILLED_IN else row for row in rows]
    wide = [replace(row, width=99.0) if row.way == LuckWay.FILLED_IN else row for row in rows]
    assert not passes(bad) and not passes(wide) and not passes([])
    assert "does not pass" in told(replace(found, rows=tuple(bad), passes=False))
    assert "another model" in stale(replace(found, hashes={**found.hashes, "model": "0"}))
    assert stale(replace(found, hashes=dict(parts_hashes()))) == ""
    _print_luck(found, whole=False)
    out = capsys.readouterr().out
    covered = [row.covered for row in rows if row.way == LuckWay.FILLED_IN and row.weighed_by == "all"]
    assert len(out.splitlines()) < 15 and f"{min(covered):.1%} to {max(covered):.1%}" in out
    assert "from reports, the others filled in" in out and "scores as they fell alone" in out
