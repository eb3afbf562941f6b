"""Where two campaigns part: the first event or weekly value that differs."""

from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import K_EPOCH, NEVER, WEEK_VALUES
from sepeace.kernel.world import Entry, Log


@kernel
def next_told(s: State, log: Log, row: int) -> int:
    """The first row from ``row`` on that tells of an event; rows that say that parameters change do not."""
    last = s.events if s.events < log.row_room else log.row_room
    while row < last and log.rows[row].kind == K_EPOCH:
        row += 1
    return row if row < last else -1


@kernel
def same_event(one: Entry, two: Entry) -> bool:
    """Whether two events are the same; the parent is a row number, which other rows may shift."""
    return (
        one.time == two.time
        and one.kind == two.kind
        and one.pair == two.pair
        and one.side == two.side
        and one.channel == two.channel
        and one.cause == two.cause
        and one.ref == two.ref
        and one.first == two.first
        and one.second == two.second
    )


@kernel
def first_event_apart(s: State, log: Log, other: State, other_log: Log) -> float:
    """Day of the first event that two campaigns do not share, or NEVER."""
    mine = next_told(s, log, 0)
    its = next_told(other, other_log, 0)
    while mine >= 0 and its >= 0:
        if not same_event(log.rows[mine], other_log.rows[its]):
            one = log.rows[mine].time
            two = other_log.rows[its].time
            return one if one < two else two
        mine = next_told(s, log, mine + 1)
        its = next_told(other, other_log, its + 1)
    if mine >= 0:
        return log.rows[mine].time
    if its >= 0:
        return other_log.rows[its].time
    return NEVER


@kernel
def first_difference(s: State, log: Log, other: State, other_log: Log) -> float:
    """Day of the first event or weekly value in which two campaigns differ, or NEVER."""
    day = first_event_apart(s, log, other, other_log)
    known = s.known if s.known < other.known else other.known
    if day < NEVER and int(day / 7.0) + 1 < known:
        known = int(day / 7.0) + 1
    for week in range(known):
        mine = log.weeks[week]
        its = other_log.weeks[week]
        for column in range(WEEK_VALUES):
            if mine[column] != its[column]:
                return 7.0 * week if 7.0 * week < day else day
    return day
