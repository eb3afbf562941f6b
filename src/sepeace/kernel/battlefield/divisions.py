"""German divisions held in the West, where the landing in France comes early or is beaten back.

The recorded path is a weekly table. A landing that is drawn forward by some days lays the path from the
landing on that many days earlier; one that is beaten back lets the divisions that were brought west against
it go east again. Of the share that so moves a part is really taken from, or given to, the strength in the
East, over as long as for a landing that a change moves. Ignored: the battle of Normandy keeps its days.
"""

from sepeace.kernel.fields import State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import GERMANY, NEVER
from sepeace.kernel.world import World

RELEASE_WEEKS = 13
RELEASE_DAYS = 90.0


@kernel
def recorded_share(w: World, day: float) -> float:
    """Share of divisions held in the West on a day, between the Sundays of the table."""
    week = int(day / 7.0)
    if week >= w.span:
        return w.divisions_west[w.span]
    part = day / 7.0 - week
    if part == 0.0:
        return w.divisions_west[week]
    return w.divisions_west[week] + part * (w.divisions_west[week + 1] - w.divisions_west[week])


@kernel
def strays(s: State) -> bool:
    """Whether the share held in the West differs from the table's."""
    return s.beaten < NEVER or (s.landed == 1 and s.landing_earlier > 0.0)


@kernel
def share_west(s: State, w: World, week: int, days_east: float) -> float:
    """Share of divisions held in the West at the end of a week.

    ``days_east`` is how long divisions take to go east after a landing that was beaten back.
    """
    day = 7.0 * week
    if not strays(s) or day < s.landing:
        return w.divisions_west[week]
    share = recorded_share(w, day + s.landing_earlier) if s.landing_earlier > 0.0 else w.divisions_west[week]
    if day >= s.beaten and share > w.west_unthreatened[week]:
        part = (day - s.beaten) / days_east if days_east > 0.0 else 1.0
        share += (part if part < 1.0 else 1.0) * (w.west_unthreatened[week] - share)
    return share


@kernel
def held_west(s: State, w: World, week: int) -> float:
    """Share of divisions held in the West, as its burden is felt."""
    return share_west(s, w, week, RELEASE_DAYS)


@kernel
def drawn_off(s: State, w: World, week: int) -> float:
    """Axis strength that leaves the East in a week by this campaign's own landing, before ``released_share``.

    In millions, negative where strength comes back: the extra share times the recorded strength, each week's
    change spread over 13 weeks.
    """
    if not strays(s):
        return 0.0
    total = 0.0
    first = week - RELEASE_WEEKS + 1
    for then in range(first if first > 1 else 1, week + 1):
        extra = share_west(s, w, then, 0.0) - w.divisions_west[then]
        before = share_west(s, w, then - 1, 0.0) - w.divisions_west[then - 1]
        total += (extra - before) * w.force[GERMANY][then] / RELEASE_WEEKS
    return total
