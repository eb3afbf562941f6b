"""The numbers that campaigns drew for themselves, from their addresses: none of them is stored.

Two kinds: parameters that have a value of their own in each campaign (``kernel.draws.sampled``), and the
coefficients of the score of an operation, from their joint uncertainty (``kernel.battlefield.operations``).
The luck of single events is no number of a campaign and is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks.storage import new_state
from sepeace.execution.chunks import planned
from sepeace.execution.design_points import quantiles
from sepeace.kernel.battlefield.operations import coefficients
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.fields import Numbers
from sepeace.model.parameters import find
from sepeace.scenario.scenario import Scenario
from sepeace.scenario.settings import keys_of

if TYPE_CHECKING:
    import pyarrow as pa

COEFFICIENTS = ("score_base", "force_advantage", "quality_trend")
"""Fields of a campaign's state that it draws once, at its beginning."""


def chances_drawn(
    numbers: Numbers, seed: int, which: NDArray[np.integer[Any]]
) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """Each number of some campaigns by key, as a place in its range, even on (0, 1); see ``quantiles``."""
    for key, address in zip(keys_of(numbers), numbers.address, strict=True):
        # The generator is whole-number arithmetic, which an array of campaigns goes through as one does.
        yield key, np.asarray(philox.uniforms(seed, which, streams.PARAMETER, address)[0])  # type: ignore[arg-type]


def numbers_drawn(scenario: Scenario, given: str, seed: int, campaigns: int) -> pa.Table:
    """A row for each campaign, from number 0; a column for each number that it drew.

    Columns: ``campaign``; parameters by key, but those for which a reading or a setting by hand puts a value;
    the coefficients of the score. Not all are read under every reading: no reading of strength but one has a
    premium.
    """
    import pyarrow as pa

    plan = planned(scenario, given)
    which = np.arange(campaigns, dtype=np.uint64)
    batch, whose = seed, which
    if plan.world.sets > 0:
        sets = np.array(plan.world.set_campaign, np.uint64)
        batch, whose = plan.world.set_seed, sets[which % plan.world.sets]
    acting = {source for row in plan.numbers.source for source in row}
    columns = {"campaign": pa.array(which.astype(np.int64))}
    for place, (key, chances) in enumerate(chances_drawn(plan.numbers, batch, whose)):
        if place + 1 in acting:
            columns[key] = pa.array(quantiles(chances[:, None], (find(key),))[:, 0])
    state, found = new_state(seed, 0), np.empty((campaigns, len(COEFFICIENTS)))
    start = plan.parameters(seed, 0)[0]
    for campaign in range(campaigns):
        state.campaign = campaign
        coefficients(state, start, plan.world)
        found[campaign] = [getattr(state, name) for name in COEFFICIENTS]
    return pa.table(columns | {name: pa.array(found[:, at]) for at, name in enumerate(COEFFICIENTS)})
