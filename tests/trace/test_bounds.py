"""Compiled once with every index checked: no campaign reads or writes beyond a table.

Compiled code does not raise where Python does. An index past the end would read a neighbour, and both the
plain clock (which raises) and the compiled one (which does not) would have to be told apart by luck.
"""

import numpy as np
import pytest

from sepeace.clocks import clock_choice, compiled
from sepeace.clocks.plain import run_plain
from sepeace.clocks.storage import state_bytes
from sepeace.kernel import slots
from tests.campaigns import SHIPPED
from tests.clocks import WHOLE, read_in, run_compiled, sampled, side_of


@pytest.fixture(scope="module")
def checked():
    if not clock_choice.can_compile():
        pytest.skip("numba is not installed")
    if not WHOLE:
        pytest.skip("it compiles for half a minute: .ci/run and make prove do")
    return compiled.compile_all(keep=False, boundscheck=True)


# Red when a slot, a week or a channel is taken from outside its table in compiled code.
@pytest.mark.parametrize("name", SHIPPED)
def test_campaigns_are_equal_with_every_index_checked(checked, name):
    for campaign in sampled(range(0, 1000, 40), 2):
        state, _ = run_plain(read_in(name, campaign), 1, campaign)
        record, _, _ = run_compiled(side_of(name, campaign), 1, campaign, checked)
        assert state_bytes(state) == record.tobytes(), campaign


# Red when the check itself does nothing: then the test above would prove nothing.
def test_the_check_sees_an_index_too_far(checked):
    side = side_of("historical", 0)
    broken = side._replace(world=side.world.copy())
    broken.world["week_ops"][0, :] = slots.OPERATIONS
    with pytest.raises(RuntimeError, match="ended with status"):
        checked.count(np.zeros(1, compiled.records.states(0).dtype), 0, 1, broken)
