"""A small made-up state of the war for sums done by hand: three roads, round numbers, luck that is told.

Parameters and world start from the shipped ones, so that handlers find all they read; whatever enters a sum
is given in the test. No value here or in those tests comes from the program's own output.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from sepeace.clocks.storage import full_log, new_state
from sepeace.kernel import slots
from sepeace.kernel.draws import streams
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.world import Entry, Log, World
from tests.campaigns import planned

G, S, MEDIATORS = slots.GERMANY, slots.SOVIET, 2
MONTH = 365.25 / 12.0  # days
NEVER = slots.NEVER
ROADS = 3
# Road 0 joins both sides, road 1 has a mediator besides, road 2 is a mediator's that Germany can use.
OWNERS = [[1, 1, 0], [1, 1, 1], [1, 0, 1]]
MEDIATED = [0.0, 0.05, 0.15]
OFFICIALS: dict[str, Any] = {
    "people": 1,
    "pe_number": [1],
    "pe_start": [0.0],
    "pe_end": [NEVER],
    "pe_weight": [1.0],
    "pe_asks": [0],
    "pe_writes": [1],
    "pe_receives": [0],
    "pe_tells": [0],
    "pe_ministry": [0],
    "pe_road": [[1] * ROADS],
    "ch_not_heard": [NEVER] * ROADS,
}
"""One German official, who writes unasked by every road; Moscow hears every mediator."""
RULES = {
    "feeler_rate": 0.4,
    "leverage_share": 0.25,
    "leverage_rate": 1.25,
    "leverage_postponement": 2.0,
    "postponement_days": 90.0,
    "leverage_leak": 3.0,
    "subordinate_rate": 0.1,
    "answer_bar": 0.5,
    "answer_chance": 0.5,
    "gate_after_refusal": 0.5,
    "gate_days": 120.0,
    "round_days": 21.0,
    "refusal_lesson": 0.1,
    "refusal_fading": 0.1,
    "dismissal_share": 0.25,
    "dismissal_gate": 0.05,
    "bormann_gate": 0.25,
    "carrier_days": 0.0,
}
"""Numbers of feelers, messages and answers that sums on paper are easy with."""


def numbers(**given: Any) -> Parameters:
    """The default parameters with some of them given."""
    return replace(planned("historical", (("numbers", "default"),)).parameters(1, 0)[0], **given)


def ground(**given: Any) -> World:
    """The free historical war on three roads that are always open; every draw is its median."""
    roads: dict[str, Any] = {
        "luck": slots.MEDIAN,
        "held_until": 0.0,
        "count_from": 0.0,
        "channels": ROADS,
        "ch_side": [OWNERS],
        "ch_mediated": MEDIATED,
        "ch_open": [[0.0] * ROADS],
        "ch_close": [[NEVER] * ROADS],
        "ch_latency": [[1.0] * ROADS],
        "ch_leak": [[0.0] * ROADS],
        "ch_read": [[0.0] * ROADS],
        "ch_gate": [[[0.8, 0.6]] * ROADS],
        **OFFICIALS,
    }
    return replace(planned("historical").world, **{**roads, **given})


def at_war(**given: Any) -> State:
    """A state in which nothing is under way and nobody has refused."""
    s = new_state(1, 0)
    s.signed, s.window_since, s.window_first = [NEVER], [NEVER], [NEVER]
    s.refused, s.postponed, s.beaten = [-NEVER, -NEVER], -NEVER, NEVER
    s.beyond_since, s.antecedent = NEVER, 1
    s.due = [NEVER] * slots.SLOTS
    s.strength, s.mean_front = [3.0, 6.0], 0.45
    s.belief_sd = [0.02, 0.02]
    for name, value in given.items():
        setattr(s, name, deepcopy(value))
    return s


def notes(s: State, log: Log, *kinds: int) -> list[Entry]:
    """The rows written, of some kinds if any are given."""
    return [row for row in log.rows[: s.events] if not kinds or row.kind in kinds]


def paper() -> Log:
    """A log with room."""
    return full_log()


def draws_are(patch: pytest.MonkeyPatch, *chances: float) -> None:
    """Every block of four draws is this one."""
    four = (*chances, 0.5, 0.5, 0.5, 0.5)[:4]
    patch.setattr(streams, "four", lambda s, w, stream, index: four)
