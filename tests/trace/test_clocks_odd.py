"""Three clocks, one model: the plain loop, SimPy and compiled code give equal logs and equal final states.

A difference here means that an event depends on who asked for it, not on the campaign: an alarm that was not
moved, a tie broken another way, a due time off the grid, a parameter row taken too early or too late; or
arithmetic that the compiler does in another way than Python. The other half of the scenarios has a file of
its own, so that two workers share the work.
"""

import pytest

from tests.campaigns import SHIPPED
from tests.clocks import thousand

PARTS = 10


# Red when an alarm of SimPy outlives a due time that moved, or a kernel function divides whole numbers.
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("name", SHIPPED[::2])
def test_a_thousand_campaigns_are_equal(name, part):
    thousand(name, part, PARTS)
