"""Where two campaigns part, and what that does to the lines of the leaders when it matters most."""

from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import K_EPOCH, MAIN, NEVER, WEEK_VALUES
from sepeace.kernel.tally import FIRST_TERM, LEAST, MOST, TERM_COUNT
from sepeace.kernel.world import Entry, Log

# Columns of what ``part`` writes about a pair of campaigns.
PARTED_ON = 0
TURNING_WEEK = 1
LEADING_TERM = 2
GAP_FIRST = 3
GAP_SECOND = 4
LINKS = 5
# What stands for a leading term where there is none.
NO_TERM = TERM_COUNT
WAR_OVER = TERM_COUNT + 1


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


@kernel
def weeks_known(s: State, log: Log) -> int:
    """Weeks of which a log has the values."""
    return s.known if s.known < log.week_room else log.week_room


@kernel
def gap_of(week: list[float]) -> float:
    """Least that Germany takes less the most that the Soviet Union gives, in a week's values."""
    return week[LEAST] - week[MOST]


@kernel
def turning_week(s: State, log: Log, since: float) -> int:
    """Week in which a campaign's first window stood open, or in which its lines were nearest; else -1.

    Only weeks from ``since`` on count.
    """
    known = weeks_known(s, log)
    if s.window_first[MAIN] < NEVER:
        week = int(s.window_first[MAIN] / 7.0)
        if 7.0 * week < s.window_first[MAIN]:
            week += 1
        return week if week < known else known - 1
    first = int(since / 7.0)
    if 7.0 * first < since:
        first += 1
    best = -1
    for week in range(first, known):
        if best < 0 or gap_of(log.weeks[week]) < gap_of(log.weeks[best]):
            best = week
    return best


@kernel
def leading_term(one: list[float], two: list[float]) -> int:
    """The term of the gap that moves it most on the way from ``one`` to ``two``, or NO_TERM.

    Of the terms that move it the way in which it moves as a whole.
    """
    sign = 1.0 if gap_of(two) > gap_of(one) else -1.0
    best = NO_TERM
    most = 0.0
    for term in range(TERM_COUNT):
        moved = sign * (two[FIRST_TERM + term] - one[FIRST_TERM + term])
        if moved > most:
            best = term
            most = moved
    return best


@kernel
def part(s: State, log: Log, other: State, other_log: Log, since: float, found: list[float]) -> None:
    """Write into ``found`` where two campaigns part, and what that does to the lines when it matters most.

    That is the week of the first window of the second campaign; where only the first has one, the week of
    that; where none has, the week in which the lines of the second were nearest.
    """
    found[PARTED_ON] = first_difference(s, log, other, other_log)
    only_first = s.window_first[MAIN] < NEVER and other.window_first[MAIN] >= NEVER
    week = turning_week(s, log, since) if only_first else turning_week(other, other_log, since)
    found[TURNING_WEEK] = week
    found[LEADING_TERM] = NO_TERM
    found[GAP_FIRST] = 0.0
    found[GAP_SECOND] = 0.0
    if week < 0:
        return
    if week >= weeks_known(s, log) or week >= weeks_known(other, other_log):
        found[LEADING_TERM] = WAR_OVER
        return
    found[GAP_FIRST] = gap_of(log.weeks[week])
    found[GAP_SECOND] = gap_of(other_log.weeks[week])
    found[LEADING_TERM] = leading_term(log.weeks[week], other_log.weeks[week])
