"""The battlefield from one Sunday to the next: ground, losses, strength, and whether the war is over.

Fronts and strengths follow the record; what is computed here is how far a campaign strays from it. If
every score is as recorded and there is no noise, it strays by exactly nothing. Ignored: salients,
weather, single cities. Sources: Krivosheev 1997 and Glantz & House 1995 for the recorded paths; Karlin
& Taylor for the barrier test inside a week.
"""

import math

from sepeace.kernel import clockwork
from sepeace.kernel.battlefield import divisions, finnish_soldiers, first_passage
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.elementary import exp
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    ACTIVE,
    C_AXIS_FORCES,
    C_BERLIN,
    C_COLLAPSE,
    C_SOVIET_FORCES,
    CANCELLED,
    CENTRE,
    COLLAPSE,
    GERMAN_VICTORY,
    GERMANY,
    K_WAR_END,
    NEVER,
    OVER,
    RECORDED,
    SECTORS,
    SOUTH,
    SOVIET,
    SOVIET_VICTORY,
)
from sepeace.kernel.world import Log, World

# Root of the correlation of front noise: north-centre .3, north-south .2, centre-south .4 (judgement).
ROOT_CC = 0.9539392014169457
ROOT_SC = 0.35641684228434233
ROOT_SS = 0.9126967376661894


@kernel
def front_of(w: World, sector: int, km: float) -> float:
    """Front coordinate of a sector, 0 at Berlin and 1 at the Arkhangelsk-Astrakhan line."""
    return w.frontier + km * (w.front_per_km_west[sector] if km <= 0.0 else w.front_per_km_east[sector])


@kernel
def km_per_front(w: World, sector: int, km: float) -> float:
    """Kilometres in one unit of front at ``km``."""
    return w.km_per_front_west[sector] if km <= 0.0 else w.km_per_front_east[sector]


@kernel
def people(p: Parameters, w: World, front: float) -> float:
    """Share of the pre-war population east of the front, from which replacements come."""
    east = front - w.frontier
    return 1.0 - p.people_slope * east if east > 0.0 else 1.0


@kernel
def recorded_mean(w: World, week: int) -> float:
    """Mean recorded front at the start of a week."""
    total = 0.0
    for sector in range(SECTORS):
        total += w.weights[sector] * w.path_front[sector][week]
    return total


@kernel
def place(s: State, w: World, week: int) -> None:
    """Put the front where path and deviation say, within the map."""
    mean = 0.0
    for sector in range(SECTORS):
        recorded = w.path[sector][week]
        km = recorded + s.deviation[sector]
        low = -1.25 * w.km_west[sector]
        high = w.km_east[sector]
        if km < low or km > high:
            km = low if km < low else high
            s.deviation[sector] = km - recorded
        s.front_km[sector] = km
        s.front[sector] = front_of(w, sector, km)
        mean += w.weights[sector] * s.front[sector]
    s.mean_front = mean
    finnish_soldiers.sum_strength(s, w, week)


@kernel
def operation_ground(s: State, p: Parameters, w: World, week: int, o: int, here: float, end: float) -> None:
    """Ground that an operation gains and loses in ``here`` of its days, which end by ``end``."""
    direction = 1.0 if w.op_side[o] == GERMANY else -1.0
    if s.operation[o] == CANCELLED:
        whole = clockwork.overlap(7.0 * week, end, w.op_start[o], w.op_end[o])
        part = here / whole if whole > 0.0 else 0.0
        for sector in range(SECTORS):
            s.deviation[sector] -= direction * w.op_week_km[o][sector][week] * part
    elif s.operation[o] == ACTIVE or s.operation[o] == OVER:
        ground = p.ground_slope * w.op_ground[o]
        ground = p.ground_floor if ground < p.ground_floor else ground
        ground = p.ground_roof if ground > p.ground_roof else ground
        share = here / (w.op_end[o] - w.op_start[o]) * w.op_share[o]
        gain = direction * share * ground * (s.score[o] - w.op_recorded[o])
        for sector in range(SECTORS):
            if w.op_acts[o][sector] == 1:
                s.deviation[sector] += gain


@kernel
def operation_losses(s: State, p: Parameters, w: World, o: int, here: float) -> None:
    """Losses of an operation in ``here`` of its days, less the recorded: by side, then in new pockets."""
    share = here / (w.op_end[o] - w.op_start[o])
    attacker = w.op_side[o]
    defender = 1 - attacker
    change = s.loss_change
    if s.operation[o] == CANCELLED:
        change[GERMANY] -= w.op_losses[o][GERMANY] * share
        change[SOVIET] -= w.op_losses[o][SOVIET] * share
    elif s.operation[o] == ACTIVE or s.operation[o] == OVER:
        surprise = s.score[o] - w.op_recorded[o]
        borne = w.op_losses[o][attacker]
        change[attacker] += borne * (exp(-p.loss_attacker * surprise) - 1.0) * share
        borne = w.op_losses[o][defender]
        roof = p.pocket_roof * w.op_engaged[o]
        roof = borne if roof < borne else roof
        total = borne * exp(p.loss_defender * surprise)
        total = roof if total > roof else total
        change[defender] += (total - borne) * share
        if s.score[o] >= 1.5 and w.op_recorded[o] < 1.5:
            pocket = p.pocket_share * w.op_engaged[o]
            pocket = roof - total if pocket > roof - total else pocket
            s.pocket_change[defender] += pocket * share


@kernel
def operation_step(s: State, p: Parameters, w: World, week: int, start: float, end: float) -> None:
    """Ground and losses of the record's operations between two days of one week."""
    for entry in range(w.week_first[week], w.week_first[week + 1]):
        o = w.week_ops[entry]
        here = clockwork.overlap(start, end, w.op_start[o], w.op_end[o])
        operation_ground(s, p, w, week, o, here, end)
        if w.op_east[o] == 1:
            operation_losses(s, p, w, o, here)


@kernel
def offensive_step(s: State, start: float, end: float) -> None:
    """Ground and losses of offensives that the record does not have."""
    change = s.loss_change
    for side in range(2):
        change[side] += s.carried_loss[side]
        s.carried_loss[side] = 0.0
    for sector in range(SECTORS):
        s.deviation[sector] += s.carried_km[sector]
        s.carried_km[sector] = 0.0
        length = s.offensive_end[sector] - s.offensive_start[sector]
        if length <= 0.0:
            continue
        share = clockwork.overlap(start, end, s.offensive_start[sector], s.offensive_end[sector]) / length
        s.deviation[sector] += s.offensive_km[sector] * share
        change[GERMANY] += s.offensive_loss[sector][GERMANY] * share
        change[SOVIET] += s.offensive_loss[sector][SOVIET] * share


@kernel
def drift_and_noise(s: State, p: Parameters, w: World, week: int, months: float) -> float:
    """Pull the sectors together, add the noise; returns the uniform kept for the Berlin line."""
    if w.luck == RECORDED:
        return 1.0
    mean = 0.0
    for sector in range(SECTORS):
        gap = s.front[sector] - w.path_front[sector][week]
        mean += w.weights[sector] * gap
    first, second, third, last = streams.four(s, w, streams.SECTOR_NOISE, week)
    north = philox.normal(first)
    centre = philox.normal(second)
    south = philox.normal(third)
    scale = p.front_noise * math.sqrt(months)
    for sector in range(SECTORS):
        gap = s.front[sector] - w.path_front[sector][week]
        noise = north
        if sector == CENTRE:
            noise = 0.3 * north + ROOT_CC * centre
        elif sector == SOUTH:
            noise = 0.2 * north + ROOT_SC * centre + ROOT_SS * south
        pull = p.sector_coupling * (mean - gap) * months
        s.deviation[sector] += (pull + scale * noise) * km_per_front(w, sector, s.front_km[sector])
    return last


@kernel
def strength_step(s: State, p: Parameters, w: World, week: int, part: float) -> None:
    """Bring the deviation of both strengths and the losses of the last quarter forward by one week."""
    change = s.loss_change
    both = w.force[GERMANY][week] * w.force[SOVIET][week]
    intensity = math.sqrt(s.strength[GERMANY] * s.strength[SOVIET] / both) - 1.0
    months = 7.0 * part / clockwork.MONTH
    for side in range(2):
        extra = change[side] + w.background[side][week] * intensity * part + w.loss_shift[side][week]
        fresh = p.replacements - 1.0
        if side == SOVIET:
            supplied = 1.0 - p.aid_weight * w.aid_missing[week]
            left = people(p, w, s.mean_front)
            fresh = p.replacements * supplied * left / people(p, w, recorded_mean(w, week)) - 1.0
        felt = p.unreplaced[side] * extra + p.unreplaced_pocket * s.pocket_change[side]
        back = p.make_good * s.excess[side] * months
        s.excess[side] -= felt + back
        if side == SOVIET:
            s.excess[side] += w.replacements[week] * fresh * months
        else:
            moved = w.force_shift[week] - divisions.drawn_off(s, w, week)
            s.excess[side] += p.released_share * moved * part
        remember(s, w, week, side, w.loss[side][week] + extra + s.pocket_change[side])


@kernel
def remember(s: State, w: World, week: int, side: int, loss: float) -> None:
    """Keep a week's loss; the quarter's is the sum of the last 13 weeks, or what there is of them."""
    place = week % 13
    s.loss_sum[side] += loss - s.losses[side][place]
    s.losses[side][place] = loss
    known = week + 1 if week < 12 else 13
    s.loss_quarter[side] = s.loss_sum[side] * 13.0 / known


@kernel
def war_end(
    s: State, p: Parameters, w: World, week: int, start: float, t: float, centre: float,
    germany: float, soviet: float, touch: float,
) -> tuple[float, int]:  # fmt: skip
    """First day and cause of the end of the war inside the step, or (NEVER, 0)."""
    day = NEVER
    cause = 0
    months = (t - start) / clockwork.MONTH
    noise = 0.0 if w.luck == RECORDED else p.front_noise
    if s.front[CENTRE] <= p.berlin_line or (
        noise > 0.0
        and touch < first_passage.touch_probability(centre, s.front[CENTRE], p.berlin_line, months, noise)
    ):
        first, second, _, _ = streams.four(s, w, streams.CROSSING, week)
        chance = philox.normal(first)
        wait = first_passage.crossing_months(
            centre, s.front[CENTRE], p.berlin_line, months, noise, chance, second
        )
        day = start + wait * clockwork.MONTH
        cause = C_BERLIN
    for side in range(2):
        least = p.least_strength[side]
        before = germany if side == GERMANY else soviet
        if s.strength[side] < least:
            part = (before - least) / (before - s.strength[side]) if before > least else 0.0
            when = start + part * (t - start)
            if when < day:
                day = when
                cause = C_AXIS_FORCES if side == GERMANY else C_SOVIET_FORCES
    return day, cause


@kernel
def watch_collapse(s: State, p: Parameters, start: float, t: float, before: float) -> None:
    """Arm or disarm the clock that runs while the mean front stands beyond the collapse line."""
    if s.mean_front < p.collapse_line:
        s.beyond_since = NEVER
        s.due[COLLAPSE] = NEVER
    elif s.beyond_since >= NEVER:
        part = 0.0
        if before < p.collapse_line:
            part = (p.collapse_line - before) / (s.mean_front - before)
        s.beyond_since = start + part * (t - start)
        due = clockwork.on_grid(s.beyond_since + 7.0 * p.collapse_weeks)
        s.due[COLLAPSE] = due if due > t else t


@kernel
def advance(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """Move the front and the strengths one week on and test for the end of the war."""
    week = s.weeks
    start = 7.0 * week
    if w.held_until > start:
        start = w.held_until if w.held_until < t else t
    centre = s.front[CENTRE]
    before = s.mean_front
    germany = s.strength[GERMANY]
    soviet = s.strength[SOVIET]
    touch = 1.0
    if start < t:
        for side in range(2):
            s.loss_change[side] = 0.0
            s.pocket_change[side] = 0.0
        operation_step(s, p, w, week, start, t)
        offensive_step(s, start, t)
        touch = drift_and_noise(s, p, w, week, (t - start) / clockwork.MONTH)
        strength_step(s, p, w, week, (t - start) / 7.0)
    else:
        for side in range(2):
            remember(s, w, week, side, w.loss[side][week])
    s.weeks = week + 1
    finnish_soldiers.move(s, p, w, t, week + 1)
    place(s, w, week + 1)
    if start < t:
        day, cause = war_end(s, p, w, week, start, t, centre, germany, soviet, touch)
        if day < NEVER:
            end_war(s, w, log, day, cause)
        else:
            watch_collapse(s, p, start, t, before)


@kernel
def end_war(s: State, w: World, log: Log, day: float, cause: int) -> None:
    """Write the end of the war and who was beaten."""
    beaten_germany = cause == C_BERLIN or cause == C_AXIS_FORCES
    clockwork.note(
        s, log, day, K_WAR_END, -1, GERMANY if beaten_germany else SOVIET, -1, cause, 0,
        s.mean_front, s.strength[GERMANY if beaten_germany else SOVIET], -1,
    )  # fmt: skip
    clockwork.finish(s, w, day, SOVIET_VICTORY if beaten_germany else GERMAN_VICTORY)


@kernel
def collapse(s: State, w: World, log: Log, t: float) -> None:
    """The mean front has stood beyond the collapse line for long enough."""
    end_war(s, w, log, t, C_COLLAPSE)
