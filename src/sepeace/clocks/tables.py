"""Plans as the compiled clock takes them: their tables as records, and room for a campaign."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sepeace.clocks import records
from sepeace.clocks.records import Record
from sepeace.kernel import slots
from sepeace.scenario.plan import Plan


class ClockSide(NamedTuple):
    """Worlds as compiled code takes them, mostly one: a record of each, and room for a campaign.

    Those of ``Packed``, and: a campaign's own numbers and its parameters by world and epoch; its log; a tally
    of weeks; its state at the branch, where other worlds go on from it.
    """

    numbers: Record
    world: Record
    which: NDArray[np.int64]
    goes_on: NDArray[np.bool_]
    own: NDArray[np.float64]
    flat: NDArray[np.float64]
    parameters: Record
    log: Record
    tally: Record
    branch: Record
    horizon: float


class Packed(NamedTuple):
    """Tables of plans as records. They are only read, so threads may share them.

    Attributes:
        numbers: one record a world.
        world: the different ones; ``which`` says where each world has its own.
        goes_on: worlds that are like the one before until the branch.
    """

    numbers: Record
    world: Record
    which: NDArray[np.int64]
    goes_on: NDArray[np.bool_]
    epochs: int
    places: int
    horizon: float


def packed(plan: Plan, world: Record | None = None) -> Packed:
    """The tables of a plan in the form that compiled code takes; ``world`` where it is packed already."""
    return Packed(
        numbers=records.pack(plan.numbers),
        world=records.pack(plan.world) if world is None else world,
        which=np.zeros(1, np.int64),
        goes_on=np.zeros(1, np.bool_),
        epochs=len(plan.numbers.value),
        places=plan.numbers.places,
        horizon=plan.horizon,
    )


def beside(tables: Sequence[Packed]) -> Packed:
    """The tables of several plans, whose campaigns are run one beside the other."""
    different = {id(one.world): one.world for one in tables}
    starts = dict(zip(different, accumulate(map(len, different.values()), initial=0), strict=False))
    goes_on = [one.goes_on.copy() for one in tables]
    for (one, other), its in zip(pairwise(tables), goes_on[1:], strict=True):
        its[0] = alike_until_branch(one, other)
    return tables[0]._replace(
        numbers=np.concatenate([one.numbers for one in tables]),
        world=np.concatenate(list(different.values())),
        which=np.concatenate([one.which + starts[id(one.world)] for one in tables]),
        goes_on=np.concatenate(goes_on),
        epochs=max(one.epochs for one in tables),
    )


def alike_until_branch(one: Packed, other: Packed) -> bool:
    """Whether campaigns of the last world of one and of the first of the other are the same until the branch.

    A score that a change fixes is read from the branch on; nothing else may differ.
    """
    last, first = one.world[one.which[-1]], other.world[other.which[0]]
    return (
        bool(first["held_until"] > 0.0)
        and one.numbers[-1].tobytes() == other.numbers[0].tobytes()
        and all(
            last[name].tobytes() == first[name].tobytes()
            for name in first.dtype.names or ()
            if name != "op_forced_score"
        )
    )


def side(tables: Packed, log: Record, tally: Record) -> ClockSide:
    """Worlds for one thread: their tables, room for a campaign's own numbers, a log and a tally to write."""
    flat = np.zeros((len(tables.numbers), tables.epochs, tables.places))
    return ClockSide(
        numbers=tables.numbers,
        world=tables.world,
        which=tables.which,
        goes_on=tables.goes_on,
        own=np.zeros(slots.NUMBERS),
        flat=flat,
        parameters=flat.view(records.parameters_dtype())[..., 0],
        log=log,
        tally=tally,
        branch=records.states(1),
        horizon=tables.horizon,
    )
