"""Storage for a campaign of the plain clock: empty states and logs, and the bytes of a state.

The declarations in ``kernel.fields`` say name, shape and unit; the slotted objects here, the records of the
compiled clock (see ``records``) and the fingerprint all follow from them.
"""

from __future__ import annotations

import struct
from dataclasses import fields, replace
from functools import cache
from hashlib import blake2b
from typing import Any, get_args, get_type_hints

from sepeace.kernel import weekly
from sepeace.kernel.fields import State
from sepeace.kernel.slots import LOG_ROWS
from sepeace.kernel.world import Entry, Log, Track, WestTrack
from sepeace.scenario.recorded_weeks import SPAN

WEEK_COLUMNS = weekly.WEEK.names
"""Columns of a week in ``Log.weeks``."""
FINGERPRINT_BYTES = 8


@cache
def layout(kind_of: type = State) -> tuple[tuple[str, bool, tuple[int, ...], str, str], ...]:
    """(name, whole number?, shape, unit, meaning) of each field of the state, or of another declaration."""
    hints = get_type_hints(kind_of, include_extras=True)
    rows = []
    for field in fields(kind_of):
        kind, shape, unit, meaning = get_args(hints[field.name])
        rows.append((field.name, "int" in str(kind), shape, unit, meaning))
    return tuple(rows)


def _zeros(shape: tuple[int, ...], zero: float) -> Any:
    if not shape:
        return zero
    return [_zeros(shape[1:], zero) for _ in range(shape[0])]


def new_state(seed: int, campaign: int) -> State:
    """A state of zeros for one campaign of a batch."""
    values = {name: _zeros(shape, 0 if whole else 0.0) for name, whole, shape, _, _ in layout()}
    values["seed"], values["campaign"] = seed, campaign
    return State(**values)


def empty_log() -> Log:
    """A log that keeps nothing."""
    nothing: Any = {"rows": [], "weeks": [], "reckoned": []}
    return Log(
        finland=-1.0,
        taken=0,
        own=new_track(),
        their=new_track(),
        west=new_west_track(),
        tape=new_west_track(),
        taped=0,
        lean=0,
        row_room=0,
        week_room=0,
        **nothing,
    )


def full_log() -> Log:
    """A log that keeps every event and every week."""
    rows = [Entry(0.0, 0, 0, 0, 0, 0, 0, 0.0, 0.0, 0) for _ in range(LOG_ROWS)]
    weeks = week_rows()
    return replace(empty_log(), row_room=len(rows), week_room=len(weeks), rows=rows, weeks=weeks)


def new_track() -> Track:
    """A track of nothing, which campaigns do not write."""
    return Track(**{name: _zeros(shape, 0 if whole else 0.0) for name, whole, shape, _, _ in layout(Track)})


def new_west_track() -> WestTrack:
    """The same of the West."""
    return WestTrack(
        **{name: _zeros(shape, 0 if whole else 0.0) for name, whole, shape, _, _ in layout(WestTrack)}
    )


def week_rows() -> list[list[float]]:
    """Room for the weekly values of one campaign; weeks not reached stay at nan."""
    return [[float("nan")] * len(WEEK_COLUMNS) for _ in range(SPAN + 1)]


def _flat(value: Any) -> list[float]:
    if isinstance(value, list):
        return [number for part in value for number in _flat(part)]
    return [value]


def state_bytes(state: State) -> bytes:
    """Every field in order, whole numbers and floats as 8 bytes each, least byte first."""
    parts = []
    for name, whole, _, _, _ in layout():
        numbers = _flat(getattr(state, name))
        code = "Q" if name in ("seed", "campaign") else ("q" if whole else "d")
        parts.append(struct.pack(f"<{len(numbers)}{code}", *numbers))
    return b"".join(parts)


def fingerprint(state: State) -> str:
    """64-bit hash of a final state as 16 hex digits; the same from every clock."""
    return blake2b(state_bytes(state), digest_size=FINGERPRINT_BYTES).hexdigest()
