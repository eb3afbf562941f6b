"""What campaigns drew for themselves: the same numbers as each campaign opened alone has."""

import pytest

import sepeace as sp
from sepeace.runs.drawn import COEFFICIENTS, numbers_drawn
from sepeace.runs.run import trace

KURSK = sp.load("germany_wins_at_kursk")


# Red when an array of campaigns goes through the generator otherwise than one number, or columns are swapped.
@pytest.mark.parametrize("seed", [1, 2**64 - 1])
def test_a_row_is_what_the_campaign_has(seed):
    table = sp.batch(KURSK, 6, seed=seed).draws()
    for campaign, row in enumerate(table.to_pylist()):
        one = trace(KURSK, seed=seed, campaign=campaign, given=None, median_luck=False)
        expected = {"campaign": campaign, **one.run.draw}
        assert row == expected | {name: getattr(one.state, name) for name in COEFFICIENTS}


def test_a_number_set_by_hand_is_not_drawn():
    free = numbers_drawn(KURSK, "branch", 1, 3)
    fixed = numbers_drawn(KURSK.with_assumptions(cost_oil=0.0), "branch", 1, 3)
    assert set(free.column_names) - set(fixed.column_names) == {"cost_oil"}
    assert fixed.equals(free.drop_columns(["cost_oil"]))


# Red when a campaign of the default numbers is said to have drawn any; only its luck is its own.
def test_default_numbers_are_not_drawn():
    table = sp.batch(KURSK.with_assumptions(numbers="default"), 3).draws()
    assert table.column_names == ["campaign", *COEFFICIENTS]
    assert len(set(table["score_base"].to_pylist())) == 1
