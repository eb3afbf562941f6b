"""Small tools of the handlers: the time grid, the log, the integrated hazards, and the end of a campaign."""

from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    CHANNELS,
    E_FINLAND,
    E_LEADER,
    E_MEETING,
    E_NO_FORMULA,
    E_POLICY,
    MET,
    NEVER,
    PAIRS,
    PENDING,
    SENT,
    SLOTS,
    WAR_ENDED,
)
from sepeace.kernel.world import Log, World

GRID = 1048576.0  # ticks a day: 2^20, so that now + (due - now) == due exactly
MONTH = 30.4375
PER_DAY = 1.0 / MONTH  # months in a day
MORE_THAN_NOT = 0.5  # a willingness above it is a wish to talk rather than not


@kernel
def on_grid(day: float) -> float:
    """``day`` on the time grid; anything beyond NEVER is NEVER."""
    if day >= NEVER:
        return NEVER
    return float(int(day * GRID + 0.5)) / GRID


@kernel
def after(day: float, months: float) -> float:
    """The grid day ``months`` after ``day``, never before it."""
    if months >= 1.0e6:
        return NEVER
    return on_grid(day + months * MONTH)


@kernel
def interpolate(knots: list[float], values: list[float], x: float) -> float:
    """Straight lines between knots, level beyond them; a doubled knot is a step."""
    last = len(knots) - 1
    if x >= knots[last]:
        return values[last]
    if x <= knots[0]:
        return values[0]
    upper = 1
    while knots[upper] <= x:
        upper += 1
    low = knots[upper - 1]
    part = (x - low) / (knots[upper] - low)
    return values[upper - 1] + part * (values[upper] - values[upper - 1])


@kernel
def overlap(start: float, end: float, other_start: float, other_end: float) -> float:
    """Length of the common part of two intervals."""
    low = start if start > other_start else other_start
    high = end if end < other_end else other_end
    return high - low if high > low else 0.0


@kernel
def note(
    s: State, log: Log, time: float, kind: int, pair: int, side: int, channel: int, cause: int, ref: int,
    first: float, second: float, parent: int,
) -> int:  # fmt: skip
    """Write one event and return its row; rows past the end of the log are counted but not kept."""
    row = s.events
    s.events = row + 1
    if row < log.row_room:
        entry = log.rows[row]
        entry.time = time
        entry.kind = kind
        entry.pair = pair
        entry.side = side
        entry.channel = channel
        entry.cause = cause
        entry.ref = ref
        entry.first = first
        entry.second = second
        entry.parent = parent
    return row


@kernel
def obstacle(s: State, w: World, t: float, pair: int, stage: int, code: int) -> None:
    """Remember what stopped an attempt if none got further; the latest wins a tie."""
    if t >= w.count_from and stage >= s.best_stage[pair]:
        s.best_stage[pair] = stage
        s.best_obstacle[pair] = code


@kernel
def close_window(s: State, w: World, t: float, pair: int) -> float:
    """Count the window that was open until ``t`` if it lasted a day; returns its length in days."""
    since = s.window_since[pair]
    s.window_since[pair] = NEVER
    if since >= NEVER:
        return 0.0
    counted = w.count_from if since < w.count_from else since
    if t - counted >= 1.0:
        s.window_days[pair] = s.window_days[pair] + t - counted
        if s.window_first[pair] >= NEVER:
            s.window_first[pair] = counted
    return t - since


@kernel
def count_willing(s: State, w: World, t: float) -> None:
    """Count the days up to ``t`` on which each leader was more willing to talk than not.

    Willingness changes at events alone, so that from the last event until ``t`` it stood as it stands.
    """
    for pair in range(PAIRS):
        for side in range(2):
            if s.willing[pair][side] > MORE_THAN_NOT and s.signed[pair] >= NEVER:
                s.willing_days[pair][side] += overlap(s.now, t, w.count_from, t)


@kernel
def disarm(s: State) -> None:
    """Nothing is due any more."""
    for slot in range(SLOTS):
        s.due[slot] = NEVER


@kernel
def is_supposed(kind: int) -> bool:
    """Whether an entry of the calendar is there because a change supposes it."""
    if kind == E_MEETING or kind == E_FINLAND or kind == E_LEADER:
        return True
    return kind == E_POLICY or kind == E_NO_FORMULA


@kernel
def finish(s: State, w: World, t: float, ending: int) -> None:
    """End the campaign at ``t``: close windows, settle what was under way, stop every clock."""
    if t < w.count_from:
        s.antecedent = 0  # this war was over before the worlds could part
    for o in range(w.operations):
        if w.op_forced[o] == 1 and s.operation[o] == PENDING:
            s.antecedent = 0
    for entry in range(s.next_date, w.dates):
        if is_supposed(w.date_kind[entry]):
            s.antecedent = 0
    for pair in range(PAIRS):
        close_window(s, w, t, pair)
        for side in range(2):  # the war may be over before the Sunday on which that is found
            if s.willing[pair][side] > MORE_THAN_NOT and s.signed[pair] >= NEVER:
                s.willing_days[pair][side] -= overlap(t, s.now, w.count_from, s.now)
        if s.signed[pair] >= NEVER:
            for channel in range(CHANNELS):
                if s.message[pair][channel] > 0:
                    obstacle(s, w, t, pair, SENT, WAR_ENDED)
            if s.talk[pair] > 0:
                obstacle(s, w, t, pair, MET, WAR_ENDED)
    s.ending = ending
    s.ended = t
    disarm(s)
