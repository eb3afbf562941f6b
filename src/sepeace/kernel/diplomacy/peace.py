"""After signing: the front stands, divisions go west, and either side may renew the war.

Nobody is ready to renew at first; then each side has a constant hazard, lower while the West is
still at war. The campaign is followed for three years. Ignored: what peace does to those left
under occupation, which no number here shows. Source: the document on the breathing space;
competing risks (M1, M2 of the theory cases); rates are judgement.
"""

from sepeace.kernel import clockwork
from sepeace.kernel.draws import philox, streams
from sepeace.kernel.fields import Parameters, State
from sepeace.kernel.mark import kernel
from sepeace.kernel.slots import (
    C_HORIZON,
    GERMANY,
    HORIZON,
    K_RENEWED,
    K_SIGNED,
    K_WAR_END,
    MAIN,
    MET,
    NEVER,
    PAIR_BASE,
    PAIR_SLOTS,
    RENEWAL,
    SETTLEMENT_BROKEN,
    SETTLEMENT_HELD,
    SOVIET,
    UNDECIDED,
)
from sepeace.kernel.world import Log, World

FOLLOWED_MONTHS = 36.0


@kernel
def sign(s: State, p: Parameters, w: World, log: Log, t: float, pair: int, share: float) -> None:
    """A settlement is signed: fighting stops and only its renewal is still to be seen."""
    assert s.line[pair][GERMANY] <= share <= s.line[pair][SOVIET]
    if t < w.count_from:
        s.antecedent = 0
    clockwork.close_window(s, w, t, pair)
    s.signed[pair] = t
    s.share[pair] = share
    s.best_stage[pair] = MET + 1
    s.talk[pair] = 0
    row = clockwork.note(
        s, log, t, K_SIGNED, pair, -1, -1, 0, s.rounds[pair], share, s.mean_front, s.talk_row[pair]
    )
    s.talk_row[pair] = row
    clockwork.disarm(s)
    s.due[HORIZON] = clockwork.after(t, FOLLOWED_MONTHS)
    s.due[PAIR_BASE + PAIR_SLOTS * pair + RENEWAL] = renewal_day(s, p, w, t, pair)


@kernel
def renewal_day(s: State, p: Parameters, w: World, t: float, pair: int) -> float:
    """When the hazard of renewal, lower while the West is at war, crosses its threshold."""
    first, _, _, _ = streams.four(s, w, streams.RENEWAL_CLOCK, pair)
    missing = philox.exponential(first)
    rate = p.renewal_rate[GERMANY] + p.renewal_rate[SOVIET]
    if rate <= 0.0:
        return NEVER
    ready = t + p.renewal_after * clockwork.MONTH
    west = w.west_ends + p.west_prolonged * clockwork.MONTH
    if west > ready:
        during = rate * p.renewal_in_west * (west - ready) / clockwork.MONTH
        if missing < during:
            return clockwork.after(ready, missing / (rate * p.renewal_in_west))
        missing -= during
        ready = west
    return clockwork.after(ready, missing / rate)


@kernel
def renew(s: State, p: Parameters, w: World, log: Log, t: float, pair: int) -> None:
    """One side renews the war."""
    _, second, _, _ = streams.four(s, w, streams.RENEWAL_CLOCK, pair)
    rate = p.renewal_rate[GERMANY] + p.renewal_rate[SOVIET]
    side = GERMANY if second * rate < p.renewal_rate[GERMANY] else SOVIET
    s.breaker[pair] = 1 + side
    clockwork.note(
        s, log, t, K_RENEWED, pair, side, -1, 0, 0, t - s.signed[pair], s.share[pair], s.talk_row[pair]
    )
    clockwork.finish(s, w, t, SETTLEMENT_BROKEN)


@kernel
def horizon(s: State, w: World, log: Log, t: float) -> None:
    """The years looked at are over."""
    held = s.signed[MAIN] < NEVER
    clockwork.note(s, log, t, K_WAR_END, 0 if held else -1, -1, -1, C_HORIZON, 0, s.mean_front, 0.0, -1)
    clockwork.finish(s, w, t, SETTLEMENT_HELD if held else UNDECIDED)
