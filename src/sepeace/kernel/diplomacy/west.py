"""What the West believes of a separate peace, and what it makes of the news.

Its belief falls back to what it is without news; news multiplies the odds by what it says, once a message,
however it was learnt. The West does not know what Moscow means: a feeler that is meant for its ears tells it
as much as another. Two such beliefs are kept side by side: the campaign's own, and the one that the recorded
news alone would give. As long as the war is held to the record they are the same number. The West acts on
what it believed two months ago. Ignored: Washington and London are one; what each of them knows, both know.
Sources: the source document on intercepts, leaks and the press; Bayes' rule in odds; sizes are judgement.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.draws import streams
from sepeace.kernel.elementary import exp
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.leaders import signals
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    AS_RECORDED,
    C_DENIED,
    C_LEADER,
    C_MEDIATOR,
    C_RUMOUR,
    C_SERIOUS,
    C_SUBORDINATE,
    C_TALKS,
    C_TOLD,
    K_TOLD_ALLIES,
    K_WEST_HEARS,
    LEVERAGE,
    OWN_NEWS,
    RECORDED,
    SUNDAYS_KEPT,
)
from sepeace.kernel.world import Log, World


@kernel
def begin_west(s: State, p: Parameters) -> None:
    """Without news the West believes what it believes without news."""
    for whose in range(2):
        s.west_believes[whose] = p.western_belief
        s.heard[whose] = p.western_belief
        for sunday in range(SUNDAYS_KEPT):
            s.west_believed[whose][sunday] = p.western_belief


@kernel
def faded_belief(p: Parameters, belief: float, months: float) -> float:
    """A belief so many months later, without news."""
    return p.western_belief + (belief - p.western_belief) * exp(-p.belief_fading * months)


@kernel
def bring_belief(s: State, p: Parameters, t: float, whose: int) -> None:
    """Bring one of the two beliefs forward to ``t``."""
    if t > s.west_day[whose]:
        months = (t - s.west_day[whose]) * clockwork.PER_DAY
        s.west_believes[whose] = faded_belief(p, s.west_believes[whose], months)
        s.west_day[whose] = t


@kernel
def odds_ratio(p: Parameters, kind: int) -> float:
    """By what a piece of news multiplies the odds of a separate peace."""
    if kind == C_SERIOUS:
        return p.news_soviet
    if kind == C_LEADER:
        return p.news_leader
    if kind == C_SUBORDINATE:
        return p.news_subordinate
    if kind == C_MEDIATOR:
        return p.news_mediator
    if kind == C_TALKS:
        return p.news_exposed
    if kind == C_RUMOUR:
        return p.news_rumour
    if kind == C_DENIED:
        return p.news_denied
    return p.news_told


@kernel
def news(s: State, p: Parameters, t: float, whose: int, kind: int) -> None:
    """The West hears something."""
    bring_belief(s, p, t, whose)
    s.west_believes[whose] = signals.update(s.west_believes[whose], odds_ratio(p, kind))


@kernel
def says(stream: int) -> int:
    """What a message says to a third party, by who sent it: nobody else knows what is meant for the West."""
    return C_SERIOUS if stream == LEVERAGE else C_SERIOUS + stream


@kernel
def hear_message(s: State, p: Parameters, t: float, pair: int, channel: int, stream: int) -> None:
    """The West learns of the message that is under way on a road; a second time it is no news."""
    if s.west_knows[pair][channel] == 0:
        s.west_knows[pair][channel] = 1
        news(s, p, t, OWN_NEWS, says(stream))


@kernel
def told_refusal(
    s: State, p: Parameters, w: World, log: Log, t: float, pair: int, side: int, channel: int, row: int
) -> None:
    """Moscow tells its allies that it has refused; so it does since the conference of October 1943."""
    if t < w.told_from:
        return
    bring_belief(s, p, t, OWN_NEWS)
    before = s.west_believes[OWN_NEWS]
    news(s, p, t, OWN_NEWS, C_TOLD)
    clockwork.note(
        s, log, t, K_TOLD_ALLIES, pair, side, channel, C_TOLD, 0, before, s.west_believes[OWN_NEWS], row
    )


@kernel
def recorded_news(s: State, p: Parameters, w: World, log: Log, t: float, number: int) -> None:
    """A piece of news of the record: with the chance of its grade the record's West hears it.

    So does the campaign's own while the war is held to the record; afterwards it has news of its own.
    """
    first, _, _, _ = streams.four(s, w, streams.NEWS, number)
    if first >= w.news_chance[number]:
        return
    kind = w.news_kind[number]
    news(s, p, t, AS_RECORDED, kind)
    if s.held == 1 or w.luck == RECORDED:
        bring_belief(s, p, t, OWN_NEWS)
        before = s.west_believes[OWN_NEWS]
        news(s, p, t, OWN_NEWS, kind)
        clockwork.note(
            s, log, t, K_WEST_HEARS, -1, -1, -1, kind, number, before, s.west_believes[OWN_NEWS], -1
        )


@kernel
def west_week(s: State, p: Parameters, t: float) -> None:
    """Sunday: keep what the West believes, and let it act on what it believed nine Sundays ago."""
    for whose in range(2):
        bring_belief(s, p, t, whose)
        s.west_believed[whose][s.weeks % SUNDAYS_KEPT] = s.west_believes[whose]
        s.heard[whose] = s.west_believed[whose][(s.weeks + 1) % SUNDAYS_KEPT]


@kernel
def demands_all(s: State, p: Parameters, w: World, log: Log) -> bool:
    """Whether unconditional surrender is demanded: always, unless feelers are held to be a cause of it.

    Then it hangs, as far as they are, on whether the West believes in a separate peace as much as recorded.
    """
    if p.formula_cause <= 0.0 or s.held == 1 or w.luck == RECORDED:
        return True
    if log.taped == 1:
        return log.tape.no_formula == 0
    part = s.west_believes[OWN_NEWS] / s.west_believes[AS_RECORDED]
    chance = 1.0 - p.formula_cause * (1.0 - part) if part < 1.0 else 1.0
    first, _, _, _ = streams.four(s, w, streams.FORMULA, 0)
    return first < chance
