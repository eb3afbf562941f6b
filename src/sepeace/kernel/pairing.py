"""Where two campaigns part, and what that does to the lines of the leaders when it matters most."""

from sepeace.kernel import terms, weekly
from sepeace.kernel.columns import Column, Columns
from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import C_LAG, C_MET, C_RATIO, K_EPOCH, K_OPERATION, MAIN, NEVER
from sepeace.kernel.world import Entry, Log, World

# What ``part`` writes about a pair of campaigns.
LINK: Columns[Column] = Columns()
PARTED_ON = LINK.column("parted_on", "day", "first event or weekly value that the two do not share, or never")
TURNING_WEEK = LINK.column("turning_week", "weeks", "the week that matters most, or -1")
LEADING_TERM = LINK.column("leading_term", "", "what shifts most between the lines then, see ``SHIFT``")
GAP_FIRST = LINK.column("gap_first", "share", "the gap then in the first campaign")
GAP_SECOND = LINK.column("gap_second", "share", "the same in the second")
CALLED_OFF = LINK.column("called_off", "", "operations called off in the second campaign alone")
TAKE_PLACE = LINK.column("take_place", "", "operations called off in the first alone")
MOVED_GERMANY = LINK.column("moved_germany", "share", "mean move of x_min in the year that counts")
MOVED_SOVIET = LINK.column("moved_soviet", "share", "the same of x_max")
MOVED_PREMIUM = LINK.column("moved_premium", "share", "the same of the strength term")
MOVED_WEEKS = LINK.column("moved_weeks", "weeks", "weeks over which these means are taken")
LINKS = len(LINK)
YEAR_OF_WEEKS = 52

# What ``LEADING_TERM`` may be: a term of the gap, or what stands for one where there is none.
SHIFT: Columns[Column] = Columns(terms.GAP)
NO_TERM = SHIFT.column("nothing", "", "nothing moves")
OVER_IN_FIRST = SHIFT.column("over_without", "", "the war of the first campaign is over by then")
OVER_IN_SECOND = SHIFT.column("over_with", "", "that of the second is")
NO_WEEK = SHIFT.column("no_week", "", "no week shows the window: the fighting stops before its Sunday")


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
        for column in range(len(mine)):
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
    return week[weekly.LEAST_GERMANY] - week[weekly.MOST_SOVIET]


@kernel
def turning_week(s: State, log: Log, since: float, days: float) -> int:
    """Week in which a campaign's first window is seen, or in which its lines were nearest; -1 if none is.

    Only weeks from ``since`` on count, and windows of so many ``days`` in all. A window is seen on the Sunday
    after it opens; a war that stops before that Sunday does not show it.
    """
    known = weeks_known(s, log)
    if s.window_days[MAIN] >= days:
        week = int(s.window_first[MAIN] / 7.0)
        if 7.0 * week < s.window_first[MAIN]:
            week += 1
        return week if week < known else -1
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
    for term in range(terms.COUNT):
        moved = sign * (two[weekly.FIRST_TERM + term] - one[weekly.FIRST_TERM + term])
        if moved > most:
            best = term
            most = moved
    return best


@kernel
def called_off(row: Entry, w: World) -> int:
    """Permanent number of the operation that a row says could not be fought, or -1."""
    if row.kind != K_OPERATION:
        return -1
    if row.cause != C_RATIO and row.cause != C_LAG and row.cause != C_MET:
        return -1
    return w.op_number[row.ref]


@kernel
def off_alone(
    s: State, log: Log, w: World, other: State, other_log: Log, other_w: World, until: float
) -> int:
    """Operations called off until a day in the second campaign and not in the first."""
    found = 0
    for row in range(other.events if other.events < other_log.row_room else other_log.row_room):
        number = called_off(other_log.rows[row], other_w)
        if number < 0 or other_log.rows[row].time > until:
            continue
        shared = 0
        for its in range(s.events if s.events < log.row_room else log.row_room):
            if called_off(log.rows[its], w) == number:
                shared = 1
        found += 1 - shared
    return found


@kernel
def last_day(s: State) -> float:
    """Day on which the fighting of a campaign stops."""
    return s.signed[MAIN] if s.signed[MAIN] < s.ended else s.ended


@kernel
def lines_moved(s: State, log: Log, other: State, other_log: Log, since: float, found: list[float]) -> None:
    """Mean move of both lines and of the premium in the year from ``since``, while both worlds fight."""
    first = int(since / 7.0)
    if 7.0 * first < since:
        first += 1
    last = first + YEAR_OF_WEEKS
    last = weeks_known(s, log) if weeks_known(s, log) < last else last
    last = weeks_known(other, other_log) if weeks_known(other, other_log) < last else last
    germany = 0.0
    soviet = 0.0
    premium = 0.0
    for week in range(first, last):
        germany += other_log.weeks[week][weekly.LEAST_GERMANY] - log.weeks[week][weekly.LEAST_GERMANY]
        soviet += other_log.weeks[week][weekly.MOST_SOVIET] - log.weeks[week][weekly.MOST_SOVIET]
        premium += (
            other_log.weeks[week][weekly.FIRST_TERM + terms.STRENGTH]
            - log.weeks[week][weekly.FIRST_TERM + terms.STRENGTH]
        )
    weeks = last - first if last > first else 0
    found[MOVED_GERMANY] = germany / weeks if weeks > 0 else 0.0
    found[MOVED_SOVIET] = soviet / weeks if weeks > 0 else 0.0
    found[MOVED_PREMIUM] = premium / weeks if weeks > 0 else 0.0
    found[MOVED_WEEKS] = weeks


@kernel
def part(
    s: State,
    log: Log,
    w: World,
    other: State,
    other_log: Log,
    other_w: World,
    days: float,
    found: list[float],
) -> None:
    """Write into ``found`` where two campaigns part, and what that does to the lines when it matters most.

    That is the week of the first window of the second campaign; where only the first has one, the week of
    that; where none has, the week in which the lines of the second were nearest. A window counts from so many
    ``days`` open in all. Operations count while both wars last.
    """
    found[PARTED_ON] = first_difference(s, log, other, other_log)
    until = last_day(s) if last_day(s) < last_day(other) else last_day(other)
    found[CALLED_OFF] = off_alone(s, log, w, other, other_log, other_w, until)
    found[TAKE_PLACE] = off_alone(other, other_log, other_w, s, log, w, until)
    lines_moved(s, log, other, other_log, other_w.count_from, found)
    only_first = s.window_days[MAIN] >= days and other.window_days[MAIN] < days
    since = other_w.count_from
    week = turning_week(s, log, since, days) if only_first else turning_week(other, other_log, since, days)
    found[TURNING_WEEK] = week
    found[LEADING_TERM] = NO_WEEK
    found[GAP_FIRST] = 0.0
    found[GAP_SECOND] = 0.0
    if week < 0:
        return
    if week >= weeks_known(s, log):
        found[LEADING_TERM] = OVER_IN_FIRST
        return
    if week >= weeks_known(other, other_log):
        found[LEADING_TERM] = OVER_IN_SECOND
        return
    found[GAP_FIRST] = gap_of(log.weeks[week])
    found[GAP_SECOND] = gap_of(other_log.weeks[week])
    found[LEADING_TERM] = leading_term(log.weeks[week], other_log.weeks[week])
