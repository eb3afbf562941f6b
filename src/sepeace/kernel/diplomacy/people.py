"""German officials without authority: who writes unasked, who asks his own leader first, who keeps the gate.

Each has days on which he does what he does, roads, and a weight among those who do the same. What is
written abroad unasked keeps its rate whoever writes it: the weights say who. Who asks first comes on top, at
his weight as a multiple of that rate, since what never leaves Berlin takes no letter from others. A Soviet
message comes to the desk of somebody who has its road. Sources: the table of people in the record; the source
document on Ribbentrop, Bormann, Goebbels and the carriers; weights are judgement.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.diplomacy import roads, talks
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import profiles
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    C_LEAVE,
    C_NO_ROAD,
    C_WEST_FIRST,
    GERMANY,
    K_URGED,
    PAIRS,
)
from sepeace.kernel.world import Log, World

UNASKED = 0
ASKING = 1


@kernel
def active(w: World, person: int, t: float) -> bool:
    """Whether a day is one of his."""
    return w.pe_start[person] <= t < w.pe_end[person]


@kernel
def can_write(s: State, w: World, t: float, pair: int, person: int) -> bool:
    """Whether he writes abroad unasked, and can today: one of his roads is free."""
    if w.pe_writes[person] == 0 or not active(w, person, t):
        return False
    for channel in range(w.channels):
        if w.pe_road[person][channel] == 1 and roads.usable(s, w, t, pair, channel, GERMANY):
            return True
    return False


@kernel
def anybody_writes(s: State, w: World, t: float, pair: int) -> bool:
    """Whether anybody can write abroad unasked today."""
    for person in range(w.people):
        if can_write(s, w, t, pair, person):
            return True
    return False


@kernel
def survey_officials(s: State, w: World, t: float) -> None:
    """Keep what officials can do now. Nobody asks a leader to begin talks who is talking already."""
    for pair in range(PAIRS):
        asking = 0.0
        if s.talk[pair] == 0:
            for person in range(w.people):
                if w.pe_asks[person] == 1 and active(w, person, t):
                    asking += w.pe_weight[person]
        s.officials[pair][UNASKED] = s.open_share[pair][GERMANY] if anybody_writes(s, w, t, pair) else 0.0
        s.officials[pair][ASKING] = asking


@kernel
def who_speaks(s: State, w: World, t: float, pair: int, chance: float) -> int:
    """Who it is this time; -1 if there is nobody."""
    left = chance * (s.officials[pair][UNASKED] + s.officials[pair][ASKING])
    chosen = -1
    for person in range(w.people):
        if w.pe_asks[person] == 1 and active(w, person, t) and s.talk[pair] == 0:
            chosen = person
            left -= w.pe_weight[person]
            if left < 0.0:
                return person
    if s.officials[pair][UNASKED] <= 0.0:
        return chosen
    return who_writes(s, w, t, pair, left / s.officials[pair][UNASKED])


@kernel
def who_writes(s: State, w: World, t: float, pair: int, chance: float) -> int:
    """One of those who can write abroad, by weight; -1 if there is none."""
    total = 0.0
    for person in range(w.people):
        if can_write(s, w, t, pair, person):
            total += w.pe_weight[person]
    left = chance * total
    chosen = -1
    for person in range(w.people):
        if can_write(s, w, t, pair, person):
            chosen = person
            left -= w.pe_weight[person]
            if left < 0.0:
                return person
    return chosen


@kernel
def receives(w: World, t: float, channel: int, person: int) -> bool:
    """Whether what comes by a road may come to his desk today."""
    return w.pe_receives[person] == 1 and w.pe_road[person][channel] == 1 and active(w, person, t)


@kernel
def who_receives(w: World, t: float, channel: int, chance: float) -> int:
    """At whose desk a Soviet message arrives, by weight among those who have its road; -1 if nobody has."""
    total = 0.0
    for person in range(w.people):
        if receives(w, t, channel, person):
            total += w.pe_weight[person]
    left = chance * total
    chosen = -1
    for person in range(w.people):
        if receives(w, t, channel, person):
            chosen = person
            left -= w.pe_weight[person]
            if left < 0.0:
                return person
    return chosen


@kernel
def road_of(s: State, w: World, t: float, pair: int, person: int, chance: float) -> int:
    """One of his roads that is free, each equally likely; -1 if there is none.

    One who has no road of his own goes by any that his leader can use.
    """
    own = 0
    for channel in range(w.channels):
        own += w.pe_road[person][channel]
    free = 0
    for channel in range(w.channels):
        if (own == 0 or w.pe_road[person][channel] == 1) and roads.usable(s, w, t, pair, channel, GERMANY):
            free += 1
    left = chance * free
    chosen = -1
    for channel in range(w.channels):
        if (own == 0 or w.pe_road[person][channel] == 1) and roads.usable(s, w, t, pair, channel, GERMANY):
            chosen = channel
            left -= 1.0
            if left < 0.0:
                return channel
    return chosen


@kernel
def gives_leave(s: State, p: Parameters, w: World, t: float, pair: int, chance: float) -> bool:
    """Whether a leader who is asked lets a feeler go; one who tries the West first lets none go.

    He says yes as he would answer a message: if he would rather talk than not, and then with a chance.
    """
    willing = s.willing[pair][GERMANY] > p.answer_bar
    return willing and chance < p.answer_chance and not profiles.silent(p, w, t)


@kernel
def urge(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, person: int, channel: int, leave: bool
) -> int:
    """Somebody asks his own leader for leave to sound the other side, and has it or not: see ``gives_leave``.

    A no makes those around him warier. Returns the row that a feeler with leave comes from, or -1.
    """
    willing = s.willing[pair][GERMANY]
    gap = s.line[pair][GERMANY] - s.line[pair][1 - GERMANY]
    west_first = profiles.silent(p, w, t)
    cause = C_WEST_FIRST if west_first else talks.why_not(s, p, pair, GERMANY)
    if leave:
        cause = C_LEAVE if channel >= 0 else C_NO_ROAD
    else:
        s.refused[GERMANY] = t
    row = clockwork.note(
        s,
        log,
        t,
        K_URGED,
        pair,
        GERMANY,
        channel if leave else -1,
        cause,
        w.pe_number[person],
        willing,
        gap,
        -1,
    )
    return row if leave and channel >= 0 else -1


@kernel
def of_ministry(w: World, t: float, person: int) -> bool:
    """Whether it is somebody, and of a ministry that is Ribbentrop's still."""
    return person >= 0 and w.pe_ministry[person] == 1 and profiles.court(w, t)


@kernel
def another_way(s: State, p: Parameters, w: World, t: float, pair: int, channel: int) -> bool:
    """Whether Hitler is told by others what Ribbentrop's people keep back."""
    for person in range(w.people):
        if w.pe_tells[person] == 1 and active(w, person, t):
            return s.message_way[pair][channel] < p.bormann_gate
    return False


@kernel
def punish(s: State, p: Parameters, t: float, pair: int, channel: int) -> None:
    """Who carried a message that Hitler refused is sent away: the road has no German carrier for a time."""
    if p.carrier_days > 0.0:
        s.carrier_back[pair][channel] = clockwork.on_grid(t + p.carrier_days)


@kernel
def come_back(s: State, w: World, t: float, pair: int) -> None:
    """Roads that have a carrier again from ``t`` on."""
    for channel in range(w.channels):
        if 0.0 < s.carrier_back[pair][channel] <= t:
            s.carrier_back[pair][channel] = 0.0
