"""Operations: whether they can be fought, how they go, and what they do to the fortune of arms.

A score is the attacker's: -1.5 disaster to 2 decisive. It is drawn at the start from the force
ratio, the quality of the two armies and the reach of supply, pulled towards the record by the
share of its surprise that was structure. An attack is off when its side is far too weak or its
front far behind; nothing is cancelled by name. Source: score equation fitted to the package's
coded operations; feasibility and offensives are judgement.
"""

import math

from sepeace.kernel import clockwork
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.elementary import exp, natural_log
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    ACTIVE,
    C_CHANGE,
    C_DRAWN,
    C_FORCED,
    C_LAG,
    C_MET,
    C_NONE,
    C_RATIO,
    C_RECORDED,
    CANCELLED,
    CENTRE,
    GERMANY,
    K_OFFENSIVE,
    K_OPERATION,
    K_OPERATION_END,
    NEVER,
    NORTH,
    OFFENSIVE,
    OPERATION_END,
    OPERATION_START,
    OVER,
    PENDING,
    RECORDED,
    SECTORS,
    SOVIET,
)
from sepeace.kernel.world import Log, World

LOG2 = 0.6931471805599453
BASE, FORCES, TREND = 0, 1, 2  # rows and columns of ``score_root``
EDGE_MONTHS = 24.0  # unit of time of the quality trend, fitted with it


@kernel
def edge(t: float, side: int) -> float:
    """Quality term of an attacker: the German edge of 1941 is gone after two years, then turned round."""
    value = 1.0 - t / clockwork.MONTH / EDGE_MONTHS
    return value if side == GERMANY else -value


@kernel
def coefficients(s: State, p: Parameters, w: World) -> None:
    """Draw this campaign's score coefficients from their joint uncertainty."""
    first, second, third, _ = streams.four_of_numbers(s, w, streams.COEFFICIENTS, 0)
    one = philox.normal(first)
    two = philox.normal(second)
    three = philox.normal(third)
    if w.luck == RECORDED:
        one = 0.0
        two = 0.0
        three = 0.0
    root = w.score_root
    s.score_base = p.score_base + p.score_base_sd * one
    s.force_advantage = p.force_advantage + p.force_advantage_sd * (
        root[FORCES][BASE] * one + root[FORCES][FORCES] * two
    )
    mixed = root[TREND][BASE] * one + root[TREND][FORCES] * two + root[TREND][TREND] * three
    s.quality_trend = p.quality_trend + p.quality_trend_sd * mixed


@kernel
def lead(s: State, w: World, o: int) -> float:
    """Kilometres by which an attacker's front stands beyond the recorded line, mean of its sectors."""
    total = 0.0
    count = 0
    for sector in range(SECTORS):
        if w.op_seen[o][sector] == 1:
            total += s.deviation[sector]
            count += 1
    if count == 0:
        return 0.0
    mean = total / count
    return mean if w.op_side[o] == GERMANY else -mean


@kernel
def log_ratio(s: State, side: int) -> float:
    """Log of the attacker's strength over the defender's in the theatre."""
    ratio = natural_log(s.strength[GERMANY] / s.strength[SOVIET])
    return ratio if side == GERMANY else -ratio


@kernel
def fresh_sd(weight: float, sd: float) -> float:
    """Standard deviation of a score's fresh luck: what is left of ``sd`` beside the structure's share."""
    return math.sqrt(1.0 - weight * weight) * sd


@kernel
def draw_score(s: State, p: Parameters, w: World, o: int, start: float) -> float:
    """Score of an operation that starts at ``start``."""
    side = w.op_side[o]
    recorded_mean = s.score_base + s.force_advantage * w.op_ratio[o] + s.quality_trend * w.op_edge[o]
    mean = recorded_mean
    if w.op_start[o] >= w.held_until:
        mean = s.score_base + s.force_advantage * log_ratio(s, side) + s.quality_trend * edge(start, side)
        mean -= p.supply_reach * lead(s, w, o) / 100.0
    first, _, _, _ = streams.four(s, w, streams.SCORE, w.op_number[o])
    luck = fresh_sd(p.structure_weight, p.score_sd) * philox.normal(first)
    score = mean + p.structure_weight * (w.op_recorded[o] - recorded_mean) + luck
    score = -2.5 if score < -2.5 else score
    return 3.0 if score > 3.0 else score


@kernel
def prevented(s: State, p: Parameters, w: World, o: int) -> int:
    """Why an operation cannot be fought, or C_NONE. One launched before a branch is under way already."""
    if w.op_forced[o] == 2:
        return C_CHANGE
    if w.op_start[o] < w.held_until:
        return C_NONE
    if o == w.finn_front_needs and s.finland_signed <= w.op_start[o]:
        return C_MET  # nobody is left there to attack
    if log_ratio(s, w.op_side[o]) < w.op_ratio[o] + natural_log(p.feasible_ratio):
        return C_RATIO
    if lead(s, w, o) < -p.feasible_lag:
        return C_LAG
    return C_NONE


@kernel
def decide(s: State, p: Parameters, w: World, o: int, t: float) -> int:
    """Set state and score of an operation at ``t``; returns the cause."""
    first = w.op_first[o]
    s.operation[o] = ACTIVE
    s.score[o] = w.op_recorded[o]
    if w.op_east[o] == 0 and w.op_forced[o] == 2:
        s.operation[o] = CANCELLED
        return C_CHANGE
    if w.op_east[o] == 0 and w.op_forced[o] == 1 and t >= w.held_until:
        s.score[o] = w.op_forced_score[o]
        return C_FORCED
    if t < w.held_until or w.op_east[o] == 0:
        return C_RECORDED
    if first != o and s.operation[first] != PENDING and w.op_start[first] >= w.held_until:
        s.score[o] = s.score[first]
        if s.operation[first] == CANCELLED:
            s.operation[o] = CANCELLED
        return C_DRAWN
    reason = prevented(s, p, w, o)
    if reason != C_NONE:
        s.operation[o] = CANCELLED
        return reason
    if w.op_forced[o] == 1:
        s.score[o] = w.op_forced_score[o]
        return C_FORCED
    if w.luck == RECORDED:
        return C_RECORDED
    s.score[o] = draw_score(s, p, w, o, t)
    return C_DRAWN


@kernel
def tally(s: State, w: World, o: int, cause: int) -> None:
    """Keep the tally of operations fought and called off, and of the sectors left idle."""
    if s.operation[o] == CANCELLED:
        if cause != C_CHANGE:
            s.cancelled += 1
            if w.op_forced[o] == 1:
                s.antecedent = 0
        for sector in range(SECTORS):
            if w.op_acts[o][sector] == 1:
                s.idle[sector] += 1
    elif w.op_east[o] == 1:
        s.feasible += 1


@kernel
def faded(p: Parameters, fortune: float, rate: float, days: float) -> float:
    """A fortune of arms so many days later: it fades by halves and takes up what flows in."""
    if days <= 0.0:
        return fortune
    fade = LOG2 / p.fortune_half_life
    kept = exp(-fade * days)
    return fortune * kept + rate / fade * (1.0 - kept)


@kernel
def fade_fortune(s: State, p: Parameters, t: float) -> None:
    """Bring the fortune of arms forward over a stretch on which no battle begins or ends."""
    if t > s.fortune_day:
        s.fortune = faded(p, s.fortune, s.fortune_rate, t - s.fortune_day)
        s.fortune_day = t


@kernel
def bring_fortune(s: State, p: Parameters, w: World, t: float) -> None:
    """Bring the fortune of arms forward to ``t``: old battles fade, those under way add up.

    Operations have slots that call this at their start and end; offensives end in between.
    """
    for _ in range(SECTORS):
        stop = NEVER
        for sector in range(SECTORS):
            if s.fortune_day <= s.offensive_end[sector] < t and s.offensive_end[sector] < stop:
                stop = s.offensive_end[sector]
        if stop >= NEVER:
            break
        fade_fortune(s, p, stop)
        flow(s, w, stop)
    fade_fortune(s, p, t)


@kernel
def flow(s: State, w: World, t: float) -> None:
    """Sum what the battles under way add to German fortune each day."""
    total = 0.0
    if w.forgetful == 1:
        return
    week = int(t / 7.0)
    week = w.span if week > w.span else week
    for place in range(w.week_first[week], w.week_first[week + 1]):
        o = w.week_ops[place]
        if s.operation[o] == ACTIVE:
            sign = 1.0 if w.op_side[o] == GERMANY else -1.0
            total += sign * s.score[o] * w.op_value[o] / (w.op_end[o] - w.op_start[o])
    for sector in range(SECTORS):
        if s.offensive_start[sector] <= t < s.offensive_end[sector]:
            total += s.offensive_value[sector] / (s.offensive_end[sector] - s.offensive_start[sector])
    s.fortune_rate = total


@kernel
def begin_operation(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The next operation of the record is due."""
    o = w.start_order[s.next_start]
    s.next_start += 1
    more = s.next_start < w.operations
    s.due[OPERATION_START] = w.op_start[w.start_order[s.next_start]] if more else NEVER
    bring_fortune(s, p, w, t)
    cause = decide(s, p, w, o, t)
    tally(s, w, o, cause)
    flow(s, w, t)
    s.score_row[o] = clockwork.note(
        s, log, t, K_OPERATION, -1, w.op_side[o], -1, cause, o, s.score[o], lead(s, w, o), -1
    )


@kernel
def end_operation(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """An operation ends."""
    o = w.end_order[s.next_end]
    s.next_end += 1
    more = s.next_end < w.operations
    s.due[OPERATION_END] = w.op_end[w.end_order[s.next_end]] if more else NEVER
    if s.operation[o] == ACTIVE:
        bring_fortune(s, p, w, t)
        s.operation[o] = OVER
        flow(s, w, t)
        clockwork.note(
            s, log, t, K_OPERATION_END, -1, w.op_side[o], -1, C_NONE, o, s.score[o], s.fortune, s.score_row[o]
        )


@kernel
def redraw(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """At a branch, operations not yet over are decided anew for the days they still have."""
    bring_fortune(s, p, w, t)
    for o in range(w.operations):
        again = w.op_east[o] == 1 or w.op_forced[o] == 1
        if s.operation[o] == ACTIVE and again and w.op_end[o] > t:
            s.feasible -= w.op_east[o]  # counted at its start, and again below
            cause = decide(s, p, w, o, t)
            tally(s, w, o, cause)
            s.score_row[o] = clockwork.note(
                s,
                log,
                t,
                K_OPERATION,
                -1,
                w.op_side[o],
                -1,
                cause,
                o,
                s.score[o],
                lead(s, w, o),
                s.score_row[o],
            )
    flow(s, w, t)


@kernel
def attack_mean(s: State, p: Parameters, sector: int, side: int, t: float) -> float:
    """Mean score of an offensive by ``side`` in a sector now."""
    ahead = s.deviation[sector] if side == GERMANY else -s.deviation[sector]
    mean = s.score_base + s.force_advantage * log_ratio(s, side) + s.quality_trend * edge(t, side)
    return mean - p.supply_reach * ahead / 100.0


@kernel
def offensives(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """A slot of offensives without a record: the better placed side attacks in every idle sector."""
    slot = s.next_offensive
    s.next_offensive += 1
    more = s.next_offensive < w.offensives
    s.due[OFFENSIVE] = w.offensive_day[s.next_offensive] if more else NEVER
    every = w.offensive_all[slot] == 1
    bring_fortune(s, p, w, t)
    for sector in range(SECTORS):
        if t >= w.held_until and (every or s.idle[sector] > 0):
            days = p.offensive_days
            if every and more and s.due[OFFENSIVE] - t < days:
                days = s.due[OFFENSIVE] - t
            offensive(s, p, w, log, t, slot, sector, days)
        s.idle[sector] = 0
    flow(s, w, t)


@kernel
def carry_over(s: State, sector: int) -> None:
    """Keep what an offensive still had to lay since Sunday when another takes its place."""
    length = s.offensive_end[sector] - s.offensive_start[sector]
    if length <= 0.0:
        return
    rest = (
        clockwork.overlap(7.0 * s.weeks, NEVER, s.offensive_start[sector], s.offensive_end[sector]) / length
    )
    s.carried_km[sector] += s.offensive_km[sector] * rest
    for side in range(2):
        s.carried_loss[side] += s.offensive_loss[sector][side] * rest


@kernel
def offensive(
    s: State, p: Parameters, w: World, log: Log, t: float, slot: int, sector: int, days: float
) -> None:
    """One such offensive: who attacks, how far it goes, what it costs, what it is worth."""
    german = attack_mean(s, p, sector, GERMANY, t)
    soviet = attack_mean(s, p, sector, SOVIET, t)
    side = GERMANY if german > soviet else SOVIET
    score = german if german > soviet else soviet
    first, _, _, _ = streams.four(s, w, streams.OFFENSIVE_SCORE, 4 * slot + sector)
    if w.luck != RECORDED:
        score += p.score_sd * philox.normal(first)
    score = -2.5 if score < -2.5 else score
    score = 3.0 if score > 3.0 else score
    carry_over(s, sector)
    late = t >= w.record_end
    base = p.offensive_late_km if late else p.offensive_km
    slope = p.offensive_late_km_per_score if late else p.offensive_km_per_score
    sign = 1.0 if side == GERMANY else -1.0
    part = 0.22 if sector == NORTH else (0.42 if sector == CENTRE else 0.36)
    s.offensive_start[sector] = t
    s.offensive_end[sector] = t + days
    s.offensive_km[sector] = sign * (base + slope * score)
    axis = p.offensive_loss * part * s.strength[GERMANY] * days / clockwork.MONTH
    months = t / clockwork.MONTH - 6.0
    exchange = 2.5 + 4.0 * exp(-(months if months > 0.0 else 0.0) / 24.0)
    s.offensive_loss[sector][GERMANY] = axis
    s.offensive_loss[sector][SOVIET] = axis * exchange
    engaged = part * (s.strength[GERMANY] + s.strength[SOVIET]) / 4.0
    s.offensive_value[sector] = sign * score * (engaged if engaged < 1.0 else 1.0)
    clockwork.note(s, log, t, K_OFFENSIVE, -1, side, -1, C_NONE, sector, score, s.offensive_km[sector], -1)
