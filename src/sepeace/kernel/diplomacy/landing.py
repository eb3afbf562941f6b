"""The landing in France: its day is fixed once, on 1 December 1943, and it comes, or is beaten back.

Fear of a separate peace may draw it forward, by so many days for each quarter by which the West believes in
one more than the recorded news would have it believe, up to a roof. So the recorded war keeps its day. What
leaders had been told before is not told anew. A landing that a change has beaten back is to Stalin what a
postponement is, and both leaders then expect none for two years. Sources: the source document on what the
Allies made of the feelers; sizes are judgement. Ignored: the battle itself keeps its recorded days.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import judgement, western_track
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    AS_RECORDED,
    C_AS_PLANNED,
    C_EARLIER,
    C_NONE,
    E_LANDING,
    E_TRUST_POSTPONEMENT,
    K_BEATEN_BACK,
    K_EVENT,
    K_LANDING_SET,
    LANDING,
    NEVER,
    OWN_NEWS,
)
from sepeace.kernel.world import Log, World

BELIEF_UNIT = 0.25  # of belief above the recorded, by which the pull is counted


@kernel
def begin_landing(s: State, w: World) -> None:
    """The landing stands on its day; where it is open, that day is to be fixed first."""
    s.landing = w.landing_due
    s.beaten = NEVER
    is_open = w.landing_open == 1 and w.landing_fixed_on < w.landing_due
    s.landing_set = 0 if is_open else 1
    s.due[LANDING] = w.landing_fixed_on if is_open else w.landing_due


@kernel
def drawn_forward(s: State, p: Parameters) -> float:
    """Days by which the landing comes earlier for what the West believes above the recorded."""
    above = s.heard[OWN_NEWS] - s.heard[AS_RECORDED]
    days = p.landing_pull * above / BELIEF_UNIT if above > 0.0 else 0.0
    return days if days < p.landing_roof else p.landing_roof


@kernel
def fix_day(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The West fixes the day, never one that is past."""
    s.landing_set = 1
    day = western_track.landing_taped(s, log, clockwork.on_grid(w.landing_due - drawn_forward(s, p)))
    s.landing = day if day > t else t
    s.landing_earlier = w.landing_due - s.landing
    s.due[LANDING] = s.landing
    clockwork.note(
        s, log, t, K_LANDING_SET, -1, -1, -1, C_EARLIER if s.landing_earlier > 0.0 else C_AS_PLANNED,
        w.landing_event, s.landing_earlier, s.heard[OWN_NEWS], -1,
    )  # fmt: skip


@kernel
def beat_back(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The landing fails. Where a branch finds it under way, the trust that it won is lost again."""
    before = s.trust
    if s.landed == 1:
        judgement.trust_by(s, -p.trust_landing)
    s.landed = 0
    s.beaten = t
    s.postponed = t
    judgement.hear(s, p, E_TRUST_POSTPONEMENT)
    clockwork.note(s, log, t, K_BEATEN_BACK, -1, -1, -1, C_NONE, w.landing_event, before, s.trust, -1)


@kernel
def at_branch(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """A change that has the landing beaten back finds it come already, and its battle under way."""
    if w.landing_beaten == 1 and s.landed == 1:
        beat_back(s, p, w, log, t)


@kernel
def land(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The landing comes, and stays or is beaten back."""
    s.due[LANDING] = NEVER
    before = s.trust
    if w.landing_beaten == 1 and t >= w.held_until:
        beat_back(s, p, w, log, t)
    else:
        judgement.hear(s, p, E_LANDING)
        clockwork.note(s, log, t, K_EVENT, -1, -1, -1, E_LANDING, w.landing_event, before, s.trust, -1)
    judgement.reconsider(s, p, w, log, t)


@kernel
def landing(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The slot of the landing: its day is fixed, or it comes."""
    if s.landing_set == 0:
        fix_day(s, p, w, log, t)
    else:
        land(s, p, w, log, t)
