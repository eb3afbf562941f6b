"""The landing in France as a leader expects it: on what day, and how much of the war lies after it.

Both follow what they are told, each by his own table. A landing that a change moves, cancels or has beaten
back moves what is expected. Source: the document on the second front that kept slipping; sizes are judgement.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.elementary import exp
from sepeace.kernel.fields import State
from sepeace.kernel.leaders import western_track
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import NEVER
from sepeace.kernel.world import Log, World

FAR_DAYS = 730.0  # a cancelled landing stays this far away
# A war's end is not exponential. By simulation u is within .01 where leaders stood in the recorded war.
LANDING_PACE = 1.15


@kernel
def expected_landing(w: World, side: int, t: float) -> float:
    """The day on which a leader expects the landing in France, as of ``t``.

    A change that moves the landing moves what is expected by as many days, an earlier one never to before
    the day itself; so a landing moved by nothing changes nothing. One that is cancelled stays far away.
    """
    told = clockwork.interpolate(w.expect_knot[side], w.expect_day[side], t)
    return told if t < w.landing_known else moved_landing(told, t, w.landing_day, w.landing_shift)


@kernel
def moved_landing(told: float, t: float, day: float, shift: float) -> float:
    """The day on which a landing is expected that a change moves by ``shift`` days to ``day``, or cancels."""
    if day >= NEVER:
        return t + FAR_DAYS
    moved = told + shift
    if shift < 0.0:
        moved = day if moved < day else moved
        moved = told if moved > told else moved
    return moved


@kernel
def landing_near(s: State, w: World, side: int, t: float) -> float:
    """Share of the war to come that a leader expects to fight after the landing in France; 1 once landed.

    A drift that begins M months ahead acts as a steady one in the share exp(-1.15 M/E) of a war of E
    months, E as he reckoned it a week ago on Sunday: so weighing once more on any day changes nothing.
    """
    if t < w.west_enters:
        return 0.0
    if s.landed == 1:
        return 1.0
    return share_after(s, side, t, t + FAR_DAYS if s.beaten < NEVER else expected_landing(w, side, t))


@kernel
def share_after(s: State, side: int, t: float, landing: float) -> float:
    """Share of the war to come that lies after a landing expected on a day."""
    months = (landing - t) * clockwork.PER_DAY
    if months <= 0.0:
        return 1.0
    left = s.months_then[side]
    return exp(-LANDING_PACE * months / left) if left > 0.0 else 0.0


@kernel
def landing_seen(s: State, w: World, log: Log, side: int, t: float) -> float:
    """The same as leaders hear of it: of their own West, or from a tape."""
    if not western_track.hears_tape(s, log):
        return landing_near(s, w, side, t)
    if t < log.tape.west_enters:
        return 0.0
    landed = log.tape.knot_landed[western_track.knot_at(log.tape, t)]
    if landed == western_track.LANDED:
        return 1.0
    landing = t + FAR_DAYS
    if landed == western_track.TO_COME:
        landing = clockwork.interpolate(log.tape.expect_knot[side], log.tape.expect_day[side], t)
        if t >= log.tape.landing_known:
            landing = moved_landing(landing, t, log.tape.landing_day, log.tape.landing_shift)
    return share_after(s, side, t, landing)
