"""The declarations of the kernel as records of fixed shape, which the compiled clock reads and writes.

A record holds the same fields in the same order as the object of the plain clock, whole numbers and floats of
8 bytes each, so the bytes of a final state are the same from both.
"""

from __future__ import annotations

import marshal
from dataclasses import fields
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks.storage import layout, state_bytes
from sepeace.kernel.fields import PARAMETER_PAIRS, Numbers, Parameters, State
from sepeace.kernel.slots import LOG_ROWS
from sepeace.kernel.world import Entry, Log, Tally, Track, WestTrack, World
from sepeace.scenario.recorded_weeks import SPAN

Record = NDArray[np.void]
WITHOUT_REFERENCES = 2
"""The form of ``marshal`` in which bytes hang on the values alone."""


@cache
def dtype_of(declaration: type) -> np.dtype[np.void]:
    """The record of a declaration whose fields carry their shapes."""
    rows = [
        (name, _special(name) or (np.int64 if whole else np.float64), shape)
        for name, whole, shape, _, _ in layout(declaration)
    ]
    return np.dtype(rows, align=True)


def _special(name: str) -> Any:
    """Rows and tracks of a log are records of their own; a chunk's histograms need but 4 bytes a bin."""
    if name == "counts":
        return np.int32
    nested = {"rows": Entry, "own": Track, "their": Track, "west": WestTrack, "tape": WestTrack}.get(name)
    return None if nested is None else dtype_of(nested)


@cache
def parameters_dtype() -> np.dtype[np.void]:
    """The record of ``Parameters``: floats only, so that a row of single numbers can be read as one."""
    rows = [
        (field.name, np.float64, (2,) if field.name in PARAMETER_PAIRS else ())
        for field in fields(Parameters)
    ]
    return np.dtype(rows, align=True)


def states(count: int) -> Record:
    """Room for the states of ``count`` campaigns, all zeros."""
    return np.zeros(count, dtype_of(State))


def log_record(rows: bool, weeks: bool, lean: bool = False) -> Record:
    """A log that keeps events, weeks, both or neither; a lean one is for outcomes alone."""
    log = np.zeros(1, dtype_of(Log))
    log["row_room"] = LOG_ROWS if rows else 0
    log["week_room"] = SPAN + 1 if weeks else 0
    log["lean"] = int(lean)
    log["weeks"] = np.nan
    log["finland"] = -1.0
    return log


def tally_record() -> Record:
    """A tally of nothing; either clock adds to it."""
    return np.zeros(1, dtype_of(Tally))


def state_of(record: Record) -> State:
    """A state as the plain clock has it, from the record of one campaign."""
    state = State(**{name: record[name][0].tolist() for name, *_ in layout()})
    state.seed, state.campaign = state.seed % 2**64, state.campaign % 2**64
    return state


def record_of(state: State) -> Record:
    """A state of the plain clock as the record that the compiled clock would have written."""
    return np.frombuffer(state_bytes(state), dtype_of(State)).copy()


def pack(plain: World | Numbers, like: tuple[World | Numbers, Record] | None = None) -> Record:
    """An object of the plain clock as an array of one record; spare room repeats the last entry.

    Args:
        like: another one and its record, from which fields that are the same to the last bit are taken.

    Raises:
        ValueError: a table is longer than its declared room.
    """
    declaration: type = type(plain)
    record = np.zeros(1, dtype_of(declaration))
    for name, whole, shape, _, _ in layout(declaration):
        value = getattr(plain, name)
        if like is not None and _same(value, getattr(like[0], name)):
            record[name] = like[1][name]
            continue
        record[name][0] = _filled(value, shape, np.int64 if whole else np.float64, name) if shape else value
    return record


def _same(one: Any, other: Any) -> bool:
    """Whether two numbers or nested lists of them are the same, the signs of zeros too."""
    return one == other and marshal.dumps(one, WITHOUT_REFERENCES) == marshal.dumps(other, WITHOUT_REFERENCES)


def _filled(value: Any, shape: tuple[int, ...], kind: type, name: str) -> NDArray[Any]:
    """Nested lists as an array of a fixed shape."""
    if len(shape) > 1 and len({len(part) for part in value}) > 1:
        value = [_filled(part, shape[1:], kind, name) for part in value]
    given: NDArray[Any] = np.array(value, kind)
    room: NDArray[Any] = np.zeros(shape, kind)
    if not given.size:
        return room
    for have, most in zip(given.shape, shape, strict=True):
        if have > most:
            raise ValueError(f"{name} has room for {most} entries, not for {have}")
    room[tuple(map(slice, given.shape))] = given
    for axis, have in enumerate(given.shape):
        along = np.moveaxis(room, axis, 0)
        along[have:] = along[have - 1]
    return room


def signed(number: int) -> int:
    """An unsigned 64-bit number as the signed one of the same bits, which is how a record holds it."""
    return number - 2**64 if number >= 2**63 else number
