"""One campaign: begin, ask which slot is due, handle it, until the war or the settlement is over.

Every clock runs these same functions. A handler moves its own slot and may move others; nothing
is due before now.
"""

from sepeace.kernel import calendar, clockwork, finnish_terms, terms, weekly
from sepeace.kernel.battlefield import front, operations, tracks
from sepeace.kernel.diplomacy import channels, feelers, finland, landing, peace, reported, talks, west
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import judgement, western_track
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    BRANCH,
    CALENDAR,
    CENTRE,
    COLLAPSE,
    E_APPROACH,
    E_HEARD,
    E_TO_THE_EAST,
    E_TOLD,
    EPOCH,
    EXPOSURE,
    FINLAND,
    FRONT,
    GERMANY,
    HORIZON,
    LANDING,
    MAIN,
    MESSAGE,
    NEVER,
    NORTH,
    OFFENSIVE,
    OPERATION_END,
    OPERATION_START,
    OWN_NEWS,
    PAIR_BASE,
    PAIR_SLOTS,
    PAIRS,
    RENEWAL,
    REPORT,
    ROUND,
    RUNNING,
    SLOTS,
    SOUTH,
    SOVIET,
    STREAMS,
)
from sepeace.kernel.world import Log, World

MOST_EVENTS = 20000


@kernel
def begin(s: State, p: Parameters, w: World, log: Log, horizon: float) -> None:
    """Set a zeroed state to 22 June 1941 and arm every clock. ``s.seed`` and ``s.campaign`` are given."""
    clockwork.disarm(s)
    s.antecedent = 1 if s.attempt >= 0 else 0
    s.held = 1 if w.held_until > 0.0 else 0
    s.beyond_since = NEVER
    s.postponed = -NEVER
    for side in range(2):
        s.belief_mean[side] = p.prior_drift[side]
        s.belief_sd[side] = p.prior_sd[side]
        s.refused[side] = -NEVER
        s.loss_quarter[side] = 13.0 * w.loss[side][0]
    s.trust = p.trust_start
    front.place(s, w, 0)
    operations.coefficients(s, p, w)
    for pair in range(PAIRS):
        s.signed[pair] = NEVER
        s.window_since[pair] = NEVER
        s.window_first[pair] = NEVER
    feelers.begin_streams(s, w)
    west.begin_west(s, p)
    landing.begin_landing(s, w)
    judgement.errors_week(s, p, w, 0)
    tracks.clear(log.own)
    tracks.keep_track(s, log, 0.0)
    western_track.clear_west(log.west, w)
    western_track.keep_west_week(s, w, log)
    judgement.reckon_wandering(s, p, w)
    judgement.reconsider(s, p, w, log, 0.0)
    for pair in range(PAIRS):
        for side in range(2):
            for index in range(6):
                s.line_past[pair][side][index] = s.line[pair][side]
    s.due[FRONT] = 7.0
    s.due[HORIZON] = horizon
    s.due[OPERATION_START] = w.op_start[w.start_order[0]]
    s.due[OPERATION_END] = w.op_end[w.end_order[0]]
    s.due[OFFENSIVE] = w.offensive_day[0] if w.offensives > 0 else NEVER
    s.due[CALENDAR] = w.date_day[0] if w.dates > 0 else NEVER
    s.due[EPOCH] = w.epoch_day[0] if w.epochs > 0 else NEVER
    s.due[BRANCH] = w.held_until if w.held_until > 0.0 else NEVER
    feelers.survey(s, w, 0.0)
    feelers.arm(s, p, w, 0.0)
    finland.begin_finland(s, p, w, log)
    keep_week(s, log)


@kernel
def keep_week(s: State, log: Log) -> None:
    """Write the week's values, if the log has room for them."""
    s.known = s.weeks + 1
    if s.weeks >= log.week_room:
        return
    row = log.weeks[s.weeks]
    row[weekly.FRONT_NORTH] = s.front_km[NORTH]
    row[weekly.FRONT_CENTRE] = s.front_km[CENTRE]
    row[weekly.FRONT_SOUTH] = s.front_km[SOUTH]
    row[weekly.AXIS_STRENGTH] = s.strength[GERMANY]
    row[weekly.SOVIET_STRENGTH] = s.strength[SOVIET]
    row[weekly.LEAST_GERMANY] = s.line[MAIN][GERMANY]
    row[weekly.MOST_SOVIET] = s.line[MAIN][SOVIET]
    row[weekly.WILLINGNESS_GERMANY] = s.willing[MAIN][GERMANY]
    row[weekly.WILLINGNESS_SOVIET] = s.willing[MAIN][SOVIET]
    row[weekly.MEAN_FRONT] = s.mean_front
    row[weekly.WESTERN_BELIEF] = s.west_believes[OWN_NEWS]
    row[weekly.FORTUNE] = s.fortune
    keep_finland(s, row)
    for term in range(terms.COUNT):
        row[weekly.FIRST_TERM + term] = s.term[term]


@kernel
def keep_finland(s: State, row: list[float]) -> None:
    """Write both lines of Finland as they stand; once a Sunday's are reckoned they are written over."""
    row[weekly.FINLAND_LINE] = s.finland_line
    row[weekly.FINLAND_ERROR] = s.finland_term[finnish_terms.ERROR]
    row[weekly.FINLAND_OFFER] = s.finland_offer


@kernel
def finnish_sunday(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The slot of Finland, and what is kept of the week."""
    finland.finland(s, p, w, log, t)
    if s.weeks < log.week_room:
        keep_finland(s, log.weeks[s.weeks])


@kernel
def next_slot(s: State) -> int:
    """The slot that is due first; the lower number wins a tie."""
    best = 0
    for slot in range(1, SLOTS):
        if s.due[slot] < s.due[best]:
            best = slot
    return best


@kernel
def sunday(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The weekly step: battlefield, then leaders."""
    before = s.mean_front
    s.due[FRONT] = t + 7.0
    front.advance(s, p, w, log, t)
    if s.ending == RUNNING:
        west.west_week(s, p, t)
        judgement.leaders_week(s, p, w, log, t, before)
        keep_week(s, log)
        if not (-10.0 < s.line[MAIN][GERMANY] < 10.0 and -10.0 < s.line[MAIN][SOVIET] < 10.0):
            s.failed = 1


@kernel
def round_of_talks(s: State, p: Parameters, w: World, log: Log, t: float, pair: int) -> None:
    """A round, and the signing it may lead to."""
    share = talks.meet(s, p, w, log, t, pair)
    if share > -NEVER:
        peace.sign(s, p, w, log, t, pair, share)


@kernel
def handle_pair(s: State, p: Parameters, w: World, log: Log, t: float, pair: int, slot: int) -> None:
    """Handle one slot of one pair."""
    if slot < STREAMS:
        feelers.fire(s, p, w, log, t, pair, slot)
        channels.arm_messages(s, w, pair)
    elif slot == MESSAGE:
        channels.message(s, p, w, log, t, pair)
    elif slot == ROUND:
        round_of_talks(s, p, w, log, t, pair)
    elif slot == EXPOSURE:
        talks.expose(s, p, w, log, t, pair)
    elif slot == RENEWAL:
        peace.renew(s, p, w, log, t, pair)


@kernel
def handle_war(s: State, p: Parameters, w: World, log: Log, t: float, slot: int) -> None:
    """Handle one slot of the war."""
    if slot == FRONT:
        sunday(s, p, w, log, t)
    elif slot == OPERATION_START:
        operations.begin_operation(s, p, w, log, t)
    elif slot == OPERATION_END:
        operations.end_operation(s, p, w, log, t)
    elif slot == CALENDAR:
        calendar.dated(s, p, w, log, t)
    elif slot == OFFENSIVE:
        operations.offensives(s, p, w, log, t)
    elif slot == COLLAPSE:
        front.collapse(s, w, log, t)
    elif slot == HORIZON:
        peace.horizon(s, w, log, t)
    elif slot == LANDING:
        landing.landing(s, p, w, log, t)
    elif slot == BRANCH:
        calendar.branch(s, p, w, log, t)
    elif slot == EPOCH:
        calendar.epoch(s, p, w, log, t)
    elif slot == FINLAND:
        finnish_sunday(s, p, w, log, t)
    elif slot == REPORT:
        reported.leaves(s, p, w, log, t)


@kernel
def leaves_rates(s: State, w: World, slot: int) -> bool:
    """Whether what was just handled can change no rate of any stream.

    Ends of a battle, an event only told, what the West hears, the day of a landing to come, a Finnish week.
    """
    if slot == OPERATION_START or slot == OPERATION_END or slot == FINLAND:
        return True
    if slot == LANDING:
        return s.due[LANDING] < NEVER
    if slot != CALENDAR:
        return False
    kind = w.date_kind[s.next_date - 1]
    return kind == E_TOLD or kind == E_HEARD or kind == E_APPROACH or kind == E_TO_THE_EAST


@kernel
def handle(s: State, p: Parameters, w: World, log: Log, slot: int) -> None:
    """Handle a slot that is due. For the slot EPOCH, ``s.epoch`` and ``p`` are already the new ones."""
    t = s.due[slot]
    clockwork.count_willing(s, w, t)
    s.now = t
    s.slot = slot
    if slot < PAIR_BASE:
        handle_war(s, p, w, log, t, slot)
    else:
        handle_pair(s, p, w, log, t, (slot - PAIR_BASE) // PAIR_SLOTS, (slot - PAIR_BASE) % PAIR_SLOTS)
    if s.ending == RUNNING and s.signed[MAIN] >= NEVER and not leaves_rates(s, w, slot):
        if slot == CALENDAR or slot == EPOCH or slot >= REPORT:
            feelers.survey(s, w, t)
        feelers.arm(s, p, w, t)
    elif s.ending != RUNNING or s.signed[MAIN] < NEVER:
        feelers.stop_counting(s, t)
    if s.failed == 1 or s.events > MOST_EVENTS:
        s.failed = 1
        clockwork.finish(s, w, t, RUNNING)


@kernel
def run_campaign(s: State, params: list[Parameters], w: World, log: Log, horizon: float) -> None:
    """Run one campaign from its zeroed state to its end."""
    begin(s, params[0], w, log, horizon)
    run_on(s, params, w, log, 2.0 * NEVER)


@kernel
def run_on(s: State, params: list[Parameters], w: World, log: Log, until: float) -> None:
    """Run a campaign that has begun, until a day or until a reported feeler that was waited for has left."""
    while s.ending == RUNNING and s.failed == 0:
        slot = next_slot(s)
        if s.due[slot] >= until:
            return
        if slot == EPOCH:
            s.epoch += 1
        waited = slot == REPORT and s.report_waits[s.report_next] == 1
        handle(s, params[s.epoch], w, log, slot)
        if waited:
            return
