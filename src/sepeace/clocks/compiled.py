"""The compiled clock: the kernel's twins, run over blocks of campaigns without the interpreter's lock.

Three functions enter compiled code: one for a block of campaigns of a world, one for a block of pairs, one
for pairs whose difference is traced to its channels. They are all that is cached; all they call is inside.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import records
from sepeace.clocks.records import Record
from sepeace.kernel import slots
from sepeace.kernel.battlefield.tracks import hand_over
from sepeace.kernel.campaign import run_campaign
from sepeace.kernel.draws.sampled import fill, own_numbers
from sepeace.kernel.pairing import LINKS, part
from sepeace.kernel.tally import add_campaign
from sepeace.scenario.plan import Plan

Glue = Callable[..., None]


class Side(NamedTuple):
    """One world as compiled code takes it: arrays of one record, and room for a campaign's own numbers."""

    numbers: Record
    own: NDArray[np.float64]
    flat: NDArray[np.float64]
    parameters: Record
    world: Record
    log: Record
    tally: Record
    horizon: float


class Packed(NamedTuple):
    """A plan's tables as records. They are only read, so threads may share them."""

    numbers: Record
    world: Record
    epochs: int
    places: int
    horizon: float


def packed(plan: Plan, world: Record | None = None) -> Packed:
    """The tables of a plan in the form that compiled code takes; ``world`` where it is packed already."""
    return Packed(
        numbers=records.pack(plan.numbers),
        world=records.pack(plan.world) if world is None else world,
        epochs=len(plan.numbers.value),
        places=plan.numbers.places,
        horizon=plan.horizon,
    )


def side(tables: Packed, log: Record, tally: Record) -> Side:
    """A world for one thread: its tables, room for a campaign's own numbers, a log and a tally to write."""
    flat = np.zeros((tables.epochs, tables.places))
    return Side(
        numbers=tables.numbers,
        own=np.zeros(slots.NUMBERS),
        flat=flat,
        parameters=flat.view(records.parameters_dtype()).reshape(tables.epochs),
        world=tables.world,
        log=log,
        tally=tally,
        horizon=tables.horizon,
    )


def _count(states: Any, first: int, seed: int, side: Any) -> None:
    """Run a block of campaigns of one world; its log keeps the last campaign."""
    for i in range(len(states)):
        state = states[i]
        state.seed = seed
        state.campaign = first + i
        own_numbers(side.numbers[0], seed, first + i, side.own)
        for epoch in range(len(side.flat)):
            fill(side.numbers[0], side.own, epoch, side.flat[epoch])
        run_campaign(state, side.parameters, side.world[0], side.log[0], side.horizon)
        if state.failed == 0:
            add_campaign(side.tally[0], state, side.log[0])


def _pair(states: Any, others: Any, links: Any, first: int, seed: int, side: Any, other: Any) -> None:
    """Run a block of campaigns in two worlds; ``links`` says where each pair parts and what that does."""
    for i in range(len(states)):
        _count(states[i : i + 1], first + i, seed, side)
        _count(others[i : i + 1], first + i, seed, other)
        part(states[i], side.log[0], side.world[0], others[i], other.log[0], other.world[0], links[i])


def _split(
    states: Any, others: Any, scratch: Any, blank: Any, links: Any, found: Any, first: int, seed: int,
    side: Any, other: Any, mixed: Any,
) -> None:  # fmt: skip
    """Run a block of pairs, and the second world once for every set of channels taken from the first.

    ``found[i, m]`` says whether there was a window and a settlement with the channels of bits ``m`` taken.
    """
    for i in range(len(states)):
        _pair(states[i : i + 1], others[i : i + 1], links[i : i + 1], first + i, seed, side, other)
        hand_over(side.log[0].own, mixed.log[0].their)
        found[i, 0, 0] = others[i].window_first[0] < slots.NEVER
        found[i, 0, 1] = others[i].signed[0] < slots.NEVER
        for taken in range(1, found.shape[1]):
            mixed.log[0].taken = taken
            scratch[0] = blank[0]
            _count(scratch, first + i, seed, mixed)
            found[i, taken, 0] = scratch[0].window_first[0] < slots.NEVER
            found[i, taken, 1] = scratch[0].signed[0] < slots.NEVER


class Compiled:
    """The entries into compiled code."""

    def __init__(self, count: Glue, pair: Glue, split: Glue) -> None:
        self.count = count
        self.pair = pair
        self.split = split


def compile_all(keep: bool = True, **options: Any) -> Compiled:
    """Compile the kernel; where it lies in the cache, each entry is loaded when first called.

    Numba locks that first call, so several threads may make it at once.

    Args:
        keep: whether to use the cache on disk.
        options: for numba, such as boundscheck=True; then nothing is kept.

    Raises:
        ImportError: numba is not installed.
    """
    from sepeace.clocks import cache

    known = keep and cache.complete()
    if not keep or known:
        return _compiled(keep, known, options)
    if cache.damaged():
        cache.clear()
    try:
        return _compiled(keep, known, options)
    except Exception:  # what an unfinished or damaged cache gives on reading may be anything
        cache.clear()
        return _compiled(keep, known, options)


def _compiled(keep: bool, known: bool, options: dict[str, Any]) -> Compiled:
    """``compile_all``, once; ``known`` says that all of it lies in the cache."""
    import numba

    from sepeace.clocks import cache, twins

    if keep:
        numba.config.CACHE_DIR = str(cache.folder())  # type: ignore[attr-defined]
    names = twins.build(compiled=not known, **options)
    settings: dict[str, Any] = {**twins.SETTINGS, **options, "cache": keep}
    count = numba.njit(**settings)(_bound(_count, names))
    pair = numba.njit(**settings)(_bound(_pair, {**names, "_count": count}))
    split = numba.njit(**settings)(_bound(_split, {**names, "_count": count, "_pair": pair}))
    made = Compiled(count, pair, split)
    if known:
        cache.touch()
        return made
    _first_calls(made)
    if keep:
        cache.mark_complete()
    return made


def _bound(function: Callable[..., Any], names: Any) -> FunctionType:
    """The same code with these names in reach."""
    return FunctionType(function.__code__, {**globals(), **names}, function.__name__)


def _first_calls(made: Compiled) -> None:
    """Compile the entries for the types in use, by running no campaign at all."""
    from sepeace.scenario.library import historical
    from sepeace.scenario.plan import plan

    world = side(packed(plan(historical())), records.log_record(False, False), records.tally_record())
    none = records.states(0)
    made.count(none, 0, 0, world)
    made.pair(none, none, np.zeros((0, LINKS)), 0, 0, world, world)
    one = records.states(1)
    found = np.zeros((0, 2, 2), np.bool_)
    made.split(none, none, one, one.copy(), np.zeros((0, LINKS)), found, 0, 0, world, world, world)
