"""Campaigns that begin with their luck as it fell: what reported feelers say of the luck of those who write.

Given is the war without the change. Of each campaign several tries at its luck are run along it, with the
same numbers, each held to what is reported from the branch on (``kernel.diplomacy.reported``). One of them is
chosen, each as likely as what it counts: how likely these reports are with such luck. The campaign then
begins anew in its own world with the luck of that try. A feeler that was reported leaves once as many of its
side were to be expected as when it left there; a feeler without a report has the threshold that it had there.
So a change moves their days, or keeps them from leaving; beyond all that was to be expected there luck is
fresh.
Source: the three steps of a counterfactual, abduction, action, prediction (Pearl 2009, ch. 7); sampling and
importance resampling (Rubin 1988).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import records
from sepeace.clocks.records import Record
from sepeace.kernel.diplomacy.feelers import streams_of
from sepeace.kernel.draws import philox
from sepeace.kernel.draws.streams import ATTEMPT, CHOSEN
from sepeace.kernel.slots import CELLS, NEVER, REPORTS
from sepeace.kernel.world import World
from sepeace.scenario.plan import Plan
from sepeace.scenario.tables.reports import COMPLETENESS

TRIES = 8
"""Tries at the luck of a campaign that are run together, one of which is chosen."""
ROUNDS = 8
"""So often as many again are run of a campaign of which none fits."""
DRAWN_TOGETHER = 4
WORTH = 40
"""Campaigns that the tries of one take about as long as."""
Held = Callable[[Record], None]
"""Runs tries to their ends in the war without the change."""


def begun(seed: int, campaigns: range, plan: Plan, held: Held) -> Record:
    """States of campaigns before they begin, each with the luck of one of its tries.

    Where none of all tries can have been the war of which there are these reports, the campaign does not
    count: with its numbers the recorded war is out of reach.

    Args:
        plan: on which they will be run.
        held: runs tries.
    """
    assert plan.held is not None
    made = records.states(len(campaigns))
    made["attempt"] = -1
    open_ = np.arange(len(campaigns))
    for round_ in range(ROUNDS):
        ended = tries(seed, [campaigns[place] for place in open_], round_)
        held(ended)
        chosen = chosen_tries(ended)
        fits = chosen >= 0
        last = ended.reshape(-1, TRIES)[fits, chosen[fits]]
        made[open_[fits]] = handed_on(last, plan.held.world, plan.world)
        open_ = open_[~fits]
        if not len(open_):
            break
    return made


def handed_on(ended: Record, held: World, world: World) -> Record:
    """States of campaigns before they begin in a world, with the luck of tries that were held in another.

    Beyond what a side was to send in a try nothing is known: there its feelers of the kind that leaves
    reports come by chance, at the share of the rate that leaves one.
    """
    made = records.states(len(ended))
    for name in ("attempt", "report_share"):
        made[name] = ended[name]
    made["report_at"] = places(ended, held) * left_to_luck(world)
    for side in range(2):
        spare = [n for n in range(held.reports, world.reports) if world.report_side[n] == side]
        known = _until(ended, side, CELLS)
        blocks = -(-len(spare) // DRAWN_TOGETHER)
        for place, state in enumerate(ended):
            chances = [_drawn(state, 1 + blocks * side + block) for block in range(blocks)]
            steps = -np.log(np.concatenate(chances)[: len(spare)]) / state["report_share"]
            made["report_at"][place, spare] = known[place] + steps.cumsum()
    return made


def tries(seed: int, campaigns: Sequence[int], round_: int = 0) -> Record:
    """Tries of some campaigns before they are run, those of one campaign in a row.

    The share of feelers that leave a report is spread evenly over the tries of a campaign.
    """
    low, high = COMPLETENESS
    made = records.states(len(campaigns) * TRIES)
    made["seed"] = records.signed(seed)
    made["campaign"] = np.repeat([records.signed(number) for number in campaigns], TRIES)
    made["attempt"] = np.tile(np.arange(TRIES) + TRIES * round_, len(campaigns))
    chances = np.array([_drawn(row, 0)[0] for row in made])
    made["report_share"] = low + (high - low) * (made["attempt"] % TRIES + chances) / TRIES
    return made


def _drawn(state: Any, index: int) -> tuple[float, float, float, float]:
    """Draws with which a try is made, chosen, or gone on with."""
    stream = CHOSEN + ATTEMPT * int(state["attempt"])
    return philox.uniforms(int(state["seed"]), int(state["campaign"]), stream, index)


def chosen_tries(ended: Record) -> NDArray[np.int64]:
    """(campaigns,): which of its tries is chosen, each as likely as what it counts; -1 where none counts."""
    rows = ended.reshape(-1, TRIES)
    logs = rows["report_log"]
    top = logs.max(axis=1)
    up_to = np.exp(logs - top[:, None]).cumsum(axis=1)
    chances = np.array([_drawn(row, 0)[1] for row in rows[:, 0]])
    found = (up_to <= (chances * up_to[:, -1])[:, None]).sum(axis=1)
    return np.where(top > -NEVER, found, -1)


def places(ended: Record, world: World) -> NDArray[np.float64]:
    """(campaigns, ``REPORTS``): feelers of its side that were to be expected when each reported one left.

    0 for one that never left. A state has them by half-year; here they are added up from the first day on.

    Args:
        world: in which the campaigns were held to reports.
    """
    found = np.zeros(ended["report_at"].shape)
    for number in range(world.reports):
        before = _until(ended, world.report_side[number], world.report_cell[number])
        left = ended["report_left"][:, number] > 0.0
        found[:, number] = np.where(left, before + ended["report_at"][:, number], 0.0)
    return found


def _until(ended: Record, side: int, cell: int) -> NDArray[np.float64]:
    """(campaigns,): feelers of a side that were to be expected before a span.

    Added one by one: how many campaigns there are decides no digit.
    """
    total = np.zeros(len(ended))
    for stream in streams_of(side):
        for before in range(cell):
            total = total + ended["expected"][:, stream, before]
    return total


def left_to_luck(world: World) -> NDArray[np.float64]:
    """(``REPORTS``,): 0 for a report of whose contact the world says itself what becomes of it, else 1."""
    found = np.ones(REPORTS)
    found[: world.reports] = np.array(world.report_chance) > 0.0
    return found
