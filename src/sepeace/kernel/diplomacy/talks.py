"""Talks: rounds of demands that come closer, walk-outs, exposure, signing.

In round n each side asks for its line plus a shrinking share of the range it expects. It signs
only when the demands meet, so a signed settlement lies in the open acceptance window by
construction of the demands, which is asserted. A side that talks for the West's ears alone never
signs: when the demands meet, it breaks off. Each side knows the other's line of a month ago,
with an error. Sources: the document on the breaking off of May 1943 and on leaks and denials;
concession rule is judgement.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.diplomacy import west
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import judgement
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    C_BEYOND,
    C_EXPOSURE,
    C_HAZARD,
    C_INSINCERE,
    C_LIMIT,
    C_MET,
    C_NONE,
    C_SILENT,
    C_STRENGTH,
    C_TALKS,
    C_TERMS,
    EXPOSED,
    EXPOSURE,
    GERMANY,
    K_ANSWERED,
    K_EXPOSED,
    K_RESUMED,
    K_ROUND,
    K_TALKS_END,
    MET,
    NEVER,
    OWN_NEWS,
    PAIR_BASE,
    PAIR_SLOTS,
    ROUND,
    SOVIET,
    STRENGTH,
    TERMS,
    WALKED_OUT,
)
from sepeace.kernel.world import Log, World


@kernel
def open_talks(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, channel: int, side: int,
    wait: float, cause: int, hollow: int, row: int,
) -> None:  # fmt: skip
    """An answer has been given: the first round is ``wait`` days away.

    Talks that the Soviet side does not mean (``hollow`` above 0) come out as often as its feelers do then.
    """
    slot = PAIR_BASE + PAIR_SLOTS * pair
    s.talk[pair] = channel + 1
    s.talk_count[pair] += 1
    s.rounds[pair] = 0
    s.exposed[pair] = 0
    s.hollow[pair] = 1 if hollow > 0 else 0
    s.beyond[pair][GERMANY] = 0
    s.beyond[pair][SOVIET] = 0
    if t >= w.count_from:
        s.met[pair] += 1
    s.due[slot + ROUND] = clockwork.on_grid(t + wait)
    first, _, _, _ = streams.four(s, w, streams.EXPOSURE_CLOCK, 4096 * pair + s.talk_count[pair])
    leak = w.ch_leak[s.epoch][channel] * (p.leverage_leak if hollow > 0 else 1.0)
    s.due[slot + EXPOSURE] = clockwork.after(t, philox.exponential(first) / leak) if leak > 0.0 else NEVER
    s.talk_row[pair] = clockwork.note(
        s, log, t, K_ANSWERED, pair, side, channel, cause, s.talk_count[pair], wait, 0.0, row
    )


@kernel
def end_talks(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, side: int, cause: int, code: int
) -> None:
    """Talks fail: a leader who meant them learns from it, and the channel is free again."""
    slot = PAIR_BASE + PAIR_SLOTS * pair
    channel = s.talk[pair] - 1
    gap = s.line[pair][GERMANY] - s.line[pair][SOVIET]
    clockwork.obstacle(s, w, t, pair, MET, code)
    clockwork.note(
        s,
        log,
        t,
        K_TALKS_END,
        pair,
        side,
        channel,
        cause,
        s.rounds[pair],
        gap,
        s.premium[pair],
        s.talk_row[pair],
    )
    s.talk[pair] = 0
    s.due[slot + ROUND] = NEVER
    s.due[slot + EXPOSURE] = NEVER
    judgement.teach(s, p, t, pair, GERMANY)
    if s.hollow[pair] == 0:
        judgement.teach(s, p, t, pair, SOVIET)
    judgement.wish(s, p, w, t)


@kernel
def apart(s: State, pair: int) -> int:
    """What keeps the lines apart now: the strength term, the terms, or nothing but the talks themselves."""
    gap = s.line[pair][GERMANY] - s.line[pair][SOVIET]
    if gap <= 0.0:
        return WALKED_OUT
    return STRENGTH if gap - s.premium[pair] <= 0.0 else TERMS


@kernel
def why_not(s: State, p: Parameters, pair: int, side: int) -> int:
    """Why a leader says no to talks: he would rather not, by the premium or by terms; or he keeps silent."""
    if s.willing[pair][side] > p.answer_bar:
        return C_SILENT
    return C_STRENGTH if side == GERMANY and apart(s, pair) == STRENGTH else C_TERMS


@kernel
def expected_line(s: State, p: Parameters, t: float, pair: int, side: int) -> float:
    """What ``side`` expects the other's line to be, at the table."""
    error = p.expectation_noise * s.error[pair][side]
    past = judgement.past_line(s, t, pair, 1 - side)
    return past + error if side == GERMANY else past - error


@kernel
def hopes(s: State, p: Parameters, t: float, pair: int, side: int) -> float:
    """Room that ``side`` sees at the table: negative if it sees no deal."""
    other = expected_line(s, p, t, pair, side)
    if side == GERMANY:
        return other - s.line[pair][GERMANY]
    return s.line[pair][SOVIET] - other


@kernel
def resume(s: State, p: Parameters, w: World, log: Log, t: float, pair: int) -> bool:
    """After a suspension each side comes back only if it still sees room for a deal."""
    s.exposed[pair] = 0
    for side in range(2):
        if hopes(s, p, t, pair, side) < 0.0:
            end_talks(s, p, w, log, t, pair, side, C_EXPOSURE, EXPOSED)
            return False
    clockwork.note(s, log, t, K_RESUMED, pair, -1, s.talk[pair] - 1, C_NONE, 0, 0.0, 0.0, s.talk_row[pair])
    return True


@kernel
def expose(s: State, p: Parameters, w: World, log: Log, t: float, pair: int) -> None:
    """The talks come out: denied by both sides and suspended."""
    slot = PAIR_BASE + PAIR_SLOTS * pair
    s.due[slot + EXPOSURE] = NEVER
    s.exposed[pair] = 1
    s.leaks[pair] += 1
    west.news(s, p, t, OWN_NEWS, C_TALKS)
    later = clockwork.on_grid(t + p.suspension_days)
    s.due[slot + ROUND] = later if later > s.due[slot + ROUND] else s.due[slot + ROUND]
    clockwork.note(
        s,
        log,
        t,
        K_EXPOSED,
        pair,
        -1,
        s.talk[pair] - 1,
        C_NONE,
        0,
        p.suspension_days,
        s.west_believes[OWN_NEWS],
        s.talk_row[pair],
    )


@kernel
def meet(s: State, p: Parameters, w: World, log: Log, t: float, pair: int) -> float:
    """One round. Returns the share at which the sides sign, or -NEVER."""
    if s.exposed[pair] == 1 and not resume(s, p, w, log, t, pair):
        return -NEVER
    s.rounds[pair] += 1
    n = s.rounds[pair]
    if t >= w.count_from:
        s.round_total[pair] += 1
    held_back = p.opening_demand
    for _ in range(1, n):
        held_back *= p.concession
    room = hopes(s, p, t, pair, GERMANY)
    ask = s.line[pair][GERMANY] + held_back * (room if room > 0.0 else 0.0)
    room = hopes(s, p, t, pair, SOVIET)
    offer = s.line[pair][SOVIET] - held_back * (room if room > 0.0 else 0.0)
    clockwork.note(s, log, t, K_ROUND, pair, -1, s.talk[pair] - 1, C_MET, n, ask, offer, s.talk_row[pair])
    if offer >= ask:
        if s.hollow[pair] == 0:
            return 0.5 * (ask + offer)
        end_talks(s, p, w, log, t, pair, SOVIET, C_INSINCERE, apart(s, pair))
        return -NEVER
    conclude(s, p, w, log, t, pair, ask, offer)
    return -NEVER


@kernel
def conclude(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, ask: float, offer: float
) -> None:
    """After a round without agreement: someone walks out, the talks run out, or they go on."""
    n = s.rounds[pair]
    germany_far = s.line[pair][GERMANY] - offer > p.walkout_gap
    soviet_far = ask - s.line[pair][SOVIET] > p.walkout_gap
    s.beyond[pair][GERMANY] = s.beyond[pair][GERMANY] + 1 if germany_far else 0
    s.beyond[pair][SOVIET] = s.beyond[pair][SOVIET] + 1 if soviet_far else 0
    first, second, _, _ = streams.four(s, w, streams.ROUND_HAZARD, 65536 * pair + 64 * s.talk_count[pair] + n)
    # When both have had enough, the tie is broken by an addressed draw, not by the order of this file.
    walker = GERMANY if second < 0.5 else SOVIET
    if s.beyond[pair][walker] < 2:
        walker = 1 - walker
    if s.beyond[pair][walker] >= 2:
        end_talks(s, p, w, log, t, pair, walker, C_BEYOND, apart(s, pair))
    elif first < p.walkout_hazard:
        end_talks(s, p, w, log, t, pair, GERMANY if second < 0.5 else SOVIET, C_HAZARD, apart(s, pair))
    elif n >= p.round_limit:
        end_talks(s, p, w, log, t, pair, -1, C_LIMIT, apart(s, pair))
    else:
        s.due[PAIR_BASE + PAIR_SLOTS * pair + ROUND] = clockwork.on_grid(t + p.round_days)
