"""Dated things: the West's promises and landings, recorded contacts before a branch, the branch,
epochs.

The West enters as dated events, through Stalin's trust, and by what the record has it hear. Approaches to
it are the record's, all along: see ``approaches``. Other contacts of the record are replayed only while
contacts are held to it, each with the chance of its evidence grade.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.battlefield import operations
from sepeace.kernel.diplomacy import approaches, channels, feelers, finland, landing, people, talks, west
from sepeace.kernel.draws import streams
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import judgement
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    BRANCH,
    C_BUSY,
    C_CHANGE,
    C_DROPPED,
    C_KEPT,
    C_NONE,
    C_SILENT,
    C_SUPPOSED,
    CALENDAR,
    DELIVERED,
    E_APPROACH,
    E_CONTACT,
    E_CONTACT_END,
    E_FINLAND,
    E_FORMULA,
    E_HEARD,
    E_LEADER,
    E_MEETING,
    E_NO_FORMULA,
    E_POLICY,
    E_REFRESH,
    E_TO_THE_EAST,
    E_TOLD,
    E_TRUST_POSTPONEMENT,
    EPOCH,
    GERMANY,
    K_BRANCH,
    K_EPOCH,
    K_EVENT,
    K_HELD,
    K_LEADER,
    K_POLICY,
    K_RECORDED_CONTACT,
    K_REFUSED,
    K_URGED,
    LEADER,
    MEDIATOR,
    NEVER,
    SERIOUS,
    SOVIET,
)
from sepeace.kernel.world import Log, World


@kernel
def turn_page(s: State, w: World) -> int:
    """Go on to the next entry of the calendar; returns the kind of the one that is due."""
    kind = w.date_kind[s.next_date]
    s.next_date += 1
    s.due[CALENDAR] = w.date_day[s.next_date] if s.next_date < w.dates else NEVER
    return kind


@kernel
def weighs_anew(kind: int) -> bool:
    """Whether leaders weigh the war anew after an entry: not if it is only told, or for others to hear."""
    if kind == E_TOLD or kind == E_REFRESH or kind == E_HEARD:
        return False
    return kind != E_APPROACH and kind != E_TO_THE_EAST


@kernel
def dated(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The next entry of the calendar."""
    entry = s.next_date
    ref = w.date_ref[entry]
    kind = turn_page(s, w)
    if approaches.void(s, w, entry):
        judgement.reconsider(s, p, w, log, t)  # so that whether it is void parts nothing but what it tells
        return
    if kind == E_REFRESH:
        return  # a channel opens or closes: the streams are re-armed after every slot
    if kind == E_HEARD:
        contact = w.news_contact[ref]
        if contact == 0 or took_place(s, w, contact):
            west.recorded_news(s, p, w, log, t, ref)
        return  # the West acts on it weeks later, on a Sunday
    if kind == E_APPROACH:
        if took_place(s, w, ref):
            approaches.approach(s, w, log, t, ref)
        return
    if kind == E_TO_THE_EAST:
        approaches.to_the_east(s, w, log, t, ref)
        return
    if kind == E_CONTACT:
        contact_begins(s, w, log, t, ref)
    elif kind == E_CONTACT_END:
        contact_ends(s, p, w, t, ref)
    elif kind == E_MEETING:
        meeting(s, p, w, log, t, ref)
    elif kind == E_LEADER or kind == E_POLICY:
        clockwork.note(
            s, log, t, K_LEADER if kind == E_LEADER else K_POLICY, -1, -1, -1, C_CHANGE, ref, 0.0, 0.0, -1
        )
    elif kind == E_FINLAND:
        finland.finland_accepts(s, p, w, log, t)
    else:
        if kind == E_FORMULA and not west.demands_all(s, p, w, log):
            kind = E_NO_FORMULA
        before = s.trust
        if kind == E_TRUST_POSTPONEMENT:
            s.postponed = t
        judgement.hear(s, p, kind)
        clockwork.note(s, log, t, K_EVENT, -1, -1, -1, kind, ref, before, s.trust, -1)
        if kind == E_TOLD or kind == E_FORMULA:
            return  # told, and no cause of anything in the model
    judgement.reconsider(s, p, w, log, t)


@kernel
def took_place(s: State, w: World, contact: int) -> bool:
    """Whether a recorded contact took place in this campaign, by its grade."""
    first, _, _, _ = streams.four(s, w, streams.GRADE, contact)
    return first < w.rc_chance[contact]


@kernel
def contact_begins(s: State, w: World, log: Log, t: float, contact: int) -> None:
    """A recorded contact before the branch: noted, kept or dropped by its grade."""
    cause = C_KEPT if took_place(s, w, contact) else C_DROPPED
    clockwork.note(
        s, log, t, K_RECORDED_CONTACT, w.rc_pair[contact], w.rc_side[contact], w.rc_channel[contact], cause,
        contact, w.rc_chance[contact], 0.0, -1,
    )  # fmt: skip


@kernel
def spoken_west(s: State, p: Parameters, w: World, contact: int) -> int:
    """1 where what the Soviet side did in a contact of the record was meant for the West to hear."""
    _, second, _, _ = streams.four(s, w, streams.GRADE, contact)
    return 1 if second < feelers.for_the_west(p) else 0


@kernel
def contact_ends(s: State, p: Parameters, w: World, t: float, contact: int) -> None:
    """What a recorded contact taught, by the rules of any other: a refusal whoever asked in earnest, failed
    talks whoever meant them. Officials who wrote without authority taught their leader nothing."""
    pair = w.rc_pair[contact]
    if pair < 0 or not took_place(s, w, contact):
        return
    side = w.rc_refused_by[contact]
    if side >= 0 and w.rc_side[contact] < 2:
        s.refused[side] = t
        if w.rc_punished[contact] == 1 and w.rc_channel[contact] >= 0:
            people.punish(s, p, t, pair, w.rc_channel[contact])
            channels.arm_messages(s, w, pair)
    if w.rc_talks[contact] == 1:
        judgement.teach(s, p, t, pair, GERMANY)
        if spoken_west(s, p, w, contact) == 0:
            judgement.teach(s, p, t, pair, SOVIET)
    elif side == SOVIET and w.rc_side[contact] == GERMANY:
        if w.rc_official[contact] == 0:
            judgement.teach(s, p, t, pair, GERMANY)
    elif side == GERMANY and w.rc_side[contact] == SOVIET:
        if spoken_west(s, p, w, contact) == 0:
            judgement.teach(s, p, t, pair, SOVIET)


@kernel
def meeting(s: State, p: Parameters, w: World, log: Log, t: float, contact: int) -> None:
    """A change lets a contact lead to a meeting or a refusal, or a feeler be sent, if nothing bars it."""
    pair = w.rc_pair[contact]
    side = w.rc_side[contact]
    channel = w.rc_channel[contact]
    if s.talk[pair] > 0 or s.message[pair][channel] > 0:
        s.antecedent = 0
        clockwork.note(s, log, t, K_HELD, pair, side, channel, C_BUSY, contact, 0.0, 0.0, -1)
        return
    if w.rc_not_sent[contact] == 1:
        with_leave(s, p, w, log, t, pair, channel, contact)
        return
    cause = C_SILENT if w.rc_declined[contact] == 1 else C_CHANGE
    row = clockwork.note(s, log, t, K_HELD, pair, side, channel, cause, contact, 0.0, 0.0, -1)
    stream = SERIOUS if side == SOVIET else (LEADER if side == GERMANY else MEDIATOR)
    s.sent[pair][stream] += 1
    s.delivered[pair] += 1
    s.reached[pair] += 1 if side < 2 else 0
    receiver = GERMANY if side == 2 else 1 - side
    hollow = spoken_west(s, p, w, contact)
    if w.rc_declined[contact] == 0:
        talks.open_talks(s, p, w, log, t, pair, channel, receiver, 0.0, C_CHANGE, hollow, row)
        return
    clockwork.obstacle(s, w, t, pair, DELIVERED, talks.apart(s, pair))
    clockwork.note(s, log, t, K_REFUSED, pair, receiver, channel, C_CHANGE, stream, 0.0, 0.0, row)
    if side < 2:
        s.refused[receiver] = t
        if receiver == GERMANY:
            people.punish(s, p, t, pair, channel)
        if hollow == 0:
            judgement.teach(s, p, t, pair, side)


@kernel
def with_leave(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, channel: int, contact: int
) -> None:
    """A change lets Hitler say yes to those who asked him: his feeler leaves today."""
    willing = s.willing[pair][GERMANY]
    gap = s.line[pair][GERMANY] - s.line[pair][SOVIET]
    row = clockwork.note(s, log, t, K_URGED, pair, GERMANY, channel, C_SUPPOSED, contact, willing, gap, -1)
    feelers.nobodys(s, pair, channel)
    feelers.dispatch(s, p, w, log, t, pair, LEADER, channel, row)
    channels.arm_messages(s, w, pair)


@kernel
def branch(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The branch: from here on luck is fresh, and operations under way are decided anew."""
    s.due[BRANCH] = NEVER
    s.held = 0
    clockwork.note(s, log, t, K_BRANCH, -1, -1, -1, C_NONE, 0, 0.0, 0.0, -1)
    operations.redraw(s, p, w, log, t)
    landing.at_branch(s, p, w, log, t)
    judgement.reconsider(s, p, w, log, t)


@kernel
def turn_epoch(s: State, p: Parameters, w: World) -> None:
    """Set when the next epoch begins, and keep what hangs on the numbers of this one."""
    s.due[EPOCH] = w.epoch_day[s.epoch] if s.epoch < w.epochs else NEVER
    judgement.reckon_wandering(s, p, w)


@kernel
def epoch(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """Parameters or channels change today; ``p`` is already the new row."""
    turn_epoch(s, p, w)
    clockwork.note(s, log, t, K_EPOCH, -1, -1, -1, C_CHANGE, s.epoch, 0.0, 0.0, -1)
    judgement.reconsider(s, p, w, log, t)
