"""When the lines of two leaders last meet, where they see another world's battlefield in part.

The battlefield does not hang on the leaders until they sign, save by the day of the landing, and where the
West is on a tape no feeler or talk moves a line. So where the battlefield of a campaign is known to its end,
its lines follow without running it again; what moves them besides, dated numbers, is carried along. Ignored:
wishes, feelers, talks. A campaign
whose lines never meet has neither window nor settlement; only one whose lines meet is to be run.
"""

from sepeace.kernel import calendar, campaign, clockwork
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import judgement
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    BRANCH,
    CALENDAR,
    E_FORMULA,
    EPOCH,
    FRONT,
    GERMANY,
    LANDING,
    MAIN,
    NEVER,
    SOVIET,
)
from sepeace.kernel.world import Log, Track, World


@kernel
def leave_leaders(s: State) -> None:
    """Stop every clock but those on which leaders reconsider."""
    front = s.due[FRONT]
    date = s.due[CALENDAR]
    branch = s.due[BRANCH]
    epoch = s.due[EPOCH]
    landing = s.due[LANDING]
    clockwork.disarm(s)
    s.due[FRONT] = front
    s.due[CALENDAR] = date
    s.due[BRANCH] = branch
    s.due[EPOCH] = epoch
    s.due[LANDING] = landing


@kernel
def show_week(s: State, own: Track) -> None:
    """Put the battlefield of the week that ends today before the leaders."""
    week = s.weeks + 1
    s.weeks = week
    s.mean_front = own.front[week]
    for side in range(2):
        s.loss_quarter[side] = own.toll[side][week]
        s.strength[side] = 1.0


@kernel
def turn_landing(s: State, log: Log) -> bool:
    """The day of the landing is fixed, of which nobody is told; or it comes, and leaders reconsider."""
    if s.landing_set == 0:
        s.landing_set = 1
        s.due[LANDING] = log.tape.landing
        return False
    s.due[LANDING] = NEVER
    return True


@kernel
def turn(s: State, params: list[Parameters], w: World, log: Log, own: Track, slot: int) -> bool:
    """Handle a slot as far as the lines feel it; whether leaders reconsider on its day."""
    if slot == FRONT:
        s.due[FRONT] += 7.0
        show_week(s, own)
        judgement.turn_week(s, params[s.epoch], w, log, own.moved[s.weeks])
    elif slot == CALENDAR:
        kind = calendar.turn_page(s, w)
        judgement.hear(s, params[s.epoch], kind)
        if kind == E_FORMULA:
            return log.tape.no_formula == 1
        return calendar.weighs_anew(kind)
    elif slot == LANDING:
        return turn_landing(s, log)
    elif slot == BRANCH:
        s.due[BRANCH] = NEVER
    elif slot == EPOCH:
        s.epoch += 1
        calendar.turn_epoch(s, params[s.epoch], w)
    return True


@kernel
def lines_part(s: State, params: list[Parameters], w: World, log: Log, own: Track) -> float:
    """Day on which the lines part for the last time with ``own`` as the battlefield.

    ``s`` is the campaign at the branch, ``log`` says through which channels the leaders see another world,
    and has the tape of the West.
    NEVER if the lines still meet when the war ends, 0 if they do not meet at all from the branch on.
    """
    leave_leaders(s)
    met = False
    parted = 0.0
    while log.own.knots < own.knots:
        slot = campaign.next_slot(s)
        t = s.due[slot]
        if turn(s, params, w, log, own, slot):
            s.fortune = own.knot_fortune[log.own.knots]
            judgement.weigh(s, params[s.epoch], w, log, t)
            log.own.knots += 1
            judgement.draw_lines(s, params[s.epoch], w, log, t, MAIN)
            if slot == FRONT:
                judgement.keep_months(s)
            if s.line[MAIN][GERMANY] <= s.line[MAIN][SOVIET]:
                met = True
            elif met:
                met = False
                parted = t
    return NEVER if met else parted
