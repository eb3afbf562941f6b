"""Campaigns held to reports, span by span: without what is reported, with it, and on from there.

A state is kept in three rooms: at the beginning of a span, or where the last reported feeler has left; on
trial; and at the end of the span. The same code runs on the plain clock, where a room is an object, and is
compiled, where it is a record; they differ in how a room is copied. See ``kernel.diplomacy.reported``.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from sepeace.kernel.campaign import run_on
from sepeace.kernel.diplomacy.feelers import arm, seen_in
from sepeace.kernel.diplomacy.reported import choose, set_off, set_out
from sepeace.kernel.slots import MAIN, NEVER, RUNNING

ROOMS = 3
TICK = 2.0**-20
"""Days: what is due on the last day of a span belongs to it."""
NOTHING = -NEVER


def copy_room(rooms: Any, target: int, source: int) -> None:
    """Put the state of one room into another; on the plain clock."""
    rooms[target] = deepcopy(rooms[source])


def copy_record(rooms: Any, target: int, source: int) -> None:
    """The same where rooms are records."""
    rooms[target] = rooms[source]


def go_on(state: Any, parameters: Any, world: Any, log: Any, until: float) -> None:
    """Run a campaign on until a day, or until a reported feeler has left."""
    if state.ending == RUNNING:
        arm(state, parameters[state.epoch], world, state.now)
        run_on(state, parameters, world, log, until)


def hold(rooms: Any, parameters: Any, world: Any, log: Any) -> None:
    """Run a campaign that has begun, in the first room, held to the world's reports."""
    for cell in range(world.report_cells):
        until = world.cell_end[cell] + TICK
        knots = log.own.knots
        copy_room(rooms, 2, 0)
        go_on(rooms[2], parameters, world, log, until)
        waiting = choose(rooms[0], rooms[2], world, cell)
        rooms[2].report_log = rooms[0].report_log
        while waiting > 0 and rooms[2].report_log > NOTHING:
            log.own.knots = knots  # what was reckoned on the way is at hand
            copy_room(rooms, 1, 0)
            set_out(rooms[1], rooms[2], world, cell, waiting)
            go_on(rooms[1], parameters, world, log, until)
            set_off(rooms[1], rooms[2], world, cell, waiting)
            waiting -= 1
            knots = log.own.knots
            copy_room(rooms, 0, 1)
            copy_room(rooms, 2, 1)
            go_on(rooms[2], parameters, world, log, until)
        copy_room(rooms, 0, 2)
        if rooms[0].signed[MAIN] < NEVER or rooms[0].report_log <= NOTHING:
            rooms[0].report_log = NOTHING
            return
        for side in range(2):
            rooms[0].report_log -= rooms[0].report_share * seen_in(rooms[0], side, cell)
    go_on(rooms[0], parameters, world, log, 2.0 * NEVER)
