"""Germany and the West: approaches of the record, and the locks that each of them meets.

There is no third pair of bargainers. The West has no line, no belief and no hazard here: an approach is made
or not, and every lock that is shut on its day is named. With all of them open the model has nothing to say,
and the row says so. Approaches are the record's, since nothing in the model would start one: by the chance of
their grade, and once the war has left the record only while the Soviet side, and with it German officials,
think that Germany is more likely to lose than to win. Surrenders of armies are no settlement. Nothing here
moves a line or a rate. Ignored: what the West would have asked, and what its answer would have done in the
East. Source: the document on the last tries of 1945; the record's table of locks.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    C_ALL_OPEN,
    C_LOCKED,
    C_SURRENDER,
    C_TO_THE_EAST,
    CENTRE,
    FORMULA_LOCK,
    GERMANY,
    K_APPROACH,
    LOCKS,
    MAIN,
    RECORDED,
    SOVIET,
)
from sepeace.kernel.world import Log, World

EVEN = 0.5  # a war as likely to be won as to be lost
BEFORE_BERLIN_KM = 100.0  # so near the front must be for an envoy to go from Berlin to the Soviet lines


@kernel
def locks_shut(s: State, w: World, t: float) -> int:
    """The locks that are shut on a day, as bits; a formula that was never spoken shuts none."""
    shut = 0
    bit = 1
    for lock in range(LOCKS):
        if w.lock_shut[lock] <= t < w.lock_open[lock] and (lock != FORMULA_LOCK or s.no_formula == 0):
            shut += bit
        bit += bit
    return shut


@kernel
def as_recorded(s: State, w: World) -> bool:
    """Whether the war is held to the record still."""
    return s.held == 1 or w.luck == RECORDED


@kernel
def approach(s: State, w: World, log: Log, t: float, contact: int) -> None:
    """Somebody in Germany turns to the West, or nobody does. Noted: the locks, Germany's chance to win."""
    chance = s.chance[SOVIET]
    if chance > EVEN and not as_recorded(s, w):
        return
    s.approached[contact] = 1
    shut = locks_shut(s, w, t)
    cause = C_LOCKED if shut > 0 else C_ALL_OPEN
    if w.rc_surrender[contact] == 1:
        cause = C_SURRENDER
    clockwork.note(
        s, log, t, K_APPROACH, -1, GERMANY, w.rc_channel[contact], cause, contact, 1.0 * shut, chance, -1
    )


@kernel
def to_the_east(s: State, w: World, log: Log, t: float, contact: int) -> None:
    """An envoy from Berlin goes to the Soviet lines, as recorded, where the front stands before the city."""
    km = s.front_km[CENTRE] + w.km_west[CENTRE]
    if km <= BEFORE_BERLIN_KM:
        channel = w.rc_channel[contact]
        clockwork.note(
            s, log, t, K_APPROACH, MAIN, GERMANY, channel, C_TO_THE_EAST, contact, km, s.chance[SOVIET], -1
        )


@kernel
def void(s: State, w: World, entry: int) -> bool:
    """Whether an entry of the calendar tells of an approach that was not made in this campaign."""
    after = w.date_after[entry]
    return after > 0 and s.approached[after] == 0
