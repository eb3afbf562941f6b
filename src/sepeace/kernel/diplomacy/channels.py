"""A message under way: it may leak or be read, it arrives, gatekeepers pass it up or not, a
leader answers or refuses.

Probing, negotiating and signing are three acts; this module ends with an answer or a refusal. A
leader answers only while he would rather talk than not, and then only with a chance; whatever is
not an answer teaches the sender. Where Soviet feelers are meant for the West, so are Soviet answers:
talks so begun are never signed. Source: the document on deniable subordinates and on
Ribbentrop's and Bormann's part; chances are judgement.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.diplomacy import feelers, people, talks, west
from sepeace.kernel.draws import streams
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import judgement
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    C_BUSY,
    C_GATE,
    C_INSINCERE,
    C_NONE,
    C_NOT_HEARD,
    C_SILENT,
    DELIVERED,
    GATEKEEPER,
    GERMANY,
    K_ANOTHER_WAY,
    K_FILTERED,
    K_INTERCEPTED,
    K_LEAKED,
    K_REFUSED,
    LEVERAGE,
    MEDIATOR,
    MESSAGE,
    NEVER,
    OWN_NEWS,
    PAIR_BASE,
    PAIR_SLOTS,
    PRE_EMPTED,
    SENT,
    SOVIET,
    SUBORDINATE,
)
from sepeace.kernel.world import Log, World


@kernel
def arm_messages(s: State, w: World, pair: int) -> None:
    """Set the slot of the pair's messages to the next thing that happens to one of them, or to a carrier."""
    soonest = NEVER
    for channel in range(w.channels):
        if s.message[pair][channel] > 0:
            day = next_of_message(s, pair, channel)
            soonest = day if day < soonest else soonest
        back = s.carrier_back[pair][channel]
        soonest = back if 0.0 < back < soonest else soonest
    s.due[PAIR_BASE + PAIR_SLOTS * pair + MESSAGE] = soonest


@kernel
def next_of_message(s: State, pair: int, channel: int) -> float:
    """When a message leaks, is read or arrives, whichever is first; leaks after arrival do not count."""
    day = s.message_arrives[pair][channel]
    leak = s.message_leaks[pair][channel]
    read = s.message_read[pair][channel]
    day = leak if leak < day else day
    return read if read < day else day


@kernel
def message(s: State, p: Parameters, w: World, log: Log, t: float, pair: int) -> None:
    """Handle whatever is due to the pair's messages at ``t``, one thing a call."""
    people.come_back(s, w, t, pair)
    for channel in range(w.channels):
        if s.message[pair][channel] > 0 and next_of_message(s, pair, channel) <= t:
            row = s.message_row[pair][channel]
            stream = s.message[pair][channel] - 1
            if s.message_leaks[pair][channel] <= t:
                s.message_leaks[pair][channel] = NEVER
                heard_of(s, p, log, t, pair, channel, K_LEAKED)
            elif s.message_read[pair][channel] <= t:
                s.message_read[pair][channel] = NEVER
                heard_of(s, p, log, t, pair, channel, K_INTERCEPTED)
            else:
                s.message[pair][channel] = 0
                arrive(s, p, w, log, t, pair, channel, stream, row)
            break
    arm_messages(s, w, pair)


@kernel
def heard_of(s: State, p: Parameters, log: Log, t: float, pair: int, channel: int, kind: int) -> None:
    """A message leaks or is read: a third party knows of it, and the West with it."""
    s.leaks[pair] += 1
    stream = s.message[pair][channel] - 1
    west.bring_belief(s, p, t, OWN_NEWS)
    before = s.west_believes[OWN_NEWS]
    west.hear_message(s, p, t, pair, channel, stream)
    clockwork.note(
        s, log, t, kind, pair, feelers.sender(stream), channel, stream, 0, before, s.west_believes[OWN_NEWS],
        s.message_row[pair][channel],
    )  # fmt: skip


@kernel
def gate_now(s: State, p: Parameters, w: World, t: float, channel: int, side: int) -> float:
    """Chance that the people around a leader pass a message up to him; a gate of 1 has no keeper."""
    gate = w.ch_gate[s.epoch][channel][side]
    if gate < 1.0 and t - s.refused[side] < p.gate_days:
        gate *= p.gate_after_refusal
    return gate


@kernel
def message_gate(s: State, p: Parameters, w: World, t: float, pair: int, channel: int, side: int) -> float:
    """The same for one message: Ribbentrop's own people pass on hardly anything that demands that he go."""
    gate = gate_now(s, p, w, t, channel, side)
    if side != GERMANY or s.message_demand[pair][channel] == 0 or gate >= 1.0:
        return gate
    if people.of_ministry(w, t, s.message_person[pair][channel] - 1) and p.dismissal_gate < gate:
        return p.dismissal_gate
    return gate


@kernel
def gets_through(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, channel: int, side: int, chance: float,
    row: int,
) -> bool:  # fmt: skip
    """Whether a message reaches a leader: past the gate, or to Hitler another way round it."""
    gate = message_gate(s, p, w, t, pair, channel, side)
    if chance < gate:
        return True
    person = s.message_person[pair][channel] - 1
    keeper = w.pe_number[person] if side == GERMANY and people.of_ministry(w, t, person) else 0
    if keeper > 0 and people.another_way(s, p, w, t, pair, channel):
        clockwork.note(s, log, t, K_ANOTHER_WAY, pair, side, channel, C_NONE, keeper, gate, 0.0, row)
        return True
    clockwork.obstacle(s, w, t, pair, SENT, GATEKEEPER)
    clockwork.note(s, log, t, K_FILTERED, pair, side, channel, C_GATE, keeper, gate, 0.0, row)
    return False


@kernel
def not_heard(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, channel: int, row: int
) -> None:
    """Moscow hears no mediator by this road any more, whatever it would say to the other side itself."""
    clockwork.obstacle(s, w, t, pair, DELIVERED, talks.apart(s, pair))
    gap = s.line[pair][GERMANY] - s.line[pair][SOVIET]
    willing = s.willing[pair][SOVIET]
    refusal = clockwork.note(
        s, log, t, K_REFUSED, pair, SOVIET, channel, C_NOT_HEARD, MEDIATOR, willing, gap, row
    )
    west.told_refusal(s, p, w, log, t, pair, SOVIET, channel, refusal)


@kernel
def unmeant(p: Parameters, side: int, chance: float) -> int:
    """1 for an answer that is meant for the West: the Soviet ones, in the share that feelers are."""
    return 1 if side == SOVIET and chance < p.answer_chance * feelers.for_the_west(p) else 0


@kernel
def arrive(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, channel: int, stream: int, row: int
) -> None:
    """A message has arrived: gate, leader, and for a subordinate's also his own leader."""
    number = s.message_count[pair][channel] - 1
    address = feelers.message_address(pair, channel, number)
    gate, answer, own_gate, own_answer = streams.four(s, w, streams.GATE, address)
    side = feelers.sender(stream)
    receiver = GERMANY if side == 2 else 1 - side
    if not gets_through(s, p, w, log, t, pair, channel, receiver, gate, row):
        return
    if t >= w.count_from:
        s.delivered[pair] += 1
        s.reached[pair] += 1 if side < 2 else 0
    if not asked(s, p, w, log, t, pair, channel, receiver, side, stream, answer, 0, row):
        return
    other = SOVIET if side == 2 else side
    if stream == SUBORDINATE and not gets_through(s, p, w, log, t, pair, channel, side, own_gate, row):
        return
    if stream == MEDIATOR and t >= w.ch_not_heard[channel]:
        not_heard(s, p, w, log, t, pair, channel, row)
        return
    hollow = unmeant(p, receiver, answer)
    if stream == SUBORDINATE or stream == MEDIATOR:
        if not asked(s, p, w, log, t, pair, channel, other, 1 - other, stream, own_answer, hollow, row):
            return
        hollow += unmeant(p, other, own_answer)
    if stream == LEVERAGE:
        clockwork.obstacle(s, w, t, pair, DELIVERED, talks.apart(s, pair))
        gap = s.line[pair][GERMANY] - s.line[pair][SOVIET]
        clockwork.note(s, log, t, K_REFUSED, pair, side, channel, C_INSINCERE, 0, gap, s.premium[pair], row)
    elif s.talk[pair] > 0:
        clockwork.obstacle(s, w, t, pair, DELIVERED, PRE_EMPTED)
        clockwork.note(s, log, t, K_REFUSED, pair, receiver, channel, C_BUSY, 0, 0.0, 0.0, row)
    else:
        talks.open_talks(s, p, w, log, t, pair, channel, receiver, p.round_days, C_NONE, hollow, row)


@kernel
def asked(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, channel: int, side: int, from_side: int,
    stream: int, chance: float, hollow: int, row: int,
) -> bool:  # fmt: skip
    """Whether a leader answers; if not, the refusal is written down and taught to whoever asked in earnest.

    ``hollow`` is 1 where who asks has answered before, and did not mean it.
    """
    willing = s.willing[pair][side]
    if willing > p.answer_bar and chance < p.answer_chance:
        return True
    gap = s.line[pair][GERMANY] - s.line[pair][SOVIET]
    code = talks.apart(s, pair)
    clockwork.obstacle(s, w, t, pair, DELIVERED, code)
    cause = talks.why_not(s, p, pair, side)
    refusal = clockwork.note(s, log, t, K_REFUSED, pair, side, channel, cause, stream, willing, gap, row)
    if side == SOVIET and cause != C_SILENT:
        west.told_refusal(s, p, w, log, t, pair, side, channel, refusal)
    if stream != MEDIATOR:
        s.refused[side] = t  # a plea from one head of state to another makes no gatekeeper warier
        if side == GERMANY:
            people.punish(s, p, t, pair, channel)
    if (
        from_side < 2
        and hollow == 0
        and stream != LEVERAGE
        and stream != MEDIATOR
        and (stream != SUBORDINATE or side == GERMANY)
    ):
        judgement.teach(s, p, t, pair, from_side)
        judgement.wish(s, p, w, t)
    return False
