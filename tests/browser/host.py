"""The kernel's module in wasmtime, run as a page runs it; and small modules of a few functions."""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import Any, ParamSpec, TypeVar

import numpy as np
import wasmtime

from sepeace.browser import entries, memory
from sepeace.browser.export import kernel_module
from sepeace.browser.translator.kinds import RecordKind, layout_of, record_of
from sepeace.kernel.fields import State
from sepeace.kernel.slots import LOG_ROWS
from sepeace.scenario.recorded_weeks import SPAN

P = ParamSpec("P")
R = TypeVar("R")


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """What is made once, and given up before the interpreter ends: wasmtime cannot close it any later."""
    found = cache(function)
    atexit.register(found.cache_clear)
    return found  # type: ignore[return-value]


TICK, TICKS = 10.0, 3
"""Seconds, and so many of them after which a call is stopped: a loop that never ends is a red test."""


@kept
def engine() -> wasmtime.Engine:
    config = wasmtime.Config()
    config.epoch_interruption = True
    made = wasmtime.Engine(config)

    def ticking() -> None:
        while True:
            time.sleep(TICK)
            made.increment_epoch()

    threading.Thread(target=ticking, daemon=True).start()
    return made


def call(store: wasmtime.Store, function: Any, *arguments: float) -> Any:
    """What a function of a module gives; a trap where it never ends."""
    store.set_epoch_deadline(TICKS)
    return function(store, *arguments)


def instance(module: bytes) -> tuple[wasmtime.Store, Any]:
    """A store and the exports of a module that is made anew."""
    store = wasmtime.Store(engine())
    store.set_epoch_deadline(TICKS)
    return store, wasmtime.Instance(store, wasmtime.Module(engine(), module), []).exports(store)


@kept
def kernel_code() -> wasmtime.Module:
    return wasmtime.Module(engine(), kernel_module())


class Host:
    """Runs campaigns of one or two worlds."""

    def __init__(self, code: wasmtime.Module | None = None) -> None:
        self.store = wasmtime.Store(engine())
        self.store.set_epoch_deadline(TICKS)
        code = code or kernel_code()
        self.exports: Any = wasmtime.Instance(self.store, code, []).exports(self.store)
        self.rooms = memory.rooms()

    def call(self, name: str, *arguments: float) -> Any:
        return call(self.store, self.exports[name], *arguments)

    def put(self, side: int, tables: bytes) -> None:
        """Write a plan into a side."""
        self.exports["memory"].write(self.store, tables, self.rooms.sides[side])

    def prepare(self, side: int, rows: bool = True, weeks: bool = True, lean: bool = False) -> None:
        room = self.rooms.sides[side]
        rows_kept, weeks_kept = LOG_ROWS if rows else 0, SPAN + 1 if weeks else 0
        self.call("prepare", room, rows_kept, weeks_kept, int(lean))

    def alone(self, first: int, count: int, seed: int, side: int = 0) -> np.ndarray:
        self.call("run_alone", self.rooms.states[side], count, first, seed, self.rooms.sides[side])
        return self.states(side, count)

    def pairs(self, first: int, count: int, seed: int, days: float, links: bool = True) -> None:
        (one, other), (states, others) = self.rooms.sides, self.rooms.states
        self.call(
            "run_pairs", states, count, others, count, self.rooms.links, count if links else 0, first, seed,
            one, other, days,
        )  # fmt: skip

    def digest(self, side: int, count: int) -> str:
        found = self.call("digest", self.rooms.states[side], count)
        return f"{found & 2**64 - 1:016x}"

    def read(self, address: int, dtype: Any, count: int) -> np.ndarray:
        raw = self.exports["memory"].read(self.store, address, address + dtype.itemsize * count)
        return np.frombuffer(bytes(raw), dtype)

    def states(self, side: int, count: int) -> np.ndarray:
        return self.read(self.rooms.states[side], record_of(State), count)

    def field(self, side: int, name: str) -> np.ndarray:
        """A record that is a field of a side."""
        field = layout_of(entries.Side).fields[name]
        assert isinstance(field.kind, RecordKind)
        return self.read(self.rooms.sides[side] + field.offset, record_of(field.kind.declaration), 1)

    def links(self, count: int) -> np.ndarray:
        return self.read(self.rooms.links, record_of(entries.Links), count)["found"]
