"""The two leaders: what they believe, what the war is worth to them, their lines, and whether
they would talk.

One equation serves both sides. A line moves when belief, front, cost or a term moves; lines are
computed once and kept in the state, and everything else reads them. The gap between the lines is
the exact sum of State.term. The war is valued by the rule it is learned by: the drift that a leader is
not sure of also wanders. Away from the table he does not know the other's belief; he reads the other's
hopes partly off the map, else his own prospects would cancel out of his wish to talk. Sources: Kalman-
Bucy learning of a drift (Slantchev 2003 for the idea), first passage (Karlin & Taylor), reservation
values (Fearon 1995), certainty equivalent (Tversky & Kahneman 1992), logistic choice (McFadden).
"""

import math

from sepeace.kernel import clockwork, reckoned, terms
from sepeace.kernel.battlefield import operations, tracks
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.elementary import exp
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import (
    bargaining,
    beliefs,
    choice,
    landing_ahead,
    profiles,
    wandering,
    western_track,
)
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    C_CLOSED,
    C_OPENED,
    C_STRENGTH,
    DOCUMENT,
    E_LANDING,
    E_NO_FORMULA,
    E_TRUST_CONTACT,
    E_TRUST_ITALY,
    E_TRUST_POSTPONEMENT,
    E_TRUST_TORCH,
    GERMANY,
    K_WINDOW,
    NEVER,
    PAIRS,
    PROSPECT,
    RATIONAL,
    RECORDED,
    SOVIET,
)
from sepeace.kernel.world import Log, World

WEEK_MONTHS = 7.0 / 30.4375


@kernel
def learn_week(s: State, p: Parameters, change: float) -> None:
    """Both leaders learn from the week's movement of the mean front."""
    for side in range(2):
        mean, sd = beliefs.learn(
            s.belief_mean[side],
            s.belief_sd[side],
            p.belief_volatility,
            change,
            WEEK_MONTHS,
            p.drift_diffusion,
        )
        s.belief_mean[side] = mean
        s.belief_sd[side] = sd


@kernel
def trust_week(s: State, p: Parameters, w: World, week: int) -> None:
    """Stalin's trust in the West drifts to its level and follows the supplies."""
    extra = p.trust_deliveries * (w.deliveries[week] - 1.0)
    roof = p.trust_deliveries
    extra = roof if extra > roof else extra
    extra = -roof if extra < -roof else extra
    trust_by(s, (p.trust_rate * (p.trust_level - s.trust) + extra) * WEEK_MONTHS)


@kernel
def hear(s: State, p: Parameters, kind: int) -> None:
    """What a dated event of the West does to trust, and the landing itself."""
    if kind == E_TRUST_POSTPONEMENT:
        trust_by(s, p.trust_postponement)
    elif kind == E_TRUST_TORCH:
        trust_by(s, p.trust_torch)
    elif kind == E_TRUST_ITALY:
        trust_by(s, p.trust_italy)
    elif kind == E_TRUST_CONTACT:
        trust_by(s, p.trust_contact)
    elif kind == E_NO_FORMULA:
        s.no_formula = 1
        trust_by(s, p.trust_formula)
    elif kind == E_LANDING:
        s.landed = 1
        trust_by(s, p.trust_landing)


@kernel
def turn_week(s: State, p: Parameters, w: World, log: Log, moved: float) -> None:
    """What a week in which the mean front moved by ``moved`` does to beliefs and trust."""
    learn_week(s, p, tracks.movement_seen(s, w, log, moved))
    trust_week(s, p, w, s.weeks - 1)
    for side in range(2):
        s.months_then[side] = s.months_sunday[side]


@kernel
def keep_months(s: State) -> None:
    """Remember the length of war that each side reckoned on a Sunday."""
    for side in range(2):
        s.months_sunday[side] = s.months[side]


@kernel
def trust_by(s: State, change: float) -> None:
    """Change trust, within 0 and 1."""
    trust = s.trust + change
    trust = 0.0 if trust < 0.0 else trust
    s.trust = 1.0 if trust > 1.0 else trust


@kernel
def error_kept(p: Parameters, week: int) -> float:
    """Share of an error about another's line that is left of the week before: an autoregression."""
    return exp(-WEEK_MONTHS / p.expectation_months) if week > 0 else 0.0


@kernel
def errors_week(s: State, p: Parameters, w: World, week: int) -> None:
    """Each leader's error about the other's line is an autoregression of a few months."""
    if w.luck == RECORDED:
        return
    kept = error_kept(p, week)
    fresh = math.sqrt(1.0 - kept * kept)
    for pair in range(PAIRS):
        first, second, _, _ = streams.four(s, w, streams.EXPECTATION, 1024 * pair + week)
        s.error[pair][GERMANY] = kept * s.error[pair][GERMANY] + fresh * philox.normal(first)
        s.error[pair][SOVIET] = kept * s.error[pair][SOVIET] + fresh * philox.normal(second)


@kernel
def reckon_wandering(s: State, p: Parameters, w: World) -> None:
    """Keep what hangs on the numbers alone; to be called when they change."""
    s.wander = 0.0 if w.steady == 1 else wandering.width_of(p.belief_volatility, p.drift_diffusion)


@kernel
def weigh(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """What the war is worth: chance and length as each believes, cost as it is."""
    week = s.weeks if s.weeks < w.span else w.span
    front = tracks.front_seen(s, w, log)
    for side in range(2):
        credence = p.west_credence if side == GERMANY else western_track.trust_seen(s, log, t)
        drift = s.belief_mean[side] - p.west_drift * credence * landing_ahead.landing_seen(s, w, log, side, t)
        reckoned.reckon(s, p, log, side, front, drift)
    s.on_map = choice.map_chance(front)
    oil = 1.0 - w.oil_supply[week] / p.oil_need
    loss = p.cost_loss[GERMANY] * tracks.toll_seen(s, log, GERMANY)
    s.cost[GERMANY] = p.cost_base + loss + p.cost_divisions * western_track.held_seen(s, w, log, week)
    s.cost[GERMANY] += p.cost_oil * (oil if oil > 0.0 else 0.0)
    loss = p.cost_loss[SOVIET] * tracks.toll_seen(s, log, SOVIET)
    grain = clockwork.interpolate(w.grain_front, w.grain_share, front)
    s.cost[SOVIET] = p.cost_base + loss + p.cost_food * grain


@kernel
def coalition_hope(s: State, p: Parameters, w: World, t: float) -> float:
    """What waiting for the coalition to part adds to the worth of war: a chance that what is lost is won yet.

    Who expects to win hopes for nothing by it, and who has lost hopes for the whole of it. The hope is
    Hitler's, and ends with him.
    """
    return p.coalition_hope * (1.0 - s.chance[GERMANY]) if w.hope_from <= t < w.profile_day else 0.0


@kernel
def draw_lines(s: State, p: Parameters, w: World, log: Log, t: float, pair: int) -> None:
    """Both reservation lines of the pair and every term of the gap between them."""
    germany = bargaining.war_value(s.chance[GERMANY], s.months[GERMANY], s.cost[GERMANY])
    soviet = bargaining.war_value(1.0 - s.chance[SOVIET], s.months[SOVIET], s.cost[SOVIET])
    s.term[terms.OPTIMISM] = s.chance[GERMANY] - s.chance[SOVIET]
    s.term[terms.COST] = -(s.cost[GERMANY] * s.months[GERMANY] + s.cost[SOVIET] * s.months[SOVIET])
    prospect = 0.0
    if w.reading == PROSPECT:
        prospect = choice.certainty_equivalent(s.chance[GERMANY], p.reference) - s.chance[GERMANY]
    premium = 0.0
    premium_asked = profiles.premium_asked(p, w, t)
    if w.reading == DOCUMENT:
        fortune = tracks.fortune_seen(s, p, log, t)
        premium = bargaining.strength_premium(premium_asked, p.strength_threshold, p.strength_slope, fortune)
    theta = p.soviet_fear_start + p.soviet_fear_growth * profiles.years_of_fear(w, t)
    soviet_fear = (theta if theta < 1.0 else 1.0) * profiles.second_attack(p, w, t)
    ideology = profiles.ideology(p, w, t)
    plan = profiles.own_plan(p, w, t)
    distrust = profiles.distrust(p, w, t)
    aid = p.aid_per_belief * western_track.heard_seen(s, log)
    fate_germany = 0.0
    if w.reading == RATIONAL or (w.reading == DOCUMENT and premium_asked <= 0.0):
        fate_germany = p.fate_weight * (p.fate_settled[GERMANY] - s.chance[GERMANY])
    fate_soviet = p.fate_weight * (p.fate_settled[SOVIET] - (1.0 - s.chance[SOVIET]))
    hope = coalition_hope(s, p, w, t)
    s.term[terms.HOPE] = hope
    s.term[terms.PROSPECT] = prospect
    s.term[terms.IDEOLOGY] = ideology + p.ideology[SOVIET]
    s.term[terms.STRENGTH] = premium
    s.term[terms.FEAR_GERMANY] = p.fear[GERMANY]
    s.term[terms.FEAR_SOVIET] = soviet_fear
    s.term[terms.PLAN] = -(plan + p.plan[SOVIET])
    s.term[terms.AID] = aid
    s.term[terms.FATE] = -(fate_germany + fate_soviet)
    s.term[terms.DISTRUST] = distrust
    s.premium[pair] = premium
    least = bargaining.reservation(
        germany + prospect + hope, ideology, premium, p.fear[GERMANY], plan, 0.0, fate_germany
    )
    most = 1.0 - bargaining.reservation(
        soviet, p.ideology[SOVIET], 0.0, soviet_fear, p.plan[SOVIET], aid, fate_soviet
    )
    most -= distrust
    s.term[terms.CAP] = 0.0
    front = tracks.front_seen(s, w, log)
    if p.cap_margin < 1.0 and most > front + p.cap_margin:
        s.term[terms.CAP] = most - front - p.cap_margin
        most = front + p.cap_margin
    s.line[pair][GERMANY] = least
    s.line[pair][SOVIET] = most


@kernel
def lesson_now(s: State, p: Parameters, t: float, pair: int, side: int) -> float:
    """What refusals taught a leader, faded to ``t``."""
    if s.lesson[pair][side] == 0.0:
        return 0.0
    months = (t - s.lesson_day[pair][side]) * clockwork.PER_DAY
    return s.lesson[pair][side] * exp(-p.refusal_fading * months)


@kernel
def teach(s: State, p: Parameters, t: float, pair: int, side: int) -> None:
    """A refusal or a failed talk teaches a leader to expect less."""
    s.lesson[pair][side] = lesson_now(s, p, t, pair, side) + p.refusal_lesson
    s.lesson_day[pair][side] = t


@kernel
def expected_offer(s: State, p: Parameters, w: World, side: int) -> float:
    """Share a leader expects to be offered, away from the table: there he sees only what war is worth.

    What it is worth to the other he reads partly off the map; under the form ``known`` he knows it.
    """
    other = 1 - side
    believer = other if w.known == 1 else side
    chance = s.chance[believer]
    on_map = s.on_map
    if other == SOVIET:
        chance = 1.0 - chance
        on_map = 1.0 - on_map
    weight = 0.0 if w.known == 1 else p.map_weight
    return choice.hoped_offer(chance, on_map, s.months[believer], s.cost[other], weight)


@kernel
def expected_gain(s: State, p: Parameters, w: World, t: float, pair: int, side: int) -> float:
    """What a leader expects to be offered, less what he must have, away from the table."""
    error = p.expectation_noise * s.error[pair][side] - lesson_now(s, p, t, pair, side)
    needed = s.line[pair][GERMANY] if side == GERMANY else 1.0 - s.line[pair][SOVIET]
    return expected_offer(s, p, w, side) + error - needed


@kernel
def wish(s: State, p: Parameters, w: World, t: float) -> None:
    """Willingness to talk of both leaders in every pair."""
    for pair in range(PAIRS):
        for side in range(2):
            gain = expected_gain(s, p, w, t, pair, side)
            s.willing[pair][side] = choice.willingness(gain, p.willingness_noise)


@kernel
def past_line(s: State, t: float, pair: int, side: int) -> float:
    """A side's line as it stood a month ago."""
    late = clockwork.MONTH - (t - 7.0 * s.weeks)
    steps = int(late / 7.0)
    if 7.0 * steps < late:
        steps += 1
    steps = 0 if steps < 0 else steps
    return s.line_past[pair][side][(s.weeks - (steps if steps < 5 else 5)) % 6]


@kernel
def watch_window(s: State, w: World, log: Log, t: float, pair: int) -> None:
    """Note when the acceptance window of a pair opens and closes."""
    is_open = s.line[pair][GERMANY] <= s.line[pair][SOVIET]
    was_open = s.window_since[pair] < NEVER
    if is_open and not was_open:
        s.window_since[pair] = t
        s.window_row[pair] = clockwork.note(
            s, log, t, K_WINDOW, pair, -1, -1, C_OPENED, 0, s.line[pair][GERMANY], s.line[pair][SOVIET], -1
        )
    elif was_open and not is_open:
        length = clockwork.close_window(s, w, t, pair)
        by_strength = s.line[pair][GERMANY] - s.premium[pair] <= s.line[pair][SOVIET]
        clockwork.note(
            s, log, t, K_WINDOW, pair, -1, -1, C_STRENGTH if by_strength else C_CLOSED, 0,
            length, s.line[pair][GERMANY] - s.line[pair][SOVIET], s.window_row[pair],
        )  # fmt: skip


@kernel
def reconsider(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """Weigh the war anew, draw the lines, watch the windows, form the wish to talk.

    Before a branch no outcome hangs on the lines between two Sundays; a lean log leaves them out.
    """
    operations.bring_fortune(s, p, w, t)
    if log.lean == 1 and 7.0 * s.weeks < t < w.held_until:
        return
    weigh(s, p, w, log, t)
    tracks.keep_fortune(s, log, t)
    western_track.keep_west_knot(s, log, t)
    for pair in range(PAIRS):
        draw_lines(s, p, w, log, t, pair)
        watch_window(s, w, log, t, pair)
    wish(s, p, w, t)


@kernel
def leaders_week(s: State, p: Parameters, w: World, log: Log, t: float, before: float) -> None:
    """A week has passed: learn, remember the lines, reconsider."""
    moved = s.mean_front - before
    tracks.keep_track(s, log, moved)
    western_track.keep_west_week(s, w, log)
    turn_week(s, p, w, log, moved)
    errors_week(s, p, w, s.weeks)
    reconsider(s, p, w, log, t)
    keep_months(s)
    for pair in range(PAIRS):
        for side in range(2):
            s.line_past[pair][side][s.weeks % 6] = s.line[pair][side]
