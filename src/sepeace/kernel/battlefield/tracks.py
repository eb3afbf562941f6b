"""What the leaders of one world see of its battlefield, and the same of another world in its place.

The battlefield reaches the leaders through four channels: the ground (the front of the day, in what war is
worth and in the grain lost), the losses (in the cost of fighting on), the belief (the movements they learn
from) and the strength (the fortune of arms). Each can be taken from the other world of a pair, campaign by
campaign, while all else follows. Where the other world's war is over, the own world shows.
"""

from sepeace.kernel.battlefield import operations
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    BELIEF,
    GERMANY,
    GROUND,
    LOSSES,
    MAIN,
    NEVER,
    SOVIET,
    STRENGTH_CHANNEL,
    TRACK_KNOTS,
)
from sepeace.kernel.world import Log, Track, World


@kernel
def clear(track: Track) -> None:
    """Forget a campaign's track."""
    track.known = 0
    track.knots = 0


@kernel
def keep_track(s: State, log: Log, moved: float) -> None:
    """Write what leaders see at the end of a week in which the mean front moved by ``moved``."""
    track = log.own
    week = s.weeks
    track.known = week + 1
    track.front[week] = s.mean_front
    track.moved[week] = moved
    for side in range(2):
        track.toll[side][week] = s.loss_quarter[side] / s.strength[side]


@kernel
def keep_fortune(s: State, log: Log, t: float) -> None:
    """Write the fortune of arms as it stands when leaders weigh the war."""
    track = log.own
    if track.knots >= TRACK_KNOTS:
        return
    track.knot_day[track.knots] = t
    track.knot_fortune[track.knots] = s.fortune
    track.knot_rate[track.knots] = s.fortune_rate
    track.knots += 1


@kernel
def seen(s: State, log: Log, channel: int) -> bool:
    """Whether leaders see the other world through a channel this week."""
    return (log.taken & channel) != 0 and s.weeks < log.their.known


@kernel
def front_seen(s: State, w: World, log: Log) -> float:
    """Mean front that the leaders reckon with."""
    if w.front_frozen == 1:
        return w.frontier
    return log.their.front[s.weeks] if seen(s, log, GROUND) else s.mean_front


@kernel
def movement_seen(s: State, w: World, log: Log, moved: float) -> float:
    """Movement of the week that the leaders learn from."""
    if w.front_frozen == 1:
        return 0.0
    return log.their.moved[s.weeks] if seen(s, log, BELIEF) else moved


@kernel
def toll_seen(s: State, log: Log, side: int) -> float:
    """Losses of a quarter over strength."""
    if seen(s, log, LOSSES):
        return log.their.toll[side][s.weeks]
    return s.loss_quarter[side] / s.strength[side]


@kernel
def fortune_seen(s: State, p: Parameters, log: Log, t: float) -> float:
    """German fortune of arms at ``t``: the own, or the other world's brought forward from its last knot."""
    if not seen(s, log, STRENGTH_CHANNEL) or log.their.knots == 0:
        return s.fortune
    low = 0
    high = log.their.knots
    while high - low > 1:
        middle = (low + high) // 2
        if log.their.knot_day[middle] <= t:
            low = middle
        else:
            high = middle
    days = t - log.their.knot_day[low]
    return operations.faded(p, log.their.knot_fortune[low], log.their.knot_rate[low], days)


@kernel
def is_known(s: State, own: Track) -> bool:
    """Whether a finished campaign shows its battlefield to the end of the war."""
    return s.signed[MAIN] >= NEVER and s.failed == 0 and own.knots < TRACK_KNOTS


@kernel
def hand_over(source: Track, target: Track) -> None:
    """Copy a track."""
    target.known = source.known
    target.knots = source.knots
    for week in range(source.known):
        target.front[week] = source.front[week]
        target.moved[week] = source.moved[week]
        target.toll[GERMANY][week] = source.toll[GERMANY][week]
        target.toll[SOVIET][week] = source.toll[SOVIET][week]
    for knot in range(source.knots):
        target.knot_day[knot] = source.knot_day[knot]
        target.knot_fortune[knot] = source.knot_fortune[knot]
        target.knot_rate[knot] = source.knot_rate[knot]
