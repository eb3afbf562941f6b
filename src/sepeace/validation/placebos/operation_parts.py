"""An operation in two parts: the same battle told as two, which must change nothing.

The parts meet on a day of the operation's own. They share its luck, its feasibility and its length of ground,
and divide its men, its losses, its recorded movement and its weight in the fortune of arms by days.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from sepeace.errors import BadValue
from sepeace.kernel.world import World
from sepeace.scenario.plan import Plan, set_order
from sepeace.scenario.recorded_weeks import overlap


def row_of(made: Plan, identity: str) -> int:
    """Row of an operation in a plan, by its id in the record."""
    return [row.id for row in made.operations].index(identity)


def parted(made: Plan, identity: str, cut: float) -> Plan:
    """The same plan with one operation in two parts that meet on day ``cut``.

    Raises:
        BadValue: the day is not inside the operation.
    """
    world = deepcopy(made.world)
    o, n = row_of(made, identity), len(world.op_side)
    start, end = world.op_start[o], world.op_end[o]
    if not start < cut < end:
        message = f"{identity} is not under way on that day"
        raise BadValue(message, given=cut, allowed=f"between days {start:g} and {end:g}")
    for name in World.__slots__:
        if name.startswith("op_"):
            table = getattr(world, name)
            table.append(deepcopy(table[o]))
    world.op_end[o] = world.op_start[n] = cut
    world.operations = n + 1
    for part, first, last in ((o, start, cut), (n, cut, end)):
        _share(world, part, o, (first, last), (start, end))
    set_order(world)
    return replace(made, world=world)


def _share(
    world: World, part: int, first_part: int, own: tuple[float, float], whole: tuple[float, float]
) -> None:
    """Leave a part what falls on its own days."""
    share = (own[1] - own[0]) / (whole[1] - whole[0])
    world.op_first[part] = first_part
    world.op_share[part] = share
    world.op_engaged[part] *= share
    world.op_value[part] *= share
    world.op_losses[part] = [loss * share for loss in world.op_losses[part]]
    for weeks in world.op_week_km[part]:
        for week, km in enumerate(weeks):
            sunday = 7.0 * week
            days = overlap(sunday, sunday + 7.0, *whole)
            weeks[week] = km * overlap(sunday, sunday + 7.0, *own) / days if days > 0.0 else 0.0
