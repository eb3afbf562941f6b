"""From the final states of campaigns to rows of outcomes.

Nothing is interpreted here: an outcome is what the kernel kept. Rows are records of numbers; what the
numbers stand for is said once, in ``NAMES``, and put in when a table is made.
"""

from __future__ import annotations

from datetime import date
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks.records import Record
from sepeace.clocks.storage import FINGERPRINT_BYTES
from sepeace.kernel import slots
from sepeace.kernel.diplomacy import finland
from sepeace.wording.outcomes import Barrier, Ending

ENDING_CODES = {
    slots.SOVIET_VICTORY: Ending.SOVIET_VICTORY,
    slots.GERMAN_VICTORY: Ending.GERMAN_VICTORY,
    slots.SETTLEMENT_HELD: Ending.SETTLEMENT_HELD,
    slots.SETTLEMENT_BROKEN: Ending.SETTLEMENT_BROKEN,
    slots.UNDECIDED: Ending.UNDECIDED,
}
BARRIER_CODES = {
    slots.NO_CONTACT: Barrier.NO_CONTACT,
    slots.GATEKEEPER: Barrier.GATEKEEPER,
    slots.STRENGTH: Barrier.STRENGTH,
    slots.TERMS: Barrier.TERMS,
    slots.EXPOSED: Barrier.EXPOSURE,
    slots.PRE_EMPTED: Barrier.PRE_EMPTED,
    slots.WALKED_OUT: Barrier.WALKED_OUT,
    slots.WAR_ENDED: Barrier.WAR_ENDED,
}
OutcomeValue = str | int | float | date | None
"""What a reader finds in a row: numbers, truths, names, days; None for none."""
STAGES = ("willing", "sent", "delivered", "met", "signed")
SIDES = ("germany", "soviet")
WAR_SLOTS = (
    *("epoch", "branch", "calendar", "operation_end", "operation_start", "offensive", "front", "collapse"),
    *("horizon", "landing", "finland"),
)
PAIR_SLOTS = (
    *("serious", "leverage", "leader", "subordinate", "mediator", "message", "round", "exposure", "renewal"),
)
NONE = -1
"""Stands for no day, no barrier, nobody."""

NAMES: dict[str, tuple[str, ...]] = {
    "ending": tuple(ENDING_CODES[code] for code in sorted(ENDING_CODES)),
    "barrier": tuple(BARRIER_CODES[code] for code in sorted(BARRIER_CODES)),
    "stage": STAGES,
    "broken_by": SIDES,
    "failed_at": (*WAR_SLOTS, *PAIR_SLOTS),
}
"""What the number in a column stands for; numbers count from 0."""
DATES = ("war_ended", "followed_until", "first_window", "signed", "landed", "finland_signed")
"""Columns that hold days since 22 June 1941."""

SHARES = ("share", "finland_share")
"""Columns that hold a share, or nothing."""

OUTCOME = np.dtype(
    [
        ("campaign", np.int64),
        ("failed", np.bool_),
        ("failed_at", np.int8),
        ("antecedent_arose", np.bool_),
        ("ending", np.int8),
        ("war_ended", np.int32),
        ("followed_until", np.int32),
        ("window", np.bool_),
        ("window_days", np.float64),
        ("first_window", np.int32),
        ("settled", np.bool_),
        ("signed", np.int32),
        ("share", np.float64),
        ("broken_by", np.int8),
        ("barrier", np.int8),
        ("stage", np.int8),
        ("sent_soviet", np.int32),
        ("sent_leverage", np.int32),
        ("sent_german", np.int32),
        ("sent_subordinate", np.int32),
        ("sent_mediated", np.int32),
        ("delivered", np.int32),
        ("talks", np.int32),
        ("rounds", np.int32),
        ("leaks", np.int32),
        ("operations_fought", np.int32),
        ("operations_cancelled", np.int32),
        ("events", np.int32),
        ("willing_days_germany", np.float64),
        ("willing_days_soviet", np.float64),
        ("feelers_delivered", np.int32),
        ("landed", np.int32),
        ("landing_earlier", np.float64),
        ("western_belief", np.float64),
        ("finland_settled", np.bool_),
        ("finland_signed", np.int32),
        ("finland_share", np.float64),
        ("fingerprint", np.uint64),
    ]
)
"""One campaign: its number and what became of it."""
_SENT = {
    "sent_soviet": slots.SERIOUS,
    "sent_leverage": slots.LEVERAGE,
    "sent_german": slots.LEADER,
    "sent_subordinate": slots.SUBORDINATE,
    "sent_mediated": slots.MEDIATOR,
}


def outcomes(states: Record, lean: bool = False, window_days: float = 1.0) -> NDArray[np.void]:
    """Rows of ``OUTCOME`` for final states, in their order.

    Args:
        lean: whether to leave events and fingerprints out.
        window_days: days open in all from which a campaign has a window.
    """
    rows = np.zeros(len(states), OUTCOME)
    failed = states["failed"] != 0
    signed = states["signed"][:, slots.MAIN]
    first = states["window_first"][:, slots.MAIN]
    days = states["window_days"][:, slots.MAIN]
    settled, window = signed < slots.NEVER, days >= window_days
    stage = states["best_stage"][:, slots.MAIN]
    obstacle = states["best_obstacle"][:, slots.MAIN]
    rows["campaign"] = states["campaign"]
    rows["failed"] = failed
    rows["failed_at"] = np.where(failed, states["slot"], NONE)
    rows["antecedent_arose"] = states["antecedent"] != 0
    rows["ending"] = np.where(failed, NONE, states["ending"] - 1)
    rows["followed_until"] = np.floor(states["ended"])
    # A settlement ends the war on the day it is signed; what follows is the watch over whether it holds.
    rows["war_ended"] = np.where(settled, np.floor(signed), rows["followed_until"])
    rows["window"] = window
    rows["window_days"] = days
    rows["first_window"] = np.where(window, np.floor(first), NONE)
    rows["settled"] = settled
    rows["signed"] = np.where(settled, np.floor(signed), NONE)
    rows["share"] = np.where(settled, states["share"][:, slots.MAIN], np.nan)
    rows["broken_by"] = states["breaker"][:, slots.MAIN] - 1
    rows["barrier"] = np.where(settled, NONE, np.where(stage > 0, obstacle, slots.NO_CONTACT))
    rows["stage"] = stage
    for name, stream in _SENT.items():
        rows[name] = states["sent"][:, slots.MAIN, stream]
    for name, source in (("delivered",) * 2, ("talks", "met"), ("rounds", "round_total"), ("leaks",) * 2):
        rows[name] = states[source][:, slots.MAIN]
    rows["operations_fought"] = states["feasible"]
    rows["operations_cancelled"] = states["cancelled"]
    for side, name in enumerate(SIDES):
        rows[f"willing_days_{name}"] = states["willing_days"][:, slots.MAIN, side]
    rows["feelers_delivered"] = states["reached"][:, slots.MAIN]
    rows["landed"] = np.where(states["landed"] == 1, np.floor(states["landing"]), NONE)
    rows["landing_earlier"] = states["landing_earlier"]
    rows["western_belief"] = states["west_believes"][:, slots.OWN_NEWS]
    left = states["finland_signed"] < slots.NEVER
    rows["finland_settled"] = left
    rows["finland_signed"] = np.where(left, np.floor(states["finland_signed"]), NONE)
    share = np.where(states["finland_share"] > finland.NO_OFFER, states["finland_share"], np.nan)
    rows["finland_share"] = np.where(left, share, np.nan)
    if not lean:
        rows["events"] = states["events"]
        rows["fingerprint"] = fingerprints(states)
    return rows


def fingerprints(states: Record) -> NDArray[np.uint64]:
    """The 64-bit hash of each final state, as ``storage.fingerprint`` has it."""
    size = states.dtype.itemsize
    bytes_ = np.ascontiguousarray(states).view(np.uint8).data
    found = b"".join(
        blake2b(bytes_[start : start + size], digest_size=FINGERPRINT_BYTES).digest()
        for start in range(0, size * len(states), size)
    )
    return np.frombuffer(found, ">u8").astype(np.uint64)


def counted(rows: NDArray[np.void]) -> NDArray[np.void]:
    """Rows that count: the campaign did not fail and its antecedent arose."""
    kept: NDArray[np.void] = rows[~rows["failed"] & rows["antecedent_arose"]]
    return kept


def as_dict(row: Any) -> dict[str, Any]:
    """One row with its names and dates, for a reader."""
    from sepeace.quantities import date_of

    told: dict[str, Any] = {}
    for name in OUTCOME.names or ():
        value = row[name].item()
        if name in NAMES:
            value = None if value == NONE else NAMES[name][value]
        elif name in DATES:
            value = None if value == NONE else date_of(float(value))
        told[name] = value
    told["share"] = told["share"] if told["settled"] else None
    told["finland_share"] = None if np.isnan(told["finland_share"]) else told["finland_share"]
    told["fingerprint"] = f"{told['fingerprint']:016x}"
    return told
