"""What Finland's leaving moves between the armies, as a difference from the recorded war.

The recorded path loses her soldiers by and by, from its count of July 1944 to that of November. Where she
leaves on another day than recorded, the Axis lacks those whom the path still holds. Where she has not left,
it keeps hers, as fast as the path loses the rest of them. On the recorded day nothing is moved at all.
"""

from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import GERMANY, SOVIET
from sepeace.kernel.world import World


@kernel
def freed(p: Parameters, since: float) -> float:
    """Soviet soldiers free for other fronts, so many days after a signature."""
    if since <= 0.0:
        return 0.0
    return p.finland_freed * (since / p.finland_freed_days if since < p.finland_freed_days else 1.0)


@kernel
def move(s: State, p: Parameters, w: World, t: float, week: int) -> None:
    """Strength of both sides less the recorded, at ``t`` in a week; nothing while the war is held."""
    if t < w.held_until:
        return
    place = week if week < w.span else w.span
    gone = s.finland_signed <= t
    axis = 0.0
    if not gone:
        axis = w.finn_kept[place]
    elif s.finland_signed != w.finn_left:
        axis = -w.finn_held[place]
    since = t - s.finland_signed if gone else 0.0
    s.finnish_men[GERMANY] = axis
    s.finnish_men[SOVIET] = freed(p, since) - freed(p, t - w.finn_left)


@kernel
def sum_strength(s: State, w: World, week: int) -> None:
    """Strength of both sides: as recorded, what has come and gone beside that, and what Finland moves."""
    for side in range(2):
        s.strength[side] = w.force[side][week] + s.excess[side] + s.finnish_men[side]


@kernel
def leave(s: State, p: Parameters, w: World, t: float) -> None:
    """Bring both strengths up to date on the day of a signature, between two Sundays."""
    move(s, p, w, t, s.weeks)
    sum_strength(s, w, s.weeks)
