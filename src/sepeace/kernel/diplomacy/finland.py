"""Finland and the Soviet Union: a second pair of bargainers, reckoned on Sundays.

Finland's line is made as a leader's is: what the war is worth to her, and what she fears of either
neighbour. The Soviet line is dated policy, an ultimatum, and a sum of clauses. She accepts in the first week
in which her line, with an error of a few months, lies at or below the terms that stand, and signs some weeks
later. Then her soldiers leave the Axis, and Soviet ones are free for other fronts. While the war is held to
the record she decides nothing: what the record says of her is told. Sources: Fearon 1995 for the line;
Foreign Relations of the United States 1941-44, Ziemke 1959 and Polvinen 1986 for the terms. Her numbers are
judgement.
"""

import math

from sepeace.kernel import clockwork
from sepeace.kernel import finnish_terms as terms
from sepeace.kernel.battlefield import finnish_soldiers
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.elementary import exp
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders.choice import logistic
from sepeace.kernel.leaders.judgement import error_kept
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    ACTIVE,
    C_CHANGE,
    C_DREAD,
    C_HOPE,
    C_LAND,
    C_MET,
    C_NONE,
    C_PLEDGE,
    C_PRICE,
    C_RECORDED,
    C_REPRISAL,
    FINLAND,
    GERMANY,
    K_FINNISH_OFFER,
    K_FINNISH_PEACE,
    K_FINNISH_REFUSAL,
    MAIN,
    NEVER,
    NORTH,
    OVER,
    RECORDED,
    SOVIET,
)
from sepeace.kernel.world import Log, World

NO_OFFER = -1.0  # x_S of a week in which no terms stand
LN2 = 0.6931471805599453


@kernel
def begin_finland(s: State, p: Parameters, w: World, log: Log) -> None:
    """The first week, and the clock of the next."""
    s.finland_yes = NEVER
    s.finland_signs = NEVER
    s.finland_signed = NEVER
    s.finland_offer = NO_OFFER
    s.finland_sunday = NEVER
    if w.finland == 0 or w.luck == RECORDED or w.held_until > w.finn_answer:
        s.finland_signs = w.finn_left
    if w.finland == 1:
        s.finland_sunday = 7.0
        finnish_week(s, p, w, log, 0.0)
    s.due[FINLAND] = s.finland_sunday if s.finland_sunday < s.finland_signs else s.finland_signs


@kernel
def error_of_finland(s: State, p: Parameters, w: World) -> None:
    """Her error about what the war is worth: an autoregression of some months, as the leaders have it."""
    if w.luck == RECORDED:
        return
    kept = error_kept(p, s.weeks)
    first, _, _, _ = streams.four(s, w, streams.FINLAND, s.weeks)
    s.finland_error = kept * s.finland_error + math.sqrt(1.0 - kept * kept) * philox.normal(first)


@kernel
def was_fought(s: State, operation: int) -> bool:
    """Whether an operation that something hangs on has been fought; -1 stands for none."""
    if operation < 0:
        return True
    return s.operation[operation] == ACTIVE or s.operation[operation] == OVER


@kernel
def standing_offer(s: State, w: World, t: float) -> int:
    """Row of the Soviet terms that stand on a day, or -1."""
    found = -1
    for row in range(w.finn_offers):
        if w.finn_from[row] <= t <= w.finn_until[row] and was_fought(s, w.finn_needs[row]):
            found = row
    return found


@kernel
def finnish_line(s: State, p: Parameters, w: World, t: float) -> None:
    """y_F and its terms: u + beaten (1 - u) - k E + fear + reprisal + warning."""
    own = w.finn_own[1 if was_fought(s, w.finn_front_needs) else 0][s.weeks if s.weeks < w.span else w.span]
    leaders = 0.5 * (s.chance[GERMANY] + s.chance[SOVIET])
    chance = (1.0 - p.finland_own) * leaders + p.finland_own * own
    months = 0.5 * (s.months[GERMANY] + s.months[SOVIET])
    reach = logistic((s.front[NORTH] - p.finland_coast) / p.finland_coast_width)
    warning = 0.0
    if t >= w.finn_warning:
        since = (t - w.finn_warning) * clockwork.PER_DAY
        warning = p.finland_warning * exp(-LN2 * since / p.finland_warning_months)
    term = s.finland_term
    term[terms.PROSPECT] = chance
    term[terms.BEATEN] = p.finland_beaten * (1.0 - chance)
    term[terms.COST] = -p.finland_cost * months
    term[terms.FEAR] = p.finland_fear
    term[terms.REPRISAL] = p.finland_reprisal * (1.0 - p.finland_fade + p.finland_fade * reach)
    term[terms.WARNING] = warning
    term[terms.ERROR] = 0.0 + p.expectation_noise * s.finland_error  # never a minus before nothing
    line = 0.0
    for place in range(terms.ERROR):
        line += term[place]
    s.finland_line = line


@kernel
def clause_worth(p: Parameters, clause: int) -> float:
    """What one clause gives her, below 0 where it takes; damages by the 300 million dollars."""
    if clause == terms.CONCESSION:
        return p.finland_concession
    if clause == terms.PRICE:
        return -p.finland_price
    if clause == terms.EXPECTED:
        return -p.finland_price * p.finland_expected_sum / 300.0
    if clause == terms.PETSAMO:
        return -p.petsamo
    if clause == terms.PORKKALA:
        return -p.porkkala
    if clause == terms.ARMY:
        return -p.army_cut
    return p.hanko


@kernel
def offer_worth(p: Parameters, w: World, row: int) -> float:
    """x_S of a row of clauses: what she would have under these terms."""
    worth = w.finn_border[row]
    for place in range(terms.FINNISH_CLAUSES):
        worth += w.finn_clause[row][place] * clause_worth(p, terms.CLAUSES[place])
    return worth


@kernel
def soviet_terms(s: State, p: Parameters, w: World, row: int) -> None:
    """x_S of the terms that stand, and each clause as a term of y_F - x_S.

    A demand to surrender is one number, and never worth more to her than the terms before it.
    """
    term = s.finland_term
    for place in range(terms.BORDER, terms.FINNISH_TERMS):
        term[place] = 0.0
    if row < 0:
        s.finland_offer = NO_OFFER
        return
    if w.finn_surrender[row] == 1:
        least = offer_worth(p, w, row - 1) if row > 0 else p.finland_surrender
        least = p.finland_surrender if p.finland_surrender < least else least
        term[terms.SURRENDER] = -least
        s.finland_offer = least
        return
    term[terms.BORDER] = -w.finn_border[row]
    for place in range(terms.FINNISH_CLAUSES):
        clause = terms.CLAUSES[place]
        term[clause] = -w.finn_clause[row][place] * clause_worth(p, clause)
    s.finland_offer = offer_worth(p, w, row)


@kernel
def deciding_term(s: State) -> int:
    """Why she refuses: the greatest thing without which she would accept, else what she hopes of the war."""
    term = s.finland_term
    gap = s.finland_line + term[terms.ERROR] - s.finland_offer
    damages = term[terms.PRICE] + term[terms.EXPECTED]
    land = term[terms.PETSAMO] + term[terms.PORKKALA] + term[terms.ARMY]
    reprisal = term[terms.REPRISAL] + term[terms.WARNING]
    if s.finland_barred == 1:
        return C_PLEDGE
    cause = C_HOPE
    most = 0.0
    for one in range(4):
        size = term[terms.FEAR]
        why = C_DREAD
        if one == 1:
            size = reprisal
            why = C_REPRISAL
        elif one == 2:
            size = damages
            why = C_PRICE
        elif one == 3:
            size = land
            why = C_LAND
        if size >= gap and size > most:
            most = size
            cause = why
    return cause


@kernel
def decides(s: State, w: World, t: float) -> bool:
    """Whether what Finland does is the model's to say: not under the record's luck, nor while it is held."""
    return w.luck != RECORDED and t >= w.held_until


@kernel
def turn_offer(s: State, w: World, log: Log, t: float, row: int) -> None:
    """New terms, or none any more: the old ones are refused by that, if she has not accepted."""
    if s.finland_row > 0 and s.finland_yes >= NEVER:
        cause = deciding_term(s) if decides(s, w, t) else C_RECORDED
        clockwork.note(
            s, log, t, K_FINNISH_REFUSAL, -1, -1, -1, cause, w.finn_ref[s.finland_row - 1],
            s.finland_line + s.finland_term[terms.ERROR], s.finland_offer, s.finland_told,
        )  # fmt: skip
    s.finland_row = row + 1
    s.finland_barred = 0
    if s.finland_yes >= NEVER:
        s.finland_told = -1


@kernel
def tell_offer(s: State, w: World, log: Log, t: float) -> None:
    """Note terms in the week in which they are first reckoned."""
    if s.finland_row > 0 and s.finland_told < 0 and s.finland_yes >= NEVER:
        s.finland_told = clockwork.note(
            s, log, t, K_FINNISH_OFFER, -1, -1, -1, C_RECORDED, w.finn_ref[s.finland_row - 1],
            s.finland_line + s.finland_term[terms.ERROR], s.finland_offer, -1,
        )  # fmt: skip


@kernel
def accept(s: State, p: Parameters, w: World, log: Log, t: float, cause: int) -> None:
    """She says yes; the signature follows."""
    s.finland_yes = t
    s.finland_share = s.finland_offer
    s.finland_signs = clockwork.on_grid(t + p.finland_days)
    ref = w.finn_ref[s.finland_row - 1] if s.finland_row > 0 else 0
    s.finland_told = clockwork.note(
        s, log, t, K_FINNISH_PEACE, -1, -1, -1, cause, ref,
        s.finland_line + s.finland_term[terms.ERROR], s.finland_offer, s.finland_told,
    )  # fmt: skip


@kernel
def is_pledged(s: State, w: World, t: float) -> bool:
    """Whether a pledge to Germany shuts the road: it was given for arms against the Soviet attack."""
    return w.finn_shut_from <= t < w.finn_shut_until and was_fought(s, w.finn_shut_needs)


@kernel
def considers(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """She accepts if her line, as she judges it, lies at or below the terms, and no pledge is in the way.

    Where a campaign is run again with another world's battlefield before the leaders, she leaves on the day
    on which she left without that: her leaving is a part of the battlefield.
    """
    if log.finland >= 0.0:
        if t == log.finland:
            accept(s, p, w, log, t, C_MET)
    elif s.finland_line + s.finland_term[terms.ERROR] <= s.finland_offer:
        if is_pledged(s, w, t):
            s.finland_barred = 1
        else:
            accept(s, p, w, log, t, C_MET)


@kernel
def leaves_on(s: State, other: State) -> float:
    """Day on which Finland says yes where a campaign is run again with another battlefield to see.

    The campaign's own day; of one that a settlement cut short before it, the other's, if that comes later.
    """
    if s.finland_yes < NEVER or s.signed[MAIN] >= NEVER:
        return s.finland_yes
    return other.finland_yes if other.finland_yes >= s.signed[MAIN] else NEVER


@kernel
def finnish_week(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """Both lines on a Sunday, and whether she accepts."""
    error_of_finland(s, p, w)
    row = s.finland_row - 1  # what she has accepted stands
    if s.finland_yes >= NEVER:
        row = standing_offer(s, w, t)
    if row + 1 != s.finland_row:
        turn_offer(s, w, log, t, row)
    finnish_line(s, p, w, t)
    soviet_terms(s, p, w, row)
    tell_offer(s, w, log, t)
    if s.finland_signs >= NEVER and row >= 0 and decides(s, w, t):
        considers(s, p, w, log, t)


@kernel
def sign_finland(s: State, w: World, log: Log, t: float) -> None:
    """Finland leaves the war."""
    cause = C_NONE if s.finland_yes < NEVER else C_RECORDED
    s.finland_signed = t
    if s.finland_yes >= NEVER:
        s.finland_yes = t
        s.finland_share = s.finland_offer
    ref = w.finn_ref[s.finland_row - 1] if s.finland_row > 0 else 0
    clockwork.note(
        s, log, t, K_FINNISH_PEACE, -1, -1, -1, cause, ref, s.finland_line, s.finland_offer, s.finland_told
    )


@kernel
def finland(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """The slot of Finland: a Sunday, the day of a signature, or both."""
    if t >= s.finland_sunday:
        s.finland_sunday = t + 7.0
        finnish_week(s, p, w, log, t)
    if s.finland_signed >= NEVER and t >= s.finland_signs:
        sign_finland(s, w, log, t)
        finnish_soldiers.leave(s, p, w, t)
    due = s.finland_sunday
    if s.finland_signed >= NEVER and s.finland_signs < due:
        due = s.finland_signs
    s.due[FINLAND] = due


@kernel
def finland_accepts(s: State, p: Parameters, w: World, log: Log, t: float) -> None:
    """A change lets her accept the terms of the day, if there are any and she has not answered before."""
    row = standing_offer(s, w, t)
    if s.finland_signs < NEVER or row < 0:
        s.antecedent = 0
        return
    if row + 1 != s.finland_row:
        turn_offer(s, w, log, t, row)
    finnish_line(s, p, w, t)
    soviet_terms(s, p, w, row)
    tell_offer(s, w, log, t)
    accept(s, p, w, log, t, C_CHANGE)
    if s.finland_signs < s.due[FINLAND]:
        s.due[FINLAND] = s.finland_signs
