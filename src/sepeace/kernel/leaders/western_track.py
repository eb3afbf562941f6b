"""What leaders hear and feel of the West, kept so that those of another world can hear it in its place.

It is what the West was heard to believe, Stalin's trust, the landing that came or is expected, and the
divisions that stand in the West. A campaign writes its own track. One that has a tape hears of the West from
the tape alone, and its landing is the one on the tape: nothing that its own feelers do comes back to it.
Where the tape is at its end, the own West shows.
"""

from sepeace.kernel.battlefield import divisions
from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import KNOTS, NEVER, OWN_NEWS, TRACK_KNOTS
from sepeace.kernel.world import Log, WestTrack, World

TO_COME, LANDED, BEATEN = 0.0, 1.0, 2.0
"""How the landing stands at a knot."""


@kernel
def clear_west(track: WestTrack, w: World) -> None:
    """Forget a campaign's track; what is expected of the landing is the world's."""
    track.weeks = 0
    track.knots = 0
    track.no_formula = 0
    track.landing = w.landing_due
    track.landing_known = w.landing_known
    track.landing_day = w.landing_day
    track.landing_shift = w.landing_shift
    track.west_enters = w.west_enters
    for side in range(2):
        for knot in range(len(w.expect_knot[side])):
            track.expect_knot[side][knot] = w.expect_knot[side][knot]
            track.expect_day[side][knot] = w.expect_day[side][knot]
        for knot in range(len(w.expect_knot[side]), KNOTS):  # the compiled clock's tables are full already
            track.expect_knot[side][knot] = track.expect_knot[side][knot - 1]
            track.expect_day[side][knot] = track.expect_day[side][knot - 1]


@kernel
def keep_west_week(s: State, w: World, log: Log) -> None:
    """Write what is heard and felt of the West on a Sunday."""
    track = log.west
    week = s.weeks
    track.weeks = week + 1
    track.heard[week] = s.heard[OWN_NEWS]
    track.held[week] = divisions.held_west(s, w, week if week < w.span else w.span)
    track.landing = s.landing
    track.no_formula = s.no_formula


@kernel
def keep_west_knot(s: State, log: Log, t: float) -> None:
    """Write trust and the landing as they stand when leaders weigh the war, where they have moved."""
    track = log.west
    landed = BEATEN if s.beaten < NEVER else (LANDED if s.landed == 1 else TO_COME)
    last = track.knots - 1
    if last >= 0 and track.knot_trust[last] == s.trust and track.knot_landed[last] == landed:
        return
    if track.knots < TRACK_KNOTS:
        track.knot_day[track.knots] = t
        track.knot_trust[track.knots] = s.trust
        track.knot_landed[track.knots] = landed
        track.knots += 1


@kernel
def hears_tape(s: State, log: Log) -> bool:
    """Whether the leaders hear of the West from the tape this week."""
    return log.taped == 1 and s.weeks < log.tape.weeks and log.tape.knots > 0


@kernel
def knot_at(track: WestTrack, t: float) -> int:
    """The last knot that is not after ``t``."""
    low = 0
    high = track.knots
    while high - low > 1:
        middle = (low + high) // 2
        if track.knot_day[middle] <= t:
            low = middle
        else:
            high = middle
    return low


@kernel
def heard_seen(s: State, log: Log) -> float:
    """What the West acts on, as Stalin reckons with it."""
    return log.tape.heard[s.weeks] if hears_tape(s, log) else s.heard[OWN_NEWS]


@kernel
def trust_seen(s: State, log: Log, t: float) -> float:
    """Stalin's trust in the West."""
    return log.tape.knot_trust[knot_at(log.tape, t)] if hears_tape(s, log) else s.trust


@kernel
def held_seen(s: State, w: World, log: Log, week: int) -> float:
    """Share of German divisions held in the West."""
    return log.tape.held[s.weeks] if hears_tape(s, log) else divisions.held_west(s, w, week)


@kernel
def landing_taped(s: State, log: Log, usual: float) -> float:
    """The day on which the landing is due: the tape's, where there is one."""
    return log.tape.landing if log.taped == 1 else usual


@kernel
def copy_week(source: WestTrack, target: WestTrack, week: int) -> None:
    """Copy a week."""
    target.heard[week] = source.heard[week]
    target.held[week] = source.held[week]


@kernel
def copy_knots(source: WestTrack, target: WestTrack, since: float, until: float) -> None:
    """Copy the knots of some days to the end of those that are there."""
    for knot in range(source.knots):
        if since <= source.knot_day[knot] < until and target.knots < TRACK_KNOTS:
            target.knot_day[target.knots] = source.knot_day[knot]
            target.knot_trust[target.knots] = source.knot_trust[knot]
            target.knot_landed[target.knots] = source.knot_landed[knot]
            target.knots += 1


@kernel
def tape_west(first: WestTrack, own: WestTrack, tape: WestTrack, taken: bool) -> None:
    """Make the tape of a campaign: the West of the first world as far as it goes, then its own; or its own.

    When it is to land, and whether unconditional surrender is demanded, are its own world's in either case.
    """
    until = first.weeks if taken else 0
    tape.weeks = own.weeks if own.weeks > until else until
    tape.knots = 0
    for week in range(until):
        copy_week(first, tape, week)
    for week in range(until, own.weeks):
        copy_week(own, tape, week)
    copy_knots(first, tape, 0.0, 7.0 * until)
    copy_knots(own, tape, 7.0 * until, NEVER)
    tape.landing = own.landing
    tape.no_formula = own.no_formula
    if taken:
        copy_expected(first, tape)
    else:
        copy_expected(own, tape)


@kernel
def copy_expected(source: WestTrack, target: WestTrack) -> None:
    """Copy what is expected of the landing."""
    target.landing_known = source.landing_known
    target.landing_day = source.landing_day
    target.landing_shift = source.landing_shift
    target.west_enters = source.west_enters
    for side in range(2):
        for knot in range(KNOTS):
            target.expect_knot[side][knot] = source.expect_knot[side][knot]
            target.expect_day[side][knot] = source.expect_day[side][knot]


@kernel
def same_west(own: WestTrack, tape: WestTrack) -> bool:
    """Whether a tape says what the own world's West would, to the end of its war."""
    if tape.weeks < own.weeks or tape.knots < own.knots:
        return False
    for week in range(own.weeks):
        if tape.heard[week] != own.heard[week] or tape.held[week] != own.held[week]:
            return False
    for knot in range(own.knots):
        if (
            tape.knot_day[knot] != own.knot_day[knot]
            or tape.knot_trust[knot] != own.knot_trust[knot]
            or tape.knot_landed[knot] != own.knot_landed[knot]
        ):
            return False
    return same_expected(own, tape)


@kernel
def same_expected(own: WestTrack, tape: WestTrack) -> bool:
    """Whether two tracks expect the same landing."""
    if (
        own.landing_known != tape.landing_known
        or own.landing_day != tape.landing_day
        or own.landing_shift != tape.landing_shift
        or own.west_enters != tape.west_enters
    ):
        return False
    for side in range(2):
        for knot in range(KNOTS):
            if (
                own.expect_knot[side][knot] != tape.expect_knot[side][knot]
                or own.expect_day[side][knot] != tape.expect_day[side][knot]
            ):
                return False
    return True
