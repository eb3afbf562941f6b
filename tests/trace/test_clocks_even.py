"""The same thousand campaigns on three clocks, for the other half of the scenarios."""

import pytest

from tests.campaigns import SHIPPED
from tests.clocks import thousand

PARTS = 10


# Red when an alarm of SimPy outlives a due time that moved, or a kernel function divides whole numbers.
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", SHIPPED[1::2])
def test_a_thousand_campaigns_are_equal(name, part):
    thousand(name, part, PARTS)
