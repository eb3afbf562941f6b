"""Who writes, and when: feelers as point processes driven by willingness.

Each stream is a Cox process. It fires when its integrated hazard crosses an addressed unit-
exponential threshold, so a change of rate only moves the date. Away from the talks nobody knows
the other's line. A leader writes only while he would rather talk than not, the bar of answers, and not
while talks of his run. Sources: the document's claims on who wrote (contested, see the readings);
random time change (Cox 1955).
"""

from sepeace.kernel import clockwork
from sepeace.kernel.diplomacy import people, roads
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import profiles
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    C_SERIOUS,
    GERMANY,
    K_SENT,
    LEADER,
    LEVERAGE,
    MEDIATOR,
    NEVER,
    PAIR_BASE,
    PAIR_SLOTS,
    PAIRS,
    RECORDED,
    REPORT,
    SERIOUS,
    SOVIET,
    STREAMS,
    SUBORDINATE,
)
from sepeace.kernel.world import Log, World


@kernel
def sender(stream: int) -> int:
    """Who sends: Germany, the Soviet side, or 2 for a mediator."""
    if stream == SERIOUS or stream == LEVERAGE:
        return SOVIET
    if stream == LEADER or stream == SUBORDINATE:
        return GERMANY
    return 2


@kernel
def open_share(s: State, w: World, t: float, pair: int, side: int) -> float:
    """Share of a side's channels that it can use now; for a mediator the sum of their rates."""
    total = 0.0
    free = 0.0
    for channel in range(w.channels):
        if w.ch_side[s.epoch][channel][side] == 1:
            weight = w.ch_mediated[channel] if side == 2 else 1.0
            total += weight
            if roads.usable(s, w, t, pair, channel, side):
                free += weight
    if side == 2:
        return free
    return free / total if total > 0.0 else 0.0


@kernel
def survey(s: State, w: World, t: float) -> None:
    """Keep what each sender can use now: only messages, talks, dates and epochs change it."""
    for pair in range(PAIRS):
        for side in range(3):
            s.open_share[pair][side] = open_share(s, w, t, pair, side)
    people.survey_officials(s, w, t)


@kernel
def for_the_west(p: Parameters) -> float:
    """Share of what Moscow says that is meant for the West to hear; none where it sends no such feelers."""
    return p.leverage_share if p.leverage_rate > 0.0 else 0.0


@kernel
def writes(s: State, p: Parameters, pair: int, side: int) -> float:
    """How willing a leader is who may write: 0 for one who would rather not talk, or who talks already."""
    if s.talk[pair] > 0 or s.willing[pair][side] <= p.answer_bar:
        return 0.0
    return s.willing[pair][side]


@kernel
def stream_rate(s: State, p: Parameters, w: World, t: float, pair: int, stream: int) -> float:
    """Feelers a month of one stream at ``t``; none while contacts are held to the record or after signing."""
    if t < w.held_until or s.signed[pair] < NEVER or w.luck == RECORDED:
        return 0.0
    share = s.open_share[pair][sender(stream)]
    if stream == SERIOUS:
        return p.feeler_rate * (1.0 - p.leverage_share) * share * writes(s, p, pair, SOVIET)
    if stream == LEVERAGE:
        if s.talk[pair] > 0:
            return 0.0
        fresh = p.leverage_postponement if t - s.postponed < p.postponement_days else 0.0
        return p.feeler_rate * p.leverage_rate * p.leverage_share * share * (1.0 - s.trust) * (1.0 + fresh)
    if stream == LEADER:
        if profiles.silent(p, w, t):
            return 0.0
        return p.feeler_rate * share * writes(s, p, pair, GERMANY)
    if stream == SUBORDINATE:
        speaking = s.officials[pair][people.UNASKED] + s.officials[pair][people.ASKING]
        return p.subordinate_rate * speaking * (1.0 - s.chance[SOVIET])
    return share


@kernel
def run_up(s: State, t: float, pair: int, stream: int) -> None:
    """Keep what a stream's rate has come to since it was set: its hazard, and the feelers to be expected."""
    elapsed = (t - s.rate_since[pair][stream]) * clockwork.PER_DAY
    s.hazard[pair][stream] += s.rate[pair][stream] * elapsed
    s.expected[stream][s.cell] += s.sending[stream] * elapsed
    s.rate_since[pair][stream] = t


@kernel
def sends(s: State, p: Parameters, w: World, t: float, pair: int, stream: int, rate: float) -> float:
    """Feelers a month to be expected of a stream that fires at ``rate``.

    An official who asks his own leader first sends one only if he is given leave: see ``people.urge``.
    """
    if stream != SUBORDINATE or rate <= 0.0:
        return rate
    leave = p.answer_chance if people.gives_leave(s, p, w, t, pair, 0.0) else 0.0
    unasked = s.officials[pair][people.UNASKED]
    asking = s.officials[pair][people.ASKING]
    return rate * (unasked + leave * asking) / (unasked + asking)


@kernel
def stop_counting(s: State, t: float) -> None:
    """Nothing more is sent after a settlement or the end of the war."""
    for pair in range(PAIRS):
        for stream in range(STREAMS):
            run_up(s, t, pair, stream)
            s.rate[pair][stream] = 0.0
            s.sending[stream] = 0.0


@kernel
def arm_stream(s: State, p: Parameters, w: World, t: float, pair: int, stream: int) -> None:
    """Keep the hazard run up so far, take the new rate, and set when the stream fires."""
    run_up(s, t, pair, stream)
    rate = stream_rate(s, p, w, t, pair, stream)
    s.rate[pair][stream] = rate
    s.sending[stream] = sends(s, p, w, t, pair, stream, rate)
    slot = PAIR_BASE + PAIR_SLOTS * pair + stream
    missing = s.threshold[pair][stream] - s.hazard[pair][stream]
    if rate <= 1.0e-12:
        s.due[slot] = NEVER
    elif missing <= 0.0:
        s.due[slot] = t
    else:
        due = clockwork.after(t, missing / rate)
        s.due[slot] = due if due > t else t


@kernel
def arm(s: State, p: Parameters, w: World, t: float) -> None:
    """Re-arm every stream of every pair."""
    for pair in range(PAIRS):
        for stream in range(STREAMS):
            arm_stream(s, p, w, t, pair, stream)
    if t >= w.cell_end[s.cell]:
        s.cell += 1
    if w.reports_until > 0.0:
        arm_reports(s, w, t)


@kernel
def arm_reports(s: State, w: World, t: float) -> None:
    """Set which reported feeler of this span leaves next, and when."""
    s.due[REPORT] = NEVER
    for number in range(w.reports):
        if w.report_cell[number] != s.cell or s.report_at[number] <= 0.0 or s.report_left[number] > 0.0:
            continue
        side = w.report_side[number]
        first, other = streams_of(side)
        rate = s.sending[first] + s.sending[other]
        missing = s.report_at[number] - seen_in(s, side, s.cell)
        if rate > 1.0e-12:
            due = clockwork.after(t, missing / rate) if missing > 0.0 else t
            if due < s.due[REPORT]:
                s.due[REPORT] = due if due > t else t
                s.report_next = number


@kernel
def seen_in(s: State, side: int, cell: int) -> float:
    """Feelers of a side that were to be expected so far in a span."""
    first, other = streams_of(side)
    return s.expected[first][cell] + s.expected[other][cell]


@kernel
def streams_of(side: int) -> tuple[int, int]:
    """The streams of a side's feelers."""
    if side == GERMANY:
        return LEADER, SUBORDINATE
    return SERIOUS, LEVERAGE


@kernel
def address(pair: int, stream: int, n: int) -> int:
    """Index of the n-th feeler of a stream."""
    return 65536 * (8 * pair + stream) + n


@kernel
def new_threshold(s: State, w: World, pair: int, stream: int) -> None:
    """A fresh unit-exponential threshold for the next feeler of a stream."""
    first, _, _, _ = streams.four(s, w, streams.THRESHOLD, address(pair, stream, s.fired[pair][stream]))
    s.threshold[pair][stream] = philox.exponential(first)
    s.hazard[pair][stream] = 0.0


@kernel
def choose_channel(s: State, w: World, t: float, pair: int, side: int, chance: float) -> int:
    """One of the usable channels of a side: equally likely, for a mediator by rate; -1 if there is none."""
    left = chance * total_weight(s, w, t, pair, side)
    chosen = -1
    for channel in range(w.channels):
        if roads.usable(s, w, t, pair, channel, side):
            chosen = channel
            left -= w.ch_mediated[channel] if side == 2 else 1.0
            if left < 0.0:
                return channel
    return chosen


@kernel
def total_weight(s: State, w: World, t: float, pair: int, side: int) -> float:
    """Weight of the channels that ``choose_channel`` chooses from."""
    total = 0.0
    for channel in range(w.channels):
        if roads.usable(s, w, t, pair, channel, side):
            total += w.ch_mediated[channel] if side == 2 else 1.0
    return total


@kernel
def left_report(s: State, w: World, t: float, pair: int, stream: int, n: int) -> bool:
    """Whether the n-th feeler of a stream would have left a report, where all reports are given.

    There is none of it, so it was never sent. What is sent so comes at (1 - r) of the rate.
    """
    if t >= w.reports_until or stream == MEDIATOR:
        return False
    first, _, _, _ = streams.four(s, w, streams.UNREPORTED, address(pair, stream, n))
    return first < s.report_share


@kernel
def fire(s: State, p: Parameters, w: World, log: Log, t: float, pair: int, stream: int) -> None:
    """A feeler leaves: choose its channel and draw its way."""
    n = s.fired[pair][stream]
    first, _, _, _ = streams.four(s, w, streams.CHANNEL_CHOICE, address(pair, stream, n))
    s.fired[pair][stream] = n + 1
    run_up(s, t, pair, stream)
    new_threshold(s, w, pair, stream)
    if stream == SUBORDINATE:
        officials(s, p, w, log, t, pair, n, first)
        return
    side = sender(stream)
    channel = choose_channel(s, w, t, pair, side, first)
    if channel < 0 or left_report(s, w, t, pair, stream, n):
        return
    if side == SOVIET and w.people > 0:
        to_whom(s, p, w, t, pair, stream, n, channel)
    else:
        nobodys(s, pair, channel)
    dispatch(s, p, w, log, t, pair, stream, channel, -1)


@kernel
def officials(s: State, p: Parameters, w: World, log: Log, t: float, pair: int, n: int, road: float) -> None:
    """One of the German officials writes abroad, or asks his own leader first."""
    who, chance, _, way = streams.four(s, w, streams.PEOPLE, address(pair, SUBORDINATE, n))
    person = people.who_speaks(s, w, t, pair, who)
    if person < 0:
        return
    channel = people.road_of(s, w, t, pair, person, road)
    leave = w.pe_asks[person] == 0 or people.gives_leave(s, p, w, t, pair, chance)
    if channel >= 0 and leave and left_report(s, w, t, pair, SUBORDINATE, n):
        return
    speaks(s, p, w, log, t, pair, person, channel, leave, way)


@kernel
def speaks(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, person: int, channel: int, leave: bool,
    way: float,
) -> None:  # fmt: skip
    """One of them writes by a road, if there is one, or asks his leader first and has leave or not."""
    if w.pe_asks[person] == 1:
        row = people.urge(s, p, w, log, t, pair, person, channel, leave)
        if row >= 0:
            nobodys(s, pair, channel)
            dispatch(s, p, w, log, t, pair, LEADER, channel, row)
    elif channel >= 0:
        s.message_person[pair][channel] = person + 1
        s.message_demand[pair][channel] = 0
        s.message_way[pair][channel] = way
        dispatch(s, p, w, log, t, pair, SUBORDINATE, channel, -1)


@kernel
def to_whom(
    s: State, p: Parameters, w: World, t: float, pair: int, stream: int, n: int, channel: int
) -> None:
    """At whose desk a Soviet feeler will arrive, and whether it demands that Ribbentrop go."""
    who, _, demand, way = streams.four(s, w, streams.PEOPLE, address(pair, stream, n))
    s.message_person[pair][channel] = people.who_receives(w, t, channel, who) + 1
    in_office = w.dismissal_from <= t and profiles.court(w, t)
    s.message_demand[pair][channel] = 1 if in_office and demand < p.dismissal_share else 0
    s.message_way[pair][channel] = way


@kernel
def nobodys(s: State, pair: int, channel: int) -> None:
    """The next message of a road passes through no official's hands, and makes no demand."""
    s.message_person[pair][channel] = 0
    s.message_demand[pair][channel] = 0
    s.message_way[pair][channel] = 0.0


@kernel
def send(s: State, p: Parameters, w: World, log: Log, t: float, pair: int, stream: int, channel: int) -> None:
    """Put a message on its way that comes from nothing before it."""
    nobodys(s, pair, channel)
    dispatch(s, p, w, log, t, pair, stream, channel, -1)


@kernel
def dispatch(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, stream: int, channel: int, parent: int
) -> None:
    """Put a message on its way: gamma latency of shape 2, and the races of leak and interception."""
    side = sender(stream)
    number = s.message_count[pair][channel]
    s.message_count[pair][channel] = number + 1
    first, second, third, fourth = streams.four(s, w, streams.LATENCY, message_address(pair, channel, number))
    latency = 0.5 * w.ch_latency[s.epoch][channel] * (philox.exponential(first) + philox.exponential(second))
    leak = w.ch_leak[s.epoch][channel] * (p.leverage_leak if stream == LEVERAGE else 1.0)
    read = w.ch_read[s.epoch][channel]
    s.message[pair][channel] = stream + 1
    s.west_knows[pair][channel] = 0
    s.message_sent[pair][channel] = t
    s.message_arrives[pair][channel] = clockwork.after(t, latency)
    s.message_leaks[pair][channel] = race(t, leak, philox.exponential(third))
    s.message_read[pair][channel] = race(t, read, philox.exponential(fourth))
    s.written[stream][s.cell] += 1
    if t >= w.count_from:
        s.sent[pair][stream] += 1
    line = s.line[pair][GERMANY] if side == GERMANY else s.line[pair][SOVIET]
    willing = s.willing[pair][side] if side < 2 else 0.0
    ref = s.message_demand[pair][channel]
    if stream == SUBORDINATE and s.message_person[pair][channel] > 0:
        ref = w.pe_number[s.message_person[pair][channel] - 1]
    s.message_row[pair][channel] = clockwork.note(
        s, log, t, K_SENT, pair, side, channel, C_SERIOUS + stream, ref, line, willing, parent
    )


@kernel
def race(t: float, hazard: float, threshold: float) -> float:
    """Day on which a constant hazard a month reaches its threshold."""
    if hazard <= 0.0:
        return NEVER
    return clockwork.after(t, threshold / hazard)


@kernel
def message_address(pair: int, channel: int, number: int) -> int:
    """Index of a message: pair, channel, number."""
    return 1048576 * pair + 4096 * channel + number


@kernel
def begin_streams(s: State, w: World) -> None:
    """Draw the first threshold of every stream."""
    for pair in range(PAIRS):
        for stream in range(STREAMS):
            new_threshold(s, w, pair, stream)
